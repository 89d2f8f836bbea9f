"""Where an export of the press list may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.store.lists.writing import Manner
from pressctl.workflow.contacts.exporting import export_contacts


def test_a_list_that_links_to_itself_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").symlink_to("contacts.csv")
    unread = Config.model_construct()  # type: ignore[call-arg]  # no segment is asked for: nothing of it is read
    with pytest.raises(BadInput):
        export_contacts(Workspace(tmp_path), unread, tmp_path / "all.csv", Manner())
