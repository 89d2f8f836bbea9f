"""What stands around a release in a mail: greeting, note, opt-out, sender. The words come from the workflow."""

from __future__ import annotations

from pressctl.export.sheet import Direction, Sheet
from pressctl.frozen import Frozen
from pressctl.model.text import Paragraph, plain

_PREHEADER = 140
_ISOLATE, _POP = "\u2068", "\u2069"


class MailFrame(Frozen):
    """The words around the sheet; each may hold slots."""

    greeting: str
    """The first line, usually `slot("greeting")`."""
    preheader: str
    """What a list of messages shows after the subject; hidden in the mail itself."""
    sender: str
    """Who writes, and from where: `Example Press Office, 1 Example Street, Baku`."""
    opt_out: str
    """The sentence that says how to be taken off the list; holds `opt_out_address`. Empty: none."""
    opt_out_address: str
    """Becomes a link in HTML."""
    opt_out_subject: str = ""
    """Subject of the message that the link begins."""
    opt_out_token: str = ""
    """Stands behind that subject: by which the wish is known to be the reader's own."""
    note: str | None = None
    """`Update: …`, or for whom this copy is."""


def sender_line(sheet: Sheet, office: str, address: str | None) -> str:
    """Return who writes, and from where; in a text from right to left the address keeps its own direction (UAX 9)."""
    if not address:
        return office
    shown = f"{_ISOLATE}{address}{_POP}" if sheet.direction is Direction.RTL else address
    return f"{office}{sheet.comma}{shown}"


def lead(sheet: Sheet) -> str:
    """Return the beginning of the first paragraph, cut between words: what a preheader says."""
    first = next((placed.block for placed in sheet.body if isinstance(placed.block, Paragraph)), None)
    words = " ".join(plain(first.inlines).split()) if first else sheet.subheadline or sheet.headline
    if len(words) <= _PREHEADER:
        return words
    cut, space, _ = words[: _PREHEADER - 1].rpartition(" ")
    return (cut if space else words[: _PREHEADER - 1]).rstrip(" ,;:–—-") + "…"
