"""The Word document: its words, its marks, its properties, and whether Word would take it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator

from pressctl.errors import BadInput
from pressctl.export.docx.bookmarks import anchors, bookmark_name
from pressctl.export.docx.render import render_docx
from pressctl.export.sheet import (
    ContactBlock,
    ContactEntry,
    Direction,
    Fact,
    Letterhead,
    Look,
    Picture,
    Placed,
    Properties,
    Sheet,
    SheetSection,
    StatusLine,
)
from pressctl.frozen import replace
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
    plain,
)

ROOT = Path(__file__).parents[3]
HOUSE = ROOT / "templates" / "layouts" / "house.docx"
STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = str.maketrans("", "", "\u200e\u200f")
"""Marks of direction, which nobody reads."""


def words(text: str) -> tuple[Inline, ...]:
    return (Words(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(words(text))


def placed(path: str, *blocks: Block) -> tuple[Placed, ...]:
    return tuple(Placed(f"{path}[{number}]", block) for number, block in enumerate(blocks, 1))


def png(path: Path, width: int, height: int) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x60\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    resolution = struct.pack(">IIB", 3937, 3937, 1)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"pHYs", resolution)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph(
        (
            Words("Ministers met "),
            Emphasis(words("informally")),
            Words(" and "),
            Strong((Words("agreed"), Emphasis(words(" at once")))),
            Words(", as the "),
            Foreign("az", words("Milli Məclis")),
            Words(" wrote on "),
            Link("https://example.org/müzakirə?a=1&b=2", words("its site")),
            Words("."),
            LineBreak(),
            Words("The text follows."),
        )
    ),
    Heading(3, words("What was agreed")),
    ItemList(
        ordered=True,
        start=4,
        items=(
            (paragraph("One form for all"), paragraph("in three languages")),
            (paragraph("Shelters by night"), ItemList(False, 1, ((paragraph("in Ganja"),), (paragraph("in Baku"),)))),
        ),
    ),
    Quotation((words("We share a table."), words("That is new.")), Attribution("Leyla Example", "Head of Mission")),
    Quotation((words("No name is given here."),), None),
    Table(
        (words("Region"), words("Places")),
        ((words("Baku"), words("24")), ((Strong(words("Ganja")),), (Link("mailto:a@press.example", words("ask")),))),
    ),
    Table((words("Alone"),), ()),
    Image("media/room.png", "Delegates in a round", "The opening.", "Photo: Example Agency"),
    Heading(1, words("What comes next")),
    paragraph("A report in May."),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    png(tmp_path / "media" / "room.png", 900, 500)
    return tmp_path


@pytest.fixture
def sheet(folder: Path) -> Sheet:
    logos = tuple((png(folder / f"logo{n}.png", 24 + 3 * n, 30), f"Organisation {n}") for n in range(1, 7))
    return Sheet(
        language="en",
        direction=Direction.LTR,
        look=Look("#7A1F3D", "A4"),
        properties=Properties(
            "Six join forces", "en", "Example Press Office", "urn:uuid:0b9c0c2e-55a5-4f0e-9c43-0e0c5f1d8a11", "Release"
        ),
        letterhead=Letterhead("Example Press Office", "Press release", logos),
        status=StatusLine("For immediate release", embargoed=False),
        headline="Six join forces",
        subheadline="One form for all regions",
        dateline="Baku, 4 May 2026",
        dateline_dash=" – ",
        body=placed("body", *EVERY_BLOCK),
        sections=(
            SheetSection(
                "event",
                "The event",
                facts=(
                    Fact("event.start", "When", words("4 May 2026, 10:00")),
                    Fact("event.venue", "Where", words("Example Hall")),
                ),
            ),
            SheetSection(
                "organisers",
                "Organisers",
                items=tuple(
                    Fact(f"organisers[{n}]", f"Organiser {n}", words("the host") if n == 1 else ())
                    for n in range(1, 41)
                ),
            ),
        ),
        end_mark="ENDS",
        boilerplates=(
            SheetSection(
                "boilerplates[1]", "About us", blocks=placed("boilerplates[1].blocks", paragraph("We are six."))
            ),
        ),
        notes=SheetSection(
            "notes", "Notes to editors", blocks=placed("notes", paragraph("Interviews on request."), EVERY_BLOCK[3])
        ),
        pictures=(Picture("media[1]", folder / "media" / "room.png", "The room", "The round table.", None),),
        contact=ContactBlock(
            "Media contact",
            "Phone",
            "E-mail",
            "Languages",
            (
                ContactEntry(
                    "contacts[1]",
                    "Marija Example",
                    "Press Officer",
                    ("+994 12 555 01 02", "+994 50 555 01 03"),
                    "marija@press.example",
                    "English",
                ),
                ContactEntry("contacts[2]", "Rashad Example", "", (), None, ""),
            ),
        ),
        page_of=("Page ", " of ", ""),
        pictures_title="Photographs",
        folder=folder,
    )


@pytest.fixture
def arabic(sheet: Sheet) -> Sheet:
    return replace(
        sheet,
        language="ar",
        direction=Direction.RTL,
        headline="ستة يتفقون في باكو",
        status=StatusLine("محظور النشر حتى 4 مايو 2026، الساعة 10:00", embargoed=True),
        body=placed("body", paragraph("اجتمع الوزراء في Milli Majlis (IOM) واتفقوا."), *EVERY_BLOCK[1:]),
    )


def render(sheet: Sheet) -> bytes:
    return render_docx(sheet, HOUSE, stamped=STAMP)


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def line_of(element: etree._Element) -> str:
    """The words of a paragraph as Word shows them."""
    shown = {f"{W}t": lambda node: node.text or "", f"{W}br": lambda _: "\n", f"{W}tab": lambda _: "\t"}
    runs = [node for node in element.iter() if node.getparent().tag == f"{W}r"]
    return "".join(shown[str(node.tag)](node) for node in runs if node.tag in shown).translate(MARKS)


def lines_of(content: bytes, name: str = "word/document.xml") -> list[str]:
    return [line_of(element) for element in part(content, name).iter(f"{W}p")]


def style_of(element: etree._Element) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    assert style is not None
    return style.get(f"{W}val", "")


def block_lines(block: Block) -> list[str]:
    """What a reader should read of a block, from the model alone."""
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return [plain(inlines)]
        case ItemList(items=items):
            return [line for item in items for inner in item for line in block_lines(inner)]
        case Quotation(paragraphs, by):
            said = [f"{by.name}, {by.title}"] if by else []
            return [*map(plain, paragraphs), *said]
        case Table(header, rows):
            return [plain(cell) for row in (header, *rows) for cell in row]
        case Image(caption=caption, credit=credit):
            return [" ".join(part for part in (caption, credit) if part)]


def expected_lines(sheet: Sheet) -> list[str]:
    body = [line for item in sheet.body for line in block_lines(item.block)]
    lines = [sheet.status.text, sheet.headline, sheet.subheadline or ""]
    lines += [f"{sheet.dateline}{sheet.dateline_dash}{body[0]}", *body[1:]]
    for section in sheet.sections:
        lines.append(section.title)
        lines += [f"{fact.label}:\t{plain(fact.value)}" for fact in section.facts]
        lines += [f"{item.label} – {plain(item.value)}" if item.value else item.label for item in section.items]
    lines.append(sheet.end_mark)
    for section in (*sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        lines += [section.title, *(line for item in section.blocks for line in block_lines(item.block))]
    lines.append(sheet.pictures_title)
    lines += [picture.caption or "" for picture in sheet.pictures]
    lines += [
        "Media contact",
        "Marija Example, Press Officer",
        "Phone:\t+994 12 555 01 02, +994 50 555 01 03",
        "E-mail:\tmarija@press.example",
        "Languages:\tEnglish",
        "Rashad Example",
    ]
    return lines


def faults(content: bytes, folder: Path) -> list[str]:
    file = folder / "written.docx"
    file.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(file).errors]


class TestWords:
    def test_read_back_in_order_the_document_says_what_the_sheet_says(self, sheet: Sheet) -> None:
        read = [line for line in lines_of(render(sheet)) if line]
        assert read == expected_lines(sheet)

    def test_arabic_says_the_same_words_as_its_sheet(self, arabic: Sheet) -> None:
        assert [line for line in lines_of(render(arabic)) if line] == expected_lines(arabic)

    def test_no_paragraph_is_empty_but_where_two_tables_would_join(self, sheet: Sheet) -> None:
        document = part(render(sheet))
        empty = [
            element
            for element in document.iter(f"{W}p")
            if not line_of(element) and element.find(f".//{W}drawing") is None
        ]
        assert len(empty) == 1
        before, after = empty[0].getprevious(), empty[0].getnext()
        assert before is not None
        assert after is not None
        assert before.tag == after.tag == f"{W}tbl"

    def test_a_release_that_begins_with_a_quotation_sets_its_dateline_alone(self, sheet: Sheet) -> None:
        document = replace(sheet, body=placed("body", EVERY_BLOCK[4]))
        assert lines_of(render(document))[3:5] == ["Baku, 4 May 2026", "No name is given here."]

    def test_without_contact_notes_or_pictures_nothing_stands_in_their_place(self, sheet: Sheet) -> None:
        short = replace(sheet, contact=None, notes=None, pictures=(), boilerplates=(), subheadline=None)
        assert lines_of(render(short))[-1] == "ENDS"


class TestHeadings:
    def test_headings_nest_from_one_headline_without_a_gap(self, sheet: Sheet) -> None:
        levels = {"Heading1": 1, "Heading2": 2, "Heading3": 3, "PressSmallHeading": 2, "PressContactHeading": 2}
        found = [levels[name] for p in part(render(sheet)).iter(f"{W}p") if (name := style_of(p)) in levels]
        assert found[0] == 1
        assert found.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(found))

    def test_the_headline_is_the_real_heading_1(self, sheet: Sheet) -> None:
        headline = next(p for p in Document(io.BytesIO(render(sheet))).paragraphs if p.text == "Six join forces")
        assert headline.style is not None
        assert headline.style.name == "Heading 1"


class TestBookmarks:
    def test_every_anchor_has_exactly_one_hidden_bookmark(self, sheet: Sheet) -> None:
        found = [mark.get(f"{W}name") for mark in part(render(sheet)).iter(f"{W}bookmarkStart")]
        assert sorted(found) == sorted(anchors(sheet))
        assert len(found) == len(set(found))

    def test_every_bookmark_ends_once_after_it_began(self, sheet: Sheet) -> None:
        order = [
            (str(node.tag).removeprefix(f"{W}bookmark"), node.get(f"{W}id"))
            for node in part(render(sheet)).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")
        ]
        assert order
        for number in {number for _, number in order}:
            assert [kind for kind, other in order if other == number] == ["Start", "End"]

    def test_a_bookmark_leads_to_the_words_of_its_anchor(self, sheet: Sheet) -> None:
        starts = {mark.get(f"{W}name"): mark for mark in part(render(sheet)).iter(f"{W}bookmarkStart")}
        said = {
            "headline": "Six join forces",
            "body[3].item2": "Shelters by night",
            "body[3].item2.block2.item1": "in Ganja",
            "body[4].paragraph2": "That is new.",
            "body[4].attribution": "Leyla Example, Head of Mission",
            "body[6].r3c1": "Ganja",
            "event.venue": "Where:\tExample Hall",
            "organisers[40]": "Organiser 40",
            "contacts[2]": "Rashad Example",
        }
        for anchor, line in said.items():
            holder = starts[bookmark_name(anchor)].getparent()
            assert holder is not None
            assert line_of(holder) == line

    def test_two_parts_with_one_anchor_share_its_bookmark(self, sheet: Sheet) -> None:
        twice = (Fact("project.name", "Project", words("ECAT")), Fact("project.name", "Acronym", words("E")))
        shared = replace(sheet, sections=(SheetSection("project", "Project", facts=twice),))
        marks = [mark.get(f"{W}name") for mark in part(render(shared)).iter(f"{W}bookmarkStart")]
        assert marks.count("_pc_project_name") == 1


class TestStructure:
    def test_bullets_numbers_and_organisers_are_real_lists(self, sheet: Sheet) -> None:
        content = render(sheet)
        document = Document(io.BytesIO(content))
        numbered = {style.style_id for style in document.styles if style.element.find(f".//{W}numPr") is not None}
        items = [p for p in part(content).iter(f"{W}p") if style_of(p) in {"PressItem", "PressListNumber"}]
        assert len(items) == 42
        assert {style_of(p) for p in items} <= numbered

    def test_an_ordered_list_counts_from_its_own_start(self, sheet: Sheet) -> None:
        content = render(sheet)
        used = part(content).find(f".//{W}numPr/{W}numId")
        assert used is not None
        numbers = part(content, "word/numbering.xml").findall(f"{W}num")
        chosen = next(num for num in numbers if num.get(f"{W}numId") == used.get(f"{W}val"))
        start = chosen.find(f"{W}lvlOverride/{W}startOverride")
        assert start is not None
        assert start.get(f"{W}val") == "4"

    def test_lists_deeper_than_word_counts_stay_on_its_last_level(self, sheet: Sheet, folder: Path) -> None:
        nested: Block = paragraph("the bottom")
        for _ in range(12):
            nested = ItemList(True, 1, ((paragraph("a step down"), nested),))
        content = render(replace(sheet, body=placed("body", paragraph("The lead."), nested)))
        levels = [int(level.get(f"{W}val", "")) for level in part(content).iter(f"{W}ilvl")]
        assert max(levels) == 8
        assert faults(content, folder) == []

    def test_a_table_repeats_its_header_and_splits_no_row(self, sheet: Sheet) -> None:
        table = part(render(sheet)).find(f".//{W}tbl")
        assert table is not None
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)

    def test_every_picture_is_inline_and_says_what_it_shows(self, sheet: Sheet) -> None:
        content = render(sheet)
        names = ("word/document.xml", "word/header1.xml")
        shown = [d.get("descr") for name in names for d in part(content, name).iter("{*}docPr")]
        assert shown == ["Delegates in a round", "The room", *(f"Organisation {n}" for n in range(1, 7))]
        assert not any(True for name in names for _ in part(content, name).iter("{*}anchor", f"{W}txbxContent"))

    def test_logos_have_one_height_and_fit_the_line(self, sheet: Sheet) -> None:
        extents = part(render(sheet), "word/header1.xml").iter("{*}extent")
        sizes = [(int(extent.get("cx", "0")), int(extent.get("cy", "0"))) for extent in extents]
        assert len({height for _, height in sizes}) == 1
        assert sum(width for width, _ in sizes) < 160 * 36_000

    def test_no_picture_is_wider_than_the_column(self, sheet: Sheet, folder: Path) -> None:
        png(folder / "media" / "room.png", 4000, 900)
        widths = [int(extent.get("cx", "0")) for extent in part(render(sheet)).iter("{*}extent")]
        assert abs(max(widths) - 160 * 36_000) < 1000

    def test_links_are_real_and_written_as_uris(self, sheet: Sheet) -> None:
        content = render(sheet)
        link = part(content).find(f".//{W}hyperlink")
        assert link is not None
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            relations = archive.read("word/_rels/document.xml.rels").decode()
        assert 'Target="https://example.org/m%C3%BCzakir%C9%99?a=1&amp;b=2" TargetMode="External"' in relations
        assert "mailto:marija@press.example" in relations

    def test_foreign_words_carry_their_language(self, sheet: Sheet) -> None:
        run = next(r for r in part(render(sheet)).iter(f"{W}r") if r.findtext(f"{W}t") == "Milli Məclis")
        language = run.find(f"{W}rPr/{W}lang")
        assert language is not None
        assert language.get(f"{W}val") == "az-Latn-AZ"

    def test_the_contact_block_holds_together_to_its_last_line(self, sheet: Sheet) -> None:
        block = [p for p in part(render(sheet)).iter(f"{W}p") if style_of(p).startswith("PressContact")]
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in block[:-1])
        assert block[-1].find(f"{W}pPr/{W}keepNext") is None

    def test_words_keep_with_who_said_them(self, sheet: Sheet) -> None:
        last = next(p for p in part(render(sheet)).iter(f"{W}p") if line_of(p) == "That is new.")
        assert last.find(f"{W}pPr/{W}keepNext") is not None


class TestFurniture:
    def test_the_footer_counts_pages_with_fields(self, sheet: Sheet) -> None:
        for name in ("word/footer1.xml", "word/footer2.xml"):
            footer = part(render(sheet), name)
            assert [code.text for code in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
            assert lines_of(render(sheet), name) == ["Example Press Office\tPage 1 of 1"]

    def test_the_letterhead_stands_on_the_first_page_and_the_headline_on_the_others(self, sheet: Sheet) -> None:
        content = render(sheet)
        assert lines_of(content, "word/header1.xml")[0].endswith("\tPress release")
        assert lines_of(content, "word/header2.xml") == ["Six join forces"]

    def test_an_embargo_stands_on_every_page(self, sheet: Sheet) -> None:
        held = replace(sheet, status=StatusLine("Embargoed until 4 May, 10:00", embargoed=True))
        content = render(held)
        assert lines_of(content)[0] == "Embargoed until 4 May, 10:00"
        assert lines_of(content, "word/header2.xml") == ["Embargoed until 4 May, 10:00", "Six join forces"]

    def test_without_logos_the_office_is_named(self, sheet: Sheet) -> None:
        plain_head = replace(sheet, letterhead=Letterhead("Example Press Office", "Press release"))
        assert lines_of(render(plain_head), "word/header1.xml") == ["Example Press Office\tPress release"]

    def test_a_long_name_of_the_office_leaves_the_kind_of_document_whole_on_a_line_of_its_own(
        self, sheet: Sheet
    ) -> None:
        name = "Mission of the International Example Organization to Azerbaijan"
        long_head = replace(sheet, letterhead=Letterhead(name, "Press release"))
        assert lines_of(render(long_head), "word/header1.xml") == [name, "\tPress release"]

    def test_logos_that_would_be_too_small_get_a_line_of_their_own(self, sheet: Sheet, folder: Path) -> None:
        wide = tuple((png(folder / f"wide{n}.png", 120, 30), f"Wide {n}") for n in range(6))
        crowded = replace(sheet, letterhead=Letterhead("Example Press Office", "Press release", wide))
        lines = lines_of(render(crowded), "word/header1.xml")
        assert lines == ["\t" * 5, "Example Press Office\tPress release"]


class TestRightToLeft:
    def test_every_paragraph_the_page_and_the_tables_run_from_the_right(self, arabic: Sheet) -> None:
        document = part(render(arabic))
        assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in document.iter(f"{W}p"))
        assert document.find(f"{W}body/{W}sectPr/{W}bidi") is not None
        assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in document.iter(f"{W}tbl"))

    def test_latin_names_stay_whole_inside_arabic(self, arabic: Sheet) -> None:
        lead = next(p for p in part(render(arabic)).iter(f"{W}p") if style_of(p) == "PressLead")
        ways = {r.findtext(f"{W}t"): r.find(f"{W}rPr/{W}rtl") is not None for r in lead.iter(f"{W}r")}
        assert ways["اجتمع الوزراء في "] is True
        assert ways["Milli Majlis (IOM)"] is False

    def test_the_quotation_rule_moves_to_the_reading_side(self, arabic: Sheet, sheet: Sheet) -> None:
        for document, side in ((sheet, "left"), (arabic, "right")):
            styles = part(render(document), "word/styles.xml")
            quotation = next(s for s in styles if s.get(f"{W}styleId") == "PressQuotation")
            borders = quotation.find(f"{W}pPr/{W}pBdr")
            assert borders is not None
            assert [border.tag for border in borders] == [f"{W}{side}"]

    def test_no_space_is_set_between_arabic_letters(self, arabic: Sheet) -> None:
        styles = part(render(arabic), "word/styles.xml")
        assert not styles.findall(f".//{W}rPr/{W}spacing")

    def test_the_language_of_the_document_is_arabic(self, arabic: Sheet) -> None:
        content = render(arabic)
        language = part(content, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
        assert language is not None
        assert language.get(f"{W}bidi") == language.get(f"{W}val") == "ar-SA"


class TestFile:
    def test_word_would_take_it(self, sheet: Sheet, folder: Path) -> None:
        assert faults(render(sheet), folder) == []

    def test_word_would_take_arabic(self, arabic: Sheet, folder: Path) -> None:
        assert faults(render(arabic), folder) == []

    def test_word_would_take_the_shortest_release_on_letter_paper(self, sheet: Sheet, folder: Path) -> None:
        short = replace(
            sheet,
            look=Look(paper="Letter"),
            headline="A headline that is far too long for one line of the page " * 3,
            letterhead=Letterhead("Office", "Press release"),
            body=(),
            sections=(),
            boilerplates=(),
            notes=None,
            pictures=(),
            contact=None,
            subheadline=None,
        )
        content = render(short)
        size = part(content).find(f".//{W}pgSz")
        assert size is not None
        assert size.get(f"{W}w") == "12240"
        assert faults(content, folder) == []

    def test_word_would_take_a_release_that_ends_in_a_table(self, sheet: Sheet, folder: Path) -> None:
        notes = SheetSection("notes", "Notes", blocks=placed("notes", EVERY_BLOCK[5]))
        assert faults(render(replace(sheet, notes=notes, pictures=(), contact=None)), folder) == []

    def test_the_same_sheet_gives_the_same_bytes(self, sheet: Sheet) -> None:
        assert render(sheet) == render(sheet)

    def test_the_stamp_may_be_in_any_zone(self, sheet: Sheet) -> None:
        baku = STAMP.astimezone(timezone(timedelta(hours=4)))
        assert render_docx(sheet, HOUSE, stamped=baku) == render(sheet)

    def test_properties_are_the_release_s_and_nobody_else_s(self, sheet: Sheet) -> None:
        core = Document(io.BytesIO(render(sheet))).core_properties
        assert (core.title, core.subject, core.language) == ("Six join forces", "Release", "en")
        assert core.author == core.last_modified_by == "Example Press Office"
        assert core.identifier == "urn:uuid:0b9c0c2e-55a5-4f0e-9c43-0e0c5f1d8a11"
        assert (core.keywords, core.comments, core.revision) == ("", "", 1)
        assert core.created == core.modified == STAMP

    def test_nothing_tells_of_the_library_or_of_another_time(self, sheet: Sheet) -> None:
        with zipfile.ZipFile(io.BytesIO(render(sheet))) as archive:
            everything = b"\n".join(archive.read(name) for name in archive.namelist())
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not any("customXml" in name or "comments" in name for name in archive.namelist())
        for trace in (b"python", b"Steve Canny", b"2013", b"rsid", b"<w:ins ", b"<w:del ", b"Company"):
            assert trace not in everything

    def test_settings_announce_no_old_word_and_hyphenate_nothing(self, sheet: Sheet) -> None:
        settings = part(render(sheet), "word/settings.xml")
        mode = next(s for s in settings.iter(f"{W}compatSetting") if s.get(f"{W}name") == "compatibilityMode")
        hyphenation = settings.find(f"{W}autoHyphenation")
        assert mode.get(f"{W}val") == "15"
        assert hyphenation is not None
        assert hyphenation.get(f"{W}val") == "0"

    def test_lines_take_the_office_s_colour_and_words_one_that_can_be_read(self, sheet: Sheet) -> None:
        yellow = render(replace(sheet, look=Look("#FFD500")))
        styles = {s.get(f"{W}styleId"): s for s in part(yellow, "word/styles.xml").iter(f"{W}style")}
        rule = styles["PressQuotation"].find(f".//{W}pBdr/{W}left")
        link = styles["Hyperlink"].find(f".//{W}color")
        assert rule is not None
        assert link is not None
        assert rule.get(f"{W}color") == "FFD500"
        assert link.get(f"{W}val") != "FFD500"


class TestGolden:
    """Style by style, line by line: a change of the page shows here before anybody prints it."""

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_the_page_is_set_as_it_was(self, language: str, sheet: Sheet, arabic: Sheet) -> None:
        content = render(arabic if language == "ar" else sheet)
        outline = "".join(f"{style_of(p)}: {line_of(p)!r}\n" for p in part(content).iter(f"{W}p"))
        golden = ROOT / "tests" / "golden" / "docx" / f"every-block.{language}.txt"
        assert outline == golden.read_text(encoding="utf-8")


class TestBadInput:
    def test_a_picture_that_is_none_is_refused_by_name(self, sheet: Sheet, folder: Path) -> None:
        (folder / "media" / "room.png").write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
        with pytest.raises(BadInput, match=r"room\.png is damaged"):
            render(sheet)

    def test_a_missing_picture_is_refused_by_name(self, sheet: Sheet, folder: Path) -> None:
        (folder / "media" / "room.png").unlink()
        with pytest.raises(BadInput, match=r"room\.png cannot be read"):
            render(sheet)
