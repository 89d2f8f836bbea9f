"""Through the XML of a story, once, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pressctl.frozen import Frozen, replace
from pressctl.ooxml.blocks import spread_marks
from pressctl.ooxml.halves import halves_of_fields
from pressctl.ooxml.names import m, w, w14
from pressctl.ooxml.reading.alternatives import take_one_of_each
from pressctl.ooxml.reading.fields import Fields
from pressctl.ooxml.reading.formatting import detail_of
from pressctl.ooxml.reading.lines import LINE_BREAK, OBJECT, Cell, Formatted, ReadLine, Revision, Row, Stretch

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARACTERS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): LINE_BREAK,
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
    w("drawing"): OBJECT,
    w("pict"): OBJECT,
    w("object"): OBJECT,
    w("footnoteReference"): OBJECT,
    w("endnoteReference"): OBJECT,
}
_NOTE_SIGNS: Final = {w("footnoteReference"): w("footnote"), w("endnoteReference"): w("endnote")}
_WORDS: Final = frozenset({w("t"), w("delText"), m("t")})
_CODE: Final = frozenset({w("instrText"), w("delInstrText")})
_INSERTING: Final = frozenset({w("ins"), w("moveTo"), w14("conflictIns")})
_DELETING: Final = frozenset({w("del"), w("moveFrom"), w14("conflictDel")})
_SKIPPED: Final = frozenset(w(tag) for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "sectPr"))
_RANGES: Final = frozenset({w("moveFromRangeStart"), w("moveToRangeStart"), w("moveFromRangeEnd"), w("moveToRangeEnd")})


class _Fate(Frozen):
    """What became of the place that is being read."""

    inserted: tuple[Revision, ...] = ()
    deleted: Revision | None = None
    formatted: Revision | None = None
    detail: str = ""


_PLAIN: Final = _Fate()


class Walk:
    """Reads stories, one after another, into lines."""

    def __init__(self, styles: Mapping[str, str], fields: Fields) -> None:
        """Take the names of the paragraph styles by their id, and what is known of the copy's fields."""
        self.styles = styles
        self.fields = fields
        self.lines: list[ReadLine] = []
        self.ignored: dict[str, int] = {}
        self._line: ReadLine | None = None
        self._story = "body"
        self._cell: Cell | None = None
        self._tables: dict[str, int] = {}
        self._boxes: list[tuple[_Element, Cell | None]] = []
        """Text boxes and the signs on which they hang."""
        self._notes: dict[tuple[str, str], Cell | None] = {}
        """By kind and id of a note: the sign on which it hangs."""
        self._box_number = 0
        self._begun: list[_Fate] = []
        """Of each open field: what became of its beginning, and so of the words that stand for it."""
        self._halves: frozenset[_Element] = frozenset()
        """Parts of fields that the story has not whole: no code ends there, and all that follows would be taken for
        it."""
        self._held: list[tuple[str, _Fate]] = []
        """Words of a field that the copy had."""
        self._waiting: list[_Element] = []
        """Marks before the next paragraph."""
        self._moves: dict[str, str] = {}
        """Kind of move → the name of the one that is open."""
        self._known: dict[tuple[str, str, str | None], Revision] = {}

    def story(self, root: _Element, name: str, sign: Cell | None = None) -> None:
        """Read a story; its text boxes follow as stories of their own. `sign` is that on which it hangs."""
        self._story, self._cell, self._tables, self._moves = name, sign, {}, {}
        take_one_of_each(root)
        spread_marks(root)
        self._halves = frozenset(halves_of_fields(root))
        self._blocks(root)
        self._end_story()
        boxes, self._boxes = self._boxes, []
        for box, its_sign in boxes:
            self._box_number += 1
            self.story(box, f"textbox{self._box_number}", its_sign)

    def sign_of(self, note: _Element) -> Cell | None:
        """Return the sign in the text that leads to a note; none for other stories."""
        return self._notes.get((note.tag, note.get(w("id")) or ""))

    def _sign(self, fate: _Fate) -> Cell | None:
        """Return a sign of the text: what hangs on it comes and goes with it."""
        cells = list(self._cell.chain()) if self._cell else []
        came = (by for cell in reversed(cells) for by in (cell.row.inserted, cell.inserted))
        went = (by for cell in reversed(cells) for by in (cell.row.deleted, cell.deleted))
        inserted = next(filter(None, (*came, *fate.inserted)), None)
        deleted = next(filter(None, (*went, fate.deleted)), None)
        return Cell("", Row(), inserted, deleted) if inserted or deleted else None

    def _blocks(self, parent: _Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child)
            elif tag == w("tbl"):
                self._table(child)
            elif tag in _RANGES:
                self._range(child)
            elif tag in _MARKS:
                self._between(child)
            elif tag not in _SKIPPED:
                self._blocks(child)

    def _between(self, mark: _Element) -> None:
        """Take a mark between two paragraphs for one at the beginning of the next; an end, at the end of the last."""
        if mark.tag == w("commentRangeEnd"):
            if self.lines:
                self.lines[-1].comment_ends.append((mark.get(w("id")) or "", self.lines[-1].length))
        else:
            self._waiting.append(mark)

    def _end_story(self) -> None:
        """Take marks behind the last paragraph for marks at its end."""
        waiting, self._waiting = self._waiting, []
        if self.lines and self.lines[-1].story == self._story:
            self._line = self.lines[-1]
            for mark in waiting:
                _MARKS[mark.tag](self, mark)
            self._line = None

    def _paragraph(self, paragraph: _Element) -> None:
        line = ReadLine(self._story, self._cell)
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            self._paragraph_properties(line, properties)
        outer, self._line = self._line, line
        self.lines.append(line)
        waiting, self._waiting = self._waiting, []
        for mark in waiting:
            _MARKS[mark.tag](self, mark)
        self._runs(paragraph, _PLAIN)
        self._line = outer

    def _paragraph_properties(self, line: ReadLine, properties: _Element) -> None:
        style = properties.find(w("pStyle"))
        line.style = (style.get(w("val")) or "") if style is not None else ""
        change = properties.find(w("pPrChange"))
        if change is not None:
            self._format(line, change)
        numbering = properties.find(f"{w('numPr')}/{w('ins')}")
        if numbering is not None and change is None:
            line.formatted.append(Formatted(self._revision(numbering), "list"))
        for section in properties.iter(w("sectPrChange")):
            line.formatted.append(Formatted(self._revision(section), "page layout"))
        mark = properties.find(w("rPr"))
        for child in mark if mark is not None else ():
            if child.tag in _INSERTING:
                line.mark_inserted = self._revision(child)
            elif child.tag in _DELETING:
                line.mark_deleted = self._revision(child)

    def _format(self, line: ReadLine, change: _Element) -> None:
        detail = detail_of(change, self.styles)
        if detail:
            line.formatted.append(Formatted(self._revision(change), detail))

    def _runs(self, parent: _Element, fate: _Fate) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("r") or tag == m("r"):
                self._run(child, fate)
            elif tag in _INSERTING or tag in _DELETING:
                self._runs(child, self._changed(child, fate))
            elif tag == w("fldSimple"):
                self._simple_field(child, fate)
            elif tag in _MARKS:
                _MARKS[tag](self, child)
            elif tag not in _SKIPPED:
                self._runs(child, fate)

    def _simple_field(self, element: _Element, fate: _Fate) -> None:
        self.fields.begin()
        self._begun.append(fate)
        self.fields.code(element.get(w("instr")) or "")
        self.fields.separate(came=bool(fate.inserted))
        self._runs(element, fate)
        self._end_field()

    def _end_field(self) -> None:
        """End a field; if only its word processor changed its words since the copy was sent, the copy's stand there."""
        fate, sent = self._begun.pop(), self.fields.end()
        if sent is None:
            return
        held, self._held = self._held, []
        tracked = any((of.inserted, of.deleted) != (fate.inserted, fate.deleted) for _, of in held)
        for text, its_fate in held if tracked else [(sent, fate)]:
            self._add(text, its_fate)

    def _run(self, run: _Element, fate: _Fate) -> None:
        properties = run.find(w("rPr"))
        change = properties.find(w("rPrChange")) if properties is not None else None
        if change is not None:
            detail = detail_of(change, self.styles)
            if detail:
                fate = replace(fate, formatted=self._revision(change), detail=detail)
        for child in run:
            self._character(child, fate)

    def _character(self, child: _Element, fate: _Fate) -> None:
        tag = child.tag
        if tag in _WORDS:
            self._text(child.text or "", fate)
        elif tag in _CHARACTERS:
            self._text(_CHARACTERS[tag], fate)
            if tag in _NOTE_SIGNS:
                self._refer(child, fate)
            elif tag in {w("drawing"), w("pict"), w("object")}:
                self._inside(child, fate)
        elif tag in {w("br"), w("sym")}:
            self._text(_symbol(child) if tag == w("sym") else _break(child), fate)
        elif child in self._halves:
            pass
        elif tag == w("fldChar"):
            self._field_character(child.get(w("fldCharType")) or "", fate)
        elif tag in _CODE:
            self.fields.code(child.text or "")
        else:
            self._other(child, fate)

    def _other(self, child: _Element, fate: _Fate) -> None:
        if child.tag in _INSERTING or child.tag in _DELETING:  # in mathematics the mark stands inside the run
            self._inner(child, self._changed(child, fate))
        elif child.tag in _MARKS:
            _MARKS[child.tag](self, child)
        elif child.tag not in _SKIPPED:
            self._inner(child, fate)

    def _changed(self, mark: _Element, fate: _Fate) -> _Fate:
        """Return the fate of what stands inside a mark of a change."""
        by = self._revision(mark)
        if mark.tag in _DELETING:
            return fate if fate.deleted else replace(fate, deleted=by)
        return fate if by in fate.inserted else replace(fate, inserted=(*fate.inserted, by))

    def _inner(self, element: _Element, fate: _Fate) -> None:
        """Read what stands in a run under another roof: alternatives of a drawing, ruby."""
        for child in element:
            if child.tag == w("r"):
                self._run(child, fate)
            else:
                self._character(child, fate)

    def _inside(self, drawing: _Element, fate: _Fate) -> None:
        """Keep the text boxes of a drawing for the end of the story."""
        for box in drawing.iter(w("txbxContent")):
            if not any(above.tag == w("txbxContent") for above in box.iterancestors()):
                self._boxes.append((box, self._sign(fate)))

    def _refer(self, number: _Element, fate: _Fate) -> None:
        """Note what becomes of a note's number; of several numbers of one note, of that which stays."""
        key = (_NOTE_SIGNS[number.tag], number.get(w("id")) or "")
        sign = self._sign(fate)
        if key not in self._notes or sign is None or sign.deleted is None:
            self._notes[key] = sign

    def _field_character(self, kind: str, fate: _Fate) -> None:
        if kind == "begin":
            self.fields.begin()
            self._begun.append(fate)
        elif self._begun and kind in {"separate", "end"}:
            self.fields.separate(came=bool(self._begun[-1].inserted))
            if kind == "end":
                self._end_field()

    def _text(self, text: str, fate: _Fate) -> None:
        if self.fields.takes(text):
            return
        if self.fields.holding:
            self._held.append((text, fate))
        else:
            self._add(text, fate)

    def _add(self, text: str, fate: _Fate) -> None:
        if self._line is not None:
            self._line.add(Stretch(text, fate.inserted, fate.deleted, fate.formatted, fate.detail))

    def _bookmark(self, mark: _Element) -> None:
        if self._line is not None:
            self._line.bookmarks.append((mark.get(w("name")) or "", self._line.length))

    def _comment_start(self, mark: _Element) -> None:
        if self._line is not None:
            self._line.comment_starts.append((mark.get(w("id")) or "", self._line.length))

    def _comment_end(self, mark: _Element) -> None:
        if self._line is not None:
            self._line.comment_ends.append((mark.get(w("id")) or "", self._line.length))

    def _comment_point(self, mark: _Element) -> None:
        if self._line is not None:
            self._line.comment_points.append((mark.get(w("id")) or "", self._line.length))

    def _range(self, mark: _Element) -> None:
        kind = "from" if mark.tag.rpartition("}")[2].startswith("moveFrom") else "to"
        if mark.tag.endswith("Start"):
            self._moves[kind] = mark.get(w("name")) or ""
        else:
            self._moves.pop(kind, None)

    def _revision(self, element: _Element) -> Revision:
        tag = element.tag.rpartition("}")[2]
        moved = self._moves.get("from" if tag == "moveFrom" else "to", "") if tag in {"moveFrom", "moveTo"} else None
        key = (element.get(w("author")) or "", element.get(w("date")) or "", moved)
        if key not in self._known:
            self._known[key] = Revision(*key)
        return self._known[key]

    def _table(self, table: _Element) -> None:
        outer = self._cell
        prefix = f"{outer.key}." if outer and outer.key else ""
        self._tables[prefix] = self._tables.get(prefix, 0) + 1
        number = self._tables[prefix]
        for kind in () if prefix else ("tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "cellMerge"):
            found = sum(1 for _ in table.iter(w(kind)))
            if found:
                self.ignored[kind] = self.ignored.get(kind, 0) + found
        for row_number, row in enumerate(self._members(table, w("tr")), 1):
            self._row(row, f"{prefix}{number}.r{row_number}", outer)
        self._cell = outer

    def _members(self, parent: _Element, tag: str) -> Iterator[_Element]:
        """Yield rows or cells, those in content controls too; marks between them are taken on the way."""
        for child in parent:
            if child.tag == tag:
                yield child
            elif child.tag in {w("sdt"), w("sdtContent"), w("customXml")}:
                yield from self._members(child, tag)
            elif child.tag in _MARKS and child.tag not in _RANGES:
                self._between(child)

    def _row(self, row: _Element, prefix: str, above: Cell | None) -> None:
        shared = Row()
        properties = row.find(w("trPr"))
        for child in properties if properties is not None else ():
            if child.tag in _INSERTING:
                shared.inserted = self._revision(child)
            elif child.tag in _DELETING:
                shared.deleted = self._revision(child)
        for number, cell in enumerate(self._members(row, w("tc")), 1):
            self._cell = Cell(f"{prefix}c{number}", shared, above=above)
            inserted = cell.find(f"{w('tcPr')}/{w('cellIns')}")
            deleted = cell.find(f"{w('tcPr')}/{w('cellDel')}")
            self._cell.inserted = self._revision(inserted) if inserted is not None else None
            self._cell.deleted = self._revision(deleted) if deleted is not None else None
            self._blocks(cell)
        self._cell = above


_MARKS: Final[dict[str, Callable[[Walk, _Element], None]]] = {
    w("bookmarkStart"): Walk._bookmark,  # noqa: SLF001  # its own table
    w("commentRangeStart"): Walk._comment_start,  # noqa: SLF001
    w("commentRangeEnd"): Walk._comment_end,  # noqa: SLF001
    w("commentReference"): Walk._comment_point,  # noqa: SLF001
    **dict.fromkeys(_RANGES, Walk._range),  # noqa: SLF001
}


def _break(element: _Element) -> str:
    return "\f" if element.get(w("type")) in {"page", "column"} else LINE_BREAK


def _symbol(element: _Element) -> str:
    code = element.get(w("char")) or ""
    try:
        number = int(code, 16)
    except ValueError:
        return OBJECT
    return OBJECT if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF else chr(number)
