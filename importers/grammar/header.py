"""The header block of a document: number, kind, title, issuer, place and date (Decree 30/2020/NĐ-CP, Appendix I).

Forms it was built from: the issuer over dashes without its province (known by the place line then), a department under
its province (`UBND TỈNH …` / `SỞ …`), `Số: 101/KH-UBND`, `Số 12/KH-UBND`, `Số 266-KH/TU`, blank numbers (`Số:
/KH-UBND`, `Số:       /SKHCN-CNTT`) and days (`ngày       tháng 7 năm 2025`), the two columns merged into one line or
lying in a table, `V/v` letters, `Dự thảo`, and lines that the extraction carried elsewhere. A blank stays None."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.identity.numbers import Number, kind_of_number, kind_of_words, parse_number
from graph.identity.registry import find_province
from graph.rows import Place
from graph.text import clean
from importers.blocks import Block, Grid
from importers.grammar.citations import iso_date, read_citations
from importers.grammar.issuers import Line, find_issuer, is_agency, jurisdiction_of
from importers.grammar.names import KINDS


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself. `issued` is ISO; `title` the lines after the kind word as printed (a letter's
    with its `V/v`); `issuer` in usual spelling ('UBND tỉnh Thanh Hóa'); `draft` is true where number or day is printed
    blank, or `Dự thảo` is printed. `symbol` is the number's letters, also of a blank one. `places` says where each
    found part stood."""

    number: str | None
    kind: str
    title: str | None
    issuer: str | None
    issued: str | None
    jurisdiction: str | None
    draft: bool
    symbol: str | None = None
    places: dict[str, Place] = field(default_factory=dict)


_MARKUP = re.compile(r"\*+|_{2,}|</?\w+/?>|^#+\s|\|")
_MOTTO = re.compile(
    r"C[ỘO]NG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc|"
    r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", re.IGNORECASE)
_BEGUN_MOTTO = re.compile(r"(?:C[ỘO]NG\s+H(?:ÒA|OÀ)|Độc\s+lập|ĐẢNG\s+CỘNG).*", re.IGNORECASE)
_OPEN_DATE = re.compile(r"[^\W\d_],\s*ngày(?:\s*\d{1,2})?(?:\s*tháng(?:\s*\d{1,2})?(?:\s*năm)?)?$", re.IGNORECASE)
_REST_OF_DATE = re.compile(r"(?:\d{1,2}\s+)?(?:tháng\s*\d{1,2}\s+)?(?:năm\s*)?\d{4}", re.I)
_RULE = re.compile(r"[-–—_*=\s]*")
_GAP = r"[\s.…_]*"
_SYMBOL = r"[A-ZĐ][A-Za-zĐđƯưÔô&]*\d{0,2}(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđƯưÔô&]*\d{0,2})*"
_NUMBER = re.compile(
    rf"S[ốỐ]\s*:?{_GAP}(?P<serial>\d{{1,6}})?{_GAP}(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?(?P<sep>[/-]){_GAP}"
    rf"(?P<symbol>{_SYMBOL})(?![^\W\d_])")
_PLACED_DATE = re.compile(
    rf"(?P<place>[^\W\d_][^\d,|:;]{{1,40}}?)\s*,\s*ngày\s*(?P<day>\d{{1,2}})?{_GAP}"
    rf"(?:tháng\s*(?P<month>\d{{1,2}})?{_GAP}năm\s*(?P<year>\d{{4}})?"
    rf"|[/-]\s*(?P<month2>\d{{1,2}})?{_GAP}[/-]\s*(?P<year2>\d{{4}})?){_GAP}$", re.IGNORECASE)
_DRAFT = re.compile(r"\(?\s*(?:bản\s+)?dự\s+thảo(?:\s+(?:lần|ngày|\d|\().{0,30})?\s*\)?", re.IGNORECASE)
_KIND = re.compile(rf"(?P<kind>{KINDS})(?!\w)\s*:?\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ABOUT = re.compile(r"(?:V/v|Về\s+việc)(?!\w)", re.IGNORECASE)
_BODY = re.compile(
    r"Căn\s+cứ|Kính\s+gửi|Thực\s+hiện|Triển\s+khai|Trên\s+cơ\s+sở|Xét\s|Theo\s|Để\s|Nhằm\s|Ngày\s|Điều\s+\d|Phần\s|"
    r"Nơi\s+nhận|UBND\s|[ỦU]y\s+ban\s|Uỷ\s+ban\s|[IVX]+\.\s|[A-Z]\.\s|\d+\s*\.\s|[-+•(]")
_ATTACHED = re.compile(rf"kèm\s+theo\s+(?P<kind>{KINDS})\s+(?P<number>số.*)", re.IGNORECASE | re.DOTALL)
_APPENDIX = re.compile(r"PHỤ\s+LỤC(?!\s+kèm)|Phụ\s+lục\s+\w+\s*(?::.*)?$", re.DOTALL)
_BODY_LINES = 400  # lines before the first appendix that are searched
_WRAPPED, _MOST_TITLE = 130, 900  # a longer line is a whole paragraph; more is not a title any more


def read_header(blocks: Sequence[Block]) -> Header:
    """The header over the blocks of a whole document. Its appendices repeat what it is (`kèm theo Kế hoạch số … ngày …
    của …`); that stands in where lines of the header are missing, not where they are blank."""
    lines = _header_lines(blocks)
    places: dict[str, Place] = {}
    number, blank, symbol = _number(lines, places)
    kind, title, at = _kind_and_title(lines, places)
    own = [line for of_kind, line in _attached(blocks) if of_kind == kind]
    if symbol is None:
        number, blank, symbol = _number(own, places)
    place, issued, no_day = _date(lines, places)
    repeated = next((one for line in own for one in read_citations(line.text) if one.number == number), None)
    if place is None and repeated and number:
        place, issued = repeated.issuer, repeated.date
    issuer = find_issuer(lines, at, symbol, place)
    if issuer.place:
        places["issuer"] = issuer.place
    draft = _draft_line(lines, places) or blank or no_day
    jurisdiction = jurisdiction_of(symbol, issuer, place, lines, at, title)
    if kind is None:
        kind = kind_of_number(Number("", 0, None, tuple(re.split(r"[-/]", symbol)))) if symbol else "other"
    return Header(number, kind, title, issuer.name, issued, jurisdiction, draft, symbol, places)


def _header_lines(blocks: Iterable[Block]) -> list[Line]:
    """Lines before the first appendix; of tables only small ones, such as hold the two columns of a header."""
    lines: list[Line] = []
    for text, place in _unwrapped(_printed_lines(blocks)):
        plain = _MARKUP.sub(" ", unicodedata.normalize("NFC", text))
        if (_APPENDIX.match(plain.strip()) and len(lines) > 3) or len(lines) > _BODY_LINES:
            break
        for part in _MOTTO.sub("\n", plain).split("\n"):
            if not _RULE.fullmatch(part):
                lines.append(Line(clean(part), place))
        if lines and _RULE.fullmatch(plain) and plain.strip():
            lines.append(Line("", place))  # a rule of dashes ends a title
    return lines


def _unwrapped(printed: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """The lines, a motto or a date that a narrow column wrapped over two as one."""
    held: tuple[str, Place] | None = None
    for text, place in printed:
        if held and _goes_on(held[0], text):
            held = (f"{clean(held[0])} {clean(text)}", held[1])
            continue
        if held:
            yield held
        held = (text, place)
    if held:
        yield held


def _goes_on(before: str, text: str) -> bool:
    head, tail = clean(before.replace("*", " ")), clean(text.replace("*", " "))
    if not head or not tail or len(head) > 60:
        return False
    if _OPEN_DATE.search(head):
        return _REST_OF_DATE.fullmatch(tail) is not None
    begun = _BEGUN_MOTTO.fullmatch(head) is not None and not _MOTTO.search(head)
    return begun and _MOTTO.match(f"{head} {tail}") is not None


def _printed_lines(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        if not isinstance(block, Grid):
            yield from ((line, block.place) for line in block.text.split("\n"))
        elif len(block.rows) <= 6 and all(len(row.cells) <= 3 for row in block.rows):
            for row in block.rows:
                yield from ((line, row.place) for cell in row.cells for line in (cell or "").split("\n"))


def _number(lines: Iterable[Line], places: dict[str, Place]) -> tuple[str | None, bool, str | None]:
    """The number, whether it is printed blank, and its letters."""
    for line in lines:
        found = _NUMBER.match(line.text)
        if found:
            symbol = "".join(found["symbol"].split())
            serial = "".join(filter(None, (found["serial"], found["year"] and f"/{found['year']}")))
            number = parse_number(f"{serial}{found['sep']}{symbol}") if found["serial"] else None
            places["number"] = line.place
            return (number.text if number else None), number is None, symbol
    return None, False, None


def _attached(blocks: Iterable[Block]) -> Iterator[tuple[str | None, Line]]:
    """`(Ban hành kèm theo Kế hoạch số 5/KH-UBND ngày …)` over an appendix, as (kind, `Số 5/KH-UBND ngày …`)."""
    for block in blocks:
        if not isinstance(block, Grid) and len(block.text) < 400:
            found = _ATTACHED.search(unicodedata.normalize("NFC", block.text))
            if found:
                yield kind_of_words(clean(found["kind"])), Line("S" + clean(found["number"])[1:], block.place)


def _date(lines: Iterable[Line], places: dict[str, Place]) -> tuple[str | None, str | None, bool]:
    """Place name, date and whether the date is printed with blanks."""
    for line in lines:
        text = _NUMBER.sub("", line.text, count=1).strip()
        found = None if len(text) > 160 or text[:1] in {"(", "-"} else _PLACED_DATE.search(text)
        place = _place_name(found["place"], found.start() == 0) if found else None
        if found and place:
            parts = [found["day"], found["month"] or found["month2"], found["year"] or found["year2"]]
            places["issued"] = places["jurisdiction"] = line.place
            full = "/".join(filter(None, parts)) if all(parts) else None
            return place, iso_date(full) if full else None, not all(parts)
    return None, None, False


def _place_name(text: str, whole_line: bool) -> str | None:
    """The place before `, ngày …`: a province (also after words of the other column), or a line's own capitalised
    words (a commune's name)."""
    province = find_province(text)
    if province:
        return province.name
    named = all(word[0].isupper() and word.isalpha() and not word.isupper() for word in text.split())
    return text if whole_line and named else None


def _draft_line(lines: Sequence[Line], places: dict[str, Place]) -> bool:
    for line in lines[:30]:
        if _DRAFT.fullmatch(line.text):
            places["draft"] = line.place
            return True
    return False


def _kind_and_title(lines: Sequence[Line], places: dict[str, Place]) -> tuple[str | None, str | None, int]:
    """Kind, title, and the index of the line at which they begin (the header's lines stand before it)."""
    for index, line in enumerate(lines):
        if _ABOUT.match(line.text):
            return _found("letter", _about(lines[index:]), index, line.place, places)
        found = _KIND.match(line.text)
        if not found or not line.text[0].isupper():
            continue
        alone = not found["rest"] and len(line.text) < 40
        if alone or found["kind"].isupper():
            first = [Line(found["rest"], line.place)] if found["rest"] else []
            title = _title([*first, *lines[index + 1:]])
            return _found(kind_of_words(clean(found["kind"])), title, index, line.place, places)
    return None, None, min(len(lines), 12)


def _found(
    kind: str | None, title: str | None, index: int, place: Place, places: dict[str, Place]
) -> tuple[str | None, str | None, int]:
    places["kind"] = place
    if title:
        places["title"] = place
    return kind, title, index


def _about(lines: Sequence[Line]) -> str:
    """A letter's `V/v …`, with the lines that go on with it in its column."""
    parts = [_PLACED_DATE.sub("", lines[0].text)]
    for line in lines[1:8]:
        if not line.text or _PLACED_DATE.search(line.text) or _BODY.match(line.text) or _NUMBER.match(line.text):
            break
        if line.text.isupper() or _apart(lines, line):
            break
        parts.append(line.text)
    return clean(" ".join(parts))


def _apart(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line stands further from the one before it than the first two lines do (another block)."""
    numbers = [one.place.line or 0 for one in lines]
    index = lines.index(line)
    usual = max(1, numbers[1] - numbers[0]) if len(numbers) > 1 else 1
    return index > 1 and numbers[index] - numbers[index - 1] > usual + 1


def _title(lines: Sequence[Line]) -> str | None:
    """The lines after the kind word up to the body. A title in capitals ends where the capitals do."""
    lines = lines[:12]
    parts: list[str] = []
    for line in lines:
        text = line.text
        if _PLACED_DATE.search(text) or _NUMBER.match(text) or _DRAFT.fullmatch(text):
            continue
        if parts and (_ends_title(parts, text) or _apart(lines, line)):
            break
        if text:
            parts.append(text)
        if len(" ".join(parts)) > _MOST_TITLE:
            return None if len(parts) == 1 else clean(" ".join(parts[:-1]))
    return clean(" ".join(parts)) or None


def _ends_title(parts: Sequence[str], text: str) -> bool:
    if not text or _BODY.match(text) or (text.isupper() and is_agency(text)):
        return True
    if parts[0].isupper():
        return not text.isupper()
    return len(parts[0]) > _WRAPPED and not text[0].islower()
