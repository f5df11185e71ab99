"""The numbers Word counts itself: a paragraph's number is not in its text but follows from its list and its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_lowercase

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9
_LETTERED = 4000  # from here on numbers are printed in digits


def roman(number: int) -> str:
    """A number from 1 in lower-case Roman digits."""
    text = ""
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        text += digits * count
    return text


def letters(number: int) -> str:
    """a, b, ... z, aa, bb, ... as Word goes on after z."""
    return ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1) if number > 0 else ""


def formatted(number: int, style: str) -> str:
    """`number` in one of Word's number formats; a format not known here counts in digits."""
    match style.lower() if 0 < number < _LETTERED else style:
        case "upperroman" | "lowerroman":
            text = roman(number)
        case "upperletter" | "lowerletter":
            text = letters(number)
        case "decimalzero":
            text = f"{number:02d}"
        case "none":
            text = ""
        case _:
            text = str(number)
    return text.upper() if style.startswith("upper") else text


@dataclass(slots=True)
class _Level:
    """One level of a list: where it starts, how it counts and what is printed ("%1.%2")."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None

    def label(self, counts: list[int], styles: list[str]) -> str:
        """The number as printed, a bullet as "-"."""
        if self.style == "bullet":
            return "-"
        text = self.text
        for n in range(_LEVELS):
            if f"%{n + 1}" in text:
                text = text.replace(f"%{n + 1}", formatted(counts[n], "decimal" if self.legal else styles[n]))
        return text


@dataclass(slots=True)
class _List:
    """A list of the document (an `abstractNum`) with its running counts; several `num` may share it."""

    levels: list[_Level]
    style_link: str | None = None
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Num:
    """A use of a list, which may start some of its levels anew."""

    list_id: str
    starts: dict[int, int] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """The lists of one document; `label` must be asked once for each paragraph, in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._nums: dict[str, _Num] = {}
        self._styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        self._default: str | None = None
        for style in styles if styles is not None else ():
            if style.tag == f"{W}style":
                self._add_style(style)
        for child in numbering if numbering is not None else ():
            if child.tag == f"{W}abstractNum":
                self._lists[_attr(child, "abstractNumId")] = _read_list(child)
            elif child.tag == f"{W}num":
                self._nums[_attr(child, "numId")] = _read_num(child)

    def _add_style(self, style: etree._Element) -> None:
        name = _attr(style, "styleId")
        based = style.find(f"{W}basedOn")
        number, level = _number_of(style.find(f"{W}pPr"))
        self._styles[name] = (None if based is None else based.get(VAL), number, level)
        if style.get(f"{W}default") in ("1", "true") and _attr(style, "type") == "paragraph":
            self._default = name

    def label(self, paragraph: etree._Element) -> str | None:
        """The number Word prints before `paragraph` ("1.", "IV", "a)"; "-" for a bullet), None where it has none."""
        found = self._list_of(paragraph.find(f"{W}pPr"))
        if found is None:
            return None
        num, used, depth = found
        level = num.levels.get(depth) or used.levels[depth]
        self._count(num, used, depth)
        counts = [count if count is not None else used.levels[n].start for n, count in enumerate(used.counts)]
        return level.label(counts, [each.style for each in used.levels]) or None

    def _list_of(self, properties: etree._Element | None) -> tuple[_Num, _List, int] | None:
        number, depth = _number_of(properties)
        style = None
        if properties is not None and (named := properties.find(f"{W}pStyle")) is not None:
            style = named.get(VAL)
        from_style = number is None
        if number is None:
            number, depth = self._style_number(style or self._default)
        num = self._nums.get(number) if number not in (None, "0") else None
        used = self._resolved(num) if num else None
        if num is None or used is None:
            return None
        if from_style:
            linked = (n for n, level in enumerate(used.levels) if level.paragraph_style == style)
            depth = next(linked, depth)
        return num, used, min(max(depth or 0, 0), _LEVELS - 1)

    def _style_number(self, style: str | None) -> tuple[str | None, int | None]:
        """The list a style names, itself or through the styles it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            based, number, level = self._styles[style]
            if number is not None:
                return number, level
            style = based
        return None, None

    def _resolved(self, num: _Num) -> _List | None:
        """The list of a `num`, following a link to a list style."""
        used = self._lists.get(num.list_id)
        for _ in range(4):
            if used is None or used.style_link is None:
                return used
            linked = self._nums.get(self._styles.get(used.style_link, (None, None, None))[1] or "")
            used = self._lists.get(linked.list_id) if linked else None
        return used

    def _count(self, num: _Num, used: _List, depth: int) -> None:
        if depth in num.starts and depth not in num.started:
            num.started.add(depth)
            used.counts[depth] = num.starts[depth]
        else:
            before = used.counts[depth]
            used.counts[depth] = used.levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = used.levels[deeper].restart
            if restart is None or depth < restart:
                used.counts[deeper] = None


def _attr(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _number_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """List and level that paragraph properties name."""
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None, None
    number, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    return (None if number is None else number.get(VAL)), (None if level is None else _whole(level, 0))


def _whole(element: etree._Element | None, other: int) -> int:
    value = element.get(VAL) if element is not None else None
    return int(value) if value and value.removeprefix("-").isdecimal() else other


def _depth(element: etree._Element) -> int | None:
    """The level an element is about, None where it names none there is."""
    printed = _attr(element, "ilvl") or "0"
    return int(printed) if printed.isdecimal() and int(printed) < _LEVELS else None


def _read_level(element: etree._Element) -> _Level:
    text, style = element.find(f"{W}lvlText"), element.find(f"{W}numFmt")
    legal, restart = element.find(f"{W}isLgl"), element.find(f"{W}lvlRestart")
    linked = element.find(f"{W}pStyle")
    return _Level(
        start=_whole(element.find(f"{W}start"), 1),
        style=(style.get(VAL) if style is not None else None) or "decimal",
        text=(text.get(VAL) if text is not None else None) or "",
        legal=legal is not None and legal.get(VAL) not in ("0", "false"),
        restart=None if restart is None else _whole(restart, 0),
        paragraph_style=None if linked is None else linked.get(VAL),
    )


def _read_list(element: etree._Element) -> _List:
    levels = [_Level() for _ in range(_LEVELS)]
    for level in element.findall(f"{W}lvl"):
        depth = _depth(level)
        if depth is not None:
            levels[depth] = _read_level(level)
    link = element.find(f"{W}numStyleLink")
    return _List(levels, None if link is None else link.get(VAL))


def _read_num(element: etree._Element) -> _Num:
    link = element.find(f"{W}abstractNumId")
    num = _Num((link.get(VAL) if link is not None else None) or "")
    for override in element.findall(f"{W}lvlOverride"):
        depth = _depth(override)
        if depth is None:
            continue
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if start is not None:
            num.starts[depth] = _whole(start, 1)
        if level is not None:
            num.levels[depth] = _read_level(level)
    return num
