"""Signatures that another implementation verifies, and that a change breaks."""

from __future__ import annotations

import hashlib
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.mail.cutting import cut_message
from pressctl.mail.dkim import Key, Signer, read_key
from pressctl.mail.letter import Letter, letter_of
from pressctl.mail.message import Addressee, Fixed, Sender, build_message
from pressctl.model.delivery import Attachment, Channel, RenderedPart
from pressctl.model.slots import slot
from tests.examples import examples

RSA = Key("press", generate_private_key(65537, 2048))
ED = Key("press-ed", Ed25519PrivateKey.generate())
SIGNER = Signer("example.org", [RSA, ED])
RECORDS = {
    b"press._domainkey.example.org.": f"v=DKIM1; k=rsa; p={RSA.published()}".encode(),
    b"press-ed._domainkey.example.org.": f"v=DKIM1; k=ed25519; p={ED.published()}".encode(),
}
SENDER = Sender("press@example.org", "Büro für Presse", "answers@example.org")
FIXED = Fixed("<7f3a@example.org>", datetime(2018, 10, 30, 10, 2, tzinfo=UTC), "b0b0b0b0")
CONTENT = bytes(range(256)) * 300
DOCX = Attachment("Xəbər.docx", "application/msword", CONTENT, hashlib.sha256(CONTENT).hexdigest())
PART = RenderedPart(
    "az",
    Channel.PRESS,
    "Sərhədçilər təlim keçir",
    f"{slot('greeting')}\n\nBir  sətir. \n.nöqtə\n\nSon.\n\n\n",
    f"<p>{slot('greeting')}</p>\n<p>Son.</p>\n",
    (DOCX,),
)
READER = Addressee("a@example.com", "Aygün Ə.", {"greeting": "Hörmətli Aygün xanım,"})


def verifies(message: bytes, *, number: int = 0) -> bool:
    """Ask dkimpy, with a name server of our own."""
    try:
        return bool(dkim.DKIM(message).verify(number, dnsfunc=lambda name, timeout=5: RECORDS.get(name)))
    except dkim.ValidationError:
        return False


def octets(letter: Letter) -> bytes:
    return letter.head + letter.tail


def cut_and_signed() -> bytes:
    cut = cut_message(PART, SENDER, FIXED.boundary)
    assert cut is not None
    return octets(SIGNER.signed(cut.letter(READER, FIXED)))


def test_both_signatures_of_a_cut_message_verify() -> None:
    message = cut_and_signed()
    assert message.count(b"DKIM-Signature:") == 2
    assert verifies(message)
    assert verifies(message, number=1)


def test_a_cut_message_and_a_whole_one_have_the_same_signature() -> None:
    whole = SIGNER.signed(letter_of(build_message(PART, READER, SENDER, FIXED)))
    assert octets(whole) == cut_and_signed()
    assert cut_and_signed() == cut_and_signed(), "a retry sends the same octets"


names = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co")), max_size=60)
lines = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co")), max_size=90)


@examples(60)
@given(names, st.lists(lines, max_size=4), st.sampled_from(["", " ", "  \n", "\n\n\n"]))
def test_any_name_and_any_text_verify(name: str, text: list[str], end: str) -> None:
    part = replace(PART, text="\n".join([slot("greeting"), *text]) + "\nSon." + end, html="", attachments=())
    reader = replace(READER, name=name, slots={"greeting": name})
    signed = octets(SIGNER.signed(letter_of(build_message(part, reader, SENDER, FIXED))))
    assert verifies(signed)
    assert verifies(signed, number=1)


@pytest.mark.parametrize("body", [b"", b"\r\n", b"\r\n\r\n \t\r\n", b"a  b\t\r\n\r\n\r\n"])
@pytest.mark.parametrize("shared", [b"", b"\r\n", b" \r\n\r\n", b"tail \t x\r\n\r\n"])
def test_an_empty_end_counts_nowhere(body: bytes, shared: bytes) -> None:
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nDate: Tue, 30 Oct 2018 10:00:00 +0400\r\n\r\n"
    assert verifies(octets(Signer("example.org", [RSA]).signed(Letter(head + body, shared))))


@pytest.mark.parametrize(
    "forged",
    [
        lambda message: b"From: forger@example.net\r\n" + message,
        lambda message: b"Subject: Another\r\n" + message,
        lambda message: b"To: forger@example.net\r\n" + message,
        lambda message: b"Date: Tue, 30 Oct 2018 11:00:00 +0400\r\n" + message,
        lambda message: message.replace(b"List-Unsubscribe: <mailto:", b"List-Unsubscribe: <https:"),
        lambda message: message.replace(b"Son.", b"Yox."),
        lambda message: message[:-10] + b"x" + message[-9:],
    ],
    ids=["From", "Subject", "To", "Date", "List-Unsubscribe", "text", "end"],
)
def test_what_was_added_or_changed_breaks_the_signature(forged: object) -> None:
    assert not verifies(forged(cut_and_signed()))  # type: ignore[operator]


def test_the_fields_that_the_rules_demand_are_signed() -> None:
    message = cut_and_signed()
    signature = message[: message.index(b"\r\n bh=")].replace(b"\r\n", b"").replace(b" ", b"").decode()
    listed = signature.partition("h=")[2].rstrip(";").split(":")
    for name in ("from", "to", "subject", "date"):
        assert listed.count(name) == 2
    assert {"list-unsubscribe", "list-id", "message-id", "reply-to", "mime-version", "content-type"} <= set(listed)
    assert "a=rsa-sha256;c=relaxed/relaxed;d=example.org;s=press" in signature
    assert max(map(len, message.split(b"\r\n"))) <= 998


def test_one_click_is_signed_with_the_rest() -> None:
    sender = replace(SENDER, one_click=True)
    reader = replace(READER, one_click="https://press.example.org/off/7f3a")
    message = octets(SIGNER.signed(letter_of(build_message(PART, reader, sender, FIXED))))
    assert verifies(message)
    listed = message[: message.index(b"\r\n bh=")].replace(b"\r\n", b"").replace(b" ", b"")
    assert b":list-unsubscribe:list-unsubscribe-post" in listed
    assert not verifies(message.replace(b"One-Click", b"Two-Click"))


def pem(key: object) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[attr-defined,no-any-return]


def test_a_key_is_read_and_a_bad_one_is_named(tmp_path: Path) -> None:
    good, short, none = (tmp_path / f"{name}.pem" for name in ("good", "short", "none"))
    good.write_bytes(pem(RSA.private))
    assert read_key(good, "press").published() == RSA.published()
    short.write_bytes(pem(generate_private_key(65537, 1024)))  # noqa: S505  # too short on purpose
    with pytest.raises(BadInput, match="1024 bits"):
        read_key(short, "press")
    none.write_bytes(b"-----BEGIN CERTIFICATE-----\n")
    with pytest.raises(BadInput, match="not a private key"):
        read_key(none, "press")
    with pytest.raises(BadInput, match="cannot be read"):
        read_key(tmp_path / "absent.pem", "press")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_key_that_others_may_read_or_git_would_share_is_refused(tmp_path: Path) -> None:
    from pressctl.config.load import parse_config
    from pressctl.config.workspace import Workspace
    from pressctl.model.moment import Moment
    from pressctl.workflow.desk import Desk
    from pressctl.workflow.sending.roads import signer_for

    key = tmp_path / "dkim.pem"
    key.write_bytes(pem(RSA.private))
    office = '[office]\nname = "Example"\nemail = "press@example.org"\n'
    text = f'{office}[mail.dkim]\nselector = "press"\nkey = "dkim.pem"\n'
    desk = Desk(
        Workspace(tmp_path), parse_config(text, tmp_path / "pressctl.toml"), lambda: Moment(FIXED.date, "UTC"), "x", {}
    )
    key.chmod(0o644)
    with pytest.raises(BadInput, match="others may read"):
        signer_for(desk, "smtp")
    key.chmod(0o600)
    assert signer_for(desk, "folder") is None
    signer = signer_for(desk, "smtp")
    assert signer is not None
    assert verifies(octets(signer.signed(letter_of(build_message(PART, READER, SENDER, FIXED)))))
    for command in (["git", "init", "-q"], ["git", "add", "dkim.pem"]):
        subprocess.run(command, cwd=tmp_path, check=True)
    with pytest.raises(BadInput, match="git would share"):
        signer_for(desk, "smtp")
