"""The basis of an address: typed where our words are used, left alone where they are not."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.model.basis import Ground, read_basis

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "ground", "since", "source"),
    [
        ("consent, 2018-03-12, press breakfast", Ground.CONSENT, date(2018, 3, 12), "press breakfast"),
        ("legitimate interest, 2018-01-15, news agency", Ground.LEGITIMATE_INTEREST, date(2018, 1, 15), "news agency"),
        ("razılıq 12.03.2018, forum", Ground.CONSENT, date(2018, 3, 12), "forum"),
        ("Законный интерес; 2018-03; сайт редакции", Ground.LEGITIMATE_INTEREST, date(2018, 3, 1), "сайт редакции"),
        ("by e-mail (consent 2018-06-18)", Ground.CONSENT, date(2018, 6, 18), "by e-mail"),
        ("موافقة 2018-06-18 مؤتمر", Ground.CONSENT, date(2018, 6, 18), "مؤتمر"),
        ("press card, seen by NN", None, None, "press card, seen by NN"),
    ],
)
def test_the_usual_forms_are_understood(text: str, ground: Ground | None, since: date | None, source: str) -> None:
    basis = read_basis(text)
    assert (basis.ground, basis.since, basis.source) == (ground, since, source)
    assert basis.text == text
    assert list(basis.faults(TODAY)) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("consent", ["says no date", "says no source"]),
        ("consent, 2018-03-12", ["says no source"]),
        ("consent, 2018-02-31, forum", ["2018-02-31 is no day of any calendar"]),
        ("legitimate interest, 12.03.2030, forum", ["2030-03-12 is in the future"]),
        ("seen on 31.02.2018", ["31.02.2018 is no day of any calendar"]),
    ],
)
def test_what_is_missing_is_said(text: str, faults: list[str]) -> None:
    assert list(read_basis(text).faults(TODAY)) == faults


def test_a_date_within_a_longer_number_is_none() -> None:
    assert read_basis("consent, form 12018-03-129, fair").since is None
