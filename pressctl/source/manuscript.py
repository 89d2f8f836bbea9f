"""A release file as a manuscript: the same page that a foreign document becomes, so that one set of rules reads both.

What stands in the file is cut from it. What only a key stands for (`nigar-example`) is a piece with the resolved words
at the key's place; what another file holds is a piece of no length where the front matter begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from pressctl.model.manuscript import (
    BoilerplateAsWritten,
    ContactAsWritten,
    DatelineAsWritten,
    EmbargoAsWritten,
    EventAsWritten,
    Manuscript,
    PersonAsWritten,
    Piece,
    ProjectAsWritten,
    QuotationAsWritten,
)
from pressctl.model.release import Edition, MediaContact, Speaker
from pressctl.model.text import Block, Heading, Image, ItemList, Paragraph, Quotation, Span, Table, block_text
from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from pressctl.source.release_file import ReleaseFile

T = TypeVar("T")
_MARK = re.compile(r"(?:[-*+]|\d+[.)])\s+")


def manuscript_of(file: ReleaseFile, edition: Edition) -> Manuscript:
    """Return the page of one language: words with the places of `file`, facts as `edition` resolves them."""
    return _Page(file, edition).manuscript()


class _Page:
    def __init__(self, file: ReleaseFile, edition: Edition) -> None:
        self.file, self.edition = file, edition
        self.text = file.text

    def manuscript(self) -> Manuscript:
        edition = self.edition
        return Manuscript(
            path=self.file.shown,
            text=self.text,
            language=self.file.language,
            headline=self.piece("headline", edition.headline),
            subheadline=self.maybe("subheadline", edition.subheadline),
            embargo=self.embargo(),
            dateline=DatelineAsWritten(
                self.piece("dateline.place", edition.dateline.place),
                self.piece("dateline.place", edition.dateline.place),
                self.piece("dateline.date", edition.dateline.date.isoformat()),
                edition.dateline.date,
            ),
            paragraphs=tuple(_paragraphs(self.text, self.file.blocks)),
            headings=tuple(_cut(self.text, block.span) for block in self.file.blocks if isinstance(block, Heading)),
            quotations=tuple(self.quotations(self.file.blocks)),
            speakers=tuple(self.person(*pair) for pair in self.listed("speakers", edition.speakers)),
            organisers=tuple(self.named(node, one.name) for node, one in self.listed("organisers", edition.organisers)),
            project=self.project(),
            event=self.event(),
            boilerplates=tuple(
                BoilerplateAsWritten(self.named(node, one.title, "title"), self.texts(node, one.blocks))
                for node, one in self.listed("boilerplates", edition.boilerplates)
            ),
            notes=self.notes(),
            contacts=tuple(self.contact(*pair) for pair in self.listed("contacts", edition.contacts)),
            unplaced=tuple(
                _cut(self.text, block.span) for block in self.file.blocks if isinstance(block, Table | Image)
            ),
        )

    def node(self, path: str) -> Node | None:
        """Return the value at a dotted path of the front matter, or its translation among the labels."""
        labels = self.file.root.get("labels")
        if isinstance(labels, MapNode) and (label := labels.get(path)) is not None:
            return label
        node: Node | None = self.file.root
        for key in path.split("."):
            node = node.get(key) if isinstance(node, MapNode) else None
        return node

    def piece(self, path: str, words: str) -> Piece:
        return self.at(self.node(path), words)

    def maybe(self, path: str, words: str | None) -> Piece | None:
        return None if words is None else self.piece(path, words)

    def at(self, node: Node | None, words: str) -> Piece:
        """Return the words where a node stands, cut from the file if the node holds them itself."""
        if node is None:
            start = self.file.root.start.offset
            return Piece(words, start, start)
        start, end = node.start.offset, node.end.offset
        if isinstance(node, ScalarNode):
            if node.style in {"'", '"'}:
                start, end = start + 1, end - 1
            if node.value.strip() == words.strip():
                return Piece.cut(self.text, start, end)
        return Piece(words, start, end)

    def named(self, node: Node | None, words: str, key: str = "name") -> Piece:
        inner = node.get(key) if isinstance(node, MapNode) else None
        return self.at(inner or node, words)

    def listed(self, path: str, values: Sequence[T]) -> Iterator[tuple[Node | None, T]]:
        """Return each value with its place in the list of that name."""
        node = self.node(path)
        items = node.items if isinstance(node, ListNode) and len(node.items) == len(values) else ()
        yield from zip_longest(items, values)

    def embargo(self) -> EmbargoAsWritten | None:
        embargo = self.edition.embargo
        return None if embargo is None else EmbargoAsWritten(self.piece("embargo", str(embargo.until)), embargo.until)

    def event(self) -> EventAsWritten | None:
        event = self.edition.event
        if event is None:
            return None
        when = str(event.start) if event.start else None
        venue = self.maybe("event.venue", event.venue)
        return EventAsWritten(self.maybe("event.title", event.title), self.maybe("event.start", when), venue)

    def project(self) -> ProjectAsWritten | None:
        project = self.edition.project
        if project is None:
            return None
        return ProjectAsWritten(
            self.piece("project.name", project.name),
            self.maybe("project.acronym", project.acronym),
            self.maybe("project.lead", project.lead.name if project.lead else None),
            tuple(self.named(node, one.name) for node, one in self.listed("project.funders", project.funders)),
        )

    def person(self, node: Node | None, speaker: Speaker) -> PersonAsWritten:
        role = self.named(node, speaker.title, "title") if speaker.title else None
        return PersonAsWritten(self.named(node, speaker.name), role)

    def contact(self, node: Node | None, contact: MediaContact) -> ContactAsWritten:
        name = self.named(node, contact.name)
        phones = node.get("phones") if isinstance(node, MapNode) else None
        items = phones.items if isinstance(phones, ListNode) and len(phones.items) == len(contact.phones) else ()
        return ContactAsWritten(
            raw=(name,),
            name=name,
            role=self.named(node, contact.title, "title") if contact.title else None,
            organisation=self.named(node, contact.organisation, "organisation") if contact.organisation else None,
            phones=tuple(self.at(item or node, one) for item, one in zip_longest(items, contact.phones)),
            emails=(self.named(node, contact.email, "email"),) if contact.email else (),
        )

    def texts(self, node: Node | None, blocks: Sequence[Block]) -> tuple[Piece, ...]:
        inner = node.get("text") if isinstance(node, MapNode) else None
        if isinstance(inner, ScalarNode):
            return (Piece.cut(self.text, inner.start.offset, inner.end.offset),)
        return tuple(self.at(node, block_text(block)) for block in blocks)

    def notes(self) -> tuple[Piece, ...]:
        node = self.node("notes")
        return () if node is None else (Piece.cut(self.text, node.start.offset, node.end.offset),)

    def quotations(self, blocks: Sequence[Block]) -> Iterator[QuotationAsWritten]:
        for block in blocks:
            if isinstance(block, ItemList):
                for item in block.items:
                    yield from self.quotations(item)
            elif isinstance(block, Quotation):
                yield self.quotation(block)

    def quotation(self, block: Quotation) -> QuotationAsWritten:
        start, end = block.span.start, block.span.end
        if block.attribution is None:
            return QuotationAsWritten((Piece.cut(self.text, start, end),), None, None)
        name = self.text.rfind(block.attribution.name, start, end)
        if name < 0:
            speaker = Piece(block.attribution.name, start, start)
            return QuotationAsWritten((Piece.cut(self.text, start, end),), speaker, None)
        line = self.text.rfind("\n", start, name) + 1
        speaker = Piece.cut(self.text, name, name + len(block.attribution.name))
        title = block.attribution.title
        place = self.text.find(title, speaker.end, end) if title else -1
        role = Piece.cut(self.text, place, place + len(title)) if title and place >= 0 else None
        return QuotationAsWritten((Piece.cut(self.text, start, max(start, line)),), speaker, role)


def _cut(text: str, span: Span) -> Piece:
    return Piece.cut(text, span.start, span.end)


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _cut(text, block.span)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from (_unmarked(text, piece) for piece in _paragraphs(text, item))


def _unmarked(text: str, piece: Piece) -> Piece:
    """Return an item without its bullet or number."""
    mark = _MARK.match(piece.text)
    return Piece.cut(text, piece.start + mark.end(), piece.end) if mark else piece
