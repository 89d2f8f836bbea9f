"""vCard text as properties: folded lines, groups, parameters and the encodings of old phones.

Versions 2.1, 3.0 (RFC 2425, 2426) and 4.0 (RFC 6350). One line that cannot be read costs that line and not the file.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from pressctl.frozen import Frozen, field
from pressctl.language.encodings import decode_text
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.store.lists.base import no_text

_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9-]+)$")
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^(['n^])")


class Property(Frozen):
    """One property of a card."""

    name: str
    """In capitals, without its group."""
    value: str
    """As it stands, still with its escapes."""
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    line: int = 0
    group: str = ""

    def types(self) -> frozenset[str]:
        """Return what TYPE says, in lower case, with a bare PREF of vCard 2.1 and 3.0 as `pref`."""
        return frozenset(value.lower() for value in self.parameters.get("TYPE", ()))

    def preference(self) -> int:
        """Return 1 for the most preferred, 100 without a word (RFC 6350 §5.3)."""
        stated = next(iter(self.parameters.get("PREF", ())), "")
        if stated.isdecimal():
            return min(100, int(stated[:9]))
        return 1 if "pref" in self.types() else 100

    def text(self) -> str:
        """Return the value without escapes."""
        return _unescape(self.value).strip()

    def parts(self) -> tuple[str, ...]:
        """Return the components of a structured value, without escapes."""
        return split(self.value, ";")


class Card(Frozen):
    """One card, and the lines of it that could not be read."""

    number: int
    properties: tuple[Property, ...]
    broken: tuple[int, ...] = ()
    ended: bool = True


def cards(data: bytes, name: str, encoding: str | None = None) -> tuple[list[Card], str]:
    """Return the cards of a file, and in which encoding it was read.

    Raises:
        BadInput: the file is no text, or there is no such encoding.
    """
    decoded = decode_text(data, no_text(name), encoding)
    found: list[Card] = []
    properties: list[Property] = []
    broken: list[int] = []
    depth = 0
    for number, line in _unfolded(decoded.text):
        upper = line.strip().upper()
        if upper == "BEGIN:VCARD" and not _in_agent(properties, depth):
            if depth:
                found.append(Card(len(found) + 1, tuple(properties), tuple(broken), ended=False))
            depth, properties, broken = 1, [], []
        elif upper == "BEGIN:VCARD":
            depth += 1
        elif upper == "END:VCARD":
            depth -= 1
            if depth == 0:
                found.append(Card(len(found) + 1, tuple(properties), tuple(broken)))
            depth = max(depth, 0)
        elif depth == 1 and line.strip():
            read = _property(line, number, decoded.encoding)
            if read is None:
                broken.append(number)
            else:
                properties.append(read)
    if depth:
        found.append(Card(len(found) + 1, tuple(properties), tuple(broken), ended=False))
    return found, decoded.said


def _unescape(text: str) -> str:
    """Return a value without its escapes (RFC 6350 §3.4)."""
    return _UNESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def escape(text: str) -> str:
    """Return a text as a value (RFC 6350 §3.4)."""
    return with_plain_line_ends(re.sub(r"([\\,;])", r"\\\1", text)).replace("\n", "\\n")


def split(value: str, separator: str) -> tuple[str, ...]:
    """Return the parts of a value between unescaped separators, each without escapes and outer space."""
    return tuple(_unescape(part).strip() for part in raw_parts(value, separator))


def raw_parts(value: str, separator: str) -> tuple[str, ...]:
    """Return the parts of a value between unescaped separators, as they stand."""
    parts, begun, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 1
        elif value[place] == separator:
            parts.append(value[begun:place])
            begun = place + 1
        place += 1
    return (*parts, value[begun:])


def _in_agent(properties: list[Property], depth: int) -> bool:
    """Say whether a card that begins is the AGENT of the one that is open (RFC 2426 §3.5.4, vCard 2.1)."""
    return depth > 1 or (depth == 1 and bool(properties) and properties[-1].name == "AGENT")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of the first line, logical line): folded lines joined (RFC 6350 §3.2), soft breaks too."""
    number, held = 0, ""
    soft = False
    for at, line in enumerate(_BREAK.split(text), start=1):
        if soft:
            held = held[:-1] + line
        elif line[:1] in {" ", "\t"} and held:
            held += line[1:]
        else:
            if held:
                yield number, held
            number, held = at, line
        soft = held.endswith("=") and "QUOTED-PRINTABLE" in held.partition(":")[0].upper()
    if held:
        yield number, held


def _property(line: str, number: int, encoding: str) -> Property | None:
    head, value = _parted(line)
    if value is None:
        return None
    names = head.split(";")[0]
    found = _NAME.match(names.strip())
    if not found:
        return None
    parameters = _parameters(head[len(names) + 1 :])
    if "QUOTED-PRINTABLE" in (each.upper() for each in parameters.get("ENCODING", ())):
        value = _quoted_printable(value, next(iter(parameters.get("CHARSET", ())), encoding), encoding)
    group = names.strip().rpartition(".")[0].lower()
    return Property(found[1].upper(), value, parameters, number, group)


def _parted(line: str) -> tuple[str, str | None]:
    """Return what stands before and after the first colon that is outside of quotation marks."""
    quoted = False
    for place, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:place], line[place + 1 :]
    return line, None


def _parameters(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part in re.findall(r'(?:[^;"]|"[^"]*")+', text):
        name, equals, value = part.partition("=")
        if not equals:  # vCard 2.1: TEL;CELL;PREF and NOTE;QUOTED-PRINTABLE
            bare = part.strip()
            name = "ENCODING" if bare.upper() in {"QUOTED-PRINTABLE", "BASE64", "B"} else "TYPE"
            value = bare
        values = tuple(_plain(each) for each in re.findall(r'(?:[^,"]|"[^"]*")+', value))
        key = name.strip().upper()
        found[key] = (*found.get(key, ()), *(one for each in values for one in each.split(",")))
    return found


def _plain(value: str) -> str:
    """Return a parameter's value without quotation marks and carets (RFC 6868)."""
    marks = {"'": '"', "n": "\n", "^": "^"}
    return _CARET.sub(lambda match: marks[match[1]], value.strip().strip('"'))


def _quoted_printable(value: str, charset: str, encoding: str) -> str:
    """Return the text of a quoted-printable value; its backslashes stay, for they part its components."""
    octets = quopri.decodestring(value.encode(encoding, "replace"))
    for known in (charset, "utf-8", "cp1251"):
        try:
            text = octets.decode(known)
        except (LookupError, UnicodeDecodeError):
            continue
        return with_plain_line_ends(text)
    return octets.decode("utf-8", "replace")
