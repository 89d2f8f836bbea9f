"""Paragraphs added, taken out, parted and joined, in the way that the text itself is written."""

import pytest

from pressctl.errors import Refused
from pressctl.source.markdown.emphasising import emphasised
from pressctl.source.markdown.restructuring import Paragraphs, RestructuringRefused

TEXT = """One *two* three.

- first item
- second item

> Said by somebody.
> And more.
> — Leyla Example, Chair

| a | b |
|---|---|
| c | d |
| e | f |

Last.
"""


def made(path: str, text: str = TEXT) -> tuple[Paragraphs, int]:
    paragraphs = Paragraphs.of(text)
    return paragraphs, paragraphs.number(path)


def test_a_paragraph_goes_with_the_blank_line_behind_it() -> None:
    text, number = made("[1]")
    assert text.without([number]) == TEXT.removeprefix("One *two* three.\n\n")


def test_the_last_paragraph_leaves_one_line_end() -> None:
    text, number = made("[5]")
    assert text.without([number]) == TEXT.removesuffix("\nLast.\n")


def test_an_item_goes_alone_and_the_whole_list_with_its_last() -> None:
    text, number = made("[2].item1")
    assert text.without([number]) == TEXT.replace("- first item\n", "")
    assert text.without([number, number + 1]) == TEXT.replace("- first item\n- second item\n\n", "")


def test_a_quotation_does_not_lose_its_words_alone() -> None:
    text, number = made("[3].paragraph1")
    with pytest.raises(RestructuringRefused, match="names the speaker"):
        text.without([number])
    assert "Leyla" not in text.without([number, number + 1])


def test_a_row_goes_with_all_its_cells_only() -> None:
    text, number = made("[4].r2c1")
    assert text.without([number, number + 1]) == TEXT.replace("| c | d |\n", "")
    with pytest.raises(RestructuringRefused):
        text.without([number])


def test_a_paragraph_is_parted_without_the_blank_between() -> None:
    text, number = made("[1]")
    assert text.parted(number, 7, 8) == TEXT.replace("*two* three.", "*two*\n\nthree.")


def test_stress_goes_on_in_both_halves() -> None:
    text, number = made("[1]", "A **bold thing** here.\n")
    assert text.parted(number, 6, 7) == "A **bold**\n\n**thing** here.\n"


def test_an_item_is_parted_into_two() -> None:
    text, number = made("[2].item1")
    assert text.parted(number, 5, 6) == TEXT.replace("- first item", "- first\n- item")


def test_words_of_somebody_are_parted_inside_the_quotation() -> None:
    text, number = made("[3].paragraph1")
    assert "> Said by somebody.\n>\n> And more.\n> — Leyla" in text.parted(number, 17, 18)


def test_two_items_are_joined_and_two_of_different_kinds_are_not() -> None:
    text, number = made("[2].item1")
    assert text.joined(number, number + 1, " ") == TEXT.replace("first item\n- second", "first item second")
    with pytest.raises(RestructuringRefused, match="kinds"):
        text.joined(number + 1, number + 2, " ")


@pytest.mark.parametrize(
    ("path", "after", "expected"),
    [
        ("[1]", 1, "One *two* three.\n\n\\*New\\* - and.\n\n- first"),
        ("[2].item2", 1, "- second item\n- \\*New\\* - and.\n"),
        ("[3].attribution", 1, "> — Leyla Example, Chair\n\n\\*New\\* - and.\n\n| a |"),
        ("[5]", 0, "| e | f |\n\n\\*New\\* - and.\n\nLast."),
    ],
)
def test_what_is_added_is_of_the_kind_that_it_goes_on_with(path: str, after: int, expected: str) -> None:
    text, number = made(path)
    assert expected in text.with_added(number + after, ["*New* - and."], number)


def test_line_ends_of_windows_stay() -> None:
    text, number = made("[1]", TEXT.replace("\n", "\r\n"))
    parted = text.parted(number, 7, 8)
    assert "*two*\r\n\r\nthree." in parted
    assert parted.count("\n") == parted.count("\r\n")


def test_what_was_moved_keeps_its_mark_up() -> None:
    text, number = made("[1]")
    assert text.with_added(text.number("[5]") + 1, ["One two three."], text.number("[5]"), [text.raw(number)]).endswith(
        "Last.\n\nOne *two* three.\n"
    )


def test_words_are_set_in_bold_and_no_longer() -> None:
    text, number = made("[1]")
    bold = emphasised(text, number, (8, 13), "bold")
    assert bold.startswith("One *two* **three**.")
    assert emphasised(Paragraphs.of(bold), number, (8, 13), "not bold") == TEXT
    with pytest.raises(Refused, match="layout"):
        emphasised(text, number, (8, 13), "style Heading 2")
