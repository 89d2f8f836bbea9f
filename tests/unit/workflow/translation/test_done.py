"""What is not done: a quotation left in the original's language under a name that the office translates by itself."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import Refused
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.translation.variants import mark_done

NOW = Moment(datetime(2018, 11, 1, 8, 0, tzinfo=UTC), "Asia/Baku")


def test_a_quotation_that_was_not_translated_is_seen_whatever_stands_under_it(tmp_path: Path) -> None:
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", tmp_path / "pressctl.toml")
    workspace = Workspace(tmp_path)
    desk = Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")
    draft_sample(desk, "joint-event")
    folder = workspace.release(workspace.find_slug("2018-10-30-six"))
    said = re.compile(r"(?m)^> (?!—).*$")
    english = said.findall((folder / "en.md").read_text(encoding="utf-8"))[0]
    azerbaijani = (folder / "az.md").read_text(encoding="utf-8")
    (folder / "az.md").write_text(said.sub(lambda _: english, azerbaijani, count=1), encoding="utf-8")
    with pytest.raises(Refused, match="original's own words: block"):
        mark_done(desk, "2018-10-30-six", "az")
