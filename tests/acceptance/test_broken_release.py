"""What was sent can be seen, stopped and gone on with when the release's files or the office's are broken or gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.sendings import RELEASE, a_record, plan_for

ORIGINAL = f"""\
---
id: {RELEASE.id}
kind: announcement
original: en
headline: Border guards train
dateline: {{ place: Baku, date: 2018-10-30 }}
---

A line.
"""
SLUG = RELEASE.slug


@pytest.fixture
def waiting(office: PressOffice) -> PressOffice:
    """Return an office with a plan of two messages that has not begun to leave."""
    folder = office.root / "releases" / SLUG
    folder.mkdir()
    (folder / "en.md").write_text(ORIGINAL, encoding="utf-8")
    with a_record(office.root / "pressctl.db") as record:
        plan_for(record, ["a@example.com", "b@example.com"], transport="folder")
    return office


def gone(file: Path) -> None:
    shutil.rmtree(file.parent)


def yaml_broken(file: Path) -> None:
    file.write_text(ORIGINAL.replace("dateline: {", "dateline: ["), encoding="utf-8")


def fence_broken(file: Path) -> None:
    file.write_text(ORIGINAL.replace("---\n\nA line", "\nA line"), encoding="utf-8")


def not_utf8(file: Path) -> None:
    file.write_bytes(ORIGINAL.replace("Border", "B\xf6rder").encode("latin-1"))


def without_id(file: Path) -> None:
    file.write_text("---\nheadline: none\n---\n", encoding="utf-8")


def edited_id(file: Path) -> None:
    file.write_text(ORIGINAL.replace("b1d0", "b1d1"), encoding="utf-8")


def emptied(file: Path) -> None:
    file.unlink()


DAMAGE = [gone, yaml_broken, fence_broken, not_utf8, without_id, edited_id, emptied]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_sending_is_seen_and_stopped(waiting: PressOffice, damage: Callable[[Path], None]) -> None:
    damage(waiting.root / "releases" / SLUG / "en.md")
    shown = waiting.run("log", "guards")
    assert shown.code == 0, shown.err
    assert shown.out.count("@example.com") == 2
    stopped = waiting.run("stop", "guards")
    assert stopped.code == 0, stopped.err
    assert "2 messages stopped" in stopped.out


@pytest.mark.parametrize("damage", [gone, yaml_broken])
def test_a_sending_is_gone_on_with(waiting: PressOffice, damage: Callable[[Path], None]) -> None:
    damage(waiting.root / "releases" / SLUG / "en.md")
    ended = waiting.run("send", SLUG, "--resume")
    assert ended.code == 0, ended.err
    assert len(list((waiting.root / "outbox").rglob("*.eml"))) == 2


@pytest.mark.parametrize("text", ["[office", "[office]\nname = 3\n", "\udcff"])
def test_a_broken_pressctl_toml_keeps_nobody_from_stopping(waiting: PressOffice, text: str) -> None:
    (waiting.root / "pressctl.toml").write_bytes(text.encode(errors="surrogateescape"))
    shown = waiting.run("log", SLUG)
    assert shown.code == 0, shown.err
    assert "a@example.com" in shown.out
    assert "pressctl.toml" in shown.err
    assert "UTC" in shown.err
    assert waiting.run("log", "--verify").code == 0
    stopped = waiting.run("stop", SLUG)
    assert stopped.code == 0, stopped.err
    assert waiting.run("stop", SLUG).code == 1


def test_what_neither_the_folder_nor_the_record_knows_is_no_release(waiting: PressOffice) -> None:
    for command in ("log", "stop"):
        ended = waiting.run(command, "nonsense")
        assert ended.code == 3
        assert "no release" in ended.err


def test_a_whole_slug_in_the_record_is_not_taken_for_a_part_of_another_on_file(waiting: PressOffice) -> None:
    folder = waiting.root / "releases" / SLUG
    folder.rename(folder.with_name(f"{SLUG}-again"))
    text = ORIGINAL.replace("b1d0", "b1d1")
    (folder.with_name(f"{SLUG}-again") / "en.md").write_text(text, encoding="utf-8")
    assert waiting.run("stop", f"{SLUG}-again").code == 1
    assert waiting.run("stop", SLUG).code == 0
