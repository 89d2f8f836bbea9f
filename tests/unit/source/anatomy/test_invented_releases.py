"""Releases in nine languages, each laid out another way, field by field; all invented: `invented/`, `invented.toml`.

What a release has no key for must not be found in it: what an importer invents is as wrong as what it misses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pressctl.model.manuscript import Manuscript, Piece
from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "tr", "az", "ar")


def _releases(path: Path) -> list[dict[str, Any]]:
    return [dict(each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["release"]]


RELEASES = _releases(HERE / "invented.toml")
"""Their headline, texts and people."""
WHOLE = [release for path in sorted((HERE / "invented").glob("*.toml")) for release in _releases(path)]
"""Every field of theirs: who speaks, who organises, the project and the event too."""


def word(piece: Piece | None) -> str:
    return spoken(piece) or ""


def fields(found: Manuscript) -> dict[str, Any]:
    line, embargo = found.dateline, found.embargo
    until = embargo.until.local().isoformat(timespec="minutes") if embargo and embargo.until else ""
    return {
        "headline": word(found.headline),
        "subheadline": word(found.subheadline),
        "status_line": word(found.status_line),
        "language": found.language,
        "embargo": [word(embargo.raw), until] if embargo else [],
        "place": (whole_place(line) or "") if line else "",
        "date": line.day.isoformat() if line and line.day else "",
        "quotes": [[word(q.speaker), word(q.role), " ".join(map(word, q.words))] for q in found.quotations],
        "contacts": [
            [
                *(word(c.name), word(c.role), word(c.organisation)),
                [number for piece in c.phones for number in numbers_of(piece.text)],
                [piece.text for piece in c.emails],
            ]
            for c in found.contacts
        ],
        "boilerplates": [[word(b.title).rstrip(" :"), " ".join(map(word, b.text))] for b in found.boilerplates],
        "notes": " ".join(map(word, found.notes)),
        "end_mark": found.end_mark.text if found.end_mark else "",
    }


def cast(found: Manuscript) -> dict[str, Any]:
    project, event = found.project, found.event
    return {
        "speakers": [[word(each.name), word(each.role)] for each in found.speakers],
        "organisers": [word(each) for each in found.organisers],
        "project": [word(project.name), word(project.acronym), word(project.lead), [word(e) for e in project.funders]]
        if project
        else [],
        "event": [word(event.title), word(event.when), word(event.venue)] if event else [],
    }


EMPTY = {"subheadline": "", "status_line": "", "embargo": [], "place": "", "date": "", "quotes": [], "contacts": []} | {
    "boilerplates": [], "notes": "", "end_mark": "",
}  # fmt: skip
NO_CAST: dict[str, Any] = {"speakers": [], "organisers": [], "project": [], "event": []}


def read(release: Mapping[str, Any]) -> Manuscript:
    return read_manuscript(read_page(release["text"].encode("utf-8"), "release.txt"), "release.txt")


def wanted(release: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in release.items() if key not in {"name", "text"}}


def test_every_language_is_there_more_than_once() -> None:
    for releases, least in ((RELEASES, 2), (WHOLE, 7)):
        languages = [release["language"] for release in releases]
        assert min(languages.count(code) for code in LANGUAGES) >= least
    assert len(RELEASES) + len(WHOLE) > 100


@pytest.mark.parametrize("release", RELEASES, ids=[release["name"] for release in RELEASES])
def test_every_field_of_a_release_is_read(release: Mapping[str, Any]) -> None:
    assert fields(read(release)) == EMPTY | wanted(release)


@pytest.mark.parametrize("release", WHOLE, ids=[f"{each['language']}: {each['name']}" for each in WHOLE])
def test_everything_of_a_release_is_read(release: Mapping[str, Any]) -> None:
    found = read(release)
    assert fields(found) | cast(found) == EMPTY | NO_CAST | wanted(release)
