"""What is refused before it is opened, and in which words."""

from __future__ import annotations

import io
import tracemalloc
import warnings
import zipfile

import pytest

from pressctl.errors import BadInput
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import read_document
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import Way
from tests.word_files import ins, packed, para, relation, run, word_file

_LEADING_AWAY = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + relation(1, "image", "https://example.org/a.png", "External").encode()
    + b"</Relationships>"
)


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        WordPackage(data, "back.docx").document()
    problems = "; ".join(problem.message for problem in caught.value.problems)
    return f"{caught.value.message} {problems}".strip()


def test_an_ordinary_document_is_opened() -> None:
    assert len(WordPackage(word_file(para("a")), "a.docx").document()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not a Word document"),
        (b"PK\x03\x04 broken", "is not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "is not a Word document"),
        (word_file(para("a"), relations=relation(5, "oleObject", "embeddings/a.bin")), "program object (OLE)"),
        (word_file(para("a"), relations=relation(5, "aFChunk", "a.html")), "(altChunk)"),
        (word_file(para("a"), more={"word/vbaProject.bin": b"x"}), "it holds macros"),
        (word_file(para("a"), more={"word/activeX/activeX1.bin": b"x"}), "(ActiveX)"),
        (word_file(para("a"), relations=relation(5, "image", "https://example.org/a.png", "External")), "(image)"),
        (
            word_file(para("a"), relations=relation(5, "attachedTemplate", "https://example.org/a.dotm", "External")),
            "(attachedTemplate)",
        ),
        (
            word_file(para("a"), relations=relation(5, "attachedTemplate", "file://example.org/a.dotm", "External")),
            "(attachedTemplate)",
        ),
        (word_file(para("a"), more={"word/_rels/header1.xml.RELS": _LEADING_AWAY}), "(image)"),
        (
            word_file(para("a"), relations=relation(5, "attachedTemplate", "file:///\\\\h\\a.dotm", "External")),
            "(attached",
        ),
        (
            word_file(para("a"), relations=relation(5, "attachedTemplate", "file:////host/c/a.dotm", "External")),
            "(attachedTemplate)",
        ),
        (word_file(para("a"), more={"WORD/document.xml": b"<x/>"}), "two parts of the same name"),
        (word_file(para("a"), more={f"word/{n}.xml": b"" for n in range(2001)}), "2,000 parts"),
        (word_file(para("a"), more={"word/document.xml": b"<broken"}), "is no XML"),
        (word_file(para("a"), more={"word/document.xml": b"<workbook/>"}), "is not a Word document"),
    ],
)
def test_what_does_harm_or_is_no_document_is_refused_in_words(data: bytes, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    data = word_file(para("a"), more={"word/document.xml": bomb.format(encoding).encode(encoding)})
    assert "declares entities" in refusal(data)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    data = word_file(para("a"), more={"word/document.xml": b"<a>" + b" " * 60_000_000})
    flat = word_file(para("a"), more={"word/document.xml": b"<a>" + b" " * 40_000_000})
    tracemalloc.start()
    assert "unpacks to more than 50 MB" in refusal(data)
    assert "packed as no Word document is" in refusal(flat)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000


def test_a_name_that_stands_twice_is_refused() -> None:
    stream = io.BytesIO(word_file(para("a")))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", b"<x/>")
    assert "two parts of the same name" in refusal(stream.getvalue())


@pytest.mark.parametrize(
    "target",
    [
        "file:///R:\\TEMPLATES\\House.dotx",
        "file:////R:\\TEMPLATES\\House.dotx",
        "file:///Users/elena/Library/House.dotx",
    ],
)
def test_the_template_on_its_writers_disk_is_no_reason_to_refuse(target: str) -> None:
    template = relation(5, "attachedTemplate", target, "External")
    assert WordPackage(word_file(para("a"), relations=template), "a.docx").main == "word/document.xml"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("utf-16-be", b"")],
)
def test_parts_in_utf_16_are_read_in_strict_documents_too(encoding: str, mark: bytes) -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(word_file(para(run("a") + ins("b")), {"comments": ""}))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            for family in ("wordprocessingml", "officeDocument"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{family}/2006/", f"http://purl.oclc.org/ooxml/{family}/"
                )
            parts[name] = mark + f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode(encoding)
    package = WordPackage(packed(parts), "made.docx")
    assert [line.stretches[0].text for line in read_document(package).lines] == ["a"]
    assert package.relations(package.main)[0].kind == "comments"
    again = WordPackage(resolved(package, Way.REJECT), "made.docx")
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in again.read(again.main)


@pytest.mark.parametrize(
    ("named", "written"),
    [
        ("/word/document2.xml", "word/document2.xml"),
        ("./docs/main.xml", "docs/main.xml"),
        ("WORD/Document.xml", "word/document.xml"),
        ("word/my%20document.xml", "word/my document.xml"),
    ],
)
def test_parts_are_found_whatever_their_names(named: str, written: str) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(para("a"), {"footnotes": ""}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"word/document.xml"', f'"{named}"'.encode())
    folder, _, file = written.rpartition("/")
    parts[written] = parts.pop("word/document.xml")
    parts[f"{folder}/_rels/{file}.rels"] = parts.pop("word/_rels/document.xml.rels").replace(
        b'"footnotes.xml"', b'"/WORD/footnotes.xml"'
    )
    package = WordPackage(packed(parts), "made.docx")
    assert package.main == written
    assert [one.target for one in package.relations(written)] == ["word/footnotes.xml"]
