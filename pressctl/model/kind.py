"""A kind of release: what it asks for, how it is laid out, and what a complete one must have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FieldType(StrEnum):
    """What an answer is; each has one reading (`source/answers.py`)."""

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


class Section(StrEnum):
    """What a layout may set as a section of its own after the body, from the facts."""

    EVENT = "event"
    ORGANISERS = "organisers"
    SPEAKERS = "speakers"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Question:
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
    choices: tuple[str, ...] = ()
    needs: str | None = None
    """Path of another answer without which this is not asked: a project's acronym needs its name."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a complete release of the kind must have."""

    path: str
    """A dotted path, or `quotation`, `image`."""
    why: str
    """The reason, as an editor would say it."""


@dataclass(frozen=True, slots=True)
class Kind:
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
