"""What a person judged: who, when, why. A judgement can be undone, and never contradicts another silently."""

from __future__ import annotations

import csv
import datetime
import getpass
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from graph.errors import RemitError
from graph.record import Record

OPPOSITES = {("same", "different"), ("different", "same"), ("confirmed", "rejected"), ("rejected", "confirmed")}


class ContradictionError(RemitError):
    """A new judgement contradicts one that stands; the message shows both."""


class JudgementFileError(RemitError):
    """A file of judgements has a line that is none."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on a pair. `kind` is what is judged (agency, overlap, measure, depends, finding), `decision` how
    (same, different, member, successor, confirmed, rejected, accepted, declared); times are ISO 8601 in UTC."""

    id: int
    kind: str
    a: str
    b: str
    decision: str
    because: str
    person: str
    decided_at: str
    score: float | None = None
    detail: str | None = None
    undone_at: str | None = None


_COLUMNS = "id, kind, a, b, decision, because, person, decided_at, score, detail, undone_at"


def standing(record: Record, kind: str | None = None) -> list[Judgement]:
    """The judgements in force, oldest first."""
    where = "WHERE undone_at IS NULL" + (" AND kind = ?" if kind else "")
    rows = record.connection.execute(f"SELECT {_COLUMNS} FROM judgement {where} ORDER BY id", (kind,) if kind else ())
    return [Judgement(*row) for row in rows]


def everything(record: Record) -> list[Judgement]:
    """All judgements ever made, those undone among them, oldest first."""
    return [Judgement(*row) for row in record.connection.execute(f"SELECT {_COLUMNS} FROM judgement ORDER BY id")]


def _contradicts(old: Judgement, kind: str, a: str, b: str, decision: str) -> bool:
    return old.kind == kind and {old.a, old.b} == {a, b} and (old.decision, decision) in OPPOSITES


def decide(
    record: Record,
    kind: str,
    a: str,
    b: str,
    decision: str,
    because: str,
    *,
    person: str | None = None,
    at: str | None = None,
    score: float | None = None,
    detail: str | None = None,
) -> Judgement:
    """Record a judgement and return it; the same judgement again is the one that stands.

    Raises ContradictionError when one that stands says the opposite of the same pair.
    """
    known = _standing_same(record, kind, a, b, decision)
    if known:
        return known
    values = (kind, a, b, decision, because, person or getpass.getuser(), at or _now(), score, detail)
    with record.transaction() as connection:
        return Judgement(_insert(connection, values), *values)


def _standing_same(record: Record, kind: str, a: str, b: str, decision: str) -> Judgement | None:
    """The judgement in force that says the same; ContradictionError for one that says the opposite."""
    for old in standing(record, kind):
        if _contradicts(old, kind, a, b, decision):
            raise ContradictionError(
                f"'{decision}' for {a} and {b} contradicts decision {old.id} of {old.person} on {old.decided_at}: "
                f"'{old.decision}' because {old.because}; undo that one first"
            )
        if (old.a, old.b, old.decision) == (a, b, decision):
            return old
    return None


def _insert(connection: sqlite3.Connection, values: tuple[str | float | None, ...]) -> int:
    cursor = connection.execute(
        "INSERT INTO judgement (kind, a, b, decision, because, person, decided_at, score, detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def undo(record: Record, id_: int) -> bool:
    """Take a judgement back; it stays in the record with the time it was undone. False when none such stands."""
    with record.transaction() as connection:
        cursor = connection.execute(
            "UPDATE judgement SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (_now(), id_)
        )
    return cursor.rowcount == 1


_CSV = ("kind", "a", "b", "decision", "because", "person", "decided_at", "score", "detail")


def export_csv(record: Record, path: str | Path) -> int:
    """Write the judgements in force as CSV with the columns kind, a, b, decision, because, person, decided_at, score,
    detail; the number written is returned."""
    found = standing(record)
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_CSV)
        writer.writerows([getattr(j, name) for name in _CSV] for j in found)
    return len(found)


def import_csv(record: Record, path: str | Path) -> int:
    """Take the judgements of a CSV file as `export_csv` writes it, all or none; the number newly taken is returned.

    Raises JudgementFileError naming the line that is not one, ContradictionError for one that contradicts another."""
    taken = 0
    with Path(path).open(encoding="utf-8", newline="") as file, record.transaction() as connection:
        for line, row in enumerate(csv.DictReader(file), 2):
            if not all(row.get(name) for name in _CSV[:7]):
                raise JudgementFileError(f"{path}, line {line}: needs the columns {', '.join(_CSV[:7])}")
            kind, a, b, decision = (row[name] for name in _CSV[:4])
            if _standing_same(record, kind, a, b, decision) is None:
                score = float(row["score"]) if row.get("score") else None
                _insert(connection, (*(row[name] for name in _CSV[:7]), score, row.get("detail") or None))
                taken += 1
    return taken


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
