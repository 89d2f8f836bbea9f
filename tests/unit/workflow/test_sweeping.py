"""Which mail in the outbox is the person's: what it says decides, and its name only where it says nothing."""

from __future__ import annotations

import pytest

from pressctl.store.sought import Sought
from pressctl.workflow.sweeping import _is_to

SOUGHT = Sought.of(["kamran@bücher.example.com"], [])
NAME = "0001_kamran@b_cher.example.com.eml"


@pytest.mark.parametrize("address", ["kamran@bücher.example.com", "Kamran@xn--bcher-kva.example.com"])
def test_mail_to_the_person_is_theirs_in_either_form_of_the_domain(address: str) -> None:
    assert _is_to(f"To: K <{address}>\r\n\r\n".encode(), SOUGHT, "0001.eml")


def test_mail_to_somebody_whose_file_is_called_the_same_is_not_theirs() -> None:
    assert not _is_to(b"To: Kamran <kamran@xn--bcher-hoa.example.com>\r\n\r\nHello\r\n", SOUGHT, NAME)


def test_a_local_part_beyond_ascii_is_known_in_raw_utf_8() -> None:
    sought = Sought.of(["aygün@bücher.example.com"], [])
    assert _is_to("To: <aygün@xn--bcher-kva.example.com>\r\n\r\n".encode(), sought, "0001_ayg_n@b_cher.example.com.eml")
    assert not _is_to(
        "To: <aygán@xn--bcher-kva.example.com>\r\n\r\n".encode(), sought, "0001_ayg_n@b_cher.example.com.eml"
    )


def test_the_name_speaks_for_a_file_that_was_cut_off() -> None:
    assert _is_to(b"Date: Tue, 24 Nov 20", SOUGHT, NAME)
