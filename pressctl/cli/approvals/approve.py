"""`pressctl approve`: sign-offs, each bound to the words that were signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import SLUG
from pressctl.cli.completion import complete_language, complete_organisation
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.errors import Refused, UsageError

if TYPE_CHECKING:
    from pressctl.workflow.approvals.signing import SignOff


_ORGANISATION = Annotated[
    str | None,
    typer.Option("--for", metavar="ORG", help="The organisation that signs.", autocompletion=complete_organisation),
]
_BY = Annotated[str | None, typer.Option(metavar="PERSON", help="Who signs for it: a name or an address.")]
_QUOTE = Annotated[int | None, typer.Option(metavar="N", help="Only this quotation, counted from 1.")]
_FIELD = Annotated[str | None, typer.Option(metavar="FIELD", help="Only this part, such as headline.")]
_LANGUAGE = Annotated[
    str | None,
    typer.Option(metavar="LANGUAGE", help="Which text, if not the original.", autocompletion=complete_language),
]
_OF = Annotated[str | None, typer.Option(metavar="COPY", help="The review copy that they saw, if not the last one.")]
_EVIDENCE = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What proves it (a mail, a scan); copied into the record.")
]
_AT = Annotated[str | None, typer.Option(metavar="TIME", help="When they said so, if not now.")]
_CARRY = Annotated[bool, typer.Option("--carry", help="Let a voided approval stand, as your own act; with --why.")]
_WITHDRAW = Annotated[bool, typer.Option("--withdraw", help="The organisation takes it back; with --why.")]
_WHY = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason, recorded.")]
_LIST = Annotated[bool, typer.Option("--list", help="Show who has approved what, and what is missing.")]
_AS_JSON = Annotated[bool, typer.Option("--json", help="With --list: one JSON object.")]


def approve(
    context: typer.Context,
    slug: SLUG,
    *,
    organisation: _ORGANISATION = None,
    by: _BY = None,
    quote: _QUOTE = None,
    field: _FIELD = None,
    language: _LANGUAGE = None,
    of: _OF = None,
    evidence: _EVIDENCE = None,
    at: _AT = None,
    carry: _CARRY = False,
    withdraw: _WITHDRAW = False,
    why: _WHY = None,
    list_: _LIST = False,
    as_json: _AS_JSON = False,
) -> None:
    """Record who signed which words; an edit voids it."""
    session = session_of(context)
    if list_ or organisation is None:
        if organisation or by or carry or withdraw:
            raise UsageError("--list shows the approvals; to record one, name the organisation alone with --for")
        _list(session, slug, as_json=as_json)
        return
    if carry and withdraw:
        raise UsageError("--carry and --withdraw are opposites")
    if (carry or withdraw) and not (why or "").strip():
        raise UsageError("this wants its reason", hint='--why "..."; the record keeps it')
    if carry and by is None:
        _carry(session, slug, organisation, why or "")
    elif withdraw:
        _withdraw(session, slug, organisation, why or "", evidence)
    else:
        from pressctl.workflow.approvals.signing import SignOff
        from pressctl.workflow.approvals.words_seen import Part

        told = SignOff(organisation, by or "", Part(quote, field), language, at, evidence, of)
        _sign(session, slug, told, why if carry else None)


def _list(session: Session, slug: str, *, as_json: bool) -> None:
    from pressctl.cli.approvals import view
    from pressctl.workflow.approvals.ledger import ledger_of

    ledger = ledger_of(session.desk(), slug)
    if as_json:
        write_json(view.described(ledger))
    else:
        view.show_ledger(session, ledger)


def _sign(session: Session, slug: str, told: SignOff, carry_why: str | None) -> None:
    from pressctl.cli.approvals import view
    from pressctl.workflow.approvals.signing import plan_signing, refuse_unseen, sign

    signing = plan_signing(session.desk(), slug, told)
    if carry_why is None:
        refuse_unseen(signing)
    elif not signing.current:
        view.show_unseen(session, signing.name, [("what was signed", signing.differences)])
        _confirm(session, signing.opened.release.slug)
    session.introduce()
    recorded = sign(session.acting_desk(), signing, carry_why=carry_why)
    view.say_recorded(session, recorded)


def _withdraw(session: Session, slug: str, organisation: str, why: str, evidence: Path | None) -> None:
    from pressctl.workflow.approvals.signing import withdraw

    session.introduce()
    name = withdraw(session.acting_desk(), slug, organisation, why, evidence)
    session.console.print(f"{session.symbols.done} {name} has approved nothing of {slug} any more", markup=False)
    say_next(
        session.console, f"pressctl approve {session.workspace.short_name(session.workspace.find_slug(slug))} --list"
    )


def _carry(session: Session, slug: str, organisation: str, why: str) -> None:
    from pressctl.cli.approvals import view
    from pressctl.workflow.approvals.carrying import carry, plan_carrying

    found = plan_carrying(session.desk(), slug, organisation)
    shown = [(view.signed_by(one.approval), one.differences) for one in found]
    view.show_unseen(session, found[0].organisation, shown)
    _confirm(session, found[0].opened.release.slug)
    session.introduce()
    carry(session.acting_desk(), found, why)
    session.console.print(
        f"{session.symbols.done} carried over on your responsibility; the record says so", markup=False
    )
    say_next(
        session.console, f"pressctl approve {session.workspace.short_name(session.workspace.find_slug(slug))} --list"
    )


def _confirm(session: Session, slug: str) -> None:
    """Ask for the release's name: the organisation has not seen these words.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    if not session.interactive:
        raise Refused("an approval is carried over by a person in a terminal only; nothing was recorded")
    session.console.print(f"  {slug}", style="dim", markup=False)
    if session.ask("Type the release's name to carry it over, anything else to stop: ") != slug:
        raise Refused("nothing was carried over")
