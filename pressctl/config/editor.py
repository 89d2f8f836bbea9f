"""The editor that a person has named in the environment."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping


def named_editor(environment: Mapping[str, str], *, windows: bool) -> list[str]:
    """Return $VISUAL or $EDITOR as a command line; nothing where neither names one.

    A program whose path has spaces may stand there without quotation marks, as on Windows most do.

    Raises:
        ValueError: it has a quotation mark that is never closed.
    """
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if not named or shutil.which(named):
        return [named] if named else []
    words = shlex.split(named, posix=not windows)
    return [word.strip('"') for word in words] if windows else words
