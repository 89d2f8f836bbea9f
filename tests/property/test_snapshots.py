"""Any edition that is frozen can be read back, and is the edition that was frozen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pressctl.model.digest import canonical_json
from pressctl.model.moment import parse_moment
from pressctl.model.snapshots import NotASnapshot, edition_in
from tests.property.editions import editions


@pytest.mark.proof
@given(editions())
def test_what_is_frozen_comes_back(edition: object) -> None:
    assert edition_in(canonical_json(edition)) == edition


@given(some.dates())
def test_a_date_among_a_kinds_own_fields_comes_back_as_written(day: date) -> None:
    from tests.property.editions import with_fields

    edition = with_fields({"opens": day, "closes": parse_moment("2018-10-30T10:00[Asia/Baku]")})
    back = edition_in(canonical_json(edition))
    assert back.fields == {"opens": str(day), "closes": "2018-10-30T10:00+04:00[Asia/Baku]"}
    assert canonical_json(back) == canonical_json(edition)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"is":"Release"}', '{"is":"Edition"}', '{"is":"Edition","x":1}'])
def test_anything_else_is_refused(content: str) -> None:
    with pytest.raises(NotASnapshot):
        edition_in(content)
