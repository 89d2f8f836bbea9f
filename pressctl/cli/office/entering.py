"""What `pressctl office add` and `edit` do with what was given: read it, ask for it, put it on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import BadInput, NothingToDo, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressctl.cli.session import Session
    from pressctl.store.half_given import HalfGiven
    from pressctl.workflow.office.answers import Setting
    from pressctl.workflow.office.on_file import OnFile, What


def edit_office(session: Session, key: str | None, settings: Sequence[str] | None, unset: Sequence[str]) -> None:
    """Change the office's own entry, which has no key."""
    from pressctl.workflow.office.changes import edit_entry
    from pressctl.workflow.office.on_file import What, look_up

    if key is not None:
        raise UsageError(f'"{key}" is one word too many; there is one office: pressctl office edit office')
    given = [*read_settings(session, What.OFFICE, settings), *taken_out(What.OFFICE, unset)]
    if not given:
        present = look_up(session.config, What.OFFICE, What.OFFICE)
        given = ask(session, What.OFFICE, present, 'office edit office --set name.en="…"')
    edited = edit_entry(session.workspace, What.OFFICE, What.OFFICE, given)
    say_done(session, f"the office is {edited.name(session.config)}; its entry is changed")
    say_next(session.console, "pressctl office show office")


def read_settings(session: Session, what: What, settings: Sequence[str] | None) -> list[Setting]:
    """Read `--set field=text`, all faults at once."""
    from pressctl.errors import Problem
    from pressctl.source.drafting.typed_parts import BadAnswer
    from pressctl.workflow.office.answers import read_setting

    found, problems = [], []
    for setting in settings or ():
        where, equals, text = setting.partition("=")
        if not equals or not where.strip():
            raise UsageError(f'--set "{setting}" has no form field=text', hint='--set name.en="Leyla Mammadova"')
        try:
            found.append(read_setting(what, where, text, session.config))
        except BadAnswer as error:
            problems.append(Problem(str(error), where=where.strip()))
    if problems:
        raise BadInput("this cannot be put on file; nothing was written", problems=problems)
    return found


def taken_out(what: What, names: Sequence[str]) -> list[Setting]:
    """Return the fields that `--unset` takes out.

    Raises:
        UsageError: there is no such field, or it is needed.
    """
    from pressctl.source.drafting.typed_parts import BadAnswer
    from pressctl.workflow.office.answers import Setting, field_of

    for name in names:
        try:
            field_of(what, name.partition(".")[0])
        except BadAnswer as error:
            raise UsageError(str(error)) from error
        if name == "name":
            raise UsageError(f"{what.with_article} needs a name")
    return [Setting(tuple(name.split(".", 1)), None) for name in names]


def ask(session: Session, what: What, present: OnFile | None, script: str, only: str | None = None) -> list[Setting]:
    """Ask for what is to be put on file.

    Raises:
        UsageError: nobody sits there to be asked; `script` is what a script says instead.
    """
    _refuse_a_script(session, script)
    from pressctl.cli.office.questions import ask_entry

    return ask_entry(session, what, present, only=only)[0]


def ask_new(session: Session, what: What, *, key: bool) -> tuple[list[Setting], str | None, HalfGiven]:
    """Ask for somebody new, and with `key` for that, too; what was typed is kept until the caller forgets it.

    Raises:
        UsageError: nobody sits there to be asked.
    """
    _refuse_a_script(session, f'office add {what.value} KEY --set name.en="…"')
    from pressctl.cli.office.questions import ask_entry
    from pressctl.store.half_given import HalfGiven

    kept = HalfGiven(session.workspace.root / ".pressctl" / f"new-{what.value}.json")
    return *ask_entry(session, what, None, key=key, kept=kept), kept


def _refuse_a_script(session: Session, script: str) -> None:
    if not session.interactive:
        raise UsageError("there is nothing to put on file", hint=f"pressctl {script}; in a terminal it asks")


def key_for(session: Session, what: What, settings: Sequence[Setting]) -> str:
    """Return a free key made from the name.

    Raises:
        BadInput: there is no name.
    """
    from pressctl.cli.office.questions import suggested_key

    suggested = suggested_key(session.config, what, settings)
    if suggested is None:
        raise BadInput(f"{what.with_article} needs a name", hint=f'--set name.{session.config.fallback_language}="…"')
    return suggested


def with_logo(session: Session, key: str, settings: Sequence[Setting]) -> list[Setting]:
    """Return the settings with a logo's file copied into the workspace."""
    from pressctl.workflow.office.answers import Setting
    from pressctl.workflow.office.changes import take_logo

    taken = []
    for setting in settings:
        if setting.path == ("logo",) and isinstance(setting.value, str):
            taken.append(Setting(setting.path, take_logo(session.workspace, key, setting.value)))
        else:
            taken.append(setting)
    return taken


def refuse_namesake(session: Session, what: What, settings: Sequence[Setting], *, anyway: bool) -> None:
    """Refuse somebody who is most likely on file already.

    Raises:
        Refused: the nearest is named; `anyway` goes on.
    """
    from pressctl.workflow.office.on_file import likely_same

    names = tuple(str(each.value) for each in settings if each.path[0] in {"name", "acronym"} and each.value)
    same = likely_same(session.config, what, names)
    if same is None or anyway:
        return
    said = f"{same.key}, {same.name(session.config)}, is on file already"
    if not session.interactive:
        raise BadInput(f"{said}; did you mean that one?", hint="--anyway puts this one on file, too")
    if not session.agrees(f"{said}. Is this somebody else?"):
        raise NothingToDo("nothing was written", hint=f"pressctl office edit {what.value} {same.key}")


def put_boilerplate(session: Session, key: str | None, settings: Sequence[str] | None, unset: Sequence[str]) -> None:
    """Write an organisation's boilerplate: `--set en=…` is short for `--set boilerplate.en=…`."""
    from pressctl.workflow.office.answers import Setting
    from pressctl.workflow.office.changes import edit_entry
    from pressctl.workflow.office.on_file import What, look_up

    if key is None:
        raise UsageError("whose boilerplate? Name an organisation on file", hint="pressctl office list organisations")
    wanted = look_up(session.config, key, What.ORGANISATION)
    longer = [each if each.startswith("boilerplate") else f"boilerplate.{each}" for each in settings or ()]
    given = read_settings(session, What.ORGANISATION, longer)
    given += [Setting(("boilerplate", name.removeprefix("boilerplate.")), None) for name in unset]
    if not given:
        given = ask(session, wanted.what, wanted, f'office edit boilerplate {key} --set en="…"', only="boilerplate")
    edited = edit_entry(session.workspace, What.ORGANISATION, key, given)
    say_done(session, f"the boilerplate of {edited.name(session.config)} is on file")
    say_who_prints_it(session, edited)


def say_who_prints_it(session: Session, edited: OnFile) -> None:
    """Say how many releases print an entry that was changed: their approvals are void."""
    from pressctl.workflow.office.on_file import uses_of

    slugs = dict.fromkeys(use.slug for use in uses_of(session.workspace, edited, lenient=True) if use.slug)
    if slugs:
        named = count(len(slugs), "release names it", "releases name it")
        session.console.print(f"  {named}; a name or a boilerplate that changed voids their approvals", markup=False)
        say_next(session.console, f"pressctl office show {edited.key}")


def put_segment(session: Session, name: str | None, expression: str | None, *, replace: bool = False) -> None:
    """Put a segment into pressctl.toml and say whom it reaches.

    Raises:
        UsageError: its name or its expression is missing.
    """
    from pressctl.workflow.office.segments import set_segment

    if name is None or expression is None:
        raise UsageError(
            "a segment needs a name and an expression", hint="pressctl office add segment tv \"'tv' in tags\""
        )
    reached = set_segment(session.workspace, name, expression, replace=replace)
    people = count(reached, "contact") if reached else "nobody on the list yet"
    say_done(session, f"{name} is a segment: {people}")
    say_next(session.console, f"pressctl contacts list --segment {name}")


def confirm(session: Session, question: str, *, yes: bool) -> None:
    """Ask before something is changed for good.

    Raises:
        UsageError: nobody sits there to be asked.
        NothingToDo: the answer was no.
    """
    if yes:
        return
    if not session.interactive:
        raise UsageError("this asks in a terminal; in a script it needs --yes")
    if not session.agrees(question):
        raise NothingToDo("nothing was changed")


def say_done(session: Session, text: str) -> None:
    """Say what was done."""
    session.console.print(f"{session.symbols.done} {text}", markup=False)
