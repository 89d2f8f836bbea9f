"""Any block can be written as Markdown that is read as that block; other words can be put into its parts."""

from __future__ import annotations

import pytest
from hypothesis import given

from pressctl.model.text import Block, Emphasis, Image, Paragraph, Strong, Words, plain
from pressctl.model.text_parts import parts, with_parts
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.markdown.writing import written
from tests.examples import examples
from tests.property.editions import blocks


@given(blocks())
@examples(200)
def test_what_is_written_is_read_again_as_it_was(block: Block) -> None:
    done = written(block, "en")
    (again,) = parse_blocks(done.markdown, path="").blocks
    assert list(parts(again)) == list(parts(block))
    said = {name: plain(words).split() for name, words in parts(block).items()}
    assert {name: plain(words).split() for name, words in parts(again).items()} == said


@given(blocks(), blocks())
@examples(100)
def test_other_words_stand_where_they_are_put_and_nothing_else_changes(block: Block, other: Block) -> None:
    said = parts(block)
    assert with_parts(block, said) == block
    new = next(iter(parts(other).values()))
    for name in said:
        if not name.startswith("attribution"):
            changed = parts(with_parts(block, {name: new}))
            assert changed == {**said, name: new}


@pytest.mark.parametrize(
    "words",
    ["- no list", "# no heading", "1. no number", "> none", "a | b", "*no* stress", "[no](link)", "— no dash", "&amp;"],
)
def test_words_that_look_like_marks_stay_words(words: str) -> None:
    block = Paragraph((Words(words),))
    assert parse_blocks(written(block, "en").markdown, path="").blocks == (block,)


def test_stress_that_markdown_cannot_carry_is_left_out_and_that_is_said() -> None:
    done = written(Paragraph((Words("a"), Strong((Words("("),)), Words("b"))), "en")
    assert (done.markdown, done.whole) == ("a(b", False)
    done = written(Paragraph((Words("so "), Emphasis((Words("very "),)), Words("good"))), "en")
    assert "*very* good" in done.markdown


def test_a_picture_keeps_its_file_caption_and_credit() -> None:
    block = Image("media/a b.jpg", "A hall", 'The "hall"', "Nino Example")
    assert parse_blocks(written(block, "en").markdown, path="").blocks == (block,)
