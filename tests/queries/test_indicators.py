"""Targets side by side, results, gaps; measures that plans share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graph.judgements import decide
from graph.record import Record
from queries.indicators import indicators, measures, side_by_side, wide
from tests.queries.audit_record import made
from tests.seeds import needs_seeds

SECOND = "doc:kim-son:2-kh-ubnd:2030"
NAMES = ("Tỷ lệ bến phà có áo phao", "Số cây xanh trồng mới", "Sản lượng muối", "Số làng nghề được công nhận")


def at_most(value: int) -> dict[str, Any]:
    return {"text": f"≤ {value}", "operator": "le", "value": value}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    reached = {"2030": {"text": "42,5% (chưa đạt)", "value": 42.5, "met": False}}
    record = made(
        tmp_path,
        indicators=[
            {"name": NAMES[0], "unit": "%", "tracker": "so-a", "results": reached,
             "targets": {"2030": 50.0, "2035": 80.0}},
            {"name": "Thứ hạng", "unit": "Thứ bậc", "baseline": "26", "targets": {"2030": at_most(20)}},
            {"name": "Có quy chế", "targets": {"2030": {"text": "Có"}}, "results": {"2030": {"text": "Chưa rõ"}}},
            *({"name": name, "targets": {"2030": 5.0}} for name in NAMES[1:]),
        ],
    )  # fmt: skip
    own = [{"name": f"{NAMES[0]} trên địa bàn tỉnh", "unit": "%", "targets": {"2030": 60.0}}]
    yield made(tmp_path, indicators=own, plan=SECOND, record=record)
    record.close()


def test_targets_results_and_gaps(record: Record) -> None:
    rows = {row["name"]: row for row in indicators(record, plan="1/KH-UBND").to_dict("records")}
    first = rows[NAMES[0]]
    assert first["targets"] == {"2030": "50.0", "2035": "80.0"}
    assert first["results"] == {"2030": "42,5% (chưa đạt)"}
    assert (first["verdict"], first["gap"], first["tracked_by"]) == ("missed", 37.5, "so-a")
    assert (rows["Thứ hạng"]["gap"], rows["Thứ hạng"]["verdict"]) == (6.0, None)
    assert rows["Có quy chế"]["verdict"] == "unknown"
    assert rows["Có quy chế"]["gap"] != rows["Có quy chế"]["gap"]  # NaN: nothing to count


def test_a_column_a_horizon(record: Record) -> None:
    table = wide(indicators(record))
    assert {"2030", "2035", "result", "gap"} <= set(table.columns)
    assert table.loc[0, "2035"] == "80.0"


def test_measures_that_plans_share(record: Record) -> None:
    (row,) = measures(record).to_dict("records")
    assert row["references"] == ["1/KH-UBND II.1001", "2/KH-UBND II.1001"]
    assert row["targets"]["2030"] == dict(zip(row["members"], ("50.0", "60.0"), strict=True))
    assert [conflict["kind"] for conflict in row["conflicts"]] == ["differs_in_jurisdiction"]


def test_a_rejected_pair_is_not_shown(record: Record) -> None:
    a, b = measures(record).iloc[0]["members"]
    decide(record, "measure", b, a, "rejected", "two fleets")
    assert measures(record).empty


@needs_seeds
def test_the_results_of_the_real_documents(seeds_record: Record) -> None:
    frame = indicators(seeds_record)
    assert frame["verdict"].value_counts().to_dict()["missed"] == 9
    assert len(frame) == seeds_record.connection.execute('SELECT count(*) FROM "Indicator"').fetchone()[0]


def test_shared_measures_as_a_table() -> None:
    frame = pd.DataFrame(
        {
            "measure": ["Số bến đò"], "members": [["a", "b"]], "references": [["1/KH-UBND I.1", "2/KH-UBND I.4"]],
            "targets": [{"2025": {"a": "5"}, "2030": {"a": "8", "b": "9"}}],
            "conflicts": [[{"kind": "differs_in_jurisdiction", "ids": ["a", "b"], "detail": "2030: 8 < 9"}]],
        }
    )  # fmt: skip
    row = side_by_side(frame, "en").iloc[0]
    assert (row["targets"], row["conflicts"]) == ("2025: 5; 2030: 8 | 9", "plans of one place differ: 2030: 8 < 9")
    assert side_by_side(frame, "vi").iloc[0]["conflicts"].startswith("kế hoạch cùng địa phương")
