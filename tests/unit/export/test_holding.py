"""No page of a document begins with a media contact, an end mark or half of an event."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from pressctl.export.docx.render import render_docx
from pressctl.export.holding import comes_with_contact, comes_with_end_mark, ends_at_contact, stays_whole
from pressctl.export.layouts import HOUSE_LAYOUT, layout
from pressctl.export.pdf.render import render_pdf
from pressctl.export.sheet import Placed, Sheet
from pressctl.frozen import replace
from pressctl.model.release import Edition
from pressctl.model.text import Block, Heading, Image, ItemList, Paragraph, Table, Words

HOUSE = Path(__file__).parents[3] / "templates" / "layouts" / "house.typ"
STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)


def placed(*blocks: Block) -> tuple[Placed, ...]:
    return tuple(Placed(f"body[{number}]", block) for number, block in enumerate(blocks, 1))


def lines(count: int) -> tuple[Placed, ...]:
    return placed(*(Paragraph((Words(f"Line {number}."),)) for number in range(count)))


@pytest.fixture
def plain_sheet(sheet: Sheet) -> Sheet:
    """A sheet of one column of lines, notes and a contact: nothing else moves when a line is added."""
    return replace(sheet, sections=(), boilerplates=(), pictures=(), subheadline=None)


def pages(sheet: Sheet) -> list[str]:
    content = render_pdf(sheet, HOUSE, stamped=STAMP)
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def squeezed(text: str) -> str:
    return text.replace(" ", "")


def last_page_as_the_text_grows(sheet: Sheet) -> list[str]:
    found = []
    for count in range(16, 34):
        *_, last = pages(replace(sheet, body=lines(count)))
        found.append(last)
    return found


def test_the_contact_never_stands_alone(plain_sheet: Sheet) -> None:
    found = last_page_as_the_text_grows(plain_sheet)
    assert plain_sheet.contact is not None
    assert plain_sheet.notes is not None
    moved = [page for page in found if squeezed(plain_sheet.contact.title) in page and "Line0." not in page]
    assert moved
    assert all(squeezed(plain_sheet.notes.title) in page for page in moved)


def test_the_end_mark_never_begins_a_page(plain_sheet: Sheet) -> None:
    found = last_page_as_the_text_grows(replace(plain_sheet, notes=None))
    moved = [page for page in found if plain_sheet.end_mark in page and "Line0." not in page]
    assert moved
    assert all("Line" in page for page in moved)


def test_a_word_document_holds_the_notes_on_to_the_contact(sheet: Sheet) -> None:
    template = layout(None, HOUSE_LAYOUT, sheet.look)
    content = render_docx(replace(sheet, pictures=()), template, stamped=STAMP)
    paragraphs = Document(io.BytesIO(content)).paragraphs
    words = [paragraph.text for paragraph in paragraphs]
    assert sheet.notes is not None
    assert sheet.contact is not None
    held = paragraphs[words.index(sheet.notes.title) + 1 : words.index(sheet.contact.title)]
    assert held
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in held)


def test_what_is_held_is_short_and_stands_right_before(sheet: Sheet) -> None:
    without = replace(sheet, pictures=())
    assert comes_with_contact(without) is without.notes
    assert comes_with_contact(sheet) is None
    assert sheet.notes is not None
    long = replace(sheet.notes, blocks=lines(400))
    assert comes_with_contact(replace(without, notes=long)) is None
    assert not ends_at_contact(without)
    assert ends_at_contact(replace(without, notes=None, boilerplates=()))


@pytest.mark.parametrize(
    "block",
    [
        Table(((Words("a"),),), ()),
        Image("a.png", "A"),
        ItemList(ordered=False, start=1, items=((Image("a.png", "A"),),)),
    ],
)
def test_a_table_or_a_picture_may_stand_on_another_page(sheet: Sheet, block: Block) -> None:
    section = replace(sheet.boilerplates[0], blocks=placed(block))
    assert not stays_whole(section)
    assert not comes_with_end_mark(replace(sheet, sections=(), body=placed(block)))


@pytest.mark.parametrize(
    ("written", "set_as"), [((2, 2, 2), [1, 1, 1]), ((2, 4, 2), [1, 2, 1]), ((1, 2, 3), [1, 2, 3]), ((3, 2), [2, 1])]
)
def test_headings_of_one_level_look_alike_on_whatever_level_a_body_begins(
    composed: Callable[..., Sheet], edition: Edition, written: tuple[int, ...], set_as: list[int]
) -> None:
    body = tuple(Heading(level, (Words(f"Heading {level}"),)) for level in written)
    sheet = composed(replace(edition, body=body))
    assert [one.block.level for one in sheet.body if isinstance(one.block, Heading)] == set_as
