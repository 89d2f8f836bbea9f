"""Markdown into blocks: what a release carries, and what it says of the rest."""

from __future__ import annotations

import pytest

from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
)
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.source.markdown.reading import parse_blocks


def blocks(text: str) -> tuple[Block, ...]:
    parsed = parse_blocks(text, path="en.md")
    assert not parsed.problems
    return parsed.blocks


def problems(text: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message) for problem in parse_blocks(text, path="en.md").problems]


def test_a_paragraph_keeps_its_words_stress_links_and_other_languages() -> None:
    (paragraph,) = blocks(
        "The *new* **law** of the [Milli Məclis]{lang=az} is\n[here](https://example.org/a_b?c=d&e).  \nEnd."
    )
    assert paragraph == Paragraph(
        (
            Words("The "),
            Emphasis((Words("new"),)),
            Words(" "),
            Strong((Words("law"),)),
            Words(" of the "),
            Foreign("az", (Words("Milli Məclis"),)),
            Words(" is "),
            Link("https://example.org/a_b?c=d&e", (Words("here"),)),
            Words("."),
            LineBreak(),
            Words("End."),
        )
    )


def test_unicode_is_left_as_it_was_written() -> None:
    text = "“Quotes”... -- 'single' (c) 1/2 e\u0301 \u00a0 x\u200cy 😀"
    assert blocks(text) == (Paragraph((Words(text),)),)


def test_html_code_and_reference_definitions_are_just_characters() -> None:
    for text in ("<b>bold</b>", "`code`", "    indented", "[a]: https://example.org"):
        assert blocks(text) == (Paragraph((Words(text.strip()),)),)


def test_headings_lists_and_tables() -> None:
    text = "# Top\n\n### Third\n\n3. a\n4. b\n\n   more\n   - c\n\n| A | B |\n|:--|--:|\n| 1 \\| 2 | *x* |\n"
    top, third, items, table = blocks(text)
    assert top == Heading(1, (Words("Top"),))
    assert third == Heading(3, (Words("Third"),))
    inner = ItemList(False, 1, ((Paragraph((Words("c"),)),),))
    more = (Paragraph((Words("b"),)), Paragraph((Words("more"),)), inner)
    assert items == ItemList(True, 3, ((Paragraph((Words("a"),)),), more))
    assert table == Table(((Words("A"),), (Words("B"),)), (((Words("1 | 2"),), (Emphasis((Words("x"),)),)),))


def test_a_quotation_ends_with_who_said_it() -> None:
    attribution = "Leyla Mammadova, Head of Protection, Example Mission {spoken_in=az}"
    text = f"> First *words*.\n>\n> More words\n> on two lines.\n> — {attribution}"
    assert blocks(text) == (
        Quotation(
            ((Words("First "), Emphasis((Words("words"),)), Words(".")), (Words("More words on two lines."),)),
            Attribution("Leyla Mammadova", "Head of Protection, Example Mission", "az"),
        ),
    )


@pytest.mark.parametrize("dash", ["— ", "– ", "― ", "-- ", "—", "--- "])
@pytest.mark.parametrize("gap", ["\n> ", "\n>\n> ", "\n"])
def test_any_long_dash_begins_the_attribution(dash: str, gap: str) -> None:
    text = f"> Words.{gap}{dash}Leyla, Head"
    assert blocks(text) == (Quotation(((Words("Words."),),), Attribution("Leyla", "Head")),)


def test_an_attribution_may_run_over_two_lines() -> None:
    text = "> Words.\n> — Leyla Mammadova, Head of\n> Protection"
    assert blocks(text) == (Quotation(((Words("Words."),),), Attribution("Leyla Mammadova", "Head of Protection")),)


def test_an_arabic_comma_parts_name_and_title() -> None:
    assert blocks("> كلمات\n> — ليلى، مديرة")[0] == Quotation(((Words("كلمات"),),), Attribution("ليلى", "مديرة"))


def test_a_quotation_without_a_speaker_is_still_one() -> None:
    assert blocks("> Words, a - dash — inside.") == (Quotation(((Words("Words, a - dash — inside."),),), None),)


def test_a_dash_that_was_escaped_is_part_of_the_words() -> None:
    assert blocks(f"> {escape_markdown('— so she said')}") == (Quotation(((Words("— so she said"),),), None),)


def test_a_backslash_before_the_attribution_is_a_line_break_that_leads_nowhere() -> None:
    assert blocks("> Words\\\n> — Leyla") == (Quotation(((Words("Words"),),), Attribution("Leyla")),)


def test_an_image_stands_alone_with_caption_and_credit() -> None:
    (image,) = blocks('![Two people *at* a desk](media/a b.jpg "x")'.replace("a b", "ab") + '{credit="Anar"}')
    assert image == Image("media/ab.jpg", "Two people at a desk", "x", "Anar")


def test_spans_count_in_the_whole_file() -> None:
    text = "One\r\n\r\n- a 😀\r\n- b\r\n\r\n\r\n> Q\r\n> — N\r\n"
    parsed = parse_blocks(text, path="en.md", line=10, offset=1000)
    found = [(text[block.span.start - 1000 : block.span.end - 1000], block.span.line) for block in parsed.blocks]
    assert found == [("One", 10), ("- a 😀\r\n- b", 12), ("> Q\r\n> — N", 16)]
    (_, items, _) = parsed.blocks
    assert isinstance(items, ItemList)
    assert [item[0].span.line for item in items.items] == [12, 13]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\n***\n", 3, "a line across the page cannot be set"),
        ("a\n---\n", 2, "a line across the page cannot be set"),
        ("> a\n> > b", 2, "a quotation inside a quotation cannot be set"),
        ("> a\n> - Leyla", 2, "a list inside a quotation cannot be set"),
        ("> a\n>\n> # b", 3, "a heading inside a quotation cannot be set"),
        ("> — Leyla", 1, "a quotation without words"),
        ("> a\n> —", 2, "the line under the quotation names nobody"),
        ("> a\n> — [L](https://e.org)", 2, "emphasis, links and images cannot be set in an attribution"),
        ("> a\n> — L {spoken=az}", 2, 'an attribution has no "spoken"'),
        ("> a\n> — L {spoken_in=Azeri}", 2, '"Azeri" is not a language code such as en, az or zh-Hant'),
        ("a\nb ![x](a.png) c", 2, "an image inside a text cannot be set"),
        ("![x]()", 1, "an image without a file"),
        ('![x](a.png){width="3"}', 1, 'an image has no "width"'),
        ("- ![x](a.png)", 1, "an image inside a list cannot be set"),
        ("- # x", 1, "a heading inside a list cannot be set"),
        ("- a\n-\n- b", 2, "an empty item in a list"),
        ("#", 1, "a heading without words"),
        ("a\nb [](https://e.org)", 2, "an empty link"),
        ("[x]()", 1, "an empty link"),
        ("[x](ftp://e.org)", 1, '"ftp://e.org" cannot be a link'),
        ("[x](javascript:alert)", 1, '"javascript:alert" cannot be a link'),
        ("[x](www.e.org)", 1, '"www.e.org" cannot be a link'),
        ("[x](https:///p)", 1, 'the link "https:///p" names no server'),
        ("[x](http://[::1)", 1, 'the link "http://[::1" names no server'),
        ("[x](<https://e.org/a b>)", 1, 'the link "https://e.org/a b" contains a space'),
        ("[x](mailto:me)", 1, 'the link "mailto:me" names no address'),
        ("[x](tel:me)", 1, 'the link "tel:me" has no number'),
        ('[x](https://e.org "title")', 1, "a link's title cannot be set"),
        ("[x]{lang=Azeri}", 1, '"Azeri" is not a language code such as en, az or zh-Hant'),
        ("[x]{.big}", 1, 'words have no "class"'),
        ("[x]{onclick=y}", 1, 'words have no "onclick"'),
        ("[]{lang=az}", 1, "a language without words"),
        ("|a|b|\n|-|-|\n|1|\n", 3, "a table row of 1 cells under a header of 2"),
        ("|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n", 4, "a table row of 3 cells under a header of 2"),
        (
            "x\ny &#x202e; z",
            2,
            "a character reference stands for a character that changes the direction of writing, U+202E",
        ),
        ("x &#xE000;", 1, "a character reference stands for a character that is kept for the mail's slots, U+E000"),
        ("*" * 40 + "a" + "*" * 40, 1, "emphasis and links inside each other go 8 deep at most"),
        ("- " * 7 + "a", 1, "lists inside lists go 5 deep at most"),
    ],
)
def test_what_a_release_cannot_carry_is_said_with_its_line(text: str, line: int, message: str) -> None:
    assert (line, message) in problems(text)


def test_mail_and_phone_links_are_links() -> None:
    (paragraph,) = blocks("[a](mailto:a@example.org) [b](tel:+99412) <https://example.org>")
    assert [inline.target for inline in paragraph.inlines if isinstance(inline, Link)] == [  # type: ignore[union-attr] # a paragraph
        "mailto:a@example.org",
        "tel:+99412",
        "https://example.org",
    ]


def test_a_hidden_character_is_named_with_line_and_column() -> None:
    (problem,) = parse_blocks("fine\nab\u202ec\u202e", path="en.md", line=5).problems
    assert (problem.line, problem.column) == (6, 3)
    assert problem.message == "contains a character that changes the direction of writing, U+202E"


def test_escaping_leaves_ordinary_prose_alone() -> None:
    for text in (
        "Baku, 30 October 2018 – the EU said: “yes” (10%).",
        "+994 12 465 90 71",
        "#hashtag & co.",
        "a-b",
        "It's 3.5 > 2",
    ):
        assert escape_markdown(text) == text
