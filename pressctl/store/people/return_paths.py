"""Return paths that say of whom a bounce is: a token in the local part, which nobody else can make (VERP)."""

from __future__ import annotations

from collections.abc import Callable

from pressctl.store.people import tokens
from pressctl.store.people.tokens import Meant
from pressctl.store.record.database import Change, Database

PURPOSE = "return-path"
PLACE = "{token}"


def return_paths(change: Change, pattern: str) -> Callable[[str, int, str], str]:
    """Return what makes a return path of a pattern: (plan, position, recipient's id) → address.

    Args:
        change: in which a key is made at the first need.
        pattern: an address with `{token}` in its local part; one without is everybody's.
    """
    if PLACE not in pattern:
        return lambda plan_id, position, recipient_id: pattern
    make = tokens.maker(change, PURPOSE)
    return lambda plan_id, position, recipient_id: pattern.replace(PLACE, make(plan_id, position, recipient_id), 1)


def read_token(database: Database, token: str) -> Meant | None:
    """Return whose message a token is about, or nothing for one that was not made here; case does not count."""
    return tokens.read_token(database, PURPOSE, token)
