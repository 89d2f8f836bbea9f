"""What was wrong and what is right, or why a release is withdrawn: asked in each language that has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pressctl.cli.corrections.view import show_where
from pressctl.cli.session import Session
from pressctl.errors import Interrupted
from pressctl.model.kind import Effect

if TYPE_CHECKING:
    from pressctl.workflow.corrections.case import Case, Said

_WRONG = "The words as they stand in the text, such as a name; or a sentence that says what was wrong"
_RIGHT = "The words that take their place; or a sentence that says what is right"
_REASON = "One sentence, which everybody reads: The event was postponed"


def ask(session: Session, case: Case, said: Mapping[str, Said], *, text_follows: bool) -> dict[str, Said]:
    """Ask in each language for what has not been given.

    Raises:
        Interrupted: the person stopped; nothing was drafted, and what was stopped before it left stays stopped.
    """
    from pressctl.cli.asking.questions import GoBack, say_under

    asked: dict[str, Said] = {}
    if any(one.empty for one in said.values()):
        _explain(session, case, text_follows=text_follows)
    number = 0
    try:
        while number < len(case.languages):
            language = case.languages[number]
            offered = asked.get(language) or _served_by(case, language, asked.get(case.languages[0]))
            try:
                asked[language] = _ask_one(session, case, language, said[language], offered)
                number += 1
            except GoBack:
                if not number:
                    say_under(session.console, "This is the first question")
                number = max(0, number - 1)
    except (KeyboardInterrupt, Interrupted) as error:
        command = "withdraw" if case.effect is Effect.WITHDRAWAL else "correct"
        session.console.print()
        kept = "; what had not left stays stopped" if case.waiting else ""
        raise Interrupted(
            f"stopped: nothing was drafted, and nothing was sent{kept}",
            hint=f"pressctl {command} {session.desk().workspace.short_name(case.opened.release.slug)}",
        ) from error
    return asked


def _served_by(case: Case, language: str, first: Said | None) -> Said | None:
    """Return what the original's says, where its words stand in this language, too."""
    return first if first is not None and first.wrong and case.places(language, first.wrong) > 0 else None


def _explain(session: Session, case: Case, *, text_follows: bool) -> None:
    console = session.console
    console.print()
    if case.effect is Effect.WITHDRAWAL:
        console.print("Say why, in a sentence for each language. It is published: no blame, no name.")
    else:
        console.print("Say what was wrong and what is right, in each language. Words that stand in the")
        console.print(f"text are put right there, too.{'' if text_follows else ' The notice goes without the text.'}")


def _ask_one(session: Session, case: Case, language: str, said: Said, offered: Said | None) -> Said:
    """Ask until one language is settled; `offered` is what was said there before, or what may serve.

    Raises:
        GoBack: the person wants the language before.
    """
    from pressctl.cli.asking.questions import GoBack, say_under
    from pressctl.frozen import replace
    from pressctl.language.names import language_name
    from pressctl.workflow.corrections.case import Said
    from pressctl.workflow.corrections.notice import unsettled

    name, first = language_name(language, "en"), offered
    if case.effect is Effect.WITHDRAWAL:
        before = offered.reason if offered else ""
        return said if said.reason else replace(said, reason=_asked(session, f"  {name}, why", before, _REASON))
    while True:
        if not said.wrong:
            before = offered.wrong if offered else ""
            said = replace(said, wrong=_asked(session, f"  {name}, wrong", before, _WRONG))
            show_where(session, case, language, said)
        if not said.right:
            try:
                right = _asked(session, f"  {name}, right", offered.right if offered else "", _RIGHT)
            except GoBack:
                offered, said = said, Said()
                continue
            said = replace(said, right=right)
        faults = [problem for problem in unsettled(case, {language: said}) if problem.where == language]
        if not faults:
            return said
        session.console.print(f"    {session.symbols.failed} {faults[0].message}", markup=False, style="red")
        if faults[0].hint and "stand there" in faults[0].hint:
            say_under(session.console, faults[0].hint, style="")
        offered, said = first, Said()


def _asked(session: Session, prompt: str, offered: str, explanation: str) -> str:
    """Ask until something is said; `?` explains and `<` goes back, as they do wherever pressctl asks.

    Raises:
        GoBack: the person typed `<`.
    """
    from pressctl.cli.asking.questions import GoBack, say_under

    while True:
        answer = session.ask(f"{prompt} [{offered}]: " if offered else f"{prompt}: ") or offered
        if answer == "<":
            raise GoBack
        if answer == "?":
            say_under(session.console, explanation)
            say_under(session.console, "< goes back to the question before")
        elif answer:
            return answer
        else:
            say_under(session.console, f"{session.symbols.failed} this one is needed; ? explains it", style="red")
