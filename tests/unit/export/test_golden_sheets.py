"""The whole of a mail and a text, as they were looked at and found good: `tests/golden/export/`.

After a change that is meant, set UPDATE_GOLDEN=1, run this file, look at the difference and commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pressctl.export.frame import MailFrame, lead
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.sheet import Sheet
from pressctl.export.text import render_mail_text
from pressctl.frozen import replace
from pressctl.language.labels import load_labels
from pressctl.model.release import Edition
from pressctl.model.slots import slot

PICTURE = re.compile(r"(data:image/\w+;base64,)[A-Za-z0-9+/=]+")
GOLDEN = Path(__file__).parents[2] / "golden" / "export"


def frame_of(sheet: Sheet) -> MailFrame:
    labels = load_labels(None, sheet.language)
    return MailFrame(
        greeting=slot("greeting"),
        preheader=lead(sheet),
        sender=f"{sheet.letterhead.office}, 1 Example Street",
        opt_out=labels.mail.opt_out.format(office=sheet.letterhead.office, address="press@example.org"),
        opt_out_address="press@example.org",
        opt_out_subject=labels.mail.opt_out_subject,
    )


def is_golden(name: str, text: str) -> bool:
    file = GOLDEN / name
    text = PICTURE.sub(r"\1…", text)  # another Pillow may pack a picture otherwise
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("language", ["en", "az", "ru", "fr", "ar"])
def test_a_release_is_set_as_it_was(composed: Callable[..., Sheet], edition: Edition, language: str) -> None:
    sheet = composed(replace(edition, language=language))
    assert is_golden(f"mail.{language}.txt", render_mail_text(sheet, frame_of(sheet)))
    assert is_golden(f"mail.{language}.html", render_mail_html(sheet, frame_of(sheet)))
    assert is_golden(f"page.{language}.html", render_html(sheet))
