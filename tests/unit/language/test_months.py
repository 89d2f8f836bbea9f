from __future__ import annotations

import pytest
from babel import Locale

from pressctl.language.months import month_numbers

LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "tr", "az", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_are_those_of_cldr(language: str) -> None:
    months = Locale.parse(language).months
    names = {
        name: number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, written in months[context][width].items()
        if not (name := str(written).lower().rstrip(".")).isdigit()
    }
    ours = month_numbers(language)
    assert {name: ours.get(name) for name in names} == names
    assert set(ours) - set(names) <= {"sept"}
