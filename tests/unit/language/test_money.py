"""Sums of money as newsrooms print them, and never rounded."""

from __future__ import annotations

import pytest

from pressctl.language.money import money_text

NB = "\u00a0"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", f"EUR{NB}1.5{NB}million"),
        ("az", f"1,5{NB}milyon avro"),
        ("ru", f"1,5{NB}миллиона евро"),
        ("ar", f"1.5{NB}مليون يورو"),
        ("fr", f"1,5{NB}million d’euros"),
        ("de", f"1,5{NB}Millionen Euro"),
    ],
)
def test_millions_are_told_in_words(language: str, expected: str) -> None:
    assert money_text(1_500_000, "EUR", language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", f"USD{NB}1,234,567"),
        ("az", f"1{NB}234{NB}567 ABŞ dolları"),
        ("ru", f"1{NB}234{NB}567 долларов США"),
        ("fr", "1\u202f234\u202f567 dollars des États-Unis"),
    ],
)
def test_what_millions_would_round_is_written_out(language: str, expected: str) -> None:
    assert money_text(1_234_567, "USD", language) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        (5_000_000, "USD", "ru", f"5{NB}миллионов долларов США"),
        (21_000_000, "USD", "ru", f"21{NB}миллион долларов США"),
        (22, "USD", "ru", "22 доллара США"),
        (2_000_000, "USD", "fr", f"2{NB}millions de dollars des États-Unis"),
        (1_000_000_000, "EUR", "fr", f"1{NB}milliard d’euros"),
        (2_350_000, "AZN", "az", f"2,35{NB}milyon manat"),
        (750_000, "EUR", "en", f"EUR{NB}750,000"),
        (3_512_340_000, "EUR", "en", f"EUR{NB}3,512,340,000"),
        (3_500_000_000, "EUR", "en", f"EUR{NB}3.5{NB}billion"),
    ],
)
def test_a_currency_stands_in_the_form_that_its_number_wants(
    amount: int, currency: str, language: str, expected: str
) -> None:
    assert money_text(amount, currency, language) == expected
