"""What a mail server can do, of what we use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressctl.frozen import Frozen

_STUMBLES_BEHIND_DOT = re.compile(r"\bdovecot\b", re.IGNORECASE)
"""Greetings of servers that take a message and crash before they say so where an envelope stands right behind it.

Dovecot 2.3 as a submission server: "assertion failed: (conn->state.pending_rcpt_cmds == 0)". A server that is not known
is found out by its first message; here not even that one is left in doubt."""

_SIZE_DIGITS = 20
"""RFC 1870 §4: more is no number of octets."""


class Skills(Frozen):
    """What the server can do, of what we use."""

    pipelining: bool = False
    """RFC 2920."""
    behind_dot: bool = True
    """With PIPELINING: an envelope may follow a final dot that is not answered yet (RFC 2920 §3.1)."""
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
    def offered(cls, extensions: Mapping[str, str], *, chunking: bool = True, greeting: str = "") -> Skills:
        """Read them from what the server offers after EHLO, keyword in small letters → parameters, and its greeting."""
        size = extensions.get("size", "").strip()
        pipelining = "pipelining" in extensions
        return cls(
            pipelining=pipelining,
            behind_dot=_STUMBLES_BEHIND_DOT.search(greeting) is None,
            utf8="smtputf8" in extensions,
            size="size" in extensions,
            most=int(size) if size.isdecimal() and len(size) <= _SIZE_DIGITS else 0,
            chunking=chunking and pipelining and "chunking" in extensions,
            dsn="dsn" in extensions,
        )
