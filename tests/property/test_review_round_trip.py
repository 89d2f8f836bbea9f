"""A sample goes out as a Word document, an editor tracks changes in its XML, and what is read, merged and written back
is the source with those edits."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.merging import Unit, UnitKind, edited
from pressctl.model.moment import Moment
from pressctl.review.merge import merge
from pressctl.review.read import read
from pressctl.review.registry import parse_registry
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import open_release
from pressctl.workflow.review.copies import CopyOrder, make_copy
from pressctl.workflow.review.homes import OFFICE
from pressctl.workflow.review.today import Today, reopened, today_of, units_of
from pressctl.workflow.review.writing import Writing
from tests.tracked import Editor, text_of

ROOT = Path(__file__).parents[2]
NOW = Moment(datetime(2026, 1, 1, tzinfo=UTC), "Asia/Baku")
LANGUAGES = ("en", "az", "ru", "ar", "fr")
PUT = ("*neu*", "“new”", "a_b", "[x](y)", "Müddət", "слово", "كلمة", "1. x")
SAMPLES = sorted(path.name for path in (ROOT / "releases").iterdir() if (path / "en.md").exists())
TEXTS = {UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.SAID}

Texts = dict[str, list[str]]
"""The words of each text's units, by container."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("office")
    for name in ("pressctl.toml", "templates", "releases"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    workspace = Workspace(root)
    return Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nigar Example", {})


@pytest.mark.parametrize(("number", "slug"), list(enumerate(SAMPLES)))
def test_what_an_editor_tracked_is_what_the_source_says(desk: Desk, number: int, slug: str) -> None:
    there_and_back(desk, slug, LANGUAGES[number % 5], 0)


@pytest.mark.proof
@pytest.mark.parametrize("slug", SAMPLES)
def test_every_language_many_times(desk: Desk, slug: str) -> None:
    for language in LANGUAGES:
        for seed in range(5):
            there_and_back(desk, slug, language, seed)


def there_and_back(desk: Desk, slug: str, language: str, seed: int) -> None:
    opened = open_release(desk.workspace, desk.config, slug)
    today = today_of(opened, language, NOW)
    copy = make_copy(desk, opened, CopyOrder(language))
    registry = parse_registry(copy.path.with_suffix(".json").read_bytes(), "registry")
    editor = Editor(copy.content)
    wanted = edits_at_random(random.Random(f"{slug} {language} {seed}"), editor, today)  # noqa: S311  # no secret
    review = read(editor.saved(), copy.content, registry, name="back.docx")
    merged = merge([review], today.units)
    writing = Writing(opened, today.units, today.homes, dict(today.sources))
    writing.write([edit for each in merged.proposals if each.free for edit in each.edits])
    assert [each.why for each in writing.refused] == []
    assert [each.why for each in merged.proposals if not each.free] == []
    found = dict(edited(units_of(reopened(opened, writing.sources), language, NOW), ()))
    for name, texts in wanted.items():
        assert plain(found.get(name, ())) == plain(texts), json.dumps([each.after for each in review.changes])


def edits_at_random(dice: random.Random, editor: Editor, today: Today) -> Texts:
    """Edit up to five paragraphs of the document, each once; return what the texts say then."""
    texts: Texts = {}
    for unit in today.units:
        texts.setdefault(unit.container, []).append(unit.text)
    own = [unit for unit in today.units if today.homes.get(unit.path) and today.homes[unit.path].shown != OFFICE]
    own = [unit for unit in own if unit.kind in TEXTS | {UnitKind.FIELD, UnitKind.CELL, UnitKind.ATTRIBUTION}]
    once = [unit for unit in own if sum(unit.text in text_of(each) for each in editor.paragraphs()) == 1]
    for unit in dice.sample(once, min(5, len(once))):
        plainly = any(unit.text in source.text for source in today.sources.values())  # not through mark-up
        step = dice.choice(STEPS if unit.kind in TEXTS and plainly and len(unit.text.split(" ")) > 3 else (replaced,))
        step(dice, editor, unit, texts[unit.container])
    return texts


def replaced(dice: random.Random, editor: Editor, unit: Unit, texts: list[str]) -> None:
    words = unit.text.split(" ")
    words[dice.randrange(len(words))] = dice.choice(PUT) if unit.kind in TEXTS else "Müddət"
    new = " ".join(words)
    editor.write(unit.text, new)
    texts[texts.index(unit.text)] = new


def parted(dice: random.Random, editor: Editor, unit: Unit, texts: list[str]) -> None:
    words = unit.text.split(" ")
    at = dice.randrange(1, len(words))
    editor.split(unit.text, " ".join(words[at:]))
    place = texts.index(unit.text)
    texts[place : place + 1] = [" ".join(words[:at]), " ".join(words[at:])]


def followed(dice: random.Random, editor: Editor, unit: Unit, texts: list[str]) -> None:
    new = f"A new *paragraph* {dice.choice(PUT)} of words."
    editor.add_after(unit.text, new)
    texts.insert(texts.index(unit.text) + 1, new)


def taken_out(_: random.Random, editor: Editor, unit: Unit, texts: list[str]) -> None:
    if unit.kind is UnitKind.SAID or len(texts) < 2:
        return  # who is quoted would stay
    editor.delete(unit.text)
    texts.remove(unit.text)


STEPS: tuple[Callable[[random.Random, Editor, Unit, list[str]], None], ...] = (
    replaced, replaced, parted, followed, taken_out,
)  # fmt: skip


def plain(lines: tuple[str, ...] | list[str]) -> list[str]:
    texts = ("".join(c for c in line if c not in "\u200e\u200f").strip() for line in lines)
    return [text for text in texts if text]
