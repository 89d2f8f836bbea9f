"""A sending: what is planned, what became of each message, and which steps are possible.

Between the final dot and the server's answer neither side can know (RFC 1047), so the states say what is
known and no more. `ALLOWED` is the only table of transitions; the database's queries follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar

from pressctl.frozen import Frozen
from pressctl.model.embargo import Ground
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment


class DeliveryState(StrEnum):
    """What is known of one message to one recipient."""

    QUEUED = "queued"
    """Planned and fixed; nothing has been said to a server. → sending, cancelled, suppressed"""
    SENDING = "sending"
    """The dialogue may have begun. → accepted, written, deferred, rejected, uncertain"""
    ACCEPTED = "accepted"
    """The server answered 250 after the final dot. → bounced, complained"""
    WRITTEN = "written"
    """Put into a folder: a rehearsal, nothing has left."""
    DEFERRED = "deferred"
    """Not now (4xx, or a failure before the dot). → sending, rejected, cancelled, suppressed"""
    REJECTED = "rejected"
    """Refused for good (5xx), or too old. → queued, by a new plan or when the officer asks"""
    UNCERTAIN = "uncertain"
    """The dot may have left and no answer came. → accepted, on evidence; an explicit resend"""
    SUPPRESSED = "suppressed"
    """Asked not to be mailed after the plan was made. → queued, by a new plan only"""
    CANCELLED = "cancelled"
    """Stopped by the officer before anything was said."""
    BOUNCED = "bounced"
    """Accepted, and returned later."""
    COMPLAINED = "complained"
    """Accepted, and reported as unwanted."""


_S = DeliveryState

ALLOWED: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED, _S.SUPPRESSED, _S.REJECTED, _S.UNCERTAIN}),
    _S.SENDING: frozenset({_S.ACCEPTED, _S.WRITTEN, _S.DEFERRED, _S.REJECTED, _S.UNCERTAIN, _S.QUEUED}),
    _S.DEFERRED: frozenset({_S.SENDING, _S.REJECTED, _S.CANCELLED, _S.SUPPRESSED, _S.UNCERTAIN}),
    _S.REJECTED: frozenset({_S.QUEUED}),
    _S.SUPPRESSED: frozenset({_S.QUEUED}),
    _S.UNCERTAIN: frozenset({_S.ACCEPTED, _S.QUEUED}),
    _S.ACCEPTED: frozenset({_S.BOUNCED, _S.COMPLAINED}),
    _S.WRITTEN: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.BOUNCED: frozenset(),
    _S.COMPLAINED: frozenset(),
}
"""From each state, the states that may follow. SENDING → QUEUED only where nothing was said to a server.
QUEUED and DEFERRED → UNCERTAIN only where an earlier attempt is in doubt and the new one was stopped."""

HAS_IT = frozenset({_S.ACCEPTED, _S.UNCERTAIN, _S.BOUNCED, _S.COMPLAINED})
"""Who has the release, the doubtful included: left out of its next send."""

UNFINISHED = frozenset({_S.QUEUED, _S.SENDING, _S.DEFERRED})
"""What `--resume` goes on with and `stop` cancels (sending excepted)."""


class Channel(StrEnum):
    """On which list a recipient stands."""

    PRESS = "press"
    COPY = "copy"
    """`copy_to`: focal points, the office itself."""


CHANNELS: Mapping[str, Channel] = {channel.value: channel for channel in Channel}
"""By what the record calls them: where there are as many as readers, quicker than to ask the enumeration."""


class LeftOutReason(StrEnum):
    """Why somebody in the segments gets nothing."""

    RECEIVED = "received"
    IN_DOUBT = "in-doubt"
    """May have it: an earlier message got no answer."""
    REFUSED = "refused"
    """Their server has refused an earlier message of this release for good."""
    WAITING = "waiting"
    """In another plan that has not ended."""
    DO_NOT_MAIL = "do-not-mail"
    NO_LANGUAGE = "no-language"
    NOT_AGREED = "embargo-not-agreed"


class LeftOut(Frozen):
    """Somebody whom the segments name and the plan does not mail."""

    email: str
    name: str
    reason: LeftOutReason
    detail: str = ""
    """`version 2, 30 Oct 10:02`; empty where the reason says it all."""


class Recipient(Frozen):
    """One address of a plan, and what is personal in its message."""

    key: str
    """`model.contact.recipient_key` of the address."""
    email: str
    """As typed: the address that is used."""
    name: str
    language: str
    """Language of the edition that it gets."""
    channel: Channel
    slots: tuple[tuple[str, str], ...]
    """Personal values by slot name, such as `greeting`."""
    ground: Ground | None = None
    """Why this one may have it before the lift; nothing where no embargo holds."""


class Tally(Frozen):
    """How many of a plan get what, and who comes first."""

    NAMED: ClassVar[int] = 3
    """How many of each list are kept by name."""

    numbers: Mapping[tuple[str, Channel], int]
    """By language and list, in the order of the plan."""
    first: Mapping[tuple[str, Channel], tuple[Recipient, ...]]

    @classmethod
    def of(cls, recipients: Iterable[Recipient]) -> Tally:
        """Count a list."""
        numbers: dict[tuple[str, Channel], int] = {}
        first: dict[tuple[str, Channel], tuple[Recipient, ...]] = {}
        for one in recipients:
            key = one.language, one.channel
            numbers[key] = numbers.get(key, 0) + 1
            if numbers[key] <= cls.NAMED:
                first[key] = (*first.get(key, ()), one)
        return cls(numbers, first)


class Attachment(Frozen):
    """A file that goes with every message of one language."""

    filename: str
    media_type: str
    content: bytes
    sha256: str

    @property
    def content_id(self) -> str:
        """Its Content-ID without angle brackets (RFC 2392): made from the content, so the same in every message."""
        return f"{self.sha256[:32]}@pressctl"

    def shown_in(self, html: str) -> bool:
        """Say whether this text shows it, as a picture in its place; else it goes along as a file."""
        return f'"cid:{self.content_id}"' in html


class RenderedPart(Frozen):
    """What everybody of one language and one list gets, with slots where the personal words go.

    A slot stands in the texts as U+E000, its name, U+E001 (private-use characters that no release may hold).
    """

    language: str
    channel: Channel
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    sender_name: str | None = None
    """The office's name in this language, from which it comes; the plan's unless given."""


class GateName(StrEnum):
    """What may stand between a release and its readers."""

    EMBARGO = "embargo"
    TRANSLATION = "translation"
    COMPLETENESS = "completeness"
    EXPIRED = "expired"
    CHECK = "check"
    """What `pressctl check` calls wrong."""
    CORRECTED = "corrected"
    """A later release corrects this very text."""
    WITHDRAWN = "withdrawn"
    """A later release withdraws this one."""
    APPROVAL = "approval"
    """An organisation wants to sign first."""


class Gate(Frozen):
    """One reason why a sending is refused."""

    name: GateName
    because: str
    """`the Azerbaijani translation is out of date: 2 of 9 blocks changed in en.md since`."""
    next_command: str | None = None


class Override(Frozen):
    """A gate that the officer passed, and why."""

    gate: GateName
    reason: str
    because: str = ""
    """What the gate said; filled in by the plan."""


class PutsRight(Frozen):
    """What a sending does to an earlier release."""

    effect: Effect
    release_id: str
    version: int


class Plan(Frozen):
    """Everything about one sending, frozen: later edits change nothing; suppression alone is checked again."""

    id: str
    """`2018-10-30-a1`: the day and a letter-number that is free."""
    release_id: str
    slug: str
    version: int
    purpose: str
    """`release`, `update-1`, … : one delivery per release, purpose and recipient."""
    headline: str
    transport: str
    """`folder`, `smtp` or `ses`."""
    route: str
    """How mail leaves, to be read by a person: `outbox/`, `smtp relay.example.org:587 (STARTTLS)`."""
    sender: str
    """From address."""
    sender_name: str
    """In the office's first language: of the receipt, and of parts that have none of their own."""
    reply_to: str | None
    created: Moment
    parts: tuple[RenderedPart, ...]
    recipients: Sequence[Recipient]
    """In memory where they are few, else on file (`store.sending.spool`)."""
    left_out: tuple[LeftOut, ...]
    gates: tuple[Gate, ...] = ()
    overrides: tuple[Override, ...] = ()
    expires: Moment | None = None
    test: bool = False
    opt_out: str | None = None
    """Where a journalist writes to be taken off the list; the sender unless given."""
    embargo: Moment | None = None
    """The lift of the embargo that held when it was made; nothing where none did."""
    return_path: str | None = None
    """Where servers tell what could not be delivered, with `{token}` where each message has its own."""
    puts_right: PutsRight | None = None
    """What it corrects or withdraws, if it does."""
    opt_out_url: str | None = None
    """Where one click takes a reader off the list, `{token}` in it; nothing where there is only mail."""
    not_before: Moment | None = None
    """When it leaves; nothing for one that leaves at once."""
    not_after: Moment | None = None
    """After this a scheduled one does not begin by itself: somebody is asked."""

    @property
    def tally(self) -> Tally:
        """How many get what; a long list was counted when it was made."""
        counted = getattr(self.recipients, "tally", None)
        return counted if isinstance(counted, Tally) else Tally.of(self.recipients)

    @property
    def rehearsal(self) -> bool:
        """A folder is a rehearsal: nothing leaves."""
        return self.transport == "folder"

    @property
    def counts(self) -> bool:
        """Say whether its messages make somebody "have received" the release."""
        return not (self.test or self.rehearsal)


class Phase(StrEnum):
    """How far the dialogue came."""

    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    """From DATA until the final dot has left."""
    DOT = "dot"
    """The final dot has left; the answer is outstanding or has come."""
    WRITE = "write"
    """Into a folder."""


class Outcome(Frozen):
    """How one attempt ended."""

    state: DeliveryState
    """accepted, written, deferred, rejected or uncertain."""
    phase: Phase
    code: int | None = None
    """SMTP reply code."""
    enhanced: str | None = None
    """Enhanced status code (RFC 3463), such as `5.1.1`."""
    reply: str = ""
    """The server's own words, or what went wrong on the line."""
    connection_lost: bool = False
    """The connection cannot be used any more."""
    late: bool = False
    """It was given up because the server did not answer in time."""
    stops_plan: bool = False
    """The fault is the sender's (its address or its authority refused): the next message would fare no better."""
    message_id: str | None = None
    """The Message-ID under which it arrives, with angle brackets, where the road puts another in place of ours."""


class Receipt(Frozen):
    """Where the record stood: enough to detect later truncation or rewriting."""

    head: str
    """SHA-256 (hex) of the last chain row."""
    events: int
    """Number of events up to it."""
