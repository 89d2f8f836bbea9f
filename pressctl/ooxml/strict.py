"""Strict Open XML: the same documents under other names (ISO/IEC 29500 part 1), as Word can save them.

They are read under the usual names of part 4, and a part that is changed is written under its own again.
"""

from __future__ import annotations

import re
from typing import Final

STRICT: Final = "http://purl.oclc.org/ooxml/"
_OWN: Final = re.compile(rb"(?<=[\"'])http://purl\.oclc\.org/ooxml/(\w+)/(?=\w)")
_USUAL: Final = re.compile(
    rb"(?<=[\"'])http://schemas\.openxmlformats\.org/(wordprocessingml|drawingml|officeDocument)/2006/(?=\w)"
)
_KINDS: Final = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}


def usual(data: bytes) -> bytes:
    """Return a part with the usual names; one that has no others comes back as it is."""
    return _OWN.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data) if STRICT.encode() in data else data


def strict(data: bytes) -> bytes:
    """Return a part of such a document, read by `usual`, with its own names."""
    return _USUAL.sub(rb"http://purl.oclc.org/ooxml/\1/", data)


def usual_kind(kind: str) -> str:
    """Return the last word of a relation's type as it usually is."""
    return _KINDS.get(kind, kind)
