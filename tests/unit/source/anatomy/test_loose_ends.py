"""What was run on, torn or glued in real releases, each as invented sentences."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
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
