"""Plain work lists: columns by their headings or the user's mapping, parts by code, predecessors."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.record import Record
from graph.rows import Heading, Place, Role, Row, Table
from importers.blocks import Grid, GridRow, UnreadableError
from importers.grammar.predecessors import read_predecessors
from importers.pipeline import bundle_of, import_file, read_plan
from importers.readers import read
from importers.recover.worklist import mapping_of, recover_worklist
from queries.audit import audit

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def grid(*lines: str) -> Grid:
    rows = (GridRow(tuple(line.split("|")), Place(table=1, row=n)) for n, line in enumerate(lines, start=1))
    return Grid(tuple(rows), Place(table=1))


def table_of(*lines: str, mapping: dict[str, Role] | None = None) -> Table:
    recovered = recover_worklist([grid(*lines)], mapping)
    assert recovered is not None
    (table,) = recovered.tables
    return table


def rows_of(table: Table) -> list[Row]:
    return [entry for entry in table.entries if isinstance(entry, Row)]


def test_the_example_list() -> None:
    recovered = recover_worklist(read(EXAMPLES / "cong-viec.csv").blocks)
    assert recovered is not None
    (table,) = recovered.tables
    assert [column.role.value for column in table.columns] == [
        "number", "name", "start", "end", "depends_on", "status", "lead", "group"
    ]  # fmt: skip
    rows = rows_of(table)
    assert [(row.number, row.parent, row.section) for row in rows[3:6]] == [
        ("4", None, "Dự án"),
        ("4.1", "4", "Dự án"),
        ("4.2", "4", "Dự án"),
    ]
    assert (table.kind, table.layout, len(rows), rows[0].place.line) == ("task", "worklist", 10, 2)


@pytest.mark.parametrize(
    "heading",
    ["ID|Name|Start|End|Depends on|Status|Lead|Group",
     "Task ID|Task name|Start date|Finish|Predecessors|State|Owner|Phase",
     "Mã nhiệm vụ|Tên nhiệm vụ|Ngày bắt đầu|Ngày kết thúc|Phụ thuộc|Trạng thái|Đơn vị chủ trì|Nhóm nhiệm vụ"],
)  # fmt: skip
def test_headings_in_both_languages(heading: str) -> None:
    table = table_of(heading, "1|Khảo sát|01/03/2026|31/03/2026||xong|Sở X|A")
    roles = (Role.NUMBER, Role.NAME, Role.START, Role.END, Role.DEPENDS_ON, Role.STATUS, Role.LEAD, Role.GROUP)
    assert tuple(column.role for column in table.columns) == roles


def test_tasks_of_a_group_stand_together_under_its_heading() -> None:
    table = table_of("id|group|name|start|end", "1|A|Một|||", "2|B|Hai|||", "3|A|Ba|||", "4||Bốn|||")
    shown = [entry.title if isinstance(entry, Heading) else entry.number for entry in table.entries]
    assert shown == ["4", "A", "1", "3", "B", "2"]


def test_a_start_alone_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name,start,end\n1,Khảo sát,2026-05-01,\n2,Lập dự án,,2026-06-30\n", encoding="utf-8")
    tasks = [node.properties for node in bundle_of(read_plan(path)).nodes if node.label == "Task"]
    assert [(task["start"], task["due"]) for task in tasks] == [("2026-05-01", None), (None, "2026-06-30")]


def test_the_users_mapping_decides() -> None:
    mapping = mapping_of(["Mã nhiệm vụ=number", "Việc gì = name", "Bao giờ=deadline"])
    table = table_of("Mã nhiệm vụ|Việc gì|Bao giờ|Lạ", "NV-1|Khảo sát|Tháng 3/2026|?", mapping=mapping)
    assert [column.role.value for column in table.columns] == ["number", "name", "deadline", "other"]
    assert [flag.code for flag in table.flags] == ["unknown_heading"]
    assert recover_worklist([grid("TT|Việc gì|Hạn", "1|a|b")], mapping) is None


@pytest.mark.parametrize("pair", ["number", "=number", "Mã=nummer"])
def test_a_wrong_mapping_is_explained(pair: str) -> None:
    with pytest.raises(ValueError, match=pair.rpartition("=")[2]):
        mapping_of([pair])


def test_a_plan_is_no_work_list() -> None:
    assert recover_worklist(read(EXAMPLES / "hai-lam.html").blocks) is None
    assert recover_worklist([grid("TT|Nhiệm vụ|Chủ trì|Thời gian", "1|a|b|2026")]) is None


def test_ids_given_twice_are_flagged_and_empty_rows_dropped() -> None:
    rows = rows_of(table_of("ID|Name|Start|End", "1|a||", "|||", "1|b||", "|c||"))
    assert [(row.number, [flag.code for flag in row.flags]) for row in rows] == [
        ("1", []), ("1", ["number_repeated"]), (None, [])
    ]  # fmt: skip


def test_dates_of_a_workbook_come_as_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["ID", "Name", "Start", "End", "Depends on", "Status"])
    sheet.append([1, "Survey", datetime(2026, 3, 2), datetime(2026, 3, 31), None, 0.5])
    sheet.append([2, "Design", datetime(2026, 4, 1), datetime(2026, 4, 30), 1, 0])
    for cell in (sheet["C2"], sheet["D2"], sheet["C3"], sheet["D3"]):
        cell.number_format = "dd/mm/yyyy"
    sheet["F2"].number_format = sheet["F3"].number_format = "0%"
    book.save(tmp_path / "list.xlsx")
    recovered = recover_worklist(read(tmp_path / "list.xlsx").blocks)
    assert recovered is not None
    assert rows_of(recovered.tables[0])[0].cells == ("1", "Survey", "02/03/2026", "31/03/2026", None, "50%")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3; 5", [("3", "FS", 0), ("5", "FS", 0)]),
        ("3,5 và 7", [("3", "FS", 0), ("5", "FS", 0), ("7", "FS", 0)]),
        ("NV-04FS+5 ngày", [("NV-04", "FS", 5)]),
        ("7SS-1w\n8FF", [("7", "SS", -7), ("8", "FF", 0)]),
        ("nhiệm vụ số 4.2", [("4.2", "FS", 0)]),
        ("A-1; A-2", [("A-1", "FS", 0), ("A-2", "FS", 0)]),
        ("6FS+2 tháng", [("6FS+2 tháng", "FS", 0)]),  # months have no fixed length: kept as it stands
        ("-", []),
        ("Không", []),
    ],
)
def test_predecessors(text: str, found: list[tuple[str, str, int]]) -> None:
    assert [(each.number, each.link, each.lag_days) for each in read_predecessors(text)] == found


def test_a_code_of_the_list_is_never_taken_apart() -> None:
    (one,) = read_predecessors("GĐ1-SS", frozenset({"GĐ1-SS"}))
    assert (one.number, one.link) == ("GĐ1-SS", "FS")


def test_a_lag_without_a_kind_follows_a_number_of_the_list() -> None:
    (one,) = read_predecessors("T 1 + 3d", frozenset({"T 1"}))
    assert (one.number, one.link, one.lag_days) == ("T 1", "FS", 3)
    (other,) = read_predecessors("C+3", frozenset({"T 1"}))
    assert (other.number, other.lag_days) == ("C+3", 0)


DIRTY = """id,group,name,start,end,status,depends_on,indicators
T1,Hạ tầng,Khảo sát mạng,2026-01-05,2026-02-28,done,,Tỷ lệ phủ sóng (%)
T2,Dữ liệu,Lập đề án,01/03/2026,30/04/2026,in progress,T1,"KPI-1; KPI-2"
  T3 ,Hạ tầng,Trình đề án,2026/05/01,2026/05/15,planned," T2;T1; T2; T99",
T 4,,Tự đợi mình,2026-07-01,,not started,T 4;,
T5,Dữ liệu,Vận hành,,,Đang thực hiện,"T3 FS+3d;T 4SS-2d",
"""


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_with_all_kinds_of_dirt(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=sign).writerows(csv.reader(DIRTY.splitlines()))
    record = Record.open(tmp_path / "r.db")
    account = import_file(record, path)
    assert (account["tasks"], account["sections"]) == (5, 2)
    assert [(flag["code"], flag["source_line"]) for flag in account["flags"]] == [("dangling_dependency", 4)]
    tasks = {node.properties["number"]: node for node in record.nodes("Task")}
    shown = {n: [t.properties[k] for k in ("section", "start", "due", "state", "note")] for n, t in tasks.items()}
    assert shown == {
        "T1": ["Hạ tầng", "2026-01-05", "2026-02-28", "done", "Tỷ lệ phủ sóng (%)"],
        "T2": ["Dữ liệu", "2026-03-01", "2026-04-30", "open", "KPI-1; KPI-2"],
        "T3": ["Hạ tầng", "2026-05-01", "2026-05-15", "open", None],
        "T 4": [None, "2026-07-01", None, "open", None],
        "T5": ["Dữ liệu", None, None, "open", None],
    }
    number = {task.id: n for n, task in tasks.items()}
    links = [(number[e.source], number[e.target], e.properties) for e in record.edges("DEPENDS_ON")]
    assert sorted((a, b, p["origin"], p["link"], p["lag_days"]) for a, b, p in links) == [
        ("T 4", "T 4", "declared", "FS", 0),
        ("T2", "T1", "declared", "FS", 0),
        ("T3", "T1", "declared", "FS", 0),
        ("T3", "T2", "declared", "FS", 0),
        ("T5", "T 4", "declared", "SS", -2),
        ("T5", "T3", "declared", "FS", 3),
    ]
    title = {node.id: node.properties["title"] for node in record.nodes("Section")}
    held = sorted((title[e.source], number[e.target]) for e in record.edges("CONTAINS") if e.source in title)
    assert held == [("Dữ liệu", "T2"), ("Dữ liệu", "T5"), ("Hạ tầng", "T1"), ("Hạ tầng", "T3")]
    found = audit(record)
    assert set(found.loc[found["code"] == "dangling_dependency", "level"]) == {"error"}
    record.close()


@pytest.mark.parametrize(
    "heading",
    [
        "No.|Activity|Responsible agency|Planned start date|Planned end date|Depends on task|State|Notes",
        "task_id|task_name|lead_agency|start_date|end_date|depends_on|status|notes",
        "ID|Title|Who|From|To|Needs|Status|Remarks",
        "Task code|Task title|Implementing agency|Starts on|Ends on|Dependent on|Status|Remark",
        "Mã NV|Đầu việc|Đầu mối|Từ ngày|Đến ngày|Việc trước|Trạng thái|Ghi chú",
    ],
)
def test_headings_that_teams_give_their_lists(heading: str) -> None:
    table = table_of(heading, "1|Đo đạc|Sở X|2026-01-05|2026-02-10||mở|-")
    roles = ["number", "name", "lead", "start", "end", "depends_on", "status", "note"]
    assert [column.role.value for column in table.columns] == roles


def test_a_sheet_with_headings_nobody_knows_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Alpha,Beta,Gamma\n" + "1,x,y\n" * 6, "utf-8")
    with pytest.raises(UnreadableError, match="--map HEADING=ROLE"):
        read_plan(tmp_path / "a.csv")
