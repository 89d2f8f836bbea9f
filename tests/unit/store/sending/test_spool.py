"""A long list of recipients is the same list, whether it is held in memory or on file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.model.delivery import Channel, Recipient, Tally
from pressctl.model.embargo import Ground
from pressctl.store.sending import spool
from pressctl.store.sending.spool import Spool, gathered

texts = st.text(max_size=20)
recipients = st.builds(
    Recipient,
    texts,
    texts,
    texts,
    st.sampled_from(["en", "az"]),
    st.sampled_from(Channel),
    st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    st.one_of(st.none(), st.sampled_from(Ground)),
)


@given(st.lists(recipients, max_size=30), st.integers(1, 7))
def test_what_was_written_is_read_as_often_as_wanted(people: list[Recipient], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "FEW", few)
        kept = gathered(iter(people))
        assert isinstance(kept, Spool) == (len(people) > few)
        for _ in range(2):
            assert list(kept) == people
        assert len(kept) == len(people)
        assert [kept[place] for place in range(len(people))] == people
        assert tuple(kept[1:4]) == tuple(people[1:4])
        tally = getattr(kept, "tally", None) or Tally.of(kept)
        assert tally == Tally.of(people)
        assert list(tally.numbers) == list(dict.fromkeys((one.language, one.channel) for one in people))


def test_there_is_nobody_behind_the_last_one() -> None:
    kept = Spool([Recipient("a@b", "a@b", "", "en", Channel.PRESS, ())])
    assert kept[-1].key == "a@b"
    with pytest.raises(IndexError):
        kept[1]
