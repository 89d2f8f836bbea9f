"""Names of months and weekdays in capitals of any alphabet: what a search finds, its number is known for."""

from __future__ import annotations

import pytest

from pressctl.checks.calendar import MONTHS, dates_in, months, number_in, weekdays


@pytest.mark.parametrize("name", ["İyun", "IYUN", "iyun", "ıyun", "İYUN"])
def test_june_is_june_in_every_capital(name: str) -> None:
    assert number_in(months("az"), name) == 6


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_whatever_is_found_has_its_number(language: str) -> None:
    capitals = str.maketrans({"i": "İ", "ı": "I", "s": "ſ", "k": "K"})
    for form in (str.upper, str.capitalize, lambda name: name.translate(capitals)):
        for name, number in months(language).items():
            found = list(dates_in(f"Baku, 5 {form(name)} 2027.", language))
            assert all(date.month == number for date in found)
            assert number_in(months(language), form(name)) == number
        for name, number in weekdays(language).items():
            assert number_in(weekdays(language), form(name)) == number


def test_another_word_has_none() -> None:
    with pytest.raises(KeyError):
        number_in(months("en"), "Thermidor")
