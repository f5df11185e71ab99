"""Deadlines as iCalendar files, one an agency: all-day events, recurring duties with their rule.

The same deadlines give the same bytes: an event's UID follows from the task's id, its time stamp is the date of the
document. Format: RFC 5545.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from icalendar import Calendar, Event

from graph.text import clean, fold, slug
from queries.recurrence import Recurrence, read_recurrence

PRODUCT = "-//remit//deadlines//VI"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of one agency. `task`: id; `part`: what tells several deadlines of a task apart ('' for one);
    `last`: the day it is due (of a recurring duty: the last day, if any); `first`: the first day of its interval or of
    the duty; `stamp`: date of the document; `recurrence` for recurring duties."""

    task: str
    part: str
    agency: str
    summary: str
    description: str
    first: dt.date | None
    last: dt.date | None
    stamp: dt.date
    recurrence: Recurrence | None = None


def calendars(deadlines: Iterable[Deadline]) -> dict[str, bytes]:
    """File name -> content, an agency a file, names and events in a fixed order.

    A deadline with neither a day nor a recurrence is no event. Agencies whose names give the same file name
    ('Sở Y tế', 'SỞ Y TẾ') get a number after the first, in the order of their names."""
    by_agency: dict[str, list[Deadline]] = {}
    for deadline in deadlines:
        if deadline.recurrence is not None or deadline.last is not None:
            by_agency.setdefault(deadline.agency, []).append(deadline)
    files: dict[str, bytes] = {}
    for agency in sorted(by_agency):
        base = slug(agency) or "co-quan"
        name, number = f"{base}.ics", 2
        while name in files:
            name, number = f"{base}-{number}.ics", number + 1
        files[name] = _calendar(agency, by_agency[agency])
    return files


def write_calendars(deadlines: Iterable[Deadline], folder: Path) -> list[Path]:
    """The files of `calendars` in a folder (made when missing); the paths written, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in calendars(deadlines).items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return sorted(written)


def read_deadlines(table: pd.DataFrame) -> list[Deadline]:
    """Deadlines from a table in the form of `remit deadlines` with what the model adds: `task`, `reference`, `name`,
    `lead`, `text`, `kind`, `start`, `end` and, where known, `part`, `issued` (of the document; else the day is taken
    from the deadline). A cell of several leads ('A; B') gives each its own event; done and external ones give none."""
    found = []
    for row in table.to_dict("records"):
        cells = {str(name): None if value is None or value != value else value for name, value in row.items()}  # noqa: PLR0124 - NaN
        if cells.get("kind") not in ("done", "external", "ongoing"):
            found.extend(_of_row(cells))
    return found


def _of_row(cells: Mapping[str, object]) -> list[Deadline]:
    text = str(cells.get("text") or "")
    first, last = _date(cells.get("start")), _date(cells.get("end"))
    stamp = _date(cells.get("issued")) or first or last
    recurrence = read_recurrence(text) if cells.get("kind") == "recurring" else None
    if stamp is None or (last is None and recurrence is None) or (cells.get("kind") == "recurring" and not recurrence):
        return []
    reference = str(cells.get("reference") or "")
    return [
        Deadline(
            task=str(cells["task"] or _duty(cells)),
            part=str(cells.get("part") or ""),
            agency=agency,
            summary=clean(str(cells.get("name") or cells["task"] or "")),
            description="\n".join(part for part in (reference, text) if part),
            first=first,
            last=last,
            stamp=stamp,
            recurrence=recurrence,
        )
        for agency in map(clean, str(cells.get("lead") or "").split(";"))
        if agency
    ]


def _duty(cells: Mapping[str, object]) -> str:
    """What stands for the task of a reporting duty: the document and a checksum of the duty's words."""
    words = fold("|".join(str(cells.get(name) or "") for name in ("lead", "name", "text")))
    return f"{cells.get('document') or cells.get('reference') or ''}:duty:{zlib.crc32(words.encode()):08x}"


def _date(value: object) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    return dt.date.fromisoformat(str(value)[:10])


def _calendar(agency: str, deadlines: list[Deadline]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", agency)
    seen: dict[str, int] = {}
    for deadline in sorted(deadlines, key=lambda one: (one.task, one.part, one.last or dt.date.max, one.summary)):
        key = f"{deadline.task}-{slug(deadline.part)}" if deadline.part else deadline.task
        seen[key] = seen.get(key, 0) + 1
        calendar.add_component(_event(deadline, key if seen[key] == 1 else f"{key}-{seen[key]}"))
    content: bytes = calendar.to_ical(sorted=True)
    return content


def _event(deadline: Deadline, key: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@remit")
    event.add("dtstamp", dt.datetime.combine(deadline.stamp, dt.time(), tzinfo=dt.UTC))
    event.add("summary", deadline.summary)
    if deadline.description:
        event.add("description", deadline.description)
    event.add("transp", "TRANSPARENT")  # a deadline does not make the day busy
    day = deadline.last
    if deadline.recurrence is not None:
        first = deadline.recurrence.first(max(deadline.first or deadline.stamp, deadline.stamp))
        if day is None or first <= day:  # else the duty ends before its first day comes: its last day alone stands
            event.add("rrule", deadline.recurrence.rule(day))
            day = first
    assert day is not None
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    return event
