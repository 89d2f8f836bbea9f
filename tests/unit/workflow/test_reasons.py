"""Reasons go into the record for good, so that they may name nobody."""

from __future__ import annotations

import pytest

from pressctl.errors import BadInput
from pressctl.model.contact import Contact
from pressctl.workflow.reasons import LONGEST, checked_reason

CONTACTS = (
    Contact("aygun@example.com", "Aygün Əliyeva", row=2),
    Contact("i@example.com", given_name="İlham", family_name="Quliyev", row=3),
    Contact("ng@example.com", given_name="Mai", family_name="Ng", row=4),
    Contact("desk@example.com", row=5),
)


@pytest.mark.parametrize(
    "text",
    [
        "Aygün Əliyeva asked",
        "asked by AYGÜN ƏLIYEVA on the phone",
        "Əliyeva, Aygün wrote",
        "Aygun Əliyeva wrote",
        "Əliyevanın xahişi",
        "ilham quliyev said so",
        "Mr Quliyev's wish",
        "Ng asked",
    ],
)
def test_a_name_on_file_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="the name of somebody on the list"):
        checked_reason(text, CONTACTS)


@pytest.mark.parametrize(
    "text",
    [
        "asked on the phone, 12 May",
        "being off the list since spring",
        "the desk moved",
        "Redaksiyanın xahişi ilə, 3 may",
    ],
)
def test_a_reason_that_names_nobody_is_taken(text: str) -> None:
    assert checked_reason(f" {text} ", CONTACTS) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a reason is needed"),
        ("two\nlines", "line break"),
        ("a\x07bell", "control character"),
        ("a\ttab", "tab"),
        ("x" * (LONGEST + 1), "301 characters"),
        ("who@else.example asked", "an address"),
        ("who＠else.example asked", "an address"),
        ("stranger asked", "an address"),
    ],
)
def test_anything_else_says_why(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        checked_reason(text, CONTACTS, address="Stranger@else.example")
