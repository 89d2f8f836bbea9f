"""A kind of release: what it asks for, how it is laid out, and what a complete one must have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pressctl.frozen import Frozen
from pressctl.model.localised import Localised


class FieldType(StrEnum):
    """What an answer is; each has one reading (`source/drafting/answer_reading.py`)."""

    LINE = "line"
    """One line of text."""
    TEXT = "text"
    """One or more paragraphs of Markdown."""
    DATE = "date"
    MOMENT = "moment"
    """Date and time in the office's zone."""
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    """One of `choices`."""
    LINES = "lines"
    """Several lines."""
    MAP = "map"
    """Texts by key: `milli-majlis = National Assembly`."""
    ORGANISATION = "organisation"
    """A key of `[organisations]`, or one written in place."""
    ORGANISATIONS = "organisations"
    PERSON = "person"
    PEOPLE = "people"
    CONTACTS = "contacts"
    """People with a phone or an e-mail."""
    COPIES = "copies"
    """Who gets a copy: `focal-points`, `office`, organisations on file, addresses."""
    BOILERPLATES = "boilerplates"
    """Keys of organisations that have one."""
    LANGUAGE = "language"
    RELEASE = "release"
    """Another release of the office, by a part of its name: the one that is corrected or withdrawn."""


class Effect(StrEnum):
    """What a kind does to the release that its `corrects` names."""

    CORRECTION = "correction"
    """It is put right."""
    WITHDRAWAL = "withdrawal"
    """It is taken back."""


class Section(StrEnum):
    """What a layout may set as a section of its own after the body, from the facts."""

    EVENT = "event"
    ORGANISERS = "organisers"
    SPEAKERS = "speakers"
    PROJECT = "project"


class Question(Frozen):
    """One thing that a kind asks for."""

    path: str
    """Where the answer goes: a dotted path into the front matter (`event.title`, `fields.aim`) or, for what only
    the draft's prose needs, `draft.<name>`."""
    type: FieldType
    prompt: str
    required: bool = False
    default: str | None = None
    """Jinja2 expression text over `office`, `today` and the answers so far; rendered before it is offered."""
    help: str | None = None
    writes: str | None = None
    """The sentence that the English draft makes of the answer, with … in its place."""
    choices: tuple[str, ...] = ()
    needs: str | None = None
    """Path of another answer without which this is not asked: a project's acronym needs its name."""
    web_address: bool = False
    """Whether the line must be the address of a page."""
    before: str | None = None
    """Path of a time that this one may not be later than: the deadline, by the event's start."""
    after: str | None = None
    """Path of a time that this one may not be earlier than: the end, by the beginning."""


_WHAT = {
    "quotation": "a quotation",
    "image": "a picture",
    "headline": "a headline",
    "subheadline": "a line under the headline",
    "subject": "a subject for the mail",
    "dateline.place": "the dateline's place",
    "dateline.date": "the dateline's date",
    "embargo": "an embargo",
    "expires": "a day on which it expires",
    "event": "an event",
    "event.title": "the event's title",
    "event.start": "the event's start",
    "event.end": "the event's end",
    "event.venue": "the event's venue",
    "event.accreditation": "how journalists get in",
    "organisers": "an organiser",
    "project": "a project",
    "project.name": "the project's name",
    "project.acronym": "the project's acronym",
    "project.lead": "who leads the project",
    "project.funders": "who funds the project",
    "speakers": "a speaker",
    "contacts": "a media contact",
    "copy_to": "who gets a copy",
    "boilerplates": "a text about an organisation",
    "notes": "notes to editors",
    "corrects": "the release that it refers to",
}


def thing(path: str) -> str:
    """Return what stands under a path, as a short noun phrase."""
    return _WHAT.get(path) or _plain(path)


def _plain(path: str) -> str:
    """Return the last step of a path in words: `fields.closing_date` → the closing date."""
    return f"the {path.rpartition('.')[2].replace('_', ' ')}"


class Requirement(Frozen):
    """Something that a complete release of the kind must have."""

    path: str
    """A dotted path, or `quotation`, `image`."""
    why: str
    """The reason, as an editor would say it."""
    what: str
    """What is missing, as a short noun phrase: `a quotation`."""


class Kind(Frozen):
    """A kind, from its folder's `kind.toml`."""

    name: str
    """Name of its folder: `joint-event`."""
    title: str
    """`Joint event`."""
    description: str
    questions: tuple[Question, ...]
    fields: tuple[tuple[str, FieldType], ...]
    """The kind's own fields by name, and their types."""
    requires: tuple[Requirement, ...]
    sections: tuple[Section, ...]
    """What stands after the body, in this order."""
    folder: Path
    """Where it was found; the drafts `draft.<language>.md.j2` stand beside `kind.toml`."""
    languages: tuple[str, ...]
    """Languages that it has a draft in."""
    effect: Effect | None = None
    """What it does to an earlier release; nothing for what is news by itself."""
    document: Localised | None = None
    """What stands at the head of the sheet where it is no press release: `Media advisory`."""
    status: Localised | None = None
    """What stands above the headline where it is not for immediate release: `For planning, not for publication`."""
    unchecked: tuple[str, ...] = ()
    """Rules of the check that its releases do not answer to: codes, or beginnings of codes."""
