"""Asking for a review as an officer does: whom, in which language, until when; who is still to answer."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import Mailbox, real_server

DUE = f"{datetime.now().astimezone() + timedelta(days=30):%Y-%m-%d} 17:00"


@pytest.fixture
def server() -> Iterator[Mailbox]:
    with real_server(None, tls="none") as mailbox:
        yield mailbox


@pytest.fixture
def by_server(office: PressOffice, server: Mailbox) -> PressOffice:
    return PressOffice(office.root, {"PRESSCTL_SMTP_URL": f"smtp://127.0.0.1:{server.port}"})


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def copies(office: PressOffice) -> list[Path]:
    return sorted((office.root / "releases" / office.slug / "review").glob("*.docx"))


def test_each_gets_the_copy_in_their_language_and_the_mail_says_what_is_wanted(
    by_server: PressOffice, server: Mailbox
) -> None:
    ended = by_server.run(
        "review", "send", "six", "--to", "eu-delegation", "--to", "milli-majlis", "--due", DUE, "--yes"
    )
    assert ended.code == 0, ended.err
    assert "2 messages" not in ended.out, "that is said of a rehearsal"
    english, azerbaijani = (read(data) for _, _, data in server.taken)
    assert english["To"] == "Elena Example <elena@delegation.example.org>"
    assert re.match(r"For your comments by \d+ \w+, 17:00 Baku: Six organizations .* \(draft v1\)", english["Subject"])
    text = body(english)
    assert text.startswith("Dear Elena Example, Please find attached version 1 of the draft release")
    for said in ("not for publication", "Delegation of the European Union to Azerbaijan", "press@example.org"):
        assert said in text
    assert english["Reply-To"] == "press@example.org"
    assert "List-Unsubscribe" not in english
    assert azerbaijani["To"] == "Rashad Example <rashad@majlis.example.com>"
    assert "dərc üçün deyil" in body(azerbaijani)
    files = [part for message in (english, azerbaijani) for part in message.iter_attachments()]
    assert [part.get_filename() for part in files] == [
        f"{by_server.slug}_{code}_v1_REVIEW.docx" for code in ("en", "az")
    ]
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in copies(by_server)}
    assert {hashlib.sha256(part.get_content()).hexdigest() for part in files} == kept


def test_a_mail_under_embargo_says_so(by_server: PressOffice, server: Mailbox) -> None:
    source = by_server.file("en")
    text = re.sub(r"(?m)^embargo:.*\n", "", source.read_text(encoding="utf-8"))
    source.write_text(
        text.replace("\nheadline:", "\nembargo: 2099-10-30T10:00+04:00[Asia/Baku]\nheadline:", 1), "utf-8"
    )
    assert by_server.run("review", "send", "six", "--to", "eu-delegation", "--yes").code == 0
    ((_, _, data),) = server.taken
    assert "under embargo until 30 October 2099, 10:00 Baku (06:00 UTC)" in body(read(data))


def test_a_rehearsal_writes_to_the_outbox_and_asks_nobody(office: PressOffice) -> None:
    ended = office.run("review", "send", "six", "--to", "eu-delegation")
    assert ended.code == 0, ended.err
    assert "\n  1 message written to outbox/. Nothing has been sent.\n  Next: " in ended.out
    shown = json.loads(office.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert [row["standing"] for row in shown] == ["rehearsed"]
    assert office.run("review", "remind", "six").code == 1


def test_the_log_leads_from_a_review_to_its_status(office: PressOffice) -> None:
    before = office.run("log")
    assert before.out == "Nothing has been sent to journalists yet.\n"
    assert office.run("review", "send", "six", "--to", "eu-delegation").code == 0
    after = office.run("log")
    assert "1 release is out for review." in after.out
    assert after.out.endswith("  Next: pressctl review status six-organizations\n")
    assert "HEAD" not in office.run("log", "--verify").out
    rehearsed = office.run("log", "--verify").out
    assert "    nothing has been mailed yet" in rehearsed
    assert "!" not in rehearsed, "a rehearsal is no fault"


def test_nothing_leaves_without_a_word(by_server: PressOffice, server: Mailbox) -> None:
    ended = by_server.run("review", "send", "six", "--to", "eu-delegation")
    assert ended.code == 4
    assert "nobody is there to confirm" in ended.err
    dry = by_server.run("review", "send", "six", "--to", "eu-delegation", "--dry-run")
    assert "1 person would be asked" in dry.out
    assert (server.taken, copies(by_server)) == ([], [])
    assert "Nothing is in review." in by_server.run("review", "status").out


def test_a_copy_that_the_office_hands_over_lies_under_its_own_name(office: PressOffice) -> None:
    ended = office.run("review", "send", "six", "--to", "Rashad", "--no-mail", "--language", "en")
    assert ended.code == 0, ended.err
    handed = office.root / "releases" / office.slug / "out" / f"{office.slug}_en_v1_REVIEW.docx"
    (kept,) = copies(office)
    assert handed.read_bytes() == kept.read_bytes()
    assert not (office.root / "outbox").exists()
    reminded = office.run("review", "remind", "six")
    assert "To be reminded by the office" in reminded.out


def test_the_version_advances_with_the_text_alone_and_the_status_follows(
    by_server: PressOffice, server: Mailbox
) -> None:
    asking = ("review", "send", "six", "--to", "eu-delegation", "--due", DUE, "--yes")
    assert by_server.run(*asking).code == 0
    again = by_server.run(*asking)
    assert "was asked about this version on" in again.out
    source = by_server.file("en")
    source.write_text(source.read_text(encoding="utf-8").replace("headline: Six", "headline: Seven", 1), "utf-8")
    assert by_server.run(*asking).code == 0
    rows = json.loads(by_server.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert [(row["release_version"], row["standing"]) for row in rows] == [
        (1, "asked-again"), (1, "asked-again"), (2, "open")
    ]  # fmt: skip
    assert by_server.run("log", "--verify").code == 0
    records = by_server.run("review", "status").out.splitlines()
    assert len(records) == 3
    assert all(len(record.split("\t")) == 10 for record in records)


def test_a_reminder_brings_the_same_copy_with_the_words_of_that_day(by_server: PressOffice, server: Mailbox) -> None:
    assert by_server.run("review", "send", "six", "--to", "eu-delegation", "--due", DUE, "--yes").code == 0
    source = by_server.file("en")
    source.write_text(source.read_text(encoding="utf-8").replace("headline: Six", "headline: Seven", 1), "utf-8")
    ended = by_server.run("review", "remind", "six", "--yes")
    assert ended.code == 0, ended.err
    first, second = (read(data) for _, _, data in server.taken)
    assert second["Subject"] == f"Reminder: {first['Subject']}"
    assert "Seven" not in body(second)
    assert [part.get_content() for part in second.iter_attachments()] == [
        part.get_content() for part in first.iter_attachments()
    ]
    (row,) = json.loads(by_server.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert row["reminders"] == 1


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b"\0")])
def test_nobody_is_reminded_where_one_copy_is_gone_or_not_as_it_went_out(
    by_server: PressOffice, server: Mailbox, change: Callable[[Path], object]
) -> None:
    assert by_server.run("review", "send", "six", "--to", "eu-delegation,milli-majlis", "--yes").code == 0
    change(copies(by_server)[-1])
    ended = by_server.run("review", "remind", "six", "--yes")
    assert ended.code == 3
    assert f"{copies(by_server)[0].name[:10]}-r2.docx" in ended.err
    assert len(server.taken) == 2, "the two who were asked"
    assert all(
        row["reminders"] == 0
        for row in json.loads(by_server.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    )


def test_who_is_refused_is_told_apart_from_who_has_it(by_server: PressOffice, server: Mailbox) -> None:
    async def refuse(_: Any, __: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("elena@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    server.handle_RCPT = refuse  # type: ignore[attr-defined]  # aiosmtpd looks for it by its name
    ended = by_server.run("review", "send", "six", "--to", "eu-delegation", "--to", "iom", "--yes")
    assert ended.code == 5
    assert "Elena Example: refused (550 5.1.1 no such user)" in ended.out
    assert "Marija Example: taken by the mail server" in ended.out
    rows = json.loads(by_server.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert [(row["name"], row["standing"]) for row in rows] == [
        ("Elena Example", "not-sent"), ("Marija Example", "open")
    ]  # fmt: skip
    assert [recipients for _, recipients, _ in server.taken] == [["marija@iom.example.org"]]


def test_a_server_that_cannot_be_reached_leaves_nobody_asked(office: PressOffice) -> None:
    ended = PressOffice(office.root, {"PRESSCTL_SMTP_URL": "smtp://127.0.0.1:9"}).run(
        "review", "send", "six", "--to", "eu-delegation", "--yes"
    )
    assert ended.code == 5
    assert not copies(office)


def test_a_copy_that_may_have_arrived_stays_in_doubt_though_the_server_is_gone(office: PressOffice) -> None:
    faults = [Fault("dot", "accept-drop"), Fault("connect", "drop", after=1)]
    with FaultServer(faults).running() as gone:
        through = PressOffice(office.root, {"PRESSCTL_SMTP_URL": f"smtp://127.0.0.1:{gone.port}"})
        ended = through.run("review", "send", "six", "--to", "eu-delegation,iom", "--yes", "--json")
        assert len(gone.accepted) == 1
    assert ended.code == 5
    one, other = json.loads(ended.out)["asked"]
    assert one["state"] == "uncertain"
    assert other["state"] == "rejected"
    assert other["reply"], "why it was not tried"


def test_everything_that_is_wrong_with_whom_is_said_at_once(office: PressOffice) -> None:
    ended = office.run("review", "send", "six", "--to", "eu-delegatoin, nobody@, leader-women")
    assert ended.code == 3
    assert 'did you mean "eu-delegation"' in ended.err
    assert "nobody@" in ended.err
    for arguments in (["--no-objection", "--to", "eu-delegation"], []):
        assert office.run("review", "send", "six", *arguments).code == 2
    past = office.run("review", "send", "six", "--to", "eu-delegation", "--due", "2001-01-01 10:00")
    assert past.code == 3
    assert "is over" in past.err


def test_silence_is_asked_for_where_the_organisation_agreed_to_that(by_server: PressOffice, server: Mailbox) -> None:
    asking = ("review", "send", "six", "--to", "eu-delegation", "--due", DUE, "--no-objection", "--yes")
    refused = by_server.run(*asking)
    assert refused.code == 3
    assert "silence of eu-delegation is no consent" in refused.err
    assert server.taken == []
    toml = by_server.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("[organisations.eu-delegation]\n", "[organisations.eu-delegation]\nno_objection = true\n")
    )
    assert by_server.run(*asking).code == 0
    ((_, _, data),) = server.taken
    assert "we take it that you do not object" in body(read(data))


def test_who_is_not_to_be_mailed_is_left_out(by_server: PressOffice, server: Mailbox) -> None:
    assert by_server.run("contacts", "suppress", "elena@delegation.example.org", "--why", "asked us").code == 0
    ended = by_server.run("review", "send", "six", "--to", "eu-delegation", "--to", "iom", "--yes")
    assert ended.code == 0, ended.err
    assert "left out: do not mail" in ended.out
    assert [recipients for _, recipients, _ in server.taken] == [["marija@iom.example.org"]]


def test_what_is_on_file_about_a_person_has_what_they_were_asked(by_server: PressOffice) -> None:
    assert by_server.run("review", "send", "six", "--to", "eu-delegation", "--due", DUE, "--yes").code == 0
    shown = by_server.run("contacts", "show", "elena@delegation.example.org")
    assert "Asked for a review" in shown.out
    told = json.loads(by_server.run("contacts", "show", "elena@delegation.example.org", "--json").out)
    assert [(one["version"], one["state"]) for one in told["reviews"]] == [(1, "accepted")]


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_in_a_terminal_the_number_is_typed_and_no_line_is_wider_than_it(
    by_server: PressOffice, server: Mailbox
) -> None:
    by_server.run("review", "send", "six", "--to", "iom", "--dry-run")
    arguments = ("review", "send", "six", "--to", "eu-delegation", "--to", "milli-majlis", "--due", DUE)
    with terminal(by_server.root, *arguments, **by_server.environment) as screen:
        screen.answer("Your name", "Nino Example")
        screen.answer("Type 2 to send", "2")
        screen.expect("Next: pressctl review status")
        assert all(len(line) <= 80 for line in screen.text.splitlines()), screen.text
    assert len(server.taken) == 2
