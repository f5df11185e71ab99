"""What in a plan cannot be right, what is missing, what is worth knowing.

`CHECKS` declares every check as data; `audit` runs them over the record. A finding that a person accepted
(`remit decide accept CODE NODE --because ...`) stays in the answer with `accepted` set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import RemitError
from graph.judgements import standing
from graph.nearest import hint, nearest
from graph.record import Record
from graph.reference import references
from queries.audit import citations, deadlines, duties, gaps, results, structure, targets, wording
from queries.audit.declared import LEVELS, Check, Hit
from queries.audit.tables import Tables
from queries.language import retold, translator

if TYPE_CHECKING:
    import pandas as pd

CHECKS: tuple[Check, ...] = tuple(
    check
    for family in (deadlines, duties, gaps, structure, citations, targets, results, wording)
    for check in family.CHECKS
)
COLUMNS = (
    "code",
    "level",
    "message",
    "nodes",
    "references",
    "source_file",
    "source_lines",
    "places",
    "accepted",
    "because",
)


class UnknownCheckError(RemitError):
    """No check has this code."""


def require_code(code: str) -> None:
    """Raise UnknownCheckError, naming the nearest, when no check has this code."""
    known = [check.code for check in CHECKS]
    if code not in known:
        raise UnknownCheckError(f"{code}: there is no such check{hint(nearest(code, known, least=0))}")


def audit(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    level: str | None = None,
    codes: list[str] | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """A row a finding, errors first, with COLUMNS.

    `nodes`: ids, the one the finding is about first, and `references`, the same as people write them; `source_lines`:
    1-based lines of text files, `places`: `{page, table, row}` for other files; `accepted` and `because`: whether a
    person accepted it, and why. `plan` limits to one or several plans, `level` leaves lesser levels out, `codes` keeps
    only some checks, `lang` is the language of the messages. Raises UnknownCheckError.
    """
    import pandas as pd

    for code in codes or ():
        require_code(code)

    tables = Tables(record, plan)
    kept = LEVELS[: LEVELS.index(level) + 1] if level in LEVELS else LEVELS
    chosen = [c for c in CHECKS if c.level in kept and (not codes or c.code in codes)]
    where = _Places(record, tables)
    say = translator(lang)
    accepted = {(j.a, j.b): j.because for j in standing(record, "finding") if j.decision == "accepted"}
    rows = []
    for check in chosen:
        for hit in check.find(tables):
            refs = [where.refs.get(node, node) for node in hit.nodes]
            because = accepted.get((check.code, hit.nodes[0]), accepted.get((check.code, refs[0])))
            message = say(check.message).format(**_told(hit.values, lang))
            rows.append(
                (check.code, check.level, message, list(hit.nodes), refs, *where.of(hit), because is not None, because)
            )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    order = frame["level"].map({name: i for i, name in enumerate(LEVELS)})
    first = frame["source_lines"].map(lambda lines: lines[0] if lines else 0)
    frame = frame.assign(order=order, first=first).sort_values(["order", "source_file", "first", "code"], kind="stable")
    return frame[list(COLUMNS)].reset_index(drop=True)


def _told(values: dict[str, object], lang: str | None) -> dict[str, object]:
    """The values of a message, the import's own remark ("what") in the language."""
    return {name: retold(str(value), lang) if name == "what" else value for name, value in values.items()}


def open_findings(frame: pd.DataFrame) -> int:
    """How many errors and warnings nobody accepted: what `--strict` counts."""
    return int((frame["level"].isin(("error", "warning")) & ~frame["accepted"].astype(bool)).sum())


def counted(frame: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """A row a code found: `level`, `code`, `findings`, `accepted`, `meaning`; errors first."""
    say = translator(lang)
    meaning = {check.code: say(check.meaning) for check in CHECKS}
    by = frame.groupby(["level", "code"], sort=False)["accepted"]
    answer = by.agg(findings="size", accepted="sum").reset_index()
    return answer.assign(meaning=answer["code"].map(meaning))


class _Places:
    """Where the nodes of findings were read, and how people refer to them."""

    def __init__(self, record: Record, tables: Tables) -> None:
        self.refs = references(record)
        self.files = tables.files
        self.evidence: dict[str, tuple[str | None, int | None, int | None, int | None, int | None]] = {}
        for label in ("Task", "Indicator", "Section"):
            for id_, *rest in record.connection.execute(
                f'SELECT id, document, source_line, source_page, source_table, source_row FROM "{label}"'
            ):
                self.evidence[id_] = tuple(rest)

    def of(self, hit: Hit) -> tuple[str | None, list[int], list[dict[str, int | None]]]:
        """The file, lines and places of a finding."""
        known = [self.evidence[node] for node in hit.nodes if node in self.evidence]
        documents = [hit.document, *(k[0] for k in known), *hit.nodes]
        file = next((self.files[d] for d in documents if d in self.files), None)
        lines = dict.fromkeys([*(k[1] for k in known if k[1] is not None), *hit.lines])
        places = [{"page": k[2], "table": k[3], "row": k[4]} for k in known if k[1] is None]
        return file, list(lines), places
