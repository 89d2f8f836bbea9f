"""The house style that texts are held against: which rules, how severe, and whom the check may ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from pressctl.checks.base import Answers, Voided
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Selection, unknown_codes
from pressctl.checks.profiles import PROFILES, Profile
from pressctl.errors import UsageError
from pressctl.frozen import Frozen

if TYPE_CHECKING:  # a document outside a workspace needs none of it, and is checked in a tenth of a second
    from pressctl.config.schema import Config
    from pressctl.language.spelling import Dictionaries
    from pressctl.workflow.opening import Opened

AskNet: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...]], Answers]
"""From links and mail domains to what is wrong with them."""
VoidedIn: TypeAlias = "Callable[[Opened], Mapping[str, tuple[Voided, ...]]]"
"""From a release to the approvals that no longer hold, by language."""


class House(Frozen):
    """What the check knows besides the text."""

    today: date
    profile: Profile
    selection: Selection
    config: Config | None = None
    """Nothing outside a workspace."""
    now: datetime | None = None
    """The moment, where it is known: for embargoes that have passed."""
    ask: AskNet | None = None
    """Asks whether links open and domains take mail; nothing where the net is not to be asked."""
    dictionaries: Dictionaries | None = None
    """Nothing where spelling is not checked."""
    voided: VoidedIn | None = None
    """Says which approvals of a release an edit has voided; nothing where nobody looks into the record."""


def house_of(
    config: Config | None,
    today: date,
    *,
    profile: str | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    information: bool = False,
) -> House:
    """Return the house style: the office's, with what the command line says on top.

    With `information`, rules that merely inform run although nobody has selected them. What may be asked besides (the
    net, dictionaries, the record) and the moment are for the caller to add.

    Raises:
        UsageError: a code fits no rule, or there is no such profile.
    """
    unknown = unknown_codes((*select, *ignore), RULES)
    if unknown:
        raise UsageError(f"no rule {', '.join(unknown)}", hint="pressctl rule lists them")
    name = profile or (config.check.profile.value if config else "un")
    if name not in PROFILES:
        raise UsageError(f'no profile "{name}"; there are {", ".join(PROFILES)}')
    own = config.check if config else None
    selection = Selection(
        select=select or (own.select if own else ()),
        ignore=(*(own.ignore if own else ()), *ignore),
        severities=own.severity if own else {},
        per_file=own.ignore_in if own else {},
        information=information,
    )
    return House(today, PROFILES[name], selection, config)
