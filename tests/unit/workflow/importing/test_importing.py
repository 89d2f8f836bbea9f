"""A document becomes a release file that reads back; what could not be read is said. All texts are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.model.moment import Moment
from pressctl.source.kinds import load_kind
from pressctl.source.release_file import read_release
from pressctl.source.resolve import resolve
from pressctl.workflow.desk import Desk
from pressctl.workflow.importing.document import document_of, taken_from
from pressctl.workflow.importing.taking import KEPT, import_release, read_foreign_release

RELEASE = """\
# Harbour town opens a library

EMBARGOED UNTIL 3 March 2026, 09:00 CET

Cove, Norland, 3 March 2026 – The [Port Elm Trust](https://trust.example) opened a library.

“We have waited for this door to open,” said Ada Quill, director of the Trust.

* Ropes
* Lanterns_and_more

## About Port Elm Trust

Port Elm Trust looks after rooms by the water.

Media Contact:
Cleo Marsh, Press Officer
Tel: +44 20 7946 0012/13
cleo@trust.example
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    workspace = Workspace(tmp_path)
    workspace.releases.mkdir()
    workspace.config_file.write_text(
        '[office]\nname = "Office"\ntimezone = "Europe/Brussels"\nlanguages = ["en"]\n', encoding="utf-8"
    )
    config = load_config(workspace.config_file)
    return Desk(workspace, config, lambda: Moment(datetime(2026, 3, 4, tzinfo=UTC), "Europe/Brussels"), "Ada")


def document(folder: Path, text: str = RELEASE) -> Path:
    path = folder / "from elsewhere.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_becomes_a_release_that_reads_back(desk: Desk, tmp_path: Path) -> None:
    made = import_release(desk, read_foreign_release(document(tmp_path)))
    assert made.problems == ()
    assert made.slug == "2026-03-03-harbour-town-opens-a-library"
    kind = load_kind(desk.workspace, made.kind)
    edition = resolve(read_release(made.path.parent, desk.config, {kind.name: kind}), desk.config, kind).editions[0]
    assert edition.headline == "Harbour town opens a library"
    assert (edition.dateline.place, edition.dateline.date) == ("Cove, Norland", date(2026, 3, 3))
    assert str(edition.embargo and edition.embargo.until) == "2026-03-03T09:00+01:00[Europe/Brussels]"
    assert [(each.name, each.title, each.phones, each.email) for each in edition.contacts] == [
        ("Cleo Marsh", "Press Officer", ("+44 20 7946 0012", "+44 20 7946 0013"), "cleo@trust.example")
    ]
    assert [each.title for each in edition.boilerplates] == ["About Port Elm Trust"]


def test_the_body_keeps_links_lists_and_every_sign(desk: Desk, tmp_path: Path) -> None:
    text = import_release(desk, read_foreign_release(document(tmp_path))).path.read_text(encoding="utf-8")
    body = text.split("---\n", 2)[2]
    assert body.startswith("\nThe [Port Elm Trust](https://trust.example) opened a library.\n")
    assert "- Ropes\n- Lanterns\\_and\\_more\n" in body


def test_the_document_is_kept_beside_the_release(desk: Desk, tmp_path: Path) -> None:
    path = document(tmp_path)
    made = import_release(desk, read_foreign_release(path))
    (kept,) = (made.path.parent / KEPT).iterdir()
    assert kept.read_bytes() == path.read_bytes()


def test_a_date_without_a_year_is_reported_and_never_made_up(desk: Desk, tmp_path: Path) -> None:
    foreign = read_foreign_release(
        document(tmp_path, "# A library\n\nCove – Today (30/10) the harbour opened a library.\n")
    )
    made = import_release(desk, foreign)
    assert [problem.where for problem in made.problems] == ["dateline.date"]
    assert "date:" not in made.path.read_text(encoding="utf-8")
    assert any(taken.words == "30/10" and taken.remark for taken in taken_from(foreign))
    shown: dict[str, Any] = document_of(foreign)
    assert shown["release"]["dateline"] == {"place": "Cove", "date": None, "raw": "Cove –"}
    assert {"field": "dateline.date", "lines": [3, 3], "text": "30/10"} in shown["source"]["placed"]


def test_an_embargo_that_cannot_be_read_keeps_the_release_closed(desk: Desk, tmp_path: Path) -> None:
    text = RELEASE.replace("09:00 CET", "early")
    made = import_release(desk, read_foreign_release(document(tmp_path, text)))
    assert [problem.where for problem in made.problems] == ["embargo"]


def test_into_names_the_release_and_an_existing_one_is_not_touched(desk: Desk, tmp_path: Path) -> None:
    foreign = read_foreign_release(document(tmp_path))
    assert import_release(desk, foreign, into="library").slug == "library"
    with pytest.raises(BadInput, match="exists already"):
        import_release(desk, foreign, into="library")
    assert import_release(desk, foreign).slug != import_release(desk, foreign).slug


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no words"):
        read_foreign_release(document(tmp_path, " \n\n"))


def test_the_json_names_lines_and_what_has_no_place(tmp_path: Path) -> None:
    shown = document_of(read_foreign_release(document(tmp_path, RELEASE + "\n[Elsewhere](https://wire.example)\n")))
    release = shown["release"]
    assert isinstance(release, dict)
    assert release["quotes"] == [
        {
            "speaker": "Ada Quill",
            "role": "director of the Trust",
            "text": "We have waited for this door to open,",
            "lines": [7, 7],
        }
    ]
    assert shown["unplaced"] == [{"lines": [21, 21], "text": "Elsewhere"}]
    assert "written" not in shown


def test_the_json_has_a_quotation_that_nobody_is_said_to_have_said(tmp_path: Path) -> None:
    alone = "“We have waited for this door to open, and it is open at last.”"
    head = "# Harbour town opens a library\n\nCove, 3 March 2026 – The Trust opened a library."
    text = f"{head}\n\n{alone}\n\nIt is open.\n"
    shown = document_of(read_foreign_release(document(tmp_path, text)))
    release = shown["release"]
    assert isinstance(release, dict)
    assert release["quotes"] == [{"speaker": None, "role": None, "text": alone.strip("“”"), "lines": [5, 5]}]
