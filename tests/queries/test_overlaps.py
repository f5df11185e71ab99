"""Pairs of tasks that ask for one duty: what is found, what is not, and the reasons given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.overlap import groups, overlaps
from queries.overlap.candidates import all_pairs, close_pairs
from queries.overlap.evidence import SMALL
from queries.overlap.search import DEFAULT_THRESHOLD, SAME_AT, default_threshold
from queries.overlap.subjects import subjects
from queries.overlap.weigh import alike, likeness, weigh
from queries.overlap.wording import KINDS, _words, read_wording, tokens
from remit.commands.overlaps_ import command
from tests.queries.overlap_corpus import made_names

REST = made_names(120)


def tasks(*rows: dict[str, Any] | str, rest: bool = True) -> pd.DataFrame:
    """Tasks t0, t1, ... of two plans in turn, among other tasks, so that words have a rarity."""
    filled = [{"name": row} if isinstance(row, str) else row for row in rows]
    frame = pd.DataFrame(
        [{"id": f"t{i}", "document": f"plan{i % 2}", "appendix": "I", **row} for i, row in enumerate(filled)]
    )
    if rest:
        others = pd.DataFrame({"id": [f"x{i:03d}" for i in range(len(REST))], "name": REST, "document": "other"})
        frame = pd.concat([frame, others], ignore_index=True)
    return frame


def pair(*rows: dict[str, Any] | str, threshold: float = 0.45, **options: Any) -> Any:
    """The row of the pair t0, t1, or None."""
    found = overlaps(tasks(*rows), threshold=threshold, **options)
    hit = found[(found["a"] == "t0") & (found["b"] == "t1")]
    return hit.iloc[0] if len(hit) else None


def reasons(*rows: dict[str, Any] | str) -> list[str]:
    row = pair(*rows)
    return [] if row is None else list(row["reasons"])


def test_head_of_boilerplate_does_not_hide_the_same_duty() -> None:
    row = pair(
        "Phối hợp xây dựng và triển khai mạng lưới quan trắc độ mặn cửa sông",
        "Dự án: Triển khai mạng lưới quan trắc độ mặn cửa sông",
    )
    assert row is not None
    assert row["level"] == "same"


@pytest.mark.parametrize(("a", "b"), [
    ("Xây dựng phần mềm và các CSDL ngành Thủy sản", "Xây dựng phần mềm và các CSDL ngành Xuất bản"),
    ("Phối hợp xây dựng và triển khai Đề án chợ đêm", "Phối hợp xây dựng và triển khai Đề án cứu hộ hang động"),
    ("Xây dựng cơ sở dữ liệu về nghệ nhân", "Xây dựng cơ sở dữ liệu về giếng khoan"),
    ("Đầu tư thiết bị cho Trường Đại học Kim Sơn", "Đầu tư thiết bị cho Trường Đại học Bình Lạc"),
])  # fmt: skip
def test_another_object_is_another_duty(a: str, b: str) -> None:
    assert pair(a, b) is None


@pytest.mark.parametrize(("a", "b"), [
    ("Xây dựng Trung tâm giám sát, điều hành thông minh", "Thuê dịch vụ IOC"),
    ("Số hóa kết quả giải quyết TTHC tại bến cảng", "Số hóa kết quả giải quyết thủ tục hành chính tại bến cảng"),
    ("Ứng dụng AI cảnh báo sạt lở", "Áp dụng trí tuệ nhân tạo cảnh báo sạt lở"),
    ("Xây dựng CSDL nghệ nhân dân gian", "Hoàn thiện cơ sở dữ liệu nghệ nhân dân gian"),
    ("Chính sách cho doanh nghiệp khởi nghiệp KHCN", "Chính sách cho DN khởi nghiệp khoa học và công nghệ"),
])  # fmt: skip
def test_abbreviations_and_synonyms_meet(a: str, b: str) -> None:
    assert pair(a, b) is not None


def test_a_numbered_part_is_found_and_said() -> None:
    row = pair(
        "(1) Lập bản đồ hang động núi lửa; (2) Ban hành quy chế trả lương giờ cao điểm cho lái đò",
        "Ban hành quy chế trả lương giờ cao điểm cho lái đò",
    )
    assert row is not None
    assert "same numbered part" in row["reasons"]


def test_same_object_and_action_are_named_as_written() -> None:
    said = reasons("Rà soát mạng lưới quan trắc độ mặn", "Đánh giá mạng lưới quan trắc độ mặn ven biển")
    assert "same object: mạng lưới quan trắc độ mặn" in said
    assert "same action: rà soát" in said
    said = reasons("Rà soát mạng lưới quan trắc độ mặn", "Xây dựng mạng lưới quan trắc độ mặn ven biển")
    assert not any(s.startswith("same action") for s in said)


def test_a_syllable_of_a_noun_is_no_verb() -> None:
    said = reasons("Rà soát quy trình cấp nước giếng khoan", "Trình quy chế cấp nước giếng khoan theo quy trình")
    assert any(reason.startswith("same object") for reason in said)
    assert not any(reason.startswith("same action") for reason in said)


def test_same_wording_is_said_only_of_equal_names() -> None:
    assert "same wording" in reasons("Lập Bản đồ hang động", "lập bản đồ  hang động")
    assert "same wording" not in reasons("Lập bản đồ hang động", "Lập bản đồ hang động núi lửa")


def test_part_of_the_other_is_said_of_the_larger_one() -> None:
    long = "Lập bản đồ hang động núi lửa; quan trắc khí độc lòng hang, đào tạo người dẫn đường leo vách đá"
    assert "part of the other" in reasons("Lập bản đồ hang động núi lửa", long)
    assert "part of the other" not in reasons("Lập bản đồ hang động núi lửa", "Lập bản đồ hang động núi lửa")


NAMES = ("Lập bản đồ hang động núi lửa", "Xây dựng bản đồ hang động núi lửa")


@pytest.mark.parametrize(("cells", "said"), [
    (({"deliverable": "Bản đồ số"}, {"deliverable": "bản đồ số"}), "same deliverable: Bản đồ số"),
    (({"lead": ["Sở Y tế", "Công an tỉnh"]}, {"lead": "Công an tỉnh"}), "same agency: Công an tỉnh"),
    (({"lead": "Sở Y tế tỉnh A", "archetype": "Sở Y tế"}, {"lead": "Sở Y tế tỉnh B", "archetype": "Sở Y tế"}),
     "same kind of agency: Sở Y tế"),
    (({"due": "2026-06-30"}, {"due": "2026-06-30"}), "same period: 2026-06-30"),
    (({"due": "2026-06-30"}, {"due": "2026-12-31"}), "same period: 2026"),
    (({"citations": ["57-NQ/TW"]}, {"citations": ["57-NQ/TW", "71/NQ-CP"]}), "shared citation: 57-NQ/TW"),
])  # fmt: skip
def test_a_reason_from_a_column_when_it_holds(cells: tuple[dict[str, Any], dict[str, Any]], said: str) -> None:
    a, b = ({"name": name, **cell} for name, cell in zip(NAMES, cells, strict=True))
    assert said in reasons(a, b)


@pytest.mark.parametrize(("cells", "kind"), [
    (({"deliverable": "Bản đồ số"}, {"deliverable": "Kế hoạch của tỉnh"}), "same deliverable"),
    (({"lead": "Sở Y tế"}, {"lead": "Công an tỉnh"}), "same agency"),
    (({"archetype": "Sở Y tế"}, {"archetype": "Sở Nội vụ"}), "same kind of agency"),
    (({"due": "2026-06-30"}, {"due": "2027-06-30"}), "same period"),
    (({"due": "2026-06-30"}, {"due": None}), "same period"),
    (({"citations": ["57-NQ/TW"]}, {"citations": ["71/NQ-CP"]}), "shared citation"),
])  # fmt: skip
def test_no_reason_from_a_column_when_it_does_not_hold(cells: tuple[dict[str, Any], dict[str, Any]], kind: str) -> None:
    a, b = ({"name": name, **cell} for name, cell in zip(NAMES, cells, strict=True))
    said = reasons(a, b)
    assert said
    assert not any(s.startswith(kind) for s in said)


def test_citations_in_the_names_count() -> None:
    said = reasons(
        "Thực hiện bản đồ hang động theo Quyết định số 12/QĐ-UBND",
        "Triển khai bản đồ hang động nêu tại Quyết định 12/QĐ-UBND",
    )
    assert "shared citation: 12/QĐ-UBND" in said


def test_deliverable_and_lead_lift_what_is_close() -> None:
    a, b = "Tập huấn đội cứu nạn hang động", "Kiện toàn lực lượng cứu nạn vùng núi"
    plain = pair(a, b, threshold=0.05)
    same = {"deliverable": "Sổ tay trực cứu nạn", "lead": "Ban Chỉ huy Kiểm ngư"}
    lifted = pair({"name": a, **same}, {"name": b, **same}, threshold=0.05)
    assert lifted["similarity"] > plain["similarity"]


def test_between_and_level_and_parent() -> None:
    rows = tasks(
        {"name": NAMES[0], "document": "p"},
        {"name": NAMES[1], "document": "p", "appendix": "II"},
        {"name": NAMES[0], "document": "p"},
        {"name": NAMES[0], "document": "q"},
        rest=False,
    )

    def ends(**options: Any) -> set[tuple[str, str]]:
        found = overlaps(rows, **options)
        return set(zip(found["a"], found["b"], strict=True))

    assert ends(between="inside") == {("t0", "t2")}
    assert ends(between="appendices") == {("t0", "t1"), ("t1", "t2")}
    assert ends(between="documents") == {("t0", "t3"), ("t1", "t3"), ("t2", "t3")}
    assert ends(level="same") | ends(level="overlapping") == ends()
    rows["parent"] = [None, "t0", None, None]
    assert ("t0", "t1") not in ends()


@pytest.mark.parametrize(("a", "b"), [
    ("Mua máy tiện cho Trường Cao đẳng Lâm nghiệp", "Mua máy tiện cho Trường Cao đẳng Ngư nghiệp"),
    ("Lắp trạm đo gió tại thị xã Kim Lạc", "Lắp trạm đo gió tại thị xã Bình Sơn"),
])  # fmt: skip
def test_the_same_for_two_institutions_or_places_is_not_the_same(a: str, b: str) -> None:
    row = pair(a, b, threshold=0.05)
    assert row is None or row["level"] == "overlapping"


def test_parts_of_one_row_are_told_apart_by_the_plan() -> None:
    parts = ("Bản đồ hang động núi lửa phía bắc", "Bản đồ hang động núi lửa phía nam")
    alone = pair(*parts)
    assert alone["level"] == "same"
    told = pair(*({"name": name, "parent": "x001", "document": "plan0"} for name in parts), threshold=0.05)
    assert told["similarity"] < alone["similarity"]
    assert told["level"] == "overlapping"


def test_a_database_is_not_a_scheme_on_the_same_matter() -> None:
    scheme = "Đề án phát triển nghề thợ lặn ven đảo"
    database = pair(scheme, "Cơ sở dữ liệu nghề thợ lặn ven đảo", threshold=0.05)
    list_ = pair(scheme, "Danh sách nghề thợ lặn ven đảo", threshold=0.05)
    assert database["similarity"] < list_["similarity"]


def test_checking_how_a_plan_is_carried_out_is_not_making_it() -> None:
    plan = "Xây dựng kế hoạch bảo tồn giếng khoan ở các bản"
    apart, beside = (
        pair(plan, other, threshold=0.1)["similarity"]
        for other in (
            "Kiểm tra việc thực hiện kế hoạch bảo tồn giếng khoan ở các bản",
            "Ban hành kế hoạch bảo tồn giếng khoan ở các bản vùng cao",
        )
    )
    assert apart < beside - 0.1


def test_drafting_a_law_is_not_carrying_it_out() -> None:
    work = "Thực hiện tiêu chuẩn về giếng khoan ở các bản"
    apart, beside = (
        pair(draft, work, threshold=0.1)["similarity"]
        for draft in ("Sửa đổi Luật Tiêu chuẩn về giếng khoan", "Sửa đổi quy chế tiêu chuẩn về giếng khoan")
    )
    assert apart < beside - 0.1


def test_the_same_cadence_and_a_cited_document_speak_for_a_pair() -> None:
    names = {"a": "Mở lớp chăm sóc ong dú cho hộ nuôi", "b": "Nuôi ong dú ở vùng đệm theo hộ, mở chợ mật"}

    def value(**cells: tuple[Any, Any]) -> float:
        rows = [
            {"name": names[end], **{key: pair_[i] for key, pair_ in cells.items()}} for i, end in enumerate(("a", "b"))
        ]
        return float(pair(*rows, threshold=0.1)["similarity"])

    assert value(cadence=("once", "once")) > value(cadence=("once", "ongoing"))
    assert value(citations=(["9/QĐ-TTg"], ["9/QĐ-TTg"])) > value(citations=(["9/QĐ-TTg"], ["8/QĐ-TTg"]))


def test_one_word_of_a_short_text_is_no_duty() -> None:
    short, long = likeness(np.full(2, 0.7), np.full(2, 0.8), np.array([0.8, 6.0]))
    assert short > 0.7
    assert long < 0.3


def test_of_several_alike_the_likest_stands_out() -> None:
    rows = ("Tập huấn tổ đo vẽ hang động", "Kiện toàn nhóm đo vẽ hang động và vách núi cao")
    alone = pair(*rows, threshold=0.05)
    rival = pair(*rows, "Trang trí cổng chào", "Tập huấn tổ đo vẽ hang động", threshold=0.05)
    assert rival["similarity"] < alone["similarity"]


def test_a_part_is_no_rival_of_its_row_and_is_lifted_by_it() -> None:
    name = "Xây dựng đài quan sát chim di trú"
    part = {"name": "Kính viễn vọng và tháp của đài quan sát chim", "document": "plan1"}
    alone = pair(name, part, threshold=0.05)
    row = {"id": "t3", "name": name + " ven biển", "document": "plan1"}
    held = pair(name, {**part, "parent": "t3"}, "Trang trí cổng chào", row, threshold=0.05)
    assert held["similarity"] > alone["similarity"]


def test_another_section_speaks_against_a_pair() -> None:
    def value(titles: tuple[str, str]) -> float:
        cells = [{"name": n, "section_title": t} for n, t in zip(NAMES, titles, strict=True)]
        third = {"name": "Trang trí cổng chào", "section_title": "Bảo vệ hang động"}
        fourth = {"name": "Trang trí cổng làng", "section_title": "Bảo vệ hang động"}
        return float(pair({**cells[0], "name": "Tập huấn đội cứu nạn hang động"},
                          {**cells[1], "name": "Kiện toàn lực lượng cứu nạn vùng núi"}, third, fourth,
                          threshold=0.05)["similarity"])  # fmt: skip

    assert value(("Bảo vệ hang động", "Bảo vệ hang động")) > value(("Bảo vệ hang động", "Phát triển nghề muối"))


def test_two_wordings_of_one_subject_speak_for_a_pair() -> None:
    said = read_wording(["Nâng cấp hệ thống máy chủ", "Đầu tư trung tâm dữ liệu", "Trồng hoa ven đường"])
    known = subjects(said, 3).toarray()
    assert (np.minimum(known[0], known[1]) > 0).any()
    assert not known[2].any()


def test_habits_of_one_plan_say_nothing_inside_it() -> None:
    cells = {"deliverable": "Sổ tay trực cứu nạn", "lead": "Ban Chỉ huy Kiểm ngư"}
    names = ("Tập huấn đội cứu nạn hang động", "Kiện toàn lực lượng cứu nạn vùng núi")
    inside = pair(*({"name": n, "document": "p", **cells} for n in names), threshold=0.05)
    between = pair(*({"name": n, **cells} for n in names), threshold=0.05)
    assert inside["similarity"] < between["similarity"]


def test_reasons_speak_in_the_words_of_the_document() -> None:
    said = reasons("Rà soát CSDL hoà giải và Trọng tài bến cảng", "Cập nhật cơ sở dữ liệu hòa giải, trọng tài bến cảng")
    assert "same object: CSDL hoà giải và Trọng tài bến cảng" in said
    assert [text[i:j] for text in ["Lập (2) bản đồ"] for i, j in tokens(text)] == ["Lập", "(", "2", ")", "bản", "đồ"]


def test_judged_pairs_are_shown_and_rejected_ones_stay_away() -> None:
    rows = tasks(*NAMES, "Nuôi ong dú trên mái nhà")
    assert pair(*NAMES)["judgement"] == "candidate"
    assert pair(*NAMES, judged=[("t1", "t0", "confirmed")])["judgement"] == "confirmed"
    assert pair(*NAMES, judged=[("t1", "t0", "rejected")]) is None
    found = overlaps(rows, judged=[("t0", "t2", "confirmed"), ("t0", "gone", "confirmed")])
    assert (found[(found["a"] == "t0") & (found["b"] == "t2")]["judgement"] == "confirmed").all()
    assert ((found["a"] == "t0") & (found["b"] == "t2")).any()
    assert not found["b"].eq("gone").any()


def test_groups_are_the_connected_ones_of_more_than_two() -> None:
    pairs = pd.DataFrame({"a": ["a", "b", "x"], "b": ["b", "c", "y"], "similarity": [0.9, 0.5, 1.0]})
    found = groups(pairs)
    assert found["members"].tolist() == [["a", "b", "c"]]
    assert found["weakest"].tolist() == [0.5]
    assert not len(groups(pairs.iloc[:0]))


def test_no_tasks_one_task_and_empty_names() -> None:
    empty = pd.DataFrame({"id": [], "name": []})
    assert not len(overlaps(empty))
    assert not len(overlaps(pd.DataFrame({"id": ["a"], "name": ["Lập bản đồ"]})))
    assert not len(overlaps(pd.DataFrame({"id": ["a", "b"], "name": [None, "…"]})))


def test_many_equal_names_hang_together_without_all_pairs() -> None:
    rows = pd.DataFrame({"id": [f"{i:04d}" for i in range(500)], "name": "Lập bản đồ hang động"})
    found = overlaps(rows)
    assert len(found) == 499
    assert len(groups(found)["members"][0]) == 500


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(REST), min_size=2, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(names: list[str], rng: Any) -> None:
    rows = pd.DataFrame({"id": [f"{i:02d}" for i in range(len(names))], "name": names})
    order = list(range(len(names)))
    rng.shuffle(order)
    pd.testing.assert_frame_equal(overlaps(rows), overlaps(rows.iloc[order]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="abcđêố ,;.()12", max_size=30), min_size=1, max_size=12))
def test_alike_is_symmetric_within_bounds_and_one_with_itself(names: list[str]) -> None:
    weights = weigh(read_wording(names), len(names))
    units = np.arange(len(weights.text_of))
    a, b = (x.ravel() for x in np.meshgrid(units, units))
    forth, back = alike(weights, a, b), alike(weights, b, a)
    np.testing.assert_allclose(forth, back, atol=1e-12)
    assert ((forth >= 0) & (forth <= 1)).all()
    whole = np.flatnonzero(weights.mass[: len(names)] > 0)
    np.testing.assert_allclose(alike(weights, whole, whole), 1.0)


@pytest.mark.parametrize("floor", [0.3, 0.45, 0.7])
def test_search_finds_what_brute_force_finds(floor: float) -> None:
    names = sorted(set(made_names(700)))
    weights = weigh(read_wording(names), len(names))
    a, b = all_pairs(weights)
    value = alike(weights, a, b)
    brute = set(zip(a[value >= floor].tolist(), b[value >= floor].tolist(), strict=True))
    x, y, _ = close_pairs(weights, floor)
    assert set(zip(x.tolist(), y.tolist(), strict=True)) == brute
    assert brute


def test_search_with_a_budget_loses_little(monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(set(made_names(1500)))
    weights = weigh(read_wording(names), len(names))
    a, b, _ = close_pairs(weights, 0.7)
    monkeypatch.setattr("queries.overlap.candidates.EXACT", 0)
    x, y, _ = close_pairs(weights, 0.7)
    brute, found = set(zip(a.tolist(), b.tolist(), strict=True)), set(zip(x.tolist(), y.tolist(), strict=True))
    assert found <= brute
    assert len(found) >= 0.9 * len(brute)  # a dense corpus: twenty things in 1,500 names


def test_likeness_grows_with_what_is_shared() -> None:
    shared = np.linspace(0, 2, 50)
    value = likeness(shared, np.full(50, 2.0), np.full(50, 5.0))
    assert (np.diff(value) >= 0).all()


def test_words_are_told_apart_by_what_they_do() -> None:
    wording = read_wording(["Xây dựng đề án làng gốm để phục vụ du khách trên địa bàn tỉnh Bình Lạc (gốm men)"])
    kinds = {wording.display[w]: KINDS[k] for w, k in zip(wording.word, wording.kind, strict=True)}
    assert kinds["xây dựng"] == "action"
    assert kinds["kế hoạch"] == "product"
    assert kinds["gốm"] == "object"
    assert kinds["lạc"] == "filler"
    assert wording.share[[wording.display[w] for w in wording.word].index("men")] == 0.5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abĐố̀ _&,;.()1\t\n\0-", max_size=20), min_size=1, max_size=5))
def test_words_are_split_as_the_places_in_a_text_count_them(texts: list[str]) -> None:
    apart = [[text[begin:end] for begin, end in tokens(text)] for text in texts]
    together = [word for words in apart for word in (*words, "\0")][:-1]
    assert _words(texts) == together


def test_a_nation_is_asked_for_the_same_a_few_plans_for_the_overlapping() -> None:
    assert default_threshold(640) == DEFAULT_THRESHOLD
    assert default_threshold(143_000) == SAME_AT
    said = {o.name: getattr(o, "help", None) for o in command.params}["threshold"]
    assert said == f"The least similarity: {DEFAULT_THRESHOLD:g}, of more than {SMALL:,} tasks {SAME_AT:g}."


def test_texts_read_in_portions_give_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*REST[:30], "(1) Lập bản đồ hang động; (2) Nuôi ong dú", *REST[30:60], "", "(1) Đo mưa (2) Đo gió"]
    once = weigh(read_wording(texts), len(texts))
    monkeypatch.setattr("queries.overlap.wording._TEXTS", 7)
    again = weigh(read_wording(texts), len(texts))
    assert once.text_of.tolist() == again.text_of.tolist()
    np.testing.assert_allclose(once.mass, again.mass)
