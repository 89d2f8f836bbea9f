"""The engine alone, as a program: `python engine.py WORKSPACE ATTACHMENT...` plans, sends, and prints the seconds."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pressctl.frozen import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pressctl.mail.message import Fixed
from pressctl.model.delivery import Plan
from pressctl.store.record.database import Database
from pressctl.store.record.versions import freeze
from pressctl.store.sending.deliveries import claim
from pressctl.store.sending.freezing import save_plan
from pressctl.store.sending.leases import hold, holder_name
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_of
from pressctl.workflow.sending.delivering import deliver
from pressctl.workflow.sending.letters import Letters
from pressctl.workflow.sending.preparing import Order, prepare
from pressctl.workflow.sending.roads import signer_for, transport_for
from sending.office import SAMPLE, SLUG, desk_of


def saved(desk: Desk, database: Database, attach: tuple[str, ...]) -> Plan:
    """Plan for everybody on the list, and freeze it in the record."""
    prepared = prepare(desk, Order(SLUG, ("all",), attach=attach))
    with database.transaction(desk.actor) as change:
        now = desk.clock().instant
        version = freeze(change, prepared.opened.release, reason="send", at=now, actor=desk.actor)
        return save_plan(change, replace(prepared.plan, version=version)).plan


def mean_size(desk: Desk, database: Database, plan: Plan) -> int:
    """Return how many octets a message has, the mean of a sample; nothing of the record is changed."""
    letters = Letters(plan, lambda: desk.clock().instant)
    sizes: list[int] = []
    with hold(database, plan.id, holder_name()) as held, database.transaction("bench") as change:
        for delivery in claim(change, held, SAMPLE, desk.clock().instant):
            fixed: Fixed = letters.fixed(delivery)
            sizes.append(letters.letter(delivery, fixed).size)
    return round(sum(sizes) / len(sizes))


def main(folder: str, *attach: str) -> None:
    desk = desk_of(Path(folder))
    with record_of(desk) as database:
        plan = saved(desk, database, attach)
        size = mean_size(desk, database, plan)
        transport = transport_for(desk, "smtp")
        signer = signer_for(desk, "smtp")
        sign = {"sign": signer.signed} if signer is not None else {}
        wall, processor = time.perf_counter(), time.process_time()
        done = deliver(
            database,
            plan.id,
            transport,
            clock=lambda: desk.clock().instant,
            stop=lambda: False,
            progress=lambda _: None,
            holder=holder_name(),
            actor=desk.actor,
            **sign,
        )
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    counts = {state.value: number for state, number in done.counts.items()}
    print(json.dumps({"seconds": wall, "processor": processor, "counts": counts, "size": size}))


if __name__ == "__main__":
    main(*sys.argv[1:])
