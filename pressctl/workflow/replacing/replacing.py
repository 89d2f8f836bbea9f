"""Another name in place of one: place by place, nothing else changed, nothing written that would not read.

A change is tried on the text and the file's passages are read again: they must be the old ones but for the words that
were meant. Keys, addresses, dates and files' names are no words and are left alone, and so is everything in
`versions/`. A file is written whole or not at all, and only if it still says what was read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pressctl.config.load import load_config, parse_config
from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace, texts_in
from pressctl.errors import BadInput, PressctlError, Problem, Refused
from pressctl.frozen import Frozen
from pressctl.language.endings import ELIDED
from pressctl.language.suggesting import suggestion
from pressctl.language.wording import Likeness, fold
from pressctl.model.kind import Kind
from pressctl.model.passage import Handling
from pressctl.source.kinds import load_kind
from pressctl.source.references import ORGANISATIONS, PEOPLE
from pressctl.source.release_file import problems_of
from pressctl.store.files import write_atomically
from pressctl.store.press_list.reading import changing
from pressctl.store.record.versions import ids_by_slug
from pressctl.store.sending.receptions import received
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_to_read
from pressctl.workflow.replacing.finding import Place, SourceText, names_on_file, office_source, release_source
from pressctl.workflow.replacing.rewriting import reworded

_NUMBER = re.compile(r"\[\d+\]")
_LEFT_ALONE = frozenset({Handling.FIXED, Handling.CITED})
_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"


class Offer(Frozen):
    """One place, and what may stand there instead."""

    place: Place
    suggestion: str
    certain: bool
    """Whether the new name fits as it is: the old one stands there letter by letter, in the office's own words."""
    remark: str | None = None
    """Why it is not certain, where the place itself does not show it."""


class Changed(Frozen):
    """A place that was confirmed."""

    offer: Offer
    new: str


class Written(Frozen):
    """A file that was written."""

    source: SourceText
    places: int
    text: str


def offers(places: Sequence[Place], old: str, new: str) -> tuple[Offer, ...]:
    """Return what may be replaced, in the order of the places; what is no words, or cited, is left out."""
    return tuple(_offer(place, old, new) for place in places if place.handling not in _LEFT_ALONE)


def _offer(place: Place, old: str, new: str) -> Offer:
    language = place.passage.language
    exact = place.found.likeness is Likeness.EXACT
    suggested = new if exact else suggestion(place.written, old, new, language)
    before = place.passage.words.text[: place.found.start]
    elided = language == "fr" and ELIDED.search(before) and not suggested.casefold().startswith(tuple(_VOWELS))
    remark = "an elided article stands before it" if elided else None
    certain = exact and place.handling is Handling.WORDS and remark is None
    return Offer(place, suggested, certain, remark)


@dataclass(slots=True)
class Replacing:
    """One run: what was confirmed so far, and what has been written."""

    workspace: Workspace
    config: Config
    changes: list[Changed] = field(default_factory=list)
    on_disk: dict[str, str] = field(default_factory=dict)
    """By file: its text after the last writing of this run."""
    known: frozenset[str] = field(init=False)
    _saved: dict[str, list[Changed]] = field(default_factory=dict)
    """By file: what was confirmed when it was written."""
    _before: dict[str, frozenset[str]] = field(default_factory=dict)
    """By file: the problems that it had before this run."""
    _texts: dict[str, tuple[list[Changed], str]] = field(default_factory=dict)
    """By file: its text as it was made last, and of which changes."""
    _touched: dict[str, SourceText] = field(default_factory=dict)
    """By file: as it was before this run."""

    def __post_init__(self) -> None:
        """Remember what a release refers to somebody by: that is no words of its own."""
        self.known = names_on_file(self.config)

    def accept(self, offer: Offer, new: str) -> None:
        """Confirm one place.

        Raises:
            Refused: these words cannot stand there without changing something else; nothing is confirmed.
        """
        changed = Changed(offer, new)
        source = offer.place.source
        self.text_of(source, [changed])
        self.changes.append(changed)
        self._touched.setdefault(source.shown, source)

    def accept_certain(self, offered: Sequence[Offer]) -> tuple[Refused, ...]:
        """Confirm every place that is certain, a file at once; return why some could not be."""
        refused: list[Refused] = []
        certain = [Changed(offer, offer.suggestion) for offer in offered if offer.certain]
        for source in {each.offer.place.source.shown: each.offer.place.source for each in certain}.values():
            here = [each for each in certain if each.offer.place.source is source]
            try:
                self.text_of(source, here)
            except Refused:  # one of them cannot be: which?
                for each in here:
                    try:
                        self.accept(each.offer, each.new)
                    except Refused as error:
                        refused.append(error)
                continue
            self.changes.extend(here)
            self._touched.setdefault(source.shown, source)
        return tuple(refused)

    def undo(self) -> Offer | None:
        """Take the last confirmation back."""
        return self.changes.pop().offer if self.changes else None

    def save(self) -> tuple[Written, ...]:
        """Write every file whose confirmed text differs from what is on the disk; return the files that were changed.

        Raises:
            Refused: a file has been changed since it was read, or what was confirmed cannot stand in it together; the
                others are written.
        """
        problems: list[Problem] = []
        for source in self._touched.values():
            if self._saved.get(source.shown) == self._of(source):
                continue
            try:
                self._write(source, self.text_of(source, self._of(source)))
                self._saved[source.shown] = self._of(source)
            except Refused as error:
                problems.append(Problem(error.message, source.shown))
        if problems:
            raise Refused("not everything was written", problems=problems, hint="run it again for these files")
        return self.written()

    def written(self) -> tuple[Written, ...]:
        """Return the files that differ from what they were before this run."""
        return tuple(
            Written(source, len(self._of(source)), self.on_disk[source.shown])
            for source in self._touched.values()
            if self.on_disk.get(source.shown, source.text) != source.text
        )

    def text_of(self, source: SourceText, changes: Sequence[Changed]) -> str:
        """Return a file's text with these places changed.

        Raises:
            Refused: it cannot be written so, or would not read afterwards.
        """
        known = self._texts.get(source.shown)
        if known is not None and known[0] == list(changes):
            return known[1]
        current = source
        ordered = sorted(changes, key=lambda each: (each.offer.place.line, each.offer.place.column), reverse=True)
        for changed in ordered:
            current = self._reworded(current, changed)
        self._refuse_broken(source, current.text)
        self._texts[source.shown] = (list(changes), current.text)
        return current.text

    def _reworded(self, source: SourceText, changed: Changed) -> SourceText:
        place = changed.offer.place
        number = next(at for at, each in enumerate(place.source.passages) if each is place.passage)
        return reworded(source, number, (place.found.start, place.found.end), changed.new, self._read)

    def _read(self, source: SourceText, text: str) -> SourceText:
        if source.slug is None:
            tomllib.loads(text.removeprefix("\ufeff"))
            return office_source(source.path, text, self.config)
        return release_source(source.path, source.shown, text, self.known)

    def _refuse_broken(self, source: SourceText, text: str) -> None:
        """Refuse a text that would have problems that the file has not had."""
        if source.slug is None:
            try:
                parse_config(text.removeprefix("\ufeff"), source.path)
            except BadInput as error:
                raise Refused(_said(error), hint="edit the file by hand") from error
            return

        def kinds(name: str) -> Kind:
            return load_kind(self.workspace, name)

        if source.shown not in self._before:
            found = problems_of(source.path, source.text, self.config, kinds)
            self._before[source.shown] = frozenset(each.message for each in found)
        before = self._before[source.shown]
        new = [each for each in problems_of(source.path, text, self.config, kinds) if each.message not in before]
        if new:
            raise Refused(f"{source.shown}: {new[0].message}", problems=new[1:])

    def _write(self, source: SourceText, text: str) -> None:
        expected = self.on_disk.get(source.shown, source.text)
        if text == expected:
            return
        with changing(self.workspace.config_file):
            if read_file(source.path).decode("utf-8") != expected:
                raise Refused("has been changed in the meantime and was left as it is")
            write_atomically(source.path.resolve(), text.encode("utf-8"))
        self.on_disk[source.shown] = text

    def _of(self, source: SourceText) -> list[Changed]:
        return [each for each in self.changes if each.offer.place.source is source]


def sent_to(desk: Desk, slugs: Sequence[str]) -> dict[str, int]:
    """Return how many have each of these releases; one that nobody has is left out."""
    sent: dict[str, int] = {}
    with record_to_read(desk) as database:
        if database is None:
            return {}
        ids = ids_by_slug(database)
        for slug in slugs:
            count = sum(len(received(database, release_id)) for release_id in ids.get(slug, ()))
            if count:
                sent[slug] = count
    return sent


def stale_after(written: Sequence[Written]) -> tuple[str, ...]:
    """Return the releases whose original was changed while it has translations."""
    originals = [each.source for each in written if any(passage.where == "id" for passage in each.source.passages)]
    return tuple(source.slug for source in originals if source.slug and len(texts_in(source.path.parent)) > 1)


def stranded(places: Sequence[Place], workspace: Workspace) -> tuple[Place, ...]:
    """Return the references by name in releases that name nobody on file any more, after the office's file changed."""
    now = names_on_file(load_config(workspace.config_file))
    return tuple(
        place
        for place in places
        if place.source.slug is not None
        and place.passage.handling is Handling.FIXED
        and _NUMBER.sub("", place.passage.where) in ORGANISATIONS | PEOPLE
        and fold(place.passage.words.text) not in now
    )


def _said(error: PressctlError) -> str:
    return f"{error.problems[0].where}: {error.problems[0].message}" if error.problems else error.message
