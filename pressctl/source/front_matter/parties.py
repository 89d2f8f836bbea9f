"""Who a release names: by the key under which an office has them on file, or written in place.

Each reads one node of front matter; what is wrong is noted at the border. Keys stay keys.
"""

from __future__ import annotations

from pressctl.model.release import Copy, MediaContact, Organisation, Speaker
from pressctl.source.front_matter.border import Border
from pressctl.source.front_matter.matter import FOCAL_POINTS, OFFICE, CopyTo, Keyed, OwnBoilerplate
from pressctl.source.front_matter.yaml_nodes import Node, ScalarNode


def read_organisation(border: Border, node: Node, where: str) -> Keyed | Organisation | None:
    """Read a key, or `{name, acronym, gloss, url}`."""
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


def read_speaker(border: Border, node: Node, where: str) -> Keyed | Speaker | None:
    """Read a key, or `{name, title, organisation}`."""
    if isinstance(node, ScalarNode):
        key = border.person_key(node, where)
        return Keyed(key) if key else None
    pick = border.table(node, where, ("name", "title", "organisation"), ("name",)).get
    return Speaker(
        name=border.optional(pick("name"), f"{where}.name", border.line) or "",
        title=border.optional(pick("title"), f"{where}.title", border.line),
        organisation=border.optional(pick("organisation"), f"{where}.organisation", border.line),
    )


def read_contact(border: Border, node: Node, where: str) -> Keyed | MediaContact | None:
    """Read a key, or `{name, title, organisation, phones, email, languages}`."""
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


def read_copy(border: Border, node: Node, where: str) -> CopyTo | None:
    """Read `focal-points`, `office`, a key, an address, or `{name, email, languages}`."""
    if isinstance(node, ScalarNode):
        return _short_copy(border, node, where)
    pick = border.table(node, where, ("name", "email", "languages"), ("email",)).get
    return Copy(
        email=border.optional(pick("email"), f"{where}.email", border.address) or "",
        name=border.optional(pick("name"), f"{where}.name", border.line),
        languages=border.each(pick("languages"), f"{where}.languages", border.language),
    )


def _short_copy(border: Border, node: ScalarNode, where: str) -> CopyTo | None:
    value = node.value.strip()
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


def read_boilerplate(border: Border, node: Node, where: str) -> Keyed | OwnBoilerplate | None:
    """Read the key of an organisation that has one, or `{title, text}`."""
    if isinstance(node, ScalarNode):
        return _keyed_boilerplate(border, node, where)
    pick = border.table(node, where, ("title", "text"), ("title", "text")).get
    return OwnBoilerplate(
        border.optional(pick("title"), f"{where}.title", border.line) or "",
        border.optional(pick("text"), f"{where}.text", border.markdown) or (),
    )


def _keyed_boilerplate(border: Border, node: ScalarNode, where: str) -> Keyed | None:
    key = border.organisation_key(node, where)
    if key is None:
        return None
    if border.config.organisations[key].boilerplate is None:
        hint = f"add boilerplate to [organisations.{key}] in pressctl.toml"
        border.problem(node, where, f'the organisation "{key}" has no boilerplate on file', hint)
        return None
    return Keyed(key)
