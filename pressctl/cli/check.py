"""`pressctl check` and `pressctl rule`: what a sharp editor would flag, and why."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import split_list
from pressctl.cli.json_output import write_json
from pressctl.cli.session import Session, session_of
from pressctl.errors import BadInput, ExitCode, UsageError

if TYPE_CHECKING:
    from pressctl.workflow.checking import CheckedText, House


class OutputFormat(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class FailOn(StrEnum):
    """From which severity on the command ends with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


def check(
    context: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SLUG|FILE...", help="Releases, or any documents; all releases if left out.", show_default=False
        ),
    ] = None,
    *,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules: NAM001, NAM or ALL.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="Without these rules.")] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="STYLE", help="House style: un, iom, eu, ap or wire.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what cannot change the meaning.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Mend the rest that can be mended, too; look at it afterwards.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would be mended; write nothing.")] = False,
    output_format: Annotated[
        OutputFormat, typer.Option("--output-format", help="For people, or for other programs.")
    ] = OutputFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="From which severity on to end with 1.")] = FailOn.ERROR,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="End with 0 all the same, unless a rule failed.")
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings by rule.")] = False,
) -> None:
    """Show what a sharp editor would flag; --fix mends what is safe."""
    from pressctl.cli.check_view import show_diff, show_findings, show_statistics
    from pressctl.workflow.checking import house_of

    session = session_of(context)
    own = _in_workspace(session)
    today = (session.clock() if own else session.clock_of("UTC")()).local().date()
    house = house_of(
        session.config if own else None,
        today,
        profile=profile,
        select=split_list(select),
        ignore=split_list(ignore),
    )
    mending = (fix or unsafe_fixes) and not diff
    texts = [
        one
        for target in _targets(session, targets, own=own)
        for one in _check(session, house, target, mending, unsafe_fixes)
    ]
    form = OutputFormat.JSON if as_json else output_format
    if diff:
        show_diff(session, texts, unsafe=unsafe_fixes)
    elif form is not OutputFormat.TEXT:
        _write(form, texts)
    elif statistics:
        show_statistics(session, texts)
    else:
        show_findings(session, texts)
    _end(texts, fail_on, exit_zero=exit_zero)


def rule(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Such as NAM001; all if left out.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Explain a rule of the check, with an example; or list them."""
    from pressctl.checks.catalogue import BY_CODE, RULES
    from pressctl.cli.check_view import list_rules, rule_fields, show_rule
    from pressctl.config.validation import nearest

    session = session_of(context)
    if code is None:
        chosen = RULES
    elif (found := BY_CODE.get(code.upper())) is not None:
        chosen = (found,)
    else:
        guess = nearest(code.upper(), BY_CODE)
        raise UsageError(f'no rule "{code}"', hint=f'did you mean "{guess}"?' if guess else "pressctl rule lists them")
    if as_json:
        write_json({"version": 1, "rules": [rule_fields(one) for one in chosen]})
    elif code is None:
        list_rules(session, chosen)
    else:
        show_rule(session, chosen[0])


def _in_workspace(session: Session) -> bool:
    from pressctl.config.workspace import NoWorkspace

    try:
        _ = session.workspace
    except NoWorkspace:
        return False
    return True


def _targets(session: Session, targets: list[str] | None, *, own: bool) -> list[str]:
    if targets:
        return targets
    if not own:
        raise UsageError("name a document to check", hint="pressctl check release.docx")
    slugs = session.workspace.slugs()
    if not slugs:
        raise BadInput("there is no release to check", hint="pressctl new drafts one")
    return list(slugs)


def _check(session: Session, house: House, target: str, mending: bool, unsafe: bool) -> tuple[CheckedText, ...]:
    from pressctl.workflow.checking import check_document, check_release, mend_document, mend_release

    if target == "-":
        return (check_document(house, None, sys.stdin.buffer.read()),)
    path = Path(target)
    slug = _slug_of(session, path) if house.config else None
    if slug is not None:
        only = path if path.is_file() else None
        if mending:
            mend_release(session.workspace, house, slug, unsafe=unsafe, only=only)
        return check_release(session.workspace, house, slug, only)
    if path.is_file() or house.config is None or path.suffix:
        return (mend_document(house, path, unsafe=unsafe),) if mending else (check_document(house, path),)
    if mending:
        mend_release(session.workspace, house, target, unsafe=unsafe)
    return check_release(session.workspace, house, target)


def _slug_of(session: Session, path: Path) -> str | None:
    """Return the slug of the release that a path leads to."""
    releases = session.workspace.releases.resolve()
    if not path.exists() or not path.resolve().is_relative_to(releases):
        return None
    parts = path.resolve().relative_to(releases).parts
    whole = len(parts) == 1 or (len(parts) == 2 and path.suffix == ".md")
    return parts[0] if whole else None


def _write(form: OutputFormat, texts: list[CheckedText]) -> None:
    from pressctl import __version__
    from pressctl.checks.catalogue import RULES
    from pressctl.checks.reports import github_lines, json_report, sarif_report

    checked = [one.checked for one in texts]
    words = {one.checked.path: one.text for one in texts}
    if form is OutputFormat.JSON:
        write_json(json_report(checked, words))
    elif form is OutputFormat.SARIF:
        write_json(sarif_report(checked, words, RULES, __version__))
    else:
        for line in github_lines(checked, words):
            typer.echo(line)


def _end(texts: list[CheckedText], fail_on: FailOn, *, exit_zero: bool) -> None:
    from pressctl.model.finding import Severity

    if any(one.checked.crashes for one in texts):
        raise typer.Exit(ExitCode.FINDINGS)
    least = Severity(fail_on.value).weight
    if not exit_zero and any(finding.severity.weight >= least for one in texts for finding in one.checked.findings):
        raise typer.Exit(ExitCode.FINDINGS)
