"""Fields: the words that a reader sees are text, the code behind them is not.

Some a word processor fills in by itself, such as the page number: when what came back is read beside the copy, their
words are those of the copy, so that nobody is said to have changed them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pressctl.frozen import Changing, Frozen, field

_FILLED_IN: Final = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "PRINTDATE", "SAVEDATE", "CREATEDATE",
        "EDITTIME", "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "LASTSAVEDBY", "REVNUM", "PAGEREF", "SEQ",
    }
)  # fmt: skip


def filled_in(code: str) -> str:
    """Return the kind of a field that a word processor fills in, without anybody changing it; empty for all others."""
    words = code.split(maxsplit=1)
    kind = words[0].upper() if words else ""
    return kind if kind in _FILLED_IN else ""


class Filled(Frozen):
    """A field that a word processor fills in."""

    kind: str
    """`PAGE`, `DATE`."""
    words: str
    """As its file has them."""


class _Open(Changing):
    code: list[str] = field(default_factory=list)
    kind: str = ""
    """Of a field that is filled in, once its code has ended."""
    words: list[str] = field(default_factory=list)
    begun: bool = False
    """Whether its code has ended."""
    sent: str | None = None
    """The copy's words, of a field that the copy had."""


class Fields:
    """The fields that are open at a place of a story."""

    def __init__(self, sent: Mapping[str, Sequence[str]]) -> None:
        """Take the words of the copy's fields that are filled in: by kind, in its order."""
        self.filled: list[Filled] = []
        self._sent = sent
        self._open: list[_Open] = []
        self._met: dict[str, int] = {}

    def begin(self) -> None:
        """Begin a field, maybe inside another."""
        self._open.append(_Open())

    def code(self, text: str) -> None:
        """Take a part of its code."""
        if self._open:
            self._open[-1].code.append(text)

    def separate(self, *, came: bool) -> None:
        """End the code.

        Args:
            came: whether the field was inserted, so that the copy cannot have had it.
        """
        if not self._open or self._open[-1].begun:
            return
        here = self._open[-1]
        here.begun = True
        here.kind = filled_in("".join(here.code))
        sent = self._sent.get(here.kind, ())
        if sent and not came and not self.holding and all(above.begun for above in self._open):
            number = self._met[here.kind] = self._met.get(here.kind, -1) + 1
            here.sent = sent[min(number, len(sent) - 1)]

    def end(self) -> str | None:
        """End the innermost field; return the copy's words if the copy had it and a word processor fills it in."""
        if not self._open:
            return None
        here = self._open.pop()
        if here.kind:
            self.filled.append(Filled(here.kind, "".join(here.words)))
        return here.sent

    @property
    def holding(self) -> bool:
        """Whether words belong to a field of the copy: which ones count is known at its end."""
        return any(here.sent is not None for here in self._open)

    def takes(self, text: str) -> bool:
        """Say whether these words are code, and so none of the text."""
        if any(not here.begun for here in self._open):
            return True
        for here in self._open:
            if here.kind:
                here.words.append(text)
        return False
