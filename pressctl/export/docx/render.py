"""A composed sheet → a Word document on the office's template: the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from docx.document import Document as WordDocument

from pressctl.export.docx.blocks import BODY, set_blocks
from pressctl.export.docx.elements import Element, add_property, keep_with_next, q, w
from pressctl.export.docx.furniture import masthead, set_furniture
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, runs, words_in
from pressctl.export.docx.lending import complete
from pressctl.export.docx.matter import contacts, photographs, reference, section, small_section
from pressctl.export.docx.numbering import Numbering
from pressctl.export.docx.package import (
    body_of,
    name_language,
    numbering_of,
    open_template,
    sealed,
    set_accent,
    set_language,
    set_paper,
    set_properties,
)
from pressctl.export.docx.pages import Pages, pages_of
from pressctl.export.docx.stylebook import Style, style_ids
from pressctl.export.holding import comes_with_contact, ends_at_contact
from pressctl.export.layouts import HOUSE_LAYOUT, is_builtin, layout
from pressctl.export.sheet import Placed, Sheet
from pressctl.frozen import Frozen
from pressctl.model.text import Paragraph


def render_docx(sheet: Sheet, template: Path, *, stamped: datetime) -> bytes:
    """Set a sheet as a Word document; the same arguments give the same bytes.

    Raises what `set_document` raises.
    """
    return sealed(set_document(sheet, template, stamped=stamped).document)


class SetDocument(Frozen):
    """A document that is set and not yet sealed."""

    document: WordDocument
    galley: Galley
    pages: Pages


def set_document(sheet: Sheet, template: Path, *, stamped: datetime) -> SetDocument:
    """Set a sheet on a template.

    Args:
        sheet: what stands on the page, in which words.
        template: the layout (`layouts/house.docx`, or the office's own with the same style names; what it lacks is lent
            by the built-in one of the look).
        stamped: what the document gives as the time of its making; with a zone.

    Raises:
        BadInput: the template is none, or a picture cannot be shown.
    """
    document = open_template(template)
    own = not is_builtin(template)
    if own:
        complete(document, open_template(layout(None, HOUSE_LAYOUT, sheet.look)))
        name_language(document)
    styles = document.styles.element
    names = style_ids(styles)
    set_language(document, sheet)
    set_accent(document, sheet.look.accent)
    by_id = {style.get(q("styleId")): style for style in styles.iterchildren(q("style"))}
    galley = Galley(
        sheet=sheet,
        styles=names,
        numbering=Numbering(numbering_of(document), by_id),
        part=document.part,
        column=set_paper(document, sheet, own=own),
    )
    pages = pages_of(document)
    body_of(document)[:-1] = page_of(galley, pages)
    set_furniture(galley, pages)
    set_properties(document, sheet.properties, stamped)
    return SetDocument(document, galley, pages)


def page_of(galley: Galley, pages: Pages) -> list[Element]:
    """Return the paragraphs and tables of the galley's sheet, in order."""
    return _spaced([*masthead(galley, pages), *_page(galley)], galley)


def _page(galley: Galley) -> Iterator[Element]:
    sheet = galley.sheet
    yield from _head(galley)
    yield from _text(galley)
    for part in sheet.sections:
        yield from section(galley, part)
    end_mark = galley.paragraph(Style.END_MARK, words_in(galley, sheet.end_mark))
    if ends_at_contact(sheet):
        keep_with_next([end_mark])
    yield end_mark
    carried = comes_with_contact(sheet)
    for part in (*sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        lines = list(small_section(galley, part))
        if part is carried:
            keep_with_next(lines)
        yield from lines
    yield from photographs(galley, sheet)
    if sheet.contact:
        yield from contacts(galley, sheet.contact)


def _head(galley: Galley) -> Iterator[Element]:
    sheet = galley.sheet
    status = Style.EMBARGO if sheet.status.embargoed else Style.STATUS
    yield galley.paragraph(status, words_in(galley, sheet.status.text))
    if sheet.corrects:
        yield reference(galley, sheet.corrects)
    yield from galley.bookmarks.around("headline", [galley.paragraph(Style.HEADLINE, words_in(galley, sheet.headline))])
    if sheet.subheadline:
        subheadline = galley.paragraph(Style.SUBHEADLINE, words_in(galley, sheet.subheadline))
        yield from galley.bookmarks.around("subheadline", [subheadline])


def _text(galley: Galley) -> Iterator[Element]:
    """Yield the body; the dateline runs into its first paragraph, or stands alone before anything else."""
    sheet = galley.sheet
    dateline = galley.bookmarks.within("dateline", words_in(galley, sheet.dateline, Tone(style=Style.DATELINE)))
    match sheet.body:
        case (Placed(anchor, Paragraph(inlines)), *rest):
            content = [*dateline, *words_in(galley, sheet.dateline_dash), *runs(galley, inlines)]
            yield from galley.bookmarks.around(anchor, [galley.paragraph(Style.LEAD, content)])
            yield from set_blocks(galley, rest, BODY, under=1)
        case blocks:
            yield galley.paragraph(Style.LEAD, dateline)
            yield from set_blocks(galley, blocks, BODY, under=1)


def _spaced(elements: list[Element], galley: Galley) -> list[Element]:
    """Return the page with a paragraph after every table, and the end mark kept with what it ends.

    Word joins two tables that touch, and wants a paragraph at the end of the text. A table has no space after it, so
    the paragraph that follows brings it.
    """
    page: list[Element] = []
    end_mark = galley.styles[Style.END_MARK]
    for element in elements:
        style = element.find(f"{q('pPr')}/{q('pStyle')}")
        match (page[-1].tag if page else None, element.tag):
            case (tag, other) if tag == other == q("tbl"):
                page.append(_after_table(galley))
            case (tag, _) if tag == q("tbl"):
                add_property(element, w("spacing", before=240))
            case (_, tag) if tag == q("tbl"):
                add_property(page[-1], w("spacing", after=160))
            case _ if style is not None and style.get(q("val")) == end_mark:
                add_property(page[-1], w("keepNext"))
        page.append(element)
    if page[-1].tag == q("tbl"):
        page.append(_after_table(galley))
    return page


def _after_table(galley: Galley) -> Element:
    return galley.paragraph(Style.SMALL, [], w("spacing", before=0, after=0, line=200, lineRule="exact"))
