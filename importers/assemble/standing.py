"""What agencies are to each other: members of the collectives a plan names, parts of a body, successors."""

from __future__ import annotations

from graph.elements import Edge, Value
from graph.identity.agencies import resolve
from graph.identity.groups import members
from graph.identity.matching import Resolved
from graph.identity.succession import ended, succession_edges
from graph.rows import Place
from importers.assemble.builder import Builder


def add_standing(builder: Builder) -> None:
    """Add the links between the agencies and groups that the document names, as the registry knows them."""
    named = [node for node in builder.nodes.values() if node.label in ("Agency", "AgencyGroup")]
    resolved = {n.id: resolve(str(n.properties["name"]), _text(n.properties["jurisdiction"])) for n in named}
    agencies = [r for n in named if n.label == "Agency" and (r := resolved[n.id]).id == n.id]
    for agency in agencies:
        builder.nodes[agency.id].properties["dissolved"] = ended(agency)
    _memberships(builder, [n.id for n in named if n.label == "AgencyGroup"], agencies)
    for item in succession_edges(agencies):
        if item.successor is None:
            continue
        for end in (item.predecessor, item.successor):
            add_resolved(builder, end)
        properties: dict[str, Value] = {"on": item.on, "basis": item.basis, "share": item.share}
        builder.edges.append(Edge(item.predecessor.id, item.successor.id, "SUCCEEDED_BY", properties))


def add_resolved(builder: Builder, agency: Resolved) -> None:
    """The node of an agency the registry knows, where the document has not brought it already."""
    builder.add(
        "Agency",
        agency.id,
        {
            "name": agency.name,
            "kind": agency.kind,
            "level": agency.level,
            "jurisdiction": agency.jurisdiction,
            "archetype": agency.archetype,
            "dissolved": ended(agency),
        },
    )


def _memberships(builder: Builder, groups: list[str], agencies: list[Resolved]) -> None:
    """MEMBER_OF, with the evidence of the row that names the collective first."""
    first: dict[str, Edge] = {}
    for edge in builder.edges:
        first.setdefault(edge.source, edge)
    for group in groups:
        if group not in first:
            continue
        properties = first[group].properties
        line, page = properties.get("source_line"), properties.get("source_page")
        table, row = properties.get("source_table"), properties.get("source_row")
        place = Place(_int(line), _int(page), _int(table), _int(row))
        local = [a for a in agencies if a.jurisdiction == builder.nodes[group].properties["jurisdiction"]]
        for agency in members(str(builder.nodes[group].properties["name"]), local):
            builder.link(agency.id, "MEMBER_OF", group, place)


def _int(value: Value) -> int | None:
    return int(value) if value is not None else None


def _text(value: Value) -> str | None:
    return str(value) if value is not None else None
