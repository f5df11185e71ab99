"""A small graph with what trips engines: cycles, null dates, nothing to list, two leads, diacritics, quotes."""

from __future__ import annotations

from pathlib import Path

from graph.elements import Edge, Node, Value
from graph.record import Record
from graph.text import bare
from graph.writing import Bundle, write

PLAN, OTHER = "doc:hai-lam:1-kh:2026", "doc:hai-lam:2-kh:2026"
RESOLUTION, CENTRAL = "doc:hai-lam:9-nq:2026", "doc:trung-uong:57-nq:2024"
VALUES: dict[str, object] = {
    "task": "task:1", "document": RESOLUTION, "agency": "sở hòa bình", "indicator": "Tỷ lệ 'số' hóa \\ hồ sơ",
    "plan": PLAN,
}  # fmt: skip
"""A value for each parameter the questions have."""


def small_record(path: Path) -> Record:
    """A record that holds the small graph, of two plans."""
    record = Record.open(path)
    write(record, _bundle(PLAN, _first_plan(), _first_links()))
    write(record, _bundle(OTHER, _second_plan(), _second_links()))
    return record


def _bundle(document: str, nodes: list[Node], edges: list[Edge]) -> Bundle:
    for node in nodes:
        if node.label not in ("Document", "Agency", "AgencyGroup"):
            node.properties["document"] = document
        if "name" in node.properties:
            node.properties["name_folded"] = bare(str(node.properties["name"]))
    for line, edge in enumerate(edges, start=1):
        edge.properties = {"document": document, "source_line": line, **edge.properties}
    return Bundle(document, f"{document}.txt", document, "txt", "{}", {}, nodes, edges)


def _agency(id_: str, name: str, level: str = "provincial") -> Node:
    return Node(id_, "Agency", {"name": name, "level": level, "kind": "department", "jurisdiction": "Hải Lam"})


def _task(number: int, name: str | None, **properties: Value) -> Node:
    return Node(f"task:{number}", "Task", {"number": str(number), "name": name, "state": "open", **properties})


def _document(id_: str, number: str | None, title: str | None, **properties: Value) -> Node:
    return Node(id_, "Document", {"number": number, "title": title, "draft": False, **properties})


def _milestone(id_: str, text: str, end: str | None, quarter: str | None) -> Node:
    year = int(end[:4]) if end else None
    kind = "month" if end else "ongoing"
    return Node(id_, "Milestone", {"text": text, "kind": kind, "end": end, "end_quarter": quarter, "end_year": year})


def _first_plan() -> list[Node]:
    return [
        _document(PLAN, "1/KH", "Kế hoạch Một", status="imported", issued="2026-05-01", source_file="a.txt"),
        _document(RESOLUTION, "9-NQ/TU", None),
        _document(CENTRAL, None, "Luật Đất đai"),
        Node("section:a", "Section", {"number": "A", "title": "Các nhiệm vụ giao tại Nghị quyết"}),
        Node("section:a.1", "Section", {"number": "A.1", "title": None}),
        _task(1, "Xây dựng Đề án “Chuyển đổi số”", due="2026-06-30", lead_text="Sở Hòa Bình, Bộ Tư pháp"),
        _task(2, "Việc thứ hai", due="2026-03-31"),
        _task(3, None),
        _task(4, "Việc không ai làm", lead_text="Đơn vị liên quan"),
        _task(5, "Phần của việc bốn", due="2027-12-31"),
        _agency("agency:hoa-binh", "Sở Hòa Bình"),
        _agency("agency:bo-tu-phap", "Bộ Tư pháp", "central"),
        _agency("agency:nhan-roi", "Sở Nhàn Rỗi"),
        Node("group:moi-nganh", "AgencyGroup", {"name": "Các sở, ban, ngành"}),
        Node("indicator:1", "Indicator", {"name": VALUES["indicator"], "unit": "%", "number": "1"}),  # type: ignore[dict-item]
        Node("indicator:2", "Indicator", {"name": "Không có mục tiêu nào", "unit": None, "number": "9"}),
        Node("target:1", "Target", {"period": "2030", "text": "≥ 40%", "operator": "ge", "value": 40.0, "unit": "%"}),
        Node("target:2", "Target", {"period": "2035", "text": "100", "operator": None, "value": None}),
        _milestone("milestone:1", "Quý II/2026", "2026-06-30", "2026-Q2"),
        _milestone("milestone:2", "Thường xuyên", None, None),
        _milestone("milestone:3", "Tháng 3/2026", "2026-03-31", "2026-Q1"),
    ]


def _first_links() -> list[Edge]:
    contains = [(PLAN, "section:a"), ("section:a", "section:a.1"), ("section:a.1", "task:1"), (PLAN, "task:2"),
                (PLAN, "task:3"), ("section:a", "task:4"), ("section:a", "task:5"), (PLAN, "indicator:1"),
                (PLAN, "indicator:2")]  # fmt: skip
    waits = [("task:1", "task:2"), ("task:2", "task:3"), ("task:3", "task:1"), ("task:2", "task:1")]
    words = {"rank": 1, "text": "các chữ trong ô"}
    return [
        *(Edge(a, b, "CONTAINS") for a, b in contains),
        Edge("section:a", RESOLUTION, "IMPLEMENTS", {"text": "giao tại Nghị quyết"}),
        Edge(PLAN, CENTRAL, "IMPLEMENTS", {"text": "căn cứ Luật"}),
        Edge(RESOLUTION, CENTRAL, "GUIDES", {"text": None}),
        Edge(CENTRAL, RESOLUTION, "AMENDS", {"text": "một vòng"}),
        Edge("task:1", CENTRAL, "CITES", {"text": "Luật Đất đai"}),
        Edge("task:2", RESOLUTION, "CITES", {"text": "Nghị quyết 9"}),
        Edge("agency:hoa-binh", "task:1", "LEADS", dict(words)),
        Edge("agency:bo-tu-phap", "task:1", "LEADS", {"rank": 2, "text": None}),
        Edge("agency:hoa-binh", "task:2", "LEADS", dict(words)),
        Edge("group:moi-nganh", "task:3", "LEADS", dict(words)),
        Edge("group:moi-nganh", "task:2", "LEADS", dict(words)),
        Edge("agency:hoa-binh", "task:1", "COUNTERPART_FOR", dict(words)),
        Edge("agency:hoa-binh", "task:4", "COORDINATES", dict(words)),
        Edge("agency:hoa-binh", "task:2", "COORDINATES", dict(words)),
        Edge("task:5", "task:4", "PART_OF"),
        Edge("agency:hoa-binh", "agency:nhan-roi", "SUCCEEDED_BY", {"on": "2025-03-01", "share": 1.0, "basis": "QĐ"}),
        Edge("task:1", "milestone:1", "DUE"),
        Edge("task:1", "milestone:2", "DUE"),
        Edge("task:2", "milestone:3", "DUE"),
        Edge("indicator:1", "target:1", "HAS_TARGET"),
        Edge("indicator:1", "target:2", "HAS_TARGET"),
        *(Edge(a, b, "DEPENDS_ON", {"origin": "declared", "link": "FS", "text": "sau khi"}) for a, b in waits),
        Edge("task:1", "task:2", "OVERLAPS", {"judgement": "confirmed", "similarity": 0.75, "reasons": "cùng việc"}),
        Edge("task:2", "task:3", "OVERLAPS", {"judgement": "rejected", "similarity": 0.5}),
    ]


def _second_plan() -> list[Node]:
    return [
        _document(OTHER, "2/KH", "Kế hoạch Hai", status="imported", source_file="b.txt"),
        _document(PLAN, "1/KH", None),
        _task(6, "Việc của kế hoạch hai", due=None),
        _agency("agency:hoa-binh", "Sở Hòa Bình"),
        Node("indicator:6", "Indicator", {"name": "Một tên khác hẳn", "unit": "%", "number": "1"}),
        Node("target:6", "Target", {"period": "2030", "text": "35% - 45%", "operator": "range", "value": 35.0,
                                    "value_high": 45.0, "unit": "%"}),
    ]  # fmt: skip


def _second_links() -> list[Edge]:
    return [
        Edge(OTHER, "task:6", "CONTAINS"),
        Edge(OTHER, "indicator:6", "CONTAINS"),
        Edge(OTHER, PLAN, "IMPLEMENTS", {"text": "thực hiện Kế hoạch 1"}),
        Edge("agency:hoa-binh", "task:6", "LEADS", {"rank": 1, "text": "Sở Hoà Bình"}),
        Edge("indicator:6", "target:6", "HAS_TARGET"),
        Edge("indicator:6", "indicator:1", "SAME_MEASURE", {"judgement": "confirmed", "similarity": 0.9}),
        Edge("indicator:6", "indicator:2", "SAME_MEASURE", {"judgement": "candidate", "similarity": 0.5}),
    ]
