"""Header fields that every mail program reads as they were meant.

The standard library's own folding rewrites a long structured header as RFC 2047 encoded-words, after which mail
clients show no unsubscribe button (cpython#85725). Here a structured header is ASCII already and is folded at existing
white space only; encoded-words are made in the two places where they belong, a subject and a display name.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.message import Message
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pressctl.config.values import clean_line
from pressctl.errors import BadInput

LINE = 76
"""RFC 2047 §2 for lines with encoded-words; kept for all."""

_WORD = 75
_PHRASE_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_Q_PLAIN = bytes(_PHRASE_SAFE) + b" "
"""Octets that the Q encoding writes as one character."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?: [A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*")
_CHUNK = re.compile(r"[ \t]*[^ \t]+")
_SPACE = re.compile(r"[ \t]")


class Finished(str):
    """A header value in its final form, to be folded and nothing else."""

    __slots__ = ()


class WirePolicy(EmailPolicy):
    """Fold at existing white space only, CRLF, lines of 76; refuse line breaks and controls."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:  # typed by the standard library
        """Keep a finished value as it is; let the library parse any other."""
        if isinstance(value, Finished):
            return name, Finished(checked(name, value))
        return super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: str) -> Any:  # typed by the standard library
        """Return a finished value parsed, as the library's own readers want it."""
        return super().header_fetch_parse(name, str(value) if isinstance(value, Finished) else value)

    def fold(self, name: str, value: str) -> str:
        """Return the header folded, with its line end."""
        return folded(name, str(value))

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header folded, with its line end, as bytes; UTF-8 only where SMTPUTF8 is needed (RFC 6532)."""
        return folded(name, str(value)).encode("utf-8")


POLICY: WirePolicy = WirePolicy(linesep="\r\n", max_line_length=LINE, cte_type="7bit")


def set_header(message: Message[Any, Any], name: str, value: str) -> None:
    """Set a header to a value in its final form, replacing what stood there."""
    del message[name]
    message[name] = Finished(value)


def checked(name: str, value: str) -> str:
    """Return a header's value if it is one clean line.

    Raises:
        BadInput: it holds a line break, a control or a direction-changing character; the header is named.
    """
    try:
        clean_line(value)
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(f"{name}: contains half a character, U+{ord(value[error.start]):04X}") from error
    except ValueError as error:
        raise BadInput(f"{name}: {error}", hint="take it out where the text comes from, then plan again") from error
    if "\t" in value:
        raise BadInput(f"{name}: contains a tab")
    return value


def folded(name: str, value: str) -> str:
    """Return `name: value` with line breaks before white space only, so that unfolding gives it back exactly."""
    stripped = value.strip()
    if stripped and (len(name) + 2 + len(stripped) <= LINE or not _SPACE.search(stripped)):
        return f"{name}: {stripped}\r\n"
    lines, current = [], f"{name}:"
    for chunk in _CHUNK.findall(f" {stripped}"):
        if len(current) + len(chunk) > LINE and current.strip() and current != f"{name}:":
            lines.append(current)
            current = chunk
        else:
            current += chunk
    lines.append(current)
    return "\r\n".join(lines) + "\r\n"


def unstructured(name: str, text: str) -> str:
    """Return the value of a header of free text, such as Subject: as it is where ASCII, else as encoded-words."""
    line = checked(name, text).strip()
    if line.isascii() and "=?" not in line and max((len(word) for word in line.split(" ")), default=0) < 900:
        return line
    return encoded_words(line, first=LINE - len(name) - 2)


def mailbox(name: str, address: str, *, header: str) -> str:
    """Return `Display Name <address>`, or the bare address; `address` is checked already (RFC 5322 §3.4)."""
    display = checked(header, name).strip()
    if not display:
        return address
    if not display.isascii() or "=?" in display or len(display) > 200:
        phrase = encoded_words(display, first=LINE - len(header) - 2)
    elif _ATOMS.fullmatch(display):
        phrase = display
    else:
        escaped = display.replace("\\", "\\\\").replace('"', '\\"')
        phrase = f'"{escaped}"'
    return f"{phrase} <{address}>"


def encoded_words(text: str, *, first: int = _WORD) -> str:
    """Return the text as encoded-words of at most 75 characters, each of whole characters (RFC 2047 §5)."""
    octets = text.encode("utf-8")
    wide = len(octets) + 2 * len(octets.translate(None, _Q_PLAIN))
    in_b = 4 * ((len(octets) + 2) // 3)
    encode, most = (_q, _q_room) if wide <= in_b else (_b, _b_room)
    if min(wide, in_b) + _FRAME <= min(first, _WORD):
        return encode(text)
    words: list[str] = []
    begin, size, room = 0, 0, most(min(first, _WORD))
    for place, character in enumerate(text):
        more = _q_size(character) if encode is _q else len(character.encode("utf-8"))
        if place > begin and size + more > room:
            words.append(encode(text[begin:place]))
            begin, size, room = place, 0, most(_WORD)
        size += more
    words.append(encode(text[begin:]))
    return " ".join(words)


_FRAME = len("=?utf-8?q??=")


def _q_room(characters: int) -> int:
    """Return how many characters of the Q encoding an encoded-word of so many holds."""
    return characters - _FRAME


def _b_room(characters: int) -> int:
    """Return how many octets an encoded-word of so many characters holds in base64, four characters for three."""
    return (characters - _FRAME) // 4 * 3


@lru_cache(maxsize=4096)
def _q_size(character: str) -> int:
    return len(_q_octets(character))


def _q(text: str) -> str:
    return f"=?utf-8?q?{_q_octets(text)}?="


_Q_OCTETS = tuple(chr(byte) if byte in _PHRASE_SAFE else "_" if byte == 0x20 else f"={byte:02X}" for byte in range(256))


def _q_octets(text: str) -> str:
    return "".join(map(_Q_OCTETS.__getitem__, text.encode("utf-8")))


def _b(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode('utf-8')).decode('ascii')}?="


def file_parameter(name: str, filename: str) -> str:
    """Return a file's name as a MIME parameter: quoted where ASCII, else in the form of RFC 2231.

    Long names are continued, a piece of whole characters each (RFC 2231 §3).
    """
    if filename.isascii() and len(filename) <= 60:
        escaped = filename.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}="{escaped}"'
    pieces = [""]
    for character in filename:
        encoded = quote(character, safe="", encoding="utf-8")
        if len(pieces[-1]) + len(encoded) > 54:
            pieces.append("")
        pieces[-1] += encoded
    if len(pieces) == 1:
        return f"{name}*=utf-8''{pieces[0]}"
    charset = ["utf-8''"] + [""] * len(pieces)
    return "; ".join(f"{name}*{number}*={charset[number]}{piece}" for number, piece in enumerate(pieces))
