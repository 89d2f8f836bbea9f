"""Zones and languages are understood as people call them, and what is not is named with what was probably meant."""

from __future__ import annotations

import pytest

from pressctl.language.spoken import read_languages
from pressctl.language.zones import read_zone, regions, zones_of


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Brussels", "Europe/Brussels"),
        ("europe/brussels", "Europe/Brussels"),
        ("BAKU", "Asia/Baku"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Geneva", "Europe/Zurich"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_city(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "meant"), [("Asia/Dakar", "Africa/Dakar"), ("Brussel", "Europe/Brussels"), ("Tokio", "Asia/Tokyo")]
)
def test_a_near_zone_is_proposed(typed: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean {meant}"):
        read_zone(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Georgia", ["Asia/Tbilisi"]),
        ("Gürcüstan", ["Asia/Tbilisi"]),
        ("Tiflis", ["Asia/Tbilisi"]),
        ("USA", ["America/", " or "]),
        ("GMT+4", ["an offset", "summer time", "Asia/Baku"]),
        ("UTC+5:30", ["an offset", "Asia/Kolkata"]),
        ("-03:00", ["an offset", "America/"]),
    ],
)
def test_a_country_another_languages_town_and_an_offset_lead_to_zones(typed: str, meant: list[str]) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # what it says is looked at below
        read_zone(typed)
    assert [part for part in meant if part not in str(refused.value)] == []


def test_an_old_name_of_a_town_is_known() -> None:
    assert read_zone("Calcutta") == "Asia/Calcutta"


def test_the_zones_of_a_region_are_listed() -> None:
    assert "Europe" in regions()
    assert "Brussels" in zones_of("europe")
    assert zones_of("Nowhere") == ()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("en fr", ("en", "fr")),
        ("en, fr, en", ("en", "fr")),
        ("English, french", ("en", "fr")),
        ("français et anglais", ("fr", "en")),
        ("EN;zh-hant", ("en", "zh-Hant")),
        ("Azerbaijani", ("az",)),
        ("русский", ("ru",)),
    ],
)
def test_languages_are_read_as_people_list_them(typed: str, codes: tuple[str, ...]) -> None:
    assert read_languages(typed) == codes


def test_a_language_that_is_none_is_said() -> None:
    with pytest.raises(ValueError, match='did you mean "English"'):
        read_languages("engish")
    with pytest.raises(ValueError, match='did you mean "Arabic"'):  # and not Arabe, which is nearer
        read_languages("arab")
    with pytest.raises(ValueError, match="at least"):
        read_languages(" , ")
