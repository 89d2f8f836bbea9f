"""Two settings of a text → one body with tracked changes: accepted it is the new one, rejected the old one.

Paragraphs and tables are paired by likeness, rows by their words, words within a paragraph one by one. Only the new
version's bookmarks stay: an anchor is one place in the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from copy import deepcopy

from pressctl.export.docx.bookmarks import PREFIX
from pressctl.export.docx.elements import Element, add_property, put_in_order, q, w
from pressctl.export.docx.redline_words import Fate, all_of, merged, tokens, words
from pressctl.export.docx.tracking import Author
from pressctl.frozen import Changing, field
from pressctl.model.pairing import in_common, pairs

_CONTENT = frozenset(q(name) for name in ("r", "hyperlink", "ins", "del"))
_ALIKE = 0.4
"""How much two paragraphs must have in common to be one that was changed."""
_OTHER_STYLE = 0.8
"""What likeness is worth between paragraphs of two styles."""
_ROW_ORDER = (  # noqa: SIM905 - the schema's order (CT_TrPr)
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del "
    "trPrChange"
).split()


def redlined(old: Sequence[Element], new: Sequence[Element], author: Author) -> list[Element]:
    """Return the paragraphs and tables of both versions in one; neither may be empty, or end in a table.

    The last paragraph of a story has a mark that nothing can delete, so the last of both versions is one.
    """
    made: list[Element] = []
    known = _Known()
    grown: _Grown | None = None
    for was, now in pairs(old[:-1], new[:-1], _key, known.likeness, _ALIKE):
        element = _one(was, now, author)
        if was is not None or element.tag != q("p"):
            _settle(grown, author)
            grown = _Grown(was, element) if was is not None and now is not None and _ends_new(element) else None
        elif grown is not None:
            grown.more.append(element)
        _append(made, element, author)
    _settle(grown, author)
    _append(made, _paragraph(old[-1], new[-1], author), author)
    return made


class _Grown(Changing):
    """A paragraph at whose end words were added, and the new paragraphs behind it."""

    was: Element
    made: Element
    more: list[Element] = field(default_factory=list)


def _settle(grown: _Grown | None, author: Author) -> None:
    """Mark what was added as a person types it: on from the end of a paragraph, through its mark, into new ones.

    The mark that was there is then that of the last new paragraph. Written otherwise, the words at the end and the new
    paragraphs are two insertions that touch, and LibreOffice makes one of them, together with a mark that must stay.
    """
    if grown is None or not grown.more:
        return
    _mark_end(grown.made, [author.marked("ins")])
    last = grown.more[-1]
    of_mark = last.find(f"{q('pPr')}/{q('rPr')}")
    inserted = None if of_mark is None else of_mark.find(q("ins"))
    if of_mark is not None and inserted is not None:
        of_mark.remove(inserted)
    if _style(grown.was) != _style(last):
        add_property(last, author.formatting("pPrChange", grown.was.find(q("pPr")), "pPr"))


def _ends_new(paragraph: Element) -> bool:
    """Say whether the last that a paragraph says is new."""
    said = [node for node in paragraph if node.tag in _CONTENT]
    while said and said[-1].tag == q("hyperlink"):
        said = [node for node in said[-1] if node.tag in _CONTENT]
    return bool(said) and said[-1].tag == q("ins")


def _append(made: list[Element], element: Element, author: Author) -> None:
    """Append a part; between two tables, which programs would join, stands a paragraph that is in neither version."""
    if made and made[-1].tag == element.tag == q("tbl"):
        between = w("p", w("pPr"))
        _mark_end(between, [author.marked("ins"), author.marked("del")])
        made.append(between)
    made.append(element)


def _one(was: Element | None, now: Element | None, author: Author) -> Element:
    if was is not None and now is not None:
        return _table(was, now, author) if now.tag == q("tbl") else _paragraph(was, now, author)
    if now is not None:
        return _whole(now, Fate.NEW, author)
    assert was is not None  # noqa: S101 - one of both is there
    return _whole(was, Fate.GONE, author)


def _whole(element: Element, fate: Fate, author: Author) -> Element:
    """Return a paragraph or a table that is in one version only."""
    if element.tag == q("tbl"):
        table = deepcopy(element)
        rows = table.findall(q("tr"))
        for row in rows:
            table.replace(row, _whole_row(row, fate, author))
        return table
    made = _empty(element)
    made.extend(all_of(element, fate, author))
    _mark_end(made, [author.marked("ins" if fate is Fate.NEW else "del")])
    return made


def _mark_end(paragraph: Element, marks: list[Element]) -> None:
    """Say of a paragraph's mark that it is inserted or deleted: first in its properties (CT_ParaRPr)."""
    properties = paragraph.find(q("pPr"))
    if properties is None or properties.find(q("rPr")) is None:
        add_property(paragraph, w("rPr"))
    of_mark = paragraph.find(f"{q('pPr')}/{q('rPr')}")
    assert of_mark is not None  # noqa: S101 - it has just been made
    of_mark[:0] = marks


def _empty(paragraph: Element) -> Element:
    """Return the paragraph with its properties alone."""
    properties = paragraph.find(q("pPr"))
    return w("p", *([] if properties is None else [deepcopy(properties)]))


def _paragraph(was: Element, now: Element, author: Author) -> Element:
    """Return a paragraph of both versions; where they have little in common, the old words before the new."""
    if _key(was) == _key(now):
        return deepcopy(now)
    made = _empty(now)
    if _Known().in_common(was, now) >= _ALIKE:
        made.extend(merged(was, now, author))
    else:
        made.extend([*all_of(was, Fate.GONE, author), *all_of(now, Fate.NEW, author)])
    if _style(was) != _style(now):
        add_property(made, author.formatting("pPrChange", was.find(q("pPr")), "pPr"))
    return made


def _table(was: Element, now: Element, author: Author) -> Element:
    """Return a table of both versions, row by row."""
    made = deepcopy(now)
    for row in made.findall(q("tr")):
        made.remove(row)
    for old_row, new_row in pairs(was.findall(q("tr")), now.findall(q("tr")), _key, _Known().in_common, _ALIKE):
        if old_row is not None and new_row is not None:
            made.append(_row(old_row, new_row, author))
        elif new_row is not None:
            made.append(_whole_row(new_row, Fate.NEW, author))
        elif old_row is not None:
            made.append(_whole_row(old_row, Fate.GONE, author))
    return made


def _row(was: Element, now: Element, author: Author) -> Element:
    made = deepcopy(now)
    for place, (old_cell, new_cell) in enumerate(zip(was.findall(q("tc")), now.findall(q("tc")), strict=True)):
        cell = made.findall(q("tc"))[place]
        for paragraph in cell.findall(q("p")):
            cell.remove(paragraph)
        cell.extend(redlined(old_cell.findall(q("p")), new_cell.findall(q("p")), author))
    return made


def _whole_row(row: Element, fate: Fate, author: Author) -> Element:
    made = deepcopy(row)
    properties = made.find(q("trPr"))
    if properties is None:
        properties = w("trPr")
        made.insert(0, properties)
    put_in_order(properties, author.marked("ins" if fate is Fate.NEW else "del"), _ROW_ORDER)
    for paragraph in list(made.iter(q("p"))):
        paragraph[:] = [*paragraph.findall(q("pPr")), *all_of(paragraph, fate, author)]
    return made


def _key(element: Element) -> Hashable:
    """Return what makes two parts the same: their words, how they are set, and in which style."""
    if element.tag == q("p"):
        return (_style(element), *((token.said, token.led, token.set_as) for token in tokens(element)))
    return (element.tag, *(_key(paragraph) for paragraph in element.iter(q("p"))))


class _Known:
    """How alike parts are; what a part says is looked up once, however many it is compared with."""

    def __init__(self) -> None:
        self._bags: dict[Element, Counter[str]] = {}

    def likeness(self, was: Element, now: Element) -> float:
        """Return how likely one part is what has become of the other."""
        if was.tag != now.tag:
            return 0.0
        if was.tag == q("tbl"):
            same_columns = len(list(was.iter(q("gridCol")))) == len(list(now.iter(q("gridCol"))))
            return self.in_common(was, now) if same_columns else 0.0
        if _fixed_anchors(was) & _fixed_anchors(now):
            return 1.0
        return self.in_common(was, now) * (1.0 if _style(was) == _style(now) else _OTHER_STYLE)

    def in_common(self, was: Element, now: Element) -> float:
        """Return how many words both have, whatever their order."""
        return in_common(self._bag(was), self._bag(now))

    def _bag(self, element: Element) -> Counter[str]:
        if element not in self._bags:
            self._bags[element] = Counter(word for one in element.iter(q("p")) for word in words(one))
        return self._bags[element]


def _fixed_anchors(paragraph: Element) -> frozenset[str]:
    """Return its anchors that have no number: `headline` is one place in every version, `body[3]` is not."""
    names = (mark.get(q("name"), "") for mark in paragraph.iter(q("bookmarkStart")))
    return frozenset(name for name in names if name.startswith(PREFIX) and not any(map(str.isdigit, name)))


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if style is None else style.get(q("val"), "")
