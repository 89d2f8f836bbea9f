"""One place at a time: what stands there, what would, and the person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.replacing.place_view import show_place
from pressctl.cli.telling.quantities import count
from pressctl.errors import Refused
from pressctl.language.wording import Likeness
from pressctl.model.passage import Handling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressctl.cli.session import Session
    from pressctl.workflow.replacing.replacing import Offer, Replacing

_CONTEXT = 28
"""Characters of the passage on both sides of the new words."""
_WHY = {
    Likeness.EXACT: "it stands in a place of its own",
    Likeness.SPELT: "it is spelt otherwise here",
    Likeness.INFLECTED: "it is inflected here, and the new ending is a guess",
}
_KEYS = (
    "y  yes                  n  no",
    "a  all certain ones in this file; quotations and other endings are still asked",
    "e  other words here     u  undo the last     q  stop, keep what is done",
)


def ask_each(session: Session, run: Replacing, offered: Sequence[Offer], sent: Mapping[str, int]) -> None:
    """Ask about every place in turn; a file is written when the next one begins, or when the person stops.

    Raises:
        KeyboardInterrupt: the person pressed Ctrl-C; what was confirmed is for the caller to save.
    """
    session.console.print(count(len(offered), "place"), markup=False)
    _explain(session)
    number, file, whole_file = 0, "", ""
    while number < len(offered):
        offer = offered[number]
        shown = offer.place.source.shown
        if shown != file:
            run.save()
            file = shown
            _show_file(session, offer, sent)
        if whole_file == shown and offer.certain:
            _accept(session, run, offer, offer.suggestion)
            number += 1
            continue
        answer = _ask(session, offer, number, len(offered))
        match answer:
            case "y":
                number += _accept(session, run, offer, offer.suggestion)
            case "n":
                number += 1
            case "a":
                whole_file = shown  # a place that is not certain is asked again, by itself
            case "e":
                number += _edited(session, run, offer)
            case "u":
                number, whole_file = _undone(session, run, offered, number), ""
            case _:
                return


def _show_file(session: Session, offer: Offer, sent: Mapping[str, int]) -> None:
    console = session.console
    console.print(offer.place.source.shown, style="bold", markup=False, soft_wrap=True)
    number = sent.get(offer.place.source.slug or "")
    if number:
        said = f"sent to {number} already: what changes here will need a correction"
        console.print(f"  {session.symbols.warning} {said}", markup=False)


def _ask(session: Session, offer: Offer, number: int, of: int) -> str:
    console = session.console
    show_place(console, offer.place)
    console.print(f"      {session.symbols.rule} {_after(offer)}", markup=False, style="green", soft_wrap=True)
    if offer.place.passage.handling is Handling.QUOTED:
        console.print(f"  {session.symbols.warning} These are somebody's own words.", markup=False)
    elif not offer.certain:
        why = offer.remark or _WHY[offer.place.found.likeness]
        console.print(f"  {session.symbols.warning} Look at it: {why}.", markup=False)
    while True:
        answer = session.ask(f"  {number + 1}/{of}  Change it? [y/n/a/e/u/q] ").casefold()
        if answer in {"y", "n", "a", "e", "u", "q"}:
            return answer
        if answer in {"yes", "no"}:
            return answer[0]
        _explain(session)


def _explain(session: Session) -> None:
    for line in _KEYS:
        session.console.print(f"  {line}", style="dim", markup=False)


def _after(offer: Offer) -> str:
    """Return the passage around the place as it would read."""
    words, found = offer.place.passage.words.text, offer.place.found
    before, after = " ".join(words[: found.start].split(" ")), words[found.end :]
    lead = "…" if len(before) > _CONTEXT else ""
    tail = "…" if len(after) > _CONTEXT else ""
    line = f"{lead}{before[-_CONTEXT:]}{offer.suggestion}{after[:_CONTEXT]}{tail}"
    return line.replace("\n", " ")


def _accept(session: Session, run: Replacing, offer: Offer, new: str) -> bool:
    """Confirm one place; one that cannot be changed is said, and left."""
    try:
        run.accept(offer, new)
    except Refused as error:
        session.console.print(f"  {session.symbols.failed} {error.message}; left as it is", markup=False, style="red")
    return True


def _edited(session: Session, run: Replacing, offer: Offer) -> bool:
    words = session.ask(f"  Words for this place [{offer.suggestion}]: ") or offer.suggestion
    return _accept(session, run, offer, words)


def _undone(session: Session, run: Replacing, offered: Sequence[Offer], number: int) -> int:
    """Take the last confirmation back and return to its place."""
    last = run.undo()
    if last is None:
        session.console.print("  Nothing to undo", style="dim")
        return number
    return next(at for at, offer in enumerate(offered) if offer is last)
