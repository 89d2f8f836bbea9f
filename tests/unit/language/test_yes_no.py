"""Yes and no are understood in the office's languages, and nothing else is taken for either."""

from __future__ import annotations

import pytest

from pressctl.language.yes_no import yes_or_no


@pytest.mark.parametrize("word", ["yes", "Y", " BƏLİ ", "да", "نعم", "oui", "TRUE", "1", "x"])
def test_a_yes(word: str) -> None:
    assert yes_or_no(word) is True


@pytest.mark.parametrize("word", ["no", "XEYR", "нет", "لا", "non", "false", "0", "HAYIR"])
def test_a_no(word: str) -> None:
    assert yes_or_no(word) is False


@pytest.mark.parametrize("word", ["", " ", "perhaps", "yes and no", "2"])
def test_what_is_neither(word: str) -> None:
    assert yes_or_no(word) is None
