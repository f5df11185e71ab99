"""The province of a commune's plan, which its header seldom names (`ỦY BAN NHÂN DÂN / XÃ HOẰNG LỘC`): communes of one
name lie in many provinces, and "UBND tỉnh" in the plan is that of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.identity.registry import Province, is_commune
from graph.identity.tails import province_at
from graph.identity.words import tokens
from graph.text import fold

_PROVINCE = re.compile(r"(?<!\w)(?:tỉnh|thành\s+phố|TP\.?)(?:\s+(?:ủy|uỷ))?\s+(?=\w)", re.IGNORECASE)
_BODY_OF = re.compile(
    r"(?<!\w)(?:(?:UBND|HĐND|(?:ủy|uỷ)\s+ban\s+nhân\s+dân|hội\s+đồng\s+nhân\s+dân|đảng\s+bộ)\s+(?:tỉnh|thành\s+phố|TP\.?)|"
    r"(?:tỉnh|thành)\s+(?:ủy|uỷ))\s+(?=\w)", re.IGNORECASE)


def with_province(commune: str, header: Iterable[str], text: Iterable[str]) -> str:
    """`xã Hoằng Lộc, tỉnh Thanh Hóa`: the commune with the one province that the header's lines name, else the one
    whose bodies ("UBND tỉnh Thanh Hóa") the running text names, else the only one it names. As it is where none of
    these names exactly one, and for what is no commune."""
    if not is_commune(commune):
        return commune
    lines = list(text)
    for pattern, said in ((_PROVINCE, header), (_BODY_OF, lines), (_PROVINCE, lines)):
        found = {province.name: province for line in said for province in _named(line, pattern)}
        if len(found) == 1:
            (province,) = found.values()
            return f"{commune}, {of_province(province)}"
        if found:
            return commune
    return commune


def _named(line: str, pattern: re.Pattern[str]) -> Iterator[Province]:
    """The provinces named right after a wording."""
    for match in pattern.finditer(line):
        found = province_at(tokens(line[match.end() : match.end() + 40]), 0)
        if found:
            yield found[0]


def of_province(province: Province) -> str:
    """`tỉnh Nghệ An`, `thành phố Huế`, `Thành phố Hồ Chí Minh`."""
    if fold(province.name).startswith(fold("Thành phố")):
        return province.name
    return f"{'thành phố' if province.city else 'tỉnh'} {province.name}"
