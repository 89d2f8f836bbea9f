"""What is pasted at a prompt: its paragraphs, whatever it was copied from."""

from __future__ import annotations

import pytest

from pressctl.cli.keyboard import paragraphs


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("One line", "One line"),
        ("Wrapped by\nan e-mail.", "Wrapped by an e-mail."),
        ("First paragraph.\nSecond paragraph.", "First paragraph.\n\nSecond paragraph."),
        ("A sentence.\nwrapped on.\n\nSecond.\n", "A sentence. wrapped on.\n\nSecond."),
        ("One.\n\n\n  Two.  \n\n", "One.\n\nTwo."),
        ("These:\n- one\n- two", "These:\n- one\n- two"),
        ("", ""),
    ],
)
def test_a_pasted_text_keeps_its_paragraphs_and_loses_its_wrapping(pasted: str, text: str) -> None:
    assert paragraphs(pasted) == text
