"""Years, spans, quarters and months that a heading or a section's title names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from graph.rows import Column
from graph.text import clean

SPAN = re.compile(r"\b((?:19|20)\d{2})\s*[-–—]\s*((?:19|20)\d{2})\b")
YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_AFTER = re.compile(r"\bsau\s+(?:năm\s+)?((?:19|20)\d{2})\b", re.I)
_WORD = re.compile(r"\w+")
_HORIZON = re.compile(r"\b(?:năm|đến|hết|giai đoạn)\b", re.I)
_QUARTER = re.compile(r"(?:quý|q)\s*\.?\s*(?P<value>iv|i{1,3}|[1-4])(?:\s*[/-]?\s*(?:năm\s+)?(?P<year>20\d\d))?", re.I)
_MONTH = re.compile(r"(?:tháng|t)\s*\.?\s*(?P<value>1[0-2]|0?[1-9])(?:\s*[/-]?\s*(?:năm\s+)?(?P<year>20\d\d))?", re.I)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BARE = re.compile(r"(?:(?:năm|đến|hết|cuối|sau|giai\s+đoạn|tháng|quý)\s+|[\d\s/–—-])+", re.I)
_WITHOUT_YEAR = re.compile(r"Q\d|M\d\d")
_MOST_WORDS = 10
"""A title with more words than this names no horizon."""


def period_of(text: str) -> str | None:
    """The horizon or span a heading names: 'Năm 2030', 'Đến hết 2035' -> '2030', '2035'; 'Giai đoạn 2025 - 2030' ->
    '2025-2030'; 'Sau năm 2030' -> '>2030'. None without a year."""
    span = SPAN.search(text)
    if span:
        return f"{span.group(1)}-{span.group(2)}"
    years = YEAR.findall(text)
    if len(years) == 1 and _AFTER.search(text):
        return f">{years[0]}"
    return years[-1] if years else None


def part_of_year(heading: str) -> str | None:
    """The quarter or month a heading consists of: 'Quý I/2026' -> '2026-Q1', 'Tháng 3 năm 2026' -> '2026-M03';
    'Q1', 'M03' where it prints no year."""
    text = clean(heading)
    if quarter := _QUARTER.fullmatch(text):
        value = quarter["value"].lower()
        mark, year = f"Q{_ROMAN.get(value) or value}", quarter["year"]
    elif month := _MONTH.fullmatch(text):
        mark, year = f"M{int(month['value']):02d}", month["year"]
    else:
        return None
    return f"{year}-{mark}" if year else mark


def with_year(columns: Sequence[Column], *texts: str | None) -> tuple[Column, ...]:
    """Columns of quarters or months without a year, with the only year that the first of `texts` to name one names
    (the heading over them, the table's title)."""
    if not any(_WITHOUT_YEAR.fullmatch(column.period or "") for column in columns):
        return tuple(columns)
    years = next((found for text in texts if (found := set(YEAR.findall(text or "")))), set())
    if len(years) != 1:
        return tuple(columns)
    return tuple(
        replace(column, period=f"{min(years)}-{column.period}")
        if _WITHOUT_YEAR.fullmatch(column.period or "")
        else column
        for column in columns
    )


def is_bare_period(heading: str) -> bool:
    """Whether a heading names a period and nothing else ('Năm 2025', 'Đến hết năm 2030', '2026')."""
    return period_of(heading) is not None and _BARE.fullmatch(clean(heading)) is not None


def horizon_of(title: str | None, kind: Literal["task", "indicator"]) -> str | None:
    """The year by which a section of an indicator table goes ('Chỉ tiêu đến năm 2030' -> '2030'); None for other
    titles and for tasks."""
    if kind != "indicator" or not title or len(_WORD.findall(title)) > _MOST_WORDS or not _HORIZON.search(title):
        return None
    return period_of(title)
