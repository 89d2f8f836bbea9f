"""What somebody types of a contact, as the list keeps it: codes of languages, a number, a date in figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pressctl.config.schema import Config
from pressctl.frozen import Frozen
from pressctl.language.place_names import country_code, language_tag
from pressctl.language.reading import with_date_in_figures
from pressctl.language.spoken import read_languages
from pressctl.language.zones import read_zone
from pressctl.model.basis import read_basis
from pressctl.source.drafting.typed_parts import phone_number, split_list
from pressctl.store.press_list.cells import cell_fault


class Typed(Frozen):
    """How answers are read in an office."""

    languages: tuple[str, ...]
    """In which months may be named; the first is the office's."""
    today: date

    @classmethod
    def in_office(cls, config: Config, today: date) -> Typed:
        """Return how the office's own people type."""
        return cls(config.office.languages, today)

    def cell(self, column: str, answer: str) -> str:
        """Return the cell that an answer to one question makes.

        Raises:
            ValueError: the answer cannot be one; the message says why, and what was probably meant.
        """
        text = answer.strip()
        read = self.basis if column == "basis" else _READ.get(column, str)
        return read(text) if text else text

    def basis(self, text: str) -> str:
        """Return a reason for writing to somebody, its date in figures.

        Raises:
            ValueError: it does not say enough.
        """
        read = read_basis(text)
        if read.since is None and not read.impossible:
            text = with_date_in_figures(text, self.languages, self.today)
        fault = basis_fault(text)
        if fault:
            raise ValueError(fault)
        return text


def basis_fault(text: str) -> str | None:
    """Return what is wrong with a reason for writing to people, as `contacts add` and `import` ask for it."""
    fault = cell_fault("basis", text)
    if fault:
        return fault.message
    if not text.strip():
        return "a basis is needed: why these people may be written to"
    lacks = "; it ".join(read_basis(text).lacks())
    return f"the basis {lacks}" if lacks else None


def _languages(text: str) -> tuple[str, ...]:
    try:
        return read_languages(text)
    except ValueError:
        found = [language_tag(part) for part in split_list(text)]
        if not all(found):
            raise
        return tuple(dict.fromkeys(filter(None, found)))


def _phones(text: str) -> str:
    return "; ".join(phone_number(number) for number in split_list(text))


def _country(text: str) -> str:
    return country_code(text) or text


_READ: Mapping[str, Callable[[str], str]] = {
    "language": lambda text: ";".join(_languages(text)),
    "country": _country,
    "timezone": read_zone,
    "phone": _phones,
}
