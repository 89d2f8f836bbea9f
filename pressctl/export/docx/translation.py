"""What a translator works in: source beside target, text by text, in a table of a Word document.

The source stands on grey and is not to be touched; each cell of the target has a hidden bookmark by which its words are
led to where they belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pressctl.export.docx.bookmarks import bookmark_name
from pressctl.export.docx.direction import word_language
from pressctl.export.docx.elements import Element, add_property, w
from pressctl.export.docx.galley import Bookmarks, Galley
from pressctl.export.docx.inline import IN_BOLD, Tone, runs, words_in
from pressctl.export.docx.package import body_of, sealed
from pressctl.export.docx.redlined import say_on_every_page
from pressctl.export.docx.render import set_document
from pressctl.export.docx.review_copy import identify
from pressctl.export.docx.stylebook import Style
from pressctl.export.sheet import Direction, Sheet
from pressctl.frozen import Frozen, replace
from pressctl.model.text_parts import Inlines

_EMU_IN_TWIP = 635
_GREY = "EDEDED"


class Row(Frozen):
    """One text, as the table shows it."""

    anchor: str
    label: str
    """What it is: `Headline`, `Text 3`."""
    source: Inlines
    target: Inlines
    """Empty where nothing is translated yet."""
    before: str = ""
    """Label and words of what the source said before, where it has changed."""


class TranslationTable(Frozen):
    """All that stands in the document, in the translator's language but for the source."""

    language: str
    """Of the target."""
    direction: Direction
    line: str
    """On every page."""
    title: str
    how: tuple[str, ...]
    heads: tuple[str, str]
    """Above the two columns."""
    rows: tuple[Row, ...]
    identifier: str
    properties: tuple[tuple[str, str], ...]


def _target_anchor(path: str) -> str:
    """Return the anchor of the cell for a text's translation."""
    return f"target.{path}"


def render_translation(sheet: Sheet, template: Path, table: TranslationTable, *, stamped: datetime) -> bytes:
    """Set the table on the office's layout; `sheet` is the original's."""
    made = set_document(sheet, template, stamped=stamped)
    source = replace(made.galley, bookmarks=Bookmarks())
    other = replace(sheet, language=table.language, direction=table.direction)
    target = replace(source, sheet=other)
    lines = [
        target.paragraph(Style.HEADING_2, words_in(target, table.title)),
        *(target.paragraph(Style.BODY, words_in(target, line)) for line in table.how),
        _table(source, target, table),
        source.paragraph(Style.SMALL, []),
    ]
    body_of(made.document)[:-1] = lines
    say_on_every_page(made, table.line)
    identify(made.document, table.identifier, table.properties)
    return sealed(made.document)


def _table(source: Galley, target: Galley, table: TranslationTable) -> Element:
    widths = _widths(source)
    properties = w(
        "tblPr",
        w("tblStyle", val=source.styles[Style.TABLE]),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    head = w(
        "tr",
        w("trPr", w("tblHeader")),
        *(
            _cell(size, [target.paragraph(Style.TABLE_HEAD, words_in(target, words, IN_BOLD))])
            for size, words in zip(widths, table.heads, strict=True)
        ),
    )
    rows = [_row(source, target, table, row) for row in table.rows]
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=size) for size in widths)), head, *rows)


def _row(source: Galley, target: Galley, table: TranslationTable, row: Row) -> Element:
    widths = _widths(source)
    content = target.bookmarks.within(_target_anchor(row.anchor), runs(target, row.target))
    words = target.paragraph(Style.TABLE_TEXT, content)
    _typed_in(words, table)
    return w(
        "tr",
        _cell(widths[0], list(_source(source, target, row)), shaded=True),
        _cell(widths[1], [words]),
    )


def _widths(source: Galley) -> tuple[int, int]:
    width = source.column // _EMU_IN_TWIP
    return width // 2, width - width // 2


def _source(source: Galley, target: Galley, row: Row) -> Iterator[Element]:
    yield target.paragraph(Style.TABLE_TEXT, words_in(target, row.label, Tone(style=Style.LABEL)))
    yield source.paragraph(Style.TABLE_TEXT, runs(source, row.source))
    if row.before:
        yield source.paragraph(Style.TABLE_TEXT, words_in(source, row.before, Tone(emphasis=True)))


def _typed_in(paragraph: Element, table: TranslationTable) -> None:
    """Say in which language words are that somebody types into an empty cell."""
    tag = word_language(table.language)
    of_mark = paragraph.find("{*}pPr/{*}rPr")
    if of_mark is None:
        of_mark = w("rPr")
        add_property(paragraph, of_mark)
    of_mark.append(w("lang", bidi=tag) if table.direction is Direction.RTL else w("lang", val=tag))


def _cell(width: int, content: list[Element], *, shaded: bool = False) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if shaded:
        properties.append(w("shd", val="clear", color="auto", fill=_GREY))
    return w("tc", properties, *content)


def bookmark_of(path: str) -> str:
    """Return the hidden bookmark of the cell for a text's translation."""
    return bookmark_name(_target_anchor(path))
