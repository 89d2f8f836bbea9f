"""A copy for review: the release of today frozen, set as a draft, kept byte for byte beside its registry (ADR 0020)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from pressctl.export.docx.review_copy import Copied, Draft, render_copy
from pressctl.export.docx.tracking import Author
from pressctl.export.layouts import HOUSE_LAYOUT, layout
from pressctl.export.pieces import Lock, SetPiece, pieces
from pressctl.export.sheet import Sheet, StatusLine
from pressctl.frozen import Frozen, replace
from pressctl.language.dates import deadline
from pressctl.language.review_words import ReviewWords, load_review_words
from pressctl.language.statements import is_statement
from pressctl.model.approval import Extent
from pressctl.model.copies import ReviewCopy
from pressctl.model.digest import quotation_digest
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.model.text import quotations
from pressctl.store.agreements.reviews import free_copy_id, record_copy
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.store.record.database import Change, Database
from pressctl.store.record.versions import freeze
from pressctl.workflow.approvals.ledger import Ledger, read_ledger
from pressctl.workflow.approvals.needs import Standing
from pressctl.workflow.desk import Desk
from pressctl.workflow.frozen import sheet_of_version, version_of
from pressctl.workflow.opening import Opened
from pressctl.workflow.record import record_of
from pressctl.workflow.sheets import sheet_of

REVIEW = "review"
"""The folder of a release in which copies are kept; the reason of a version that was frozen for one."""


class Approved(Frozen):
    """A part that somebody has approved: it is locked in the copy."""

    path: str
    """`body[5]` for a quotation, `headline` for a field."""
    who: str
    """Whose approval it is, as the copy says it."""


class CopyOrder(Frozen):
    """What is wanted of a copy."""

    language: str
    due: Moment | None = None
    """By when comments are wanted."""
    no_objection: bool = False
    """Say that silence until then is taken for consent."""
    approved: tuple[Approved, ...] = ()
    since: int | None = None
    """Show what has changed since this version as tracked changes of the office's own."""


class MadeCopy(Frozen):
    """A copy that was made and recorded."""

    copy: ReviewCopy
    content: bytes
    path: Path
    """Where it is kept; the name that it has for others is `copy.file`."""


def make_copy(desk: Desk, opened: Opened, order: CopyOrder) -> MadeCopy:
    """Freeze the release, and make, keep and record a copy of one language for review.

    Raises:
        BadInput: the release has no such language, or cannot be set; or the folder cannot be written.
    """
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        return make_copy_in(change, desk, opened, order)


def make_copy_in(change: Change, desk: Desk, opened: Opened, order: CopyOrder) -> MadeCopy:
    """Do what `make_copy` does within a transaction; a file of one that fails is written over by the next."""
    now = desk.clock()
    release = opened.release
    version = freeze(change, release, reason=REVIEW, at=now.instant, actor=desk.actor)
    copy_id = free_copy_id(change.database, now.local().date())
    signed = approved_parts(read_ledger(opened, change.database, desk), opened, order.language)
    since = _since(change.database, desk, opened, order, version)
    named = _Named(copy_id, version, since)
    copied = _copied(desk, opened, replace(order, approved=(*order.approved, *signed)), named)
    copy = ReviewCopy(
        id=copy_id,
        release_id=release.id,
        slug=release.slug,
        version=version,
        language=order.language,
        since=order.since if since is not None else None,
        sha256=hashlib.sha256(copied.content).hexdigest(),
        registry="",
        file=f"{release.slug}_{order.language}_v{version}_REVIEW.docx",
        due=order.due,
        made=now.instant,
        made_by=desk.actor,
    )
    registry = registry_of(copy, copied, since[1] if since is not None else None)
    copy = replace(copy, registry=hashlib.sha256(registry).hexdigest())
    path = _keep(opened, copy, copied.content, registry)
    record_copy(change, copy, now.zone)
    return MadeCopy(copy, copied.content, path)


def approved_parts(ledger: Ledger, opened: Opened, language: str) -> tuple[Approved, ...]:
    """Return the quotations and fields of a language that somebody has signed by themselves, and for whom.

    One who has signed the whole locks nothing: the others have yet to read it.
    """
    edition = opened.release.edition(language)
    paths: dict[str, list[str]] = {}
    for row in ledger.rows if edition is not None else ():
        subject = row.approval.subject
        if row.standing is not Standing.HOLDS or subject.language != language or edition is None:
            continue
        match subject.extent:
            case Extent.QUOTATION:
                path = next(
                    f"body[{number}]"
                    for number, block in enumerate(edition.body, 1)
                    if any(quotation_digest(one) == subject.digest for one in quotations((block,)))
                )
            case Extent.FIELD:
                path = subject.part
            case Extent.RELEASE:
                continue
        paths.setdefault(path, []).append(ledger.names[row.approval.organisation])
    return tuple(Approved(path, ", ".join(dict.fromkeys(names))) for path, names in paths.items())


def registry_of(copy: ReviewCopy, copied: Copied, own: Author | None) -> bytes:
    """Return the registry of a copy: which field says which words under which bookmark (ADR 0019).

    `own` says whose the tracked changes are that it was sent with: they are no answer (ADR 0020).
    """
    whole = {
        "version": 1,
        "copy": copy.id,
        "release": copy.release_id,
        "slug": copy.slug,
        "language": copy.language,
        "number": copy.version,
        "since": copy.since,
        "own": {"author": own.name, "date": own.date} if own is not None else None,
        "sha256": copy.sha256,
        "file": copy.file,
        "anchors": {
            name: {
                "anchor": one.anchor,
                "pieces": [{"path": piece.path, "text": piece.text, "locked": piece.locked} for piece in one.pieces],
            }
            for name, one in copied.anchors.items()
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def answers_to(desk: Desk, opened: Opened) -> str:
    """Return where comments are to be sent: the office, or whoever answers the press."""
    config = desk.config
    contacts = (contact.email for contact in opened.release.original_edition.contacts if contact.email)
    office = config.office.name.get(config.fallback_language)
    return config.mail.reply_to or config.from_address() or next(contacts, office)


class _Named(Frozen):
    """A copy in the making."""

    copy_id: str
    version: int
    since: tuple[Sheet, Author] | None


def _since(
    database: Database, desk: Desk, opened: Opened, order: CopyOrder, version: int
) -> tuple[Sheet, Author] | None:
    """Return what an earlier version said, as the draft that it was, and whose changes those since are.

    Nothing where none is asked for, where it had not this language, or where it said the same.
    """
    if order.since is None or order.since == version:
        return None
    earlier = version_of(database, opened.release.id, order.since)
    now = desk.clock()
    old = sheet_of_version(database, opened, earlier, order.language, now)
    (edition,) = opened.editions((order.language,))
    if old is None or old == sheet_of(opened, edition, now):
        return None
    words = load_review_words(opened.workspace, order.language)
    frozen = version_of(database, opened.release.id, version).frozen_at
    return _as_draft(old, words, version), Author(old.properties.author, frozen)


def _copied(desk: Desk, opened: Opened, order: CopyOrder, named: _Named) -> Copied:
    (edition,) = opened.editions((order.language,))
    now = desk.clock()
    words = load_review_words(opened.workspace, edition.language)
    sheet = _as_draft(sheet_of(opened, edition, now), words, named.version)
    unlocked = pieces(sheet, edition)
    wanted = _wanted_by_funders(desk, edition.language)
    locks = (*_approved(order, words), *_statements(edition, unlocked, words, wanted))
    draft = Draft(
        line=sheet_line(words, named.version, order.due, edition.language),
        title=words.how_title,
        how=(*_how(desk, opened, order, words), *_told_since(order, named, words)),
        locks=locks,
        identifier=f"urn:uuid:{opened.release.id}#{named.copy_id}",
        properties=(
            ("pressctl_copy", named.copy_id),
            ("pressctl_release", opened.release.id),
            ("pressctl_language", edition.language),
            ("pressctl_version", str(named.version)),
        ),
        since=named.since,
    )
    template = layout(opened.workspace, HOUSE_LAYOUT, sheet.look)
    return render_copy(sheet, template, draft, pieces(sheet, edition, locks), stamped=now.instant)


def sheet_line(words: ReviewWords, version: int, due: Moment | None, language: str) -> str:
    """Return what stands on every page: `DRAFT v3, not for publication, comments by 29 Oct, 17:00 Baku`."""
    if due is None:
        return words.draft.format(version=version)
    return words.draft_due.format(version=version, due=deadline(due, language))


def _as_draft(sheet: Sheet, words: ReviewWords, version: int) -> Sheet:
    """Return the sheet as a draft: its title says so, and no line calls it for immediate release."""
    title = f"{words.draft.format(version=version)}{sheet.colon}{sheet.properties.title}"
    status = sheet.status if sheet.status.running else StatusLine(words.status, embargoed=False)
    return replace(sheet, properties=replace(sheet.properties, title=title), status=status)


def _how(desk: Desk, opened: Opened, order: CopyOrder, words: ReviewWords) -> Iterator[str]:
    yield words.how.format(address=answers_to(desk, opened))
    if order.due is None:
        return
    by = deadline(order.due, order.language)
    yield words.how_due.format(due=by)
    if order.no_objection:
        yield words.no_objection.format(due=by)


def _told_since(order: CopyOrder, named: _Named, words: ReviewWords) -> Iterator[str]:
    if named.since is not None and order.since is not None:
        yield words.since.format(version=order.since, office=named.since[1].name)


def _approved(order: CopyOrder, words: ReviewWords) -> Iterator[Lock]:
    yield from (Lock(one.path, words.approved.format(who=one.who)) for one in order.approved)


def _wanted_by_funders(desk: Desk, language: str) -> tuple[str, ...]:
    """Return the sentences that funders on file want to be said in a language."""
    said = (
        one.get(language)
        for funder in desk.config.check.funders.values()
        for one in (funder.statement, funder.disclaimer)
    )
    return tuple(" ".join(sentence.split()) for sentence in said if sentence)


def _statements(
    edition: Edition, said: tuple[SetPiece, ...], words: ReviewWords, wanted: tuple[str, ...]
) -> Iterator[Lock]:
    """Yield the boilerplates of who pays, and every paragraph that is a disclaimer or what a funder wants said."""
    project = edition.project
    funders = {funder.key for funder in project.funders if funder.key} if project else set()
    paid = [f"boilerplates[{number}]" for number, one in enumerate(edition.boilerplates, 1) if one.key in funders]
    yield from (Lock(path, words.statement) for path in paid)
    for piece in said:
        of_text = piece.path.startswith(("body[", "notes[", "boilerplates["))
        text = " ".join(piece.text.split())
        legal = is_statement(text) or any(sentence in text for sentence in wanted)
        if of_text and legal and not piece.path.startswith(tuple(f"{path}." for path in paid)):
            yield Lock(piece.path, words.statement)


def _keep(opened: Opened, copy: ReviewCopy, content: bytes, registry: bytes) -> Path:
    release = opened.folder.relative_to(opened.workspace.root).as_posix()
    folder = opened.workspace.inside(f"{release}/{REVIEW}")
    make_private_folder(folder)
    for name, data in ((f"{copy.id}.json", registry), (f"{copy.id}.docx", content)):
        write_atomically(folder / name, data, private=True)
    return folder / f"{copy.id}.docx"
