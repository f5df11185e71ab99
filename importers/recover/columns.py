"""The columns of a table from its heading rows: stacked headings put together, and roles that neighbours decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from graph.rows import Column, Role
from graph.text import clean, fold
from importers.recover.headings import KNOWN, PERIODIC, Headings, match_heading, words
from importers.recover.periods import period_of, with_year

_LONGEST_ASSUMED = 8
"""Words of an unknown heading that its place may make the name of the rows."""


def read_columns(rows: Sequence[Sequence[str | None]], known: Headings = KNOWN) -> tuple[Column, ...] | None:
    """Columns of one, two or three heading rows (a cell is None or '' where a merged heading covers it): a heading
    over several columns is put before those under it. None where these rows are no heading: fewer than two known
    headings, no column that names what a row is about, or more unknown headings than known ones."""
    width = max((len(row) for row in rows), default=0)
    printed = [_stacked(rows, index) for index in range(width)]
    columns: list[Column] = []
    matched = 0
    for index, heading in enumerate(printed):
        column = _match_stack(heading, known)
        text = " ".join(heading)
        if column is None:
            column = Column(Role.NUMBER if index == 0 and not text else Role.OTHER, text)
        else:
            matched += 1
        columns.append(column)
    named = sum(1 for heading in printed if heading)
    settled = settle(tuple(columns), known)
    if matched < 2 or matched * 2 < named or not any(column.role is Role.NAME for column in settled):
        return None
    return settled


def _match_stack(heading: list[str], known: Headings) -> Column | None:
    """The role of stacked headings: the lower one speaks where it is known ('Đến hết 2025' over 'Mục tiêu')."""
    text = " ".join(heading)
    if not heading:
        return None
    own = match_heading(heading[-1], known)
    whole = match_heading(text, known)
    if len(heading) == 1:
        return whole
    if own is None or own.role is Role.OTHER:
        over = match_heading(heading[0], known)
        times = Column(Role.DEADLINE, text) if over and over.role is Role.DEADLINE else None
        return whole or times or own
    period = with_year((own,), text)[0].period or period_of(text)
    role = own.role
    above = match_heading(heading[0], known)
    if above and above.role is Role.DEADLINE and own.role in (Role.TARGET, Role.PERIOD) and own.period:
        role = Role.PERIOD
    if above and above.role in (Role.BUDGET, Role.RESULT) and own.role in (Role.TARGET, Role.PERIOD) and own.period:
        role = above.role
    return Column(role, text, period if role in PERIODIC else None)


def _stacked(rows: Sequence[Sequence[str | None]], index: int) -> list[str]:
    """The headings over one column from top to bottom, each once."""
    stack: list[str] = []
    for depth, row in enumerate(rows):
        text = clean((row[index] if index < len(row) else "") or "")
        if not text and any(_text(lower, index) for lower in rows[depth + 1 :]):
            text = _spanning(row, index)
        if text and text not in stack:
            stack.append(text)
    return stack


def _text(row: Sequence[str | None], index: int) -> str:
    return clean((row[index] if index < len(row) else "") or "")


def _spanning(row: Sequence[str | None], index: int) -> str:
    """The heading left of a covered cell that reaches over it."""
    for left in range(min(index, len(row)) - 1, -1, -1):
        if _text(row, left):
            return _text(row, left)
    return ""


def settle(columns: tuple[Column, ...], known: Headings = KNOWN) -> tuple[Column, ...]:
    """Roles that neighbours decide: 'Chỉ tiêu' is the name where no other column is; 'Đơn vị' beside a target and
    another lead is its unit; bare periods are targets of indicators and period columns of tasks; 'Kết quả' beside
    targets of an indicator is its result, and a task has neither targets nor results but a product and a scope."""
    roles = [column.role for column in columns]
    unsure = [words(column.heading) in known.ambiguous for column in columns]
    if Role.NAME not in roles:
        candidates = [i for i, role in enumerate(roles) if role is Role.TARGET and unsure[i] and not columns[i].period]
        if not candidates:
            candidates = [i for i, role in enumerate(roles) if role in (Role.SCOPE, Role.GROUP)]
        if not candidates and _says_who_and_when(roles):
            candidates = [i for i, c in enumerate(columns) if is_assumed(c, known)]
        if candidates:
            roles[candidates[0]] = Role.NAME
    _one_name(columns, roles)
    indicator = kind_of(tuple(_with(c, r) for c, r in zip(columns, roles, strict=True)), None) == "indicator"
    for index, column in enumerate(columns):
        if column.period and roles[index] in (Role.TARGET, Role.PERIOD) and _only_period(column.heading):
            roles[index] = Role.TARGET if indicator else Role.PERIOD
        if roles[index] is Role.LEAD and unsure[index] and (roles.count(Role.LEAD) > 1 or indicator):
            roles[index] = Role.UNIT if Role.UNIT not in roles else Role.LEAD
        if indicator and roles[index] is Role.DELIVERABLE and Role.TARGET in roles:
            roles[index] = Role.RESULT
    if not indicator:
        _of_tasks(columns, roles)
    _one_lead(columns, roles)
    _one_amount(columns, roles)
    return tuple(_with(column, role) for column, role in zip(columns, roles, strict=True))


def is_assumed(column: Column, known: Headings = KNOWN) -> bool:
    """Whether a column has a heading that is not known: what names the rows is then told by its place."""
    return 0 < len(words(column.heading)) <= _LONGEST_ASSUMED and match_heading(column.heading, known) is None


def _says_who_and_when(roles: Sequence[Role]) -> bool:
    """Whether columns say who does something, and when or to what end, as tables of tasks and indicators do."""
    who = {Role.LEAD, Role.COORDINATOR, Role.COUNTERPART}
    when = {Role.DEADLINE, Role.PERIOD, Role.DELIVERABLE, Role.TARGET, Role.START, Role.END}
    return bool(who & set(roles)) and bool(when & set(roles))


def _of_tasks(columns: Sequence[Column], roles: list[Role]) -> None:
    """What headings of indicators mean in a table of tasks: 'Mục tiêu' says how far the work goes, 'Kết quả thực hiện'
    is the product, 'Thực hiện năm 2026' the period in which it is done."""
    for index, column in enumerate(columns):
        if roles[index] is Role.RESULT and column.period and _only_period(column.heading):
            roles[index] = Role.PERIOD
        elif roles[index] is Role.RESULT:
            roles[index] = Role.OTHER if Role.DELIVERABLE in roles else Role.DELIVERABLE
        elif roles[index] is Role.TARGET:
            roles[index] = Role.SCOPE


def _one_lead(columns: Sequence[Column], roles: list[Role]) -> None:
    """Of several columns of agencies that do the work, the one that says 'chủ trì' (else the first) leads; another
    stands beside it ('Đơn vị thực hiện') and coordinates where no column says who does."""
    leading = [index for index, role in enumerate(roles) if role is Role.LEAD]
    chairing = [index for index in leading if set(words("chủ trì")) <= set(words(columns[index].heading))]
    for index in leading:
        if index != (chairing or leading)[0]:
            roles[index] = Role.OTHER if Role.COORDINATOR in roles else Role.COORDINATOR


def _one_amount(columns: Sequence[Column], roles: list[Role]) -> None:
    """Of several columns of money without a period the total is the budget ('Tổng số' beside 'Ngân sách tỉnh')."""
    amounts = [i for i, role in enumerate(roles) if role is Role.BUDGET and not columns[i].period]
    total = next((index for index in amounts if words("tổng")[0] in words(columns[index].heading)), None)
    for index in amounts:
        if total is not None and index != total:
            roles[index] = Role.OTHER


def _one_name(columns: Sequence[Column], roles: list[Role]) -> None:
    """Of several columns that could name a row ('Nhiệm vụ', 'Nội dung thực hiện') the plainest is the name, and the
    others tell what is done."""
    naming = [index for index, role in enumerate(roles) if role is Role.NAME]
    if len(naming) < 2:
        return
    plainest = [words(wording) for wording in ("tên", "nhiệm vụ", "chỉ tiêu", "công việc")]

    def rank(index: int) -> int:
        heading = set(words(columns[index].heading))
        return next((place for place, key in enumerate(plainest) if set(key) <= heading), len(plainest))

    kept = min(naming, key=rank)
    for index in naming:
        roles[index] = Role.NAME if index == kept else Role.SCOPE


def _only_period(heading: str) -> bool:
    return not set(words(heading)) & set(words("tiêu quả phí"))


def _with(column: Column, role: Role) -> Column:
    if role is column.role:
        return column
    return Column(role, column.heading, period_of(column.heading) if role in PERIODIC else None)


def kind_of(columns: Sequence[Column], title: str | None) -> Literal["task", "indicator"]:
    """Whether a table's rows are tasks or indicators: by the heading of the name column, else by the columns only
    one of them has, else by the appendix's title ('chỉ tiêu')."""
    naming = [words(column.heading) for column in columns if column.role is Role.NAME]
    if any(set(words(wording)) <= set(name) for name in naming for wording in ("chỉ tiêu", "chỉ số")):
        return "indicator"
    if any(set(words("nhiệm việc án động")) & set(name) for name in naming):
        return "task"
    roles = {column.role for column in columns}
    if roles & {Role.UNIT, Role.BASELINE, Role.RESULT} or (Role.TARGET in roles and Role.DEADLINE not in roles):
        return "indicator"
    if roles & {Role.DELIVERABLE, Role.DEADLINE, Role.COUNTERPART}:
        return "task"
    topic = fold(title or "")
    return "indicator" if fold("chỉ tiêu") in topic and fold("nhiệm vụ") not in topic else "task"
