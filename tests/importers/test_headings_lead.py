"""Who leads, where a table has no column for it and its sections are those of the agencies."""

from __future__ import annotations

from pathlib import Path

from importers.pipeline import bundle_of, read_plan

HEAD = ["ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN", "Số: 9/KH-UBND", "Nghệ An, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH"]
ROWS = ["I\tGiao Sở Nội vụ:\t\t", "1\tTập huấn kiểm lâm\tLớp học\t6/2026", "II\tPhát triển rừng trồng\t\t"]


def leads(folder: Path, heading: str, *rows: str) -> list[tuple[str, str, int]]:
    path = folder / "plan.txt"
    path.write_text("\n".join([*HEAD, "Phụ lục I", "NHIỆM VỤ", heading, *rows]), encoding="utf-8")
    edges = [edge for edge in bundle_of(read_plan(path)).edges if edge.type == "LEADS"]
    return [(e.source, str(e.properties["text"]), int(str(e.properties["source_line"]))) for e in edges]


def test_a_heading_of_agencies_says_who_leads(tmp_path: Path) -> None:
    found = leads(tmp_path, "TT\tNhiệm vụ\tSản phẩm\tThời gian", *ROWS, "2\tTrồng 100 ha lim\t100 ha\t2027")
    assert found == [("agency:nghe-an:so-noi-vu", "Sở Nội vụ", 9)]


def test_a_column_of_who_leads_is_the_last_word(tmp_path: Path) -> None:
    heading = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian"
    assert leads(tmp_path, heading, ROWS[0], "1\tTập huấn kiểm lâm\t\t6/2026", "2\tTrồng lim\t\t2027") == []
