"""What an import says: field by field, from which lines, how sure; for scripts and for the terminal alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pressctl.model.manuscript import Piece
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.contacts import numbers_of
from pressctl.source.anatomy.dateline import whole_place
from pressctl.workflow.importing import Foreign, Imported

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was taken."""

    field: str
    words: str
    lines: tuple[int, int] | None
    sure: float | None
    remark: str | None = None
    """What could not be read of it."""


def document_of(foreign: Foreign, imported: Imported | None = None) -> dict[str, Json]:
    """Return the JSON document of an import; `imported` where it was written."""
    manuscript = foreign.manuscript
    written: Json = None
    if imported is not None:
        written = {
            "slug": imported.slug,
            "path": imported.path.as_posix(),
            "kind": imported.kind,
            "problems": [{"place": each.place(), "message": each.message} for each in imported.problems],
        }
    return {
        "version": 1,
        "source": {
            "file": foreign.name,
            "format": foreign.format,
            "characters": len(manuscript.text),
            "notices": list(foreign.notices),
        },
        "release": _release(foreign),
        "confidence": dict(manuscript.confidence),
        "unplaced": [{"lines": _lines(foreign, [piece]), "text": piece.text} for piece in manuscript.unplaced],
        "written": written,
    }


def _release(foreign: Foreign) -> dict[str, Json]:
    manuscript = foreign.manuscript
    embargo, line, project, event = manuscript.embargo, manuscript.dateline, manuscript.project, manuscript.event
    return {
        "headline": spoken(manuscript.headline),
        "subheadline": spoken(manuscript.subheadline),
        "status_line": spoken(manuscript.status_line),
        "language": manuscript.language,
        "embargo": {"raw": spoken(embargo.raw), "until": _until(foreign)} if embargo else None,
        "dateline": {
            "place": whole_place(line),
            "date": line.day.isoformat() if line.day else None,
            "date_text": spoken(line.date_text),
            "raw": spoken(line.raw),
        }
        if line
        else None,
        "lead": spoken(manuscript.paragraphs[0]) if manuscript.paragraphs else None,
        "quotes": [
            {
                "speaker": spoken(each.speaker),
                "role": spoken(each.role),
                "text": _joined(each.words),
                "lines": _lines(foreign, each.words),
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
        "event": {"title": spoken(event.title), "when": spoken(event.when), "venue": spoken(event.venue)}
        if event
        else None,
        "contacts": [
            {
                "name": spoken(each.name),
                "role": spoken(each.role),
                "organisation": spoken(each.organisation),
                "phones": [number for piece in each.phones for number in numbers_of(piece.text)],
                "emails": [piece.text for piece in each.emails],
                "lines": _lines(foreign, each.raw),
            }
            for each in manuscript.contacts
        ],
        "boilerplates": [
            {"title": spoken(each.title), "text": _joined(each.text, "\n\n"), "lines": _lines(foreign, each.text)}
            for each in manuscript.boilerplates
        ],
        "notes": _joined(manuscript.notes, "\n\n") or None,
        "end_mark": spoken(manuscript.end_mark),
    }


def _until(foreign: Foreign) -> str | None:
    embargo = foreign.manuscript.embargo
    return embargo.until.local().isoformat(timespec="minutes") if embargo and embargo.until else None


def _joined(pieces: Iterable[Piece], sign: str = " ") -> str:
    return sign.join(spoken(piece) or "" for piece in pieces)


def _lines(foreign: Foreign, pieces: Iterable[Piece]) -> list[Json]:
    spans = [foreign.lines(piece) for piece in pieces]
    return [min(first for first, _ in spans), max(last for _, last in spans)] if spans else []


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


@dataclass(frozen=True, slots=True)
class _Teller:
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
