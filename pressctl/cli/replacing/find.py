"""`pressctl find`: a name wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.replacing.options import IGNORE_ACCENTS, OFFICE, RELEASES
from pressctl.cli.session import session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import NothingToDo

if TYPE_CHECKING:
    from pressctl.workflow.replacing.finding import Place


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name or any words.")],
    *,
    exact: Annotated[
        bool, typer.Option("--exact", help="The same letters only: no other capitals or endings.")
    ] = False,
    ignore_accents: IGNORE_ACCENTS = False,
    release: RELEASES = None,
    office: OFFICE = False,
    as_json: AS_JSON = False,
) -> None:
    """Show where a name stands: front matter, prose, variants, office.

    Names with another ending (Bakıda, Маммадовой) are found and shown as such.
    """
    from pressctl.language.wording import Wanted
    from pressctl.workflow.replacing.finding import find_text

    session = session_of(context)
    wanted = Wanted(text, ignore_accents=ignore_accents, inflected=not exact, exact=exact)
    findings = find_text(session.workspace, session.config, wanted, releases=release or (), office=office)
    if as_json:
        problems = [{"place": each.place(), "message": each.message} for each in findings.unreadable]
        write_json({
            "version": 1, "text": text,
            "places": [_fields(place) for place in findings.places], "unreadable": problems,
        })  # fmt: skip
    else:
        from pressctl.cli.replacing.place_view import show_findings

        show_findings(session.console, session.notices, findings, text)
    if not findings.places:
        raise NothingToDo(f'"{text}" stands nowhere', hint=_hint(exact=exact, ignore_accents=ignore_accents))


def _hint(*, exact: bool, ignore_accents: bool) -> str:
    if exact:
        return "without --exact other capitals and endings are found, too"
    return "write less of it" if ignore_accents else "--ignore-accents lets e find é and ə"


def _fields(place: Place) -> dict[str, object]:
    return {
        "file": place.source.shown,
        "release": place.source.slug,
        "line": place.line,
        "column": place.column,
        "end_line": place.end[0],
        "end_column": place.end[1],
        "language": place.passage.language,
        "where": place.passage.where,
        "likeness": place.found.likeness.name.lower(),
        "handling": place.handling.value,
        "written": place.written,
    }
