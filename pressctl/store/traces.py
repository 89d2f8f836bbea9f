"""Looking for a person in the bytes of a file, whatever form they are in.

Mail hides an address in base64, quoted-printable and encoded-words; Office documents are ZIP archives of XML in which
one word may stand in several runs; web pages and links escape it; "Unicode text" is UTF-16. A file is therefore seen in
several views, and a view that unpacks something is looked into in the same way. Nothing here changes a file.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote

from pressctl.frozen import Frozen
from pressctl.store.sought import Kind, Sought

DEEPEST = 4
"""Containers within containers."""

LARGEST_MEMBER = 64_000_000
"""Bytes to which one packed thing may unfold."""

_MEDIA = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"OTTO", b"\x00\x01\x00\x00", b"wOF2", b"ID3")
_QUOTED = re.compile(rb"=\r?\n|=[0-9A-Fa-f]{2}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]+)*")
_ENCODED_WORDS = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bqBQ]\?[^?]*\?=)*")
_FOLD = re.compile(r"\r?\n[ \t]")
"""A long line of a vCard goes on after this, in the middle of a word, too (RFC 6350 §3.2)."""
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH = re.compile(r"</(?:w:p|text:p|p|div|td|li|h\d|row|si)>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([nrt/]))")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OLD_ENCODINGS = ("cp1251", "cp1252", "cp1254", "cp1256")


class Trace(Frozen):
    """One place where the person stands."""

    kind: Kind
    line: int | None = None
    """1-based, where the file is text."""
    inside: str | None = None
    """The member of a container, such as `word/document.xml`."""


def traces(data: bytes, sought: Sought, most: int = 200) -> tuple[Trace, ...]:
    """Return where in the bytes the person stands, each line once, the plain text's lines first; at most so many."""
    found: dict[Trace, None] = {}
    for text, inside, plain in _views(data, sought, None, 0):
        for line, kind in sought.places(text):
            if len(found) >= most:
                break
            found.setdefault(Trace(kind, line if plain and inside is None else None, inside))
    with_lines = {trace.kind for trace in found if trace.line is not None}
    return tuple(
        trace for trace in found if trace.line is not None or trace.inside is not None or trace.kind not in with_lines
    )


def holds_address(data: bytes, sought: Sought) -> bool:
    """Say whether the address stands anywhere in the bytes."""
    return any(kind is Kind.ADDRESS for text, _, _ in _views(data, sought, None, 0) for _, kind in sought.places(text))


def _views(data: bytes, sought: Sought, inside: str | None, depth: int) -> Iterator[tuple[str, str | None, bool]]:
    """Yield (text, member, whether it is the file's own plain text) for every form in which the bytes can be read."""
    text = _text(data)
    if text is not None:
        yield text, inside, True
        yield from ((variant, inside, False) for variant in _unescaped(text))
    elif sought.may_be_in(data):
        packed = b"\0" in data[:4000]  # else it is text in some old encoding, where words stand apart
        yield from ((sought.parted(text) if packed else text, inside, False) for text in _guesses(data))
    if depth >= DEEPEST or data.startswith(_MEDIA):
        return
    for name, unpacked in _unpacked(data, is_text=text is not None):
        member = f"{inside} › {name}" if inside and name else name or inside
        yield from ((text, seen, False) for text, seen, _ in _views(unpacked, sought, member, depth + 1))


def _text(data: bytes) -> str | None:
    """Return the bytes as the text that they are; nothing where they are none."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:4000]:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guesses(data: bytes) -> Iterator[str]:
    """Yield the bytes in every encoding in which they might be read."""
    yield data.decode("utf-8", errors="replace")
    if b"\0" in data:
        for start in (0, 1):
            even = data[start : start + (len(data) - start) // 2 * 2]
            yield from (even.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be"))
        yield data.replace(b"\0", b"").decode("latin-1")
    else:
        yield from (data.decode(encoding, errors="replace") for encoding in _OLD_ENCODINGS)


def _unescaped(text: str) -> Iterator[str]:
    """Yield the text as what reads it would see it."""
    if "=?" in text:
        yield _ENCODED_WORDS.sub(lambda match: _header(match[0]), text)
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text, errors="replace")
    if "\\" in text:
        yield _ESCAPE.sub(_escaped, text)
    if _FOLD.search(text):
        yield _FOLD.sub("", text)
    if "</" in text:
        yield html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", text)))


def _header(words: str) -> str:
    try:
        return str(make_header(decode_header(words)))
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        return words


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else " "


def _unpacked(data: bytes, *, is_text: bool) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of what is packed in the bytes; the name is empty where it has none."""
    if data.startswith(b"PK"):
        yield from _members(data)
        return
    if data.startswith(b"\x1f\x8b"):
        yield "", _inflated(data, 31)
        return
    if data.startswith((b"BZh", b"\xfd7zXZ\0")):
        yield "", _unsqueezed(data)
        return
    if data.startswith(b"%PDF"):
        yield from (("", _inflated(match[1], 15)) for match in _PDF_STREAM.finditer(data))
        return
    if not is_text:
        return
    if _QUOTED.search(data):
        yield "", quopri.decodestring(data)
    yield from (("", _from_base64(match[0])) for match in _BASE64.finditer(data))


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                for name in (info.filename, info.filename.rpartition(".")[0]):
                    yield info.filename, name.encode("utf-8", "replace")
                if info.file_size > LARGEST_MEMBER or info.is_dir():
                    continue
                with archive.open(info) as member:
                    yield info.filename, member.read(LARGEST_MEMBER)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error):
        return  # damaged, encrypted or of an unknown method: what cannot be opened holds nothing that can be read


def _inflated(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, LARGEST_MEMBER)
    except zlib.error:
        return b""


def _unsqueezed(data: bytes) -> bytes:
    import bz2
    import lzma

    opened = bz2.BZ2Decompressor() if data.startswith(b"BZh") else lzma.LZMADecompressor()
    try:
        return opened.decompress(data, LARGEST_MEMBER)
    except (OSError, EOFError, lzma.LZMAError):
        return b""


def _from_base64(run: bytes) -> bytes:
    letters = run.replace(b"\r", b"").replace(b"\n", b"").translate(_URL_SAFE)
    whole = len(letters) // 4 * 4
    rest = letters[whole:]
    padded = letters[:whole] + (rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b"")
    try:
        return base64.b64decode(padded)
    except binascii.Error:
        return b""
