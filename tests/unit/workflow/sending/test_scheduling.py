"""When a scheduled sending leaves, and what is due."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.errors import BadInput, NothingToDo, Refused, UsageError
from pressctl.model.delivery import DeliveryState, GateName
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.workflow.corrections.case import open_case
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import open_release
from pressctl.workflow.sending import dispatching, working
from pressctl.workflow.sending.preparing import Order, prepare
from pressctl.workflow.sending.resuming import resume, stop
from pressctl.workflow.sending.scheduling import schedule_for
from pressctl.workflow.sending.working import Standing
from tests.servers.fault_server import Fault
from tests.unit.workflow.corrections.test_putting_right import SLUG, WATCH, Clock, _sample, mails, people, root, served

__all__ = ["_sample", "root"]


def at(desk: Desk, text: str, not_after: str | None = None) -> tuple[str, str]:
    opened = open_release(desk.workspace, desk.config, SLUG)
    times = schedule_for(desk, opened, text, not_after)
    assert times is not None
    return times.not_before.instant.isoformat(), times.not_after.instant.isoformat()


def in_zone(desk: Desk, zone: str, now: datetime) -> Desk:
    office = desk.config.office.model_copy(update={"timezone": zone})
    config = desk.config.model_copy(update={"office": office})
    return Desk(desk.workspace, config, lambda: Moment(now, zone), desk.actor, desk.environment)


def clock_of(desk: Desk) -> Clock:
    assert isinstance(desk.clock, Clock)
    return desk.clock


def plan_at(desk: Desk, text: str, not_after: str | None = None) -> str:
    prepared = prepare(desk, Order(SLUG, ("all",), at=text, not_after=not_after))
    return dispatching.schedule(desk, prepared).plan.id


def under_embargo(root: Path, until: str) -> None:
    (folder,) = root.glob("releases/2018-10-30-six*")
    file = folder / "en.md"
    text = re.sub(r"(?m)^embargo:.*\n", "", file.read_text(encoding="utf-8"))
    file.write_text(text.replace("\norganisers:", f"\nembargo: {until}\norganisers:", 1), encoding="utf-8")


def test_a_time_is_read_on_the_offices_clock(root: Path) -> None:
    with served(root) as (_, desk):
        assert at(desk, "2 November 2018 10:00") == ("2018-11-02T06:00:00+00:00", "2018-11-02T08:00:00+00:00")
        assert at(desk, "18:00") == ("2018-11-01T14:00:00+00:00", "2018-11-01T16:00:00+00:00")
        assert at(desk, "18:00", "18:30")[1] == "2018-11-01T14:30:00+00:00"
        assert at(desk, "2018-11-02T10:00[Europe/Berlin]")[0] == "2018-11-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("typed", "not_after", "words"),
    [
        ("09:00", None, "09:00 Baku (05:00 UTC) has passed"),
        ("18:00", "17:00", "is not after"),
        ("some day", None, "--at"),
        ("lift", None, "no embargo of 2018-10-30-six"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(root: Path, typed: str, not_after: str | None, words: str) -> None:
    with served(root) as (_, desk), pytest.raises(BadInput) as caught:
        at(desk, typed, not_after)
    assert words in caught.value.message


def test_not_after_belongs_to_at(root: Path) -> None:
    with served(root) as (_, desk), pytest.raises(UsageError):
        schedule_for(desk, open_release(desk.workspace, desk.config, SLUG), None, "18:00")


def test_an_hour_that_the_clock_skips_or_repeats(root: Path) -> None:
    with served(root) as (_, baku):
        spring = in_zone(baku, "Europe/Berlin", datetime(2019, 3, 30, 12, 0, tzinfo=UTC))
        with pytest.raises(BadInput, match="that hour does not exist"):
            at(spring, "2019-03-31 02:30")
        autumn = in_zone(baku, "Europe/Berlin", datetime(2018, 10, 27, 12, 0, tzinfo=UTC))
        with pytest.raises(BadInput, match="comes twice"):
            at(autumn, "2018-10-28 02:30")
        assert at(autumn, "2018-10-28T02:30+01:00")[0] == "2018-10-28T01:30:00+00:00"
        # Two hours later are two hours, whatever the clocks do meanwhile.
        assert at(autumn, "2018-10-28T01:30")[1] == "2018-10-28T01:30:00+00:00"


def test_nothing_leaves_before_its_time_and_all_of_it_then(root: Path) -> None:
    with served(root) as (server, desk):
        plan_at(desk, "18:00")
        (job,) = working.jobs(desk)
        assert (job.standing, job.messages) == (Standing.COMING, 3)
        with pytest.raises(Refused, match="leaves on 1 November 2018, 18:00 Baku"):
            resume(desk, SLUG, WATCH)
        with pytest.raises(Refused):
            working.send_job(desk, job, WATCH)
        assert not server.accepted
        clock_of(desk).now = datetime(2018, 11, 1, 14, 0, tzinfo=UTC)
        (job,) = working.jobs(desk)
        assert job.standing is Standing.DUE
        done = working.send_job(desk, job, WATCH)
    assert done.delivered.counts == {DeliveryState.ACCEPTED: 3}
    assert len(mails(server)) == 3


def test_who_waits_for_its_time_is_in_no_other_plan(root: Path) -> None:
    with served(root) as (_, desk):
        plan_at(desk, "18:00")
        plan = prepare(desk, Order(SLUG, ("all",))).plan
        assert not plan.recipients
        assert {out.reason.value for out in plan.left_out} == {"waiting"}


def test_who_would_correct_what_waits_is_told_to_stop_it_first(root: Path) -> None:
    with served(root) as (_, desk):
        plan_at(desk, "18:00")
        with pytest.raises(NothingToDo) as caught:
            open_case(desk, SLUG, Effect.CORRECTION)
        assert (caught.value.hint or "").startswith("pressctl stop six-organizations first")
        stop(desk, SLUG)
        with pytest.raises(NothingToDo) as caught:
            open_case(desk, SLUG, Effect.CORRECTION)
        assert (caught.value.hint or "").startswith("change the text")


def test_stop_cancels_what_is_scheduled(root: Path) -> None:
    with served(root) as (server, desk):
        plan_at(desk, "18:00")
        assert stop(desk, SLUG)[0] == 3
        assert working.jobs(desk) == ()
        clock_of(desk).now += timedelta(days=1)
        with pytest.raises(NothingToDo):
            resume(desk, SLUG, WATCH)
    assert not server.accepted


def test_what_is_late_waits_for_a_person(root: Path) -> None:
    with served(root) as (server, desk):
        plan_at(desk, "18:00")
        clock_of(desk).now = datetime(2018, 11, 1, 16, 1, tzinfo=UTC)
        (job,) = working.jobs(desk)
        assert job.standing is Standing.LATE
        assert not server.accepted
        done = resume(desk, SLUG, WATCH)  # which is that person's own act
    assert done.delivered.counts == {DeliveryState.ACCEPTED: 3}


def test_a_sending_that_was_cut_off_goes_on_and_a_person_s_does_not(root: Path) -> None:
    with served(root) as (_, desk):
        people(root, "one@example.com,One,en", "two@example.com,Two,en")
        plan_at(desk, "18:00")
        clock_of(desk).now = datetime(2018, 11, 1, 14, 0, tzinfo=UTC)
        (job,) = working.jobs(desk)
        stopped = iter([False, True, True, True, True, True, True, True, True, True])
        working.send_job(desk, job, dispatching.Watch(lambda: next(stopped, True), lambda _: None))
        assert [one.standing for one in working.jobs(desk)] in ([Standing.DUE], [])
        people(root, "three@example.com,Three,en")
        prepared = prepare(desk, Order(SLUG, ("all",)))
        dispatching.dispatch(desk, prepared, dispatching.Watch(lambda: True, lambda _: None))
        assert Standing.INTERRUPTED in [one.standing for one in working.jobs(desk)]


def test_what_a_server_put_off_is_tried_again_when_it_is_due(root: Path) -> None:
    with served(root) as (server, desk):
        server.faults = [Fault("rcpt", "451 4.7.1 greylisted", "two@example.com")]
        prepared = prepare(desk, Order(SLUG, ("all",)))
        dispatching.dispatch(desk, prepared, WATCH)
        (job,) = working.jobs(desk)
        assert job.standing is Standing.COMING
        clock_of(desk).now += timedelta(minutes=6)
        (job,) = working.jobs(desk)
        assert job.standing is Standing.DUE
        server.faults = []
        done = working.send_job(desk, job, WATCH)
        assert working.jobs(desk) == ()
    assert done.delivered.counts == {DeliveryState.ACCEPTED: 3}


def test_at_the_lift_everybody_gets_it_and_nothing_says_embargoed(root: Path) -> None:
    under_embargo(root, "2018-11-01T18:00[Asia/Baku]")
    with served(root) as (server, desk):
        held = prepare(desk, Order(SLUG, ("all",)))
        assert [gate.name for gate in held.plan.gates] == [GateName.EMBARGO]
        plan_at(desk, "lift")
        clock_of(desk).now = datetime(2018, 11, 1, 14, 0, tzinfo=UTC)
        (job,) = working.jobs(desk)
        working.send_job(desk, job, WATCH)
    subjects = [str(found[0]["Subject"]) for found in mails(server).values()]
    assert len(subjects) == 3
    assert not any("EMBARGO" in subject.upper() for subject in subjects)


def test_a_lift_that_was_moved_holds_the_scheduled_sending_back(root: Path) -> None:
    under_embargo(root, "2018-11-01T18:00[Asia/Baku]")
    with served(root) as (server, desk):
        plan_at(desk, "lift")
        under_embargo(root, "2018-11-02T18:00[Asia/Baku]")
        clock_of(desk).now = datetime(2018, 11, 1, 14, 0, tzinfo=UTC)
        (job,) = working.jobs(desk)
        with pytest.raises(Refused, match="it was changed since"):
            working.send_job(desk, job, WATCH)
    assert not server.accepted


def test_what_was_withdrawn_meanwhile_does_not_leave(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        dispatching.dispatch(desk, prepare(desk, Order(SLUG, ("all",))), WATCH)
        people(root, "one@example.com,One,en", "two@example.com,Two,en")
        plan_at(desk, "18:00")
        dispatching.dispatch(desk, prepare(desk, Order("correction")), WATCH)
        assert working.jobs(desk) == ()  # the correction has stopped it
    assert set(mails(server)) == {"one@example.com"}


def test_one_process_looks_after_a_workspace(root: Path) -> None:
    with served(root) as (_, desk):
        with working.on_duty(desk), pytest.raises(working.WorkElsewhere), working.on_duty(desk):
            pass
        with working.on_duty(desk):
            pass


def test_a_workspace_copied_elsewhere_keeps_its_schedule(root: Path, tmp_path: Path) -> None:
    with served(root) as (_, desk):
        plan_at(desk, "18:00")
    shutil.copytree(root, tmp_path / "copy")
    with served(tmp_path / "copy") as (_, desk):
        (job,) = working.jobs(desk)
        assert job.plan.not_before == Moment(datetime(2018, 11, 1, 14, 0, tzinfo=UTC), "Asia/Baku")


def test_what_is_scheduled_is_said_by_the_catalogue(root: Path) -> None:
    from pressctl.workflow.catalogue import described, show_release
    from pressctl.workflow.listing import list_releases

    with served(root) as (_, desk):
        plan_at(desk, "18:00")
        opened = open_release(desk.workspace, desk.config, SLUG)
        standing = show_release(desk, opened)
        (told,) = described(opened, standing)["scheduled"]  # type: ignore[misc]
        assert told["not_before"] == "2018-11-01T18:00+04:00[Asia/Baku]"  # type: ignore[index]
        listed = {one.slug: one.progress.leaves for one in list_releases(desk.workspace, lambda: desk.config)}
        assert listed[opened.release.slug] == Moment(datetime(2018, 11, 1, 14, 0, tzinfo=UTC), "Asia/Baku")
