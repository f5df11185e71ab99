"""The rows that tables lead to: what each says, and the source's own characters."""

from __future__ import annotations

import html

from viz.report.parts import anchor
from viz.sources import Sources, records, words
from viz.tasks import document_facts, indicator_facts, task_facts

DUTIES = {
    "LEADS": "Tasks led",
    "COUNTERPART_FOR": "Counterpart for",
    "COORDINATES": "Tasks and indicators coordinated",
    "TRACKS": "Indicators tracked",
}


def rows_section(sources: Sources, nodes: list[str]) -> str:
    """The section of all rows named, in their order; agencies with the lines that give them their duties."""
    duties = _duties(sources, set(nodes))
    items = "".join(_article(sources, node, duties) for node in nodes)
    return f'<section id="rows"><h2>{html.escape(sources.translate("Rows and their words"))}</h2>{items}</section>'


def _article(sources: Sources, node: str, duties: dict[str, str]) -> str:
    label, row = _known(sources, node)
    if label == "Task":
        facts = task_facts(sources, row)
    elif label == "Indicator":
        facts = indicator_facts(sources, row)
    elif label == "Document":
        facts = document_facts(sources, row)
    else:
        facts = []
    evidence = "".join(
        f"<figure><figcaption>{html.escape(', '.join(filter(None, (e.file, e.place))))}</figcaption>"
        f"<pre>{html.escape(e.text or '')}</pre></figure>"
        for e in sources.evidence(node, row)
    )
    pairs = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in facts)
    name = sources.agency_names.get(node) or words(row.get("name")) or words(row.get("title"))
    title = html.escape(name or sources.document_name(node))
    return f'<article id="{anchor(node)}"><h3>{title}</h3><dl>{pairs}</dl>{duties.get(node, "")}{evidence}</article>'


def _known(sources: Sources, node: str) -> tuple[str, dict[str, object]]:
    for label in ("Task", "Indicator", "Section", "Document"):
        if node in (rows := sources.rows(label)):
            return label, rows[node]
    return "", {}


def _duties(sources: Sources, nodes: set[str]) -> dict[str, str]:
    """For each agency the lists of what it leads, coordinates, answers for and tracks, each row with its line and the
    words that say so."""
    found: dict[str, str] = {}
    for type_, heading in DUTIES.items():
        by_agency: dict[str, list[str]] = {}
        for link in records(sources.frame(type_)):
            name = html.escape(sources.reference(link["target"]))
            called = f'<a href="#{anchor(link["target"])}">{name}</a>' if link["target"] in nodes else name
            where = html.escape(f"{sources.files.get(words(link['document']), '')}, {sources.place(link)}")
            said = html.escape(words(link["text"]))
            by_agency.setdefault(link["source"], []).append(f"<li>{called} <small>{where}: “{said}”</small></li>")
        title = html.escape(sources.translate(heading))
        for id_, items in by_agency.items():
            found[id_] = found.get(id_, "") + f"<h4>{title} ({len(items)})</h4><ul>{''.join(items)}</ul>"
    return found
