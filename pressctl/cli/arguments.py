"""Arguments that several commands share, declared once."""

from __future__ import annotations

from typing import Annotated

import typer

SLUG = Annotated[str, typer.Argument(metavar="SLUG", help="The release, or a part of its name that no other has.")]
