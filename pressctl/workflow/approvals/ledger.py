"""Who has approved which words of a release, whether those are still its words, and whose approval is missing.

Everything is worked out from the acts on record and today's text; nothing is stored here (ADR 0027).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from pressctl.checks.base import Voided
from pressctl.config.schema import Config
from pressctl.frozen import Frozen, field, replace
from pressctl.model.approval import Act, Approval, Difference, Extent, Subject
from pressctl.model.differences import differences
from pressctl.model.digest import NOT_BOUND, canonical_json, edition_digest, field_digest, quotation_digest
from pressctl.model.release import Edition, Release
from pressctl.model.text import Quotation, quotations
from pressctl.store.agreements.approvals import approvals
from pressctl.store.record.database import Database
from pressctl.store.record.versions import editions, snapshot
from pressctl.workflow.approvals.needs import LedgerRow, Need, Standing, involved, needs_of
from pressctl.workflow.approvals.silence import silent
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_to_read


class Ledger(Frozen):
    """All acts about a release, and what is needed."""

    slug: str
    rows: tuple[LedgerRow, ...]
    needs: tuple[Need, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Key of an organisation → its name."""
    voided_unasked: tuple[str, ...] = ()
    """Approvals that an edit voided and that nobody insists on, a sentence each."""

    def missing(self, language: str) -> tuple[Need, ...]:
        """Return what keeps the release from leaving in a language."""
        return tuple(need for need in self.needs if need.met_by is None and language in need.serves)

    @property
    def approved_by(self) -> tuple[str, ...]:
        """The keys of organisations that approved something which still holds, in the order in which they did."""
        return tuple(dict.fromkeys(row.approval.organisation for row in self.rows if row.standing is Standing.HOLDS))


def ledger_of(desk: Desk, slug: str) -> Ledger:
    """Return the ledger of one release.

    Raises:
        BadInput: the release cannot be read.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    with record_to_read(desk) as database:
        return read_ledger(opened, database, desk)


def read_ledger(opened: Opened, database: Database | None, desk: Desk) -> Ledger:
    """Return the ledger of an opened release, from an open record."""
    release = opened.release
    acts = approvals(database, release.id) if database is not None else ()
    rows = tuple(_rows(acts, release, database))
    keys = dict.fromkeys((*involved(release, desk.config), *(act.organisation for act in acts)))
    names = {key: _name(key, release.original, desk.config) for key in keys}
    quiet = silent(database, release, acts, desk.config, desk.clock()) if database is not None else frozenset()
    needs = tuple(needs_of(opened, (*_signed_before(database, release), *rows), names, desk.config, quiet))
    voided = tuple(dict.fromkeys(_voided_unasked(rows, needs, names)))
    return Ledger(release.slug, rows, needs, names, voided)


def _name(key: str, language: str, config: Config) -> str:
    entry = config.organisations.get(key)
    return entry.name.get(language, config.fallback_language) if entry is not None else key


def _voided_unasked(rows: Sequence[LedgerRow], needs: Sequence[Need], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the approvals that an edit voided although no organisation wants them, where nothing newer holds."""
    wanted = {need.organisation for need in needs}
    held = {(row.approval.organisation, row.approval.subject.extent, row.approval.subject.language)
            for row in rows if row.standing is Standing.HOLDS}  # fmt: skip
    newest: dict[tuple[str, Extent, str, str], LedgerRow] = {}
    for row in rows:
        act, subject = row.approval, row.approval.subject
        replaced = (act.organisation, subject.extent, subject.language) in held
        if row.standing is Standing.VOID and act.organisation not in wanted and not replaced:
            newest[act.organisation, subject.extent, subject.language, subject.part] = row
    for row in newest.values():
        act, language = row.approval, row.approval.subject.language
        yield f"the approval of {language}.md for {names[act.organisation]} is void: {row.edits} since"


# What stands ------------------------------------------------------------------------------------------------------


def _rows(acts: Sequence[Approval], release: Release, database: Database | None) -> Iterator[LedgerRow]:
    last_no = {act.organisation: number for number, act in enumerate(acts) if act.act is Act.WITHDRAWN}
    for number, act in enumerate(acts):
        if act.act is Act.WITHDRAWN:
            yield LedgerRow(act, Standing.WITHDRAWAL)
        elif number < last_no.get(act.organisation, -1):
            yield LedgerRow(act, Standing.TAKEN_BACK)
        elif _is_todays(act.subject, release):
            yield LedgerRow(act, Standing.HOLDS)
        else:
            found = what_changed(act.subject, act.version, release, database) if database is not None else ()
            yield LedgerRow(act, Standing.VOID, found)


def _signed_before(database: Database | None, release: Release) -> Iterator[LedgerRow]:
    """Yield the quotations that were signed in the release that this one corrects: a signed one holds in both."""
    corrects = release.original_edition.corrects
    if database is None or corrects is None:
        return
    for row in _rows(approvals(database, corrects.id), release, None):
        if row.approval.subject.extent is Extent.QUOTATION and row.standing is Standing.HOLDS:
            yield row


def _is_todays(subject: Subject, release: Release) -> bool:
    """Say whether the words that were signed are those of the release as it is."""
    edition = release.edition(subject.language)
    return edition is not None and subject.digest in _digests_of(edition, subject)


def _digests_of(edition: Edition, subject: Subject) -> frozenset[str]:
    """Return the digests in an edition that a subject's may be one of."""
    match subject.extent:
        case Extent.RELEASE:
            return frozenset({edition_digest(edition)})
        case Extent.FIELD:
            return frozenset({field_digest(edition, subject.part)})
        case Extent.QUOTATION:
            return frozenset(map(quotation_digest, quotations(edition.body)))


def covering(ledger: Ledger, edition: Edition, path: str) -> tuple[LedgerRow, ...]:
    """Return the approvals that hold today and that an edit at a field path of an edition would void.

    Args:
        ledger: of the release as it is.
        edition: the language that is edited.
        path: `headline`, `speakers[2].title`, `body[5].paragraph1`.
    """
    name, block = re.match(r"(\w+)(?:\[(\d+)\])?", path + " ").groups()  # type: ignore[union-attr]  # a path has a name
    if name in NOT_BOUND:
        return ()
    number = int(block) if name == "body" and block else 0
    touched = edition.body[number - 1] if 0 < number <= len(edition.body) else None
    digest = quotation_digest(touched) if isinstance(touched, Quotation) else None
    return tuple(
        row
        for row in ledger.rows
        if row.standing is Standing.HOLDS
        and row.approval.subject.language == edition.language
        and (
            row.approval.subject.extent is Extent.RELEASE
            or (row.approval.subject.extent is Extent.FIELD and row.approval.subject.part == name)
            or (row.approval.subject.extent is Extent.QUOTATION and row.approval.subject.digest == digest)
        )
    )


def todays(subject: Subject, opened: Opened) -> Subject | None:
    """Return today's words for what was signed; nothing where there are none that can be meant."""
    edition = opened.release.edition(subject.language)
    if edition is None:
        return None
    match subject.extent:
        case Extent.RELEASE:
            return replace(subject, digest=edition_digest(edition))
        case Extent.FIELD:
            return replace(subject, digest=field_digest(edition, subject.part))
        case Extent.QUOTATION:
            same = [one for one in quotations(edition.body) if one.attribution and one.attribution.name == subject.part]
            return replace(subject, digest=quotation_digest(same[0])) if len(same) == 1 else None


def what_changed(subject: Subject, version: int, release: Release, database: Database) -> tuple[Difference, ...]:
    """Return where the words that were signed differ from today's.

    Args:
        subject: what was signed.
        version: in which those words are frozen.
        release: as it is.
        database: which holds the frozen words.
    """
    edition = release.edition(subject.language)
    frozen = frozen_edition(database, release.id, version, subject.language)
    if edition is None or frozen is None:
        return (Difference(f"{subject.language}.md", "as it was signed", ""),)
    found = differences(json.loads(frozen), json.loads(canonical_json(edition)))
    match subject.extent:
        case Extent.RELEASE:
            return found
        case Extent.FIELD:
            return tuple(one for one in found if subject.part in {"body", "notes"} or one.where == subject.part)
        case Extent.QUOTATION:
            return tuple(one for one in found if "quotation" in one.where and subject.part in one.where)


def frozen_edition(database: Database, release_id: str, version: int, language: str) -> str | None:
    """Return the canonical JSON of one language of a version."""
    digest = next((one.snapshot for one in editions(database, release_id, version) if one.language == language), None)
    return snapshot(database, digest) if digest is not None else None


def unapproved_words(opened: Opened, ledger: Ledger) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return, by language, why it may not leave yet, each with the command that records the approval."""
    release, slug = opened.release, opened.workspace.short_name(opened.release.slug)
    own = opened.config.office.organisation
    return {
        language: tuple((need.because, need.command(slug, own)) for need in missing)
        for language in release.languages
        if (missing := ledger.missing(language))
    }


def voided_words(desk: Desk, opened: Opened) -> Mapping[str, tuple[Voided, ...]]:
    """Return, by language, the approvals that an edit has voided and nothing newer replaces, for the check."""
    with record_to_read(desk) as database:
        ledger = read_ledger(opened, database, desk)
    newest: dict[tuple[str, Subject], LedgerRow] = {}
    for row in ledger.rows:
        subject = row.approval.subject
        newest[row.approval.organisation, replace(subject, digest="")] = row
    found: dict[str, tuple[Voided, ...]] = {}
    for (key, subject), row in newest.items():
        if row.standing is Standing.VOID:
            message = f"The approval for {ledger.names[key]} is void: {row.edits} since"
            block = next((one.block for one in row.differences if one.block), 0)
            found[subject.language] = (*found.get(subject.language, ()), Voided(message, block))
    return found
