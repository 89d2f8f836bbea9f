"""The script in a dossier: what it finds, what it does not claim, and that it never ends in a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressctl.workflow.dossier.case import _ESCAPING
from pressctl.workflow.dossier.verify import main, sha256


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier of one event and one text, unpacked."""
    line = json.dumps({"number": 1, "what": "release-sent"})
    head = sha256("\n".join(["0" * 64, sha256(line)]))
    row = {"previous": "0" * 64, "first_event": 1, "last_event": 1, "form": 2, "hash": head, "events": [{"line": line}]}
    (tmp_path / "chain.json").write_text(json.dumps({"events": 1, "head": head, "rows": [row]}), encoding="utf-8")
    (tmp_path / "plans.json").write_text("[]", encoding="utf-8")
    seal(tmp_path)
    return tmp_path


def seal(folder: Path) -> None:
    names = ("chain.json", "plans.json")
    lines = (f"{sha256((folder / name).read_bytes())}  {name}\n" for name in names)
    (folder / "MANIFEST").write_text("".join(lines), encoding="utf-8")


def head_of(folder: Path) -> str:
    return str(json.loads((folder / "chain.json").read_text(encoding="utf-8"))["head"])


def test_a_whole_one_says_what_proves_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(folder, head_of(folder)) == 0
    out = capsys.readouterr().out
    assert out.startswith("Whole: 1 events")
    assert "SHA-256 of the .zip alone" in out


def test_a_file_that_was_put_beside_them_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "forged.eml").write_bytes(b"I agree")
    assert main(folder, "") == 0
    assert "Not in MANIFEST, so not proved: evidence/forged.eml" in capsys.readouterr().out


def test_an_event_that_was_changed_is_found_though_manifest_was_made_anew(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chain = folder / "chain.json"
    chain.write_text(chain.read_text(encoding="utf-8").replace("release-sent", "release-kept"), encoding="utf-8")
    seal(folder)
    assert main(folder, "") == 1
    assert "one of the events 1 to 1 was changed" in capsys.readouterr().out


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"rows": 3}', '{"rows": [{}]}', "[" * 100_000])
def test_damage_is_said_in_words(folder: Path, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "chain.json").write_text(damage, encoding="utf-8")
    assert main(folder, "") == 1
    assert "Damaged" in capsys.readouterr().out


@pytest.mark.parametrize("manifest", [None, "no digest\n", "\n"])
def test_a_list_of_files_that_is_none_is_said_in_words(
    folder: Path, manifest: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "MANIFEST").unlink()
    if manifest is not None:
        (folder / "MANIFEST").write_text(manifest, encoding="utf-8")
    assert main(folder, "") == 1
    assert "Damaged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/a", "..\\a", "C:\\a", "c:a", "a\nb", "..", "a/..", "./a", "a//b", "a/"]
)
def test_a_name_that_leaves_the_folder_is_not_packed(name: str) -> None:
    assert _ESCAPING.search(name)


@pytest.mark.parametrize("name", ["en.txt", "source/en.md", "attachments/a..b.docx", "attachments/Şəkil 1.png"])
def test_an_ordinary_name_is(name: str) -> None:
    assert not _ESCAPING.search(name)
