"""Numbers as a person says them."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 message`, `2 messages`, `5,000 messages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(octets: int) -> str:
    """Return `41 KB` or `1.2 MB`."""
    return f"{max(1, round(octets / 1000)):,} KB" if octets < 1_000_000 else f"{octets / 1_000_000:.1f} MB"
