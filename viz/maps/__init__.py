"""The maps: a view is a module that turns the record into a `Picture`; `draw` finds it, `write_map` makes the page."""

from __future__ import annotations

from pathlib import Path

from graph.errors import RemitError
from graph.record import Record
from queries.language import translator
from viz.map_page import map_page
from viz.picture import Picture
from viz.sources import Sources

VIEWS = ("agencies", "plan", "lineage", "overlaps", "critical-path", "agency", "trace")
NEED_A_SUBJECT = ("agency", "trace")


class ViewError(RemitError):
    """There is no such view, or it needs to be told of whom."""


def draw(
    record: Record, view: str, *, subject: str | None = None, plan: str | list[str] | None = None,
    lang: str | None = None,
) -> Picture:  # fmt: skip
    """The picture of a view; `subject` is the agency or the reference that `agency` and `trace` are about.

    Raises ViewError for a view there is none of or a missing subject, ReferenceNotFoundError for an unknown one."""
    if view not in VIEWS:
        raise ViewError(f"{view}: the views are {', '.join(VIEWS)}")
    if view in NEED_A_SUBJECT and not subject:
        raise ViewError(f"the view {view} needs to be told of whom: remit map {view} NAME")
    sources = Sources(record, plan, lang)
    if view == "agencies":
        from viz.maps.agencies import agencies

        return agencies(sources)
    from viz.maps import agency, critical, lineage, overlaps, plan as whole, trace  # isort: skip

    draws = {
        "plan": whole.plan, "lineage": lineage.lineage, "overlaps": overlaps.overlaps,
        "critical-path": critical.critical_path, "agency": agency.agency, "trace": trace.trace,
    }  # fmt: skip
    return draws[view](sources, subject)


def write_map(
    record: Record, view: str, output: str | Path, *, subject: str | None = None,
    plan: str | list[str] | None = None, lang: str | None = None,
) -> Picture:  # fmt: skip
    """Write a view as one HTML file that opens without a network; the picture drawn is returned."""
    picture = draw(record, view, subject=subject, plan=plan, lang=lang)
    if not picture.points:
        picture.notes.append(translator(lang)("There is nothing of this kind to draw."))
    Path(output).write_text(map_page(picture, translator(lang), lang), encoding="utf-8")
    return picture
