"""A release file as a manuscript: every piece stands where it says, and what speaks to the check is not printed."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.checks.base import Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Selection, check
from pressctl.checks.on_file import names_on_file
from pressctl.checks.page import pieces
from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.finding import Checked
from pressctl.source.kinds import load_kind
from pressctl.source.manuscript import manuscript_of
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.release_file import read_release
from pressctl.source.resolve import resolve

CONFIG = """[office]
name = "Example Press Office"
languages = ["en", "fr"]
[organisations.aid]
name = {en = "Exampleland Aid", fr = "Aide de l’Exemple"}
boilerplate = {en = "Exampleland Aid is a charity.", fr = "Une association."}
[people.nigar]
name = "Nigar Exampleova"
title = {en = "Press Officer", fr = "Attachée de presse"}
email = "nigar@example.org"
"""
ENGLISH = """---
id: b99ecf62-6c3c-4d4c-882e-71730a15bf55
kind: event
original: en
headline: "Exampleland Aid opens school"
dateline:
  place: Baku
  date: 2018-10-30
organisers:
  - aid
contacts:
  - nigar
  - name: Marija Example
    title: Editor
    phones:
      - "+994 12 465 90 71/72"
boilerplates:
  - aid
---

Exampleland Aid opened a school for 41 nurses on Tuesday.

<!-- pressctl: ignore NAM005 -->

- a multi-disciplinary, multidisciplinary school
- free

> We pay for it.
> — Nigar Exampleva, Press Officer
"""
FRENCH = """---
original: en
headline: Une école s’ouvre
---

Exampleland Aid ouvre une école de 14 élèves.

> Nous payons.
> — Nigar Exampleova, attachée de presse
"""


@pytest.fixture
def release(tmp_path):  # type: ignore[no-untyped-def]
    (tmp_path / "pressctl.toml").write_text(CONFIG, encoding="utf-8")
    folder = tmp_path / "releases" / "school"
    folder.mkdir(parents=True)
    (folder / "en.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "fr.md").write_text(FRENCH, encoding="utf-8")
    workspace, config = Workspace(tmp_path), load_config(tmp_path / "pressctl.toml")
    files = read_release(folder, config, lambda name: load_kind(workspace, name))
    kind = load_kind(workspace, files.original.matter.kind)
    return config, files, resolve(files, config, kind, about=lambda _, name: f"About {name}")


def run(release, language: str) -> Checked:  # type: ignore[no-untyped-def]
    config, files, resolved = release
    edition = resolved.edition(language)
    subject = Subject(
        manuscript_of(files.file(language), edition),
        date(2018, 10, 30),
        on_file=names_on_file(config, language),
        edition=edition,
        original=None if language == "en" else resolved.edition("en"),
    )
    return check(subject, RULES, Selection(select=("ALL",)))


def found(checked: Checked, text: str) -> set[tuple[str, str]]:
    return {(one.rule, text[one.start : one.end]) for one in checked.findings}


def test_pieces_of_the_file_stand_where_they_say(release) -> None:  # type: ignore[no-untyped-def]
    _, files, resolved = release
    manuscript = manuscript_of(files.original, resolved.edition("en"))
    keys = {"Exampleland Aid", "Nigar Exampleova", "Press Officer", "nigar@example.org", "About Exampleland Aid"}
    for piece in pieces(manuscript):
        written = ENGLISH[piece.start : piece.end]
        assert piece.text == written or (
            written in {"aid", "nigar"} and piece.text in keys | {"Exampleland Aid is a charity."}
        )
    assert [one.text for one in manuscript.paragraphs][1:] == ["a multi-disciplinary, multidisciplinary school", "free"]
    assert manuscript.quotations[0].speaker is not None
    assert manuscript.quotations[0].speaker.text == "Nigar Exampleva"


def test_an_original_is_checked_with_its_facts(release) -> None:  # type: ignore[no-untyped-def]
    checked = run(release, "en")
    assert checked.crashes == ()
    assert checked.silenced == {"NAM005": 1}
    assert found(checked, ENGLISH) == {("NAM004", "Nigar Exampleva"), ("CON003", "+994 12 465 90 71/72")}


def test_a_translation_is_compared_and_not_asked_for_facts_again(release) -> None:  # type: ignore[no-untyped-def]
    assert found(run(release, "fr"), FRENCH) == {("PAR001", "14"), ("PAR001", "")}


def test_what_speaks_to_the_check_is_not_printed() -> None:
    blocks = parse_blocks(
        "One <!-- pressctl: ignore NAM001 -->\n\n<!-- pressctl: ignore DAT -->\nTwo\n", path="en.md"
    ).blocks
    assert [block.span.start for block in blocks] == [0, 68]
    assert "pressctl" not in repr(blocks)
