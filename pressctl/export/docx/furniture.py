"""What repeats on the pages: the letterhead on the first, a running line on the others, the footer on all.

A header or footer that the office's template already fills is the office's own letterhead, and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from docx.section import Section, _Footer, _Header

from pressctl.export.darkroom import LOGO, develop
from pressctl.export.docx.elements import Element, add_section_property, q, run, w
from pressctl.export.docx.fields import field
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, words_in
from pressctl.export.docx.pictures import MM, picture_run, size_of
from pressctl.export.docx.stylebook import Style

LOGO_HEIGHT = 15 * MM
SMALLEST_LOGO = 9 * MM
GAP = 6 * MM
LETTER = int(2.8 * MM)
"""Width of a letter at the far end of the letterhead's line, rather too much than too little."""
_EMU_IN_TWIP = 635


def set_furniture(galley: Galley, page: Section) -> None:
    """Write headers and footers of the page."""
    add_section_property(page._sectPr, w("titlePg"))  # noqa: SLF001 - python-docx has no door to it
    _fill(galley, page.first_page_header, letterhead)
    _fill(galley, page.header, running_line)
    _fill(galley, page.first_page_footer, footer)
    _fill(galley, page.footer, footer)


def _fill(galley: Galley, place: _Header | _Footer, setter: Callable[[Galley], Iterable[Element]]) -> None:
    if not place.is_linked_to_previous and _has_content(place):
        return
    place.is_linked_to_previous = False
    story = place._element  # noqa: SLF001 - python-docx has no door to it
    lines = list(setter(replace(galley, part=place.part)))
    story[:] = lines


def _has_content(place: _Header | _Footer) -> bool:
    story = place._element  # noqa: SLF001 - python-docx has no door to it
    return any(True for _ in story.iter(q("t"), q("drawing"), q("pict"), q("fldSimple"), q("instrText")))


def letterhead(galley: Galley) -> Iterable[Element]:
    """Yield the logos on the reading side, what the document is on the far side, and the hairline under both."""
    head = galley.sheet.letterhead
    document = list(words_in(galley, head.document, Tone(style=Style.DOCUMENT)))
    if not head.logos:
        office = words_in(galley, head.office)
        yield galley.paragraph(Style.LETTERHEAD, [*office, galley.tab(), *document], _stops([], galley.column))
        return
    height = _logo_height(head.logos, galley.column - GAP - LETTER * len(head.document))
    if height >= SMALLEST_LOGO or len(head.logos) == 1:
        images, stops = _logos(galley, head.logos, height)
        yield galley.paragraph(Style.LETTERHEAD, [*images, galley.tab(), *document], _stops(stops, galley.column))
        return
    images, stops = _logos(galley, head.logos, _logo_height(head.logos, galley.column))
    borderless = [w("pBdr", w("bottom", val="nil")), w("spacing", after=160)]
    yield galley.paragraph(Style.LETTERHEAD, images, _stops(stops, galley.column), *borderless)
    yield galley.paragraph(
        Style.LETTERHEAD, [*words_in(galley, head.office), galley.tab(), *document], _stops([], galley.column)
    )


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


def running_line(galley: Galley) -> Iterable[Element]:
    """Yield the embargo, if there is one, and the headline, for the pages after the first."""
    sheet = galley.sheet
    if sheet.status.embargoed:
        yield galley.paragraph(Style.RUNNING_LINE, words_in(galley, sheet.status.text, Tone(style=Style.LABEL)))
    yield galley.paragraph(Style.RUNNING_LINE, words_in(galley, sheet.headline))


def footer(galley: Galley) -> Iterable[Element]:
    """Yield the office and the number of the page."""
    before, between, after = galley.sheet.page_of
    numbers = [
        *(words_in(galley, before) if before else []),
        *field("PAGE", "1"),
        *(words_in(galley, between) if between else []),
        *field("NUMPAGES", "1"),
        *(words_in(galley, after) if after else []),
    ]
    office = words_in(galley, galley.sheet.letterhead.office)
    yield galley.paragraph(Style.FOOTER, [*office, galley.tab(), *numbers], _stops([], galley.column))
