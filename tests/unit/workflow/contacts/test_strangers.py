"""An address that nobody on the list has: who was meant, if somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.workspace import Workspace
from pressctl.workflow.contacts.press_list import stranger


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anna@desc.example", "anna@desk.example"),
        ("ana@desk.example", "anna@desk.example"),
        ("nobody@x.example", None),
    ],
)
def test_only_an_address_with_the_same_name_or_the_same_desk_was_meant(
    tmp_path: Path, typed: str, meant: str | None
) -> None:
    (tmp_path / "contacts.csv").write_text("email\nanna@desk.example\na@b.example\n", encoding="utf-8")
    found = stranger(Workspace(tmp_path), typed)
    assert found is not None
    assert found.nearest == meant
