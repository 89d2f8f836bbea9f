"""Recording a sign-off: bound to the words that the person saw, refused where those are not today's (ADR 0027)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.errors import Problem, Refused, UsageError
from pressctl.frozen import Frozen, replace
from pressctl.language.shell_words import shell_word
from pressctl.model.approval import Act, Difference, Extent, Subject
from pressctl.model.contact import recipient_key
from pressctl.model.copies import ReviewCopy
from pressctl.model.digest import version_digest
from pressctl.store.agreements.approvals import Deed, Signer, record_deed
from pressctl.store.agreements.evidence import Evidence
from pressctl.store.record.database import Database
from pressctl.store.record.versions import freeze
from pressctl.workflow.approvals.ledger import todays, what_changed
from pressctl.workflow.approvals.words_seen import WHOLE, Part, copy_named, copy_seen, text_of, text_of_copy
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.testimony import read_evidence, said_at


class SignOff(Frozen):
    """An approval, as the officer tells of it."""

    organisation: str
    person: str
    part: Part = WHOLE
    language: str | None = None
    at: str | None = None
    evidence: Path | None = None
    of: str | None = None
    """Id of the copy that was seen; the last one that they were sent unless given."""


_NOTHING = Subject(Extent.RELEASE, "", "")


class Signing(Frozen):
    """A sign-off, ready to be recorded: which words were seen, and where today's differ."""

    opened: Opened
    organisation: str
    """Its key."""
    name: str
    """The organisation's."""
    signer: Signer
    seen: Subject
    today: Subject | None
    """The same part of today's text; nothing where it is there no more."""
    copy: ReviewCopy | None
    """The copy that was seen; nothing where nobody was sent one."""
    given: datetime
    evidence: Evidence | None
    differences: tuple[Difference, ...] = ()

    @property
    def current(self) -> bool:
        """Say whether the words that were seen are today's."""
        return self.today is not None and self.today.digest == self.seen.digest


class Recorded(Frozen):
    """What was written down."""

    signing: Signing
    version: int
    carried: bool


def plan_signing(desk: Desk, slug: str, told: SignOff) -> Signing:
    """Find out which words were seen, and whether they are today's. Nothing is recorded.

    Raises:
        UsageError: there is no such organisation, copy, field or quotation, or the evidence is missing.
        BadInput: the release or the evidence cannot be read.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    told = replace(told, organisation=key_of(told.organisation, desk.config))
    signer = _signer(told.person, told.organisation, desk.config)
    given = said_at(told.at, desk.clock(), desk.config).instant
    evidence = _evidence(desk, slug, told)
    name = name_of(told.organisation, opened, desk.config)
    release = opened.release
    bare = Signing(opened, told.organisation, name, signer, _NOTHING, None, None, given, evidence)
    with record_to_read(desk) as database:
        copy = _copy(database, release.id, told, signer)
        if database is None or copy is None:
            seen = text_of(release, told.language or release.original).subject(told.part)
            return replace(bare, seen=seen, today=seen)
        seen = text_of_copy(database, copy).subject(told.part)
        signing = replace(bare, seen=seen, today=todays(seen, opened), copy=copy)
        found = () if signing.current else what_changed(seen, copy.version, release, database)
    return replace(signing, differences=found)


def _copy(database: Database | None, release_id: str, told: SignOff, signer: Signer) -> ReviewCopy | None:
    if database is None:
        if told.of is not None:
            raise UsageError(f'no copy "{told.of}" of this release: none was sent', hint="pressctl review send")
        return None
    if told.of is not None:
        return copy_named(database, release_id, told.of)
    return copy_seen(database, release_id, told.organisation, signer, told.language)


def refuse_unseen(signing: Signing) -> None:
    """Refuse a sign-off of words that are not today's, and show where they differ.

    Raises:
        Refused: they differ.
    """
    if signing.current or signing.copy is None:
        return
    slug = signing.opened.release.slug
    problems = [Problem(f"was “{one.before}”, is “{one.after}”", where=one.where) for one in signing.differences]
    raise Refused(
        f"nothing was recorded: {signing.signer.name} saw copy {signing.copy.id}, and the words were changed since",
        problems=problems,
        hint=f"pressctl review send {slug} --to {signing.organisation} shows them today's, "
        'or --carry --why "..." lets it stand on your responsibility',
    )


def sign(desk: Desk, signing: Signing, *, carry_why: str | None = None) -> Recorded:
    """Write an approval down; with a reason to carry it, the office's own act as well.

    Raises:
        Refused: the words differ from today's and are not carried over, or the release was changed meanwhile.
        BadInput: a reason that names somebody.
    """
    if carry_why is None:
        refuse_unseen(signing)
    reason = checked_reason(carry_why, everybody_on_file(desk)) if carry_why is not None else ""
    release = open_release(desk.workspace, desk.config, signing.opened.release.slug).release
    if version_digest(release) != version_digest(signing.opened.release):
        raise Refused("nothing was recorded: the release was changed meanwhile", hint="look at it again")
    carried = not signing.current
    if carried and signing.today is None:
        raise Refused(
            "nothing was recorded: what was signed is no longer in the release", hint=f"pressctl approve {release.slug}"
        )
    copy = signing.copy
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        now = desk.clock().instant
        version = freeze(change, release, reason="approve", at=now, actor=desk.actor)
        deed = Deed(
            release.id, Act.SIGNED, signing.organisation, signing.signer, signing.seen,
            copy.version if copy and carried else version, signing.given, copy.id if copy else None, signing.evidence,
        )  # fmt: skip
        identity = record_deed(change, deed)
        if carried and signing.today is not None:
            record_deed(
                change,
                Deed(
                    release.id, Act.CARRIED, signing.organisation, None, signing.today, version, now, why=reason,
                    carries=identity,
                ),
            )  # fmt: skip
    return Recorded(signing, deed.version, carried)


def _evidence(desk: Desk, slug: str, told: SignOff) -> Evidence | None:
    if told.evidence is not None:
        return read_evidence(told.evidence)
    if told.organisation == desk.config.office.organisation:
        return None
    raise UsageError(
        f"a sign-off for {told.organisation} wants its evidence: the mail, a scan, a note of the call",
        hint=f"pressctl approve {slug} --for {told.organisation} --by {shell_word(told.person)}{_same_words(told)}"
        " --evidence FILE",
    )


def _same_words(told: SignOff) -> str:
    """Return the options that say which words were meant, so that a second run signs no others."""
    options = {"language": told.language, "quote": told.part.quote, "field": told.part.field, "of": told.of}
    return "".join(f" --{name} {value}" for name, value in options.items() if value is not None)


def withdraw(desk: Desk, slug: str, organisation: str, why: str, evidence: Path | None = None) -> str:
    """Write down that an organisation takes back what it approved, or objects; return its name.

    Raises:
        UsageError: there is no such organisation.
        BadInput: no reason, or one that names somebody.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    organisation = key_of(organisation, desk.config)
    reason = checked_reason(why, everybody_on_file(desk))
    proof = read_evidence(evidence) if evidence is not None else None
    subject = Subject(Extent.RELEASE, "", "")
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        now = desk.clock().instant
        record_deed(
            change, Deed(opened.release.id, Act.WITHDRAWN, organisation, None, subject, 0, now, None, proof, reason)
        )
    return name_of(organisation, opened, desk.config)


def key_of(named: str, config: Config) -> str:
    """Return the key of an organisation that is named by its key, a name of any language, an acronym or an alias.

    Raises:
        UsageError: none is called so; the nearest key is named.
    """
    if named in config.organisations:
        return named
    folded = " ".join(named.split()).casefold()
    for key, entry in config.organisations.items():
        names = [*entry.name.all(), *(entry.acronym.all() if entry.acronym else ()), *entry.aliases]
        if any(name.casefold() == folded for name in names):
            return key
    guess = nearest(named, config.organisations)
    raise UsageError(
        f'no organisation "{named}" on file',
        hint=f'did you mean "{guess}"?' if guess else "pressctl office list organisation shows the keys",
    )


def _signer(person: str, organisation: str, config: Config) -> Signer:
    """Return who signs: a focal point of the organisation, somebody on file, or whoever is named.

    Raises:
        UsageError: nobody is named.
    """
    named = " ".join(person.split())
    if not any(map(str.isalpha, named)):
        raise UsageError("who signed? --by NAME")
    folded = named.casefold()
    for focal in config.organisations[organisation].focal_points:
        if folded in {focal.name.casefold(), focal.email.casefold()}:
            return Signer(focal.name, recipient_key(focal.email), focal.email)
    for key, entry in config.people.items():
        names = {text.casefold() for _, text in entry.name.texts}
        if folded == key or folded in names or (entry.email and folded == entry.email.casefold()):
            name = entry.name.get(config.fallback_language)
            return Signer(name, recipient_key(entry.email), entry.email) if entry.email else Signer(name)
    return Signer(named, on_file=False)


def name_of(organisation: str, opened: Opened, config: Config) -> str:
    """Return an organisation's name in the language of the original."""
    return config.organisations[organisation].name.get(opened.release.original, config.fallback_language)
