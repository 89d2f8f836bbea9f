"""The office's colour where it can be read: contrast after WCAG 2.2, 1.4.3."""

from __future__ import annotations

READABLE = 4.5
"""The least contrast between text of normal size and what is behind it."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#1F4E79`: from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, at_least: float = READABLE) -> str:
    """Return `colour`, moved towards black or white as far as it must be to be read on `background`."""
    target = 0 if _luminance(background) > 0.18 else 255
    channels = _channels(colour)
    for step in range(21):
        moved = "#" + "".join(f"{round(channel + (target - channel) * step / 20):02x}" for channel in channels)
        if contrast(moved, background) >= at_least:
            return moved
    return "#000000" if target == 0 else "#ffffff"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
