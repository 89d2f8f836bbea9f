"""Sizes of messages in a reader's words."""

from __future__ import annotations

_IN_MEGABYTES = 1_000_000
"""From so many octets on a limit is told in megabytes."""


def beyond(octets: int, most: int) -> str:
    """Say that a message has more octets than a mail server takes, in numbers that differ."""
    has, takes = _more_and_less(octets, most)
    return f"has {has}, the mail server takes {takes} at most"


def _more_and_less(more: int, less: int) -> tuple[str, str]:
    """Return two numbers of octets for a reader, such as `10.1 MB` and `10.0 MB`, the one always more."""
    unit, name, figures = (1_000_000, "MB", 1) if less >= _IN_MEGABYTES else (1_000, "KB", 0)
    tenth = unit // 10**figures
    up, down = -(-more // tenth) * tenth, less // tenth * tenth
    return f"{up / unit:.{figures}f} {name}", f"{down / unit:.{figures}f} {name}"
