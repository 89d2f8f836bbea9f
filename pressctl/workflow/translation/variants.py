"""Variants: a text to translate over, the word that it is done, and what the original has changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pressctl.config.values import language_code
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Refused
from pressctl.frozen import Frozen
from pressctl.language.labels import load_labels
from pressctl.model.digest import Json, canonical_json, digest_of
from pressctl.model.text import block_words
from pressctl.source.attributions import Languages, untranslated_titles
from pressctl.source.front_matter.yaml_nodes import emit
from pressctl.source.release_file import OriginalFile, VariantFile
from pressctl.source.splicing import add_key, replace_value
from pressctl.source.translation import (
    TranslationState,
    changed_blocks,
    missing_captions,
    new_variant,
    source_texts,
    source_texts_digest,
    translation_state,
)
from pressctl.store.files import write_atomically
from pressctl.store.record.reading import events_of
from pressctl.store.record.versions import save_snapshot, snapshot
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.translation.changed_texts import TextChange, described

_TRANSLATED = "translated"
_SENTENCE = 25
"""Characters from which a block that is the same in both languages looks forgotten; names are shorter."""


class Changes(Frozen):
    """How a variant stands to its original."""

    slug: str
    current: bool
    known: bool
    """The texts that were translated are on record here."""
    blocks: tuple[TextChange, ...] = ()
    total: int = 0
    """How many texts the original has now."""
    to_add: str = ""
    """The lines that its front matter still wants for photographs without caption or alternative text, as YAML."""

    def summary(self) -> str:
        """Return `2 of 9 texts have changed in the original since`."""
        have = "has" if len(self.blocks) == 1 else "have"
        return f"{len(self.blocks)} of {self.total} texts {have} changed in the original since"


def add_variant(desk: Desk, slug: str, language: str) -> Path:
    """Write a new variant with the original's text in it, to be translated over; return its path.

    Raises:
        BadInput: no language, or the release has it already.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    _check_language(language)
    load_labels(
        desk.workspace, language
    )  # a language without labels cannot be set; better said before it is translated
    path = opened.folder / f"{language}.md"
    if path.exists():
        raise BadInput(
            f"{opened.release.slug} has {language}.md already; it was not touched",
            hint=f"pressctl variant {opened.release.slug} {language} --changes shows what is out of date",
        )
    write_atomically(path, new_variant(opened.files, language, desk.config).encode())
    return _from_root(desk.workspace, path)


def mark_done(desk: Desk, slug: str, language: str, *, anyway: bool = False) -> Path:
    """Bind the variant to the original's texts as they are now, and keep these on record; return its path.

    Raises:
        Refused: texts of the original still stand in the variant, or the original has changed and the variant was not
            touched since; `anyway` is the translator's word that this is right.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    variant = _variant(opened, language)
    if not anyway:
        _refuse_what_looks_untranslated(desk, opened, variant)
        _refuse_what_was_not_touched(desk, opened, variant)
    bind(desk, opened, variant)
    return _from_root(desk.workspace, variant.path)


def bind(desk: Desk, opened: Opened, variant: VariantFile) -> None:
    """Write `translates` into the variant, and the texts that it translates into the record."""
    original = opened.files.original
    digest = source_texts_digest(original)
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        save_snapshot(change, source_texts(original))
        facts: dict[str, str | int | bool | None] = {
            "language": variant.language,
            "of": digest,
            "text": _text_digest(variant),
        }
        change.event(_TRANSLATED, release_id=opened.release.id, data=facts)
        changing = replace_value if variant.matter.translates is not None else add_key
        write_atomically(variant.path, changing(variant.text, "translates", digest).encode())


def changes_since(desk: Desk, slug: str, language: str) -> Changes:
    """Compare the texts that the variant translates with the original's of today."""
    opened = open_release(desk.workspace, desk.config, slug)
    variant, original = _variant(opened, language), opened.files.original
    if translation_state(original, variant) is TranslationState.CURRENT:
        return Changes(opened.release.slug, current=True, known=True)
    with record_to_read(desk) as database:
        kept = snapshot(database, variant.matter.translates) if database and variant.matter.translates else None
    to_add = _captions_to_add(original, variant)
    if kept is None:
        return Changes(opened.release.slug, current=False, known=False, to_add=to_add)
    now: Mapping[str, Json] = json.loads(canonical_json(source_texts(original)))
    changes = tuple(described(change) for change in changed_blocks(json.loads(kept), now))
    return Changes(opened.release.slug, current=False, known=True, blocks=changes, total=len(now), to_add=to_add)


def _captions_to_add(original: OriginalFile, variant: VariantFile) -> str:
    files: dict[str, dict[str, str]] = {}
    for missing in missing_captions(original, variant):
        if not missing.there:
            files.setdefault(missing.file, {"file": missing.file})[missing.name] = missing.text
    return emit({"media": list(files.values())}) if files else ""


def _refuse_what_looks_untranslated(desk: Desk, opened: Opened, variant: VariantFile) -> None:
    original = opened.files.original
    theirs = {block_words(block) for block in original.blocks}
    same = [
        f"block {number} of the text"
        for number, block in enumerate(variant.blocks, 1)
        if len(text := block_words(block)) >= _SENTENCE and text in theirs
    ]
    if variant.matter.headline == original.matter.headline:
        same.insert(0, "the headline")
    same += _untranslated_captions(original, variant)
    languages = Languages(original.language, variant.language)
    for number, attribution, title in untranslated_titles(variant.blocks, desk.config, languages):
        same.append(f'the title of {attribution.name} under quotation {number} (pressctl.toml has "{title}")')
    if same:
        raise Refused(
            f"{variant.language}.md still holds the original's own words: {', '.join(same[:5])}",
            hint=f"translate them; if they are right as they are: pressctl variant {opened.release.slug} "
            f"{variant.language} --done --anyway",
        )


def _untranslated_captions(original: OriginalFile, variant: VariantFile) -> list[str]:
    """Name what the variant has in the original's words, or leaves to them by having nothing."""
    words = {"caption": "the caption", "alt": "the alternative text"}
    return [
        f"{words[missing.name]} of {missing.file}{'' if missing.there else ' (add it under media:)'}"
        for missing in missing_captions(original, variant)
        if not missing.there or len(missing.text) >= _SENTENCE
    ]


def _refuse_what_was_not_touched(desk: Desk, opened: Opened, variant: VariantFile) -> None:
    if translation_state(opened.files.original, variant) is not TranslationState.OUT_OF_DATE:
        return
    with record_to_read(desk) as database:
        events = events_of(database, opened.release.id) if database else ()
    facts = [json.loads(event.data) for event in reversed(events) if event.type == _TRANSLATED]
    last = next((fact for fact in facts if fact.get("language") == variant.language), None)
    if last is not None and last.get("text") == _text_digest(variant):
        raise Refused(
            f"the original has changed, and {variant.language}.md has not been touched since it was last called done",
            hint=f"pressctl variant {opened.release.slug} {variant.language} --changes shows what changed; "
            "if nothing is to be done: --done --anyway",
        )


def _text_digest(variant: VariantFile) -> str:
    """Return the digest of what the translator wrote."""
    matter = variant.matter
    fields = (matter.headline, matter.subheadline, matter.subject, matter.notes, matter.media, dict(matter.labels))
    return digest_of((*fields, variant.blocks))


def _check_language(language: str) -> None:
    try:
        language_code(language)
    except ValueError as error:
        raise BadInput(str(error)) from error


def _variant(opened: Opened, language: str) -> VariantFile:
    slug = opened.release.slug
    if language == opened.release.original:
        raise BadInput(f"{language}.md is the original of {slug}; variants follow it")
    variant = opened.files.variants.get(language)
    if variant is None:
        raise BadInput(f"{slug} has no {language}.md", hint=f"pressctl variant {slug} {language} makes one")
    return variant


def _from_root(workspace: Workspace, path: Path) -> Path:
    return path.relative_to(workspace.root)
