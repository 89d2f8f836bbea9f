from __future__ import annotations

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.config.values import email_address, is_plain_address
from tests.examples import examples

SIGNS = "abzAZ019._+-@xn é\u0430"
LOCAL = st.text(SIGNS, max_size=70)
DOMAIN = st.lists(st.text("abz09-AZé", max_size=66), min_size=1, max_size=4).map(".".join)
ENDS = st.sampled_from(["", ".org", ".example", ".test", ".local", ".c", ".c0m", ".xn--p1ai", ".ARPA", ".рф"])


@examples(400)
@given(st.builds(lambda local, domain, end: f"{local}@{domain}{end}", LOCAL, DOMAIN, ENDS))
@example("a" * 64 + "@b.org")
@example("a" * 65 + "@b.org")
@example("a@" + "b" * 64 + ".org")
@example("a@" + ".".join(["b" * 60] * 4) + ".org")
@example("a__b_@c.org")
@example("a..b@c.org")
@example("a@b--c.org")
@example("press@example.org\n")
def test_a_plain_address_is_one_for_email_validator_too(address: str) -> None:
    if is_plain_address(address):
        validate_email(address, check_deliverability=False, test_environment=True)


@pytest.mark.parametrize("domain", sorted({*SPECIAL_USE_DOMAIN_NAMES} - {"test"}))
def test_a_domain_that_is_kept_for_something_else_is_none_for_mail(domain: str) -> None:
    assert not is_plain_address(f"press@office.{domain}")
    with pytest.raises(ValueError, match="special-use"):
        email_address(f"press@office.{domain}")


@pytest.mark.parametrize("address", ["press@example.org", "Ana.Example+un@mission-baku.example.int", "a_b@x9.co.uk"])
def test_the_usual_addresses_are_plain(address: str) -> None:
    assert is_plain_address(address)
    assert email_address(address) == address
    with pytest.raises(EmailNotValidError):
        validate_email(address.replace("@", "@@"), check_deliverability=False)
