"""`pressctl contacts`: the press list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, LIMIT, split_list, split_segments
from pressctl.cli.completion import complete_contact, complete_segment
from pressctl.cli.contacts import export, importing, optout
from pressctl.cli.people import person
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.symbols import symbols_for
from pressctl.errors import ExitCode, NothingToDo, Problem, UsageError
from pressctl.language.shell_words import shell_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressctl.model.contact import Contact
    from pressctl.workflow.contacts.press_list import Listing

app = typer.Typer(
    help="The press list: add, import, check, show, export, erase.", no_args_is_help=True, rich_markup_mode=None
)

_Text = Annotated[str | None, typer.Option(metavar="TEXT")]


@app.command("list")
def list_(
    context: typer.Context,
    segment: Annotated[
        list[str] | None,
        typer.Option(
            "--segment",
            "-s",
            metavar="NAME|EXPR",
            help="Only these: a segment, a tag or an expression.",
            autocompletion=complete_segment,
        ),
    ] = None,
    *,
    columns: Annotated[
        list[str] | None, typer.Option("--columns", metavar="COLUMNS", help="Only these: email,name,basis")
    ] = None,
    limit: LIMIT = None,
    as_json: AS_JSON = False,
) -> None:
    """Show who is on the list."""
    from pressctl.workflow.contacts.press_list import list_contacts

    session = session_of(context)
    listing = list_contacts(session.workspace, session.config, split_segments(segment))
    if as_json:
        shown = listing.contacts[: limit or None]
        total = len(listing.contacts)
        _print_json(contacts=[_fields(contact) for contact in shown], total=total, segments=_counts(listing))
    if not listing.contacts:
        named = " or ".join(f'"{name}"' for name in segment or ())
        raise NothingToDo(f"nobody is in {named}" if named else "the list is empty", hint=_next_of_empty(named))
    if not as_json:
        from pressctl.cli.contacts.table import show_contacts

        show_contacts(session.console, listing, columns=split_list(columns), limit=limit)


@app.command()
def add(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    *,
    email: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Must not be on the list yet.")] = None,
    name: _Text = None,
    given_name: _Text = None,
    family_name: _Text = None,
    outlet: _Text = None,
    role: _Text = None,
    language: Annotated[str | None, typer.Option(metavar="LANGS", help="The preferred one first: az, English")] = None,
    country: Annotated[str | None, typer.Option(metavar="COUNTRY", help="Two letters, or its name.")] = None,
    tags: Annotated[str | None, typer.Option(metavar="TAGS", help="tv;baku")] = None,
    basis: Annotated[str | None, typer.Option(metavar="TEXT", help="Why this person may be written to.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=TEXT", help="Any column of the file; repeatable.")
    ] = None,
) -> None:
    """Put a journalist on the list.

    In a terminal it asks for what is not given.
    """
    from pressctl.workflow.contacts.adding import add as put_on_list
    from pressctl.workflow.contacts.press_list import do_not_mail

    session = session_of(context)
    _refuse_words(words or [])
    given = {
        "email": email, "name": name, "given_name": given_name, "family_name": family_name, "outlet": outlet,
        "role": role, "language": language, "country": country, "tags": tags, "basis": basis,
    }  # fmt: skip
    cells = {column: text for column, text in given.items() if text is not None} | _settings(settings or [])
    typed = session.typed()
    added = put_on_list(session.workspace, _completed(session, cells), typed)
    symbols = session.symbols
    session.console.print(f"{symbols.done} {_who(added)} is on the list, row {added.row}", markup=False)
    if do_not_mail(session.workspace, [added]):
        session.console.print(f"{symbols.warning} The address is marked do not mail: it gets nothing.", markup=False)
    say_next(session.console, "pressctl contacts check")


@app.command()
def check(context: typer.Context, as_json: AS_JSON = False) -> None:
    """Look the list over before the next sending.

    What cannot be read is named row by row, and so is what deserves a look.
    """
    from pressctl.cli.contacts.table import show_check
    from pressctl.workflow.contacts.looking_over import check_list

    session = session_of(context)
    found = check_list(session.workspace, session.config, session.clock().local().date())
    if as_json:
        _print_json(
            contacts=found.contacts,
            problems=[_problem_fields(problem) for problem in found.problems],
            findings=[
                {"kind": r.kind.value, "row": r.row, "email": r.email, "message": r.message, "hint": r.hint}
                for r in found.remarks
            ],
        )
    if found.failure is not None:
        raise found.failure
    if not as_json:
        show_check(session.console, found)
    if found.remarks:
        raise typer.Exit(ExitCode.FINDINGS)


@app.command()
def suppress(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help="An address, which need not be on the list, or a part of a name.",
            autocompletion=complete_contact,
        ),
    ],
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Stands in the record; name nobody.")] = None,
    lift: Annotated[bool, typer.Option("--lift", help="May be mailed again: the person has asked for it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --lift: do not ask again.")] = False,
) -> None:
    """Never mail this address again, or lift that."""
    from pressctl.workflow.contacts.press_list import address_of, lift_suppression, suppress_address

    session = session_of(context)
    wanted = address_of(address if "@" in address else person.choose(session, address).address)
    session.introduce()
    reason = why if why is not None else _ask_why(session)
    if lift and not yes:
        _confirm_lift(session, wanted)
    (lift_suppression if lift else suppress_address)(session.acting_desk(), wanted, reason)
    done = session.symbols.done
    said = "may be mailed again" if lift else "is marked do not mail; it is left out of every sending from now on"
    session.console.print(f"{done} {wanted} {said}", markup=False)
    if not lift:
        _say_whether_on_file(session, wanted)


app.command("optout")(optout.optout)
app.command("show")(person.show)
app.command("erase")(person.erase)
app.command("import")(importing.import_)
app.command("export")(export.export)


def _say_whether_on_file(session: Session, address: str) -> None:
    """Say so when nobody on the list has the address: a typing mistake would leave the person who asked on it."""
    from pressctl.workflow.contacts.press_list import stranger

    found = stranger(session.workspace, address)
    if found is not None:
        meant = f"; did you mean {found.nearest}?" if found.nearest else ""
        mark = symbols_for(session.notices.encoding).warning
        session.notices.print(f"{mark} {address} is not on the list{meant}", markup=False)


def _print_json(**fields: object) -> None:
    write_json({"version": 1, **fields})


def _fields(contact: Contact) -> dict[str, object]:
    """Return one contact for JSON: the file's columns, lists in a fixed order."""
    return {
        "row": contact.row,
        "email": contact.email,
        "name": contact.name,
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "salutation": contact.salutation,
        "outlet": contact.outlet,
        "role": contact.role,
        "language": list(contact.languages),
        "country": contact.country,
        "timezone": contact.timezone,
        "beats": sorted(contact.beats),
        "tags": sorted(contact.tags),
        "phone": contact.phone,
        "embargo_trusted": contact.embargo_trusted,
        "basis": contact.basis,
        "notes": contact.notes,
        "extra": dict(contact.extra),
    }


def _counts(listing: Listing) -> list[dict[str, object]]:
    return [{"segment": counted.segment, "count": counted.count} for counted in listing.segments]


def _problem_fields(problem: Problem) -> dict[str, object]:
    from pressctl.store.press_list.reading import RowProblem

    at = (problem.row, problem.cell) if isinstance(problem, RowProblem) else (None, None)
    return {"row": at[0], "cell": at[1], "where": problem.where, "message": problem.message, "hint": problem.hint}


def _next_of_empty(named: str) -> str:
    return "pressctl contacts list shows everyone" if named else "pressctl contacts add"


def _who(contact: Contact) -> str:
    name = contact.display_name()
    return f"{name} <{contact.email}>" if name else contact.email


def _refuse_words(words: list[str]) -> None:
    """Say which option takes what was typed without one.

    Raises:
        UsageError: something was.
    """
    if words:
        address = [f"--email {shell_word(word)}" for word in words if "@" in word]
        name = " ".join(word for word in words if "@" not in word)
        told = " ".join([*address, *([f"--name {shell_word(name)}"] if name else [])])
        raise UsageError(f'"{words[0]}" needs an option before it', hint=f"pressctl contacts add {told}")


def _settings(settings: list[str]) -> dict[str, str]:
    """Read `--set column=text`."""
    pairs = {}
    for setting in settings:
        column, equals, text = setting.partition("=")
        if not equals or not column.strip():
            raise UsageError(f'--set "{setting}" has no form column=text', hint='--set "Work phone=+32 2 555 01 00"')
        pairs[column.strip()] = text
    return pairs


def _completed(session: Session, cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return the answers, asked for in a terminal: all of them if none was given, else the address if it is missing."""
    if cells.get("email", "").strip():
        return cells
    if not session.interactive:
        raise UsageError("an address is needed: --email ADDRESS", hint="in a terminal, pressctl contacts add asks")
    from pressctl.cli.contacts.table import ask_contact

    return {**cells, **ask_contact(session, asked=("email",) if cells else None)}


def _ask_why(session: Session) -> str:
    if not session.interactive:
        raise UsageError("a reason is needed: --why TEXT")
    session.console.print("The reason stands in the record for good; do not name the person in it.")
    return session.ask("Why: ")


def _confirm_lift(session: Session, address: str) -> None:
    if not session.interactive:
        raise UsageError("lifting asks in a terminal; in a script it needs --yes")
    session.console.print(f"Has {address} asked to be mailed again? A wish not to be mailed is the person's own.")
    if session.ask("Type yes to lift it, anything else to stop: ").lower() != "yes":
        raise NothingToDo("nothing was changed")
