"""Groups of names that count the same thing: the likest joined first, as far as nothing speaks against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from queries.overlap.measure_names import Name, terms

#: Tried on indicators labelled by reading and on made ones of other fields; around them the result is flat.
LIGHT_SHARE = 0.3
ALPHA = 0.8
_ROWS = 512  # compared with all others at once
Words = tuple[str, ...]


@dataclass
class Group:
    """What the members of one measure say: the words that tell measures apart, how they are measured, and for each
    document and period the counted words (period "" is any). `rows` are its members, `against` the rows that a person
    said are another measure than one of them."""

    telling: tuple[frozenset[str], ...]
    how: str | None
    asked: dict[Hashable, dict[str, set[Words]]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    against: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, name: Name, document: object, periods: object) -> Group:
        """A group of one row; a row of no document is no rival of any other."""
        spans = sorted(map(str, periods)) if isinstance(periods, Iterable) else []
        words = counted(name)
        asked: dict[Hashable, dict[str, set[Words]]] = {}
        if isinstance(document, str):
            asked[document] = {span: {words} for span in spans or [""]}
        return cls(name.telling, name.how, asked)

    def agrees(self, other: Group) -> bool:
        """Whether the two may be one measure (see `measures`)."""
        if (self.how and other.how and self.how != other.how) or self.against & other.rows:
            return False
        for (kind, _), x, y in zip(terms().lists, self.telling, other.telling, strict=True):
            if x != y and (kind == "distinct" or (x and y)):
                return False
        shared = self.asked.keys() & other.asked.keys()
        return not any(_rivals(self.asked[document], other.asked[document]) for document in shared)

    def add(self, other: Group) -> None:
        """Take over the members of another group."""
        self.telling = tuple(x or y for x, y in zip(self.telling, other.telling, strict=True))
        self.how = self.how or other.how
        self.rows |= other.rows
        self.against |= other.against
        for document, spans in other.asked.items():
            for span, words in spans.items():
                self.asked.setdefault(document, {}).setdefault(span, set()).update(words)


def _rivals(a: dict[str, set[Words]], b: dict[str, set[Words]]) -> bool:
    """Whether a plan asks for both in one period, in other words."""
    return any(words != b[other] for span, words in a.items() for other in b if span == other or not span or not other)


def counted(name: Name) -> Words:
    """The words a name counts, each once, in an order that does not tell theirs."""
    return tuple(sorted(set(name.words)))


class Groups:
    """Rows that begin as groups of their own and are joined."""

    def __init__(self, rows: Iterable[Group], judged: Iterable[tuple[int, int, bool]] = ()) -> None:
        """`judged`: pairs of rows that a person said are one measure (joined at once) or are not (never joined)."""
        self._groups = list(rows)
        self._above = list(range(len(self._groups)))
        for row, group in enumerate(self._groups):
            group.rows.add(row)
        for a, b, same in sorted(judged, key=lambda pair: pair[2]):
            if same:
                self._merge(self.root(a), self.root(b))
            else:
                self._groups[a].against.add(b)
                self._groups[b].against.add(a)

    def root(self, row: int) -> int:
        """The number of a row's group."""
        while self._above[row] != row:
            self._above[row] = self._above[self._above[row]]
            row = self._above[row]
        return row

    def join(self, rows: Sequence[int], others: Sequence[int]) -> None:
        """Make one group of each two of `rows` and `others` that agree."""
        for i in dict.fromkeys(map(self.root, rows)):
            for j in dict.fromkeys(map(self.root, others)):
                a, b = self.root(i), self.root(j)
                if a != b and self._groups[a].agrees(self._groups[b]):
                    self._merge(a, b)

    def _merge(self, a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        if a != b:
            self._groups[a].add(self._groups[b])
            self._above[b] = a


def alike(keys: Sequence[Words], floor: float) -> list[tuple[int, int, float]]:
    """Pairs (a < b) of keys alike by at least `floor`, with their likeness: how much of both the words they share weigh
    (Dice) for ALPHA of it, how much of the lighter one for the rest. A word weighs its rarity among the keys,
    log(1 + n / df) / log(1 + n), light words LIGHT_SHARE of it, one joined of k words sqrt(k) times."""
    words = {word: i for i, word in enumerate(sorted({word for key in keys for word in key}))}
    if not words:
        return []
    row = np.repeat(np.arange(len(keys)), [len(key) for key in keys])
    column = np.array([words[word] for key in keys for word in key])
    has = csr_matrix((np.ones(len(row)), (row, column)), shape=(len(keys), len(words)))
    share = np.array([LIGHT_SHARE if w in terms().light else (w.count("_") + 1) ** 0.5 for w in words])
    weight = share * np.log1p(len(keys) / np.bincount(column)) / np.log1p(len(keys))
    mass = has @ weight
    weighed = has.multiply(weight).tocsr()
    turned = has.T.tocsr()
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(keys), _ROWS):
        block = (weighed[start : start + _ROWS] @ turned).tocoo()
        a, b, o = block.row + start, block.col, block.data
        value = ALPHA * 2 * o / (mass[a] + mass[b]) + (1 - ALPHA) * o / np.minimum(mass[a], mass[b])
        near = np.flatnonzero((a < b) & (value >= floor))
        found += zip(a[near].tolist(), b[near].tolist(), value[near].tolist(), strict=True)
    return found
