"""Which mail in the outbox is the person's: what it says decides, and its name only where it says nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.mail import Mail
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.model.moment import Moment
from pressctl.store.sought import Sought
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.sweeping import _is_to, look_through

NOW = Moment(datetime(2018, 10, 30, 6, tzinfo=UTC), "Asia/Baku")

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


@pytest.mark.parametrize(
    ("greeting", "theirs"), [("Dear Maria,", True), ("Dear Maria Example,", True), ("Dear Mariana,", False)]
)
def test_a_preview_that_greets_the_person_goes(tmp_path: Path, greeting: str, theirs: bool) -> None:
    sought = Sought("maria@wire.example.org", ("Maria Example",), ("Dear Maria",))
    folder = tmp_path / "releases" / "2018-10-30-fair" / "out"
    folder.mkdir(parents=True)
    (folder / "preview.en.mail.html").write_text(f"<p>{greeting}</p>", encoding="utf-8")
    (folder / "2018-10-30-fair_en.html").write_text("<p>Dear Maria, said the letter.</p>", encoding="utf-8")
    config = Config.model_construct(mail=Mail())  # type: ignore[call-arg]  # nothing else of it is read
    desk = Desk(Workspace(tmp_path), config, lambda: NOW, "Aygün")
    made, left, _ = look_through(desk, sought, lambda _done, _total: None)
    assert [file.path for file in made] == (["releases/2018-10-30-fair/out/preview.en.mail.html"] if theirs else [])
    assert not left


def test_the_name_speaks_for_a_file_that_was_cut_off() -> None:
    assert _is_to(b"Date: Tue, 24 Nov 20", SOUGHT, NAME)
