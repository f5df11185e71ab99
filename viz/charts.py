"""Charts of the report as SVG, drawn by Vega-Lite when the report is written: the page needs no script for them."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from queries.language import Translate
from viz.picture import BLUE, GREEN, INK, ORANGE, VERMILLION

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_FONT = "DejaVu Sans, Arial, sans-serif"
PALE = "#b9d3e6"
STATUS_COLORS = {"overdue": VERMILLION, "due soon": ORANGE, "open": BLUE, "done": GREEN}
_INTO_PAGE = re.compile(r'xlink:href="[^"#]*#')
_LOCAL = re.compile(r'(id="|url\(#|href="#)(clip|gradient)')


def heat_map(frame: pd.DataFrame, translate: Translate) -> str:
    """Deadlines by agency and quarter; `frame` has `name`, `quarter`, `deadlines` and `href` (where a cell leads), the
    most loaded agency first."""
    import altair as alt

    order = list(dict.fromkeys(frame["name"]))
    base = alt.Chart(frame).encode(
        x=alt.X("quarter:O", title=translate("Quarter")),
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=280)),
        href="href:N",
    )
    cells = base.mark_rect().encode(
        color=alt.Color("deadlines:Q", scale=alt.Scale(scheme="blues"), title=translate("Deadlines"))
    )
    dark = max(frame["deadlines"].max() * 0.6, 1)
    figures = base.mark_text(fontSize=10).encode(
        text="deadlines:Q",
        color=alt.condition(alt.datum.deadlines > dark, alt.value("white"), alt.value("#1b1f24")),
    )
    return _svg((cells + figures).properties(width=alt.Step(38), height=alt.Step(20)))


def timeline(frame: pd.DataFrame, today: str, translate: Translate) -> str:
    """Deadlines by month with a rule at today; `frame` has `month` ('2026-03'), `deadlines`, `status` (overdue,
    due soon, open, done), `state` (its words), `href`."""
    import altair as alt

    words = dict(zip(frame["status"], frame["state"], strict=True))
    used = [status for status in STATUS_COLORS if status in words]
    scale = alt.Scale(domain=[words[status] for status in used], range=[STATUS_COLORS[status] for status in used])
    bars = alt.Chart(frame).mark_bar().encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%m/%Y")),
        y=alt.Y("sum(deadlines):Q", title=translate("Deadlines")),
        color=alt.Color("state:N", title=None, scale=scale),
        href="href:N",
    )
    return _svg((bars + _today(today, translate)).properties(width=720, height=190))


def _today(today: str, translate: Translate) -> alt.LayerChart | alt.FacetChart:
    import altair as alt
    import pandas as pd

    day = alt.Chart(pd.DataFrame({"today": [today], "word": [translate("today")]})).encode(x="today:T")
    word = day.mark_text(align="right", dx=-4, fontSize=10).encode(text="word:N", y=alt.value(6))
    return alt.layer(day.mark_rule(color=INK, strokeDash=[4, 3]), word)


def schedule(frame: pd.DataFrame, today: str, translate: Translate) -> str:
    """A bar a task from its first to its last day of work, and a paler one on to the day it may last; a rule at today.
    `frame` has `name`, `start`, `finish`, `latest` (ISO dates), `critical`, `href`, in the order of the rows."""
    import altair as alt
    import pandas as pd

    critical, free, slack = translate("critical"), translate("days of work"), translate("slack")
    done = frame.assign(first=frame["start"], last=frame["finish"])
    done["part"] = [critical if is_critical else free for is_critical in frame["critical"]]
    spare = frame.assign(first=frame["finish"], last=frame["latest"], part=slack)
    parts = pd.concat([spare, done])[["name", "first", "last", "part", "href"]]
    colors = alt.Scale(domain=[critical, free, slack], range=[VERMILLION, BLUE, PALE])
    bars = alt.Chart(parts).mark_bar(height=9).encode(
        x=alt.X("first:T", title=None, axis=alt.Axis(format="%d/%m/%Y", labelOverlap=True)),
        x2="last:T",
        y=alt.Y("name:N", sort=list(frame["name"]), title=None, axis=alt.Axis(labelLimit=280)),
        color=alt.Color("part:N", title=None, scale=colors),
        href="href:N",
    )
    return _svg((bars + _today(today, translate)).properties(width=620, height=alt.Step(16)))


def bars(frame: pd.DataFrame, value: str, name: str, title: str) -> str:
    """A bar a row of `frame`, longest first; `value` and `name` are its columns, `href` where a bar leads."""
    import altair as alt

    chart = alt.Chart(frame).mark_bar(color=BLUE).encode(
        x=alt.X(f"{value}:Q", title=title),
        y=alt.Y(f"{name}:N", sort="-x", title=None, axis=alt.Axis(labelLimit=280)),
        href="href:N",
    )
    return _svg(chart.properties(width=300, height=alt.Step(18)))


def lines(frame: pd.DataFrame, translate: Translate) -> str:
    """Targets over horizons; `frame` has `name` (lines parted by '|'), `period`, `value`, `href`; one small chart a
    measure, five a row."""
    import altair as alt

    header = alt.Header(labelExpr="split(datum.value, '|')", labelLimit=220, labelFontSize=9, labelLineHeight=11)
    chart = (
        alt.Chart(frame)
        .mark_line(point=True, color=BLUE)
        .encode(
            x=alt.X("period:O", title=None),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False)),
            href="href:N",
        )
        .properties(width=150, height=70)
        .facet(facet=alt.Facet("name:N", title=None, sort=list(dict.fromkeys(frame["name"])), header=header), columns=5)
        .resolve_scale(y="independent")
    )
    return _svg(chart)


def _svg(chart: alt.TopLevelMixin) -> str:
    import vl_convert

    spec = json.dumps(chart.configure(font=_FONT).configure_view(strokeOpacity=0).to_dict())
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    # Vega puts a base address before a link into the page; several charts stand in one page, so the names they use
    # inside themselves must differ.
    svg = _INTO_PAGE.sub('href="#', svg)
    return _LOCAL.sub(rf"\g<1>{hashlib.sha256(spec.encode()).hexdigest()[:8]}-\g<2>", svg)
