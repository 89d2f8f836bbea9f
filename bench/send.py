"""How fast mail leaves, beside Postfix's `smtp-source`, mailmerge, nodemailer and smtplib, into the same `smtp-sink`.

`make bench-send`, or `python bench/send.py [PART ...] [--recipients N] [--runs N]`; without a part, all of them:

- `long`: a message of 96 KB (text, HTML and a document) to 10,000. `smtp-source -s 4` (C, nothing personal, no
  record) with messages of our mean size is 1.00. Aims: the engine alone 1.0, the whole command from its start to its
  end 0.9; mailmerge, a command too, 15 times slower than the command; nodemailer (a message after another, as its
  documentation begins: 12 % of smtp-source), a library whose time is taken without Node's start, 8 times slower than
  the engine. The command beside it, and its pool of 8 connections, are measured, too, without an aim: 8 times the pool
  is more than the sink can take.
- `short`: a message without document to 50,000. Aim: the whole command 0.7.
- `far`: a server whose answers come 20 ms late, one connection. Aim: 3 times smtplib.
- `tls`, `dkim`: the long message over TLS, and signed. Measured, no aim; what the processor did says what bounds them.

Everything is taken in turn (A B A B …) in one run, the sink's count is checked after each, and the ratio of the medians
is what counts: other work on the machine then weighs on all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sending import rivals
from sending.office import SLUG, desk_of, furnish, write_key
from sending.sinks import PROGRAMS, Sink, before, program, sink

from pressctl.mail.message import Addressee, Fixed, Sender, build_message
from pressctl.model.slots import fill
from pressctl.workflow.sending.preparing import Order, prepare

ENGINE_AIM, COMMAND_AIM, SHORT_AIM = 1.0, 0.9, 0.7
MAILMERGE_AIM, NODEMAILER_AIM = 15.0, 8.0
FAR_AIM, FAR_SECONDS, FAR_NUMBER = 3.0, 0.02, 200
POOLED = "nodemailer, pool of 8"
RIVAL_SHARE = 20
"""Rivals send a twentieth of the list: their rate does not change with it."""


@dataclass
class Table:
    """Messages a second of each way, run by run."""

    rates: dict[str, list[float]] = field(default_factory=dict)
    failed: bool = False

    def add(self, way: str, rate: float) -> None:
        """Keep one run's rate, and print it."""
        self.rates.setdefault(way, []).append(rate)
        print(f"  {way:<28}{rate:9,.0f} messages/s", flush=True)

    def median(self, way: str) -> float:
        """Return the middle one of a way's runs."""
        return statistics.median(self.rates[way])

    def ratio(self, way: str, other: str, aim: float | None, words: str) -> None:
        """Print how many times `other` a way is, and hold it against the aim."""
        if not {way, other} <= set(self.rates):
            return
        found = self.median(way) / self.median(other)
        missed = aim is not None and found < aim
        self.failed |= missed
        wanted = "" if aim is None else f"   aim {aim:g}{'   MISSED' if missed else ''}"
        print(f"{words:<52}{found:6.2f}{wanted}")


@dataclass(frozen=True)
class Bench:
    """One office, and the sink that its mail goes to."""

    workspace: Path
    sink: Sink
    number: int
    attach: tuple[str, ...]

    def forget(self) -> None:
        """Take away the record, as if nothing had been sent."""
        for left in (*self.workspace.glob("pressctl.db*"), *(self.workspace / "releases").glob("*/versions")):
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def engine(self) -> dict[str, float]:
        """Send with the engine alone; return what it says of itself."""
        self.forget()
        command = [
            sys.executable,
            str(Path(__file__).parent / "sending" / "engine.py"),
            str(self.workspace),
            *self.attach,
        ]
        with self.sink.checked(self.number):
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        result: dict[str, float] = json.loads(said)
        return result

    def command(self) -> float:
        """Send as a person does; return the seconds from the start of the command to its end."""
        self.forget()
        attach = [f"--attach={name}" for name in self.attach]
        began = time.perf_counter()
        with self.sink.checked(self.number, more=1):  # the receipt
            subprocess.run(
                [sys.executable, "-m", "pressctl", "send", SLUG, "--to", "all", "--yes", *attach],
                cwd=self.workspace,
                check=True,
                capture_output=True,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
            )
            ended = time.perf_counter()
        return ended - began

    def source(self, size: int) -> float:
        """Send as many messages of this size with `smtp-source -s 4`; return the seconds."""
        path = program("smtp-source")
        assert path is not None  # noqa: S101  # main has looked
        addresses = ["-f", "press@example.org", "-t", "reporter@example.com"]
        began = time.perf_counter()
        with self.sink.checked(self.number):
            where = f"127.0.0.1:{self.sink.port}"
            subprocess.run([path, "-s", "4", "-m", str(self.number), "-l", str(size), *addresses, where], check=True)
            ended = time.perf_counter()
        return ended - began

    def letter(self) -> rivals.Letter:
        """Return what the rivals send: our own texts and document, without the greeting."""
        self.forget()
        plan = prepare(desk_of(self.workspace), Order(SLUG, ("all",), attach=self.attach)).plan
        part = plan.parts[0]
        document = None
        if part.attachments:
            document = self.workspace / "release.docx"
            document.write_bytes(part.attachments[0].content)
        values = {**dict(plan.recipients[0].slots), "greeting": ""}
        return rivals.Letter(fill(part.text, values), fill(part.html, values, html=True), document)


@contextmanager
def a_bench(number: int, attach: tuple[str, ...] = (), more: str = "", tls: str = "none") -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="pressctl-bench-") as name, sink(Path(name)) as target:
        yield Bench(furnish(Path(name), number, port=target.port, tls=tls, more=more), target, number, attach)


def in_turn(bench: Bench, runs: int, table: Table, others: dict[str, Callable[[], float]]) -> int:
    """Take source, engine, command and the others in turn, so that the machine's moods meet all; return our mean size.

    Args:
        bench: the office.
        runs: how often.
        table: where the rates go.
        others: what else is measured, by name: returns its messages a second.
    """
    size = int(bench.engine()["size"])  # and everything is read once
    for _ in range(runs):
        table.add("smtp-source -s 4", bench.number / bench.source(size))
        table.add("pressctl, the engine", bench.number / bench.engine()["seconds"])
        table.add("pressctl send", bench.number / bench.command())
        for name, rate in others.items():
            table.add(name, rate())
    return size


def long(number: int, runs: int) -> bool:
    table = Table()
    with a_bench(number, ("docx",)) as bench:
        print(f"{number:,} personal messages with a document, median of {runs}")
        size = in_turn(bench, runs, table, rivals_of(bench))
    print(f"a message has {size:,} octets")
    table.ratio("pressctl, the engine", "smtp-source -s 4", ENGINE_AIM, "the engine, smtp-source = 1")
    table.ratio("pressctl send", "smtp-source -s 4", COMMAND_AIM, "the whole command, smtp-source = 1")
    table.ratio("pressctl send", "mailmerge", MAILMERGE_AIM, "the whole command, mailmerge = 1")
    table.ratio("pressctl, the engine", "nodemailer", NODEMAILER_AIM, "the engine, nodemailer = 1")
    table.ratio("pressctl send", "nodemailer", None, "the whole command, nodemailer = 1")
    table.ratio("pressctl send", POOLED, None, f"the whole command, {POOLED} = 1")
    return table.failed


def rivals_of(bench: Bench) -> dict[str, Callable[[], float]]:
    """Return what press officers use otherwise, as far as this machine has it, by name; each returns its rate."""
    letter, few = bench.letter(), max(20, bench.number // RIVAL_SHARE)
    programs: dict[str, Callable[[], float]] = {}
    if (found := rivals.mailmerge_program()) is not None:
        folder = bench.workspace.parent / "mailmerge"
        programs["mailmerge"] = lambda: rivals.mailmerge(found, folder, bench.sink.port, letter, few)
    if (place := rivals.nodemailer_folder()) is not None:
        programs["nodemailer"] = lambda: rivals.nodemailer(place, bench.sink.port, letter, few)
        programs[POOLED] = lambda: rivals.nodemailer(
            place, bench.sink.port, letter, few, connections=rivals.CONNECTIONS
        )
    for name in {"mailmerge", "nodemailer"} - set(programs):
        print(f"  {name} is not to be had on this machine")

    def rate(run: Callable[[], float]) -> float:
        with bench.sink.checked(few):
            return few / run()

    return {name: partial(rate, run) for name, run in programs.items()}


def short(number: int, runs: int) -> bool:
    table = Table()
    with a_bench(number) as bench:
        print(f"{number:,} personal messages, median of {runs}")
        size = in_turn(bench, runs, table, {})
    print(f"a message has {size:,} octets")
    table.ratio("pressctl, the engine", "smtp-source -s 4", None, "the engine, smtp-source = 1")
    table.ratio("pressctl send", "smtp-source -s 4", SHORT_AIM, "the whole command, smtp-source = 1")
    return table.failed


def far(_: int, runs: int) -> bool:
    """One connection to a server whose answers come late."""
    table = Table()
    with (
        tempfile.TemporaryDirectory(prefix="pressctl-bench-") as name,
        sink(Path(name)) as target,
        before(target.port, str(FAR_SECONDS)) as port,
    ):
        office = furnish(Path(name), FAR_NUMBER, port=port, more="", connections=1)
        bench = Bench(office, target, FAR_NUMBER, ())
        message = _one_message(bench)
        print(f"{FAR_NUMBER} messages, each answer {FAR_SECONDS * 1000:.0f} ms late, one connection, median of {runs}")
        for _ in range(runs):
            table.add("pressctl, the engine", FAR_NUMBER / bench.engine()["seconds"])
            with target.checked(FAR_NUMBER):
                table.add("smtplib", FAR_NUMBER / _with_smtplib(port, message))
    table.ratio("pressctl, the engine", "smtplib", FAR_AIM, "the engine, smtplib = 1")
    return table.failed


def _one_message(bench: Bench) -> bytes:
    bench.forget()
    plan = prepare(desk_of(bench.workspace), Order(SLUG, ("all",))).plan
    first = plan.recipients[0]
    reader = Addressee(first.email, first.name, dict(first.slots))
    fixed = Fixed("<one@example.org>", plan.created.instant, "0" * 32)
    return build_message(plan.parts[0], reader, Sender(plan.sender, plan.sender_name), fixed)


def _with_smtplib(port: int, message: bytes) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(FAR_NUMBER):
            server.sendmail("press@example.org", [f"reporter{number}@example.com"], message)
    return time.perf_counter() - began


def tls(number: int, runs: int) -> bool:
    """The long message over TLS, through a program of Python's that takes it off before the sink."""
    import trustme

    with (
        tempfile.TemporaryDirectory(prefix="pressctl-bench-") as name,
        sink(Path(name)) as target,
    ):
        authority = trustme.CA()
        pem = Path(name) / "server.pem"
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
        with before(target.port, "0", str(pem)) as port, before(target.port, "0") as bare:
            offices = {
                "through the same, bare": furnish(Path(name) / "bare", number, port=bare),
                "over TLS": furnish(Path(name) / "tls", number, port=port, tls="implicit", more='ca_file = "ca.pem"'),
            }
            authority.cert_pem.write_to_path(str(offices["over TLS"] / "ca.pem"))
            return _compared({way: Bench(office, target, number, ("docx",)) for way, office in offices.items()}, runs)


def _compared(benches: dict[str, Bench], runs: int) -> bool:
    """Take the engine in turn in several settings; print rate and processor's time of each."""
    table, busy = Table(), dict[str, list[float]]()
    number = next(iter(benches.values())).number
    print(f"{number:,} personal messages with a document, the engine, median of {runs}")
    for _ in range(runs):
        for way, bench in benches.items():
            said = bench.engine()
            table.add(way, number / said["seconds"])
            busy.setdefault(way, []).append(said["processor"] / number * 1e6)
    first = next(iter(benches))
    for way in benches:
        table.ratio(way, first, None, f"{way} ({statistics.median(busy[way]):,.0f} µs of the processor a message)")
    return False


def dkim(number: int, runs: int) -> bool:
    """The long message signed with RSA of 2048 bits, with ed25519 besides, and not at all."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

    rsa = 'selector = "r"\nkey = "rsa.pem"'
    ways = {
        "unsigned": "",
        "signed, RSA": f"[mail.dkim]\n{rsa}",
        "signed, RSA and ed25519": f'[mail.dkim]\n{rsa}\ned25519_selector = "e"\ned25519_key = "ed.pem"',
    }
    keys = {"rsa.pem": generate_private_key(65537, 2048), "ed.pem": Ed25519PrivateKey.generate()}
    with tempfile.TemporaryDirectory(prefix="pressctl-bench-") as name, sink(Path(name)) as target:
        benches = {}
        for folder, (way, settings) in enumerate(ways.items()):
            office = furnish(Path(name) / str(folder), number, port=target.port, more=settings)
            for file, key in keys.items():
                write_key(office / file, key)
            benches[way] = Bench(office, target, number, ("docx",))
        return _compared(benches, runs)


PARTS: dict[str, Callable[[int, int], bool]] = {"long": long, "short": short, "far": far, "tls": tls, "dkim": dkim}
USUAL = {"long": 10_000, "short": 50_000, "far": 0, "tls": 10_000, "dkim": 10_000}


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    reader.add_argument("--recipients", type=int, help="instead of 10,000 and 50,000")
    reader.add_argument("--runs", type=int, default=5)
    asked = reader.parse_args()
    lacking = [name for name in PROGRAMS if program(name) is None]
    if lacking:
        print(f"{' and '.join(lacking)} (of Postfix) are not installed: nothing was measured", file=sys.stderr)
        return 2
    missed = False
    for name in asked.parts or PARTS:
        missed |= PARTS[name](asked.recipients or USUAL[name], asked.runs)
        print(flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
