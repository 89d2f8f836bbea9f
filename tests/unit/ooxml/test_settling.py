"""Every kind of tracked change, accepted and rejected, in the XML of a document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pressctl.ooxml.names import m, w
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.settling.document import resolved, tracked_marks
from pressctl.ooxml.settling.way import TRACKED, Way
from pressctl.review.deciding import decide
from pressctl.review.read import read
from tests.word_files import (
    NAMES,
    OTHER,
    WHO,
    cell,
    dele,
    gone,
    ins,
    mark,
    packed,
    para,
    relation,
    row,
    run,
    table,
    word_file,
)

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "docx-revisions"
INS, DEL, FROM, TO = mark("ins"), mark("del"), mark("moveFrom"), mark("moveTo")


def settled(data: bytes, way: Way) -> etree._Element:
    return WordPackage(resolved(WordPackage(data, "made.docx"), way), "made.docx").document()


def paragraphs(root: etree._Element) -> list[str]:
    found = []
    for paragraph in root.iter(w("p")):
        parts = paragraph.iter(w("t"), w("tab"), w("delText"), w("instrText"), m("t"))
        found.append("".join("\t" if part.tag == w("tab") else part.text or "" for part in parts))
    return found


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


TWO_FROM = para(f"<w:moveFrom {WHO}>{run('two')}</w:moveFrom>", FROM)
TWO_TO = para(f"<w:moveTo {WHO}>{run('two')}</w:moveTo>", TO)
MOVED = (
    f'<w:moveFromRangeStart {WHO} w:name="m1"/>{TWO_FROM}<w:moveFromRangeEnd w:id="1"/>{para("three")}'
    f'<w:moveToRangeStart {OTHER} w:name="m1"/>{TWO_TO}<w:moveToRangeEnd w:id="2"/>{para("four")}'
)
CONFLICT = f"<w14:conflictIns {WHO}>{run('b')}</w14:conflictIns><w14:conflictDel {WHO}>{run('c')}</w14:conflictDel>"
GRID = (
    f'<w:tbl><w:tblPr><w:jc/><w:tblPrChange {WHO}><w:tblPr/></w:tblPrChange></w:tblPr><w:tblGrid><w:gridCol w:w="9"/>'
    '<w:tblGridChange w:id="4"><w:tblGrid><w:gridCol w:w="4"/><w:gridCol w:w="5"/></w:tblGrid></w:tblGridChange>'
)
FRACTION = (
    f"<m:oMath><m:f><m:fPr><m:ctrlPr><w:ins {WHO}><w:rPr/></w:ins></m:ctrlPr></m:fPr>"
    "<m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
)
BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"

CASES = {
    "words inserted": (para(f"{run('a')}{ins('b')}{run('c')}"), ["abc"], ["ac"]),
    "words deleted": (para(f"{run('a')}{dele('b')}{run('c')}"), ["ac"], ["abc"]),
    "deleted inside what another inserted": (para(run("a") + ins(run("b") + dele("c", OTHER))), ["ab"], ["a"]),
    "a paragraph split": (para("one ", INS) + para("two"), ["one ", "two"], ["one two"]),
    "two paragraphs joined": (para("one ", DEL) + para("two"), ["one two"], ["one ", "two"]),
    "three paragraphs joined": (para("a", DEL) + para("b", DEL) + para("c"), ["abc"], ["a", "b", "c"]),
    "a paragraph deleted": (para("a") + para(dele("b"), DEL) + para("c"), ["a", "c"], ["a", "b", "c"]),
    "a paragraph inserted": (para("a") + para(ins("b"), INS) + para("c"), ["a", "b", "c"], ["a", "c"]),
    "a mark inserted by one and deleted by another": (para("a", INS + mark("del", OTHER)) + para("b"), ["ab"], ["ab"]),
    "a deleted mark before a table": (para("a", DEL) + table(row("x")), ["a", "x"], ["a", "x"]),
    "a deleted paragraph before a table": (para(dele("a"), DEL) + table(row("x")), ["x"], ["a", "x"]),
    "the last paragraph deleted": (para("a") + para(dele("b"), DEL), ["a"], ["a", "b"]),
    "the only paragraph of a cell deleted": (table(row(para(dele("b"), DEL))) + para("a"), ["", "a"], ["b", "a"]),
    "a paragraph moved": (para("one") + MOVED, ["one", "three", "two", "four"], ["one", "two", "three", "four"]),
    "a row inserted": (table(row("a"), row(para(ins("b"), INS), properties=INS)), ["a", "b"], ["a"]),
    "a row deleted": (table(row("a"), row(para(dele("b"), DEL), properties=DEL)), ["a"], ["a", "b"]),
    "every row deleted": (para("a") + table(row("b", properties=DEL)) + para("c"), ["a", "c"], ["a", "b", "c"]),
    "a cell inserted": (table(row("a", cell("b", mark("cellIns")))), ["a", "b"], ["a"]),
    "a cell deleted": (table(row("a", cell("b", mark("cellDel")))), ["a"], ["a", "b"]),
    "a table in a cell deleted": (table(row(cell(table(row("x", properties=DEL)) + para("y")))), ["y"], ["x", "y"]),
    "a cell with nothing but a deleted table": (table(row(cell(table(row("x", properties=DEL))))), [""], ["x"]),
    "a text box": (para(BOX.format(para("a ", DEL) + para("b")) + run("t")), ["a bt", "a b"], ["a bt", "a ", "b"]),
    "an inline control emptied": (para(run("a") + control(dele("b"))), ["a"], ["ab"]),
    "a control around a deleted paragraph": (control(para(dele("a"), DEL)) + para("b"), ["b"], ["a", "b"]),
    "a join into a control": (para("a", DEL) + control(para("b")), ["ab"], ["a", "b"]),
    "a join out of a control": (control(para("a", DEL)) + para("b"), ["ab"], ["a", "b"]),
    "mathematics inserted": (
        para(f"<m:oMath><m:r><w:ins {WHO}><w:rPr/><m:t>2</m:t></w:ins></m:r></m:oMath>") + para("x"),
        ["2", "x"],
        ["", "x"],
    ),
    "a fraction bar inserted": (para(FRACTION), ["ab"], ["ab"]),
    "a link emptied": (para(run("a") + f"<w:hyperlink>{dele('b')}</w:hyperlink>"), ["a"], ["ab"]),
    "a field deleted but for its switch": (
        para(
            run("a") + dele(field("begin") + "<w:r><w:delInstrText>REF x</w:delInstrText></w:r>")
            + "<w:r><w:instrText>\\h</w:instrText></w:r>" + dele(field("separate") + gone("5") + field("end"))
        ),
        ["a"],
        ["aREF x\\h5"],
    ),
    "a field inserted but for its middle": (
        para(run("a") + ins(field("begin")) + field("separate") + ins(run("5") + field("end"))),
        ["a5"],
        ["a"],
    ),
    "an instruction that never had a field": (
        para(run("a") + dele("<w:r><w:delInstrText>REF x</w:delInstrText></w:r>") + run("b")), ["ab"], ["aREF xb"]
    ),
    "an end deleted and put again": (
        para(field("begin") + field("separate") + run("a") + dele(field("end")) + ins(run("b") + field("end"))),
        ["ab"],
        ["a"],
    ),
    "a mark around whole paragraphs": (
        para("a") + dele(para("b") + table(row("c"))) + ins(para(run("d") + dele("e", OTHER)) + para("f")) + para("g"),
        ["a", "d", "f", "g"],
        ["a", "b", "c", "g"],
    ),
    "a mark around a mark around whole paragraphs": (
        para("a") + ins(dele(para("b"), OTHER) + para("c")) + para("d"), ["a", "c", "d"], ["a", "d"]
    ),
    "a control inserted": (para(run("a") + ins(control(run("b"))) + run("c")), ["abc"], ["ac"]),
    "a control deleted": (para(run("a") + dele(control(gone("b"))) + run("c")), ["ac"], ["abc"]),
    "a control around what was deleted holds no paragraph": (
        table(row(cell(para("a") + para(control(dele("b")), DEL)))) + para("c"), ["a", "c"], ["a", "b", "c"]
    ),
    "half a field holds no paragraph": (
        para("a") + para(ins(field("begin") + run("b")) + field("end"), INS) + table(row("c")),
        ["a", "b", "c"],
        ["a", "c"],
    ),
    "the last paragraph of a place in a control": (
        table(row(cell(para("a") + control(para(dele("b"), DEL)) + '<w:bookmarkEnd w:id="9"/>'))),
        ["a"],
        ["a", "b"],
    ),
    "a mark where none has a meaning": (
        para(f"<w:sdt><w:sdtPr><w:rPr>{INS}</w:rPr></w:sdtPr><w:sdtContent>{run('a', DEL)}</w:sdtContent></w:sdt>"),
        ["a"],
        ["a"],
    ),
    "a record of properties out of its place": (
        table(row(cell(f"<w:p>{run('a')}</w:p><w:tcPrChange {WHO}><w:tcPr/></w:tcPrChange>"))), ["a"], ["a"]
    ),
    "words in conflict": (para(run("a") + CONFLICT), ["ab"], ["ac"]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "accepted", "rejected"), CASES.values(), ids=CASES)
def test_a_change_is_accepted_and_rejected(body: str, accepted: list[str], rejected: list[str]) -> None:
    data = word_file(body)
    for way, wanted in ((Way.ACCEPT, accepted), (Way.REJECT, rejected)):
        root = settled(data, way)
        assert paragraphs(root) == wanted
        assert not list(root.iter(*TRACKED, w("delText"), w("delInstrText"), w("cellIns"), w("cellDel")))
    assert tracked_marks(WordPackage(data, "made.docx"))


def test_the_properties_of_the_second_paragraph_survive_a_join() -> None:
    styled = [f'<w:pStyle w:val="{style}"/>' for style in ("Heading1", "Normal")]
    root = settled(word_file(para("one ", DEL, styled[0]) + para("two", "", styled[1])), Way.ACCEPT)
    assert [style.get(w("val")) for style in root.iter(w("pStyle"))] == ["Normal"]


PROPERTIES = {
    "a run": (
        para(run("a", f"<w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange>")),
        {"accept": ["b"], "reject": ["i"]},
        ("b", "i"),
    ),
    "a paragraph keeps its section": (
        para(
            "a",
            "",
            f'<w:jc w:val="center"/><w:sectPr/><w:pPrChange {WHO}><w:pPr><w:keepNext/></w:pPr></w:pPrChange>',
        ),
        {"accept": ["jc", "sectPr"], "reject": ["keepNext", "sectPr"]},
        ("jc", "keepNext", "sectPr"),
    ),
    "a mark keeps nothing of its record": (
        para("a", f"<w:b/><w:rPrChange {WHO}><w:rPr><w:ins {WHO}/><w:i/></w:rPr></w:rPrChange>") + para("b"),
        {"accept": ["b"], "reject": ["i"]},
        ("b", "i", "ins"),
    ),
    "a section keeps its headers": (
        para("a") + '<w:sectPr><w:headerReference w:type="default"/><w:cols/>'
        f"<w:sectPrChange {WHO}><w:sectPr><w:titlePg/></w:sectPr></w:sectPrChange></w:sectPr>",
        {"accept": ["headerReference", "cols"], "reject": ["headerReference", "titlePg"]},
        ("headerReference", "cols", "titlePg"),
    ),
    "numbering inserted": (
        para("a", "", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {WHO}/></w:numPr>'),
        {"accept": ["numId"], "reject": []},
        ("numId", "ins"),
    ),
    "numbering changed": (
        para("a", "", f'<w:numPr><w:numId w:val="1"/><w:numberingChange {WHO} w:original="1."/></w:numPr>'),
        {"accept": ["numId"], "reject": ["numId"]},
        ("numId", "numberingChange"),
    ),
    "cells merged": (
        table(row(cell("a", f'<w:tcW w:w="1"/><w:cellMerge {WHO} w:vMerge="rest"/>')))
        + table(row(cell("b", f'<w:cellMerge {WHO} w:vMergeOrig="cont"/>'))),
        {"accept": ["tcW", "vMerge"], "reject": ["tcW", "vMerge"]},
        ("tcW", "vMerge", "cellMerge"),
    ),
    "the grid of a table": (
        f"{GRID}</w:tblGrid>{row('a')}</w:tbl>{para('b')}",
        {"accept": ["jc", "gridCol"], "reject": ["gridCol", "gridCol"]},
        ("jc", "gridCol", "tblGridChange"),
    ),
    "a row that was deleted as well": (
        table(row("a"), row("b", properties=f"<w:tblHeader/>{DEL}<w:trPrChange {WHO}><w:trPr/></w:trPrChange>")),
        {"accept": [], "reject": []},
        ("tblHeader", "del"),
    ),
}


@pytest.mark.parametrize(("body", "wanted", "tags"), PROPERTIES.values(), ids=PROPERTIES)
def test_formatting_is_kept_or_put_back(body: str, wanted: dict[str, list[str]], tags: tuple[str, ...]) -> None:
    for way in Way:
        root = settled(word_file(body), way)
        found = [etree.QName(one).localname for one in root.iter(*(w(tag) for tag in tags))]
        assert found == wanted[way.value]


def test_a_note_goes_with_its_number_and_a_comment_with_its_words() -> None:
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    comment = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/>'
    reference = '<w:r><w:commentReference w:id="{}"/></w:r>'
    body = para(
        run("kept") + note.format(1) + dele(gone("gone") + note.format(2))
        + comment.format(7, run("words")) + reference.format(7)
        + dele(comment.format(8, gone("more")) + reference.format(8))
    )  # fmt: skip
    parts = {
        "footnotes": "".join(f'<w:footnote w:id="{number}">{para("n")}</w:footnote>' for number in (0, 1, 2)),
        "comments": f'<w:comment w:id="7">{para("stays")}</w:comment><w:comment w:id="8">'
        '<w:p w14:paraId="0000000B"/></w:comment>',
        "commentsExtended": '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="0000000A"/><w15:commentEx w15:paraId="0000000B"/></w15:commentsEx>',
        "commentsIds": '<c:commentsIds xmlns:c="http://schemas.microsoft.com/office/word/2016/wordml/cid">'
        '<c:commentId c:paraId="0000000A" c:durableId="1"/><c:commentId c:paraId="0000000B" c:durableId="2"/>'
        "</c:commentsIds>",
        "commentsExtensible": '<x:commentsExtensible xmlns:x="http://schemas.microsoft.com/office/word/2018/wordml/cex">'
        '<x:commentExtensible x:durableId="1"/><x:commentExtensible x:durableId="2"/></x:commentsExtensible>',
    }
    accepted = WordPackage(resolved(WordPackage(word_file(body, parts), "x"), Way.ACCEPT), "x")
    rejected = WordPackage(resolved(WordPackage(word_file(body, parts), "x"), Way.REJECT), "x")
    assert [one.get(w("id")) for one in accepted.tree("word/footnotes.xml")] == ["0", "1"]
    assert [one.get(w("id")) for one in accepted.tree("word/comments.xml")] == ["7"]
    assert len(accepted.tree("word/commentsExtended.xml")) == 1
    assert [one.get(f"{{{one.nsmap['c']}}}durableId") for one in accepted.tree("word/commentsIds.xml")] == ["1"]
    assert len(accepted.tree("word/commentsExtensible.xml")) == 1
    assert [one.get(w("id")) for one in accepted.document().iter(w("commentRangeStart"))] == ["7"]
    assert len(rejected.tree("word/footnotes.xml")) == 3
    assert len(rejected.tree("word/comments.xml")) == 2


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [(para("a"), "", ["a"]), ("", table(row("x")) + para("z"), ["x", "z"]), (para("a"), table(row("x")), ["a", "x"])],
    ids=["at the end", "before a table", "between"],
)
def test_a_comment_on_an_empty_paragraph_that_goes_stands_in_the_nearest(
    before: str, after: str, left: list[str]
) -> None:
    sign = '<w:r><w:commentReference w:id="7"/></w:r>'
    going = para(f'<w:commentRangeStart w:id="7"/>{dele("b")}<w:commentRangeEnd w:id="7"/>{sign}', DEL)
    data = word_file(before + going + after, {"comments": f'<w:comment w:id="7">{para("why?")}</w:comment>'})
    accepted = WordPackage(resolved(WordPackage(data, "x"), Way.ACCEPT), "x")
    (reference,) = accepted.document().iter(w("commentReference"))
    assert reference.getparent().getparent().tag == w("p")
    assert paragraphs(accepted.document()) == left
    assert len(accepted.tree("word/comments.xml")) == 1
    review = read(data, None, None, name="back.docx")
    assert [line.text for line in decide(review, [change.number for change in review.changes])] == left


def test_every_story_is_settled() -> None:
    parts = {
        "header": para(run("a") + ins("b")),
        "footer": para(dele("c"), DEL) + para("d"),
        "endnotes": f'<w:endnote w:id="1">{para("e", DEL)}{para("f")}</w:endnote>',
        "numbering": f"<w:lvl><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr></w:lvl>",
    }
    accepted = WordPackage(resolved(WordPackage(word_file(para("x"), parts), "x"), Way.ACCEPT), "x")
    told = {kind: paragraphs(accepted.tree(f"word/{kind}.xml")) for kind in ("header", "footer", "endnotes")}
    assert told == {"header": ["ab"], "footer": ["d"], "endnotes": ["ef"]}
    assert not list(accepted.tree("word/numbering.xml").iter(w("rPrChange")))


def test_building_blocks_are_settled_and_counted_as_everything_else_is() -> None:
    block = f"<w:docPart><w:docPartBody>{para(run('a') + ins('b'))}{para(dele('c'), DEL)}</w:docPartBody></w:docPart>"
    parts = {
        "glossaryDocument": f"<w:glossaryDocument {NAMES}><w:docParts>{block}</w:docParts></w:glossaryDocument>",
        "comments": f'<w:comment w:id="7">{para(dele("d"))}</w:comment>',
        "styles": f"<w:style><w:rPr><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr></w:style>",
    }
    package = WordPackage(word_file(para("x"), parts), "x")
    told = {}
    for way in Way:
        told[way.value] = paragraphs(WordPackage(resolved(package, way), "x").tree("word/glossaryDocument.xml"))
    assert told == {"accept": ["ab"], "reject": ["a", "c"]}
    assert tracked_marks(package) == 5


def test_marks_of_ranges_go_on_around_words_that_went() -> None:
    inside = '<w:bookmarkStart w:id="3" w:name="in"/><w:bookmarkEnd w:id="3"/>'
    across = '<w:bookmarkEnd w:id="4"/>'
    body = para('<w:bookmarkStart w:id="4" w:name="across"/>' + run("a") + dele(inside + gone("b") + across))
    root = settled(word_file(body), Way.ACCEPT)
    assert [one.get(w("name")) for one in root.iter(w("bookmarkStart"))] == ["across"]
    assert len(list(root.iter(w("bookmarkEnd")))) == 1


def test_a_thousand_paragraphs_that_run_together_take_no_longer_than_they_are_long() -> None:
    root = settled(word_file("".join(para("a", DEL) for _ in range(1000)) + para("z")), Way.ACCEPT)
    assert paragraphs(root) == ["a" * 1000 + "z"]


def test_a_thousand_comments_on_paragraphs_that_go_are_handed_on_once() -> None:
    sign = '<w:r><w:commentReference w:id="{}"/></w:r>'
    body = para("a") + "".join(para(sign.format(number), DEL) for number in range(1000))
    root = settled(word_file(body), Way.ACCEPT)
    (paragraph,) = root.iter(w("p"))
    assert [one.get(w("id")) for one in paragraph.iter(w("commentReference"))] == [str(n) for n in range(1000)]


def test_a_strict_document_is_read_and_stays_one() -> None:
    usual, own = "http://schemas.openxmlformats.org/{}/2006/", "http://purl.oclc.org/ooxml/{}/"
    data = word_file(para(run("a") + ins("b") + run("http://purl.oclc.org/ooxml/wordprocessingml/main")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for family in ("wordprocessingml", "officeDocument"):
        parts = {
            name: part.replace(usual.format(family).encode(), own.format(family).encode())
            for name, part in parts.items()
        }
    settled_data = resolved(WordPackage(packed(parts), "strict.docx"), Way.REJECT)
    again = WordPackage(settled_data, "strict.docx")
    assert paragraphs(again.document()) == ["ahttp://purl.oclc.org/ooxml/wordprocessingml/main"]
    assert b'="http://purl.oclc.org/ooxml/wordprocessingml/main"' in again.read("word/document.xml")
    assert b"wordprocessingml/2006" not in again.read("word/document.xml")


def _pairs() -> list[tuple[Path, Path, Way]]:
    ends = {Way.ACCEPT: "-Accepted", Way.REJECT: "-Rejected"}
    return [
        (file, wanted, way)
        for file in sorted(SHARED.glob("*.docx"))
        for way, end in ends.items()
        if (wanted := file.with_name(f"{file.stem}{end}.docx")).exists()
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="the documents of others are not beside this checkout")
def test_documents_of_others_become_exactly_their_pairs() -> None:
    wrong = []
    for file, wanted, way in _pairs():
        expected = paragraphs(WordPackage(wanted.read_bytes(), wanted.name).document())
        if paragraphs(settled(file.read_bytes(), way)) != expected:
            wrong.append(wanted.name)
    assert wrong == []


@pytest.mark.skipif(not SHARED.exists(), reason="the documents of others are not beside this checkout")
def test_decisions_about_what_was_read_in_them_give_their_pairs_too() -> None:
    wrong = []
    for file, wanted, way in _pairs():
        review = read(file.read_bytes(), None, None, name=file.name)
        accepted = [change.number for change in review.changes] if way is Way.ACCEPT else []
        expected = read(wanted.read_bytes(), None, None, name=wanted.name)
        if [line.text for line in decide(review, accepted)] != [line.text for line in decide(expected, [])]:
            wrong.append(wanted.name)
    assert wrong == []


def test_decisions_keep_what_came_behind_a_table_that_came_at_the_end_of_a_cell() -> None:
    nested = table(row(cell("n", mark("cellIns"))))
    first = f"<w:tc>{para('m')}{nested}{para(ins('o'), INS)}</w:tc>"
    data = word_file(table(row(first), row(cell("q", mark("cellDel")))) + para("z"))
    review = read(data, None, None, name="back.docx")
    assert [line.text for line in decide(review, [change.number for change in review.changes])] == ["m", "n", "o", "z"]
    assert paragraphs(settled(data, Way.ACCEPT)) == ["m", "n", "o", "z"]
    assert [line.text for line in decide(review, [])] == ["m", "q", "z"]


def test_what_came_into_a_row_that_goes_is_not_kept_for_what_came_before_its_table() -> None:
    going = row(f"<w:tc>{para(ins('y'), INS)}{para('q')}</w:tc>", properties=DEL)
    review = read(word_file(para(ins("x"), INS) + table(going) + para("z")), None, None, name="back.docx")
    assert [line.text for line in decide(review, [change.number for change in review.changes])] == ["x", "z"]
    assert [line.text for line in decide(review, [])] == ["q", "z"]


def test_relations_of_the_made_files_are_what_they_say() -> None:
    data = word_file(para("a"), relations=relation(9, "hyperlink", "https://example.org/", "External"))
    assert [one.kind for one in WordPackage(data, "x").relations("word/document.xml")] == ["hyperlink"]
