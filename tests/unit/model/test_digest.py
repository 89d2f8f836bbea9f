"""Digests: what is inside, what stands outside."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest

from pressctl.frozen import replace
from pressctl.model.digest import (
    PREFIX,
    canonical_json,
    digest_of,
    edition_digest,
    field_digest,
    quotation_digest,
    version_digest,
)
from pressctl.model.moment import Moment
from pressctl.model.release import Boilerplate, Dateline, Edition, Embargo, MediaContact, Release
from pressctl.model.text import Attribution, Paragraph, Quotation, Span, Words

WORDS = Paragraph((Words("A conference opens in Baku."),))
EDITION = Edition(
    language="en",
    headline="A conference",
    dateline=Dateline("Baku", date(2018, 10, 30)),
    body=(WORDS,),
    fields={"aim": "to talk", "lines": ("a", "b")},
)


def release(edition: Edition) -> Release:
    return Release("id", "slug", "announcement", "en", (edition,))


def test_a_digest_names_its_scheme() -> None:
    assert edition_digest(EDITION).startswith(PREFIX)
    assert len(edition_digest(EDITION)) == len(PREFIX) + 64


def test_canonical_json_sorts_keys_and_keeps_characters() -> None:
    assert canonical_json({"b": "ə", "a": (1, None)}) == '{"a":[1,null],"b":"ə"}'


def test_nothing_is_normalised() -> None:
    assert digest_of("é") != digest_of("e\u0301")


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "A conference."},
        {"body": (Paragraph((Words("A conference opened in Baku."),)),)},
        {"dateline": Dateline("Baku", date(2018, 10, 31))},
        {"boilerplates": (Boilerplate("About", (WORDS,)),)},
        {"fields": {"aim": "to listen"}},
    ],
)
def test_words_and_facts_are_inside(change: dict[str, object]) -> None:
    assert edition_digest(replace(EDITION, **change)) != edition_digest(EDITION)


@pytest.mark.parametrize(
    "change",
    [
        {"contacts": (MediaContact("Nigar Example", phones=("+994 12 555 01 00",)),)},
        {"embargo": Embargo(Moment(datetime(2018, 10, 30, tzinfo=UTC), "Asia/Baku"))},
        {"gaps": ("something stands in",)},
        {"body": (replace(WORDS, span=Span(4, 9, 2)),)},
        {"fields": {"lines": ("a", "b"), "aim": "to talk"}},
    ],
)
def test_contacts_embargo_place_and_order_of_keys_are_outside_an_approval(change: dict[str, object]) -> None:
    assert edition_digest(replace(EDITION, **change)) == edition_digest(EDITION)


def test_a_corrected_phone_number_is_a_new_version_all_the_same() -> None:
    corrected = replace(EDITION, contacts=(MediaContact("Nigar Example", phones=("+994 12 555 01 00",)),))
    assert version_digest(release(corrected)) != version_digest(release(EDITION))


def test_a_quotation_is_who_said_what_and_not_where_it_stands() -> None:
    said = Quotation(((Words("We listen."),),), Attribution("Leyla Example", "Head"))
    assert quotation_digest(said) == quotation_digest(replace(said, span=Span(1, 2, 3)))
    assert quotation_digest(said) == quotation_digest(replace(said, attribution=Attribution("Leyla Example", "Chief")))
    assert quotation_digest(said) != quotation_digest(replace(said, attribution=Attribution("Leila Example")))


def test_a_field_has_a_digest_of_its_own() -> None:
    assert field_digest(EDITION, "headline") == field_digest(replace(EDITION, body=()), "headline")
    with pytest.raises(KeyError):
        field_digest(EDITION, "no_such_field")


def test_a_block_is_not_mistaken_for_another_kind_of_block() -> None:
    assert digest_of(Paragraph((Words("x"),))) != digest_of(Words("x"))


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        digest_of({1.5})


class Carried(NamedTuple):
    """A record as many are kept: equal to a plain tuple."""

    name: str


def test_a_named_tuple_has_no_digest_because_as_a_list_it_would_lose_its_names() -> None:
    assert digest_of(("a",)) == digest_of(["a"])
    with pytest.raises(TypeError, match="Carried has no canonical form"):
        digest_of({"organisers": (Carried("a"),)})
