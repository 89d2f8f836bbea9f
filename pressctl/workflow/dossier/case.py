"""What a dossier is made from: a release's history, what was archived of it, and what may not be shown.

Pseudonymous means that nobody whom the release was meant for is named: people are random ids. What the release itself
publishes (its contacts, its speakers, the office's addresses) stays, and so do those who acted for the office.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo
from pressctl.export.sheet import Look
from pressctl.frozen import Frozen
from pressctl.language.dates import brief_time
from pressctl.model.moment import Moment
from pressctl.source.splicing import EditRefused, replace_value
from pressctl.store.histories import History, Person, history
from pressctl.store.record.times import unstamp
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import folder_of, release_id_of
from pressctl.workflow.opening import open_folder
from pressctl.workflow.record import record_to_read

_ADDRESS = re.compile(r"[^\s<>\"'(),:;\[\]\\]+@[^\s<>\"'(),:;\[\]\\]+")
_ESCAPING = re.compile(r"(^|/)\.\.?(/|$)|^/|//|[\\:\x00-\x1f]|/$")
"""Names by which a file would leave the folder where the dossier is unpacked, on any system."""
_WORD = re.compile(r"\w+")
_SHORTEST_NAME = 5
_TEXT = frozenset({".md", ".txt", ".html", ".json", ".csv"})


class DossierFile(Frozen):
    """One file of the dossier."""

    name: str
    content: bytes


class Withheld(Frozen):
    """A file that is not in the dossier, and why."""

    name: str
    sha256: str
    why: str


class Archived(Frozen):
    """A file of `versions/N/PLAN`, as it was found."""

    version: int
    plan_id: str
    name: str
    """With forward slashes, below the plan's folder."""
    content: bytes | None
    """Nothing when the manifest names it and it is gone."""
    sha256: str
    """What the manifest says."""

    @property
    def fault(self) -> str | None:
        """Say what is wrong with it, if something is."""
        if self.content is None:
            return "is missing"
        return None if hashlib.sha256(self.content).hexdigest() == self.sha256 else "was changed since it was sent"


class Guard(Frozen):
    """Who must not be named."""

    addresses: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    """By their first words: a record has thousands of events, and a list thousands of names."""

    def finds(self, text: str) -> bool:
        """Say whether one of them stands in the text."""
        folded = _folded(text)
        if any(found.strip(".") in self.addresses for found in _ADDRESS.findall(folded)):
            return True
        likely = (name for word in frozenset(_WORD.findall(folded)) for name in self.names.get(word, ()))
        # With an ending, too, as in Əliyevanın or Ивановой.
        return any(re.search(rf"(?<!\w){re.escape(name)}\w{{0,4}}(?!\w)", folded) for name in likely)

    def finds_in(self, file: DossierFile) -> bool:
        """Say whether one of them stands in a file of text; what is set from the published words is not searched."""
        if Path(file.name).suffix not in _TEXT:
            return False
        return self.finds(file.content.decode("utf-8", errors="replace"))


class Case(Frozen):
    """One release, ready to be told."""

    history: History
    slug: str
    headline: str
    office: str
    zone: str
    look: Look
    embargo: Moment | None
    """The lift of an embargo that holds at this moment."""
    as_of: Moment
    """When the last event of the whole record was written: the same record gives the same dossier."""
    archive: tuple[Archived, ...]
    guard: Guard | None
    """Whom to keep out; nothing where names were asked for."""
    people: Mapping[str, Person]
    """By random id."""

    @property
    def with_names(self) -> bool:
        """Say whether people are named."""
        return self.guard is None

    def said(self, stamped: str) -> str:
        """Return a time of the record on the office's clock: `30 Oct 2018 10:02`."""
        return brief_time(Moment(unstamp(stamped), self.zone).local(), year=True)

    def person(self, recipient_id: str) -> str:
        """Return who that is: by the short form of the random id, or by name and address."""
        found = self.people.get(recipient_id)
        if self.guard is not None or found is None:
            return recipient_id[:8]
        if not found.address:
            return f"{recipient_id[:8]} (erased)"
        return f"{found.name} <{found.address}>" if found.name else found.address


def open_case(desk: Desk, slug: str, *, with_names: bool) -> Case:
    """Gather what the record and the release's folder hold.

    Raises:
        BadInput: no such release.
        NothingToDo: the record holds nothing of it.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_to_read(desk) as database:
        found = history(database, release_id) if database is not None else None
    if found is None or not (found.versions or found.plans or found.answers):
        raise NothingToDo(f"the record holds nothing of {slug} yet", hint=f"pressctl send {slug}")
    folder = folder_of(desk.workspace, release_id)
    name, headline, embargo = _today(desk, folder, found, slug)
    config = desk.config
    languages = (config.fallback_language, *config.office.languages)
    return Case(
        history=found,
        slug=name,
        headline=headline,
        office=config.office.name.get("en", *languages),
        zone=config.office.timezone,
        look=Look(config.office.accent, config.office.paper.value),
        embargo=embargo,
        as_of=Moment(unstamp(found.chain[-1].events[-1].at), config.office.timezone),
        archive=_archive(folder, found) if folder is not None else (),
        guard=None if with_names else _guard(found),
        people={person.id: person for person in found.people},
    )


def _today(desk: Desk, folder: Path | None, found: History, slug: str) -> tuple[str, str, Moment | None]:
    """Return slug, headline and the embargo that holds; from the record where the release is gone or broken.

    What cannot be read counts as embargoed for as long as its last plan says.
    """
    last = found.plans[-1] if found.plans else None
    recorded = Moment(unstamp(last.embargo_until), last.embargo_zone or "UTC") if last and last.embargo_until else None
    held = recorded if recorded is not None and recorded.instant > desk.clock().instant else None
    known = (last.slug if last else slug, last.headline if last else slug, held)
    if folder is None:
        return known
    try:
        release = open_folder(desk.workspace, desk.config, folder).release
    except BadInput:
        return (folder.name, known[1], held)
    return release.slug, release.headline, release.original_edition.held_until(desk.clock())


def _archive(folder: Path, found: History) -> tuple[Archived, ...]:
    return tuple(file for plan in found.plans for file in _archived(folder / "versions", plan.version, plan.id))


def _archived(versions: Path, version: int, plan_id: str) -> Iterable[Archived]:
    place = versions / str(version) / plan_id
    manifest = place / "MANIFEST"
    if not manifest.is_file():
        return
    for line in manifest.read_text(encoding="utf-8", errors="replace").splitlines():
        sha256, _, name = line.partition("  ")
        path = place / name
        if name and not _ESCAPING.search(name):
            yield Archived(version, plan_id, name, path.read_bytes() if path.is_file() else None, sha256)


def _guard(found: History) -> Guard:
    """Return everybody whom the record knows with this release, but for what the release itself published."""
    published = _folded("\n".join(found.words))
    office = {
        _folded(address)
        for plan in found.plans
        for address in (plan.sender, plan.reply_to, plan.opt_out)
        if address is not None
    }
    open_addresses = {found_.strip(".") for found_ in _ADDRESS.findall(published)} | office
    addresses = {_folded(each) for person in found.people for each in (person.key, person.address) if each}
    names = {_folded(person.name) for person in found.people if len(person.name) >= _SHORTEST_NAME}
    acted = {_folded(event.actor) for event in found.events()}
    hidden: dict[str, tuple[str, ...]] = {}
    for name in sorted(names - acted):
        first = _WORD.search(name)
        if first is not None and name not in published:
            hidden[first[0]] = (*hidden.get(first[0], ()), name)
    return Guard(frozenset(addresses - open_addresses), hidden)


def without_copies(text: str) -> str | None:
    """Return a release's source without the list of those who get copies; nothing where it cannot be taken out."""
    try:
        return replace_value(text, "copy_to", [])
    except EditRefused as error:
        return text if "there is no" in error.message else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
