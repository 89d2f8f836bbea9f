"""An interrupted plan goes on under the embargo that it was made under, and under no other."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import NothingToDo, Refused
from pressctl.frozen import replace
from pressctl.model.moment import Moment
from pressctl.store.record.versions import freeze
from pressctl.store.sending.freezing import save_plan
from pressctl.workflow.desk import Desk
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.record import record_of
from pressctl.workflow.sending.dispatching import Watch
from pressctl.workflow.sending.preparing import Order, prepare
from pressctl.workflow.sending.resuming import resume

NOW = Moment(datetime(2018, 10, 29, 8, 0, tzinfo=UTC), "Asia/Baku")
WATCH = Watch(stop=lambda: True, progress=lambda _: None)
SLUG = "2018-10-30-six-organizations-join-forces-in-baku-against-human-trafficking"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the sample office with an unfinished plan of its release, made under no embargo."""
    (tmp_path / "pressctl.toml").write_bytes(builtin_templates().joinpath("sample", "pressctl.toml").read_bytes())
    workspace = Workspace(tmp_path)
    desk = Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")
    draft_sample(desk, "joint-event")
    workspace.contacts_file.write_text("email,language\nann@example.com,en\n", encoding="utf-8")
    lay_embargo(workspace, None)
    prepared = prepare(desk, Order(SLUG, ("all",)))
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        version = freeze(change, prepared.opened.release, reason="send", at=NOW.instant, actor=desk.actor)
        save_plan(change, replace(prepared.plan, version=version))
    return desk


def lay_embargo(workspace: Workspace, until: str | None) -> None:
    (folder,) = (path for path in (workspace.root / "releases").iterdir() if path.is_dir())
    text = re.sub(r"(?m)^embargo:.*\n", "", (folder / "en.md").read_text(encoding="utf-8"))
    if until:
        text = text.replace("dateline:", f"embargo: {until}\ndateline:", 1)
    (folder / "en.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("renamed", [False, True])
def test_an_embargo_that_was_laid_on_meanwhile_stops_it_whatever_the_folder_is_called(
    desk: Desk, renamed: bool
) -> None:
    lay_embargo(desk.workspace, "2018-10-30T10:00[Asia/Baku]")
    if renamed:
        desk.workspace.release(SLUG).rename(desk.workspace.root / "releases" / "2018-10-30-another-name")
    with pytest.raises(Refused, match="knows of no embargo, and it was changed since"):
        resume(desk, SLUG, WATCH)


@pytest.mark.parametrize("until", [None, "2018-10-28T10:00[Asia/Baku]"])
def test_an_embargo_that_has_lifted_already_stops_nothing(desk: Desk, until: str | None) -> None:
    lay_embargo(desk.workspace, until)
    assert resume(desk, SLUG, WATCH).delivered.stopped


@pytest.mark.parametrize(
    ("state", "said", "hint"),
    [
        ("uncertain", "; 1 in doubt", "--resend-uncertain"),
        ("rejected", "; 1 refused", "--only-failed"),
        ("accepted", " is unfinished$", "pressctl log"),
    ],
)
def test_where_no_plan_is_left_what_became_of_it_is_said(desk: Desk, state: str, said: str, hint: str) -> None:
    with closing(sqlite3.connect(desk.workspace.database)) as record, record:
        record.execute(
            "UPDATE delivery SET state = CASE position WHEN 1 THEN ? ELSE 'accepted' END, counts = 1", (state,)
        )
        record.execute("UPDATE plan SET state = 'finished'")
    with pytest.raises(NothingToDo, match=said) as raised:
        resume(desk, SLUG, WATCH)
    assert hint in (raised.value.hint or "")
