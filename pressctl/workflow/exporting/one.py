"""An opened release → files: composed once per language, set in each format, written whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from pressctl.config.looks import LookName
from pressctl.errors import BadInput
from pressctl.export.base import EXPORTERS, Format, file_name
from pressctl.export.sheet import Sheet
from pressctl.frozen import Frozen, replace
from pressctl.model.moment import Moment
from pressctl.store.files import file_error, make_private_folder, write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.exporting.stale import remove_replaced
from pressctl.workflow.opening import Opened
from pressctl.workflow.sending.mailing import MailSetting, sample_message
from pressctl.workflow.sheets import sheet_of


class Typesetter(Protocol):
    """What makes a PDF of a Word document, such as `export.libreoffice.LibreOffice`."""

    def name(self) -> str:
        """Return what it is, with its version."""
        ...

    def pdf(self, document: bytes) -> bytes:
        """Return the PDF of a .docx."""
        ...


_PRESSCTL = "pressctl"


class ExportOrder(Frozen):
    """What is wanted of a release."""

    formats: tuple[Format, ...]
    languages: tuple[str, ...] = ()
    """All, where none is named."""
    output: Path | None = None
    """Where the files go; each release's own `out/` where nothing is said."""
    look: LookName | None = None
    """One of the built-in looks, in place of the office's own layouts."""
    typesetter: Typesetter | None = None
    """Makes the PDF of the very Word document, in place of pressctl's own way."""


class Exported(Frozen):
    """One file that was written."""

    path: Path
    format: Format
    language: str
    octets: int
    sha256: str
    made_by: str = _PRESSCTL
    """What set it, where that was not pressctl: `LibreOffice 7.4.7.2`."""
    replaced: tuple[Path, ...] = ()
    """Earlier exports of the same that named another embargo, or none, and were removed."""
    embargo: Moment | None = None
    """The lift before which nobody may publish it; nothing where no embargo holds."""


def check_folder(folder: Path) -> None:
    """Make sure that a folder is one, or could be made.

    Raises:
        BadInput: it, or what it would stand in, is a file.
    """
    present = next((each for each in (folder, *folder.parents) if each.exists()), None)
    if present is not None and not present.is_dir():
        raise BadInput(f"{present} is a file; --output names a folder")


def export(desk: Desk, opened: Opened, order: ExportOrder) -> tuple[Exported, ...]:
    """Write the release in each format and language, into the order's folder or the release's own `out/`.

    Everything is set before the first file is written, so that a fault leaves no half of an export behind.

    Raises:
        BadInput: a language that the release has not, a picture that is missing, a layout without its styles.
    """
    now = desk.clock()
    own = order.output is None
    folder = opened.folder / "out" if order.output is None else order.output
    check_folder(folder)
    made: list[tuple[Path, Format, str, bytes]] = []
    held = opened.release.original_edition.held_until(now)
    for edition in opened.editions(order.languages):
        sheet = sheet_of(opened, edition, now, order.look)
        for format_ in order.formats:
            name = file_name(opened.release.slug, edition.language, format_, embargo=held)
            made.append(
                (folder / name, format_, edition.language, _set(desk, opened, format_, sheet, order=order, now=now))
            )
    by = order.typesetter.name() if order.typesetter and Format.PDF in order.formats else _PRESSCTL
    written = [
        replace(
            _written(path, format_, language, data, own=own),
            made_by=by if format_ is Format.PDF else _PRESSCTL,
            embargo=held,
        )
        for path, format_, language, data in made
    ]
    if not own:
        return tuple(written)
    slug = opened.release.slug
    return tuple(replace(file, replaced=remove_replaced(file.path, slug, file.language)) for file in written)


def _written(path: Path, format_: Format, language: str, data: bytes, *, own: bool) -> Exported:
    if own:
        make_private_folder(path.parent)
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(path.parent, error) from error
    write_atomically(path, data)
    return Exported(path, format_, language, len(data), hashlib.sha256(data).hexdigest())


def _set(desk: Desk, opened: Opened, format_: Format, sheet: Sheet, *, order: ExportOrder, now: Moment) -> bytes:
    """Set a sheet: by the family's exporter, as the mail that would be sent, or by the typesetter of the order."""
    if format_ is Format.PDF and order.typesetter is not None:
        return order.typesetter.pdf(EXPORTERS[Format.DOCX].render(sheet, opened.workspace, now.instant))
    if format_ is Format.EML:
        asked = None if sheet.look.own else sheet.look.name
        return sample_message(MailSetting(desk, opened, now, look=asked), sheet.language)
    return EXPORTERS[format_].render(sheet, opened.workspace, now.instant)


def write_preview(opened: Opened, html: str, name: str) -> Path:
    """Write a page to be looked at beside the release's exports; return its path."""
    folder = opened.folder / "out"
    make_private_folder(folder)
    path = folder / f"preview.{name}.html"
    write_atomically(path, html.encode())
    return path
