"""Every figure of the workload again by a second, plain method: loops over the exported JSON lines."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.exchange import export_jsonl
from graph.record import Record
from queries.workload import concentration, workload
from queries.workload_views import peaks, without_each, workload_by
from tests.queries.audit_record import made
from tests.seeds import needs_seeds

HARD = {"date", "month", "quarter", "year", "range"}
SECOND = "doc:kim-son:2-kh-ubnd:2030"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Record]:
    """Two plans with single, joint and collective leads, a counterpart, a tracked indicator, parts and rhythms."""
    members = [("so-a", "các sở"), ("so-b", "các sở"), ("so-c", "các sở")]
    month = {"kind": "month", "start": "2031-03-01", "end": "2031-03-31", "text": "3/2031"}
    record = made(
        tmp_path,
        members=members,
        tasks=[
            {"name": "một", "section": "A.I", "lead": "so-a", "coordinator": "so-b;các sở", "due": "2031-03-31"},
            {"name": "hai", "section": "A.I", "lead": "so-a;so-b",
             "milestones": [month, {**month, "end": "2031-04-30"}]},
            {"name": "ba", "section": "A.II", "lead": "các sở", "due": "2031-03-15"},
            {"name": "bốn", "section": "A.II", "lead": "so-b;các xã", "deadline": "ongoing"},
            {"name": "năm", "section": "B", "lead": "bo-x", "counterpart": "so-a", "due": "2032-12-31"},
            {"name": "sáu", "section": "B"},
        ],
        indicators=[{"name": "tỷ lệ", "section": "A.I", "tracker": "so-b"}],
    )
    more = [{"name": "bảy", "section": "A.I", "lead": "so-c;so-a", "due": "2031-03-20"}]
    yield made(tmp_path, tasks=more, plan=SECOND, record=record)
    record.close()


class Export:
    """The exported lines of a workspace, and figures counted from them one by one."""

    def __init__(self, record: Record, folder: Path, plans: set[str] | None = None, section: str | None = None) -> None:
        export_jsonl(record, folder)
        self.nodes = {n["id"]: n for n in map(json.loads, (folder / "nodes.jsonl").open(encoding="utf-8"))}
        self.edges = [json.loads(line) for line in (folder / "edges.jsonl").open(encoding="utf-8")]
        self.rows = {
            i
            for i, n in self.nodes.items()
            if n["label"] in ("Task", "Indicator")
            and (plans is None or n["properties"]["document"] in plans)
            and (section is None or f"{n['properties'].get('section')}.".startswith(f"{section}."))
        }

    def ends(self, type_: str) -> list[tuple[str, str]]:
        return [(e["source"], e["target"]) for e in self.edges if e["type"] == type_ and e["target"] in self.rows]

    def figures(self) -> dict[str, dict[str, Any]]:
        """Every figure of the table by agency."""
        leads: dict[str, list[str]] = defaultdict(list)
        for agency, task in self.ends("LEADS"):
            leads[task].append(agency)
        ends = self.hard()
        groups: dict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            if edge["type"] == "MEMBER_OF":
                groups[edge["target"]].add(edge["source"])
        zero = dict.fromkeys(self.ZERO, 0)
        table: dict[str, dict[str, Any]] = defaultdict(lambda: {**zero, "months": [], "more": 0.0})
        for task, agencies in leads.items():
            for agency in agencies:
                row = table[agency]
                row["led"] += 1
                row["led_alone" if len(agencies) == 1 else "led_jointly"] += 1
                row["lead_share"] += 1 / len(agencies)
                row["months"] += [end[:7] for end in ends[task]]
                for member in groups[agency]:
                    table[member]["more"] += 1 / len(agencies) / len(groups[agency])
        for type_, name in (("COORDINATES", "coordinated"), ("COUNTERPART_FOR", "counterpart"), ("TRACKS", "tracked")):
            for agency, row in self.ends(type_):
                if type_ == "TRACKS" or self.nodes[row]["label"] == "Task":
                    table[agency][name] += 1
        total = sum(row["lead_share"] for row in table.values())
        for agency, row in table.items():
            counts = Counter(row.pop("months"))
            more = row.pop("more")
            spread = 0.0 if groups.get(agency) else row["lead_share"]
            top = max(counts.values(), default=0)
            row |= {
                "share_of_leads": row["lead_share"] / total if total else 0,
                "hard_deadlines": sum(counts.values()),
                "busiest_month_deadlines": top,
                "busiest_month": min((m for m, n in counts.items() if n == top), default=None),
                "lead_share_low": spread if agency.startswith("group:") else row["lead_share"],
                "lead_share_high": row["lead_share"] + more,
            }
        return dict(table)

    ZERO = ("led", "led_alone", "led_jointly", "lead_share", "coordinated", "counterpart", "tracked")

    def hard(self) -> dict[str, list[str]]:
        """The last days of each task's hard milestones."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge in self.edges:
            if edge["type"] == "DUE":
                milestone = self.nodes[edge["target"]]["properties"]
                if milestone["kind"] in HARD and milestone.get("end"):
                    found[edge["source"]].append(milestone["end"])
        return found


def same_as(record: Record, folder: Path, plans: list[str] | None = None, section: str | None = None) -> None:
    """Compare every figure of the table with the second method's."""
    export = Export(record, folder, set(plans) if plans else None, section)
    figures = export.figures()
    frame = workload(record, plan=plans, section=section)
    rows = {row["id"]: row for row in frame.to_dict("records")}
    assert set(rows) == set(figures)
    for agency, row in figures.items():
        for name, value in row.items():
            got = rows[agency][name]
            got = None if isinstance(got, float) and got != got else got  # noqa: PLR0124
            assert got == (pytest.approx(value) if isinstance(value, float) else value), (agency, name)
    facts = concentration(record, frame, plan=plans)
    shares = sorted(row["lead_share"] for row in figures.values() if row["led"])
    total, n = sum(shares), len(shares)
    assert facts.herfindahl == pytest.approx(sum((s / total) ** 2 for s in shares))
    pairs = sum(abs(a - b) for a in shares for b in shares)
    assert facts.gini == pytest.approx(pairs / (2 * n * total))
    assert facts.top3 == pytest.approx(sum(shares[-3:]) / total)


def test_every_figure_again_from_the_export(small: Record, tmp_path: Path) -> None:
    same_as(small, tmp_path / "all")


def test_one_plan_several_and_a_section(small: Record, tmp_path: Path) -> None:
    same_as(small, tmp_path / "one", [SECOND])
    same_as(small, tmp_path / "two", [SECOND, "doc:kim-son:1-kh-ubnd:2030"])
    assert workload(small, section="A.I")["led"].sum() == 5
    same_as(small, tmp_path / "section", ["doc:kim-son:1-kh-ubnd:2030"])


@needs_seeds
def test_every_figure_of_the_real_documents_again(seeds_record: Record, tmp_path: Path) -> None:
    same_as(seeds_record, tmp_path / "all")
    documents = [row[0] for row in seeds_record.connection.execute("SELECT document FROM imported ORDER BY document")]
    same_as(seeds_record, tmp_path / "one", documents[:1])


def test_collective_leads_are_nobodys_or_everyones(small: Record) -> None:
    frame = workload(small).set_index("id")
    group = frame.index.str.startswith("group:")
    total = frame["lead_share"].sum()
    assert frame.loc[~group, "lead_share_low"].sum() + frame.loc[group, "lead_share_high"].sum() == pytest.approx(total)
    assert frame.loc[~group, "lead_share_high"].sum() + frame.loc[group, "lead_share_low"].sum() == pytest.approx(total)
    assert frame.loc["agency:kim-son:so-c", "lead_share_high"] == pytest.approx(0.5 + 1 / 3)


@pytest.mark.parametrize("by", ["month", "quarter"])
def test_by_time(small: Record, tmp_path: Path, by: str) -> None:
    export = Export(small, tmp_path / "out")
    wanted: Counter[tuple[str, str]] = Counter()
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for agency, task in export.ends("LEADS"):
        for end in export.hard()[task]:
            part = end[:7] if by == "month" else f"{end[:4]}-Q{(int(end[5:7]) + 2) // 3}"
            wanted[part, agency] += 1
            tasks[part, agency].add(task)
    rows = workload_by(small, by).to_dict("records")
    assert {(r["part"], r["id"]): r["hard_deadlines"] for r in rows} == wanted
    assert {(r["part"], r["id"]): r["led"] for r in rows} == {key: len(found) for key, found in tasks.items()}


def test_by_section(small: Record) -> None:
    frame = workload_by(small, "section")
    rows = {(r["part"], r["name"]): (r["led"], r["lead_share"], r["hard_deadlines"]) for r in frame.to_dict("records")}
    assert rows["1/KH-UBND I A.I", "so-a"] == (2, 1.5, 3)
    assert rows["1/KH-UBND I A.II", "các sở"] == (1, 1.0, 1)
    assert frame["lead_share"].sum() == pytest.approx(workload(small)["lead_share"].sum())


def test_peaks(small: Record) -> None:
    (row,) = peaks(small, 3).to_dict("records")
    assert (row["name"], row["month"], row["hard_deadlines"]) == ("so-a", "2031-03", 3)
    assert len(row["references"]) == 3
    assert peaks(small, 4).empty


def test_without_each_plan(small: Record) -> None:
    frame = without_each(small)
    left = frame[frame["without"] == SECOND]
    rest = workload(small, plan=["doc:kim-son:1-kh-ubnd:2030"]).set_index("id")
    whole = workload(small).set_index("id")
    for row in left.to_dict("records"):
        share = rest["share_of_leads"].get(row["id"], 0.0)
        assert row["share_of_leads"] == pytest.approx(share)
        assert row["change"] == pytest.approx(share - whole.loc[row["id"], "share_of_leads"])
    assert without_each(small, plan=SECOND).empty


def test_a_span_of_time(small: Record) -> None:
    assert workload(small, since="2031-04-01", until="2031-12-31")["hard_deadlines"].sum() == 2
    assert set(workload_by(small, "month", since="2032-01-01")["part"]) == {"2032-12"}


def test_the_names_duties_were_given_under(small: Record) -> None:
    connection = small.connection
    columns = '(source, target, contributor, "on", share)'
    values = ("agency:kim-son:so-a", "agency:kim-son:so-b", "test", "2031-01-01", 1.0)
    connection.execute(f'INSERT INTO "SUCCEEDED_BY" {columns} VALUES (?, ?, ?, ?, ?)', values)
    before, after = (workload(small, as_of=day).set_index("id") for day in ("2030-12-31", "2031-01-01"))
    assert set(before["named_as"]) == {None}
    assert after.loc["agency:kim-son:so-b", "named_as"] == "so-a"
    assert "agency:kim-son:so-a" not in after.index
    assert after["lead_share"].sum() == pytest.approx(before["lead_share"].sum())
