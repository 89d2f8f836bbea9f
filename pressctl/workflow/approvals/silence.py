"""Silence that an organisation has agreed to let stand for consent: never called an approval (ADR 0027)."""

from __future__ import annotations

from pressctl.config.schema import Config
from pressctl.model.approval import Act, Approval
from pressctl.model.copies import AskState, ReviewAnswer, ReviewRequest
from pressctl.model.digest import edition_digest
from pressctl.model.moment import Moment
from pressctl.model.release import Release
from pressctl.store.agreements.reviews import answers, requests
from pressctl.store.record.database import Database
from pressctl.store.record.versions import editions

_HAS_IT = frozenset({AskState.ACCEPTED, AskState.HANDED})
"""Only who certainly has the copy can be silent about it."""


def silent(
    database: Database, release: Release, acts: tuple[Approval, ...], config: Config, now: Moment
) -> frozenset[tuple[str, str]]:
    """Return (organisation, language) of those who were asked for objections to today's words and had none in time.

    One who sent back changes or comments, or took an approval back since, was not silent; nor is anybody as long as a
    changed file came back to the same copy and nobody knows whose it is.
    """
    came = answers(database, release.id)
    return frozenset(
        (request.organisation, request.language)
        for request in requests(database, release.id)
        if request.organisation is not None
        and request.no_objection
        and request.state in _HAS_IT
        and request.due is not None
        and request.due.instant <= now.instant
        and request.organisation in config.organisations
        and config.organisations[request.organisation].no_objection
        and not _objected(request, came, acts)
        and _is_todays(database, request, release)
    )


def _objected(request: ReviewRequest, came: tuple[ReviewAnswer, ...], acts: tuple[Approval, ...]) -> bool:
    if any(
        one.copy == request.copy and one.request in {None, request.id} and (one.changes or one.comments) for one in came
    ):
        return True
    return any(
        act.act is Act.WITHDRAWN and act.organisation == request.organisation and act.given >= request.asked
        for act in acts
    )


def _is_todays(database: Database, request: ReviewRequest, release: Release) -> bool:
    edition = release.edition(request.language)
    frozen = editions(database, release.id, request.version)
    return edition is not None and any(
        one.language == request.language and one.digest == edition_digest(edition) for one in frozen
    )
