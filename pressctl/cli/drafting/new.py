"""`pressctl new`: asks for what a kind needs and writes the draft."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.completion import complete_kind
from pressctl.cli.drafting.kind_choice import ask_kind
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.errors import BadInput, Interrupted, NothingToDo, UsageError
from pressctl.language.dates import brief_time

if TYPE_CHECKING:
    from pressctl.model.kind import Kind
    from pressctl.source.drafting.answer_sheet import Sheet
    from pressctl.source.drafting.answers import Answers
    from pressctl.workflow.drafting import Drafted


def new(  # noqa: PLR0917 - typer hands them over by name
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND", help="Kind of release; without it, it is asked.", autocompletion=complete_kind),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="An answer: event.title=…; repeatable."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", metavar="FILE", help="A YAML file with answers; only what is needed is asked besides."
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="LANG", help="Language of the draft; the office's first.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Open the draft in your editor.")] = False,
    go_on: Annotated[bool, typer.Option("--continue", help="Go on with the answers that were kept.")] = False,
) -> None:
    """Ask for what a kind of release needs and write the draft."""
    from pressctl.source.kinds import load_kind
    from pressctl.workflow import drafting

    session = session_of(context)
    kind = _named(session, words or [], go_on=go_on)
    if kind is None:
        if not session.interactive:
            _list_kinds(session)
            return
        kind = ask_kind(session)
    found = load_kind(session.workspace, kind)
    spoken, sheet = _begin(session, found, language, go_on=go_on)
    asking = drafting.asking_for(session.config, spoken, session.clock(), session.workspace)
    sheet = {**sheet, **drafting.given_answers(found, asking, tuple(settings or ()), answers)}
    if session.interactive:
        filled = _interview(session, found, spoken, sheet, only_required=answers is not None)
    else:
        filled = drafting.completed(found, sheet, asking)
    drafted = drafting.draft(session.workspace, session.config, found, spoken, filled, session.clock())
    if session.interactive or go_on:  # a script's draft is none of the interview that somebody left unfinished
        drafting.forget_answers(session.workspace, found)
    if edit:
        _edit(session, found, drafted)
    _show(session, drafted)


def _named(session: Session, words: list[str], *, go_on: bool) -> str | None:
    """Return the kind's name; with `--continue` and without a name, the one whose answers are kept.

    Raises:
        UsageError: several words, or answers of several kinds are kept.
        NothingToDo: there is nothing to go on with.
    """
    from pressctl.config.validation import nearest
    from pressctl.source.kinds import kind_names
    from pressctl.workflow.drafting import kept_kinds

    if len(words) > 1:
        name = nearest("-".join(words), kind_names(session.workspace))
        raise UsageError(
            f'no kind "{" ".join(words)}"; a kind is one word',
            hint=f"did you mean pressctl new {name}?" if name else "pressctl new lists the kinds",
        )
    if words or not go_on:
        return words[0] if words else None
    kept = kept_kinds(session.workspace)
    if not kept:
        raise NothingToDo("no answers are kept", hint="pressctl new lists the kinds")
    if len(kept) > 1:
        raise UsageError(f"answers are kept for {', '.join(kept)}", hint=f"pressctl new {kept[0]} --continue")
    return kept[0]


def _begin(session: Session, kind: Kind, language: str | None, *, go_on: bool) -> tuple[str, Sheet]:
    """Return the language and the answers to begin with: those that were kept, if the person wants them."""
    from pressctl.workflow.drafting import forget_answers

    if go_on:
        return _kept(session, kind, language)
    kept = _kept_if_readable(session, kind) if session.interactive else None
    if kept is not None:
        session.console.print(_unfinished(session, kind, kept[1]), markup=False)
        if session.ask("Go on? [Y/n] ").lower() not in {"n", "no"}:
            return kept
        forget_answers(session.workspace, kind)
    return _language(session, kind, language), {}


def _unfinished(session: Session, kind: Kind, sheet: Sheet) -> str:
    """Return which draft is kept: its title, as far as it has one, how much of it, and from when."""
    from pressctl.workflow.drafting import kept_since

    title = next((value for path in ("headline", "event.title") if (value := sheet.get(path))), None)
    called = f"An unfinished {kind.title.lower()} is kept" + (f": “{title}”" if title else "")
    number = sum(value is not None for value in sheet.values())
    since = kept_since(session.workspace, kind, session.clock())
    return f"{called} ({'one answer' if number == 1 else f'{number} answers'}, {brief_time(since.local())})."


def _kept(session: Session, kind: Kind, language: str | None) -> tuple[str, Sheet]:
    """Return what `--continue` goes on with."""
    from pressctl.workflow.drafting import kept_answers

    kept = kept_answers(session.workspace, kind, session.config, session.clock())
    if kept is None:
        raise NothingToDo(f"no answers are kept for {kind.name}", hint=f"pressctl new {kind.name}")
    if language is not None and language != kept[0]:
        raise UsageError(
            f'the answers that are kept are for a draft in "{kept[0]}", not in "{language}"',
            hint=f"pressctl new {kind.name} --continue goes on with them",
        )
    if session.interactive:
        session.console.print(_unfinished(session, kind, kept[1]), markup=False)
    return kept


def _kept_if_readable(session: Session, kind: Kind) -> tuple[str, Sheet] | None:
    """Return what is kept; a file that cannot be read is named, set aside, and in nobody's way."""
    from pressctl.workflow.drafting import kept_answers, set_kept_aside

    try:
        return kept_answers(session.workspace, kind, session.config, session.clock())
    except BadInput as error:
        aside = set_kept_aside(session.workspace, kind)
        session.notices.print(f"! {error.message}; it is now {aside}", markup=False)
        return None


def _language(session: Session, kind: Kind, language: str | None) -> str:
    spoken = language or session.config.fallback_language
    if spoken not in kind.languages:
        raise BadInput(
            f'the kind "{kind.name}" has no draft in the language "{spoken}"',
            hint=f"it has {', '.join(kind.languages)}; --language names one",
        )
    return spoken


def _interview(session: Session, kind: Kind, language: str, sheet: Sheet, *, only_required: bool) -> Answers:
    from pressctl.cli.drafting.interview import Interview
    from pressctl.source.drafting.answer_sheet import misfits, nested, open_questions, with_defaults
    from pressctl.workflow.drafting import asking_for, keep_answers, kept_kinds

    asking = asking_for(session.config, language, session.clock(), session.workspace)
    fitting = {path: value for path, value in sheet.items() if path not in misfits(sheet, kind)}
    filled = with_defaults(kind, fitting, asking) if only_required else fitting
    asked = {each.path for each in open_questions(kind, filled) if each.required or not only_required}
    if asked:
        session.console.print(
            f"{kind.title}. {_how_many(kind, asked, filled, only_required=only_required)}; Enter takes what stands in "
            "brackets, ? explains, < goes back, Ctrl-C keeps your answers.\n",
            markup=False,
        )
    interview = Interview(
        session.console, kind, asking, lambda now: keep_answers(session.workspace, kind, language, now)
    )
    try:
        return nested(interview.run(filled, only_required=only_required))
    except (KeyboardInterrupt, EOFError) as error:
        session.console.print()
        if kind.name not in kept_kinds(session.workspace):
            raise Interrupted("Stopped; nothing was answered and nothing drafted") from error
        raise Interrupted(
            "Stopped; your answers are kept and nothing was drafted", hint=f"pressctl new {kind.name} --continue"
        ) from error


def _how_many(kind: Kind, asked: set[str], filled: Sheet, *, only_required: bool) -> str:
    """Return `3 questions`, or `16 to 20 questions` where an answer may bring further ones."""
    possible = set(asked)
    for question in kind.questions:  # what a question needs is always asked before it
        wanted = question.required or not only_required
        if question.needs in possible and wanted and question.path not in filled:
            possible.add(question.path)
    if len(possible) > len(asked):
        return f"{len(asked)} to {len(possible)} questions"
    return "1 question" if len(asked) == 1 else f"{len(asked)} questions"


def _edit(session: Session, kind: Kind, drafted: Drafted) -> None:
    from pressctl.cli.asking.editor import edit
    from pressctl.workflow.drafting import check_edited

    edit(drafted.path, os.environ)
    check_edited(session.workspace, session.config, kind, drafted)


def _show(session: Session, drafted: Drafted) -> None:
    console, done = session.console, session.symbols.done
    shown = drafted.path.relative_to(session.workspace.root).as_posix()
    console.print(f"{done} {shown}", markup=False)
    if drafted.missing:
        console.print("  A complete release still needs", markup=False)
        for requirement in drafted.missing:
            console.print(f"    {requirement.what}: {requirement.why}", markup=False)
    for remark in drafted.remarks:
        console.print(f"{session.symbols.warning} {remark}", markup=False)
    short = session.workspace.short_name(drafted.slug)
    say_next(console, f"pressctl preview {short}, then pressctl export {short}")


def _list_kinds(session: Session) -> None:
    from pressctl.cli.office.kinds import list_shown
    from pressctl.workflow.office.kinds import list_kinds

    list_shown(session, list_kinds(session.workspace_if_any()))
