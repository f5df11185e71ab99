"""A picture as a page: ids become short slugs of our own, texts become data."""

from __future__ import annotations

import html
from typing import Any

from graph.text import slug
from queries.language import Translate, language
from viz.page import asset, page, vis_network
from viz.picture import Line, Picture, Point


def map_page(picture: Picture, translate: Translate, lang: str | None = None) -> str:
    """The HTML of a map: one file with everything in it."""
    return page(
        lang=language(lang),
        title=picture.title,
        body=_body(picture, translate),
        style=asset("map.css"),
        scripts=(vis_network(), asset("map.js")),
        data=_data(picture, translate),
    )


def _body(picture: Picture, translate: Translate) -> str:
    _ = translate

    def text(message: str) -> str:
        return html.escape(_(message))

    notes = "".join(f"<li>{html.escape(note)}</li>" for note in picture.notes)
    return f"""<header><h1>{html.escape(picture.title)}</h1><p>{html.escape(picture.subtitle)}</p>
<ul id="notes">{notes}</ul></header>
<main aria-label="{text("Map")}"><div id="map"></div>
<div class="zoom"><button type="button" id="in" aria-label="{text("Zoom in")}">+</button>
<button type="button" id="out" aria-label="{text("Zoom out")}">−</button>
<button type="button" id="home">{text("Whole map")}</button></div>
<noscript><p>{text("This map is drawn by its script; the browser has scripts switched off.")}</p></noscript></main>
<aside><label for="search">{text("Search, with or without diacritics")}</label>
<input id="search" type="search" autocomplete="off"><p id="count" role="status"></p><ul id="results"></ul>
<h3>{text("Legend (a tick shows or hides)")}</h3><div id="legend"></div>
<h3>{text("Chosen")}</h3><section id="details" aria-live="polite">
<p>{text("Choose a point on the map or in the list to see its words and where they stand.")}</p></section></aside>"""


def _data(picture: Picture, translate: Translate) -> dict[str, Any]:
    slugs = _slugs(picture.points)
    return {
        "words": {
            "matches": translate("{n} found"),
            "points": translate("{n} in the map"),
            "more": translate("and {n} more: write more words"),
        },
        "kinds": [
            {
                "key": kind.key, "label": kind.label, "color": kind.color, "of": kind.of, "shape": kind.shape,
                "centred": kind.centred, "dashes": kind.dashes, "arrows": kind.arrows, "shown": kind.shown,
            }
            for kind in picture.kinds
        ],
        "points": [_point(point, slugs) for point in picture.points],
        "lines": [_line(line, slugs) for line in picture.lines],
    }  # fmt: skip


def _slugs(points: list[Point]) -> dict[str, str]:
    """A plain ASCII id for each point, whatever characters the record's id has."""
    found: dict[str, str] = {}
    for n, point in enumerate(points):
        found[point.id] = f"{slug(point.kind)}-{n}"
    return found


def _point(point: Point, slugs: dict[str, str]) -> dict[str, Any]:
    return {
        "id": slugs[point.id], "kind": point.kind, "label": point.label, "name": point.name,
        "x": round(point.x, 1), "y": round(point.y, 1), "size": round(point.size, 1), "font": round(point.font, 1),
        "rank": round(point.rank, 2), "height": point.height, "facts": point.facts,
        "evidence": [{"file": e.file, "place": e.place, "text": e.text} for e in point.evidence],
    }  # fmt: skip


def _line(line: Line, slugs: dict[str, str]) -> dict[str, Any]:
    return {
        "a": slugs[line.source], "b": slugs[line.target], "kind": line.kind, "words": line.words,
        "width": round(line.width, 1), "faint": line.faint, "label": line.label,
    }  # fmt: skip
