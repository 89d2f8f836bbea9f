"""The limits inside which a Word package is opened at all: size, ratio, and what may be in it.

A package of 620 KB can hold more than a gigabyte; so it is measured before anything of it is parsed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pressctl.errors import BadInput, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 50_000_000
"""Octets of all parts together, unpacked."""
_RATIO = 200
"""A part of more than a megabyte that packs better than this says the same thing again and again."""
_REFUSED = (
    ("vbaproject", "it holds macros"),
    ("oleobject", "it holds an embedded program object (OLE)"),
    ("/embeddings/", "it holds another document"),
    ("/afchunk", "it holds a part that Word would have to convert (altChunk)"),
    ("activex", "it holds a control (ActiveX)"),
)


class Package:
    """A Word package whose size is known to be harmless."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package.

        Raises:
            BadInput: damaged, too large, encrypted, or with parts that are refused; all of them are named.
        """
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            parts = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise BadInput(f"{name} is no Word document, or a damaged one", hint="save it again in Word") from error
        self._names = {part.filename for part in parts}
        if sum(part.file_size for part in parts) > LARGEST:
            raise BadInput(f"{name} unpacks to more than {LARGEST // 1_000_000} MB and is refused")
        if any(part.file_size > 1_000_000 and part.file_size > _RATIO * part.compress_size for part in parts):
            raise BadInput(f"{name} is packed as no document is, and is refused")
        wrong = [why for sign, why in _REFUSED if any(sign in f"/{part.filename}".lower() for part in parts)]
        if wrong:
            raise refused(name, wrong)

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part in self._names

    def tree(self, part: str) -> _Element:
        """Return a part as parsed XML.

        Raises:
            BadInput: it is missing, damaged, larger than it says, or declares entities.
        """
        from lxml import etree

        try:
            with self._archive.open(part) as stream:
                data = stream.read(LARGEST + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            OSError,
            EOFError,
        ) as error:
            raise BadInput(f"{self.name} is damaged: {part} cannot be read", hint="save it again in Word") from error
        if len(data) > LARGEST or b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
            raise BadInput(f"{self.name} is refused: {part} is not what Word writes")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise BadInput(f"{self.name} is damaged: {part} is no XML", hint="save it again in Word") from error


def refused(name: str, reasons: list[str]) -> BadInput:
    """Return the error for a document with parts that are not taken in."""
    return BadInput(
        f"{name} is refused",
        problems=[Problem(reason, path=name) for reason in reasons],
        hint="save it as a document without macros and embedded objects (.docx), or as text",
    )
