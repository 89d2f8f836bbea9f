"""Who acts is known before anything is asked, and is the same person without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.cli.session import Session
from pressctl.config import me
from pressctl.config.me import Me, system_user


def test_a_script_acts_for_whoever_was_asked_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setattr(me, "me_file", lambda: file)
    assert Session().me == system_user()
    file.write_text('[me]\nname = "Anna Lind"\n', encoding="utf-8")
    assert Session().me == Me("Anna Lind")
