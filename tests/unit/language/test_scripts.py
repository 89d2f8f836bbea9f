"""Words in letters in which a language is not written."""

from __future__ import annotations

import pytest

from pressctl.language.scripts import foreign_letters


@pytest.mark.parametrize(
    ("text", "language", "letters"),
    [
        ("شيء بالعربية", "ru", "Arabic"),
        ("Глава миссии", "en", "Cyrillic"),
        ("Baş nazir, Глава миссии", "az", "Cyrillic"),
        ("Əliyev Rəşad", "az", None),
        ("NATO, OSCE and the daily Известия", "en", None),
        ("OSCE", "ru", None),
        ("وزارة الصحة OSCE", "ar", None),
        ("14:30", "ru", None),
        ("Глава миссии", "az-Cyrl", None),
    ],
)
def test_letters_of_another_language_are_told(text: str, language: str, letters: str | None) -> None:
    assert foreign_letters(text, language) == letters
