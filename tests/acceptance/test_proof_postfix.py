"""From the command through a real Postfix, with STARTTLS and SASL, to the server that it relays to: everybody once."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import an_office_with, asked, configure, start, wait_until
from tests.servers.fault_server import FaultServer
from tests.servers.postfix import LATER, PASSWORD, REFUSED, Postfix, a_postfix, need_postfix

pytestmark = pytest.mark.proof
SECRET = {"PRESSCTL_SMTP_PASSWORD": PASSWORD}


@pytest.fixture
def sink() -> Iterator[FaultServer]:
    with FaultServer().running() as server:
        yield server


@pytest.fixture
def postfix(program: Callable[[str], str], sink: FaultServer) -> Iterator[Postfix]:
    need_postfix(program)
    with a_postfix(sink.port) as server:
        yield server


@pytest.fixture
def relayed(office: PressOffice, postfix: Postfix) -> PressOffice:
    """An office whose mail leaves by the Postfix."""
    configure(office, postfix.port)
    (office.root / "authority.pem").write_bytes(postfix.ca_file.read_bytes())
    return office


def at_the_end(postfix: Postfix, sink: FaultServer) -> Counter[str]:
    """Wait until all has been handed on; return how many messages Postfix had for each reader, our receipts apart.

    A Postfix that is aborted while it hands a message on does so again, under the name that it gave the message first.
    """
    wait_until(lambda: not postfix.waiting(), 60)
    named = {
        (address, re.findall(rb"with ESMTPSA id (\w+)", data)[0])
        for address, data in sink.accepted
        if b"Auto-Submitted" not in data
    }
    return Counter(address for address, _ in named)


def logged(office: PressOffice) -> dict[str, str]:
    rows = json.loads(office.run("log", "six", "--json").out)["deliveries"]
    return {row["address"]: row["state"] for row in rows}


def test_everybody_gets_it_once_and_a_refusal_is_in_postfixs_words(
    relayed: PressOffice, postfix: Postfix, sink: FaultServer
) -> None:
    readers = an_office_with(relayed, 200)
    contacts = relayed.root / "contacts.csv"
    lines = contacts.read_text(encoding="utf-8").splitlines()
    lines[60:60] = [f"{REFUSED},Reader,en", f"{LATER},Reader,en"]
    contacts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ended = relayed.run("send", "six", "--to", "all", "--yes", **SECRET)
    assert ended.code == 5, ended.err
    assert "no such reader" in ended.out
    states = logged(relayed)
    assert {address for address, state in states.items() if state == "accepted"} == set(readers)
    assert (states[REFUSED], states[LATER]) == ("rejected", "deferred")
    assert at_the_end(postfix, sink) == dict.fromkeys(readers, 1)
    assert "TLSv1" in postfix.log() or "sasl_method=" in postfix.log()
    assert_whole(relayed, sink)


def assert_whole(office: PressOffice, sink: FaultServer) -> None:
    """What arrives is what left, behind Postfix's own line: the right message, nobody else's address."""
    rows = json.loads(office.run("log", "six", "--json").out)["deliveries"]
    ids = {row["address"]: row["message_id"] for row in rows}
    for address, data in sink.accepted:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        if "Auto-Submitted" in message:
            continue
        assert message["Message-ID"] == ids[address]
        assert not message.defects
        assert len(message.get_all("Received", [])) == 1
        found = set(re.findall(rb"reader\d+@example\.com", data))
        assert found == {address.encode()}, "nobody else's address"


def test_a_wrong_password_is_said_and_nothing_is_stored(relayed: PressOffice, postfix: Postfix) -> None:
    ended = relayed.run("send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_PASSWORD="a-wrong-one")
    assert ended.code == 5
    assert "535" in ended.err
    assert "a-wrong-one" not in ended.err + ended.out + postfix.log()
    assert not logged_at_all(relayed)


def logged_at_all(office: PressOffice) -> list[object]:
    ended = office.run("log", "six", "--json")
    found: list[object] = json.loads(ended.out)["deliveries"] if ended.out else []
    return found


def test_with_the_sender_killed_and_postfix_aborted_meanwhile_nobody_gets_it_twice(
    relayed: PressOffice, postfix: Postfix, sink: FaultServer
) -> None:
    readers = an_office_with(relayed, 1500)
    dice = random.Random(20181030)  # noqa: S311  # a test's dice, seeded so that it repeats
    for number in range(16):
        if number and not asked(relayed, "SELECT count(*) FROM plan WHERE state = 'open'"):
            break  # a quick machine
        process = start(relayed)
        wanted = len(sink.accepted) + dice.randint(5, 40)
        wait_until(lambda wanted=wanted: len(sink.accepted) >= wanted)  # type: ignore[misc]
        if number % 4 == 3:
            postfix.stop()
            time.sleep(dice.uniform(0, 0.2))
            process.kill()
            postfix.start()
        process.kill()
        process.ended()
    assert number >= 7, "killed often enough, and twice with Postfix aborted"
    final = relayed.run("send", "six", "--resume", **SECRET)
    assert final.code in {0, 1, 5}, final.err
    states = logged(relayed)
    doubtful = {address for address, state in states.items() if state == "uncertain"}
    reached = at_the_end(postfix, sink)
    assert set(states) == set(readers), "nobody is lost"
    assert set(states.values()) <= {"accepted", "uncertain", "deferred"}
    assert max(reached.values()) == 1, "nobody gets it twice"
    assert {address for address, state in states.items() if state == "accepted"} <= set(reached)
    assert set(reached) <= {address for address, state in states.items() if state in {"accepted", "uncertain"}}
    assert len(doubtful) <= 16 * 8
    assert relayed.run("log", "--verify").code == 0
