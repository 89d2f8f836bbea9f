"""Putting a release right at T+20 minutes: who has it wrong, and a notice drafted in each of their languages.

The notice is a release of its own that names the wrong version (`corrects`); it is checked, approved, planned and sent
like any other. See docs/adr/0021.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from pressctl.errors import BadInput, NothingToDo, Problem, Refused
from pressctl.language.dates import date_text
from pressctl.language.labels import load_labels
from pressctl.model.delivery import DeliveryState
from pressctl.model.digest import canonical, edition_digest
from pressctl.model.kind import Effect, Kind
from pressctl.model.release import Release
from pressctl.source.drafting.answers import Answers, answer_at, with_answer
from pressctl.source.drafting.drafts import corrected_in, draft_body
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.earlier import EarlierRelease
from pressctl.source.front_matter.yaml_nodes import emit, plain_data
from pressctl.source.kinds import load_kind
from pressctl.store.database import Database
from pressctl.store.files import write_atomically
from pressctl.store.plans import OpenPlan, open_plans
from pressctl.store.put_right import Held, PutRight, held, on_their_way, put_right_by, withdrawn
from pressctl.store.stopping import stop
from pressctl.store.suppressions import is_suppressed
from pressctl.store.versions import editions, snapshot
from pressctl.workflow import drafting
from pressctl.workflow.desk import Desk
from pressctl.workflow.earlier import earlier_releases
from pressctl.workflow.identity import folder_of
from pressctl.workflow.opening import Opened, open_folder, open_release
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.sending.ties import puts_right, wrong_version
from pressctl.workflow.translation.variants import bind


@dataclass(frozen=True, slots=True)
class Said:
    """What a notice says in one language, as the officer typed it."""

    wrong: str = ""
    right: str = ""
    reason: str = ""
    """Why it is withdrawn."""

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.wrong or self.right or self.reason)


@dataclass(frozen=True)
class Case:
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
    opened = open_release(desk.workspace, desk.config, _meant(desk, part))
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
            tuple(plan for plan in open_plans(database, release.id) if narrowed is None or plan.version <= number),
            on_their_way(database, release.id),
            texts,
            {language: one.digest for language, one in frozen.items()},
            sent=sent,
        )
        unserved = _unserved(desk, database, case)
    return replace(case, begun=_begun(desk, case), unserved=unserved)


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
        return stop(database, desk.actor, case.opened.release.id, up_to=up_to)


def unsettled(case: Case, said: Mapping[str, Said], *, text_follows: bool = True) -> Iterator[Problem]:
    """Yield what is still to be said before a notice can be drafted, language by language."""
    for language in case.languages:
        one = said.get(language, Said())
        if case.effect is Effect.WITHDRAWAL:
            if not one.reason:
                yield Problem("why it is withdrawn", where=language, hint=f'--reason {language}="…"')
            continue
        if not one.wrong:
            yield Problem("what was wrong", where=language, hint=f'--wrong {language}="…"')
        if not one.right:
            yield Problem("what is right", where=language, hint=f'--right {language}="…"')
        if one.wrong and one.wrong == one.right:
            yield Problem(
                f'"{one.right}" is what was wrong, and cannot be what is right', where=language,
                hint=f'--right {language}="…"',
            )  # fmt: skip
        elif one.wrong and one.right and text_follows and not (_replaces(case, language, one) or case.mended(language)):
            yield Problem(
                f'"{one.wrong}" does not stand in {language}.md, and its text is still that of version {case.version}',
                where=language,
                hint="write the words as they stand there; or change the text first; or --notice-only",
            )


def draft_notice(
    desk: Desk, case: Case, said: Mapping[str, Said], *, text_follows: bool = True, extra: Sequence[str] = ()
) -> str:
    """Draft the correction or the withdrawal in every language that people have; return its slug.

    Args:
        desk: whose workspace.
        case: what went wrong.
        said: language → what the notice says.
        text_follows: the corrected text stands below the notice.
        extra: further answers, as `new --set` takes them, for the original's language.

    Raises:
        BadInput: something is not said in every language, or the answers make no release; nothing was written.
    """
    open_points = tuple(unsettled(case, said, text_follows=text_follows))
    if open_points:
        raise BadInput(
            f"{case.kind.title}: not everything is said; nothing was written",
            problems=open_points,
            hint=f"pressctl {_COMMANDS[case.effect]} {case.opened.release.slug} asks for it in a terminal",
        )
    original, *others = case.languages
    answers = {
        language: _answers(
            desk,
            case,
            language,
            said[language],
            text_follows=text_follows,
            extra=extra if language == original else (),
        )
        for language in case.languages
    }
    variants = {language: _variant(desk, case, original, language, answers[language]) for language in others}
    drafted = drafting.draft(desk.workspace, desk.config, case.kind, original, answers[original], desk.clock())
    folder = desk.workspace.release(drafted.slug)
    for language, text in variants.items():
        write_atomically(folder / f"{language}.md", text.encode())
    notice = open_folder(desk.workspace, desk.config, folder)
    for variant in notice.files.variants.values():
        bind(desk, notice, variant)  # both were made from the same answers: the one translates the other
    return drafted.slug


_COMMANDS = {Effect.CORRECTION: "correct", Effect.WITHDRAWAL: "withdraw"}


def _meant(desk: Desk, part: str) -> str:
    """Return the slug that is meant; notices about a release have its words in their own slugs, and come second."""
    slugs = [slug for slug in desk.workspace.slugs() if part in slug]
    plain = [slug for slug in slugs if not any(f"-{effect.value}-" in slug for effect in Effect)]
    return plain[0] if len(plain) == 1 and part not in slugs else part


def _begun(desk: Desk, case: Case) -> str | None:
    """Return the newest notice about this version that was drafted and has not left."""
    left = {one.release_id for one in case.sent}
    for slug in reversed(desk.workspace.slugs()):
        folder = desk.workspace.release(slug)
        if not any(case.opened.release.id.encode() in file.read_bytes() for file in folder.glob("*.md")):
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
    for plan in open_plans(database, notice.release_id):
        raise Refused(
            f"{notice.slug} is on its way: plan {plan.id} has not ended",
            hint=f"pressctl send {desk.workspace.short_name(notice.slug)} --resume, or pressctl stop it first",
        )
    without = set(case.holders) - set(held(database, notice.release_id))
    without -= is_suppressed(database, without)
    folder = folder_of(desk.workspace, notice.release_id)
    return (folder.name, len(without)) if without and folder is not None else None


def _replaces(case: Case, language: str, one: Said) -> bool:
    """Say whether the wrong words stand in the text on file, so that the right ones take their place."""
    file = case.opened.files.file(language)
    return file is not None and one.wrong in file.text


def _answers(desk: Desk, case: Case, language: str, said: Said, *, text_follows: bool, extra: Sequence[str]) -> Answers:
    """Return the notice's answers in one language, the kind's defaults filled in."""
    asking = drafting.asking_for(desk.config, language, desk.clock(), desk.workspace)
    settings = [f"corrects={case.opened.release.id}", *extra]
    if case.effect is Effect.WITHDRAWAL:
        settings += [f"fields.reason={said.reason}"]
        if not any(setting.startswith("headline=") for setting in extra):
            settings.append(f"headline={_withdrawal_headline(desk, case, language)}")
    else:
        settings += [f"fields.wrong={said.wrong}", f"fields.right={said.right}"]
        settings += [f"draft.text_follows={'yes' if text_follows else 'no'}"]
        if _replaces(case, language, said):
            settings += [f"draft.wrong_words={said.wrong}", f"draft.right_words={said.right}"]
        under = _line_under_the_headline(case, language, said)
        if under:
            settings.append(f"subheadline={under}")
    sheet = drafting.given_answers(case.kind, asking, tuple(settings))
    answers = drafting.completed(case.kind, sheet, asking)
    which: dict[str, Plain] = {"id": case.opened.release.id, "version": case.version}
    answers = with_answer(answers, "corrects", which)
    # Who had a copy of what was wrong gets one of what is right, and nobody else.
    copies = case.opened.files.original.root.get("copy_to")
    if copies is None:
        return {key: value for key, value in answers.items() if key != "copy_to"}
    return with_answer(answers, "copy_to", cast("Plain", plain_data(copies)))  # of strings alone, which is narrower


def _line_under_the_headline(case: Case, language: str, said: Said) -> str:
    file = case.opened.files.file(language)
    line = (file.matter.subheadline if file else None) or ""
    return line.replace(said.wrong, said.right) if said.wrong else line


def _withdrawal_headline(desk: Desk, case: Case, language: str) -> str:
    """Return the headline of a withdrawal, which does not repeat what was wrong."""
    labels = load_labels(desk.workspace, language)
    office = desk.config.office.name.get(language, *desk.config.office.languages)
    day = case.opened.release.editions[0].dateline.date
    words = labels.corrects.withdrawal_headline
    return words.format(office=office, date=date_text(day, language))


def _variant(desk: Desk, case: Case, original: str, language: str, answers: Answers) -> str:
    """Return the text of the notice in another language than its original's."""
    corrected: EarlierRelease = corrected_in(
        answers, earlier_releases(desk.workspace, desk.config, language, desk.clock())
    )
    body = draft_body(case.kind, language, answers, desk.config, desk.workspace, corrected)
    place = answer_at(answers, "dateline.place")
    front: dict[str, Plain | None] = {
        "original": original,
        "headline": answer_at(answers, "headline"),
        "subheadline": answer_at(answers, "subheadline"),
        "labels": {"dateline.place": place} if place else None,
    }
    return f"---\n{emit({key: value for key, value in front.items() if value})}---\n\n{body}"


def _places(value: object, words: str, but_for: str = "") -> int:
    """Count the texts in a canonical form that hold the words elsewhere than in `but_for`, which may hold them, too."""
    match value:
        case str():
            return int(words in (value.replace(but_for, "") if but_for else value))
        case Mapping():
            return sum(_places(item, words, but_for) for item in value.values())
        case list():
            return sum(_places(item, words, but_for) for item in value)
        case _:
            return 0
