"""The one question about the person: who acts. Kept in the user's own configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.cli.symbols import symbols_for
from pressctl.config.me import Me
from pressctl.config.schema import clean_line

if TYPE_CHECKING:
    from rich.console import Console


def ask_me(console: Console, path: Path, default: Me) -> Me:
    """Ask for the name that the record shall carry, and keep it in `path`."""
    console.print("Who are you? The record names who acted. (Asked once, kept in your own configuration.)")
    while True:
        answer = console.input(f"  Your name [{default.name}]: ", markup=False).strip() or default.name
        try:
            me = Me(clean_line(answer))
        except ValueError as error:
            console.print(f"  {symbols_for(console.encoding).failed} the name {error}", markup=False)
            continue
        _keep(path, me)
        return me


def _keep(path: Path, me: Me) -> None:
    from pressctl.store.files import write_atomically

    quoted = me.name.replace("\\", "\\\\").replace('"', '\\"')
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, f'[me]\nname = "{quoted}"\n'.encode(), private=True)
