"""Tracked changes as a document marks them: whose, and of when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from itertools import count

from pressctl.export.docx.elements import Element, q, w
from pressctl.frozen import Frozen, field

_NOT_BASE = frozenset({q("rPr"), q("sectPr"), q("pPrChange"), q("rPrChange")})
"""What the kept properties of a paragraph may not hold (CT_PPrBase)."""


class Author(Frozen):
    """Whose changes they are, and of when."""

    name: str
    at: datetime
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def date(self) -> str:
        """The time as a tracked change has it, to the second."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def marked(self, tag: str, content: Iterable[Element] = ()) -> Element:
        """Make a `w:ins` or `w:del`."""
        return w(tag, *content, id=next(self._numbers), author=self.name, date=self.date)

    def formatting(self, tag: str, before: Element | None, name: str) -> Element:
        """Make a `w:rPrChange` or `w:pPrChange` that keeps the properties of before."""
        children = [] if before is None else [deepcopy(child) for child in before if child.tag not in _NOT_BASE]
        return self.marked(tag, [w(name, *children)])
