"""What a very long list costs: planning beside the bare `csv` module, memory, and what each message costs.

`make bench-million`, or `python bench/million.py [NUMBER ...]` in place of 1,000, 10,000, 100,000 and 1,000,000; with a
million messages it takes a quarter of an hour. Each number has a process of its own. A short message goes to
Postfix's `smtp-sink`, which only answers. Planning is what `send --dry-run` does: the list is read and checked row by
row, whoever is left out is left out, and everybody's words are made; storing the plan is told beside it, both by the
processor's time, so that what else the machine does weighs little. Aims: planning within 10 times csv's reading of the
same file, 300 MB at the most, and sending with no more memory for the last message than for the first thousands.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sending.office import SLUG, desk_of, furnish
from sending.sinks import program, sink

from pressctl.frozen import replace
from pressctl.store.record.versions import freeze
from pressctl.store.sending.freezing import save_plan
from pressctl.store.sending.leases import holder_name
from pressctl.workflow.record import record_of
from pressctl.workflow.sending.delivering import deliver
from pressctl.workflow.sending.preparing import Order, prepare
from pressctl.workflow.sending.progress import Progress
from pressctl.workflow.sending.roads import transport_for

NUMBERS = (1_000, 10_000, 100_000, 1_000_000)
TIMES_CSV, MEGABYTES, GROWTH = 10.0, 300.0, 1.1
EARLY = 20_000
"""Messages after which the memory of a sending is taken the first time."""


def resident() -> float:
    """Return the memory that this process has now, in megabytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


def peak() -> float:
    """Return the most that it has had."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def with_csv(path: Path) -> float:
    """Return the seconds that the bare module needs to read the list."""
    began = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    return time.process_time() - began


def one(office: Path) -> None:
    """Plan, store and send in this process; print what it cost as JSON."""
    desk = desk_of(office)
    prepare(desk, Order(SLUG, test="press@example.org"))  # what is read once is read
    seconds = {"csv": with_csv(office / "contacts.csv")}
    began = time.process_time()
    prepared = prepare(desk, Order(SLUG, ("all",)))
    seconds["planning"] = time.process_time() - began
    planned, number = peak(), len(prepared.plan.recipients)
    marks: list[float] = []

    def progress(state: Progress) -> None:
        if state.done in {min(EARLY, state.total), state.total}:
            marks.append(resident())

    with record_of(desk) as database:
        began = time.process_time()
        with database.transaction(desk.actor) as change:
            now = desk.clock().instant
            version = freeze(change, prepared.opened.release, reason="send", at=now, actor=desk.actor)
            plan_id = save_plan(change, replace(prepared.plan, version=version)).plan.id
        seconds["storing"] = time.process_time() - began
        del prepared
        began, before = time.perf_counter(), time.process_time()
        done = deliver(
            database,
            plan_id,
            transport_for(desk, "smtp"),
            clock=lambda: desk.clock().instant,
            stop=lambda: False,
            progress=progress,
            holder=holder_name(),
            actor=desk.actor,
        )
        seconds["sending"] = time.perf_counter() - began
        seconds["processor"] = time.process_time() - before
    counts = {state.value: of for state, of in done.counts.items()}
    print(
        json.dumps({"number": number, "counts": counts, "planned": planned, "marks": marks, "peak": peak(), **seconds})
    )


def main(numbers: tuple[int, ...]) -> int:
    if sys.platform == "win32" or program("smtp-sink") is None:
        print("smtp-sink (of Postfix) is not installed: nothing was measured", file=sys.stderr)
        return 2
    missed = False
    print("    people   plan/csv   plan MB   store µs   send µs   processor µs   send MB, first → last")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="pressctl-bench-") as name, sink(Path(name)) as target:
            office = furnish(Path(name), number, port=target.port, paragraphs=1)
            command = [sys.executable, __file__, "--in", str(office)]
            with target.checked(number):
                said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        times = said["planning"] / said["csv"]
        first, last = said["marks"][0], said["marks"][-1]
        micro = {name: said[name] / number * 1e6 for name in ("storing", "sending", "processor")}
        print(
            f"{number:>10,}{times:>11.1f}{said['planned']:>10.0f}{micro['storing']:>11.0f}{micro['sending']:>10.0f}"
            f"{micro['processor']:>15.0f}   {first:.0f} → {last:.0f}",
            flush=True,
        )
        long = number >= 100_000  # below, what does not grow with the list weighs most
        missed |= long and (times > TIMES_CSV or said["planned"] > MEGABYTES or last > first * GROWTH)
    print(f"aims from 100,000: planning {TIMES_CSV:g} × csv, {MEGABYTES:.0f} MB; memory while sending × {GROWTH}")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        one(Path(sys.argv[2]))
    else:
        sys.exit(main(tuple(map(int, sys.argv[1:])) or NUMBERS))
