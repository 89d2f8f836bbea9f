"""Once more, because the officer says so: messages in doubt, or refused, in the words in which they were planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressctl.errors import NothingToDo, Problem, Refused
from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.model.delivery import DeliveryState, Plan
from pressctl.store.people.suppressions import is_suppressed
from pressctl.store.record.database import Database
from pressctl.store.sending.again import Ended, ended_so, queue_again
from pressctl.store.sending.plans import load_plan
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import release_id_of
from pressctl.workflow.record import record_if_any, record_of
from pressctl.workflow.sending.dispatching import Dispatched, Watch, send_plan, try_the_road
from pressctl.workflow.sending.refusing import refuse_moved_embargo
from pressctl.workflow.sending.roads import transport_for
from pressctl.workflow.sending.ties import wrong_text

_WORDS = {DeliveryState.UNCERTAIN: "in doubt", DeliveryState.REJECTED: "refused"}


class Again(Frozen):
    """Whom it would be sent to once more."""

    slug: str
    state: DeliveryState
    messages: tuple[Ended, ...]
    """The oldest plan's first."""
    opted_out: tuple[str, ...]
    """Addresses of those who have asked not to be mailed since: they are not among them."""

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that they belong to."""
        return tuple(dict.fromkeys(one.plan_id for one in self.messages))


def to_try_again(desk: Desk, slug: str, state: DeliveryState) -> Again:
    """Return whose message is in doubt, or was refused.

    Raises:
        NothingToDo: nobody's.
        Refused: what they were sent was corrected or withdrawn since, or its embargo moved.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_if_any(desk) as database:
        found = ended_so(database, release_id, state) if database else ()
        if database is None or not found:
            raise NothingToDo(f"no message of {slug} is {_WORDS[state]}", hint=f"pressctl log {slug}")
        unwanted = is_suppressed(database, {recipient_key(one.email) for one in found})
        wanted = tuple(one for one in found if recipient_key(one.email) not in unwanted)
        if not wanted:
            raise NothingToDo(f"whoever of {slug} is {_WORDS[state]} has asked not to be mailed")
        plans = [load_plan(database, plan_id) for plan_id in dict.fromkeys(one.plan_id for one in wanted)]
        _refuse_what_is_wrong(database, plans)
    for plan in plans:
        refuse_moved_embargo(desk, plan)
    return Again(plans[0].slug, state, wanted, tuple(one.email for one in found if one not in wanted))


def _refuse_what_is_wrong(database: Database, plans: Sequence[Plan]) -> None:
    gates = [
        gate
        for plan in plans
        for gate in wrong_text(database, plan.release_id, plan.slug, plan.version, plan.puts_right)
    ]
    if gates:
        problems = [
            Problem(gate.because, where=gate.name.value, hint=gate.next_command) for gate in dict.fromkeys(gates)
        ]
        raise Refused("nothing was sent: what they were sent is known to be wrong", problems=problems)


def try_again(desk: Desk, again: Again, watch: Watch) -> Iterator[Dispatched]:
    """Queue the messages once more and send them, plan by plan.

    Raises:
        NothingToDo: all of them have moved on meanwhile.
    """
    try_the_road(transport_for(desk))
    with record_of(desk) as database:
        with database.transaction(desk.actor) as change:
            plans = queue_again(change, again.messages, desk.clock().instant)
        if not plans:
            raise NothingToDo("nothing was sent: they have moved on meanwhile", hint=f"pressctl log {again.slug}")
        for plan_id in plans:
            yield send_plan(desk, database, load_plan(database, plan_id), watch)
            if watch.stop():
                return
