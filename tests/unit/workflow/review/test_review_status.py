"""How a request stands: open, overdue, answered, without objection, in doubt, asked again; by the record alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.frozen import replace
from pressctl.model.copies import AskState, Way
from pressctl.model.moment import Moment
from pressctl.store.agreements.reviews import Asked, Came, record_answer, record_request, requests
from pressctl.store.record.opening import open_record
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import open_release
from pressctl.workflow.review.copies import CopyOrder, MadeCopy, make_copy
from pressctl.workflow.review.status import ReviewStatus, Standing, review_status

ROOT = Path(__file__).resolve().parents[4]
SLUG = "letters-home"
NOW = Moment(datetime(2027, 5, 10, 9, 0, tzinfo=UTC), "Asia/Baku")
SOON, OVER = (replace(NOW, instant=NOW.instant + timedelta(days=days)) for days in (1, -1))
ELENA = Asked("elena@example.com", "Elena Example", "eu-delegation", Way.MAIL, AskState.ACCEPTED, SOON)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copy(ROOT / "pressctl.toml", tmp_path)
    shutil.copy(ROOT / "contacts.csv", tmp_path)
    shutil.copytree(next((ROOT / "releases").glob(f"*{SLUG}*")), tmp_path / "releases" / SLUG)
    workspace = Workspace(tmp_path)
    return Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")


@pytest.fixture
def copy(desk: Desk) -> MadeCopy:
    return make_copy(desk, open_release(desk.workspace, desk.config, SLUG), CopyOrder("en"))


def ask(desk: Desk, made: MadeCopy, *people: Asked) -> list[str]:
    with (
        open_record(desk.workspace.database, clock=lambda: NOW.instant) as record,
        record.transaction("Nino Example") as change,
    ):
        return [record_request(change, made.copy, one) for one in people]


def came(desk: Desk, made: MadeCopy, reviewer: str, request: str | None = None, sha256: str = "ab" * 32) -> None:
    with (
        open_record(desk.workspace.database, clock=lambda: NOW.instant) as record,
        record.transaction("Nino Example") as change,
    ):
        known = next((one for one in requests(record, made.copy.release_id) if one.id == request), None)
        record_answer(change, Came(made.copy, sha256, 1, 2, 0, reviewer, known))


def status(desk: Desk) -> ReviewStatus:
    (found,) = review_status(desk, SLUG)
    return found


@pytest.mark.parametrize(
    ("asked", "standing"),
    [
        (ELENA, Standing.OPEN),
        (replace(ELENA, due=None), Standing.OPEN),
        (replace(ELENA, due=OVER), Standing.OVERDUE),
        (replace(ELENA, due=OVER, no_objection=True), Standing.NO_OBJECTION),
        (replace(ELENA, due=SOON, no_objection=True), Standing.OPEN),
        (replace(ELENA, state=AskState.UNCERTAIN), Standing.IN_DOUBT),
        (replace(ELENA, state=AskState.SENDING), Standing.IN_DOUBT),
        (replace(ELENA, state=AskState.UNCERTAIN, due=OVER, no_objection=True), Standing.OVERDUE),
        (replace(ELENA, state=AskState.REJECTED), Standing.NOT_SENT),
        (replace(ELENA, state=AskState.WRITTEN), Standing.REHEARSED),
        (replace(ELENA, way=Way.HAND, state=AskState.HANDED), Standing.OPEN),
    ],
)
def test_a_request_stands_as_its_mail_and_its_time_say(
    desk: Desk, copy: MadeCopy, asked: Asked, standing: Standing
) -> None:
    ask(desk, copy, asked)
    assert [row.standing for row in status(desk).rows] == [standing]


def test_an_answer_counts_for_who_was_asked_by_request_or_by_name(desk: Desk, copy: MadeCopy) -> None:
    rashad = replace(ELENA, email="rashad@example.com", name="Rashad Example", due=OVER)
    request, _ = ask(desk, copy, ELENA, rashad)
    came(desk, copy, "E. E.", request)
    came(desk, copy, "RASHAD Example", sha256="cd" * 32)
    came(desk, copy, "Somebody Else", sha256="ef" * 32)
    found = status(desk)
    assert [row.standing for row in found.rows] == [Standing.ANSWERED, Standing.ANSWERED]
    assert [answer.reviewer for answer in found.loose] == ["Somebody Else"]
    assert found.waiting == ()


def test_who_was_asked_again_is_asked_once(desk: Desk, copy: MadeCopy) -> None:
    ask(desk, copy, ELENA, ELENA)
    assert [row.standing for row in status(desk).rows] == [Standing.ASKED_AGAIN, Standing.OPEN]


def test_a_later_mail_that_never_left_takes_nobodys_place(desk: Desk, copy: MadeCopy) -> None:
    ask(desk, copy, ELENA, replace(ELENA, state=AskState.REJECTED), replace(ELENA, state=AskState.WRITTEN))
    assert [row.standing for row in status(desk).rows] == [Standing.OPEN, Standing.NOT_SENT, Standing.REHEARSED]


def test_without_a_record_nothing_is_in_review(desk: Desk) -> None:
    assert review_status(desk) == ()
    assert review_status(desk, SLUG) == ()
