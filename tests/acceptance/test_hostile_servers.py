"""What a mail server says is shown and kept as words: it moves no cursor, forges no line and stops no record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressctl.model.characters import FORBIDDEN
from pressctl.model.delivery import DeliveryState
from pressctl.workflow.sending import delivering
from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import an_office_with, configure
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import certificates
from tests.servers.sendings import a_record, plan_for, run, smtp_to, states

State = DeliveryState
WORDS = [
    "\x1b[2J\x1b]0;title\x07red", "\x9b31m", "a\tb\x08\x7f\rc", "\xe2\x80\xae gnp.exe", "\xe2\x80\xa8 forged line",
    "\x00nul", "[red]markup[/red] [link=https://evil.example]x[/link]", "\xff\xfe\xc3", "x" * 3000,
]  # fmt: skip
"""As octets of Latin-1, which is how the server sends them."""


@pytest.mark.parametrize(
    "words",
    [*WORDS[:2], *(pytest.param(words, marks=pytest.mark.proof) for words in WORDS[2:])],
    ids=lambda words: ascii(words)[:16],
)
def test_a_refusal_in_hostile_words(office: PressOffice, words: str) -> None:
    everybody = an_office_with(office, 3)
    server = FaultServer([Fault("rcpt", f"550 5.1.1 {words}", everybody[1])])
    with server.running():
        configure(office, server.port, tls="none")
        sent = office.run("send", "six", "--to", "all", "--yes")
        assert sent.code == 5, sent.err
    shown = [office.run(*line) for line in (("log", "six"), ("log", "six", "--json"), ("show", "six"), ("list",))]
    for ended in (sent, *shown):
        found = FORBIDDEN.search(ended.out + ended.err)
        assert found is None, ascii(found)
    rows = json.loads(shown[1].out)["deliveries"]
    assert [row["state"] for row in rows] == ["accepted", "rejected", "accepted"]
    assert office.run("log", "--verify").code == 0


@pytest.mark.parametrize("phase", ["greeting", "ehlo", "mail"])
@pytest.mark.parametrize(
    "words", [WORDS[0], pytest.param(WORDS[1], marks=pytest.mark.proof)], ids=lambda words: ascii(words)[:16]
)
def test_a_server_that_does_not_take_us_in_hostile_words(office: PressOffice, phase: str, words: str) -> None:
    server = FaultServer([Fault(phase, f"554 5.7.1 {words}")])
    with server.running():
        configure(office, server.port, tls="none")
        sent = office.run("send", "six", "--to", "tv", "--yes")
    assert sent.code in {0, 5}
    found = FORBIDDEN.search(sent.out + sent.err)
    assert found is None, ascii(found)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        ("mail", "550 5.7.1 no receipts"),
        ("rcpt", "421 4.3.2 closing"),
        ("data", "drop"),
        ("dot", "garbage"),
        ("dot", "accept-drop"),
    ],
)
def test_a_receipt_that_cannot_be_mailed_costs_nobody_anything(office: PressOffice, phase: str, kind: str) -> None:
    everybody = an_office_with(office, 3)
    server = FaultServer([Fault(phase, kind, after=3)])
    with server.running():
        configure(office, server.port, tls="none")
        sent = office.run("send", "six", "--to", "all", "--yes", "--json")
    assert sent.code in {0, 5}, sent.err
    states_now = [row["state"] for row in json.loads(office.run("log", "six", "--json").out)["deliveries"]]
    assert states_now == ["accepted"] * 3
    assert server.count().keys() >= set(everybody)
    assert office.run("log", "--verify").code == 0


def test_certificates_that_vanish_meanwhile_cost_the_further_connections_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    people = [f"reader{number}@example.com" for number in range(20)]
    certs = certificates(tmp_path)

    def vanish(phase: str, _: str) -> None:
        if phase == "mail":
            certs.ca_file.unlink(missing_ok=True)

    server = FaultServer(tls="starttls", context=certs.context, on_phase=vanish)
    with server.running(), a_record(tmp_path / "pressctl.db") as record:
        plan = plan_for(record, people)
        run(record, plan, smtp_to(server.port, tls="starttls", ca_file=certs.ca_file))
        assert set(states(record).values()) == {State.ACCEPTED}
    assert server.count() == dict.fromkeys(people, 1)
