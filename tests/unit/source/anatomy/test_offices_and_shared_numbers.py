"""Two offices before a name, who told something right before "he", numbers for several people; all invented."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HEAD = "Norland opens a library\n\nPORT ELM, 3 March 2026 – The library of Port Elm opens its doors to all.\n\n"
WORDS = "“We open the house today, and nobody pays for it. The doors stay open.”"


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


def said(text: str) -> list[tuple[str | None, str | None]]:
    found = read(f"{HEAD}{text}\n").quotations
    return [(spoken(one.speaker) if one.speaker else None, spoken(one.role) if one.role else None) for one in found]


@pytest.mark.parametrize(
    ("who", "name", "role"),
    [
        (
            "NPC President and Chief Executive Officer Ada J. Quill.",
            "Ada J. Quill",
            "NPC President and Chief Executive Officer",
        ),
        ("Elm Founder and Publisher Ada Quill.", "Ada Quill", "Elm Founder and Publisher"),
        ("Harbour's editor-in-chief, Ada Quill.", "Ada Quill", "Harbour's editor-in-chief"),
        ("the Harbour's chief engineer, Ada Quill.", "Ada Quill", "the Harbour's chief engineer"),
        ("Harbour Times editor-in-chief Ada Quill.", "Ada Quill", "Harbour Times editor-in-chief"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(who: str, name: str, role: str) -> None:
    assert said(f"“We open the house today,” said {who}") == [(name, role)]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Ada Quill shared her plans for the XTK ring. She praised the port and its people, adding, ", "Ada Quill"),
        ("Words of Ada Quill: Ada thanked the readers of the port. She praised the house, adding, ", "Ada"),
        ("The new XTK shared its plans for the ring with the port. She praised the people of it, adding, ", None),
    ],
)
def test_who_told_something_right_before_is_meant_by_a_pronoun(before: str, name: str | None) -> None:
    assert said(before + WORDS) == [(name, None)]


def test_an_acronym_that_comes_again_and_again_is_nobody() -> None:
    text = f"The house and its Great XTK 2.0 are new. XTK is a ring, and XTK grows. He praised it, adding, {WORDS}"
    assert said(text) == [(None, None)]


CALLED = "Ada Quill, Vice President, Investor Relations\nBen Harrow, Manager, Investor Relations\nCora Weir, Analyst\n"


def test_a_number_above_several_names_reaches_all_of_them() -> None:
    text = (
        f"{HEAD}Investor Relations Contacts: (555) 010-0171\n{CALLED}Media Contact: (555) 010-0112\nDan Holm, Manager\n"
    )
    found = read(text).contacts
    assert [(one.name and one.name.text, [each.text for each in one.phones]) for one in found] == [
        ("Ada Quill", ["(555) 010-0171"]),
        ("Ben Harrow", ["(555) 010-0171"]),
        ("Cora Weir", ["(555) 010-0171"]),
        ("Dan Holm", ["(555) 010-0112"]),
    ]


@pytest.mark.parametrize("town", ["Port Elm, Texas", "San Quill, CA"])
def test_the_town_glued_to_an_office_is_nobody(town: str) -> None:
    about = "About ElmNewsWire\n\nElmNewsWire is a wire for ports. ElmNewsWire brings news of ports to all readers.\n\n"
    foot = f"ElmNewsWire{town}www.elmnewswire.example 555.010.0171 OfficeEditor@elmnewswire.example\n"
    (contact,) = read(HEAD + about + foot).contacts
    assert contact.name is None
    assert contact.organisation is not None
    assert contact.organisation.text == "ElmNewsWire"


def test_a_headline_cut_by_the_browser_is_read_where_it_is_whole() -> None:
    whole = "Norland Petrol Publishes Its Annual Report and a Plan for the Quiet Coast"
    lead = HEAD.partition("\n\n")[2]
    text = f"Norland Petrol Publishes Its Annual ...\n\n{whole}\n\n{lead}"
    found = read(text).headline
    assert found is not None
    assert found.text == whole


def test_a_description_goes_by_the_initials_that_the_news_uses() -> None:
    head = "NPHL Named Best Library of the Coast\n\nPORT ELM, 3 March 2026 – NPHL was named the best library today.\n\n"
    news = "The prize is given each year to a house that many people like, and this year it goes to the coast.\n\n"
    first = (
        "The International Port Houses League (NPHL) is a membership-based body that joins ports, readers and houses,"
        " and it brings them together each year."
    )
    last = (
        "NPHL is known for its wide and open culture, and it has set the rules for the houses of all the ports,"
        " which lend books to everybody."
    )
    (found,) = read(f"{head}{news}{news}{first}\n\n{last}\n").boilerplates
    assert [one.text for one in found.text] == [first, last]


def test_a_small_english_text_is_not_french() -> None:
    text = (
        "Elm opens a hall\n\nHARBOUR, May 4, 2026 -- Elm opened a hall.\n\nMedia Contact: Ada Quill, Communications\n"
    )
    assert read(text).language == "en"
