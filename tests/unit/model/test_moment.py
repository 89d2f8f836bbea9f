"""Times with zones: what is refused, what is asked about, and that writing and reading agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.model.moment import Moment, MomentError, parse_moment


@pytest.mark.parametrize(
    "text",
    [
        "2018-10-30T10:00+04:00[Asia/Baku]",
        "2018-10-30T10:00[Asia/Baku]",
        "2018-10-30 10:00 Asia/Baku",
        "2018-10-30 10:00:00 +04:00 [Asia/Baku]",
    ],
)
def test_the_forms_of_a_moment_mean_the_same(text: str) -> None:
    assert parse_moment(text) == Moment(datetime(2018, 10, 30, 6, 0, tzinfo=UTC), "Asia/Baku")


def test_a_default_zone_serves_a_time_without_one() -> None:
    assert parse_moment("2018-10-30T10:00", "Asia/Baku") == parse_moment("2018-10-30T10:00[Asia/Baku]")


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(MomentError, match="does not exist"):
        parse_moment("2018-03-25T02:30[Europe/Berlin]")


def test_an_hour_that_comes_twice_needs_its_offset() -> None:
    with pytest.raises(MomentError, match=r"comes twice.*\+02:00 or \+01:00"):
        parse_moment("2018-10-28T02:30[Europe/Berlin]")
    early = parse_moment("2018-10-28T02:30+02:00[Europe/Berlin]")
    late = parse_moment("2018-10-28T02:30+01:00[Europe/Berlin]")
    assert late.instant - early.instant == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9999-12-31T23:59[America/New_York]", "not a date and time that a release has"),
        ("9999-12-31T23:00Z", "not a date and time that a release has"),
        ("0001-01-01T00:00[Asia/Tokyo]", "not a date and time that a release has"),
        ("2018-10-30T10:00", "no zone"),
        ("2018-10-30T10:00+03:00[Asia/Baku]", "not at +03:00"),
        ("2018-10-30T10:00[Asia/Bakuu]", "not a time zone"),
        ("2018-02-30T10:00[Asia/Baku]", "exists"),
        ("2018-10-30T25:00[Asia/Baku]", "exists"),
        ("30 October", "not a date and time"),
        ("", "not a date and time"),
        ("2018-10-30T10:00[../../etc/passwd]", "not a date and time"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, reason: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text)
    assert reason in str(caught.value)


@given(
    st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2037, 12, 31)),  # noqa: DTZ001 (UTC is put on below)
    st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone and "Etc" not in zone)),
)
def test_what_is_written_reads_back_as_the_same_instant(naive: datetime, zone: str) -> None:
    moment = Moment(naive.replace(second=0, microsecond=0, tzinfo=UTC), zone)
    offset = moment.local().utcoffset()
    if offset is not None and offset.total_seconds() % 60 == 0:
        assert parse_moment(str(moment)) == moment
