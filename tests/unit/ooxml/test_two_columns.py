"""What a translator wrote into a cell, whatever stands around the words."""

from __future__ import annotations

import pytest

from pressctl.model.text import plain
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.two_columns import filled_rows
from tests.word_files import cell, para, row, run, table, word_file

FRAMES = {
    "a simple field": '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
    "another direction": '<w:bdo w:val="rtl">{}</w:bdo>',
    "an embedded direction": '<w:dir w:val="rtl">{}</w:dir>',
    "a content control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "a link without an address": "<w:hyperlink>{}</w:hyperlink>",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_no_word_of_a_translator_is_lost(frame: str) -> None:
    target = cell(para(run("On ") + frame.format(run("24 October")) + run(" in Baku")))
    (filled,) = filled_rows(WordPackage(word_file(table(row("source", target))), "back.docx"))
    assert plain(filled.target) == "On 24 October in Baku"


def test_cells_and_paragraphs_in_content_controls_are_cells_and_paragraphs() -> None:
    control = FRAMES["a content control"]
    held = row("source", cell(para("Words"))).replace("<w:p>", control.partition("{}")[0] + "<w:p>", 1)
    held = held.replace("</w:p>", "</w:p>" + control.partition("{}")[2], 1)
    last = held.rindex("<w:tc>")
    held = held[:last] + control.format(held[last:].removesuffix("</w:tr>")) + "</w:tr>"
    (filled,) = filled_rows(WordPackage(word_file(table(held)), "back.docx"))
    assert (filled.source, plain(filled.target)) == ("source", "Words")
