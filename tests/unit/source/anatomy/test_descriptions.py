"""What an organisation says of itself, with its heading run into the text or with none: all texts are invented."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

NEWS = (
    "Norland Rye opens a mill\n\nPORT ELM, March 3, 2026 – Norland Rye, a company of the Elm Harbour Board, opens a"
    " mill for small farms today, and everybody may use it free of charge.\n\n"
)
TEXT = "Founded in 1911, the board looks after nine quays and their lamps. It has twelve members in three towns."


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


@pytest.mark.parametrize("title", ["About Elm Harbour Board", "ABOUT THE ELM HARBOUR BOARD", "About Norland Rye"])
def test_a_heading_ends_with_the_name_that_stands_elsewhere(title: str) -> None:
    found = read(f"{NEWS}{title} {TEXT}\n").boilerplates
    assert [(one.title.text if one.title else None, one.text[0].text) for one in found] == [(title, TEXT)]


def test_a_paragraph_on_something_is_no_description() -> None:
    found = read(f"{NEWS}About Nine Farms Took Part in the first week. {TEXT}\n\nMore of them may come.\n")
    assert not found.boilerplates


@pytest.mark.parametrize(
    "text",
    [
        (
            "Norland Rye: Milled with care. At Norland Rye, we mill the grain of ninety farms on three old stones"
            " and our flour is sold in nine towns."
        ),
        (
            "With its mills Elm, Oak, and Ash & Rye, NORLAND RYE is the largest miller here. “Milled with care.”:"
            " this is what the company has stood for since 1911, in nine towns."
        ),
        (
            "Founded in 1911 by nine small farms, Norland Rye is a miller of the coast with three stones and shops in"
            " nine towns, all of which belong to those who work in them."
        ),
    ],
)
def test_a_description_without_a_heading_closes_the_text(text: str) -> None:
    news = "“We open it today, and nobody pays,” said Ada Quill, the miller.\n\n"
    found = read(f"{NEWS}{news}{text}\n").boilerplates
    assert [(one.title, one.text[0].text) for one in found] == [(None, text)]
