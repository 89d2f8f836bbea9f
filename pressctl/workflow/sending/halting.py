"""What ends a run before its queue is empty: limits that are reached, a server that is gone, a sender it refuses."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pressctl.errors import Incomplete
from pressctl.language.dates import brief_time
from pressctl.mail.base import ServerUnavailable
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from pressctl.workflow.sending.throttling import Domains, Reached

LOSSES = 3
"""How many messages in a row may lose their connection, for each connection that is used, before all is halted."""

REFUSED_IN_A_ROW = 5
"""How many senders in a row may be put off before all is halted: at MAIL the server has not heard yet to whom."""

_IN_WORDS = {"hour": "an hour", "day": "a day"}


class Losses:
    """Weighs how attempts end: one after the other may lose its connection, or its sender be put off, only so often."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._senders_put_off = 0

    def weigh(self, outcome: Outcome, links: int) -> Incomplete | None:
        """Take in how one ended, with so many connections in use; return why nothing more may go, where that is so."""
        self._in_a_row = self._in_a_row + 1 if outcome.connection_lost else 0
        if outcome.stops_plan:
            return Incomplete(
                f'the mail server takes nothing from this sender: "{outcome.reply}"; the rest has not left',
                hint="mend [mail] in pressctl.toml or ask who runs the server, then go on with --resume",
            )
        self._senders_put_off = self._senders_put_off + 1 if _puts_the_sender_off(outcome) else 0
        if self._senders_put_off >= REFUSED_IN_A_ROW:
            return Incomplete(
                f'the mail server takes no more from this sender for now: "{outcome.reply}"; the rest has not left',
                hint="go on later with --resume; per_second or per_hour in [mail.smtp] keeps below a server's limit",
            )
        if self._in_a_row < LOSSES * links:
            return None
        return Incomplete(
            f"the connection to the mail server broke {self._in_a_row} times in a row; the rest has not left",
            hint="go on later with --resume",
        )


def _puts_the_sender_off(outcome: Outcome) -> bool:
    """Say whether a server said "not now" before it knew for whom the message is: to the next it will say the same."""
    return outcome.state is DeliveryState.DEFERRED and outcome.phase is Phase.MAIL and not outcome.connection_lost


def to_be_resumed(error: ServerUnavailable) -> ServerUnavailable:
    """Say besides how the rest leaves. Mail itself does not know whether a plan waits: for most commands none does."""
    return ServerUnavailable(
        error.message, hint=f"{error.hint}, then go on with --resume" if error.hint else "go on later with --resume"
    )


def limit_reached(reached: Reached, zone: str) -> Incomplete:
    """Say that the provider's hour or day is used up, and when it goes on."""
    return Incomplete(
        f"the limit of {reached.limit:,} messages {_IN_WORDS[reached.window]} is reached",
        hint=f"go on from {brief_time(reached.again.astimezone(ZoneInfo(zone)))} with --resume",
    )


def left_aside(domains: Domains, zone: str) -> Incomplete | None:
    """Say which domains were left in peace, where any were."""
    aside, again = domains.aside, domains.again
    if not aside or again is None:
        return None
    domain, number = aside.most_common(1)[0]
    more = f", {sum(aside.values()) - number} to other domains" if len(aside) > 1 else ""
    return Incomplete(
        f"{domain} takes no more at the moment; {number} messages to it wait{more}",
        hint=f"go on from {again.astimezone(ZoneInfo(zone)):%H:%M} with --resume",
    )
