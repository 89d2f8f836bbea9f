"""What may be opened as a layout: a Word document of a sensible size; macros are left at the door.

Nothing is unpacked before its size is known (a few kilobytes can hold gigabytes), and nothing is run.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.ooxml.limits import MOST_PARTS, STEEPEST

LARGEST = 50 * 1024 * 1024
"""Octets of all parts together, unpacked."""
_TYPES = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = re.compile(
    rb"application/(?:vnd\.openxmlformats-officedocument\.wordprocessingml\.template|"
    rb"vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NOT_WORD = "is not a Word document (.docx)"
_SAVE = "open it in Word or LibreOffice and save it as a Word document (.docx)"


class Admitted(Frozen):
    """A package that may be parsed."""

    content: bytes
    """As a plain Word document, whatever it called itself."""
    macros: bool
    """It held macros; they are not carried on."""


def admit(path: Path) -> Admitted:
    """Read a layout and look at its outside.

    Raises:
        BadInput: it cannot be read, is no Word document, is protected by a password, or is far too large unpacked.
    """
    try:
        data = read_file(path, LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}") from error
    if data.startswith(_OLE):
        raise BadInput(f"{path} is protected by a password, or was written by a Word of before 2007", hint=_SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_at(path, data, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise BadInput(f"{path} {_NOT_WORD}", hint=_SAVE) from error


def _looked_at(path: Path, data: bytes, archive: zipfile.ZipFile) -> Admitted:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "mimetype" in names:
        raise BadInput(f"{path} is an OpenDocument text, and {_NOT_WORD.removeprefix('is ')}", hint=_SAVE)
    if _TYPES not in names or len(set(names)) != len(names):
        raise BadInput(f"{path} {_NOT_WORD}", hint=_SAVE)
    if len(data) > LARGEST or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise BadInput(
            f"{path} is far too large for a layout: more than {LARGEST // 1024 // 1024} MB unpacked",
            hint="make its pictures smaller, or begin again from a new document",
        )
    if any(part.file_size > 1024 * 1024 and part.file_size > STEEPEST * part.compress_size for part in parts):
        raise BadInput(f"{path} is packed as no Word document is, and is not opened", hint="begin from a new document")
    relations = next((name for name in names if name.endswith("_rels/document.xml.rels")), None)
    if relations is not None and _STRICT in archive.read(relations):
        raise BadInput(f"{path} is saved as Strict Open XML, which not everything can open", hint=_SAVE)
    types = archive.read(_TYPES)
    macros = any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names)
    if not _MAIN.search(types):
        return Admitted(data, macros)
    return Admitted(_retyped(archive, _MAIN.sub(_DOCUMENT, types)), macros or b"macroEnabled" in types)


def _retyped(archive: zipfile.ZipFile, types: bytes) -> bytes:
    """Return the package as a plain document: a template, or one with macros, is the same inside."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for part in archive.infolist():
            written.writestr(part.filename, types if part.filename == _TYPES else archive.read(part))
    return stream.getvalue()
