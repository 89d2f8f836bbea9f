"""`pressctl correct` and `pressctl withdraw`: a wrong release put right, in minutes, with everybody who has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, OVERRIDE, SLUG, WHY, YES_PASSES_NO_GATE, split_list
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError
from pressctl.model.kind import Effect

if TYPE_CHECKING:
    from pressctl.workflow.corrections.correcting import Case, Said

_WRONG = "The words as they stand in the text, such as a name; or a sentence that says what was wrong"
_RIGHT = "The words that take their place; or a sentence that says what is right"
_REASON = "One sentence, which everybody reads: The event was postponed"
_IN = re.compile(r"(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})*)=(?P<text>.*)", re.DOTALL)

_VERSION = Annotated[int | None, typer.Option("--version", metavar="N", help="Which version; the newest that left.")]
_DRAFT = Annotated[bool, typer.Option("--draft", help="Only write the notice, to be edited or approved first.")]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Write the notice, show the plan, send nothing.")]
_ATTACH = Annotated[list[str] | None, typer.Option(metavar="FORMAT", help="Attach the notice, too: docx or pdf.")]


def correct(
    context: typer.Context,
    slug: SLUG,
    *,
    wrong: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]TEXT", help="What was wrong: the words as they stand, or a sentence."),
    ] = None,
    right: Annotated[list[str] | None, typer.Option(metavar="[LANG=]TEXT", help="What is right.")] = None,
    notice_only: Annotated[bool, typer.Option("--notice-only", help="Without the corrected text below it.")] = False,
    version: _VERSION = None,
    draft: _DRAFT = False,
    dry_run: _DRY_RUN = False,
    yes: YES_PASSES_NO_GATE = False,
    attach: _ATTACH = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Send a labelled correction to those who have the wrong version.

    Each gets it in the language in which they have the release, as an answer to their own message.
    """
    session = session_of(context)
    case = _open(session, slug, Effect.CORRECTION, version, quiet=as_json, stop=not dry_run)
    given = _given(case, wrong=wrong, right=right)
    notice, said = _notice(session, case, given, text_follows=not notice_only, quiet=as_json)
    if draft:
        say_next(session.console, f"pressctl correct {slug}, once it is as it should be")
        return
    if not as_json:
        _remind(session, case, said)
    _send(session, notice, attach=attach, override=override, why=why, yes=yes, dry_run=dry_run, as_json=as_json)


def _remind(session: Session, case: Case, said: Mapping[str, Said]) -> None:
    """Say which texts still hold what was wrong: it does not leave again before that is mended."""
    wrong = [f"{language}.md" for language in case.languages if case.still_wrong(language, said[language])]
    if wrong:
        verb, them = ("say", "them") if len(wrong) > 1 else ("says", "it")
        still = f"{', '.join(wrong)} of the release itself still {verb} it: mend {them} before anybody else gets it"
        session.console.print(f"{session.symbols.warning} {still}\n", markup=False)


def withdraw(
    context: typer.Context,
    slug: SLUG,
    *,
    reason: Annotated[
        list[str] | None, typer.Option(metavar="[LANG=]TEXT", help="Why, in a sentence; it is published.")
    ] = None,
    draft: _DRAFT = False,
    dry_run: _DRY_RUN = False,
    yes: YES_PASSES_NO_GATE = False,
    attach: _ATTACH = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Ask those who have a release not to publish it; stop the rest."""
    session = session_of(context)
    case = _open(session, slug, Effect.WITHDRAWAL, None, quiet=as_json, stop=not dry_run)
    said = _given(case, reason=reason)
    notice, _ = _notice(session, case, said, quiet=as_json)
    if draft:
        say_next(session.console, f"pressctl withdraw {slug}, once it is as it should be")
        return
    _send(session, notice, attach=attach, override=override, why=why, yes=yes, dry_run=dry_run, as_json=as_json)


def _open(session: Session, slug: str, effect: Effect, version: int | None, *, quiet: bool, stop: bool) -> Case:
    """Look at what went wrong; stop what of it has not left, unless this is a dry run; say both."""
    from pressctl.workflow.corrections.correcting import open_case, stop_wrong

    case = open_case(session.desk(), slug, effect, version)
    session.introduce()
    stopped = stop_wrong(session.acting_desk(), case) if stop else 0
    if not quiet:
        _show_case(session, case, stopped)
    return case


def _show_case(session: Session, case: Case, stopped: int) -> None:
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


def _given(case: Case, **options: list[str] | None) -> dict[str, Said]:
    """Return what the options say, by language; words without a language serve each whose text has them.

    Raises:
        UsageError: a language that the notice does not have, or something twice.
    """
    from pressctl.workflow.corrections.correcting import Said

    found: dict[str, dict[str, str]] = {language: {} for language in case.languages}
    original = case.languages[0]
    anywhere: dict[str, str] = {}
    for name, values in options.items():
        for value in values or ():
            match = _IN.fullmatch(value)
            language = match["language"] if match else ""
            if match and language in found:
                text = match["text"].strip()
            elif match and language in case.opened.release.languages:
                raise UsageError(
                    f"nobody has {case.opened.release.slug} in {language}; leave --{name} {language}=… out"
                )
            else:
                language, text = "", value.strip()
            target = found[language] if language else anywhere
            if name in target:
                raise UsageError(f"--{name} is given twice for {language or 'the original'}")
            target[name] = text
    for language, own in found.items():
        fits = language == original or (bool(anywhere.get("wrong")) and case.places(language, anywhere["wrong"]) > 0)
        for name, text in anywhere.items():
            if fits:
                own.setdefault(name, text)
    return {language: Said(**own) for language, own in found.items()}


def _notice(
    session: Session, case: Case, said: Mapping[str, Said], *, text_follows: bool = True, quiet: bool = False
) -> tuple[str, Mapping[str, Said]]:
    """Return the slug of the notice, begun earlier or drafted now, and what was said for it in this run."""
    from pressctl.workflow.corrections.correcting import draft_notice

    if case.begun is not None:
        if any(one != type(one)() for one in said.values()):
            raise UsageError(
                f"releases/{case.begun}/ is drafted already, and its words stand there",
                hint="edit its files, or delete the folder to begin anew; then run this again without words",
            )
        if not quiet:
            session.console.print(f"{session.symbols.quiet} goes on with releases/{case.begun}/", markup=False)
        return case.begun, said
    if case.unserved is not None and all(one == type(one)() for one in said.values()):
        slug, number = case.unserved
        if not quiet:
            more = f"goes on with releases/{slug}/: {count(number, 'person has', 'people have')} not had it"
            session.console.print(f"{session.symbols.quiet} {more}", markup=False)
        return slug, said
    if session.interactive:
        said = _ask(session, case, said, text_follows=text_follows)
    slug = draft_notice(session.acting_desk(), case, said, text_follows=text_follows)
    if not quiet:
        files = ", ".join(f"{language}.md" for language in case.languages)
        session.console.print(f"{session.symbols.done} releases/{slug}/", markup=False)
        session.console.print(f"    {files}\n", markup=False)
    return slug, said


def _ask(session: Session, case: Case, said: Mapping[str, Said], *, text_follows: bool) -> dict[str, Said]:
    """Ask in each language for what has not been given."""
    asked: dict[str, Said] = {}
    if any(one == type(one)() for one in said.values()):
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
    from pressctl.workflow.corrections.correcting import unsettled

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
        said = type(said)()


def _asked(session: Session, prompt: str, offered: str, explanation: str) -> str:
    """Ask until something is said; a question mark explains, as it does wherever pressctl asks."""
    from pressctl.cli.asking.questions import say_under

    while True:
        answer = session.ask(f"{prompt} [{offered}]: " if offered else f"{prompt}: ") or offered
        if answer == "?":
            say_under(session.console, explanation)
        elif answer:
            return answer


def _send(
    session: Session,
    slug: str,
    *,
    attach: list[str] | None,
    override: list[str] | None,
    why: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Plan, show, confirm and send the notice, as `send` does."""
    from pressctl.cli.sending.ordering import carry_out, overrides
    from pressctl.workflow.sending.preparing import Order

    order = Order(slug, attach=split_list(attach), overrides=overrides(override, why))
    kept = "The notice is kept; the same command goes on with it once nothing blocks it."
    carry_out(session, order, yes=yes, dry_run=dry_run, as_json=as_json, if_blocked=kept)
