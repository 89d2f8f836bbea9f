"""The page on the editor's desk, and what has been found on it so far."""

from __future__ import annotations

from pressctl.frozen import Changing, field
from pressctl.model.manuscript import Piece
from pressctl.source.anatomy.closing import FoundBoilerplate
from pressctl.source.anatomy.contacts import Section
from pressctl.source.anatomy.dateline import FoundDateline
from pressctl.source.anatomy.fact_sheet import FactSheet
from pressctl.source.anatomy.opening import Opening
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.foreign.base import Page


class Desk(Changing):
    """The page on the editor's desk, and what has been found on it so far."""

    page: Page
    paragraphs: tuple[Paragraph, ...]
    language: str
    noise: set[int] = field(default_factory=set)
    chrome: set[int] = field(default_factory=set)
    """Positions of what is the site's that the page was copied from."""
    sections: list[Section] = field(default_factory=list)
    in_contacts: set[int] = field(default_factory=set)
    opening: Opening = field(default_factory=Opening)
    end_at: int | None = None
    end_mark: Span | None = None
    boilerplates: list[FoundBoilerplate] = field(default_factory=list)
    notes_at: int | None = None
    notes: tuple[int, ...] = ()
    free: list[int] = field(default_factory=list)
    """Positions of headings and body."""

    def piece(self, span: Span) -> Piece:
        """Return the words at a place of the page as a piece of its text."""
        return self.page.piece(*span)

    def maybe(self, span: Span | None) -> Piece | None:
        """Return the piece, where there is a place."""
        return self.page.piece(*span) if span else None

    def whole(self, at: int) -> Piece:
        """Return a whole paragraph by its position."""
        return self.page.piece(self.paragraphs[at].start, self.paragraphs[at].end)


class Body(Changing):
    """What stands between the headline and the closing parts."""

    at: list[int]
    """Positions of its paragraphs and headings."""
    above: list[int]
    """Positions of what stands over the headline and is nothing else."""
    headings: set[int]
    sheet: FactSheet
    dated: FoundDateline | None = None
    text: tuple[Paragraph, ...] = ()
    """Its paragraphs, without a date line that stands alone."""
