"""The columns of `contacts.csv`: what each may hold, and one row → one Contact or its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType

from pressctl.config.schema import language_code
from pressctl.config.validation import nearest
from pressctl.language.territories import countries, country_named, language_named, languages
from pressctl.language.yes_no import yes_or_no
from pressctl.model.characters import INVISIBLE
from pressctl.model.contact import Contact
from pressctl.model.moment import known_zone
from pressctl.store.addresses import LONGEST_ORDINARY, address_fault, is_ordinary, is_ordinary_local

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
        self.places = {column: place for place, column in enumerate(self.header)}
        self._judged = tuple(
            (self.places[column], _Memo(judge))
            for column, judge in _JUDGES.items()
            if column != "email" and column in self.places
        )
        self._repeated = tuple(self.places[column] for column in ("tags", "beats") if column in self.places)
        self._same: dict[str, str] = {}
        self._email = self.places.get("email", -1)
        self._domains: set[str] = set()

    def quick(self, cells: list[str], row: int) -> Contact | None:
        """Make a contact of a row in which nothing is doubtful; nothing where something needs a second look."""
        email = cells[self._email].strip()
        local, _, domain = email.partition("@")
        if not (domain in self._domains and is_ordinary_local(local) and len(email) <= LONGEST_ORDINARY):
            if not is_ordinary(email):
                return None
            self._domains.add(domain)
        for place, verdicts in self._judged:
            cell = cells[place]
            if cell:
                same = verdicts[cell]
                if same is None:
                    return None
                cells[place] = same
        for place in self._repeated:
            cells[place] = self._same.setdefault(cells[place], cells[place])
        return listed_contact(self, cells, email, row)

    def contact(self, cells: list[str], row: int) -> Contact | tuple[CellFault, ...]:
        """Make a contact of a row, or say everything that is wrong.

        Args:
            cells: without surrounding space, as many as the header has.
            row: 1-based, as a spreadsheet counts.
        """
        known = [cells[self.places[column]] if column in self.places else "" for column in COLUMNS]
        faults = (*_unclean(zip(self.header, cells, strict=True)), *_mistaken(known))
        return faults or listed_contact(self, cells, known[0], row)


class _Memo(dict[str, str | None]):
    """What was judged before: cell → the one copy of it that all rows share, or nothing where it has a fault."""

    def __init__(self, judge: Callable[[str], _Verdict]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, cell: str) -> str | None:
        good = cell if self._judge(cell.strip()) is None else None
        self[cell] = good
        return good


class ListedContact(Contact):
    """A contact whose cells are read when they are asked for: who looks at two columns pays for two."""

    __slots__ = ("_cells", "_layout")
    _cells: list[str]
    _layout: Layout

    def __getattr__(self, name: str) -> object:
        """Return a field that was not read yet (its slot is empty)."""
        read = _FIELDS.get(name)
        if read is None:
            raise AttributeError(name)
        return read(self._layout, self._cells)

    def __eq__(self, other: object) -> bool:
        """Hold two contacts equal whose fields are."""
        if not isinstance(other, Contact):
            return NotImplemented
        return all(getattr(self, each.name) == getattr(other, each.name) for each in fields(Contact))

    __hash__ = None  # type: ignore[assignment]  # as a contact's: it holds a mapping


def listed_contact(layout: Layout, cells: list[str], email: str, row: int) -> Contact:
    """Return the contact of a row that was found good."""
    contact = _new(ListedContact)
    _set_email(contact, email)
    _set_row(contact, row)
    _set_cells(contact, cells)
    _set_layout(contact, layout)
    return contact


_new = ListedContact.__new__
_set_email = Contact.__dict__["email"].__set__
_set_row = Contact.__dict__["row"].__set__
_set_cells = ListedContact.__dict__["_cells"].__set__
_set_layout = ListedContact.__dict__["_layout"].__set__


def _text_of(column: str) -> Callable[[Layout, Sequence[str]], str]:
    def read(layout: Layout, cells: Sequence[str]) -> str:
        place = layout.places.get(column)
        return cells[place].strip() if place is not None else ""

    return read


def _through(column: str, parse: Callable[[str], object]) -> Callable[[Layout, Sequence[str]], object]:
    read = _text_of(column)
    return lambda layout, cells: parse(read(layout, cells))


def _own_columns(layout: Layout, cells: Sequence[str]) -> Mapping[str, str]:
    return {column: cells[layout.places[column]].strip() for column in layout.foreign} if layout.foreign else _NOTHING


_NOTHING: Mapping[str, str] = MappingProxyType({})

_SUSPECT = bytes({*range(32), 0x7F, 0xC2, 0xD8, 0xE2, 0xEE, 0xEF} - set(b"\r\n"))
"""Bytes without which UTF-8 text has no invisible character: controls, and what the others begin with."""
_HARMLESS = bytes(set(range(256)) - set(_SUSPECT))


def may_be_doubtful(text: str, delimiter: str, data: bytes | None = None) -> bool:
    """Say whether any cell of the file may hold a control character, line breaks (see `Record.broken`) apart.

    `data` is the text in UTF-8, if there is any: looking for suspicious bytes is many times quicker.
    """
    if delimiter == "\t":
        if '"' in text:
            return True
        text = text.replace("\t", " ")
        data = data.replace(b"\t", b" ") if data is not None else None
    if data is not None:
        suspects = data.translate(None, _HARMLESS)
        if not suspects or (suspects.count(0xD8) == len(suspects) and b"\xd8\x9c" not in data):  # U+061C alone
            return False
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


_FIELDS: Mapping[str, Callable[[Layout, Sequence[str]], object]] = {
    **{column: _text_of(column) for column in COLUMNS},
    "languages": _through("language", _languages),
    "country": _through("country", str.upper),
    "beats": _through("beats", _several),
    "tags": _through("tags", _several),
    "embargo_trusted": _through("embargo_trusted", lambda text: bool(_trusted(text))),
    "extra": _own_columns,
}
"""How each field of a contact is read from its row."""
