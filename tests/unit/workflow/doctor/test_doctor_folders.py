"""Where a workspace must not stand."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from pressctl.workflow.doctor.folders import synchronised_by, too_deep


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


def test_a_folder_from_which_exports_have_paths_too_long_for_word() -> None:
    slug = "2018-10-30-six-organizations-join-forces-in-baku-against-human-trafficking"
    deep = PureWindowsPath(r"C:\Users\nino.example\Documents\Communication\press-office")
    told = too_deep(deep, ["2018-10-30-six", slug])
    assert told is not None
    assert "characters; Word on Windows takes 259" in told.finding
    assert too_deep(deep, ["2018-10-30-six"]) is None
    assert too_deep(PureWindowsPath(r"C:\press"), [slug]) is None
    assert too_deep(deep, []) is None
