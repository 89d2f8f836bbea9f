"""The list of formats that foreign releases come in, and which of them a file is."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.patterns import compiled
from pressctl.source.foreign.base import Page, Reader


class Format(Frozen):
    """One format, known by how its files begin or what they are called."""

    name: str
    endings: tuple[str, ...]
    begins: Callable[[bytes], bool]
    """Whether these first bytes can only be of this format."""
    module: str
    """Below this package; imported when such a file is read."""
    attribute: str

    def reader(self) -> Reader:
        """Return its reader, imported now."""
        found: Reader = getattr(import_module(f"pressctl.source.foreign.{self.module}"), self.attribute)
        return found


_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:From [^\n]+\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_MAIL_HEADERS = re.compile(
    rb"^(?:Subject|From|To|Date|MIME-Version|Message-ID|Content-Type|Received|Return-Path|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_TRANSPORT = re.compile(
    rb"^(?:MIME-Version|Message-ID|Content-Type|Received|Return-Path|Delivered-To):|^From:[^\n]*@",
    re.IGNORECASE | re.MULTILINE,
)
"""What no memorandum with From, To and Date at its top has."""


def _is_mail(head: bytes) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    headers = head.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    known = len(_MAIL_HEADERS.findall(headers))
    return _MAIL.match(head) is not None and known > 2 and _TRANSPORT.search(headers) is not None


FORMATS = (
    Format("DOCX", (".docx",), lambda head: head.startswith(b"PK\x03\x04"), "docx", "read_docx_page"),
    Format("HTML", (".html", ".htm", ".xhtml"), lambda head: _HTML.match(head) is not None, "html", "read_html_page"),
    Format("mail", (".eml",), _is_mail, "mail", "read_mail_page"),
    Format("text", (".txt", ".md", ".markdown", ".text", ""), lambda head: False, "plain_text", "read_text_page"),
)
"""In the order in which a file is tried."""

_NOT_READ = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_LISTS = (".csv", ".tsv", ".xlsx", ".xls", ".vcf")
"""Of journalists, as a rule: one who reads such a file as a release has their data in a draft."""


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file: what it begins with tells more than what it is called.

    Raises:
        BadInput: it is of a format that is not read.
    """
    for start, what in _NOT_READ:
        if data.startswith(start):
            raise BadInput(f"{name} is {what}, which is not read", hint="save it as DOCX, HTML or text and import that")
    if name.lower().endswith(_LISTS):
        raise BadInput(f"{name} is a list, and no release", hint="a press list comes in by pressctl contacts import")
    head = data[:4096]
    for each in FORMATS:
        if each.begins(head):
            return each
    ending = compiled(r"\.[^./\\]*$").search(name.lower())
    return next((each for each in FORMATS if ending and ending[0] in each.endings and each.name != "DOCX"), FORMATS[-1])


def read_page(data: bytes, name: str) -> Page:
    """Return a foreign file as a page.

    Raises:
        BadInput: it cannot be read, or holds what is refused.
    """
    return format_of(data, name).reader()(data, name)
