"""What is proposed can be copied into a terminal."""

from __future__ import annotations

import pytest

from pressctl.language.shell_words import shell_word


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("my-press", "my-press"),
        ("../пресса", "../пресса"),
        ("наш офис", '"наш офис"'),
        (r"C:\Users\Nino Example\press", r'"C:\Users\Nino Example\press"'),
        ("Re text (1).eml", '"Re text (1).eml"'),
        ("O'Brien", '"O\'Brien"'),
        ("costs $5", "'costs $5'"),
        ("~nino", '"~nino"'),
        ("", '""'),
    ],
)
def test_a_word_is_quoted_where_it_must_be(word: str, typed: str) -> None:
    assert shell_word(word) == typed
