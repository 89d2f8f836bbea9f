"""One change at a time: what stands there, what somebody wants, and the officer's word; every answer is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressctl.cli.review.apply_view import at, show_proposal, show_refused, who_and_when
from pressctl.cli.review.change_view import one_line, show_text, words_at
from pressctl.cli.telling.quantities import count
from pressctl.errors import Refused
from pressctl.model.merging import Proposal, Standing
from pressctl.workflow.review.voids import Voids, voids_of

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.workflow.review.applying import Applying

_LONGEST_QUOTED = 40
_KEYS = (
    "y  yes, take it over      n  no               e  other words",
    "a  all of this person     x  none of theirs   s  later",
    "u  undo the last          q  stop; what is decided is kept",
)
_RIVAL_KEYS = (
    "1  the first one's words, 2 the second one's      n  neither",
    "e  other words            s  later",
    "u  undo the last          q  stop; what is decided is kept",
)


def ask_each(session: Session, run: Applying, only: Sequence[str]) -> None:
    """Ask about every change in turn, then show the comments.

    Raises:
        KeyboardInterrupt: the person pressed Ctrl-C; what was decided is written.
    """
    items = run.to_decide(only)
    if items:
        for line in _KEYS:
            session.console.print(f"  {line}", style="dim", markup=False)
        session.console.print()
        if not _ask_all(session, run, items, voids_of(session.desk(), run.today)):
            return
    _comments(session, run)


def _ask_all(session: Session, run: Applying, items: Sequence[tuple[Proposal, ...]], voids: Voids) -> bool:
    """Ask about each; say whether the person came to the end."""
    number = 0
    while number < len(items):
        item = items[number]
        if all(run.state(each.number) for each in item):
            number += 1
            continue
        _show(session, run, item, voids, f"{number + 1}/{len(items)}")
        answer = _answer(session, item)
        match answer:
            case "q":
                return False
            case "u":
                number = _undone(session, run, items, number)
            case "s":
                number += 1
            case "n":
                run.reject([each.number for each in item])
                number += 1
            case "a" | "x":
                _all_of(session, run, items[number:], answer, voids)
            case _:
                number += _taken(session, run, item, answer)
        run.save()
        session.console.print()
    return True


# Showing -----------------------------------------------------------------------------------------------------------


def _show(session: Session, run: Applying, item: Sequence[Proposal], voids: Voids, place: str) -> None:
    from rich.text import Text

    console, warning = session.console, session.symbols.warning
    first = item[0]
    console.print(f"  {place}  {first.where}", style="bold", markup=False)
    if len(item) == 1 and first.standing is not Standing.DIFFERS:
        console.print(f"        {who_and_when(run, first)}", style="dim", markup=False)
        show_proposal(session, run, first)
    else:
        said = "today's text has other words there" if len(item) == 1 else "several people want it otherwise"
        console.print(f"        {warning} {said}", style="yellow", markup=False)
        for number, side in enumerate(_sides(item), 1):
            console.print(f"     {number}  {'; '.join(dict.fromkeys(who_and_when(run, each) for each in side))}",
                          style="dim", markup=False)  # fmt: skip
            for each in side:
                show_proposal(session, run, each)
    for said in _warnings(run, item, voids):
        show_text(console, Text(f"{warning} {said}", style="yellow"))


def _warnings(run: Applying, item: Sequence[Proposal], voids: Voids) -> list[str]:
    void = {key for number, _ in run.texts.edits(run.decided) for key in voids(run.merged.proposal(number))}
    found = [f"{said}: accepting voids it" for each in item for key, said in voids(each).items() if key not in void]
    if any(each.locked for each in item) and not found:
        found.append("somebody's own words, or a statement that must not be changed")
    homes = [run.today.homes.get(edit.container) for each in item for edit in each.edits]
    found += [home.warning for home in homes if home is not None and home.warning]
    return list(dict.fromkeys(found))


def _sides(item: Sequence[Proposal]) -> list[list[Proposal]]:
    """Return the proposals of a conflict, those that can be taken together as one side."""
    sides: list[list[Proposal]] = []
    for each in item:
        fitting = next((side for side in sides if not any(one.number in each.rivals for one in side)), None)
        if fitting is None:
            sides.append([each])
        else:
            fitting.append(each)
    return sides


# Asking ------------------------------------------------------------------------------------------------------------


def _answer(session: Session, item: Sequence[Proposal]) -> str:
    conflict = len(item) > 1
    both = conflict and all(edit.inserts for each in item for edit in each.edits)
    sides = [str(number) for number in range(1, len(_sides(item)) + 1)] if conflict else []
    known = [*sides, *(["b"] if both else []), *(["n", "e", "s", "u", "q"] if conflict else list("yneaxsuq"))]
    asked = "Which?" if conflict else "Take it over?"
    explained = "b  both, one after the other" if both else None
    while True:
        answer = session.ask(f"  {asked} [{'/'.join(known)}] ").casefold()
        answer = {"yes": "y", "no": "n"}.get(answer, answer)
        if answer in known:
            return answer
        for line in (*(_RIVAL_KEYS if conflict else _KEYS), *([explained] if explained else [])):
            session.console.print(f"  {line}", style="dim", markup=False)


def _taken(session: Session, run: Applying, item: Sequence[Proposal], answer: str) -> bool:
    """Take one side over, or other words; what cannot be written is said, and left for later."""
    sides = _sides(item)
    numbers = [each.number for each in (sides[int(answer) - 1] if answer.isdecimal() and int(answer) <= len(sides)
                                        else sides[0])]  # fmt: skip
    words: str | None = None
    if answer == "e":
        numbers = numbers[-1:]
        words = _words(session, run, numbers[0])
        if words is None:
            return False
    try:
        if answer == "b":
            run.accept_together([each.number for each in item])
        else:
            run.accept(numbers, words)
    except Refused as error:
        session.console.print(f"        {session.symbols.failed} {error.message}; left as it is", markup=False,
                              style="red")  # fmt: skip
    return True


def _words(session: Session, run: Applying, number: int) -> str | None:
    """Return the words for a place, a new paragraph behind ¶; nothing where the person thinks better of it."""
    last = run.merged.proposal(number).edits[-1]
    going = words_at(run.today.units, last)
    cut = f"{going[:_LONGEST_QUOTED].rstrip()}…" if len(going) > _LONGEST_QUOTED else going
    place = f"In place of “{cut}”; " if going.strip() else ""
    session.console.print(f"        {place}¶ parts paragraphs", style="dim", markup=False)
    said = session.ask(f"        Words for this place [{one_line(last.after) or going}]: ")
    if not said:
        return None
    words = "\n".join(part.strip() for part in said.split("¶"))
    lead, tail = last.after[: len(last.after) - len(last.after.lstrip())], last.after[len(last.after.rstrip()) :]
    return f"{lead}{words}{tail}" if last.after.strip() else words


def _all_of(session: Session, run: Applying, items: Sequence[tuple[Proposal, ...]], answer: str, voids: Voids) -> None:
    """Take over, or reject, what the person of the first change wants, from there on.

    What voids an approval or changes somebody's own words is asked all the same, except for the one that was shown.
    """
    author = run.authors(items[0][0])[0]
    theirs = [
        item[0]
        for item in items
        if len(item) == 1 and author in run.authors(item[0]) and not run.state(item[0].number) and item[0].free
    ]
    plain = [each.number for each in theirs if each is items[0][0] or not (each.locked or voids(each))]
    if answer == "a":
        show_refused(session, run, run.accept_all(plain))
    else:
        run.reject([each.number for each in theirs])
    done = "taken over" if answer == "a" else "rejected"
    number = sum(run.state(each.number) is not None for each in theirs)
    said = f"{count(number, 'change')} of {author or 'nobody named'} {done}"
    session.console.print(f"        {session.symbols.done} {said}", markup=False)


def _undone(session: Session, run: Applying, items: Sequence[tuple[Proposal, ...]], number: int) -> int:
    """Take the last decision back and return to its change."""
    numbers = run.undo()
    if not numbers:
        session.console.print("        Nothing to undo", style="dim")
        return number
    return next(place for place, item in enumerate(items) if any(each.number in numbers for each in item))


# Comments ----------------------------------------------------------------------------------------------------------


def _comments(session: Session, run: Applying) -> None:
    from rich.text import Text

    from pressctl.workflow.review.notes import comments_to_show, keep_note

    shown = comments_to_show(run)
    if not shown:
        return
    console = session.console
    console.print(f"\n  {count(len(shown), 'comment')}", style="bold", markup=False)
    for note in shown:
        when = f", {at(note.comment.at)}" if note.comment.at else ""
        console.print(f"  {note.comment.where}", style="bold", markup=False)
        console.print(f"        {note.comment.author}{when}", style="dim", markup=False)
        if note.comment.quoted:
            show_text(console, Text(f"on “{one_line(note.comment.quoted)[:120]}”", style="dim"))
        for line in note.comment.text.split("\n"):
            show_text(console, Text(line))
        answer = session.ask("  Keep it as a note? [y/N/q] ").casefold()
        if answer == "q":
            return
        if answer in {"y", "yes", "k"}:
            path = keep_note(run, note)
            console.print(f"        {session.symbols.done} {path}", markup=False)
