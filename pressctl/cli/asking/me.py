"""The one question about the person: who acts. Kept in the user's own configuration."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.cli.telling.symbols import symbols_for
from pressctl.config.me import Me
from pressctl.config.values import clean_line
from pressctl.language.yes_no import yes_or_no

if TYPE_CHECKING:
    from rich.console import Console

_FEWEST = 2
"""Letters of a name: a single one is a slip of the finger, or the answer to another question."""


def ask_me(console: Console, path: Path, offered: Me) -> Me:
    """Ask for the name that the record shall carry, and keep it in `path`."""
    console.print("Who are you? The record names who acted.")
    console.print(f"  Asked once, kept for you alone in {_shown(path)}", markup=False)
    while True:
        answer = console.input(f"  Your name [{offered.name}]: ", markup=False).strip() or offered.name
        try:
            me = Me(person_name(answer))
        except ValueError as error:
            console.print(f"  {symbols_for(console.encoding).failed} {error}", markup=False)
            continue
        _keep(path, me)
        console.print()
        return me


def person_name(text: str) -> str:
    """Return what was typed, if it can be somebody's name.

    Raises:
        ValueError: it is an address, a number, a yes or no, or cannot be seen; the message says so.
    """
    if "@" in text:
        raise ValueError(f'"{text}" is an e-mail address; the record wants your name, such as Nigar Example')
    if len(re.findall(r"[^\W\d_]", text)) < _FEWEST or yes_or_no(text) is not None:
        raise ValueError(f'"{text}" is not a name; type your first and last name')
    try:
        return clean_line(text)
    except ValueError as error:
        raise ValueError(f"the name {error}") from error


def _shown(path: Path) -> str:
    """Return the path as a person writes it: from the home folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _keep(path: Path, me: Me) -> None:
    from pressctl.store.files import write_atomically

    quoted = me.name.replace("\\", "\\\\").replace('"', '\\"')
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, f'[me]\nname = "{quoted}"\n'.encode(), private=True)
