"""How exported files are listed in a terminal: by name where there is room, else one name for all."""

from __future__ import annotations

from pathlib import Path

from pressctl.cli.exporting.view import listed
from pressctl.export.base import Format
from pressctl.workflow.exporting.one import Exported


def exported(name: str, language: str, format_: Format = Format.DOCX) -> Exported:
    return Exported(Path("out") / name, format_, language, 11_000, "0" * 64, "pressctl")


def test_short_names_have_a_line_each() -> None:
    files = (exported("a_en.docx", "en"), exported("a_az.docx", "az"))
    assert list(listed(files, 76)) == ["  11 KB  a_en.docx", "  11 KB  a_az.docx"]


def test_names_without_room_are_said_once() -> None:
    files = tuple(exported(f"{'a' * 90}_{code}.docx", code) for code in ("en", "az"))
    *languages, last = listed(files, 76)
    assert languages == ["en  docx 11 KB", "az  docx 11 KB"]
    assert last == f"each named as {'a' * 90}_en.docx"
