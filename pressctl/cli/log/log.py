"""`pressctl log`: who received what, when, in a press officer's words; and whether the record is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.completion import complete_slug
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import UsageError

_SLUG = Annotated[
    str | None,
    typer.Argument(metavar="SLUG", help="A release; without it, all of them.", autocompletion=complete_slug),
]
_AS_CSV = Annotated[bool, typer.Option("--csv", help="A spreadsheet file, safe to open.")]
_UNCERTAIN = Annotated[bool, typer.Option("--uncertain", help="Only those who may have it: no answer came.")]
_VERIFY = Annotated[bool, typer.Option("--verify", help="Check that the record is whole and unchanged.")]
_HEAD = Annotated[str | None, typer.Option("--head", metavar="H", help="The head from a receipt, with --verify.")]
_DOSSIER = Annotated[
    Path | None, typer.Option(metavar="FILE.zip", help="Write all there is on a release, for an auditor.")
]
_WITH_NAMES = Annotated[
    bool, typer.Option("--with-names", help="With --dossier: name people, who are random ids otherwise.")
]
_FORCE = Annotated[bool, typer.Option("--force", help="With --dossier: replace the file.")]


def log(
    context: typer.Context,
    slug: _SLUG = None,
    *,
    as_json: AS_JSON = False,
    as_csv: _AS_CSV = False,
    uncertain: _UNCERTAIN = False,
    verify: _VERIFY = False,
    head: _HEAD = None,
    dossier: _DOSSIER = None,
    with_names: _WITH_NAMES = False,
    force: _FORCE = False,
) -> None:
    """Show who received what, when, and the server's answer."""
    from pressctl.cli.log import view
    from pressctl.cli.log.dossier import write
    from pressctl.workflow.reporting import verify_record

    session = session_of(context)
    if as_json and as_csv:
        raise UsageError("--json and --csv are two things; ask for one")
    if (with_names or force) and dossier is None:
        raise UsageError("--with-names and --force belong to --dossier FILE.zip")
    session.do_without_config()
    if dossier is not None:
        if slug is None or as_csv or uncertain or verify or head:
            raise UsageError("a dossier is of one release and by itself: pressctl log SLUG --dossier FILE.zip")
        write(session, slug, dossier, with_names=with_names, force=force, as_json=as_json)
    elif verify or head:
        if slug or as_csv or uncertain:
            raise UsageError("--verify looks at the whole record; leave the release, --csv and --uncertain out")
        view.show_verification(session, verify_record(session.desk(), head), as_json=as_json)
    else:
        _tell(session, slug, uncertain=uncertain, as_json=as_json, as_csv=as_csv)


def _tell(session: Session, slug: str | None, *, uncertain: bool, as_json: bool, as_csv: bool) -> None:
    from pressctl.cli.log import view
    from pressctl.workflow.reporting import read_log, read_plans, read_put_right, sent_for_review

    desk = session.desk()
    rows = read_log(desk, slug, uncertain_only=uncertain)
    if as_json:
        plans = [view.described_plan(plan) for plan in read_plans(desk, slug)]
        write_json({"version": 1, "deliveries": [view.described(row) for row in rows], "plans": plans})
    elif as_csv:
        # Bytes, because a text stream would add its own line ends on Windows; with the mark that Excel knows UTF-8 by.
        typer.echo(view.csv_of(rows).encode("utf-8-sig"), nl=False)
    else:
        reviewed = () if rows else sent_for_review(desk, slug)
        view.show_log(session, rows, read_put_right(desk), uncertain=uncertain, reviewed=reviewed)
