"""What was run on, torn or glued in real releases, each as invented sentences."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

NEWS = (
    "Elm opens a mill for small farms\n\nPORT ELM, March 3, 2026 – Elm opens a mill for small farms today, and"
    " everybody may use it free of charge.\n\n"
)
WORDS = "“With nine stones we mill the grain of ninety farms every week,”"


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


@pytest.mark.parametrize(
    ("told", "speaker", "role"),
    [
        (
            (
                "Ada Quill, Chief Milling Officer, Elm, which has nine stones, said Elm is a good place for a mill.\n\n"
                "“It is a very good place for the mill and for all of us,” he said."
            ),
            "Ada Quill",
            None,
        ),
        (
            'Ada Quill, head of the mill, proudly said, " We mill the grain of ninety farms."',
            "Ada Quill",
            "head of the mill",
        ),
        (f"{WORDS} a miller exclaimed.", None, "a miller"),
        (f"{WORDS} said an Elm Valley School teacher after the visit.", None, "an Elm Valley School teacher"),
        (f"{WORDS} the ELM spokesman said.", None, "the ELM spokesman"),
        ("Ada Quill’s answer is direct. “Nobody pays for it. We mill for those who grow it.”", "Ada Quill", None),
        (f"Ada Quill, head of the mill, expressing her joy, said: {WORDS}", "Ada Quill", "head of the mill"),
        (f"{WORDS} said\nMayor Ada Quill\n. “Let me be clear: it is free.”", "Ada Quill", "Mayor"),
    ],
)
def test_whose_words_they_are(told: str, speaker: str | None, role: str | None) -> None:
    (one,) = read(NEWS + told + "\n").quotations
    assert (spoken(one.speaker) if one.speaker else None, one.role.text if one.role else None) == (speaker, role)


@pytest.mark.parametrize("title", ["About Elm & Oak, P.C.", "About ELM AND OAK LTD.", "About Elm & Oak, S.p.A."])
def test_the_form_of_a_company_ends_no_sentence(title: str) -> None:
    found = read(f"{NEWS}{title}\n\nThe firm has milled the grain of ninety farms. It has nine millers.\n").boilerplates
    assert [one.title.text if one.title else None for one in found] == [title]


def test_a_question_heads_the_news_where_the_description_has_a_heading_too() -> None:
    text = "Elm has milled the grain of ninety farms since 1911, and it has nine millers."
    found = read(f"{NEWS}Who is Elm?\n\n{text}\n\nAbout Elm\n\n{text}\n").boilerplates
    assert [one.title.text if one.title else None for one in found] == ["About Elm"]
    assert len(read(f"{NEWS}Who is Elm?\n\n{text}\n").boilerplates) == 1


def test_a_notice_of_lawyers_is_cut_from_a_description() -> None:
    text = "Elm has milled the grain of ninety farms since 1911, and it has nine millers."
    found = read(f"{NEWS}About Elm\n\n{text}   Disclaimer:   This text may speak of the future.\n").boilerplates
    assert [piece.text for one in found for piece in one.text] == [text]


def test_a_heading_that_is_glued_to_its_text_may_have_dots() -> None:
    text = "The Elm Harbour Board keeps nine quays and their lamps. It has twelve members."
    found = read(f"{NEWS}About Elm.com and the Elm Harbour Board{text}\n").boilerplates
    assert [one.title.text if one.title else None for one in found] == ["About Elm.com and the Elm Harbour Board"]


@pytest.mark.parametrize(
    "above", ["22 August 2002  MEDIA RELEASE          02/414", "JOINT MEDIA RELEASE", "August 22, 2002 | Press Release"]
)
def test_a_status_line_is_no_headline(above: str) -> None:
    headline = "Elm opens a mill for the small farms of the coast"
    found = read(f"{above}\n\n{headline}\n\nElm opens a mill today, and everybody may use it free of charge.\n")
    assert spoken(found.headline) == headline


def test_a_headline_behind_its_status_goes_on_before_a_town_on_a_line_of_its_own() -> None:
    found = read(
        "FOR IMMEDIATE RELEASE: Elm Harbour Board Chair Ada Quill Issues a Statement on\nNine Lost Lamps\n"
        "(Port Elm, Norland) –\n“Let me begin by saying that nine lamps were lost.”\n"
    )
    assert spoken(found.headline) == "Elm Harbour Board Chair Ada Quill Issues a Statement on Nine Lost Lamps"


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Media Contact:Ada QuillChief Milling Officeraq@elm.example(555) 555-0172", "Ada Quill", "aq@elm.example"),
        ("Contact:Investor RelationsIR@ELM.EXAMPLE+1 (555) 555-0172", None, "IR@ELM.EXAMPLE"),
        ("Contact:Ada QuillPCG Letters(555) 555-0172aq@elm.example", "Ada Quill", "aq@elm.example"),
    ],
)
def test_an_address_is_parted_from_the_calling_that_it_is_glued_to(line: str, name: str | None, email: str) -> None:
    (one,) = read(f"{NEWS}PCG Letters helped with the news of the mill, and nobody else did.\n\n{line}\n").contacts
    assert (spoken(one.name) if one.name else None, [each.text for each in one.emails]) == (name, [email])


def test_the_title_of_a_campaign_is_said_by_nobody() -> None:
    told = (
        "Elm, a mill for more than a century, today announced the launch of its campaign,"
        " “Mills Make Our Towns Strong.”"
    )
    assert not read(f"{NEWS}{told}\n").quotations


@pytest.mark.parametrize(
    ("above", "place", "day"),
    [
        (("PORT ELM, Norland / Elm News / March 3, 2026 14:05\n\nLumy - Timeless Clinic opens a room. Lumy - Timeless"
         " Clinic is open, and Lumy - Timeless Clinic is small."), "PORT ELM, Norland", "2026-03-03"),
        ("PORT ELM – [3 March, 2026] – Elm opens a mill, and all may use it.",
         "PORT ELM", "2026-03-03"),
        (("PORT ELM, Norland / Elm News / March 3, 2026 14:05\n\nElm opens a mill for small farms.\n\nElm Hall:"
         " Thursday, April 10th, and Friday, April 11th  Ada Quill shows it."), "PORT ELM, Norland", "2026-03-03"),
    ],
)  # fmt: skip
def test_half_a_name_and_a_hall_are_no_town(above: str, place: str, day: str) -> None:
    line = read(f"# Lumy - Timeless Clinic and Elm open a mill\n\n{above}\n").dateline
    assert line is not None
    assert (whole_place(line), str(line.day)) == (place, day)


def test_a_contact_without_a_label_may_stand_glued_before_the_descriptions() -> None:
    line = "Ada QuillDirector & Chief Executive OfficerElm Milling Technologies Ltd.Ada.q@elm.example+61 411 751 191"
    text = "Elm mills the grain of ninety farms, and it has nine millers in three towns. It was founded in 1911."
    found = read(
        f"{NEWS}{WORDS} said Ada Quill, head of Elm.\n\n{line}\n\nAbout Oak Limited.\n\n{text}\n\n"
        f"About Elm.works:{text}\n\n"
        "Neither the Elm Exchange nor its services provider accepts responsibility for this text.\n"
    )
    assert [(spoken(one.name), one.emails[0].text) for one in found.contacts] == [("Ada Quill", "Ada.q@elm.example")]
    assert [[piece.text for piece in one.text] for one in found.boilerplates] == [[text], [text]]


def test_a_headline_may_be_broken_into_three_lines_behind_its_status() -> None:
    found = read(
        "For Immediate Release: Board of the Harbour of Elm Affirms That Nine\nLamps Were Lost in the Winter, Citing\n"
        "The Book of the Harbour\n(PORT ELM) – On March 3, 2026, the board said that nine lamps were lost,"
        " and that nobody knows where.\n"
    )
    assert spoken(found.headline) == (
        "Board of the Harbour of Elm Affirms That Nine Lamps Were Lost in the Winter, Citing The Book of the Harbour"
    )


@pytest.mark.parametrize(
    "above",
    [
        "Subscribe to media releases at elm.example/subscribe.htm\n\nWednesday, 14 September 2011  VA075",
        "MEDIA RELEASE MINISTER FOR FOREIGN AFFAIRS ADA QUILL FA3            8  January  2004",
    ],
)
def test_what_a_ministry_files_a_release_under_is_no_headline(above: str) -> None:
    headline = "OFFER OF NINE LAMPS TO NORLAND"
    found = read(f"{above}\n\n{headline}\n\nI am pleased to announce that Elm has offered nine lamps to Norland.\n")
    assert spoken(found.headline) == headline


def test_a_contact_may_be_called_behind_a_day_in_spanish() -> None:
    found = read(
        "16 de junio de 2026 Contacto: Ada Quill, prensa@elm.example\n\nEl puerto abre su puerta a todos los barcos\n\n"
        "El puerto abre hoy su puerta a todos los que vienen de lejos a ver los barcos.\n"
    )
    assert found.dateline is not None
    assert str(found.dateline.day) == "2026-06-16"
    assert [(spoken(one.name), one.emails[0].text) for one in found.contacts] == [("Ada Quill", "prensa@elm.example")]
    below = read(
        "Elm opens a mill\n\nMarch 3, 2026 Contact: Ada Quill, aq@elm.example\n\nElm opens a mill for small farms.\n"
    )
    assert below.dateline is not None
    assert str(below.dateline.day) == "2026-03-03"


def test_the_title_of_a_description_may_stand_right_under_a_full_line() -> None:
    full = "El puerto abre hoy su puerta a todos los que vienen a ver los barcos, y la puerta queda abierta."
    text = "La Unidad del Puerto es una oficina de Elm que abre y cierra las puertas desde el año 1911."
    (one,) = read(f"El puerto abre su puerta\n\n{full}\nSobre la Unidad del Puerto\n{text}\n").boilerplates
    assert (spoken(one.title), [piece.text for piece in one.text]) == ("Sobre la Unidad del Puerto", [text])


def test_who_writes_to_learn_more_writes_to_a_contact() -> None:
    (one,) = read(f"{NEWS}To learn more, please email Ada Quill at aq@elm.example.\n").contacts
    assert (spoken(one.name), one.emails[0].text) == ("Ada Quill", "aq@elm.example")


def test_a_town_and_a_day_under_the_headline_are_no_subheadline() -> None:
    lead = "Elm opens a mill for small farms today, and everybody may use it free of charge."
    found = read(f"Elm opens a mill for small farms\n\nPort Elm, Norland, 3 March 2026\n\n{lead}\n")
    assert found.subheadline is None
    assert found.dateline is not None
    assert whole_place(found.dateline) == "Port Elm, Norland"


@pytest.mark.parametrize(
    "above",
    [
        (
            "News Flash\n\nMedia Releases\n\nPosted on: March 14, 2026\n\nElm opens a mill for small farms\n\n"
            "FOR IMMEDIATE RELEASE\nMarch 14, 2026"
        ),
        "News Flash\n\nPosted on March 14, 2026 by Ada Quill",
        "Posted on: March 14, 2026\n\nElm opens a mill for small farms\n\nFOR IMMEDIATE RELEASE",
    ],
)
def test_the_day_of_posting_and_a_second_headline_are_no_headline_and_no_subheadline(above: str) -> None:
    lead = "ELM COUNTY, Wash. – Elm opens a mill for small farms today, and everybody may use it free of charge."
    more = "The mill is open from Monday to Friday, and nine millers work in it."
    found = read(f"{above}\n\nElm opens a mill for small farms\n\n{lead}\n\n{more}\n")
    assert spoken(found.headline) == "Elm opens a mill for small farms"
    assert found.subheadline is None
    assert found.dateline is not None
    assert (whole_place(found.dateline), str(found.dateline.day)) == ("ELM COUNTY, Wash.", "2026-03-14")


def test_a_german_source_and_its_address_are_a_contact() -> None:
    (one,) = read(
        "Verband der Mühlen trauert um Ulmen\n\n(Berlin) - Karl Lind vom Verband der Mühlen bedauert den Brand.\n\n"
        "Quelle und Kontaktadresse:\nVerband der Mühlen e.V., Pressestelle Mauerstr. 93, 10117 Berlin"
        " Telefon: (030) 5550170\n"
    ).contacts
    assert (one.name, [each.text for each in one.phones]) == (None, ["(030) 5550170"])


@pytest.mark.parametrize(
    ("told", "speaker", "role"),
    [
        (f"Ada Quill, mayor of Elm, had this to say: {WORDS}", "Ada Quill", "mayor of Elm"),
        (f"{WORDS} said Mayor Quill, adding that the grain is good.", "Mayor Quill", None),
        (f"{WORDS} stated Special Agent in Charge Ada Quill of the mill.", "Ada Quill", "Special Agent in Charge"),
    ],
)
def test_what_is_done_beside_saying_is_no_calling(told: str, speaker: str, role: str | None) -> None:
    (one,) = read(f"{NEWS}{told}\n").quotations
    assert (spoken(one.speaker), one.role.text if one.role else None) == (speaker, role)


@pytest.mark.parametrize(
    ("line", "title"),
    [("ABOUT ELM – {}", "ABOUT ELM"), ("Who we are: {}", "Who we are:"), ("About the Elm – {}", "About the Elm")],
)
def test_a_dash_or_a_colon_parts_the_title_of_a_description(line: str, title: str) -> None:
    text = "Elm is a mill that was founded in 1911 and grinds grain for ninety farms."
    more = "The mill is open from Monday to Friday, and nine millers work in it for all who bring grain."
    found = read(f"{NEWS}{more}\n\n{line.format(text)}\n\nPress contact: Ada Quill, aq@elm.example\n").boilerplates
    assert [spoken(one.title) for one in found if one.title] == [title]


def test_a_headline_that_begins_with_about_is_not_cut_at_its_dash() -> None:
    headline = "About Time – Elm Opens a Mill for Small Farms in Three Towns of Norland Today"
    assert spoken(read(f"{headline}\n\n{NEWS.partition(chr(10))[2].strip()}\n").headline) == headline
