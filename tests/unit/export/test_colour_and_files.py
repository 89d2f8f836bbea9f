"""Readable colours, file names, the list of exporters, wrapped lines, link targets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.export.base import EXPORTERS, Format, file_name
from pressctl.export.colour import contrast, readable
from pressctl.export.html import render_html
from pressctl.export.sheet import Sheet
from pressctl.export.targets import safe_target, says_its_target, telephone
from pressctl.export.text import render_text
from pressctl.export.wrapping import columns, wrap
from pressctl.model.moment import parse_moment
from pressctl.model.text import Link, Words


def test_contrast_runs_from_one_to_twenty_one() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_a_readable_colour_stays_what_it_is() -> None:
    assert readable("#1f4e79", "#ffffff") == "#1f4e79"


@given(st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}"))
def test_every_colour_can_be_read_by_day_and_by_night(colour: str) -> None:
    assert contrast(readable(colour, "#ffffff"), "#ffffff") >= 4.5
    assert contrast(readable(colour, "#1a1a1a", 7.0), "#1a1a1a") >= 7.0


def test_an_embargo_stands_in_the_files_name() -> None:
    assert file_name("joint", "en", Format.DOCX) == "joint_en.docx"
    assert file_name("joint", "zh-Hant", Format.HTML, embargo=parse_moment("2018-10-30T10:00[Asia/Baku]")) == (
        "joint_zh-Hant_EMBARGOED-until-2018-10-30-1000-Baku.html"
    )


def test_every_format_but_eml_has_an_exporter() -> None:
    assert set(EXPORTERS) == set(Format) - {Format.EML}
    assert all(exporter.format is name for name, exporter in EXPORTERS.items())


def test_an_exporter_gives_the_bytes_of_a_file(sheet: Sheet) -> None:
    stamped = datetime(2018, 10, 29, 6, tzinfo=UTC)
    files = {name: exporter.render(sheet, None, stamped) for name, exporter in EXPORTERS.items()}
    assert files[Format.TXT].decode() == render_text(sheet)
    assert files[Format.HTML].decode() == render_html(sheet)
    assert files[Format.DOCX].startswith(b"PK")


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//example.org", "vbscript:x",
     "https://", "https://a b", "file:///etc/passwd", "\x01javascript:x", "https:x"],
)  # fmt: skip
def test_a_link_that_could_do_harm_has_no_target(target: str) -> None:
    assert safe_target(target) is None


@pytest.mark.parametrize(
    "target", ["https://example.org/a?b=c&d#e", "HTTP://example.org", "mailto:a@example.org", "tel:+99412"]
)
def test_the_four_kinds_of_links_are_kept(target: str) -> None:
    assert safe_target(target) == target


def test_a_printed_number_becomes_a_target() -> None:
    assert telephone("+994 (12) 555-01-00") == "tel:+994125550100"
    assert telephone("012 555 01 00 ext. 12") == "tel:0125550100"


def test_words_may_say_the_address_already() -> None:
    assert says_its_target(Link("https://example.org/", (Words("example.org"),)))
    assert says_its_target(Link("mailto:a@example.org", (Words("a@example.org"),)))
    assert not says_its_target(Link("https://evil.example/", (Words("example.org"),)))


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "a-long-path/" * 10
    assert address in wrap(f"Read it at {address} today", 40)


def test_a_no_break_space_does_not_break() -> None:
    assert wrap("aaaa 10\u00a0h\u00a000 bbbb", 8) == ["aaaa", "10\u00a0h\u00a000", "bbbb"]


def test_east_asian_letters_take_two_columns_and_may_break() -> None:
    assert columns("新闻") == 4
    assert wrap("新闻发布会在北京举行", 8) == ["新闻发布", "会在北京", "举行"]


def test_indents_belong_to_the_line() -> None:
    assert wrap("one two three", 9, first="- ", rest="  ") == ["- one two", "  three"]


@given(st.text(alphabet="ab ü\u0301新\n", max_size=80), st.integers(4, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width or " " not in line for line in lines)
