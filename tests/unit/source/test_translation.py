"""Translations: what they bind to, whether they still hold, what changed, and how a new one begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pressctl.model.localised import Localised
from pressctl.source.attributions import Languages, untranslated_titles
from pressctl.source.release_file import OriginalFile, read_release
from pressctl.source.splicing import add_key, replace_value
from pressctl.source.translation import (
    ChangeKind,
    TranslationState,
    changed_blocks,
    missing_captions,
    new_variant,
    source_texts,
    source_texts_digest,
    translation_state,
)


def original_of(example: Any, folder: Path, text: str) -> OriginalFile:
    return read_release(example.release(folder, en=text), example.config, example.kinds).original


def test_source_texts_are_those_that_a_variant_repeats(example: Any, tmp_path: Path) -> None:
    texts = source_texts(original_of(example, tmp_path, example.original))
    assert set(texts) == {
        "headline",
        "subheadline",
        "subject",
        "dateline.place",
        "event.title",
        "event.venue",
        "event.accreditation",
        "project.name",
        "speakers[2].title",
        "organisers[1].gloss",
        "organisers[3].gloss",
        "media[1].caption",
        "media[1].alt",
        "notes[1]",
        "notes[2]",
        "notes[3]",
        "body[1]",
        "body[2]",
        "body[3]",
    }
    assert texts["speakers[2].title"] == "Vice Speaker"


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ('headline: "Parliament', 'headline: "The parliament', True),
        ("The lead.", "Another lead.", True),
        ("place: Baku", "place: Ganja", True),
        ("title: Vice Speaker", "title: Speaker", True),
        ("caption: The hall", "caption: A hall", True),
        ("mission: the host", "mission: our host", True),
        ("First note.", "Another note.", True),
        ("start: 2018-10-30T10:00", "start: 2018-10-30T11:00", False),
        ("+994 12 555 01 02", "+994 12 555 01 09", False),
        ("embargo: 2018-10-30T10:00[Asia/Baku]", "embargo: none", False),
        ("The lead.\n", "The\nlead.\n\n", False),
    ],
)
def test_a_translation_is_out_of_date_when_a_text_changed_and_not_when_a_fact_did(
    example: Any, tmp_path: Path, old: str, new: str, *, stale: bool
) -> None:
    digest = source_texts_digest(original_of(example, tmp_path / "before", example.original))
    variant = add_key(example.variant, "translates", digest)
    assert old in example.original
    folder = example.release(tmp_path / "after", en=example.original.replace(old, new, 1), az=variant)
    files = read_release(folder, example.config, example.kinds)
    state = translation_state(files.original, files.variants["az"])
    assert state is (TranslationState.OUT_OF_DATE if stale else TranslationState.CURRENT)


def test_a_translation_that_nobody_vouched_for_is_said_to_be_so(example: Any, tmp_path: Path) -> None:
    files = read_release(example.release(tmp_path), example.config, example.kinds)
    assert translation_state(files.original, files.variants["az"]) is TranslationState.NEVER_SET


def test_an_inserted_paragraph_is_one_change(example: Any, tmp_path: Path) -> None:
    old = source_texts(original_of(example, tmp_path / "old", example.original))
    text = example.original.replace("The lead.\n", "A new beginning.\n\nThe lead.\n")
    new = source_texts(original_of(example, tmp_path / "new", text))
    (change,) = changed_blocks(old, new)
    assert (change.kind, change.old_path, change.new_path) == (ChangeKind.ADDED, None, "body[1]")
    (change,) = changed_blocks(new, old)
    assert (change.kind, change.old_path, change.new_path) == (ChangeKind.REMOVED, "body[1]", None)
    assert changed_blocks(new, new) == ()


def test_changed_texts_are_named_with_their_places(example: Any, tmp_path: Path) -> None:
    old = source_texts(original_of(example, tmp_path / "old", example.original))
    text = example.original.replace("> The words.", "> Other words.").replace("place: Baku", "place: Ganja")
    text = text.replace("subject: One table\n", "").replace("\n![A table]", "\nMore.\n\n![A table]")
    new = source_texts(original_of(example, tmp_path / "new", text))
    assert {(change.kind, change.old_path, change.new_path) for change in changed_blocks(old, new)} == {
        (ChangeKind.CHANGED, "dateline.place", "dateline.place"),
        (ChangeKind.REMOVED, "subject", None),
        (ChangeKind.CHANGED, "body[2]", "body[2]"),
        (ChangeKind.ADDED, None, "body[3]"),
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_variant_repeats_every_text_and_is_a_variant(example: Any, tmp_path: Path, newline: str) -> None:
    folder = example.release(tmp_path, en=example.original.replace("\n", newline))
    text = new_variant(read_release(folder, example.config, example.kinds), "az")
    assert "\r" not in text
    assert "embargo" not in text
    (folder / "az.md").write_bytes(text.encode("utf-8"))
    files = read_release(folder, example.config, example.kinds)
    variant = files.variants["az"]
    assert variant.matter.headline == files.original.matter.headline
    assert variant.matter.notes == files.original.matter.notes
    assert variant.blocks == files.original.blocks
    assert variant.matter.labels == {
        path: value for path, value in source_texts(files.original).items() if path in variant.matter.labels
    }
    assert len(variant.matter.labels) == 8
    assert translation_state(files.original, variant) is TranslationState.NEVER_SET


def test_a_label_of_a_variant_can_be_edited_by_its_path(example: Any) -> None:
    edited = replace_value(example.variant, "labels.speakers[2].title", "Spiker: sədr")
    assert edited == example.variant.replace("Vitse-spiker", '"Spiker: sədr"')


QUOTED = "> The words.\n> — Leyla Mammadova, Head of Protection"


@pytest.mark.parametrize(
    ("said", "drafted"),
    [
        ("Leyla Mammadova, Head of Protection", "Leyla Mammadova, Müdafiə şöbəsinin rəhbəri"),
        (
            "Leyla Mammadova, Head of Protection, Example Mission {spoken_in=ru}",
            "Leyla Mammadova, Müdafiə şöbəsinin rəhbəri, Nümunə Missiyası {spoken_in=ru}",
        ),
        ("Leyla Mammadova, acting Head of Mission", "Leyla Mammadova, acting Head of Mission"),
        ("Jan Jansen, Ambassador", "Jan Jansen, Ambassador"),
        ("Somebody Else, Head of Protection", "Somebody Else, Head of Protection"),
    ],
)
def test_who_is_quoted_stands_in_a_new_variant_as_the_office_names_them_there(
    example: Any, tmp_path: Path, said: str, drafted: str
) -> None:
    text = example.original.replace(QUOTED, f"> The words.\n> — {said}")
    files = read_release(example.release(tmp_path, en=text), example.config, example.kinds)
    assert f"> The words.\n> — {drafted}\n" in new_variant(files, "az", example.config)


def test_a_title_that_was_left_in_the_originals_language_is_named(example: Any, tmp_path: Path) -> None:
    languages = Languages("en", "az")
    text = example.original.replace("> The words.", "> Sözlər.")
    blocks = original_of(example, tmp_path, text).blocks
    ((number, attribution, title),) = untranslated_titles(blocks, example.config, languages)
    assert (number, attribution.name, title) == (1, "Leyla Mammadova", "Müdafiə şöbəsinin rəhbəri")
    assert list(untranslated_titles(blocks, example.config, Languages("en", "ru"))) == []


def test_a_caption_that_a_variant_lacks_or_repeats_is_missing(example: Any, tmp_path: Path) -> None:
    variant = example.variant.replace("caption: Zal", "caption: The hall")
    files = read_release(example.release(tmp_path, en=example.original, az=variant), example.config, example.kinds)
    caption, alt = missing_captions(files.original, files.variants["az"])
    assert (caption.name, caption.there) == ("caption", True)
    assert (alt.name, alt.text, alt.there) == ("alt", "People at a table", False)


def test_the_offices_own_place_stands_in_a_new_variant_as_it_is_called_there(example: Any, tmp_path: Path) -> None:
    files = read_release(example.release(tmp_path, en=example.original), example.config, example.kinds)
    own = files.original.matter.dateline.place
    for place, drafted in (({"en": own, "az": "Bakı şəhəri"}, "Bakı şəhəri"), ({"en": "Ganja", "az": "Gəncə"}, own)):
        office = example.config.office.model_copy(update={"place": Localised.of(place)})
        config = example.config.model_copy(update={"office": office})
        assert f"dateline.place: {drafted}\n" in new_variant(files, "az", config)
