"""The columns of `contacts.csv`: what each may hold, and one row → one Contact or its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType

from pressctl.config.schema import language_code
from pressctl.config.validation import nearest
from pressctl.language.territories import countries, country_named, language_named, languages
from pressctl.language.yes_no import yes_or_no
from pressctl.model.characters import INVISIBLE
from pressctl.model.contact import Contact
from pressctl.model.moment import known_zone
from pressctl.store.addresses import address_fault, is_ordinary

COLUMNS = (
    "email", "name", "given_name", "family_name", "salutation", "outlet", "role", "language", "country", "timezone",
    "beats", "tags", "phone", "embargo_trusted", "basis", "notes",
)  # fmt: skip
"""The columns that pressctl knows, in the order of a new file."""

_KNOWN = frozenset(COLUMNS)

LONGEST = 1000
"""Characters in a cell; a longer one is a paste that went wrong."""

# In a cell a line break, a tab and a stray byte order mark are as unwanted as the rest.
_CONTROL = re.compile(f"[{INVISIBLE}\t\n\r\ufeff]")
_CONTROL_IN_LINES = re.compile(f"[{INVISIBLE}\t\ufeff]")
_BETWEEN_LANGUAGES = re.compile(r"[;,\s]+")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell."""

    column: str
    message: str
    hint: str | None = None


class Layout:
    """Where each column of one file stands: made once per file, so that a hundred thousand rows stay quick."""

    def __init__(self, header: Sequence[str]) -> None:
        """Take the header: known columns by their names, foreign ones as they are, "" for an unnamed one."""
        self.header = tuple(header)
        self.foreign = tuple(column for column in self.header if column and column not in _KNOWN)
        places = {column: place for place, column in enumerate(self.header)}
        # A column that the file lacks is read from an empty cell that stands behind the last one.
        self._known = itemgetter(*(places.get(column, len(self.header)) for column in COLUMNS))
        self._foreign = [places[column] for column in self.foreign]

    def contact(self, cells: list[str], row: int, *, doubtful: bool = True) -> Contact | tuple[CellFault, ...]:
        """Make a contact of a row, or say everything that is wrong.

        Args:
            cells: without surrounding space, as many as the header has.
            row: 1-based, as a spreadsheet counts.
            doubtful: whether a control character or an over-long cell is possible at all.
        """
        known = self._known([*cells, ""])
        email, name, given, family, salutation, outlet, role, language, country = known[:9]
        timezone, beats, tags, phone, trusted, basis, notes = known[9:]
        if doubtful:
            faults = (*_unclean(zip(self.header, cells, strict=True)), *_mistaken(known))
        elif (
            is_ordinary(email)
            and _language_verdict(language) is None
            and _country_verdict(country) is None
            and _timezone_verdict(timezone) is None
            and _trusted_verdict(trusted) is None
        ):
            faults = ()
        else:
            faults = tuple(_mistaken(known))
        if faults:
            return faults
        return Contact(
            email, name, given, family, salutation, outlet, role, _languages(language), country.upper(), timezone,
            _several(beats), _several(tags), phone, bool(_trusted(trusted)), basis, notes,
dict(zip(self.foreign, map(cells.__getitem__, self._foreign), strict=True)) if self.foreign else _NOTHING,
            row,
        )  # fmt: skip


_NOTHING: Mapping[str, str] = MappingProxyType({})


def may_be_doubtful(text: str, delimiter: str) -> bool:
    """Say whether any cell of the file may hold a control character, line breaks (see `Record.broken`) apart."""
    if delimiter == "\t":
        return '"' in text or _CONTROL.search(text.translate({9: 32, 10: 32, 13: 32})) is not None
    return _CONTROL_IN_LINES.search(text) is not None


def _unclean(cells: Iterable[tuple[str, str]]) -> Iterator[CellFault]:
    """Yield (column, text) pairs that no journalist's data can hold, whatever the column."""
    for column, text in cells:
        if len(text) > LONGEST:
            yield CellFault(column, f"is {len(text):,} characters long; more than {LONGEST:,} are not taken")
        found = _CONTROL.search(re.sub(r"[\r\n\t]", " ", text) if column == "notes" else text)
        if found is None:
            continue
        if found[0] in "\r\n":
            yield CellFault(column, "contains a line break")
        else:
            yield CellFault(column, f"contains an invisible control character, U+{ord(found[0]):04X}")


def _mistaken(known: Sequence[str]) -> Iterator[CellFault]:
    """Yield known cells (as `COLUMNS`) that their column cannot take; what `_unclean` names is not judged again."""
    for column, text in zip(COLUMNS, known, strict=True):
        judge = _JUDGES.get(column)
        found = judge(text) if judge and _is_clean(text) else None
        if found:
            yield CellFault(column, *found)


def _is_clean(text: str) -> bool:
    return len(text) <= LONGEST and _CONTROL.search(text) is None


_Verdict = tuple[str, str | None] | None


@lru_cache(4096)
def _languages(text: str) -> tuple[str, ...]:
    """Return the codes in order of preference, in the usual case of each part, each once."""
    parts = (part for part in _BETWEEN_LANGUAGES.split(text) if part)
    return tuple(dict.fromkeys(_usual_case(part) for part in parts))


def _usual_case(code: str) -> str:
    """Return the code in the case of BCP 47 (RFC 5646 §2.1.1): `zh-hant-tw` is `zh-Hant-TW`."""
    language, *rest = code.replace("_", "-").split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@lru_cache(4096)
def _language_verdict(text: str) -> _Verdict:
    for code in _languages(text):
        try:
            language_code(code)
        except ValueError:
            known = False
        else:
            known = code.split("-")[0] in languages()
        if not known:
            meant = language_named(code)
            return (
                f'"{code}" is not a language code',
                f"write {meant}" if meant else "write codes such as az, en or ru, the preferred one first",
            )
    return None


@lru_cache(1024)
def _country_verdict(text: str) -> _Verdict:
    if not text or text.upper() in countries():
        return None
    meant = country_named(text)
    return f'"{text}" is not a country code', f"write {meant}" if meant else "two letters, such as AZ or GE (ISO 3166)"


@lru_cache(1024)
def _timezone_verdict(text: str) -> _Verdict:
    if not text or known_zone(text):
        return None
    from zoneinfo import available_timezones

    zones = sorted(available_timezones())
    place = text.replace(" ", "_").casefold()
    meant = next((zone for zone in zones if zone.rpartition("/")[2].casefold() == place), None) or nearest(text, zones)
    return f'"{text}" is not a time zone', f"write {meant}" if meant else "zones are named like Asia/Baku"


@lru_cache(256)
def _trusted(text: str) -> bool | None:
    """Return what yes or no in the office's own language means; nothing for any other word."""
    return yes_or_no(text) if text else False


def _trusted_verdict(text: str) -> _Verdict:
    return None if _trusted(text) is not None else (f'"{text}" is neither yes nor no', "write yes, or leave it empty")


@lru_cache(4096)
def _several(text: str) -> frozenset[str]:
    return frozenset(part for part in (part.strip() for part in text.split(";")) if part)


def _email_verdict(text: str) -> _Verdict:
    if not text:
        return "is empty", None
    fault = address_fault(text)
    return (fault, None) if fault else None


_JUDGES: Mapping[str, Callable[[str], _Verdict]] = {
    "email": _email_verdict,
    "language": _language_verdict,
    "country": _country_verdict,
    "timezone": _timezone_verdict,
    "embargo_trusted": _trusted_verdict,
}


def cell_fault(column: str, text: str) -> CellFault | None:
    """Return the first thing that is wrong with one cell, or nothing: a second chance for who is being asked."""
    judge = _JUDGES.get(column)
    found = judge(text) if judge and _is_clean(text) else None
    return next(_unclean([(column, text)]), None) or (CellFault(column, *found) if found else None)
