"""What is typed of a contact: taken as people write it, refused with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.workflow.contacts.typed_cells import Typed

TYPED = Typed(("en", "az"), date(2026, 11, 29))


@pytest.mark.parametrize(
    ("column", "answer", "cell"),
    [
        ("language", "English, azeri", "en;az"),
        ("language", "az;en", "az;en"),
        ("language", "français", "fr"),
        ("country", "Georgia", "GE"),
        ("country", "az", "AZ"),
        ("phone", "+32 25550100", "+32 2 555 01 00"),
        ("phone", "", ""),
        ("timezone", "baku", "Asia/Baku"),
        ("basis", "consent, 2018-03-12, press breakfast", "consent, 2018-03-12, press breakfast"),
        ("basis", "consent, on 3 November 2025, press breakfast", "consent, 2025-11-03, press breakfast"),
        ("basis", "November 3, 2025; legitimate interest, site", "2025-11-03; legitimate interest, site"),
        ("basis", "razılıq, 3 noyabr 2025, tədbir", "razılıq, 2025-11-03, tədbir"),
        ("basis", "consent, yesterday, phone call", "consent, 2026-11-28, phone call"),
        ("outlet", " Example TV ", "Example TV"),
    ],
)
def test_an_answer_becomes_the_cell(column: str, answer: str, cell: str) -> None:
    assert TYPED.cell(column, answer) == cell


@pytest.mark.parametrize(
    ("column", "answer", "why"),
    [
        ("phone", "tomorrow", "is not a phone number"),
        ("phone", "012 555 01 21", "has no country code"),
        ("phone", "+32 2", "not a phone number"),
        ("language", "Englsh", 'did you mean "English"'),
        ("basis", "consent, 3 November, fair", "no date, with its year"),
        ("basis", "consent, 3 November 2025", "where the address is from"),
    ],
)
def test_what_cannot_be_a_cell_is_refused(column: str, answer: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        TYPED.cell(column, answer)
