"""Where a link may lead."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pressctl.model.characters import forbidden_character

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(.*)", re.DOTALL)
_SCHEMES = {"http", "https", "mailto", "tel"}


def wrong_target(target: str) -> str | None:
    """Return what is wrong with a link's target, or nothing."""
    found = _SCHEME.fullmatch(target)
    if found is None or found[1].lower() not in _SCHEMES:
        return f'"{target}" cannot be a link'
    if re.search(r"\s", target) or forbidden_character(target):
        return f'the link "{" ".join(target.split())}" contains a space'
    scheme, rest = found[1].lower(), found[2]
    if scheme in {"http", "https"} and not _host(target):
        return f'the link "{target}" names no server'
    if scheme == "mailto" and "@" not in rest:
        return f'the link "{target}" names no address'
    if scheme == "tel" and not re.search(r"\d", rest):
        return f'the link "{target}" has no number'
    return None


def _host(target: str) -> str | None:
    try:
        return urlsplit(target).hostname
    except ValueError:  # a bracket that begins no IPv6 address
        return None
