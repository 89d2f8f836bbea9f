"""A person as they are looked for in files: every spelling of the address, and the names that go with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property

from pressctl.frozen import Frozen, replace
from pressctl.model.contact import a_label

ERASED = "erased"
"""What stands where a person stood."""

_BESIDE_LOCAL = r"(?<![\w.+-])"
_BEHIND_DOMAIN = r"(?![\w-])(?!\.\w)"
_SHORTEST_NAME = 5
_ASCII_RUN = re.compile(r"[a-hj-z0-9@._+-]{2,}")  # no i: see fold
_WIDE = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1256")
_UNSAFE = re.compile(r"[^A-Za-z0-9@._+-]+")


class Kind(StrEnum):
    """What was found of a person."""

    ADDRESS = "address"
    NAME = "name"


class Sought(Frozen, dict=True):  # for what is found out once
    """Whom to look for."""

    address: str
    """In any spelling."""
    names: tuple[str, ...] = ()
    """Names of more than one word: a single word would find others, too."""
    greetings: tuple[str, ...] = ()
    """Words by which a mail greets them; others may be greeted alike, so only what was made for one person is asked."""
    words: tuple[str, ...] = ()
    """Names of one word, which go only from the line that holds the address."""

    @classmethod
    def of(cls, addresses: Iterable[str], names: Iterable[str]) -> Sought:
        """Take the spellings and names that are known; the first address stands for all."""
        first, *_ = addresses
        known = tuple(dict.fromkeys(" ".join(name.split()) for name in names))
        long = tuple(name for name in known if " " in name and len(name) >= _SHORTEST_NAME)
        return cls(first, long, words=tuple(name for name in known if name and " " not in name))

    def as_greeted(self) -> Sought:
        """Return whom to look for in what was made for one person alone."""
        return replace(self, names=(*self.names, *self.greetings))

    def places(self, text: str) -> Iterator[tuple[int, Kind]]:
        """Yield where in a text the person stands: 1-based line and what it is, all addresses first."""
        folded = fold(text)
        if "@" in folded:
            yield from ((line, Kind.ADDRESS) for line in _lines(folded, self._address))
        if self._name is not None:
            yield from ((line, Kind.NAME) for line in _lines(folded, self._name))

    def may_be_in(self, data: bytes) -> bool:
        """Say whether the bytes of something that is no text may hold the person, in UTF-8 or in a wide encoding."""
        narrow = data.replace(b"\0", b"").lower()
        return any(all(run in narrow for run in runs) for runs in self._runs) or any(
            form in data for form in self._wide
        )

    def parted(self, text: str) -> str:
        """Return what was read from something that is no text, the address parted from what stands beside it.

        A database puts one column right behind the other; better somebody else's address is shown than this one missed.
        """
        return self._anywhere.sub(r" \g<0> ", fold(text))

    def is_named_by(self, file_name: str) -> bool:
        """Say whether the name of a file is the address, as pressctl writes it there or a person would."""
        whole = re.sub(r"^\d{4}_", "", fold(file_name))
        names = (whole, whole.rpartition(".")[0])
        safe = {_UNSAFE.sub("_", spelling) for spelling in self.spellings}
        return any(name in safe or self._address.search(name) is not None for name in names)

    def without(self, text: str) -> str:
        """Return the text with every spelling of the address replaced, and the names that stand near one of them."""
        lines = text.splitlines(keepends=True)
        hit = [number for number, line in enumerate(lines) if self._in_place.search(line)]
        near = {number + step for number in hit for step in (-2, -1, 0, 1, 2)}
        for number, line in enumerate(lines):
            if number not in near:
                continue
            lines[number] = self._in_place.sub(ERASED, line)
            if self._name_in_place is not None:
                lines[number] = self._name_in_place.sub(ERASED, lines[number])
            if self._word_in_place is not None and number in hit:
                lines[number] = self._word_in_place.sub(ERASED, lines[number])
        return "".join(lines)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The folded address under each form of its domain (RFC 5890: A-labels and U-labels)."""
        local, _, domain = fold(self.address).rpartition("@")
        return tuple(dict.fromkeys(f"{local}@{form}" for form in _domains(domain)))

    @cached_property
    def _runs(self) -> tuple[tuple[bytes, ...], ...]:
        """The ASCII letters of each form that any encoding keeps; a form without any is in `_wide`."""
        forms = (*self.spellings, *(fold(name) for name in self.names))
        found = (tuple(run.encode() for run in _ASCII_RUN.findall(form)) for form in forms)
        return tuple(runs for runs in found if runs)

    @cached_property
    def _wide(self) -> tuple[bytes, ...]:
        forms = [name for name in self.names if not _ASCII_RUN.search(fold(name))]
        cased = dict.fromkeys(case for form in forms for case in (form, form.lower(), form.upper()))
        return tuple(form.encode(encoding, "replace") for form in cased for encoding in _WIDE)

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.spellings)))

    @cached_property
    def _address(self) -> re.Pattern[str]:
        several = "|".join(map(re.escape, self.spellings))
        return re.compile(f"{_BESIDE_LOCAL}(?:{several}){_BEHIND_DOMAIN}")

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        return _names_pattern(fold(form) for name in self.names for form in _orders(name))

    @cached_property
    def _in_place(self) -> re.Pattern[str]:
        typed = (self.address, *self.spellings)
        forms = dict.fromkeys(unicodedata.normalize(form, spelling) for spelling in typed for form in ("NFC", "NFD"))
        several = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
        return re.compile(f"{_BESIDE_LOCAL}(?:{several}){_BEHIND_DOMAIN}", re.IGNORECASE)

    @cached_property
    def _word_in_place(self) -> re.Pattern[str] | None:
        return _names_pattern(unicodedata.normalize(form, word) for word in self.words for form in ("NFC", "NFD"))

    @cached_property
    def _name_in_place(self) -> re.Pattern[str] | None:
        orders = [form for name in self.names for form in _orders(name)]
        return _names_pattern(unicodedata.normalize(form, order) for order in orders for form in ("NFC", "NFD"))


def fold(text: str) -> str:
    """Return the text without case, composed, with one letter for the four i of Turkic alphabets.

    This is wider than a recipient key: who looks for a person must rather find one spelling too many.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", folded.replace("i\u0307", "i").replace("ı", "i"))


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield the line of each match; folding may lengthen a letter or two, and adds no line."""
    line, counted = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield line


def _domains(domain: str) -> Iterator[str]:
    yield domain
    try:
        ascii_form = a_label(domain)
    except ValueError:
        return
    yield ascii_form
    if "xn--" in ascii_form:
        import idna

        yield fold(idna.decode(ascii_form))


def _orders(name: str) -> Iterator[str]:
    """Yield the name as it stands, and with the last word first."""
    *given, family = name.split()
    yield name
    yield f"{family} {' '.join(given)}"
    yield f"{family}, {' '.join(given)}"


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    forms = [r"\s+".join(map(re.escape, name.split())) for name in dict.fromkeys(names)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None
