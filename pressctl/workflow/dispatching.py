"""From an order to a plan, and from a confirmed plan to messages on their way and a receipt.

`prepare` decides and stores nothing: it is the dry run. `dispatch` takes what `prepare` made, freezes it in
the record and hands it to the sending loop. `resume` goes on with a plan that was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pressctl.errors import BadInput, Interrupted, NothingToDo, Problem, Refused, UsageError
from pressctl.mail.base import Transport
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import DeliveryState, LeftOut, Override, Plan
from pressctl.model.moment import Moment
from pressctl.model.release import EmbargoStatus
from pressctl.store.database import Database
from pressctl.store.deliveries import LogRow, log_rows
from pressctl.store.deliveries import stop as cancel_unsent
from pressctl.store.embargoes import answers
from pressctl.store.leases import PlanBusy, holder_name
from pressctl.store.plans import (
    OpenPlan,
    free_plan_id,
    load_plan,
    open_plans,
    received,
    save_plan,
    updates,
    waiting,
)
from pressctl.store.suppressions import is_suppressed
from pressctl.store.versions import freeze, versions
from pressctl.workflow.addressing import addressees, everybody_on_file
from pressctl.workflow.archive import archive_version
from pressctl.workflow.contacts import address_of
from pressctl.workflow.delivering import Delivered, Progress, deliver
from pressctl.workflow.desk import Desk
from pressctl.workflow.embargo import embargo_on_file
from pressctl.workflow.identity import folder_of, release_id_of
from pressctl.workflow.mailing import MailSetting, attachable, sender_of
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.planning import RecordFacts, ReleaseState, SendRequest, make_plan
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.receipts import mail_receipt
from pressctl.workflow.record import record_if_any, record_of, record_to_read
from pressctl.workflow.roads import transport_for
from pressctl.workflow.weighing import Weight, refuse_too_heavy, weigh

_LONG_SUBJECT = 120
_TROUBLED = frozenset({DeliveryState.UNCERTAIN, DeliveryState.DEFERRED, DeliveryState.REJECTED})


@dataclass(frozen=True, slots=True)
class Order:
    """What the officer ordered."""

    slug: str
    segments: tuple[str, ...] = ()
    test: str | None = None
    update: str | None = None
    attach: tuple[str, ...] = ()
    """Formats of the release to attach: `docx`."""
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan that is ready to be shown, and to be confirmed."""

    opened: Opened
    plan: Plan
    weight: Weight
    """How large its messages are, and what goes with them."""
    unfinished: tuple[OpenPlan, ...]
    """Plans of this release that have not ended."""
    remarks: tuple[str, ...] = ()
    """What the officer should know before confirming, a sentence each."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What became of a plan."""

    plan: Plan
    delivered: Delivered
    dropped: tuple[LeftOut, ...] = ()
    """Who got it elsewhere between the plan and its storing."""
    troubles: tuple[LogRow, ...] = ()
    """Whose message was refused, put off or is in doubt, with the server's words."""
    receipt_to: str | None = None
    """Where the receipt went; nothing when none left."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How the caller follows a sending and stops it."""

    stop: Callable[[], bool]
    progress: Callable[[Progress], None]


def prepare(desk: Desk, order: Order) -> Prepared:
    """Make the plan: who gets what, who is left out and why, which gates stand. Nothing is stored.

    Raises:
        UsageError: nobody was named.
        BadInput: the release, the contacts or a segment cannot be read, or the office has no sender address.
        NothingToDo: the segments name nobody.
        Refused: a message would be larger than the office allows.
    """
    opened = open_release(desk.workspace, desk.config, order.slug)
    test = address_of(order.test) if order.test is not None else None
    contacts = _contacts(desk, order)
    now = desk.clock()
    sender = sender_of(desk, opened)
    setting = MailSetting(desk, opened, now, attachable(order.attach), order.update)
    with record_to_read(desk) as database:
        facts = _facts(database, opened.release.id, contacts, opened, desk)
        version = _version(database, opened)
        plan_id = free_plan_id(database, now.local().date()) if database else f"{now.local().date()}-a1"
        unfinished = open_plans(database, opened.release.id) if database else ()
        had = (
            {found.version for found in received(database, opened.release.id).values()}
            if database and order.update
            else set()
        )
    state = ReleaseState(opened.release, version, opened.stale(), opened.lacking())
    request = SendRequest(
        contacts,
        now,
        sender,
        desk.config.fallback_language,
        test=test,
        own=_own_addresses(desk),
        update=order.update,
        overrides=_checked(order.overrides, desk),
    )
    plan = make_plan(plan_id, state, request, facts, setting.words())
    weight = weigh(plan)
    refuse_too_heavy(weight, desk.config.media.max_message_mb)
    remarks = (*_remarks(opened, order, had, version), *_remarks_on(weight), *opened.remarks())
    return Prepared(opened, plan, weight, unfinished, remarks)


def refuse_behind_gates(plan: Plan) -> None:
    """Refuse a plan before which a gate stands.

    Raises:
        Refused: every gate that stands, each with the command that opens it.
        NothingToDo: nobody is left to send to.
    """
    if plan.gates:
        problems = [Problem(gate.because, where=gate.name.value, hint=gate.next_command) for gate in plan.gates]
        names = " ".join(f"--override {name}" for name in dict.fromkeys(gate.name.value for gate in plan.gates))
        raise Refused(
            "nothing was sent: blocked",
            problems=problems,
            hint=f'mend it, or pass it on your own responsibility: {names} --why "..."',
        )
    if not plan.recipients:
        raise NothingToDo("nobody is left to send to: everybody named is left out", hint=f"pressctl log {plan.slug}")


def dispatch(desk: Desk, prepared: Prepared, watch: Watch) -> Dispatched:
    """Freeze the plan in the record, and send it.

    Raises:
        Refused: a gate stands, or another process sends.
        NothingToDo: nobody is left.
        Incomplete: the mail server cannot be reached; no plan was stored.
    """
    refuse_behind_gates(prepared.plan)
    _refuse_what_has_passed(desk, prepared)
    transport = transport_for(desk, prepared.plan.transport)
    _try_the_road(transport)
    with record_of(desk) as database:
        with database.transaction(desk.actor) as change:
            reason = "test" if prepared.plan.test else "rehearsal" if prepared.plan.rehearsal else "send"
            release = prepared.opened.release
            version = freeze(change, release, reason=reason, at=desk.clock().instant, actor=desk.actor)
            if prepared.plan.purpose not in {"release", f"update-{updates(database, release.id) + 1}"}:
                raise Refused("nothing was sent: another update was made meanwhile", hint="look at it, and plan again")
            saved = save_plan(change, replace(prepared.plan, version=version))
            if not saved.plan.recipients:
                raise NothingToDo(
                    "nothing was sent: everybody was taken by another sending meanwhile",
                    hint=f"pressctl log {release.slug}",
                )
            if saved.plan.counts:
                # Inside the transaction: what cannot be archived must not leave, so no plan of it may stay behind.
                archive_version(prepared.opened, saved.plan)
        return _send(desk, database, saved.plan, watch, saved.dropped)


def resume(
    desk: Desk, slug: str, watch: Watch, plan_id: str | None = None, *, pause: Callable[[], None] | None = None
) -> Dispatched:
    """Go on with the release's one unfinished plan, or with the one named.

    Args:
        desk: whose record, and who acts.
        slug: the release.
        watch: how the caller follows and stops it.
        plan_id: which plan, where there are several.
        pause: waits a little; called as long as another process sends the plan. Without it that is refused.

    Raises:
        NothingToDo: there is none.
        Refused: there are several; the problems list them.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_if_any(desk) as database:
        if database is None:
            raise NothingToDo("nothing has been sent from this workspace yet")
        unfinished = _unfinished(open_plans(database, release_id), plan_id, slug)
        plan = load_plan(database, unfinished.id)
        _refuse_moved_embargo(desk, plan)
        while True:
            try:
                return _send(desk, database, plan, watch, ())
            except PlanBusy as error:
                if pause is None:
                    raise
                if watch.stop():
                    raise Interrupted("stopped while another process was sending; nothing was changed") from error
                pause()


def stop(desk: Desk, slug: str) -> tuple[int, tuple[OpenPlan, ...]]:
    """Cancel what has not left in every plan of the release; return how many messages, and the plans they were in.

    Raises:
        NothingToDo: nothing is waiting.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_if_any(desk) as database:
        plans = open_plans(database, release_id) if database else ()
        if database is None or not plans:
            raise NothingToDo(f"nothing of {slug} is waiting to leave", hint=f"pressctl log {slug}")
        with database.transaction(desk.actor) as change:
            return cancel_unsent(change, release_id, desk.clock().instant), plans


def _send(desk: Desk, database: Database, plan: Plan, watch: Watch, dropped: tuple[LeftOut, ...]) -> Dispatched:
    transport = transport_for(desk, plan.transport)
    delivered = deliver(
        database,
        plan.id,
        transport,
        clock=lambda: desk.clock().instant,
        stop=watch.stop,
        progress=watch.progress,
        holder=holder_name(),
        actor=desk.actor,
    )
    receipt_to = mail_receipt(desk, plan, delivered, transport)
    troubles = tuple(row for row in log_rows(database, plan_id=plan.id) if row.state in _TROUBLED)
    return Dispatched(plan, delivered, dropped, troubles, receipt_to)


def _remarks(opened: Opened, order: Order, had: set[int], version: int) -> Iterator[str]:
    """Yield what does not stop a sending and is likely a slip."""
    if order.update and version in had:
        yield f"the text has not changed: it is still version {version}, which they have"
    for edition in opened.release.editions:
        if len(edition.subject or edition.headline) > _LONG_SUBJECT:
            length = len(edition.subject or edition.headline)
            yield f"the {edition.language} subject is {length} characters long; phones show about 40"


def _remarks_on(weight: Weight) -> Iterator[str]:
    if weight.heavy:
        yield (
            f"a message is {weight.message / 1_000_000:.1f} MB, {weight.total / 1_000_000:,.0f} MB in all: "
            "some newsrooms refuse that much"
        )


def _refuse_what_has_passed(desk: Desk, prepared: Prepared) -> None:
    """Refuse a plan whose embargo lifted or was moved while it waited to be confirmed: its words are no longer true.

    Raises:
        BadInput: the release cannot be read any more, and what cannot be read is embargoed.
        Refused: plan again.
    """
    embargo = prepared.opened.release.editions[0].embargo
    if embargo is not None and embargo.status(prepared.plan.created) is not embargo.status(desk.clock()):
        raise Refused("nothing was sent: the embargo has lifted since the plan was made", hint="plan again")
    if embargo_on_file(desk, prepared.opened.folder) != embargo:
        raise Refused("nothing was sent: the embargo was changed since the plan was made", hint="plan again")


def _refuse_moved_embargo(desk: Desk, plan: Plan) -> None:
    """Refuse to go on with a plan whose embargo was moved since, or laid on (ADR 0010).

    The release is known by its id: its folder may be called otherwise by now. One that cannot be read stops nobody: its
    plan is frozen, and whoever is in it may have what the plan says.

    Raises:
        Refused: stop it, and plan again.
    """
    folder = folder_of(desk.workspace, plan.release_id)
    if folder is None:
        return
    try:
        today = embargo_on_file(desk, folder)
    except BadInput:
        return
    if plan.embargo is None and (today is None or today.status(desk.clock()) is not EmbargoStatus.HELD):
        return
    if plan.embargo is None or today is None or today.until.instant != plan.embargo.instant:
        said = "knows of no embargo" if plan.embargo is None else f"says that the embargo lifts at {plan.embargo}"
        raise Refused(
            f"nothing was sent: plan {plan.id} {said}, and it was changed since",
            hint=f"pressctl stop {plan.slug} ends it; then plan again with pressctl send {plan.slug}",
        )


def _checked(overrides: tuple[Override, ...], desk: Desk) -> tuple[Override, ...]:
    """Return the overrides if their reasons may stand in the record for good."""
    if not overrides:
        return ()
    everybody = everybody_on_file(desk)
    return tuple(replace(override, reason=checked_reason(override.reason, everybody)) for override in overrides)


def _own_addresses(desk: Desk) -> frozenset[str]:
    """Return the recipient keys of the office's own addresses."""
    mail = desk.config.mail
    own = (desk.config.office.email, mail.sender, mail.reply_to, mail.receipt_to)
    return frozenset(recipient_key(address) for address in own if address)


def _try_the_road(transport: Transport) -> None:
    """Find out that the server cannot be reached before a plan is stored that nobody asked to keep."""
    transport.open()
    transport.close()


def _contacts(desk: Desk, order: Order) -> tuple[Contact, ...]:
    if order.test is not None:
        return everybody_on_file(desk)
    if not order.segments:
        raise UsageError(
            "to whom? name a segment, a tag, or all",
            hint=f"pressctl send {order.slug} --to all, or --test ADDRESS for a copy to yourself",
        )
    return addressees(desk, order.segments)


def _facts(
    database: Database | None, release_id: str, contacts: tuple[Contact, ...], opened: Opened, desk: Desk
) -> RecordFacts:
    if database is None:
        return RecordFacts()
    keys = {contact.key for contact in contacts} | {recipient_key(copy.email) for copy in opened.release.copy_to}
    zone = desk.config.office.timezone
    got: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for key, found in received(database, release_id).items():
        detail = f"version {found.version}, {Moment(found.at, zone).local():%Y-%m-%d %H:%M}"
        (doubtful if found.state is DeliveryState.UNCERTAIN else got)[key] = detail
    return RecordFacts(
        got,
        doubtful,
        waiting(database, release_id),
        is_suppressed(database, keys),
        updates(database, release_id),
        {answer.key: answer for answer in answers(database, release_id) if answer.key},
    )


def _version(database: Database | None, opened: Opened) -> int:
    """Return the number that this text has, or would get when it is frozen."""
    from pressctl.model.digest import version_digest

    frozen = versions(database, opened.release.id) if database else ()
    if not frozen:
        return 1
    last = frozen[-1]
    return last.number if last.digest == version_digest(opened.release) else last.number + 1


def _unfinished(plans: tuple[OpenPlan, ...], plan_id: str | None, slug: str) -> OpenPlan:
    if plan_id is not None and plans:
        named = tuple(plan for plan in plans if plan.id == plan_id)
        if not named:
            raise NothingToDo(
                f"plan {plan_id} of {slug} is not unfinished", hint=f"unfinished: {', '.join(p.id for p in plans)}"
            )
        plans = named
    if not plans:
        raise NothingToDo(f"no plan of {slug} is unfinished", hint=f"pressctl log {slug}")
    if len(plans) > 1:
        problems = [Problem(f"{plan.purpose}, version {plan.version}, {plan.route}", where=plan.id) for plan in plans]
        raise Refused(
            f"{len(plans)} plans of {slug} are unfinished",
            problems=problems,
            hint=f"pressctl send {slug} --resume --plan {plans[0].id}",
        )
    return plans[0]
