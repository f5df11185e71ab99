"""A row's cells by what they hold, and links from an agency cell."""

from __future__ import annotations

from graph.identity.agencies import names_of, nearest, resolve
from graph.rows import Column, Place, Role, Row
from importers.assemble.builder import Builder
from importers.assemble.standing import add_resolved
from importers.grammar.agencies import Mention, read_agencies


class Cells:
    """The cells of one row, asked for by role."""

    def __init__(self, columns: tuple[Column, ...], row: Row) -> None:
        self._filled: dict[Role, list[tuple[Column, str]]] = {}
        for column, cell in zip(columns, row.cells, strict=True):
            if cell:
                self._filled.setdefault(column.role, []).append((column, cell))

    def text(self, role: Role) -> str | None:
        """The words of the cells of a role, joined where several columns have it; None when all are empty."""
        filled = self._filled.get(role)
        if filled is None:
            return None
        return filled[0][1] if len(filled) == 1 else " ".join([cell for _, cell in filled])

    def all(self, role: Role) -> list[tuple[Column, str]]:
        """The filled cells of a role with their columns."""
        return self._filled.get(role, [])


def link_agencies(builder: Builder, text: str | None, type_: str, target: str, place: Place) -> list[str]:
    """Link every agency and group a cell names to `target`; names the registry does not know go to the account.
    The ids linked by `type_` are returned, in the order named. A cell may say itself that one of those it names
    coordinates; and a group is nobody's counterpart: COUNTERPART_FOR links agencies only."""
    ids: list[str] = []
    for mention in read_agencies(text, builder.jurisdiction):
        stated = "COORDINATES" if mention.role == "coordinator" else type_
        if stated == "COUNTERPART_FOR" and mention.kind == "group":
            builder.flag("collective_counterpart", f"a collective answers here: {mention.text}", place, target)
            continue
        add_agency(builder, mention)
        builder.link(mention.id, stated, target, place, rank=mention.rank, text=mention.text)
        if mention.parent:
            parent = resolve(mention.parent, mention.jurisdiction)
            add_resolved(builder, parent)
            builder.link(mention.id, "PART_OF", parent.id, place)
        if stated == type_:
            ids.append(mention.id)
        if not mention.known and mention.kind == "agency" and mention.id not in builder.unknown:
            builder.unknown.add(mention.id)
            builder.flag("unknown_agency", _unknown(mention), place, target)
        if mention.doubt:
            builder.flag("agency_doubt", f"{mention.text}: {mention.doubt}", place, target)
    return ids


def _unknown(mention: Mention) -> str:
    """The account's sentence for a name the registry does not list, with the nearest names it does."""
    near = nearest(mention.name, names_of(mention.jurisdiction), limit=2)
    suggestion = "; nearest known: " + ", ".join(f"{name} ({score:.0f})" for name, score in near) if near else ""
    return f"not in the registry, an agency of its own: {mention.name}{suggestion}"


def add_agency(builder: Builder, mention: Mention) -> None:
    """The node of a mention, once a document."""
    if mention.id in builder.nodes:
        return
    if mention.kind == "group":
        builder.add("AgencyGroup", mention.id, {"name": mention.name, "jurisdiction": mention.jurisdiction})
        return
    builder.add(
        "Agency",
        mention.id,
        {
            "name": mention.name,
            "kind": mention.agency_kind,
            "level": mention.level,
            "jurisdiction": mention.jurisdiction,
            "archetype": mention.archetype,
            "dissolved": None,
        },
    )
