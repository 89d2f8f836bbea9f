"""`pressctl check` and `pressctl rule`: what a sharp editor would flag, and why."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, split_list
from pressctl.cli.checking import view
from pressctl.cli.checking.house import Ruled, dictionaries_for, house_for
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pressctl.language.spelling import Dictionaries
    from pressctl.workflow.checking.documents import CheckedText
    from pressctl.workflow.checking.web import Web


class OutputFormat(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


_FOR_PROGRAMS = frozenset({OutputFormat.JSON, OutputFormat.SARIF})
"""They get the remarks, too, each with its severity: a program sorts them out more easily than it asks again."""


class FailOn(StrEnum):
    """From which severity on the command ends with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


_TARGETS = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SLUG|FILE...", help="Releases, or any documents; all releases if left out.", show_default=False
    ),
]
_SELECT = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules: NAM001, NAM or ALL.")
]
_IGNORE = Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="Without these rules.")]
_PROFILE = Annotated[
    str | None, typer.Option("--profile", metavar="STYLE", help="House style: un, iom, eu, ap or wire.")
]
_FIX = Annotated[bool, typer.Option("--fix", help="Mend what cannot change the meaning.")]
_UNSAFE_FIXES = Annotated[
    bool, typer.Option("--unsafe-fixes", help="Mend the rest that can be mended, too; look at it afterwards.")
]
_DIFF = Annotated[bool, typer.Option("--diff", help="Show what would be mended; write nothing.")]
_OUTPUT_FORMAT = Annotated[OutputFormat, typer.Option("--output-format", help="For people, or for other programs.")]
_JSON_FORMAT = Annotated[bool, typer.Option("--json", help="The same as --output-format json.")]
_FAIL_ON = Annotated[FailOn, typer.Option("--fail-on", help="From which severity on to end with 1.")]
_EXIT_ZERO = Annotated[bool, typer.Option("--exit-zero", help="End with 0 all the same, unless a rule failed.")]
_STATISTICS = Annotated[bool, typer.Option("--statistics", help="Count the findings by rule.")]
_ONLINE = Annotated[
    bool, typer.Option("--online", help="Ask the net, too, whether links open and mail arrives; 20 seconds at most.")
]
_SPELLING = Annotated[bool, typer.Option("--spelling", help="Ask the dictionaries that this machine has, too.")]


def check(
    context: typer.Context,
    targets: _TARGETS = None,
    *,
    select: _SELECT = None,
    ignore: _IGNORE = None,
    profile: _PROFILE = None,
    fix: _FIX = False,
    unsafe_fixes: _UNSAFE_FIXES = False,
    diff: _DIFF = False,
    output_format: _OUTPUT_FORMAT = OutputFormat.TEXT,
    as_json: _JSON_FORMAT = False,
    fail_on: _FAIL_ON = FailOn.ERROR,
    exit_zero: _EXIT_ZERO = False,
    statistics: _STATISTICS = False,
    online: _ONLINE = False,
    spelling: _SPELLING = False,
) -> None:
    """Show what a sharp editor would flag; --fix mends what is safe."""
    from pressctl.workflow.checking.targets import Mending, check_targets, none_of, targets_of

    session = session_of(context)
    workspace = session.workspace_if_any()
    own = workspace is not None
    ruled = Ruled(split_list(select), split_list(ignore), profile)
    mending = Mending((fix or unsafe_fixes) and not diff, unsafe_fixes)
    form = OutputFormat.JSON if as_json else output_format
    web = _web() if online else None
    dictionaries = dictionaries_for(session, wanted=spelling, own=own)
    house = house_for(session, ruled, web, dictionaries, own=own, information=not diff)
    wanted = targets_of(workspace, targets or ())
    texts, unread = check_targets(workspace, house, wanted, mending, _standard_input)
    _say_unasked(session, web, dictionaries)
    if fix or unsafe_fixes or diff:
        view.show_unmendable(session, [one for one in texts if one.file is None and one.fixable])
    with_remarks = house.selection.select or fail_on is FailOn.INFORMATION or form in _FOR_PROGRAMS
    shown = texts if with_remarks else [one.without_remarks() for one in texts]
    if diff:
        view.show_diff(session, shown, unsafe=unsafe_fixes)
    elif form is not OutputFormat.TEXT:
        _write(form, shown)
    else:
        _show(session, shown, _findings(texts) - _findings(shown), statistics=statistics)
    if unread:
        raise none_of(unread, len(shown))
    _end(shown, fail_on, exit_zero=exit_zero)


def rule(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Such as NAM001; all if left out.")] = None,
    *,
    as_json: AS_JSON = False,
) -> None:
    """Explain a rule of the check, with an example; or list them."""
    from pressctl.checks.catalogue import BY_CODE, RULES
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
        write_json({"version": 1, "rules": [view.rule_fields(one) for one in chosen]})
    elif code is None:
        view.list_rules(session, chosen)
    else:
        view.show_rule(session, chosen[0])


def _standard_input() -> bytes:
    return sys.stdin.buffer.read()  # looked up when it is wanted: a scheduler's run has none


def _web() -> Web:
    from pressctl.workflow.checking.web import Web

    return Web()


def _findings(texts: list[CheckedText]) -> int:
    return sum(len(one.checked.findings) for one in texts)


def _show(session: Session, texts: list[CheckedText], remarks: int, *, statistics: bool) -> None:
    """Write the findings, or how many there are of each rule; `remarks` is how many are not among them."""
    show = view.show_statistics if statistics else view.show_findings
    show(session, texts, remarks)


def _say_unasked(session: Session, web: Web | None, dictionaries: Dictionaries | None) -> None:
    """Say what of the net did not answer, and which languages have no dictionary here."""
    if web is not None and web.unanswered:
        from pressctl.workflow.checking.web import shown

        view.show_unanswered(session, shown(web.unanswered))
    if dictionaries is not None and dictionaries.missing:
        view.show_no_dictionary(session, dictionaries.missing)


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
