"""How long a Word document takes, beside docxtpl filling a template of the same look with the same words.

Both in one process, taken in turn (A B A B …) in one run; the ratio of the medians is what counts, and that both
documents say the same words is checked first. docxtpl has one template object, filled again for every document, as is
quickest. The standing aim is 1.2.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from offices import made_office

from pressctl.config.templates import builtin_templates
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.docx.fields import field
from pressctl.export.sheet import ContactBlock, ContactEntry, Fact, Sheet
from pressctl.export.text import inline_text
from pressctl.model.moment import Moment
from pressctl.model.text import Block, Paragraph, Quotation, plain
from pressctl.workflow.opening import open_release
from pressctl.workflow.sheets import sheet_of

if TYPE_CHECKING:
    from docx.document import Document

RUNS = 41
AIM = 1.2
NOW = Moment(datetime(2018, 10, 30, 6, tzinfo=UTC), "Asia/Baku")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

BODY = (
    ("Press Status", "{{ status }}"),
    ("heading 1", "{{ headline }}"),
    ("Press Subheadline", "{{ subheadline }}"),
    ("Press Lead", "{{ dateline }}{{ lead }}"),
    ("", "{%p for block in body %}"),
    ("", "{%p if block.said_by %}"),
    ("Press Quotation", "{{ block.text }}"),
    ("Press Attribution", "{{ block.said_by }}"),
    ("", "{%p else %}"),
    ("Press Body", "{{ block.text }}"),
    ("", "{%p endif %}"),
    ("", "{%p endfor %}"),
    ("", "{%p for section in sections %}"),
    ("heading 2", "{{ section.title }}"),
    ("", "{%p for fact in section.facts %}"),
    ("Press Fact", "{{ fact.label }}\t{{ fact.value }}"),
    ("", "{%p endfor %}"),
    ("", "{%p for item in section.entries %}"),
    ("Press Item", "{{ item.label }}{{ item.value }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
    ("Press End Mark", "{{ end_mark }}"),
    ("", "{%p for plate in boilerplates %}"),
    ("Press Small Heading", "{{ plate.title }}"),
    ("", "{%p for text in plate.paragraphs %}"),
    ("Press Small", "{{ text }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
    ("Press Contact Heading", "{{ contact_title }}"),
    ("", "{%p for contact in contacts %}"),
    ("Press Contact Name", "{{ contact.name }}"),
    ("", "{%p for line in contact.lines %}"),
    ("Press Contact", "{{ line.label }}\t{{ line.value }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
)
"""The template's paragraphs: style and words."""


def make_template(path: Path) -> None:
    """Write the house layout with docxtpl's marks in it."""
    from docx import Document

    document = Document(str(builtin_templates() / "layouts" / "house.docx"))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for style, words in BODY:
        document.add_paragraph(words, style=_style(document, style) if style else None)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{ office }}\t{{ document }}"
    section.header.paragraphs[0].text = "{{ headline }}"
    for footer in (section.first_page_footer, section.footer):
        line = footer.paragraphs[0]
        line.text = "{{ office }}\tPage "
        line._p.extend(field("PAGE", "1"))  # noqa: SLF001 - python-docx makes no fields
        line.add_run(" of ")
        line._p.extend(field("NUMPAGES", "1"))  # noqa: SLF001 - as above
    document.save(str(path))


def _style(document: Document, name: str) -> str:
    return next(str(style.name) for style in document.styles if str(style.name).casefold() == name.casefold())


def words_of(sheet: Sheet) -> dict[str, object]:
    """Return what the template is filled with."""
    lead, *body = (_block(placed.block, sheet) for placed in sheet.body)
    return {
        "office": sheet.letterhead.office,
        "document": sheet.letterhead.document,
        "status": sheet.status.text,
        "headline": sheet.headline,
        "subheadline": sheet.subheadline,
        "dateline": f"{sheet.dateline}{sheet.dateline_dash}",
        "lead": lead["text"],
        "body": body,
        "sections": [
            {
                "title": section.title,
                "facts": [_fact(fact, sheet.colon.rstrip(), "") for fact in section.facts],
                "entries": [_fact(item, "", sheet.item_dash) for item in section.items],
            }
            for section in sheet.sections
        ],
        "end_mark": sheet.end_mark,
        "boilerplates": [
            {
                "title": plate.title,
                "paragraphs": [
                    inline_text(placed.block.inlines) for placed in plate.blocks if isinstance(placed.block, Paragraph)
                ],
            }
            for plate in sheet.boilerplates
        ],
        "contact_title": sheet.contact.title if sheet.contact else "",
        "contacts": [
            _contact(entry, sheet.contact, sheet) for entry in (sheet.contact.entries if sheet.contact else ())
        ],
    }


def _block(block: Block, sheet: Sheet) -> dict[str, str]:
    if isinstance(block, Quotation) and block.attribution:
        said_by = sheet.comma.join(part for part in (block.attribution.name, block.attribution.title) if part)
        return {"text": "".join(plain(words) for words in block.paragraphs), "said_by": said_by}
    if isinstance(block, Paragraph):
        return {"text": inline_text(block.inlines), "said_by": ""}
    raise TypeError(f"the template has no place for {type(block).__name__}")


def _fact(fact: Fact, after: str, before: str) -> dict[str, str]:
    value = plain(fact.value)
    return {"label": f"{fact.label}{after}", "value": f"{before}{value}" if value else ""}


def _contact(entry: ContactEntry, block: ContactBlock, sheet: Sheet) -> dict[str, object]:
    lines = (
        (block.phone_label, sheet.comma.join(entry.phones)),
        (block.email_label, entry.email),
        (block.languages_label, entry.languages),
    )
    return {
        "name": sheet.comma.join(part for part in (entry.name, entry.role) if part),
        "lines": [{"label": f"{label}{sheet.colon.rstrip()}", "value": value} for label, value in lines if value],
    }


def words_in(document: bytes) -> Counter[str]:
    """Return the words of body, headers and footers."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            if name.startswith(("word/document", "word/header", "word/footer")):
                for paragraph in etree.fromstring(archive.read(name)).iter(f"{_W}p"):
                    parts = (
                        node.text if node.tag == f"{_W}t" else " " for node in paragraph.iter(f"{_W}t", f"{_W}tab")
                    )
                    found.update("".join(part or "" for part in parts).split())
    return found


def seconds_of(make: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    make()
    return time.perf_counter() - begun


def main() -> int:
    from docxtpl import DocxTemplate

    with tempfile.TemporaryDirectory() as folder:
        opened = open_release(*made_office(Path(folder)))
        sheet = sheet_of(opened, opened.release.editions[0], NOW)
        template = Path(folder) / "template.docx"
        make_template(template)
        filler, context, render = DocxTemplate(template), words_of(sheet), EXPORTERS[Format.DOCX].render

        def ours() -> bytes:
            return render(sheet, opened.workspace, NOW.instant)

        def theirs() -> bytes:
            filler.render(context, autoescape=True)
            stream = io.BytesIO()
            filler.save(stream)
            return stream.getvalue()

        differing = words_in(ours()) - words_in(theirs()), words_in(theirs()) - words_in(ours())
        if any(differing):
            print(f"the two documents do not say the same: {differing}", file=sys.stderr)
            return 1
        pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in range(RUNS)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    times = f"{mine * 1000:6.1f} ms   docxtpl {other * 1000:6.1f} ms"
    print(f"DOCX of a release   {times}   ratio {mine / other:4.2f}   aim {AIM}")
    return 1 if mine / other > AIM else 0


if __name__ == "__main__":
    sys.exit(main())
