"""Any text is read as blocks or refused with a line; escaped text says its own words."""

from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.model.digest import canonical_json
from pressctl.model.text import Block, Foreign, Heading, Link, Paragraph, Quotation, Table, block_text
from pressctl.source.characters import FORBIDDEN
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.source.markdown.reading import parse_blocks
from tests.examples import examples

MARKS = "ab1. \n#>-*_+[]()<>!|`~=&;:{}\\\"'—–\t😀ə@/,"
NASTY = [
    "# x",
    "## x ##",
    "x #",
    "> x",
    "- x",
    "-",
    "--",
    "---",
    "- - -",
    "* x",
    "***",
    "+ x",
    "+",
    "1. x",
    "1) x",
    "2018. Year",
    "1.",
    "| a |",
    "a|b\n-|-",
    "a|\n:-",
    "a\n:-:\nb",
    "a\n---",
    "a\n===",
    "-- Leyla",
    "— Leyla",
    "– x",
    "a\n— b",
    "\\",
    "\\\\",
    "a\\",
    "a\\\nb",
    "a  \nb",
    "[x](y)",
    "[x]{lang=az}",
    "![x](y)",
    "<https://a.b>",
    "<b>x</b>",
    "&amp;",
    "&#8212;",
    "&copy",
    "`x`",
    "```\nx\n```",
    "    x",
    "\tx",
    "*x*",
    "__x__",
    "snake_case",
    "a_b_c",
    "[x]: http://y",
    "{spoken_in=az}",
    "a {x=y}",
    "x!",
    "![",
    "](",
    "\\*",
    "\\-",
    "**",
    "* *",
    "_ _",
    "=\n=",
    "~~x~~",
    "http://a.b_c_d",
    "x^2^",
    "$x$",
    "© \u00a0x",
    "a\u00adb",
    "😀 #1",
    "#hashtag",
    "+994 12 465",
    "\n\n\n",
    " ",
    "",
]

words = st.one_of(
    st.sampled_from(NASTY), st.text(alphabet=st.sampled_from(MARKS), max_size=30), st.text(max_size=30)
).filter(lambda text: not FORBIDDEN.search(text))
one_line = words.map(lambda text: " ".join(text.split())).filter(bool)


def said(blocks: tuple[Block, ...]) -> list[str]:
    return " ".join(map(block_text, blocks)).split()


@examples(300)
@given(words)
def test_escaped_text_says_the_same_words(text: str) -> None:
    parsed = parse_blocks(escape_markdown(text), path="en.md")
    assert not parsed.problems
    assert all(isinstance(block, Paragraph) for block in parsed.blocks)
    assert said(parsed.blocks) == text.split()


@examples(200)
@given(one_line, one_line)
@example("— Leyla", "x")
@example("x #", "|")
def test_escaped_text_says_the_same_words_wherever_it_is_put(first: str, second: str) -> None:
    a, b = escape_markdown(first), escape_markdown(second)
    text = f"# {a}\n\n- {a}\n- {b}\n\n> {a}\n> {b}\n> — Name\n\n| {a} | {b} |\n|---|---|\n| {b} | {a} |\n\n[{a}](https://e.org)\n\n[{b}]{{lang=az}}\n"
    parsed = parse_blocks(text, path="en.md")
    assert not parsed.problems
    heading, items, quotation, table, link, foreign = parsed.blocks
    assert isinstance(heading, Heading)
    assert isinstance(quotation, Quotation)
    assert isinstance(table, Table)
    assert isinstance(link, Paragraph)
    assert isinstance(foreign, Paragraph)
    assert [type(inline) for inline in (*link.inlines, *foreign.inlines)] == [Link, Foreign]
    assert said((link, foreign)) == first.split() + second.split()
    assert block_text(heading).split() == first.split()
    assert block_text(items).split() == first.split() + second.split()
    assert quotation.attribution is not None
    assert quotation.attribution.name == "Name"
    assert said((Paragraph(quotation.paragraphs[0]),)) == first.split() + second.split()
    assert block_text(table).split() == first.split() + second.split() + second.split() + first.split()


@examples(400)
@given(
    st.one_of(st.text(alphabet=st.sampled_from(MARKS), max_size=120), st.text(max_size=60)),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@example("> " * 60 + "x", "\n")
@example("- " * 60 + "x", "\n")
@example("*" * 5000 + "x" + "*" * 5000, "\n")
@example("[" * 300 + "x" + "]()" * 300, "\n")
@example("[x]{lang=az}" * 50, "\n")
@example("a|b\n-|-\n" + "x\n" * 50, "\n")
@example("> - \n> — \n>\n> # x", "\n")
def test_every_text_gives_blocks_inside_its_own_bounds(text: str, newline: str) -> None:
    source = text.replace("\n", newline)
    parsed = parse_blocks(source, path="en.md", line=7, offset=100)
    lines = len(source.splitlines()) + source.count("\r") + 8
    for block in parsed.blocks:
        assert 100 <= block.span.start <= block.span.end <= 100 + len(source)
        assert 7 <= block.span.line <= lines
        canonical_json(block)
        block_text(block)
    starts = [block.span.start for block in parsed.blocks]
    assert starts == sorted(starts)
    assert all(problem.line and 7 <= problem.line <= lines for problem in parsed.problems)


@given(
    st.text(max_size=40),
    st.sampled_from(["\x00", "\x07", "\u202e", "\u2066", "\u2028", "\ue000", "\ue001", "\x85", "\ufffe"]),
    st.text(max_size=40),
)
def test_a_character_that_no_release_may_hold_is_always_found(before: str, character: str, after: str) -> None:
    parsed = parse_blocks(before + character + after, path="en.md")
    assert any("U+" in problem.message and problem.column for problem in parsed.problems)
