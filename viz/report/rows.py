"""The rows that tables lead to: what each says, and the source's own characters."""

from __future__ import annotations

import html

from viz.report.parts import anchor
from viz.sources import Sources, records, words
from viz.tasks import document_facts, indicator_facts, task_facts


def rows_section(sources: Sources, nodes: list[str]) -> str:
    """The section of all rows named, in their order; agencies with the lines that give them what they lead."""
    led = _led(sources, set(nodes))
    items = "".join(_article(sources, node, led) for node in nodes)
    return f'<section id="rows"><h2>{html.escape(sources.translate("Rows and their words"))}</h2>{items}</section>'


def _article(sources: Sources, node: str, led: dict[str, str]) -> str:
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
    return f'<article id="{anchor(node)}"><h3>{title}</h3><dl>{pairs}</dl>{led.get(node, "")}{evidence}</article>'


def _known(sources: Sources, node: str) -> tuple[str, dict[str, object]]:
    for label in ("Task", "Indicator", "Section", "Document"):
        if node in (rows := sources.rows(label)):
            return label, rows[node]
    return "", {}


def _led(sources: Sources, nodes: set[str]) -> dict[str, str]:
    """For each agency the list of tasks it leads, each with its line and the words that say so."""
    by_agency: dict[str, list[str]] = {}
    for link in records(sources.frame("LEADS")):
        task = link["target"]
        name = html.escape(sources.reference(task))
        called = f'<a href="#{anchor(task)}">{name}</a>' if task in nodes else name
        where = html.escape(f"{sources.files.get(words(link['document']), '')}, {sources.place(link)}")
        said = html.escape(words(link["text"]))
        by_agency.setdefault(link["source"], []).append(f"<li>{called} <small>{where}: “{said}”</small></li>")
    title = html.escape(sources.translate("Tasks led"))
    return {id_: f"<h4>{title} ({len(items)})</h4><ul>{''.join(items)}</ul>" for id_, items in by_agency.items()}
