"""What a person has typed so far in answer to questions, kept until it has been written where it belongs.

A private file of its own for each form; the texts are as they were typed, for whoever asks to read them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pressctl.frozen import Frozen
from pressctl.store.files import file_error, make_private_folder, write_atomically


class HalfGiven(Frozen):
    """The answers of one form that nobody has finished yet."""

    file: Path

    def read(self) -> dict[str, str]:
        """Return what was typed, by the question's name; nothing where nothing is kept, or it cannot be read."""
        try:
            kept = json.loads(self.file.read_bytes())
        except (OSError, ValueError):  # it is asked again: these are answers, and not yet anybody's data
            return {}
        if not isinstance(kept, dict):
            return {}
        return {name: text for name, text in kept.items() if isinstance(text, str)}

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what has been typed so far, so that Ctrl-C and a crash lose nothing.

        Raises:
            BadInput, Incomplete: it cannot be written: what the answers are for could not be, either.
        """
        folder = self.file.parent
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(folder, error) from error
        make_private_folder(folder)
        text = json.dumps(typed, ensure_ascii=False, indent=1)
        write_atomically(self.file, text.encode("utf-8", "backslashreplace"), private=True)

    def forget(self) -> None:
        """Delete what was kept: it has been written where it belongs, or the person begins anew."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
            self.file.parent.rmdir()  # only where nothing else is in it
