"""The guide that pressctl brings: a page for each task and each thing that has rules of its own."""

from __future__ import annotations

from pathlib import Path

from pressctl.config.templates import builtin_guide
from pressctl.config.validation import nearest
from pressctl.errors import UsageError
from pressctl.frozen import Frozen


class Topic(Frozen):
    """A page of the guide."""

    name: str
    """What is typed behind `pressctl help`."""
    title: str
    text: str
    """Markdown, the title included."""

    @property
    def summary(self) -> str:
        """The first sentence under the title."""
        paragraph = self.text.partition("\n\n")[2].partition("\n\n")[0]
        return " ".join(paragraph.split()).partition(". ")[0].rstrip(".:") + "."


def topics() -> tuple[Topic, ...]:
    """Return the pages, in order of their names."""
    pages = sorted(builtin_guide().glob("*.md"))
    return tuple(_topic(page) for page in pages)


def topic(name: str) -> Topic:
    """Return one page.

    Raises:
        UsageError: there is none of that name; the nearest is named.
    """
    known = {page.name: page for page in topics()}
    if name in known:
        return known[name]
    guess = nearest(name, known)
    raise UsageError(
        f'no help on "{name}"',
        hint=f"did you mean pressctl help {guess}?" if guess else "pressctl help lists the topics",
    )


def _topic(page: Path) -> Topic:
    text = page.read_text(encoding="utf-8")
    return Topic(page.stem, text.partition("\n")[0].removeprefix("# "), text)
