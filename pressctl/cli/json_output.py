"""The JSON that scripts read: one object, readable, characters as themselves."""

from __future__ import annotations

import typer


def write_json(value: object) -> None:
    """Write one JSON object to standard output."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
