"""What the name of an indicator counts: its words without measure words, places, horizons and target numbers.

"Tỷ lệ bến đò trên địa bàn tỉnh có áo phao đến năm 2030 đạt 80% (*)" counts `bến đò áo phao`. Abbreviations and
synonyms become one word, numbers stay where they say what is counted ("dưới 5 tuổi", "3 sao", "trên 1 vạn dân"),
brackets are left out but for the short name of an index ("(PCI)"). Abbreviations come from `terms.csv`, the rest from
`measure_terms.csv`, `kind, group, words`:

| kind | its words |
|---|---|
| open | begin a name and say how it is measured, or what is done ("tỷ lệ", "số lượng", "phấn đấu") |
| drop | say nothing of what is counted |
| light | say little of it ("sử dụng", "triển khai") |
| same | are one word, `group` |
| distinct | tell measures apart when they stand in one name only |
| apart | tell measures apart when two names have different ones; so do numbers |
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from graph.text import fold
from queries.overlap.terms import terms as short_forms

_LETTER = r"[\w\u0300-\u036f]"  # a folded tone mark may stand by itself
_BRACKET = re.compile(r"\(([^()]*)\)")
_SHORT_NAME = re.compile(r"[A-ZĐ]{3,6}\b")
_MARK = re.compile(r"[¹²³⁰-⁹*]+")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=000(?!\d))")
_NUMBER = re.compile(rf"(?<!{_LETTER})0*(\d+(?:[.,]\d+)*)(?!{_LETTER})(\s*[%‰](?:\s*{fold('số')}(?!{_LETTER}))?)?")
_THOUSAND = "|".join(map(fold, ("vạn", "nghìn", "triệu")))
_COUNTED_BY = "|".join(map(fold, ("tuổi", "tháng", "sao", "trẻ", "gb", "mb", "mbps", "gbps")))
_DEFINES = re.compile(rf"\s+(?:{_COUNTED_BY}|(?:(?:{_THOUSAND})\s+)?{fold('dân')}(?!\s+{fold('số')}))(?!{_LETTER})")
_WORDS = re.compile(rf"{_LETTER}+(?:&{_LETTER}+)?")
_RATIO = re.compile("|".join(map(fold, ("tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "tỷ suất", "%"))))
_COUNT = re.compile(f"{fold('số lượng')}|{fold('tổng số')}|số(?= )|{fold('giá trị')}|{fold('diện tích')}")
_PER_MANY = fold("vạn dân")  # what any number of people is compared as
PER_HEAD = re.compile(rf"(?:/|{fold('trên')})\s*(?:\d[\d.]*\s*)?(?:{_THOUSAND})?\s*{fold('dân')}(?!{_LETTER})")


_PART = re.compile(r"^\s*(?:[-–+•]|trong đó\b|riêng\b|cụ thể\b)[\s:,-]*", re.IGNORECASE)


@dataclass(frozen=True)
class Terms:
    """`measure_terms.csv` ready for use: patterns of the words of each kind, `canonical` the one word of each synonym,
    `light` words, and the `lists` of telling words as (kind, words), the last one for numbers."""

    opening: re.Pattern[str]
    dropped: re.Pattern[str]
    synonyms: re.Pattern[str]
    telling: re.Pattern[str]
    canonical: dict[str, str]
    light: frozenset[str]
    lists: tuple[tuple[str, frozenset[str]], ...]


def _any(words: Iterable[str]) -> str:
    """Pattern of any of the words as whole words, the longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return rf"(?<!{_LETTER})(?:" + "|".join(map(re.escape, ordered)) + rf")(?!{_LETTER})"


@lru_cache(maxsize=1)
def terms() -> Terms:
    """The lists, folded."""
    rows = list(csv.DictReader((files(__package__) / "measure_terms.csv").read_text("utf-8").splitlines()))
    said = [(row["kind"], fold(row["group"]), [fold(w) for w in row["words"].split("|")]) for row in rows]
    short = {w: spelled for (w,), (kind, spelled) in short_forms().phrases[1].items() if kind == "object"}
    canonical = {w: spelled.replace(" ", "_") for w, spelled in [*short.items(), *((s, s) for s in short.values())]}
    canonical |= {w: group.replace(" ", "_") for kind, group, words in said if kind == "same" for w in words}
    telling = [(kind, words) for kind, _, words in said if kind in ("distinct", "apart")]
    lists = tuple((kind, frozenset(canonical.get(w, w) for w in words)) for kind, words in telling)

    def of(*kinds: str) -> list[str]:
        return [w for kind, _, words in said if kind in kinds for w in words]

    return Terms(
        opening=re.compile(rf"(?:{_any(of('open'))}\s*)+"),
        dropped=re.compile(_any(of("drop"))),
        synonyms=re.compile(_any(canonical)),
        telling=re.compile(_any(w for _, words in lists for w in words)),
        canonical=canonical,
        light=frozenset(of("light")),
        lists=(*lists, ("apart", frozenset())),
    )


@dataclass(frozen=True)
class Name:
    """What a name counts (`words`, in order, a synonym of several words joined by "_"), the telling words of each list
    that stand in it, and how it is measured: 'ratio' (a share, %), 'rate' (a number per so many people), 'count' (or an
    amount), or None where neither name nor unit says."""

    words: tuple[str, ...]
    telling: tuple[frozenset[str], ...]
    how: str | None

    @property
    def key(self) -> str:
        """All of it as one text: equal for names that count one thing in equal words."""
        telling = "; ".join(" ".join(sorted(said)) for said in self.telling)
        return f"{' '.join(self.words)}|{telling}|{self.how}"


@lru_cache(maxsize=65536)
def read_name(name: str, unit: str | None = None) -> Name:
    """The name of an indicator and its unit as `Name`; of telling words one of which begins the other
    ("chính quyền", "chính quyền số") the longer one counts."""
    text = _plain(name)
    said = set(terms().telling.findall(text))
    opening = terms().opening.match(text)
    kept = terms().dropped.sub(" ", text[opening.end() if opening else 0 :]) or text
    counted = tuple(kept.split())
    numbers = frozenset(word for word in counted if word.isdigit())
    telling = (*(frozenset(said & words) for _, words in terms().lists[:-1]), numbers)
    return Name(counted, telling, measured_as(name, unit))


def in_full(names: Iterable[str]) -> list[str]:
    """The names of rows one after another; a part ("Trong đó: nông thôn", "- Nông thôn") follows the name before it."""
    out, above = [], ""
    for name in names:
        mark = _PART.match(name)
        rest = name[mark.end() :] if mark else name
        if mark and above and not terms().opening.match(_plain(rest)):
            out.append(f"{above}: {rest}")
        else:
            above = rest
            out.append(name)
    return out


def _short_names(found: re.Match[str]) -> str:
    """What a bracket leaves: the short name it begins with."""
    short = _SHORT_NAME.match(found.group(1).strip())
    return f" {short.group()} " if short else " "


def _plain(name: str) -> str:
    """The name folded, without marks, brackets and target numbers; its words divided by single blanks, synonyms
    joined by "_"."""
    text = PER_HEAD.sub(f" {_PER_MANY} ", fold(_BRACKET.sub(_short_names, _MARK.sub(" ", name))))
    numbered = _THOUSANDS.sub("", text)
    text = _NUMBER.sub(lambda m: m[1] if not m[2] and _DEFINES.match(numbered, m.end()) else " ", numbered)
    text = " ".join(_WORDS.findall(text))
    return terms().synonyms.sub(lambda m: terms().canonical[m.group()], text)


def measured_as(name: str, unit: str | None) -> str | None:
    """'ratio', 'rate', 'count' or None; see `Name`."""
    text, by = fold(name), fold(unit or "")
    if PER_HEAD.search(text) or PER_HEAD.search(by):
        return "rate"
    if "%" in by or "%" in text or "‰" in by:
        return "ratio"
    if _RATIO.match(text):
        return None if "/" in by else "ratio"
    return "count" if _COUNT.match(text) else None
