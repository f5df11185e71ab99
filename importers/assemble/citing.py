"""Documents cited: mentions gathered over the whole document, settled to nodes once all are known, then linked."""

from __future__ import annotations

from dataclasses import dataclass

from graph.elements import Value
from graph.identity.documents import Claim, Cluster, group_claims
from graph.rows import Place
from graph.text import bare, clean
from importers.assemble.body import Passage, joined
from importers.assemble.builder import Builder
from importers.grammar.citations import Citation, read_citations
from importers.grammar.header import Header
from importers.grammar.relations import relations


@dataclass(frozen=True, slots=True)
class _Pending:
    """A link whose document ends are still mentions."""

    source: str | Claim
    type: str
    target: str | Claim
    place: Place
    text: str
    date_text: str | None


class Citing:
    """Collects the mentions of one document. `settle` makes the nodes and links."""

    def __init__(self, builder: Builder, header: Header) -> None:
        self.builder, self.header = builder, header
        self.own = Claim(
            cited_in=builder.document,
            number=header.number,
            kind=header.kind,
            date=header.issued,
            title=header.title,
            issuer=header.issuer,
            jurisdiction=header.jurisdiction,
            own=True,
        )
        self._pending: list[_Pending] = []
        self._claims: dict[Claim, Citation] = {}

    def cite(self, node: str, text: str | None, place: Place) -> None:
        """Documents that a task's own words name as its basis."""
        if not text:
            return
        for citation in self._read(text, place, node):
            self._hold(node, "CITES", citation, place, clean(text[citation.start : citation.end]))

    def implemented_by_section(self, section: str, title: str | None, place: Place) -> None:
        """A heading that says whose tasks these are: a section carries out the documents its title names."""
        for citation in self._read(title or "", place, section):
            if not self._is_self(citation):
                self._hold(section, "IMPLEMENTS", citation, place, title or "")

    def read_body(self, body: list[Passage]) -> None:
        """The relations the running text states, of this document and between others."""
        whole = joined(body)
        found = read_citations(whole.text)
        for citation in found:
            self._damage(citation, whole.place_at(citation.start), self.builder.document)
        known = [citation for citation in found if citation.damage is None]
        for relation in relations(whole.text, self.header.kind, known):
            source, target = self._end(relation.source), self._end(relation.target)
            if isinstance(source, str) and isinstance(target, str):
                continue
            place = whole.place_at(relation.offset)
            date_text = relation.target.date_text if relation.target else None
            self._pending.append(_Pending(source, relation.type, target, place, relation.words, date_text))

    def _read(self, text: str, place: Place, node: str) -> list[Citation]:
        """The documents named in a row or a heading, without those whose number is lost."""
        found = read_citations(text)
        for citation in found:
            self._damage(citation, place, node)
        return [citation for citation in found if citation.damage != "lost"]

    def _damage(self, citation: Citation, place: Place, node: str) -> None:
        """Flag a number that lost letters: read from its whole mention, or not read, and then the citation is lost."""
        printed = citation.printed
        if citation.damage == "repaired":
            message = f"'{printed}' read as {citation.number}, which stands whole elsewhere"
            self.builder.flag("letters_lost", message, place, node, "repair")
        elif citation.damage == "lost":
            message = f"'{printed}' lost letters: which document is cited is not known"
            self.builder.flag("citation_lost", message, place, node)

    def _end(self, citation: Citation | None) -> str | Claim:
        """This document's id for None and for its own number, else the mention."""
        if citation is None or self._is_self(citation):
            return self.builder.document
        return self._claim(citation)

    def settle(self) -> list[tuple[Claim, str]]:
        """Add a node for every document cited and the links; returns each mention with the node it was taken for."""
        taken: dict[Claim, str] = {}
        for cluster in group_claims([self.own, *self._claims]):
            id_ = self.builder.document if self.own in cluster.claims else cluster.id
            taken.update(dict.fromkeys(cluster.claims, id_))
            if id_ != self.builder.document:
                self.builder.add("Document", id_, _properties(cluster))
            for finding in cluster.findings:
                self.builder.flag(finding.code, finding.message, self._place(finding.claims), id_)
        links: dict[tuple[str, str, str], list[_Pending]] = {}
        for pending in self._pending:
            source, target = (taken[end] if isinstance(end, Claim) else end for end in (pending.source, pending.target))
            if source != target:
                links.setdefault((source, pending.type, target), []).append(pending)
        stated = {(source, target) for source, type_, target in links if type_ != "CITES"}
        for (source, type_, target), held in links.items():
            if type_ == "CITES" and (source, target) in stated:
                continue  # a closer relation between the two is stated elsewhere
            if type_ == "PROMULGATES" and source == self.builder.document and self.header.draft:
                self.builder.nodes[target].properties["draft"] = True  # it stands or falls with this draft
            dates = dict.fromkeys(p.date_text for p in held if p.date_text)
            first = held[0]
            self.builder.link(
                source, type_, target, first.place, date_text="; ".join(dates) or None, text=clean(first.text)
            )
        return list(taken.items())

    def _place(self, claims: tuple[Claim, ...]) -> Place:
        places = [p.place for p in self._pending if p.target in claims]
        return places[-1] if places else Place()

    def _hold(self, source: str, type_: str, citation: Citation, place: Place, words: str) -> None:
        self._pending.append(_Pending(source, type_, self._claim(citation), place, words, citation.date_text))

    def _claim(self, citation: Citation) -> Claim:
        claim = Claim(
            cited_in=self.builder.document,
            number=citation.number,
            kind=citation.kind,
            date=citation.date,
            kind_words=citation.kind_words,
            title=citation.title,
            issuer=citation.issuer,
            jurisdiction=self.header.jurisdiction,
        )
        self._claims.setdefault(claim, citation)
        return claim

    def _is_self(self, citation: Citation) -> bool:
        return citation.number is not None and citation.number == self.header.number


def _properties(cluster: Cluster) -> dict[str, Value]:
    date = cluster.date if cluster.date and len(cluster.date) == 10 else None
    return {
        "number": cluster.number,
        "kind": cluster.kind,
        "title": cluster.title,
        "issuer": cluster.issuer,
        "issued": date,
        "jurisdiction": cluster.jurisdiction,
        "status": "cited",
        "draft": False,
        "source_file": None,
        "sha256": None,
        "name_folded": bare(f"{cluster.number or ''} {cluster.title or ''}") or None,
    }
