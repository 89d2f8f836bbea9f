"""One story settled, kind by kind, in the order in which one needs another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.ooxml.blocks import spread_marks
from pressctl.ooxml.halves import halves_of_fields
from pressctl.ooxml.settling.controls import settle_controls
from pressctl.ooxml.settling.leftovers import sweep_fields, sweep_half_ranges, sweep_wrappers
from pressctl.ooxml.settling.marks import settle_marks
from pressctl.ooxml.settling.properties import settle_properties
from pressctl.ooxml.settling.tables import settle_tables
from pressctl.ooxml.settling.words import settle_words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressctl.ooxml.settling.way import Way


def settle(root: _Element, way: Way) -> None:
    """Accept or reject every tracked change below `root`, in place.

    Former properties come back first, since they name cells that go; runs and halves of fields go before paragraphs
    are joined, since an empty paragraph goes where one with words stays.
    """
    halves = frozenset(halves_of_fields(root))
    spread_marks(root)
    settle_properties(root, way)
    settle_tables(root, way)
    settle_controls(root, way)
    lost = settle_words(root, way)
    sweep_fields(root, halves)
    sweep_wrappers(lost)
    sweep_wrappers(settle_marks(root, way))
    sweep_half_ranges(root)
