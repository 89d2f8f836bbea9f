"""From an order to a plan, and from a confirmed plan to messages on their way and a receipt.

`prepare` decides and stores nothing: it is the dry run. `dispatch` takes what `prepare` made, freezes it in
the record and hands it to the sending loop. `resume` goes on with a plan that was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pressctl.errors import BadInput, Interrupted, NothingToDo, Problem, Refused, UsageError
from pressctl.mail.base import Transport
from pressctl.mail.letter import Letter
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import DeliveryState, LeftOut, Override, Plan, PutsRight
from pressctl.model.moment import Moment
from pressctl.model.release import EmbargoStatus
from pressctl.store.contact_stream import contacts_of
from pressctl.store.database import Change, Database
from pressctl.store.deliveries import LogRow, troubled_rows
from pressctl.store.deliveries import stop as cancel_unsent
from pressctl.store.embargoes import answers
from pressctl.store.leases import PlanBusy, holder_name
from pressctl.store.plans import (
    OpenPlan,
    SavedPlan,
    free_plan_id,
    load_frame,
    open_plans,
    received,
    save_plan,
    updates,
    waiting,
)
from pressctl.store.suppressions import Suppressed
from pressctl.store.versions import freeze, versions
from pressctl.workflow.approvals.ledger import read_ledger, unapproved_words
from pressctl.workflow.checking.faults import faults_of
from pressctl.workflow.contacts.press_list import address_of
from pressctl.workflow.corrections.ties import puts_right, threads, wrong_text, wrong_version
from pressctl.workflow.desk import Desk
from pressctl.workflow.embargo.agreeing import embargo_on_file
from pressctl.workflow.identity import folder_of, release_id_of
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_if_any, record_of, record_to_read
from pressctl.workflow.sending.addressing import addressees, everybody_on_file, receivers
from pressctl.workflow.sending.archive import archive_version
from pressctl.workflow.sending.delivering import Delivered, Progress, deliver
from pressctl.workflow.sending.mailing import MailSetting, attachable, sender_of
from pressctl.workflow.sending.planning import RecordFacts, ReleaseState, SendRequest, make_plan
from pressctl.workflow.sending.receipts import mail_receipt
from pressctl.workflow.sending.roads import limits_for, signer_for, transport_for
from pressctl.workflow.sending.scheduling import refuse_too_early, schedule_for
from pressctl.workflow.sending.weighing import Weight, refuse_too_heavy, weigh

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
    at: str | None = None
    """When it leaves, as it was typed; `lift` is the embargo's."""
    not_after: str | None = None


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
    approved_by: tuple[str, ...] = ()
    """Keys of the organisations whose approval holds for these words."""


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
    contacts = _contacts(desk, order, opened)
    times = schedule_for(desk, opened, order.at, order.not_after)
    now = times.not_before if times else desk.clock()  # what it says must be true when it leaves
    sender = sender_of(desk, opened)
    setting = MailSetting(desk, opened, now, attachable(order.attach), order.update)
    with record_to_read(desk) as database:
        version = _version(database, opened)
        facts = _facts(database, opened, version, desk, update=order.update is not None)
        plan_id = free_plan_id(database, now.local().date()) if database else f"{now.local().date()}-a1"
        unfinished = open_plans(database, opened.release.id) if database else ()
        ledger = read_ledger(opened, database, desk)
        had = (
            {found.version for found in received(database, opened.release.id).values()}
            if database and order.update
            else set()
        )
    faults = faults_of(opened, now).blocking if test is None else {}
    state = ReleaseState(
        opened.release,
        version,
        opened.stale(),
        opened.lacking(),
        faults,
        puts_right(opened),
        unapproved_words(opened, ledger),
    )
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
    if times is not None:
        plan = replace(plan, created=desk.clock(), not_before=times.not_before, not_after=times.not_after)
    weight = weigh(plan)
    refuse_too_heavy(weight, desk.config.media.max_message_mb)
    remarks = (*_remarks(opened, order, had, version), *ledger.voided_unasked, *_remarks_on(weight), *opened.remarks())
    return Prepared(opened, plan, weight, unfinished, remarks, ledger.approved_by)


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
    signer_for(desk, prepared.plan.transport)  # a key that cannot be used is heard of before a plan is stored
    try_the_road(transport_for(desk, prepared.plan.transport))
    with record_of(desk) as database:
        saved = _store(desk, database, prepared)
        return send_plan(desk, database, saved.plan, watch, saved.dropped)


def schedule(desk: Desk, prepared: Prepared) -> SavedPlan:
    """Freeze the plan in the record; `pressctl work` sends it when its time has come.

    Raises:
        Refused, NothingToDo: as `dispatch`.
    """
    refuse_behind_gates(prepared.plan)
    with record_of(desk) as database:
        return _store(desk, database, prepared)


def _store(desk: Desk, database: Database, prepared: Prepared) -> SavedPlan:
    """Freeze the text and the plan, in one transaction with all that must be true before it may leave."""
    _refuse_what_has_passed(desk, prepared)
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
            _stop_what_is_wrong(change, saved.plan, desk)
            # Inside the transaction: what cannot be archived must not leave, so no plan of it may stay behind.
            archive_version(prepared.opened, saved.plan)
        return saved


def _stop_what_is_wrong(change: Change, plan: Plan, desk: Desk) -> None:
    """Let nothing more leave of what this plan corrects or withdraws."""
    if plan.puts_right is not None:
        cancel_unsent(change, plan.puts_right.release_id, desk.clock().instant, up_to=wrong_version(plan.puts_right))


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
        plan = load_frame(database, unfinished.id)  # its people are claimed as they are sent to
        refuse_moved_embargo(desk, plan)
        while True:
            try:
                return send_plan(desk, database, plan, watch, ())
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


def _unsigned(letter: Letter) -> Letter:
    return letter


def send_plan(
    desk: Desk, database: Database, plan: Plan, watch: Watch, dropped: tuple[LeftOut, ...] = ()
) -> Dispatched:
    """Send what is due of a plan that the record holds, and mail the receipt.

    Raises:
        Refused: another process is sending it.
        ServerUnavailable: the mail server cannot be reached; nothing has changed.
    """
    refuse_too_early(plan, desk.clock())
    transport = transport_for(desk, plan.transport)
    signer = signer_for(desk, plan.transport)
    sign = signer.signed if signer is not None else _unsigned
    delivered = deliver(
        database,
        plan.id,
        transport,
        clock=lambda: desk.clock().instant,
        stop=watch.stop,
        progress=watch.progress,
        holder=holder_name(),
        actor=desk.actor,
        limits=limits_for(desk, plan.transport),
        sign=sign,
    )
    receipt_to = mail_receipt(desk, plan, delivered, transport, sign)
    troubles = troubled_rows(database, plan.id, _TROUBLED)
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
    for one in weight.whole:
        yield (
            f"the {one.language} mail ends in a personal line, so each message is built anew: "
            f"{one.milliseconds:.0f} ms, {one.number * one.milliseconds / 1000:,.1f} s for all {one.number:,}; "
            "put a fixed line below it"
        )
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
    plan, now = prepared.plan, desk.clock()
    if plan.not_before is not None and plan.not_before.instant <= now.instant:
        raise Refused("nothing was scheduled: its time has come meanwhile", hint="plan again")
    leaves = plan.not_before or now
    if embargo is not None and embargo.status(plan.not_before or plan.created) is not embargo.status(leaves):
        raise Refused("nothing was sent: the embargo has lifted since the plan was made", hint="plan again")
    if embargo_on_file(desk, prepared.opened.folder) != embargo:
        raise Refused("nothing was sent: the embargo was changed since the plan was made", hint="plan again")


def refuse_moved_embargo(desk: Desk, plan: Plan) -> None:
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


def try_the_road(transport: Transport) -> None:
    """Find out that the server cannot be reached before a plan is stored that nobody asked to keep."""
    transport.open()
    transport.close()


def _contacts(desk: Desk, order: Order, opened: Opened) -> Iterable[Contact]:
    if order.test is not None:
        return contacts_of(desk.workspace.contacts_file)
    what = puts_right(opened)
    if what is not None and not order.segments:
        return _who_has_it_wrong(desk, what, opened)
    if not order.segments:
        raise UsageError(
            "to whom? name a segment, a tag, or all",
            hint=f"pressctl send {order.slug} --to all, or --test ADDRESS for a copy to yourself",
        )
    return addressees(desk, order.segments)


def _who_has_it_wrong(desk: Desk, what: PutsRight, opened: Opened) -> tuple[Contact, ...]:
    """Return exactly those who have what is corrected or withdrawn, the doubtful included.

    Raises:
        NothingToDo: nobody has.
    """
    copies = {recipient_key(copy.email) for copy in opened.release.copy_to}
    found = receivers(desk, what.release_id, wrong_version(what), copies=copies)
    if not found and not receivers(desk, what.release_id, wrong_version(what)):
        earlier = opened.earlier.slug if opened.earlier else "that release"
        version = "" if wrong_version(what) is None else f"version {what.version} of "
        raise NothingToDo(
            f"nobody has {version}{earlier}, so there is nobody to tell",
            hint=f"pressctl send {opened.release.slug} --to SEGMENT sends it all the same",
        )
    return found


def _facts(
    database: Database | None,
    opened: Opened,
    version: int,
    desk: Desk,
    *,
    update: bool,
) -> RecordFacts:
    if database is None:
        return RecordFacts()
    release_id = opened.release.id
    what = puts_right(opened)
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
        Suppressed(database),
        updates(database, release_id),
        # Whoever keeps an embargo keeps it for what puts the release right, too.
        {
            answer.key: answer
            for of in (*([what.release_id] if what else []), release_id)
            for answer in answers(database, of)
            if answer.key
        },
        threads(database, opened, update=update),
        tuple(wrong_text(database, release_id, opened.release.slug, version)),
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
