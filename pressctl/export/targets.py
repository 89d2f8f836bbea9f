"""Where a link may lead, and when its address says no more than its words."""

from __future__ import annotations

import re

from pressctl.model.text import Link, plain

_ALLOWED = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]|tel:[+0-9])[^\s\x00-\x20\x7f]*", re.IGNORECASE)
_IN_NUMBER = re.compile(r"[^+0-9]")


def safe_target(target: str) -> str | None:
    """Return the target if it is one of `https`, `http`, `mailto`, `tel` without white space, else nothing."""
    return target if _ALLOWED.fullmatch(target) else None


def telephone(number: str) -> str:
    """Return the `tel:` target of a printed number (RFC 3966), an extension left out."""
    digits = _IN_NUMBER.sub("", re.split(r"ext|доб|;|x", number, maxsplit=1, flags=re.IGNORECASE)[0])
    return f"tel:{digits[:1]}{digits[1:].replace('+', '')}"


def says_its_target(link: Link) -> bool:
    """Say whether a reader who sees the words has seen the address."""
    words = plain(link.inlines).strip() or link.target
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", link.target, flags=re.IGNORECASE)
    return words in {link.target, bare, bare.rstrip("/"), link.target.rstrip("/")} or (
        link.target.startswith("tel:") and telephone(words) == link.target
    )
