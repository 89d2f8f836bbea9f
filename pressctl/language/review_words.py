"""What a copy for review says in each language, and the mail that brings it: `review/<language>.toml`.

An office's own file wins over the built-in one and must be whole, as with labels. They stand apart from the labels, so
that an office that has its own labels need not know of the review.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pressctl.config.templates import find_template
from pressctl.config.toml_files import read_toml
from pressctl.config.values import Line, Strict
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.language.labels import Fixed, filled

_HINT = "compare it with the en.toml that pressctl brings; delete it to use the built-in words"

OfVersion = Annotated[Line, filled("version")]
OfDue = Annotated[Line, filled("due")]
OfLanguage = Annotated[Line, filled("language")]
OfAddress = Annotated[Line, filled("address")]


class ReviewMail(Strict):
    """The mail with a copy."""

    subject: Annotated[Line, filled("headline", "version")]
    subject_due: Annotated[Line, filled("due", "headline", "version")]
    opening: Annotated[Line, filled("headline", "version")]
    for_organisation: Annotated[Line, filled("organisation")]
    not_for_publication: Fixed
    embargo: Annotated[Line, filled("time")]
    closing: Fixed
    reminder_subject: Annotated[Line, filled("subject")]
    reminder: Annotated[Line, filled("headline", "version", "date")]


class TableWords(Strict):
    """The table that a translator works in."""

    source: OfLanguage
    target: OfLanguage
    how: OfAddress
    changed: Fixed
    """Before the words as they were when they were translated."""
    only_changed: Fixed
    headline: Fixed
    subheadline: Fixed
    subject: Fixed
    notes: Fixed
    text: Fixed
    caption: Fixed
    alt: Fixed


class ReplyWords(Strict):
    """The document that tells a reviewer what became of each change."""

    title: Fixed
    opening: Annotated[Line, filled("version")]
    change: Fixed
    by: Fixed
    outcome: Fixed
    accepted: Fixed
    edited: Annotated[Line, filled("words")]
    rejected: Fixed
    already: Fixed
    by_hand: Fixed
    conflict: Fixed
    open: Fixed


class ReviewWords(Strict):
    """All of one language."""

    draft: OfVersion
    """On every page."""
    draft_due: Annotated[Line, filled("version", "due")]
    status: Fixed
    """Above the headline."""
    how_title: Fixed
    how: OfAddress
    how_due: OfDue
    no_objection: OfDue
    since: Annotated[Line, filled("version", "office")]
    redline: Annotated[Line, filled("old", "new")]
    """On every page of a document that shows what changed between two versions."""
    approved: Annotated[Line, filled("who")]
    statement: Fixed
    mail: ReviewMail
    table: TableWords
    reply: ReplyWords


def load_review_words(workspace: Workspace | None, language: str) -> ReviewWords:
    """Return the words of the review in `language`, the workspace's own before the built-in ones.

    Raises:
        BadInput: there are none, or the file is not TOML, lacks a key, or has one too many.
    """
    path = find_template(workspace, f"review/{language}.toml")
    if path is None:
        raise BadInput(
            f'there are no words for a review in the language "{language}"',
            hint=f"copy templates/review/en.toml to templates/review/{language}.toml and translate it",
        )
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> ReviewWords:
    """Read one file; again when it has changed."""
    del changed
    return read_toml(path, f"review/{path.name}").typed(ReviewWords, hint=_HINT)
