"""Numbers of documents (`266-KH/TU`, `107/2021/NĐ-CP`): their parts, and what the letters say of kind and issuer.

The letters follow Decree 30/2020/NĐ-CP (state: number/kind-issuer) and Guidance 36-HD/VPTW (party: number-kind/issuer).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph.text import fold, slug

# wording -> kind of model.md; the longest wording that fits is taken
KIND_OF_WORDS = {
    "bộ luật": "law", "luật": "law", "pháp lệnh": "law", "hiến pháp": "law",
    "nghị quyết liên tịch": "resolution", "nghị quyết": "resolution", "nghị định": "decree",
    "quyết định": "decision", "thông tư liên tịch": "circular", "thông tư": "circular",
    "chỉ thị": "directive", "kế hoạch hành động": "plan", "kế hoạch liên tịch": "plan", "kế hoạch": "plan",
    "chương trình hành động": "action_programme", "chương trình": "programme",
    "công văn": "letter", "văn bản": "letter", "công điện": "letter", "công thư": "letter",
    "thông báo kết luận": "notice", "thông báo": "notice", "kết luận": "other", "hướng dẫn": "other",
    "tờ trình": "other", "báo cáo": "other", "đề án": "other", "quy định": "other", "quy chế": "other",
    "phương án": "other", "chiến lược": "other", "lệnh": "other", "thông tri": "other", "tuyên bố": "other",
}
# abbreviation in the number -> the words it stands for
WORDS_OF_LETTERS = {
    "NQ": "nghị quyết", "NQLT": "nghị quyết liên tịch", "NĐ": "nghị định", "QĐ": "quyết định", "TT": "thông tư",
    "TTLT": "thông tư liên tịch", "CT": "chỉ thị", "KH": "kế hoạch", "KHLT": "kế hoạch liên tịch",
    "KHHĐ": "kế hoạch hành động", "CTR": "chương trình", "CTRHĐ": "chương trình hành động",
    "CTHĐ": "chương trình hành động", "CV": "công văn", "CĐ": "công điện", "TB": "thông báo",
    "TBKL": "thông báo kết luận", "KL": "kết luận", "HD": "hướng dẫn", "TTR": "tờ trình", "BC": "báo cáo",
    "ĐA": "đề án", "QC": "quy chế", "QYĐ": "quy định", "PA": "phương án", "L": "lệnh", "PL": "pháp lệnh",
}
_STATE = {"CP": 2, "TTG": 2, "CTN": 1, "TANDTC": 3, "VKSNDTC": 3, "NHNN": 3, "VPCP": 3, "TTCP": 3, "KTNN": 3, "UBDT": 3,
          "UBND": 5, "HĐND": 5}
_PARTS = re.compile(r"\s*[/\-–—‑]\s*")
_MINISTRY = re.compile(r"B(?!C$|QL|CĐ|CH|TV)[A-ZĐ&]{1,8}")  # BKHCN, not BC (a report), BQL, BCĐ, BCH, BTV (boards)
_OTHERS = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number taken apart. `text` is the normal form ('266-KH/TU'; blanks and line breaks dropped),
    `serial` the running number, `year` the year inside it ('2021' of 107/2021/NĐ-CP), `parts` its letters in order."""

    text: str
    serial: int
    year: str | None
    parts: tuple[str, ...]

    @property
    def symbol(self) -> str:
        """The letters with their separators ('KH/TU', 'NĐ-CP')."""
        return self.text.split("/", 2)[2] if self.year else self.text.lstrip("0123456789").lstrip("/-")

    @property
    def key(self) -> str:
        """What equal documents share: no leading zero, no `&`, one separator ('266-kh-tu')."""
        parts = [part.replace("&", "") for part in self.parts]
        return slug("-".join([str(self.serial), *([self.year] if self.year else []), *parts]))


@lru_cache(maxsize=1024)
def parse_number(printed: str | None) -> Number | None:
    """The number printed in `printed` alone ('266- KH/TU', '71/NQ- CP', '1686/NQ-\\nUBTVQH15'), or None."""
    text = "".join(unicodedata.normalize("NFC", printed or "").split()).translate(dict.fromkeys(map(ord, "–—‑−"), "-"))
    found = re.fullmatch(r"(\d{1,6})([/-])(?:(\d{4})/)?([^\W\d_][\w&.]*(?:[/-][\w&.]+)*)", text)
    if not found:
        return None
    return Number(text, int(found[1]), found[3], tuple(_PARTS.split(found[4])))


def kind_of_words(words: str | None) -> str | None:
    """The kind (model.md) that printed words name ('Kế hoạch hành động' -> 'plan'); None where they name none."""
    key = fold(words or "").removeprefix(fold("các") + " ")
    fits = [form for form in _FOLDED_WORDS if f"{key} ".startswith(f"{form} ")]
    return _FOLDED_WORDS[max(fits, key=len)] if fits else None


def words_of_symbol(number: Number) -> str | None:
    """The kind words its letters stand for ('KH' -> 'kế hoạch'); None for an official letter (`1552/BTTTT-TTH`)."""
    return WORDS_OF_LETTERS.get(number.parts[0].upper())


def kind_of_number(number: Number) -> str:
    """The kind a number alone tells: its letters, `law` for a law's number (31/2024/QH15), else a letter."""
    words = words_of_symbol(number)
    if words:
        return KIND_OF_WORDS[words]
    return "law" if number.parts[0].upper().startswith("QH") and number.year else "letter"


def rank(number: Number | None) -> int:
    """How high the issuer stands, 0 the Party's centre, 1 National Assembly, 2 Government, 3 ministries, 4 a
    province's Party committee, 5 a province, 6 its departments and others (also for no number)."""
    if number is None:
        return _OTHERS
    ranks = [found for part in number.parts if (found := _rank_of(part.upper())) is not None]
    return min(ranks, default=_OTHERS)


def _rank_of(part: str) -> int | None:
    if part in {"VPTW", "BBT"} or part.endswith("TW"):
        return 0
    if part.endswith("TU") and len(part) <= 6:
        return 4
    if re.fullmatch(r"(?:UBTV)?QH\d*", part):
        return 1
    if _MINISTRY.fullmatch(part):
        return 3
    return _STATE.get(part)


def is_central(number: Number | None) -> bool:
    """Whether its numbers run for the whole nation (NQ-CP, QĐ-TTg, NQ/TW, TT-B…, QH15) and not for each province."""
    return rank(number) <= 3


_FOLDED_WORDS = {fold(words): kind for words, kind in KIND_OF_WORDS.items()}
