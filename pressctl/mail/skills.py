"""What a mail server can do, of what we use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SIZE_DIGITS = 20
"""RFC 1870 §4: more is no number of octets."""


@dataclass(frozen=True, slots=True)
class Skills:
    """What the server can do, of what we use."""

    pipelining: bool = False
    """RFC 2920."""
    behind_dot: bool = True
    """With PIPELINING: an envelope may follow a final dot that is not answered yet (RFC 2920 §3.1), until refused."""
    utf8: bool = False
    """SMTPUTF8 (RFC 6531)."""
    size: bool = False
    """The server knows the SIZE parameter (RFC 1870)."""
    most: int = 0
    """The largest message that it takes, in octets; 0 where it does not say."""
    chunking: bool = False
    """BDAT (RFC 3030), used together with PIPELINING only: alone it would cost a round trip more than DATA."""
    dsn: bool = False
    """RFC 3461."""

    @classmethod
    def offered(cls, extensions: Mapping[str, str], *, chunking: bool = True) -> Skills:
        """Read them from what the server offers after EHLO: keyword in small letters → parameters."""
        size = extensions.get("size", "").strip()
        pipelining = "pipelining" in extensions
        return cls(
            pipelining=pipelining,
            utf8="smtputf8" in extensions,
            size="size" in extensions,
            most=int(size) if size.isdecimal() and len(size) <= _SIZE_DIGITS else 0,
            chunking=chunking and pipelining and "chunking" in extensions,
            dsn="dsn" in extensions,
        )
