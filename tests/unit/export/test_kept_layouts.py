"""The layouts that pressctl brings are compiled once; an office's own never stand in a cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from pressctl import kept
from pressctl.export.kept_layouts import KeptLayouts
from tests.unit.kept_files import damage


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "_cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "pressctl"


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "page.j2").write_text("Dear {{ name }}", encoding="utf-8")
    return folder


def said(brought: Path, *folders: Path, compiles: bool = True) -> str:
    """Return what a new run makes of the page."""
    environment = Environment(
        loader=FileSystemLoader([*folders, brought]), bytecode_cache=KeptLayouts(brought), autoescape=True
    )
    if not compiles:
        environment.compile = lambda *_, **__: pytest.fail("compiled again")  # type: ignore[assignment]
    return environment.get_template("page.j2").render(name="Aygün & Co")


def test_a_layout_is_compiled_in_one_run_for_all(cache: Path, brought: Path) -> None:
    assert said(brought) == "Dear Aygün &amp; Co"
    assert said(brought, compiles=False) == "Dear Aygün &amp; Co"


def test_one_that_has_changed_is_compiled_anew(cache: Path, brought: Path) -> None:
    said(brought)
    (brought / "page.j2").write_text("Hello {{ name }}", encoding="utf-8")
    assert said(brought) == "Hello Aygün &amp; Co"
    assert said(brought, compiles=False) == "Hello Aygün &amp; Co"
    assert len(list(cache.iterdir())) == 1


def test_an_offices_own_is_not_kept(cache: Path, brought: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "page.j2").write_text("Greetings {{ name }}", encoding="utf-8")
    assert said(brought, own) == "Greetings Aygün &amp; Co"
    assert not cache.exists()


@pytest.mark.parametrize("how", ["cut", "changed", "empty", "another", "folder"])
def test_a_file_that_cannot_be_used_is_passed_over(cache: Path, brought: Path, how: str) -> None:
    said(brought)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    damage(file, how)
    assert said(brought) == "Dear Aygün &amp; Co"
    assert how == "folder" or file.read_bytes() == whole


def test_a_folder_that_takes_no_file_stops_nobody(cache: Path, brought: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("a file", encoding="utf-8")
    assert said(brought) == "Dear Aygün &amp; Co"
