"""A foreign cell as a cell of `contacts.csv`: names of countries as codes, numbers as phones, yes in any language.

Pure: what cannot be taken is said, and the caller decides what becomes of the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pressctl.frozen import Frozen
from pressctl.language.place_names import country_code, language_tag
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.store.lists.base import LossKind, Mark
from pressctl.store.press_list.cells import LONGEST, cell_fault

_BETWEEN = re.compile(r"\s*(?:;|,|/|\||\n|\s&\s| and | und | et | y | и | və | ve | و )\s*")
_BETWEEN_TAGS = re.compile(r"\s*(?::::|;|,|\|)\s*")
_ADDRESS = re.compile(r"[^\s<>,;|()\[\]\"']+@[^\s<>,;|()\[\]\"']+")
_QUOTED_NAME = re.compile(r'"[^"]*"\s*<')
_MAILTO = re.compile(r"mailto:([^?\"'\s>]+)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|(?<![\w?])\?[^\W\d_]{2,}")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SYSTEM_GROUPS = frozenset({"mycontacts", "starred"})


class Converted(Frozen):
    """What became of one cell."""

    text: str
    losses: tuple[tuple[LossKind, str], ...] = ()


class Unusable(Exception):
    """The cell holds what no list may: the row is not taken. Its text says why."""


def converted(field: str, text: str, mark: Mark | None = None, *, own: bool = False, region: str = "") -> Converted:
    """Return a cell for `field`.

    Args:
        field: a column of `contacts.csv`, or one of the office's own.
        text: the foreign cell, without outer space.
        mark: what it was in its workbook.
        own: whether the file writes as `contacts.csv` does, so that commas in a tag are part of it.
        region: the country, for numbers that a spreadsheet has computed with.

    Raises:
        Unusable: a control character, a line break, an address that is none.
    """
    if "\ufffd" in text and field != "email":
        return Converted("", ((LossKind.UNREADABLE, f'"{text[:60]}" has letters that cannot be read; left out'),))
    if field == "phone":
        outcome = _phone(text, mark, region)
    else:
        change = _CHANGES.get(field)
        outcome = change(text, own) if change else Converted(text)
    outcome = _cut(field, outcome)
    fault = cell_fault(field, outcome.text) if outcome.text else None
    if fault is None:
        return _with_lost_letters(field, outcome)
    if field == "email" or cell_fault("notes" if field == "notes" else "", outcome.text):
        raise Unusable(fault.message)
    return Converted("", (*outcome.losses, (LossKind.MISFIT, f"{fault.message}; left out")))


def _cut(field: str, outcome: Converted) -> Converted:
    if field != "notes" or len(outcome.text) <= LONGEST:
        return outcome
    said = (LossKind.CUT, f"cut after {LONGEST:,} of {len(outcome.text):,} characters")
    return Converted(outcome.text[:LONGEST].rstrip(), (*outcome.losses, said))


def has_lost_letter(text: str) -> bool:
    """Say whether a ? stands in a word where another program had no letter: M?mm?dov."""
    return _LOST_LETTER.search(text) is not None and "/" not in text


def _with_lost_letters(field: str, outcome: Converted) -> Converted:
    if field in {"email", "notes"} or not has_lost_letter(outcome.text):
        return outcome
    said = (LossKind.UNREADABLE, f'"{outcome.text[:60]}": a ? stands where the other program had lost a letter')
    return Converted(outcome.text, (*outcome.losses, said))


def _email(text: str, own: bool) -> Converted:
    link = _MAILTO.search(text)
    found = [link[1]] if link else _ADDRESS.findall(_QUOTED_NAME.sub("<", text))
    addresses = list(dict.fromkeys(address.strip(".") for address in found))
    if not addresses:
        return Converted(text)
    losses = tuple((LossKind.SECOND_ADDRESS, f"{address} was not taken") for address in addresses[1:])
    # An address that only a quoted local part makes whole stays as it is typed.
    return Converted(text if '"@' in text and not link else addresses[0], losses)


def name_beside(text: str) -> str:
    """Return the name in `Anna Example <anna@desk.example>`; nothing where there is only an address."""
    before, bracket, _ = text.partition("<")
    name = before.strip().strip("\"'").strip()
    return name if bracket and name and "@" not in name else ""


@lru_cache(4096)
def _languages(text: str, own: bool) -> Converted:
    if not text or cell_fault("language", text) is None:
        return Converted(text)
    parts = [part for part in _BETWEEN.split(text) if part]
    found = {part: language_tag(re.sub(r"\s*\(.*\)$", "", part)) for part in parts}
    codes = ";".join(dict.fromkeys(code for code in found.values() if code))
    unknown = [part for part, code in found.items() if code is None]
    if not codes:
        return Converted(text)
    return Converted(codes, tuple((LossKind.MISFIT, f'"{part}" is no language; left out') for part in unknown))


@lru_cache(4096)
def _country(text: str, own: bool) -> Converted:
    return Converted(country_code(text) or text)


@lru_cache(4096)
def _several(text: str, own: bool) -> Converted:
    parts = text.split(";") if own else _BETWEEN_TAGS.split(text)
    tags = [part.strip() if own else part.strip().lstrip("*").strip() for part in parts]
    kept = [tag for tag in tags if tag and (own or tag.casefold() not in _SYSTEM_GROUPS)]
    return Converted(";".join(dict.fromkeys(kept)))


def _notes(text: str, own: bool) -> Converted:
    return Converted(with_plain_line_ends(text))


def _phone(text: str, mark: Mark | None, region: str) -> Converted:
    """Return a phone number; a spreadsheet that has taken it for a number has lost its zeros or its plus."""
    bare = _DIRECTION.sub("", text).strip()  # Google puts marks of direction around numbers
    if _SCIENTIFIC.fullmatch(bare):
        return Converted("", ((LossKind.MISFIT, f'"{bare}": a spreadsheet has rounded the number; left out'),))
    if mark is Mark.NUMBER or re.fullmatch(r"[0-9]{8,15}\.0", bare):
        return _restored(bare.removesuffix(".0"), region)
    return Converted(bare)


@lru_cache(65536)
def _restored(digits: str, region: str) -> Converted:
    import phonenumbers

    if not digits.isdigit():
        return Converted(digits)
    try:
        whole = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        whole = None
    if len(digits) >= 10 and whole is not None and phonenumbers.is_valid_number(whole):
        return Converted(f"+{digits}", ((LossKind.NUMBER, f"{digits} was a number; its + was put back"),))
    said = f"{digits} was a number: a zero or a + at its beginning is lost"
    try:
        national = phonenumbers.parse(digits, region) if region else None
    except phonenumbers.NumberParseException:
        national = None
    if national is not None and phonenumbers.is_valid_number(national):
        number = phonenumbers.format_number(national, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return Converted(number, ((LossKind.NUMBER, f"{digits} was a number; read as {number}"),))
    return Converted(digits, ((LossKind.NUMBER, said),))


_CHANGES: Mapping[str, Callable[[str, bool], Converted]] = {
    "email": _email,
    "language": _languages,
    "country": _country,
    "tags": _several,
    "beats": _several,
    "notes": _notes,
}
