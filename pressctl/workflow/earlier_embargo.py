"""The embargo of the release that another one corrects or withdraws: both tell the same news, so it binds both.

The officer's file says how the embargo stands today. Where it cannot be read the record is asked, and where that knows
nothing, either, nobody can say that there is none: what cannot be read is embargoed.
"""

from __future__ import annotations

import json
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.workspace import Workspace, texts_in
from pressctl.frozen import Frozen
from pressctl.model.moment import Moment, MomentError, parse_moment
from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose
from pressctl.source.parts import find_parts
from pressctl.source.release_file import LARGEST
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_to_read
from pressctl.store.record.versions import editions, snapshot, versions
from pressctl.workflow.identity import folder_of


class EarlierEmbargo(Frozen):
    """Until when an earlier release may not be published."""

    slug: str
    """The release whose embargo it is."""
    until: Moment | None


def earlier_embargo(workspace: Workspace, release_id: str) -> EarlierEmbargo | str:
    """Return the embargo that binds a release, or the sentence that says why nobody can tell.

    A release that corrects another one is bound by that one's embargo, too; of several the latest lift counts.
    """
    latest = EarlierEmbargo("", None)
    seen: set[str] = set()
    while release_id and release_id not in seen:
        seen.add(release_id)
        folder = folder_of(workspace, release_id)
        root = _original(folder) if folder is not None else None
        name = folder.name if folder is not None else release_id
        found = _on_file(name, root) if root is not None else _recorded(workspace, release_id)
        if found is None:
            return f"it names {name}, whose embargo cannot be read: what cannot be read is embargoed"
        if found.until is not None and (latest.until is None or found.until.instant > latest.until.instant):
            latest = found
        release_id = _corrects(root)
    return latest


def _original(folder: Path) -> MapNode | None:
    """Return the front matter of the file that has the release's id, whatever else may be wrong with it."""
    for path in texts_in(folder):
        try:
            text = read_file(path, LARGEST).decode("utf-8-sig", errors="replace")
        except OSError:
            continue
        parts = find_parts(text)
        root = compose(text[slice(*parts.matter)], path="").root if parts else None
        if isinstance(root, MapNode) and root.get("id") is not None:
            return root
    return None


def _on_file(slug: str, root: MapNode) -> EarlierEmbargo | None:
    """Return the embargo in a release's front matter, or nothing where it is mistyped."""
    node = root.get("embargo")
    if node is None or (isinstance(node, ScalarNode) and node.value.strip().lower() == "none"):
        return EarlierEmbargo(slug, None)
    try:
        return EarlierEmbargo(slug, parse_moment(node.value)) if isinstance(node, ScalarNode) else None
    except MomentError:
        return None


def _corrects(root: MapNode | None) -> str:
    corrects = root.get("corrects") if root is not None else None
    named = corrects.get("id") if isinstance(corrects, MapNode) else None
    return named.value if isinstance(named, ScalarNode) else ""


def _recorded(workspace: Workspace, release_id: str) -> EarlierEmbargo | None:
    """Return the embargo that the newest version in the record was under; nothing where the record knows none."""
    if not workspace.database.exists():
        return None
    with open_to_read(workspace.database) as database:
        known = versions(database, release_id)
        return EarlierEmbargo(known[-1].slug, _frozen(database, release_id, known[-1].number)) if known else None


def _frozen(database: Database, release_id: str, number: int) -> Moment | None:
    for edition in editions(database, release_id, number):
        content = snapshot(database, edition.snapshot)
        embargo = json.loads(content).get("embargo") if content is not None else None
        if embargo is not None:
            return parse_moment(str(embargo["until"]))
    return None
