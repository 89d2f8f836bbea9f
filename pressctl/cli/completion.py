"""What Tab offers: slugs, kinds, segments, contacts, languages. Where nothing can be said, it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pressctl.errors import PressctlError

if TYPE_CHECKING:
    from pressctl.config.workspace import Workspace

Offer = tuple[str, str]
"""What may be typed, and what it is. Typer reads the annotations of these functions, so the name must exist."""


def complete_slug(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the releases."""
    from pressctl.workflow import completing

    return _offers(ctx, incomplete, completing.releases)


def complete_kind(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the kinds of release."""
    from pressctl.workflow import completing

    return _offers(ctx, incomplete, completing.kinds)


def complete_segment(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer segments and tags; behind `received:`, the releases."""
    from pressctl.workflow import completing

    before, colon, typed = incomplete.partition("received:")
    if colon and not before:
        return [(f"received:{name}", what) for name, what in _offers(ctx, typed, completing.releases)]
    return _offers(ctx, incomplete, completing.segments)


def complete_contact(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the addresses on the list."""
    from pressctl.workflow import completing

    return _offers(ctx, incomplete, completing.contacts)


def complete_organisation(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the keys of the organisations on file."""
    from pressctl.workflow import completing

    return _offers(ctx, incomplete, completing.organisations)


def complete_language(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the office's languages; behind a comma, those that are not there yet."""
    from pressctl.workflow import completing

    before, comma, typed = incomplete.rpartition(",")
    taken = before.split(",")
    return [
        (before + comma + code, what) for code, what in _offers(ctx, typed, completing.languages) if code not in taken
    ]


def _offers(ctx: typer.Context, typed: str, find: Callable[[Workspace, str], list[Offer]]) -> list[Offer]:
    from pressctl.config.workspace import find_workspace

    try:
        return find(find_workspace(Path.cwd(), _named(ctx)), typed)
    except (PressctlError, OSError):  # no workspace here, or none that can be read: a shell shows no errors
        return []


def _named(ctx: typer.Context) -> Path | None:
    """Return what stands behind `--workspace` on this line."""
    named = ctx.find_root().params.get("workspace")
    return Path(named) if named else None
