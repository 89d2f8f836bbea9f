"""A record with a plan in it, and a sender as a process of its own: what the tests of sending share.

Run as a program it sends: `python tests/servers/sendings.py RECORD PLAN PORT CA_FILE TLS`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pressctl.config.mail import Smtp, Tls
from pressctl.mail.base import Transport
from pressctl.mail.errands import Event
from pressctl.mail.link import Link
from pressctl.mail.settings import Secret
from pressctl.mail.smtp import SmtpTransport
from pressctl.model.contact import recipient_key
from pressctl.model.delivery import ALLOWED, Channel, DeliveryState, Plan, Recipient, RenderedPart
from pressctl.model.moment import Moment
from pressctl.model.release import Dateline, Edition, Release
from pressctl.model.text import Paragraph, Words
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_record
from pressctl.store.record.reading import events_of
from pressctl.store.record.versions import freeze
from pressctl.store.sending.delivery_log import log_rows
from pressctl.store.sending.freezing import save_plan
from pressctl.store.sending.leases import holder_name
from pressctl.store.sending.plans import free_plan_id
from pressctl.workflow.sending.delivering import deliver
from pressctl.workflow.sending.progress import Delivered, Progress

if TYPE_CHECKING:
    import pytest

    from tests.servers.fault_server import FaultServer

_ON_ITS_WAY = 0.4
"""Seconds for what a server has said to come, from system to system."""

ACTOR = "Nino Example"
RELEASE = Release(
    "b1d0c1de-0000-4000-8000-000000000001",
    "border-guards",
    "announcement",
    "en",
    (Edition("en", "Border guards train", Dateline("Baku", date(2018, 10, 30)), (Paragraph((Words("A line."),)),)),),
)


@dataclass
class StepClock:
    """A clock that the test moves."""

    now: datetime = field(default_factory=lambda: datetime(2018, 10, 30, 6, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


def wall_clock() -> datetime:
    return datetime.now(UTC)


@cache
def _new_record() -> bytes:
    """Return a record as it begins: to make one takes longer than most sendings of a test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pressctl.db"
        with open_record(path, clock=wall_clock):
            pass
        return path.read_bytes()


@contextmanager
def a_record(path: Path, clock: Callable[[], datetime] = wall_clock) -> Iterator[Database]:
    if not path.exists():
        path.write_bytes(_new_record())
    with open_record(path, clock=clock) as database:
        yield database


def plan_for(
    database: Database,
    addresses: list[str],
    *,
    transport: str = "smtp",
    expires: datetime | None = None,
    return_path: str | None = None,
    text: str = "A line.\n",
) -> Plan:
    """Save a plan for these addresses and return it as it was taken."""
    now = database.clock()
    with database.transaction(ACTOR) as change:
        version = freeze(change, RELEASE, reason="send", at=now, actor=ACTOR)
        plan = Plan(
            id=free_plan_id(database, now.date()),
            release_id=RELEASE.id,
            slug=RELEASE.slug,
            version=version,
            purpose="release",
            headline=RELEASE.headline,
            transport=transport,
            route="smtp localhost",
            sender="press@example.org",
            sender_name="Example Mission",
            reply_to="leyla@example.org",
            created=Moment(now, "Asia/Baku"),
            parts=(
                RenderedPart(
                    "en", Channel.PRESS, RELEASE.headline, f"\ue000greeting\ue001\n\n{text}", "<p>A line.</p>\n"
                ),
            ),
            recipients=tuple(
                Recipient(recipient_key(address), address, "", "en", Channel.PRESS, (("greeting", "Hello,"),))
                for address in addresses
            ),
            left_out=(),
            expires=Moment(expires, "Asia/Baku") if expires else None,
            return_path=return_path,
        )
        return save_plan(change, plan).plan


def smtp_to(
    port: int,
    *,
    tls: str = "none",
    ca_file: Path | None = None,
    timeout: float = 60.0,
    login: tuple[str, str] | None = None,
    connections: int = 4,
) -> SmtpTransport:
    user, password = login or (None, None)
    settings = Smtp(host="127.0.0.1", port=port, tls=Tls(tls), timeout=timeout, user=user, connections=connections)
    return SmtpTransport(settings, Secret(password) if password else None, ca_file=ca_file)


def give_up_on_silence(monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> None:
    """Let the time of a connection be over soon after the server has fallen silent on it, and never before.

    So nothing depends on how busy the machine is. What was said before the silence is heard: the server's system may
    hold it back until it has our system's acknowledgement, for which both take some hundredths of a second.
    """
    expire = Link.expire
    since: dict[int, float] = {}

    def expire_where_silent(self: Link, now: float) -> list[Event]:
        if self.dialogue.over:
            return []
        port = self.sock.getsockname()[1]
        if port not in server.silent:
            since.pop(port, None)
        elif now - since.setdefault(port, now) > _ON_ITS_WAY:
            return expire(self, math.inf)
        return []

    monkeypatch.setattr(Link, "expire", expire_where_silent)


def run(
    database: Database,
    plan: Plan | str,
    transport: Transport,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Delivered:
    plan_id = plan if isinstance(plan, str) else plan.id
    return deliver(
        database, plan_id, transport, database.clock, stop=stop, progress=progress, holder=holder_name(), actor=ACTOR
    )


def states(database: Database) -> dict[str, DeliveryState]:
    """Return what the record says, by address."""
    return {row.email: row.state for row in log_rows(database)}


def assert_allowed(database: Database) -> None:
    """Hold every step that the record tells of against the table of transitions."""
    known = {state.value for state in DeliveryState}
    at: dict[str, DeliveryState] = {}
    for event in events_of(database, RELEASE.id):
        if event.delivery_id is None or event.type not in known:
            continue
        before, after = at.get(event.delivery_id, DeliveryState.QUEUED), DeliveryState(event.type)
        assert after in ALLOWED[before], f"{before} → {after}"
        at[event.delivery_id] = after
    recorded = {row["id"]: row["state"] for row in map(dict, database._connection.execute("SELECT * FROM delivery"))}
    assert {key: recorded[key] for key in at} == at, "the deliveries and the events tell different stories"


def assert_honest(database: Database, truth: Counter[str], *, lost: frozenset[str] = frozenset()) -> None:
    """Hold the record against what the server really took: nobody twice, no acceptance invented, none forgotten."""
    assert_allowed(database)
    assert max(truth.values(), default=0) <= 1, f"mailed twice: {truth}"
    for address, state in states(database).items():
        if state is DeliveryState.ACCEPTED:
            assert truth[address] == 1, f"{address} is said to have it, and the server never took it"
        elif state is not DeliveryState.UNCERTAIN:
            assert truth[address] == 0, f"{address} has it, and the record says {state}"
    assert {a for a, state in states(database).items() if state is DeliveryState.UNCERTAIN} >= lost


def main(record: str, plan_id: str, port: str, ca_file: str, tls: str) -> None:
    with a_record(Path(record)) as database:
        result = run(database, plan_id, smtp_to(int(port), tls=tls, ca_file=Path(ca_file) if ca_file else None))
        sys.stdout.write(json.dumps({state.value: number for state, number in result.counts.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
