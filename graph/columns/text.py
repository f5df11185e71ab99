"""A column of texts without a Python object each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

_ODD = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: its multiples spread evenly
_MIX = np.uint64(0xFF51AFD7ED558CCD)
"""With it every bit of a word changes every bit of its hash (the last step of A. Appleby's MurmurHash3)."""
_KEPT = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
"""Masks for the first bytes of a word."""


class Text:
    """n texts in one run of UTF-8 bytes: text i is `data[start[i]:end[i]]`; where that is empty there is none (a
    property of the model is never the empty text)."""

    def __init__(self, data: Bytes, start: npt.NDArray[np.integer], end: npt.NDArray[np.integer]) -> None:
        self.data, self.start, self.end = data, start, end

    @classmethod
    def of(cls, texts: list[str | None]) -> Text:
        """The column of some texts."""
        encoded = [text.encode() if text else b"" for text in texts]
        end = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))
        start = np.concatenate((np.zeros(min(1, end.size), dtype=np.int64), end[:-1]))
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), start, end)

    def __len__(self) -> int:
        return self.start.size

    def __getitem__(self, at: int) -> str | None:
        return self.data[self.start[at] : self.end[at]].tobytes().decode() or None

    def take(self, rows: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> Text:
        """The texts of some rows (numbers or a mask); the bytes are shared."""
        return Text(self.data, self.start[rows], self.end[rows])

    def tolist(self) -> list[str | None]:
        """Python's own texts."""
        data = self.data.tobytes()
        return [data[a:b].decode() or None for a, b in zip(self.start.tolist(), self.end.tolist(), strict=True)]

    @property
    def missing(self) -> npt.NDArray[np.bool_]:
        """Where there is no text (n)."""
        empty: npt.NDArray[np.bool_] = self.start == self.end
        return empty

    def words(self) -> Iterator[Words]:
        """The texts eight bytes at a time as numbers (n), nothing counting as zero."""
        padded = np.append(self.data, np.zeros(8, dtype=np.uint8))
        eights = np.ndarray((padded.size - 7,), dtype="<u8", buffer=padded.data, strides=(1,))
        length = self.end - self.start
        for done in range(0, int(length.max(initial=0)), 8):
            left = np.clip(length - done, 0, 8)
            yield eights[np.where(left > 0, self.start + done, 0)] & _KEPT[left]

    def hashes(self) -> Words:
        """A number for each text (n), the same for the same text; two texts share one about once in 2**64."""
        found = np.zeros(len(self), dtype=np.uint64)
        for place, word in enumerate(self.words()):
            mixed = word * np.uint64(_ODD * (2 * place + 1) % 2**64)
            for _ in range(2):  # once is not enough: ids that differ in two places would share a hash
                mixed ^= mixed >> np.uint64(32)
                mixed *= _MIX
            # nothing adds nothing, so that it does not matter how long the longest text of a column is
            found += mixed ^ (mixed >> np.uint64(32))
        return found

    @cached_property
    def categories(self) -> tuple[npt.NDArray[np.int32], list[str]]:
        """(codes, names): text i is `names[codes[i]]`, code -1 where there is none; names in no special order."""
        _, first, codes = np.unique(self.hashes(), return_index=True, return_inverse=True)
        one = self.take(first)
        if not all((a == b).all() for a, b in zip(self.words(), one.take(codes).words(), strict=True)):
            return self._categories_one_by_one()
        names = one.tolist()
        if None in names:
            at = names.index(None)
            codes = np.where(codes == at, -1, codes - (codes > at))
        return codes.astype(np.int32), [name for name in names if name is not None]

    def _categories_one_by_one(self) -> tuple[npt.NDArray[np.int32], list[str]]:
        """The same where two texts have one hash."""
        number: dict[str | None, int] = {None: -1}
        codes = [number.setdefault(text, len(number) - 1) for text in self.tolist()]
        return np.array(codes, dtype=np.int32), [name for name in number if name is not None]

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        """ISO dates as numbers (2026-03-31 is 20260331), 0 where there is none; for columns of whole dates."""
        length = self.end - self.start
        whole = np.flatnonzero(length == 10)
        digits = self.data[self.start[whole][:, None] + np.array([0, 1, 2, 3, 5, 6, 8, 9])].astype(np.int32) - ord("0")
        found = np.zeros(len(self), dtype=np.int32)
        found[whole] = digits @ np.array([10**7, 10**6, 10**5, 10**4, 1000, 100, 10, 1], dtype=np.int32)
        return found

    def find(self, text: str) -> int | None:
        """The row of a text in a column that is sorted by its bytes."""
        wanted, low, high = text.encode(), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.data[self.start[middle] : self.end[middle]].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == text else None
