"""Many releases: which are chosen, what becomes of a broken one, and where a wish to stop takes hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.base import Format
from pressctl.frozen import replace
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.exporting.many import Reached, Selection, export_many, what_failed
from pressctl.workflow.exporting.one import ExportOrder

RELEASE = """---
id: 0f0e0d0c-0b0a-4908-8706-05040302010{number}
kind: {kind}
original: en
headline: Release {number}
dateline:
  place: Baku
  date: {day}
---

Something happened, said the {number}.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the desk of an office with four releases."""
    (tmp_path / "pressctl.toml").write_text(
        '[office]\nname = "Example"\nemail = "press@example.org"\n', encoding="utf-8"
    )
    for number, (kind, day) in enumerate(
        [
            ("statement", "2018-10-01"),
            ("announcement", "2018-10-30"),
            ("statement", "2019-01-01"),
            ("statement", "2019-02-01"),
        ]
    ):
        folder = tmp_path / "releases" / f"release-{number}"
        folder.mkdir(parents=True)
        (folder / "en.md").write_text(RELEASE.format(number=number, kind=kind, day=day), encoding="utf-8")
    workspace = Workspace(tmp_path)
    return Desk(
        workspace,
        load_config(workspace.config_file),
        lambda: Moment(datetime(2019, 3, 1, tzinfo=UTC), "UTC"),
        "tester",
    )


TEXT = ExportOrder((Format.TXT,))


def never() -> bool:
    return False


def everything(desk: Desk, **narrowed: object) -> Selection:
    return Selection(desk.workspace.slugs(), **narrowed)  # type: ignore[arg-type]  # a test's own two names


def test_each_release_is_told_of_as_it_is_written(desk: Desk) -> None:
    seen: list[Reached] = []
    done = export_many(desk, everything(desk), TEXT, stop=never, progress=seen.append)
    assert (done.releases, done.files, done.failed, done.left) == (4, 4, (), ())
    assert [(state.done, state.total, state.slug) for state in seen] == [
        (number + 1, 4, f"release-{number}") for number in range(4)
    ]
    assert all(file.path.read_bytes() for state in seen for file in state.files)
    assert done.octets == sum(file.octets for state in seen for file in state.files)


@pytest.mark.parametrize(
    ("narrowed", "numbers"),
    [
        ({"kind": "statement"}, [0, 2, 3]),
        ({"since": date(2018, 10, 30)}, [1, 2, 3]),
        ({"kind": "statement", "since": date(2019, 1, 2)}, [3]),
        ({"kind": "research"}, []),
    ],
)
def test_kind_and_day_narrow_the_choice(desk: Desk, narrowed: dict[str, object], numbers: list[int]) -> None:
    done = export_many(desk, everything(desk, **narrowed), TEXT, stop=never, progress=lambda _: None)
    assert done.releases == len(numbers)
    written = sorted(path.parent.parent.name for path in desk.workspace.releases.glob("*/out/*.txt"))
    assert written == [f"release-{number}" for number in numbers]


def test_a_wish_to_stop_leaves_the_rest_and_finishes_what_was_begun(desk: Desk) -> None:
    seen: list[Reached] = []
    done = export_many(desk, everything(desk), TEXT, stop=lambda: len(seen) == 2, progress=seen.append)
    assert done.releases == 2
    assert done.left == ("release-2", "release-3")
    assert len(list(desk.workspace.releases.glob("*/out/*"))) == 2


def test_broken_ones_are_told_of_with_their_places_and_stop_nobody(desk: Desk) -> None:
    first = desk.workspace.release("release-0") / "en.md"
    first.write_text(re.sub("headline: .*", "headlin: x", first.read_text(encoding="utf-8")), encoding="utf-8")
    (desk.workspace.release("release-2") / "en.md").write_bytes(b"\xff\xfe")
    done = export_many(desk, everything(desk), TEXT, stop=never, progress=lambda _: None)
    assert done.releases == 2
    error = what_failed(done.failed, 4)
    assert error.message == "2 releases of 4 could not be exported"
    assert all((problem.path or "").startswith("releases/release-") for problem in error.problems)
    assert {problem.line for problem in error.problems} > {5}


def test_a_release_without_the_language_is_passed_over(desk: Desk) -> None:
    shutil.rmtree(desk.workspace.release("release-3"))
    done = export_many(desk, everything(desk), ExportOrder((Format.TXT,), ("az",)), stop=never, progress=lambda _: None)
    assert (done.releases, done.failed) == (0, ())


def test_a_typesetter_gets_the_document_that_is_exported(desk: Desk) -> None:
    class Typesetter:
        def name(self) -> str:
            return "A press"

        def pdf(self, document: bytes) -> bytes:
            return b"%PDF of " + document

    seen: list[Reached] = []
    order = ExportOrder((Format.DOCX, Format.PDF), typesetter=Typesetter())
    follow: Callable[[Reached], None] = seen.append
    export_many(desk, Selection(("release-0",)), order, stop=never, progress=follow)
    document, pdf = seen[0].files
    assert pdf.path.read_bytes() == b"%PDF of " + document.path.read_bytes()
    assert (document.made_by, pdf.made_by) == ("pressctl", "A press")


def test_a_folder_that_is_a_file_is_refused_once_and_not_of_each_release(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadInput, match="file is a file"):
            export_many(desk, everything(desk), replace(TEXT, output=folder), stop=never, progress=lambda _: None)
