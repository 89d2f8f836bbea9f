"""Where a workspace must not stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.workflow.doctor.folders import synchronised_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("Dropbox/office", "Dropbox"),
        ("Dropbox (Example Mission)/office", "Dropbox"),
        ("OneDrive - Example Mission/press/office", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/office", "iCloud"),
        ("Nextcloud/office", "Nextcloud"),
        ("press/office", None),
        ("press/dropbox", None),
    ],
)
def test_folders_that_services_copy(tmp_path: Path, path: str, service: str | None) -> None:
    office = tmp_path / path
    office.mkdir(parents=True)
    assert synchronised_by(office) == service


def test_a_mark_in_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    office = tmp_path / "office"
    office.mkdir()
    assert synchronised_by(office) == "Syncthing"
