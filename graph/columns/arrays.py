"""JSON arrays, as SQLite makes them of a column, as columns: texts are parted where their quotation marks stand,
without a Python object each."""

from __future__ import annotations

import json
import re

import numpy as np
import numpy.typing as npt

from graph.columns.tables import MISSING
from graph.columns.text import Text

_QUOTE, _BACKSLASH = ord('"'), ord("\\")
_ESCAPE = re.compile(rb"\\.")
_PIECE = 1 << 18


def integers(array: bytes) -> npt.NDArray[np.int64]:
    """An array of integers, null as MISSING."""
    text = array[1:-1].replace(b"null", str(MISSING).encode())
    return np.fromstring(text.decode("ascii"), dtype=np.int64, sep=",")


def whole(array: bytes) -> npt.NDArray[np.float64]:
    """An array of integers as numbers, null as NaN."""
    found = integers(array)
    return np.where(found == MISSING, np.nan, found.astype(np.float64))


def texts(array: bytes) -> Text:
    """An array of texts, none of them null."""
    escaped = b"\\" in array
    marks = _quotes(_ESCAPE.sub(b"  ", array) if escaped else array)
    text = Text(np.frombuffer(array, dtype=np.uint8), marks[0::2] + 1, marks[1::2])
    return _unescaped(text) if escaped else text


def _unescaped(text: Text) -> Text:
    """The column with the texts that have a backslash as they are meant, added at the end of its bytes."""
    data, start, end = text.data, text.start, text.end
    rows = np.unique(np.searchsorted(end, np.flatnonzero(data == _BACKSLASH)))
    places = zip(start[rows].tolist(), end[rows].tolist(), strict=True)
    meant = Text.of([json.loads(data[a - 1 : b + 1].tobytes()) for a, b in places])
    start[rows] = meant.start + data.size
    end[rows] = meant.end + data.size
    return Text(np.concatenate((data, meant.data)), start, end)


def _quotes(array: bytes) -> npt.NDArray[np.integer]:
    """Where the quotation marks stand, looked for piece by piece, which needs no more memory than a piece."""
    data = np.frombuffer(array, dtype=np.uint8)
    pieces: list[npt.NDArray[np.integer]] = []
    for at in range(0, data.size, _PIECE):
        marks = np.flatnonzero(data[at : at + _PIECE] == _QUOTE) + at
        # half the room where twice the bytes can be told, as texts with a backslash are added to them
        pieces.append(marks.astype(np.int32) if 2 * data.size < np.iinfo(np.int32).max else marks)
    return np.concatenate(pieces)
