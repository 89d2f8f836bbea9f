"""Every sample in every language, edited at random: what was merged is what the files say then, or it is refused."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.merging import UnitKind, edited
from pressctl.model.moment import Moment
from pressctl.model.revision import Line, Piece
from pressctl.review.merge import merge
from pressctl.workflow.opening import open_release
from pressctl.workflow.review.homes import OFFICE
from pressctl.workflow.review.today import Today, reopened, today_of, units_of
from pressctl.workflow.review.writing import Writing
from tests.reviews import review

ROOT = Path(__file__).parents[2]
NOW = Moment(datetime(2026, 1, 1, tzinfo=UTC), "Asia/Baku")
PUT = ("*neu*", "“new”", "2.", "a_b", "[x](y)", "Müddət", "—", "1) x", "слово", "كلمة")
SAMPLES = sorted(path.name for path in (ROOT / "releases").iterdir() if (path / "en.md").exists())


def copy_of(today: Today) -> tuple[Line, ...]:
    units = [unit for unit in today.units if unit.kind is not UnitKind.PICTURE]
    return (*(Line(unit.path, unit.text, (Piece(unit.path, 0, len(unit.text)),)) for unit in units), Line(None, "###"))


def at_random(dice: random.Random, texts: Sequence[str]) -> list[str]:
    """Return the lines after an editor who types what Markdown and YAML have a meaning for."""
    lines = list(texts)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(lines) - 1)
        words = lines[at].split(" ")
        place = dice.randrange(len(words))
        match dice.choice(["replace", "replace", "add", "drop", "part", "join", "out", "in", "end", "front"]):
            case "replace":
                words[place] = dice.choice(PUT)
            case "add":
                words.insert(place, "added words")
            case "drop":
                del words[place]
            case "end":
                words.append("At the end.")
            case "front":
                words.insert(0, "In front")
            case "part" if place:
                lines[at : at + 1] = [" ".join(words[:place]), " ".join(words[place:])]
                continue
            case "join" if at + 1 < len(lines) - 1:
                lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]
                continue
            case "out" if len(lines) > 3:
                del lines[at]
                continue
            case _:
                lines.insert(at, "A new - *paragraph* of words.")
                continue
        lines[at] = " ".join(words)
    return lines


def bare(lines: Sequence[str]) -> tuple[str, ...]:
    texts = ("".join(c for c in line if c not in "\u200e\u200f").strip() for line in lines)
    return tuple(text for text in texts if text)


@pytest.mark.parametrize(("number", "slug"), list(enumerate(SAMPLES)))
def test_the_files_say_what_was_merged_and_nothing_else_has_changed(number: int, slug: str) -> None:
    language = ("en", "az", "ru", "ar", "fr")[number % 5]
    written, refused = edit_and_write(slug, language, f"{slug} {language}")
    assert written > refused


@pytest.mark.proof
@pytest.mark.parametrize("slug", SAMPLES)
def test_all_languages_many_times(slug: str) -> None:
    for language in ("en", "az", "ru", "ar", "fr"):
        for seed in range(4):
            edit_and_write(slug, language, f"{slug} {language} {seed}")


def edit_and_write(slug: str, language: str, seed: str) -> tuple[int, int]:
    """Edit a sample, merge and write that, and compare; return how many edits were written and how many refused."""
    workspace = Workspace(ROOT)
    opened = open_release(workspace, load_config(workspace.config_file), slug)
    today = today_of(opened, language, NOW)
    copy = copy_of(today)
    dice = random.Random(seed)  # noqa: S311  # a text is edited by it, nothing is kept secret
    merged = merge([review(copy, at_random(dice, [line.text for line in copy]))], today.units)
    writing = Writing(opened, today.units, today.homes, dict(today.sources))
    made = writing.write([edit for each in merged.proposals if each.free for edit in each.edits])
    wanted = dict(edited(today.units, made))
    found = dict(edited(units_of(reopened(opened, writing.sources), language, NOW), ()))
    # What the office has on file may be said in several fields, each edited otherwise here.
    own = {
        edit.container
        for edit in made
        if edit.container not in today.homes or today.homes[edit.container].shown != OFFICE
    }
    touched = own | {"body", "notes", "headline", "subheadline"}
    for name in touched:
        assert bare(found.get(name, ())) == bare(wanted.get(name, ())), name
    assert all(each.why for each in writing.refused)
    return len(made), len(writing.refused)
