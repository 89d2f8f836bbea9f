"""Any text → Markdown that says exactly it."""

from __future__ import annotations

import re

from pressctl.model.line_ends import with_plain_line_ends

_ANYWHERE = re.compile(r"[\\*_\[\]<|]|&(?=#?\w+;)")
_AT_LINE_START = re.compile(
    r"^([ \t]*)(?:([>:\-]|\+(?=\s|$)|#(?=#{0,5}(?:\s|$)))|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)
_DASH_AT_LINE_START = re.compile(r"^([ \t]*)([\u2012-\u2015])", re.MULTILINE)
_AT_LINE_END = re.compile(r"(?<=\s)#(?=#*[ \t]*$)", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """Return Markdown that says exactly these words: nothing in it is mark-up, wherever it is put.

    White space at the ends of lines is not kept; an empty line still parts two paragraphs.
    """
    escaped = _ANYWHERE.sub(r"\\\g<0>", with_plain_line_ends(text))
    escaped = _AT_LINE_END.sub(r"\\#", escaped)
    escaped = _AT_LINE_START.sub(_escape_start, escaped)
    # A dash that begins a quotation's line would be read as its attribution; a character reference is not.
    return _DASH_AT_LINE_START.sub(lambda match: f"{match[1]}&#{ord(match[2])};", escaped)


def _escape_start(match: re.Match[str]) -> str:
    indent, mark, digits, stop = match.groups()
    return f"{indent}\\{mark}" if mark else f"{indent}{digits}\\{stop}"
