"""The person's own editor, opened on a file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pressctl.config.editor import named_editor
from pressctl.errors import BadInput

_USUAL = ("sensible-editor", "nano", "vim", "vi")


def edit(path: Path, environment: Mapping[str, str]) -> None:
    """Open `path` in $VISUAL or $EDITOR, else in Notepad on Windows, else in the system's usual editor, and wait.

    Raises:
        BadInput: there is no editor, its name cannot be read, or it ended with an error; the file stays as it is.
    """
    try:
        command = editor_command(environment, windows=os.name == "nt")
    except ValueError as error:  # a quotation mark that is never closed
        raise BadInput(
            f"EDITOR or VISUAL cannot be read: {str(error)[:1].lower()}{str(error)[1:]}", hint=f"{path} is written"
        ) from error
    if command is None:
        raise BadInput(f"no editor was found; {path} is written", hint='name yours: export EDITOR="nano"')
    try:
        ended = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the person's own choice
    except OSError as error:
        raise BadInput(f"{command[0]} cannot be started: {error.strerror}", hint=f"{path} is written") from error
    if ended.returncode:
        raise BadInput(f"{command[0]} ended with {ended.returncode}", hint=f"{path} is written")


def editor_command(environment: Mapping[str, str], *, windows: bool) -> list[str] | None:
    """Return the editor as a command line, or nothing.

    Raises:
        ValueError: the variable that names it has a quotation mark that is never closed.
    """
    named = named_editor(environment, windows=windows)
    if named:
        return named
    if windows:
        return ["notepad"]
    found = next((name for name in _USUAL if shutil.which(name)), None)
    return [found] if found else None
