"""Content that stands in a file several times, for newer and for older word processors: it is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import COMPATIBILITY

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHOICE: Final = f"{{{COMPATIBILITY}}}Choice"


def take_one_of_each(root: _Element) -> None:
    """Put the first choice in place of every set of alternatives, or what older programs read where there is none.

    ECMA-376 part 3, 10.2: a program takes the first choice that it understands; Word understands those it writes.
    """
    for alternatives in list(root.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        parent = alternatives.getparent()
        branch = next(alternatives.iterchildren(_CHOICE), next(alternatives.iterchildren(), None))
        if parent is not None:
            place = parent.index(alternatives)
            parent[place : place + 1] = [] if branch is None else list(branch)
