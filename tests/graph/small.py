"""Small bundles of nodes and links for tests of the record."""

from __future__ import annotations

from graph.elements import Edge, Node, Value
from graph.rows import Flag, Place
from graph.writing import Bundle, NodeFlag


def bundle(document: str = "doc:x:1-kh:2026", sha: str = "a", tasks: int = 2, agency: str = "Sở Một") -> Bundle:
    """A document with some tasks, all led by one agency."""
    id_ = "agency:x:so-mot"
    nodes = [
        Node(document, "Document", {"number": "1/KH", "status": "imported", "draft": False, "title": "Một"}),
        Node(id_, "Agency", {"name": agency, "kind": "department", "level": "provincial"}),
    ]
    edges = []
    for n in range(1, tasks + 1):
        task = f"task:{document.removeprefix('doc:')}:{n}"
        properties: dict[str, Value] = {"number": str(n), "name": f"Việc {n}", "document": document, "source_line": n}
        nodes.append(Node(task, "Task", properties))
        edges.append(Edge(id_, task, "LEADS", {"rank": 1, "text": agency, "document": document, "source_line": n}))
        edges.append(Edge(document, task, "CONTAINS", {"document": document, "source_line": n}))
    flags = [NodeFlag(Flag("cell_lost", "no unit", Place(line=1), "lost"), nodes[-1].id)]
    return Bundle(document, "f.txt", sha, "txt", "{}", {"tasks": tasks}, nodes, edges, flags, {nodes[-1].id: "raw"})
