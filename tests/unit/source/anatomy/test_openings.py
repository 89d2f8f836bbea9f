"""What stands above the news in releases that were pasted from a PDF or a page: letterheads, numbers, days."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import body_of, spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

BODY = (
    "The harbour of Port Elm will open a new quay for small boats, and all may use it free of charge.\n\n"
    "Work on the quay took two winters, and forty masons have laid its stones by hand, one by one.\n"
)
HEADLINE = "Harbour opens a quay for small boats"


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("ADA QUILL MP\n\nSHADOW MINISTER FOR HARBOURS\n\nMEMBER FOR ELM\n\n", None),
        ("The Hon Ada Quill MP  NORLANDIAN MINISTER FOR HARBOURS\n\n29 April 2026\n\n", "2026-04-29"),
        ("ADA QUILL MP\n\nMINISTER FOR HARBOURS\n\nMEDIA RELEASE\n\n", None),
        ("Media Statement  Senator Ada Quill   Norland Greens Deputy Leader\n\n", None),
        ("1\n\nJOINT PRESS RELEASE\n\nTHE HON. ADA QUILL MP, MINISTER FOR HARBOURS\n\n", None),
        ("Case # 14-0718\n\nDate: March 13, 2026\n\n", "2026-03-13"),
        ("QA 05 45                     20 June 2026\n\n", "2026-06-20"),
        ("Today's date: Wednesday, 4 March 2026\n\nHarbour Board Press Releases\n\n", "2026-03-04"),
        (
            "Elm Masons Association  ABN 37 000 000\n\n42 Quay Street, PO Box 60  Tel: (02) 5550 1234\n\n",
            None,
        ),
        (
            "March 3, 2026 Contact: Ben Harrow\nHarbour Board\n555-555-0172 (Office)\nben@harbour.example\n\n",
            "2026-03-03",
        ),
    ],
)
def test_a_headline_stands_below_letterhead_and_number(above: str, day: str | None) -> None:
    found = read(f"{above}{HEADLINE}\n\n{BODY}")
    assert spoken(found.headline) == HEADLINE
    assert (str(found.dateline.day) if found.dateline else None) == day


@pytest.mark.parametrize(
    ("line", "headline", "day"),
    [
        (f"{HEADLINE} 24 July 2026", HEADLINE, "2026-07-24"),
        (f"{HEADLINE} By Elm Harbour Board   |  2 November 2026", HEADLINE, "2026-11-02"),
        (
            "Harbour opens its quay for small boats on 24 July 2026",
            "Harbour opens its quay for small boats on 24 July 2026",
            None,
        ),
    ],
)
def test_a_day_behind_a_headline_is_no_part_of_it(line: str, headline: str, day: str | None) -> None:
    found = read(f"{line}\n\n{BODY}")
    assert spoken(found.headline) == headline
    assert (str(found.dateline.day) if found.dateline else None) == day


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}\n\n18 MAY 2026  {BODY}",
        f"{HEADLINE}\n\n{BODY}\n18 May 2026\n",
        f"{HEADLINE}\n\n{BODY}\nMONDAY, 18 MAY 2026\n\nMEDIA CONTACT: BEN HARROW 0400 000 172\n",
    ],
)
def test_a_day_that_stands_alone_or_before_blanks_is_that_of_the_release(text: str) -> None:
    found = read(text)
    assert found.dateline is not None
    assert str(found.dateline.day) == "2026-05-18"


def test_a_headline_behind_its_status_goes_on_in_the_next_line() -> None:
    text = (
        "Contact: Ben Harrow\nben@harbour.example\n"
        "For Immediate Release: Board of the Harbour of Elm Opens a Quay, Long Awaited, for\n"
        "Boats of Every Size and Trade\n"
        "(Elm, Norland) – The board of the harbour of Elm has opened a quay that the town had asked for, with\n"
        "room for forty boats, a crane and a kettle, after two winters in which its masons laid every stone\n"
        "by hand.\n"
        "Harbour Office Building • 133 N. Quay Street, Box 19 • Elm, Norland 75207-4399 • 555/555-0100\n"
    )
    found = read(text)
    assert spoken(found.headline) == (
        "Board of the Harbour of Elm Opens a Quay, Long Awaited, for Boats of Every Size and Trade"
    )


@pytest.mark.parametrize(
    "matter",
    [
        '---\nlayout: post\ntitle: "{}"\ndate: 2026-03-03 01:00:00 +0100\ntags:\n  - quay\n---\n',
        '+++\ncategory = "News"\ndate = "2026-03-03T09:00:00+01:00"\nimage = ""\ntitle = "{}"\n+++\n',
    ],
)
def test_what_a_site_keeps_above_a_text_gives_headline_and_day(matter: str) -> None:
    found = read(f"{matter.format(HEADLINE)}\n{BODY}")
    assert spoken(found.headline) == HEADLINE
    assert (str(found.dateline.day) if found.dateline else None) == "2026-03-03"
    assert [spoken(one) for one in found.paragraphs] == [each.strip() for each in BODY.split("\n\n")]
    assert any("tags" in one.text or "category" in one.text for one in found.unplaced)


def test_a_line_between_two_rules_is_no_matter_of_a_site() -> None:
    found = read(f"---\n{HEADLINE}: a first look\n---\n\n{BODY}")
    assert spoken(found.headline) == f"{HEADLINE}: a first look"


def test_blank_lines_that_tear_a_paragraph_are_none_of_its_own() -> None:
    text = (
        f"{HEADLINE}\n\n"
        "The harbour of Port Elm will open a new quay for small boats, and all may use it, \n\n"
        "Masters and crews, free of charge, for as long as the board of the harbour has the \n\n"
        "means. It took two winters.\n\n"
        "“We laid every stone by hand, one after the other, in snow and in rain, and all of \n\n"
        "us would do it again for the town and for the boats,” said Ada Quill, head mason. \n"
    )
    found = read(text)
    assert len(found.paragraphs) == 2
    (quotation,) = found.quotations
    assert spoken(quotation.speaker) == "Ada Quill"


def test_a_day_on_a_line_above_the_dateline_is_no_paragraph() -> None:
    found = read(f"{HEADLINE}\n\n1 March 2026\n\nPORT ELM - {BODY}")
    assert (str(found.dateline.day) if found.dateline else None) == "2026-03-01"
    assert len(found.paragraphs) == 2
    assert not found.unplaced


def test_the_line_that_says_what_the_subject_says_is_the_headline_whatever_its_capitals() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "press@example.org", "Neue Hafenstraße für Elmhafen"
    mail.set_content(
        "Hafenamt Elmhafen am Kai\n\nNEUE HAFENSTRASSE FÜR ELMHAFEN\n\n"
        "Elmhafen, 3. März 2026 – Der Hafen öffnet eine neue Straße, und jeder darf sie benutzen.\n"
    )
    found = read_manuscript(read_page(mail.as_bytes(), "a.eml"), "a.eml")
    assert spoken(found.headline) == "NEUE HAFENSTRASSE FÜR ELMHAFEN"


DATELINE = "PORT ELM, Norland, 3 March 2026 – "


@pytest.mark.parametrize(
    ("over", "deck"),
    [
        ("Forty boats will find room there, and the first year costs nothing.", True),
        ("Quay has room for forty boats and costs nothing in its first year\n\nKey points:", True),
        ("© Elm Harbour Press 2026", False),
        ("PORT ELM, Norland / Elm Wire / March 3, 2026 10:15", False),
        ("By Ada Quill Elm Courier", False),
    ],
)
def test_the_lead_is_what_a_whole_dateline_begins(over: str, deck: bool) -> None:
    found = read(f"{HEADLINE}\n\n{over}\n\n{DATELINE}{BODY}")
    assert found.paragraphs[0].text.startswith(DATELINE)
    assert len(found.paragraphs) == 2
    assert (spoken(found.subheadline) or "") == (over.split("\n", maxsplit=1)[0] if deck else "")


def test_points_between_headline_and_dateline_come_behind_the_lead() -> None:
    points = "Highlights\n\n- Forty boats find room.\n- The first year costs nothing.\n"
    found = read(f"{HEADLINE}\n\n{points}\n{DATELINE}{BODY}")
    assert found.paragraphs[0].text.startswith(DATELINE)
    assert found.subheadline is None
    assert body_of(found).startswith("The harbour of Port Elm")
    assert "- Forty boats find room.\n- The first year costs nothing.\n" in body_of(found)


def test_a_town_alone_further_below_takes_no_lead_away() -> None:
    text = f"{HEADLINE}\n\n{BODY}\nELM BAY – Masters and crews of the bay were told of it by the board on Tuesday.\n"
    assert read(text).paragraphs[0].text.startswith("The harbour of Port Elm")


@pytest.mark.parametrize(
    "headline",
    [
        "Minister for Harbours opens a quay for small boats",
        "Minister for Harbours Opens Quay for Small Boats",
        "Prime Minister to open the new quay",
        "SEN. QUILL SPEAKS ON HARBOUR LAW",
    ],
)
def test_a_headline_that_begins_with_an_office_is_no_letterhead(headline: str) -> None:
    assert spoken(read(f"{headline}\n\n{BODY}").headline) == headline


def test_an_office_that_does_something_is_a_headline_over_a_second_one() -> None:
    found = read(f"Governor of Norland opens a quay\n\nForty boats will find room in Elm\n\n{BODY}")
    assert spoken(found.headline) == "Governor of Norland opens a quay"
    assert spoken(found.subheadline) == "Forty boats will find room in Elm"


def test_a_german_town_in_capitals_ends_with_a_full_stop() -> None:
    lead = "Der Hafen öffnet heute einen Kai für kleine Boote, und alle dürfen ihn nutzen, wie die Stadt mitteilt."
    found = read(f"Jun 12 2026\n\nHafen öffnet einen Kai für Boote\n\nELMHAFEN. {lead}\n\nEr kostet nichts.\n")
    assert found.dateline is not None
    assert (spoken(found.dateline.place), str(found.dateline.day)) == ("ELMHAFEN", "2026-06-12")
