"""The registry of a translator's document, kept beside it: which texts it held, and where each stands in the variant.

It leads a returned document to its release, and a bookmark in it to the text that it translates (ADR 0020).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, asdict
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.two_columns import FilledRow
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import folder_of
from pressctl.workflow.review.copies import REVIEW

_CUSTOM = "docProps/custom.xml"
_ENOUGH = 0.5
"""Of the texts of a registry, how many a file without its properties must hold to be taken for that translation."""


class SentText(Frozen):
    """One row of a document."""

    bookmark: str
    path: str
    source: str
    target: str


class Registry(Frozen):
    """What a document was made of."""

    id: str
    release: str
    slug: str
    original: str
    """The language that was translated from."""
    language: str
    of: str
    """Digest of the source texts."""
    sha256: str
    """Of the document as it was made."""
    rows: tuple[SentText, ...]
    blocks: int
    """How many the variant had."""
    body: tuple[tuple[int | None, int], ...]
    """For each block of the original that of the variant, or none, and the one behind which it would stand."""

    def as_json(self) -> bytes:
        """Return the file's content."""
        whole = {
            "version": 1,
            "translation": self.id,
            "release": self.release,
            "slug": self.slug,
            "original": self.original,
            "language": self.language,
            "of": self.of,
            "sha256": self.sha256,
            "rows": [asdict(row) for row in self.rows],
            "blocks": self.blocks,
            "body": self.body,
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def registry_of(desk: Desk, package: WordPackage, rows: tuple[FilledRow, ...], file: Path) -> tuple[Registry, Path]:
    """Return which document it was, and the folder of its release: as it says itself, else by its words.

    Raises:
        BadInput: no translation that was asked for here has these words.
    """
    said = dict(_properties(package))
    folder = folder_of(desk.workspace, said.get("pressctl_release", ""))
    path = folder / REVIEW / f"{said.get('pressctl_translation', '')}.json" if folder is not None else None
    if path is not None and folder is not None and path.is_file():
        return _read(path), folder
    best: tuple[float, Path] | None = None
    for slug in desk.workspace.slugs():
        for candidate in sorted((desk.workspace.release(slug) / REVIEW).glob("[!.]*-t*.json")):
            known = _read(candidate).rows
            found = sum(row_with_source(rows, row.source) is not None for row in known) / max(1, len(known))
            if found >= _ENOUGH and (best is None or found >= best[0]):
                best = found, candidate
    if best is None:
        raise BadInput(
            f"{file.name} is no translation that was asked for here",
            hint="pressctl variant SLUG LANG --docx makes what a translator fills in",
        )
    return _read(best[1]), best[1].parent.parent


def row_with_source(rows: tuple[FilledRow, ...], source: str) -> FilledRow | None:
    """Return the one row that shows these words as its source."""
    wanted = source.split()
    found = [row for row in rows if any(line.split() == wanted for line in row.source.split("\n"))]
    return found[0] if len(found) == 1 else None


def _properties(package: WordPackage) -> Iterator[tuple[str, str]]:
    if _CUSTOM in package:
        for entry in package.tree(_CUSTOM):
            yield entry.get("name") or "", "".join(str(text) for text in entry.itertext()).strip()


def _read(path: Path) -> Registry:
    try:
        whole: dict[str, Any] = json.loads(path.read_bytes())  # the border: a file of ours
        return Registry(
            str(whole["translation"]),
            str(whole["release"]),
            str(whole["slug"]),
            str(whole["original"]),
            str(whole["language"]),
            str(whole["of"]),
            str(whole["sha256"]),
            tuple(
                SentText(str(row["bookmark"]), str(row["path"]), str(row["source"]), str(row["target"]))
                for row in whole["rows"]
            ),
            int(whole["blocks"]),
            tuple((block, int(after)) for block, after in whole["body"]),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadInput(f"{path.name} is no registry of a translation") from error
