"""What `pressctl check` holds texts against: the house style, the rules that were asked for, dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.errors import UsageError
from pressctl.frozen import Frozen, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressctl.checks.base import Voided
    from pressctl.cli.session import Session
    from pressctl.language.spelling import Dictionaries
    from pressctl.workflow.checking.house import House, VoidedIn
    from pressctl.workflow.checking.web import Web
    from pressctl.workflow.opening import Opened


class Ruled(Frozen):
    """Which rules the command line asks for, on top of the office's house style."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None


def house_for(
    session: Session,
    ruled: Ruled,
    web: Web | None,
    dictionaries: Dictionaries | None,
    *,
    own: bool,
    information: bool,
) -> House:
    """Return the house style that texts are held against.

    Args:
        session: whose office and whose clock.
        ruled: what the command line asks for.
        web: who asks the net, where that is wanted.
        dictionaries: where spelling is wanted.
        own: whether this is a press office; outside of one the clock is UTC and nothing is on file.
        information: whether rules run that merely inform.
    """
    from pressctl.workflow.checking.house import house_of

    moment = session.clock() if own else session.clock_of("UTC")()
    style = house_of(
        session.config if own else None,
        moment.local().date(),
        profile=ruled.profile,
        select=tuple(code.upper() for code in ruled.select),
        ignore=tuple(code.upper() for code in ruled.ignore),
        information=information,
    )
    voided = _voided(session) if own else None
    return replace(style, now=moment.instant, ask=web, dictionaries=dictionaries, voided=voided)


def _voided(session: Session) -> VoidedIn:
    """Return what looks into the record; it is loaded only where a release is checked."""

    def voided(opened: Opened) -> Mapping[str, tuple[Voided, ...]]:
        from pressctl.workflow.approvals.ledger import voided_words

        return voided_words(session.desk(), opened)

    return voided


def dictionaries_for(session: Session, *, wanted: bool, own: bool) -> Dictionaries | None:
    """Return the dictionaries, where the command line or the office wants them.

    Raises:
        UsageError: the command line wants them, and the part that reads them is not installed.
    """
    office = own and session.config.check.spelling
    if not (wanted or office):
        return None
    from pressctl.language.spelling import Dictionaries, can_check_spelling

    if can_check_spelling():
        return Dictionaries()
    if wanted:
        raise UsageError("spelling needs the part that reads dictionaries", hint='pip install "pressctl[spelling]"')
    session.notices.print('spelling is not checked: pip install "pressctl[spelling]"', markup=False)
    return None
