"""The families that a PDF is set in, and the characters of a sheet that none of them has.

Nothing is taken from the machine: the same sheet looks the same everywhere. An office's own fonts stand first. IBM Plex
Sans Arabic stands before Noto Sans Arabic because its letters are whole: Noto's are put together from a shape and its
dots, and a PDF made of parts can be neither searched nor copied. Noto has the rarer letters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, name

from pressctl.errors import BadInput, Problem
from pressctl.export.sheet import ContactEntry, Placed, Sheet, SheetSection
from pressctl.frozen import Frozen
from pressctl.model.text import block_text, plain

if TYPE_CHECKING:
    from typst import Fonts

_FONTS = frozenset({".ttf", ".otf"})
_INVISIBLE = frozenset("\n\t\u00ad\u034f\u061c\u2028\u2029\ufeff")
"""Characters that show nothing and need no letter, besides those of the category Cf."""


def font_folders() -> tuple[Path, ...]:
    """Return the folders of the font files."""
    import fontpkg_ibm_plex_sans_arabic
    import fontpkg_noto_sans
    import fontpkg_noto_sans_arabic
    import fontpkg_noto_serif

    packages = (fontpkg_noto_sans, fontpkg_noto_serif, fontpkg_ibm_plex_sans_arabic, fontpkg_noto_sans_arabic)
    return tuple(Path(package.ROOT) / "files" for package in packages)


class OwnFont(Frozen):
    """A font file that an office has brought, as it was when it was looked at."""

    path: Path
    stamp: tuple[int, int]
    """Size and time of the last change: another file under the same name is read anew."""


def own_fonts(folder: Path | None) -> tuple[OwnFont, ...]:
    """Return the font files in an office's folder, in order of their names."""
    if folder is None or not folder.is_dir():
        return ()
    shown = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))  # `._Sans.ttf` is a Mac's note
    files = (path for path in shown if path.suffix.lower() in _FONTS and path.is_file())
    return tuple(OwnFont(path, (path.stat().st_size, path.stat().st_mtime_ns)) for path in files)


@lru_cache(maxsize=4)
def fonts(own: tuple[OwnFont, ...] = ()) -> Fonts:
    """Return the families, read once, the office's own first."""
    from typst import Fonts

    folders = dict.fromkeys((*(font.path.parent for font in own), *font_folders()))
    return Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders]
    )


def own_families(own: tuple[OwnFont, ...]) -> tuple[str, ...]:
    """Return the names of an office's own families, in order of their files."""
    return tuple(dict.fromkeys(family for _, family in taken_by_typst(own)))


@lru_cache(maxsize=4)
def taken_by_typst(own: tuple[OwnFont, ...]) -> tuple[tuple[Path, str], ...]:
    """Return the files that typst can use, each with its family; what it cannot use it passes over in silence."""
    from typst import Fonts

    if not own:
        return ()
    folders = [str(folder) for folder in dict.fromkeys(font.path.parent for font in own)]
    found = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders).fonts()
    return tuple(sorted((Path(font.path), font.family) for font in found if font.path))


def _letters_of(file: Path) -> frozenset[int]:
    """Return the code points that a font file has letters for.

    Raises:
        BadInput: it is no font.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, struct.error, KeyError, IndexError, ValueError, AssertionError) as error:
        raise BadInput(f"fonts/{file.name} is not a font", hint="put a .ttf or .otf file in its place") from error


@lru_cache(maxsize=4)
def covered(own: tuple[OwnFont, ...] = ()) -> frozenset[int]:
    """Return every code point that one of the families has a letter for."""
    if own:
        for font in own:
            _letters_of(font.path)  # what is no font at all must not pass in silence
        return covered().union(*(_letters_of(path) for path, _ in taken_by_typst(own)))
    found: set[int] = set()
    for folder in font_folders():
        for file in sorted(folder.glob("*.ttf")):
            if "Italic" in file.name or ("IBMPlex" in file.name and "Regular" not in file.name):
                continue  # the other cuts of a family have the same letters
            found |= _letters_of(file)
    return frozenset(found)


def check_coverage(sheet: Sheet, own: tuple[OwnFont, ...] = ()) -> None:
    """Refuse a sheet with characters that no family has.

    Raises:
        BadInput: each problem names a character and where it stands.
    """
    problems = [
        Problem(f"no font of the PDF has {_named(character)}", where=anchor)
        for anchor, text in _texts(sheet)
        for character in dict.fromkeys(text)
        if not _shown(character, own)
    ]
    if problems:
        first = problems[0]
        raise BadInput(
            f"{first.message}, in {first.where}" if len(problems) == 1 else "characters that no font of the PDF has",
            problems=dict.fromkeys(problems),
            hint="write it in other letters, put a font that has it into templates/fonts, or export another format",
        )


def settable(text: str) -> str:
    """Return the text without invisible characters that no family knows, nor a byte order mark, which UA-1 forbids."""
    return "".join(
        character
        for character in text
        if character != "\ufeff" and (ord(character) in covered() or not _invisible(character))
    )


def _shown(character: str, own: tuple[OwnFont, ...]) -> bool:
    return _invisible(character) or ord(character) in covered(own)


def _invisible(character: str) -> bool:
    return character in _INVISIBLE or category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def _named(character: str) -> str:
    shown = f"“{character}” " if category(character)[0] in "LNPS" else ""
    return f"{shown}(U+{ord(character):04X} {name(character, 'without a name')})"


def _texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield everything that is set, with its anchor, in reading order."""
    head = sheet.letterhead
    yield "letterhead", f"{head.office}{head.document}"
    yield "status", sheet.status.text
    if sheet.corrects:
        yield sheet.corrects.anchor, f"{sheet.corrects.label}{plain(sheet.corrects.value)}"
    yield "headline", sheet.headline
    yield "subheadline", sheet.subheadline or ""
    yield "dateline", f"{sheet.dateline}{sheet.dateline_dash}"
    yield from _placed(sheet.body)
    for section in (*sheet.sections, *sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        yield from _section(section)
    yield "labels", "".join((sheet.end_mark, *sheet.page_of, sheet.pictures_title, sheet.colon, sheet.item_dash))
    for picture in sheet.pictures:
        yield picture.anchor, f"{picture.caption or ''}{picture.credit or ''}"
    if sheet.contact:
        block = sheet.contact
        yield "labels", f"{block.title}{block.phone_label}{block.email_label}{block.languages_label}"
        yield from ((entry.anchor, _contact(entry)) for entry in block.entries)


def _section(section: SheetSection) -> Iterator[tuple[str, str]]:
    yield section.anchor, section.title
    for fact in (*section.facts, *section.items):
        yield fact.anchor, f"{fact.label}{plain(fact.value)}"
    yield from _placed(section.blocks)


def _placed(blocks: Iterable[Placed]) -> Iterator[tuple[str, str]]:
    yield from ((placed.anchor, block_text(placed.block)) for placed in blocks)


def _contact(entry: ContactEntry) -> str:
    return "".join((entry.name, entry.role, *entry.phones, entry.email or "", entry.languages))
