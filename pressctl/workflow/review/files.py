"""What came back, as files: Word documents, and mails that hold one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.workflow.review.resolving import read_document

if TYPE_CHECKING:
    from email.message import Message

_MOST_PARTS = 200


class Returned(Frozen):
    """A Word document that came back."""

    name: str
    """The file, as the person would name it; of an attachment, the mail and the attachment."""
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()


def returned_in(path: Path) -> tuple[Returned, ...]:
    """Return the Word documents of a file: itself, or what is attached to a mail.

    Raises:
        BadInput: it cannot be read, or the mail holds no Word document.
    """
    data = read_document(path)
    if path.suffix.lower() != ".eml":
        return (Returned(path.name, data),)
    found = tuple(
        Returned(f"{path.name}: {name}", content)
        for name, content in _attachments(data)
        if name.lower().endswith((".docx", ".docm"))
    )
    if not found:
        raise BadInput(f"{path} holds no Word document (.docx)")
    return found


def _attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of what is attached to a mail; of a damaged part what can be read."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.compat32)
    for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False):
        name = _name_of(part)
        if not name or part.is_multipart():
            continue
        try:
            content = part.get_payload(decode=True)
        except (ValueError, LookupError, AssertionError):
            continue
        if isinstance(content, bytes):
            yield name, content


def _name_of(part: Message) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except (HeaderParseError, LookupError, ValueError):
        return part.get_filename() or ""
