"""Who answers: nobody, everybody, oneself, or someone the plan cannot bind."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from queries.audit.declared import Check, Hit, each
from queries.audit.tables import Tables, said

_ACT = r"(?:quyết định|nghị định|nghị quyết|thông tư|chỉ thị|luật|pháp lệnh)"
_CENTRE = r"(?:thủ tướng|chính phủ|quốc hội|bộ trưởng|bộ chính trị|ban bí thư|chủ tịch nước)"
CENTRAL_ACT = rf"^\W*(?:ban hành\s+)?{_ACT}(?:(?!\bcủa\b)[^;.]){{0,60}}\bcủa\s+{_CENTRE}"
"""A deliverable that is itself an act only the centre can issue: it begins with the act, and "của" names the centre."""
_CARRIED_OUT = r"(?:thực hiện|triển khai|theo)\b"


def collective(tables: Tables) -> Iterator[Hit]:
    """Tasks that only groups lead."""
    leads = tables.leads.assign(group=tables.leads["source"].str.startswith("group:"))
    only = leads.groupby("target")["group"].all()
    frame = tables.tasks[tables.tasks["id"].isin(set(only[only].index))]
    return each(frame, lead="lead_text")


def itself(tables: Tables, *, group: bool) -> Iterator[Hit]:
    """Leads that stand among the coordinators of the same task; groups or single agencies."""
    both = tables.leads.merge(tables.coordinates, on=["source", "target"])
    both = both[both["source"].str.startswith("group:") == group]
    both = both.assign(id=both["target"], who=both["source"].map(tables.names))
    return each(both, "source", who="who")


def inside_group(tables: Tables) -> Iterator[Hit]:
    """Leads that belong to a coordinating group: once a plan and agency."""
    members = tables.record.frame("MEMBER_OF")[["source", "target"]]
    members = members.rename(columns={"source": "agency", "target": "group"})
    leads = tables.leads[["source", "target"]].rename(columns={"source": "agency", "target": "task"})
    groups = tables.coordinates[["source", "target"]].rename(columns={"source": "group", "target": "task"})
    rows = leads.merge(groups, on="task").merge(members, on=["agency", "group"]).drop_duplicates(["agency", "task"])
    rows = rows.merge(tables.tasks[["id", "document"]].rename(columns={"id": "task"}), on="task")
    for (document, agency), tasks in rows.groupby(["document", "agency"]):
        values: dict[str, object] = {"who": tables.names.get(str(agency), agency), "count": len(tasks)}
        yield Hit((str(agency), *sorted(tasks["task"])), values, document=str(document))


def above_lead(tables: Tables) -> Iterator[Hit]:
    """Provincial (or lower) leads asked for an act that only the centre can issue."""
    tasks = tables.tasks[tables.tasks["deliverable"].notna()]
    text = tasks["deliverable"].str.casefold()
    tasks = tasks[text.str.contains(CENTRAL_ACT, regex=True) & ~text.str.match(_CARRIED_OUT)]
    level = tables.agencies.set_index("id")["level"]
    leads = tables.leads[tables.leads["target"].isin(set(tasks["id"]))]
    central = set(leads.loc[leads["source"].map(level) == "central", "target"])
    led = set(leads["target"])
    return each(tasks[tasks["id"].isin(led - central)], deliverable="deliverable")


def ministry(tables: Tables) -> Iterator[Hit]:
    """A ministry leads a task of a provincial plan and nobody in the province answers for it."""
    central = tables.agencies[(tables.agencies["level"] == "central") & (tables.agencies["kind"] == "ministry")]
    provincial = tables.documents[tables.documents["jurisdiction"].fillna("Trung ương") != "Trung ương"]
    rows = tables.leads[
        tables.leads["source"].isin(set(central["id"])) & tables.leads["document"].isin(provincial["id"])
    ]
    rows = rows[~rows["target"].isin(set(tables.counterparts["target"]))]
    rows = rows.assign(id=rows["target"], who=rows["source"].map(tables.names))
    return each(rows, "source", who="who")


def _held(tables: Tables) -> pd.DataFrame:
    """Duties of agencies that have ceased to exist: `id` (task), `source`, `who`, `gone`, `day` (the plan's), `due`."""
    gone = tables.agencies[tables.agencies["dissolved"].notna()].set_index("id")
    parts = [
        links[["source", "target", "document"]] for links in (tables.leads, tables.coordinates, tables.counterparts)
    ]
    rows = pd.concat(parts, ignore_index=True).drop_duplicates(["source", "target"])
    rows = rows[rows["source"].isin(set(gone.index))]
    rows = rows.assign(
        id=rows["target"],
        gone=rows["source"].map(gone["dissolved"]),
        who=rows["source"].map(gone["name"]),
        day=rows["document"].map(tables.not_before),
        due=rows["target"].map(tables.tasks.set_index("id")["due"]),
    )
    return rows.reset_index(drop=True)


def dissolved(tables: Tables) -> Iterator[Hit]:
    """Duties of an agency that no longer existed when the plan was made."""
    rows = _held(tables)
    return each(rows[rows["day"].notna() & (rows["gone"] <= said(rows["day"]))], "source", who="who", gone="gone")


def dissolved_later(tables: Tables) -> Iterator[Hit]:
    """Agencies that ceased to exist between the plan and a deadline of theirs: once a plan and agency."""
    rows = _held(tables)
    rows = rows[rows["due"].notna() & (said(rows["due"]) > rows["gone"]) & (rows["gone"] > said(rows["day"]))]
    for (document, agency), held in rows.groupby(["document", "source"]):
        values: dict[str, object] = {"who": held["who"].iloc[0], "gone": held["gone"].iloc[0], "count": len(held)}
        yield Hit((str(agency), *sorted(held["id"])), values, document=str(document))


CHECKS = (
    Check(
        "collective_lead",
        "warning",
        "Only a collective leads: everyone, and so far no one.",
        "only a collective leads: {lead}",
        collective,
    ),
    Check(
        "lead_coordinates_itself",
        "error",
        "The agency that leads the task is also told to coordinate with itself.",
        "{who} leads and coordinates with itself",
        lambda tables: itself(tables, group=False),
    ),
    Check(
        "group_coordinates_itself",
        "warning",
        "The same collective leads and coordinates.",
        "{who} lead and coordinate with themselves",
        lambda tables: itself(tables, group=True),
    ),
    Check(
        "lead_in_coordinating_group",
        "note",
        "The lead belongs to the group that coordinates, as far as plans show; once an agency.",
        "{who} leads {count} tasks that a group it belongs to coordinates",
        inside_group,
    ),
    Check(
        "deliverable_above_lead",
        "error",
        "The deliverable is an act of the centre (a decision of the Prime Minister, "
        "a decree), and everyone who leads is of the province or below.",
        "the deliverable is an act of the centre: {deliverable}",
        above_lead,
    ),
    Check(
        "ministry_in_provincial_row",
        "error",
        "A ministry leads a row of a provincial plan that names no provincial "
        "counterpart; a province cannot give a ministry a task.",
        "{who} leads, and nobody in the province answers for it",
        ministry,
    ),
    Check(
        "agency_dissolved",
        "error",
        "An agency with a duty had ceased to exist when the plan was made.",
        "{who} ceased to exist on {gone}",
        dissolved,
    ),
    Check(
        "agency_dissolved_later",
        "note",
        "An agency ceased to exist after the plan was made and before a deadline of "
        "tasks it has a part in; see `remit workload --as-of`; once an agency.",
        "{who} ceased to exist on {gone}, before the deadlines of {count} tasks",
        dissolved_later,
    ),
)
