"""Fields: what a reader sees of them is text, their code is not."""

from __future__ import annotations

import pytest

from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import read_document
from pressctl.review.deciding import decide
from pressctl.review.read import read
from pressctl.review.views import accept_view, reject_view
from tests.word_files import OTHER, cell, dele, gone, ins, mark, para, row, run, table, word_file


def part(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, tag: str = "instrText") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def field(instruction: str, result: str) -> str:
    return part("begin") + code(instruction) + part("separate") + result + part("end")


def simple(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{result}</w:fldSimple>'


DELETED = dele(part("begin") + code("DATE", "delInstrText") + part("separate") + gone("24 Oct") + part("end"))
NESTED = (
    part("begin") + code("IF ") + field("PAGE", run("2")) + code(" = 1 &quot;first&quot; &quot;later&quot;")
    + part("separate") + run("later") + part("end")
)  # fmt: skip
CASES = {
    "a page number": (
        run("Page ") + field("PAGE", run("2")) + run(" of ") + simple("NUMPAGES", run("5")),
        "Page 2 of 5",
    ),
    "a date": (run("On ") + field('DATE \\@ "d MMM"', run("24 Oct")), "On 24 Oct"),
    "a link": (run("See ") + field('HYPERLINK "https://example.org/"', run("the ") + run("page")), "See the page"),
    "a cross-reference": (run("As in ") + simple("REF _Ref1 \\h", run("paragraph 3")), "As in paragraph 3"),
    "a field in the code of another": (run("The ") + NESTED, "The later"),
    "a field in the words of another": (field("HYPERLINK", run("page ") + field("PAGEREF _1", run("7"))), "page 7"),
    "code in several runs": (part("begin") + code("PA") + code("GE") + part("separate") + run("2") + part("end"), "2"),
    "a field without words": (run("a") + part("begin") + code("PAGE") + part("end") + run("b"), "ab"),
}


@pytest.mark.parametrize(("content", "shown"), CASES.values(), ids=CASES)
def test_the_words_that_a_reader_sees_are_text_and_the_code_is_not(content: str, shown: str) -> None:
    (line,) = read(word_file(para(content)), None, None, name="back.docx").lines
    assert line.text == shown


TRACKED = {
    "inserted": (run("On ") + ins(field("DATE", run("24 Oct"))), "On 24 Oct", "On "),
    "deleted": (run("On ") + DELETED, "On ", "On 24 Oct"),
    "updated": (run("On ") + field("DATE", dele("24 Oct") + ins("25 Oct", OTHER)), "On 25 Oct", "On 24 Oct"),
    "a link put around words": (
        ins(part("begin") + code("HYPERLINK") + part("separate")) + run("here") + ins(part("end")), "here", "here"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "accepted", "rejected"), TRACKED.values(), ids=TRACKED)
def test_a_change_of_a_field_is_a_change_of_the_words_that_it_shows(content: str, accepted: str, rejected: str) -> None:
    data = word_file(para(content))
    lines = read_document(WordPackage(data, "back.docx")).lines
    assert [[view.text for view in views] for views in (accept_view(lines), reject_view(lines))] == [
        [accepted], [rejected]
    ]  # fmt: skip
    review = read(data, None, None, name="back.docx")
    assert [line.text for line in decide(review, [one.number for one in review.changes])] == [accepted]


def test_a_table_of_contents_keeps_its_lines() -> None:
    first = part("begin") + code("TOC") + part("separate") + run("Aims\t") + field("PAGEREF _1", run("2"))
    body = para(first) + para(run("Partners\t") + field("PAGEREF _2", run("3")) + part("end"))
    assert [line.text for line in read(word_file(body), None, None, name="x").lines] == ["Aims\t2", "Partners\t3"]


def test_a_field_without_an_end_takes_no_words_with_it() -> None:
    body = para(part("begin") + code("PAGE") + run("one")) + para("two") + para(field("PAGE", run("3")))
    lines = read_document(WordPackage(word_file(body), "made.docx")).lines
    assert [view.text for view in accept_view(lines)] == ["one", "two", "3"]


def test_what_a_word_processor_fills_in_anew_is_no_change_of_the_copy() -> None:
    sent = word_file(para("a"), {"footer": para(run("Page ") + field("PAGE", run("1")) + run(" of 9"))})
    back = word_file(para("a"), {"footer": para(run("Page ") + simple("PAGE", run("12")) + run(" of 9"))})
    review = read(back, sent, None, name="back.docx")
    assert (review.changes, review.unmatched) == ((), ())
    assert review.notices == ("1 field was updated by the word processor",)
    assert review.lines[1].text == "Page 1 of 9"


def test_a_field_that_a_reviewer_put_in_is_a_change_with_its_words() -> None:
    sent = word_file(para(run("Page ") + field("PAGE", run("1"))))
    back = word_file(para(run("Page ") + ins(field("PAGE", run("7")) + run(", ")) + field("PAGE", run("2"))))
    (change,) = read(back, sent, None, name="back.docx").changes
    assert change.after == "7, "


def test_a_reviewer_who_writes_over_what_a_word_processor_fills_in_is_heard() -> None:
    sent = word_file(para(run("Page ") + field("PAGE", run("1"))))
    back = word_file(para(run("Page ") + field("PAGE", dele("1")) + ins("one")))
    (change,) = read(back, sent, None, name="back.docx").changes
    assert (change.before, change.after) == ("1", "one")


NOTE, BOX = (
    '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>",
)
HANGING = {
    "a note whose number was deleted": (para(run("a") + dele(NOTE)), ["a"], ["a\ufffc", "note"]),
    "a note whose number was inserted": (para(run("a") + ins(NOTE)), ["a\ufffc", "note"], ["a"]),
    "a note of a row that goes": (table(row(NOTE, properties=mark("del"))) + para("a"), ["a"], ["\ufffc", "a", "note"]),
    "a text box that came": (
        para(run("a") + ins(BOX.format(para("in") + table(row(cell("it")))))), ["a\ufffc", "in", "it"], ["a"]
    ),
    "a text box that went": (para(run("a") + dele(BOX.format(para("it")))), ["a"], ["a\ufffc", "it"]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "accepted", "rejected"), HANGING.values(), ids=HANGING)
def test_what_hangs_on_a_sign_in_the_text_comes_and_goes_with_it(
    body: str, accepted: list[str], rejected: list[str]
) -> None:
    notes = {"footnotes": f'<w:footnote w:id="2">{para("note")}</w:footnote>'} if "footnote" in body else None
    review = read(word_file(body, notes), None, None, name="x")
    assert [line.text for line in decide(review, [one.number for one in review.changes])] == accepted
    assert [line.text for line in decide(review, [])] == rejected


def test_half_a_field_in_a_text_box_is_no_half_of_one_outside() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{para(run('c') + part('end') + run('d'))}</w:txbxContent></w:pict></w:r>"
    body = para(run("a") + part("begin") + run("b") + simple("PAGE", box + part("end")) + run("e"))
    document = read_document(WordPackage(word_file(body), "back.docx"))
    assert [view.text for view in accept_view(document.lines)] == ["ae", "cd"]
