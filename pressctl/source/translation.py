"""What a variant translates, whether it still does, and the text of a new one (ADR 0004)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeAlias

from pressctl.config.schema import Config
from pressctl.frozen import Frozen
from pressctl.model.digest import Json, canonical, digest_of, source_digest
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.model.release import Event, Organisation, Speaker
from pressctl.model.text import quotations
from pressctl.source.attributions import Languages, translated_attribution, with_attribution
from pressctl.source.front_matter.matter import OriginalMatter
from pressctl.source.front_matter.yaml_nodes import Plain, emit, plain_data
from pressctl.source.parts import find_parts
from pressctl.source.release_file import OriginalFile, ReleaseFiles, VariantFile

SourceTexts: TypeAlias = Mapping[str, Json]
"""By field path (`headline`, `notes[1]`, `body[3]`): a text, or a block in canonical form."""

_BODY = re.compile(r"body\[(\d+)\]")


class TranslationState(StrEnum):
    """How a variant stands to its original."""

    CURRENT = "current"
    OUT_OF_DATE = "out-of-date"
    NEVER_SET = "never-set"
    """Nobody has said that it translates the original as it is."""


class ChangeKind(StrEnum):
    """What became of a text of the original."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class BlockChange(Frozen):
    """One text of the original that is not what was translated."""

    kind: ChangeKind
    old_path: str | None
    """Where it stood; none for an added one."""
    new_path: str | None
    """Where it stands now; none for a removed one."""
    old: Json = None
    new: Json = None


def source_texts(original: OriginalFile) -> SourceTexts:
    """Return the texts of the original that a variant repeats, by field path, the body block by block."""
    matter = original.matter
    texts: dict[str, Json] = {"headline": matter.headline}
    texts |= {name: text for name in ("subheadline", "subject") if (text := getattr(matter, name))}
    texts |= labelled_texts(matter)
    for number, media in enumerate(matter.media, 1):
        texts |= {f"media[{number}].{name}": text for name in ("caption", "alt") if (text := getattr(media, name))}
    for name, blocks in (("notes", matter.notes), ("body", original.blocks)):
        texts |= {f"{name}[{number}]": canonical(block) for number, block in enumerate(blocks, 1)}
    return texts


def labelled_texts(matter: OriginalMatter) -> dict[str, str]:
    """Return the texts that a variant translates under `labels`, by their paths.

    The titles of people on file are not among them: those have their languages in `pressctl.toml`.
    """
    event = matter.event or Event()
    texts: dict[str, str | None] = {
        "dateline.place": matter.dateline.place,
        "event.title": event.title,
        "event.venue": event.venue,
        "event.accreditation": event.accreditation,
        "project.name": matter.project.name if matter.project else None,
    }
    for number, speaker in enumerate(matter.speakers, 1):
        texts[f"speakers[{number}].title"] = speaker.title if isinstance(speaker, Speaker) else None
    table = matter.fields.get("organiser_glosses")
    glosses = table if isinstance(table, Mapping) else {}
    for number, organiser in enumerate(matter.organisers, 1):
        in_place = isinstance(organiser, Organisation)
        name, own = (organiser.name, organiser.gloss) if isinstance(organiser, Organisation) else (organiser.key, None)
        texts[f"organisers[{number}].gloss"] = glosses.get(name, own if in_place else None)
    return {path: text for path, text in texts.items() if text}


def source_texts_digest(original: OriginalFile) -> str:
    """Return what `translates` holds in a variant that is up to date."""
    return source_digest(source_texts(original))


def translation_state(original: OriginalFile, variant: VariantFile) -> TranslationState:
    """Say whether the variant translates the original as it is now."""
    return _state(source_texts_digest(original), variant)


def translation_states(files: ReleaseFiles) -> Mapping[str, TranslationState]:
    """Say by language which variants translate the original as it is now."""
    now = source_texts_digest(files.original) if files.variants else ""
    return {language: _state(now, variant) for language, variant in files.variants.items()}


def _state(now: str, variant: VariantFile) -> TranslationState:
    if variant.matter.translates is None:
        return TranslationState.NEVER_SET
    return TranslationState.CURRENT if variant.matter.translates == now else TranslationState.OUT_OF_DATE


def changed_blocks(old: SourceTexts, new: SourceTexts) -> tuple[BlockChange, ...]:
    """Return what differs between the texts that were translated and today's, in reading order.

    Blocks of the body are aligned by their content, so that one inserted paragraph is one change.
    """
    fields = [path for path in dict.fromkeys((*new, *old)) if not _BODY.fullmatch(path)]
    changes = [_change(path, path, old, new) for path in fields if old.get(path) != new.get(path)]
    return (*changes, *_changed_body(old, new))


def _changed_body(old: SourceTexts, new: SourceTexts) -> Iterator[BlockChange]:
    before, after = _body_paths(old), _body_paths(new)
    matcher = SequenceMatcher(
        None, [digest_of(old[path]) for path in before], [digest_of(new[path]) for path in after], autojunk=False
    )
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[start:end], after[new_start:new_end]
        common = min(len(gone), len(come))
        yield from (_change(*pair, old, new) for pair in zip(gone[:common], come[:common], strict=True))
        yield from (_change(path, None, old, new) for path in gone[common:])
        yield from (_change(None, path, old, new) for path in come[common:])


def _body_paths(texts: SourceTexts) -> list[str]:
    numbered = [(int(found[1]), path) for path in texts if (found := _BODY.fullmatch(path))]
    return [path for _, path in sorted(numbered)]


def _change(old_path: str | None, new_path: str | None, old: SourceTexts, new: SourceTexts) -> BlockChange:
    was = old.get(old_path) if old_path else None
    now = new.get(new_path) if new_path else None
    if was is None:
        return BlockChange(ChangeKind.ADDED, None, new_path, None, now)
    if now is None:
        return BlockChange(ChangeKind.REMOVED, old_path, None, was, None)
    return BlockChange(ChangeKind.CHANGED, old_path, new_path, was, now)


class MissingCaption(Frozen):
    """A caption or an alternative text of the original that a variant does not have in its own words."""

    file: str
    name: str
    """`caption` or `alt`."""
    text: str
    """The original's."""
    there: bool
    """The variant has the original's own words, untranslated."""


def missing_captions(original: OriginalFile, variant: VariantFile) -> tuple[MissingCaption, ...]:
    """Return what photographs of the original lack in the variant, in their order."""
    theirs = {media.file: media for media in variant.matter.media}
    missing = []
    for media in original.matter.media:
        said = theirs.get(media.file)
        for name in ("caption", "alt"):
            text, translated = getattr(media, name), getattr(said, name, None)
            if text and (translated is None or translated == text):
                missing.append(MissingCaption(media.file, name, text, translated is not None))
    return tuple(missing)


def new_variant(files: ReleaseFiles, language: str, config: Config | None = None) -> str:
    """Return the text of a new variant file: the original's texts, to be translated over.

    With `config`, people on file who are quoted have their names and titles in the variant's language, and the place
    that the office's releases are dated from has its name there.
    `translates` is left out: nothing has been translated yet. `variant --done` sets it.
    """
    original, matter = files.original, files.original.matter
    media = [
        {"file": item.file, "caption": item.caption, "alt": item.alt}
        for item in matter.media
        if item.caption or item.alt
    ]
    front = emit(
        {
            "original": original.language,
            "headline": matter.headline,
            "subheadline": matter.subheadline,
            "subject": matter.subject,
            "notes": _notes(original),
            "media": media,
            "labels": {**labelled_texts(matter), **_place(original, language, config)},
        }
    )
    layout = find_parts(original.text)
    body = original.text[layout.body :] if layout else ""
    if layout and config is not None:
        body = _with_attributions(original, layout.body, Languages(original.language, language), config)
    return f"---\n{front}---\n{with_plain_line_ends(body)}"


def _with_attributions(original: OriginalFile, start: int, languages: Languages, config: Config) -> str:
    """Return the original's body, from `start` on, with those who are on file named as the variant's language does."""
    text = original.text
    for quotation in sorted(quotations(original.blocks), key=lambda found: found.span.start, reverse=True):
        span = quotation.span
        said = quotation.attribution
        translated = translated_attribution(said, config, languages) if said else None
        if translated is not None and span.start >= start:
            written = with_attribution(text[span.start : span.end], translated, languages.variant)
            text = text[: span.start] + written + text[span.end :]
    return text[start:]


def _place(original: OriginalFile, language: str, config: Config | None) -> dict[str, str]:
    """Return the place of the dateline in another language, where the office has it on file."""
    names = dict(config.office.place.texts) if config is not None and config.office.place else {}
    own = original.matter.dateline.place
    if names.get(original.language, "").casefold() != own.casefold() or language not in names:
        return {}
    return {"dateline.place": names[language]}


def _notes(original: OriginalFile) -> Plain | None:
    """Return the notes as they are written, mark-up included."""
    node = original.root.get("notes")
    return plain_data(node) if node is not None else None
