"""Finding the time phrases of a cell: which words and numbers say when, and what each of them says.

The scan goes from left to right; at every token the rules of `_RULES` are tried in order and the first that fits
takes its tokens. Words no rule knows are passed over (they say what is done, not when); a number no rule knows is
reported, because it may be a date nobody could read.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.text import fold
from importers.grammar.asides import AFTER, BEFORE, LENGTHS, read_citation
from importers.grammar.dates import Unit
from importers.grammar.moments import read_moment
from importers.grammar.phrase import Found, Phrase, PhraseKind
from importers.grammar.stretches import UNITS, read_listed, read_stretch
from importers.grammar.tokens import Tokens, folded, key, matches, number

# Wordings that say when without naming a date, by their keys without diacritics (real cells misprint the marks).
# 'column' means the whole span of the period column the cell stands in.
WORDINGS: dict[PhraseKind, tuple[str, ...]] = {
    "ongoing": (
        "thuong xuyen", "lien tuc", "dang thuc hien", "dang trien khai", "duy tri", "lau dai", "dai han", "suot nam",
        "tro di", "nhung nam tiep theo", "cac nam tiep theo", "nam tiep theo", "cac nam sau", "nhung nam sau",
        "nhung nam toi", "cac nam toi",
    ),
    "recurring": (
        "hang nam", "hang quy", "hang qui", "hang thang", "hang tuan", "hang ngay", "dinh ky", "dinh ki", "moi nam",
        "moi quy", "moi thang", "moi tuan", "thang dau quy", "thang dau cua quy",
        "thang cuoi quy", "thang cuoi cua quy", "thang cuoi moi quy", "thang , nam",
        "thang va nam", "tung nam", "tung quy", "tung thang", "nam mot lan", "lan / nam", "lan / quy",
        "lan / thang", "lan / tuan", "thang / lan", "nam / lan", "quy / lan", "ngay / lan", "tuan / lan",
        "lan moi nam", "lan moi quy", "lan moi thang", "theo tung nam", "theo tung quy", "theo tung thang",
    ),
    "done": (
        "da hoan thanh", "da thuc hien", "da ban hanh", "da xong", "da trien khai", "da phe duyet", "da to chuc",
        "hoan thanh xong",
    ),
    "external": (
        "theo", "sau khi", "ngay sau khi", "khi", "ngay khi", "tuy theo", "tuy thuoc", "phu thuoc", "can cu",
        "tren co so", "trong vong", "dot xuat", "ky hop thu", "ki hop thu", "ke tu khi", "ke tu ngay", "tu khi",
    ),
    "column": ("trong giai doan", "ca giai doan", "trong ky", "suot giai doan"),
}  # fmt: skip
_KEYWORDS: dict[str, list[tuple[tuple[str, ...], PhraseKind]]] = {}  # by their first word, longest first
for _kind, _table in WORDINGS.items():
    for _words in map(tuple, map(str.split, _table)):
        _KEYWORDS.setdefault(_words[0], []).append((_words, _kind))
for _list in _KEYWORDS.values():
    _list.sort(key=lambda item: -len(item[0]))
_SPLITS = (",", "va", "hoac", "&", ";")
_MONTH = fold("tháng")


def scan(tokens: Tokens) -> tuple[list[Phrase], bool]:
    """The time phrases in reading order, and whether a number was left that nothing explains."""
    phrases: list[Phrase] = []
    unexplained = False
    index = 0
    unit: Unit | None = None
    while index < len(tokens):
        listed = read_listed(tokens, index, unit) if unit and key(tokens, index - 1) in _SPLITS else None
        found = listed or next((hit for rule in _RULES if (hit := rule(tokens, index))), None)
        if found is None:
            unit = unit if key(tokens, index) in _SPLITS else None
            index, passed_number = _pass(tokens, index)
            unexplained |= passed_number
            continue
        phrases.append(found)
        index = found.end
        unit = found.first.unit if found.first else None
    return [phrase for phrase in phrases if phrase.kind != "aside"], unexplained


def _pass(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Past a token no rule knows; past a number together with what a slash or hyphen joins to it, so that no half
    of an impossible date (`tháng 13/2025`) is taken for a year."""
    if not any(ch.isdigit() for ch in tokens[index].text):
        return index + 1, False
    at = index + 1
    while key(tokens, at) in ("/", "-", ".") and number(tokens, at + 1) is not None:
        at += 2
    return at, True


def _wording(tokens: Tokens, index: int) -> tuple[PhraseKind, int] | None:
    """The longest wording that begins at `index`: its kind and the index after it."""
    for words, kind in _KEYWORDS.get(key(tokens, index), ()):
        end = index + len(words)
        if not matches(tokens, index, words):
            continue
        if kind == "external" and read_moment(tokens, end - 1):
            continue  # `kể từ ngày 1/1/2026` is a date
        if words[-1] == "thu" and any(read_moment(tokens, at) for at in range(end, len(tokens))):
            continue  # `kỳ họp thứ 10 (tháng 10/2026)` says itself when the session is
        if kind == "column" and (read_moment(tokens, end) or number(tokens, end) is not None):
            continue  # `trong giai đoạn 2026-2030` names its own span
        if words[0] == "thang" and words[-1] == "nam" and number(tokens, end) is not None:
            continue  # `6 tháng, năm` are half-yearly and yearly reports, `6 tháng, năm 2026` is not
        return kind, end
    return None


def _keyword(tokens: Tokens, index: int) -> Found:
    """A wording of `WORDINGS`. `2 lần/năm` and `định kỳ 6 tháng` take their numbers along."""
    if number(tokens, index) is not None and key(tokens, index + 1) in LENGTHS:
        counted = _wording(tokens, index + 1)
        return Phrase("recurring", index, _every(tokens, counted[1])) if counted and counted[0] == "recurring" else None
    found = _wording(tokens, index)
    if found is None:
        return None
    kind, end = found
    if kind == "external":
        end = _outside(tokens, end)
    elif kind == "recurring":
        end = _every(tokens, end)
    return Phrase(kind, index, end)


def _every(tokens: Tokens, index: int) -> int:
    """Past what says how often: `định kỳ (6 tháng, hằng năm)`, `hàng tháng/quý/năm`, `mỗi năm 01 lần`."""
    at = index
    while True:
        joined = at + 1 if key(tokens, at) in ("/", ",", "va", "(", "1", "hang", "moi") else at
        joined += key(tokens, joined) in ("hang", "moi")
        if number(tokens, joined) is not None and key(tokens, joined + 1) in UNITS and not _is_date(tokens, joined):
            at = joined + 2
        elif joined > at and key(tokens, joined) in UNITS and number(tokens, joined + 1) is None:
            at = joined + 1
        else:
            return at


def _is_date(tokens: Tokens, index: int) -> bool:
    """Whether `<number> tháng` begins a day or a part of a year (`15 tháng 6`, `6 tháng đầu năm 2026`)."""
    after = number(tokens, index + 2) is not None or key(tokens, index + 2) in ("dau", "cuoi")
    return after and folded(tokens, index + 1) == _MONTH


def _outside(tokens: Tokens, index: int) -> int:
    """The end of a phrase that depends on somebody else (`theo Kế hoạch số 5/KH-UBND ngày 1/2/2026 của tỉnh`): the
    rest of the text, up to a closing bracket or to a separator after which a labelled date or wording follows."""
    at = index
    depth = 0
    while at < len(tokens):
        sign = key(tokens, at)
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (sign in _SPLITS and _resumes(tokens, at + 1)):
            return at
        passed = read_citation(tokens, at)
        at = passed.end if passed else at + 1
    return at


def _resumes(tokens: Tokens, index: int) -> bool:
    """Whether a time phrase begins within three words: a label (tháng, quý, năm, trước) or an open wording."""
    for at in range(index, min(index + 3, len(tokens))):
        if key(tokens, at) in (*_SPLITS, "(", ")"):
            return False
        found = _wording(tokens, at)
        if found is not None and found[0] != "external":
            return True
        if key(tokens, at) in ("thang", "quy", "qui", "nam", "truoc") and read_stretch(tokens, at):
            return True
    return False


_RULES: tuple[Callable[[Tokens, int], Found], ...] = (*BEFORE, _keyword, read_stretch, *AFTER)
