"""What is wrong with an office's layout or fonts for the PDF: found by setting a release that says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pressctl.errors import BadInput
from pressctl.export.flaws import Flaw, FlawKind
from pressctl.export.pdf.fonts import own_fonts, taken_by_typst
from pressctl.export.pdf.render import render_pdf
from pressctl.export.sheet import Sheet

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_RESTRICTED = 0x0002
"""OS/2 fsType: may not be embedded without its maker's leave."""


def inspect_typ(layout: Path, sheets: Iterable[Sheet], fonts_in: Path | None) -> tuple[Flaw, ...]:
    """Return what keeps a layout from setting a page; one at a time, for typst stops at the first."""
    for sheet in sheets:
        try:
            render_pdf(sheet, layout, stamped=_STAMP, fonts_in=fonts_in)
        except BadInput as error:
            faults = error.problems or ()
            meanwhile = "no PDF can be made"
            return tuple(Flaw(FlawKind.ERROR, one.message, meanwhile, one.line) for one in faults) or (
                Flaw(FlawKind.ERROR, error.message, meanwhile),
            )
    return ()


def inspect_fonts(folder: Path) -> Iterator[Flaw]:
    """Yield the files in an office's folder of fonts that cannot be used, or should not be."""
    from fontTools.ttLib import TTFont, TTLibError

    for own in own_fonts(folder):
        try:
            with own.path.open("rb") as stream, TTFont(stream, lazy=True) as font:
                licence = font["OS/2"].fsType if "OS/2" in font else 0
        except (TTLibError, OSError, ValueError, AssertionError, KeyError):
            yield Flaw(FlawKind.ERROR, f"{own.path.name} is not a font", "no PDF can be made; take it away")
            continue
        if licence & 0x000F == _RESTRICTED:
            said = f"{own.path.name} says that it may not be put into documents"
            yield Flaw(FlawKind.FONT, said, "it is used all the same; ask its maker")
        if own.path.name not in {path.name for path, _ in taken_by_typst((own,))}:
            yield Flaw(FlawKind.FONT, f"{own.path.name} cannot be used for a PDF", "it is passed over")
