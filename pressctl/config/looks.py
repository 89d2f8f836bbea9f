"""The looks that pressctl brings: one table of names, which `pressctl.toml` and `export --look` may say."""

from __future__ import annotations

from enum import StrEnum


class LookName(StrEnum):
    """How a release looks where the office has no layout of its own."""

    MODERN = "modern"
    """Sans-serif, set to one side: an organisation's newsroom."""
    CLASSIC = "classic"
    """Serif, centred under a double rule: a ministry's communiqué."""
