"""What the documents cited bring to the graph: nodes, links, and flags where a number is damaged."""

from __future__ import annotations

from graph.rows import Place
from importers.assemble.body import Passage
from importers.assemble.builder import Builder
from importers.assemble.citing import Citing
from importers.grammar.header import Header

WHOLE = "Thực hiện Kế hoạch số 272/KH-UBND ngày 21/12/2020 của UBND tỉnh."
DAMAGED = "Căn cứ ế hoạch số 272/ H- ND ngày 21/12/2020 của UBND tỉnh."


def _read(*lines: str, draft: bool = False, task: str = "") -> Builder:
    header = Header(None, "decision", "về rừng", "UBND tỉnh Nà Sén", None, "na-sen", draft)
    builder = Builder("doc:na-sen:draft:decision:1", "na-sen")
    citing = Citing(builder, header)
    if task:
        citing.cite("task:1", task, Place(9))
    citing.read_body([Passage(line, [0], [Place(at)]) for at, line in enumerate(lines, 1)])
    citing.settle()
    return builder


def _flags(builder: Builder) -> list[tuple[str, str, int | None, str | None]]:
    return [(one.flag.code, one.flag.level, one.flag.place.line, one.node) for one in builder.flags]


def test_a_number_that_lost_letters_is_flagged_where_it_stands() -> None:
    repaired = _read(WHOLE, DAMAGED)
    assert len(repaired.nodes) == 1
    assert _flags(repaired) == [("letters_lost", "repair", 2, "doc:na-sen:draft:decision:1")]
    alone = _read(DAMAGED, task=DAMAGED)
    assert not alone.nodes
    assert _flags(alone) == [
        ("citation_lost", "doubt", 9, "task:1"),
        ("citation_lost", "doubt", 1, "doc:na-sen:draft:decision:1"),
    ]


def test_what_a_draft_promulgates_is_a_draft() -> None:
    text = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch hành động bảo vệ rừng đầu nguồn."
    for draft in (True, False):
        builder = _read(text, draft=draft)
        (edge,) = builder.edges
        assert edge.type == "PROMULGATES"
        assert builder.nodes[edge.target].properties["draft"] is draft
