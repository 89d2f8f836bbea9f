"""Where in a TOML text a key stands: `tomllib` reads values and forgets their lines."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^.\s"']+))\s*(?:\.|$)""")
_FENCE = re.compile(r'"""|\'\'\'')

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Return the 1-based line of every table header and key, by path; array tables count from 0."""
    lines: dict[Path, int] = {}
    tables: Counter[Path] = Counter()
    table: Path = ()
    fence: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if fence is None:
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                table = _parts(header[2])
                if header[1] == "[[":
                    tables[table] += 1
                    table = (*table, tables[table] - 1)
                lines.setdefault(table, number)
            elif key:
                parts = _parts(key[1])
                for length in range(1, len(parts) + 1):  # `name.en = …` begins the table `name`, too
                    lines.setdefault((*table, *parts[:length]), number)
        for mark in _FENCE.findall(line):
            if fence is None:
                fence = mark
            elif fence == mark:
                fence = None
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of `path`, or of the nearest thing around it that has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _parts(dotted: str) -> Path:
    return tuple(next(group for group in match.groups() if group is not None) for match in _PART.finditer(dotted))
