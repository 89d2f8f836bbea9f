"""Page and mail, looked over by axe in Chromium: both looks, every language, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pressctl.config.looks import LookName
from pressctl.export.frame import MailFrame, lead
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.sheet import Placed, Sheet
from pressctl.frozen import replace
from pressctl.language.labels import load_labels
from pressctl.model.release import Edition
from pressctl.model.text import Emphasis, Foreign, Paragraph, Strong, Words
from tests.axe import judged

pytestmark = pytest.mark.chromium


def documents(sheet: Sheet, look: LookName) -> Mapping[str, str]:
    """Page and mail of a sheet in a look."""
    inlines = (
        Words("A "),
        Foreign("az", (Words("Milli Məclis"),)),
        Emphasis((Words(" may "),)),
        Strong((Words("do"),)),
    )
    dressed = replace(
        sheet, look=replace(sheet.look, name=look), body=(*sheet.body, Placed("body[9]", Paragraph(inlines)))
    )
    labels = load_labels(None, sheet.language)
    frame = MailFrame(
        greeting=labels.greeting.neutral,
        preheader=lead(sheet),
        sender=sheet.letterhead.office,
        opt_out=labels.mail.opt_out.format(office=sheet.letterhead.office, address="press@example.org"),
        opt_out_address="press@example.org",
        note="A note",
    )
    name = f"{look.value}-{sheet.language}"
    return {f"page-{name}": render_html(dressed), f"mail-{name}": render_mail_html(dressed, frame)}


@pytest.fixture
def in_languages(composed: Callable[..., Sheet], edition: Edition) -> Callable[..., Mapping[str, str]]:
    """Return what sets page and mail in every look and in some languages."""

    def make(*languages: str) -> Mapping[str, str]:
        sheets = [composed(replace(edition, language=language)) for language in languages]
        return {name: text for sheet in sheets for look in LookName for name, text in documents(sheet, look).items()}

    return make


@pytest.mark.parametrize(
    ("night", "languages"),
    [
        pytest.param(False, ("ar",), id="day"),
        pytest.param(False, ("en", "az", "ru"), id="day in the others", marks=pytest.mark.proof),
        pytest.param(True, ("en", "ar"), id="night", marks=pytest.mark.proof),
    ],
)
def test_axe_finds_nothing_in_page_and_mail(
    in_languages: Callable[..., Mapping[str, str]],
    program: Callable[[str], str],
    tmp_path: Path,
    night: bool,
    languages: tuple[str, ...],
) -> None:
    found = judged(in_languages(*languages), program("chromium"), tmp_path, night=night)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.proof
def test_the_look_over_finds_what_is_wrong(sheet: Sheet, program: Callable[[str], str], tmp_path: Path) -> None:
    page = documents(sheet, LookName.MODERN)["page-modern-en"]
    spoilt = (
        re.sub(r' alt="[^"]*"', "", page)
        .replace("--ink: #1c1c1c", "--ink: #cccccc")
        .replace('<html lang="en"', "<html")
    )
    found = judged({"page": spoilt}, program("chromium"), tmp_path, night=False)
    assert {said.partition(":")[0] for said in found["page"]} >= {"image-alt", "color-contrast", "html-has-lang"}
