"""Which tasks ask for the same duty, between plans, between appendices, inside one; and what became of a parent's."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from graph.judgements import standing
from graph.record import Record
from graph.reference import find_document, references
from graph.rows import printed
from queries.language import language, translator
from queries.scope import rows_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "a", "b", "a_reference", "b_reference", "a_name", "b_name", "level", "similarity", "reasons", "judgement",
    "a_line", "b_line",
)  # fmt: skip


def overlaps(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    agency: str | None = None,
    level: str | None = None,
    between: Literal["any", "documents", "appendices"] = "any",
    threshold: float | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """Pairs of tasks that ask for the same duty, most certain first, with COLUMNS (see `queries.overlap.search`).

    `plan` keeps pairs with a task of the plans named, `agency` (a name or an id) those with a task it leads. Pairs a
    person judged stand with the judgement; a rejected pair does not come back. The reasons are in `lang`."""
    from queries.overlap.search import overlaps as search

    tasks = task_frame(record)
    judged = [(j.a, j.b, j.decision) for j in standing(record, "overlap")]
    pairs = search(tasks, threshold=threshold, level=level, between=between, judged=judged)
    kept = _kept(record, tasks, plan, agency)
    if kept is not None:
        pairs = pairs[pairs["a"].isin(kept) | pairs["b"].isin(kept)]
    refs, by_id = references(record), tasks.set_index("id")
    for end in ("a", "b"):
        pairs[f"{end}_reference"] = pairs[end].map(refs)
        pairs[f"{end}_name"] = pairs[end].map(by_id["name"])
        pairs[f"{end}_line"] = pairs[end].map(by_id["source_line"])
    pairs["reasons"] = _told(pairs["reasons"], lang)
    return pairs[list(COLUMNS)].reset_index(drop=True)


def cascade(
    record: Record, parent: str, child: str, *, threshold: float | None = None, lang: str | None = None
) -> pd.DataFrame:
    """What became of each task of one document in another (`queries.overlap.cascade`): `parent`, `status`, `children`,
    `changes`, with `parent_reference`, `parent_name` and `children_references`; tasks that the child added come last
    with `parent` null. A document against itself shows what its body promises and its tasks weaken. The changes are in
    `lang`. Raises ReferenceNotFoundError."""
    from queries.overlap.cascade import body_numbers
    from queries.overlap.cascade import cascade as compare
    from queries.overlap.evidence import SMALL
    from queries.overlap.search import overlaps as search

    ids = [find_document(record, text) for text in (parent, child)]
    tasks = task_frame(record)
    if len(tasks) > SMALL:  # else all rows tell which words are common, as in `overlaps`
        tasks = tasks[tasks["document"].isin(ids)].reset_index(drop=True)
    judged = [(j.a, j.b, j.decision) for j in standing(record, "overlap")]
    pairs = search(tasks, threshold=threshold, between="documents", judged=judged)
    above, below = (tasks[tasks["document"] == i] for i in ids)
    if ids[0] == ids[1]:
        pairs = above.assign(a=above["id"], b=above["id"], similarity=1.0)
    frame = compare(above, below, pairs, body_numbers(below, _body(record, ids[1])))
    refs, names = references(record), tasks.set_index("id")["name"]
    frame["parent_reference"] = frame["parent"].map(refs)
    frame["parent_name"] = frame["parent"].map(names)
    frame["children_references"] = [[refs[c] for c in children] for children in frame["children"]]
    frame["changes"] = _told(frame["changes"], lang)
    return frame


def _told(lists: pd.Series, lang: str | None) -> list[list[str]]:
    """Reasons or changes ("kind: what") with their kinds in a language; what stands behind is the documents' own."""
    translate, spoken = translator(lang), language(lang)
    if spoken == "en":
        return [list(texts) for texts in lists]
    told = []
    for texts in lists:
        parts = [text.partition(": ") for text in texts]
        told.append(
            [translate(kind) + mark + rest.replace("(body", "(" + translate("body")) for kind, mark, rest in parts]
        )
    return told


def _body(record: Record, document: str) -> list[tuple[int | None, str]]:
    """The paragraphs of a document's body as read, each with its line."""
    row = record.connection.execute("SELECT reading FROM imported WHERE document = ?", (document,)).fetchone()
    body = map(printed, json.loads(row[0])["body"] if row else ())
    return [(place.line, text) for text, place in body]


def task_frame(record: Record) -> pd.DataFrame:
    """All tasks with what the search weighs: `lead`, `archetype` and `kind` of those that lead (of a ministry's task:
    of the provincial counterpart; with their province, so that one name in two provinces is two agencies),
    `citations` (numbers), `parent`, `section_title`."""
    tasks = rows_of(record, "Task")
    agencies = record.frame("Agency")[["id", "name", "archetype", "kind", "jurisdiction"]]
    groups = record.frame("AgencyGroup")[["id", "name", "jurisdiction"]]
    import pandas as pd

    from queries.overlap.changes import group_kind

    kinds = [group_kind(name, place == "Trung ương") for name, place in groups[["name", "jurisdiction"]].to_numpy()]
    known = pd.concat([agencies, groups.assign(kind=kinds)]).set_index("id")
    placed = known["jurisdiction"].notna() & (known["jurisdiction"] != "Trung ương")
    known["name"] = known["name"].where(~placed, known["name"] + " (" + known["jurisdiction"].fillna("") + ")")
    known["archetype"] = known["archetype"].map(_kinds(agencies))
    held = pd.concat([record.frame(t)[["source", "target"]].assign(type=t) for t in ("COUNTERPART_FOR", "LEADS")])
    answering = held[~((held["type"] == "LEADS") & held["target"].isin(held.loc[held["type"] != "LEADS", "target"]))]
    linked = answering.join(known, on="source").groupby("target")
    for column, source in (("lead", "name"), ("archetype", "archetype"), ("kind", "kind")):
        lists = linked[source].agg(lambda values: [v for v in values if isinstance(v, str)])
        tasks[column] = tasks["id"].map(lists)
    numbers = record.frame("Document").set_index("id")["number"]
    cites = record.frame("CITES")[["source", "target"]]
    cites = cites.assign(number=cites["target"].map(numbers)).dropna(subset="number")
    tasks["citations"] = tasks["id"].map(cites.groupby("source")["number"].agg(list))
    printed = tasks["deadline_text"].fillna(tasks["id"].map(_printed_deadlines(record)))
    tasks["deadline_text"] = printed.astype(object).where(printed.notna(), None)
    tasks["heirs"] = tasks["id"].map(_heirs(record, answering, known))
    tasks["parent"] = tasks["id"].map(record.frame("PART_OF").set_index("source")["target"])
    tasks["section_title"] = _section_titles(record, tasks)
    return tasks


def _heirs(record: Record, answering: pd.DataFrame, known: pd.DataFrame) -> dict[str, list[str]]:
    """The kinds of agencies that took over from those which answer for a task."""
    after = record.frame("SUCCEEDED_BY").set_index("source")["target"]
    kinds = answering.assign(kind=answering["source"].map(after.groupby(level=0).agg(list))).explode("kind")
    kinds["kind"] = kinds["kind"].map(known["archetype"])
    return {str(task): list(group) for task, group in kinds.dropna(subset="kind").groupby("target")["kind"]}


def _printed_deadlines(record: Record) -> dict[str, str]:
    """The texts of the milestones of a task whose deadlines stand in columns of periods, each once."""
    due, milestones = record.frame("DUE")[["source", "target"]], record.frame("Milestone")
    texts = due.merge(milestones[["id", "text"]], left_on="target", right_on="id").dropna(subset="text")
    return {str(task): "; ".join(dict.fromkeys(group)) for task, group in texts.groupby("source")["text"]}


def _kinds(agencies: pd.DataFrame) -> dict[str, str]:
    """What the names of all agencies of an archetype begin with: "Sở Y tế", "UBND thị xã", "Trường"."""
    kinds = {}
    for archetype, names in agencies.dropna(subset="archetype").groupby("archetype")["name"]:
        columns = zip(*(name.split() for name in names), strict=False)
        alike = takewhile(lambda words: len(set(words)) == 1, columns)
        kinds[str(archetype)] = " ".join(words[0] for words in alike) or str(archetype)
    return kinds


def _section_titles(record: Record, tasks: pd.DataFrame) -> list[str | None]:
    """The title of the innermost section with a title that each task stands in."""
    titles = {
        (row.document, row.appendix, row.number): row.title
        for row in record.frame("Section").itertuples()
        if isinstance(row.title, str) and isinstance(row.number, str)
    }
    found: list[str | None] = []
    for document, appendix, section in zip(tasks["document"], tasks["appendix"], tasks["section"], strict=True):
        path = section if isinstance(section, str) else ""
        while path and (document, appendix, path) not in titles:
            path = path.rpartition(".")[0]
        found.append(titles.get((document, appendix, path)))
    return found


def _kept(record: Record, tasks: pd.DataFrame, plan: str | list[str] | None, agency: str | None) -> set[str] | None:
    if plan is None and agency is None:
        return None
    from queries.workload import agency_ids

    kept = set(rows_of(record, "Task", plan)["id"])
    if agency:
        leads = record.frame("LEADS")
        kept &= set(leads.loc[leads["source"].isin(agency_ids(record, agency)), "target"])
    return kept & set(tasks["id"])
