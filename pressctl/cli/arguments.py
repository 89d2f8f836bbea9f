"""Arguments that several commands share, declared once."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from pressctl.cli.completion import complete_slug

SLUG = Annotated[
    str,
    typer.Argument(
        metavar="SLUG", help="The release, or a part of its name that no other has.", autocompletion=complete_slug
    ),
]
AS_JSON = Annotated[bool, typer.Option("--json", help="One JSON object.")]
ENDS_WITH_JSON = Annotated[bool, typer.Option("--json", help="End with one JSON object.")]
"""Of a command that says how far it is before."""
YES = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask (for scripts).")]
YES_PASSES_NO_GATE = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask (for scripts); passes no gate.")]
LIMIT = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 is all. [200 in a terminal]")
]
OVERRIDE = Annotated[list[str] | None, typer.Option(metavar="GATE", help="Pass a gate, with --why.")]
WHY = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason for an override, recorded.")]

_NAMES = re.compile(r"[^\s,\"'=<>()]+(?:\s*,\s*[^\s,\"'=<>()]+)+")
"""Names of segments with commas between them; an expression has other marks, or spaces."""


def split_segments(given: list[str] | None) -> tuple[str, ...]:
    """Return segments as they were given; `tv,print` is two, an expression stays one."""
    parts = [
        part.strip() for text in given or () for part in (text.split(",") if _NAMES.fullmatch(text.strip()) else [text])
    ]
    return tuple(dict.fromkeys(parts))


def split_list(given: list[str] | None) -> tuple[str, ...]:
    """Return what a repeatable option was given, commas parting several, each once and in order."""
    parts = (part.strip() for text in given or () for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
