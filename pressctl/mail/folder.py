"""Mail into a folder: the rehearsal. One private `.eml` file per message, written whole or not at all.

How a file is written is passed in: files are another family's matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pressctl.mail.base import Envelope
from pressctl.mail.one_by_one import OneByOne
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_UNSAFE = re.compile(r"[^A-Za-z0-9@._+-]+")
_NAME_LENGTH = 80


class FolderTransport:
    """Puts each message under `<folder>/<plan id>/0001_<address>.eml`."""

    name = "folder"
    rehearsal = True
    most = 0

    def __init__(
        self, folder: Path, *, write: Callable[[Path, bytes], None], make_folder: Callable[[Path], None]
    ) -> None:
        """Take the folder, and how to write a private file whole and to make a private folder."""
        self.route = f"{folder.name}/"
        self._folder = folder
        self._write = write
        self._make_folder = make_folder

    def open(self) -> None:
        """Make the folder.

        Raises:
            PressctlError: it cannot be made.
        """
        self._make_folder(self._folder)

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Write the message.

        Raises:
            PressctlError: it cannot be written; then no part of it was.
        """
        path = self.path(envelope)
        self._make_folder(path.parent)
        self._write(path, message)
        return Outcome(DeliveryState.WRITTEN, Phase.WRITE, reply=f"{path.parent.name}/{path.name}")

    def carrier(self) -> OneByOne:
        """Return the way for many messages: a file after the other."""
        return OneByOne(self)

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """A file is there whole or not at all, so nothing is ever in doubt."""
        return DeliveryState.WRITTEN if self.path(envelope).exists() else DeliveryState.QUEUED

    def path(self, envelope: Envelope) -> Path:
        """Return where the message goes."""
        return (
            self._folder / file_name(envelope.plan_id) / f"{envelope.position:04d}_{file_name(envelope.recipient)}.eml"
        )

    def close(self) -> None:
        """Nothing is held open."""


def file_name(text: str) -> str:
    """Return a text as a part of a file name that Windows takes, too: no separators, no trailing dot, not too long."""
    return _UNSAFE.sub("_", text)[:_NAME_LENGTH].strip(". ") or "_"
