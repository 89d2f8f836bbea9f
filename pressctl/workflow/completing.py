"""What a shell may offer while somebody types: names of this workspace, found quickly, never an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pressctl.config.workspace import Workspace
from pressctl.errors import PressctlError

if TYPE_CHECKING:
    from pressctl.config.schema import Config
    from pressctl.model.contact import Contact

Offer: TypeAlias = tuple[str, str]
"""What may be typed, and what it is."""

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}-")
_MOST = 200
"""A shell that lists more than this helps nobody."""


def releases(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer slugs, the newest first; without their dates while no digit has been typed, as people remember them."""
    from pressctl.source.glance import glance

    by_day = typed[:1].isdigit()
    slugs = sorted(workspace.slugs(), reverse=True)
    names = [(slug if by_day else _DATE.sub("", slug), slug) for slug in slugs]
    known = [name for name, _ in names]
    offers: list[Offer] = []
    for name, slug in names:
        if name.startswith(typed) and known.count(name) == 1 and len(offers) < _MOST:
            seen = glance(workspace.release(slug))
            offers.append((name, seen.headline if seen else ""))
    return offers


def kinds(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer the kinds of release, built in and the office's own."""
    from pressctl.source.kinds import kind_names, load_kind

    offers: list[Offer] = []
    for name in kind_names(workspace):
        if name.startswith(typed):
            try:
                offers.append((name, load_kind(workspace, name).title))
            except PressctlError:  # a broken kind is offered all the same: `new` says what is wrong with it
                offers.append((name, ""))
    return offers


def segments(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer the named segments, the tags of the list, and `all`."""
    config, people = _config(workspace), _contacts(workspace)
    named = dict(config.segments) if config else {}
    tags = {tag for contact in people for tag in contact.tags if tag not in named}
    offers = [("all", "everybody"), *sorted(named.items()), *((tag, "tag") for tag in sorted(tags))]
    return [offer for offer in offers if offer[0].startswith(typed)][:_MOST]


def contacts(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer the addresses on the list."""
    found = ((contact.email, contact.name or contact.outlet) for contact in _contacts(workspace))
    return [offer for offer in found if offer[0].startswith(typed)][:_MOST]


def languages(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer the languages that the office works in."""
    config = _config(workspace)
    return [(code, "") for code in (config.office.languages if config else ()) if code.startswith(typed)]


def organisations(workspace: Workspace, typed: str) -> list[Offer]:
    """Offer the keys of the organisations on file."""
    config = _config(workspace)
    found = config.organisations.items() if config else ()
    return [(key, entry.name.get(config.fallback_language)) for key, entry in found if config and key.startswith(typed)]


def _config(workspace: Workspace) -> Config | None:
    from pressctl.config.load import load_config

    try:
        return load_config(workspace.config_file)
    except PressctlError:
        return None


def _contacts(workspace: Workspace) -> tuple[Contact, ...]:
    from pressctl.store.press_list.reading import read_contacts

    try:
        return read_contacts(workspace.contacts_file).contacts
    except PressctlError:
        return ()
