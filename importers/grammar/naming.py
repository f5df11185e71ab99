"""One pass over the words of a cell: where each name begins and ends. Used by `importers.grammar.agencies`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.identity import groups, matching, tails
from graph.identity.agencies import known_at
from graph.identity.boards import board_of_zones
from graph.identity.lexicon import (
    AND_WORDS,
    COLLECTIVES,
    COMMON_NOUNS,
    LEVELS,
    LIST_HEADS,
    MIXED_NOUNS,
    OFFICERS,
    head_at,
    phrase_at,
    phrases,
)
from graph.identity.matching import Resolved
from graph.identity.words import Token, key_words
from graph.text import clean, fold
from importers.grammar import repeats

Role = Literal["lead", "coordinator"]


def _phrases(*texts: str) -> frozenset[tuple[str, ...]]:
    return phrases(texts)


_SOFT = (",", "-", "/")
_UNIT_CODE = re.compile(r"[A-ZĐ]{1,3}\d{1,3}")
_LEAD = _phrases(
    "chủ trì", "cơ quan chủ trì", "đơn vị chủ trì", "là cơ quan chủ trì", "làm đầu mối", "cơ quan thường trực",
    "cơ quan đầu mối", "đơn vị đầu mối", "cơ quan thực hiện", "đơn vị thực hiện",
)  # fmt: skip
_COORDINATE = _phrases(
    "phối hợp với", "phối hợp cùng", "phối hợp", "cơ quan phối hợp", "đơn vị phối hợp", "chủ trì phối hợp với",
    "chủ trì phối hợp",
)  # fmt: skip
_ADDRESS = _phrases("đề nghị", "giao", "yêu cầu", "kính đề nghị", "gồm", "bao gồm", "do", "trong đó")
_OWNED_BY = _phrases("thuộc", "trực thuộc", "của")
_PREPOSITIONS = _phrases("thuộc", "của", "theo", "tại", "do", "trong", "với", "và")
_LIST_ENDS = _phrases("ngành", "xã", "phường", "khu", "huyện", "đoàn thể")
_LIGHT = _phrases("có liên quan", "liên quan", "theo dõi", "tham mưu", "thực hiện", "báo cáo", "tổng hợp")
_MINISTRY_UNITS = frozenset(map(fold, ("cục", "vụ", "tổng cục")))
_PARTS = frozenset(map(fold, ("phòng", "trung tâm", "chi cục", "cục", "vụ", "văn phòng", "viện")))
_BOARDS = frozenset(map(fold, ("ban chỉ đạo", "tổ công tác", "tổ giúp việc")))
_ABOUT = _phrases("về", "thực hiện", "triển khai", "phát triển")
_LEVEL_WORD = _phrases("cấp")


@dataclass(slots=True)
class Found:
    """A name with the tokens it covers."""

    resolved: Resolved
    start: int
    end: int
    doubt: str | None = None
    role: Role | None = None


class Reader:
    """Reads `items`, the tokens of `printed`, a cell of a plan of `jurisdiction`."""

    def __init__(self, printed: str, items: tuple[Token, ...], jurisdiction: str) -> None:
        self.printed = printed
        self.items = items
        self.jurisdiction = jurisdiction
        self.found: list[Found] = []
        self.list_head: str | None = None
        self.body: tuple[Token, ...] = ()
        self.role: Role | None = None
        self._known_at: dict[int, tuple[Resolved, int] | None] = {}

    def read(self) -> list[Found]:
        """Every name in order."""
        index = 0
        while index < len(self.items):
            after = self._connector(index)
            index = after if after > index else self._trailing(self._name(index))
        return self.found

    # Where a name begins

    def _known(self, index: int) -> tuple[Resolved, int] | None:
        if index not in self._known_at:
            self._known_at[index] = known_at(self.items, index, self.jurisdiction)
        return self._known_at[index]

    def _capitals_after(self, index: int) -> int:
        count = 0
        while (
            index + count < len(self.items) and not self.items[index + count].sep and self.items[index + count].capital
        ):
            count += 1
        return count

    def _starts(self, index: int, capitals: int = 1) -> bool:
        """Whether a name begins at `index` for sure; `capitals` words with a capital must follow an unlisted head."""
        if index >= len(self.items):
            return False
        if phrase_at(self.items, index, COLLECTIVES) > index:
            return True
        if groups.body_of(self.items, index, self.jurisdiction) > index:
            return True
        if known := self._known(index):
            return self.items[index].capital or len(key_words(self.items[index : known[1]])) >= 3
        head = head_at(self.items, index)
        if head is None or not self.items[index].capital:
            return False
        after = phrase_at(self.items, index, frozenset({tuple(head.split())}))
        return self._capitals_after(after) >= capitals

    def _connector(self, index: int) -> int:
        """Skip "và", and the words that say whose turn it is ("chủ trì:", "phối hợp với")."""
        if self.items[index].words in AND_WORDS:
            return index + 1
        officer = phrase_at(self.items, index, OFFICERS)
        if officer > index and officer < len(self.items) and not self.items[officer].sep and self._known(officer):
            return officer
        if (named := self._introduced(index)) > index:
            return named
        address = phrase_at(self.items, index, _ADDRESS)
        if address > index and self._starts(address):
            return address
        roles: tuple[tuple[frozenset[tuple[str, ...]], Role], ...] = ((_COORDINATE, "coordinator"), (_LEAD, "lead"))
        for wordings, role in roles:
            end = phrase_at(self.items, index, wordings)
            if end > index and end < len(self.items) and (self._starts(end) or self.items[end].sep == ":"):
                self.role = role
                return end
        return index

    def _introduced(self, index: int) -> int:
        """Index of the first agency of "Các cơ quan, đơn vị: Sở A, Công an tỉnh", whose beginning only introduces."""
        if phrase_at(self.items, index, COLLECTIVES) == index:
            return index
        colon = self._colon(index)
        return colon if colon > index and self._known(colon) else index

    # One name

    def _add(self, resolved: Resolved, start: int, end: int, doubt: str | None = None) -> int:
        self.found.append(Found(resolved, start, end, doubt, self.role))
        return end

    def _name(self, index: int) -> int:
        for said in (self._headed_list, self._bodies, self._many, self._listed):
            if (end := said(index)) > index:
                return end
        self.list_head = None
        if (end := self._places(index)) > index:
            return end
        if self._is_ellipsis(index):
            end = self._collective_end(index, committee=True)
            words, text = (*self.body, *self.items[index:end]), f"{self._body_text} {self._cut(index, end)}"
            return self._add(groups.group(words, text, self.jurisdiction), index, end)
        if groups.collective_at(self.items, index, self.jurisdiction):
            return self._collective(index)
        return self._unlisted(index)

    def _listed(self, index: int) -> int:
        """A name of the registry, whole or as a further member of a list whose head was said before."""
        found = self._known(index)
        if found:
            self.list_head = LIST_HEADS.get(self.items[index].words)
        elif self.list_head:
            found = matching.subject_at(self.items, index, self.list_head, self.jurisdiction)
        return self._add(found[0], index, found[1]) if found else index

    def _headed_list(self, index: int) -> int:
        """First member of "các sở Y tế, Xây dựng", "Sở: Y tế; Nội vụ" or "các sở, ngành: Y tế", where the head is said
        once."""
        start = phrase_at(self.items, index, COLLECTIVES)
        if start + 1 >= len(self.items):
            return index
        colon = self._colon(start)
        head = LIST_HEADS.get(self.items[start].words)
        first = colon if colon > start else start + 1
        if head is None or (start == index and colon != start + 1) or not self.items[first].capital:
            return index
        found = matching.subject_at(self.items, first, head, self.jurisdiction)
        if found is None:
            return index
        self.list_head = head
        return self._add(found[0], index, found[1])

    def _colon(self, start: int) -> int:
        """Index of the word after the colon that ends the phrase at `start`; `start` where none does."""
        for at in range(start + 1, min(start + 10, len(self.items))):
            if self.items[at].sep in (":", ";"):
                return at if self.items[at].sep == ":" else start
        return start

    def _cut(self, start: int, end: int) -> str:
        return clean(self.printed[self.items[start].start : self.items[end - 1].end])

    def _places(self, index: int) -> int:
        """ "UBND các huyện Quan Sơn, Mường Lát": a body of each named place."""
        body_end = groups.body_of(self.items, index, self.jurisdiction)
        first = phrase_at(self.items, body_end, COLLECTIVES) if body_end > index else index
        at = phrase_at(self.items, first, LEVELS) if first > index else index
        colon = at < len(self.items) and self.items[at].sep == ":"
        if at in (index, first) or tails.name_end(self.items, at, after_mark=colon) == at:
            return index
        level = LEVELS[key_words(self.items[first:at])]
        start = index
        while (stop := tails.name_end(self.items, at, after_mark=True)) > at:
            tail = tails.Tail("local", stop, level=level, place=self.items[at:stop])
            node = groups.local_agency(self.items, index, body_end, tail, self.jurisdiction)
            self._add(node, start, stop)
            start = at = stop
            if at < len(self.items) and self.items[at].words in AND_WORDS:
                start = at = at + 1
            next_level = phrase_at(self.items, at, LEVELS)
            if next_level > at and tails.name_end(self.items, next_level) > next_level:
                level, at = LEVELS[key_words(self.items[at:next_level])], next_level
            elif at >= len(self.items) or self._starts(at):
                break
        return self.found[-1].end

    # Collectives

    @property
    def _body_text(self) -> str:
        return clean(self.printed[self.body[0].start : self.body[-1].end]) if self.body else ""

    def _is_ellipsis(self, index: int) -> bool:
        """Whether the body said before is meant again: "UBND cấp huyện, |cấp xã"."""
        if not self.body or not self.found or not self.found[-1].resolved.group:
            return False
        if self.items[index].words in _LEVEL_WORD:
            return True
        after = phrase_at(self.items, index, COLLECTIVES)
        return after > index and phrase_at(self.items, after, LEVELS) > after

    def _collective(self, index: int) -> int:
        body_end = groups.body_of(self.items, index, self.jurisdiction)
        self.body = self.items[index:body_end]
        end = self._collective_end(body_end if body_end > index else index, committee=body_end > index)
        text = self._cut(index, end)
        kept, shown = repeats.shown(self.items[index:end], text)
        doubt = f"'{text}' says a word twice" if shown != text else None
        return self._add(groups.group(kept, shown, self.jurisdiction), index, end, doubt)

    def _many(self, index: int) -> int:
        """Offices of one name, one in each place: "Trung tâm Y tế các khu vực", "Tòa án nhân dân hai cấp"."""
        at = groups.many_at(self.items, index)
        if at == index or groups.collective_at(self.items, index, self.jurisdiction):
            return index
        end = self._collective_end(at, committee=True)
        named = groups.group(self.items[index:end], self._cut(index, end), self.jurisdiction)
        return self._add(named, index, end)

    def _bodies(self, index: int) -> int:
        """Bodies that share the level or place said after the last of them: "HĐND, UBND cấp xã"."""
        bodies = groups.bodies_at(self.items, index)
        if len(bodies) < 2:
            return index
        at = bodies[-1][1]
        tail = tails.read(self.items, at, self.jurisdiction)
        collective = groups.body_of(self.items, bodies[-1][0], self.jurisdiction) == at
        if not collective and (tail.form not in ("level", "local") or not tail.level):
            return index
        if collective:
            end = self._collective_end(at, committee=True)
        else:
            end = tail.end if tail.form == "local" else phrase_at(self.items, at, LEVELS)
        for start, stop in bodies:
            if collective:
                words, text = self.items[start:stop] + self.items[at:end], self._cut(start, stop)
                named = groups.group(words, f"{text} {self._cut(at, end)}", self.jurisdiction)
            else:
                named = groups.local_agency(self.items, start, stop, tail, self.jurisdiction)
            self._add(named, start, stop)
        self.found[-1].end = end
        self.body = self.items[slice(*bodies[-1])]
        return end

    def _collective_end(self, index: int, *, committee: bool) -> int:
        first = phrase_at(self.items, index, COLLECTIVES)
        title_case = first > index and first < len(self.items) and self.items[first].capital
        at = max(first, index + 1)
        while at < len(self.items):
            item = self.items[at]
            if item.sep == ";" or (item.sep == ":" and (not committee or self._starts(at))):
                break
            joined = item.words in AND_WORDS
            following = at + 1 if joined else at
            if joined or item.sep in _SOFT:
                if self._breaks(following, committee=committee, title_case=title_case):
                    break
            elif item.capital and self._begins_unmarked(at):
                break
            at += 1
        return at

    def _begins_unmarked(self, index: int) -> bool:
        """Whether a name begins inside a collective though no mark stands before it (a line break that was lost)."""
        before = self.items[index - 1].words
        if before in _PREPOSITIONS:
            return False
        listed = self.items[index].words in LIST_HEADS or before in _LIST_ENDS
        body = groups.body_of(self.items, index, self.jurisdiction) > index
        return body or (listed and self._known(index) is not None)

    def _breaks(self, index: int, *, committee: bool, title_case: bool) -> bool:
        """Whether a collective ends before the word at `index`, which stands after a comma or "và"."""
        if index >= len(self.items):
            return False
        if committee:
            if phrase_at(self.items, index, LEVELS) > index and not self._known(index):
                return False
            nouns = (
                phrase_at(self.items, index, COMMON_NOUNS) > index or phrase_at(self.items, index, MIXED_NOUNS) > index
            )
            if self.items[index].words in _LEVEL_WORD or nouns:
                return True
        return self._starts(index, capitals=2 if title_case else 1)

    # Names the registry does not list

    def _unlisted(self, index: int) -> int:
        end, parent, name_end = self._unlisted_end(index)
        words = self.items[index:end]
        if not any(item.capital for item in words):
            return self._leftover(index, end)
        node = matching.marks_lost_at(self.items, index, name_end, self.jurisdiction)
        if node is None:
            node = matching.open_agency(self.items[index:name_end], self.jurisdiction, parent.name if parent else None)
            if parent and _UNIT_CODE.fullmatch(self.items[index].text) and name_end == index + 1:
                node = node._replace(name=f"{node.name}, {parent.name}")
        return self._add(node, index, end)

    def _leftover(self, index: int, end: int) -> int:
        text = self._cut(index, end)
        if self.found:
            last = self.found[-1]
            last.end, last.doubt = end, f"'{text}' beside {last.resolved.name} is not understood"
            return end
        doubt = f"'{text}' is not understood as a name"
        return self._add(groups.group(self.items[index:end], text, self.jurisdiction), index, end, doubt)

    def _unlisted_end(self, index: int) -> tuple[int, Resolved | None, int]:
        """(end of its words, the agency it is part of, end of the name itself)."""
        head = head_at(self.items, index)
        at = index + 1
        while at < len(self.items):
            item = self.items[at]
            if item.sep in (";", ":"):
                break
            joined = item.words in AND_WORDS
            following = at + 1 if joined else at
            owned = phrase_at(self.items, at, _OWNED_BY)
            parent = self._parent(index, head, at, owned)
            if parent is not None and not self._names_its_work(head, parent[1]):
                return parent[1], parent[0], at
            if (joined or item.sep in _SOFT) and self._ends_unlisted(following, joined=joined):
                break
            if not item.sep and item.capital and item.words in LIST_HEADS and head not in _PARTS and self._known(at):
                break
            again = at > index + 1 and item.words == self.items[index].words and item.capital
            if not item.sep and (again or item.text == "Các"):  # the next line of the cell
                break
            at += 1
        return at, None, at

    def _names_its_work(self, head: str | None, at: int) -> bool:
        """Whether a board's name goes on after whose it is ("Ban Chỉ đạo của UBND tỉnh |về phát triển …")."""
        return head in _BOARDS and at < len(self.items) and phrase_at(self.items, at, _ABOUT) > at

    def _parent(self, index: int, head: str | None, at: int, owned: int) -> tuple[Resolved, int] | None:
        """The agency of "Trung tâm A thuộc Sở B", "Phòng A - Công an tỉnh", "Cục A, Bộ B", "C06, Bộ Công an"."""
        after = owned if owned > at else at
        known = self._known(after) if after < len(self.items) else None
        if known is None or known[0].group:
            return None
        if owned > at:
            return known
        sep = self.items[at].sep
        if sep == "-" and head in _PARTS and head_at(self.items, at) != head:
            return known
        police = known[0].kind in ("ministry", "police")
        code = bool(_UNIT_CODE.fullmatch(self.items[index].text)) and at == index + 1
        unit = head in _MINISTRY_UNITS and known[0].kind == "ministry"
        return known if sep in (",", "-") and police and (code or unit) else None

    def _ends_unlisted(self, index: int, *, joined: bool) -> bool:
        if self._starts(index):
            return True
        if index >= len(self.items) or self.items[index].capital:
            return False
        noun = phrase_at(self.items, index, COMMON_NOUNS)
        closed = noun >= len(self.items) or bool(self.items[noun].sep) or phrase_at(self.items, noun, _LIGHT) > noun
        return noun > index and (not joined or closed)

    # What follows a name

    def _trailing(self, index: int) -> int:
        """Take up the words that stand after a name without any mark and belong to no other name."""
        last = self.found[-1]
        if board := board_of_zones(self.items, last.start, index, self.jurisdiction):
            last.resolved, last.end = board
            index = last.end
        if (end := matching.repeats(self.items, index)) > index and not self._starts(index):
            last.end, last.doubt = end, f"'{self._cut(index, end)}' is printed twice"
            index = end
        index = self._owner(last, index)
        start = index
        while index < len(self.items) and not self.items[index].sep and self.items[index].words not in AND_WORDS:
            if self.items[index].capital and (self._known(index) or head_at(self.items, index)):
                break
            if groups.body_of(self.items, index, self.jurisdiction) > index:
                break
            if phrase_at(self.items, index, COLLECTIVES) > index or self._connector_at(index):
                break
            index += 1
        if index > start:
            self._note(last, start, index)
            last.end = index
        return index

    def _owner(self, last: Found, index: int) -> int:
        """Take up "thuộc Sở A" after a listed name: the agency it is part of."""
        owned = phrase_at(self.items, index, _OWNED_BY) if index < len(self.items) else index
        sep = self.items[index].sep if index < len(self.items) else ";"
        head = head_at(self.items, last.start)
        part = sep == "-" and head in _PARTS and head_at(self.items, owned) != head  # a room is no part of a room
        known = self._known(owned) if (owned > index or part) and owned < len(self.items) else None
        if last.resolved.group or known is None or last.resolved.parent or (sep and not part):
            return index
        last.resolved = last.resolved._replace(parent=known[0].name)
        last.end = known[1]
        return known[1]

    def _connector_at(self, index: int) -> bool:
        end = phrase_at(self.items, index, _COORDINATE)
        return end > index and end < len(self.items) and self._starts(end)

    def _note(self, last: Found, start: int, end: int) -> None:
        words = key_words(self.items[start:end])
        if words in _LEAD or words in _COORDINATE:
            for found in self.found:
                found.role = found.role or ("lead" if words in _LEAD else "coordinator")
        elif words not in _LIGHT and phrase_at(self.items, start, _OWNED_BY) == start:
            last.doubt = f"'{self._cut(start, end)}' after {last.resolved.name} is left aside"
