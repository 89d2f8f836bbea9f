"""Fields: their words are text, their code is not, and what a word processor fills in by itself is neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

_FILLED_IN: Final = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "PRINTDATE", "SAVEDATE", "CREATEDATE",
        "EDITTIME", "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "LASTSAVEDBY", "REVNUM", "TOC", "PAGEREF", "SEQ",
    }
)  # fmt: skip


def is_filled_in(code: str) -> bool:
    """Say whether a word processor fills in the words of this field, without anybody changing it."""
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in _FILLED_IN


@dataclass(slots=True)
class _Open:
    code: list[str] = field(default_factory=list)
    result: list[str] | None = None
    """The words so far of a field that is filled in; none for another, or before its words begin."""
    begun: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of a story."""

    filled: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def begin(self) -> None:
        """Begin a field, maybe inside another."""
        self._open.append(_Open())

    def code(self, text: str) -> None:
        """Take a part of its code."""
        if self._open:
            self._open[-1].code.append(text)

    def separate(self) -> bool:
        """End the code; say whether an object stands for the words that follow."""
        if not self._open or self._open[-1].begun:
            return False
        here = self._open[-1]
        here.begun = True
        if is_filled_in("".join(here.code)):
            here.result = []
        return here.result is not None

    def end(self) -> None:
        """End the innermost field."""
        if self._open:
            here = self._open.pop()
            if here.result is not None:
                self.filled.append("".join(here.result))

    def takes(self, text: str) -> bool:
        """Say whether these words are code, or filled in, and so no text."""
        for here in self._open:
            if here.result is not None:
                here.result.append(text)
                return True
        return any(not here.begun for here in self._open)
