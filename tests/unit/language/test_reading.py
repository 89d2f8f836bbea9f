"""What people type at a prompt when asked for a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.language.dates import date_text, moment_text
from pressctl.language.reading import ReadingError, read_date, read_moment
from pressctl.model.moment import localise

TODAY = date(2018, 10, 1)
DAY = date(2018, 10, 30)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2018-10-30"),
        ("en", "30.10.2018"),
        ("en", "30/10/2018"),
        ("en", " 30 October 2018 "),
        ("en", "October 30, 2018"),
        ("en", "Tue, 30th of Oct. 2018"),
        ("az", "30 oktyabr 2018"),
        ("az", "30 Oktyabr 2018-ci il, çərşənbə axşamı"),
        ("az", "30 October 2018"),
        ("ru", "30 октября 2018 г."),
        ("ru", "вторник, 30 октября 2018 года"),
        ("fr", "mardi 30 octobre 2018"),
        ("ar", "٣٠ أكتوبر ٢٠١٨"),
        ("ar", "الثلاثاء، 30 أكتوبر 2018"),
    ],
)
def test_a_date_is_read_as_people_write_it(language: str, text: str) -> None:
    assert read_date(text, language, TODAY) == DAY


def test_the_day_comes_first() -> None:
    assert read_date("05/06/2018", "en", TODAY) == date(2018, 6, 5)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "tomorrow"), ("az", "sabah"), ("ru", "завтра"), ("fr", "demain")]
)
def test_tomorrow_is_the_day_after_today(language: str, text: str) -> None:
    assert read_date(text, language, TODAY) == TODAY + timedelta(days=1)


@pytest.mark.parametrize("text", ["30 October", "October 30", "30.10.", "30/10"])
def test_a_date_without_a_year_is_refused_with_what_to_add(text: str) -> None:
    with pytest.raises(ReadingError, match="has no year: add it, as in 30 October 2018"):
        read_date(text, "en", TODAY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.02.2018", "not a date that exists"),
        ("10/30/2018", "the day comes first"),
        ("Monday, 30 October 2018", "not that day of the week"),
        ("soon", "is not a date"),
        ("", "is not a date"),
        ("30 October 2018 or so", "is not a date"),
        ("30.10.2018 or 31.10.2018", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadingError, match=why):
        read_date(text, "en", TODAY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2018-10-30T10:00"),
        ("en", "2018-10-30 10:00+04:00[Asia/Baku]"),
        ("en", "30 October 2018 10:00"),
        ("en", "October 30, 2018 at 10 am"),
        ("en", "30.10.2018 10:00"),
        ("az", "30 oktyabr 2018, saat 10:00"),
        ("ru", "30 октября 2018 в 10:00"),
        ("fr", "mardi 30 octobre 2018 à 10 h 00"),
        ("fr", "30 octobre 2018, 10h"),
        ("ar", "30 أكتوبر 2018، الساعة 10:00"),
    ],
)
def test_a_moment_is_read_on_the_offices_clock(language: str, text: str) -> None:
    assert str(read_moment(text, language, "Asia/Baku", TODAY)) == "2018-10-30T10:00+04:00[Asia/Baku]"


def test_tomorrow_at_ten_is_a_moment() -> None:
    assert read_moment("tomorrow at 10:00", "en", "Asia/Baku", TODAY).local().isoformat() == "2018-10-02T10:00:00+04:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30 October 2018", "has no time"),
        ("30 October 10:00", "has no year"),
        ("30.10.2018 25:00", "24-hour clock"),
        ("30.10.2018 13 pm", "no hour"),
        ("2018-13-30 10:00", "not a date and time that exists"),
        ("28 October 2018 02:30", "comes twice"),
        ("2018-03-25 02:30", "does not exist"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadingError, match=why):
        read_moment(text, "en", "Europe/Berlin", TODAY)


def test_an_unreadable_date_is_bad_input_and_a_value_error() -> None:
    assert issubclass(ReadingError, BadInput)
    assert issubclass(ReadingError, ValueError)


@given(
    st.tuples(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.times()).map(
        lambda at: datetime.combine(at[0], at[1].replace(second=0, microsecond=0))
    ),
    st.sampled_from(["en", "az", "ru", "fr", "ar"]),
)
def test_what_pressctl_prints_it_reads(at: datetime, language: str) -> None:
    moment = localise(at, "UTC")
    assert read_moment(moment_text(moment, language), language, "UTC", TODAY) == moment
    assert read_date(date_text(at.date(), language), language, TODAY) == at.date()


@pytest.mark.parametrize(
    "typed",
    [
        "30 October 2027 10:00 Europe/Brussels",
        "30 octobre 2027 à 10 h, Bruxelles".replace("Bruxelles", "brussels"),
        "30.10.2027 10 am [Europe/Brussels]",
        "2027-10-30 10:00 Brussels",
        "2027-10-30T10:00[europe/brussels]",
    ],
)
def test_a_zone_may_stand_behind_a_time_in_words(typed: str) -> None:
    moment = read_moment(typed, "fr", "Asia/Baku", TODAY)
    assert str(moment) == "2027-10-30T10:00+02:00[Europe/Brussels]"


def test_a_zone_that_is_none_is_said_and_an_hour_twice_needs_its_offset() -> None:
    with pytest.raises(ReadingError, match="did you mean Africa/Dakar"):
        read_moment("30 October 2027 10:00 Asia/Dakar", "en", "UTC", TODAY)
    with pytest.raises(ReadingError, match="an offset"):
        read_moment("30 October 2027 10:00 GMT+4", "en", "UTC", TODAY)
    with pytest.raises(ReadingError, match="comes twice"):
        read_moment("31 October 2027 02:30 Europe/Brussels", "en", "UTC", TODAY)


@pytest.mark.parametrize(("language", "text"), [("en", "yesterday"), ("az", "dünən"), ("ru", "вчера"), ("ar", "أمس")])
def test_yesterday_is_a_day(language: str, text: str) -> None:
    assert read_date(text, language, date(2018, 10, 20)) == date(2018, 10, 19)


def test_a_word_that_is_no_day_is_answered_with_those_that_are() -> None:
    with pytest.raises(ReadingError, match="today, tomorrow, yesterday"):
        read_date("someday", "en", date(2018, 10, 20))
