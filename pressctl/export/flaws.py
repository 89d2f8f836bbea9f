"""What is wrong with a layout, and what happens as long as it is: `pressctl layout check` is made of these."""

from __future__ import annotations

from enum import StrEnum

from pressctl.frozen import Frozen


class FlawKind(StrEnum):
    """What kind of thing is wrong; the value stands in JSON."""

    MISSING_STYLE = "missing-style"
    WRONG_STYLE_TYPE = "wrong-style-type"
    NO_NUMBER = "list-without-number"
    NO_PAGE_NUMBER = "no-page-number"
    FONT = "font"
    LANGUAGE = "language"
    ALT_TEXT = "alt-text"
    PAPER = "paper"
    TEXT = "text"
    COMMENTS = "comments"
    CHANGES = "tracked-changes"
    AUTHOR = "author"
    ELSEWHERE = "linked-file"
    EMBEDDED = "embedded-file"
    MACROS = "macros"
    PROTECTED = "protected"
    SECTIONS = "sections"
    ERROR = "error"
    UNKNOWN_FILE = "unknown-file"
    UNREADABLE = "unreadable"


class Flaw(Frozen):
    """One thing that is wrong with a layout."""

    kind: FlawKind
    message: str
    """What is wrong, as a sentence without a full stop."""
    meanwhile: str = ""
    """What pressctl does about it, or what comes of it."""
    line: int | None = None
    """1-based, in a layout that is text."""
