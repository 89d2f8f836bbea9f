"""What the doctor says of a sending domain."""

from __future__ import annotations

import base64

import pytest

from pressctl.workflow.doctor.base import Verdict
from pressctl.workflow.doctor.mail import look_at_domain

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
