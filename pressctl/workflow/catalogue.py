"""How a release stands: what it is, what it lacks, who has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.record.versions import Version, versions
from pressctl.store.sending.plans import OpenPlan, open_plans
from pressctl.store.sending.put_right import PutRight, put_right_by
from pressctl.store.sending.receptions import received as receivers
from pressctl.workflow.approvals.ledger import Ledger, read_ledger
from pressctl.workflow.desk import Desk
from pressctl.workflow.exporting.stale import Outdated, outdated
from pressctl.workflow.opening import Opened, open_folder
from pressctl.workflow.record import record_to_read


class Standing(Frozen):
    """How far a release has come."""

    versions: tuple[Version, ...] = ()
    """Frozen versions, the first first."""
    received: int = 0
    """How many have it, whatever the version."""
    newest: int = 0
    """How many of them have the last version."""
    uncertain: int = 0
    """How many of them are in doubt."""
    unfinished: tuple[OpenPlan, ...] = ()
    approvals: Ledger | None = None
    """Who has approved what; nothing where nobody has looked."""
    put_right: tuple[PutRight, ...] = ()
    """What has corrected or withdrawn it."""
    outdated: tuple[Outdated, ...] = ()
    """Exports in `out/` that say what does not hold any more."""


class Read(Frozen):
    """A release that was read in full, and how it stands."""

    slug: str
    opened: Opened | None
    """Nothing where its files have problems."""
    problems: int
    standing: Standing


def read_all(desk: Desk) -> Iterator[Read]:
    """Yield every release, read, the newest first; of one that cannot be read the number of problems."""
    with record_to_read(desk) as database:
        yield from _read_each(desk, database)


def _standing_of(database: Database | None, release_id: str) -> Standing:
    """Return what the record knows of a release."""
    if database is None:
        return Standing()
    got = receivers(database, release_id)
    frozen = versions(database, release_id)
    newest = sum(bool(frozen) and found.version == frozen[-1].number for found in got.values())
    doubtful = sum(found.state is DeliveryState.UNCERTAIN for found in got.values())
    return Standing(
        frozen,
        len(got),
        newest,
        doubtful,
        open_plans(database, release_id),
        put_right=put_right_by(database, release_id),
    )


def show_release(desk: Desk, opened: Opened) -> Standing:
    """Return what the record knows of an opened release."""
    with record_to_read(desk) as database:
        return _standing(desk, database, opened)


def _corrected(opened: Opened) -> Mapping[str, object] | None:
    """Return the version that a release corrects or withdraws."""
    corrects, earlier = opened.release.original_edition.corrects, opened.earlier
    if corrects is None or earlier is None:
        return None
    return {"id": corrects.id, "version": corrects.version, "slug": earlier.slug}


def described(opened: Opened, standing: Standing) -> Mapping[str, object]:
    """Return a release as JSON-ready data: identity, facts of the original, languages, standing."""
    release = opened.release
    edition = release.original_edition
    return {
        "version": 1,
        "id": release.id,
        "slug": release.slug,
        "kind": release.kind,
        "original": release.original,
        "languages": list(release.languages),
        "headline": {edition.language: edition.headline for edition in release.editions},
        "dateline": {"place": edition.dateline.place, "date": edition.dateline.date.isoformat()},
        "embargo": str(edition.embargo.until) if edition.embargo else None,
        "embargo_of": opened.borrowed_embargo,
        "corrects": _corrected(opened),
        "organisers": [organiser.name for organiser in edition.organisers],
        "speakers": [speaker.name for speaker in edition.speakers],
        "lacking": {language: list(whys) for language, whys in opened.lacking().items()},
        "remarks": list(opened.remarks()),
        "stale": dict(opened.stale()),
        "approved_by": list(standing.approvals.approved_by) if standing.approvals else [],
        "approvals_missing": _missing(standing.approvals) if standing.approvals else [],
        "versions": [{"number": version.number, "digest": version.digest} for version in standing.versions],
        "outdated_exports": [{"file": one.path.name, "cause": one.cause.value} for one in standing.outdated],
        "received": standing.received,
        "uncertain": standing.uncertain,
        "unfinished_plans": [plan.id for plan in standing.unfinished],
        "scheduled": [
            {"plan": plan.id, "not_before": str(plan.not_before), "not_after": str(plan.not_after)}
            for plan in standing.unfinished
            if plan.not_before is not None
        ],
        "put_right": [
            {
                "effect": one.effect.value,
                "version": one.version,
                "by": one.slug,
                "id": one.release_id,
                "at": str(one.at),
                "received": one.received,
            }
            for one in standing.put_right
        ],
    }


def _missing(ledger: Ledger) -> list[dict[str, str]]:
    return [
        {"organisation": need.organisation, "language": need.language, "because": need.because}
        for need in ledger.needs
        if need.met_by is None
    ]


def _read_each(desk: Desk, database: Database | None) -> Iterator[Read]:
    for slug in sorted(desk.workspace.slugs(), reverse=True):
        try:
            opened = open_folder(desk.workspace, desk.config, desk.workspace.release(slug))
        except BadInput as error:
            yield Read(slug, None, len(error.problems) or 1, Standing())
        else:
            yield Read(slug, opened, 0, _standing(desk, database, opened))


def _standing(desk: Desk, database: Database | None, opened: Opened) -> Standing:
    return replace(
        _standing_of(database, opened.release.id),
        approvals=read_ledger(opened, database, desk),
        outdated=outdated(opened.folder / "out", opened.release, desk.clock()),
    )
