"""A translation, text by text: what the original says, what the variant says already, and where the words go.

Blocks of the variant and of the original that it translates stand in the same order; that order leads from one to the
other, and from there to the original of today.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pressctl.frozen import Frozen
from pressctl.model.digest import Json, canonical, digest_of
from pressctl.model.pairing import in_common, pairs
from pressctl.model.snapshots import block_in
from pressctl.model.text import Block, Words, block_text, plain
from pressctl.model.text_parts import Inlines, parts
from pressctl.source.release_file import OriginalFile, VariantFile
from pressctl.source.translation import TranslationState, labelled_texts, translation_state

_ALIKE = 0.4
"""How much two blocks must have in common to be one that was changed."""


class Unit(Frozen):
    """One text to translate."""

    path: str
    """`headline`, `labels.event.title`, `media[1].caption`, `body[3].paragraph1`; numbers are the original's."""
    source: Inlines
    target: Inlines | None
    """What the variant says; nothing where it says nothing in its own words."""
    before: str = ""
    """What the original said when it was translated, where that has changed."""
    changed: bool = False
    """It is new, or the original says something else since it was translated."""


class Place(Frozen):
    """Where a block of the original stands in the variant."""

    block: int | None
    """0-based number of the variant's block; none for one that the variant lacks."""
    after: int
    """0-based number of the block behind which a lacking one goes; -1 for the beginning."""


class Units(Frozen):
    """A whole translation."""

    units: tuple[Unit, ...]
    body: tuple[Place, ...]
    """For each block of the original's body, in order."""
    gone: tuple[int, ...]
    """Blocks of the variant whose original is there no more."""
    state: TranslationState


class Misaligned(ValueError):
    """The variant's blocks are not as many as those that it translates: nobody can say which is which."""

    def __init__(self, has: int, of: int) -> None:
        super().__init__(f"{has} and {of}")
        self.has, self.of = has, of


def units_of(original: OriginalFile, variant: VariantFile, translated: str | None) -> Units:
    """Return the texts of a translation.

    Args:
        original: as it is now.
        variant: as it is now.
        translated: canonical JSON of the source texts that the variant translates, where they are known.

    Raises:
        Misaligned: the bodies cannot be led to each other.
    """
    state = translation_state(original, variant)
    old: Mapping[str, Json] = json.loads(translated) if translated is not None else {}
    now = {f"body[{n}]": canonical(block) for n, block in enumerate(original.blocks, 1)}
    was = {path: text for path, text in old.items() if path.startswith("body[")} or now
    if len(was) != len(variant.blocks):
        raise Misaligned(len(variant.blocks), len(was))
    places, gone = _places([was[f"body[{n}]"] for n in range(1, len(was) + 1)], list(now.values()))
    done = state is not TranslationState.NEVER_SET
    units = [*_front(original, variant, old, done=done), *_notes(original, variant, old, done=done)]
    for number, (block, place) in enumerate(zip(original.blocks, places, strict=True), 1):
        units.extend(_block_units(f"body[{number}]", block, _said(variant, place, block, done=done), _was(was, place)))
    return Units(tuple(units), places, gone, state)


def _places(was: Sequence[Json], now: Sequence[Json]) -> tuple[tuple[Place, ...], tuple[int, ...]]:
    """Lead each of today's blocks to the one that was translated: the same, one like it, or the one in its place."""
    places: dict[int, Place] = {}
    gone: list[int] = []
    open_old: list[int] = []
    open_new: list[int] = []
    last = -1

    def settle() -> None:
        for old, new in zip(open_old, open_new, strict=False):
            places[new] = Place(old, old - 1)
        for new in open_new[len(open_old) :]:
            places[new] = Place(None, open_old[-1] if open_old else last)
        gone.extend(open_old[len(open_new) :])
        open_old.clear()
        open_new.clear()

    old_side, new_side = list(enumerate(was)), list(enumerate(now))
    for old, new in pairs(old_side, new_side, lambda one: digest_of(one[1]), _likeness, _ALIKE):
        if old is not None and new is not None:
            settle()
            places[new[0]] = Place(old[0], old[0] - 1)
            last = old[0]
        elif old is not None:
            open_old.append(old[0])
        elif new is not None:
            open_new.append(new[0])
    settle()
    return tuple(places[number] for number in range(len(now))), tuple(gone)


def _likeness(one: tuple[int, Json], other: tuple[int, Json]) -> float:
    """Return how much two blocks of the same kind have in common."""
    blocks = block_in(one[1]), block_in(other[1])
    if type(blocks[0]) is not type(blocks[1]):
        return 0.0
    return in_common(*(Counter(block_text(block).split()) for block in blocks))


def _said(variant: VariantFile, place: Place, block: Block, *, done: bool) -> Mapping[str, Inlines]:
    """Return the parts of a block of the variant; of one that was never called done only what is not the original's."""
    if place.block is None:
        return {}
    said = parts(variant.blocks[place.block])
    source = parts(block)
    return said if done else _own(said, source)


def _own(said: Mapping[str, Inlines], source: Mapping[str, Inlines]) -> dict[str, Inlines]:
    """Return what says something else than the original."""
    return {name: words for name, words in said.items() if plain(words) != plain(source.get(name, ()))}


def _was(was: Mapping[str, Json], place: Place) -> Json:
    return None if place.block is None else was[f"body[{place.block + 1}]"]


def _block_units(path: str, block: Block, said: Mapping[str, Inlines], was: Json) -> Iterator[Unit]:
    changed = was is None or digest_of(was) != digest_of(block)
    before = _texts_of(was)
    for name, source in parts(block).items():
        old = before.get(name, "")
        differs = changed and old != plain(source)
        joined = f"{path}.{name}" if name else path
        yield Unit(joined, source, said.get(name), old if differs else "", differs)


def _texts_of(was: Json) -> Mapping[str, str]:
    """Return the words of a block in canonical form, part by part."""
    return {} if was is None else {name: plain(words) for name, words in parts(block_in(was)).items()}


def _front(original: OriginalFile, variant: VariantFile, old: Mapping[str, Json], *, done: bool) -> Iterator[Unit]:
    matter, own = original.matter, variant.matter
    for name in ("headline", "subheadline", "subject"):
        if getattr(matter, name):
            yield _line(name, name, getattr(matter, name), getattr(own, name), old, done=done)
    for path, text in labelled_texts(matter).items():
        yield _line(f"labels.{path}", path, text, own.labels.get(path), old, done=done)
    theirs = {media.file: media for media in own.media}
    for number, media in enumerate(matter.media, 1):
        for name in ("caption", "alt"):
            text = getattr(media, name)
            if text:
                path = f"media[{number}].{name}"
                yield _line(path, path, text, getattr(theirs.get(media.file), name, None), old, done=done)


def _line(path: str, of: str, text: str, said: str | None, old: Mapping[str, Json], *, done: bool) -> Unit:
    was = old.get(of)
    changed = bool(old) and was != text
    known = said if said and (done or said != text) else None
    before = was if changed and isinstance(was, str) else ""
    return Unit(path, (Words(text),), (Words(known),) if known else None, before, changed)


def _notes(original: OriginalFile, variant: VariantFile, old: Mapping[str, Json], *, done: bool) -> Iterator[Unit]:
    theirs = variant.matter.notes
    for number, block in enumerate(original.matter.notes, 1):
        path = f"notes[{number}]"
        place = Place(number - 1 if number <= len(theirs) else None, number - 2)
        said = parts(theirs[number - 1]) if place.block is not None else {}
        mine = said if done else _own(said, parts(block))
        yield from _block_units(path, block, mine, old.get(path) if old else canonical(block))
