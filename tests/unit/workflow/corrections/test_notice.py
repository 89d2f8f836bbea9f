"""What is still wrong in a release that left, and what a correction may say of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.workflow.corrections.case import Case, Said
from pressctl.workflow.corrections.notice import unsettled
from pressctl.workflow.desk import Desk
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.opening import open_release

NOW = Moment(datetime(2018, 11, 1, 8, 0, tzinfo=UTC), "Asia/Baku")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The sample joint event, each of whose texts has changed since it left: nobody's digest is today's."""
    root: Path = tmp_path_factory.mktemp("event")
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", root / "pressctl.toml")
    workspace = Workspace(root)
    desk = Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")
    draft_sample(desk, "joint-event")
    opened = open_release(workspace, desk.config, "2018-10-30-six")
    return Case(opened, Effect.CORRECTION, 1, {}, (), 0, frozen={}, digests={})


def test_a_text_that_was_changed_elsewhere_is_still_wrong(case: Case) -> None:
    assert case.mended("en")
    assert case.still_wrong("en", Said("Baku", "Ganja"))
    assert not case.still_wrong("en", Said("Nigar Nowhere", "Nigar Example"))


def test_a_right_name_that_holds_the_wrong_one_is_right(case: Case) -> None:
    assert case.still_wrong("en", Said("Example", "Specimen"))
    assert not case.still_wrong("en", Said("igar Exampl", "Nigar Example"))


def test_what_was_wrong_cannot_be_what_is_right(case: Case) -> None:
    (problem,) = unsettled(case, {"en": Said("Nigar Example", "Nigar Example")})
    assert (problem.where, "cannot be what is right" in problem.message) == ("en", True)
