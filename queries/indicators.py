"""Targets by horizon side by side, results against them, how far there is to go; and the measures that plans share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.record import Record
from graph.reference import references
from queries.audit.results import held
from queries.audit.tables import Tables
from queries.audit.targets import UPPER, number_in
from queries.overlap.measures import same_measures
from queries.scope import rows_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id", "reference", "name", "unit", "baseline", "tracked_by", "targets", "results", "gap", "verdict", "section",
    "document", "source_line",
)  # fmt: skip
SAME = ("measure", "members", "references", "targets", "conflicts")


def indicators(record: Record, *, plan: str | list[str] | None = None) -> pd.DataFrame:
    """A row an indicator in the plans' order, with COLUMNS.

    `targets` and `results`: {period: text as printed}; `verdict`: 'met', 'missed', 'unknown' (a result without number
    and verdict) or null without a result; `gap`: how far the latest known number (a result, else the baseline) is from
    the last target, in the target's unit: positive is still to go, 0 or less is reached; null where numbers are
    missing or their units differ. `tracked_by`: the names that follow it, joined by '; '.
    """
    import pandas as pd

    tables = Tables(record, plan)
    frame = rows_of(record, "Indicator", plan)
    frame = frame.assign(
        reference=frame["id"].map(references(record)),
        targets=frame["id"].map(_by_period(frame["id"], tables.targets)),
        results=frame["id"].map(_by_period(frame["id"], tables.results)),
        verdict=frame["id"].map(_verdicts(held(tables))).astype(object),
        gap=frame["id"].map(_gaps(tables)).astype(float),
        tracked_by=frame["id"].map(_trackers(record, tables)),
    )
    frame["verdict"] = frame["verdict"].where(pd.notna(frame["verdict"]), None)
    frame = frame.sort_values(["document", "source_line", "source_table", "source_row", "id"], kind="stable")
    return frame[list(COLUMNS)].reset_index(drop=True)


def wide(frame: pd.DataFrame) -> pd.DataFrame:
    """The table of `indicators` with a column a horizon (its target as printed) instead of `targets`."""
    periods = sorted({period for targets in frame["targets"] for period in targets})
    columns = {period: [targets.get(period) for targets in frame["targets"]] for period in periods}
    result = frame["results"].map(lambda results: "; ".join(f"{p}: {t}" for p, t in results.items()) or None)
    return frame[["reference", "name", "unit", "baseline"]].assign(**columns, result=result, gap=frame["gap"])


def side_by_side(frame: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """The table of `measures` in words: targets of all members by period, conflicts as "how: values" in `lang`."""
    from queries.language import translator

    _ = translator(lang)
    said = {
        "below_parent": _("less than the nation asks"),
        "differs_in_jurisdiction": _("plans of one place differ"),
        "differing_units": _("units differ"),
    }
    targets = [
        "; ".join(f"{period}: {' | '.join(dict.fromkeys(map(str, asked.values())))}" for period, asked in own.items())
        for own in frame["targets"]
    ]
    conflicts = ["; ".join(f"{said[c['kind']]}: {c['detail']}" for c in found) for found in frame["conflicts"]]
    return frame[["measure", "references"]].assign(targets=targets, conflicts=conflicts)


def measures(record: Record, *, plan: str | list[str] | None = None) -> pd.DataFrame:
    """A row a measure that two or more indicators stand for, with SAME: `members` (ids) and their `references`,
    `targets` ({period: {id: text}}), `conflicts` (list of {kind, ids, detail}; see `queries.overlap.conflicts`).

    What a person confirmed as one measure stands together, what a person rejected does not."""
    from graph.judgements import standing

    rows = rows_of(record, "Indicator", plan)
    documents = record.frame("Document").set_index("id")
    rows = rows.assign(
        jurisdiction=rows["document"].map(documents["jurisdiction"]), issued=rows["document"].map(documents["issued"])
    )
    links = record.frame("HAS_TARGET")[["source", "target"]].rename(columns={"source": "indicator", "target": "id"})
    aims = record.frame("Target").merge(links, on="id").drop(columns=["id"])
    judged = [(j.a, j.b, j.decision) for j in standing(record, "measure")]
    found = same_measures(rows, aims[aims["indicator"].isin(set(rows["id"]))], judged)
    refs = references(record)
    found["references"] = found["members"].map(lambda members: [refs.get(i, i) for i in members])
    return found[list(SAME)]


def _by_period(ids: pd.Series[str], measured: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each indicator its texts by period, several of one period joined by '; '."""
    found: dict[str, dict[str, str]] = {str(id_): {} for id_ in ids}
    ordered = measured.sort_values(["indicator", "period", "source_line", "id"])
    for indicator, period, text in zip(ordered["indicator"], ordered["period"], ordered["text"], strict=True):
        texts = found.setdefault(indicator, {})
        key = period if isinstance(period, str) else "-"
        texts[key] = f"{texts[key]}; {text}" if key in texts else text
    return found


def _verdicts(frame: pd.DataFrame) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_, met, short in zip(frame["id"], frame["met"], frame["short"], strict=True):
        said = (None if short is None else not short) if met is None else bool(met)
        found[id_] = "unknown" if said is None else "met" if said else "missed"
    return found


def _gaps(tables: Tables) -> dict[str, float]:
    """From the latest known number to the last target: at most one target an indicator and period counts."""
    import pandas as pd

    aims = tables.targets.dropna(subset=["value", "period"])
    single = aims.groupby(["indicator", "period"])["value"].transform("size") == 1
    last = (
        aims[single]
        .sort_values(["indicator", "period"])
        .drop_duplicates("indicator", keep="last")
        .set_index("indicator")
    )
    done = tables.results.dropna(subset=["value"]).sort_values(["indicator", "period"])
    reached = done.drop_duplicates("indicator", keep="last").set_index("indicator")["value"]
    start = last["baseline"].map(number_in).astype(float)
    now = reached.reindex(last.index).astype(float)
    now = now.where(now.notna(), start)
    way = pd.Series(1.0, index=last.index).where(~last["operator"].isin(UPPER), -1.0)
    gap: Any = ((last["value"] - now) * way).round(6)
    return {str(k): float(v) for k, v in gap.dropna().items()}


def _trackers(record: Record, tables: Tables) -> dict[str, str]:
    links = record.frame("TRACKS").sort_values(["target", "rank", "source"])
    found: dict[str, list[str]] = {}
    for source, target in zip(links["source"], links["target"], strict=True):
        found.setdefault(target, []).append(tables.names.get(source, source))
    return {target: "; ".join(names) for target, names in found.items()}
