"""How heavy the mail of a plan is: one message, its parts, and all of them together."""

from __future__ import annotations

import hashlib
from time import perf_counter

from pressctl.errors import Refused
from pressctl.frozen import Frozen
from pressctl.mail.cutting import cut_message
from pressctl.mail.message import Addressee, Fixed, build_message, message_id
from pressctl.mail.message import Sender as MailSender
from pressctl.model.delivery import Attachment, Plan, Recipient, RenderedPart, Tally
from pressctl.model.moment import Moment

HEAVY = 10_000_000
"""Octets of a message above which many mailboxes of newsrooms grumble."""
_MEGABYTE = 1_000_000


class Whole(Frozen):
    """A list whose message cannot be cut into what everybody gets and what is personal."""

    language: str
    number: int
    """How many messages that are."""
    milliseconds: float
    """What building one takes on this machine."""


class Weight(Frozen):
    """Sizes in octets; all but the files' own are as they travel."""

    text: int = 0
    """The largest message without the files that go along."""
    photographs: tuple[Attachment, ...] = ()
    """The pictures that go along, in all languages, each once."""
    photograph_octets: int = 0
    """Of the photographs that go with one message."""
    documents: tuple[str, ...] = ()
    """Names of the other files."""
    message: int = 0
    """The largest message."""
    total: int = 0
    """All messages together."""
    whole: tuple[Whole, ...] = ()
    """Lists whose messages share nothing and are built one by one."""

    @property
    def heavy(self) -> bool:
        """Say whether a message is too large for some mailboxes."""
        return self.message > HEAVY


def weigh(plan: Plan) -> Weight:
    """Return how heavy a plan's mail is; nothing, where nobody gets any."""
    tally = plan.tally
    weights = {
        (part.language, part.channel): _octets(plan, part, tally.first[part.language, part.channel][0])
        for part in plan.parts
    }
    if not weights:
        return Weight()
    heaviest = max(plan.parts, key=lambda part: weights[part.language, part.channel])
    message = weights[heaviest.language, heaviest.channel]
    files = tuple({file.sha256: file for part in plan.parts for file in part.attachments}.values())
    return Weight(
        text=message - sum(_on_the_wire(file) for file in heaviest.attachments),
        photographs=tuple(file for file in files if _is_picture(file)),
        photograph_octets=sum(len(file.content) for file in heaviest.attachments if _is_picture(file)),
        documents=tuple(dict.fromkeys(file.filename for file in files if not _is_picture(file))),
        message=message,
        whole=tuple(_whole(plan, part, tally) for part in plan.parts if _is_whole(plan, part)),
        total=sum(weights[key] * number for key, number in tally.numbers.items()),
    )


def refuse_too_heavy(weight: Weight, most_mb: int) -> None:
    """Refuse a plan whose messages most servers would refuse.

    Raises:
        Refused: the hint says what makes them lighter.
    """
    if weight.message <= most_mb * _MEGABYTE:
        return
    raise Refused(
        f"nothing was sent: a message would be {weight.message / _MEGABYTE:.1f} MB, and {most_mb} MB is the most",
        hint='in [media] of pressctl.toml: mail = "link" or "none", smaller max_pixels, or a larger max_message_mb',
    )


def specimen(address: str, now: Moment) -> Fixed:
    """Return what a real sending would mint anew, for a message that is only looked at."""
    token = hashlib.sha256(str(now).encode()).hexdigest()[:32]
    return Fixed(message_id(address, token), now.local(), token)


def _octets(plan: Plan, part: RenderedPart, first: Recipient) -> int:
    # Nobody's own name: one contact that cannot be written to must not stop the plan (the sending refuses it alone).
    addressee = Addressee(plan.sender, plan.sender_name, {name: "" for name, _ in first.slots})
    return len(build_message(part, addressee, _sender(plan, part), specimen(plan.sender, plan.created)))


def _sender(plan: Plan, part: RenderedPart) -> MailSender:
    # An address for one click weighs nothing worth counting, and nobody has one before the message leaves.
    return MailSender(plan.sender, part.sender_name or plan.sender_name, plan.reply_to, plan.opt_out)


def _is_whole(plan: Plan, part: RenderedPart) -> bool:
    """Say whether a message of this part is built anew for everybody (`mail.cutting`)."""
    return cut_message(part, _sender(plan, part), specimen(plan.sender, plan.created).boundary) is None


def _whole(plan: Plan, part: RenderedPart, tally: Tally) -> Whole:
    key = part.language, part.channel
    began = perf_counter()
    _octets(plan, part, tally.first[key][0])
    return Whole(part.language, tally.numbers[key], (perf_counter() - began) * 1000)


def _is_picture(file: Attachment) -> bool:
    return file.media_type.startswith("image/")


def _on_the_wire(file: Attachment) -> int:
    """Return a file's size in base64 with its line ends (RFC 2045 §6.8)."""
    letters = (len(file.content) + 2) // 3 * 4
    return letters + letters // 76 * 2
