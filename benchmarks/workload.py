"""The workload of every agency, all columns, against a pandas group-by on the same tables, both ready in memory."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.paired import Row, duel, part, shown
from graph.columns.cache import columns_of
from graph.record import Record
from queries.scope import HARD_KINDS
from queries.workload import workload
from queries.workload_columns import from_columns

TABLES = ("Agency", "AgencyGroup", "Task", "Indicator", "Milestone",
          "LEADS", "COORDINATES", "COUNTERPART_FOR", "TRACKS", "DUE", "MEMBER_OF")  # fmt: skip
COUNTS = ["led", "led_alone", "led_jointly", "coordinated", "counterpart", "tracked", "hard_deadlines"]
Frames = dict[str, pd.DataFrame]


def rows(path: Path, *, runs: int = 5) -> list[Row]:
    """The line of the table for a record."""
    record = Record.open(path)
    columns, frames = columns_of(record), tables(record)
    own, peer = duel(lambda: from_columns(columns), lambda: grouped(frames), runs=runs)
    return [Row("workload of every agency", shown(own), f"pandas group-by {shown(peer)}", part(own, peer), "1/8")]


def tables(record: Record) -> Frames:
    """The tables a workload is counted from."""
    return {name: record.frame(name) for name in TABLES}


def grouped(frames: Frames) -> pd.DataFrame:
    """Every figure of the workload but the order of rows, by id, as one would count it with pandas."""
    leads = frames["LEADS"][["source", "target"]]
    leads = leads.assign(share=1 / leads.groupby("target")["source"].transform("size"))
    hard = frames["Milestone"].loc[lambda m: m["kind"].isin(HARD_KINDS) & m["end"].notna(), ["id", "end"]]
    due = frames["DUE"][["source", "target"]].merge(hard, left_on="target", right_on="id")
    deadlines = leads[["source", "target"]].merge(due[["source", "end"]], left_on="target", right_on="source")
    month, who = deadlines["end"].str[:7].rename("month"), deadlines["source_x"].rename("id")
    quarter = deadlines["end"].str[:4] + "-Q" + ((deadlines["end"].str[5:7].astype(int) + 2) // 3).astype(str)
    by_month = deadlines.groupby([who, month]).size().rename("n").reset_index()
    busiest = by_month.sort_values(["n", "month"], ascending=[False, True]).drop_duplicates("id").set_index("id")
    by_quarter = deadlines.groupby([who, quarter.rename("quarter")]).size().rename("n").reset_index()
    quarters = by_quarter.groupby("id")[["quarter", "n"]].apply(lambda g: dict(zip(g["quarter"], g["n"], strict=True)))
    shares = leads.groupby("source")["share"].sum()
    members = frames["MEMBER_OF"].loc[lambda m: m["target"].isin(shares.index), ["source", "target"]]
    each = members["target"].map(shares) / members.groupby("target")["source"].transform("size")
    group = shares.index.isin(frames["AgencyGroup"]["id"]) & shares.index.isin(members["target"])
    named = pd.concat([frames[label][["id", "name"]] for label in ("Agency", "AgencyGroup")]).set_index("id")
    single = leads["share"] == 1
    found = pd.DataFrame(
        {
            "led": leads.groupby("source").size(),
            "led_alone": leads[single].groupby("source").size(),
            "led_jointly": leads[~single].groupby("source").size(),
            "lead_share": shares,
            "lead_share_low": shares.where(~group, 0.0),
            "lead_share_high": shares.add(each.groupby(members["source"]).sum(), fill_value=0.0),
            "coordinated": _links(frames, "COORDINATES", "Task"),
            "counterpart": _links(frames, "COUNTERPART_FOR", "Task"),
            "tracked": _links(frames, "TRACKS", "Indicator"),
            "hard_deadlines": who.value_counts(),
        }
    ).fillna(0)
    found = found.assign(share_of_leads=found["lead_share"] / found["lead_share"].sum(), name=named["name"])
    found = found.join(busiest.rename(columns={"month": "busiest_month", "n": "busiest_month_deadlines"}))
    return found.join(quarters.rename("deadlines_by_quarter")).astype(dict.fromkeys(COUNTS, int))


def _links(frames: Frames, type_: str, label: str) -> pd.Series[int]:
    links = frames[type_]
    return links[links["target"].isin(frames[label]["id"])].groupby("source").size()


def same(path: Path) -> bool:
    """Whether the group-by gives our figures."""
    record = Record.open(path)
    ours, plain = workload(record).set_index("id").sort_index(), grouped(tables(record)).sort_index()
    plain["busiest_month_deadlines"] = plain["busiest_month_deadlines"].fillna(0).astype(int)
    shared = sorted(set(ours) & set(plain))
    loose = {"check_names": False, "check_dtype": False, "check_index_type": False, "check_column_type": False}
    pd.testing.assert_frame_equal(ours[shared], plain[shared], **loose)
    return len(shared) > len(COUNTS)
