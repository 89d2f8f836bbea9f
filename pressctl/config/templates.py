"""Where templates are: the workspace's own first, then those that pressctl brings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pressctl.config.workspace import Workspace


def builtin_templates() -> Path:
    """Return the folder of the templates that pressctl brings.

    An installed wheel carries them inside the package; a checkout (an editable install has no forced
    includes) has them beside it.
    """
    return _brought("templates", "templates")


def builtin_guide() -> Path:
    """Return the folder of the guide's pages, which `pressctl help` shows."""
    return _brought("guide", "docs/guide")


def _brought(inside: str, beside: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    return package / inside if (package / inside).is_dir() else package.parent / beside


@cache
def _builtin() -> Path:
    return builtin_templates().resolve()


def template_folders(workspace: Workspace | None) -> tuple[Path, ...]:
    """Return the folders in which templates are looked for, the winner first."""
    builtin = _builtin()
    if workspace is None or not workspace.templates.is_dir():
        return (builtin,)
    if workspace.templates.samefile(builtin):
        return (builtin,)
    return (workspace.templates, builtin)


def find_template(workspace: Workspace | None, relative: str) -> Path | None:
    """Return the file or folder `relative` of the first folder that has it."""
    for folder in template_folders(workspace):
        candidate = folder / relative
        if candidate.exists():
            return candidate
    return None
