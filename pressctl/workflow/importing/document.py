"""What an import says: field by field, from which lines, how sure; for scripts and for the terminal alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pressctl.frozen import Frozen
from pressctl.model.manuscript import ContactAsWritten, EmbargoAsWritten, Manuscript, Piece
from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.characters import Lines
from pressctl.workflow.importing.taking import Foreign, Imported

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"


class Taken(Frozen):
    """One thing that was taken."""

    field: str
    words: str
    lines: tuple[int, int] | None
    sure: float | None
    remark: str | None = None
    """What could not be read of it."""


def document_of(foreign: Foreign, imported: Imported | None = None) -> dict[str, Json]:
    """Return the JSON document of an import; `imported` where it was written.

    `release` holds the fields; `source.placed` says of every line of the text which field it went to, the body too, so
    that together with `unplaced` nothing of it is lost.
    """
    manuscript, lines = foreign.manuscript, _Lines.of(foreign)
    document: dict[str, Json] = {
        "version": 1,
        "source": {
            "file": foreign.name,
            "format": foreign.format,
            "characters": len(manuscript.text),
            "notices": list(foreign.notices),
            "placed": [
                {"field": name, "lines": lines.span([piece]), "text": spoken(piece)}
                for name, piece in _placed(manuscript)
            ],
        },
        "release": _release(manuscript, lines),
        "confidence": dict(manuscript.confidence),
        "unplaced": [{"lines": lines.span([piece]), "text": piece.text} for piece in manuscript.unplaced],
    }
    if imported is not None:
        document["written"] = {
            "slug": imported.slug,
            "path": imported.path.as_posix(),
            "kind": imported.kind,
            "problems": [{"place": each.place(), "message": each.message} for each in imported.problems],
        }
    return document


class _Lines(Frozen):
    """The line of each place; it is counted once for a whole document."""

    places: Lines

    @classmethod
    def of(cls, foreign: Foreign) -> _Lines:
        return cls(Lines.of(foreign.manuscript.text))

    def span(self, pieces: Iterable[Piece]) -> list[Json]:
        """Return the first and the last line, from 1."""
        spans = [(self.places.place(one.start)[0], self.places.place(max(one.start, one.end - 1))[0]) for one in pieces]
        return [min(first for first, _ in spans), max(last for _, last in spans)] if spans else []


def _placed(manuscript: Manuscript) -> Iterator[tuple[str, Piece]]:
    """Yield every stretch of the text that a field or the body took, and its name, in the order of the text."""
    embargo, line, event = manuscript.embargo, manuscript.dateline, manuscript.event
    single = {
        "headline": manuscript.headline,
        "subheadline": manuscript.subheadline,
        "status_line": manuscript.status_line,
        "embargo": embargo.raw if embargo else None,
        "dateline": line.raw if line else None,
        "dateline.date": line.date_text if line else None,
        "event.title": event.title if event else None,
        "event.when": event.when if event else None,
        "event.venue": event.venue if event else None,
        "end_mark": manuscript.end_mark,
    }
    found = [(name, piece) for name, piece in single.items() if piece is not None]
    found += [("body" if number else "lead", piece) for number, piece in enumerate(manuscript.paragraphs)]
    found += [("heading", piece) for piece in manuscript.headings]
    found += [("boilerplates", one) for each in manuscript.boilerplates for one in (each.title, *each.text) if one]
    found += [("notes", piece) for piece in manuscript.notes]
    found += [("contacts", piece) for each in manuscript.contacts for piece in each.raw]
    yield from sorted(found, key=lambda each: each[1].start)


def _release(manuscript: Manuscript, lines: _Lines) -> dict[str, Json]:
    embargo, line, project = manuscript.embargo, manuscript.dateline, manuscript.project
    return {
        "headline": spoken(manuscript.headline),
        "subheadline": spoken(manuscript.subheadline),
        "status_line": spoken(manuscript.status_line),
        "language": manuscript.language,
        "embargo": {"raw": spoken(embargo.raw), "until": _until(embargo)} if embargo else None,
        "dateline": {
            "place": whole_place(line),
            "date": line.day.isoformat() if line.day else None,
            "raw": spoken(line.raw),
        }
        if line
        else None,
        "quotes": [
            {
                "speaker": spoken(each.speaker),
                "role": spoken(each.role),
                "text": _joined(each.words),
                "lines": lines.span(each.words),
            }
            for each in manuscript.quotations
        ],
        "speakers": [{"name": spoken(each.name), "role": spoken(each.role)} for each in manuscript.speakers],
        "organisers": [spoken(piece) for piece in manuscript.organisers],
        "project": {
            "name": spoken(project.name),
            "acronym": spoken(project.acronym),
            "lead": spoken(project.lead),
            "funders": [spoken(piece) for piece in project.funders],
        }
        if project
        else None,
        "contacts": [_contact(each) for each in manuscript.contacts],
        "boilerplates": [
            {"title": spoken(each.title), "text": _joined(each.text, "\n\n")} for each in manuscript.boilerplates
        ],
        "notes": _joined(manuscript.notes, "\n\n") or None,
        "end_mark": manuscript.end_mark.text if manuscript.end_mark else None,
    }


def _contact(contact: ContactAsWritten) -> dict[str, Json]:
    return {
        "name": spoken(contact.name),
        "role": spoken(contact.role),
        "organisation": spoken(contact.organisation),
        "phones": [number for piece in contact.phones for number in numbers_of(piece.text)],
        "emails": [piece.text for piece in contact.emails],
    }


def _until(embargo: EmbargoAsWritten) -> str | None:
    return embargo.until.local().isoformat(timespec="minutes") if embargo.until else None


def _joined(pieces: Iterable[Piece], sign: str = " ") -> str:
    return sign.join(spoken(piece) or "" for piece in pieces)


def taken_from(foreign: Foreign) -> Iterator[Taken]:
    """Yield what was taken of a document, in the order of a release."""
    manuscript, tell = foreign.manuscript, _Teller(foreign)
    yield Taken("language", manuscript.language, None, manuscript.confidence.get("language"))
    yield from tell.one("status line", manuscript.status_line, "status_line")
    yield from tell.embargo()
    yield from tell.one("headline", manuscript.headline, "headline")
    yield from tell.one("subheadline", manuscript.subheadline, "subheadline")
    yield from tell.dateline()
    for lead in manuscript.paragraphs[:1]:
        yield from tell.one("lead", lead, "headline")
    yield from tell.people()
    if manuscript.project:
        yield from tell.one("project", manuscript.project.name, "project")
    if manuscript.event:
        yield from tell.one("event", manuscript.event.title or manuscript.event.when, "event")
    for boilerplate in manuscript.boilerplates:
        yield from tell.one("boilerplate", boilerplate.title or boilerplate.text[0], "boilerplates")
    yield from tell.contacts()
    for note in manuscript.notes[:1]:
        yield from tell.one("notes", note, "notes")
    yield from tell.one("end mark", manuscript.end_mark, "end_mark")


class _Teller(Frozen):
    """Tells the parts of one document."""

    foreign: Foreign

    def one(self, field: str, piece: Piece | None, key: str, remark: str | None = None) -> Iterator[Taken]:
        if piece is not None:
            sure = self.foreign.manuscript.confidence.get(key)
            yield Taken(field, spoken(piece) or "", self.foreign.lines(piece), sure, remark)

    def several(self, field: str, words: str, pieces: tuple[Piece, ...], key: str, remark: str | None = None) -> Taken:
        span = self.foreign.lines(pieces[0])[0], self.foreign.lines(pieces[-1])[1]
        return Taken(field, words, span, self.foreign.manuscript.confidence.get(key), remark)

    def embargo(self) -> Iterator[Taken]:
        embargo = self.foreign.manuscript.embargo
        if embargo:
            unread = None if embargo.until else "no whole day, hour and zone: embargoed until somebody writes them"
            yield from self.one("embargo", embargo.raw, "embargo", unread)

    def dateline(self) -> Iterator[Taken]:
        line = self.foreign.manuscript.dateline
        if line:
            yield from self.one("place", line.place, "dateline")
            undated = None if line.day else "no whole date: add dateline.date to the release"
            yield from self.one("date", line.date_text or (None if line.day else line.raw), "dateline", undated)

    def people(self) -> Iterator[Taken]:
        manuscript = self.foreign.manuscript
        for quotation in manuscript.quotations:
            who = ", ".join(word for part in (quotation.speaker, quotation.role) if (word := spoken(part)))
            remark = None if who else "nobody is said to have said it"
            yield self.several("quotation", who or _joined(quotation.words), quotation.words, "quotes", remark)
        for person in manuscript.speakers:
            words = ", ".join(word for part in (person.name, person.role) if (word := spoken(part)))
            yield self.several("speaker", words, (person.name,), "speakers")
        for piece in manuscript.organisers:
            yield from self.one("organiser", piece, "organisers")

    def contacts(self) -> Iterator[Taken]:
        for contact in self.foreign.manuscript.contacts:
            parts = [spoken(part) for part in (contact.name, contact.role, contact.organisation)]
            parts += [piece.text for piece in (*contact.phones, *contact.emails)]
            yield self.several("contact", ", ".join(word for word in parts if word), contact.raw, "contacts")
