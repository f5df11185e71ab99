"""The documents a plan cites: their dates, their symbols, whether they were still in force."""

from __future__ import annotations

from collections.abc import Iterator

from queries.audit.declared import Check, Hit, each
from queries.audit.structure import remarked
from queries.audit.tables import Tables, said


def after_plan(tables: Tables) -> Iterator[Hit]:
    """Documents cited by a plan that was issued before them."""
    rows = tables.citations.assign(day=tables.citations["plan"].map(tables.issued))
    rows = rows[rows["day"].notna() & rows["issued"].notna() & (said(rows["issued"]) > said(rows["day"]))]
    numbers = tables.documents.set_index("id")["number"]
    rows = rows.assign(number=rows["cited"].map(numbers).fillna(rows["cited"])).drop_duplicates(["id", "cited"])
    return each(rows, "cited", number="number", issued="issued", day="day")


def replaced(tables: Tables) -> Iterator[Hit]:
    """Documents cited although another had replaced them before the plan was made; not where the plan itself, or a
    plan that says so in the same breath, is what replaces them."""
    issued = tables.documents.set_index("id")["issued"]
    number = tables.documents.set_index("id")["number"]
    links = tables.record.frame("REPLACES")[["source", "target"]]
    links = links.rename(columns={"source": "by", "target": "cited"}).assign(since=lambda f: f["by"].map(issued))
    rows = tables.citations[tables.citations["type"] != "REPLACES"].merge(links, on="cited")
    rows = rows.assign(day=rows["plan"].map(tables.not_before))
    rows = rows[(rows["by"] != rows["plan"]) & rows["day"].notna() & rows["since"].notna()]
    rows = rows[said(rows["since"]) <= said(rows["day"])]
    rows = rows.assign(
        old=rows["cited"].map(number).fillna(rows["cited"]), new=rows["by"].map(number).fillna(rows["by"])
    )
    return each(rows.drop_duplicates(["id", "cited"]), "cited", "by", old="old", new="new", since="since")


CHECKS = (
    Check(
        "cited_twice_dates",
        "error",
        "One document is cited with two different dates.",
        "{what}",
        remarked("cited_twice_dates"),
    ),
    Check(
        "cited_two_symbols",
        "error",
        "One document is cited under two different symbols.",
        "{what}",
        remarked("cited_two_symbols"),
    ),
    Check(
        "cited_after_plan",
        "error",
        "A cited document is dated after the plan that cites it.",
        "cites {number} of {issued}, after the plan's own date {day}",
        after_plan,
    ),
    Check(
        "cited_replaced",
        "warning",
        "A cited document had been replaced by another when the plan was made.",
        "cites {old}, which {new} had replaced on {since}",
        replaced,
    ),
)
