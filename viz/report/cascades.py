"""What became of the tasks of one document in another, for the pairs of documents where the question makes sense."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from queries.overlaps import cascade
from queries.trace import UPWARD
from viz.report.parts import Cell, Section, Table
from viz.sources import Sources, records, shorten, words

MOST_PAIRS = 4
FEWEST_TASKS = 3
"""A document of fewer tasks hands nothing on that a table could show."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A parent and a child, and why they are compared."""

    parent: str
    child: str
    why: str


def pairs(sources: Sources) -> list[Pair]:
    """The pairs, best founded first: a child that carries out, guides, amends, replaces or cites its parent; two
    documents of one jurisdiction, the later against the earlier; then two of different jurisdictions that carry out
    the same document. Which is earlier tells the day of issue, of a draft the newest document it rests on."""
    counts = Counter(sources.frame("Task")["document"])
    held = [id_ for id_, count in counts.items() if count >= FEWEST_TASKS]
    rests = _rests_on(sources)
    rows = sources.rows("Document")
    dates = {id_: _date(id_, rows, rests) for id_ in held}
    ordered = sorted(held, key=lambda id_: (dates[id_], id_))
    found: list[tuple[int, Pair]] = []
    for n, parent in enumerate(ordered):
        for child in ordered[n + 1 :]:
            if (rank_why := _founded(sources, parent, child, rests)) is not None:
                rank, above, below, why = rank_why
                found.append((rank, Pair(above, below, why)))
    found.sort(key=lambda item: (item[0], item[1].parent, item[1].child))
    return [pair for _rank, pair in found[:MOST_PAIRS]]


def _rests_on(sources: Sources) -> dict[str, set[str]]:
    """For each imported document those that it rests on or cites, in one step."""
    rests: dict[str, set[str]] = defaultdict(set)
    for type_ in (*UPWARD, "REPLACES", "CITES"):
        for source, target in sources.record.frame(type_)[["source", "target"]].itertuples(index=False):
            if str(source).startswith("doc:"):
                rests[str(source)].add(str(target))
    return rests


def _date(id_: str, rows: dict[str, dict[str, object]], rests: dict[str, set[str]]) -> str:
    own = words(rows[id_].get("issued"))
    return own or max((words(rows[above].get("issued")) for above in rests[id_] if above in rows), default="")


def _founded(
    sources: Sources, parent: str, child: str, rests: dict[str, set[str]]
) -> tuple[int, str, str, str] | None:
    """How well a comparison is founded (0 is best), which is the parent, which the child, and why; None where nothing
    joins the two."""
    _ = sources.translate
    for above, below in ((parent, child), (child, parent)):
        if above in rests[below]:
            return 0, above, below, _("the one rests on the other")
    places = [words(sources.documents[id_].get("jurisdiction")) for id_ in (parent, child)]
    if places[0] and places[0] == places[1]:
        return 1, parent, child, _("both are of {place}, the later against the earlier").format(place=places[0])
    shared = sorted(rests[parent] & rests[child], key=sources.document_name)
    carried = [id_ for id_ in shared if "law" not in words(sources.documents[id_].get("kind"))]
    if not carried:
        return None
    names = ", ".join(sources.document_name(id_) for id_ in carried[:3])
    return 2, parent, child, _("both rest on {documents}").format(documents=names)


def cascades(sources: Sources, as_of: str | None) -> Section | None:
    """A table a pair of documents: each task of the parent, what became of it, and what changed."""
    _ = sources.translate
    chosen = pairs(sources)
    if not chosen:
        return None
    section = Section("cascade", _("What became of tasks in other documents"))
    section.notes = [
        _("Compared are documents that rest on one another, then those of one place, then those that rest on the same "
          "document; at most {n} pairs.").format(n=MOST_PAIRS)
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Status"), _("Became"), _("Changes")]
    for number, pair in enumerate(chosen):
        frame = cascade(sources.record, pair.parent, pair.child, lang=sources.lang)
        frame = frame[frame["parent"].notna()]
        rows: list[list[Cell]] = [
            [sources.reference(r["parent"]), shorten(words(r["parent_name"]), 110), _(words(r["status"])),
             ", ".join(map(sources.reference, r["children"])), "; ".join(r["changes"])]
            for r in records(frame)
        ]  # fmt: skip
        title = _("{parent} in {child}: {why}").format(
            parent=sources.document_name(pair.parent), child=sources.document_name(pair.child), why=pair.why
        )
        section.tables.append(Table(title, headings, rows, [str(p) for p in frame["parent"]], open=False))
        kept = int((frame["status"] != "missing").sum())
        name = f"{sources.document_name(pair.parent)} → {sources.document_name(pair.child)}"
        section.count(name, f"{kept} / {len(frame)}", number)
    return section
