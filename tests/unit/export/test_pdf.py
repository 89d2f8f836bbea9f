"""The PDF: its words, its tags, its letters, and what it refuses."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from unicodedata import category

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.pdf.render import render_pdf
from pressctl.export.sheet import ContactEntry, Fact, Letterhead, Look, Placed, Sheet, SheetSection, StatusLine
from pressctl.frozen import replace
from pressctl.model.release import Edition
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    block_text,
    plain,
)

HOUSE = Path(__file__).parents[3] / "templates" / "layouts" / "house.typ"
STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
HOSTILE = '#eval("1+1") $x^2$ @ref <label> \\ \\u{41} // gone /* gone */ *bold* _it_ `raw` = head #panic() [x] {y} ~ \''
LABELLED = (Words("the site"),)
EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph(
        (
            Words("Ministers met "),
            Emphasis((Words("informally"),)),
            Words(" and "),
            Strong((Words("agreed"),)),
            Words(", as the "),
            Foreign("az", (Words("Milli Məclis"),)),
            Words(" and "),
            Foreign("ar", (Words("المكتب"),)),
            Words(" wrote on "),
            Link("https://example.org/müzakirə?a=1", LABELLED),
            Words("."),
            LineBreak(),
            Words("The text follows."),
        )
    ),
    Heading(3, (Words("What was agreed"),)),
    ItemList(
        ordered=True,
        start=4,
        items=(
            (Paragraph((Words("One form"),)),),
            (Paragraph((Words("Shelters"),)), ItemList(False, 1, ((Paragraph((Words("in Ganja"),)),),))),
        ),
    ),
    Quotation(((Words("We share a table."),),), Attribution("Leyla Example", "Head of Mission")),
    Table(((Words("Region"),), (Words("Places"),)), (((Words("Baku"),), (Words("24"),)),)),
    Image("media/table.png", "Delegates in a round", "The opening."),
)


def placed(*blocks: Block) -> tuple[Placed, ...]:
    return tuple(Placed(f"body[{number}]", block) for number, block in enumerate(blocks, 1))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Words(text),))


def render(sheet: Sheet, layout: Path = HOUSE) -> bytes:
    return render_pdf(sheet, layout, stamped=STAMP)


Read = Callable[[bytes], str]


@pytest.fixture
def read(program: Callable[[str], str], tmp_path: Path) -> Read:
    """Return what reads the words of a PDF in the order in which they stand in it."""
    pdftotext = program("pdftotext")

    def words(content: bytes) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(content)
        command = [pdftotext, "-raw", "-enc", "UTF-8", str(file), "-"]
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
        return re.sub(r"\s+", " ", "".join(c for c in shown if category(c) != "Cf"))

    return words


def sheet_texts(sheet: Sheet) -> Iterator[str]:
    """What a reader should find on the sheet, in its order, from the model alone."""
    yield from (sheet.letterhead.document, sheet.status.text, sheet.headline, sheet.subheadline or "", sheet.dateline)
    yield from (line for item in sheet.body for line in shown(item.block))
    for section in sheet.sections:
        yield section.title
        for fact in (*section.facts, *section.items):
            yield from (fact.label, plain(fact.value))
    yield sheet.end_mark
    for section in (*sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        yield section.title
        yield from (line for item in section.blocks for line in shown(item.block))
    yield from (picture.caption or "" for picture in sheet.pictures)
    for entry in sheet.contact.entries if sheet.contact else ():
        yield from (entry.name, entry.role, *entry.phones, entry.email or "", entry.languages)


def shown(block: Block) -> list[str]:
    if isinstance(block, Image):
        return [block.caption or "", block.credit or ""]
    return re.split(r"[\n\t]", block_text(block))


def tags(content: bytes) -> list[DictionaryObject]:
    """Return every element of the structure tree, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))

    walk(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def box_of(tag: DictionaryObject) -> list[float]:
    (box,) = (attributes["/BBox"] for attributes in tag["/A"] if "/BBox" in attributes)
    return [float(edge) for edge in box]


def kinds(content: bytes) -> list[str]:
    return [str(tag["/S"]) for tag in tags(content)]


class TestWords:
    @pytest.mark.parametrize("language", ["en", "az", "ru", "fr"])
    def test_read_in_order_the_pdf_says_what_the_sheet_says(
        self, language: str, composed: Callable[..., Sheet], edition: Edition, read: Read
    ) -> None:
        sheet = composed(replace(edition, language=language, body=(*edition.body, *EVERY_BLOCK)))
        text = re.sub(r"[\s\u00a0]+", "", read(render(sheet)))
        position = 0
        for part in sheet_texts(sheet):
            wanted = re.sub(r"\s+", "", part)
            if "المكتب" in wanted:
                continue
            found = text.find(wanted, position)
            assert found >= 0, part
            position = found

    def test_arabic_letters_are_those_of_the_sheet(
        self, composed: Callable[..., Sheet], edition: Edition, read: Read
    ) -> None:
        words = "اجتمع الوزراء في باكو لبحث مكافحة الاتجار بالبشر"
        sheet = composed(replace(edition, language="ar", headline=words, body=(paragraph(words),)))
        text = Counter(read(render(sheet)))
        letters = Counter(letter for part in sheet_texts(sheet) for letter in part if category(letter) == "Lo")
        assert sum(letters.values()) > 200
        assert {letter: (n, text[letter]) for letter, n in letters.items() if text[letter] < n} == {}
        found = set(read(render(sheet)).split())
        assert {"اجتمع", "الوزراء", "لبحث", "مكافحة"} <= found

    def test_nothing_that_a_release_says_becomes_a_command(self, sheet: Sheet, read: Read) -> None:
        name = Fact("organisers[1]", HOSTILE, (Words(HOSTILE),))
        hostile = replace(
            sheet,
            headline=HOSTILE,
            subheadline=HOSTILE,
            status=StatusLine(HOSTILE, embargoed=True),
            properties=replace(sheet.properties, title=HOSTILE, author=HOSTILE),
            body=placed(paragraph(HOSTILE), Quotation(((Words(HOSTILE),),), Attribution(HOSTILE, HOSTILE))),
            sections=(SheetSection("organisers", HOSTILE, facts=(name,), items=(name,)),),
        )
        content = render(hostile)
        assert re.sub(r"\s+", "", read(content)).count(re.sub(r"\s+", "", HOSTILE)) >= 10
        assert PdfReader(io.BytesIO(content)).metadata.title == HOSTILE

    def test_a_link_that_is_not_allowed_keeps_its_words_alone(self, sheet: Sheet) -> None:
        trap = replace(sheet, body=placed(Paragraph((Link("javascript:alert(1)", (Words("a trap"),)),))), sections=())
        assert b"javascript:" not in render(trap)

    def test_marks_that_nobody_sees_need_no_letter(self, sheet: Sheet, read: Read) -> None:
        marks = "a\u200e\u200f\u200b\u200c\u200d\u2060\u2066\u2067\u2069\u061c\u00ad\ufeff\ufe0fb"
        assert "ab" in read(render(replace(sheet, body=placed(paragraph("x"), paragraph(marks)))))


class TestTags:
    def test_it_is_tagged_and_has_title_language_author_and_time(self, sheet: Sheet) -> None:
        document = PdfReader(io.BytesIO(render(sheet)))
        root = document.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert document.metadata.title == sheet.properties.title
        assert document.metadata.author == "Example Press Office"
        assert document.metadata.creation_date == STAMP
        assert sheet.properties.identifier in document.metadata["/Keywords"]
        assert b"pdfuaid" in root["/Metadata"].get_data()

    def test_every_kind_of_block_has_its_tag(self, sheet: Sheet) -> None:
        found = kinds(render(replace(sheet, body=placed(*EVERY_BLOCK))))
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/BlockQuote", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(
            found
        )
        assert found.count("/H1") == 1

    def test_headings_nest_without_a_gap(self, sheet: Sheet) -> None:
        body = placed(paragraph("x"), *(Heading(level, (Words(f"Level {level}"),)) for level in (3, 3, 1, 4)))
        levels = [int(kind[2:]) for kind in kinds(render(replace(sheet, body=body))) if re.fullmatch(r"/H\d", kind)]
        assert levels[:5] == [1, 2, 3, 2, 3]

    def test_pictures_and_logos_say_what_they_show(self, sheet: Sheet) -> None:
        described = {str(tag["/Alt"]) for tag in tags(render(sheet)) if tag["/S"] == "/Figure"}
        assert {"Example Mission", "A round table", "An empty hall"} <= described

    def test_foreign_words_carry_their_language(self, sheet: Sheet) -> None:
        pages = PdfReader(io.BytesIO(render(replace(sheet, body=placed(*EVERY_BLOCK))))).pages
        content = b"".join(page.get_contents().get_data() for page in pages)
        assert {b"en", b"az", b"ar"} == set(re.findall(rb"/Lang\(([a-z-]+)\)", content))

    def test_arabic_is_the_language_of_an_arabic_document(
        self, composed: Callable[..., Sheet], edition: Edition
    ) -> None:
        document = PdfReader(io.BytesIO(render(composed(replace(edition, language="ar")))))
        assert document.trailer["/Root"]["/Lang"] == "ar"
        assert document.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"

    def test_links_are_real_and_written_as_uris(self, sheet: Sheet) -> None:
        pages = PdfReader(io.BytesIO(render(replace(sheet, body=placed(*EVERY_BLOCK))))).pages
        targets = {note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", ())}
        assert {"https://example.org/m%C3%BCzakir%C9%99?a=1", "mailto:press@example.org"} <= targets


class TestPages:
    def test_a_long_table_repeats_its_header_on_every_page(self, sheet: Sheet, read: Read) -> None:
        row = ((Words("Baku"),), (Words("words " * 12),))
        table = Table(((Words("REGIONHEAD"),), (Words("Places"),)), (row,) * 90)
        content = render(replace(sheet, body=placed(table)))
        assert len(PdfReader(io.BytesIO(content)).pages) >= 4
        assert read(content).count("REGIONHEAD") >= 3
        assert kinds(content).count("/TR") == 91

    def test_forty_items_are_one_list(self, sheet: Sheet) -> None:
        items = tuple((paragraph(f"Item {number}"),) for number in range(1, 41))
        content = render(replace(sheet, body=placed(ItemList(False, 1, items)), sections=()))
        assert kinds(content).count("/LI") == 40
        assert kinds(content).count("/L") == 1

    def test_six_logos_stand_in_one_row_of_equal_height(self, sheet: Sheet, workspace: Workspace) -> None:
        logos = tuple((workspace.root / "mission.png", f"Organisation {number}") for number in range(1, 7))
        content = render(replace(sheet, letterhead=Letterhead("Office", "Press release", logos), pictures=(), body=()))
        boxes = [box_of(tag) for tag in tags(content) if tag["/S"] == "/Figure"]
        assert len(boxes) == 6
        assert len({(round(box[1]), round(box[3])) for box in boxes}) == 1
        assert [box[0] for box in boxes] == sorted(box[0] for box in boxes)

    def test_the_embargo_and_the_number_stand_on_every_page(self, sheet: Sheet, read: Read) -> None:
        body = placed(*(paragraph("A sentence of some length. " * 20) for _ in range(12)))
        content = render(replace(sheet, body=body, status=StatusLine("Embargoed until 4 May", embargoed=True)))
        pages = len(PdfReader(io.BytesIO(content)).pages)
        text = read(content)
        assert pages >= 3
        assert text.count("Embargoed until 4 May") == pages
        assert all(re.search(rf"{number} of {pages}", text) for number in range(1, pages + 1))

    def test_a_word_too_long_for_the_line_is_parted_and_not_lost(self, sheet: Sheet, read: Read) -> None:
        word = "x" * 400
        content = render(replace(sheet, body=placed(paragraph(word))))
        assert word in read(content).replace(" ", "")

    def test_contacts_too_many_for_a_page_go_on_the_next(self, sheet: Sheet, read: Read) -> None:
        assert sheet.contact is not None
        entries = tuple(
            ContactEntry(f"contacts[{n}]", f"Contact{n} Example", "Press", ("+994 12 555 01 00",), None, "English")
            for n in range(1, 41)
        )
        assert "Contact40 Example" in read(render(replace(sheet, contact=replace(sheet.contact, entries=entries))))

    def test_letter_paper_is_taken(self, sheet: Sheet) -> None:
        page = PdfReader(io.BytesIO(render(replace(sheet, look=Look(paper="Letter"))))).pages[0]
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)

    def test_the_shortest_release_is_one_page(self, sheet: Sheet) -> None:
        short = replace(
            sheet, body=(), sections=(), boilerplates=(), notes=None, pictures=(), contact=None, subheadline=None,
            letterhead=Letterhead("Office", "Press release"),
        )  # fmt: skip
        assert len(PdfReader(io.BytesIO(render(short))).pages) == 1


class TestFile:
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_the_same_sheet_gives_the_same_bytes(
        self, language: str, composed: Callable[..., Sheet], edition: Edition
    ) -> None:
        sheet = composed(replace(edition, language=language))
        assert render(sheet) == render(sheet)

    def test_the_stamp_may_be_in_any_zone(self, sheet: Sheet) -> None:
        baku = STAMP.astimezone(timezone(timedelta(hours=4)))
        assert render_pdf(sheet, HOUSE, stamped=baku) == render(sheet)

    def test_it_is_a_member_of_the_family(self, sheet: Sheet) -> None:
        assert EXPORTERS[Format.PDF].render(sheet, None, STAMP) == render(sheet)


class TestRefusals:
    def test_a_character_that_no_font_has_is_named_with_its_place(self, sheet: Sheet) -> None:
        with pytest.raises(BadInput) as refused:
            render(replace(sheet, body=placed(paragraph("Fine."), paragraph("Here 中 and 中."))))
        assert "U+4E2D" in refused.value.message
        assert "body[2]" in refused.value.message
        assert refused.value.hint

    def test_all_such_characters_are_named_at_once(self, sheet: Sheet) -> None:
        entry = Fact("speakers[1]", "何", (Words("x"),))
        with pytest.raises(BadInput) as refused:
            render(replace(sheet, headline="中文", sections=(SheetSection("speakers", "Speakers", items=(entry,)),)))
        assert [problem.where for problem in refused.value.problems] == ["headline", "headline", "speakers[1]"]

    def test_a_release_without_a_headline_is_refused(self, sheet: Sheet) -> None:
        with pytest.raises(BadInput, match="headline"):
            render(replace(sheet, headline=" "))

    def test_a_damaged_picture_is_named(self, sheet: Sheet, workspace: Workspace) -> None:
        file = workspace.root / "releases" / "joint" / "media" / "hall.png"
        file.write_bytes(file.read_bytes()[:40])
        with pytest.raises(BadInput, match=r"hall\.png"):
            render(sheet)

    def test_an_error_in_the_office_s_layout_has_file_and_line(self, sheet: Sheet, workspace: Workspace) -> None:
        layout = workspace.templates / "layouts" / "house.typ"
        layout.parent.mkdir(parents=True)
        layout.write_text('#set document(title: "x")\n\n#nothing\n', encoding="utf-8")
        with pytest.raises(BadInput) as refused:
            EXPORTERS[Format.PDF].render(sheet, workspace, STAMP)
        assert refused.value.problems[0].place() == "layouts/house.typ:3"

    def test_the_office_s_own_layout_wins(self, sheet: Sheet, workspace: Workspace, read: Read) -> None:
        layout = workspace.templates / "layouts" / "house.typ"
        layout.parent.mkdir(parents=True)
        layout.write_text(
            '#set document(title: "x")\n#set text(font: "Noto Sans")\n#json(bytes(sys.inputs.sheet)).title, our way\n',
            encoding="utf-8",
        )
        assert f"{sheet.headline}, our way" in read(EXPORTERS[Format.PDF].render(sheet, workspace, STAMP))


EMPTY = ((), ())
ODD: dict[str, Block] = {
    "no words": Paragraph(()),
    "no items": ItemList(False, 1, ()),
    "an empty item": ItemList(False, 1, ((),)),
    "a heading without words": Heading(1, ()),
    "empty cells": Table(EMPTY, (EMPTY,)),
    "nobody's silence": Quotation((), None),
    "a name without words": Quotation((), Attribution("A", None)),
    "lists in lists": ItemList(True, 0, ((paragraph("a"), ItemList(True, 9, ((Heading(1, ()), EVERY_BLOCK[4]),))),)),
    "a picture without a description": Image("media/table.png", ""),
    "a quotation of many pages": Quotation(((Words("word " * 3000),),), Attribution("A", "b")),
    "a cell of many pages": Table(((Words("h"),),), (((Words("word " * 3000),),),)),
    "languages of every form": Paragraph(
        tuple(Foreign(code, (Words("x"),)) for code in ("zh-Hant", "az-Arab-IR", "sr-Latn", "pt-BR", "es-419", "i-x"))
    ),
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("block", ODD.values(), ids=ODD)
def test_a_block_of_any_shape_is_set(
    block: Block, language: str, composed: Callable[..., Sheet], edition: Edition
) -> None:
    sheet = composed(replace(edition, language=language))
    assert render(replace(sheet, body=placed(paragraph("x"), block, paragraph("y")))).startswith(b"%PDF")


def test_words_are_data_to_the_last_inline(sheet: Sheet, read: Read) -> None:
    inlines: tuple[Inline, ...] = (Strong((Emphasis((Words(HOSTILE),)),)), Foreign("az", (Words(HOSTILE),)))
    text = read(render(replace(sheet, body=placed(Paragraph(inlines), Table((inlines,), ((inlines,),))))))
    assert re.sub(r"\s+", "", text).count(re.sub(r"\s+", "", HOSTILE)) == 6
