"""The receipt: where the record stood after a sending, mailed to the office.

Kept outside of the workspace, it is what later shows that the record was cut off or rewritten (ADR 0007).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from pressctl.errors import PressctlError
from pressctl.mail.base import Envelope, Transport
from pressctl.mail.letter import Letter, letter_of
from pressctl.mail.message import Fixed, Sender, message_id
from pressctl.mail.notice import build_notice
from pressctl.model.delivery import DeliveryState, Plan, Receipt
from pressctl.model.plain_words import STATES
from pressctl.workflow.desk import Desk
from pressctl.workflow.sending.progress import Delivered


def mail_receipt(
    desk: Desk, plan: Plan, delivered: Delivered, transport: Transport, sign: Callable[[Letter], Letter]
) -> str | None:
    """Mail the receipt to the office; return its address, or nothing when there is none or it did not leave.

    A rehearsal, a test and a run in which nothing happened have no receipt: nothing has left. A receipt that cannot be
    mailed is no reason to call the sending a failure; the caller prints head and count in any case.
    """
    to = desk.config.mail.receipt_to or desk.config.office.email
    if not plan.counts or not delivered.done or to is None:
        return None
    sender = Sender(plan.sender, plan.sender_name)
    fixed = Fixed(message_id(plan.sender, secrets.token_hex(16)), desk.clock().local(), secrets.token_hex(8))
    message = build_notice(
        to, sender, f"Receipt: {plan.slug}, plan {plan.id}", _text(plan, delivered.receipt, delivered.counts), fixed
    )
    try:
        transport.open()
        letter = sign(letter_of(message))
        outcome = transport.deliver(Envelope(plan.sender, to, plan.id, 0), letter.head + letter.tail)
    except PressctlError:
        return None
    finally:
        transport.close()
    return to if outcome.state is DeliveryState.ACCEPTED else None


def _text(plan: Plan, receipt: Receipt, counts: Mapping[DeliveryState, int]) -> str:
    lines = [
        "Keep this message: it is what shows later that the record is whole.",
        "",
        f"Release   {plan.headline}",
        f"          {plan.slug}, version {plan.version}",
        f"Plan      {plan.id}, by {plan.route}",
        *(f"{number:>6}    {STATES[state]}" for state, number in sorted(counts.items())),
        "",
        f"Events    {receipt.events}",
        f"Head      {receipt.head}",
        "",
        "To check:",
        f"pressctl log --verify --head {receipt.head}",
        "",
    ]
    return "\n".join(lines)
