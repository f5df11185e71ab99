"""How a text relates documents: this one to those it names, and those it names to each other.

`Thực hiện A và B thực hiện C` is read as: this document implements A and B, and B implements C. `C` is said of the
pair, so A implements C as well where A's issuer stands below C's (`shared`); this document is not said to implement C.
`A sửa đổi, bổ sung Chương trình hành động … thực hiện B`: A implements B, for what it amends is a programme without
number that implements B. A relation of this document counts where the sentence begins with it (`Thực hiện …`, `UBND
tỉnh ban hành Kế hoạch thực hiện …`, `Kế hoạch này thay thế …`); documents named elsewhere are cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from graph.identity.numbers import kind_of_words, rank
from graph.text import clean, fold
from importers.grammar.citations import Citation, read_citations
from importers.grammar.names import KINDS
from importers.grammar.triggers import RelationType, hint_before, triggers


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` stands in `type` to `target`; None is the document itself. `words` is the clause as printed, `offset`
    where the target is named in the NFC text. `shared` marks what a list says of its last member only by grammar."""

    source: Citation | None
    target: Citation | None
    type: RelationType
    words: str
    offset: int
    shared: bool = False


@dataclass(slots=True)
class _Link:
    """One relation of the clause being read, with the documents joined to its target by `và`."""

    source: Citation | None
    type: RelationType
    target: Citation
    joined: list[Citation]


_ASIDE = re.compile(r"\((?:sau\s+đây|gọi\s+(?:tắt|là)|dưới\s+đây)[^()]*\)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[.:!?](?=\s+[^a-zà-ỹđ\d])\s*|;\s*(?=[-+•])|\n\s*(?=[-+•(]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[IVX]+\.\s|[a-zđ]\)\s)"
    r"|\n\s*(?=(?:Thực hiện|Căn cứ|Triển khai|Trên cơ sở|Theo|Để|Kế hoạch này|Quyết định này)\s)"
    r"|(?=\((?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s)")
_JOINED = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng(?:\s+với)?|cũng\s+như))(?:\s+các)?\s*(?:số\s*:?)?\s*$", re.IGNORECASE)
_SUBJECT = re.compile(r",\s*(?:UBND|[ỦU]y\s+ban\s+nhân|Uỷ\s+ban\s+nhân|Chủ\s+tịch|Sở\s|Tỉnh\s)", re.IGNORECASE)
_OPENING = re.compile(
    rf"[\W\d]*(?:[IVX]+\.|[a-zđ]\))?\s*(?:(?:{KINDS})\s*:?\s*)?(?:V/v|về\s+việc|về)?\s*(?:UBND[^,;.]{{0,40}}?)?"
    rf"(?:ban\s+hành\s+(?:{KINDS})(?:\s+(?:để|nhằm))?)?\s*(?:tiếp\s+tục|tổ\s+chức|tập\s+trung)?\s*", re.IGNORECASE)
_THIS = re.compile(rf"[\W\d]*(?:{KINDS})\s+này\s[^.;]{{0,90}}", re.IGNORECASE)
_GUIDANCE = re.compile(r"(?:V/v|về\s+việc)\s+hướng\s+dẫn", re.IGNORECASE)
_PROMULGATED = re.compile(
    rf"ban\s+hành\s+kèm\s+theo\s+(?:{KINDS})\s+này\s*:?\s*[“\"«]?\s*(?P<kind>{KINDS})\s+"
    r"(?P<title>[^”\"».;]{3,400})", re.IGNORECASE)


def relations(text: str, self_kind: str, known: Iterable[Citation] = ()) -> list[Relation]:
    """What title and body of a document of kind `self_kind` say; `known` as in `read_citations`. Each pair and type
    once, at its first statement; what this document implements, amends, replaces or guides is not listed as cited."""
    text = unicodedata.normalize("NFC", text)
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    guides = self_kind in {"letter", "notice"} and _GUIDANCE.search(plain) is not None
    starts = [0, *(found.end() for found in _CLAUSE.finditer(plain))]
    found: list[Relation] = list(_promulgated(plain))
    links: list[_Link] = []
    clause, last = -1, None
    for citation in read_citations(plain, known):
        begin = max(start for start in starts if start <= citation.start)
        if begin != clause or last is None:
            clause, links = begin, []
            found += _first(plain, begin, citation, links, guides)
        else:
            found += _next(plain, begin, last, citation, links)
        last = citation
    return _once(found)


def _relation(text: str, begin: int, link: _Link, shared: bool = False) -> Relation:
    start = link.source.start if link.source and link.source.start >= begin else begin
    words = clean(text[max(start, link.target.end - 400):link.target.end])
    return Relation(link.source, link.target, link.type, words, link.target.start, shared)


def _first(text: str, begin: int, citation: Citation, links: list[_Link], guides: bool) -> list[Relation]:
    """The first document of a clause: what this document has to do with it."""
    kind = _own_type(text, begin, citation)
    if kind == "PROMULGATES":
        links.append(_Link(None, "CITES", citation, [citation]))
        return [Relation(citation, None, kind, clean(text[begin:citation.end]), citation.start)]
    if kind == "CITES" and guides and re.match(r"\W*trên\s+cơ\s+sở", text[begin:], re.IGNORECASE):
        kind = "GUIDES"
    links.append(_Link(None, kind, citation, [citation]))
    return [_relation(text, begin, links[-1])]


def _own_type(text: str, begin: int, citation: Citation) -> RelationType:
    said = triggers(text, begin, citation.start)
    kinds = [kind for kind, _ in said]
    if not said:
        return "CITES"
    if kinds[0] == "PROMULGATES" and not re.search(r"kèm\s+theo\s+$", text[begin:citation.start], re.IGNORECASE):
        return "CITES"
    if _OPENING.fullmatch(text, begin, said[0][1]):
        return "IMPLEMENTS" if kinds[0] == "AMENDS" and "IMPLEMENTS" in kinds else kinds[0]
    for kind, offset in said:
        if kind in {"REPLACES", "AMENDS"} and _THIS.fullmatch(text, begin, offset):
            return kind
    return "CITES"


def _next(text: str, begin: int, last: Citation, citation: Citation, links: list[_Link]) -> list[Relation]:
    """A later document of a clause: joined to one before it, or what one before it is said to be about."""
    gap = text[last.end:citation.start]
    joined = _JOINED.search(gap)
    if joined or _SUBJECT.search(gap):
        return _join(text, begin, citation, links, joined.group().strip()[:1] if joined else ",")
    kind = hint_before(text, last.end, citation.start)
    if kind in {None, "CITES", "PROMULGATES"}:
        return [_relation(text, begin, _Link(None, "CITES", citation, []))]
    source = _said_of(links, citation)
    named_after_it = fold(last.issuer or "").startswith(fold("Ban Chỉ đạo")) and re.match(r"\s*thực\s+hiện", gap)
    pair = [] if kind != "IMPLEMENTS" or not links else links[-1].joined[:-1]
    links.append(_Link(source, kind or "CITES", citation, [citation]))
    if named_after_it:  # `Ban Chỉ đạo Trung ương thực hiện Nghị quyết …` is the board's name
        return []
    shared = [_Link(other, "IMPLEMENTS", citation, []) for other in pair
              if _can_hold(other, citation) and _rank(other) > _rank(citation)]
    return [_relation(text, begin, links[-1]), *(_relation(text, begin, link, shared=True) for link in shared)]


def _said_of(links: list[_Link], citation: Citation) -> Citation | None:
    """Of whom `thực hiện <citation>` is said: the nearest document before it that is another one and does not stand
    above it; else this document."""
    for link in reversed(links):
        for source in (link.target, link.source):
            if source is not None and not _same(source, citation) and _rank(source) >= _rank(citation):
                return source
    return None


def _join(text: str, begin: int, citation: Citation, links: list[_Link], sign: str) -> list[Relation]:
    """`A; B` goes on with the clause's first statement, `A, B` and `A và B` with the nearest that can hold of B."""
    while len(links) > 1 and (sign == ";" or not _can_hold(links[-1].source, citation)):
        links.pop()
    nearest = links[-1]
    members = [*nearest.joined, citation] if sign not in {";", ","} else [citation]
    links[-1] = _Link(nearest.source, nearest.type, citation, members)
    return [_relation(text, begin, links[-1])]


def _can_hold(source: Citation | None, target: Citation) -> bool:
    """Whether what a list says of its first member may be said of a later one: a document has nothing to do with one
    that ranks below it or is dated after it."""
    if source is None:
        return True
    later = source.date and target.date and source.date < target.date
    return not later and _rank(source) >= _rank(target) and not _same(source, target)


def _rank(citation: Citation) -> int:
    return 1 if citation.kind == "law" else rank(citation.parts)


def _identity(citation: Citation | None) -> str:
    if citation is None:
        return ""
    return citation.parts.key if citation.parts else f"{citation.kind} {fold(citation.title or citation.printed)}"


def _same(one: Citation, other: Citation) -> bool:
    return _identity(one) == _identity(other)


def _promulgated(text: str) -> Iterable[Relation]:
    """`Ban hành kèm theo Quyết định này “Chương trình hành động …”`: a document without a number of its own."""
    for found in _PROMULGATED.finditer(text):
        words, title = clean(found["kind"]), clean(found["title"]).rstrip(" ,")
        programme = Citation(None, title, kind_of_words(words) or "other", words, None, None, None, title,
                             found.start("kind"), found.end())
        yield Relation(None, programme, "PROMULGATES", clean(found.group()), found.start("kind"))


def _once(found: Iterable[Relation]) -> list[Relation]:
    kept: dict[tuple[str, str, str], Relation] = {}
    for relation in found:
        ends = (relation.source, relation.target)
        if any(end is not None and end.damage == "lost" for end in ends):
            continue
        key = (_identity(relation.source), _identity(relation.target), relation.type)
        if key not in kept or (kept[key].shared and not relation.shared):
            kept[key] = relation
    strong = {(source, target) for source, target, kind in kept if kind != "CITES"}
    chosen = [relation for (source, target, kind), relation in kept.items()
              if source != target and (kind != "CITES" or (source, target) not in strong)]
    return sorted(chosen, key=lambda relation: relation.offset)
