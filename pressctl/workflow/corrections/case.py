"""A release that left wrong: who has it in which version and language, what is on its way, and which notices there are.

Nothing more of it leaves before anybody is asked what was wrong (ADR 0021).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from pressctl.errors import BadInput, NothingToDo, Refused
from pressctl.frozen import Frozen, replace
from pressctl.language.whole_words import stand_in, stand_within
from pressctl.model.delivery import DeliveryState
from pressctl.model.digest import canonical, edition_digest
from pressctl.model.kind import Effect, Kind
from pressctl.model.release import Release
from pressctl.source.kinds import load_kind
from pressctl.source.parts import find_parts
from pressctl.store.people.suppressions import is_suppressed
from pressctl.store.record.database import Database
from pressctl.store.record.versions import editions, snapshot
from pressctl.store.sending.plans import OpenPlan, open_plans
from pressctl.store.sending.put_right import Held, PutRight, corrections, held, on_their_way, put_right_by, withdrawn
from pressctl.store.sending.stopping import stop
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import folder_of, names_release
from pressctl.workflow.opening import Opened, open_folder, open_release
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.sending.ties import puts_right, wrong_version


class Said(Frozen):
    """What a notice says in one language, as the officer typed it."""

    wrong: str = ""
    right: str = ""
    reason: str = ""
    """Why it is withdrawn."""

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.wrong or self.right or self.reason)


class Case(Frozen, dict=True):  # for what is found out once
    """A release that left the office wrong, and who has it."""

    opened: Opened
    effect: Effect
    version: int
    holders: Mapping[str, Held]
    """By recipient key."""
    waiting: tuple[OpenPlan, ...]
    """Plans of what is wrong that have not ended."""
    on_their_way: int
    """Messages of it that are being said to a server at this moment."""
    frozen: Mapping[str, Mapping[str, object]]
    """Language → the text as it left."""
    digests: Mapping[str, str]
    """Language → its digest."""
    begun: str | None = None
    """Slug of a notice about this version that was drafted and has not left."""
    sent: tuple[PutRight, ...] = ()
    """Notices about the release that have left."""
    unserved: tuple[str, int] | None = None
    """Slug of a notice about this version that has left, and how many who have that version have not had it."""

    @property
    def doubtful(self) -> int:
        """How many of the holders may have it."""
        return sum(one.state is DeliveryState.UNCERTAIN for one in self.holders.values())

    @cached_property
    def spoken(self) -> Mapping[str, int]:
        """Return in which languages people have it, and how many in each; the original's first."""
        found = Counter(one.language for one in self.holders.values())
        order = [language for language in self.opened.release.languages if language in found]
        return {language: found[language] for language in (*order, *sorted(found.keys() - set(order)))}

    @cached_property
    def kind(self) -> Kind:
        """The kind of the notice."""
        return load_kind(self.opened.workspace, self.effect.value)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the notice: the original's, and those in which people have the release."""
        original = self.opened.release.original
        wanted = (original, *(language for language in self.spoken if language != original))
        return tuple(
            code for code in wanted if code in self.kind.languages and self.opened.files.file(code) is not None
        )

    def places(self, language: str, words: str) -> int:
        """Return in how many texts of the language the words stand, as it left or as it is on file now."""
        edition = self.opened.release.edition(language)
        today = canonical(edition) if edition else None
        return max(_places(self.frozen.get(language), words), _places(today, words)) if words else 0

    def within_others(self, language: str, words: str) -> tuple[str, ...]:
        """Return the longer words on file that hold these: they are left as they are, and a person looks at them."""
        return stand_within(self._on_file(language), words)

    def on_file(self, language: str, words: str) -> bool:
        """Say whether the words stand in the text on file, so that others can take their place."""
        return stand_in(self._on_file(language), words)

    def _on_file(self, language: str) -> str:
        """Return what people read of the text on file: the headline, the line under it, and the body as written."""
        file = self.opened.files.file(language)
        layout = find_parts(file.text) if file is not None else None
        if file is None or layout is None:
            return ""
        return "\n\n".join((file.matter.headline, file.matter.subheadline or "", file.text[layout.body :]))

    def still_wrong(self, language: str, said: Said) -> bool:
        """Say whether the text on file still has what was wrong: these words, or nobody has touched it since it left.

        A text may have changed in something else since, in an acronym on file; that mends nothing.
        """
        edition = self.opened.release.edition(language)
        stands = bool(said.wrong) and edition is not None and _places(canonical(edition), said.wrong, said.right) > 0
        return stands or not self.mended(language)

    def mended(self, language: str) -> bool:
        """Say whether the text on file has been changed since it left."""
        edition = self.opened.release.edition(language)
        return edition is not None and edition_digest(edition) != self.digests.get(language)


def open_case(desk: Desk, part: str, effect: Effect, version: int | None = None) -> Case:
    """Look at what went wrong.

    Raises:
        BadInput: no such release, or it has no such version.
        NothingToDo: nobody has it, so that there is nothing to tell anybody.
        Refused: it is withdrawn already.
    """
    opened = open_release(desk.workspace, desk.config, part)
    release = opened.release
    with record_to_read(desk) as database:
        everybody = held(database, release.id) if database else {}
        if database is None or not everybody:
            raise NothingToDo(f"nobody has {release.slug}: nothing of it has left the office",
                              hint=_before_anybody_has_it(desk, release, database))  # fmt: skip
        newest = max(one.version for one in everybody.values())
        number = version if version is not None else newest
        narrowed = None if effect is Effect.WITHDRAWAL else number
        holders = held(database, release.id, narrowed)
        if not holders:
            raise BadInput(f"nobody has version {number} of {release.slug}; the newest that somebody has is {newest}")
        frozen = {one.language: one for one in editions(database, release.id, number)}
        texts = {
            language: json.loads(content)
            for language, one in frozen.items()
            if (content := snapshot(database, one.snapshot)) is not None
        }
        sent = put_right_by(database, release.id)
        if (gone := withdrawn(sent)) is not None and effect is Effect.CORRECTION:
            raise Refused(f"{release.slug} was withdrawn by {gone.slug}; what is withdrawn is not corrected")
        case = Case(
            opened,
            effect,
            number,
            holders,
            _waiting(database, release.id, sent, narrowed),
            on_their_way(database, release.id),
            texts,
            {language: one.digest for language, one in frozen.items()},
            sent=sent,
        )
        unserved = _unserved(desk, database, case)
    return replace(case, begun=_begun(desk, case), unserved=unserved)


def _waiting(
    database: Database, release_id: str, sent: tuple[PutRight, ...], version: int | None
) -> tuple[OpenPlan, ...]:
    """Return the plans of a version that have not ended; of all of them, with those of its corrections, without one."""
    if version is not None:
        return tuple(plan for plan in open_plans(database, release_id) if plan.version <= version)
    return tuple(plan for each in (release_id, *corrections(sent)) for plan in open_plans(database, each))


def _before_anybody_has_it(desk: Desk, release: Release, database: Database | None) -> str:
    """Return what to do about a text that nobody has: a plan that waits would send it as it was."""
    waits = database is not None and any(open_plans(database, release.id))
    if waits:
        slug = desk.workspace.short_name(release.slug)
        return f"pressctl stop {slug} first: a plan waits with this text; then change it"
    return "change the text; there is nobody to tell"


def stop_wrong(desk: Desk, case: Case) -> int:
    """Let nothing more of the wrong version leave; return how many messages were stopped."""
    if not case.waiting:
        return 0
    with record_of(desk) as database:
        up_to = None if case.effect is Effect.WITHDRAWAL else case.version
        stopped = stop(database, desk.actor, case.opened.release.id, up_to=up_to)
        if case.effect is Effect.WITHDRAWAL:
            stopped += sum(stop(database, desk.actor, release_id) for release_id in corrections(case.sent))
        return stopped


def _begun(desk: Desk, case: Case) -> str | None:
    """Return the newest notice about this version that was drafted and has not left."""
    left = {one.release_id for one in case.sent}
    for slug in reversed(desk.workspace.slugs()):
        folder = desk.workspace.release(slug)
        if not names_release(folder, case.opened.release.id):
            continue
        try:
            opened = open_folder(desk.workspace, desk.config, folder)
        except BadInput:
            continue  # it says so itself, when somebody wants to send it
        what = puts_right(opened)
        if what is None or what.release_id != case.opened.release.id or what.effect is not case.effect:
            continue
        same = wrong_version(what) in {None, case.version}
        if same and opened.release.id not in left:
            return slug
    return None


def _unserved(desk: Desk, database: Database, case: Case) -> tuple[str, int] | None:
    """Return the last notice about this version, where somebody who has that version has not had it yet.

    Raises:
        Refused: it is still on its way.
    """
    same = [one for one in case.sent if one.effect is case.effect and one.version == case.version]
    if not same:
        return None
    notice = same[-1]
    name = desk.workspace.short_name(notice.slug)
    for plan in open_plans(database, notice.release_id):
        raise Refused(
            f"{notice.slug} is on its way: plan {plan.id} has not ended",
            hint=f"pressctl send {name} --resume, or pressctl stop {name} first",
        )
    without = set(case.holders) - set(held(database, notice.release_id))
    without -= is_suppressed(database, without)
    folder = folder_of(desk.workspace, notice.release_id)
    return (folder.name, len(without)) if without and folder is not None else None


def _places(value: object, words: str, but_for: str = "") -> int:
    """Count the texts in a canonical form that hold the words elsewhere than in `but_for`, which may hold them, too."""
    match value:
        case str():
            return int(stand_in(value.replace(but_for, "\n") if but_for else value, words))
        case Mapping():
            return sum(_places(item, words, but_for) for item in value.values())
        case list():
            return sum(_places(item, words, but_for) for item in value)
        case _:
            return 0
