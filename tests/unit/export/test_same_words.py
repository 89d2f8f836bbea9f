"""The page, the HTML mail and the plain text say the same words in the same order.

Three things are layout and set aside by name: the address in brackets after a link's words, the title and the
preheader that a mail program shows elsewhere, and the numbers of a numbered list, which HTML leaves to the browser. A
table too wide for plain text names the header before each cell; its words are compared without order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import html

from pressctl.export.frame import MailFrame, lead
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.sheet import Sheet
from pressctl.export.text import render_mail_text, render_text
from pressctl.frozen import replace
from pressctl.model.release import Edition
from pressctl.model.slots import slot
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
)
from tests.examples import examples

TARGET = "https://example.org/a?b=<c>&d"
ADDRESS = re.compile(r"\s\((?:https?|mailto|tel):[^)\s]*\)")

NASTY: tuple[Block, ...] = (
    Paragraph(
        (
            Words("<script>alert(1)</script> & {{ 7 * 7 }} {% raw %} "),
            Strong((Words("bold "), Emphasis((Words("both"),)))),
            LineBreak(),
            Foreign("ar", (Words("بيان صحفي"),)),
            Words(" and "),
            Link(TARGET, (Words("a "), Strong((Words("link"),)))),
            Words(", "),
            Link("https://example.org/", (Words("example.org"),)),
            Words(", "),
            Link("javascript:alert(1)", (Words("a trap"),)),
        )
    ),
    Quotation(((Words("»Already marked«"),), (Words("Second"),)), Attribution("Aygün <b>", None)),
    Quotation(((Words("Without a name."),),), None),
    Heading(1, (Words("One"),)),
    Heading(2, (Words("Two"),)),
    ItemList(
        ordered=True,
        start=9,
        items=(
            (Paragraph((Words("nine"),)),),
            (
                Paragraph((Words("ten"),)),
                ItemList(
                    ordered=False, start=1, items=((Paragraph((Words("bullet"),)), Paragraph((Words("more"),))), ())
                ),
            ),
            (Quotation(((Words("in a list"),),), Attribution("Elena Example", "Judge, Example Court")),),
        ),
    ),
    Table(((Words("Who"),), (Words("何"),)), (((Words("Ə"),), (Link(TARGET, (Words("x"),)),)), ((), (Words("<td>"),)))),
    Image("media/table.png", "A round table"),
    Image("media/table.png", "A round table", "With <caption>"),
    Paragraph((Words("x" * 100 + " end"),)),
)

FRAME = MailFrame(
    greeting=slot("greeting"),
    preheader="Hidden words",
    sender="Example Press Office, 1 Example Street",
    opt_out="Write to press@example.org to be taken off.",
    opt_out_address="press@example.org",
    opt_out_subject="Take me off & <out>",
    note="Update: a new time",
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", ADDRESS.sub("", text))


def visible(document: str) -> list[str]:
    root = html.document_fromstring(document)
    for hidden in root.xpath("//head | //header//img | //*[@class='preheader']"):
        hidden.drop_tree()
    return re.findall(r"\w+", "".join(_parts(root)))


def _parts(element: html.HtmlElement) -> Iterator[str]:
    """Yield the words as a reader sees them; list numbers and the alt text of pictures are added."""
    if element.tag == "li" and element.getparent().tag == "ol":
        listed = element.getparent()
        yield f" {int(listed.get('start', 1)) + listed.index(element)} "
    if element.tag == "img":
        yield f" {element.get('alt')} "
    yield element.text or ""
    for child in element:
        block = child.tag not in {"strong", "em", "a", "span"}
        yield " " if block else ""
        yield from _parts(child)
        yield " " if block else ""
        yield child.tail or ""


def everywhere(sheet: Sheet) -> list[tuple[list[str], list[str]]]:
    return [
        (visible(render_html(sheet)), words(render_text(sheet))),
        (visible(render_mail_html(sheet, FRAME)), words(render_mail_text(sheet, FRAME))),
    ]


@pytest.mark.parametrize("language", ["en", "az", "ru", "fr", "ar"])
def test_a_whole_release_says_the_same_everywhere(
    composed: Callable[..., Sheet], edition: Edition, language: str
) -> None:
    for shown, plain in everywhere(composed(replace(edition, language=language))):
        assert shown == plain
        assert len(shown) > 100


@pytest.mark.parametrize("first", range(len(NASTY)))
def test_a_nasty_body_says_the_same_everywhere(composed: Callable[..., Sheet], edition: Edition, first: int) -> None:
    body = NASTY[first:] + NASTY[:first]
    for shown, plain in everywhere(composed(replace(edition, body=body, notes=body[:3]))):
        assert shown == plain


def test_a_page_and_a_text_differ_when_a_word_does(sheet: Sheet) -> None:
    assert visible(render_html(sheet)) != words(render_text(replace(sheet, headline=f"{sheet.headline} not")))


def test_a_wide_table_says_the_same_words_without_order(composed: Callable[..., Sheet], edition: Edition) -> None:
    header = ((Words("Session"),), (Words("Chair"),))
    cells = ((Words("Evidence " * 8),), (Words("Rashad Example of the Example Court " * 2),))
    sheet = composed(replace(edition, body=(Table(header, (cells, cells)),)))
    for shown, plain in everywhere(sheet):
        assert Counter(plain) - Counter(shown) == Counter({"Session": 1, "Chair": 1})


LETTERS = st.text(alphabet="ab <>&\"'{}%*_ əıЖбب北é\u00a0", min_size=1, max_size=30)
INLINES: st.SearchStrategy[tuple[Inline, ...]] = st.recursive(
    st.lists(st.one_of(LETTERS.map(Words), st.just(LineBreak())), min_size=1, max_size=3).map(tuple),
    lambda inner: st.lists(
        st.one_of(
            inner.map(Emphasis),
            inner.map(Strong),
            inner.map(lambda inlines: Foreign("az", inlines)),
            inner.map(lambda inlines: Link("https://example.org/x", inlines)),
            LETTERS.map(Words),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    max_leaves=4,
)
PARAGRAPHS: st.SearchStrategy[Block] = INLINES.map(Paragraph)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    INLINES.map(lambda inlines: Heading(1, inlines)),
    st.lists(INLINES, min_size=1, max_size=2).map(lambda spoken: Quotation(tuple(spoken), Attribution("A B", "C"))),
    st.lists(PARAGRAPHS, min_size=1, max_size=2).map(
        lambda item: ItemList(ordered=True, start=2, items=(tuple(item), tuple(item)))
    ),
)


@examples(60, unmoved_by=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCKS, max_size=4))
def test_any_body_says_the_same_letters_everywhere(sheet: Sheet, blocks: list[Block]) -> None:
    placed = tuple(replace(sheet.body[0], block=block) for block in blocks)
    for shown, plain in everywhere(replace(sheet, body=placed)):
        assert "".join(shown) == "".join(plain)


def test_the_preheader_begins_with_the_lead(sheet: Sheet) -> None:
    assert lead(sheet) == "Prosecutors from eleven countries meet today to read a draft protocol on shared evidence."
    long = replace(sheet.body[0], block=Paragraph((Words("word " * 60),)))
    assert re.fullmatch(r"(word )*word…", lead(replace(sheet, body=(long,))))
    assert len(lead(replace(sheet, body=(long,)))) <= 140
