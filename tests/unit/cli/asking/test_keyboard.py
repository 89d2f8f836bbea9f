"""What is pasted at a prompt: its paragraphs, whatever it was copied from."""

from __future__ import annotations

import sys
from types import SimpleNamespace

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


def test_the_lines_of_a_paste_are_one_answer_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["The river is back.", "It rose by night.", "Nobody was hurt."]
    late = iter([False, False])  # the console hands a long paste over in pieces

    def key_waits() -> bool:
        return next(late, True) and bool(lines)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(kbhit=key_waits))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _="": lines.pop(0))
    assert typed("What happened? ", text=True) == "The river is back.\n\nIt rose by night.\n\nNobody was hurt."


def test_what_is_typed_line_by_line_on_windows_is_one_line_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["The river is back.", "and this answers the next question"]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(kbhit=lambda: False))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _="": lines.pop(0))
    assert typed("What happened? ", text=True) == "The river is back."
