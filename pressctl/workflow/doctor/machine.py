"""What the machine brings: time zones, fonts, LibreOffice, an editor."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pressctl.config.editor import named_editor
from pressctl.model.moment import known_zone
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, wrong

_KAZAKHSTAN_2024 = datetime(2024, 7, 1, tzinfo=UTC)
"""Since March 2024 all of Kazakhstan keeps UTC+5: a machine that says otherwise has old zone data."""


def examine_machine(desk: Desk) -> Iterator[Diagnosis]:
    """Look at what pressctl needs of the machine, and what it can use."""
    yield good("Python", f"{platform.python_version()} on {platform.system() or sys.platform}")
    yield _zone_data(desk)
    yield _fonts()


def _zone_data(desk: Desk) -> Diagnosis:
    zone = desk.config.office.timezone
    if not known_zone(zone):
        return wrong("time zones", f"this machine does not know {zone}", "pip install tzdata")
    if known_zone("Asia/Almaty"):
        offset = _KAZAKHSTAN_2024.astimezone(ZoneInfo("Asia/Almaty")).utcoffset()
        if offset is not None and offset.total_seconds() != 5 * 3600:
            return remark(
                "time zones", "the zone data is older than 2024: embargo hours may be wrong", "pip install -U tzdata"
            )
    return good("time zones", f"{zone}: it is {desk.clock().local():%H:%M}")


def _fonts() -> Diagnosis:
    from pressctl.export.pdf.fonts import font_folders

    try:
        missing = [folder.name for folder in font_folders() if not any(folder.glob("*.[ot]tf"))]
    except ImportError as error:
        return wrong("fonts", f"{error.name} is missing: no PDF can be made", "install pressctl again")
    if missing:
        return wrong("fonts", f"{', '.join(missing)} holds no font: no PDF can be made", "install pressctl again")
    return good("fonts", "Latin, Cyrillic and Arabic letters for the PDF")


def examine_programs(desk: Desk) -> Iterator[Diagnosis]:
    """Look for the programs that pressctl can use and does not need."""
    from pressctl.export.libreoffice import find_libreoffice

    program = find_libreoffice(desk.environment)
    if program is None:
        todo = "install it for export --via libreoffice; everything else works without"
        yield remark("LibreOffice", "not found", todo)
    else:
        yield good("LibreOffice", str(program))
    try:
        editor = named_editor(desk.environment, windows=os.name == "nt")
    except ValueError as error:
        yield remark("editor", f"EDITOR or VISUAL cannot be read: {str(error).lower()}", "close its quotation mark")
        return
    if editor and shutil.which(editor[0]) is None:
        yield remark("editor", f"{editor[0]} is not there", "set EDITOR to a program of this machine")
