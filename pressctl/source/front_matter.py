"""The front matter of an original and of a variant: which keys there are, and what each of them holds.

The original holds the facts; a variant repeats texts only (ADR 0004). Nothing is resolved here: organisations
and people on file stay keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pressctl.model.kind import FieldType, Kind
from pressctl.model.release import (
    Copy,
    Corrects,
    Dateline,
    Event,
    FieldValue,
    Media,
    MediaContact,
    Organisation,
    Speaker,
)
from pressctl.model.text import Block
from pressctl.source.border import Border
from pressctl.source.matter import (
    FOCAL_POINTS,
    OFFICE,
    CopyTo,
    Keyed,
    OriginalMatter,
    OwnBoilerplate,
    ProjectMatter,
    VariantMatter,
)
from pressctl.source.yaml_nodes import MapNode, Node, ScalarNode

ORIGINAL_KEYS = (
    "id", "kind", "original", "headline", "subheadline", "subject", "dateline", "embargo", "expires", "event",
    "organisers", "project", "speakers", "contacts", "copy_to", "boilerplates", "notes", "media", "fields", "corrects",
)  # fmt: skip
VARIANT_KEYS = ("original", "translates", "headline", "subheadline", "subject", "notes", "media", "labels")
LABELS = ("dateline.place", "event.title", "event.venue", "event.accreditation", "project.name")
NUMBERED_LABEL = re.compile(r"(?P<list>speakers|organisers)\[(?P<number>[1-9][0-9]{0,3})\]\.(?P<key>title|gloss)")

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
        organisers=border.each(pick("organisers"), "organisers", _Organisations(border)),
        project=_project(pick("project"), border),
        speakers=border.each(pick("speakers"), "speakers", _People(border)),
        contacts=border.each(pick("contacts"), "contacts", _Contacts(border)),
        copy_to=border.each(pick("copy_to"), "copy_to", _Copies(border)),
        boilerplates=border.each(pick("boilerplates"), "boilerplates", _Boilerplates(border)),
        notes=_notes(pick("notes"), border),
        media=_media(pick("media"), border, ("file", "caption", "credit", "alt")),
        fields=_fields(pick("fields"), border, kind),
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
        labels=_labels(pick("labels"), border),
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
    read = _Organisations(border)
    lead = pick("lead")
    return ProjectMatter(
        border.optional(pick("name"), "project.name", border.line) or "",
        border.optional(pick("acronym"), "project.acronym", border.line),
        read(lead, "project.lead") if lead else None,
        border.each(pick("funders"), "project.funders", read),
    )


@dataclass(frozen=True, slots=True)
class _Organisations:
    """Reads a key, or `{name, acronym, gloss, url}`."""

    border: Border

    def __call__(self, node: Node, where: str) -> Keyed | Organisation | None:
        border = self.border
        if isinstance(node, ScalarNode):
            key = border.organisation_key(node, where)
            return Keyed(key) if key else None
        pick = border.table(node, where, ("name", "acronym", "gloss", "url"), ("name",)).get
        return Organisation(
            name=border.optional(pick("name"), f"{where}.name", border.line) or "",
            acronym=border.optional(pick("acronym"), f"{where}.acronym", border.line),
            gloss=border.optional(pick("gloss"), f"{where}.gloss", border.line),
            url=border.optional(pick("url"), f"{where}.url", border.web_address),
        )


@dataclass(frozen=True, slots=True)
class _People:
    """Reads a key, or `{name, title, organisation}`."""

    border: Border

    def __call__(self, node: Node, where: str) -> Keyed | Speaker | None:
        border = self.border
        if isinstance(node, ScalarNode):
            key = border.person_key(node, where)
            return Keyed(key) if key else None
        pick = border.table(node, where, ("name", "title", "organisation"), ("name",)).get
        return Speaker(
            name=border.optional(pick("name"), f"{where}.name", border.line) or "",
            title=border.optional(pick("title"), f"{where}.title", border.line),
            organisation=border.optional(pick("organisation"), f"{where}.organisation", border.line),
        )


@dataclass(frozen=True, slots=True)
class _Contacts:
    """Reads a key, or `{name, title, organisation, phones, email, languages}`."""

    border: Border

    def __call__(self, node: Node, where: str) -> Keyed | MediaContact | None:
        border = self.border
        if isinstance(node, ScalarNode):
            key = border.person_key(node, where)
            return Keyed(key) if key else None
        known = ("name", "title", "organisation", "phones", "email", "languages")
        pick = border.table(node, where, known, ("name",)).get
        return MediaContact(
            name=border.optional(pick("name"), f"{where}.name", border.line) or "",
            title=border.optional(pick("title"), f"{where}.title", border.line),
            organisation=border.optional(pick("organisation"), f"{where}.organisation", border.line),
            phones=border.each(pick("phones"), f"{where}.phones", border.line),
            email=border.optional(pick("email"), f"{where}.email", border.address),
            languages=border.each(pick("languages"), f"{where}.languages", border.language),
        )


@dataclass(frozen=True, slots=True)
class _Copies:
    """Reads `focal-points`, `office`, a key, an address, or `{name, email, languages}`."""

    border: Border

    def __call__(self, node: Node, where: str) -> CopyTo | None:
        border = self.border
        if isinstance(node, ScalarNode):
            return self.short(node, where)
        pick = border.table(node, where, ("name", "email", "languages"), ("email",)).get
        return Copy(
            email=border.optional(pick("email"), f"{where}.email", border.address) or "",
            name=border.optional(pick("name"), f"{where}.name", border.line),
            languages=border.each(pick("languages"), f"{where}.languages", border.language),
        )

    def short(self, node: ScalarNode, where: str) -> CopyTo | None:
        border, value = self.border, node.value.strip()
        if value == OFFICE and border.config.office.email is None:
            border.problem(node, where, "the office has no address", "add email to [office] in pressctl.toml")
        if value in {FOCAL_POINTS, OFFICE}:
            return value
        if "@" in value:
            address = border.address(node, where)
            return Copy(address) if address else None
        key = border.organisation_key(node, where)
        if key and not border.config.organisations[key].focal_points:
            hint = f"add focal_points to [organisations.{key}] in pressctl.toml"
            border.problem(node, where, f'the organisation "{key}" has no focal points on file', hint)
        return Keyed(key) if key else None


@dataclass(frozen=True, slots=True)
class _Boilerplates:
    """Reads the key of an organisation that has one, or `{title, text}`."""

    border: Border

    def __call__(self, node: Node, where: str) -> Keyed | OwnBoilerplate | None:
        border = self.border
        if isinstance(node, ScalarNode):
            return self.keyed(node, where)
        pick = border.table(node, where, ("title", "text"), ("title", "text")).get
        return OwnBoilerplate(
            border.optional(pick("title"), f"{where}.title", border.line) or "",
            border.optional(pick("text"), f"{where}.text", border.markdown) or (),
        )

    def keyed(self, node: ScalarNode, where: str) -> Keyed | None:
        key = self.border.organisation_key(node, where)
        if key is None:
            return None
        if self.border.config.organisations[key].boilerplate is None:
            hint = f"add boilerplate to [organisations.{key}] in pressctl.toml"
            self.border.problem(node, where, f'the organisation "{key}" has no boilerplate on file', hint)
            return None
        return Keyed(key)


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


def _fields(node: Node | None, border: Border, kind: Kind | None) -> dict[str, FieldValue]:
    """Read the kind's own fields; without a known kind nobody can say what they are."""
    if node is None or kind is None:
        return {}
    types = dict(kind.fields)
    given = border.table(node, "fields", tuple(types))
    readings = {
        name: _field(value, f"fields.{name}", border, types[name], _choices(kind, name))
        for name, value in given.items()
        if name in types
    }
    return {name: value for name, value in readings.items() if value is not None}


def _choices(kind: Kind, name: str) -> tuple[str, ...]:
    return next((question.choices for question in kind.questions if question.path == f"fields.{name}"), ())


def _field(node: Node, where: str, border: Border, kind: FieldType, choices: tuple[str, ...]) -> FieldValue | None:
    several: Mapping[FieldType, Callable[[Node, str], str | None]] = {
        FieldType.LINES: border.line,
        FieldType.ORGANISATIONS: border.organisation_key,
        FieldType.BOILERPLATES: border.organisation_key,
        FieldType.PEOPLE: border.person_key,
        FieldType.CONTACTS: border.person_key,
    }
    single: Mapping[FieldType, Callable[[Node, str], FieldValue | None]] = {
        FieldType.LINE: border.line,
        FieldType.TEXT: border.text,
        FieldType.DATE: border.date,
        FieldType.MOMENT: border.moment,
        FieldType.NUMBER: border.number,
        FieldType.YES_NO: border.yes_no,
        FieldType.CHOICE: lambda item, place: border.checked(item, place, lambda text: _choice(text, choices)),
        FieldType.MAP: lambda item, place: _map(item, place, border),
        FieldType.ORGANISATION: border.organisation_key,
        FieldType.PERSON: border.person_key,
        FieldType.LANGUAGE: border.language,
    }
    return border.each(node, where, several[kind]) if kind in several else single[kind](node, where)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if choices and text not in choices:
        raise ValueError(f'"{text}" is none of {", ".join(choices)}')
    return text


def _map(node: Node, where: str, border: Border) -> dict[str, str] | None:
    if not isinstance(node, MapNode):
        border.problem(node, where, "must be a table of texts", "write key: text, a line each, indented")
        return None
    texts = {entry.key.value: border.line(entry.value, f"{where}.{entry.key.value}") for entry in node.entries}
    return {key: text for key, text in texts.items() if text is not None}


def _labels(node: Node | None, border: Border) -> dict[str, str]:
    if node is None:
        return {}
    known = (*LABELS, "speakers[1].title", "organisers[1].gloss")
    if not isinstance(node, MapNode):
        border.problem(node, "labels", "must be a table of texts", f"known here: {', '.join(known)}")
        return {}
    labels: dict[str, str] = {}
    for entry in node.entries:
        key, where = entry.key.value, f"labels.{entry.key.value}"
        if not isinstance(entry.value, ScalarNode):
            border.problem(entry.key, where, "labels are flat", "write the whole path as the key: dateline.place: …")
        elif not _is_label(key):
            border.unknown_key(entry, "labels", known)
        elif entry.value.value.strip():
            labels[key] = border.text(entry.value, where) or ""
    return labels


def _is_label(key: str) -> bool:
    numbered = NUMBERED_LABEL.fullmatch(key)
    pairs = {("speakers", "title"), ("organisers", "gloss")}
    return key in LABELS or (numbered is not None and (numbered["list"], numbered["key"]) in pairs)


def _digest(value: str) -> str:
    if not _DIGEST.fullmatch(value):
        raise ValueError(f'"{value}" is not a digest; pressctl variant writes it')
    return value
