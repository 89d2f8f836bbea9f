"""The earlier release that a correction or a withdrawal is about, as its questions and its draft speak of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from datetime import date as Day  # noqa: N812 - a field of that name stands before its last use
from typing import TYPE_CHECKING, TypeAlias

from pressctl.frozen import Frozen
from pressctl.language.whole_words import replaced
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.model.moment import Moment
from pressctl.model.text import Image
from pressctl.source.front_matter.matter import Keyed
from pressctl.source.parts import find_parts
from pressctl.source.release_file import ReleaseFile, ReleaseFiles

if TYPE_CHECKING:
    from markupsafe import Markup


class EarlierRelease(Frozen):
    """What a new release is told of the one that it is about."""

    id: str
    slug: str
    version: int
    """The newest that left the office; 1 where the record knows of none."""
    recorded: bool
    """Whether the record knows that version."""
    date: date | None
    """The day of that version, or of its dateline."""
    headline: str
    """In the new release's language, or as it was written first."""
    organisers: tuple[str, ...] = ()
    """Keys; so are the two lists that follow. Who was written in place is not among them."""
    contacts: tuple[str, ...] = ()
    boilerplates: tuple[str, ...] = ()
    embargo: Moment | None = None
    """Where it still holds."""
    body: str = ""
    """Its Markdown as it stands today, without pictures; empty where it is not written in the new one's language."""
    dateline: Day | None = None
    """The day in its dateline: what readers know it by, and from where its text tells of days."""

    def headline_with(self, wrong: str | None, right: str | None) -> str:
        """Return the headline with the wrong words put right, where it has them."""
        return replaced(self.headline, wrong, right)

    def body_with(self, wrong: str | None, right: str | None) -> Markup:
        """Return the text with the wrong words put right, wherever they stand."""
        from markupsafe import Markup

        from pressctl.source.markdown.escaping import escape_markdown

        text = replaced(self.body, wrong, escape_markdown(right) if right else None)
        return Markup(text)  # noqa: S704 - Markdown; the output is no HTML


NOTHING_EARLIER = EarlierRelease("", "", 1, recorded=False, date=None, headline="")
"""What a draft finds where no release has been named."""

FindEarlier: TypeAlias = Callable[[str], EarlierRelease]
"""From a part of a slug, or an id, to the release; a PressctlError says why there is none."""


def told_of(
    files: ReleaseFiles, language: str, *, version: int, day: date | None, embargo_held: bool
) -> EarlierRelease:
    """Return what a new release in `language` is told of the one in these files.

    Args:
        files: the earlier release.
        language: in which the new one is drafted.
        version: the newest version of the earlier one.
        day: when that version left; nothing where the record knows of none.
        embargo_held: whether its embargo, if it has one, still holds.
    """
    matter = files.original.matter
    file = files.file(language)
    return EarlierRelease(
        id=matter.id,
        slug=files.slug,
        version=version,
        recorded=day is not None,
        date=day or matter.dateline.date,
        dateline=matter.dateline.date,
        headline=(file or files.original).matter.headline,
        organisers=_keys(matter.organisers),
        contacts=_keys(matter.contacts),
        boilerplates=_keys(matter.boilerplates),
        embargo=matter.embargo if embargo_held else None,
        body=_body(file) if file else "",
    )


def _keys(entries: Sequence[object]) -> tuple[str, ...]:
    return tuple(entry.key for entry in entries if isinstance(entry, Keyed))


def _body(file: ReleaseFile) -> str:
    """Return the Markdown of the body; its pictures stay with the release that they belong to."""
    layout = find_parts(file.text)
    if layout is None:
        return ""
    text, start = "", layout.body
    for picture in (block for block in file.blocks if isinstance(block, Image)):
        text, start = text + file.text[start : picture.span.start], picture.span.end
    return with_plain_line_ends(text + file.text[start:]).strip()
