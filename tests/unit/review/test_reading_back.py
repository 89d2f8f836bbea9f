"""A returned file is led to the lines of the copy, and told as a person reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pressctl.model.revision import ChangeKind, MatchedBy, Position, Review
from pressctl.review.read import read
from pressctl.review.registry import Anchored, Registry, Said
from pressctl.review.telling import tell
from tests.growth import grows_as_its_size
from tests.word_files import OTHER, WHO, cell, dele, gone, ins, mark, para, row, run, table, word_file

ELENA, RASHAD = "Elena Example", "Rashad Example"
HEADLINE = "Six organisations join forces in Baku"
SPEAKER = "Bahar Example – Deputy Chair, Example Union"
QUOTE = "Traffickers do not stop at a border."


def bookmarked(name: str, content: str, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def copy(
    headline: str = "", speaker: str = "", quote: str = "", between: str = "", mark_of_headline: str = ""
) -> bytes:
    body = [
        para(bookmarked("_pc_headline", headline or run(HEADLINE)), mark_of_headline),
        between,
        para(bookmarked("_pc_body_1", run("The conference opens on Tuesday. "), 2)),
        para(bookmarked("_pc_body_2_paragraph1", quote or run(QUOTE), 3)),
        para(bookmarked("_pc_speakers_2", speaker or run(SPEAKER), 4)),
        para("End of the release"),
    ]
    return word_file("".join(body))


def said(path: str, text: str, *, locked: bool = False) -> Said:
    return Said(path, text, locked)


REGISTRY = Registry(
    copy="2018-10-24-r1",
    release="0",
    slug="conference",
    language="en",
    number=3,
    sha256="",
    anchors={
        "_pc_headline": Anchored("headline", (said("headline", HEADLINE),)),
        "_pc_body_1": Anchored("body[1]", (said("body[1]", "The conference opens on Tuesday. "),)),
        "_pc_body_2_paragraph1": Anchored("body[2].paragraph1", (said("body[2].paragraph1", QUOTE),)),
        "_pc_speakers_2": Anchored(
            "speakers[2]",
            (said("speakers[2].name", "Bahar Example"), said("speakers[2].title", "Deputy Chair, Example Union")),
        ),
    },
)


def back(returned: bytes, **options: str) -> Review:
    return read(returned, copy(), REGISTRY, name="back.docx", **options)


def test_a_copy_that_nobody_touched_has_no_changes() -> None:
    review = back(copy())
    assert (review.changes, review.comments, review.unmatched) == ((), (), ())
    assert review.matched == {MatchedBy.BOOKMARK: 4, MatchedBy.TEXT: 1, MatchedBy.ALIGNMENT: 0}
    assert [piece.path for line in review.lines for piece in line.pieces][-2:] == [
        "speakers[2].name",
        "speakers[2].title",
    ]


def test_words_that_were_replaced_are_one_change_of_one_field() -> None:
    words = run("Bahar Example – ") + dele("Deputy ") + ins("First Deputy ") + run("Chair, Example Union")
    (change,) = back(copy(speaker=words)).changes
    assert (change.kind, change.field, change.where) == (
        ChangeKind.REPLACEMENT,
        "speakers[2].title",
        "speaker 2, title",
    )
    assert (change.before, change.after, change.author) == ("Deputy ", "First Deputy ", ELENA)
    assert (change.start, change.end) == (Position(3, 16), Position(3, 23))
    assert not change.locked


def test_words_of_a_quotation_are_locked() -> None:
    (change,) = back(copy(quote=run("Traffickers ") + ins("never ") + run("do not stop at a border."))).changes
    assert change.locked
    assert change.where == "quotation 1"


def test_what_was_not_tracked_is_found_and_has_no_author() -> None:
    (change,) = back(copy(headline=run("Seven organisations join forces in Baku"))).changes
    assert (change.before, change.after, change.author, change.tracked) == ("Six", "Seven", None, False)


def test_a_tracked_change_of_words_that_were_changed_without_a_trace_stands_inside_them() -> None:
    first, second = back(copy(headline=dele("Seven") + run(" organisations join forces in Baku"))).changes
    assert (first.after, first.tracked) == ("Seven", False)
    assert (second.kind, second.within, second.span) == (ChangeKind.DELETION, first.number, (0, 5))


def test_edits_of_edits_stand_inside_what_somebody_else_put_there() -> None:
    words = run(HEADLINE) + ins(run(", Azerbaijan") + dele(gone(", on Tuesday"), OTHER))
    outer, inner = back(copy(headline=words)).changes
    assert outer.after == ", Azerbaijan, on Tuesday"
    assert (inner.author, inner.within, inner.span) == (RASHAD, outer.number, (12, 24))


def test_an_insertion_that_holds_nothing_but_anothers_is_none() -> None:
    review = read(word_file(para(run("a") + ins(ins("b", OTHER)))), None, None, name="back.docx")
    assert [(change.author, change.after, change.within) for change in review.changes] == [(RASHAD, "b", None)]


def test_a_bookmark_that_went_to_the_second_half_of_a_split_still_leads() -> None:
    split = para(run("Six organisations "), mark("ins")) + para(bookmarked("_pc_headline", run("join forces in Baku")))
    body = word_file(split + para(bookmarked("_pc_body_1", run("The conference opens on Tuesday. "), 2)))
    review = back(body)
    split_change = next(change for change in review.changes if change.tracked)
    assert (split_change.kind, split_change.field, split_change.after) == (ChangeKind.SPLIT, "headline", "\n")
    assert split_change.start == Position(0, 18)


def test_two_paragraphs_joined_and_a_new_one_between() -> None:
    (join,) = back(copy(mark_of_headline=mark("del"))).changes
    assert (join.kind, join.start, join.end) == (ChangeKind.JOIN, Position(0, len(HEADLINE)), Position(1, 0))
    (new,) = back(copy(between=para(ins("A new paragraph."), mark("ins")))).changes
    assert (new.kind, new.after, new.where, new.field) == (
        ChangeKind.INSERTION, "A new paragraph.\n", "after headline", None
    )  # fmt: skip


def test_a_paragraph_that_was_deleted_here_and_inserted_there_was_moved() -> None:
    base = word_file(para("One stays.") + para("Two is moved about.") + para("Three stays.") + para("End"))
    moved = word_file(
        para("One stays.") + para(dele("Two is moved about."), mark("del")) + para("Three stays.")
        + para(ins("Two is moved about."), mark("ins")) + para("End")
    )  # fmt: skip
    first, second = read(moved, base, None, name="back.docx").changes
    assert {first.kind, second.kind} == {ChangeKind.MOVE}
    assert (first.pair, second.pair) == (second.number, first.number)


def test_rows_cells_and_formatting_are_told_apart() -> None:
    bold = run("a", f"<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>")
    body = (
        para(bold, "", f'<w:jc w:val="center"/><w:pPrChange {WHO}><w:pPr/></w:pPrChange>')
        + table(
            row("b", "c"),
            row(cell(para(ins("d"), mark("ins"))), "e", properties=mark("ins")),
            row(cell(para(dele("f"), mark("del"))), "g", properties=mark("del")),
        )
        + para("h")
    )
    review = read(word_file(body), None, None, name="back.docx")
    kinds = {change.kind: change for change in review.changes}
    assert set(kinds) == {ChangeKind.FORMATTING, ChangeKind.ROW_INSERTION, ChangeKind.ROW_DELETION}
    assert kinds[ChangeKind.ROW_INSERTION].after == "d\ne\n"
    assert kinds[ChangeKind.ROW_DELETION].before == "f\ng"
    assert {change.detail for change in review.changes if change.detail} == {"bold", "alignment"}


def test_comments_their_replies_and_what_is_settled() -> None:
    words = (
        '<w:commentRangeStart w:id="0"/>' + run("Six") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        + run(" organisations join forces in Baku")
    )  # fmt: skip
    who = 'w:author="Author" w:date="2018-10-24T16:02:00Z"'
    parts = {
        "comments": f'<w:comment w:id="0" {who}><w:p w14:paraId="0A">{run("Seven, surely?")}</w:p></w:comment>'
        f'<w:comment w:id="1" {who}><w:p w14:paraId="0B">{run("No, six.")}</w:p></w:comment>',
        "commentsExtended": '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="1"/></w15:commentsEx>',
    }
    returned = word_file(para(bookmarked("_pc_headline", words)) + para("End of the release"), parts)
    first, second = back(returned, as_name=ELENA).comments
    assert (first.author, first.text, first.quoted, first.field) == (ELENA, "Seven, surely?", "Six", "headline")
    assert first.resolved
    assert second.answers == first.number


START, END = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
SIGN = '<w:r><w:commentReference w:id="0"/></w:r>'
ROWS = "<w:tbl>{}" + row("c") + "{}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "where", "quoted"),
    [
        (START + para("a") + END + para(SIGN), "paragraph 1", "a"),
        (para("a") + SIGN, "paragraph 1", ""),
        (para(run("a") + END) + para("b"), "paragraph 1", ""),
        (para("a") + ROWS.format(START, END), "table 1, row 1, column 1", "c"),
        (
            para("a") + f"<w:tbl><w:tr>{START}{cell('c')}{END}{cell('d')}</w:tr></w:tbl>",
            "table 1, row 1, column 1",
            "c",
        ),
        (para("a") + f"<w:sdt>{START}<w:sdtContent>{para('b')}</w:sdtContent>{END}</w:sdt>", "paragraph 2", "b"),
        (para("a"), "without a place", ""),
    ],
)
def test_a_comment_that_stands_between_paragraphs_rows_or_cells_or_nowhere_is_told(
    body: str, where: str, quoted: str
) -> None:
    parts = {"comments": f'<w:comment w:id="0" w:author="{ELENA}"><w:p>{run("Who says so?")}</w:p></w:comment>'}
    review = read(word_file(body, parts), None, None, name="back.docx")
    (comment,) = review.comments
    assert (comment.text, comment.where, comment.quoted) == ("Who says so?", where, quoted)
    assert review.unmatched == ()


def test_a_comment_without_words_and_without_a_place_is_none() -> None:
    parts = {"comments": f'<w:comment w:id="0" w:author="{ELENA}"><w:p/></w:comment>'}
    assert read(word_file(para("a"), parts), None, None, name="back.docx").comments == ()
    (comment,) = read(word_file(para(START + run("a") + END), parts), None, None, name="back.docx").comments
    assert (comment.text, comment.quoted) == ("", "a")


def test_a_comment_on_what_the_copy_did_not_have_names_no_field() -> None:
    parts = {
        "footnotes": f'<w:footnote w:id="2">{para(START + ins("Source: a report.") + END)}</w:footnote>',
        "comments": f'<w:comment w:id="0" w:author="{ELENA}"><w:p>{run("Which?")}</w:p></w:comment>',
    }
    body = para(bookmarked("_pc_headline", run(HEADLINE))) + para("End of the release")
    (comment,) = back(word_file(body, parts)).comments
    assert (comment.field, comment.where, comment.quoted) == (None, "without a place", "Source: a report.")


def test_a_note_that_the_copy_did_not_have_is_named_and_not_guessed_at() -> None:
    parts = {"footnotes": f'<w:footnote w:id="2">{para(ins("Source: a report."))}</w:footnote>'}
    body = para(bookmarked("_pc_headline", run(HEADLINE))) + para("End of the release")
    (unmatched,) = back(word_file(body, parts)).unmatched
    assert (unmatched.story, unmatched.text) == ("footnote1", "Source: a report.")


def test_changes_that_the_copy_itself_shows_are_its_text() -> None:
    since = para(run("Six ") + dele("bodies") + ins("organisations") + run(" meet")) + para("End")
    assert read(word_file(since), word_file(since), None, name="back.docx").changes == ()
    edited = since + para(ins("By a reviewer.", OTHER))
    review = read(word_file(edited), word_file(since), None, name="back.docx")
    assert {change.author for change in review.changes if change.tracked} <= {RASHAD}
    assert review.lines[0].text == "Six organisations meet"


def test_two_reviewers_who_want_different_words_at_one_place_are_in_conflict() -> None:
    one = back(copy(headline=dele("Six") + ins("Seven") + run(" organisations join forces in Baku")))
    two = back(copy(headline=dele("Six organisations", OTHER) + ins("They", OTHER) + run(" join forces in Baku")))
    telling = tell([one, two])
    assert [told.conflicts for told in telling.told] == [
        (f'{RASHAD} replaces "Six organisations" with "They"',),
        (f'{ELENA} replaces "Six" with "Seven"',),
    ]


def test_what_two_reviewers_want_of_one_quotation_is_a_conflict_wherever_in_it() -> None:
    one = back(copy(quote=run("Traffickers ") + ins("never ") + run("do not stop at a border.")))
    two = back(copy(quote=run("Traffickers do not stop at ") + dele("a", OTHER) + ins("any", OTHER) + run(" border.")))
    assert [told.conflicts for told in tell([one, two]).told] == [
        (f'{RASHAD} replaces "a" with "any"',),
        (f'{ELENA} inserts "never"',),
    ]


def test_the_same_change_by_two_people_is_told_once() -> None:
    one = back(copy(headline=dele("Six") + ins("Seven") + run(" organisations join forces in Baku")))
    two = back(copy(headline=dele("Six", OTHER) + ins("Seven", OTHER) + run(" organisations join forces in Baku")))
    (told,) = tell([one, two]).told
    assert (told.author, told.also, told.conflicts) == (ELENA, (RASHAD,), ())


def test_somebody_who_does_the_same_twice_in_one_file_did_two_things() -> None:
    review = back(copy(between=para(ins("A new paragraph."), mark("ins")) * 2))
    assert [change.after for change in review.changes] == ["A new paragraph.\n"] * 2
    told = tell([review, review]).told
    assert [number for one in told for number in one.numbers] == [1, 2]
    assert "".join(stroke.text for one in told for stroke in one.strokes).count("A new paragraph.") == 2


def test_words_that_were_replaced_by_themselves_are_no_change() -> None:
    same = dele("organisations") + ins("organisations")
    assert back(copy(headline=run("Six ") + same + run(" join forces in Baku"))).changes == ()
    inside = dele("Six") + ins(run("Six") + dele(gone(""), OTHER)) + dele(" organisations join forces in Baku")
    assert [change.before for change in back(copy(headline=inside)).changes] == [HEADLINE]


@pytest.mark.parametrize(
    ("new", "shown", "remark"),
    [
        ("Baku\u00a0city", "⍽", "⍽ is a space at which no line breaks"),
        ("Ba\u00adku city", "\u00ad", "differs in characters that cannot be seen"),
    ],
)
def test_characters_that_look_like_others_or_like_nothing_are_named(new: str, shown: str, remark: str) -> None:
    sent = word_file(para("Baku city"))
    (told,) = tell([read(word_file(para(dele("Baku city") + ins(new))), sent, None, name="back.docx")]).told
    assert (shown in "".join(stroke.text for stroke in told.strokes), told.remarks) == (True, (remark,))


def test_a_paragraph_that_is_marked_as_a_whole_came_as_a_whole() -> None:
    (change,) = back(copy(between=ins(para("A new paragraph.")))).changes
    assert (change.after, change.author) == ("A new paragraph.\n", ELENA)


def test_alternatives_are_read_once() -> None:
    branch = "<mc:{0}>{1}</mc:{0}>"
    words = branch.format("Choice", ins("b")) + branch.format("Choice", ins("c")) + branch.format("Fallback", ins("d"))
    old = branch.format("Fallback", dele("e"))
    sets = [f"<mc:AlternateContent>{one}</mc:AlternateContent>" for one in (words, old)]
    review = read(word_file(para(run("a") + "".join(sets))), None, None, name="back.docx")
    assert [(change.before, change.after) for change in review.changes] == [("e", "b")]


def test_a_long_table_that_goes_is_read_in_a_time_that_grows_as_its_length() -> None:
    def work(size: int) -> Callable[[], Review]:
        rows = (row(f"Guest {number:x}", properties=mark("del")) for number in range(size))
        made = word_file(table(*rows, row("a")) + para("z"))
        return lambda: read(made, None, None, name="back.docx")

    assert grows_as_its_size(work, 4000)
