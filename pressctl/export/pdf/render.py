"""A composed sheet → a tagged PDF: the layout in a room of its own, typst, and what went wrong in a person's words."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pressctl.config.templates import builtin_templates
from pressctl.errors import BadInput, Problem
from pressctl.export.darkroom import LOGO, Recipe, develop
from pressctl.export.pdf.fonts import OwnFont, check_coverage, fonts, own_families, own_fonts
from pressctl.export.pdf.matter import Matter
from pressctl.export.sheet import Sheet
from pressctl.frozen import Changing, field

if TYPE_CHECKING:
    from typst import TypstError

STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with title and language, every picture described."""
_BESIDE = frozenset({".typ", ".png", ".jpg", ".jpeg", ".gif", ".svg"})
"""Files beside a layout that it may use."""
_PLACE = re.compile(r"┌─ (?:.*[/\\])?(?P<file>[^/\\]+\.typ):(?P<line>\d+)")


class _Room(Changing):
    """The folder that typst sees, and nothing beyond: the layout and the pictures."""

    folder: Path
    recipe: Recipe
    taken: dict[tuple[Path, Recipe], str] = field(default_factory=dict)

    def photograph(self, path: Path) -> str:
        """Put a photograph in, made ready for paper, and return its name."""
        return self._take(path, self.recipe)

    def logo(self, path: Path) -> str:
        """Put a logo in, and return its name."""
        return self._take(path, LOGO)

    def _take(self, path: Path, recipe: Recipe) -> str:
        if (path, recipe) not in self.taken:
            picture = develop(path, recipe)
            name = f"_picture{len(self.taken) + 1}.{picture.ending}"
            (self.folder / name).write_bytes(picture.content)
            self.taken[path, recipe] = name
        return self.taken[path, recipe]

    def furnish(self, layout: Path) -> None:
        """Copy the layout in, and what stands beside it."""
        for file in sorted(layout.parent.iterdir()):
            if file.is_file() and file.suffix.lower() in _BESIDE:
                shutil.copyfile(file, self.folder / file.name)


def render_pdf(sheet: Sheet, layout: Path, *, stamped: datetime, fonts_in: Path | None = None) -> bytes:
    """Set a sheet as a tagged PDF; the same arguments give the same bytes.

    Args:
        sheet: what stands on the page, in which words.
        layout: the layout (`layouts/house.typ`, or the office's own); it reads the sheet from `sys.inputs.sheet`.
        stamped: what the document gives as the time of its making; with a zone.
        fonts_in: a folder of the office's own fonts, which stand before ours.

    Raises:
        BadInput: a character that no font has, a picture that cannot be shown, a layout with an error.
    """
    from typst import TypstError

    if not sheet.headline.strip():
        raise BadInput("a PDF needs a headline: it is its title", hint="write one, or export DOCX for the draft")
    own = own_fonts(fonts_in)
    check_coverage(sheet, own)
    with TemporaryDirectory(prefix="pressctl-", ignore_cleanup_errors=True) as name:
        room = _Room(Path(name), sheet.photographs.recipe)
        room.furnish(layout)
        matter = {**Matter(sheet, room.photograph, room.logo).data(), "fonts": own_families(own)}
        data = json.dumps(matter, ensure_ascii=False)
        try:
            return _compiled(room.folder / layout.name, stamped, {"sheet": data}, own)
        except TypstError as error:
            raise _fault(error, room, layout, stamped) from error


def _compiled(source: Path, stamped: datetime, inputs: dict[str, str], own: tuple[OwnFont, ...] = ()) -> bytes:
    import typst

    return typst.compile(
        source,
        root=source.parent,
        font_paths=fonts(own),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=[STANDARD],
        timestamp=stamped.astimezone(UTC).replace(microsecond=0),
    )


def _fault(error: TypstError, room: _Room, layout: Path, stamped: datetime) -> BadInput | TypstError:
    """Say what a person can mend: a picture that cannot be shown by itself, else a place in the office's layout."""
    broken = [path for (path, _), name in room.taken.items() if not _can_be_shown(room.folder, name, stamped)]
    if broken:
        return BadInput(
            f"{broken[0].name} is not a picture that a PDF can show",
            problems=[Problem("the file is damaged", path.name) for path in broken],
            hint="save it again as JPEG or PNG",
        )
    if layout.is_relative_to(builtin_templates()):
        return error  # a fault of pressctl's own keeps its traceback
    place = _PLACE.search(error.diagnostic)
    shown = f"layouts/{place['file'] if place else layout.name}"
    return BadInput(
        f"the layout {shown} has an error",
        problems=[Problem(error.message, shown, int(place["line"]) if place else None)],
        hint="mend it, or delete it to use the layout that pressctl brings",
    )


def _can_be_shown(folder: Path, name: str, stamped: datetime) -> bool:
    from typst import TypstError

    alone = folder / "_alone.typ"
    alone.write_text(
        f'#set document(title: "x")\n#image("{name}", alt: "x", width: 1cm)\n', encoding="utf-8", newline="\n"
    )
    try:
        _compiled(alone, stamped, {})
    except TypstError:
        return False
    return True
