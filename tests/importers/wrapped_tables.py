"""Tables of an invented province for the printer: column sets with wordings to draw rows from."""

from __future__ import annotations

import random
from dataclasses import dataclass

from graph.text import clean
from tests.importers.wrapped_print import Look

NAMES = [
    "Xây dựng cổng thông tin điện tử phục vụ ngư dân và doanh nghiệp chế biến thủy sản trên địa bàn tỉnh Hải Lam giai "
    "đoạn 2026-2030",
    "Số hóa hồ sơ tàu cá",
    "Triển khai hệ thống giám sát hành trình tàu cá, kết nối với trung tâm điều hành của tỉnh",
    "Tổ chức tập huấn kỹ năng số cho cán bộ, công chức cấp xã; hướng dẫn hộ nuôi trồng sử dụng sàn thương mại điện tử",
    "Ban hành quy chế quản lý, khai thác cơ sở dữ liệu dùng chung của tỉnh",
    "Nâng cấp hạ tầng mạng tại các bến cá (giai đoạn 2)",
    "Lắp đặt 25 trạm đo chất lượng nước tự động tại các vùng nuôi tập trung",
    "Hoàn thiện bản đồ số vùng nuôi trồng thủy sản ven biển; cập nhật dữ liệu định kỳ phục vụ công tác quản lý",
]
LEADS = [
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ",
    "Văn phòng UBND tỉnh",
    "Công an tỉnh",
    "Ban Quản lý các khu công nghiệp tỉnh",
    "UBND các xã, phường ven biển",
    "Sở Tài chính",
    "Bộ đội Biên phòng tỉnh",
]
OTHERS = [
    "Các sở, ban, ngành; UBND các xã, phường",
    "Sở Khoa học và Công nghệ",
    "Các đơn vị liên quan",
    "Hội Nông dân tỉnh; các doanh nghiệp viễn thông",
    "Sở Tài chính; UBND các xã, phường ven biển; các tổ chức chính trị - xã hội",
]
TIMES = ["2026", "2026 - 2028", "Quý II/2026", "Hằng năm", "Tháng 9/2026", "Thường xuyên", "Trước ngày 30/6/2027"]
SCOPES = [
    "- Khảo sát hiện trạng tại 12 bến cá.\n- Thiết kế phần mềm; đào tạo người dùng.\n- Vận hành thử trong 06 tháng.",
    "Đầu tư máy chủ, đường truyền và phần mềm quản lý; tích hợp với nền tảng dữ liệu của tỉnh, bảo đảm an toàn "
    "thông tin theo cấp độ",
    "Xây dựng phần mềm cung cấp thông tin vùng nuôi, cảnh báo sớm dịch bệnh và thời tiết nguy hiểm cho người dân",
]
NOTES = [
    "",
    "Theo Kế hoạch số 45/KH-UBND ngày 16/3/2026 của UBND tỉnh",
    "Quyết định số 112/QĐ-UBND ngày 02/02/2026",
]
COLLEGE = "Trường Cao đẳng Nghề Hải Lam"
REMARKS = ["", "Nhiệm vụ chuyển tiếp", "Nhiệm vụ thường xuyên", "Phê duyệt tại Quyết định số 112/QĐ-UBND", *NOTES]
PRODUCTS = [
    "Quyết định của UBND tỉnh",
    "Kế hoạch được phê duyệt",
    "Báo cáo kết quả hằng năm gửi UBND tỉnh",
    "Hệ thống được đưa vào vận hành",
]
SUMS = ["", "500", "1.200", "350"]
INDICATORS = [
    "Tỷ lệ bến cá có điểm truy cập Internet công cộng",
    "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết trực tuyến toàn trình",
    "Số doanh nghiệp công nghệ số thành lập mới",
    "Tỷ trọng kinh tế số trong GRDP của tỉnh",
    "Tỷ lệ dân số trưởng thành có tài khoản thanh toán điện tử từ 15 tuổi trở lên",
]
UNITS = ["%", "Doanh nghiệp", "Điểm", "Hạng"]
VALUES = ["60%", "≥ 70", "15", "80", "1,5", "100%", "Top 10", "-"]
YEARS = ["Năm 2026", "Năm 2027", "Năm 2028", "Năm 2029", "Năm 2030"]


@dataclass(frozen=True)
class Kind:
    """A set of columns: headings, the wordings of each column after the number, widths in ems."""

    headings: list[str]
    pools: list[list[str]]
    widths: list[float]


KINDS = {
    "with scope and note": Kind(
        [
            "TT",
            "Tên nhiệm vụ",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian thực hiện",
            "Quy mô, nội dung",
            "Ghi chú",
        ],
        [NAMES, LEADS, OTHERS, TIMES, SCOPES, NOTES],
        [3, 16, 8, 9, 6, 24, 11],
    ),
    "without note": Kind(
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"],
        [NAMES, LEADS, OTHERS, TIMES],
        [3, 20, 10, 11, 8],
    ),
    "remark after the scope": Kind(
        [
            "TT",
            "Tên nhiệm vụ",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian thực hiện",
            "Quy mô, nội dung",
            "Ghi chú",
        ],
        [NAMES, [*LEADS, COLLEGE], ["", *OTHERS, COLLEGE, "Văn phòng UBND tỉnh"], TIMES, SCOPES, REMARKS],
        [3, 16, 8, 9, 6, 24, 11],
    ),
    "with product and budget": Kind(
        [
            "STT",
            "Tên nhiệm vụ",
            "Đơn vị chủ trì",
            "Đơn vị phối hợp",
            "Kết quả",
            "Kinh phí (triệu đồng)",
            "Thời gian hoàn thành",
        ],
        [NAMES, LEADS, OTHERS, PRODUCTS, SUMS, TIMES],
        [3, 18, 8, 9, 9, 5, 7],
    ),
    "time before the agencies": Kind(
        ["TT", "Nhiệm vụ", "Thời gian thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm"],
        [NAMES, TIMES, LEADS, OTHERS, PRODUCTS],
        [3, 18, 7, 9, 10, 9],
    ),
    "unit and five targets": Kind(
        ["TT", "Tên chỉ tiêu", "Đơn vị tính", *YEARS],
        [INDICATORS, UNITS, *[VALUES] * 5],
        [3, 20, 6, 4, 4, 4, 4, 4],
    ),
    "target and agencies": Kind(
        ["TT", "Nội dung chỉ tiêu", "Mục tiêu đến năm 2030", "Cơ quan chủ trì", "Cơ quan phối hợp"],
        [INDICATORS, VALUES, LEADS, OTHERS],
        [3, 18, 7, 10, 10],
    ),
}
SECTIONS = ["I HẠ TẦNG VEN BIỂN", "II SINH KẾ VÀ NGUỒN LỰC", "III DỊCH VỤ SỐ CHO NGƯ DÂN"]


def drawn(kind: Kind, seed: int) -> tuple[list[list[str] | str], Look]:
    """Rows (with or without sections) and a way of printing them, drawn from a seed."""
    draw = random.Random(seed)
    sectioned = draw.random() < 0.5
    rows: list[list[str] | str] = []
    for index in range(draw.randint(4, 14)):
        if sectioned and index % 5 == 0:
            rows.append(SECTIONS[index // 5])
        rows.append([str(index + 1), *(draw.choice(pool) for pool in kind.pools)])
    scale = draw.uniform(0.8, 1.3)
    return rows, Look(
        [width * scale for width in kind.widths],
        middle=draw.random() < 0.5,
        blanks=draw.random() < 0.3,
        rows_a_page=draw.choice([0, 0, 3, 5]),
        repeat=draw.random() < 0.6,
        page_numbers=draw.random() < 0.5,
        by_letters=draw.random() < 0.4,
        single=draw.random() < 0.3,
    )


def cells(row: list[str]) -> tuple[str | None, ...]:
    """A row as it must come back."""
    return tuple(clean(cell) or None for cell in row)
