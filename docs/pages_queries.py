"""The pages on the audit and on clarity, made from the checks' declarations and from the rules' own texts."""

from __future__ import annotations

from queries.audit import CHECKS
from queries.audit.declared import LEVELS
from queries.clarity_rules import (
    POINTS,
    authority,
    load,
    person,
    product,
    responsibility,
    work,
)

_LEVELS = {
    "error": "Two statements of a plan, or of a plan and the law, cannot both hold.",
    "warning": "Something is missing, or should be asked about.",
    "note": "Worth knowing, and often right.",
}
_POINTS = {
    "person": ("rõ người", person.__doc__),
    "work": ("rõ việc", work.__doc__),
    "time": ("rõ thời gian", "A hard date or period (date, month, quarter, year, range), or done; a rhythm "
             "(\"thường xuyên\", \"hàng năm\") or another's clock is not enough."),
    "responsibility": ("rõ trách nhiệm", responsibility.__doc__),
    "product": ("rõ sản phẩm", product.__doc__),
    "authority": ("rõ thẩm quyền", authority.__doc__),
}  # fmt: skip


def audit_page() -> str:
    """docs/audit.md: every code with its level and meaning."""
    lines = [
        "# The audit",
        "",
        "Generated from `queries/audit`. `remit audit` reports what cannot be right in plans,",
        "",
    ]
    lines[-1:] = ["what is missing and what is worth knowing, each with the lines it rests on.", ""]
    lines += [
        "A finding is accepted with `remit decide accept CODE NODE --because REASON`, where NODE is the id or the"
    ]
    lines += ["reference of the first node it names; it stays in the answer with `accepted` set. With `--strict` the"]
    lines += ["command ends with exit code 1 while errors or warnings stand that nobody accepted.", ""]
    for level in LEVELS:
        lines += [f"## {level.capitalize()}s", "", _LEVELS[level], "", "| code | meaning | message |", "|---|---|---|"]
        lines += [f"| `{c.code}` | {c.meaning} | {_cell(c.message)} |" for c in CHECKS if c.level == level] + [""]
    return "\n".join(lines).rstrip() + "\n"


def clarity_page() -> str:
    """docs/clarity.md: the six points, their weights and the words their rules use."""
    rules = load()
    lines = [
        "# Clarity",
        "",
        "Generated from `queries/clarity_rules.py` and `clarity_rules.toml`. Six points a task, each",
    ]
    lines += ["met or not with a reason; the score is the share of the weights whose points are met.", ""]
    lines += ["| point | in the rule of six | weight | met by |", "|---|---|---|---|"]
    for point in POINTS:
        name, about = _POINTS[point]
        lines += [f"| `{point}` | {name} | {rules.weights[point]:g} | {_cell(' '.join((about or '').split()))} |"]
    lines += ["", "A part of a task that leaves its action, time, deliverable or authority blank takes its task's. A"]
    lines += ["heading row over parts that has neither lead nor time of its own is not scored. Weights are set with"]
    lines += ["`--weight time=2`, lists of words with `--rules FILE` (TOML, the same tables).", "", "## Words", ""]
    lines += ["Misprints of plans stand among the words as printed: 'phân đấu' for 'phấn đấu', 'đầu tư sung' for"]
    lines += ["'đầu tư bổ sung', 'kisok' for 'kiosk'.", ""]
    for table, lists in rules.lists.items():
        if table != "weights":
            lines += [f"- **{table}.{name}**: {', '.join(sorted(values))}" for name, values in lists.items()]
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
