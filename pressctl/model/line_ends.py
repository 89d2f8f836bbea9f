"""Line ends: every text is read with a line feed alone, and a file keeps the ones that it has."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n?|\n")


def with_plain_line_ends(text: str) -> str:
    """Return a text whose lines end with a line feed alone, where Windows or an old Macintosh wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def newline_of(text: str) -> str:
    """Return the line end that the text uses first."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"
