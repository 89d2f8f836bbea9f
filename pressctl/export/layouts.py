"""Which file a format is set by: the office's own layout, else that of the look which it has chosen."""

from __future__ import annotations

from pathlib import Path

from pressctl.config.looks import LookName
from pressctl.config.templates import builtin_templates, find_template
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.sheet import Look

HOUSE_LAYOUT = "layouts/house.docx"
PDF_LAYOUT = "layouts/house.typ"
_OF_LOOK = {(HOUSE_LAYOUT, LookName.CLASSIC): "layouts/classic.docx"}
"""Where a look has a file of its own; the layouts of PDF and HTML hold both looks."""


def layout(workspace: Workspace | None, relative: str, look: Look) -> Path:
    """Return the file that sets a format: the workspace's own, else the built-in one of the look.

    Raises:
        BadInput: pressctl's own is missing.
    """
    own = find_template(workspace, relative) if look.own else None
    if own is not None and not is_builtin(own):
        return own
    found = builtin_templates() / _OF_LOOK.get((relative, look.name), relative)
    if not found.is_file():
        raise BadInput(f"templates/{relative} is missing", hint="install pressctl anew")
    return found


def font_folder(workspace: Workspace | None, look: Look) -> Path | None:
    """Return the folder in which an office may put fonts for the PDF; none where a look is asked for by its name."""
    return workspace.templates / "fonts" if workspace is not None and look.own else None


def is_builtin(path: Path) -> bool:
    """Say whether a layout is one that pressctl brings."""
    return path.is_relative_to(builtin_templates())
