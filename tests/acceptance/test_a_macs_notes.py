"""A Mac lays `._name` beside each file on a disk that is not its own (AppleDouble): nothing reads those."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pressctl.config.templates import builtin_templates
from tests.acceptance.conftest import PressOffice

NOTE = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \xff\xfe\x00\x09"


def lay_notes(root: Path) -> None:
    for path in [each for each in root.rglob("*") if not each.name.startswith(".")]:
        path.with_name(f"._{path.name}").write_bytes(NOTE)


@pytest.fixture
def twins(office: PressOffice, tmp_path: Path) -> tuple[PressOffice, PressOffice]:
    """Two offices with own labels and fonts, the second of which was on a Mac."""
    (office.root / "templates" / "labels").mkdir()
    shutil.copyfile(builtin_templates() / "labels" / "en.toml", office.root / "templates" / "labels" / "ka.toml")
    (office.root / "templates" / "fonts").mkdir()
    shutil.copytree(office.root, tmp_path / "mac")
    lay_notes(tmp_path / "mac")
    (tmp_path / "mac" / "templates" / "fonts" / "._Sans.ttf").write_bytes(NOTE)
    return office, PressOffice(tmp_path / "mac")


@pytest.mark.parametrize(
    "command",
    [
        "list --json",
        "show six",
        "check six",
        "variant six uk",
        "layout check",
        "kinds",
        "replace Baku Bakou --dry-run",
        "office show iom",
        "office rename iom migration --yes",
        "export six --format pdf --language en",
        "send six --to all --dry-run",
        "embargo list",
    ],
)
def test_what_a_mac_lays_beside_a_file_changes_nothing(twins: tuple[PressOffice, PressOffice], command: str) -> None:
    usual, on_a_mac = (office.run(*command.split()) for office in twins)
    assert (on_a_mac.code, on_a_mac.out, on_a_mac.err) == (usual.code, usual.out, usual.err)
    assert usual.code == (3 if command == "variant six uk" else 0), usual.err
