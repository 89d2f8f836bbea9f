"""What the check is asked to look at: whatever is typed is told from a release, and each gets its own answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pressctl.config.schema import Config, Office
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.model.localised import Localised
from pressctl.workflow.checking.house import house_of
from pressctl.workflow.checking.targets import Mending, check_targets

HOUSE = house_of(Config(office=Office(name=Localised.of("Press office"))), date(2018, 10, 30))
TEXT = "School opens\n\nBaku, 30 October 2018 – A school opened.\n"


@pytest.mark.parametrize("inside", [True, False])
def test_a_text_that_was_typed_in_place_of_a_name_is_no_file(tmp_path: Path, *, inside: bool) -> None:
    workspace = Workspace(tmp_path) if inside else None
    with pytest.raises(BadInput):
        check_targets(workspace, HOUSE, ["Six organizations join forces " * 12], Mending(), lambda: b"")


def test_a_file_that_goes_meanwhile_leaves_the_others_their_answers(tmp_path: Path) -> None:
    note, other = tmp_path / "note", tmp_path / "other.txt"
    for path in (note, other):
        path.write_text(TEXT, encoding="utf-8")

    def read_input() -> bytes:
        note.unlink()
        return TEXT.encode()

    texts, unread = check_targets(Workspace(tmp_path), HOUSE, ["-", str(note), str(other)], Mending(), read_input)
    assert [text.file for text in texts] == [None, other]
    assert len(unread) == 1
