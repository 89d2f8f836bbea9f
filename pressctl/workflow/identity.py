"""Which release a slug means, without reading more of it than its identity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pressctl.config.workspace import Workspace, texts_in
from pressctl.errors import BadInput
from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose
from pressctl.source.parts import find_parts
from pressctl.store.record.opening import open_to_read
from pressctl.store.record.versions import ids_by_slug
from pressctl.store.sending.plans import open_plans

_ID_LINE = re.compile(r"""^id:[ \t]*["']?([0-9A-Za-z-]+)""", re.MULTILINE)
_HEAD = 20_000
"""Bytes in which an identity is looked for: front matter is shorter."""


def release_id_of(workspace: Workspace, slug: str) -> str:
    """Return the id of the release that `slug`, or a part of one, names.

    The log must be readable and a sending be stopped although the release's text is broken or gone at the moment. So
    only the id is looked at: in the front matter, else in a line of it, else in the record, which knows the slug of
    everything that was sent. The record also tells when the id was changed since.

    Raises:
        BadInput: no such release, neither on file nor in the record, or no file of it has an id.
    """
    sent = _sent(workspace)
    on_file = workspace.slugs()
    if slug not in on_file:
        # A whole slug in the record goes before a part of one on file; on file nothing goes before a part of its own.
        if slug in sent:
            return sent[slug]
        if not any(slug in other for other in on_file):
            found = _in_record(sent, slug)
            if found is not None:
                return found
    whole = workspace.find_slug(slug)
    found = _on_file(workspace.release(whole))
    if found in sent.values():
        return str(found)
    if whole in sent:
        return sent[whole]
    if found is None:
        raise BadInput(f"no file of {whole} has an id", hint=f"look into releases/{whole}/")
    return found


def folder_of(workspace: Workspace, release_id: str) -> Path | None:
    """Return the folder of the release that has this id, or nothing."""
    for slug in workspace.slugs():
        folder = workspace.release(slug)
        if release_id and names_release(folder, release_id) and _on_file(folder) == release_id:
            return folder
    return None


def names_release(folder: Path, release_id: str) -> bool:
    """Say whether a text in a folder names a release, as the one that it is or that it corrects; cheap and roughly."""
    return any(release_id in (_text(path) or "") for path in texts_in(folder))


def _sent(workspace: Workspace) -> Mapping[str, str]:
    """Return the releases that the record knows, id by slug; one with an unfinished plan goes before its namesakes."""
    if not workspace.database.exists():
        return {}
    with open_to_read(workspace.database) as database:
        unfinished = {plan.release_id for plan in open_plans(database)}
        return {
            slug: next((each for each in reversed(ids) if each in unfinished), ids[-1])
            for slug, ids in ids_by_slug(database).items()
        }


def _in_record(sent: Mapping[str, str], part: str) -> str | None:
    """Return the id of the one release in the record whose slug has this part."""
    found = [slug for slug in sent if part and part in slug]
    if len({sent[slug] for slug in found}) > 1:
        raise BadInput(
            f'"{part}" names {len(found)} releases in the record: {", ".join(found)}', hint="write more of the slug"
        )
    return sent[found[0]] if found else None


def _on_file(folder: Path) -> str | None:
    """Return the `id` that a file of the release has."""
    texts = [text for path in texts_in(folder) if (text := _text(path)) is not None]
    for text in texts:
        found = _composed(text)
        if found is not None:
            return found
    for text in texts:
        line = _ID_LINE.search(_matter(text))
        if line is not None:
            return line[1]
    return None


def _text(path: Path) -> str | None:
    """Return the beginning of a file, whatever its bytes are; nothing where it cannot be read or is no file."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(_HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return None


def _composed(text: str) -> str | None:
    if find_parts(text) is None:
        return None
    root = compose(_matter(text), path="").root
    found = root.get("id") if isinstance(root, MapNode) else None
    return found.value if isinstance(found, ScalarNode) and found.value else None


def _matter(text: str) -> str:
    """Return the front matter, or all there is where its end is missing."""
    parts = find_parts(text)
    return text if parts is None else text[slice(*parts.matter)]
