"""A pipe, a device or a folder under the name of a file keeps no command waiting: it is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


@pytest.mark.parametrize(("make", "said"), [(pipe, "a pipe"), (endless, "a device"), (folder, "a folder")])
@pytest.mark.parametrize("language", ["az", "en"])
def test_a_text_that_is_no_file(office: PressOffice, make: Callable[[Path], None], said: str, language: str) -> None:
    make(office.file(language))
    ended = office.run("list")
    assert ended.code == 0, ended.err
    assert "1 problem" in ended.out
    shown = office.run("show", "six")
    assert shown.code == 3
    assert f"{language}.md" in shown.err
    assert said in shown.err
    assert office.run("log", "six").code in {0, 3}


@pytest.mark.parametrize("make", [pipe, endless])
def test_contacts_and_the_offices_file(office: PressOffice, make: Callable[[Path], None]) -> None:
    make(office.root / "contacts.csv")
    for arguments in (("contacts", "check"), ("contacts", "add", "--email", "a@b.example"), ("contacts", "list")):
        ended = office.run(*arguments)
        assert ended.code == 3
        assert "contacts.csv cannot be read: it is a" in ended.err
    make(office.root / "pressctl.toml")
    assert office.run("list").code == 0, "what there is can be seen without the office's file"
    ended = office.run("show", "six")
    assert ended.code == 3
    assert "pressctl.toml cannot be read: it is a" in ended.err


@pytest.mark.parametrize("make", [pipe, endless])
def test_a_picture_and_a_file_of_answers(office: PressOffice, make: Callable[[Path], None]) -> None:
    media = office.file("en").parent / "media"
    media.mkdir(exist_ok=True)
    make(media / "hall.jpg")
    text = office.file("en").read_text(encoding="utf-8")
    media_entry = "media:\n  - file: media/hall.jpg\n    alt: a hall\norganisers:"
    office.file("en").write_text(text.replace("organisers:", media_entry, 1), encoding="utf-8")
    ended = office.run("show", "six")
    assert ended.code == 3
    assert "hall.jpg" in ended.err
    make(office.root / "answers.yaml")
    ended = office.run("new", "announcement", "--answers", "answers.yaml")
    assert ended.code == 3
    assert "answers.yaml cannot be read: it is a" in ended.err


@pytest.mark.parametrize("make", [pipe, folder])
def test_a_text_of_another_release_keeps_no_embargo_from_being_lifted(
    office: PressOffice, make: Callable[[Path], None]
) -> None:
    text = office.file("en").read_text(encoding="utf-8")
    embargoed = text.replace("organisers:", "embargo: 2031-05-14T10:00[Asia/Baku]\norganisers:", 1)
    office.file("en").write_text(embargoed, encoding="utf-8")
    other = office.root / "releases" / "2019-01-01-other"
    other.mkdir()
    make(other / "en.md")
    ended = office.run("embargo", "lift", "six", "--now", "--reason", "It is out already.")
    assert ended.code == 0, ended.err
