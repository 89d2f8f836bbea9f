"""What repeats on the pages: the letterhead on the first, a running line on the others, the footer on all.

A header or footer that the office's template already fills is the office's own letterhead, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from pressctl.export.darkroom import LOGO, develop
from pressctl.export.docx.elements import Element, run, text, w
from pressctl.export.docx.fields import field
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, words_in
from pressctl.export.docx.pages import Pages, Place, Setter
from pressctl.export.docx.pictures import MM, picture_run, size_of
from pressctl.export.docx.stylebook import Style

LOGO_HEIGHT = 15 * MM
SMALLEST_LOGO = 9 * MM
GAP = 6 * MM
LETTER = int(2.8 * MM)
"""Width of a letter at the far end of the letterhead's line, rather too much than too little."""
NAME_LETTER = int(2.4 * MM)
"""Width of a letter of the office's name, which has more small ones."""
EM_SPACE = "\u2003"
"""Between logos in the middle of a line: as wide as the letterhead's type is high, about `GAP`."""
_EMU_IN_TWIP = 635


def set_furniture(galley: Galley, pages: Pages) -> None:
    """Write the headers and footers that the office's layout leaves empty, and add to its own what must not lack.

    Where its header stands on every page, an embargo or the word correction stands at the foot of each.
    """
    added: set[object] = set()
    for place in pages.kinds:
        if not place.header_is_own:
            place.header.set(galley, header_of(place))
        held = _held_at_foot(galley, place)
        if not place.footer_is_own:
            place.footer.set(galley, footer_of(galley, place))
        elif place.footer.part not in added:  # the first page may have the footer of the others
            added.add(place.footer.part)
            place.footer.add(galley, partial(_added_to_footer, status=held, number=not place.has_number()))


def header_of(place: Place) -> Setter:
    """Return what sets the header of a kind of page, where the office has none."""
    return letterhead if place.first else _running_line


def footer_of(galley: Galley, place: Place) -> Setter:
    """Return what sets the footer of a kind of page, where the office has none."""
    return partial(footer, status=_held_at_foot(galley, place))


def _held_at_foot(galley: Galley, place: Place) -> bool:
    """Say whether the status stands at the foot, since an own header does not say it."""
    return galley.sheet.status.running and place.header_is_own and not place.first


def masthead(galley: Galley, pages: Pages) -> Iterator[Element]:
    """Yield what an own letterhead does not say: whose release it is together with others, and what the document is."""
    head = galley.sheet.letterhead
    if not pages.own_letterhead:
        return
    if len(head.logos) > 1:
        yield from _row_of_logos(galley)
    if head.document.casefold() not in pages.own_words().casefold():
        document = words_in(galley, head.document, Tone(style=Style.DOCUMENT))
        yield galley.paragraph(Style.LETTERHEAD, document)


def letterhead(galley: Galley) -> Iterable[Element]:
    """Yield the logos on the reading side, what the document is on the far side, and the hairline under both."""
    head = galley.sheet.letterhead
    document = list(words_in(galley, head.document, Tone(style=Style.DOCUMENT)))
    if galley.centred(Style.LETTERHEAD):
        if head.logos:
            yield from _row_of_logos(galley)
        yield galley.paragraph(Style.LETTERHEAD, words_in(galley, head.office))
        yield galley.paragraph(Style.LETTERHEAD, document, *_without_rule(after=360))
        return
    if not head.logos:
        yield from _office_and_document(galley)
        return
    height = _logo_height(head.logos, galley.column - GAP - LETTER * len(head.document))
    if height >= SMALLEST_LOGO or len(head.logos) == 1:
        images, stops = _logos(galley, head.logos, height)
        yield galley.paragraph(Style.LETTERHEAD, [*images, galley.tab(), *document], _stops(stops, galley.column))
        return
    yield from _row_of_logos(galley)
    yield from _office_and_document(galley)


def _office_and_document(galley: Galley) -> Iterator[Element]:
    """Yield the office's name and what the document is: on one line, or on two, for Word breaks a line anywhere."""
    head = galley.sheet.letterhead
    office = [*words_in(galley, head.office)]
    document = words_in(galley, head.document, Tone(style=Style.DOCUMENT))
    if NAME_LETTER * len(head.office) + GAP + LETTER * len(head.document) > galley.column:
        yield galley.paragraph(Style.LETTERHEAD, office, *_without_rule(after=0))
        office = []
    yield galley.paragraph(Style.LETTERHEAD, [*office, galley.tab(), *document], _stops([], galley.column))


def _row_of_logos(galley: Galley) -> Iterator[Element]:
    """Yield the logos in one row as wide as the column, in the middle where the letterhead's style says so."""
    logos = galley.sheet.letterhead.logos
    height = _logo_height(logos, galley.column)
    if galley.centred(Style.LETTERHEAD):
        row: list[Element] = []
        for picture, _ in (_logos(galley, (logo,), height) for logo in logos):
            row.extend([run([text(EM_SPACE)])] if row else [])
            row.extend(picture)
        yield galley.paragraph(Style.LETTERHEAD, row, *_without_rule(after=220))
        return
    images, stops = _logos(galley, logos, height)
    yield galley.paragraph(Style.LETTERHEAD, images, _stops(stops, galley.column), *_without_rule(after=220))


def _without_rule(after: int) -> tuple[Element, Element]:
    return w("pBdr", w("bottom", val="nil")), w("spacing", after=after)


def _logo_height(logos: tuple[tuple[Path, str], ...], room: int) -> int:
    """Return the height, equal for all, at which the row of logos fits."""
    ratios = [width / height for width, height in (size_of(develop(path, LOGO)) for path, _ in logos)]
    return min(LOGO_HEIGHT, int((room - GAP * (len(logos) - 1)) / sum(ratios)))


def _logos(galley: Galley, logos: tuple[tuple[Path, str], ...], height: int) -> tuple[list[Element], list[int]]:
    """Return the runs of the logos and the tab stops between them, in EMU from the edge of the column."""
    content: list[Element] = []
    stops: list[int] = []
    position = 0
    for path, name in logos:
        if content:
            stops.append(position + GAP)
            position += GAP
            content.append(run([w("tab")]))
        logo = develop(path, LOGO)
        width, full = size_of(logo)
        size = round(width * height / full), height
        content.append(picture_run(galley, logo, name, size))
        position += size[0]
    return content, stops


def _stops(between: list[int], column: int) -> Element:
    """Make tab stops; `right` is the far end of the line in whichever direction the paragraph runs."""
    stops = [w("tab", val="left", pos=round(stop / _EMU_IN_TWIP)) for stop in between]
    return w("tabs", *stops, w("tab", val="right", pos=round(column / _EMU_IN_TWIP)))


def _running_line(galley: Galley) -> Iterable[Element]:
    """Yield the status, where later pages must say it, and the headline, for the pages after the first."""
    sheet = galley.sheet
    if sheet.status.running:
        yield _status(galley)
    yield galley.paragraph(Style.RUNNING_LINE, words_in(galley, sheet.headline))


def footer(galley: Galley, *, status: bool) -> Iterable[Element]:
    """Yield the office and the number of the page, above them a status that the header does not say."""
    if status:
        yield _status(galley)
    office = words_in(galley, galley.sheet.letterhead.office)
    content = [*office, galley.tab(), *_page_number(galley)]
    yield galley.paragraph(Style.FOOTER, content, _stops([], galley.column))


def _added_to_footer(galley: Galley, *, status: bool, number: bool) -> Iterable[Element]:
    """Yield what an own footer lacks: a status that the header does not say, and the number of the page."""
    if status:
        yield _status(galley)
    if number:
        content = [galley.tab(), *_page_number(galley)]
        yield galley.paragraph(Style.FOOTER, content, _stops([], galley.column), w("pBdr", w("top", val="nil")))


def _page_number(galley: Galley) -> Iterator[Element]:
    """Yield “page x of y”, its numbers fields that Word computes."""
    before, between, after = galley.sheet.page_of
    yield from words_in(galley, before) if before else ()
    yield from field("PAGE", "1")
    yield from words_in(galley, between) if between else ()
    yield from field("NUMPAGES", "1")
    yield from words_in(galley, after) if after else ()


def _status(galley: Galley) -> Element:
    return galley.paragraph(Style.RUNNING_LINE, words_in(galley, galley.sheet.status.text, Tone(style=Style.LABEL)))
