"""What a plan is decided by: the text and what may stand in its way, what the officer ordered, what the record knows.

Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from pressctl.frozen import Frozen, field
from pressctl.model.contact import Contact
from pressctl.model.delivery import Gate, GateName, Override, PutsRight
from pressctl.model.embargo import EmbargoAnswer
from pressctl.model.moment import Moment
from pressctl.model.release import Release
from pressctl.workflow.sending.ties import Thread


class RecordFacts(Frozen):
    """What the record knows that bears on a new plan."""

    received: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → `version 2, 30 Oct 10:02`, for those who have the release."""
    in_doubt: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → detail, for those who may have it."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → detail, for those whose server has refused it for good."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → id of the unfinished plan that they are in."""
    suppressed: Container[str] = frozenset()
    """Recipient keys that must not be mailed."""
    updates: int = 0
    """How many updates of this release have been planned."""
    embargo_answers: Mapping[str, EmbargoAnswer] = field(default_factory=dict)
    """Recipient key → what they said last about the embargo of this release, or of the one that it puts right."""
    threads: Mapping[str, Thread] = field(default_factory=dict)
    """Recipient key → the message that they have and this one is about."""
    wrong: tuple[Gate, ...] = ()
    """What later releases have against this text: it was corrected, or withdrawn."""


class Sender(Frozen):
    """From whom, back to whom, and on which road."""

    address: str
    name: str
    reply_to: str | None
    transport: str
    route: str
    opt_out: str | None = None
    """Where a reader writes to be taken off the list; the sender unless given."""
    return_path: str | None = None
    """Where servers tell what could not be delivered; the sender unless given."""
    opt_out_url: str | None = None
    """Where one click takes a reader off it."""


class SendRequest(Frozen):
    """What the officer asked for."""

    contacts: Iterable[Contact]
    """The segments' members, each once; may be read more than once."""
    now: Moment
    sender: Sender
    fallback_language: str
    test: str | None = None
    """Address of a test copy; then nobody else gets anything."""
    own: frozenset[str] = frozenset()
    """Recipient keys of the office's own addresses."""
    update: str | None = None
    """What changed: the mail goes to those who have the release, too."""
    overrides: tuple[Override, ...] = ()
    refused_too: bool = False
    """It goes to those whose server has refused it, too."""

    def passes(self, gate: GateName) -> bool:
        """Say whether the officer lets the mail through that gate."""
        return any(override.gate is gate for override in self.overrides)


class ReleaseState(Frozen):
    """The release and what may stand in its way."""

    release: Release
    version: int
    """The number that this text has, or would get."""
    stale: Mapping[str, str]
    """Language → why its translation is out of date."""
    lacking: Mapping[str, tuple[str, ...]]
    """Language → what the kind demands and this edition lacks."""
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language → what the check has against it, with places."""
    puts_right: PutsRight | None = None
    """The version that it corrects or withdraws."""
    unapproved: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Language → what an organisation wants to have approved and has not, with the command that records it."""
