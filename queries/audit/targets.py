"""What indicators are to reach: the series of a measure's targets over the horizons, its unit, its baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from graph.text import bare, fold
from queries.audit.declared import Check, Hit, each
from queries.audit.tables import Tables, said
from queries.overlap.measure_names import read_name

BLANK = ("", "-", "/", "x", "...")
NOT_A_UNIT = ("co", "khong", "-", "x")
UPPER = ("le", "lt")
_YEARLY = re.compile("moi nam|hang nam|binh quan nam")
_SPAN = re.compile("giai doan|luy ke|den nam|den het nam")
_GROWTH = re.compile("tang binh quan|tang trung binh|tang truong|toc do tang|tang them")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def number_in(text: object) -> float | None:
    """The only number of a text as printed in Vietnam (1.200 is thousands, 82,7 and 0.66 are fractions), or None."""
    if not isinstance(text, str):
        return None
    found = re.findall(r"\d[\d.,]*", text.rstrip(". "))
    if len(found) != 1:
        return None
    digits = found[0].rstrip(".,")
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits.replace(",", ".")) if _PLAIN.fullmatch(digits) else None


def series(tables: Tables) -> pd.DataFrame:
    """Targets with a `measure` (the same counted thing of one plan in the same unit, whichever section or row names
    it), the `year` of their horizon, and `blank` where the cell says nothing; sorted by measure and year. `measure`
    keeps what is counted a year, up to a year and at a moment apart; `about` does not."""
    return tables.once("series", _series)


def _series(tables: Tables) -> pd.DataFrame:
    frame = tables.targets
    keys = {
        (name, unit): read_name(name, unit).key
        for name, unit in set(
            zip(frame["name"], frame["unit_printed"].where(frame["unit_printed"].notna(), None), strict=True)
        )
    }
    named = [
        keys[n, u if isinstance(u, str) else None] for n, u in zip(frame["name"], frame["unit_printed"], strict=True)
    ]
    unit = said(frame["unit"]).map(fold)
    frame = frame.assign(
        about=frame["document"] + "|" + pd.Series(named, index=frame.index, dtype=object),
        year=pd.to_numeric(frame["period"].str.extract(r"(\d{4})\D*$")[0], errors="coerce"),
        blank=said(frame["text"]).str.strip().str.casefold().isin(BLANK),
    )
    plain = frame["name"].map(bare)
    span = plain.map(lambda name: "y" if _YEARLY.search(name) else "s" if _SPAN.search(name) else "")
    frame = frame.assign(measure=frame["about"] + "|" + unit + "|" + span)
    return frame.sort_values(["measure", "year", "source_line", "id"]).reset_index(drop=True)


def comparable(tables: Tables) -> pd.DataFrame:
    """The numbers of `series` that can be held against each other: one a measure and year, not a rate of growth."""
    frame = series(tables)
    frame = frame[frame["value"].notna() & frame["year"].notna()]
    grows = frame["name"].map(lambda name: bool(_GROWTH.search(bare(name)))).astype(bool)
    frame = frame[~grows]
    alone = frame.groupby(["measure", "year"])["value"].transform("size") == 1
    crowded = set(frame.loc[~alone, "measure"])
    return frame[~frame["measure"].isin(crowded)].reset_index(drop=True)


def _steps(tables: Tables) -> pd.DataFrame:
    return tables.once("steps", _made_steps)


def _made_steps(tables: Tables) -> pd.DataFrame:
    """`comparable`, with the target before it (`before`, `before_id`, `before_year`), the measure's first and last."""
    frame = comparable(tables)
    by = frame.groupby("measure")
    return frame.assign(
        before=by["value"].shift(),
        before_id=by["indicator"].shift(),
        before_year=by["year"].shift(),
        before_text=by["text"].shift(),
        first=by["value"].transform("first"),
        last=by["value"].transform("last"),
    )


def reverses(tables: Tables) -> Iterator[Hit]:
    """A step against the way the whole series goes (90, 95, 92, 99)."""
    frame = _steps(tables)
    way, step = np.sign(frame["last"] - frame["first"]), np.sign(frame["value"] - frame["before"])
    rows = frame[frame["before"].notna() & (way * step < 0)]
    return _pairs(rows)


def falls(tables: Tables) -> Iterator[Hit]:
    """ "At least" and lower than before, or "at most" and higher, in a series that goes that way to its end."""
    frame = _steps(tables)
    way, step = np.sign(frame["last"] - frame["first"]), np.sign(frame["value"] - frame["before"])
    asked = frame["operator"].map({"ge": 1, "gt": 1, "le": -1, "lt": -1}).fillna(0)
    rows = frame[frame["before"].notna() & (asked * step < 0) & (way * step >= 0)]
    return _pairs(rows)


def _pairs(rows: pd.DataFrame) -> Iterator[Hit]:
    for row in rows.to_dict("records"):
        nodes = (row["indicator"],) if row["indicator"] == row["before_id"] else (row["indicator"], row["before_id"])
        values = {
            "period": int(row["year"]),
            "text": row["text"],
            "before": row["before_text"],
            "earlier": int(row["before_year"]),
        }
        yield Hit(tuple(map(str, nodes)), values)


def ends(tables: Tables) -> Iterator[Hit]:
    """Measures with a target that are no longer spoken of at the table's later horizons, 100% not being reached."""
    frame = series(tables)
    frame = frame[frame["year"].notna()]
    horizon = frame[~frame["blank"]].groupby("place")["year"].max()
    spoken = frame[~frame["blank"]].sort_values(["about", "year"]).drop_duplicates("about", keep="last")
    whole = (spoken["value"] >= 100) & said(spoken["unit"]).str.startswith("%")
    rows = spoken.assign(horizon=spoken["place"].map(horizon))
    rows = rows[(rows["year"] < rows["horizon"]) & ~whole]
    rows = rows[~rows["period"].str.fullmatch(r"\d{4}\D+\d{4}").fillna(False)]
    rows = rows.assign(id=rows["indicator"], horizon=rows["horizon"].astype(int))
    return each(rows, period="period", horizon="horizon")


def without_value(tables: Tables) -> Iterator[Hit]:
    """Indicators without a target, or whose every target is a dash."""
    spoken = series(tables)
    named = set(spoken.loc[~spoken["blank"], "indicator"])
    return each(tables.indicators[~tables.indicators["id"].isin(named)])


def without_unit(tables: Tables) -> Iterator[Hit]:
    """Indicators with a number and no unit, in a table where most have one."""
    frame = tables.indicators
    most = frame.assign(has=frame["unit"].notna()).groupby("place")["has"].transform("mean") > 0.5
    bare_numbers = tables.targets[tables.targets["value"].notna() & tables.targets["unit"].isna()]
    return each(frame[most & frame["unit"].isna() & frame["id"].isin(set(bare_numbers["indicator"]))])


def not_a_unit(tables: Tables) -> Iterator[Hit]:
    """Units that are an answer ("Có") or a dash."""
    frame = tables.indicators[tables.indicators["unit"].notna()]
    return each(frame[frame["unit"].map(bare).isin(NOT_A_UNIT)], unit="unit")


def below_baseline(tables: Tables) -> Iterator[Hit]:
    """First targets weaker than the state they start from. Better is lower for "at most" (a rank), higher for "at
    least" and for series that rise; a plain series that does not move says nothing of its direction."""
    frame = _steps(tables)
    frame = frame[frame["before"].isna() & frame["baseline"].notna()]
    start = frame["baseline"].map(number_in).astype(float)
    share = said(frame["baseline"]).str.contains("%") & ~said(frame["unit"]).str.contains("%")
    lower = frame["operator"].isin(UPPER)
    higher = frame["operator"].isin(("ge", "gt")) | (frame["last"] > frame["first"])
    weaker = (lower & (frame["value"] > start)) | (~lower & higher & (frame["value"] < start))
    rows = frame[weaker & ~share]
    return each(rows.assign(id=rows["indicator"]), text="text", period="period", baseline="baseline")


def no_tracker(tables: Tables) -> Iterator[Hit]:
    """Indicators nobody follows, in a table where others are followed."""
    followed = set(tables.brought("TRACKS")["target"])
    frame = tables.indicators.assign(has=tables.indicators["id"].isin(followed))
    return each(frame[~frame["has"] & frame.groupby("place")["has"].transform("any")])


CHECKS = (
    Check(
        "target_reverses",
        "error",
        "A target goes against the way its whole series goes: 90, 95, 92, 99.",
        "{period}: {text}, after {before} for {earlier}",
        reverses,
    ),
    Check(
        "target_falls",
        "warning",
        'A target asks less than an earlier one ("at least" and lower, "at most" and '
        "higher); rates of growth are left out.",
        "{period}: {text} asks less than {before} for {earlier}",
        falls,
    ),
    Check(
        "target_below_baseline",
        "warning",
        "The first target is weaker than the baseline.",
        "{period}: {text} is weaker than the baseline {baseline}",
        below_baseline,
    ),
    Check(
        "target_ends",
        "note",
        "A measure has no target at a later horizon of its table, though it is not at 100%.",
        "no target after {period}, in a table that goes to {horizon}",
        ends,
    ),
    Check(
        "target_without_value",
        "warning",
        "An indicator without a target, or with dashes only.",
        "it has no target at any horizon",
        without_value,
    ),
    Check(
        "unit_missing",
        "warning",
        "A number without a unit, in a table where most indicators have one.",
        "no unit is given",
        without_unit,
    ),
    Check(
        "unit_not_a_unit", "warning", 'The unit is an answer ("Có") or a dash.', "'{unit}' is not a unit", not_a_unit
    ),
    Check(
        "no_tracker",
        "warning",
        "An indicator that nobody follows, in a table where others are followed.",
        "nobody follows it",
        no_tracker,
    ),
)
