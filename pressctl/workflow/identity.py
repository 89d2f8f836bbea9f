"""Which release a slug means, without reading more of it than its identity."""

from __future__ import annotations

from pathlib import Path

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.source.release_file import find_parts
from pressctl.source.yaml_nodes import MapNode, ScalarNode, compose


def release_id_of(workspace: Workspace, slug: str) -> str:
    """Return the id in the original's front matter of the release that `slug` names.

    The log must be readable although the release's text is broken at the moment, so only the id is looked at.

    Raises:
        BadInput: no such release, or no file of it has an id.
    """
    whole = workspace.find_slug(slug)
    for path in sorted(workspace.release(whole).glob("*.md")):
        found = _identity(path)
        if found is not None:
            return found
    raise BadInput(f"no file of {whole} has an id", hint=f"look into releases/{whole}/")


def _identity(path: Path) -> str | None:
    """Return the `id` in a file's front matter; nothing where it has none or cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    parts = find_parts(text)
    if parts is None:
        return None
    root = compose(text[slice(*parts.matter)], path=path.name).root
    found = root.get("id") if isinstance(root, MapNode) else None
    return found.value if isinstance(found, ScalarNode) and found.value else None
