"""The maps: a view is a module that turns the record into a `Picture`; `draw` finds it, `write_map` makes the page."""

from __future__ import annotations

from pathlib import Path

from graph.record import Record
from queries.language import translator
from viz.map_page import map_page
from viz.maps.agencies import agencies
from viz.picture import Picture
from viz.sources import Sources

VIEWS = ("agencies",)


def draw(record: Record, view: str, *, plan: str | list[str] | None = None, lang: str | None = None) -> Picture:
    """The picture of a view. Raises KeyError for a view there is none of."""
    sources = Sources(record, plan, translator(lang))
    return {"agencies": agencies}[view](sources)


def write_map(
    record: Record, view: str, output: str | Path, *, plan: str | list[str] | None = None, lang: str | None = None
) -> Picture:
    """Write a view as one HTML file that opens without a network; the picture drawn is returned."""
    picture = draw(record, view, plan=plan, lang=lang)
    Path(output).write_text(map_page(picture, translator(lang), lang), encoding="utf-8")
    return picture
