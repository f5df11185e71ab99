"""Clarity: thirty-nine tasks of the real documents scored by hand, and each point's rule on wordings of our own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from graph.record import Record
from queries.clarity import clarity, summary
from queries.clarity_rules import POINTS, RulesError, authority, load, person, product, responsibility, work
from tests.queries.audit_record import made
from tests.seeds import needs_seeds

# Read and scored by a person, in the order person, work, time, responsibility, product, authority.
BY_HAND = {
    "000 II.1": "111111", "000 II.3": "101111", "000 II.5": "011111", "000 II.12": "011100", "000 II.17": "111100",
    "000 II.19": "101111", "000 II.20": "111110", "000 II.23": "011111", "000 II.26": "111010", "000 II.35": "011111",
    "000 II.37": "011110", "000 II.38": "010110", "000 II.40": "111111", "000 II.48": "111110", "000 II.110": "100110",
    "000 II.123": "101110", "000 II.125": "110100", "000 II.134": "111110", "000 II.142": "011110",
    "000 III.1": "111111", "000 III.6": "111100", "000 III.45": "101100",
    "001 2.1": "111111",
    "002 I.2": "011010", "002 I.8": "010000", "002 I.19": "010110", "002 I.33": "010110", "002 I.39.22": "111100",
    "002 I.58": "010100", "002 I.78": "111111",
    "003 02.I.1": "110100", "003 02.9": "101100", "003 02.1.3": "101100", "003 02.2.12": "011100",
    "004 II.III.1": "111110", "004 II.IV.5": "111111", "004 II.2.6": "100110", "004 II.X.2": "110100",
    "004 II.IX.1.1": "010000",
}  # fmt: skip


@pytest.fixture(scope="module")
def scored(seeds_record: Record) -> dict[str, str]:
    """Each task of the real documents by the number of its file and its row, with its six points."""
    frame = clarity(seeds_record)
    files = dict(seeds_record.connection.execute("SELECT document, source_file FROM imported").fetchall())
    short = frame["document"].map(files).str[:3] + " " + frame["reference"].str.rsplit(" ", n=1).str[-1]
    points = ["".join(str(int(row[point]["met"])) for point in POINTS) for row in frame.to_dict("records")]
    return dict(zip(short, points, strict=True))


@needs_seeds
@pytest.mark.parametrize(("row", "points"), BY_HAND.items())
def test_the_rules_agree_with_a_reader_point_by_point(scored: dict[str, str], row: str, points: str) -> None:
    assert scored[row] == points


RULES = load()


@pytest.mark.parametrize(("name", "met"), [
    ("Xây dựng kho lưu trữ bản đồ chợ nổi", True),
    ("Dự án: Nâng cấp bến phà Vàm Nhỏ", True),
    ("Đề án thành lập làng nghề đan lưới", True),
    ("(1) Rà soát danh mục cầu treo; (2) Lập hồ sơ", True),
    ("Phối hợp với các huyện lắp đặt biển báo lũ", True),
    ("Tiếp tục đẩy mạnh số hóa sổ đò dọc", True),
    ("Phát triển hệ thống phao tiêu", True),
    ("Lấy ý kiến chủ thuyền", True),
    ("Tuần tra, kiểm soát luồng lạch", True),
    ("Khôi phục rừng dừa nước", True),
    ("Phát triển dịch vụ bến bãi", False),
    ("Phát triển du lịch miệt vườn", False),
    ("Kế hoạch thúc đẩy kinh tế vườn", False),
    ("Tăng cường liên kết vùng", False),
    ("Hệ thống cảnh báo triều cường", False),
    ("Đề án bảo tồn", False),
    ("Triển khai", False),
])  # fmt: skip
def test_work_is_an_action_on_an_object(name: str, met: bool) -> None:
    assert work(name, RULES)[0] is met


@pytest.mark.parametrize(("deliverable", "met"), [
    ("Quyết định phê duyệt dự án", True),
    ("- Phê duyệt Đề án; - Hoàn thành", True),
    ("Các phần mềm quản lý bến", True),
    ("Hoàn thành các cơ sở dữ liệu nghề muối", True),
    ("Triển khai 12 trạm đo mặn", True),
    ("80% hộ nuôi tôm được cấp mã", True),
    ("Hoàn thành", False),
    ("Hoạt động thực hiện Đề án", False),
    ("Phối hợp thực hiện", False),
    ("Dữ liệu được làm sạch", False),
    (None, False),
])  # fmt: skip
def test_a_product_can_be_held_in_hand(deliverable: str | None, met: bool) -> None:
    assert product(deliverable, RULES)[0] is met


@pytest.mark.parametrize(("deliverable", "name", "met"), [
    ("Kế hoạch của UBND tỉnh", "Xây dựng kế hoạch", True),
    ("Kế hoạch", "Xây dựng, trình HĐND tỉnh nghị quyết phí qua phà", True),
    ("Kế hoạch", "Lập quy chế để Ủy ban nhân dân tỉnh ban hành", True),
    ("Quyết định phê duyệt dự án", "Dự án: Nâng cấp bến phà", False),
    ("Quyết định của cấp có thẩm quyền", "Rà soát", False),
    ("Hoàn thành kho theo danh mục của UBND tỉnh", "Xây kho", False),
    (None, "Đào tạo cho cán bộ UBND cấp xã", False),
])  # fmt: skip
def test_the_authority_that_approves_is_named(deliverable: str | None, name: str, met: bool) -> None:
    assert authority(deliverable, name, RULES)[0] is met


@pytest.mark.parametrize(("leads", "text", "met"), [
    (["agency:a"], "Sở A", True),
    (["agency:a", "agency:b"], "(1) Sở A; (2) Sở B", True),
    (["agency:a", "agency:b"], "Sở A; Sở B", False),
    (["agency:a", "group:g"], "Sở A; các huyện", False),
    (["group:g"], "Các huyện", False),
    ([], None, False),
])  # fmt: skip
def test_one_named_person(leads: list[str], text: str | None, met: bool) -> None:
    assert person(leads, text)[0] is met


@pytest.mark.parametrize(("leads", "coordinators", "counterparts", "met"), [
    (["agency:a"], ["group:g"], [], True),
    (["agency:a"], [], [], True),
    (["agency:m"], [], ["agency:a"], True),
    (["agency:a", "agency:b"], ["agency:c"], [], True),
    (["agency:a", "agency:b"], [], [], False),
    (["agency:a"], ["agency:a", "agency:c"], [], False),
    (["group:g"], [], [], False),
    ([], ["agency:c"], [], False),
])  # fmt: skip
def test_lead_and_coordination_are_told_apart(
    leads: list[str], coordinators: list[str], counterparts: list[str], met: bool
) -> None:
    assert responsibility(leads, coordinators, counterparts)[0] is met


@pytest.fixture
def small(tmp_path: Path) -> Record:
    """A clear task, one with a rhythm only, and a task with two parts, one of which leaves all to it."""
    return made(
        tmp_path,
        tasks=[
            {"number": "1", "name": "Xây dựng quy chế bến phà", "lead": "so-a", "due": "2031-05-31",
             "deliverable": "Quyết định của UBND tỉnh"},
            {"number": "2", "name": "Tăng cường liên kết", "lead": "so-b", "deadline": "ongoing"},
            {"number": "3", "name": "Hoàn thành các kho", "lead": "so-a", "due": "2032-12-31",
             "deliverable": "Kho dữ liệu"},
            {"number": "3.1", "name": "Kho nghề muối", "lead": "so-b", "part_of": "3"},
            {"number": "4", "name": "Kế hoạch dài hạn"},
            {"number": "4.1", "name": "Xây dựng kế hoạch năm", "lead": "so-a", "due": "2031-12-31", "part_of": "4"},
        ],
    )  # fmt: skip


def points(frame: pd.DataFrame, number: str) -> str:
    row = frame[frame["reference"].str.endswith(f"I.{number}")].iloc[0]
    return "".join(str(int(row[point]["met"])) for point in POINTS)


def test_a_part_takes_from_its_task_what_it_leaves_blank(small: Record) -> None:
    frame = clarity(small)
    assert points(frame, "3.1") == "111110"
    assert "its task's" in frame[frame["reference"].str.endswith("I.3.1")].iloc[0]["time"]["reason"]


def test_the_vaguest_first_and_headings_over_parts_left_out(small: Record) -> None:
    frame = clarity(small)
    assert points(frame, "1") == "111111"
    assert points(frame, "2") == "100100"
    assert frame["score"].is_monotonic_increasing
    assert not frame["reference"].str.endswith("I.4").any()


def test_weights_are_a_setting(small: Record) -> None:
    one = clarity(small, weights={point: 0.0 for point in POINTS if point != "time"})
    assert set(one["score"]) == {0.0, 1.0}
    with pytest.raises(RulesError):
        clarity(small, weights={"beauty": 1.0})


def test_rules_of_ones_own(small: Record, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[authority]\nbodies = ["hợp tác xã"]\n', encoding="utf-8")
    assert not clarity(small, rules=str(own)).iloc[-1]["authority"]["met"]
    own.write_text("[colour]\n", encoding="utf-8")
    with pytest.raises(RulesError):
        clarity(small, rules=str(own))


@pytest.mark.parametrize("by", ["agency", "section", "plan"])
def test_summary(small: Record, by: str) -> None:
    frame = clarity(small)
    answer = summary(small, frame, by)
    assert answer["tasks"].sum() == len(frame)
    assert answer["score"].is_monotonic_increasing
    assert ((answer[list(POINTS)] >= 0) & (answer[list(POINTS)] <= 1)).all(axis=None)
