"""The front matter of an original and of a variant: which keys there are, and what each of them holds.

The original holds the facts; a variant repeats texts only (ADR 0004). Nothing is resolved here: organisations
and people on file stay keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeAlias

from pressctl.model.kind import Kind
from pressctl.model.release import Corrects, Dateline, Event, Media
from pressctl.model.text import Block
from pressctl.source.front_matter.border import Border
from pressctl.source.front_matter.kind_fields import read_fields
from pressctl.source.front_matter.matter import OriginalMatter, ProjectMatter, VariantMatter
from pressctl.source.front_matter.parties import (
    read_boilerplate,
    read_contact,
    read_copy,
    read_organisation,
    read_speaker,
)
from pressctl.source.front_matter.variant_labels import read_labels
from pressctl.source.front_matter.yaml_nodes import MapNode, Node, ScalarNode

ORIGINAL_KEYS = (
    "id", "kind", "original", "headline", "subheadline", "subject", "dateline", "embargo", "expires", "event",
    "organisers", "project", "speakers", "contacts", "copy_to", "boilerplates", "notes", "media", "fields", "corrects",
)  # fmt: skip
VARIANT_KEYS = ("original", "translates", "headline", "subheadline", "subject", "notes", "media", "labels")

_REQUIRED = ("id", "kind", "original", "headline", "dateline")
_DIGEST = re.compile(r"pc1:[0-9a-f]{64}")


KindLookup: TypeAlias = Callable[[str], Kind | str]
"""From a name to its kind, or to the sentence that says why there is none."""


CorrectedLookup: TypeAlias = Callable[[Corrects], str | None]
"""From what `corrects` says to the sentence that says why there is no such version; nothing where there is."""


def read_original(
    root: Node, border: Border, language: str | None, kinds: KindLookup, corrected: CorrectedLookup | None = None
) -> OriginalMatter:
    """Read the original's front matter; what is wrong is noted at the border, and the result then is no use."""
    given = border.table(root, "", ORIGINAL_KEYS, _REQUIRED)
    pick = given.get
    kind = _kind(pick("kind"), border, kinds)
    return OriginalMatter(
        id=border.optional(pick("id"), "id", border.uuid) or "",
        kind=kind.name if kind else "",
        original=_original(pick("original"), border, language) or "",
        headline=border.optional(pick("headline"), "headline", border.line) or "",
        dateline=_dateline(pick("dateline"), border),
        subheadline=border.optional(pick("subheadline"), "subheadline", border.line),
        subject=border.optional(pick("subject"), "subject", border.line),
        # An embargo with nothing behind it is not left out: nobody can say that none was meant.
        embargo=border.optional(root.get("embargo") if isinstance(root, MapNode) else None, "embargo", border.embargo),
        expires=border.optional(pick("expires"), "expires", border.moment),
        event=_event(pick("event"), border),
        organisers=border.each(pick("organisers"), "organisers", partial(read_organisation, border)),
        project=_project(pick("project"), border),
        speakers=border.each(pick("speakers"), "speakers", partial(read_speaker, border)),
        contacts=border.each(pick("contacts"), "contacts", partial(read_contact, border)),
        copy_to=border.each(pick("copy_to"), "copy_to", partial(read_copy, border)),
        boilerplates=border.each(pick("boilerplates"), "boilerplates", partial(read_boilerplate, border)),
        notes=_notes(pick("notes"), border),
        media=_media(pick("media"), border, ("file", "caption", "credit", "alt")),
        fields=read_fields(pick("fields"), border, kind),
        corrects=_corrects(pick("corrects"), border, own=pick("id"), corrected=corrected),
    )


def read_variant(root: Node, border: Border) -> VariantMatter:
    """Read a variant's front matter; a fact of the original's is refused here."""
    if isinstance(root, MapNode):
        facts = [
            entry for entry in root.entries if entry.key.value in ORIGINAL_KEYS and entry.key.value not in VARIANT_KEYS
        ]
        for entry in facts:
            hint = "delete it here; texts such as dateline.place are translated under labels"
            border.problem(entry.key, entry.key.value, f'"{entry.key.value}" comes from the original', hint)
        root = MapNode(tuple(entry for entry in root.entries if entry not in facts), root.start, root.end, root.flow)
    given = border.table(root, "", VARIANT_KEYS, ("original", "headline"))
    pick = given.get
    return VariantMatter(
        original=border.optional(pick("original"), "original", border.language) or "",
        headline=border.optional(pick("headline"), "headline", border.line) or "",
        translates=border.optional(
            pick("translates"), "translates", lambda node, where: border.checked(node, where, _digest)
        ),
        subheadline=border.optional(pick("subheadline"), "subheadline", border.line),
        subject=border.optional(pick("subject"), "subject", border.line),
        notes=_notes(pick("notes"), border),
        media=_media(pick("media"), border, ("file", "caption", "alt")),
        labels=read_labels(pick("labels"), border),
    )


def _kind(node: Node | None, border: Border, kinds: KindLookup) -> Kind | None:
    name = border.optional(node, "kind", border.line)
    if node is None or name is None:
        return None
    found = kinds(name)
    if isinstance(found, str):
        border.problem(node, "kind", found)
        return None
    return found


def _original(node: Node | None, border: Border, language: str | None) -> str | None:
    code = border.optional(node, "original", border.language)
    if node is not None and code is not None and language is not None and code != language:
        border.problem(node, "original", f'must be "{language}", the language of this file')
    return code


def _dateline(node: Node | None, border: Border) -> Dateline:
    given = border.table(node, "dateline", ("place", "date"), ("place", "date")) if node else {}
    place = border.optional(given.get("place"), "dateline.place", border.line)
    day = border.optional(given.get("date"), "dateline.date", border.date)
    return Dateline(place or "", day or date.min)


def _event(node: Node | None, border: Border) -> Event | None:
    if node is None:
        return None
    pick = border.table(node, "event", ("title", "start", "end", "venue", "accreditation")).get
    start = border.optional(pick("start"), "event.start", border.moment)
    end = border.optional(pick("end"), "event.end", border.moment)
    if start and end and end.instant < start.instant:
        border.problem(pick("end") or node, "event.end", "the event ends before it starts")
    return Event(
        border.optional(pick("title"), "event.title", border.line),
        start,
        end,
        border.optional(pick("venue"), "event.venue", border.line),
        border.optional(pick("accreditation"), "event.accreditation", border.text),
    )


def _project(node: Node | None, border: Border) -> ProjectMatter | None:
    if node is None:
        return None
    pick = border.table(node, "project", ("name", "acronym", "lead", "funders"), ("name",)).get
    lead = pick("lead")
    return ProjectMatter(
        border.optional(pick("name"), "project.name", border.line) or "",
        border.optional(pick("acronym"), "project.acronym", border.line),
        read_organisation(border, lead, "project.lead") if lead else None,
        border.each(pick("funders"), "project.funders", partial(read_organisation, border)),
    )


def _notes(node: Node | None, border: Border) -> tuple[Block, ...]:
    return tuple(block for blocks in border.each(node, "notes", border.markdown) for block in blocks)


def _media(node: Node | None, border: Border, keys: tuple[str, ...]) -> tuple[Media, ...]:
    # A variant's files are the original's: they have been looked at there.
    picture = border.picture if "credit" in keys else border.line

    def read(item: Node, where: str) -> Media | None:
        if isinstance(item, ScalarNode):
            file = picture(item, where)
            return Media(file) if file else None
        pick = border.table(item, where, keys, ("file",)).get
        return Media(
            file=border.optional(pick("file"), f"{where}.file", picture) or "",
            alt=border.optional(pick("alt"), f"{where}.alt", border.line),
            caption=border.optional(pick("caption"), f"{where}.caption", border.line),
            credit=border.optional(pick("credit"), f"{where}.credit", border.line),
        )

    return border.each(node, "media", read)


def _corrects(
    node: Node | None, border: Border, *, own: Node | None, corrected: CorrectedLookup | None
) -> Corrects | None:
    if node is None:
        return None
    pick = border.table(node, "corrects", ("id", "version"), ("id", "version")).get
    identity = border.optional(pick("id"), "corrects.id", border.uuid)
    version = border.optional(pick("version"), "corrects.version", border.number)
    if version is not None and version < 1:
        border.problem(pick("version") or node, "corrects.version", "versions count from 1")
    if identity is None or version is None or version < 1:
        return None
    found = Corrects(identity, version)
    if isinstance(own, ScalarNode) and own.value.strip() == identity:
        border.problem(pick("id") or node, "corrects.id", "a release cannot correct itself")
    elif corrected is not None and (why := corrected(found)):
        border.problem(node, "corrects", why)
    return found


def _digest(value: str) -> str:
    if not _DIGEST.fullmatch(value):
        raise ValueError(f'"{value}" is not a digest; pressctl variant writes it')
    return value
