"""A workbook as a ZIP package: what may not be opened, and what the values alone do not show.

openpyxl's quick reading gives values only. Hidden rows and columns, merged cells, links and formulas without a
computed value are read here from the sheet's own XML in one pass, in bounded memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.frozen import Changing, field

if TYPE_CHECKING:
    from lxml.etree import _Element

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
"""What a damaged package ends in; a protected or unknown compression is a RuntimeError."""

_MOST_OCTETS = 400_000_000
_MOST_ENTRIES = 5000
_MOST_RATIO = 300
_SMALL = 20_000_000
"""Octets below which no compression is suspicious: empty styled rows shrink a thousandfold."""

_MOST_HIDDEN = 1000
"""Columns up to which a hidden range is looked at: hiding all the rest of a sheet is usual."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAILTO = re.compile(r"mailto:([^?\"'\s]+)", re.IGNORECASE)
_SAVE_AS = "open it and save it as XLSX (Excel Workbook) or as CSV UTF-8"

Place = tuple[int, int]
"""Row (1-based) and column (0-based)."""


class SheetFacts(Changing):
    """What stands in a sheet's XML beside its values."""

    last_row: int = 0
    """The last row with a value or a formula."""
    last_column: int = 0
    """The number of columns up to the last one with a value."""
    formulas: dict[Place, str] = field(default_factory=dict)
    uncomputed: set[Place] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    links: dict[Place, str] = field(default_factory=dict)
    """Cells with a link to an address → the address."""


def refuse_strangers(data: bytes, name: str) -> None:
    """Refuse what looks like a workbook and is none, or none that may be opened.

    Raises:
        BadInput: it is protected, of another format, damaged, or unpacks to too much; the hint says what to do.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                f"{name} is protected by a password", hint="open it in Excel, take the password off, and save it"
            )
        raise BadInput(f"{name} is a workbook of Excel 97-2003 (.xls)", hint=_SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package, name)
    except (*BROKEN_ZIP, RuntimeError, ValueError) as error:
        raise BadInput(f"{name} is damaged: {error}", hint="save or download it again") from error


def sheet_paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name → path in the package.

    Raises:
        KeyError: a part is missing.
        lxml.etree.XMLSyntaxError: a part is broken.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(package.read("xl/workbook.xml"), parser)
    targets = _targets(package, "xl/_rels/workbook.xml.rels")
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION, ""))
        if target:
            found[str(sheet.get("name"))] = _resolved(target)
    return found


def sheet_facts(package: zipfile.ZipFile, path: str) -> SheetFacts:
    """Read what a sheet holds beside its values.

    Raises:
        KeyError: there is no such part.
        lxml.etree.XMLSyntaxError: the part is broken.
    """
    from lxml import etree

    facts = SheetFacts()
    links: list[tuple[Place, str]] = []
    tags = [_MAIN + tag for tag in (*_TAKES, "hyperlink")]
    with package.open(path) as stream:
        for _, element in etree.iterparse(stream, tag=tags, no_network=True, resolve_entities=False):
            tag = str(element.tag).removeprefix(_MAIN)
            if tag != "hyperlink":
                _TAKES[tag](element, facts)
            elif at := _place_of(element.get("ref", "").split(":")[0]):
                links.append((at, element.get(_RELATION, "")))
            if tag != "c":  # its row clears it
                _clear(element)
    targets = _targets(package, _relations_of(path)) if links else {}
    for at, relation in links:
        address = _MAILTO.match(targets.get(relation, ""))
        if address:
            facts.links[at] = address[1]
    for at, formula in facts.formulas.items():
        address = _MAILTO.search(formula)
        if address:
            facts.links.setdefault(at, address[1])
    return facts


def _place_of(reference: str) -> Place | None:
    """Return (14, 1) for `B14`."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _row(element: _Element, facts: SheetFacts) -> None:
    if element.get("hidden") in {"1", "true"} and len(element):
        facts.hidden_rows.append(int(element.get("r", "0")))


def _column(element: _Element, facts: SheetFacts) -> None:
    if element.get("hidden") in {"1", "true"}:
        last = min(int(element.get("max", "0")), _MOST_HIDDEN)
        facts.hidden_columns.update(range(int(element.get("min", "1")) - 1, last))


def _cell(element: _Element, facts: SheetFacts) -> None:
    if not len(element):
        return
    at = _place_of(element.get("r", ""))
    formula, value = element.find(f"{_MAIN}f"), element.find(f"{_MAIN}v")
    has_value = (value is not None and bool(value.text)) or element.find(f"{_MAIN}is") is not None
    if at is None:
        return
    if has_value or formula is not None:
        facts.last_row = max(facts.last_row, at[0])
        facts.last_column = max(facts.last_column, at[1] + 1)
    if formula is not None:
        facts.formulas[at] = formula.text or ""
        if not has_value and element.get("t") != "str":
            facts.uncomputed.add(at)


def _merged(element: _Element, facts: SheetFacts) -> None:
    first, _, last = element.get("ref", "").partition(":")
    begin, end = _place_of(first), _place_of(last)
    if begin and end:
        facts.merged.append((begin, end))


_TAKES: Mapping[str, Callable[[_Element, SheetFacts], None]] = {
    "c": _cell,
    "row": _row,
    "col": _column,
    "mergeCell": _merged,
}


def _clear(element: _Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _targets(package: zipfile.ZipFile, path: str) -> dict[str, str]:
    from lxml import etree

    if path not in package.namelist():
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(package.read(path), parser)
    return {str(each.get("Id")): str(each.get("Target")) for each in root if each.get("Target")}


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _check_package(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or total > _MOST_OCTETS:
        raise BadInput(f"{name} unpacks to more than a list can be", hint="copy the list into a new workbook")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
            raise BadInput(
                f"{name} unpacks to {entry.file_size // max(1, entry.compress_size):,} times its size",
                hint="copy the list into a new workbook",
            )
    names = set(package.namelist())
    if "xl/workbook.xml" not in names:
        _refuse_other_package(package, names, name)
    for part in names:
        if part.endswith((".xml", ".rels")):
            with package.open(part) as stream:
                beginning = stream.read(2048)
            if b"<!DOCTYPE" in beginning or b"<\0!\0D\0O\0C" in beginning:
                raise BadInput(f"{name} declares a document type, which no workbook does; it is not opened")
    if b"purl.oclc.org/ooxml" in package.read("xl/workbook.xml")[:2000]:
        raise BadInput(
            f"{name} is a Strict Open XML workbook", hint='save it as the ordinary "Excel Workbook (*.xlsx)"'
        )


def _refuse_other_package(package: zipfile.ZipFile, names: set[str], name: str) -> None:
    if "mimetype" in names:
        kind = package.read("mimetype")[:100].decode("ascii", "replace").strip()
        if "opendocument.spreadsheet" in kind:
            raise BadInput(f"{name} is an OpenDocument spreadsheet (.ods)", hint=_SAVE_AS)
    if "word/document.xml" in names:
        raise BadInput(f"{name} is a Word document", hint="copy its table into a workbook, and import that")
    if "xl/workbook.bin" in names:
        raise BadInput(f"{name} is a binary workbook (.xlsb)", hint=_SAVE_AS)
    if any(part.startswith("Index/") for part in names):
        raise BadInput(f"{name} is a document of Apple Numbers", hint="in Numbers: File, Export To, Excel or CSV")
    raise BadInput(f"{name} is a ZIP file and not a workbook", hint="unpack it and import the list that is in it")
