"""A record on disk, a clock that the test moves, and small plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.model.contact import recipient_key
from pressctl.model.delivery import Channel, Plan, Recipient, RenderedPart
from pressctl.model.moment import Moment
from pressctl.model.release import Dateline, Edition, Release
from pressctl.model.text import Paragraph, Words
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_record
from pressctl.store.record.versions import freeze

ACTOR = "Nino Example"


@dataclass
class TestClock:
    """A clock that stands until it is moved."""

    __test__ = False
    now: datetime = field(default_factory=lambda: datetime(2018, 10, 30, 6, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def record(tmp_path: Path, clock: TestClock) -> Iterator[Database]:
    with open_record(tmp_path / "pressctl.db", clock=clock) as database:
        yield database


def a_release(headline: str = "Border guards train together", phone: str = "+994 12 000 00 00") -> Release:
    from pressctl.model.release import MediaContact

    edition = Edition(
        language="en",
        headline=headline,
        dateline=Dateline("Baku", date(2018, 10, 30)),
        body=(Paragraph((Words("A sentence."),)),),
        contacts=(MediaContact("Leyla Example", phones=(phone,)),),
    )
    return Release("b1d0c1de-0000-4000-8000-000000000001", "border-guards", "announcement", "en", (edition,))


@pytest.fixture
def make_plan(record: Database, clock: TestClock) -> Callable[..., Plan]:
    """Return a maker of plans whose version is frozen already."""

    def make(
        *addresses: str, transport: str = "smtp", purpose: str = "release", test: bool = False, headline: str = "One"
    ) -> Plan:
        release = a_release(headline)
        with record.transaction(ACTOR) as change:
            version = freeze(change, release, reason="send", at=clock(), actor=ACTOR)
        return Plan(
            id="2018-10-30-a1",
            release_id=release.id,
            slug=release.slug,
            version=version,
            purpose=purpose,
            headline=headline,
            transport=transport,
            route="smtp relay.example.org:587 (STARTTLS)",
            sender="press@example.org",
            sender_name="Example Mission",
            reply_to="leyla@example.org",
            created=Moment(clock(), "Asia/Baku"),
            parts=(RenderedPart("en", Channel.PRESS, headline, "\ue000greeting\ue001\n\nText.\n", "<p>Text.</p>"),),
            recipients=tuple(
                Recipient(recipient_key(address), address, "", "en", Channel.PRESS, (("greeting", "Hello,"),))
                for address in addresses
            ),
            left_out=(),
            test=test,
        )

    return make
