"""A manuscript as the facts and the body of a release file; nothing that could not be read is made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pressctl.model.manuscript import ContactAsWritten, Manuscript, Piece
from pressctl.patterns import compiled
from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.foreign.markup import said
from pressctl.source.markdown.escaping import escape_markdown

if TYPE_CHECKING:
    from pressctl.source.front_matter.yaml_writing import Value

_LIST_MARK = compiled(r"[ \t]*(?:[*+•·‣▪●○◦■–-]|\d{1,2}[.)])[ \t]+$")
_UNSAFE = compiled(r"!\[|<|\x00")


def spoken(piece: Piece | None) -> str | None:
    """Return a piece as its reader hears it, or nothing."""
    return said(piece.text) or None if piece is not None else None


def facts_of(manuscript: Manuscript) -> dict[str, Value]:
    """Return the front matter that a manuscript gives, without identity and kind.

    An embargo that cannot be read is kept in its words: a file that says so cannot be sent before somebody mends it.
    """
    embargo = manuscript.embargo
    project, event = manuscript.project, manuscript.event
    facts: dict[str, Value] = {
        "headline": spoken(manuscript.headline),
        "subheadline": spoken(manuscript.subheadline),
        "dateline": _filled(place=whole_place(manuscript.dateline), date=manuscript.dateline.day)
        if manuscript.dateline
        else None,
        "embargo": (str(embargo.until) if embargo.until else spoken(embargo.raw)) if embargo else None,
        "event": _filled(title=spoken(event.title), venue=spoken(event.venue)) if event else None,
        "organisers": [{"name": name} for piece in manuscript.organisers if (name := spoken(piece))],
        "project": _filled(
            name=spoken(project.name),
            acronym=spoken(project.acronym),
            lead=_filled(name=spoken(project.lead)),
            funders=[_filled(name=spoken(piece)) for piece in project.funders],
        )
        if project
        else None,
        "speakers": [_filled(name=spoken(each.name), title=spoken(each.role)) for each in manuscript.speakers],
        "contacts": [entry for each in manuscript.contacts for entry in _contact(each)],
        "boilerplates": [
            {"title": title.rstrip(" :"), "text": "\n\n".join(markdown_of(piece) for piece in each.text)}
            for each in manuscript.boilerplates
            if (title := spoken(each.title))
        ],
        "notes": [markdown_of(piece) for piece in manuscript.notes],
    }
    return {key: value for key, value in facts.items() if value}


def _filled(**values: Value) -> Mapping[str, Value] | None:
    """Return what of a table is given, or nothing."""
    given = {key: value for key, value in values.items() if value}
    return given or None


def _contact(contact: ContactAsWritten) -> list[dict[str, Value]]:
    """Return a contact, and again under the same name for each further address: a release has one for each."""
    name = spoken(contact.name) or spoken(contact.organisation) or spoken(contact.role)
    emails = list(dict.fromkeys(piece.text for piece in contact.emails))
    if name is None:
        name = emails[0] if emails else None
    if name is None:
        return []
    first: dict[str, Value] = {
        "name": name,
        "title": spoken(contact.role) if contact.role is not None and name != spoken(contact.role) else None,
        "organisation": spoken(contact.organisation) if name != spoken(contact.organisation) else None,
        "phones": [number for piece in contact.phones for number in numbers_of(piece.text)],
        "email": emails[0] if emails else None,
    }
    entries: list[dict[str, Value]] = [{key: value for key, value in first.items() if value}]
    further: list[dict[str, Value]] = [{"name": name, "email": email} for email in emails[1:]]
    return [*entries, *further]


def body_of(manuscript: Manuscript) -> str:
    """Return the body: headings, paragraphs and lists in their order, without the dateline; untitled boilerplates last.

    Quotations stay in the sentence in which they stand: another form would be another text.
    """
    headings = {piece.start for piece in manuscript.headings}
    untitled = [piece for each in manuscript.boilerplates if each.title is None for piece in each.text]
    parts: list[str] = []
    listing = False
    lead, further = manuscript.paragraphs[:1], manuscript.paragraphs[1:]
    for piece in (*lead, *sorted((*further, *manuscript.headings), key=lambda one: one.start)):
        words = markdown_of(_without_dateline(piece, manuscript))
        item = _LIST_MARK.search(manuscript.text[: piece.start].rsplit("\n", 1)[-1]) is not None
        if not words:
            continue
        if item:
            words = f"- {words}"
        elif piece.start in headings:
            words = f"## {words}"
        parts.append(f"{words}\n" if item and listing else f"\n{words}\n")
        listing = item
    parts += [f"\n{markdown_of(piece)}\n" for piece in untitled]
    return "".join(parts).lstrip("\n")


def _without_dateline(piece: Piece, manuscript: Manuscript) -> Piece:
    line = manuscript.dateline
    if line is None or not (piece.start <= line.raw.start and line.raw.end <= piece.end):
        return piece
    unread = line.day is None and line.date_text is not None and line.date_text.end <= line.raw.end
    if line.raw.start != piece.start or unread:
        # What a release file cannot hold as a date stays in the words.
        return piece
    rest = Piece.cut(manuscript.text, line.raw.end, piece.end)
    begins = compiled(r"[\s–—:-]*").match(rest.text)
    return Piece.cut(manuscript.text, rest.start + (begins.end() if begins else 0), piece.end)


def markdown_of(piece: Piece) -> str:
    """Return a paragraph as Markdown: its links stay links, everything else says exactly its words."""
    text = " ".join(piece.text.split())
    if "](http" not in text or _UNSAFE.search(text):
        return escape_markdown(said(text))
    parts, position = [], 0
    for match in compiled(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)").finditer(text):
        parts.append(escape_markdown(said(text[position : match.start()]) + " ").removesuffix(" "))
        lead = " " if position < match.start() and text[match.start() - 1] == " " else ""
        parts.append(f"{lead}[{escape_markdown(said(match[1]))}]({match[2]})")
        position = match.end()
    rest = text[position:]
    parts.append((" " if rest.startswith(" ") else "") + escape_markdown(said(rest)))
    return "".join(parts).strip()
