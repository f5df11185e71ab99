"""What changed from a parent's task to those that take it over: numbers, deadlines, leads, shares and words.

Each function gives (status the change speaks for or "", words); see `cascade` for the statuses. A task is a mapping of
the columns that `cascade` names.
"""

from __future__ import annotations

import re
from typing import Any

from graph.text import clean, fold
from queries.overlap.reasons import listed
from queries.overlap.wording import KINDS, read_wording

Task = dict[str, Any]
Change = tuple[str, str]
#: Children about as alike as the first share the duty, others when this much of its words stands in none before them.
AS_ALIKE = 0.9
OWN_SHARE = 0.15
_FIGURE = r"(\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)"
_PERCENT = re.compile(rf"{_FIGURE}\s*(?:%|phần trăm)")
_NO_PROMISE = r"\s*(?:%|phần trăm|tuổi)|[.,]?\d|/"
_AT_LEAST = re.compile(
    rf"(?:ít nhất|tối thiểu|không dưới|không ít hơn|trên|≥|>=)\s*{_FIGURE}(?!{_NO_PROMISE})"
    rf"|(?<![\d/.,]){_FIGURE}(?!{_NO_PROMISE})[^\d.;,()]{{0,30}}?\strở lên"
)
_ALL = re.compile(r"\b(?:toàn bộ|tất cả|mọi)\b")
_VAGUE = re.compile(r"(?:tỷ lệ|tỉ lệ|số lượng|mức)\s+(?:phù hợp|hợp lý|nhất định|cần thiết)")
_OPEN = ("ongoing", "recurring")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
#: A collective of other words, of several of these, or of whole provinces may be of any kind.
_GROUPS = {
    "enterprise": ("doanh nghiệp", "tập đoàn", "ngân hàng thương mại"),
    "university": ("trường đại học", "trường cao đẳng", "các trường", "viện nghiên cứu"),
    "department": ("các sở", "sở chuyên ngành"),
    "committee": ("ubnd cấp xã", "ubnd cấp huyện", "ubnd các xã", "ubnd các huyện", "các xã, phường", "địa phương"),
}
_ANY = re.compile("|".join(map(fold, ("cơ quan", "đơn vị", "tổ chức", "(?<!chuyên )ngành"))))
_MINISTRY = fold("bộ") + " "
_PROVINCIAL = re.compile(rf"^{fold('sở')}\s+|\s+(?:{fold('tỉnh')}|{fold('thành phố')})$")  # Sở Y tế, Công an tỉnh


def dated(task: Task) -> bool:
    """Whether a task says when: a date, words of a deadline, or that it is done."""
    return isinstance(task.get("due"), str) or isinstance(task.get("deadline_text"), str) or task.get("state") == "done"


def _number(text: str) -> float:
    """A figure as printed in Vietnam: 1.200 is thousands, 82,7 and 0.66 are fractions."""
    thousands = re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text)
    return float(text.replace(".", "") if thousands else text.replace(",", "."))


def _text(task: Task) -> str:
    return " ".join(clean(str(task[c])).casefold() for c in ("name", "deliverable") if isinstance(task.get(c), str))


def numbers(task: Task) -> tuple[list[float], list[float]]:
    """Percentages, and numbers after "at least" or before "or more", in the name and deliverable of a task."""
    text = _text(task)
    counts = [found[1] or found[2] for found in _AT_LEAST.finditer(text)]
    return [_number(n) for n in _PERCENT.findall(text)], [_number(n) for n in counts]


def number_changes(parent: Task, children: list[Task]) -> list[Change]:
    """A share or an "at least n" of the parent that no child has, or only smaller ones; what stands instead."""
    out = []
    texts = [_text(child) for child in children]
    for asked, given, unit in zip(numbers(parent), zip(*map(numbers, children), strict=True), (" %", ""), strict=True):
        have = [n for found in given for n in found]
        missing = [n for n in asked if n not in have and not (unit and n == 100 and any(map(_ALL.search, texts)))]
        if not missing:
            continue
        most, other = max(missing), [n for n in have if n not in asked]
        if not other:
            vague = next((m.group() for text in texts if (m := _VAGUE.search(text))), None)
            out.append(("weakened", f"number dropped: {most:g}{unit}" + (f' -> "{vague}"' if vague else "")))
        elif max(other) < most:
            out.append(("weakened", f"number lowered: {most:g}{unit} -> {max(other):g}{unit}"))
    return out


def date_changes(parent: Task, child: Task) -> list[Change]:
    """A later, an earlier or a lost latest date; a new one and work already done change no status."""
    before, after = (t.get("due") if isinstance(t.get("due"), str) else None for t in (parent, child))
    if child.get("state") == "done":
        return [] if parent.get("state") == "done" else [("", f"already done: {child.get('deadline_text') or 'done'}")]
    if before is None:
        return [("", f"hard deadline given: {after}")] if after and parent.get("cadence") in _OPEN else []
    if after is None:
        return [("weakened", f"hard deadline lost: {before} -> {child.get('deadline_text') or 'none'}")]
    if after == before:
        return []
    status = "later" if after > before else "earlier"
    return [(status, f"{status} deadline: {before} -> {after}")]


def lead_changes(parent: Task, children: list[Task]) -> list[Change]:
    """Other leads: no archetype in common with any child (of the lead or of who took over from it, `heirs`; a
    ministry's task goes to the department of its field); of another kind where no kind is in common either. Only the
    kind of a collective counts."""
    own = {fold(x) for column in ("archetype", "heirs") for x in listed(parent.get(column))}
    theirs = {fold(x) for child in children for x in listed(child.get("archetype"))}
    ministries = {name.removeprefix(_MINISTRY) for name in own if name.startswith(_MINISTRY)}
    if own & theirs or ministries & {_PROVINCIAL.sub("", name) for name in theirs}:
        return []
    kinds = [{fold(x) for t in tasks for x in listed(t.get("kind"))} for tasks in ([parent], children)]
    alike = kinds[0] & kinds[1] or "any" in kinds[0] | kinds[1] or not kinds[0] or not kinds[1]
    if alike and not (own and theirs):
        return []
    leads = [", ".join(listed(t.get("lead"))) or "?" for t in (parent, children[0])]
    return [("" if alike else "handed over", f"lead: {leads[0]} -> {leads[1]}")]


def group_kind(name: str, national: bool = False) -> str:
    """The kind that all agencies of a collective are of ("Các doanh nghiệp viễn thông": enterprise), or "any"; the
    localities of a `national` document are whole provinces."""
    text = fold(name)
    if national and fold("địa phương") in text:
        return "any"
    kinds = [kind for kind, words in _GROUPS.items() if any(fold(w) in text for w in words)]
    return kinds[0] if len(kinds) == 1 and not _ANY.search(text) else "any"


def split_changes(parent: Task, children: list[Task], likeness: list[float]) -> list[Change]:
    """Two or more children that share the duty: about as alike as the first, or each with words of the parent that none
    before has, or parts of one row. A row and its part are not two."""
    if len(children) < 2:
        return []
    ids, rows = ({child.get(column) for child in children} for column in ("id", "parent"))
    words = _objects([parent, *children])
    seen, shares = words[1] & words[0], [children[0]]
    for child, own, value in zip(children[1:], words[2:], likeness[1:], strict=True):
        new = (own & words[0]) - seen
        part = child.get("parent") in ids
        if part or value >= AS_ALIKE * likeness[0] or len(new) >= OWN_SHARE * len(words[0]):
            shares.append(child)
            seen |= new
    count = sum(child["id"] not in rows for child in shares)
    return [("split", f"split into tasks: {count}")] if count > 1 else []


def _objects(tasks: list[Task]) -> list[set[int]]:
    """The object words of each task's name (no verbs, products, fillers), as numbers."""
    wording = read_wording([str(task["name"]) for task in tasks])
    thing = wording.kind == KINDS.index("object")
    texts = wording.text_of[wording.owner]
    return [set(wording.word[thing & (texts == i)].tolist()) for i in range(len(tasks))]


def word_changes(parent: Task, child: Task) -> list[Change]:
    """Whether the child has the parent's words; marks and case do not count."""
    same, other = (_WORD.findall(fold(str(task["name"]))) for task in (parent, child))
    return [("verbatim", "taken over word for word") if same == other else ("reworded", "taken over in other words")]
