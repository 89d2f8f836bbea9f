"""The notice of a correction or a withdrawal: what is still to be said, and a draft in each language that people have.

It is a release of its own that names the wrong version (`corrects`); it is checked, approved, planned and sent like any
other (ADR 0021).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pressctl.errors import BadInput, Problem
from pressctl.language.dates import date_text
from pressctl.language.labels import load_labels
from pressctl.language.whole_words import replaced
from pressctl.model.kind import Effect
from pressctl.source.drafting.answers import Answers, answer_at, with_answer
from pressctl.source.drafting.drafts import corrected_in, draft_body
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.earlier import EarlierRelease
from pressctl.source.front_matter.yaml_nodes import emit, plain_data
from pressctl.store.files import write_atomically
from pressctl.workflow import drafting
from pressctl.workflow.corrections.case import Case, Said
from pressctl.workflow.desk import Desk
from pressctl.workflow.earlier import earlier_releases
from pressctl.workflow.opening import open_folder
from pressctl.workflow.translation.variants import bind

_COMMANDS = {Effect.CORRECTION: "correct", Effect.WITHDRAWAL: "withdraw"}


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
        elif (
            one.wrong
            and one.right
            and text_follows
            and not (case.on_file(language, one.wrong) or case.mended(language))
        ):
            longer = case.within_others(language, one.wrong)
            within = f" but within {', '.join(longer)}" if longer else ""
            yield Problem(
                f'"{one.wrong}" does not stand in {language}.md{within}, and its text is still that of version '
                f"{case.version}",
                where=language,
                hint="write the words as they stand there; or change the text first; or --notice-only",
            )


def draft_notice(desk: Desk, case: Case, said: Mapping[str, Said], *, text_follows: bool = True) -> str:
    """Draft the correction or the withdrawal in every language that people have; return its slug.

    Args:
        desk: whose workspace.
        case: what went wrong.
        said: language → what the notice says.
        text_follows: the corrected text stands below the notice.

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
        language: _answers(desk, case, language, said[language], text_follows=text_follows)
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


def _answers(desk: Desk, case: Case, language: str, said: Said, *, text_follows: bool) -> Answers:
    """Return the notice's answers in one language, the kind's defaults filled in."""
    asking = drafting.asking_for(desk.config, language, desk.clock(), desk.workspace)
    settings = [f"corrects={case.opened.release.id}", *_place(desk, case, language)]
    if case.effect is Effect.WITHDRAWAL:
        settings += [f"fields.reason={said.reason}", f"headline={_withdrawal_headline(desk, case, language)}"]
    else:
        settings += [f"fields.wrong={said.wrong}", f"fields.right={said.right}"]
        settings += [f"draft.text_follows={'yes' if text_follows else 'no'}"]
        if case.on_file(language, said.wrong):
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


def _place(desk: Desk, case: Case, language: str) -> Iterator[str]:
    """Yield the office's place as the release calls it in a language for which the office has no name of it."""
    place, release = desk.config.office.place, case.opened.release
    edition = release.edition(language)
    at_home = place is not None and release.original_edition.dateline.place == place.get(release.original)
    if place is not None and at_home and edition is not None and language not in dict(place.texts):
        yield f"dateline.place={edition.dateline.place}"


def _line_under_the_headline(case: Case, language: str, said: Said) -> str:
    file = case.opened.files.file(language)
    line = (file.matter.subheadline if file else None) or ""
    return replaced(line, said.wrong, said.right)


def _withdrawal_headline(desk: Desk, case: Case, language: str) -> str:
    """Return the headline of a withdrawal, which does not repeat what was wrong."""
    labels = load_labels(desk.workspace, language)
    office = desk.config.office.name.get(language, *desk.config.office.languages)
    day = case.opened.release.original_edition.dateline.date
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
