"""Variants: a text to translate over, the word that it is done, and what the original has changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pressctl.config.schema import language_code
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.model.digest import Json
from pressctl.source.release_file import VariantFile
from pressctl.source.splicing import add_key, replace_value
from pressctl.source.translation import (
    BlockChange,
    ChangeKind,
    TranslationState,
    changed_blocks,
    new_variant,
    source_texts,
    source_texts_digest,
    translation_state,
)
from pressctl.store.files import write_atomically
from pressctl.store.versions import save_snapshot, snapshot
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_if_any, record_of

_INLINES = {"Words", "Emphasis", "Strong", "Foreign", "Link", "LineBreak"}


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of the original that is not what was translated."""

    where: str
    """`headline`, `paragraph 3 of the text`, …"""
    before: str
    """Empty for an added one."""
    after: str
    """Empty for a removed one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How a variant stands to its original."""

    slug: str
    current: bool
    known: bool
    """The texts that were translated are on record here."""
    blocks: tuple[TextChange, ...] = ()
    total: int = 0
    """How many texts the original has now."""

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
    path = opened.folder / f"{language}.md"
    if path.exists():
        raise BadInput(
            f"{opened.release.slug} has {language}.md already; it was not touched",
            hint=f"pressctl variant {opened.release.slug} {language} --changes shows what is out of date",
        )
    write_atomically(path, new_variant(opened.files, language).encode())
    return _from_root(desk.workspace, path)


def mark_done(desk: Desk, slug: str, language: str) -> Path:
    """Bind the variant to the original's texts as they are now, and keep these on record; return its path."""
    opened = open_release(desk.workspace, desk.config, slug)
    variant = _variant(opened, language)
    bind(desk, opened, variant)
    return _from_root(desk.workspace, variant.path)


def bind(desk: Desk, opened: Opened, variant: VariantFile) -> None:
    """Write `translates` into the variant, and the texts that it translates into the record."""
    original = opened.files.original
    digest = source_texts_digest(original)
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        save_snapshot(change, source_texts(original))
        change.event("translated", release_id=opened.release.id, data={"language": variant.language, "of": digest})
        changing = replace_value if variant.matter.translates is not None else add_key
        write_atomically(variant.path, changing(variant.text, "translates", digest).encode())


def changes_since(desk: Desk, slug: str, language: str) -> Changes:
    """Compare the texts that the variant translates with the original's of today."""
    opened = open_release(desk.workspace, desk.config, slug)
    variant, original = _variant(opened, language), opened.files.original
    if translation_state(original, variant) is TranslationState.CURRENT:
        return Changes(opened.release.slug, current=True, known=True)
    with record_if_any(desk) as database:
        kept = snapshot(database, variant.matter.translates) if database and variant.matter.translates else None
    if kept is None:
        return Changes(opened.release.slug, current=False, known=False)
    now = source_texts(original)
    changes = tuple(_described(change) for change in changed_blocks(json.loads(kept), now))
    return Changes(opened.release.slug, current=False, known=True, blocks=changes, total=len(now))


def _described(change: BlockChange) -> TextChange:
    path = change.new_path or change.old_path or ""
    words = {ChangeKind.ADDED: " (new)", ChangeKind.REMOVED: " (gone)", ChangeKind.CHANGED: ""}
    return TextChange(f"{path}{words[change.kind]}", _text(change.old), _text(change.new))


def _text(value: Json) -> str:
    """Return the words of a text or of a block in canonical form, blocks and items separated by new lines."""
    match value:
        case None | bool() | int() | float():
            return ""
        case str():
            return value
        case list():
            inline = any(isinstance(item, dict) and item.get("is") in _INLINES for item in value)
            return ("" if inline else "\n").join(filter(None, map(_text, value)))
        case {"is": "LineBreak"}:
            return "\n"
        case {"is": "Link", "inlines": inlines}:
            return _text(inlines)
        case dict():
            return "\n".join(filter(None, (_text(item) for key, item in value.items() if key != "is")))


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
