"""When a sending leaves: on the office's clock, or at the embargo's lift; and after which hour somebody is asked."""

from __future__ import annotations

import re
from datetime import timedelta

from pressctl.errors import BadInput, Refused, UsageError
from pressctl.frozen import Frozen
from pressctl.language.dates import embargo_moment
from pressctl.model.delivery import Plan
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.typed_times import moment_of

LIFT = "lift"
GRACE = timedelta(hours=2)
"""How late a scheduled sending may begin by itself: a laptop that slept longer asks."""

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


class Schedule(Frozen):
    """When a sending leaves by itself."""

    not_before: Moment
    not_after: Moment


def schedule_for(desk: Desk, opened: Opened, at: str | None, not_after: str | None) -> Schedule | None:
    """Return when a sending leaves, or nothing for one that leaves at once.

    Args:
        desk: whose clock.
        opened: the release; `lift` is its embargo's.
        at: `30 October 2018 10:00`, `18:00` (today), `lift`; in the office's zone unless it names another.
        not_after: the same, or nothing for two hours later; a time alone is of the day on which it leaves.

    Raises:
        UsageError: `not_after` without `at`.
        BadInput: no time, one that the clock skips or repeats, one that has passed, or no embargo that holds.
    """
    if at is None:
        if not_after is not None:
            raise UsageError("--not-after belongs to --at")
        return None
    now = desk.clock()
    leaves = _lift(opened, now) if at.strip().casefold() == LIFT else moment_of(at, now, desk.config, option="--at")
    if leaves.instant <= now.instant:
        tomorrow = (now.local() + timedelta(days=1)).date()
        raise BadInput(
            f"{embargo_moment(leaves, 'en')} has passed",
            hint=f'tomorrow is --at "{tomorrow} {leaves.local():%H:%M}"' if _CLOCK.fullmatch(at.strip()) else None,
        )
    end = Moment(leaves.instant + GRACE, leaves.zone)
    if not_after is not None:
        end = moment_of(not_after, leaves, desk.config, option="--not-after")
        if end.instant <= leaves.instant:
            raise BadInput(f"--not-after {not_after.strip()} is not after {embargo_moment(leaves, 'en')}")
    zone = desk.config.office.timezone  # whatever zone was typed, the office reads its own clock
    return Schedule(leaves.in_zone(zone), end.in_zone(zone))


def refuse_too_early(plan: Plan, now: Moment) -> None:
    """Refuse to send a plan whose time has not come.

    Raises:
        Refused: it says when it leaves, and how to have it otherwise.
    """
    if plan.not_before is not None and now.instant < plan.not_before.instant:
        raise Refused(
            f"plan {plan.id} leaves on {embargo_moment(plan.not_before, 'en')}, not earlier",
            hint=f"pressctl work sends it then; pressctl stop {plan.slug} cancels it",
        )


def _lift(opened: Opened, now: Moment) -> Moment:
    lift = opened.release.original_edition.held_until(now)
    if lift is None:
        raise BadInput(
            f"no embargo of {opened.release.slug} holds, so that nothing lifts",
            hint='give the time: --at "YYYY-MM-DD HH:MM"',
        )
    return lift
