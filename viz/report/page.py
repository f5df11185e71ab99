"""The report's page: sections, tables and the source rows they lead to."""

from __future__ import annotations

import html

from queries.language import Translate, language
from viz.page import asset, page
from viz.report.parts import Cell, Section, Table, anchor, rows_of
from viz.sources import Sources, words
from viz.tasks import indicator_facts, task_facts


def report_page(sections: list[Section], sources: Sources, lang: str | None) -> str:
    """The whole page, its rows' evidence at the end."""
    _ = sources.translate
    places = _places(sources)
    body = "".join(_section(section, places, _) for section in sections)
    nodes = dict.fromkeys(node for s in sections for table in s.tables for node in table.links if node is not None)
    menu = "".join(f'<a href="#{s.key}">{_text(s.title)}</a>' for s in sections)
    title = _("Plans: who answers for what, by when")
    return page(
        lang=language(lang),
        title=title,
        body=f'<header><h1>{_text(title)}</h1><nav>{menu}<a href="#rows">{_text(_("Rows and their words"))}</a></nav>'
        f'<label class="with-rows"><input type="checkbox" id="with-rows"> {_text(_("print the rows too"))}</label>'
        f"</header><main>{body}{_rows(sources, list(nodes))}</main>",
        style=asset("report.css"),
        scripts=(asset("report.js"),),
    )


def _places(sources: Sources) -> dict[str, str]:
    """Where each task and indicator stands, in words."""
    rows = {**sources.rows("Task"), **sources.rows("Indicator")}
    return {id_: sources.place(row) for id_, row in rows.items()}


def _text(value: object) -> str:
    return html.escape(str(value))


def _section(section: Section, places: dict[str, str], translate: Translate) -> str:
    notes = "".join(f"<p>{_text(note)}</p>" for note in section.notes)
    figures = "".join(
        f'<a href="{_text(_counted(section, name))}"><dt>{_text(name)}</dt><dd>{_text(value)}</dd></a>'
        for name, value in section.figures
    )
    charts = "".join(f"<figure><figcaption>{_text(t)}</figcaption>{svg}</figure>" for t, svg in section.charts)
    tables = "".join(_table(t, rows_of(section.key, n), places, translate) for n, t in enumerate(section.tables))
    return (
        f'<section id="{section.key}"><h2>{_text(section.title)}</h2>{notes}<dl class="figures">{figures}</dl>'
        f"{charts}{tables}</section>"
    )


def _counted(section: Section, name: str) -> str:
    """The rows that a figure counts: those that have its name as a cell, else the section's first table."""
    for n, table in enumerate(section.tables):
        if any(name in row for row in table.rows):
            return rows_of(section.key, n, name)
    return rows_of(section.key, 0)


def _table(table: Table, href: str, places: dict[str, str], translate: Translate) -> str:
    links = table.links or [None] * len(table.rows)
    placed = any(link in places for link in links)
    names = [*table.columns, translate("Place")] if placed else table.columns
    # No button elements: a browser that prints repeats a table's head on each page, but not the buttons in it.
    heads = "".join(f'<th><span role="button" tabindex="0">{_text(c)}</span></th>' for c in names)
    rows = "".join(
        _row([*cells, places.get(node or "")] if placed else cells, node)
        for cells, node in zip(table.rows, links, strict=True)
    )
    search = _text(translate("Search this table"))
    return (
        f'<details id="{href[1:]}"{" open" if table.open else ""}>'
        f"<summary>{_text(table.title)} ({len(table.rows)})</summary>"
        f'<input type="search" placeholder="{search}" aria-label="{search}">'
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _row(cells: list[Cell], node: str | None) -> str:
    shown = [f'<td class="n">{c}</td>' if isinstance(c, int | float) else f"<td>{_text(c or '')}</td>" for c in cells]
    if node is not None and cells:
        shown[0] = f'<td><a href="#{anchor(node)}">{_text(cells[0] or "")}</a></td>'
    return f"<tr>{''.join(shown)}</tr>"


def _rows(sources: Sources, nodes: list[str]) -> str:
    """The rows that tables lead to: what each says, and the source's own characters."""
    _ = sources.translate
    tasks, indicators = sources.rows("Task"), sources.rows("Indicator")
    led = _led(sources)
    items = []
    for node in nodes:
        if node in tasks:
            row, facts = tasks[node], task_facts(sources, tasks[node])
        elif node in indicators:
            row, facts = indicators[node], indicator_facts(sources, indicators[node])
        else:
            row, facts = {}, []
        evidence = "".join(
            f"<figure><figcaption>{_text(', '.join(filter(None, (e.file, e.place))))}</figcaption>"
            f"<pre>{_text(e.text or '')}</pre></figure>"
            for e in (sources.evidence(node, row) if row else [])
        )
        pairs = "".join(f"<dt>{_text(n)}</dt><dd>{_text(t)}</dd>" for n, t in facts)
        name = words(row.get("name")) or led.get(node, ("", ""))[0] or sources.document_name(node)
        listed = led.get(node, ("", ""))[1]
        items.append(
            f'<article id="{anchor(node)}"><h3>{_text(name)}</h3><dl>{pairs}</dl>{listed}'
            f"{evidence}</article>"
        )
    return f'<section id="rows"><h2>{_text(_("Rows and their words"))}</h2>{"".join(items)}</section>'


def _led(sources: Sources) -> dict[str, tuple[str, str]]:
    """For each agency its name and the list of tasks it leads, each with its line and the words that say so."""
    found: dict[str, tuple[str, str]] = {}
    links = sources.frame("LEADS")
    by_agency: dict[str, list[str]] = {}
    for link in links.to_dict(orient="records"):
        reference = sources.reference(link["target"])
        file = sources.files.get(words(link["document"]), "")
        place = sources.place({str(k): v for k, v in link.items()})
        by_agency.setdefault(link["source"], []).append(
            f"<li>{_text(reference)} <small>{_text(file)}, {_text(place)}: “{_text(words(link['text']))}”</small></li>"
        )
    for label in ("Agency", "AgencyGroup"):
        for id_, row in sources.rows(label).items():
            listed = "".join(by_agency.get(id_, []))
            title = _text(sources.translate("Tasks led"))
            found[id_] = (words(row.get("name")), f"<h4>{title}</h4><ul>{listed}</ul>" if listed else "")
    return found
