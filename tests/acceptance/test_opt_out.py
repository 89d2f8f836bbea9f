"""Readers who leave the list: by the token that each message holds, by one click, by a mail that they wrote."""

from __future__ import annotations

import email
import json
import re
from email.message import EmailMessage, Message
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.fault_server import FaultServer


@pytest.fixture
def sent(office: PressOffice, server: FaultServer) -> PressOffice:
    office.without_copies()
    rows = ["one@example.com,One,en", "two@example.com,Two,az"]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    return office


def mail_to(server: FaultServer, address: str) -> Message:
    return next(email.message_from_bytes(data) for recipient, data in server.accepted if recipient == address)


def token_of(message: Message) -> str:
    found = re.search(r"subject=unsubscribe%20([0-9a-z-]+)>", "".join(message["List-Unsubscribe"].split()))
    assert found is not None, message["List-Unsubscribe"]
    return found[1]


def answer(path: Path, sender: str, *, subject: str = "Re: your release", **headers: str) -> str:
    """Save a reader's mail, and return its name."""
    message = EmailMessage()
    message["From"] = f"A Reader <{sender}>"
    message["To"] = "press@example.org"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Please take me off your list.\n")
    path.write_bytes(message.as_bytes())
    return str(path)


def off_the_list(office: PressOffice) -> set[str]:
    plan = json.loads(
        office.run("send", "six", "--to", "all", "--update", "x", "--dry-run", "--json").out
    )  # fmt: skip
    return {out["address"] for out in plan["left_out"] if out["reason"] == "do-not-mail"}


def test_each_message_has_its_readers_own_token_in_header_and_link(sent: PressOffice, server: FaultServer) -> None:
    one, two = mail_to(server, "one@example.com"), mail_to(server, "two@example.com")
    assert token_of(one) != token_of(two)
    for message in (one, two):
        html = next(part for part in message.walk() if part.get_content_type() == "text/html")
        page = html.get_payload(decode=True)
        assert isinstance(page, bytes)
        link = re.search(r'href="(mailto:[^"]*subject=[^"]*)"', page.decode())
        assert link is not None
        assert unquote(link[1]).endswith(f" {token_of(message)}")
        assert "List-Unsubscribe-Post" not in message


def test_a_readers_mail_takes_them_off_the_list(sent: PressOffice, server: FaultServer, tmp_path: Path) -> None:
    token = token_of(mail_to(server, "one@example.com"))
    file = answer(tmp_path / "a.eml", "One@Example.com", subject=f"unsubscribe {token}")
    ended = sent.run("contacts", "optout", file)
    assert ended.code == 0, ended.out + ended.err
    assert "one@example.com is left out of every sending" in ended.out
    assert off_the_list(sent) == {"one@example.com"}
    again = sent.run("contacts", "optout", file)
    assert again.code == 0
    assert "already" in again.out


def test_an_answer_to_the_message_is_enough(sent: PressOffice, server: FaultServer, tmp_path: Path) -> None:
    message_id = mail_to(server, "two@example.com")["Message-ID"]
    file = answer(tmp_path / "a.eml", "two@example.com", In_Reply_To=message_id)
    assert sent.run("contacts", "optout", file).code == 0
    assert off_the_list(sent) == {"two@example.com"}


def test_what_is_forged_swapped_or_written_by_a_machine_is_refused_in_words(
    sent: PressOffice, server: FaultServer, tmp_path: Path
) -> None:
    token = token_of(mail_to(server, "one@example.com"))
    message_id = mail_to(server, "one@example.com")["Message-ID"]
    last = "a" if token[-1] != "a" else "b"
    away = answer(tmp_path / "5.eml", "one@example.com", subject=f"Away {token}", Auto_Submitted="auto-replied")
    cases = {
        "flipped": (answer(tmp_path / "1.eml", "one@example.com", subject=f"off {token[:-1]}{last}"),
                    "its token was not made by this office"),
        "swapped": (answer(tmp_path / "2.eml", "two@example.com", subject=f"off {token}"),
                    "it comes from two@example.com, and what it answers went to one@example.com"),
        "passed on": (answer(tmp_path / "3.eml", "other@example.net", In_Reply_To=message_id), "went to one@example"),
        "bare": (answer(tmp_path / "4.eml", "one@example.com"), "nothing in it shows that it answers a mail of ours"),
        "absent": (away, "a machine wrote this"),
        "token alone": (f"{token[:-1]}{last}", "was not made by this office"),
    }  # fmt: skip
    for what, (given, words) in cases.items():
        ended = sent.run("contacts", "optout", given)
        assert ended.code == 4, what
        assert words in " ".join(ended.out.split()), what
    assert off_the_list(sent) == set()
    mixed = sent.run("contacts", "optout", cases["bare"][0], "two@example.com")
    assert mixed.code == 4  # and the good one is done all the same
    assert off_the_list(sent) == {"two@example.com"}


def test_a_token_of_another_purpose_or_office_serves_nobody(
    sent: PressOffice, server: FaultServer, tmp_path: Path, office: PressOffice
) -> None:
    from contextlib import closing
    from sqlite3 import connect

    token = token_of(mail_to(server, "one@example.com"))
    with closing(connect(sent.root / "pressctl.db")) as record:
        record.execute("UPDATE hmac_key SET purpose = 'return-path' WHERE purpose = 'opt-out'")
        record.commit()
    assert sent.run("contacts", "optout", token).code == 4
    with closing(connect(sent.root / "pressctl.db")) as record:
        record.execute("UPDATE hmac_key SET purpose = 'opt-out', secret = zeroblob(32) WHERE purpose = 'return-path'")
        record.commit()
    assert sent.run("contacts", "optout", token).code == 4


def test_a_mail_that_is_read_again_does_not_undo_what_they_said_since(
    sent: PressOffice, server: FaultServer, tmp_path: Path
) -> None:
    token = token_of(mail_to(server, "one@example.com"))
    file = answer(tmp_path / "a.eml", "one@example.com", subject=f"unsubscribe {token}")
    sent.run("contacts", "optout", file)
    sent.run("contacts", "suppress", "one@example.com", "--lift", "--yes", "--why", "asked to be mailed again")
    ended = sent.run("contacts", "optout", file)
    assert ended.code == 4
    assert "has asked to be mailed again since" in " ".join(ended.out.split())
    assert off_the_list(sent) == set()


def test_one_click_stands_beside_an_https_address_and_its_token_is_enough(
    sent: PressOffice, server: FaultServer
) -> None:
    toml = sent.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("[mail]", '[mail]\nopt_out_url = "https://press.example.org/off?t={token}"', 1), "utf-8"
    )
    server.accepted.clear()
    assert sent.run("send", "six", "--to", "all", "--update", "the venue", "--yes").code == 0
    message = mail_to(server, "two@example.com")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url, by_mail = "".join(message["List-Unsubscribe"].split()).split(",")
    token = token_of(message)
    assert url == f"<https://press.example.org/off?t={token}>"
    assert by_mail.startswith("<mailto:")
    ended = sent.run("contacts", "optout", token, "--json")
    assert ended.code == 0
    assert json.loads(ended.out)["heard"][0]["address"] == "two@example.com"
    assert off_the_list(sent) == {"two@example.com"}


def test_an_http_address_is_no_address_for_one_click(office: PressOffice) -> None:
    toml = office.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[mail]", '[mail]\nopt_out_url = "http://press.example.org/{token}"', 1), "utf-8")
    ended = office.run("send", "six", "--to", "all", "--dry-run")
    assert ended.code == 3
    assert "is no https:// address with {token}" in ended.err


@pytest.mark.proof
def test_doctor_says_that_one_click_is_off(sent: PressOffice) -> None:
    out = sent.run("doctor", "--offline").out
    assert "one click is off without an HTTPS address" in " ".join(out.split())


def test_the_mails_that_a_person_is_handed_are_the_ones_that_they_got(
    sent: PressOffice, server: FaultServer, tmp_path: Path
) -> None:
    from zipfile import ZipFile

    file = tmp_path / "one.zip"
    ended = sent.run("contacts", "export", "--person", "one@example.com", "--out", str(file))
    if ended.code == 2:  # the option's name is for its own tests to say
        ended = sent.run("contacts", "export", str(file), "--person", "one@example.com")
    assert ended.code == 0, ended.out + ended.err
    got = next(data for recipient, data in server.accepted if recipient == "one@example.com")
    with ZipFile(file) as archive:
        mails = [archive.read(name) for name in archive.namelist() if name.endswith(".eml")]
    assert mails == [got]


def test_the_token_may_stand_in_the_address_that_they_write_to(
    sent: PressOffice, server: FaultServer, tmp_path: Path
) -> None:
    toml = sent.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[mail]", '[mail]\nopt_out = "off+{token}@example.org"', 1), encoding="utf-8")
    server.accepted.clear()
    assert sent.run("send", "six", "--to", "all", "--update", "the venue", "--yes").code == 0
    message = mail_to(server, "one@example.com")
    header = "".join(message["List-Unsubscribe"].split())
    found = re.fullmatch(r"<mailto:(off\+[0-9a-z-]+@example\.org)\?subject=unsubscribe>", header)
    assert found is not None, header
    for part in message.walk():
        if part.get_content_maintype() == "text":
            shown = part.get_payload(decode=True)
            assert isinstance(shown, bytes)
            assert found[1] in shown.decode()
    wish = EmailMessage()
    wish["From"], wish["To"], wish["Subject"] = "one@example.com", found[1], "unsubscribe"
    (tmp_path / "wish.eml").write_bytes(wish.as_bytes())
    assert sent.run("contacts", "optout", str(tmp_path / "wish.eml")).code == 0
    assert off_the_list(sent) == {"one@example.com"}
