"""What a translator works in, made of a variant: all of it, or what the original has changed since."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo
from pressctl.export.docx.translation import Row, TranslationTable, bookmark_of, render_translation
from pressctl.export.layouts import HOUSE_LAYOUT, layout
from pressctl.export.sheet import Direction
from pressctl.frozen import Frozen
from pressctl.language.direction import direction
from pressctl.language.labels import Labels, load_labels
from pressctl.language.names import language_name
from pressctl.language.review_words import TableWords, load_review_words
from pressctl.model.text import plain
from pressctl.source.release_file import VariantFile
from pressctl.source.translation import TranslationState, source_texts, source_texts_digest
from pressctl.source.translation_units import Misaligned, Unit, Units, units_of
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.store.record.versions import save_snapshot, snapshot
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.review.copies import REVIEW, answers_to
from pressctl.workflow.sheets import sheet_of
from pressctl.workflow.translation.registry import Registry, SentText
from pressctl.workflow.translation.variants import add_variant


class MadeTranslation(Frozen):
    """A document for a translator."""

    id: str
    slug: str
    language: str
    path: Path
    texts: int
    """How many texts are in it."""
    translated: int
    """How many of them have a translation already."""
    only_changed: bool
    """What has not changed since it was translated is left out."""
    gone: int
    """Blocks of the variant whose original is there no more."""


def make_translation(desk: Desk, slug: str, language: str) -> MadeTranslation:
    """Write the document into the release's `out/`, and keep it with its registry; a variant that lacks is made first.

    Raises:
        BadInput: no such release or language, or the variant's blocks cannot be led to the original's.
        NothingToDo: the original has not changed since it was translated, in any text.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    if language != opened.release.original and language not in opened.files.variants:
        add_variant(desk, slug, language)
        opened = open_release(desk.workspace, desk.config, slug)
    variant = opened.files.variants.get(language)
    if variant is None:
        raise BadInput(f"{language}.md is the original of {opened.release.slug}; name a language to translate into")
    found = _units(desk, opened, variant)
    only_changed = found.state is TranslationState.OUT_OF_DATE and _known(desk, variant) is not None
    units = tuple(unit for unit in found.units if not only_changed or unit.changed or unit.target is None)
    if not units:
        hint = f"pressctl variant {slug} {language} --changes shows what is to be done"
        raise NothingToDo(f"no text of {opened.release.slug} has to be translated into {language}", hint=hint)
    translation_id = _free_id(opened, desk)
    content = _content(desk, opened, variant, units, (translation_id, only_changed))
    registry = _registry(opened, variant, found, units, (translation_id, content))
    folder = opened.folder / REVIEW
    make_private_folder(folder)
    for name, data in ((f"{translation_id}.json", registry.as_json()), (f"{translation_id}.docx", content)):
        write_atomically(folder / name, data, private=True)
    path = opened.folder / "out" / f"{opened.release.slug}_{opened.release.original}-{language}_TRANSLATE.docx"
    make_private_folder(path.parent)
    write_atomically(path, content)
    _record(desk, opened, language, translation_id, content)
    done = sum(unit.target is not None and not unit.changed for unit in units)
    return MadeTranslation(
        translation_id, opened.release.slug, language, path, len(units), done, only_changed, len(found.gone)
    )


def _known(desk: Desk, variant: VariantFile) -> str | None:
    """Return the source texts that the variant translates, where the record has them."""
    if variant.matter.translates is None:
        return None
    with record_to_read(desk) as database:
        return snapshot(database, variant.matter.translates) if database is not None else None


def _units(desk: Desk, opened: Opened, variant: VariantFile) -> Units:
    try:
        return units_of(opened.files.original, variant, _known(desk, variant))
    except Misaligned as error:
        raise BadInput(
            f"{variant.path.name} has {error.has} blocks where {error.of} were translated: which is which is not clear",
            hint=f"pressctl variant {opened.release.slug} {variant.language} --changes shows what changed; "
            "bring the blocks in line first",
        ) from error


def _free_id(opened: Opened, desk: Desk) -> str:
    day = desk.clock().local().date().isoformat()
    number = 1
    while (opened.folder / REVIEW / f"{day}-t{number}.json").exists():
        number += 1
    return f"{day}-t{number}"


def _content(
    desk: Desk, opened: Opened, variant: VariantFile, units: tuple[Unit, ...], what: tuple[str, bool]
) -> bytes:
    translation_id, only_changed = what
    language, original = variant.language, opened.release.original
    words = load_review_words(opened.workspace, language).table
    now = desk.clock()
    sheet = sheet_of(opened, opened.release.original_edition, now)
    heads = (
        words.source.format(language=language_name(original, language)),
        words.target.format(language=language_name(language, language)),
    )
    how = words.how.format(address=answers_to(desk, opened))
    table = TranslationTable(
        language,
        Direction(direction(language)),
        load_review_words(opened.workspace, original).status,
        opened.release.headline,
        (how, words.only_changed) if only_changed else (how,),
        heads,
        tuple(_row(unit, words, load_labels(opened.workspace, language)) for unit in units),
        f"urn:uuid:{opened.release.id}#{translation_id}",
        (
            ("pressctl_translation", translation_id),
            ("pressctl_release", opened.release.id),
            ("pressctl_language", language),
        ),
    )
    template = layout(opened.workspace, HOUSE_LAYOUT, sheet.look)
    return render_translation(sheet, template, table, stamped=now.instant)


def _row(unit: Unit, words: TableWords, labels: Labels) -> Row:
    before = f"{words.changed} {unit.before}" if unit.before else ""
    return Row(unit.path, _label_of(unit.path, words, labels), unit.source, unit.target or (), before)


def _label_of(path: str, words: TableWords, labels: Labels) -> str:
    """Return what a text is, in the translator's language: `Text 3`, `Notes to editors 1`, `Speakers 2`."""
    head, _, rest = path.removeprefix("labels.").partition("[")
    number = rest.partition("]")[0]
    named = {
        "headline": words.headline,
        "subheadline": words.subheadline,
        "subject": words.subject,
        "body": words.text,
        "notes": words.notes,
        "media": words.alt if path.endswith(".alt") else words.caption,
        "dateline.place": labels.facts.where,
        "event.title": labels.facts.title,
        "event.venue": labels.facts.where,
        "event.accreditation": labels.facts.accreditation,
        "project.name": labels.facts.project,
        "speakers": labels.sections.speakers,
        "organisers": labels.sections.organisers,
    }
    return f"{named[head]} {number}".rstrip()


def _registry(
    opened: Opened, variant: VariantFile, found: Units, units: tuple[Unit, ...], made: tuple[str, bytes]
) -> Registry:
    translation_id, content = made
    return Registry(
        translation_id,
        opened.release.id,
        opened.release.slug,
        opened.release.original,
        variant.language,
        source_texts_digest(opened.files.original),
        hashlib.sha256(content).hexdigest(),
        tuple(
            SentText(bookmark_of(unit.path), unit.path, plain(unit.source), plain(unit.target or ())) for unit in units
        ),
        len(variant.blocks),
        tuple((place.block, place.after) for place in found.body),
    )


def _record(desk: Desk, opened: Opened, language: str, translation_id: str, content: bytes) -> None:
    """Keep the source texts that were sent, so that what comes back is understood whatever the original says then."""
    texts = source_texts(opened.files.original)
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        of = save_snapshot(change, texts)
        facts = {"translation": translation_id, "language": language, "of": of}
        sha256 = hashlib.sha256(content).hexdigest()
        change.event("translation-asked", release_id=opened.release.id, data={**facts, "sha256": sha256})
