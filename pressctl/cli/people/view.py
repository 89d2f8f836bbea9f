"""How one person looks: what is on file, what was sent, what erasing takes and leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pressctl.cli.telling.folding import LEAST, say_beside, wrapped
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.language.dates import brief_day, brief_time
from pressctl.model.moment import utc_text
from pressctl.model.plain_words import LEFT_OUT, STATES

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.errors import Problem
    from pressctl.store.agreements.approvals import Signature
    from pressctl.store.people.person import NotSent, Promise, Sent
    from pressctl.workflow.people.erasing import Erased, Erasure
    from pressctl.workflow.people.person import Person

SHOWN = 12
"""Files or places that are written out; --json has all."""

_STATE = max(len(word) for word in STATES.values())
_ANSWERS = {"agreed": "agreed to the embargo", "refused": "refused the embargo", "withdrawn": "took the promise back"}


def show_person(session: Session, person: Person) -> None:
    """Write everything on file and on record about a person."""
    found = person.identity
    console = session.console
    zone = ZoneInfo(session.config.office.timezone)
    heading = f"{found.name} <{found.address}>" if found.name else found.address
    console.print(heading, style="bold", markup=False)
    if person.erased_at is not None and found.contact is None and found.recorded is None:
        day = brief_day(person.erased_at.astimezone(zone))
        console.print(f"Erased on {day}. Nothing is held but a keyed hash, so that nothing is ever mailed.")
        return
    for label, value in _facts(person, zone):
        say_beside(session.console, label, value)
    _show_sent(session, person.sent, person.not_sent, zone)
    if person.promises:
        console.print("\nEmbargoes", style="bold")
        for promise in person.promises:
            console.print(f"  {_promise(promise, zone)}", markup=False)
    if person.signatures:
        console.print("\nApprovals", style="bold")
        for signature in person.signatures:
            console.print(f"  {_signature(signature, zone)}", markup=False)
    if person.reviews:
        console.print("\nAsked for a review", style="bold")
        for slug, asked in person.reviews:
            day = brief_day(asked.asked.astimezone(zone))
            console.print(f"  {day}  version {asked.version} ({asked.language}) of {slug}", markup=False)
    if console.soft_wrap:
        return
    console.print(f"\nTimes are {zone.key}.", markup=False)
    say_next(console, f"pressctl contacts export --person {found.address} FILE.zip")


def _facts(person: Person, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    contact, wish = person.identity.contact, person.wish
    if person.identity.list_problem:
        yield "List", f"could not be looked at: {person.identity.list_problem}"
    elif contact is None:
        yield "List", "not on the list"
    if contact is not None:
        yield "List", f"row {contact.row}"
        known = {
            "Given name": contact.given_name,
            "Family name": contact.family_name,
            "Salutation": contact.salutation,
            "Outlet": contact.outlet,
            "Role": contact.role,
            "Languages": ", ".join(contact.languages),
            "Country": contact.country,
            "Time zone": contact.timezone,
            "Beats": ", ".join(sorted(contact.beats)),
            "Phone": contact.phone,
            "Notes": contact.notes,
            **contact.extra,
        }
        yield from ((label, value) for label, value in known.items() if value)
        yield "Segments", ", ".join(person.segments) or "none"
        yield "Embargo", "trusted on file" if contact.embargo_trusted else "asked for each release"
        yield "Basis", contact.basis or "none on file: nothing says why this person may be written to"
    if wish is not None:
        yield "Do not mail", f"since {brief_day(wish.since.astimezone(zone))}: {wish.reason} (recorded by {wish.actor})"
    else:
        yield "Do not mail", "no"


def _show_sent(session: Session, sent: Sequence[Sent], missed: Sequence[NotSent], zone: ZoneInfo) -> None:
    console = session.console
    if not sent and not missed:
        console.print("\nNothing was ever sent to this person.")
        return
    really = sum(not (each.row.test or each.row.rehearsal) for each in sent)
    console.print(f"\nSent: {count(really, 'message')}", style="bold", markup=False)
    for each in sent:
        row = each.row
        kind = " · test copy" if row.test else " · rehearsal" if row.rehearsal else ""
        copy = " · as a copy" if row.channel == "copy" else ""
        when = brief_time(row.at.astimezone(zone), year=True)
        console.print(
            f"  {when:>17}  {STATES[row.state]:<{_STATE}}  {row.slug}", markup=False, no_wrap=True, overflow="ellipsis"
        )
        purpose = "" if row.purpose == "release" else f" · {row.purpose.replace('-', ' ')}"
        console.print(f"      version {row.version}, {row.language}{purpose}{copy}{kind}", markup=False, style="dim")
        if row.reply and not row.rehearsal:
            _wrapped(session, f"answer: {' '.join(row.reply.split())}", "      ")
    for left in missed:
        when = brief_time(left.at.astimezone(zone), year=True)
        why = LEFT_OUT[left.reason] + (f", {left.detail}" if left.detail else "")
        console.print(
            f"  {when:>17}  {'left out':<{_STATE}}  {left.slug}", markup=False, no_wrap=True, overflow="ellipsis"
        )
        console.print(f"      {why}", markup=False, style="dim")


def _signature(signature: Signature, zone: ZoneInfo) -> str:
    day = brief_day(signature.given.astimezone(zone))
    what = f"version {signature.version} of {signature.slug or signature.release_id}"
    return f"{day}  approved {what} for {signature.organisation}"


def _promise(promise: Promise, zone: ZoneInfo) -> str:
    day = brief_day(promise.answered.astimezone(zone))
    note = f": {promise.note}" if promise.note else ""
    return f"{day}  {_ANSWERS[promise.answer.value]} of {promise.slug or promise.release_id}{note}"


def show_erasure(session: Session, found: Erasure) -> None:
    """Write what would go and what stays."""
    console = session.console
    person = found.identity
    console.print(f"{person.name} <{person.address}>" if person.name else person.address, style="bold", markup=False)
    console.print("Goes" if not found.nothing else "Goes: nothing is held", markup=False)
    for line in _goes(found):
        _wrapped(session, line, "  ")
    console.print("Stays", markup=False)
    for line in _stays(found):
        _wrapped(session, line, "  ")
    _show_left(session, found.left)


def _goes(found: Erasure) -> Iterator[str]:
    if found.rows:
        rows = ", ".join(str(row.row) for row in found.rows)
        yield f"contacts.csv: row {rows}"
    if found.identity.recorded is not None:
        yield (
            f"record: address and name, and of {count(found.deliveries, 'message')} the personal words "
            "and the server's answer"
        )
    if found.waiting:
        yield f"{count(found.waiting, 'message')} not sent yet: cancelled"
    kinds = Counter((file.what, file.fate.value) for file in found.files)
    for (what, fate), number in kinds.items():
        verb = "deleted" if fate == "delete" else "address taken out"
        yield f"{count(number, 'file')}: {what}, {verb}"
        names = [file.path for file in found.files if file.what == what and file.fate.value == fate]
        yield from (f"    {name}" for name in names[:SHOWN])
        if len(names) > SHOWN:
            yield f"    and {len(names) - SHOWN:,} more"


def _stays(found: Erasure) -> Iterator[str]:
    yield "a keyed hash of the address: it is never mailed again, even if somebody imports it"
    yield "that somebody, called by a random number, got what and when: the record's chain still verifies"
    if found.stays:
        places = "; ".join(found.stays[:5]) + (" …" if len(found.stays) > 5 else "")
        yield f"what a release itself says of this person, as it was frozen: {places}"
    yield from found.notes


def show_erased(session: Session, found: Erasure, done: Erased) -> None:
    """Write what was done, and what is left for a person to change."""
    console = session.console
    mark = session.symbols.done
    if found.nothing and found.erased_at is not None:
        console.print(f"{mark} Erased already on {brief_day(found.erased_at)}; nothing new was found", markup=False)
    else:
        parts = [
            count(done.rows, "row") if done.rows else "",
            f"{count(done.deliveries, 'message')} in the record" if done.deliveries else "",
            f"{count(done.cancelled, 'message')} cancelled" if done.cancelled else "",
            f"{count(done.deleted, 'file')} deleted" if done.deleted else "",
            f"{count(done.cleaned, 'file')} cleaned" if done.cleaned else "",
        ]
        said = ", ".join(part for part in parts if part) or "nothing was held; the hash is recorded"
        console.print(f"{mark} Erased: {said}", markup=False)
    _show_left(session, done.left)
    for note in done.notes:
        _wrapped(session, f"{session.symbols.warning} {note}", "")
    if done.left:
        say_next(console, "change these places, then run it again to be sure")
    else:
        say_next(console, "pressctl log --verify")


def _show_left(session: Session, left: Sequence[Problem]) -> None:
    if not left:
        return
    console = session.console
    console.print(f"Left for you: {count(len(left), 'place')} in files of your own", markup=False)
    for problem in left[:SHOWN]:
        inside = f" ({problem.where})" if problem.where else ""
        console.print(f"  {problem.place()}{inside}  {problem.message}", markup=False)
    if len(left) > SHOWN:
        console.print(f"  and {len(left) - SHOWN:,} more; --json lists them", markup=False)


def erasure_fields(found: Erasure) -> dict[str, object]:
    """Return for JSON what erasing takes, leaves and cannot see."""
    return {
        "address": found.identity.address,
        "erased_before": _utc(found.erased_at),
        "rows": [row.row for row in found.rows],
        "deliveries": found.deliveries,
        "waiting": found.waiting,
        "files": [{"path": file.path, "fate": file.fate.value, "what": file.what} for file in found.files],
        "left_for_you": [
            {"path": problem.path, "line": problem.line, "inside": problem.where, "what": problem.message}
            for problem in found.left
        ],
        "stays": list(found.stays),
        "notes": list(found.notes),
    }


def _utc(at: datetime | None) -> str | None:
    return utc_text(at) if at is not None else None


def _wrapped(session: Session, text: str, indent: str) -> None:
    console = session.console
    if console.soft_wrap:
        console.print(f"{indent}{text}", markup=False)
        return
    inner = text[: len(text) - len(text.lstrip())]
    for line in wrapped(text.strip(), max(LEAST, console.width - len(indent + inner)), hanging=2):
        console.print(f"{indent}{inner}{line}", markup=False)
