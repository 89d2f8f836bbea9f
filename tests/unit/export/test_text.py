"""Plain text: how it reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pressctl.export.frame import MailFrame
from pressctl.export.sheet import Placed, Sheet
from pressctl.export.text import render_mail_text, render_text
from pressctl.export.wrapping import columns
from pressctl.frozen import replace
from pressctl.model.release import Edition
from pressctl.model.text import Attribution, Block, ItemList, Link, Paragraph, Quotation, Table, Words


def body_text(sheet: Sheet, *blocks: Block) -> str:
    """Return the text of blocks that follow a first paragraph."""
    start = Placed("body[1]", Paragraph((Words("START"),)))
    text = render_text(replace(sheet, body=(start, *(Placed("body[2]", block) for block in blocks))))
    return text.partition("START\n\n")[2].partition("\n\nThe event\n")[0]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Words(text),))


def test_no_line_is_longer_than_seventy_two_columns(composed: Callable[..., Sheet], edition: Edition) -> None:
    for language in ("en", "az", "ru", "fr", "ar"):
        text = render_text(composed(replace(edition, language=language)))
        assert max(columns(line) for line in text.splitlines()) <= 72
        assert all(line == line.rstrip(" ") for line in text.splitlines())
        assert "\r" not in text


def test_the_dateline_runs_into_the_lead(sheet: Sheet) -> None:
    assert "\n\nBaku, 30 October 2018 – Prosecutors from eleven countries" in render_text(sheet)


def test_a_body_without_a_first_paragraph_keeps_its_dateline(sheet: Sheet) -> None:
    text = render_text(replace(sheet, body=sheet.body[1:2]))
    assert "\n\nBaku, 30 October 2018\n\n    “The network" in text


def test_a_quotation_is_indented_and_marked_once(sheet: Sheet) -> None:
    spoken = Quotation(((Words("One."),), (Words("Two."),)), Attribution("Elena Example", "Judge"))
    assert body_text(sheet, spoken) == "    “One.\n\n    “Two.”\n\n    — Elena Example, Judge"
    marked = Quotation(((Words("“One.”"),),), None)
    assert body_text(sheet, marked) == "    “One.”"


def test_a_russian_full_stop_follows_the_closing_mark(composed: Callable[..., Sheet], edition: Edition) -> None:
    russian = composed(replace(edition, language="ru"))
    spoken = Quotation(((Words("Сеть распадается."),),), None)
    assert "«Сеть распадается»." in render_text(replace(russian, body=(Placed("body[1]", spoken),)))


def test_lists_hang_under_their_marks(sheet: Sheet) -> None:
    inner = ItemList(ordered=False, start=1, items=((paragraph("bullet"),),))
    listed = ItemList(ordered=True, start=9, items=((paragraph("nine"),), (paragraph("ten " * 20), inner)))
    assert body_text(sheet, listed).splitlines() == [
        "9.  nine",
        "10. " + "ten " * 16 + "ten",
        "    ten ten ten",
        "    - bullet",
    ]


def test_a_table_stands_in_columns(sheet: Sheet) -> None:
    table = Table(((Words("Who"),), (Words("何"),)), (((Words("Aygün"),), (Words("新闻"),)), ((Words("B"),), ())))
    assert body_text(sheet, table) == "Who    何\n-----  ----\nAygün  新闻\nB"


def test_a_table_that_is_too_wide_names_each_cell(sheet: Sheet) -> None:
    table = Table(((Words("Session"),), (Words("Chair"),)), (((Words("word " * 14),), (Words("Elena " * 4),)),) * 2)
    lines = body_text(sheet, table).splitlines()
    assert lines[0].startswith("Session: word")
    assert lines.count("") == 1
    assert sum(line.startswith("Chair: ") for line in lines) == 2


def test_a_link_says_its_address_only_where_its_words_do_not(sheet: Sheet) -> None:
    linked = Paragraph(
        (
            Link("https://example.org/a", (Words("here"),)),
            Words("; "),
            Link("https://example.org/", (Words("example.org"),)),
        )
    )
    assert body_text(sheet, linked) == "here (https://example.org/a); example.org"
    trap = Paragraph((Link("javascript:alert(1)", (Words("here"),)),))
    assert body_text(sheet, trap) == "here"


def test_a_long_address_is_never_broken(sheet: Sheet) -> None:
    address = "https://example.org/" + "path-and/" * 12
    assert address in render_text(replace(sheet, body=(Placed("body[1]", Paragraph((Link(address, (Words("x"),)),))),)))


def test_sections_close_with_the_contact(sheet: Sheet) -> None:
    text = render_text(sheet)
    assert text.index("– ENDS –") < text.index("About the Example Mission\n---") < text.index("Notes to editors\n---")
    assert text.endswith(
        "Media contact\n-------------\n\nMarija Example, Press officer\n"
        "Phone: +994 12 555 01 00, +994 50 555 01 00\nE-mail: press@example.org\n"
        "Languages: English and Azerbaijani\n"
    )


def test_a_telephone_number_is_not_turned_round_in_arabic(composed: Callable[..., Sheet], edition: Edition) -> None:
    text = render_text(composed(replace(edition, language="ar")))
    assert "الهاتف: \u2066+994 12 555 01 00\u2069، \u2066+994 50 555 01 00\u2069" in text


@pytest.mark.parametrize("note", [None, "Update: a new time"])
def test_a_mail_begins_with_its_greeting_and_ends_with_the_way_out(sheet: Sheet, note: str | None) -> None:
    frame = MailFrame(
        "Dear colleague,", "", "Example Press Office", "Write to x@example.org.", "x@example.org", note=note
    )
    text = render_mail_text(sheet, frame)
    assert text.startswith(f"{note}\n\nDear colleague,\n\n" if note else "Dear colleague,\n\n")
    assert text.endswith(f"{'-' * 72}\n\nExample Press Office\n\nWrite to x@example.org.\n")
    assert render_text(sheet).rstrip("\n") in text
