"""Charts of the report as SVG, drawn by Vega-Lite when the report is written: the page needs no script for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.language import Translate
from viz.picture import BLUE, ORANGE, VERMILLION

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_FONT = "DejaVu Sans, Arial, sans-serif"


def heat_map(frame: pd.DataFrame, translate: Translate) -> str:
    """Deadlines by agency and quarter; `frame` has `name`, `quarter`, `deadlines`, the most loaded agency first."""
    import altair as alt

    order = list(dict.fromkeys(frame["name"]))
    base = alt.Chart(frame).encode(
        x=alt.X("quarter:O", title=translate("Quarter")),
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=280)),
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
    """Deadlines by month with a rule at today; `frame` has `month` ('2026-03'), `deadlines`, `state`."""
    import altair as alt
    import pandas as pd

    bars = alt.Chart(frame).mark_bar().encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%m/%Y")),
        y=alt.Y("sum(deadlines):Q", title=translate("Deadlines")),
        color=alt.Color("state:N", title=None, scale=alt.Scale(range=[BLUE, ORANGE, VERMILLION])),
    )
    day = alt.Chart(pd.DataFrame({"today": [today]}))
    rule = day.mark_rule(color=VERMILLION, strokeDash=[4, 3]).encode(x="today:T")
    return _svg((bars + rule).properties(width=720, height=190))


def bars(frame: pd.DataFrame, value: str, name: str, title: str) -> str:
    """A bar a row of `frame`, longest first; `value` and `name` are its columns."""
    import altair as alt

    chart = alt.Chart(frame).mark_bar(color=BLUE).encode(
        x=alt.X(f"{value}:Q", title=title),
        y=alt.Y(f"{name}:N", sort="-x", title=None, axis=alt.Axis(labelLimit=280)),
    )
    return _svg(chart.properties(width=520, height=alt.Step(18)))


def lines(frame: pd.DataFrame, translate: Translate) -> str:
    """Targets over horizons; `frame` has `name`, `period`, `value`; one small chart a measure, five a row."""
    import altair as alt

    chart = (
        alt.Chart(frame)
        .mark_line(point=True, color=BLUE)
        .encode(x=alt.X("period:O", title=None), y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False)))
        .properties(width=150, height=70)
        .facet(facet=alt.Facet("name:N", title=None, header=alt.Header(labelLimit=170, labelFontSize=9)), columns=5)
        .resolve_scale(y="independent")
    )
    return _svg(chart)


def _svg(chart: alt.TopLevelMixin) -> str:
    import vl_convert

    spec = chart.configure(font=_FONT).configure_view(strokeOpacity=0).to_dict()
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg
