"""The columns of `contacts.csv`: what each may hold, and one row → one Contact or its faults."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pressctl.config.validation import nearest
from pressctl.config.values import language_code
from pressctl.frozen import Frozen, field_names
from pressctl.language.territories import countries, country_named, language_named, languages
from pressctl.language.yes_no import yes_or_no
from pressctl.model.characters import INVISIBLE
from pressctl.model.contact import Contact
from pressctl.model.moment import known_zone
from pressctl.store.press_list.addresses import LONGEST_ORDINARY, address_fault, is_ordinary, is_ordinary_local
from pressctl.store.press_list.csv_dialect import Dialect, Record, cells_of

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


class CellFault(Frozen):
    """What is wrong with one cell."""

    column: str
    message: str
    hint: str | None = None


_LINE_END = re.compile(r"[\r\n]")

_NAMES = ("name", "salutation")


class Layout:
    """Where each column of one file stands: made once per file, so that a hundred thousand rows stay quick."""

    def __init__(self, header: Sequence[str], text: str = "", dialect: Dialect | None = None) -> None:
        """Take the header (known columns by their names, foreign ones as they are, "" for an unnamed one) and the file.

        Contacts that are read at a glance keep the place of their row in `text` and none of its cells.
        """
        self.header = tuple(header)
        self.foreign = tuple(column for column in self.header if column and column not in _KNOWN)
        self.places = {column: place for place, column in enumerate(self.header)}
        self._text, self._dialect = text, dialect or Dialect()
        self._email = self.places.get("email", -1)
        self._domains: set[str] = set()
        self._memos = [
            (self.places[column], _Memo(parse, judge), _setter(column))
            for column, (parse, judge) in _PARSED.items()
            if column in self.places
        ]
        self._lacking = [
            (_setter(column), parse("")) for column, (parse, _) in _PARSED.items() if column not in self.places
        ]
        self._last: tuple[int, list[str]] = (-1, [])
        self._named: list[tuple[int, Callable[[Contact, object], None]]] = []

    def over(self, text: str) -> Layout:
        """Return the same layout over another piece of the file; what was read before stays known."""
        other = self.with_names()
        other._text, other._last = text, (-1, [])  # noqa: SLF001  # its own copy
        return other

    def with_names(self) -> Layout:
        """Return the same layout for whoever will ask for everybody's name: it is taken while the cells are at hand."""
        other = copy(self)
        other._named = [(self.places[column], _setter(column)) for column in _NAMES if column in self.places]  # noqa: SLF001
        return other

    def quick(self, record: Record) -> Contact | None:
        """Make a contact of a row in which nothing is doubtful; nothing where something needs a second look."""
        cells = record.cells
        email = cells[self._email].strip()
        local, _, domain = email.partition("@")
        if not (domain in self._domains and is_ordinary_local(local) and len(email) <= LONGEST_ORDINARY):
            if not is_ordinary(email):
                return None
            self._domains.add(domain)
        contact = _new(ListedContact)
        for place, memo, put in self._memos:
            value = memo[cells[place]]
            if value is None:
                return None
            put(contact, value)
        for put, value in self._lacking:
            put(contact, value)
        if self._named:
            self._last = (record.begin, cells)
            for place, put in self._named:
                put(contact, cells[place].strip())
        _set_email(contact, email)
        _set_row(contact, record.row)
        _set_at(contact, record.begin)
        _set_layout(contact, self)
        return contact

    def contact(self, cells: list[str], row: int) -> Contact | tuple[CellFault, ...]:
        """Make a contact of a row, or say everything that is wrong.

        Args:
            cells: without surrounding space, as many as the header has.
            row: 1-based, as a spreadsheet counts.
        """
        known = [cells[self.places[column]] if column in self.places else "" for column in COLUMNS]
        faults = (*_unclean(zip(self.header, cells, strict=True)), *_mistaken(known))
        if faults:
            return faults
        cell: dict[str, Any] = dict(zip(COLUMNS, known, strict=True))
        parsed = {_FIELD.get(column, column): parse(cell.pop(column)) for column, (parse, _) in _PARSED.items()}
        return Contact(**cell, **parsed, extra=self.own_columns(cells), row=row)

    def cell(self, at: int, column: str) -> str:
        """Return one cell of the row that begins at a place of the text."""
        place = self.places.get(column)
        return self.cells(at)[place].strip() if place is not None else ""

    def cells(self, at: int) -> list[str]:
        """Return the cells of the row that begins at a place; who asks for one mostly asks for the next, too."""
        if self._last[0] != at:
            end = _LINE_END.search(self._text, at)
            self._last = (at, cells_of(self._text[at : end.start() if end else len(self._text)], self._dialect))
        return self._last[1]

    def own_columns(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Return the office's own columns of a row."""
        return {column: cells[self.places[column]].strip() for column in self.foreign} if self.foreign else _NOTHING


class _Memo(dict[str, object]):
    """What was read before: cell → the one value of it that all rows share, or nothing where it has a fault."""

    def __init__(self, parse: Callable[[str], object], judge: Callable[[str], _Verdict] | None) -> None:
        super().__init__()
        self._parse, self._judge = parse, judge

    def __missing__(self, cell: str) -> object:
        text = cell.strip()
        value = None if self._judge is not None and self._judge(text) is not None else self._parse(text)
        if len(self) < _REMEMBERED:
            self[cell] = value
        return value


_REMEMBERED = 20_000
"""Different texts of one column that are kept; a column with more has nothing to share."""


class ListedContact(Contact):
    """A contact of a file whose less needed cells are read when they are asked for."""

    __slots__ = ("_at", "_layout")
    _at: int
    """Where its row begins in the file's text."""
    _layout: Layout

    def __getattr__(self, name: str) -> object:
        """Return a field that was not read (its slot is empty)."""
        if name == "extra":
            return self._layout.own_columns(self._layout.cells(self._at))
        if name not in _KNOWN:
            raise AttributeError(name)
        return self._layout.cell(self._at, name)

    def __eq__(self, other: object) -> bool:
        """Hold two contacts equal whose fields are."""
        if not isinstance(other, Contact):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in field_names(Contact))

    __hash__ = None  # type: ignore[assignment]  # as a contact's: it holds a mapping


def _setter(column: str) -> Callable[[Contact, object], None]:
    """Return what fills the slot of a column: a frozen contact is filled once, here."""
    fill: Callable[[Contact, object], None] = Contact.__dict__[_FIELD.get(column, column)].__set__
    return fill


_new = ListedContact.__new__
_set_email = Contact.__dict__["email"].__set__
_set_row = Contact.__dict__["row"].__set__
_set_at = ListedContact.__dict__["_at"].__set__
_set_layout = ListedContact.__dict__["_layout"].__set__


_NOTHING: Mapping[str, str] = MappingProxyType({})

_SUSPECT = bytes({*range(32), 0x7F, 0xC2, 0xD8, 0xE2, 0xEE, 0xEF} - set(b"\r\n"))
"""Bytes without which UTF-8 text has no invisible character: controls, and what the others begin with."""
_HARMLESS = bytes(set(range(256)) - set(_SUSPECT))


def may_be_doubtful(text: str, delimiter: str, data: bytes | None = None) -> bool:
    """Say whether any cell of the file may hold a control character, line breaks (see `Record.broken`) apart.

    `data` is the file in UTF-8, if it is: looking for suspicious bytes is many times quicker.
    """
    if delimiter == "\t":
        if '"' in text:
            return True
        text = text.replace("\t", " ")
        data = data.replace(b"\t", b" ") if data is not None else None
    if data is not None:
        suspects = data.translate(None, _HARMLESS)
        suspects = suspects[1:] if data.startswith(BOM_UTF8) else suspects  # one of the mark's bytes is suspicious
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


_FIELD = {"language": "languages"}
"""Columns whose field has another name."""

_PARSED: Mapping[str, tuple[Callable[[str], Any], Callable[[str], _Verdict] | None]] = {
    "language": (_languages, _language_verdict),
    "country": (str.upper, _country_verdict),
    "timezone": (str, _timezone_verdict),
    "beats": (_several, None),
    "tags": (_several, None),
    "embargo_trusted": (lambda text: bool(_trusted(text)), _trusted_verdict),
}
"""Columns that are judged or cut up, and that few texts fill: how each is read, and what is wrong with one."""
