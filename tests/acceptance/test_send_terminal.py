"""Sending with somebody at the keyboard: the number to type, the gate to pass, Ctrl-C in the middle."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.brake import Brake
from tests.servers.fault_server import FaultServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")


@pytest.fixture(autouse=True)
def me(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Be somebody who was asked before."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    (tmp_path / "configuration" / "pressctl").mkdir(parents=True)
    (tmp_path / "configuration" / "pressctl" / "config.toml").write_text(
        '[me]\nname = "Leyla Example"\n', encoding="utf-8"
    )


def contacts(office: PressOffice, number: int) -> None:
    office.without_copies()
    rows = [f"reader{n:03d}@example.com,Reader {n},en" for n in range(1, number + 1)]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")


def test_a_real_sending_wants_the_number_typed(office: PressOffice) -> None:
    contacts(office, 2)
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(office.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as screen:
            screen.expect("Type 2 to send, anything else to stop:")
            screen.type("yes\n")
            assert screen.end() == 4
            assert "nothing was sent" in screen.text
        assert not server.accepted
        with terminal(office.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as screen:
            screen.expect("Type 2 to send")
            screen.type("2\n")
            assert screen.end() == 0
            assert "2 taken by the mail server" in screen.text
    assert {address for address, _ in server.mails()} == {
        "reader001@example.com",
        "reader002@example.com",
    }
    assert "Leyla Example" in (office.root / "pressctl.db").read_bytes().decode(
        "utf-8", "replace"
    ) or "Leyla Example" in (office.root / "pressctl.db-wal").read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize(("when", "deed"), [((), "send"), (("--at", "2099-10-30 10:00"), "schedule")])
def test_where_nobody_sits_the_hint_leaves_the_order_as_it_was_given(
    office: PressOffice, when: tuple[str, ...], deed: str
) -> None:
    """A whole command in its place once forgot --at: who pasted it would have sent at once."""
    contacts(office, 2)
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        ended = office.run("send", "six", "--to", "all", *when, PRESSCTL_SMTP_URL=url)
    assert (ended.code, server.accepted) == (4, [])
    assert f"add --yes to {deed} without asking" in ended.err


def test_a_gate_is_passed_by_typing_the_release_and_the_reason_is_recorded(office: PressOffice) -> None:
    contacts(office, 1)
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(
        text.replace("dateline:", "embargo: 2099-10-30T10:00[Asia/Baku]\ndateline:", 1), encoding="utf-8"
    )
    arguments = ("send", "six", "--to", "all", "--override", "embargo", "--why", "the minister has spoken")
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(office.root, *arguments, PRESSCTL_SMTP_URL=url) as screen:
            screen.expect("Type the release's name")
            screen.type("six\n")
            assert screen.end() == 4
        assert not server.accepted
        with terminal(office.root, *arguments, PRESSCTL_SMTP_URL=url) as screen:
            screen.expect("Type the release's name")
            screen.type(f"{office.slug}\n")
            screen.expect("Type 1 to send")
            screen.type("1\n")
            assert screen.end() == 0, screen.text
    assert len(server.mails()) == 1


def test_ctrl_c_finishes_the_message_in_flight_and_resume_goes_on(office: PressOffice) -> None:
    contacts(office, 40)
    server = FaultServer()
    brake = Brake(server)
    brake.after(5)
    with server.running():
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(office.root, "send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL=url) as screen:
            brake.held()
            screen.type("\x03")
            screen.wait_for("Ctrl-C again stops at once")
            brake.off()
            assert screen.end() == 130, screen.text
            assert "still waiting to leave" in screen.text
            assert "--resume" in screen.text
        after = len(server.accepted)
        assert 5 <= after < 40
        resumed = office.run("send", "six", "--resume", "--json", PRESSCTL_SMTP_URL=url)
    assert resumed.code == 0, resumed.err
    assert json.loads(resumed.out)["counts"] == {"accepted": 40}
    reached = Counter(address for address, _ in server.mails())
    assert len(reached) == 40
    assert set(reached.values()) == {1}


def test_a_second_ctrl_c_ends_at_once_and_gives_the_cursor_back(office: PressOffice) -> None:
    contacts(office, 40)
    server = FaultServer()
    brake = Brake(server)
    brake.after(5)
    with server.running():
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(office.root, "send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL=url) as screen:
            brake.held()
            screen.type("\x03")
            screen.wait_for("Ctrl-C again stops at once")
            screen.type("\x03")
            assert screen.end(seconds=30) == 130, "while the server still holds a message"
            assert screen.raw.rstrip().endswith(b"\x1b[?25h")
        brake.off()
        resumed = office.run("send", "six", "--resume", "--json", PRESSCTL_SMTP_URL=url)
    assert resumed.code == 5, resumed.err
    told = json.loads(resumed.out)["counts"]
    assert told.pop("uncertain") >= 1, "what the server held may have arrived"
    assert set(told) == {"accepted"}
    reached = Counter(address for address, _ in server.mails())
    assert set(reached.values()) == {1}


def test_who_acts_is_asked_once(office: PressOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    with terminal(office.root, "send", "six", "--to", "tv") as screen:
        screen.expect("Who are you?")
        screen.type("Nigar Ə. Example\n")
        assert screen.end() == 0
    kept = tmp_path / "nobody" / "pressctl" / "config.toml"
    assert kept.read_text(encoding="utf-8") == '[me]\nname = "Nigar Ə. Example"\n'
    with terminal(office.root, "send", "six", "--to", "tv") as screen:
        assert screen.end() == 0
        assert "Who are you?" not in screen.text


def test_who_acts_is_asked_before_the_plan_and_offers_the_press_officer(
    office: PressOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    toml = office.root / "pressctl.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('email = "press@example.org"', 'email = "press@mission.int"'),
        encoding="utf-8",
    )
    kept = tmp_path / "nobody" / "pressctl" / "config.toml"
    with terminal(office.root, "send", "six", "--to", "tv") as screen:
        screen.answer("Your name [Nigar Example]:", "nigar@mission.int")
        assert str(kept) in "".join(screen.text.split())
        assert "Subject" not in screen.text
        screen.answer("is an e-mail address", "y")
        screen.answer('"y" is not a name', "")
        screen.expect("Subject")
        assert screen.end() == 0
    assert kept.read_text(encoding="utf-8") == '[me]\nname = "Nigar Example"\n'


def test_a_second_terminal_is_refused_or_waits_and_nobody_is_mailed_twice(office: PressOffice) -> None:
    contacts(office, 30)
    server = FaultServer()
    brake = Brake(server)
    brake.after(2)
    with server.running():
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(office.root, "send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL=url) as screen:
            brake.held()
            refused = office.run("send", "six", "--resume", PRESSCTL_SMTP_URL=url)
            assert refused.code == 4
            assert "--wait" in refused.err
            waiting = office.start("send", "six", "--resume", "--wait", PRESSCTL_SMTP_URL=url)
            brake.off()
            code, _, errors = waiting.ended()
            assert screen.end() == 0
    assert code in {0, 1}, errors
    reached = Counter(address for address, _ in server.mails())
    assert len(reached) == 30
    assert set(reached.values()) == {1}


@pytest.mark.proof
def test_of_two_confirmed_plans_for_the_same_people_the_second_says_so(office: PressOffice) -> None:
    contacts(office, 3)
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with (
            terminal(office.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as first,
            terminal(office.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as second,
        ):
            first.expect("Type 3 to send")
            second.expect("Type 3 to send")
            first.type("3\n")
            assert first.end() == 0
            second.type("3\n")
            assert second.end() == 1
            assert "another sending meanwhile" in second.text
    assert len(server.mails()) == 3
    assert len(json.loads(office.run("log", "six", "--json").out)["deliveries"]) == 3


@pytest.mark.proof
def test_of_two_confirmed_updates_the_second_is_refused(office: PressOffice) -> None:
    contacts(office, 2)
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        arguments = ("send", "six", "--to", "all", "--update")
        with (
            terminal(office.root, *arguments, "the phone", PRESSCTL_SMTP_URL=url) as first,
            terminal(office.root, *arguments, "the venue", PRESSCTL_SMTP_URL=url) as second,
        ):
            first.expect("Type 2 to send")
            second.expect("Type 2 to send")
            first.type("2\n")
            assert first.end() == 0
            second.type("2\n")
            assert second.end() == 4
            assert "another update was made meanwhile" in second.text
    assert len(server.mails()) == 2


@pytest.mark.proof
def test_an_embargo_that_lifts_while_the_plan_waits_asks_for_a_new_plan(office: PressOffice) -> None:
    office.without_copies()
    (office.root / "contacts.csv").write_text(
        "email,language,embargo_trusted\na@example.com,en,yes\n", encoding="utf-8"
    )
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        for ahead in (5, 20, 60):
            lift = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=ahead)
            until = f"{lift:%Y-%m-%dT%H:%M:%S}+00:00[UTC]"
            english.write_text(text.replace("dateline:", f"embargo: {until}\ndateline:", 1), encoding="utf-8")
            with terminal(office.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as screen:
                screen.expect("Type 1 to send")
                if "EMBARGOED" not in screen.text:  # a busy machine was too late
                    screen.type("no\n")
                    screen.end()
                    continue
                time.sleep(max(0.0, (lift - datetime.now(UTC)).total_seconds()) + 0.1)
                screen.type("1\n")
                assert screen.end() == 4
                assert "plan again" in screen.text
                break
        else:
            pytest.fail("this machine is too slow to plan before a lift")
    assert not server.accepted
