"""Releases copied from a site with everything around them, or torn at their links: all texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page
from tests.growth import grows_as_its_size

HEADLINE = "Harbour opens a quay for small boats"
LEAD = (
    "The harbour of Port Elm will open a new quay for small boats, and all may use it free of charge, whoever they are"
    " and wherever they come from, in every season of the year and at every hour of the day, said the harbour board."
)
QUOTE = "“We have waited for nine winters, and now the quay is ours,” said Ada Quill, chair of the harbour board."
MENU = "Home\nAbout Us\nServices\nNewsroom\nContact Us\n"
FOOT = (
    "Related Posts\nNews\nHarbour closes a bridge for nine nights and a day\nRead More\nMay 13, 2026\n"
    "Newsletter Sign-Up\nStay Connected\nfacebook\nScroll to top\n"
)


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


TEXT = f"{LEAD}\n{QUOTE}\n"
TOLD = f"FOR IMMEDIATE RELEASE: {HEADLINE}"
TRAIL = "Harbour - Board's Office > Newsroom > Releases\nSkip to main content\n"
NEWS = "More News\nMar 2, 2026\nHarbour closes a bridge for nine nights\nNews Releases\n"
BAR = f"{HEADLINE} | Port Elm Harbour\nSkip to main content\nPress Release\n{HEADLINE}\nMarch 3, 2026\n{TEXT}"
NUMBERED = f"{HEADLINE} - Harbour NewsCenter\nYou are here:\nHome\n1\n/\nNews\n2\n/\n{HEADLINE}\n{TEXT}{FOOT}"
BELOW_MENU = f"{HEADLINE} – Elm\n{MENU}FOR IMMEDIATE RELEASE\nTuesday, March 3, 2026\n{HEADLINE}\n{TEXT}"
WITH_STATUS = f"{TOLD} - Office of the Harbour\nNews\n{TOLD}\nAdmin | March 3, 2026\n{TEXT}{FOOT}"
CUT = f"{HEADLINE} - Harbour NewsCenter\nNews\n{HEADLINE[:24]}...\n{TEXT}{HEADLINE}\n{FOOT}"
UNTITLED = f"{TRAIL}{MENU}{NEWS}{HEADLINE}\n(Port Elm, Norland) - {TEXT}Back\n{FOOT}"


@pytest.mark.parametrize("text", [BAR, NUMBERED, BELOW_MENU, WITH_STATUS, CUT, UNTITLED])
def test_the_headline_of_a_copied_page_is_the_one_over_its_text(text: str) -> None:
    found = read(text)
    assert spoken(found.headline) == HEADLINE
    assert [spoken(quote.speaker) for quote in found.quotations] == ["Ada Quill"]
    assert not found.boilerplates
    assert not [contact for contact in found.contacts if contact.name]


LONG = "Harbour opens a quay for small boats and closes the bridge behind it for nine nights and a day"


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ((f"{LONG} - Elm Harbour's Office\nSkip to content\nCONTACT US\nCLOSE YOUR CASE\nTuesday, March 3, 2026\n"
         f"{LONG[:40]}\n{LONG[41:]}\n"), "2026-03-03"),
        (f"{LONG} | Elm Harbour's Office\nSkip to main content\n{MENU * 18}March 3, 2026: {LONG}\n", "2026-03-03"),
    ],
)  # fmt: skip
def test_a_headline_may_stand_again_in_pieces_or_behind_its_day(above: str, day: str) -> None:
    found = read(f"{above}{LEAD}\n{QUOTE}\n{FOOT}")
    assert spoken(found.headline) == LONG
    assert found.dateline is not None
    assert str(found.dateline.day) == day
    assert not found.contacts
    assert len(found.paragraphs) == 2


def test_whom_to_ask_may_stand_between_two_copies_of_the_headline() -> None:
    people = (
        "Ada Quill\nPress Counsel\nOffice: 555-555-0172\nCell: 555-555-0173\n"
        "Ben Harrow\nSpokesperson\nOffice: 555-555-0174\n"
    )
    found = read(
        f"{HEADLINE} - Elm Harbour\nSkip to content\n{MENU}{HEADLINE}\nFor Immediate Release\nCase # 08-12\n"
        f"March 3, 2026\n{people}{HEADLINE}\nPORT ELM – {LEAD}\n{QUOTE}\n{FOOT}"
    )
    assert [(spoken(one.name), len(one.phones)) for one in found.contacts] == [("Ada Quill", 2), ("Ben Harrow", 1)]


def test_nothing_of_a_copied_page_is_lost() -> None:
    text = f"{HEADLINE} | Port Elm Harbour\nSkip to main content\n{MENU}{HEADLINE}\n{LEAD}\n{QUOTE}\n{FOOT}"
    found = read(text)
    assert {"Skip to main content", "Newsroom", "Related Posts"} <= {piece.text.strip() for piece in found.unplaced}


def test_a_release_whose_first_line_has_a_dash_is_no_copied_page() -> None:
    found = read(f"Harbour opens a quay - for small boats\n\nMarch 3, 2026\n\n{LEAD}\n\nRead more\n\n{QUOTE}\n")
    assert spoken(found.headline) == "Harbour opens a quay - for small boats"
    assert len(found.quotations) == 1


@pytest.mark.parametrize(
    "lead",
    [
        f"PORT ELM –\n{LEAD}",
        f"PORT ELM\n—\n{LEAD}",
        f"Port Elm, Norland\n– Port Director Ada Quill opened a quay today. {LEAD}",
        f"Port Elm, Norland\n: {LEAD}",
    ],
)
def test_a_dateline_may_be_torn_from_its_text(lead: str) -> None:
    line = read(f"# {HEADLINE}\n\nMarch 3, 2026\n{lead}\n{QUOTE}\n").dateline
    assert line is not None
    assert whole_place(line) == (lead.partition("\n")[0].strip(" –"))
    assert str(line.day) == "2026-03-03"


@pytest.mark.parametrize(
    "said",
    [
        "“We have waited for nine winters, and now the quay is ours,”\nElm County\nPort Director Ada Quill said.",
        "“We have waited for nine winters, and now the quay is ours,”\nsaid\nAda Quill\n, who chairs the board.",
        "“We have waited for nine winters, and now the quay is ours,” Port Director\nAda Quill\nsaid. “Come in.”",
        "“We have waited for nine winters, and now the quay is ours,”\nPort Director Ada Quill\nsaid.",
        "“We have waited for nine winters, and now the quay is ours,”\nsaid Port Director Ada Quill\n. “Come in.”",
    ],
)
def test_an_attribution_may_be_torn_from_its_words(said: str) -> None:
    found = read(f"# {HEADLINE}\n\n{LEAD}\n{said}\nThe board has nine members, and Ben Harrow is one of them.\n")
    assert [spoken(quote.speaker) for quote in found.quotations] == ["Ada Quill"]


def test_a_contact_may_be_torn_at_its_number() -> None:
    found = read(
        f"# {HEADLINE}\n\n{LEAD}\n{QUOTE}\n#####\nFor further information, please contact Ben Harrow, Press "
        f"Officer, at\n"
        "(555) 555-0172\nor\n[email protected]\n"
    )
    assert [(spoken(one.name), [each.text for each in one.phones]) for one in found.contacts] == [
        ("Ben Harrow", ["(555) 555-0172"])
    ]
    assert found.end_mark is not None
    assert found.end_mark.text == "#####"


def test_small_type_of_a_pdf_is_joined_up_to_its_wide_column() -> None:
    text = (
        f"# {HEADLINE}\n\n"
        "The harbour of Port Elm will open a new quay for small boats in the spring, and all may use it free of "
        "charge in\n"
        "March, whoever they are, and wherever they come from, in every season of the year and at every hour of "
        "the day.\n"
        "“We have waited for nine winters, and now the quay is ours,” said Ada Quill, chair of the harbour board "
        "of the\n"
        "Trust. “It is a small quay, but it is deep, and whoever comes in from the sea after dark will find a "
        "lamp on it\n"
        "and somebody who takes the rope. That is all that we have ever wished for.”\n"
    )
    found = read(text)
    assert [len(quote.words) for quote in found.quotations] == [2]


def test_a_target_of_a_link_takes_its_columns() -> None:
    text = (
        f"---\ntitle: {HEADLINE}\n---\n\n"
        "**PORT ELM, March 3, 2026** — [The Port Elm Trust](https://trust.example/a/long/way/round?release=11&id=8448),\n"
        "a charity that looks after rooms and people by the water, opened a new\n"
        "quay for small boats, and all may use it free of charge, whoever they\n"
        "are and wherever they come from.\n"
    )
    found = read(text)
    assert len(found.paragraphs) == 1
    assert found.dateline is not None
    assert whole_place(found.dateline) == "PORT ELM"


def test_a_title_may_be_folded_in_its_block() -> None:
    found = read(f"---\nlang: en\ntitle: Harbour opens a quay\n  for small boats\ndate: 2026-03-03\n---\n\n{LEAD}\n")
    assert spoken(found.headline) == HEADLINE


def test_pictures_and_attributes_of_a_site_generator_are_no_words() -> None:
    found = read(
        f"---\ntitle: {HEADLINE}\n---\n\n![The quay by\nnight](/quay.jpg){{:.img-fluid\n.my-4}} {LEAD}\n\n"
        f"![The lamp](/lamp.jpg){{:.img-fluid}}\n\n{QUOTE} {{:.huge .my-3}}\n"
    )
    assert found.subheadline is None
    assert found.paragraphs[0].text.strip() == LEAD
    assert "huge" not in (spoken(found.paragraphs[-1]) or "")


def test_the_title_of_a_block_stands_once() -> None:
    found = read(f"---\ntitle: {HEADLINE}\n---\n\n### {HEADLINE}\n\n{LEAD}\n\n{QUOTE}\n")
    assert spoken(found.headline) == HEADLINE
    assert found.subheadline is None
    assert any(HEADLINE in piece.text for piece in found.unplaced)


@pytest.mark.parametrize("day", ["Thursday, April 15, 2027", "15 April 2027", "2027"])
def test_a_day_under_the_headline_is_not_joined_to_it(day: str) -> None:
    found = read(f"{HEADLINE}\n{day}\n\n{LEAD}\n\n{QUOTE}\n")
    assert spoken(found.headline) == HEADLINE


def test_headings_of_html_inside_a_text_part_its_paragraphs() -> None:
    found = read(
        f"---\ntitle: {HEADLINE}\n---\n<p>\n{LEAD}\n</p><h3>\nA deep quay\n</h3>\n<p>\n{QUOTE}"
        " <h3>About Port Elm Trust</h3>"
        " <p>The Port Elm Trust looks after rooms by the water. </p> <p>It has nine rooms.</p>\n"
    )
    assert [spoken(one.title) for one in found.boilerplates] == ["About Port Elm Trust"]
    assert [spoken(piece) for piece in found.boilerplates[0].text] == [
        "The Port Elm Trust looks after rooms by the water.",
        "It has nine rooms.",
    ]
    assert [spoken(piece) for piece in found.headings] == ["A deep quay"]


def test_a_heading_may_give_the_address_of_a_site() -> None:
    found = read(
        f"# {HEADLINE}\n\n{LEAD}\n\n{QUOTE}\n\nAbout Elm Trust (https://elm.example/)\n\nElm Trust has nine rooms.\n"
    )
    assert [spoken(piece) for one in found.boilerplates for piece in one.text] == ["Elm Trust has nine rooms."]


@pytest.mark.parametrize(
    "notice",
    [
        "All company names may be trademarks or registered trademarks of their companies.",
        "Third-party trademarks that are mentioned are the property of their owners.",
        "Alle Namen von Firmen sind eingetragene Warenzeichen der jeweiligen Firmen.",
    ],
)
def test_whose_trademarks_are_named_describes_nobody(notice: str) -> None:
    found = read(
        f"# {HEADLINE}\n\n{LEAD}\n\n{QUOTE}\n\nAbout Elm Trust\n\nElm Trust has nine rooms for sailors.\n\n{notice}\n"
    )
    assert [spoken(piece) for one in found.boilerplates for piece in one.text] == [
        "Elm Trust has nine rooms for sailors."
    ]


def test_an_address_that_is_a_link_is_its_contacts() -> None:
    page = (
        f"<h1>{HEADLINE}</h1><p>{LEAD}</p><p>{QUOTE}</p><p><b>Press Contact:</b><br>Ada Quill<br>Elm Trust<br>"
        '020 7946 0012<br><a href="mailto:ada@elm.example">ada@elm.example</a></p>'
    )
    found = read_manuscript(read_page(page.encode(), "a.html"), "a.html")
    assert [spoken(each) for one in found.contacts for each in one.emails] == ["ada@elm.example"]


@pytest.mark.parametrize(
    ("begins", "line", "ends", "lines"),
    [
        ('---\ntitle: "Harbour opens\n', "  a quay   \n", f"---\n\n{LEAD}\n", 11),
        ("Port Elm, ", "QUAY", f"!\n{LEAD}\n", 200),
        (f"{HEADLINE}\n\n{LEAD}\n\n", "A-", "!\n\nIt opens in May.\n", 10_000),
        ("افتتاح باب الميناء\n\n", "وأضافت: «لن نغلق هذا الباب أبدا مهما طال الزمن». ", "\n", 3_200),
    ],
    ids=["a quotation mark that is never closed", "one word in capitals", "one word with hyphens", "one label"],
)
def test_no_page_is_read_again_and_again(begins: str, line: str, ends: str, lines: int) -> None:
    def reading(size: int) -> Callable[[], Manuscript]:
        return partial(read, begins + line * size + ends)

    assert grows_as_its_size(reading, lines)


def test_a_status_line_under_the_headline_of_a_copied_page_is_no_second_headline() -> None:
    menu = "Skip to content\nHome\nAbout\nHarbours\nShips\nRopes\nLamps\nPress\nJobs\nAuthor"
    text = (
        f"Harbour opens a quay for small boats | Elm Harbour Board\n{menu}\nAda Quill\nPublished\nMarch 3, 2026\n"
        "Harbour opens a quay for small boats\nFor Immediate Release\nMarch 3, 2026\n"
        "PORT ELM – The harbour of Port Elm will open a new quay for small boats, and all may use it free of charge.\n"
        "Work on the quay took two winters, and forty masons have laid its stones by hand, one by one.\n"
    )
    found = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")
    assert found.headline is not None
    assert found.headline.text == "Harbour opens a quay for small boats"
    assert found.status_line is not None
    assert found.status_line.text == "For Immediate Release"
    assert found.subheadline is None
