"""Where the words of a release are kept, unit by unit: in its own file, in the original's, or in the office's.

A field path of a sheet (`speakers[2].title`) is led to the value that it was resolved from; what was computed, or is
kept where pressctl does not write words, is named for the hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressctl.frozen import Frozen
from pressctl.model.merging import Unit
from pressctl.model.passage import Handling
from pressctl.source.characters import Lines
from pressctl.source.front_matter.matter import Keyed
from pressctl.source.front_matter.yaml_nodes import ListNode
from pressctl.workflow.opening import Opened
from pressctl.workflow.replacing.finding import SourceText

OFFICE = "pressctl.toml"
_PARTY = re.compile(r"(organisers|speakers|contacts|project\.funders)\[(\d+)\]\.(.+)")
_PLATE = re.compile(r"boilerplates\[(\d+)\]\.(title|blocks(.+))")
_MEDIA = re.compile(r"media\[(\d+)\]\.(caption|credit)")
_NOTE = re.compile(r"notes\[(\d+)\](.*)")
_LABELLED = frozenset({"dateline.place", "event.title", "event.venue", "event.accreditation", "project.name"})
_OTHERS = "other releases use it, too"


class Home(Frozen):
    """The value that a unit's words stand in."""

    shown: str
    """The file, as it is seen from the workspace."""
    path: str | None
    """The value, as edits name it; nothing for the body."""
    block: str = ""
    """The place in its Markdown."""
    added: bool = False
    """It is not there yet: a release's own words in place of the office's, or of the original's."""
    warning: str = ""
    """What else a change of it changes."""


class Homes(Frozen):
    """The way from the field paths of one language to where their words are kept."""

    opened: Opened
    language: str
    sources: dict[str, SourceText]
    """The files by their names, the office's among them."""

    @property
    def own(self) -> str:
        """The file of the language."""
        file = self.opened.files.file(self.language)
        return file.shown if file is not None else self.opened.files.original.shown

    @property
    def original(self) -> str:
        """The file that holds the facts."""
        return self.opened.files.original.shown

    @property
    def is_variant(self) -> bool:
        """Whether the language follows another one."""
        return self.own != self.original

    def of(self, path: str) -> Home | str:
        """Return where the words of a unit are kept, or words that name the place for the hand."""
        held: str | None = None
        for home in self.candidates(path):
            if home.added:
                return home
            source = self.sources[home.shown]
            for passage in source.passages:
                if (passage.path, passage.block) != (home.path, home.block):
                    continue
                if passage.handling is not Handling.FIXED:
                    return home
                line, _ = Lines.of(source.text).place(passage.words.stretches[0][0])
                held = held or f"{home.path or path} in {home.shown}:{line}"
        return held or self.computed(path)

    def computed(self, path: str) -> str:
        """Return words for what no value says as it stands on the sheet."""
        return f"{path} is put together from other fields; mend those in {self.original} or {OFFICE}"

    def candidates(self, path: str) -> Iterator[Home]:
        """Yield where the words of a unit may be kept, the nearest first."""
        if path.startswith("body["):
            yield Home(self.own, None, path.removeprefix("body"))
        elif found := _NOTE.fullmatch(path):
            yield from self.note(int(found[1]), found[2])
        elif found := _PLATE.fullmatch(path):
            yield from self.plate(int(found[1]), found[2], found[3] or "")
        elif found := _MEDIA.fullmatch(path):
            yield from self.media(int(found[1]), found[2])
        elif found := _PARTY.fullmatch(path):
            yield from self.party(found[1], int(found[2]), found[3])
        elif path.startswith("project.lead."):
            project = self.opened.files.original.matter.project
            yield from self.organisation(project.lead if project else None, "project.lead", path.rpartition(".")[2])
        elif path in {"headline", "subheadline"}:
            yield Home(self.own, path)
        else:
            yield from self.labelled(path)
            yield Home(self.original, path)

    def labelled(self, path: str) -> Iterator[Home]:
        """Yield a variant's own words for a text of the original: where they stand, or where they can be added."""
        if self.is_variant and (path in _LABELLED or path.endswith((".title", ".gloss"))):
            yield Home(self.own, f"labels.{path}", added=not self.has(self.own, f"labels.{path}"))

    def has(self, shown: str, path: str) -> bool:
        """Say whether a file has such a value."""
        return any(passage.path == path for passage in self.sources[shown].passages)

    def note(self, number: int, rest: str) -> Iterator[Home]:
        """Yield the value in which a block of the notes stands: they are one text, or a list of them."""
        file = self.opened.files.file(self.language)
        node = file.root.get("notes") if file is not None else None
        before = 0
        for path in [f"notes[{n}]" for n in range(1, len(node.items) + 1)] if isinstance(node, ListNode) else ["notes"]:
            tops = {
                re.match(r"\[(\d+)\]", passage.block)
                for passage in self.sources[self.own].passages
                if passage.path == path
            }
            count = max((int(top[1]) for top in tops if top), default=0)
            if number <= before + count:
                yield Home(self.own, path, f"[{number - before}]{rest}")
                return
            before += count

    def plate(self, number: int, part: str, block: str) -> Iterator[Home]:
        """Yield where a boilerplate is kept: in the release, or on file with its organisation."""
        plates = self.opened.files.original.matter.boilerplates
        source = plates[number - 1] if number <= len(plates) else None
        if isinstance(source, Keyed):
            yield from self.on_file(f"organisations.{source.key}", "about" if part == "title" else "boilerplate", block)
        elif part == "title":
            yield Home(self.original, f"boilerplates[{number}].title")
        else:
            yield Home(self.original, f"boilerplates[{number}].text", block)

    def media(self, number: int, part: str) -> Iterator[Home]:
        """Yield where a caption is kept; a variant has its own, by the picture's file."""
        media = self.opened.files.original.matter.media
        own = self.opened.files.variants.get(self.language)
        if own is None or part == "credit":
            yield Home(self.original, f"media[{number}].{part}")
        elif number <= len(media):
            for place, theirs in enumerate(own.matter.media, 1):
                if theirs.file == media[number - 1].file:
                    yield Home(self.own, f"media[{place}].{part}")

    def party(self, group: str, number: int, part: str) -> Iterator[Home]:
        """Yield where something about an organiser, a speaker, a contact or a funder is kept."""
        matter = self.opened.files.original.matter
        funders = matter.project.funders if matter.project else ()
        entries: dict[str, Sequence[object]] = {
            "organisers": matter.organisers, "speakers": matter.speakers, "contacts": matter.contacts,
            "project.funders": funders,
        }  # fmt: skip
        if number > len(entries[group]):
            return
        entry, base = entries[group][number - 1], f"{group}[{number}]"
        if group in {"organisers", "project.funders"}:
            yield from self.organisation(entry, base, part)
        else:
            yield from self.person(entry, base, part)

    def organisation(self, entry: object, base: str, part: str) -> Iterator[Home]:
        """Yield where a name, an acronym, an address or a gloss of an organisation is kept."""
        if part == "gloss":
            yield from self.labelled(f"{base}.gloss")
            key = entry.key if isinstance(entry, Keyed) else None
            if key:
                yield Home(self.original, f"fields.organiser_glosses.{key}")
        if isinstance(entry, Keyed):
            yield from self.on_file(f"organisations.{entry.key}", part)
        else:
            yield Home(self.original, f"{base}.{part}")

    def person(self, entry: object, base: str, part: str) -> Iterator[Home]:
        """Yield where a name, a title or a number of a person is kept; a variant may have a title of its own."""
        if part == "title" and base.startswith("speakers"):
            yield from self.labelled(f"{base}.title")
        if not isinstance(entry, Keyed):
            yield Home(self.original, f"{base}.{part}")
            yield Home(self.original, f"{base}.{re.sub(r'.1.$', '', part)}")
        elif part == "organisation":
            organisation = self.opened.config.people[entry.key].organisation
            yield from self.on_file(f"organisations.{organisation}", "name")
        else:
            yield from self.on_file(f"people.{entry.key}", part)

    def on_file(self, entry: str, part: str, block: str = "") -> Iterator[Home]:
        """Yield where the office has something on file, in this language or once for all."""
        warning = f"it is on file for the whole office: {_OTHERS}"
        yield Home(OFFICE, f"{entry}.{part}.{self.language}", block, warning=warning)
        yield Home(OFFICE, f"{entry}.{part}", block, warning=warning)


def with_homes(units: Sequence[Unit], homes: Homes) -> tuple[tuple[Unit, ...], dict[str, Home]]:
    """Return the units, those for the hand told as such, and by path where the others are kept."""
    found: dict[str, Home] = {}
    told: list[Unit] = []
    for unit in units:
        home = homes.of(unit.path)
        if isinstance(home, Home):
            found[unit.path] = home
            told.append(unit)
        else:
            told.append(Unit(unit.path, unit.text, unit.heading, home))
    return tuple(told), found
