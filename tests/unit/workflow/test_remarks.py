"""Remarks: what somebody should look at in a release before it leaves."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressctl.errors import BadInput
from pressctl.model.moment import Moment, parse_moment
from pressctl.model.release import Dateline, Edition, Embargo, Event, Media
from pressctl.model.text import Image
from pressctl.source.kinds import load_kind, read_kind
from pressctl.workflow.remarks import embargo_remark, remarks

ADVISORY = load_kind(None, "media-advisory")


def edition(**facts: object) -> Edition:
    given = {"body": (), **facts}
    return Edition("en", "A headline", Dateline("Baku", date(2018, 10, 30)), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("deadline", "number"), [("2018-10-30T10:01", 1), ("2018-10-30T10:00", 0)])
def test_a_deadline_after_the_event_is_remarked(deadline: str, number: int) -> None:
    event = Event(start=parse_moment("2018-10-30T10:00[Asia/Baku]"))
    fields = {"accreditation_deadline": parse_moment(f"{deadline}[Asia/Baku]")}
    assert len(remarks(ADVISORY, edition(event=event, fields=fields))) == number


def test_a_photograph_says_what_it_lacks() -> None:
    bare, whole = Media("media/a.jpg"), Media("media/b.jpg", "A hall", "The hall", "Anar")
    shown = edition(media=(bare, whole), body=(Image("media/c.jpg", "A table", "The table"),))
    assert remarks(ADVISORY, shown) == (
        "media/a.jpg has no caption, no credit and no alternative text",
        "media/c.jpg has no credit",
    )


def test_an_embargo_that_has_passed_is_remarked() -> None:
    held = edition(embargo=Embargo(parse_moment("2018-10-30T10:00[Asia/Baku]")))
    lift = datetime(2018, 10, 30, 6, tzinfo=UTC)
    assert embargo_remark(held, Moment(lift, "UTC")) is not None
    assert embargo_remark(held, Moment(lift.replace(hour=5), "UTC")) is None
    assert embargo_remark(edition(), Moment(lift, "UTC")) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('before = "event.strat"', "event.strat is no date or moment of a release"),
        ('before = "headline"', "headline is no date or moment of a release"),
    ],
)
def test_a_rule_about_no_time_is_a_fault_of_the_kind(tmp_path: Path, line: str, message: str) -> None:
    folder = tmp_path / "media-advisory"
    shutil.copytree(ADVISORY.folder, folder)
    file = folder / "kind.toml"
    file.write_text(file.read_text("utf-8").replace('before = "event.start"', line), "utf-8")
    with pytest.raises(BadInput) as raised:
        read_kind(folder)
    (problem,) = raised.value.problems
    assert message in problem.message
