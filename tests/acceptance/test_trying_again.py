"""`send --resend-uncertain` and `--only-failed`: the same message once more, because somebody says so."""

from __future__ import annotations

import email
import json
import re
import shutil
from collections import Counter
from uuid import uuid4

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.fault_server import Fault, FaultServer


@pytest.fixture
def office_with(office: PressOffice, server: FaultServer) -> PressOffice:
    office.without_copies()
    rows = [f"reader{n}@example.com,Reader {n},en" for n in range(1, 5)]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    return office


def ids(server: FaultServer, address: str) -> list[str]:
    """Return the Message-IDs of what an address really got."""
    return [
        str(email.message_from_bytes(data)["Message-ID"]) for recipient, data in server.accepted if recipient == address
    ]


def states(office: PressOffice) -> Counter[str]:
    return Counter(row["state"] for row in json.loads(office.run("log", "six", "--json").out)["deliveries"])


def test_who_is_in_doubt_gets_the_same_message_once_more(office_with: PressOffice, server: FaultServer) -> None:
    server.faults = [Fault("dot", "accept-drop", "reader2@example.com", times=1)]
    assert office_with.run("send", "six", "--to", "all", "--yes").code == 5
    unasked = office_with.run("send", "six", "--resend-uncertain")
    assert unasked.code == 4
    assert "reader2@example.com" in unasked.out
    assert "--resend-uncertain --yes" in unasked.err
    ended = office_with.run("send", "six", "--resend-uncertain", "--yes")
    assert ended.code == 0, ended.out + ended.err
    one, two = ids(server, "reader2@example.com")
    assert one == two
    assert server.count()["reader1@example.com"] == 1
    assert states(office_with) == {"accepted": 4}
    assert office_with.run("send", "six", "--resend-uncertain", "--yes").code == 1


def test_who_was_refused_is_tried_once_more_with_the_same_message(
    office_with: PressOffice, server: FaultServer
) -> None:
    server.faults = [Fault("rcpt", "550 5.7.1 not today", "reader3@example.com")]
    assert office_with.run("send", "six", "--to", "all", "--yes").code == 5
    assert states(office_with) == {"accepted": 3, "rejected": 1}
    told = json.loads(office_with.run("send", "six", "--only-failed", "--dry-run", "--json").out)
    assert [(one["address"], one["answer"]) for one in told["again"]] == [
        ("reader3@example.com", "550 5.7.1 not today")
    ]
    server.faults = []
    ended = office_with.run("send", "six", "--only-failed", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert states(office_with) == {"accepted": 4}
    assert {number for address, number in server.count().items() if address.startswith("reader")} == {1}


def test_who_was_refused_is_not_planned_again_without_a_word(office_with: PressOffice, server: FaultServer) -> None:
    server.faults = [Fault("rcpt", "550 5.1.1 no such user", "reader3@example.com")]
    first = office_with.run("send", "six", "--to", "all", "--yes")
    assert "pressctl contacts check, which names addresses that do not exist" in first.out
    planned = office_with.run("send", "six", "--to", "all", "--dry-run")
    assert "refused last time                    1   --refused-too sends to them, too" in planned.out
    assert planned.code == 1
    asked = office_with.run("send", "six", "--to", "all", "--refused-too", "--dry-run")
    assert "Dry run: 1 message would leave" in asked.out
    assert office_with.run("send", "six", "--to", "all", "--refused-too", "--yes").code == 5
    assert states(office_with) == {"accepted": 3, "rejected": 1}


def test_an_address_that_does_not_exist_is_told_of_until_its_server_takes_something(
    office_with: PressOffice, server: FaultServer
) -> None:
    server.faults = [
        Fault("rcpt", "550 5.1.1 no such user", "reader3@example.com"),
        Fault("rcpt", "550 5.7.1 our policy", "reader4@example.com"),
    ]
    office_with.run("send", "six", "--to", "all", "--yes")
    told = "! no such address, said the server last time: reader3@example.com; pressctl contacts check"
    other = shutil.copytree(office_with.root / "releases" / office_with.slug, office_with.root / "releases" / "tents")
    text = (other / "en.md").read_text(encoding="utf-8")
    (other / "en.md").write_text(re.sub(r"(?m)^id: .*$", f"id: {uuid4()}", text), encoding="utf-8", newline="\n")
    assert told in office_with.run("send", "tents", "--to", "all", "--dry-run").out
    (found,) = [
        one
        for one in json.loads(office_with.run("contacts", "check", "--json").out)["findings"]
        if one["kind"] == "no-such-address"
    ]
    assert (found["email"], found["message"]) == ("reader3@example.com", "550 5.1.1 no such user")
    assert "reader3@example.com" in found["hint"]
    server.faults = []
    office_with.run("send", "six", "--only-failed", "--yes")
    assert "no such address" not in office_with.run("send", "tents", "--to", "all", "--dry-run").out


def test_a_resending_that_was_stopped_leaves_them_in_doubt(office_with: PressOffice, server: FaultServer) -> None:
    """Nobody who may have it may look like somebody who has not: the next sending would reach them twice."""
    server.faults = [Fault("dot", "accept-drop", "reader2@example.com", times=1)]
    office_with.run("send", "six", "--to", "all", "--yes")
    server.faults = [Fault("rcpt", "451 4.7.1 greylisted", "reader2@example.com")]
    assert office_with.run("send", "six", "--resend-uncertain", "--yes").code == 5
    assert states(office_with) == {"accepted": 3, "deferred": 1}
    office_with.run("stop", "six")
    assert states(office_with) == {"accepted": 3, "uncertain": 1}
    server.faults = []
    office_with.run("send", "six", "--to", "all", "--yes")
    assert server.count()["reader2@example.com"] == 1


def test_a_server_that_is_away_changes_nothing(office_with: PressOffice, server: FaultServer) -> None:
    server.faults = [Fault("dot", "accept-drop", "reader2@example.com", times=1)]
    office_with.run("send", "six", "--to", "all", "--yes")
    server.faults = [Fault("greeting", "554 5.3.2 closed")]
    assert office_with.run("send", "six", "--resend-uncertain", "--yes").code == 5
    assert states(office_with) == {"accepted": 3, "uncertain": 1}


def test_who_asked_not_to_be_mailed_is_left_alone(office_with: PressOffice, server: FaultServer) -> None:
    server.faults = [Fault("dot", "accept-drop", "reader2@example.com", times=1)]
    office_with.run("send", "six", "--to", "all", "--yes")
    office_with.run("contacts", "suppress", "reader2@example.com", "--why", "asked on the phone")
    ended = office_with.run("send", "six", "--resend-uncertain", "--yes")
    assert ended.code == 1
    assert "has asked not to be mailed" in ended.err


def test_what_was_corrected_since_is_not_sent_once_more(office_with: PressOffice, server: FaultServer) -> None:
    server.faults = [Fault("dot", "accept-drop", "reader2@example.com", times=1)]
    office_with.run("send", "six", "--to", "all", "--yes")
    corrected = office_with.run("correct", "six", "--wrong", "11 countries", "--right", "12 countries", "--yes")
    assert corrected.code == 0, corrected.out + corrected.err
    ended = office_with.run("send", "2018-10-30-six", "--resend-uncertain", "--yes")
    assert ended.code == 4
    assert "version 1 was corrected on" in ended.err


def test_nothing_else_can_be_changed_by_it(office: PressOffice) -> None:
    ended = office.run("send", "six", "--resend-uncertain", "--to", "all")
    assert ended.code == 2
    assert "--to cannot change them" in ended.err
