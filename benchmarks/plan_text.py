"""A made-up plan as the text of a document: header, body, and appendices with one cell a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus import PERIODS, Corpus, Plan, vocabulary

_SUBJECT = "phát triển dịch vụ số và hạ tầng phục vụ nhân dân"


@dataclass(frozen=True, slots=True)
class PlanText:
    """A document: `lines`, and the 1-based line of the first cell of each task and each indicator, in order."""

    lines: list[str]
    task_line: list[int]
    indicator_line: list[int]

    @property
    def text(self) -> str:
        """The file's content."""
        return "\n".join(self.lines) + "\n"


def plan_text(corpus: Corpus, at: int) -> PlanText:
    """The document of plan number `at` (flattened layout, one cell a line, empty cells '-')."""
    plan = corpus.plans[at]
    document = PlanText([*_header(plan), *_body(plan)], [], [])
    _indicators(corpus, plan, document)
    _tasks(corpus, plan, document)
    return document


def agency_text(corpus: Corpus, members: list[int]) -> str:
    """The words of a cell that names agencies (numbers) and groups (-1 - g)."""
    groups = vocabulary()["groups"]
    return "; ".join(corpus.agency_name[one] if one >= 0 else groups[-1 - one] for one in members)


def leads(corpus: Corpus, task: int) -> list[int]:
    """The agencies that lead a task."""
    return [one for one in corpus.lead[task].tolist() if one >= 0]


def target_text(corpus: Corpus, indicator: int, period: int) -> str:
    """What the cell of an indicator for a period says (period 0: the baseline)."""
    value = int(corpus.value[indicator, period])
    mark = "%" if corpus.unit[indicator] == "%" else ""
    return f"≥ {value}{mark}" if period and (indicator + period) % 4 == 0 else f"{value}{mark}"


def periods(plan: Plan) -> tuple[str, ...]:
    """The horizons of a plan's targets: all five for a province, 2030 for a commune."""
    return PERIODS if plan.level == "provincial" else PERIODS[1:2]


def section_size(plan: Plan) -> int:
    """Tasks a section."""
    return 28 if plan.level == "provincial" else 8


def title(plan: Plan) -> str:
    """The plan's title as it stands under 'KẾ HOẠCH'."""
    return f"Về {_SUBJECT} {plan.kind} {plan.place} đến năm 2030"


def _header(plan: Plan) -> Iterator[str]:
    yield "ỦY BAN NHÂN DÂN"
    yield f"{plan.kind} {plan.place}".upper()
    yield "-------"
    yield "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    yield "Độc lập - Tự do - Hạnh phúc"
    yield "---------------"
    yield f"Số: {plan.number}"
    yield f"{plan.place}, ngày {plan.issued.day:02} tháng {plan.issued.month} năm {plan.issued.year}"
    yield "KẾ HOẠCH"
    yield title(plan).upper()


def _body(plan: Plan) -> Iterator[str]:
    first = "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ"
    yield f"Thực hiện {first}, {plan.authority} {plan.place} ban hành Kế hoạch với các nội dung sau:"
    yield "I. MỤC ĐÍCH, YÊU CẦU"
    yield "1. Mỗi nhiệm vụ có cơ quan chủ trì, sản phẩm và thời hạn rõ ràng."
    yield "II. CHỈ TIÊU, NHIỆM VỤ"
    counts = f"{len(plan.indicators)} chỉ tiêu cụ thể (Phụ lục I kèm theo) và {len(plan.tasks)} nhiệm vụ"
    yield f"Kế hoạch đặt ra {counts} giao cho các cơ quan, đơn vị (Phụ lục II kèm theo)."
    yield "III. TỔ CHỨC THỰC HIỆN"
    yield "1. Định kỳ, trước ngày 15 hằng tháng, các cơ quan, đơn vị báo cáo kết quả thực hiện./."
    yield "Nơi nhận:"
    yield f"- Các cơ quan, đơn vị thuộc {plan.kind};"
    yield "- Lưu: VT."
    yield "TM. ỦY BAN NHÂN DÂN"
    yield "CHỦ TỊCH"


def _appendix(plan: Plan, number: str, name: str, headings: tuple[str, ...]) -> Iterator[str]:
    yield f"PHỤ LỤC {number}:"
    yield name
    day = f"{plan.issued.day}/{plan.issued.month}/{plan.issued.year}"
    yield f"(Ban hành kèm theo Kế hoạch số {plan.number} ngày {day} của {plan.authority} {plan.place})"
    yield from headings


def _indicators(corpus: Corpus, plan: Plan, document: PlanText) -> None:
    years = tuple(f"Năm {period}" for period in periods(plan))
    columns = ("STT", "Nội dung chỉ tiêu", "Đơn vị tính", "CHỈ TIÊU", "Cơ quan chủ trì theo dõi, báo cáo")
    headings = (*columns, "Hiện trạng (tháng 5/2025)", *years)
    lines = document.lines
    lines.extend(_appendix(plan, "I", "DANH MỤC CÁC CHỈ TIÊU CỤ THỂ", headings))
    first = PERIODS.index(periods(plan)[0]) + 1
    for number, indicator in enumerate(plan.indicators, start=1):
        document.indicator_line.append(len(lines) + 1)
        lines += (f"{number}", corpus.indicator_name[indicator], corpus.unit[indicator])
        lines += (target_text(corpus, indicator, period) for period in (0, *range(first, first + len(years))))
        lines.append(corpus.agency_name[corpus.tracker[indicator]])


def _tasks(corpus: Corpus, plan: Plan, document: PlanText) -> None:
    headings = ("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành")
    lines = document.lines
    lines.extend(_appendix(plan, "II", "DANH MỤC CÁC NHIỆM VỤ", headings))
    sections = vocabulary()["sections"]
    for number, task in enumerate(plan.tasks):
        if number % section_size(plan) == 0:
            section = number // section_size(plan)
            lines += (ROMAN[section], sections[section])
        document.task_line.append(len(lines) + 1)
        lines += (f"{number + 1}.", corpus.name[task], agency_text(corpus, leads(corpus, task)))
        lines += (agency_text(corpus, corpus.coordinator[task].tolist()), corpus.deliverable[task])
        lines.append(corpus.deadline[task])


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
