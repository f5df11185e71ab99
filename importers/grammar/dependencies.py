"""Dependencies that a text states: a task waits for an act, rests on a published list, continues an earlier stage.

Each rule names one way of saying it; nothing here guesses. What is found keeps its verbatim words and, taken apart,
who acts (`actor`), what is done (`act`) and to what (`object`), so that a later step can look for the task or
document meant. Rules and the wordings they were built from:

* after_event: `sau khi Bộ Nội vụ ban hành Đề án`, `sau khi Đề án được Thủ tướng phê duyệt`, `khi có hướng dẫn của Bộ`
* published: `theo danh mục đã ban hành`, `theo danh mục đã được Trung ương ban hành`, `đề án đã được phê duyệt`
* under_scheme: `theo Đề án của Chính phủ`, `theo KH của TW`, `định kỳ theo Đề án`
* guidance: `theo hướng dẫn của Trung ương`, `theo chỉ đạo, hướng dẫn của Bộ Y tế`, `theo tiến độ của TW`
* basis: `trên cơ sở kế hoạch được phê duyệt`, `căn cứ dự toán đơn vị lập`
* stage: `(giai đoạn 2)` waits for stage 1 of the same project; `mở rộng dự án giai đoạn 1` names it
* carried_over: `nhiệm vụ 2025 chuyển tiếp`
* part: `(1) ...; (2) ...` of one task: each part but the first, in their printed order
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.text import clean, fold
from importers.grammar.clauses import any_of, clause_end, clause_ends, name_end, phrases_of
from importers.grammar.dates import year_of
from importers.grammar.groups import split_groups
from importers.grammar.tokens import Tokens, folded, key, matches, number, tokenize

Rule = Literal["after_event", "published", "under_scheme", "guidance", "basis", "stage", "carried_over", "part"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated dependency: its rule, the verbatim words and where they stand in the cleaned text (`begin`, characters).
    `stage` is the stage waited for, `year` the year carried over from, `part` the label of the dependent part."""

    rule: Rule
    words: str
    begin: int
    actor: str | None = None
    act: str | None = None
    object: str | None = None
    stage: int | None = None
    year: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's find in tokens: `begin` to `end`, and the token spans of its parts."""

    rule: Rule
    begin: int
    end: int
    actor: tuple[int, int] | None = None
    act: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    stage: int | None = None
    year: int | None = None


_ACTS = phrases_of(
    "ban hành", "phê duyệt", "công bố", "thông qua", "hoàn thành", "hướng dẫn", "giao", "quyết định", "chấp thuận",
    "thẩm định", "nghiệm thu", "có", "được cấp", "kết thúc", "cho ý kiến", "thống nhất",
)  # fmt: skip
_PUBLISHED = phrases_of("ban hành", "phê duyệt", "công bố", "thông qua", "chấp thuận", "nghiệm thu")
_PRODUCTS = phrases_of(
    "danh mục", "đề án", "kế hoạch", "chương trình", "quy hoạch", "chiến lược", "dự án", "phương án", "dự toán",
    "bộ tiêu chí", "kết quả", "lộ trình", "quyết định ban hành", "KH", "kịch bản",
)  # fmt: skip
_SCHEMES = phrases_of(
    "đề án", "kế hoạch", "chương trình", "KH", "dự án", "lộ trình", "quyết định ban hành danh mục"
)  # fmt: skip
_GUIDANCE = phrases_of("hướng dẫn", "chỉ đạo", "yêu cầu", "tiến độ", "lộ trình", "phân công")
_AFTER = phrases_of("sau khi", "ngay sau khi", "khi có", "kể từ khi")
_AWAITED = phrases_of(
    "yêu cầu", "chỉ đạo", "hướng dẫn", "văn bản", "quyết định", "chủ trương", "quy định", "ý kiến", "đề án",
    "kế hoạch", "kinh phí", "nguồn", "đủ điều kiện", "nghị quyết", "thông tư", "danh mục",
)  # fmt: skip
_BASIS = phrases_of("trên cơ sở", "căn cứ", "căn cứ vào")
_ENLARGE = phrases_of("mở rộng", "tiếp nối", "kế thừa", "hoàn thành", "kết thúc", "sau", "nghiệm thu")
_THEO, _CUA, _DA, _DUOC, _CO = map(fold, ("theo", "của", "đã", "được", "có"))
_LISTING = frozenset((",", fold("và"), "/"))
_NUMBER, _THIS = fold("số"), fold("này")
_BEGIN = frozenset((_THEO, *_AFTER, *_PRODUCTS, *_BASIS))
_BEGIN_KEYS = frozenset(("giai", "chuyen"))
"""Words (and keys) at which a rule can begin."""
_LATER, _FIRST = r"g\w{3}\s+[dđ]\w{3}\s*0*[2-9](?!\d)", r"g\w{3}\s+[dđ]\w{3}\s*0*1(?!\d)"
_NEEDED = tuple(map(re.compile, (
    r"khi(?![^\W\d_])", r"theo(?!\s+dõi)", "đã", "căn", r"trên\s+cơ", _LATER, r"ch\w{4}\s+t\w{3}",
    rf"(?:mở|tiếp|kế|hoàn|kết|sau|nghiệm)\s.*{_FIRST}",
)))  # fmt: skip
"""What every rule needs, in small letters: a word of its own, the form of `giai đoạn 2` or of `chuyển tiếp`, or that of
`giai đoạn 1` after the first word of what goes on from it (`_ENLARGE`). Each is looked for by itself, which is faster
where nothing is found."""


def read_stated(text: str | None) -> list[Stated]:
    """The stated dependencies of a task's name, scope, note or deadline, in reading order; words found by an earlier
    rule are not read again by a later one. Texts that cite a numbered document (`theo Kế hoạch số 272/KH-UBND`) are
    left to the citation grammar. Not for agency cells: `(1) Sở A, (2) Sở B` there says who does which part."""
    return list(_read(clean(text or "")))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Stated, ...]:
    small = text.casefold()
    stated = _ruled(text) if any(needed.search(small) for needed in _NEEDED) else []
    return tuple(sorted([*stated, *_parts(text)], key=lambda item: item.begin))


def _ruled(text: str) -> list[Stated]:
    tokens = tokenize(text)
    found: list[_Match] = []
    index = 0
    while index < len(tokens):
        begins = tokens[index].folded in _BEGIN or tokens[index].key in _BEGIN_KEYS
        match = next((hit for rule in _RULES if (hit := rule(tokens, index))), None) if begins else None
        if match:
            found.append(match)
        index = max(match.end, index + 1) if match else index + 1
    return [_stated(text, tokens, match) for match in found]


def _stated(text: str, tokens: Tokens, match: _Match) -> Stated:
    def words(span: tuple[int, int] | None) -> str | None:
        if span is None or span[1] <= span[0]:
            return None
        return text[tokens[span[0]].start : tokens[span[1] - 1].stop]

    return Stated(match.rule, words((match.begin, match.end)) or "", tokens[match.begin].start, words(match.actor),
                  words(match.act), words(match.object), match.stage, match.year)  # fmt: skip


def _parts(text: str) -> list[Stated]:
    """Parts (2), (3), ... of one task, when they are numbered from (1) on without a gap."""
    if "(2)" not in text:
        return []
    groups = [group for group in split_groups(text[max(text.find("(1)"), 0) :]) if group.label and group.text]
    if len(groups) < 2 or [group.label for group in groups] != [f"({n})" for n in range(1, len(groups) + 1)]:
        return []
    return [
        Stated("part", group.shown, max(text.find(group.label or ""), 0), object=group.text, part=group.label)
        for group in groups[1:]
    ]


def _after_event(tokens: Tokens, index: int) -> _Match | None:
    at = any_of(tokens, index, _AFTER)
    if at is None:
        return None
    if folded(tokens, at - 1) == _CO:
        if any_of(tokens, at, _AWAITED) is None:
            return None  # `khi có bất kỳ tác động nào`: a case, not an act somebody waits for
        at -= 1  # `khi có`: the act itself
    end = clause_end(tokens, at)
    for verb in range(at, end):
        after = any_of(tokens, verb, _ACTS)
        if after is None or after > end:
            continue
        passive = next((i for i in range(at, verb) if folded(tokens, i) == _DUOC), None)
        if passive is not None:
            return _Match("after_event", index, end, (passive + 1, verb), (verb, after), (at, passive))
        owner = next((i for i in range(after, end) if folded(tokens, i) == _CUA), None)
        if owner is not None and verb == at:
            return _Match(
                "after_event", index, end, (owner + 1, name_end(tokens, owner + 1)), (verb, after), (after, owner)
            )
        return _Match("after_event", index, end, (at, verb), (verb, after), (after, end))
    return None


def _published(tokens: Tokens, index: int) -> _Match | None:
    """A product, then within its clause `đã (được) (actor) ban hành`."""
    at = any_of(tokens, index, _PRODUCTS)
    if at is None:
        return None
    stop = clause_end(tokens, at, comma=False)
    for done in range(at, stop):
        if folded(tokens, done) != _DA:
            continue
        actor = done + 1 + (folded(tokens, done + 1) == _DUOC)
        for verb in range(actor, min(actor + 8, stop)):
            if after := any_of(tokens, verb, _PUBLISHED):
                begin = index - 1 if folded(tokens, index - 1) in (_THEO, fold("trong")) else index
                owner = (after + 1, name_end(tokens, after + 1)) if folded(tokens, after) == _CUA else (actor, verb)
                end = max(after, owner[1])
                return _Match("published", begin, end, owner, (verb, after), (index, done))
        return None
    return None


def _under(tokens: Tokens, index: int) -> _Match | None:
    """`theo` a scheme or somebody's guidance."""
    if folded(tokens, index) != _THEO:
        return None
    if (guided := _guided(tokens, index)) or _published(tokens, index + 1):
        return guided  # a published list is read where its own words begin
    at = any_of(tokens, index + 1, _SCHEMES)
    if at is None:
        return None
    end = clause_end(tokens, at)
    owner = next((i for i in range(at, end) if folded(tokens, i) == _CUA), None)
    if any(_numbered(tokens, i) for i in range(at, owner or clause_end(tokens, at, comma=False))):
        return None
    if owner is not None:
        actor = (owner + 1, name_end(tokens, owner + 1))
        return _Match("under_scheme", index, actor[1], actor, object=(index + 1, owner))
    own_plan = end == at and folded(tokens, index + 1) != fold("đề")  # `nhiệm vụ theo Kế hoạch`: this plan's tasks
    attached = folded(tokens, index - 1) == fold("kèm")  # `kèm theo Kế hoạch`
    return None if own_plan or attached else _Match("under_scheme", index, end, object=(index + 1, end))


def _numbered(tokens: Tokens, index: int) -> bool:
    """Whether a numbered document (`số 272/KH-UBND`, a draft's `số /KH-UBND`) or the plan itself (`này`) is meant."""
    if folded(tokens, index) == _NUMBER:
        return number(tokens, index + 1) is not None or key(tokens, index + 1) in ("/", ":", "...", "…", "")
    return folded(tokens, index) == _THIS


def _guided(tokens: Tokens, index: int) -> _Match | None:
    at = any_of(tokens, index + 1, _GUIDANCE)
    scheme = any_of(tokens, index + 1, _SCHEMES) if at is None else None
    if scheme is not None and folded(tokens, scheme) in _LISTING:  # `theo kế hoạch, hướng dẫn của Trung ương`
        at = any_of(tokens, scheme + 1, _GUIDANCE)
    if at is None:
        return None
    while folded(tokens, at) in _LISTING and (more := any_of(tokens, at + 1, _GUIDANCE)):
        at = more
    if folded(tokens, at) != _CUA:
        return None
    return _Match(
        "guidance", index, name_end(tokens, at + 1), (at + 1, name_end(tokens, at + 1)), None, (index + 1, at)
    )


def _basis(tokens: Tokens, index: int) -> _Match | None:
    at = any_of(tokens, index, _BASIS)
    if at is None:
        return None
    at += folded(tokens, at) in (fold("các"), fold("những"))
    product = any_of(tokens, at, _PRODUCTS)
    if product is None:
        return None
    end = clause_end(tokens, at)
    if any(_numbered(tokens, i) for i in range(product, min(product + 2, end))):
        return None  # a numbered document, or the plan itself: a legal basis
    act = next(((i, after) for i in range(product, end) if (after := any_of(tokens, i, _PUBLISHED))), None)
    return _Match("basis", index, end, None, act, (at, end))


def _stage(tokens: Tokens, index: int) -> _Match | None:
    stage = number(tokens, index + 2)
    if not matches(tokens, index, ("giai", "doan")) or stage is None or stage > 9:
        return None
    if stage > 1:
        named = index - (key(tokens, index - 1) == "(")
        return _Match("stage", index, index + 3, object=(_back(tokens, index), named), stage=stage - 1)
    before = _back(tokens, index)
    if any(any_of(tokens, i, _ENLARGE) for i in range(before, index)):
        return _Match("stage", before, index + 3, object=(before, index), stage=1)
    return None


def _back(tokens: Tokens, index: int) -> int:
    """Where the words before `index` begin, back to the end of the clause before them."""
    at = index - 1 if key(tokens, index - 1) == "(" else index
    while at > 0 and not clause_ends(tokens, at - 1, comma=False):
        at -= 1
    return at


def _carried(tokens: Tokens, index: int) -> _Match | None:
    if not matches(tokens, index, ("chuyen", "tiep")):
        return None
    before = next((i for i in range(max(index - 4, 0), index) if matches(tokens, i, ("nhiem", "vu"))), None)
    if before is not None:
        year = next((value for i in range(before, index) if (value := year_of(number(tokens, i)))), None)
        return _Match("carried_over", before, index + 2, object=(before, before + 2), year=year)
    at = index + 2 + (folded(tokens, index + 2) in (fold("từ"), fold("sang")))
    at += key(tokens, at) == "nam"
    if year_of(number(tokens, at)) is None:
        return None
    into = folded(tokens, index + 2) != fold("từ")
    return _Match("carried_over", index, at + 1, year=None if into else number(tokens, at))


_RULES: tuple[Callable[[Tokens, int], _Match | None], ...] = (
    _after_event, _under, _published, _basis, _stage, _carried,
)  # fmt: skip
