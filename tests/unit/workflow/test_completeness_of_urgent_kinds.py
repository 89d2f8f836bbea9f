"""The four urgent kinds: their samples are complete, and each thing that they must have is missed by name."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.frozen import replace
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.model.text import Quotation
from pressctl.source.kinds import load_kind
from pressctl.workflow.completeness import missing
from pressctl.workflow.desk import Desk
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.opening import Opened, open_release

KINDS = ("research", "incident", "correction", "withdrawal")
NOW = Moment(datetime(2024, 2, 9, 11, 0, tzinfo=UTC), "Asia/Baku")
REQUIRED = [(name, wanted.path) for name in KINDS for wanted in load_kind(None, name).requires]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opened]:
    root: Path = tmp_path_factory.mktemp("office")
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", root / "pressctl.toml")
    workspace = Workspace(root)
    desk = Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")
    slugs = {name: draft_sample(desk, name) for name in ("joint-event", *KINDS)}
    return {name: open_release(workspace, desk.config, slug) for name, slug in slugs.items()}


def without(edition: Edition, path: str) -> Edition:
    """Return the edition as it would be, had somebody deleted this."""
    head, _, rest = path.partition(".")
    if path == "quotation":
        return replace(edition, body=tuple(block for block in edition.body if not isinstance(block, Quotation)))
    if head == "fields":
        return replace(edition, fields={name: value for name, value in (edition.fields or {}).items() if name != rest})
    nothing: dict[str, Any] = {head: () if isinstance(getattr(edition, head), tuple) else None}
    return replace(edition, **nothing)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_is_complete_in_each_of_its_five_languages(samples: dict[str, Opened], kind: str) -> None:
    opened = samples[kind]
    assert set(opened.release.languages) == {"en", "az", "ru", "ar", "fr"}
    assert opened.lacking() == {}
    assert opened.stale() == {}
    assert all(edition.gaps == () for edition in opened.release.editions)


@pytest.mark.parametrize("kind", KINDS)
def test_the_translations_of_a_sample_have_the_original_s_blocks(samples: dict[str, Opened], kind: str) -> None:
    original, *others = samples[kind].release.editions
    shape = [type(block) for block in original.body]
    for edition in others:
        assert [type(block) for block in edition.body] == shape, edition.language
        assert len(edition.notes) == len(original.notes)


@pytest.mark.parametrize(("kind", "path"), REQUIRED)
def test_each_thing_that_it_must_have_is_missed_by_name(samples: dict[str, Opened], kind: str, path: str) -> None:
    opened = samples[kind]
    lacking = missing(opened.kind, without(opened.release.editions[0], path))
    assert [wanted.path for wanted in lacking] == [path]
    assert lacking[0].what
    assert lacking[0].why
