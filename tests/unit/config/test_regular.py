"""Files that a person named."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pressctl.config import regular
from pressctl.config.regular import read_text
from pressctl.errors import BadInput


@pytest.mark.parametrize(("windows", "said"), [(True, "another program has it open"), (False, "Permission denied")])
def test_a_file_that_cannot_be_read_is_told_with_what_windows_means_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool, said: str
) -> None:
    (tmp_path / "answers.yaml").write_text("a: b", encoding="utf-8")

    def refused(self: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(regular, "_WINDOWS", windows)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(BadInput, match=f"answers.yaml cannot be read: .*{said}"):
        read_text(tmp_path / "answers.yaml", "answers.yaml")
