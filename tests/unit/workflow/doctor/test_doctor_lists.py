"""A list that points nowhere and a record that went missing are no fresh office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.schema import Config, Office
from pressctl.config.workspace import Workspace
from pressctl.model.localised import Localised
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, Verdict
from pressctl.workflow.doctor.lists import examine_contacts, examine_record

NOW = Moment(datetime(2018, 10, 30, tzinfo=UTC), "UTC")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "releases").mkdir()
    return Desk(Workspace(tmp_path), Config(office=Office(name=Localised.of("Office"))), lambda: NOW, "Nino Example")


def one(found: Iterable[Diagnosis]) -> Diagnosis:
    (diagnosis,) = found
    return diagnosis


def test_a_link_to_nothing_is_no_missing_list(desk: Desk) -> None:
    try:
        desk.workspace.contacts_file.symlink_to("elsewhere.csv")
    except OSError:
        pytest.skip("links need a right here")
    assert "is a link to nothing" in one(examine_contacts(desk)).finding


@pytest.mark.parametrize("empty", [False, True])
def test_a_record_that_is_gone_though_something_was_sent_is_wrong(desk: Desk, empty: bool) -> None:
    if empty:
        desk.workspace.database.touch()
    assert one(examine_record(desk)).verdict is Verdict.GOOD
    (desk.workspace.releases / "2018-10-30-six" / "versions" / "1" / "2018-10-30-a1").mkdir(parents=True)
    found = one(examine_record(desk))
    assert found.verdict is Verdict.WRONG
    assert "2018-10-30-six was sent" in found.finding
