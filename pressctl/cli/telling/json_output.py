"""The JSON that scripts read: one object, readable, characters as themselves."""

from __future__ import annotations


def write_json(value: object) -> None:
    """Write one JSON object to standard output."""
    import typer

    typer.echo(_json_text(value))


def _json_text(value: object) -> str:
    """Return a value as one JSON object."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)
