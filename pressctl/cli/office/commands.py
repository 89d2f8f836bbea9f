"""`pressctl office`: who is on file, without editing TOML."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.office.entering import (
    ask,
    ask_new,
    confirm,
    edit_office,
    key_for,
    put_boilerplate,
    put_segment,
    read_settings,
    refuse_namesake,
    say_done,
    say_who_prints_it,
    taken_out,
    with_logo,
)
from pressctl.cli.session import session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressctl.workflow.office.on_file import What

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
    typer.Option("--set", metavar="FIELD=TEXT", help='Repeatable: name.az="…", phones="+32 …, +32 …".'),
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
    as_json: AS_JSON = False,
) -> None:
    """List who is on file, and how many releases name them."""
    from pressctl.cli.office.view import list_fields, show_list
    from pressctl.workflow.office.on_file import all_uses

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
    as_json: AS_JSON = False,
) -> None:
    """Show one person or organisation, and every place that names it.

    show office shows the office itself.
    """
    from pressctl.cli.office.view import entry_fields, show_entry
    from pressctl.workflow.office.on_file import What, look_up, uses_of

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
        str | None, typer.Argument(metavar="EXPRESSION", help="Of a segment: \"country == 'AZ'\".")
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
        put_segment(session, key, expression)
        return
    if expression is not None:
        raise UsageError(f'"{expression}" is one word too many; a text with spaces wants quotation marks')
    if what is Added.BOILERPLATE:
        put_boilerplate(session, key, settings, ())
        return
    from pressctl.workflow.office.changes import add_entry, refuse_key
    from pressctl.workflow.office.on_file import What

    kind = What(what.value)
    if key is not None:
        refuse_key(session.config, kind, key)  # before anything is asked
    given, kept = read_settings(session, kind, settings), None
    if not given:
        given, asked, kept = ask_new(session, kind, key=key is None)
        key = key or asked
    refuse_namesake(session, kind, given, anyway=anyway)
    named = key or key_for(session, kind, given)
    refuse_key(session.config, kind, named)  # before a logo is copied under that name
    added = add_entry(session.workspace, kind, named, with_logo(session, named, given))
    if kept is not None:
        kept.forget()
    say_done(session, f"{added.name(session.config)} is on file as {added.key}")
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
    """Change what is on file.

    In a terminal it asks, with what is there in brackets.

    Fields of the office itself: name, organisation, place, timezone, languages, email, contact, address, accent, paper,
    look; name and place may be given per language: name.fr.
    """
    session = session_of(context)
    if what is Edited.OFFICE:
        edit_office(session, key, settings, unset or ())
        return
    if key is None:
        raise UsageError(f"which {what.value}? Its key comes last", hint="pressctl office list shows the keys")
    if what is Edited.SEGMENT:
        put_segment(session, key, expression, replace=True)
        return
    if what is Edited.BOILERPLATE:
        put_boilerplate(session, key, settings, unset or ())
        return
    from pressctl.workflow.office.changes import edit_entry
    from pressctl.workflow.office.on_file import What, look_up

    kind = What(what.value)
    wanted = look_up(session.config, key, kind)
    given = [*read_settings(session, kind, settings), *taken_out(kind, unset or ())]
    if not given:
        given = ask(session, kind, wanted, f'office edit {kind.value} {key} --set name.en="…"')
    edited = edit_entry(session.workspace, kind, key, with_logo(session, key, given))
    say_done(session, f"{edited.name(session.config)} is changed on file")
    say_who_prints_it(session, edited)


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
    """Give somebody on file another key, in every release, too."""
    from pressctl.workflow.office.changes import carry_out_renaming, plan_renaming
    from pressctl.workflow.office.on_file import look_up

    session = session_of(context)
    if len(keys) == 1:
        raise UsageError(f"what shall {keys[0]} be called?", hint=f"pressctl office rename {keys[0]} NEW")
    *named, new = keys
    old, kind = _one(named, what)
    wanted = look_up(session.config, old, kind)
    changes = plan_renaming(session.workspace, session.config, wanted, new)
    for change in changes:
        session.console.print(f"  {change.shown}  {count(change.places, 'place')}", markup=False)
    confirm(session, f"Rename {old} to {new} in {count(len(changes), 'file')}?", yes=yes)
    carry_out_renaming(session.workspace, changes)
    say_done(session, f"{old} is {new} now")


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
    from pressctl.workflow.office.changes import refuse_while_used, remove_boilerplate, remove_entry
    from pressctl.workflow.office.on_file import What, look_up, uses_of

    session = session_of(context)
    key, kind = _one(named, what)
    wanted = look_up(session.config, key, What.ORGANISATION if boilerplate else kind)
    if not boilerplate:
        uses = uses_of(session.workspace, wanted)
        refuse_while_used(key, uses, f"pressctl office show {key} lists them")
    of = "the boilerplate of " if boilerplate else ""
    confirm(session, f"Remove {of}{wanted.name(session.config)} ({key})?", yes=yes)
    (remove_boilerplate if boilerplate else remove_entry)(session.workspace, session.config, wanted)
    say_done(session, f"{of}{key} is off the file")


def _one(words: Sequence[str], option: Named | None) -> tuple[str, What | None]:
    """Return the key, and what it names where `--what` or a word before the key says so."""
    from pressctl.workflow.office.on_file import What

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
