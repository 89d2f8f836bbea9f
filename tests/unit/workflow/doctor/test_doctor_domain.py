"""What the doctor says of a sending domain."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from pressctl.config.load import parse_config
from pressctl.config.workspace import Workspace
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Verdict
from pressctl.workflow.doctor.mail import examine_signing, look_at_domain, look_at_own_keys

KEY = base64.b64encode(bytes(294)).decode()
HEALTHY = {
    "a.test": ("v=spf1 mx -all",),
    "default._domainkey.a.test": (f"v=DKIM1; p={KEY}",),
    "_dmarc.a.test": ("v=DMARC1; p=reject",),
}


def found(changed: dict[str, tuple[str, ...]]) -> dict[str, tuple[Verdict, str]]:
    records = {**HEALTHY, **changed}
    diagnoses = look_at_domain("a.test", lambda name: records.get(name, ()))
    return {one.what: (one.verdict, one.finding) for one in diagnoses}


def test_a_healthy_domain() -> None:
    assert {verdict for verdict, _ in found({}).values()} == {Verdict.GOOD}


@pytest.mark.parametrize(
    ("what", "name", "records", "verdict", "said"),
    [
        ("SPF", "a.test", (), Verdict.WRONG, "does not say who may send"),
        ("SPF", "a.test", ("v=spf1 -all", "v=spf1 mx -all"), Verdict.WRONG, "2 records"),
        ("SPF", "a.test", ("v=spf1 +all",), Verdict.WRONG, "everybody"),
        ("SPF", "a.test", ("v=spf1 mx ?all",), Verdict.REMARK, "other senders"),
        ("SPF", "a.test", ("v=spf1 " + "a " * 11 + "-all",), Verdict.WRONG, "more than 10"),
        ("DKIM", "default._domainkey.a.test", (), Verdict.REMARK, "no key"),
        ("DKIM", "default._domainkey.a.test", ("v=DKIM1; p=",), Verdict.REMARK, "no key"),
        ("DMARC", "_dmarc.a.test", (), Verdict.WRONG, "publishes none"),
        ("DMARC", "_dmarc.a.test", ("v=DMARC1; p=none",), Verdict.REMARK, "only watches"),
        ("DMARC", "_dmarc.a.test", ("v=DMARC1; rua=mailto:x@a.test",), Verdict.WRONG, "without a policy"),
        ("DMARC", "_dmarc.a.test", ("v=DMARC1; p=none", "v=DMARC1; p=reject"), Verdict.WRONG, "2 records"),
    ],
)
def test_what_is_said(what: str, name: str, records: tuple[str, ...], verdict: Verdict, said: str) -> None:
    told = found({name: records})
    assert told[what][0] is verdict
    assert said in told[what][1]
    assert {other for other, (how, _) in told.items() if how is not Verdict.GOOD} == {what}


def test_an_own_key_is_held_against_what_the_domain_publishes(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    file = tmp_path / "dkim.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)
    office = '[office]\nname = "Example"\nemail = "press@a.test"\n'
    config = parse_config(f'{office}[mail.dkim]\nselector = "s"\nkey = "dkim.pem"\n', tmp_path / "pressctl.toml")
    desk = Desk(Workspace(tmp_path), config, lambda: Moment(datetime(2018, 10, 30, tzinfo=UTC), "UTC"), "x", {})
    right = base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    for records, verdict, said in (
        ((f"v=DKIM1; k=ed25519; p={right[:20]} {right[20:]}",), Verdict.GOOD, "publishes the key of dkim.pem"),
        ((f"v=DKIM1; p={KEY}",), Verdict.WRONG, "another key"),
        ((), Verdict.WRONG, "publishes no key"),
    ):
        published = {"s._domainkey.a.test": records}
        (told,) = look_at_own_keys(desk, lambda name, known=published: known.get(name, ()))  # type: ignore[misc]
        assert (told.verdict, said in told.finding) == (verdict, True)
        assert verdict is Verdict.GOOD or right in (told.todo or "")
    (said_offline,) = examine_signing(desk)
    assert said_offline.finding == "ed25519-sha256 as s, with dkim.pem"
