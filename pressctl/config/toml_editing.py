"""Edits of a TOML text that change nothing but what they are for: every other byte stays, comments and line ends too.

After each edit the text is read again by `tomllib` and must say exactly what it was meant to say, else the edit is
refused. Nothing here writes a file. Paths are tuples of keys; lists are replaced whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias

from pressctl.config.toml_nodes import Header, KeyPart, Path, Statement, Value, headers
from pressctl.errors import BadInput

Writable: TypeAlias = str | Sequence["Writable"] | Mapping[str, "Writable"]
"""What may be written: texts, lists, tables."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x08\x0b-\x1f\x7f"\\]')
_ESCAPED_IN_LONG = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\\]")
_LINE_END = re.compile(r"\r\n|\n")
_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class TomlEditRefused(BadInput):
    """The file cannot be changed in this way without changing something else."""


def set_value(text: str, path: Sequence[str], value: Writable) -> str:
    """Return the text with `value` at `path`: in place of what stands there, or added to the table that it belongs to.

    Raises:
        TomlEditRefused: it can stand there in no way known here.
    """
    wanted = _with(_read(text), path, value)
    return _first_that_reads(text, wanted, _settings(text, tuple(path), value), path)


def unset(text: str, path: Sequence[str]) -> str:
    """Return the text without what stands at `path`, a value or a table with all that belongs to it.

    Raises:
        TomlEditRefused: nothing stands there, or it cannot be taken out alone.
    """
    wanted = _without(_read(text), path)
    if len(path) > 1 and not _get(wanted, path[:-1]):
        # The last of a table that no header of its own opens takes it along; one that has a header leaves it empty.
        with suppress(TomlEditRefused):
            return _first_that_reads(text, _without(wanted, path[:-1]), _removals(text, tuple(path)), path)
    return _first_that_reads(text, wanted, _removals(text, tuple(path)), path)


def add_table(text: str, path: Sequence[str], values: Mapping[str, Writable]) -> str:
    """Return the text with a new table after the last one of its family, or at the end.

    Raises:
        TomlEditRefused: it is there already, or its family is written in a way that cannot be added to.
    """
    if _get(_read(text), path) is not None:
        raise TomlEditRefused(f"{_dotted(path)} is there already")
    wanted = _with(_read(text), path, values)
    newline = _newline_of(text)
    block = newline.join([f"[{_dotted(path)}]", *_lines(values)]).replace("\r\n", "\n").replace("\n", newline) + newline
    family = [header for header in headers(text) if header.path[:1] == tuple(path[:1])]
    places = [family[-1].end] if family else []
    candidates = (_inserted(text, place, newline + block, newline) for place in (*places, len(text)))
    return _first_that_reads(text, wanted, candidates, path)


def rename(text: str, path: Sequence[str], new: str) -> str:
    """Return the text with the last key of `path` called `new` wherever the table or its values are written.

    Raises:
        TomlEditRefused: there is none, or `new` is taken.
    """
    data, old = _read(text), tuple(path)
    if _get(data, (*path[:-1], new)) is not None:
        raise TomlEditRefused(f"{_dotted((*path[:-1], new))} is there already")
    parent = _get(data, path[:-1])
    if not isinstance(parent, dict) or path[-1] not in parent:
        raise TomlEditRefused(f"there is no {_dotted(path)}")
    renamed = {(new if key == path[-1] else key): value for key, value in parent.items()}
    wanted = _with(data, path[:-1], renamed) if len(path) > 1 else renamed
    parts = sorted({(part.start, part.end) for part in _parts_named(text, old)}, reverse=True)
    edited = text
    for start, end in parts:
        edited = edited[:start] + _key(new) + edited[end:]
    return _first_that_reads(text, wanted, [edited], path)


def _newline_of(text: str) -> str:
    """Return the line end that the text uses first."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def written(value: Writable) -> str:
    """Return a value as it goes into the file; a text of several lines between three quotation marks."""
    match value:
        case str():
            return _text(value)
        case Mapping():
            return f"{{ {', '.join(f'{_key(key)} = {written(item)}' for key, item in value.items())} }}"
        case _:
            return f"[{', '.join(written(item) for item in value)}]"


# Reading -----------------------------------------------------------------------------------------------------


def _read(text: str) -> dict[str, object]:
    return tomllib.loads(text.removeprefix("\ufeff"))


def _first_that_reads(text: str, wanted: object, candidates: Iterable[str], path: Sequence[str]) -> str:
    """Return the first edited text that says what is wanted."""
    for edited in candidates:
        try:
            if _read(edited) == wanted and (edited[:1] == "\ufeff") == (text[:1] == "\ufeff"):
                return edited
        except tomllib.TOMLDecodeError:
            continue
    raise TomlEditRefused(
        f"{_dotted(path)} cannot be changed without changing what stands around it", hint="edit pressctl.toml by hand"
    )


def _get(data: object, path: Sequence[str]) -> object:
    for step in path:
        if not isinstance(data, dict) or step not in data:
            return None
        data = data[step]
    return data


def _with(data: object, path: Sequence[str], value: Writable) -> object:
    if not path:
        return _plain(value)
    table = dict(data) if isinstance(data, dict) else {}
    return {**table, path[0]: _with(table.get(path[0]), path[1:], value)}


def _without(data: object, path: Sequence[str]) -> object:
    if not isinstance(data, dict) or path[0] not in data:
        raise TomlEditRefused(f"there is no {_dotted(path)}")
    if len(path) > 1:
        return {**data, path[0]: _without(data[path[0]], path[1:])}
    return {key: value for key, value in data.items() if key != path[0]}


def _plain(value: Writable) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, str) else [_plain(item) for item in value]


def _dotted(path: Sequence[str]) -> str:
    return ".".join(_key(part) for part in path)


# Changing ----------------------------------------------------------------------------------------------------


def _settings(text: str, path: Path, value: Writable) -> Iterator[str]:
    tables = headers(text)
    newline = _newline_of(text)
    new = written(value).replace("\n", newline)
    for statement, _ in _all(tables):
        if statement.path == path:
            if isinstance(value, str) and statement.value.style == "'" and "'" not in value and "\n" not in value:
                yield _spliced(text, statement.value.start, statement.value.end, f"'{value}'")
            yield _spliced(text, statement.value.start, statement.value.end, new)
    for statement, _ in _all(tables):
        if statement.path == path[:-1] and statement.value.style == "{":
            yield _added_inline(text, statement.value, f"{_key(path[-1])} = {new}")
    yield from _added_lines(text, tables, path, new, newline)


def _added_inline(text: str, table: Value, entry: str) -> str:
    if not table.entries:
        return _spliced(text, table.start, table.end, f"{{ {entry} }}")
    at = table.entries[-1].value.end
    return _spliced(text, at, at, f", {entry}")


def _added_lines(text: str, tables: Sequence[Header], path: Path, new: str, newline: str) -> Iterator[str]:
    """Yield the text with a line of its own for the value: beside its siblings, else at its table's end."""
    for header in tables:
        siblings = [each for each in header.statements if len(each.parts) > 1 and each.path[:-1] == path[:-1]]
        if siblings:
            last = siblings[-1]
            depth = len(last.path) - len(last.parts)
            indent = text[text.rfind("\n", 0, last.start) + 1 : last.start]
            line = f"{indent}{_dotted([str(part) for part in path[depth:]])} = {new}{newline}"
            yield _inserted(text, last.line_end, line, newline)
    nearest = sorted((each for each in tables if each.path and path[: len(each.path)] == each.path), key=_depth)
    for header in reversed(nearest):
        rest = [str(part) for part in path[len(header.path) :]]
        if rest:
            yield _inserted(text, header.end, f"{_dotted(rest)} = {new}{newline}", newline)
    table = newline.join([f"{newline}[{_dotted([str(part) for part in path[:-1]])}]", f"{_key(path[-1])} = {new}", ""])
    yield _inserted(text, len(text), table, newline)


def _depth(header: Header) -> int:
    return len(header.path)


def _removals(text: str, path: Path) -> Iterator[str]:
    tables = headers(text)
    cuts: list[tuple[int, int]] = []
    for header in tables:
        if header.path and header.path[: len(path)] == path:
            cuts.append(_table_cut(text, header))
            continue
        cuts.extend(
            (_line_start(text, each.start), each.line_end)
            for each in header.statements
            if each.path[: len(path)] == path
        )
    for statement, table in _all(tables):
        if table is not None and statement.path[: len(path)] != path:
            cuts.extend(_inline_cuts(table, path))
    edited = text
    for start, end in sorted(set(cuts), reverse=True):
        edited = edited[:start] + edited[end:]
    yield edited


def _table_cut(text: str, header: Header) -> tuple[int, int]:
    """Return a table with one of the blank lines around it; comments around it stay."""
    blank = re.compile(r"[ \t]*(?:\r\n|\n)").match(text, header.end)
    return _line_start(text, header.start), blank.end() if blank else header.end


def _inline_cuts(table: Value, path: Path) -> Iterator[tuple[int, int]]:
    for number, entry in enumerate(table.entries):
        if entry.path[: len(path)] == path:
            after = table.entries[number + 1 : number + 2]
            if after:
                yield entry.start, after[0].start
            else:
                yield (table.entries[number - 1].value.end if number else entry.start), entry.value.end


def _all(tables: Sequence[Header]) -> Iterator[tuple[Statement, Value | None]]:
    """Yield every statement; with an inline table, that table's value, too."""
    for header in tables:
        for statement in header.statements:
            yield from _inside(statement)


def _inside(statement: Statement) -> Iterator[tuple[Statement, Value | None]]:
    table = statement.value if statement.value.style == "{" else None
    yield statement, table
    for entry in statement.value.entries:
        yield from _inside(entry)


def _parts_named(text: str, path: Path) -> Iterator[KeyPart]:
    """Yield every writing of the last key of `path`."""
    at = len(path) - 1
    for header in headers(text):
        if len(header.parts) > at and tuple(part.name for part in header.parts[: at + 1]) == path:
            yield header.parts[at]
        for statement in header.statements:
            for each, _ in _inside(statement):
                depth = len(each.path) - len(each.parts)
                if each.path[: at + 1] == path and 0 <= at - depth < len(each.parts):
                    yield each.parts[at - depth]


# Writing -----------------------------------------------------------------------------------------------------


def _lines(values: Mapping[str, Writable]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping) and (key == "boilerplate" or any("\n" in str(text) for text in value.values())):
            yield from (f"{_key(key)}.{_key(inner)} = {written(text)}" for inner, text in value.items())
        else:
            yield f"{_key(key)} = {written(value)}"


def _text(value: str) -> str:
    if "\n" not in value:
        # An expression such as "tv" in tags reads better between apostrophes.
        plain = '"' in value and "'" not in value and not _ESCAPED.search(value.replace('"', ""))
        return f"'{value}'" if plain else f'"{_ESCAPED.sub(_escape, value)}"'
    escaped = _ESCAPED_IN_LONG.sub(_escape, value).replace('"""', '""\\"')
    last = f'{escaped[:-1]}\\"' if escaped.endswith('"') else escaped
    return f'"""\n{last}"""'


def _escape(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"\\u{ord(match[0]):04x}"


def _key(key: str | int) -> str:
    name = str(key)
    return name if _BARE.fullmatch(name) else _text(name)


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _inserted(text: str, at: int, lines: str, newline: str) -> str:
    """Put lines where one begins; a last line that never ended is ended first."""
    lead = newline if at and text[at - 1] not in "\n\ufeff" else ""
    return text[:at] + lead + lines + text[at:]


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at) + 1, int(text.startswith("\ufeff")))
