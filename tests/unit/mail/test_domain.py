"""What a sending domain publishes, asked of a real name server."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import pytest

from pressctl.mail.domain import DkimKey, NoAnswer, a_label, dkim_keys, dmarc_of, resolver, spf_of
from tests.servers.name_server import name_server

LONG, SHORT = (base64.b64encode(bytes(length)).decode() for length in (294, 162))
RECORDS: Mapping[str, tuple[str, ...]] = {
    "good.test": ("v=spf1 include:relay.test mx -all", "google-site-verification=x"),
    "relay.test": ("v=spf1 ip4:192.0.2.0/24 a:mail.relay.test ~all",),
    "twice.test": ("v=spf1 -all", "v=spf1 mx -all"),
    "all.test": ("V=SPF1 +all",),
    "open.test": ("v=spf1 mx",),
    "elsewhere.test": ("v=spf1 redirect=good.test",),
    "circle.test": ("v=spf1 include:circle.test -all",),
    "many.test": ("v=spf1 " + " ".join(f"include:i{n}.test" for n in range(11)) + " -all",),
    "not-spf.test": ("v=spf10 -all",),
    "_dmarc.good.test": ("v=DMARC1; p=Quarantine; rua=mailto:dmarc@good.test",),
    "k1._domainkey.good.test": (f"v=DKIM1; k=rsa; p={LONG}",),
    "old._domainkey.good.test": (f"k=rsa; p={SHORT}",),
    "gone._domainkey.good.test": ("v=DKIM1; p=",),
    "ed._domainkey.good.test": ("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",),
    "broken._domainkey.good.test": ("v=DKIM1; p=!!!",),
}


@pytest.mark.parametrize(
    ("domain", "records", "final", "lookups"),
    [
        ("good.test", 1, "-", 3),
        ("nothing.test", 0, "", 0),
        ("not-spf.test", 0, "", 0),
        ("twice.test", 2, "", 0),
        ("all.test", 1, "+", 0),
        ("open.test", 1, "", 1),
        ("elsewhere.test", 1, "-", 4),
        ("circle.test", 1, "-", 2),
        ("many.test", 1, "-", 11),
    ],
)
def test_who_may_send(domain: str, records: int, final: str, lookups: int) -> None:
    with name_server(RECORDS) as port:
        spf = spf_of(domain, resolver(2, ["127.0.0.1"], port))
    assert (len(spf.records), spf.final, spf.lookups) == (records, final, lookups)


def test_the_policy_of_the_nearest_domain_that_has_one() -> None:
    with name_server(RECORDS) as port:
        ask = resolver(2, ["127.0.0.1"], port)
        assert dmarc_of("good.test", ask).policy == "quarantine"
        above = dmarc_of("press.office.good.test", ask)
        assert (above.policy, above.found_at) == ("quarantine", "good.test")
        assert dmarc_of("nothing.test", ask).records == ()


def test_keys_under_the_names_that_are_asked_for() -> None:
    with name_server(RECORDS) as port:
        found = dkim_keys(
            "good.test", ("absent", "k1", "old", "gone", "ed", "broken"), resolver(2, ["127.0.0.1"], port)
        )
    assert found == (
        DkimKey("k1"),
        DkimKey("old", short=True),
        DkimKey("gone", revoked=True),
        DkimKey("ed"),
        DkimKey("broken", revoked=True),
    )


def test_a_name_server_that_does_not_answer_costs_no_more_than_its_time() -> None:
    with name_server({}, silent=True) as port, pytest.raises(NoAnswer):
        spf_of("good.test", resolver(0.5, ["127.0.0.1"], port))


def test_a_domain_in_other_letters_is_asked_for_as_the_net_knows_it() -> None:
    assert a_label("bücher.example") == "xn--bcher-kva.example"
