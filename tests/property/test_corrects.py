"""Whatever is wrong with what a release corrects is reported with its file and line, beside everything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from pressctl.config.load import load_config
from pressctl.config.schema import Config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.workflow.opening import open_release
from tests.examples import examples

OWN = "7d1f5c1e-0000-4000-8000-000000000001"
EARLIER = "7d1f5c1e-0000-4000-8000-000000000002"
RELEASE = """---
id: {id}
kind: announcement
original: en
headline: {headline}
dateline:
  place: Baku
  date: 2018-10-30
{corrects}---

The text.
"""
LINE = 9
"""Where `corrects` stands."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Config]:
    root = tmp_path_factory.mktemp("office")
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", root / "pressctl.toml")
    for slug in ("first", "second"):
        (root / "releases" / slug).mkdir(parents=True)
    write(root, "first", EARLIER, "The first", "")
    return Workspace(root), load_config(root / "pressctl.toml")


def write(root: Path, slug: str, release_id: str, headline: str, corrects: str) -> None:
    text = RELEASE.format(id=release_id, headline=headline, corrects=corrects)
    (root / "releases" / slug / "en.md").write_text(text, encoding="utf-8", newline="\n")


def lines_of(office: tuple[Workspace, Config], corrects: str) -> set[int | None]:
    """Return the lines of the problems that a `corrects` makes; none where the release opens."""
    workspace, config = office
    write(workspace.root, "second", OWN, "The second", corrects)
    try:
        open_release(workspace, config, "second")
    except BadInput as error:
        return {problem.line for problem in error.problems if problem.path == "releases/second/en.md"}
    return set()


scalars = st.one_of(
    st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40).map(repr),
    st.integers(-5, 0).map(str),
    st.uuids().map(str),
    st.sampled_from(["", "[]", "{}", "[1, 2]", "{id: 1}", OWN, "true", "~", "1.5", "'2'", "first"]),
)


@examples(80, unmoved_by=[HealthCheck.function_scoped_fixture])
@given(value=scalars)
def test_what_is_no_reference_is_reported_in_its_line(office: tuple[Workspace, Config], value: str) -> None:
    assume(value)  # a key without a value is a fact that is not given, as everywhere
    assert lines_of(office, f"corrects: {value}\n") == {LINE}


@examples(80, unmoved_by=[HealthCheck.function_scoped_fixture])
@given(identity=scalars, version=st.integers(1, 9).map(str))
def test_an_id_that_is_nobody_s_is_reported(office: tuple[Workspace, Config], identity: str, version: str) -> None:
    found = lines_of(office, f"corrects:\n  id: {identity}\n  version: {version}\n")
    assert found
    assert found <= {LINE, LINE + 1}


@examples(80, unmoved_by=[HealthCheck.function_scoped_fixture])
@given(version=scalars)
def test_a_version_that_is_no_number_is_reported(office: tuple[Workspace, Config], version: str) -> None:
    assume(version.strip("'\"") not in {"1", "2", "3", "4", "5", "6", "7", "8", "9"} and not _number(version))
    found = lines_of(office, f"corrects:\n  id: {EARLIER}\n  version: {version}\n")
    assert found
    assert found <= {LINE, LINE + 2}


@given(version=st.integers(1, 10**6), quoted=st.booleans())
@examples(30, unmoved_by=[HealthCheck.function_scoped_fixture])
def test_a_version_of_a_release_on_file_is_taken(
    office: tuple[Workspace, Config], version: int, *, quoted: bool
) -> None:
    identity = f'"{EARLIER}"' if quoted else EARLIER
    assert lines_of(office, f"corrects:\n  id: {identity}\n  version: {version}\n") == set()


def test_it_is_reported_together_with_everything_else_of_the_file(office: tuple[Workspace, Config]) -> None:
    workspace, config = office
    write(workspace.root, "second", OWN, '""', f"corrects: {{id: {OWN}, version: 1}}\nnonsense: 1\n")
    with pytest.raises(BadInput) as caught:
        open_release(workspace, config, "second")
    assert [(problem.line, problem.where) for problem in caught.value.problems] == [
        (5, "headline"), (LINE, "corrects.id"), (LINE + 1, "nonsense"),
    ]  # fmt: skip
    assert "cannot correct itself" in caught.value.problems[1].message


def _number(text: str) -> bool:
    try:
        return int(text.strip("'\"")) > 0
    except ValueError:
        return False
