"""Pieces: every word of every sample belongs to a field, by its right path, and stands where the document has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.export.pieces import Lock, SetPiece, pieces
from pressctl.export.sheet import Sheet
from pressctl.frozen import field_names, is_record
from pressctl.language.dates import date_text
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.model.text import (
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    plain,
)
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.sheets import sheet_of

WORKSPACE = Workspace(Path(__file__).resolve().parents[3])
NOW = Moment(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
MARKS = str.maketrans("", "", "\u200e\u200f")
STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
NOT_SHOWN = {"key", "alt", "file", "fields", "gaps", "subject", "embargo", "expires", "corrects", "spoken_in", "span"}
COMPUTED = {"date", "start", "end", "url", "languages", "language", "target", "kind"}
"""Fields that are set in other characters than the source has: `test_what_is_computed_has_its_path` looks at them."""


@cache
def opened(slug: str) -> Opened:
    return open_release(WORKSPACE, load_config(WORKSPACE.config_file), slug)


EVERY = [
    pytest.param(slug, language, id=f"{opened(slug).kind.name}.{language}")
    for slug in WORKSPACE.slugs()
    for language in opened(slug).release.languages
]


def sample(slug: str, language: str) -> tuple[Edition, Sheet, tuple[SetPiece, ...]]:
    (edition,) = opened(slug).editions((language,))
    sheet = sheet_of(opened(slug), edition, NOW)
    return edition, sheet, pieces(sheet, edition)


def said_by(edition: Edition, path: str) -> object:
    """Follow a path through the edition as a reader would, without a word of the module under test."""
    here: object = edition
    for step in path.split("."):
        here = follow(here, step)
    return here


def follow(here: object, step: str) -> object:
    if place := re.fullmatch(r"(paragraph|item|block)(\d+)", step):
        number = int(place[2]) - 1
        match place[1], here:
            case "paragraph", Quotation(paragraphs=paragraphs):
                return paragraphs[number]
            case "item", ItemList(items=items):
                return items[number]
            case "block", tuple():
                return here[number]
    if cell := re.fullmatch(r"r(\d+)c(\d+)", step):
        assert isinstance(here, Table)
        return (here.header, *here.rows)[int(cell[1]) - 1][int(cell[2]) - 1]
    named = STEP.fullmatch(step)
    assert named, step
    value = getattr(here, named[1])
    return value[int(named[2]) - 1] if named[2] else value


def text_of(value: object) -> str:
    match value:
        case Paragraph(inlines) | Heading(_, inlines):
            return plain(inlines)
        case (Paragraph(inlines), *_):  # an item: its first paragraph stands for it
            return plain(inlines)
        case tuple():
            return plain(value)
    return str(value)


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_each_piece_says_what_its_field_says(slug: str, language: str) -> None:
    edition, _, found = sample(slug, language)
    assert len({piece.path for piece in found}) == len(found)
    for piece in found:
        if piece.path.rpartition(".")[2] not in COMPUTED:
            said = text_of(said_by(edition, piece.path)).replace("\n", "\u2028")
            assert piece.text.translate(MARKS) == said, piece.path


def shown_words(value: object) -> Iterator[str]:
    """Yield every word of an edition that a sheet shows as it stands, found by its types alone."""
    match value:
        case str():
            yield from re.findall(r"\w+", value)
        case tuple() if value and all(isinstance(one, Inline) for one in value):
            yield from shown_words(plain(value))
        case tuple():
            for one in value:
                yield from shown_words(one)
        case _ if is_record(value):
            for name in field_names(value):
                if name not in NOT_SHOWN | COMPUTED:
                    yield from shown_words(getattr(value, name))


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_every_word_of_the_release_is_in_a_piece(slug: str, language: str) -> None:
    edition, sheet, found = sample(slug, language)
    in_pieces = Counter(
        word
        for piece in found
        if piece.path.rpartition(".")[2] not in COMPUTED
        for word in re.findall(r"\w+", piece.text.translate(MARKS))
    )
    wanted = Counter(shown_words(edition))
    sections = {section.anchor for section in sheet.sections}
    for name, section in (("event", "event"), ("project", "project"), ("organisers", "organisers"), ("speakers",) * 2):
        if section not in sections:
            wanted.subtract(Counter(shown_words(getattr(edition, name))))
    acronyms = {one.acronym for one in edition.organisers} | _of_project(edition)
    missing = +(wanted - in_pieces)
    # An acronym that its name says already is not set a second time.
    assert set(missing) <= {word for one in acronyms if one for word in re.findall(r"\w+", one)}
    assert not in_pieces - wanted


def _of_project(edition: Edition) -> set[str | None]:
    project = edition.project
    if project is None:
        return set()
    named = (*project.funders, *([project.lead] if project.lead else []))
    return {project.acronym, *(one.acronym for one in named)}


@pytest.mark.parametrize(("slug", "language"), EVERY[:5])
def test_what_is_computed_has_its_path(slug: str, language: str) -> None:
    edition, sheet, found = sample(slug, language)
    by_path = {piece.path: piece.text for piece in found}
    assert by_path["dateline.date"] == date_text(edition.dateline.date, language)
    if edition.event and edition.event.start:
        (fact,) = (fact for section in sheet.sections for fact in section.facts if fact.anchor == "event.start")
        assert by_path["event.start"] == plain(fact.value)


def test_a_lock_holds_what_is_below_it_and_nothing_beside_it() -> None:
    lock = Lock("body[1]", "why")
    assert lock.holds("body[1]")
    assert lock.holds("body[1].attribution.name")
    assert not lock.holds("body[10]")
    assert not lock.holds("body[2].paragraph1")


def test_a_line_that_ends_inside_a_paragraph_is_in_its_piece() -> None:
    edition, sheet, _ = sample(WORKSPACE.slugs()[0], "en")
    from pressctl.frozen import replace

    changed = replace(edition, body=(Paragraph((Words("One"), LineBreak(), Strong((Words("two"),)))),))
    (piece,) = (one for one in pieces(sheet, changed) if one.path == "body[1]")
    assert piece.text == "One\u2028two"


def test_a_number_from_right_to_left_has_its_marks_of_direction() -> None:
    slug = next(slug for slug in WORKSPACE.slugs() if "six-organizations" in slug)
    _, _, found = sample(slug, "ar")
    phones = [piece.text for piece in found if ".phones[" in piece.path]
    assert phones
    assert all(text.startswith("\u200e") and text.endswith("\u200f") for text in phones)


def test_pictures_in_the_text_have_caption_and_credit() -> None:
    edition, sheet, _ = sample(WORKSPACE.slugs()[0], "en")
    from pressctl.frozen import replace

    changed = replace(edition, body=(Image("media/one.jpg", "alt", "A hall", "Nino Example"),))
    found = {piece.path: piece.text for piece in pieces(sheet, changed) if piece.path.startswith("body")}
    assert found == {"body[1].caption": "A hall", "body[1].credit": "Nino Example"}
