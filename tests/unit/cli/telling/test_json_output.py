"""JSON for scripts: exact in every encoding."""

from __future__ import annotations

import io
import json
import sys

import pytest

from pressctl.cli.telling.json_output import write_json

NAMES = {"headline": "Əliyev и Čapek", "half": "\udc80"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866", "cp437", "ascii"])
def test_no_letter_is_lost_where_the_encoding_lacks_it(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding=encoding, errors="replace"))
    write_json(NAMES)
    sys.stdout.flush()
    assert json.loads(pipe.getvalue().decode(encoding)) == NAMES


def test_characters_stand_as_themselves_where_they_can(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"headline": "Əliyev и Čapek"})
    assert "Əliyev и Čapek" in capsys.readouterr().out
