"""One release as text, web page, Word document and mail gives the same fields: the seed text, and invented ones.

Each document is built as programs build it: a page with what surrounds its article, a Word document with paragraphs and
line breaks, a mail in quoted-printable with an HTML part beside the text.
"""

from __future__ import annotations

import html
import io
import re
import tomllib
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from pressctl.workflow.importing.document import document_of
from pressctl.workflow.importing.taking import read_foreign_release

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "iom-azerbaijan.txt"
INVENTED = Path(__file__).parents[1] / "unit" / "source" / "anatomy" / "invented"
TEXTS = {
    f"{path.stem}-{number}": str(release["text"])
    for path in sorted(INVENTED.glob("*.toml"))
    for number, release in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["release"])
    if not re.search(r"^(?:>|#{1,2} [^#])", release["text"], re.MULTILINE)
}


def blocks(text: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines."""
    return [
        [line.strip() for line in block.split("\n") if line.strip()] for block in text.split("\n\n") if block.strip()
    ]


def as_page(text: str) -> bytes:
    paragraphs = "\n".join("<p>" + "<br>\n".join(map(html.escape, block)) + "</p>" for block in blocks(text))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>News | Office</title><script>track()</script>'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script></head><body>'
        '<div id="cookie-banner" class="cookie-consent">We use cookies. <button>Accept</button></div>'
        '<header class="site-header"><nav><ul><li><a href="/">Home</a></li></ul></nav></header>'
        f"<main><article>{paragraphs}</article></main>"
        '<aside>Related</aside><footer class="site-footer">© Office</footer></body></html>'
    ).encode()


def as_word(text: str) -> bytes:
    document = Document()
    for block in blocks(text):
        paragraph = document.add_paragraph()
        for number, line in enumerate(block):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def as_mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "press@office.example", "desk@paper.example"
    message["Subject"] = blocks(text)[0][0][:60]
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(as_page(text).decode(), subtype="html")
    return message.as_bytes(policy=policy.SMTP)


def as_html_mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "press@office.example", "desk@paper.example", "News"
    message.set_content(as_page(text).decode(), subtype="html", cte="base64")
    return message.as_bytes(policy=policy.SMTP)


FORMS: dict[str, Callable[[str], bytes]] = {"html": as_page, "docx": as_word, "eml": as_mail, "html.eml": as_html_mail}


def fields(data: bytes) -> Any:
    """Return what was read, without the lines, which are those of each form's own text."""
    release: Any = document_of(read_foreign_release(None, data))["release"]
    quotes = [{key: value for key, value in each.items() if key != "lines"} for each in release["quotes"]]
    return {**release, "quotes": quotes}


def test_the_seed_text_gives_the_same_fields_in_every_form() -> None:
    if not SEED.exists():
        pytest.skip("the seed text is not here: shared/data stands beside the project where it is")
    text = SEED.read_text(encoding="utf-8")
    wanted = fields(text.encode())
    assert len(wanted["organisers"]) == 6
    assert len(wanted["speakers"]) == 5
    assert wanted["project"]["acronym"] == "ENCT"
    for name, form in FORMS.items():
        assert fields(form(text)) == wanted, name


def _turns() -> list[Any]:
    """Every text in every form; in one form, taking turns, it belongs to every run."""
    return [
        pytest.param(text, form, id=f"{name}-{ending}", marks=() if number % len(FORMS) == place else pytest.mark.proof)
        for number, (name, text) in enumerate(TEXTS.items())
        for place, (ending, form) in enumerate(FORMS.items())
    ]


@pytest.mark.parametrize(("text", "form"), _turns())
def test_an_invented_release_gives_the_same_fields_in_every_form(text: str, form: Callable[[str], bytes]) -> None:
    assert fields(form(text)) == fields(text.encode())
