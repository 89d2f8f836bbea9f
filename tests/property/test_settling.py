"""Documents made together with what they must become: accepted and rejected, each paragraph is exactly the expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.ooxml.names import w
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import read_document
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import TRACKED, Way
from pressctl.review.views import accept_view, reject_view
from tests.examples import examples
from tests.word_files import WHO, gone, ins, mark, para, row, run, table, word_file

_CAME, _WENT = ("ins", "moveTo"), ("del", "moveFrom")
_AROUND = {
    "control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "link": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "tag": '<w:smartTag w:element="x">{}</w:smartTag>',
    "direction": '<w:bdo w:val="ltr">{}</w:bdo>',
}


@dataclass(frozen=True)
class Fate:
    """Whether something came, and whether it went."""

    came: bool = False
    went: bool = False

    def goes(self, way: Way) -> bool:
        return self.went if way is Way.ACCEPT else self.came

    def within(self, kind: str) -> Fate:
        return Fate(self.came or kind in _CAME, self.went or kind in _WENT)


@dataclass(frozen=True)
class Paragraph:
    words: tuple[tuple[str, Fate], ...]
    mark: Fate


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Fate, tuple[tuple[Fate, Blocks], ...]], ...]


Blocks = tuple[Paragraph | Table, ...]
Words = tuple[str, tuple[tuple[str, Fate], ...]]


@st.composite
def _words(draw: st.DrawFn, fate: Fate = Fate(), depth: int = 0) -> Words:
    """Return XML of some words, and each text with its fate."""
    kind = draw(st.sampled_from(["run", "run", *_CAME, *_WENT, *_AROUND] if depth < 3 else ["run"]))
    if kind == "run":
        text = draw(st.text("abc ", min_size=1, max_size=3))
        return gone(text) if fate.went else run(text), ((text, fate),)
    inner = fate.within(kind)
    parts = [draw(_words(inner, depth + 1)) for _ in range(draw(st.integers(1, 2)))]
    xml = "".join(one for one, _ in parts)
    around = _AROUND.get(kind, f"<w:{kind} {WHO}>{{}}</w:{kind}>")
    return around.format(xml), tuple(text for _, texts in parts for text in texts)


@st.composite
def _fate(draw: st.DrawFn) -> Fate:
    return draw(st.sampled_from([Fate(), Fate(), Fate(), Fate(came=True), Fate(went=True), Fate(came=True, went=True)]))


def _marks(fate: Fate, came: str = "ins", went: str = "del") -> str:
    return (mark(came) if fate.came else "") + (mark(went) if fate.went else "")


@st.composite
def _paragraph(draw: st.DrawFn) -> tuple[str, Blocks]:
    parts = [draw(_words()) for _ in range(draw(st.integers(0, 2)))]
    fate = draw(_fate())
    xml = para("".join(one for one, _ in parts), _marks(fate))
    return xml, (Paragraph(tuple(text for _, texts in parts for text in texts), fate),)


@st.composite
def _table(draw: st.DrawFn, depth: int) -> tuple[str, Blocks]:
    rows, xml = [], []
    for _ in range(draw(st.integers(1, 2))):
        cells = []
        for _ in range(draw(st.integers(1, 2))):
            inner, blocks = draw(_blocks(depth + 1))
            last, paragraph = draw(_paragraph())
            fate = draw(st.sampled_from([Fate(), Fate(), Fate(came=True), Fate(went=True)]))
            properties = f"<w:tcPr>{_marks(fate, 'cellIns', 'cellDel')}</w:tcPr>"
            cells.append((f"<w:tc>{properties}{inner}{last}</w:tc>", (fate, blocks + paragraph)))
        fate = draw(_fate())
        xml.append(row(*(one for one, _ in cells), properties=_marks(fate)))
        rows.append((fate, tuple(one for _, one in cells)))
    return table(*xml), (Table(tuple(rows)),)


@st.composite
def _blocks(draw: st.DrawFn, depth: int = 0) -> tuple[str, Blocks]:
    found: Blocks = ()
    xml = ""
    for _ in range(draw(st.integers(0 if depth else 1, 3))):
        kind = draw(st.sampled_from(["paragraph", "paragraph", "table", "control"] if depth < 2 else ["paragraph"]))
        made, blocks = draw(_table(depth)) if kind == "table" else draw(_paragraph())
        xml += _AROUND["control"].format(made) if kind == "control" else made
        found += blocks
    return xml, found


def _settled(blocks: Blocks, way: Way, *, in_cell: bool = False) -> list[str | list[str]]:
    """Return the paragraphs of a place, those of a table as a list of their own."""
    left = [one for block in blocks if (one := _left(block, way)) is not None]
    found: list[str | list[str]] = []
    before = ""
    for number, block in enumerate(left):
        if isinstance(block, list):
            found.append(block)
            continue
        text, mark_goes = block
        text, before = before + text, ""
        following = left[number + 1] if number + 1 < len(left) else None
        if mark_goes and isinstance(following, tuple):
            before = text
        elif not (mark_goes and not text and (following or (found and isinstance(found[-1], str)))):
            found.append(text)
    return [*found, ""] if in_cell and not (found and isinstance(found[-1], str)) else found


def _left(block: Paragraph | Table, way: Way) -> tuple[str, bool] | list[str] | None:
    if isinstance(block, Paragraph):
        return "".join(text for text, fate in block.words if not fate.goes(way)), block.mark.goes(way)
    rows = [cells for fate, cells in block.rows if not fate.goes(way)]
    kept = [blocks for cells in rows for fate, blocks in cells if not fate.goes(way)]
    return [text for blocks in kept for text in _flat(_settled(blocks, way, in_cell=True))] if kept else None


def _flat(found: Sequence[str | list[str]]) -> Iterator[str]:
    for one in found:
        yield from [one] if isinstance(one, str) else one


@given(made=_blocks())
@example(made=(para(ins(_AROUND["control"].format(run("a")))), (Paragraph((("a", Fate(came=True)),), Fate()),)))
@examples(150)
def test_what_comes_out_is_what_was_made(made: tuple[str, Blocks]) -> None:
    body, blocks = made[0] + para("end"), (*made[1], Paragraph((("end", Fate()),), Fate()))
    data = word_file(body)
    lines = read_document(WordPackage(data, "made")).lines
    for way, view in ((Way.ACCEPT, accept_view), (Way.REJECT, reject_view)):
        root = WordPackage(resolved(WordPackage(data, "made"), way), "made").document()
        wanted = list(_flat(_settled(blocks, way)))
        assert ["".join(t.text or "" for t in p.iter(w("t"), w("delText"))) for p in root.iter(w("p"))] == wanted
        assert [one.text for one in view(lines)] == wanted
        assert not list(root.iter(*TRACKED))
