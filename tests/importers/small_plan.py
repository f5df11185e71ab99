"""A small table of tasks written for the tests, and the ways a file can hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.rows import Column, Heading, Place, Role, Row, Table
from importers.blocks import Block, Grid, GridRow, Paragraph, Source
from importers.recover.layout import recover

ROLES = (Role.NUMBER, Role.NAME, Role.LEAD, Role.COORDINATOR, Role.DELIVERABLE, Role.DEADLINE)
HEADINGS: Mapping[Role, Sequence[str]] = {
    Role.NUMBER: ("TT", "STT", "Số TT"),
    Role.NAME: ("Tên nhiệm vụ", "Nội dung công việc", "Danh mục nhiệm vụ, giải pháp"),
    Role.LEAD: ("Cơ quan chủ trì", "Đơn vị chủ trì, thực hiện", "Cơ quan, đơn vị chủ trì tham mưu"),
    Role.COORDINATOR: ("Cơ quan phối hợp", "Đơn vị phối hợp thực hiện"),
    Role.DELIVERABLE: ("Kết quả", "Sản phẩm", "Dự kiến sản phẩm hoàn thành"),
    Role.DEADLINE: ("Thời gian hoàn thành", "Thời hạn", "Tiến độ thực hiện"),
}
"""Headings of one meaning; the first of each is the usual one."""

Cells = tuple[str, ...]
SECTIONS: Mapping[int, tuple[str, str]] = {
    0: ("I", "Bảo vệ rừng đầu nguồn và nguồn nước"),
    5: ("II", "Phát triển du lịch cộng đồng"),
    9: ("III", "Kiểm tra, giám sát"),
}
"""Before which row a section begins."""
ROWS: tuple[Cells, ...] = (
    ("1", "Rà soát hiện trạng rừng đầu nguồn trên địa bàn ba huyện miền núi", "Sở Nông nghiệp và Môi trường",
     "UBND các xã có rừng", "Báo cáo hiện trạng rừng", "Tháng 5/2026"),
    ("2", "Lập bản đồ số các khe suối và hồ chứa nhỏ", "Sở Khoa học và Công nghệ",
     "Sở Nông nghiệp và Môi trường; Sở Xây dựng", "Bản đồ số", "Quý III/2026"),
    ("3", "Trồng bổ sung cây bản địa ở vành đai lòng hồ", "Chi cục Kiểm lâm",
     "Hội Nông dân tỉnh; các địa phương", "200 ha rừng trồng mới", "2026-2028"),
    ("3.1", "Chuẩn bị giống cây lát hoa và giổi xanh", "Trung tâm Khuyến nông",
     "Chi cục Kiểm lâm", "Vườn ươm đạt chuẩn", "Tháng 3/2026"),
    ("3.2", "Giao khoán chăm sóc rừng cho các hộ gia đình", "UBND các xã có rừng",
     "Hội Nông dân tỉnh", "Hợp đồng giao khoán", "Tháng 9/2026 và thường xuyên"),
    ("4", "Ban hành quy chế quản lý điểm du lịch cộng đồng", "Sở Văn hóa, Thể thao và Du lịch",
     "Sở Tư pháp; Công an tỉnh", "Quyết định của UBND tỉnh", "Tháng 8/2026"),
    ("5", "Mở lớp tiếng Anh giao tiếp cho người dân làm dịch vụ lưu trú", "Sở Giáo dục và Đào tạo",
     "Trường Cao đẳng nghề của tỉnh", "Các lớp học", "Hằng năm"),
    ("6", "Xây dựng phần mềm đặt phòng dùng chung cho các bản du lịch", "Sở Khoa học và Công nghệ",
     "Các doanh nghiệp viễn thông", "Phần mềm đưa vào sử dụng", "31/12/2026"),
    ("7", "Sửa chữa đường vào bản Nà Sén", "Sở Xây dựng", "UBND xã Nà Sén", "Công trình hoàn thành", "Năm 2027"),
    ("8", "Kiểm tra việc thu phí tham quan tại các điểm du lịch", "Thanh tra tỉnh",
     "Sở Tài chính", "Báo cáo kết quả kiểm tra", "Định kỳ hằng quý"),
    ("9", "Sơ kết ba năm thực hiện và điều chỉnh kế hoạch", "Văn phòng UBND tỉnh",
     "Các sở, ban, ngành, địa phương", "Hội nghị sơ kết", "Quý I/2029"),
)  # fmt: skip
TITLE = ("PHỤ LỤC I", "DANH MỤC CÁC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/02/2026 của UBND tỉnh)")

Fact = tuple[str | None, str | None, tuple[tuple[Role, str | None], ...]]


def facts(table: Table) -> list[Fact]:
    """Section, number and the cells by role of every row, whatever the order of the columns."""
    found: list[Fact] = []
    for row in (entry for entry in table.entries if isinstance(entry, Row)):
        cells = {column.role: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        found.append((row.section, row.number, tuple((role, cells.get(role)) for role in ROLES[1:])))
    return found


def expected() -> list[Fact]:
    """What `facts` gives for the table as written."""
    section, found = None, []
    for index, row in enumerate(ROWS):
        section = SECTIONS[index][0] if index in SECTIONS else section
        found.append((section, row[0], tuple(zip(ROLES[1:], row[1:], strict=True))))
    return found


def titles(table: Table) -> list[tuple[str, str | None]]:
    """Path and title of every heading."""
    return [(entry.path, entry.title) for entry in table.entries if isinstance(entry, Heading)]


def printed(order: Sequence[Role] = ROLES, wording: Mapping[Role, str] | None = None) -> tuple[Cells, list[Cells]]:
    """The heading row, and the rows with their sections, in this order of columns."""
    heading = tuple((wording or {}).get(role, HEADINGS[role][0]) for role in order)
    rows: list[Cells] = []
    for index, row in enumerate(ROWS):
        if index in SECTIONS:
            section = dict.fromkeys(ROLES, "")
            section[Role.NUMBER], section[Role.NAME] = SECTIONS[index]
            rows.append(tuple(section[role] for role in order))
        cells = dict(zip(ROLES, row, strict=True))
        rows.append(tuple(cells[role] for role in order))
    return heading, rows


def flattened(heading: Cells, rows: Iterable[Cells]) -> list[str]:
    """A cell a line; an empty cell leaves no line."""
    return [*TITLE, *heading, *(cell for row in rows for cell in row if cell)]


def tabbed(heading: Cells, pages: Sequence[Sequence[Cells]]) -> list[str]:
    """A row a line, cells parted by TABs, the heading on each page."""
    lines = list(TITLE)
    for page in pages:
        lines += ["\t".join(heading), *("\t".join(row) for row in page), ""]
    return lines


def grid(rows: Iterable[Sequence[str | None]], table: int = 1) -> Grid:
    """A table as an office file has it."""
    made = [GridRow(tuple(row), Place(table=table, row=number)) for number, row in enumerate(rows, start=1)]
    return Grid(tuple(made), made[0].place)


def source(blocks: Iterable[Block]) -> Source:
    """Blocks as a file read."""
    return Source("plan.docx", "", "docx", (*(Paragraph(line, Place()) for line in TITLE), *blocks))


def only_table(read: Source) -> Table:
    """The one table recovered from a file."""
    tables = recover(read).tables
    assert len(tables) == 1, [table.reason for table in tables]
    return tables[0]


def roles(columns: Sequence[Column]) -> list[Role]:
    """The roles of columns."""
    return [column.role for column in columns]
