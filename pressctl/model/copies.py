"""A review as the record has it: copies that went out, who was asked, what came back, what was decided (ADR 0020)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pressctl.frozen import Frozen
from pressctl.model.moment import Moment


class ReviewCopy(Frozen):
    """One document of one language of a frozen version."""

    id: str
    """`2018-10-24-r1`: the day it was made, and which of that day."""
    release_id: str
    slug: str
    """What the release's folder was called then."""
    version: int
    language: str
    since: int | None
    """The earlier version from which its tracked changes lead to this one."""
    sha256: str
    """Of the document, hexadecimal."""
    registry: str
    """SHA-256 of the registry beside it."""
    file: str
    """Its name in the mail: `<slug>_en_v3_REVIEW.docx`."""
    due: Moment | None
    """By when comments are wanted."""
    made: datetime
    made_by: str


class Way(StrEnum):
    """How a copy reached somebody."""

    MAIL = "mail"
    HAND = "hand"


class AskState(StrEnum):
    """What became of the mail with a copy."""

    SENDING = "sending"
    """In the dialogue with the server; left so by a crash, it may have arrived."""
    ACCEPTED = "accepted"
    WRITTEN = "written"
    """Into a folder: a rehearsal, nothing left."""
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"
    HANDED = "handed"
    """Handed over by the office itself."""


ASKED = frozenset({AskState.ACCEPTED, AskState.UNCERTAIN, AskState.SENDING, AskState.HANDED})
"""States in which somebody has the copy, or may have it."""


class ReviewRequest(Frozen):
    """Somebody was asked to look at a copy."""

    id: str
    copy: str
    version: int
    language: str
    file: str
    recipient_id: str
    email: str
    """Empty when the person was erased."""
    name: str
    organisation: str | None
    """Key of the organisation that they speak for."""
    way: Way
    state: AskState
    asked: datetime
    asked_by: str
    due: Moment | None
    no_objection: bool
    """Silence until then is told to be consent."""
    reply: str = ""
    """The mail server's words."""
    reminded: datetime | None = None
    reminders: int = 0


class ReviewAnswer(Frozen):
    """A file that came back."""

    id: str
    copy: str
    request: str | None
    """The request that it answers, where that is known."""
    reviewer: str
    """As the file names them; empty where nobody is named, or the person was erased."""
    sha256: str
    size: int
    changes: int
    comments: int
    received: datetime
    received_by: str


class Verdict(StrEnum):
    """What became of a change."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    """Taken over in other words."""
    SKIPPED = "skipped"


class Decision(Frozen):
    """What somebody decided about one change of an answer."""

    copy: str
    answer: str
    change: int
    verdict: Verdict
    field: str | None
    before: str
    after: str
    """As proposed."""
    became: str | None = None
    """The words that were taken in its place, for an edited one."""
    proposed_by: str = ""
    decided: datetime | None = None
    decided_by: str = ""
