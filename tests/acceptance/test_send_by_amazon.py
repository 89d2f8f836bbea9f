"""Sending and putting right through Amazon SES, which writes Message-IDs of its own."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.ses_server import REGION, ses_server, taken


@pytest.fixture
def amazon(office: PressOffice) -> Iterator[PressOffice]:
    office.without_copies()
    (office.root / "contacts.csv").write_text("email,name,language\none@example.com,One,en\n", encoding="utf-8")
    toml = office.root / "pressctl.toml"
    text = re.sub(r"(?m)^transport = .*$", 'transport = "ses"', toml.read_text(encoding="utf-8"))
    toml.write_text(f'{text}\n[mail.ses]\nregion = "{REGION}"\n', encoding="utf-8")
    with ses_server("example.org") as environment:
        office.environment.update(environment)
        yield office


@pytest.mark.proof
def test_a_correction_answers_the_message_under_the_identity_that_amazon_gave_it(amazon: PressOffice) -> None:
    ended = amazon.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert f"now, by Amazon SES {REGION}" in ended.out
    (row,) = json.loads(amazon.run("log", "six", "--json").out)["deliveries"]
    given = row["answer"].removeprefix("Amazon SES ")
    assert row["message_id"] == f"<{given}@{REGION}.amazonses.com>"
    corrected = amazon.run("correct", "six", "--wrong", "11 countries", "--right", "12 countries", "--yes")
    assert corrected.code == 0, corrected.out + corrected.err
    mails = [email.message_from_bytes(data) for recipient, data in taken() if recipient == "one@example.com"]
    assert [" ".join(str(mail["In-Reply-To"]).split()) for mail in mails] == ["None", row["message_id"]]


def test_an_identity_that_amazon_does_not_know_is_said_in_its_words(amazon: PressOffice) -> None:
    toml = amazon.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[mail]", '[mail]\nfrom = "press@other.example.net"', 1), encoding="utf-8")
    ended = amazon.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 5
    assert "authority to send from" in ended.out


def test_doctor_asks_amazon_how_much_the_account_may_send(amazon: PressOffice) -> None:
    out = " ".join(amazon.run("doctor").out.split())
    assert "Amazon SES" in out
    assert "of 200 sent today, 1 a second: it looks like the sandbox" in out


def test_without_settings_it_says_what_is_missing(office: PressOffice) -> None:
    toml = office.root / "pressctl.toml"
    text = re.sub(r"(?m)^transport = .*$", 'transport = "ses"', toml.read_text(encoding="utf-8"))
    toml.write_text(text, encoding="utf-8")
    ended = office.run("send", "six", "--to", "all", "--dry-run")
    assert ended.code == 3
    assert "[mail.ses]" in ended.err
