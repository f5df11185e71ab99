"""Which mentions of documents mean one document: keys, clusters of claims, stable ids.

A national number (NQ-CP, QĐ-TTg, NQ/TW, TT-B…, QH15) names one document for all; a provincial one (KH/TU, NQ-HĐND,
QĐ-UBND, KH-UBND) belongs to the province that issued it, and numbers begin again each year."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.identity.numbers import Number, is_central, kind_of_words, parse_number, words_of_symbol
from graph.identity.registry import CENTRAL, find_province, jurisdiction_slug
from graph.text import fold, slug


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a document. `cited_in` names the citing document, `jurisdiction` is that document's; `date` is
    ISO ('2025-04-26'), a year alone for laws ('2015'), or None; `own` marks what an imported document says of
    itself; `handle` is the caller's own mark and plays no part."""

    cited_in: str
    number: str | None
    kind: str
    date: str | None = None
    kind_words: str | None = None
    title: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    own: bool = False
    handle: str | int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the claims of one document disagree on: `code` is 'cited_twice_dates' or 'cited_two_symbols'."""

    code: str
    message: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One document: its claims, and what they agree on (number in normal form, the date most of them give)."""

    id: str
    claims: tuple[Claim, ...]
    number: str | None
    kind: str
    date: str | None
    title: str | None
    issuer: str | None
    jurisdiction: str | None
    findings: tuple[Finding, ...] = ()


_OF_PROVINCE = re.compile(r"(?<!\w)(?:tỉnh|thành\s+(?:phố|ủy|uỷ))(?!\w)", re.IGNORECASE)


def jurisdiction_of(number: str | None, kind: str, issuer: str | None, citing: str | None) -> str | None:
    """Whose document it is: the nation's by its number or by being a law, the province its issuer names or, in a
    commune's plan, is one of without a name ("UBND tỉnh"), else the province (commune) of the citing document."""
    parsed = parse_number(number)
    if kind == "law" or (parsed and is_central(parsed)):
        return CENTRAL
    of_province = bool(issuer and _OF_PROVINCE.search(issuer))
    province = find_province(issuer) or (find_province(citing) if of_province else None)
    return province.name if province else citing


def document_key(number: str | None, kind: str, title: str | None, jurisdiction: str | None) -> str:
    """What mentions of one document share before dates are looked at: 'thanh-hoa:101-kh-ubnd',
    'trung-uong:71-nq-cp', 'trung-uong:luat-du-lieu' for a law without number, else kind and title."""
    place = jurisdiction_slug(jurisdiction) if jurisdiction else "unknown"
    parsed = parse_number(number)
    if parsed:
        return f"{place}:{parsed.key}"
    if kind == "law":
        return f"{jurisdiction_slug(CENTRAL)}:{slug(title or '')[:96]}"
    digest = hashlib.sha1(fold(title or "").encode()).hexdigest()[:8]
    return f"{place}:{kind}:{digest if title else 'untitled'}"


def document_id(
    number: str | None, kind: str, title: str | None, jurisdiction: str | None,
    date: str | None = None, content: str | None = None,
) -> str:
    """The node's id: 'doc:thanh-hoa:101-kh-ubnd:2025'; without a year where none is known or the number holds it; of
    a draft without number 'doc:quang-binh:draft:plan:3bb0616e' from kind and title. `content` (a hash) keeps documents
    apart that have neither number nor title. Independent of file names."""
    key = document_key(number, kind, title, jurisdiction)
    parsed = parse_number(number)
    if not parsed and kind != "law":
        place, rest = key.split(":", 1)
        return f"doc:{place}:draft:{rest}" + (f":{content[:12]}" if content and not title else "")
    year = date[:4] if date and not (parsed and parsed.year) else None
    return f"doc:{key}:{year}" if year else f"doc:{key}"


def group_claims(claims: Iterable[Claim]) -> list[Cluster]:
    """The documents that the claims speak of, by id; the order of the claims does not matter.

    One document: the same key and the same year, the same day and month of another year (a misprint, reported as
    'cited_twice_dates'), or no date where the key has one dated document only. A claim whose kind words contradict
    its letters (`Kế hoạch hành động số 206-CTr/TU`) joins the document of the same number whose letters fit the words
    ('cited_two_symbols')."""
    buckets: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(set(claims), key=_order):
        buckets[_key(claim)].append(claim)
    _join_symbols(buckets)
    clusters = [_cluster(group) for bucket in buckets.values() for group in _by_date(bucket)]
    return sorted(clusters, key=lambda cluster: cluster.id)


def _order(claim: Claim) -> tuple[str, ...]:
    return (_key(claim), claim.date or "", claim.cited_in, str(claim.handle or ""), claim.number or "",
            claim.kind_words or "", claim.title or "", claim.issuer or "", claim.kind)


def _place(claim: Claim) -> str | None:
    if claim.own:
        return claim.jurisdiction
    return jurisdiction_of(claim.number, claim.kind, claim.issuer, claim.jurisdiction)


def _key(claim: Claim) -> str:
    return document_key(claim.number, claim.kind, claim.title, _place(claim))


def _contradicts(words: str | None, number: Number) -> bool:
    """Whether the kind words (`Kế hoạch hành động`) name another kind than the letters (`CTr`)."""
    named, letters = kind_of_words(words), words_of_symbol(number)
    if not words or not letters or named in {None, "letter"}:
        return False
    return not fold(words).startswith(fold(letters).split()[0])


def _join_symbols(buckets: dict[str, list[Claim]]) -> None:
    for key in list(buckets):
        for claim in list(buckets[key]):
            number = parse_number(claim.number)
            if not number or not _contradicts(claim.kind_words, number):
                continue
            fitting = [other for other in buckets if other != key and _fits(claim, number, buckets[other])]
            if len(fitting) == 1:
                buckets[key].remove(claim)
                buckets[fitting[0]].append(claim)
        if not buckets[key]:
            del buckets[key]


def _fits(claim: Claim, number: Number, bucket: Sequence[Claim]) -> bool:
    """Whether a bucket holds the document that `claim` means under other letters."""
    first = bucket[0]
    other = parse_number(first.number)
    if not other or _place(first) != _place(claim):
        return False
    same = (other.serial, other.year, other.parts[1:]) == (number.serial, number.year, number.parts[1:])
    dates = {one.date for one in bucket if one.date}
    close = not claim.date or not dates or any(_same_date(claim.date, date) for date in dates)
    return same and close and not _contradicts(claim.kind_words, other)


def _same_date(one: str, other: str) -> bool:
    """The same year, or the same day and month of two years (a misprinted year)."""
    return one[:4] == other[:4] or (len(one) == 10 and one[4:] == other[4:])


def _by_date(bucket: Sequence[Claim]) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in (one for one in bucket if one.date):
        near = [group for group in groups if _one_number_a_year(claim, group)]
        rest = [group for group in groups if group not in near]
        groups = [*rest, [claim, *(one for group in near for one in group)]]
    undated = [one for one in bucket if not one.date]
    if len(groups) <= 1:
        return [[*(groups[0] if groups else []), *undated]]
    for claim in undated:  # several documents of this number: the one its own text dates, if it is one
        near = [group for group in groups if any(one.cited_in == claim.cited_in for one in group)]
        if len(near) == 1:
            near[0].append(claim)
    left = [one for one in undated if not any(one in group for group in groups)]
    return [*groups, left] if left else groups


def _one_number_a_year(claim: Claim, group: Sequence[Claim]) -> bool:
    number = parse_number(claim.number)
    return bool(number and number.year) or any(_same_date(claim.date or "", one.date or "") for one in group)


def _cluster(claims: list[Claim]) -> Cluster:
    claims = sorted(claims, key=_order)
    numbers = [parse_number(one.number) for one in claims]
    fitting = [one for one, number in zip(claims, numbers, strict=True)
               if number and not _contradicts(one.kind_words, number)]
    lead = next((one for one in claims if one.own), (fitting or claims)[0])
    number = parse_number(lead.number)
    date = lead.date if lead.own and lead.date else _most(claims, "date")
    title = lead.title if lead.own or not number else _most(claims, "title")
    issuer = (lead.issuer if lead.own else None) or _most(claims, "issuer")
    place = _place(lead)
    return Cluster(
        document_id(lead.number, lead.kind, title, place, date), tuple(claims), _printed(number, numbers),
        lead.kind, date, title, issuer, place, tuple(_findings(claims)),
    )


def _printed(number: Number | None, numbers: Sequence[Number | None]) -> str | None:
    """A number as printed; as another mention prints it ('12-CTr/TU') where this one is in capitals ('12-CTR/TU')."""
    if number is None or not number.text.isupper():
        return number.text if number else None
    same = {other.text for other in numbers if other and other.key == number.key and not other.text.isupper()}
    return min(same, default=number.text)


def _most(claims: Sequence[Claim], field: str) -> str | None:
    """The value most citing documents give, then most mentions; the first in order of a tie. What a title in capitals
    says (`CỦA BAN THƯỜNG VỤ TỈNH ỦY`) counts only where nothing else does: small letters keep what is a name."""
    given = [(value, one.cited_in) for one in claims if (value := getattr(one, field))]
    documents = Counter(value for value, _ in set(given))
    mentions = Counter(value for value, _ in given)
    return min(
        documents, key=lambda value: (value.isupper(), -documents[value], -mentions[value], value), default=None
    )


def _findings(claims: Sequence[Claim]) -> list[Finding]:
    dates = sorted({one.date for one in claims if one.date})
    symbols = sorted({number.text for one in claims if (number := parse_number(one.number))}, key=_loose)
    name = symbols[0] if symbols else claims[0].title
    findings = []
    if len(dates) > 1:
        dated = tuple(one for one in claims if one.date)
        findings.append(Finding("cited_twice_dates", f"{name} is cited with the dates {', '.join(dates)}", dated))
    if len({_loose(symbol) for symbol in symbols}) > 1:
        message = f"one document is cited as {' and '.join(symbols)}"
        findings.append(Finding("cited_two_symbols", message, tuple(claims)))
    return findings


def _loose(symbol: str) -> str:
    number = parse_number(symbol)
    return number.key if number else re.sub(r"\W", "", symbol)
