"""Reasons in an officer's own words, before they go into the record: nothing is ever deleted from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pressctl.config.values import clean_line
from pressctl.errors import BadInput
from pressctl.model.contact import Contact

LONGEST = 300
"""Characters: a sentence or two."""

_SHORTEST = 2
"""Letters; a name of one letter would be found in every text."""
_INFLECTED = 5
"""Letters from which a name is also found with an ending, as in Əliyevanın or Ивановой."""
_HINT = "say why without naming the person"


def checked_reason(text: str, contacts: Iterable[Contact], *, address: str = "") -> str:
    """Return the reason if it may stand in the record for good.

    Args:
        text: what was typed.
        contacts: whose names it must not hold: everybody on file.
        address: whom it is about, if one person; the part before the @ may not stand in it either.

    Raises:
        BadInput: it is empty, too long, not one line, or holds an address or the name of a contact.
    """
    try:
        reason = clean_line(text.strip())
    except ValueError as error:
        raise BadInput(f"the reason {error}") from error
    if "\t" in reason:
        raise BadInput("the reason contains a tab")
    if not reason:
        raise BadInput("a reason is needed", hint='--why "asked on the phone, 12 May"')
    if len(reason) > LONGEST:
        raise BadInput(f"the reason has {len(reason)} characters; {LONGEST} are enough for the record")
    folded = _folded(reason)
    local = _folded(address.rpartition("@")[0])
    if "@" in folded or (local and _holds(folded, local)):
        raise _personal("an address")
    for contact in contacts:
        if any(_holds(folded, name) for name in _names(contact)):
            raise _personal(f"the name of somebody on the list (row {contact.row})")
    return reason


def _personal(what: str) -> BadInput:
    return BadInput(
        f"the reason holds {what}; it stands in the record for good, even when the person is erased", hint=_HINT
    )


def _names(contact: Contact) -> Iterator[str]:
    """Yield the names by which a text would name the contact: whole, turned round, and the family's."""
    words = _folded(contact.display_name()).split()
    yield " ".join(words)
    yield " ".join(reversed(words))
    yield " ".join((*words[-1:], *words[:-1]))
    yield _folded(contact.family_name)
    if len(words) > 1 and not contact.family_name:
        yield words[-1]


def _holds(text: str, name: str) -> bool:
    """Say whether the folded text has the name as words of its own, or with an ending."""
    if len(name) < _SHORTEST:
        return False
    ending = r"\w{0,4}" if len(name) >= _INFLECTED else ""
    return re.search(rf"(?<!\w){re.escape(name)}{ending}(?!\w)", text) is not None


def _folded(text: str) -> str:
    """Return the text without case and accents, a space between words, so that one spelling finds the others."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).replace(",", " ").split())
