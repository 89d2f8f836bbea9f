"""A document with the changes between two versions: the newer one as it is set, the older one in tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pressctl.export.docx.elements import Element, q
from pressctl.export.docx.furniture import footer_of, header_of
from pressctl.export.docx.galley import Bookmarks, Galley
from pressctl.export.docx.inline import Tone, words_in
from pressctl.export.docx.package import body_of, sealed
from pressctl.export.docx.redline import redlined
from pressctl.export.docx.render import SetDocument, page_of, set_document
from pressctl.export.docx.stylebook import Style
from pressctl.export.docx.tracking import Author
from pressctl.export.sheet import Sheet
from pressctl.frozen import replace


def render_redline(old: Sheet, new: Sheet, template: Path, author: Author, line: str, *, stamped: datetime) -> bytes:
    """Set two versions of a sheet as one document with tracked changes; the same arguments give the same bytes.

    Args:
        old: what all changes rejected give.
        new: what all changes accepted give.
        template: the office's layout.
        author: whose changes they are, and of when.
        line: what stands on every page.
        stamped: the time of its making, with a zone.

    Raises:
        BadInput: as `render_docx`.
    """
    made = set_document(new, template, stamped=stamped)
    show_changes(made, old, author)
    say_on_every_page(made, line)
    return sealed(made.document)


def show_changes(made: SetDocument, old: Sheet, author: Author) -> None:
    """Put what an older version said into a document that is set, as tracked changes."""
    galley = replace(made.galley, sheet=old, bookmarks=Bookmarks())
    body = body_of(made.document)
    body[:-1] = redlined(page_of(galley, made.pages), list(body)[:-1], author)
    for place in made.pages.kinds:
        for story, is_own, setter in (
            (place.header, place.header_is_own, header_of(place)),
            (place.footer, place.footer_is_own, footer_of(galley, place)),
        ):
            if not is_own:
                lines = list(setter(replace(galley, part=story.place.part)))
                story.change(lines, lambda was, now: _merged(was, now, author))


def _merged(was: list[Element], now: list[Element], author: Author) -> list[Element]:
    """Return the lines of both, or the new ones where a layout has something there that is no paragraph."""
    return redlined(was, now, author) if was and now and now[-1].tag == q("p") else now


def say_on_every_page(made: SetDocument, words: str) -> None:
    """Write a line into every header: above ours, under what an office has in its own."""
    told: set[object] = set()

    def line(galley: Galley) -> Iterable[Element]:
        yield galley.paragraph(Style.RUNNING_LINE, words_in(galley, words, Tone(style=Style.LABEL)))

    for place in made.pages.kinds:
        if place.header.part in told:
            continue
        told.add(place.header.part)
        if place.header_is_own:
            place.header.add(made.galley, line)
        else:
            place.header.put_above(made.galley, line)
