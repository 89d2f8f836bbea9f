"""The HTML mail and the page: what they are made of, and what release text cannot do to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.colour import contrast
from pressctl.export.frame import MailFrame
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.sheet import Look, Placed, Sheet
from pressctl.frozen import replace
from pressctl.model.release import Edition
from pressctl.model.slots import fill, slot, slots_in
from pressctl.model.text import Foreign, Heading, Link, Paragraph, Words

FRAME = MailFrame(
    greeting=slot("greeting"),
    preheader="The lead",
    sender="Example Press Office",
    opt_out="Write to press+out@example.org to be taken off.",
    opt_out_address="press+out@example.org",
    opt_out_subject="Take me off & away",
)
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include 'x' %}",
    "</title></style><style>*{display:none}",
    "-->&lt;b&gt;",
)


def mail(sheet: Sheet) -> html.HtmlElement:
    return html.document_fromstring(render_mail_html(sheet, FRAME))


@pytest.fixture
def arabic(composed: Callable[..., Sheet], edition: Edition) -> Sheet:
    return composed(replace(edition, language="ar"))


def test_the_mail_has_one_main_heading_and_nests_the_others(sheet: Sheet) -> None:
    headings = [element.tag for element in mail(sheet).xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert headings.count("h1") == 1
    assert headings[0] == "h1"


def test_no_banner_stands_before_the_headline(sheet: Sheet) -> None:
    before = mail(sheet).xpath("//h1/preceding::text()[ancestor::body][not(ancestor::*[@class='preheader'])]")
    assert len(" ".join(" ".join(before).split())) < 200
    assert mail(sheet).xpath("//img") == []


@pytest.mark.parametrize(("language", "direction", "start"), [("en", "ltr", "left"), ("ar", "rtl", "right")])
def test_every_cell_has_language_direction_and_side(
    composed: Callable[..., Sheet], edition: Edition, language: str, direction: str, start: str
) -> None:
    root = mail(composed(replace(edition, language=language)))
    cells = root.xpath("//td | //th")
    assert len(cells) > 10
    for cell in cells:
        assert (cell.get("lang"), cell.get("dir")) == (language, direction)
        assert cell.get("align")
    assert root.xpath("//blockquote")[0].get("style").count(f"border-{start}:") == 1
    assert all(cell.get("align") == start for cell in root.xpath("//table[@class='data']//td"))


def test_layout_tables_are_presentation_and_data_tables_have_headers(sheet: Sheet) -> None:
    root = mail(sheet)
    for table in root.xpath("//table[not(@role='presentation')]"):
        assert table.xpath(".//th[@scope='col']")
    assert root.xpath("//table[@role='presentation']//table[@class='sheet']/@width") == ["600"]


def test_styles_are_inline_and_the_dark_rules_are_kept(sheet: Sheet) -> None:
    root = mail(sheet)
    assert "font-size: 24px" in root.xpath("//h1")[0].get("style")
    assert "line-height: 24px" in root.xpath("//td[contains(@class, 'text')]")[0].get("style")
    (style,) = root.xpath("//style")
    assert style.text.strip().startswith("@media (prefers-color-scheme: dark)")
    assert style.text.count("}") == style.text.count("{")


def test_the_encoding_is_declared_first(sheet: Sheet) -> None:
    assert render_mail_html(sheet, FRAME).encode().find(b'charset="utf-8"') < 200


def test_quotations_name_who_spoke_in_bold(sheet: Sheet) -> None:
    (attribution,) = mail(sheet).xpath("//blockquote/p[@class='attribution']")
    assert attribution.xpath("./strong/text()") == ["Leyla Mammadova"]
    assert attribution.text_content() == "Leyla Mammadova, Head of Protection, Example Mission"


def test_lists_are_lists_with_their_numbers(sheet: Sheet) -> None:
    root = mail(sheet)
    assert root.xpath("//ol/@start") == ["3"]
    assert len(root.xpath("//ul/li/strong")) == 5


def test_pictures_are_named_in_a_mail_and_shown_in_a_page(sheet: Sheet) -> None:
    assert "hall.png" in mail(sheet).text_content()
    page = html.document_fromstring(render_html(sheet))
    assert [image.get("alt") for image in page.xpath("//figure/img")] == ["A round table", "An empty hall"]
    assert all(source.startswith("data:image/png;base64,") for source in page.xpath("//img/@src"))


def test_a_page_needs_nothing_from_elsewhere(sheet: Sheet) -> None:
    root = html.document_fromstring(render_html(sheet))
    assert root.xpath("//script | //link | //iframe | //object") == []
    assert "default-src 'none'" in root.xpath("//meta[@http-equiv]/@content")[0]
    assert root.get("lang") == "en"
    assert root.xpath("//title/text()") == [sheet.properties.title]


def test_right_to_left_writing_mirrors_the_page(arabic: Sheet) -> None:
    root = html.document_fromstring(render_html(arabic))
    assert root.get("dir") == "rtl"
    assert root.xpath("//section[@class='contacts']//a/@dir") == ["ltr"] * 3
    assert "letter-spacing" not in render_mail_html(arabic, FRAME)


def test_the_contact_can_be_called_and_written_to(sheet: Sheet) -> None:
    links = mail(sheet).xpath("//p[@class='contact']//a/@href")
    assert links == ["tel:+994125550100", "tel:+994505550100", "mailto:press@example.org"]


def test_the_opt_out_address_begins_a_message(sheet: Sheet) -> None:
    assert mail(sheet).xpath("//td[contains(@class, 'foot')]//a/@href") == [
        "mailto:press+out@example.org?subject=Take%20me%20off%20%26%20away"
    ]


def test_without_an_opt_out_there_is_none(sheet: Sheet) -> None:
    bare = replace(FRAME, opt_out="", opt_out_address="")
    root = html.document_fromstring(render_mail_html(sheet, bare))
    assert root.xpath("//td[contains(@class, 'foot')]//a") == []


def test_slots_pass_through_to_be_filled(sheet: Sheet) -> None:
    document = render_mail_html(sheet, FRAME)
    assert slots_in(document) == ("greeting",)
    assert "Dear Aygün," in fill(document, {"greeting": "Dear Aygün,"})


@pytest.mark.parametrize("payload", PAYLOADS)
def test_release_text_stays_text(sheet: Sheet, payload: str) -> None:
    plain = html.document_fromstring(render_html(sheet))
    hostile = replace(
        sheet,
        headline=payload,
        subheadline=payload,
        dateline=payload,
        end_mark=payload,
        body=(
            Placed("body[1]", Paragraph((Words(payload), Link("https://example.org/" + '"><b>', (Words(payload),))))),
        ),
        properties=replace(sheet.properties, title=payload, author=payload),
    )
    for document in (
        render_html(hostile),
        render_mail_html(hostile, replace(FRAME, preheader=payload, sender=payload)),
    ):
        root = html.document_fromstring(document)
        assert root.xpath("//h1")[0].text_content() == payload
        assert root.xpath("//script | //img[not(ancestor::header or ancestor::figure)] | //b | //*[@onerror]") == []
        assert len(root.xpath("//style")) == 1
    assert len(plain.xpath("//style")) == 1


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", " JaVaScript:alert(1)", "data:text/html,x", "java\tscript:x"]
)
def test_a_dangerous_link_keeps_its_words_alone(sheet: Sheet, target: str) -> None:
    body = (Placed("body[1]", Paragraph((Link(target, (Words("press here"),)),))),)
    for document in (render_html(replace(sheet, body=body)), render_mail_html(replace(sheet, body=body), FRAME)):
        root = html.document_fromstring(document)
        assert "press here" in root.text_content()
        assert all(href.startswith(("https://", "mailto:", "tel:")) for href in root.xpath("//@href"))


@pytest.mark.parametrize("accent", ["#ffff00", "#ffffff", "#1f4e79", "#000000"])
def test_links_can_be_read_whatever_the_offices_colour(sheet: Sheet, accent: str) -> None:
    root = mail(replace(sheet, look=Look(accent)))
    style = root.xpath("//a[@class='link']/@style")[0]
    assert contrast(style[style.index("#") :][:7], "#ffffff") >= 4.5


def test_foreign_words_are_marked(sheet: Sheet) -> None:
    words = Foreign("ar", (Words("بيان"),))
    root = mail(replace(sheet, body=(Placed("body[1]", Paragraph((words,))),)))
    assert root.xpath("//span[@lang='ar']/@dir") == ["rtl"]


def test_a_deep_heading_goes_no_deeper_than_six(sheet: Sheet) -> None:
    root = mail(replace(sheet, body=(Placed("body[1]", Heading(9, (Words("Deep"),))),)))
    assert root.xpath("//h6/text()") == ["Deep"]
    assert "Baku, 30 October 2018" in root.text_content()


def test_a_mail_is_small_enough_not_to_be_clipped(sheet: Sheet) -> None:
    assert len(render_mail_html(sheet, FRAME).encode()) < 30_000


def own_layout(root: Path, old: str, new: str) -> Workspace:
    (root / "templates" / "layouts").mkdir(parents=True, exist_ok=True)
    text = (builtin_templates() / "layouts" / "mail.html.j2").read_text(encoding="utf-8")
    assert old in text
    (root / "templates" / "layouts" / "mail.html.j2").write_text(text.replace(old, new, 1), encoding="utf-8")
    return Workspace(root)


def test_the_offices_own_layout_wins(sheet: Sheet, tmp_path: Path) -> None:
    office = own_layout(tmp_path, '<p class="status">', '<p class="status">Example: ')
    assert "Example: Embargoed until" in render_mail_html(sheet, FRAME, workspace=office)


@pytest.mark.parametrize(
    "fault", ["{{ sheet.nothing.at.all }}", "{% if %}", "{{ missing }}", "{{ sheet|nofilter }}", "{{ 1 / 0 }}"]
)
def test_a_fault_in_a_layout_is_told_with_file_and_line(sheet: Sheet, tmp_path: Path, fault: str) -> None:
    office = own_layout(tmp_path, '<p class="status">', f'{fault}<p class="status">')
    lines = (tmp_path / "templates" / "layouts" / "mail.html.j2").read_text(encoding="utf-8").splitlines()
    with pytest.raises(BadInput) as caught:
        render_mail_html(sheet, FRAME, workspace=office)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (
        "layouts/mail.html.j2", next(n for n, line in enumerate(lines, 1) if fault in line),
    )  # fmt: skip
