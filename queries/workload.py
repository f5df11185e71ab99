"""Who carries how much, when, and how concentrated it is. Leading, coordinating, answering as a counterpart and
tracking are different burdens: they stand side by side and are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.record import Record
from queries.holders import ways
from queries.scope import hard_milestones, holders, rows_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id", "name", "label", "led", "led_alone", "led_jointly", "lead_share", "share_of_leads", "lead_share_low",
    "lead_share_high", "coordinated", "counterpart", "tracked", "hard_deadlines", "busiest_month",
    "busiest_month_deadlines", "deadlines_by_quarter", "named_as", "way",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated leading is. `herfindahl` is the sum of squared shares of all leads (1/n when n share equally,
    1 when one holds all); `gini` is 0 when all lead the same and near 1 when one leads all; `top3` is the share of
    the three that lead most; `collective_only` counts tasks that no single agency leads, out of `tasks`."""

    tasks: int
    led_tasks: int
    herfindahl: float
    gini: float
    top3: float
    collective_only: int


def workload(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    section: str | None = None,
    as_of: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:
    """A row an agency or group, most led first, with COLUMNS.

    Led, coordinated and counterpart count tasks, tracked counts indicators. A task with n leads counts 1/n in
    `lead_share`; `share_of_leads` is that over the sum for all. Hard deadlines are the milestones of led tasks that
    end on a day (date, month, quarter, year, range); `busiest_month` is the month ('2026-03') with most of them, the
    earliest of equals. `section` limits to tasks and indicators whose section path starts with it, `since` and `until`
    (ISO dates) to hard deadlines in that span, `as_of` puts duties with whoever holds them on that day; `named_as` are
    then the names they were given under where those differ (joined by '; '), and `way` says how it came to them ('as
    named', 'succeeded', 'ended' where who holds them now is not known, 'not yet').

    What collectives lead is nobody's or everyone's: an agency's `lead_share_low` leaves it out, `lead_share_high` adds
    its equal part of what the groups it belongs to lead; a group's low is what is left when its known members take
    all of it, its high is its `lead_share`. Lows of agencies with highs of groups make up all leads, and the reverse.
    """
    import pandas as pd

    if plan is None and not (section or as_of or since or until):
        from graph.columns.cache import columns_of
        from queries.workload_columns import from_columns

        return from_columns(columns_of(record))
    tasks, indicators = rows_of(record, "Task", plan), rows_of(record, "Indicator", plan)
    if section:
        tasks, indicators = (f[_in_section(f["section"], section)] for f in (tasks, indicators))
    holder = holders(record, as_of)
    leads = shared_leads(record, tasks["id"], holder)
    deadlines = led_deadlines(record, leads, since, until)
    counts = {
        **_led(leads),
        "coordinated": _links(record, "COORDINATES", tasks["id"], holder).groupby("source").size(),
        "counterpart": _links(record, "COUNTERPART_FOR", tasks["id"], holder).groupby("source").size(),
        "tracked": _links(record, "TRACKS", indicators["id"], holder).groupby("source").size(),
        "hard_deadlines": deadlines.groupby("source").size(),
    }
    shares = leads.groupby("source")["share"].sum()
    frame = pd.DataFrame({**counts, "lead_share": shares, **_range(record, shares, holder)}).fillna(0)
    frame[list(counts)] = frame[list(counts)].astype(int)
    total = frame["lead_share"].sum()
    frame["share_of_leads"] = frame["lead_share"] / total if total else 0.0
    frame = frame.join(_busiest(deadlines)).join(_by_quarter(deadlines))
    frame["busiest_month_deadlines"] = frame["busiest_month_deadlines"].fillna(0).astype(int)
    named = _names(record)
    frame = frame.rename_axis("id").reset_index().merge(named, on="id", how="left")
    given = _named_as(record, {*tasks["id"], *indicators["id"]}, holder, named)
    frame["named_as"] = pd.Series([given.get(id_) for id_ in frame["id"]], index=frame.index, dtype=object)
    way = ways(record, frame["id"], given, as_of) if as_of else {}
    frame["way"] = pd.Series([way.get(id_) for id_ in frame["id"]], index=frame.index, dtype=object)
    order = ["lead_share", "led", "coordinated", "tracked", "name", "id"]
    frame = frame.sort_values(order, ascending=[False, False, False, False, True, True])
    return frame[list(COLUMNS)].reset_index(drop=True)


def _led(leads: pd.DataFrame) -> dict[str, pd.Series[int]]:
    alone = leads["share"] == 1.0
    return {
        "led": leads.groupby("source").size(),
        "led_alone": leads[alone].groupby("source").size(),
        "led_jointly": leads[~alone].groupby("source").size(),
    }


def concentration(record: Record, frame: pd.DataFrame, *, plan: str | list[str] | None = None) -> Concentration:
    """The figures below the table, from the table itself and the tasks it counts."""
    shares = sorted(frame.loc[frame["led"] > 0, "lead_share"], reverse=True)
    total = sum(shares)
    n = len(shares)
    tasks = rows_of(record, "Task", plan)
    leads = record.frame("LEADS")
    leads = leads[leads["target"].isin(tasks["id"])]
    groups = leads["source"].str.startswith("group:")
    led, by_agency = set(leads["target"]), set(leads.loc[~groups, "target"])
    ranked = sum((i + 1) * s for i, s in enumerate(sorted(shares)))
    return Concentration(
        tasks=len(tasks),
        led_tasks=len(led),
        herfindahl=sum((s / total) ** 2 for s in shares) if total else 0.0,
        gini=(2 * ranked / (n * total) - (n + 1) / n) if total else 0.0,
        top3=sum(shares[:3]) / total if total else 0.0,
        collective_only=len(led - by_agency),
    )


def agency_tasks(
    record: Record, agency: str, *, plan: str | list[str] | None = None, as_of: str | None = None
) -> pd.DataFrame:
    """What one agency or group answers for, a row a task or indicator: `id`, `reference`, `name`, `duty` (leads,
    coordinates, counterpart, tracks), `rank`, `due`, `deliverable`, `source_line`; `agency` is an id or a name."""
    import pandas as pd

    from graph.reference import references

    ids = agency_ids(record, agency)
    refs, holder, parts = references(record), holders(record, as_of), []
    for type_, duty in (
        ("LEADS", "leads"), ("COUNTERPART_FOR", "counterpart"), ("COORDINATES", "coordinates"), ("TRACKS", "tracks"),
    ):  # fmt: skip
        links = record.frame(type_)
        held = links["source"].map(lambda source: holder.get(source, source))
        parts.append(links[held.isin(ids)][["target", "rank"]].assign(duty=duty))
    duties = pd.concat(parts)
    rows = pd.concat([rows_of(record, label, plan) for label in ("Task", "Indicator")])
    frame = duties.merge(rows, left_on="target", right_on="id")
    frame["reference"] = frame["id"].map(refs)
    columns = ["id", "reference", "name", "duty", "rank", "due", "deliverable", "source_line"]
    return frame[columns].reset_index(drop=True)


def agency_ids(record: Record, text: str) -> list[str]:
    """The agencies and groups a text names: an id, or a name written in any case, with or without diacritics."""
    from graph.nearest import hint, nearest
    from graph.reference import ReferenceNotFoundError
    from graph.text import bare

    if record.label(text) in ("Agency", "AgencyGroup"):
        return [text]
    found = [
        row[0]
        for label in ("Agency", "AgencyGroup")
        for row in record.connection.execute(
            f'SELECT id FROM "{label}" WHERE name_folded = ? ORDER BY id', (bare(text),)
        )
    ]
    if not found:
        near = hint(nearest(text, _names(record)["name"]))
        raise ReferenceNotFoundError(f"{text}: no agency of this name; `remit find` searches parts of names{near}")
    return found


def _in_section(paths: pd.Series[str], section: str) -> pd.Series[bool]:
    return (paths == section) | paths.fillna("").str.startswith(section + ".")


def _links(record: Record, type_: str, targets: pd.Series[str], holder: dict[str, str]) -> pd.DataFrame:
    """Links of a type to the given targets, each holder once a target."""
    links = record.frame(type_)[["source", "target"]]
    links = links[links["target"].isin(set(targets))].copy()
    if holder:
        links["source"] = links["source"].map(lambda source: holder.get(source, source))
    return links.drop_duplicates()


def _names(record: Record) -> pd.DataFrame:
    """`id`, `name` and `label` of every agency and group."""
    import pandas as pd

    return pd.concat([record.frame(label)[["id", "name"]].assign(label=label) for label in ("Agency", "AgencyGroup")])


def _named_as(record: Record, targets: set[str], holder: dict[str, str], named: pd.DataFrame) -> dict[str, str]:
    """For whoever holds what was given to others: the names the plans gave it to, joined by '; '."""
    name = dict(zip(named["id"], named["name"], strict=True))
    found: dict[str, set[str]] = {}
    for type_ in ("LEADS", "COORDINATES", "COUNTERPART_FOR", "TRACKS") if holder else ():
        links = record.frame(type_)
        for given in set(links.loc[links["target"].isin(targets), "source"]) & set(holder):
            found.setdefault(holder[given], set()).add(str(name.get(given, given)))
    return {now: "; ".join(sorted(names)) for now, names in found.items()}


def _range(record: Record, share: pd.Series[float], holder: dict[str, str]) -> dict[str, pd.Series[float]]:
    """`lead_share_low` and `lead_share_high` by id, from the shares led."""
    members = record.frame("MEMBER_OF")[["source", "target"]]
    members = members.assign(source=members["source"].map(lambda source: holder.get(source, source))).drop_duplicates()
    members = members[members["target"].isin(share.index)]
    part = members["target"].map(share) / members.groupby("target")["source"].transform("size")
    more = part.groupby(members["source"]).sum()
    spread = share.where(~share.index.isin(set(members["target"])), 0.0)
    group = share.index.str.startswith("group:")
    return {"lead_share_low": share.where(~group, spread), "lead_share_high": share.add(more, fill_value=0.0)}


def shared_leads(record: Record, tasks: pd.Series[str], holder: dict[str, str]) -> pd.DataFrame:
    """Who (`source`) leads which of the tasks (`target`), with its `share` of each: 1/n of n leads."""
    leads = _links(record, "LEADS", tasks, holder)
    return leads.assign(share=1.0 / leads.groupby("target")["source"].transform("size"))


def led_deadlines(record: Record, leads: pd.DataFrame, since: str | None, until: str | None) -> pd.DataFrame:
    """A row a lead and hard milestone, with `month` and `quarter`."""
    frame = leads.merge(hard_milestones(record), left_on="target", right_on="task")
    if since:
        frame = frame[frame["end"] >= since]
    if until:
        frame = frame[frame["end"] <= until]
    month = frame["end"].str[:7]
    quarter = (frame["end"].str[5:7].astype(int) + 2) // 3
    return frame.assign(month=month, quarter=frame["end"].str[:4] + "-Q" + quarter.astype(str))


def _busiest(deadlines: pd.DataFrame) -> pd.DataFrame:
    counts = deadlines.groupby(["source", "month"]).size().rename("busiest_month_deadlines").reset_index()
    counts = counts.sort_values(["busiest_month_deadlines", "month"], ascending=[False, True])
    best = counts.drop_duplicates("source").set_index("source")
    return best.rename(columns={"month": "busiest_month"})


def _by_quarter(deadlines: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    counts: dict[str, dict[str, int]] = {}
    for source, quarter in zip(deadlines["source"], deadlines["quarter"], strict=True):
        of_source = counts.setdefault(str(source), {})
        of_source[str(quarter)] = of_source.get(str(quarter), 0) + 1
    ordered = [dict(sorted(count.items())) for count in counts.values()]
    return pd.DataFrame({"deadlines_by_quarter": pd.Series(ordered, index=list(counts), dtype=object)})
