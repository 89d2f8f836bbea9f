"""A glance at a release: what a list shows of it, without reading, checking and resolving all of its files.

Of the original's front matter only the lines of four keys are read. What is not as simple as that is not guessed at:
the glance then returns nothing, and whoever asked reads the release properly.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pressctl.config.workspace import is_text
from pressctl.frozen import Frozen
from pressctl.model.moment import Moment, MomentError, parse_moment

_HEAD = 64_000
"""Bytes that are read of a file; front matter is shorter, or it is no simple case."""
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_CLOSING = re.compile(rb"\n---[ \t]*(?:\r?\n|\Z)")
_WANTED = re.compile(r"^(id|original|headline|embargo):(.*)(?=\n(.?)|\Z)", re.MULTILINE)
"""A wanted key, what stands behind it, and the first character of the next line."""
_PLAIN = re.compile(r"[^\W_](?:[^:#\x00-\x1f\x7f]|:(?=\S)|(?<=\S)#)*")
"""What YAML reads as it stands: begins with a letter or digit, no `: ` and no ` #` in it."""
_BORROWING = re.compile(r"^[\"']?corrects\b", re.MULTILINE)
"""What corrects another release may be under that one's embargo: it takes a proper reading to tell."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_OPEN = re.compile(r"""(?:"(?<=\s")[^"\n]*|'(?<=\s')[^'\n]*|\[(?<=\s\[)[^\]\n]*|\{(?<=\s\{)[^}\n]*)$""", re.MULTILINE)
"""A quotation mark or bracket that its own line does not close: what follows may look like a key and be none."""
_QUOTED = re.compile(r"\"([^\"\\\x00-\x1f\x7f]*)\"|'([^'\x00-\x1f\x7f]*)'")


class Glance(Frozen):
    """What a list shows of a release."""

    id: str
    headline: str
    """The original's."""
    languages: tuple[str, ...]
    """The original first."""
    embargo: Moment | None


def glance(folder: Path) -> Glance | None:
    """Return what stands at the top of a release's files, or nothing where it takes a proper reading to tell."""
    try:
        with os.scandir(folder) as found:
            texts = {entry.name[:-3]: entry for entry in found if is_text(entry.name)}
        if not texts or not all(_LANGUAGE.fullmatch(code) and entry.is_file() for code, entry in texts.items()):
            return None
        code = "en" if "en" in texts else min(texts)
        keys = _keys(texts[code].path)
        if keys is not None and keys.get("original") in texts and keys["original"] != code:
            code = keys["original"]
            keys = _keys(texts[code].path)
    except (OSError, UnicodeDecodeError):
        return None
    if keys is None or keys.get("original") != code:
        return None
    return _glance(keys, (code, *sorted(texts.keys() - {code})))


def _glance(keys: Mapping[str, str], languages: tuple[str, ...]) -> Glance | None:
    identity, headline, embargo = keys.get("id"), keys.get("headline"), keys.get("embargo", "none")
    if not identity or not headline:
        return None
    try:
        until = None if embargo.lower() == "none" else parse_moment(embargo)
    except MomentError:
        return None
    return Glance(identity.lower(), headline, languages, until)


def _keys(path: str) -> dict[str, str] | None:
    """Return the wanted keys of a file's front matter, or nothing where one of them is no simple line."""
    with open(path, "rb") as stream:  # noqa: PTH123  # a Path for each of a thousand files is half of the time
        head = stream.read(_HEAD)
    opening = _OPENING.match(head)
    closing = _CLOSING.search(head, opening.end() - 1) if opening else None
    if opening is None or closing is None:
        return None
    matter = head[opening.end() : closing.start()].decode("utf-8")
    if _OPEN.search(matter) or _BORROWING.search(matter):
        return None
    found: dict[str, str] = {}
    for key, written, following in _WANTED.findall(matter):
        value = _simple(written.strip(" \t\r")) if written[:1] in {" ", "\t"} else None
        if value is None or following in {" ", "\t", "\r", "\n"} or key in found:
            return None
        found[key] = value
    return found


def _simple(value: str) -> str | None:
    """Return the text of a scalar that is written on its line without an escape; nothing where it is another."""
    if _PLAIN.fullmatch(value):
        return value
    quoted = _QUOTED.fullmatch(value)
    return (quoted[1] if quoted[1] is not None else quoted[2]) if quoted else None
