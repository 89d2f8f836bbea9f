"""`pressctl office`: who is on file, without editing TOML."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.json_output import write_json
from pressctl.cli.next_step import say_next
from pressctl.cli.quantities import count
from pressctl.cli.session import Session, session_of
from pressctl.errors import BadInput, NothingToDo, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressctl.workflow.office import OnFile, What
    from pressctl.workflow.office_answers import Setting

app = typer.Typer(
    help="People, organisations, boilerplates: list, add, edit, rename.", no_args_is_help=True, rich_markup_mode=None
)


class Added(StrEnum):
    """What can be put on file."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BOILERPLATE = "boilerplate"
    SEGMENT = "segment"


class Edited(StrEnum):
    """What can be changed on file."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BOILERPLATE = "boilerplate"
    SEGMENT = "segment"
    OFFICE = "office"


class Named(StrEnum):
    """What a key can name."""

    PERSON = "person"
    ORGANISATION = "organisation"


_LISTED = {"person": "people", "organisation": "organisations", "boilerplate": "boilerplates", "segment": "segments"}
"""What can be listed, as one is added and as several are called."""
_WHAT = Annotated[Named | None, typer.Option("--what", help="Where a person and an organisation share a key.")]
_SET = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=TEXT", help='Repeatable: name.az="…", phones="+994 …, +994 …".'),
]
_KEY = Annotated[
    list[str],
    typer.Argument(
        metavar="[WHAT] KEY", help="The key that pressctl office list shows; person or organisation before it."
    ),
]
_YES = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command("list")
def list_(
    context: typer.Context,
    listed: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT", help=f"Only {', '.join(_LISTED.values())}.", autocompletion=lambda: [*_LISTED.values()]
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """List who is on file, in which languages, and how many releases name them."""
    from pressctl.cli.office_view import list_fields, show_list
    from pressctl.workflow.office import all_uses

    wanted = _LISTED.get(listed, listed) if listed is not None else None
    if wanted is not None and wanted not in _LISTED.values():
        raise UsageError(f'"{listed}" cannot be listed; there are {", ".join(_LISTED.values())}')
    session = session_of(context)
    uses = all_uses(session.workspace, session.config)
    if as_json:
        write_json({"version": 1, **list_fields(session.config, uses, wanted)})
    else:
        show_list(session.console, session.config, uses, wanted)


@app.command()
def show(
    context: typer.Context,
    named: _KEY,
    what: _WHAT = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show one person or organisation, and every place that names it; or the office itself: show office."""
    from pressctl.cli.office_view import entry_fields, show_entry
    from pressctl.workflow.office import What, look_up, uses_of

    session = session_of(context)
    key, kind = _one(named, what)
    office = key == What.OFFICE and kind is None
    wanted = look_up(session.config, key, What.OFFICE if office else kind)
    uses = () if office else uses_of(session.workspace, wanted, lenient=True)
    if as_json:
        write_json({"version": 1, **entry_fields(wanted, uses)})
    else:
        show_entry(session.console, session.config, wanted, uses)


@app.command()
def add(
    context: typer.Context,
    what: Annotated[Added, typer.Argument(metavar="WHAT", help="person, organisation, boilerplate or segment.")],
    key: Annotated[str | None, typer.Argument(metavar="KEY", help="Suggested from the name if not given.")] = None,
    expression: Annotated[
        str | None, typer.Argument(metavar="EXPRESSION", help="Of a segment: 'country == \"AZ\"'.")
    ] = None,
    *,
    settings: _SET = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Even if somebody of nearly that name is on file.")] = False,
) -> None:
    """Put somebody on file; in a terminal, asks when nothing is given.

    Fields of a person: name, title, organisation, email, phones, languages. Of an organisation: name, acronym, aliases,
    url, about, boilerplate, logo, focal_points. Names, titles and boilerplates may be given per language: title.en.
    """
    session = session_of(context)
    if what is Added.SEGMENT:
        _add_segment(session, key, expression)
        return
    if expression is not None:
        raise UsageError(f'"{expression}" is one word too many; a text with spaces wants quotation marks')
    if what is Added.BOILERPLATE:
        _boilerplate(session, key, settings, ())
        return
    from pressctl.workflow.office import What
    from pressctl.workflow.office_changes import add_entry, refuse_key

    kind = What(what.value)
    if key is not None:
        refuse_key(session.config, kind, key)  # before anything is asked
    given = _read(session, kind, settings)
    if not given:
        script = f'office add {kind.value} KEY --set name.en="…"'
        given, asked = _asked(session, kind, None, script, key=key is None)
        key = key or asked
    _refuse_namesake(session, kind, given, anyway=anyway)
    named = key or _suggested_key(session, kind, given)
    refuse_key(session.config, kind, named)  # before a logo is copied under that name
    added = add_entry(session.workspace, kind, named, _with_logo(session, named, given))
    _say(session, f"{added.name(session.config)} is on file as {added.key}")
    say_next(session.console, f"pressctl office show {added.key}")


@app.command()
def edit(
    context: typer.Context,
    what: Annotated[
        Edited,
        typer.Argument(
            metavar="WHAT", help="person, organisation, boilerplate, segment; or office, the office itself."
        ),
    ],
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="As pressctl office list shows it; the office itself has none.")
    ] = None,
    expression: Annotated[str | None, typer.Argument(metavar="EXPRESSION", help="Of a segment.")] = None,
    *,
    settings: _SET = None,
    unset: Annotated[
        list[str] | None, typer.Option("--unset", metavar="FIELD", help="Take out: title.en, logo; repeatable.")
    ] = None,
) -> None:
    """Change what is on file; in a terminal, asks with the present values as defaults.

    Fields of the office itself: name, organisation, place, timezone, languages, email, contact, address, accent, paper,
    look; name and place may be given per language: name.fr.
    """
    session = session_of(context)
    if what is Edited.OFFICE:
        _edit_office(session, key, settings, unset or ())
        return
    if key is None:
        raise UsageError(f"which {what.value}? Its key comes last", hint="pressctl office list shows the keys")
    if what is Edited.SEGMENT:
        _add_segment(session, key, expression, replace=True)
        return
    if what is Edited.BOILERPLATE:
        _boilerplate(session, key, settings, unset or ())
        return
    from pressctl.workflow.office import What, look_up
    from pressctl.workflow.office_changes import edit_entry

    kind = What(what.value)
    wanted = look_up(session.config, key, kind)
    given = [*_read(session, kind, settings), *_taken_out(kind, unset or ())]
    if not given:
        given, _ = _asked(session, kind, wanted, f'office edit {kind.value} {key} --set name.en="…"')
    edited = edit_entry(session.workspace, kind, key, _with_logo(session, key, given))
    _say(session, f"{edited.name(session.config)} is changed on file")
    _say_who_prints_it(session, edited)


@app.command()
def rename(
    context: typer.Context,
    keys: Annotated[
        list[str],
        typer.Argument(
            metavar="[WHAT] OLD NEW", help="The key as it is, and as it shall be; person or organisation before."
        ),
    ],
    *,
    what: _WHAT = None,
    yes: _YES = False,
) -> None:
    """Give somebody on file another key, in every release that names it, too."""
    from pressctl.workflow.office import look_up
    from pressctl.workflow.office_changes import carry_out_renaming, plan_renaming

    session = session_of(context)
    if len(keys) == 1:
        raise UsageError(f"what shall {keys[0]} be called?", hint=f"pressctl office rename {keys[0]} NEW")
    *named, new = keys
    old, kind = _one(named, what)
    wanted = look_up(session.config, old, kind)
    changes = plan_renaming(session.workspace, session.config, wanted, new)
    for change in changes:
        session.console.print(f"  {change.shown}  {count(change.places, 'place')}", markup=False)
    _confirm(session, f"Rename {old} to {new} in {count(len(changes), 'file')}?", yes=yes)
    carry_out_renaming(session.workspace, changes)
    _say(session, f"{old} is {new} now")


@app.command()
def remove(
    context: typer.Context,
    named: _KEY,
    *,
    what: _WHAT = None,
    boilerplate: Annotated[bool, typer.Option("--boilerplate", help="Only the organisation's boilerplate.")] = False,
    yes: _YES = False,
) -> None:
    """Take somebody off the file; refused while a release names them."""
    from pressctl.workflow.office import What, look_up, uses_of
    from pressctl.workflow.office_changes import refuse_while_used, remove_boilerplate, remove_entry

    session = session_of(context)
    key, kind = _one(named, what)
    wanted = look_up(session.config, key, What.ORGANISATION if boilerplate else kind)
    if not boilerplate:
        uses = uses_of(session.workspace, wanted)
        refuse_while_used(key, uses, f"pressctl office show {key} lists them")
    of = "the boilerplate of " if boilerplate else ""
    _confirm(session, f"Remove {of}{wanted.name(session.config)} ({key})?", yes=yes)
    (remove_boilerplate if boilerplate else remove_entry)(session.workspace, session.config, wanted)
    _say(session, f"{of}{key} is off the file")


def _one(words: Sequence[str], option: Named | None) -> tuple[str, What | None]:
    """Return the key, and what it names where `--what` or a word before the key says so."""
    from pressctl.workflow.office import What

    *before, key = words
    told = What(option.value) if option else None
    if not before:
        return key, told
    if len(before) > 1 or before[0] not in {one.value for one in Named}:
        raise UsageError(f'"{" ".join(words)}" is no key; write KEY, person KEY or organisation KEY')
    meant = What(before[0])
    if told is not None and told is not meant:
        raise UsageError(
            f"{meant.with_article}, or {told.with_article}? --what says another than the word before {key}"
        )
    return key, meant


def _edit_office(session: Session, key: str | None, settings: Sequence[str] | None, unset: Sequence[str]) -> None:
    """Change the office's own entry, which has no key."""
    from pressctl.workflow.office import What, look_up
    from pressctl.workflow.office_changes import edit_entry

    if key is not None:
        raise UsageError(f'"{key}" is one word too many; there is one office: pressctl office edit office')
    given = [*_read(session, What.OFFICE, settings), *_taken_out(What.OFFICE, unset)]
    if not given:
        present = look_up(session.config, What.OFFICE, What.OFFICE)
        given, _ = _asked(session, What.OFFICE, present, 'office edit office --set name.en="…"')
    edited = edit_entry(session.workspace, What.OFFICE, What.OFFICE, given)
    _say(session, f"the office is {edited.name(session.config)}; its entry is changed")
    say_next(session.console, "pressctl office show office")


def _read(session: Session, what: What, settings: Sequence[str] | None) -> list[Setting]:
    """Read `--set field=text`, all faults at once."""
    from pressctl.errors import Problem
    from pressctl.source.typed_parts import BadAnswer
    from pressctl.workflow.office_answers import read_setting

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


def _taken_out(what: What, names: Sequence[str]) -> list[Setting]:
    from pressctl.source.typed_parts import BadAnswer
    from pressctl.workflow.office_answers import Setting, field_of

    for name in names:
        try:
            field_of(what, name.partition(".")[0])
        except BadAnswer as error:
            raise UsageError(str(error)) from error
        if name == "name":
            raise UsageError(f"{what.with_article} needs a name")
    return [Setting(tuple(name.split(".", 1)), None) for name in names]


def _asked(
    session: Session, what: What, present: OnFile | None, script: str, only: str | None = None, *, key: bool = False
) -> tuple[list[Setting], str | None]:
    if not session.interactive:
        raise UsageError("there is nothing to put on file", hint=f"pressctl {script}; in a terminal it asks")
    from pressctl.cli.office_questions import ask_entry

    return ask_entry(session, what, present, only=only, key=key)


def _suggested_key(session: Session, what: What, settings: Sequence[Setting]) -> str:
    from pressctl.cli.office_questions import suggested_key

    suggested = suggested_key(session.config, what, settings)
    if suggested is None:
        raise BadInput(f"{what.with_article} needs a name", hint=f'--set name.{session.config.fallback_language}="…"')
    return suggested


def _with_logo(session: Session, key: str, settings: Sequence[Setting]) -> list[Setting]:
    """Return the settings with a logo's file copied into the workspace."""
    from pressctl.workflow.office_answers import Setting
    from pressctl.workflow.office_changes import take_logo

    taken = []
    for setting in settings:
        if setting.path == ("logo",) and isinstance(setting.value, str):
            taken.append(Setting(setting.path, take_logo(session.workspace, key, setting.value)))
        else:
            taken.append(setting)
    return taken


def _refuse_namesake(session: Session, what: What, settings: Sequence[Setting], *, anyway: bool) -> None:
    from pressctl.workflow.office import likely_same

    names = tuple(str(each.value) for each in settings if each.path[0] in {"name", "acronym"} and each.value)
    same = likely_same(session.config, what, names)
    if same is None or anyway:
        return
    said = f"{same.key}, {same.name(session.config)}, is on file already"
    if not session.interactive:
        raise BadInput(f"{said}; did you mean that one?", hint="--anyway puts this one on file, too")
    if not session.agrees(f"{said}. Is this somebody else?"):
        raise NothingToDo("nothing was written", hint=f"pressctl office edit {what.value} {same.key}")


def _boilerplate(session: Session, key: str | None, settings: Sequence[str] | None, unset: Sequence[str]) -> None:
    """Write an organisation's boilerplate: `--set en=…` is short for `--set boilerplate.en=…`."""
    from pressctl.workflow.office import What, look_up
    from pressctl.workflow.office_answers import Setting
    from pressctl.workflow.office_changes import edit_entry

    if key is None:
        raise UsageError("whose boilerplate? Name an organisation on file", hint="pressctl office list organisations")
    wanted = look_up(session.config, key, What.ORGANISATION)
    longer = [each if each.startswith("boilerplate") else f"boilerplate.{each}" for each in settings or ()]
    given = _read(session, What.ORGANISATION, longer)
    given += [Setting(("boilerplate", name.removeprefix("boilerplate.")), None) for name in unset]
    if not given:
        given, _ = _asked(
            session, wanted.what, wanted, f'office edit boilerplate {key} --set en="…"', only="boilerplate"
        )
    edited = edit_entry(session.workspace, What.ORGANISATION, key, given)
    _say(session, f"the boilerplate of {edited.name(session.config)} is on file")
    _say_who_prints_it(session, edited)


def _say_who_prints_it(session: Session, edited: OnFile) -> None:
    from pressctl.workflow.office import uses_of

    slugs = dict.fromkeys(use.slug for use in uses_of(session.workspace, edited, lenient=True) if use.slug)
    if slugs:
        named = count(len(slugs), "release names it", "releases name it")
        session.console.print(f"  {named}; a name or a boilerplate that changed voids their approvals", markup=False)
        say_next(session.console, f"pressctl office show {edited.key}")


def _add_segment(session: Session, name: str | None, expression: str | None, *, replace: bool = False) -> None:
    from pressctl.workflow.office_segments import set_segment

    if name is None or expression is None:
        raise UsageError(
            "a segment needs a name and an expression", hint="pressctl office add segment tv '\"tv\" in tags'"
        )
    reached = set_segment(session.workspace, name, expression, replace=replace)
    people = count(reached, "contact") if reached else "nobody on the list yet"
    _say(session, f"{name} is a segment: {people}")
    say_next(session.console, f"pressctl contacts list --segment {name}")


def _confirm(session: Session, question: str, *, yes: bool) -> None:
    if yes:
        return
    if not session.interactive:
        raise UsageError("this asks in a terminal; in a script it needs --yes")
    if not session.agrees(question):
        raise NothingToDo("nothing was changed")


def _say(session: Session, text: str) -> None:
    session.console.print(f"{session.symbols.done} {text}", markup=False)
