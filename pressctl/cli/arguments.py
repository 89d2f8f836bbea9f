"""Arguments that several commands share, declared once."""

from __future__ import annotations

from typing import Annotated

import typer

from pressctl.cli.completion import complete_slug

SLUG = Annotated[
    str,
    typer.Argument(
        metavar="SLUG", help="The release, or a part of its name that no other has.", autocompletion=complete_slug
    ),
]


def split_list(given: list[str] | None) -> tuple[str, ...]:
    """Return what a repeatable option was given, commas parting several, each once and in order."""
    parts = (part.strip() for text in given or () for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
