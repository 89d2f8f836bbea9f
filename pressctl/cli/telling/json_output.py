"""The JSON that scripts read: one object, readable, characters as themselves wherever they can be written so."""

from __future__ import annotations


def write_json(value: object) -> None:
    """Write one JSON object to standard output."""
    import sys

    import typer

    typer.echo(_json_text(value, sys.stdout.encoding))


def _json_text(value: object, encoding: str) -> str:
    """Return a value as one JSON object; in escapes where the encoding lacks a letter, so that nothing is lost."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding)
    except UnicodeError:
        return json.dumps(value, indent=2)
    return text
