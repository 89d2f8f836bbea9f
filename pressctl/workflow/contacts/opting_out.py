"""Readers who ask not to be mailed any more: by an address, by a token, or by a mail that they wrote.

A token proves that whoever has it was given it by us; that the person themselves asks is proved only together with the
address that they write from. Where the two disagree nothing is done, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.errors import BadInput, NothingToDo, PressctlError, Refused
from pressctl.frozen import Frozen
from pressctl.mail.replies_to_us import LARGEST, ReaderMail, read_reader_mail
from pressctl.model.contact import recipient_key
from pressctl.store.people.opt_outs import Asking, by_message_id, by_token, use, used_at
from pressctl.store.people.suppressions import is_suppressed, suppress
from pressctl.store.people.tokens import FORM
from pressctl.store.record.database import Change, Database
from pressctl.workflow.contacts.press_list import address_of
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_of

BY_MAIL = "asked by mail not to be mailed"
BY_CLICK = "asked by one click not to be mailed"
BY_WORD = "asked not to be mailed"


class Heard(Frozen):
    """What became of one request."""

    given: str
    """The address, token or file, as it was named."""
    address: str = ""
    """Who is not mailed any more; empty where nothing was done."""
    already: bool = False
    refused: PressctlError | None = None
    """Why nothing was done."""


def opt_out(desk: Desk, given: Sequence[str]) -> tuple[Heard, ...]:
    """Take each request to the record: an address, a token, or a file with a reader's mail.

    One that is refused stands in the way of no other.
    """
    with record_of(desk) as database:
        return tuple(_heard(desk, database, one) for one in given)


def _heard(desk: Desk, database: Database, given: str) -> Heard:
    try:
        with database.transaction(desk.actor) as change:
            return _take(change, given)
    except PressctlError as error:
        return Heard(given, refused=error)


def _take(change: Change, given: str) -> Heard:
    path = Path(given)
    if FORM.fullmatch(given.strip().lower()):
        return _by_token(change, given, given.strip().lower())
    if path.suffix.lower() == ".eml" or path.is_file():
        try:
            data = read_file(path, LARGEST)
        except OSError as error:
            raise BadInput(f"{given} cannot be read: {error.strerror or error}") from error
        return _by_mail(change, given, read_reader_mail(data, path.name))
    address = address_of(given)
    return _leave(change, given, recipient_key(address), address, BY_WORD)


def _by_token(change: Change, given: str, token: str) -> Heard:
    """Serve a token alone, as one click brings it (RFC 8058): having it is all there is to prove."""
    asking = by_token(change.database, token)
    if asking is None:
        raise Refused("this token was not made by this office, or not for this", hint=_BY_HAND)
    return _with_token(change, given, asking, token, BY_CLICK)


def _by_mail(change: Change, given: str, mail: ReaderMail) -> Heard:
    if mail.automatic:
        raise Refused("a machine wrote this: an absence or a bounce is no wish of the reader's", hint=_BY_HAND)
    if not mail.sender:
        raise Refused("the mail does not say who writes it", hint=_BY_HAND)
    token = _token_in(mail)
    asking = by_token(change.database, token) if token else None
    if token and asking is None:
        raise Refused("its token was not made by this office, or was changed on the way", hint=_by_hand(mail))
    if asking is None:
        asking = next((found for one in mail.answers if (found := by_message_id(change.database, one))), None)
    if asking is None:
        raise Refused(
            f"nothing in it shows that it answers a mail of ours, and anybody can write {mail.sender} under it",
            hint=_by_hand(mail),
        )
    if asking.key and recipient_key(mail.sender) != asking.key:
        raise Refused(
            f"it comes from {mail.sender}, and what it answers went to {asking.address}: "
            "a mail that is passed on takes its token along",
            hint=f"ask {asking.address}; if they wish it: pressctl contacts optout {asking.address}",
        )
    if token:
        return _with_token(change, given, asking, token, BY_MAIL)
    return _leave(change, given, asking.key, asking.address, BY_MAIL)


def _with_token(change: Change, given: str, asking: Asking, token: str, why: str) -> Heard:
    """Serve a token once: read again it must not undo what the reader has said since."""
    used = used_at(change.database, token)
    if used is not None and asking.key and not is_suppressed(change.database, [asking.key]):
        raise Refused(
            f"this token was used on {used:%Y-%m-%d}, and {asking.address} has asked to be mailed again since",
            hint=f"ask them; if they wish it: pressctl contacts optout {asking.address}",
        )
    use(change, token)
    return _leave(change, given, asking.key, asking.address, why)


def _leave(change: Change, given: str, key: str, address: str, why: str) -> Heard:
    if not key:
        raise NothingToDo("that person was erased: nothing is mailed to them any more")
    return Heard(given, address, already=not suppress(change, key, reason=why))


def _token_in(mail: ReaderMail) -> str | None:
    """Return the token of a mail: in its subject, in the address that it went to, else in its text."""
    for text in (mail.subject, *mail.recipients, mail.text):
        found = FORM.search(text.lower())
        if found is not None:
            return found[0]
    return None


_BY_HAND = "if the reader wishes it: pressctl contacts optout ADDRESS"


def _by_hand(mail: ReaderMail) -> str:
    return f"if it is true: pressctl contacts optout {mail.sender}"
