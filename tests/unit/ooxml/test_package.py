"""What is refused before it is opened, and in which words."""

from __future__ import annotations

import io
import tracemalloc
import warnings
import zipfile

import pytest

from pressctl.errors import BadInput
from pressctl.ooxml.package import WordPackage
from tests.word_files import packed, para, relation, word_file


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


def test_the_template_on_its_writers_disk_is_no_reason_to_refuse() -> None:
    template = relation(5, "attachedTemplate", "file:///R:\\TEMPLATES\\House.dotx", "External")
    assert WordPackage(word_file(para("a"), relations=template), "a.docx").main == "word/document.xml"
