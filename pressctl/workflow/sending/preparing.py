"""From an order to a plan that is ready to be shown: nothing is stored, which makes it the dry run."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pressctl.errors import NothingToDo, UsageError
from pressctl.frozen import Frozen, replace
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import DeliveryState, Override, Plan, PutsRight, Recipient
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.store.agreements.embargoes import answers
from pressctl.store.lists.foreign_cells import has_lost_letter
from pressctl.store.people.suppressions import Suppressed
from pressctl.store.press_list.stream import contacts_of
from pressctl.store.record.database import Database
from pressctl.store.record.versions import number_for
from pressctl.store.sending.plans import OpenPlan, free_plan_id, open_plans
from pressctl.store.sending.receptions import Received, received, updates, waiting
from pressctl.store.sending.refusals import Refusal, refused
from pressctl.workflow.approvals.ledger import Ledger, read_ledger, unapproved_words
from pressctl.workflow.checking.faults import faults_of
from pressctl.workflow.contacts.press_list import address_of, everybody_on_file
from pressctl.workflow.contacts.unreachable import unreachable
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_to_read
from pressctl.workflow.sending.addressing import addressees, receivers
from pressctl.workflow.sending.circumstances import RecordFacts, ReleaseState, SendRequest
from pressctl.workflow.sending.mailing import MailSetting, attachable, sender_of
from pressctl.workflow.sending.planning import make_plan
from pressctl.workflow.sending.scheduling import schedule_for
from pressctl.workflow.sending.ties import puts_right, threads, wrong_text, wrong_version
from pressctl.workflow.sending.weighing import Weight, refuse_too_heavy, weigh

_LONG_SUBJECT = 120
_NAMES_READ = 5_000


class Order(Frozen):
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
    refused_too: bool = False
    """Also to those whose server has refused it."""


class Prepared(Frozen):
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
    record = _on_record(desk, opened, order, now)
    state = _state(opened, record, faults_of(opened, now).blocking if test is None else {})
    request = SendRequest(
        contacts,
        now,
        sender,
        desk.config.fallback_language,
        test=test,
        own=_own_addresses(desk),
        update=order.update,
        overrides=_checked(order.overrides, desk),
        refused_too=order.refused_too,
    )
    plan = make_plan(record.plan_id, state, request, record.facts, setting.words())
    if times is not None:
        plan = replace(plan, created=desk.clock(), not_before=times.not_before, not_after=times.not_after)
    weight = weigh(plan)
    refuse_too_heavy(weight, desk.config.media.max_message_mb)
    remarks = (
        *_on_an_update(order, record),
        *_on_whom_it_does_not_concern(order, state, plan, record),
        *_on_subjects(opened),
        *record.ledger.voided_unasked,
        *_on_weight(weight),
        *_on_names(plan.recipients),
        *_on_addresses(plan.recipients, record.unreachable),
        *opened.remarks(),
    )
    return Prepared(opened, plan, weight, record.unfinished, remarks, record.ledger.approved_by)


def _state(opened: Opened, record: _OnRecord, faults: Mapping[str, tuple[str, ...]]) -> ReleaseState:
    return ReleaseState(
        opened.release,
        record.version,
        opened.stale(),
        opened.lacking(),
        faults,
        puts_right(opened),
        unapproved_words(opened, record.ledger),
    )


class _OnRecord(Frozen):
    """What the record has to say to a new plan."""

    version: int
    """The number that this text has, or would get."""
    plan_id: str
    facts: RecordFacts
    unfinished: tuple[OpenPlan, ...]
    had: frozenset[int]
    """Versions of the release that somebody has."""
    ledger: Ledger
    """Who has approved these words."""
    unreachable: frozenset[str] = frozenset()
    """Recipient keys of addresses that do not exist, as their servers said last."""


def _on_record(desk: Desk, opened: Opened, order: Order, now: Moment) -> _OnRecord:
    day = now.local().date()
    with record_to_read(desk) as database:
        ledger = read_ledger(opened, database, desk)
        if database is None:
            return _OnRecord(1, f"{day}-a1", RecordFacts(), (), frozenset(), ledger)
        version = number_for(database, opened.release)
        got = received(database, opened.release.id)
        return _OnRecord(
            version,
            free_plan_id(database, day),
            _facts(database, opened, version, desk, got, update=order.update is not None),
            open_plans(database, opened.release.id),
            frozenset(found.version for found in got.values()),
            ledger,
            frozenset(unreachable(database)),
        )


# What does not stop a sending and is likely a slip ---------------------------------------------------------------


def _on_an_update(order: Order, record: _OnRecord) -> Iterator[str]:
    if order.update and record.version in record.had:
        yield f"the text has not changed: it is still version {record.version}, which they have"


def _on_whom_it_does_not_concern(order: Order, state: ReleaseState, plan: Plan, record: _OnRecord) -> Iterator[str]:
    """Yield how many get a correction or withdrawal of what they never had, because segments were named."""
    if state.puts_right is None or not order.segments:
        return
    strange = sum(one.key not in record.facts.threads for one in plan.recipients)
    if strange:
        verb = "corrects" if state.puts_right.effect is Effect.CORRECTION else "withdraws"
        yield f"{strange:,} of them do not have what it {verb}; without --to it goes to exactly those who have it"


def _on_subjects(opened: Opened) -> Iterator[str]:
    for edition in opened.release.editions:
        if len(edition.subject or edition.headline) > _LONG_SUBJECT:
            length = len(edition.subject or edition.headline)
            yield f"the {edition.language} subject is {length} characters long; phones show about 40"


def _on_names(recipients: Sequence[Recipient]) -> Iterator[str]:
    """Yield a name that would be greeted with a ? in it; the first thousands stand for a long list."""
    spoilt = next((one.name for one in islice(recipients, _NAMES_READ) if has_lost_letter(one.name)), None)
    if spoilt is not None:
        yield f"names such as {spoilt} have a ? for a letter that was lost: pressctl contacts check"


def _on_addresses(recipients: Sequence[Recipient], unreachable: Container[str]) -> Iterator[str]:
    """Yield which addresses do not exist, as their servers said when they were last written to."""
    those = [one.email for one in recipients if one.key in unreachable] if unreachable else []
    if those:
        more = f" and {len(those) - 2:,} more" if len(those) > 2 else ""
        yield f"no such address, said the server last time: {', '.join(those[:2])}{more}; pressctl contacts check"


def _on_weight(weight: Weight) -> Iterator[str]:
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


# What is asked for ------------------------------------------------------------------------------------------------


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


def _contacts(desk: Desk, order: Order, opened: Opened) -> Iterable[Contact]:
    if order.test is not None:
        return contacts_of(desk.workspace.contacts_file)
    what = puts_right(opened)
    if what is not None and not order.segments:
        return _who_has_it_wrong(desk, what, opened)
    if not order.segments:
        raise UsageError(
            "to whom? name a segment, a tag, or all",
            hint=_to_whom(order),
        )
    return addressees(desk, order.segments)


def _to_whom(order: Order) -> str:
    """Return a command that says to whom; an update is for those who have the release, or for more."""
    if order.update is None:
        return f"pressctl send {order.slug} --to all, or --test ADDRESS for a copy to yourself"
    return f'pressctl send {order.slug} --to received:{order.slug} --update "…" for those who have it; or --to all'


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
    database: Database, opened: Opened, version: int, desk: Desk, had: Mapping[str, Received], *, update: bool
) -> RecordFacts:
    release_id = opened.release.id
    what = puts_right(opened)
    zone = desk.config.office.timezone

    def detail(found: Received | Refusal) -> str:
        return f"version {found.version}, {Moment(found.at, zone).local():%Y-%m-%d %H:%M}"

    got: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for key, found in had.items():
        (doubtful if found.state is DeliveryState.UNCERTAIN else got)[key] = detail(found)
    return RecordFacts(
        got,
        doubtful,
        {key: detail(found) for key, found in refused(database, release_id).items()},
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
        tuple(wrong_text(database, release_id, opened.release.slug, version, what)),
    )
