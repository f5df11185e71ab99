"""What was found to be reached, against what was asked."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from graph.text import fold
from queries.audit.declared import Check, Hit, each
from queries.audit.tables import Tables
from queries.audit.targets import UPPER, series


def held(tables: Tables) -> pd.DataFrame:
    """Results beside the target of their own period: `id` (indicator), `text`, `met`, `value`, `target`, `target_text`,
    `short` (the number is not enough; missing where the two cannot be compared)."""
    targets = tables.targets[["indicator", "period", "operator", "value", "unit", "text"]]
    targets = targets.rename(
        columns={"value": "target", "unit": "target_unit", "text": "target_text", "operator": "op"}
    )
    frame = tables.results.drop(columns=["id"]).merge(targets, on=["indicator", "period"], how="left")
    same = _one_unit(frame["unit"], frame["target_unit"])
    short = (frame["value"] < frame["target"]).where(~frame["op"].isin(UPPER), frame["value"] > frame["target"])
    frame = frame.assign(
        short=short.astype(object).where(same & frame["value"].notna() & frame["target"].notna(), None)
    )
    return frame.assign(id=frame["indicator"])


def _one_unit(a: pd.Series[str], b: pd.Series[str]) -> pd.Series[bool]:
    """Units that agree, or of which one is not said; "người/1 vạn dân" is "người"."""
    x, y = a.fillna("").map(fold).str.split("/").str[0], b.fillna("").map(fold).str.split("/").str[0]
    return (x == y) | (x == "") | (y == "")


def missed(tables: Tables) -> Iterator[Hit]:
    """Results that the plan calls not met, or that fall short where it does not say."""
    frame = held(tables)
    unsaid = frame["met"].isna()
    rows = frame[(~unsaid & (frame["met"] == False)) | (unsaid & (frame["short"] == True))]  # noqa: E712
    return each(rows.drop_duplicates("id"), period="period", text="text", target="target_text")


def contradicts(tables: Tables) -> Iterator[Hit]:
    """Called met though the number falls short, or not met though it is enough."""
    frame = held(tables)
    frame = frame[frame["met"].notna() & frame["short"].notna()]
    rows = frame[frame["met"].astype(bool) == frame["short"].astype(bool)]
    return each(rows.drop_duplicates("id"), period="period", text="text", target="target_text")


def unknown(tables: Tables) -> Iterator[Hit]:
    """A result that gives neither a number nor a verdict."""
    rows = tables.results[tables.results["value"].isna() & tables.results["met"].isna()]
    return each(rows.assign(id=rows["indicator"]), period="period", text="text")


def passed(tables: Tables) -> Iterator[Hit]:
    """Results that are already beyond a later target: the first such target."""
    later = series(tables)[["indicator", "year", "period", "operator", "value", "unit", "text"]]
    later = later.rename(columns={"value": "target", "unit": "target_unit", "text": "target_text", "period": "later"})
    frame = tables.results.drop(columns=["id", "operator"]).merge(later, on="indicator")
    year = pd.to_numeric(frame["period"].str.extract(r"(\d{4})\D*$")[0], errors="coerce")
    upper = frame["operator"].isin(UPPER)
    beyond = ((frame["value"] > frame["target"]) & ~upper) | ((frame["value"] < frame["target"]) & upper)
    rows = frame[beyond & (frame["year"] > year) & _one_unit(frame["unit"], frame["target_unit"])]
    rows = rows.sort_values(["indicator", "year"]).drop_duplicates("indicator", keep="last")
    return each(rows.assign(id=rows["indicator"]), text="text", target="target_text", later="later")


CHECKS = (
    Check(
        "result_missed",
        "warning",
        "A result is called not met, or falls short of its target where nothing is said.",
        "{period}: {text}; the target was {target}",
        missed,
    ),
    Check(
        "result_contradicts",
        "error",
        "A result is called met and its number falls short, or the other way round.",
        "{period}: {text}, against the target {target}",
        contradicts,
    ),
    Check(
        "result_passes_later",
        "warning",
        "A result is already beyond the target of a later horizon.",
        "{text} is already beyond the target of {later}: {target}",
        passed,
    ),
    Check("result_unknown", "note", "A result without a number and without a verdict.", "{period}: {text}", unknown),
)
