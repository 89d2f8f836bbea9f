"""Which editor is opened."""

from __future__ import annotations

import pytest

from pressctl.cli.asking.editor import editor_command


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_name_is_none(blank: str) -> None:
    assert editor_command({"VISUAL": blank, "EDITOR": "nano -w"}, windows=False) == ["nano", "-w"]
    assert editor_command({"VISUAL": blank, "EDITOR": blank}, windows=True) == ["notepad"]
