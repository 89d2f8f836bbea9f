"""Several contacts on one line, desks among people, and numbers in the forms that Americans and Australians write."""

from __future__ import annotations

import pytest

from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

NEWS = (
    "# Harbour opens a quay for small boats\n\nCOVE, 3 March 2026 – The harbour opened a quay for small boats.\n\n"
    "Masons of the town laid its stones by hand in two long winters, and everybody brought them tea.\n\n"
)


def contacts(text: str) -> list[tuple[str | None, list[str], list[str]]]:
    found = read_manuscript(read_page((NEWS + text).encode(), "a.txt"), "a.txt")
    return [
        (
            spoken(one.name),
            [number for phone in one.phones for number in numbers_of(phone.text)],
            [email.text for email in one.emails],
        )
        for one in found.contacts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "For more information, please contact press@elm.example (Ada Quill), news@elm.example (Ben Harrow).",
            [("Ada Quill", [], ["press@elm.example"]), ("Ben Harrow", [], ["news@elm.example"])],
        ),
        (
            "Media contacts: +44 20 5550 0172 (Ada Quill), +44 20 5550 0173 (Ben Harrow) and a@elm.example (Cora Lind)",
            [
                ("Ada Quill", ["+44 20 5550 0172"], []),
                ("Ben Harrow", ["+44 20 5550 0173"], []),
                ("Cora Lind", [], ["a@elm.example"]),
            ],
        ),
        (
            "External Press RelationsContact:Ada Quill(555) 555-0172ada@elm.example",
            [("Ada Quill", ["(555) 555-0172"], ["ada@elm.example"])],
        ),
        (
            "Contacts:\n\nIn Cove, Ada Quill, ada@elm.example, +41 22 555 172 In Elm, Ben Harrow, +61 2 5550 1234",
            [
                ("Ada Quill", ["+41 22 555 172"], ["ada@elm.example"]),
                ("Ben Harrow", ["+61 2 5550 1234"], []),
            ],
        ),
        (
            "CONTACT: Ada Quill 02 5550 5477 / 0491 570 156   Ben Harrow 02 5550 5471 / 0491 570 157",
            [
                ("Ada Quill", ["02 5550 5477", "0491 570 156"], []),
                ("Ben Harrow", ["02 5550 5471", "0491 570 157"], []),
            ],
        ),
        (
            "Media contacts - Senator Holm: Ada Quill 0491 570 156  Senator Lund: Ben Harrow 0491 570 157",
            [("Ada Quill", ["0491 570 156"], []), ("Ben Harrow", ["0491 570 157"], [])],
        ),
        (
            "Contacts\n\nElm Media Relations\n\nmedia@elm.example\n\nAda Quill\n\n(555) 555-0172\n\nada@elm.example",
            [(None, [], ["media@elm.example"]), ("Ada Quill", ["(555) 555-0172"], ["ada@elm.example"])],
        ),
        (
            "Press Contacts\n\nAda Quill\n\nElm\n\nada@elm.example\n\nElm Media Helpline\n\nmedia@elm.example",
            [("Ada Quill", [], ["ada@elm.example"]), (None, [], ["media@elm.example"])],
        ),
        ("Contact: Ada Quill, 555/555-0172.", [("Ada Quill", ["555/555-0172"], [])]),
        (
            "Rückfragen bitte an:\n\nStadtwerke Elm\nTelefon: 07361 555-107\nE-Mail: presse@elm.example",
            [(None, ["07361 555-107"], ["presse@elm.example"])],
        ),
        (
            "Регистрация журналистов на месте. Дополнительная информация по тел. (063) 555-60-81 (Ада Перова).",
            [("Ада Перова", ["(063) 555-60-81"], [])],
        ),
    ],
)
def test_each_person_and_desk_of_a_list_is_a_contact(
    text: str, expected: list[tuple[str | None, list[str], list[str]]]
) -> None:
    assert contacts(text) == expected


def test_a_notice_below_a_contact_is_no_contact() -> None:
    text = "###\n\nContact: Ada Quill, +1 555 555 0172\n\nNOTICE\n\n“Elm” means the Elm Trust and its houses."
    assert [name for name, _, _ in contacts(text)] == ["Ada Quill"]


def test_the_foot_of_a_letterhead_is_no_contact() -> None:
    assert contacts("Elm Courts Building • 133 N. Quay Street, Box 19 • Elm, Norland 75207 • 555/555-0100") == []


def test_a_headline_below_a_contact_is_no_part_of_it() -> None:
    headline = "HARBOUR OPENS A QUAY FOR SMALL BOATS AND FOR EVERYBODY IN TOWN WHO WANTS TO MOOR, FREE OF CHARGE"
    text = f"FOR IMMEDIATE RELEASE\nCONTACT: press@elm.example\n{headline}\nCOVE – The harbour opened a quay today.\n"
    found = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")
    assert spoken(found.headline) == headline


NEWS = (
    "# The Trust opens a door\n\nCOVE, March 3, 2026 - The Trust opened a door today, and nine hundred went in.\n\n"
    "“We waited nine years for this day,” said Ada Quill, director of the Trust, in front of the door.\n\n"
)


@pytest.mark.parametrize(
    ("lines", "contacts"),
    [
        (
            "Ben Harrow\nHead of Communications\nElm Water Trust\n+44 20 7946 0012\nben@trust.example\n",
            [("Ben Harrow", "Head of Communications", 1, 1)],
        ),
        (
            "Ben Harrow, Press Officer\nTel. +44 20 7946 0012\n\nCleo Marsh\nMedia Adviser\ncleo@trust.example\n",
            [("Ben Harrow", "Press Officer", 1, 0), ("Cleo Marsh", "Media Adviser", 0, 1)],
        ),
        ("Ben Harrow\n\nPress Officer\n\nben@trust.example\n", [("Ben Harrow", "Press Officer", 0, 1)]),
        ("Ben Harrow\nPress Officer\n", []),
        ("Barbara Harrow\n2026-03-03 22:26:56\n2026-03-03 22:27:05\n", []),
        ("Ada Quill and Ben Harrow opened it. Call 020 7946 0012 to book a place in the tour on Sunday.\n", []),
    ],
)
def test_a_contact_under_the_text_needs_no_label(lines: str, contacts: list[tuple[str, str, int, int]]) -> None:
    found = read_manuscript(read_page((NEWS + lines).encode(), "a.txt"), "a.txt").contacts
    assert [(spoken(c.name), spoken(c.role), len(c.phones), len(c.emails)) for c in found] == contacts


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        (
            "To schedule an interview with Elm CEO Ada Quill and CFO Cleo May, contact Ben Harrow at (208) 555-0113.",
            ("Ben Harrow", 1, 0),
        ),
        ("Contact: www.trust.example310.555.0117 press@trust.example", (None, 1, 1)),
    ],
)
def test_a_contact_may_be_far_from_its_verb_or_glued_to_a_site(line: str, contact: tuple[str | None, int, int]) -> None:
    line = line.replace("www.trust.example310", "www.trust.com310")
    found = read_manuscript(read_page(f"{NEWS}{line}\n".encode(), "a.txt"), "a.txt").contacts
    assert [(spoken(c.name), len(c.phones), len(c.emails)) for c in found] == [contact]


def test_a_contact_is_one_with_and_without_a_title() -> None:
    text = (
        f"{NEWS}Contact: Dr. Ada Quill, Founder, 555-555-0143, ada@trust.example\n\nContact: Ada Quill\n555-555-0143\n"
    )
    found = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").contacts
    assert [(spoken(c.name), len(c.phones), len(c.emails)) for c in found] == [("Dr. Ada Quill", 1, 1)]


def test_a_calling_before_a_name_is_no_part_of_it() -> None:
    text = f"{NEWS}For more information, contact Press Officer Ada Quill at 555-555-0143 or ada@trust.example.\n"
    found = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").contacts
    assert [(spoken(c.name), spoken(c.role)) for c in found] == [("Ada Quill", "Press Officer")]
