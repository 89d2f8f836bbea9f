"""The rehearsal's folder."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from pressctl.mail.base import Envelope, Transport
from pressctl.mail.folder import FolderTransport, file_name
from pressctl.model.delivery import DeliveryState
from pressctl.store.files import make_private_folder, write_atomically


@pytest.fixture
def outbox(tmp_path: Path) -> FolderTransport:
    return FolderTransport(
        tmp_path / "outbox", write=partial(write_atomically, private=True), make_folder=make_private_folder
    )


def envelope(recipient: str) -> Envelope:
    return Envelope("press@example.org", recipient, "2018-10-30-a1", 7)


def test_a_message_is_a_private_file_with_its_number_and_address(outbox: FolderTransport, tmp_path: Path) -> None:
    transport: Transport = outbox
    transport.open()
    assert transport.interrupted(envelope("a@example.org")) is DeliveryState.QUEUED
    outcome = transport.deliver(envelope("a@example.org"), b"Subject: x\r\n\r\n")
    path = tmp_path / "outbox" / "2018-10-30-a1" / "0007_a@example.org.eml"
    assert outcome.state is DeliveryState.WRITTEN
    assert path.read_bytes() == b"Subject: x\r\n\r\n"
    assert transport.interrupted(envelope("a@example.org")) is DeliveryState.WRITTEN
    if os.name == "posix":
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("address", ['"a/b\\c:*?"@example.org', "ə" * 300 + "@example.org", "../../x@example.org."])
def test_no_address_leads_out_of_the_folder_or_offends_windows(
    outbox: FolderTransport, tmp_path: Path, address: str
) -> None:
    path = outbox.path(envelope(address))
    assert path.parent == tmp_path / "outbox" / "2018-10-30-a1"
    assert not set('\\/:*?"<>|') & set(path.name)
    assert len(path.name) < 120


def test_a_name_is_never_empty() -> None:
    assert file_name("...") == "_"
