"""Whatever was tracked in a document: its changes, all accepted or all rejected, give what the file itself gives."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.model.revision import Review
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import read_document
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import Way
from pressctl.review.deciding import decide
from pressctl.review.read import read
from pressctl.review.views import accept_view, in_order, reject_view
from tests.examples import examples
from tests.word_files import OTHER, cell, dele, gone, ins, mark, para, row, run, table, word_file

_PEOPLE = st.sampled_from(["Elena Example", "Rashad Example"])
_TEXTS = st.text("ab c", min_size=1, max_size=6)


def _who(draw: st.DrawFn) -> str:
    return f'w:id="1" w:author="{draw(_PEOPLE)}" w:date="2018-10-24T16:02:00Z"'


_NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def _box(content: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"


def _control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _field(code: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


@st.composite
def _object(draw: st.DrawFn) -> str:
    """A note, a text box or a field, maybe inserted or deleted, with words that are tracked by themselves."""
    who, words = _who(draw), run(draw(_TEXTS)) + draw(st.sampled_from([run("b"), ins("b"), dele("b", OTHER)]))
    made = draw(st.sampled_from([_NOTE, _box(para(words)), _field(draw(st.sampled_from(["PAGE", "REF a"])), words)]))
    return draw(st.sampled_from([made, ins(made, who), dele(made, who), ins(dele(made, OTHER), who)]))


@st.composite
def _stretch(draw: st.DrawFn) -> str:
    text, kind = draw(_TEXTS), draw(st.integers(0, 6))
    who, other = _who(draw), _who(draw)
    if kind == 6:
        return draw(_object())
    if kind == 5:
        inner = draw(st.sampled_from([run(text), ins(text, who), dele(text, who)]))
        return draw(
            st.sampled_from([_control(inner), ins(_control(inner), other), f"<w:hyperlink>{inner}</w:hyperlink>"])
        )
    if kind == 0:
        return ins(run(text), who)
    if kind == 1:
        return dele(gone(text), who)
    if kind == 2:
        return ins(run(text) + dele(gone(draw(_TEXTS)), other) + run(draw(_TEXTS)), who)
    return run(text)


@st.composite
def _paragraph(draw: st.DrawFn, marks: Sequence[str] = ("", "", "", "ins", "del", "ins del")) -> str:
    inner = "".join(mark(kind, _who(draw)) for kind in draw(st.sampled_from(marks)).split())
    return para("".join(draw(st.lists(_stretch(), max_size=3))), inner)


@st.composite
def _cell(draw: st.DrawFn, kind: str) -> str:
    content = "".join(draw(st.lists(_paragraph(), min_size=1, max_size=2)))
    return cell(content, mark(kind, _who(draw)) if kind else "")


@st.composite
def _row(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["", "", "ins", "del"]))
    inner = draw(st.lists(st.sampled_from(["", "", "cellIns", "cellDel"]).flatmap(_cell), min_size=1, max_size=3))
    return row(*inner, properties=mark(kind, _who(draw)) if kind else "")


_TABLES = st.lists(_row(), min_size=1, max_size=3).map(lambda rows: table(*rows))
_BLOCKS = st.one_of(_paragraph(), _paragraph(), _TABLES)
_ENDS = st.one_of(st.just(para("end")), st.just(para("end")), _paragraph())
BODIES = st.tuples(st.one_of(st.just(""), _TABLES), st.lists(_BLOCKS, min_size=1, max_size=6), _ENDS).map(
    lambda parts: parts[0] + "".join(parts[1]) + parts[2]
)


def _file(body: str) -> bytes:
    """Return a document, each of whose notes has the number of its sign."""
    pieces = body.split(_NOTE)
    signs = "".join(piece + _NOTE.format(number) for number, piece in enumerate(pieces[:-1], 1))
    notes = [
        f'<w:footnote w:id="{number}">{para(run("n") + ins("o"))}</w:footnote>' for number in range(1, len(pieces))
    ]
    return word_file(signs + pieces[-1], {"footnotes": "".join(notes)} if notes else None)


def _texts(data: bytes) -> list[str]:
    lines = in_order(read_document(WordPackage(data, "made")).lines)
    return [view.text for view in reject_view(lines)]


def _decided(review: Review, way: Way) -> list[str]:
    wanted = [change.number for change in review.changes] if way is Way.ACCEPT else []
    return [line.text for line in decide(review, wanted)]


_HIS, _IN, _OUT = mark("ins", OTHER), mark("ins"), mark("del")


@given(body=BODIES)
@example(table(row("a", cell(para("", _HIS), mark("cellIns")))) + para("end")).via("a mark in a cell of another's")
@example(para("a") + para("", _IN) + para(ins("b"), _OUT) + table(row("c")) + para("end")).via("a mark after new words")
@example(table(row("a", cell("b", mark("cellIns")), properties=_OUT)) + para("end")).via(
    "a new cell in a row that goes"
)
@example(para("", _IN) + table(row(cell("a", mark("cellDel")), "b")) + para("end")).via("before a cell that goes")
@example(para("a") + para("", _HIS) + para(ins("b") + ins("c", OTHER), _IN) + table(row("d")) + para("end")).via(
    "inside"
)
@example(
    table(row("a"), row(cell(para("b") + para("", _OUT)), properties=_IN), row(cell(para(ins("c")), mark("cellDel"))))
    + para("end")
).via("behind a row that came")
@example(para(ins("a"), _IN + _OUT) + table(row(cell("", mark("cellDel")))) + para("end")).via("runs on")
@example(para("x") + para(ins("a"), _IN + _OUT) + table(row("b", properties=_OUT)) + para("end")).via("behind a line")
@example(para(ins(_control(run("a"))) + dele(_control(gone("b"))))).via("a control that came or went")
@example(para("a") + ins(dele(para("b"), OTHER) + para("c")) + para("d")).via("marks around marks around paragraphs")
@example(para(ins(ins(ins("a"), OTHER)))).via("three insertions in each other")
@example(para("a") + table(row("b", properties=_OUT)) + para(dele("c"), _OUT)).via("the end behind a table that goes")
@example(para("e") + para(ins("f"), _IN + mark("del", OTHER)) + para(ins("g"), _IN)).via("joined at the end")
@example(para("e") + para("", _IN + mark("del", OTHER)) + para("", _IN + _OUT)).via(
    "lines at the end that came and went"
)
@example(para("e") + para(ins(run("f") + dele("x", OTHER)), _IN + mark("del", OTHER)) + para(ins("g"), _IN)).via(
    "words and the mark behind them, of a line that came at the end"
)
@example(para("e") + para(ins("f", OTHER) + ins(ins("b", 'w:id="3" w:author="Leyla Example"')), _IN)).via(
    "two others wrote a last line whose mark somebody else set"
)
@example(table(row(cell(para(ins("n", OTHER), _IN) + table(row("a")) + para("")), properties=_OUT)) + para("x")).via(
    "what came before a table within a row that goes"
)
@example(para(ins(dele("b", OTHER)), _HIS) + table(row(cell("", mark("cellDel")))) + para("end")).via(
    "a line of words that went, whose mark somebody else set"
)
@example(
    table(row("r", properties=_IN), row(cell(para("", _HIS) + table(row("a")) + para("")), properties=_OUT)) + para("x")
).via("a row that came before a row that goes")
@example(table(row(cell(para("", _OUT) + table(row("i", properties=_IN)) + para("y")))) + para("x")).via(
    "an empty line that goes before a table within a cell"
)
@examples(60)
def test_decisions_about_all_changes_give_what_the_file_gives(body: str) -> None:
    data = _file(body)
    review = read(data, None, None, name="made")
    lines = in_order(read_document(WordPackage(data, "made")).lines)
    for way, view in ((Way.ACCEPT, accept_view), (Way.REJECT, reject_view)):
        settled = _texts(resolved(WordPackage(data, "made"), way))
        assert [one.text for one in view(lines)] == settled
        assert _decided(review, way) == settled


@given(body=BODIES, other=BODIES)
@example(para("a" + _NOTE) + para("end"), table(row(cell(para(ins("b"))))) + para("end")).via("a table before a note")
@example(para("b" + _NOTE, _OUT) + para("end"), table(row(cell(para(ins("a"))))) + para("end")).via(
    "the last line goes"
)
@examples(40)
def test_whatever_became_of_a_copy_all_its_changes_together_give_it(body: str, other: str) -> None:
    base, back = _file(body), _file(other)
    review = read(resolved(WordPackage(back, "made"), Way.ACCEPT), base, None, name="made")
    assert [line.text for line in decide(review, [])] == [line.text for line in review.lines]
    filled_in = read_document(WordPackage(base, "made")).filled
    accepted = read_document(WordPackage(resolved(WordPackage(back, "made"), Way.ACCEPT), "made"), filled_in)
    views = reject_view(in_order(accepted.lines))
    wanted = [view.text for view in views if view.story == "body" and view.text.strip()]
    made = decide(review, [change.number for change in review.changes])
    assert [line.text for line in made if line.story == "body" and line.text.strip()] == wanted
