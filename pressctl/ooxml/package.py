"""The one door for Word packages that come from elsewhere: measured before anything of them is parsed.

A package of 620 KB can hold more than a gigabyte, a relation can lead a word processor to a stranger's server, and an
entity to a file of this machine. All of it is looked for first, and refused in words; nothing outside is ever opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.ooxml.limits import LARGEST, MOST_PARTS, STEEPEST
from pressctl.ooxml.names import RELATIONSHIPS, w
from pressctl.ooxml.strict import STRICT, strict, usual, usual_kind

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "open it in Word or LibreOffice and save it as a Word document (.docx)"
_DECLARATION = re.compile(r"^\ufeff?<\?xml.*?\?>", re.DOTALL)
_ON_OWN_DISK = re.compile(r"(file:/{2,4})?[a-z](:|%3a)/.*|file:///[^/:]+/.*|[^:/]+")
"""A path with a drive's letter, one on a Mac, or a name alone."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError, NotImplementedError, KeyError
)  # fmt: skip
"""What zipfile lets through on a broken package."""
_REFUSED_PARTS = (
    ("vbaproject", "it holds macros"),
    ("activex", "it holds a control (ActiveX)"),
    ("/embeddings/oleobject", "it holds an embedded program object (OLE)"),
    ("/afchunk", "it holds a part that Word would have to convert (altChunk)"),
)
_REFUSED_RELATIONS = {
    "oleObject": "it holds an embedded program object (OLE)",
    "aFChunk": "it holds a part that Word would have to convert (altChunk)",
    "vbaProject": "it holds macros",
    "control": "it holds a control (ActiveX)",
}


class Relation(Frozen):
    """That one part needs another."""

    kind: str
    """Last word of its type: `header`, `footnotes`, `hyperlink`."""
    target: str
    """Name of the part, or the address outside."""
    external: bool


class WordPackage:
    """A Word document whose parts may be parsed."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package.

        Args:
            data: the file.
            name: how the person would name it.

        Raises:
            BadInput: it is no Word document, damaged, protected, too large, or holds what is refused; all of that
                is named.
        """
        self.name = name
        if data.startswith(_OLE):
            raise BadInput(f"{name} is protected by a password, or was written by a Word of before 2007", hint=_SAVE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise BadInput(f"{name} is not a Word document (.docx)", hint=_SAVE) from error
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._measure(len(data))
        self._refuse()
        self.main = self._main_part()

    def _measure(self, packed: int) -> None:
        parts = self._archive.infolist()
        names = [part.filename for part in parts]
        if len(parts) > MOST_PARTS or packed > LARGEST or sum(part.file_size for part in parts) > LARGEST:
            raise BadInput(
                f"{self.name} is refused: it unpacks to more than {LARGEST // 1_000_000} MB or {MOST_PARTS:,} parts"
            )
        if any(part.file_size > 1_000_000 and part.file_size > STEEPEST * part.compress_size for part in parts):
            raise BadInput(f"{self.name} is refused: it is packed as no Word document is")
        if any(part.flag_bits & 1 for part in parts):
            raise BadInput(f"{self.name} is protected by a password", hint=_SAVE)
        if len({name.lower() for name in names}) != len(names):
            raise BadInput(f"{self.name} is refused: it holds two parts of the same name")
        if "[Content_Types].xml" not in names:
            raise BadInput(f"{self.name} is not a Word document (.docx)", hint=_SAVE)
        self._names = frozenset(names)
        self._by_any_case = {name.lower(): name for name in names}

    def _refuse(self) -> None:
        reasons = [why for sign, why in _REFUSED_PARTS if any(sign in part.lower() for part in self._names)]
        for part in sorted(self._names):
            if part.lower().endswith(".rels"):
                reasons += _wrong_relations(self._parsed_relations(part))
        if reasons:
            raise BadInput(
                f"{self.name} is refused",
                problems=[Problem(why, path=self.name) for why in dict.fromkeys(reasons)],
                hint="save it as a document without macros, embedded objects and linked files (.docx)",
            )

    def _main_part(self) -> str:
        main = next((one for one in self.relations("") if one.kind == "officeDocument"), None)
        if main is None or main.target not in self._names:
            raise BadInput(f"{self.name} is not a Word document (.docx)", hint=_SAVE)
        return main.target

    def document(self) -> _Element:
        """Return the main part, parsed.

        Raises:
            BadInput: as `tree`, or it is a spreadsheet or slides.
        """
        root = self.tree(self.main)
        if root.tag != w("document"):
            raise BadInput(f"{self.name} is not a Word document (.docx)", hint=_SAVE)
        return root

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part in self._names

    def read(self, part: str) -> bytes:
        """Return a part as it is.

        Raises:
            BadInput: it is missing, damaged or larger than it says.
        """
        try:
            return self._archive.read(part)
        except _UNREADABLE as error:
            raise BadInput(f"{self.name} is damaged: {part} cannot be read", hint="save it again in Word") from error

    def tree(self, part: str) -> _Element:
        """Return a part as parsed XML.

        Raises:
            BadInput: as `read`, or it is no XML, or declares a document type or entities.
        """
        return parse(self.read(part), self.name, part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return what a part needs; the package's own for an empty name. None where it names none."""
        folder, _, file = part.rpartition("/")
        place = self._named(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        return self._parsed_relations(place) if place in self._names else ()

    def _parsed_relations(self, place: str) -> tuple[Relation, ...]:
        if place not in self._relations:
            self._relations[place] = tuple(self._relations_in(place))
        return self._relations[place]

    def _relations_in(self, place: str) -> Iterator[Relation]:
        folder = posixpath.dirname(posixpath.dirname(place))
        for one in self.tree(place).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            kind, target = (one.get("Type") or "").rpartition("/")[2], one.get("Target") or ""
            external = one.get("TargetMode") == "External"
            if not external:
                target = self._named(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            yield Relation(usual_kind(kind), target, external)

    def _named(self, part: str) -> str:
        """Return the name as the package writes it: case does not tell parts apart, and some write `%20` for a space.

        ISO/IEC 29500 part 2, 6.2.2.
        """
        if part.lower() not in self._by_any_case and "%" in part:
            from urllib.parse import unquote

            part = unquote(part)
        return self._by_any_case.get(part.lower(), part)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the package with other contents in some of its parts; everything else stays as it is."""
        is_strict = STRICT.encode() in in_utf8(self.read("_rels/.rels"))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
            for part in self._archive.infolist():
                entry = zipfile.ZipInfo(part.filename, part.date_time)
                entry.compress_type = part.compress_type
                content = changed.get(part.filename)
                content = strict(content) if content and is_strict else content or self.read(part.filename)
                written.writestr(entry, content)
        return stream.getvalue()


def _wrong_relations(relations: tuple[Relation, ...]) -> Iterator[str]:
    for one in relations:
        if one.kind in _REFUSED_RELATIONS:
            yield _REFUSED_RELATIONS[one.kind]
        elif one.external and one.kind != "hyperlink" and not _local_template(one):
            yield f"it leads a word processor to {one.target[:80]} ({one.kind})"


def _local_template(one: Relation) -> bool:
    """Say whether this names the template on its writer's own disk, as Word notes it in most offices."""
    path = one.target.replace("\\", "/").lower()
    return one.kind == "attachedTemplate" and _ON_OWN_DISK.fullmatch(path) is not None


def in_utf8(data: bytes) -> bytes:
    """Return a part in UTF-8: it may be in UTF-16, too, told by its mark or by the zero beside its first sign.

    Raises:
        ValueError: it is neither.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16")
    elif data[:2] in {b"<\0", b"\0<"}:
        text = data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be")
    else:
        return data
    return _DECLARATION.sub("", text, count=1).encode("utf-8")


def parse(data: bytes, name: str, part: str) -> _Element:
    """Return a part's XML parsed; entities are neither declared nor resolved, and nothing is fetched.

    Raises:
        BadInput: it is no XML, or declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        data = in_utf8(data)
        if b"<!DOCTYPE" in data:
            raise BadInput(f"{name} is refused: {part} declares entities, which no word processor does")
        return etree.fromstring(usual(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"{name} is damaged: {part} is no XML", hint="save it again in Word") from error
