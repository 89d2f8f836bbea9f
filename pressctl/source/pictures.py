"""Pictures that a release names: inside its folder, there, and images by their first bytes."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

from pressctl.config.regular import special_kind
from pressctl.model.pictures import START, wrong_kind

_DRIVE = re.compile(r"[A-Za-z]:")


def wrong_picture(folder: Path, file: str) -> str | None:
    """Return what is wrong with the image `file` of the release in `folder`, or nothing.

    Only the beginning of the file is read: whether the rest can be shown is found out when it is set.
    """
    if wrong := _wrong_name(file):
        return wrong
    try:
        path = (folder / file).resolve()
        if not path.is_relative_to(folder.resolve()):
            return f'"{file}" leads outside the release\'s folder'
        if not path.is_file():
            return f'"{file}" is {special_kind(path)}' if path.exists() else f'"{file}" is not there'
        with path.open("rb") as stream:
            start = stream.read(START)
    except (OSError, ValueError, RuntimeError) as error:
        # RuntimeError: pathlib says so when links lead in a circle.
        return f'"{file}" cannot be read: {getattr(error, "strerror", None) or error}'
    wrong = wrong_kind(start)
    return f'"{file}" {wrong}' if wrong else None


def _wrong_name(file: str) -> str | None:
    if "\\" in file:
        return f'"{file}" contains a backslash; part folders with /'
    if _DRIVE.match(file) or PurePosixPath(file).is_absolute():
        return f'"{file}" must be a path from the release\'s folder, such as media/photo.jpg'
    if ".." in PurePosixPath(file).parts:
        return f'"{file}" leads outside the release\'s folder'
    if not file.isascii() and sys.getfilesystemencoding() == "ascii":  # LC_ALL=C where Python's UTF-8 mode is off
        return f'"{file}" cannot be looked for: your system is told that names are ASCII alone; set LC_ALL=C.UTF-8'
    return None
