"""The dates of bases in a list that somebody has edited by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.workflow.contacts.looking_over import check_list

CONFIG = Config.model_validate({"office": {"name": "Mission", "languages": ["en", "az"]}})


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("consent, 3 November 2025, press breakfast", None),
        ("consent, 3/11/2025, press breakfast", None),
        ("consent, 3 noyabr 2025, press breakfast", None),
        ("consent, 3 November 2027, press breakfast", "2027-11-03 is in the future"),
        ("consent, in November, press breakfast", "says no date"),
    ],
)
def test_a_date_is_read_in_every_form(basis: str, said: str | None, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(f'email,language,basis\nnino@desk.int,en,"{basis}"\n', encoding="utf-8")
    found = check_list(Workspace(tmp_path), CONFIG, date(2026, 11, 29))
    assert [remark.message for remark in found.remarks] == ([said] if said else [])
    assert not check_list(Workspace(tmp_path), CONFIG).remarks or said == "says no date"
