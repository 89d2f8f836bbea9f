"""What is pasted at a prompt: its paragraphs, whatever it was copied from."""

from __future__ import annotations

import pytest

from pressctl.cli.asking.keyboard import paragraphs, typed


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


def test_a_prompt_wider_than_the_terminal_is_folded_at_a_space(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt="": str(asked.append(prompt)))
    typed(" 3  Accreditation: how, by when, with whom (Enter to skip): ")
    assert capsys.readouterr().out == " 3  Accreditation: how, by\n    when, with whom (Enter to\n"
    assert asked == ["    skip): "]
