"""What `find` and `replace` are told alike."""

from __future__ import annotations

from typing import Annotated

import typer

RELEASES = Annotated[
    list[str] | None, typer.Option("--release", "-r", metavar="SLUG", help="Only this release; repeatable.")
]
OFFICE = Annotated[bool, typer.Option("--office", help="Only pressctl.toml, or it and the releases named.")]
IGNORE_ACCENTS = Annotated[
    bool, typer.Option("--ignore-accents", help="Let e find é and ə, as on a keyboard without them.")
]
