"""YAML for new front matter and for single values that are spliced into it.

Readable first: keys in their order, blocks rather than braces, texts of several lines as `|` literals, quotation
marks only where a reader of YAML (this one or another) would take the words for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from pressctl.model.moment import Moment

Value: TypeAlias = "None | str | int | bool | date | Moment | Sequence[Value] | Mapping[str, Value]"

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f:#]|:(?=[^\s])|(?<=[^\s])#)*")
_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}\"'])")
_OTHER_MEANING = re.compile(
    r"y|n|yes|no|on|off|true|false|null|[-+]?[0-9._]*[0-9][0-9._]*(e[-+]?[0-9]+)?|0[xo][0-9a-f_]+|[0-9]+(:[0-9]+)+",
    re.IGNORECASE,
)
"""Words that other readers of YAML take for truth values and numbers."""
_ESCAPED = re.compile(
    '[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000\ue001\ufffe\uffff"\\\\]'
)
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def emit(mapping: Mapping[str, Value]) -> str:
    """Return block YAML that composes back to the same texts; what is empty is left out.

    Line ends are LF. A line break in a key or a NUL anywhere is written as an escape.
    """
    return "".join(f"{line}\n" for line in map_lines(mapping))


def map_lines(mapping: Mapping[str, Value]) -> Iterator[str]:
    """Yield the lines of a mapping in block style, without indentation of its own."""
    for key, value in mapping.items():
        if is_given(value):
            yield from _entry_lines(scalar(key), value)


def list_lines(values: Sequence[Value]) -> Iterator[str]:
    """Yield the lines of a list in block style, without indentation of its own."""
    for value in values:
        if is_given(value):
            lines = list(_value_lines(value))
            yield f"- {lines[0]}"
            yield from (f"  {line}" if line else "" for line in lines[1:])


def _entry_lines(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, Mapping) or _is_list(value):
        yield f"{key}:"
        yield from (f"  {line}" if line else "" for line in _value_lines(value))
        return
    first, *rest = _value_lines(value)
    yield f"{key}: {first}"
    # A literal's lines are indented already.
    yield from rest


def _value_lines(value: Value) -> Iterator[str]:
    match value:
        case Mapping():
            yield from map_lines(value)
        case str():
            yield from literal(value) or (scalar(value),)
        case Sequence():
            yield from list_lines(value)
        case _:
            yield written(value)


def written(value: Value) -> str:
    """Return a value that is no text, list or table as its plain word."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return scalar(value)
        case _:
            return str(value)


def flow(value: Value) -> str:
    """Return a value on one line, in braces and brackets where it has parts."""
    match value:
        case Mapping():
            return (
                "{"
                + ", ".join(f"{flow_scalar(key)}: {flow(item)}" for key, item in value.items() if is_given(item))
                + "}"
            )
        case str():
            return flow_scalar(value)
        case Sequence():
            return "[" + ", ".join(flow(item) for item in value if is_given(item)) + "]"
        case _:
            return written(value)


def is_given(value: Value) -> bool:
    """Say whether there is anything in it: `None`, "" and what holds only such are left out."""
    match value:
        case None | "":
            return False
        case str():
            return True
        case Mapping():
            return any(map(is_given, value.values()))
        case Sequence():
            return any(map(is_given, value))
        case _:
            return True


def scalar(text: str) -> str:
    """Return the text on one line: plain where it cannot be misread, else in quotation marks."""
    return text if _can_be_plain(text) else quoted(text)


def flow_scalar(text: str) -> str:
    """Return the text on one line, safe inside braces and brackets."""
    return text if _can_be_plain(text) and not _FLOW.search(text) else quoted(text)


def quoted(text: str) -> str:
    """Return the text in double quotation marks."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def single_quoted(text: str) -> str | None:
    """Return the text in single quotation marks, or nothing where they cannot hold it."""
    awkward = _ESCAPED.search(text.replace('"', "").replace("\\", "")) or "\n" in text
    return None if awkward else "'" + text.replace("'", "''") + "'"


def literal(text: str) -> list[str] | None:
    """Return the lines of a `|` literal, the text's own indented by two, or nothing where a literal cannot hold it."""
    content = text.removesuffix("\n")
    lines = content.split("\n")
    if "\n" not in text or not lines[0].strip() or not lines[-1].strip() or lines[0][0].isspace():
        return None
    if any(_ESCAPED.search(re.sub(r'["\\]', "", line)) or (line and not line.strip(" ")) for line in lines):
        return None
    return ["|" if text.endswith("\n") else "|-", *(f"  {line}" if line else "" for line in lines)]


def _can_be_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and text == text.strip()
        and not text.endswith(":")
        and not _ESCAPED.search(text.replace('"', "").replace("\\", ""))
        and not _OTHER_MEANING.fullmatch(text)
    )


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or (f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}")


def _is_list(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
