"""The family of exporters: each turns a composed sheet into the bytes of one file, and says what it cannot carry.

`EXPORTERS` is the whole list. `eml` is a format that a person can ask for, but no member: a workflow makes it from
the mail that would be sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pressctl.config.workspace import Workspace
from pressctl.export.layouts import HOUSE_LAYOUT, PDF_LAYOUT, font_folder, layout
from pressctl.export.sheet import Sheet
from pressctl.frozen import Frozen
from pressctl.model.moment import Moment

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Format(StrEnum):
    """What `pressctl export --format` may name; the value is the file's extension."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    TXT = "txt"
    EML = "eml"


class Render(Protocol):
    """Sets a sheet by the layouts of a workspace, or by the built-in ones.

    Raises BadInput for what a person can mend, such as a broken layout; the same arguments give the same bytes.
    """

    def __call__(self, sheet: Sheet, workspace: Workspace | None, stamped: datetime) -> bytes:
        """Return the file; `stamped` is what a document gives as the time of its making, with a zone."""
        ...


class Exporter(Frozen):
    """One member of the family."""

    format: Format
    media_type: str
    render: Render
    cannot_carry: tuple[str, ...] = ()
    """What of a sheet is lost in this format, a phrase each; docs and matrix are made from it."""


def file_name(
    slug: str,
    language: str,
    format: Format,  # noqa: A002 - the domain's word
    *,
    embargo: Moment | None = None,
) -> str:
    """Return `<slug>_<language>.<extension>`; with the embargo's mark before the extension while one holds."""
    return f"{slug}_{language}{embargo_mark(embargo)}.{format.value}"


def embargo_mark(embargo: Moment | None) -> str:
    """Return `_EMBARGOED-until-2018-10-30-1000-Baku`: letters, digits, hyphens alone, which every file system takes.

    The place is there because a file travels without its release.
    """
    if embargo is None:
        return ""
    place = embargo.zone.rpartition("/")[2].replace("_", "-").replace("+", "plus")
    return f"_EMBARGOED-until-{embargo.local():%Y-%m-%d-%H%M}-{place}"


def _docx(sheet: Sheet, workspace: Workspace | None, stamped: datetime) -> bytes:
    from pressctl.export.docx.render import render_docx

    return render_docx(sheet, layout(workspace, HOUSE_LAYOUT, sheet.look), stamped=stamped)


def _pdf(sheet: Sheet, workspace: Workspace | None, stamped: datetime) -> bytes:
    from pressctl.export.pdf.render import render_pdf

    fonts = font_folder(workspace, sheet.look)
    return render_pdf(sheet, layout(workspace, PDF_LAYOUT, sheet.look), stamped=stamped, fonts_in=fonts)


def _html(sheet: Sheet, workspace: Workspace | None, stamped: datetime) -> bytes:
    from pressctl.export.html import render_html

    return render_html(sheet, workspace=workspace).encode("utf-8")


def _txt(sheet: Sheet, workspace: Workspace | None, stamped: datetime) -> bytes:
    from pressctl.export.text import render_text

    return render_text(sheet).encode("utf-8")


EXPORTERS: Mapping[Format, Exporter] = {
    exporter.format: exporter
    for exporter in (
        Exporter(Format.DOCX, DOCX_TYPE, render=_docx),
        Exporter(Format.PDF, "application/pdf", render=_pdf, cannot_carry=("comments and corrections of a reviewer",)),
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
