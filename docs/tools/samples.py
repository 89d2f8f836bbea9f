"""Write the samples into the repository's own workspace, as `pressctl init --samples` makes them.

A release that is there already keeps its identity, so that only what was changed differs.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pressctl.model.moment import Moment
from pressctl.workflow.office.founding import found_office

ROOT = Path(__file__).resolve().parents[2]
NOW = Moment(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
"""A fixed day: what a sample says must not depend on when it was written."""
_ID = re.compile(r"(?m)^id: (\S+)$")


def samples(identities: dict[str, str]) -> dict[str, str]:
    """Return every file of the samples by its path under `releases/`; `identities` are kept, by slug."""
    with tempfile.TemporaryDirectory() as folder:
        office = found_office(Path(folder) / "office", lambda: NOW, "sample", every_sample=True).workspace
        files = {
            path.relative_to(office.releases).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(office.releases.glob("*/*.md"))
        }
    fresh = identities_in(files)
    kept = {old: identities[slug] for slug, old in fresh.items() if slug in identities}
    return {path: _renamed(text, kept) for path, text in files.items()}


def identities_in(files: dict[str, str]) -> dict[str, str]:
    """Return the identity of each release, by slug."""
    return {path.partition("/")[0]: match[1] for path, text in files.items() if (match := _ID.search(text))}


def in_repository() -> dict[str, str]:
    """Return every file of the releases that the repository holds."""
    releases = ROOT / "releases"
    return {
        path.relative_to(releases).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(releases.glob("*/*.md"))
    }


def _renamed(text: str, identities: dict[str, str]) -> str:
    for old, new in identities.items():
        text = text.replace(old, new)
    return text


def main() -> int:
    """Write what has changed; say how many files that were."""
    there = in_repository()
    wanted = samples(identities_in(there))
    for path in sorted(there.keys() - wanted.keys()):
        (ROOT / "releases" / path).unlink()
        print(f"removed {path}")
    changed = [path for path, text in wanted.items() if there.get(path) != text]
    for path in changed:
        target = ROOT / "releases" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(wanted[path], encoding="utf-8", newline="\n")
    for folder in (ROOT / "releases").iterdir():
        if folder.is_dir() and not any(folder.glob("*.md")):
            shutil.rmtree(folder)
    shutil.copyfile(ROOT / "templates" / "sample" / "pressctl.toml", ROOT / "pressctl.toml")
    shutil.copyfile(ROOT / "templates" / "sample" / "contacts.csv", ROOT / "contacts.csv")
    print(f"{len(changed)} of {len(wanted)} files of the samples written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
