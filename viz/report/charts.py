"""Charts: Vega-Lite specifications made with Altair, drawn to SVG by vl-convert when the report is written, so that the
page needs no chart script."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from viz.picture import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION
from viz.report.parts import Chart

if TYPE_CHECKING:
    import altair as alt

FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
COLORS = (BLUE, ORANGE, GREEN, VERMILLION, SKY, PURPLE, GREY)
WIDTH = 620
"""Width of a chart's plotting area, pixels; with its labels it fits an A4 page."""

_LOCAL = re.compile(r'(id="|url\(#|href="#)(clip|gradient|shadow)')


def drawn(id_: str, title: str, chart: alt.TopLevelMixin, about: str) -> Chart:
    """A chart as SVG. Nothing is fetched: the data is in the specification and no base address is allowed."""
    import vl_convert

    specification = chart.to_dict()
    specification["config"] = {**specification.get("config", {}), **_config()}
    svg = vl_convert.vegalite_to_svg(json.dumps(specification), allowed_base_urls=[])
    # Several charts stand in one page: names they use inside themselves must differ.
    svg = _LOCAL.sub(rf"\1{id_}-\2", svg)
    return Chart(id_, title, svg, about)


def _config() -> dict[str, object]:
    plain = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    return {
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": {**plain, "labelLimit": 260, "gridColor": "#e6e9ed", "domainColor": "#8a8f98", "tickColor": "#8a8f98"},
        "legend": {**plain, "orient": "top", "symbolStrokeWidth": 0},
        "header": {**plain, "labelLimit": 200},
        "range": {"category": list(COLORS)},
    }
