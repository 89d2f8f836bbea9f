"""The mails that a person got, made again from the record, byte for byte as they left.

Their parts, personal words, date and boundaries were frozen for that.
"""

from __future__ import annotations

from pressctl.frozen import Frozen
from pressctl.mail.message import Fixed, build_message
from pressctl.model.delivery import HAS_IT, DeliveryState, Plan
from pressctl.model.slots import fill
from pressctl.store.people.opt_outs import known_opt_out_tokens
from pressctl.store.people.person import Sent
from pressctl.store.sending.plans import load_frame
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.person import Person
from pressctl.workflow.record import record_to_read
from pressctl.workflow.sending.letters import addressee_of, sender_of

_GOT = HAS_IT | {DeliveryState.WRITTEN}


class Mail(Frozen):
    """One mail as it left, or as it was written to the outbox."""

    sent: Sent
    subject: str
    text: str
    attachments: tuple[str, ...]
    content: bytes | None
    """The whole message; nothing where it cannot be made again."""

    @property
    def name(self) -> str:
        """A name for its file."""
        return f"{self.sent.row.plan_id}_{self.sent.row.slug}_{self.sent.row.language}.eml"


def mails_of(desk: Desk, person: Person) -> tuple[Mail, ...]:
    """Return the mails that the person got, made again from the record."""
    wanted = [sent for sent in person.sent if sent.row.state in _GOT and sent.own.email]
    if not wanted:
        return ()
    with record_to_read(desk) as database:
        if database is None:
            return ()
        plans = {plan_id: load_frame(database, plan_id) for plan_id in {sent.row.plan_id for sent in wanted}}
        make, recipient = known_opt_out_tokens(database), person.identity.recorded
        tokens = {
            sent: make(sent.row.plan_id, sent.position, recipient.id) if make and recipient else "" for sent in wanted
        }
    return tuple(_mail(sent, plans[sent.row.plan_id], tokens[sent]) for sent in wanted)


def _mail(sent: Sent, plan: Plan, token: str) -> Mail:
    row, own = sent.row, sent.own
    part = next(part for part in plan.parts if (part.language, part.channel) == (row.language, row.channel))
    values = dict(own.slots)
    content = None
    if row.message_id and sent.message_date and sent.boundary:
        fixed = Fixed(row.message_id, sent.message_date, sent.boundary)
        content = build_message(
            part, addressee_of(plan, own.email, own.name, values, token), sender_of(plan, part), fixed
        )
    names = tuple(attachment.filename for attachment in part.attachments)
    return Mail(sent, fill(part.subject, values), fill(part.text, values), names, content)
