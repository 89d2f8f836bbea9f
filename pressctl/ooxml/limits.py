"""How large a Word package may be, and how densely packed, to be opened at all: measured before it is unpacked."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 50_000_000
"""Octets of all parts together, unpacked."""
MOST_PARTS: Final = 2000
STEEPEST: Final = 200
"""How many times larger than packed a part of more than a megabyte may be: real ones stay below 50."""
