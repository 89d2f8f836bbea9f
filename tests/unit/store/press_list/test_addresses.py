"""Addresses: what is refused and in which words; what international ones may look like."""

from __future__ import annotations

import pytest

from pressctl.language.homographs import doubtful_label
from pressctl.store.press_list.addresses import address_fault


@pytest.mark.parametrize(
    "address",
    [
        "leyla@desk.example",
        "o'neill@desk.example",
        "a+b@desk.example",
        "əli@bakı.az",
        "иван@пример.рф",
        "a@xn--bak-uza.az",
    ],
)
def test_a_good_address_has_no_fault(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("leyla", "there is no @ sign"),
        ("leyla@", "there is no domain after the @"),
        ("@desk.example", "there is nothing before the @"),
        ("leyla@desk", "the domain after the @ has no dot"),
        ("a@desk.example, b@desk.example", "holds more than one address"),
        ("a@desk..example", "two periods in a row"),
        ("Leyla <leyla@desk.example>", "only leyla@desk.example belongs here"),
        ("a@localhost", "has no dot"),
        (f"{'a' * 65}@desk.example", "too long"),
        ("a@-desk.example", "hyphen"),
    ],
)
def test_a_fault_is_named(address: str, said: str) -> None:
    assert said in (address_fault(address) or "nothing")


@pytest.mark.parametrize("domain", ["аpple.com", "аррӏе.com", "xn--80ak6aa92e.com", "news.gооgle.com"])
def test_a_domain_that_looks_like_another_is_noticed(domain: str) -> None:
    assert doubtful_label(domain)


@pytest.mark.parametrize(
    "domain", ["apple.com", "bakı.az", "пример.рф", "новости.example", "例え.jp", "desk-1.example"]
)
def test_a_domain_in_one_script_is_not(domain: str) -> None:
    assert doubtful_label(domain) is None
