"""The report's page: sections, tables and the source rows they lead to."""

from __future__ import annotations

import html
from collections.abc import Callable

from queries.language import Translate
from viz.page import asset, page
from viz.report.parts import Cell, Links, Section, Table, anchor, rows_of
from viz.report.rows import rows_section
from viz.sources import Sources


def report_page(sections: list[Section], sources: Sources, redacted: Callable[[str], str]) -> str:
    """The whole page, its rows' evidence at the end; `redacted` is given all that is shown."""
    _ = sources.translate
    places = _places(sources)
    body = "".join(_section(section, places, _) for section in sections)
    linked = (node for section in sections for table in section.tables for node in table.links if node is not None)
    rows = rows_section(sources, list(dict.fromkeys(linked)))
    menu = "".join(f'<a href="#{s.key}">{_text(s.title)}</a>' for s in sections)
    title = _("Plans: who answers for what, by when")
    shown = (
        f'<header><h1>{_text(title)}</h1><nav>{menu}<a href="#rows">{_text(_("Rows and their words"))}</a></nav>'
        f'<label class="with-rows"><input type="checkbox" id="with-rows"> {_text(_("print the rows too"))}</label>'
        f"</header><main>{body}{rows}</main>"
    )
    return page(
        lang=sources.lang, title=title, body=redacted(shown), style=asset("report.css"), scripts=(asset("report.js"),)
    )


def _places(sources: Sources) -> dict[str, str]:
    """Where each task, indicator and section stands, in words."""
    rows = {**sources.rows("Task"), **sources.rows("Indicator"), **sources.rows("Section")}
    return {id_: sources.place(row) for id_, row in rows.items()}


def _text(value: object) -> str:
    return html.escape(str(value))


def _section(section: Section, places: dict[str, str], translate: Translate) -> str:
    notes = "".join(f"<p>{_text(note)}</p>" for note in section.notes)
    figures = "".join(
        f'<a href="{_text(f.href)}"><dt>{_text(f.name)}</dt><dd>{_text(f.value)}</dd></a>' for f in section.figures
    )
    charts = "".join(f"<figure><figcaption>{_text(t)}</figcaption>{svg}</figure>" for t, svg in section.charts)
    tables = "".join(_table(t, rows_of(section.key, n), places, translate) for n, t in enumerate(section.tables))
    return (
        f'<section id="{section.key}"><h2>{_text(section.title)}</h2>{notes}<dl class="figures">{figures}</dl>'
        f'<div class="charts">{charts}</div>{tables}</section>'
    )


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
    shown = [_cell(cell) for cell in cells]
    if node is not None and cells:
        shown[0] = f'<td><a href="#{anchor(node)}">{_text(cells[0] or "–")}</a></td>'
    return f"<tr>{''.join(shown)}</tr>"


def _cell(cell: Cell) -> str:
    """Numbers to the right, short words on one line, long words in a column that is wide enough to read them."""
    if isinstance(cell, Links):
        links = "<br>".join(f'<a href="{_text(href)}">{_text(words)}</a>' for words, href in cell.parts)
        return f'<td class="w">{links}</td>'
    if isinstance(cell, int | float):
        return f'<td class="n">{cell}</td>'
    text = cell or ""
    kind = ' class="w"' if len(text) > 60 else ' class="s"' if text and len(text) <= 12 else ""
    return f"<td{kind}>{_text(text)}</td>"
