"""Dates as newsrooms print them, in five languages and one that has no patterns of its own."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pressctl.errors import BadInput
from pressctl.language.dates import (
    brief_day,
    brief_time,
    date_text,
    embargo_moment,
    embargo_time,
    event_time,
    moment_text,
    zone_city,
)
from pressctl.model.moment import parse_moment

START = parse_moment("2018-10-30T10:00[Asia/Baku]")
NB = "\u00a0"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "30 October 2018"),
        ("az", "30 oktyabr 2018"),
        ("ru", "30 октября 2018 года"),
        ("fr", "30 octobre 2018"),
        ("ar", "30 أكتوبر 2018"),
        ("de", "30. Oktober 2018"),
    ],
)
def test_a_date_has_its_day_first(language: str, expected: str) -> None:
    assert date_text(date(2018, 10, 30), language) == expected


def test_the_first_of_a_month_is_an_ordinal_in_french_only() -> None:
    assert date_text(date(2018, 10, 1), "fr") == "1er octobre 2018"
    assert date_text(date(2021, 11, 11), "fr") == "11 novembre 2021"
    assert moment_text(parse_moment("2018-10-01T09:00[Asia/Baku]"), "fr") == f"lundi 1er octobre 2018, 9{NB}h{NB}00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Tuesday, 30 October 2018, 10:00"),
        ("az", "30 oktyabr 2018, çərşənbə axşamı, saat 10:00"),
        ("ru", "вторник, 30 октября 2018 года, 10:00"),
        ("fr", f"mardi 30 octobre 2018, 10{NB}h{NB}00"),
        ("ar", "الثلاثاء، 30 أكتوبر 2018، الساعة 10:00"),
    ],
)
def test_a_moment_has_its_weekday(language: str, expected: str) -> None:
    assert moment_text(START, language) == expected


def test_the_clock_has_twenty_four_hours() -> None:
    evening = parse_moment("2018-10-30T22:05[Asia/Baku]")
    assert moment_text(evening, "en", place="Baku") == "Tuesday, 30 October 2018, 22:05 Baku"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "30 Oct, 10:00 Baku (06:00 UTC)"),
        ("az", "30 oktyabr, saat 10:00 Bakı vaxtı ilə (06:00 UTC)"),
        ("ru", "30 октября, 10:00 Баку (06:00 UTC)"),
        ("fr", f"30 octobre, 10{NB}h{NB}00 à Bakou (6{NB}h{NB}00 UTC)"),
        ("ar", "30 أكتوبر، الساعة 10:00 بتوقيت باكو (06:00 UTC)"),
    ],
)
def test_an_embargo_names_the_city_and_utc(language: str, expected: str) -> None:
    assert embargo_time(START, language) == expected


def test_an_embargo_says_when_utc_is_on_another_day() -> None:
    night = parse_moment("2018-11-01T02:00[Asia/Baku]")
    assert embargo_time(night, "en") == "1 Nov, 02:00 Baku (31 Oct, 22:00 UTC)"


def test_an_embargo_in_utc_names_it_once() -> None:
    assert embargo_time(parse_moment("2018-10-30T06:00Z"), "en") == "30 Oct, 06:00 UTC"


def test_an_embargo_in_london_winter_still_names_london() -> None:
    assert embargo_time(parse_moment("2018-12-01T06:00[Europe/London]"), "en") == "1 Dec, 06:00 London (06:00 UTC)"


def test_the_sheets_embargo_has_its_year() -> None:
    assert embargo_moment(START, "en") == "30 October 2018, 10:00 Baku (06:00 UTC)"


def test_an_event_within_a_day_has_one_date_and_two_times() -> None:
    end = parse_moment("2018-10-30T13:00[Asia/Baku]")
    assert event_time(START, end, "en") == "Tuesday, 30 October 2018, 10:00–13:00"
    assert event_time(START, end, "ar") == "الثلاثاء، 30 أكتوبر 2018، من 10:00 إلى 13:00"
    assert event_time(START, end, "fr") == f"mardi 30 octobre 2018, de 10{NB}h{NB}00 à 13{NB}h{NB}00"
    assert event_time(START, end, "en", place="Baku") == "Tuesday, 30 October 2018, 10:00–13:00 Baku"


def test_an_event_over_days_has_both_dates() -> None:
    end = parse_moment("2018-10-31T13:00[Asia/Baku]")
    assert event_time(START, end, "en") == "Tuesday, 30 October 2018, 10:00 – Wednesday, 31 October 2018, 13:00"


def test_the_end_is_read_on_the_clock_of_the_start() -> None:
    end = parse_moment("2018-10-30T10:00[Europe/Brussels]")
    assert event_time(START, end, "en") == "Tuesday, 30 October 2018, 10:00–13:00"


def test_an_event_without_an_end_has_its_start() -> None:
    assert event_time(START, None, "en") == moment_text(START, "en")


def test_a_zone_is_named_after_its_city() -> None:
    assert [zone_city("Asia/Baku", code) for code in ("en", "az", "ru", "fr", "ar")] == [
        "Baku", "Bakı", "Баку", "Bakou", "باكو",
    ]  # fmt: skip
    assert zone_city("America/New_York", "en") == "New York"
    assert zone_city("Etc/GMT-4", "en") == "GMT-4"


def test_a_language_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(BadInput, match="qqq"):
        date_text(date(2018, 10, 30), "qqq")


def test_the_offices_own_screens_say_a_day_without_a_leading_nought() -> None:
    at = datetime(2026, 12, 2, 9, 5)  # noqa: DTZ001  # a clock's face, whatever its zone
    assert (brief_day(at), brief_time(at), brief_time(at, year=True)) == (
        "2 Dec 2026", "2 Dec 09:05", "2 Dec 2026 09:05",
    )  # fmt: skip
