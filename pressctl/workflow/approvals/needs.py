"""What an organisation wants to have approved before a release with it leaves, and whether it is (ADR 0027)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from pressctl.config.schema import Config
from pressctl.frozen import Frozen, replace
from pressctl.model.approval import Act, Approval, Difference, Extent, Requirement
from pressctl.model.digest import quotation_digest
from pressctl.model.release import Release
from pressctl.model.text import Quotation, quotations
from pressctl.workflow.opening import Opened


class Standing(StrEnum):
    """What an act is worth today."""

    HOLDS = "holds"
    VOID = "void"
    """The words were changed since."""
    TAKEN_BACK = "taken-back"
    """The organisation withdrew it."""
    WITHDRAWAL = "withdrawal"
    """No approval: the act of taking back."""


class LedgerRow(Frozen):
    """One act, and what it is worth today."""

    approval: Approval
    standing: Standing
    differences: tuple[Difference, ...] = ()
    """Of a void one: the edits that void it."""

    @property
    def edits(self) -> str:
        """Say which edits void it."""
        return ", ".join(dict.fromkeys(map(str, self.differences))) or "its words changed"


class Means(StrEnum):
    """How a need is met."""

    APPROVAL = "approval"
    CARRIED = "carried"
    """By the office's own act."""
    NO_OBJECTION = "no-objection"
    """Nobody objected up to the agreed time."""


class Need(Frozen):
    """What an organisation must have approved before the release leaves in a language."""

    organisation: str
    name: str
    requirement: Requirement
    language: str
    """In which it must be approved."""
    serves: tuple[str, ...]
    """Languages that may leave once it is."""
    what: str
    """`en`, or `the quotation by Leyla Example`."""
    met_by: Means | None
    void: LedgerRow | None = None
    """The newest approval of it that was voided, where one was."""
    quote: int | None = None
    """Number of the quotation that is meant, from 1, where it is one."""

    @property
    def because(self) -> str:
        """Say what is missing, as a gate says it."""
        if self.void is None:
            return f"{self.name} has not approved {self.what}"
        by = f" by {self.void.approval.person}" if self.void.approval.person else ""
        return f"the approval of {self.what}{by} for {self.name} is {self.lack}"

    def command(self, slug: str, own: str | None) -> str:
        """Return what records the approval; that of another organisation than the office's own wants its evidence."""
        language = f" --language {self.language}" if self.requirement is Requirement.EVERY_LANGUAGE else ""
        quote = f" --quote {self.quote}" if self.quote is not None else ""
        evidence = "" if self.organisation == own else " --evidence FILE"
        return f"pressctl approve {slug} --for {self.organisation} --by NAME{language}{quote}{evidence}"

    @property
    def lack(self) -> str:
        """Say what is missing where organisation and text are named already."""
        return "not approved yet" if self.void is None else f"void: {self.void.edits} since"


def involved(release: Release, config: Config) -> tuple[str, ...]:
    """Return the keys of the organisations that a release speaks for: organisers, lead, funders, the quoted."""
    edition = release.original_edition
    project = edition.project
    named = [one.key for one in edition.organisers]
    if project is not None:
        named += [one.key for one in (*([project.lead] if project.lead else ()), *project.funders)]
    named += [_speaker_of(quotation, config) for quotation in quotations(edition.body)]
    return tuple(dict.fromkeys(key for key in named if key is not None and key in config.organisations))


def _speaker_of(quotation: Quotation, config: Config) -> str | None:
    """Return the key of the organisation for which somebody is quoted: as on file, else as the title says."""
    attribution = quotation.attribution
    if attribution is None:
        return None
    name = attribution.name.casefold()
    for entry in config.people.values():
        if entry.organisation is not None and any(text.casefold() == name for _, text in entry.name.texts):
            return entry.organisation
    title = (attribution.title or "").casefold()
    for key, organisation in config.organisations.items():
        names = [text for _, text in organisation.name.texts]
        names += [text for _, text in organisation.acronym.texts] if organisation.acronym else []
        if any(_holds(title, one.casefold()) for one in (*names, *organisation.aliases)):
            return key
    return None


def _holds(text: str, name: str) -> bool:
    at = text.find(name) if name else -1
    if at < 0:
        return False
    around = text[at - 1 : at] + text[at + len(name) : at + len(name) + 1]
    return not any(map(str.isalnum, around))


def needs_of(
    opened: Opened,
    rows: Sequence[LedgerRow],
    names: Mapping[str, str],
    config: Config,
    silent: frozenset[tuple[str, str]] = frozenset(),
) -> Iterator[Need]:
    """Yield what each organisation in a release wants to have approved, and whether it is.

    Args:
        opened: the release.
        rows: all acts about it, with what they are worth.
        names: key of an organisation → its name.
        config: the office: who wants what.
        silent: (organisation, language) of those who had no objection in time.
    """
    release = opened.release
    for key in involved(release, config):
        wanted = config.organisations[key].requires_approval
        own = tuple(row for row in rows if row.approval.organisation == key)
        quiet = frozenset(language for silent_key, language in silent if silent_key == key)
        organisation = _Organisation(key, names[key], wanted, own, quiet)
        match wanted:
            case Requirement.NOTHING:
                continue
            case Requirement.EVERY_LANGUAGE:
                for language in release.languages:
                    yield _whole(organisation, language, (language,))
            case Requirement.ORIGINAL:
                yield _whole(organisation, release.original, release.languages)
            case Requirement.QUOTATIONS:
                yield from _of_quotations(organisation, release, config)


class _Organisation(Frozen):
    """An organisation in a release, what it wants, and its acts."""

    key: str
    name: str
    wanted: Requirement
    rows: tuple[LedgerRow, ...]
    silent: frozenset[str]
    """Languages to whose words of today it had no objection."""

    def need(
        self,
        language: str,
        serves: tuple[str, ...],
        what: str,
        meeting: Sequence[LedgerRow],
        voided: Sequence[LedgerRow],
    ) -> Need:
        """Return what is needed; `meeting` are the acts that may meet it, `voided` those that once did."""
        met = _met(meeting) or (Means.NO_OBJECTION if language in self.silent else None)
        return Need(self.key, self.name, self.wanted, language, serves, what, met, _void(voided))


def _whole(organisation: _Organisation, language: str, serves: tuple[str, ...]) -> Need:
    fitting = [
        row
        for row in organisation.rows
        if row.approval.subject.extent is Extent.RELEASE and row.approval.subject.language == language
    ]
    return organisation.need(language, serves, f"{language}.md", fitting, fitting)


def _of_quotations(organisation: _Organisation, release: Release, config: Config) -> Iterator[Need]:
    language = release.original
    for number, quotation in enumerate(quotations(release.original_edition.body), 1):
        if _speaker_of(quotation, config) != organisation.key:
            continue
        speaker = quotation.attribution.name if quotation.attribution else ""
        digest = quotation_digest(quotation)
        here = [row for row in organisation.rows if row.approval.subject.language == language]
        whole = [row for row in here if row.approval.subject.extent is Extent.RELEASE]
        same = [row for row in here if row.approval.subject.extent is Extent.QUOTATION]
        meeting = [*whole, *(row for row in same if row.approval.subject.digest == digest)]
        voided = [*whole, *(row for row in same if row.approval.subject.part in {"", speaker})]
        what = f"the quotation by {speaker}" if speaker else "a quotation"
        yield replace(organisation.need(language, release.languages, what, meeting, voided), quote=number)


def _met(rows: Sequence[LedgerRow]) -> Means | None:
    acts = {row.approval.act for row in rows if row.standing is Standing.HOLDS}
    if Act.SIGNED in acts:
        return Means.APPROVAL
    return Means.CARRIED if Act.CARRIED in acts else None


def _void(rows: Sequence[LedgerRow]) -> LedgerRow | None:
    return next((row for row in reversed(rows) if row.standing is Standing.VOID), None)
