"""A message cut once: what is the same for everybody stays octets, and only the personal lines are encoded anew.

Building a message as the standard library does costs milliseconds, nearly all of it for what everybody gets alike. The
whole message is built once with marks where the personal lines stand, and cut there. Quoted-printable is encoded line
by line (RFC 2045 §6.7), so a line is the smallest piece that can be encoded on its own. A property test holds the
result against `build_message`, octet by octet.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Callable
from datetime import UTC, datetime
from email.quoprimime import body_encode
from email.utils import format_datetime
from functools import lru_cache
from typing import TypeAlias

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace
from pressctl.mail.addresses import wire_address
from pressctl.mail.headers import LINE, checked, folded, mailbox, unstructured
from pressctl.mail.letter import LONGEST_LINE, Letter, begins_with_a_dot
from pressctl.mail.message import (
    Addressee,
    Fixed,
    Sender,
    build_message,
    list_unsubscribe,
    whole_characters,
    whole_lines,
)
from pressctl.model.delivery import RenderedPart
from pressctl.model.slots import OPT_OUT, THREAD, fill, slots_in

_Field: TypeAlias = Callable[[Addressee, Fixed], bytes]

_ANYBODY = Addressee("anybody@example.org", "", {})
_ESCAPE = ord("=")
_TOKEN = re.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_HEADER = re.compile(rb"([A-Za-z-]+):[^\r]*(?:\r\n[ \t][^\r]*)*\r\n")


class CutMessage(Frozen):
    """One message for many: `texts[0] field[0] texts[1] field[1] … texts[n] tail`."""

    boundary: str
    """The token of its MIME boundaries: the same for everybody, or nothing could be shared."""
    texts: tuple[bytes, ...]
    fields: tuple[_Field, ...]
    tail: bytes
    """What follows the last personal line: one object for all letters."""
    dotted: bool
    """A line of what everybody gets begins with a dot."""

    def letter(self, addressee: Addressee, fixed: Fixed) -> Letter:
        """Return the message for one recipient.

        Raises:
            BadInput: an address or a name holds what no header may hold, or a slot has no value.
        """
        for name, value in addressee.slots.items():
            whole_characters(name, value)
        own = [field(addressee, fixed) for field in self.fields]
        pieces = [b""] * (2 * len(own))
        pieces[::2] = self.texts
        pieces[1::2] = own
        # Each field is whole lines, so what stands around them needs not be looked through again.
        return Letter(b"".join(pieces), self.tail, dotted=self.dotted or begins_with_a_dot(b"".join(own)))


def cut_message(part: RenderedPart, sender: Sender, boundary: str) -> CutMessage | None:
    """Build a message and cut it; nothing where its last line is personal, which cannot be encoded on its own.

    Raises:
        BadInput: the message cannot be built for anybody.
    """
    text, text_lines = _marked(part.text, boundary, "t")
    html, html_lines = _marked(part.html, boundary, "h")
    if text_lines is None or html_lines is None:
        return None
    marked = replace(part, text=text, html=html, subject="anything" if slots_in(part.subject) else part.subject)
    anybody = replace(_ANYBODY, one_click="https://anybody.example/") if sender.one_click else _ANYBODY
    whole = build_message(
        marked, anybody, sender, Fixed("<anybody@example.org>", datetime(2000, 1, 1, tzinfo=UTC), boundary)
    )
    fields = {mark: _text_field(line, html=False) for mark, line in text_lines.items()}
    fields |= {mark: _text_field(line, html=True) for mark, line in html_lines.items()}
    return _cut(whole, boundary, _header_fields(part, sender), fields)


def _marked(text: str, boundary: str, letter: str) -> tuple[str, dict[bytes, str] | None]:
    """Return the text with a mark for each line that has a slot, and these lines by mark.

    No lines where the text ends in a slot: a value that is empty would take the end of the text with it.
    """
    lines = whole_lines(text).split("\n") if text else []
    found: dict[bytes, str] = {}
    for number, line in enumerate(lines):
        if slots_in(line):
            mark = f"_pc_{boundary}_{letter}{number}"
            found[mark.encode("ascii")] = line
            lines[number] = mark
    return "\n".join(lines), None if text.rstrip("\r\n").endswith("\ue001") else found


def _text_field(line: str, *, html: bool) -> _Field:
    def encoded(addressee: Addressee, _: Fixed) -> bytes:
        return _quoted_printable(fill(line, addressee.slots, html=html))

    if slots_in(line) != (OPT_OUT,):
        return encoded
    of_token = _of_token(lambda token: _quoted_printable(fill(line, {OPT_OUT: token}, html=html)))

    def with_token(addressee: Addressee, fixed: Fixed) -> bytes:
        token = addressee.slots.get(OPT_OUT, "")
        return of_token(token) if _is_token(token) else encoded(addressee, fixed)

    return with_token


@lru_cache(maxsize=16)
def _is_token(text: str) -> bool:
    """Say whether no encoding of a message writes any of its characters in another way."""
    return _TOKEN.fullmatch(text) is not None


def _of_token(encode: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Return the same function of tokens, which encodes one of each length and puts all others in its place.

    What stands around a token, and where the lines are broken, hangs on its length alone.
    """

    @lru_cache(maxsize=64)
    def shape(length: int) -> tuple[tuple[bytes, ...], tuple[slice, ...]]:
        """Return what stands around the pieces of a token, and which pieces these are."""
        one, other = encode("a" * length), encode("b" * length)
        texts, pieces, begin = [b""], list[slice](), 0
        places = (at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right)
        for number, at in enumerate(places):
            character = number % length
            if character == 0 or at > begin:  # the token begins, or goes on behind a line break
                texts[-1] += one[begin:at]
                texts.append(b"")
                pieces.append(slice(character, character))
            pieces[-1] = slice(pieces[-1].start, character + 1)
            begin = at + 1
        texts[-1] += one[begin:]
        return tuple(texts), tuple(pieces)

    def encoded(token: str) -> bytes:
        octets = token.encode("ascii")
        texts, pieces = shape(len(octets))
        whole = [b""] * (len(texts) + len(pieces))
        whole[::2] = texts
        whole[1::2] = [octets[piece] for piece in pieces]
        return b"".join(whole)

    return encoded


def _quoted_printable(text: str) -> bytes:
    """Return the lines of a text as `build_message` has them (RFC 2045 §6.7)."""
    if text.isprintable() and text[-1:] not in {"", " ", "."}:  # a usual line, which C does as the library's Python
        quoted = b2a_qp(text.encode("utf-8"))
        return _broken(quoted.replace(b"=\n", b"")) if len(quoted) >= LINE else quoted + b"\r\n"
    plain = whole_lines(text, strip=False)
    return body_encode(plain.encode("utf-8").decode("latin-1"), LINE).replace("\n", "\r\n").encode("ascii")


def _broken(quoted: bytes) -> bytes:
    """Return a quoted line in lines of at most 76, cut where the library's Python cuts: never inside of an escape."""
    lines, start = [], 0
    last = len(quoted) - LINE - 1
    while start <= last:
        stop = start + LINE - 1
        # An escape that would be cut in two begins the next line; its `=` here is the soft line break.
        if quoted[stop - 2] == _ESCAPE:
            stop -= 2
        elif quoted[stop - 1] == _ESCAPE:
            stop -= 1
        lines.append(quoted[start:stop])
        start = stop
    lines.append(quoted[start:] + b"\r\n")
    return b"=\r\n".join(lines)


def _header_fields(part: RenderedPart, sender: Sender) -> dict[bytes, _Field]:
    fields: dict[bytes, _Field] = {
        b"Date": lambda _, fixed: _date(fixed.date),
        b"To": lambda who, _: _header("To", mailbox(who.name, wire_address(who.email), header="To")),
        b"Message-ID": lambda who, fixed: _header("Message-ID", fixed.message_id) + _thread(who),
    }
    if sender.listed:
        fields[b"List-Unsubscribe"] = _unsubscribe_field(sender)
    if slots_in(part.subject):
        fields[b"Subject"] = lambda who, _: _header("Subject", unstructured("Subject", fill(part.subject, who.slots)))
    return fields


def _unsubscribe_field(sender: Sender) -> _Field:
    def header(addressee: Addressee) -> bytes:
        return _header("List-Unsubscribe", list_unsubscribe(sender, addressee))

    if sender.one_click:
        return lambda who, _: header(who)
    of_token = _of_token(lambda token: header(replace(_ANYBODY, opt_out=token)))
    return lambda who, _: of_token(who.opt_out) if _is_token(who.opt_out) else header(who)


@lru_cache(maxsize=64)
def _date(date: datetime) -> bytes:
    """Return the Date header: many letters of a second have the same."""
    return _header("Date", format_datetime(date))


def _thread(who: Addressee) -> bytes:
    """Return the fields that put the message under an earlier one; nothing for most messages."""
    return b"".join(_header(name, checked(name, who.slots[name])) for name in THREAD if who.slots.get(name))


def _header(name: str, value: str) -> bytes:
    line = folded(name, value).encode("utf-8")
    if len(line) > LONGEST_LINE and max(map(len, line.split(b"\r\n"))) > LONGEST_LINE:
        raise BadInput(f"{name} is longer than {LONGEST_LINE} octets")
    return line


def _cut(whole: bytes, boundary: str, headers: dict[bytes, _Field], lines: dict[bytes, _Field]) -> CutMessage:
    """Cut the message where its personal headers and the marks stand."""
    end = whole.index(b"\r\n\r\n") + 2
    places = [
        (match.start(), match.end(), headers[match[1]])
        for match in _HEADER.finditer(whole, 0, end)
        if match[1] in headers
    ]
    for mark, field in lines.items():
        start = whole.index(b"\r\n" + mark + b"\r\n", end - 2) + 2
        places.append((start, start + len(mark) + 2, field))
    places.sort(key=lambda place: place[0])
    texts, at = [], 0
    for start, stop, _ in places:
        texts.append(whole[at:start])
        at = stop
    static = b"\r\n".join(texts) + b"\r\n" + whole[at:]
    return CutMessage(
        boundary, tuple(texts), tuple(field for _, _, field in places), whole[at:], dotted=begins_with_a_dot(static)
    )
