"""How a release that left wrong looks: who has it, what of it was stopped, and where it still says what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pressctl.cli.session import Session
from pressctl.cli.telling.quantities import count
from pressctl.model.kind import Effect

if TYPE_CHECKING:
    from pressctl.workflow.corrections.case import Case, Said

_SHOWN = 5
"""Longer words that are named."""


def show_case(session: Session, case: Case, stopped: int) -> None:
    """Write who has it, `stopped` of its messages before they left, and what has been put right of it."""
    from pressctl.language.names import language_name

    console, symbols = session.console, session.symbols
    of = "" if case.effect is Effect.WITHDRAWAL else f" · version {case.version}"
    console.print(f"{case.opened.release.headline}{of}", style="bold", markup=False)
    spoken = ", ".join(f"{number:,} in {language_name(code, 'en')}" for code, number in case.spoken.items())
    console.print(f"  {count(len(case.holders), 'person has', 'people have')} it: {spoken}", markup=False)
    if case.doubtful:
        console.print(f"  {case.doubtful} of them may have it: no answer came", markup=False)
    if stopped:
        console.print(f"{symbols.done} {count(stopped, 'message')} of it stopped before leaving", markup=False)
    if case.on_their_way:
        said = f"{count(case.on_their_way, 'message')} of it may be on its way at this moment: run this once more later"
        console.print(f"{symbols.warning} {said}", markup=False)
    for one in case.sent:
        done = "withdrawn" if one.effect is Effect.WITHDRAWAL else f"version {one.version} corrected"
        console.print(f"{symbols.quiet} {done} by {one.slug}, which {one.received:,} have", markup=False)
    unspoken = [code for code in case.spoken if code not in case.languages]
    for code in unspoken:
        said = f"there is no {code}.md: who has it in {language_name(code, 'en')} gets the notice in another language"
        console.print(f"{symbols.warning} {said}", markup=False)


def show_where(session: Session, case: Case, language: str, said: Said) -> None:
    """Write how often the wrong words stand in a text, and in which longer words they stand, which stay as they are."""
    from pressctl.cli.asking.questions import say_under

    if number := case.places(language, said.wrong):
        say_under(session.console, f"stands in {count(number, 'place')} of {language}.md", style="")
    if longer := case.within_others(language, said.wrong):
        shown = ", ".join(longer[:_SHOWN]) + (", …" if len(longer) > _SHOWN else "")
        remark = f"{session.symbols.warning} {language}.md also has {shown}: left as it is"
        say_under(session.console, remark, style="", hanging=2)


def remind(session: Session, case: Case, said: Mapping[str, Said]) -> None:
    """Say which texts still hold what was wrong: it does not leave again before that is mended."""
    wrong = [f"{language}.md" for language in case.languages if case.still_wrong(language, said[language])]
    if wrong:
        verb, them = ("say", "them") if len(wrong) > 1 else ("says", "it")
        still = f"{', '.join(wrong)} of the release itself still {verb} it: mend {them} before anybody else gets it"
        session.console.print(f"{session.symbols.warning} {still}\n", markup=False)
