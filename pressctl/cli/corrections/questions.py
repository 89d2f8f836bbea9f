"""What was wrong and what is right, or why a release is withdrawn: asked in each language that has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pressctl.cli.session import Session
from pressctl.cli.telling.quantities import count
from pressctl.model.kind import Effect

if TYPE_CHECKING:
    from pressctl.workflow.corrections.case import Case, Said

_WRONG = "The words as they stand in the text, such as a name; or a sentence that says what was wrong"
_RIGHT = "The words that take their place; or a sentence that says what is right"
_REASON = "One sentence, which everybody reads: The event was postponed"


def ask(session: Session, case: Case, said: Mapping[str, Said], *, text_follows: bool) -> dict[str, Said]:
    """Ask in each language for what has not been given."""
    asked: dict[str, Said] = {}
    if any(one.empty for one in said.values()):
        _explain(session, case, text_follows=text_follows)
    for language in case.languages:
        before = asked.get(case.languages[0])
        asked[language] = _ask_one(session, case, language, said[language], before)
    return asked


def _explain(session: Session, case: Case, *, text_follows: bool) -> None:
    console = session.console
    console.print()
    if case.effect is Effect.WITHDRAWAL:
        console.print("Say why, in a sentence for each language. It is published: no blame, no name.")
    else:
        console.print("Say what was wrong and what is right, in each language. Words that stand in the")
        console.print(f"text are put right there, too.{'' if text_follows else ' The notice goes without the text.'}")


def _ask_one(session: Session, case: Case, language: str, said: Said, first: Said | None) -> Said:
    """Ask until one language is settled; `first` is what the original's says, which may serve here, too."""
    from dataclasses import replace

    from pressctl.language.names import language_name
    from pressctl.workflow.corrections.case import Said
    from pressctl.workflow.corrections.notice import unsettled

    name = language_name(language, "en")
    if case.effect is Effect.WITHDRAWAL:
        while not said.reason:
            said = replace(said, reason=_asked(session, f"  {name}, why", "", _REASON))
        return said
    while True:
        serves = first is not None and first.wrong and case.places(language, first.wrong) > 0
        offered = first if serves and first is not None else None
        if not said.wrong:
            said = replace(said, wrong=_asked(session, f"  {name}, wrong", offered.wrong if offered else "", _WRONG))
        if not said.right:
            said = replace(said, right=_asked(session, f"  {name}, right", offered.right if offered else "", _RIGHT))
        faults = [problem for problem in unsettled(case, {language: said}) if problem.where == language]
        if not faults:
            number = case.places(language, said.wrong)
            if number:
                session.console.print(f"      stands in {count(number, 'place')} of {language}.md", markup=False)
            return said
        session.console.print(f"    {session.symbols.failed} {faults[0].message}", markup=False, style="red")
        if faults[0].hint and "stand there" in faults[0].hint:
            session.console.print(f"      {faults[0].hint}", markup=False)
        said = Said()


def _asked(session: Session, prompt: str, offered: str, explanation: str) -> str:
    """Ask until something is said; a question mark explains, as it does wherever pressctl asks."""
    from pressctl.cli.asking.questions import say_under

    while True:
        answer = session.ask(f"{prompt} [{offered}]: " if offered else f"{prompt}: ") or offered
        if answer == "?":
            say_under(session.console, explanation)
        elif answer:
            return answer
