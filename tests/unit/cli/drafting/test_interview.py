"""What the last question says when its answer deserves a second look: no `<` comes after it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from pressctl.cli.drafting import interview
from pressctl.cli.drafting.interview import Interview
from pressctl.config.load import parse_config
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.model.moment import Moment
from pressctl.source.kinds import load_kind
from pressctl.workflow.drafting import asking_for

NOW = Moment(datetime(2018, 11, 1, 8, 0, tzinfo=UTC), "Asia/Baku")
OFFICE = """[office]
name = "Bureau"
organisation = "bureau"
timezone = "Asia/Baku"
languages = ["en"]

[organisations.bureau]
name = "Bureau"
"""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["3 December 2018 10:00", ""], "2018-12-03T10:00"),
        (["3 December 2018 10:00", "2 December 2018 09:00"], "2018-12-02T09:00"),
        (["3 December 2018 10:00", "3 December 2018 10:00"], "2018-12-03T10:00"),
    ],
)
def test_the_last_answer_can_be_changed_after_its_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: list[str], kept: str
) -> None:
    (tmp_path / CONFIG).write_text(OFFICE, encoding="utf-8")
    workspace = Workspace(tmp_path)
    answers: Iterator[str] = iter(typed)
    monkeypatch.setattr(interview, "typed", lambda *_, **__: next(answers))
    kind = load_kind(workspace, "joint-event")
    sheet = {each.path: "x" if each.required else None for each in kind.questions if each.path != "embargo"}
    known = {"dateline.date": "2018-12-02", "event.start": "2018-12-05T10:00[Asia/Baku]"}
    console = Console(file=io.StringIO(), width=80)
    asking = asking_for(parse_config(OFFICE, tmp_path / CONFIG), "en", NOW, workspace)
    filled = Interview(console, kind, asking, lambda _: None).run({**sheet, **known})
    assert str(filled["embargo"]).startswith(kept)
    assert isinstance(console.file, io.StringIO)
    assert "Type another, or Enter to keep it" in console.file.getvalue()
    assert "goes back" not in console.file.getvalue()
