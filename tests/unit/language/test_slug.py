"""Slugs: a folder's name that a reader of the headline still recognises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.config.workspace import SLUG
from pressctl.language.slug import slugify


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Azərbaycan: insan alverinə qarşı mübarizə", "azerbaycan-insan-alverine-qarsi-mubarize"),
        ("Iğdır, İSTANBUL", "igdir-istanbul"),
        ("Женщины, дети и ещё щит", "zhenshchiny-deti-i-eshchyo-shchit"),
        ("Российский хор", "rossiyskiy-khor"),
        ("IOM's 15th anniversary", "ioms-15th-anniversary"),
        ("L’événement à Bakou", "levenement-a-bakou"),
        ("😀 🎉", "release"),
        ("", "release"),
        ("CON", "con-release"),
        ("lpt1!", "lpt1-release"),
        ("../../etc/passwd\x00", "etc-passwd"),
    ],
)
def test_a_headline_becomes_a_slug(headline: str, slug: str) -> None:
    assert slugify(headline) == slug


def test_arabic_survives_as_latin_letters() -> None:
    assert slugify("بيان صحفي") == "byan-shfy"


def test_a_long_headline_is_cut_between_words() -> None:
    slug = slugify("word " * 40)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"word"}


def test_a_word_longer_than_a_slug_is_cut() -> None:
    assert slugify("x" * 200) == "x" * 80
    assert slugify("abcdef ghi", max_length=4) == "abcd"


@given(st.text(max_size=120))
def test_every_text_gives_a_well_formed_slug(text: str) -> None:
    slug = slugify(text)
    assert SLUG.fullmatch(slug)
    assert len(slug) <= 80
