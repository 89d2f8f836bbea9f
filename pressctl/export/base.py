"""The family of exporters: each turns a composed sheet into the bytes of one file, and says what it cannot carry.

`EXPORTERS` is the whole list. `eml` is a format that a person can ask for, but no member: a workflow makes it from
the mail that would be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pressctl.export.sheet import Sheet


class Format(StrEnum):
    """What `pressctl export --format` may name; the value is the file's extension."""

    DOCX = "docx"
    HTML = "html"
    TXT = "txt"
    EML = "eml"


@dataclass(frozen=True, slots=True)
class Exporter:
    """One member of the family."""

    format: Format
    media_type: str
    render: Callable[[Sheet], bytes]
    """Sets the sheet; raises BadInput for what a person can mend, such as a broken layout."""
    cannot_carry: tuple[str, ...] = ()
    """What of a sheet is lost in this format, a phrase each; docs and matrix are made from it."""


def file_name(slug: str, language: str, format: Format, *, embargoed: bool) -> str:  # noqa: A002 - the domain's word
    """Return `<slug>_<language>.<extension>`, with `_EMBARGOED` before the extension while the embargo holds."""
    mark = "_EMBARGOED" if embargoed else ""
    return f"{slug}_{language}{mark}.{format.value}"


def _docx(sheet: Sheet) -> bytes:
    from pressctl.export.docx.render import render_docx

    return render_docx(sheet)


def _html(sheet: Sheet) -> bytes:
    from pressctl.export.html import render_html

    return render_html(sheet).encode("utf-8")


def _txt(sheet: Sheet) -> bytes:
    from pressctl.export.text import render_text

    return render_text(sheet).encode("utf-8")


EXPORTERS: Mapping[Format, Exporter] = {
    exporter.format: exporter
    for exporter in (
        Exporter(Format.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", render=_docx),
        Exporter(Format.HTML, "text/html", render=_html, cannot_carry=("page numbers",)),
        Exporter(
            Format.TXT,
            "text/plain",
            render=_txt,
            cannot_carry=("pictures and logos (named, not shown)", "emphasis", "marked languages", "page numbers"),
        ),
    )
}
"""Every exporter, in the order in which `pressctl export` writes."""
