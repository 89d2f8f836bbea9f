"""Questions in turn about anything but a release: as `new` asks, with `?`, `-`, `<` and a second chance.

What has been answered stands in brackets again when the person goes back to it. Which questions there are may depend
on the answers so far: a name in each of the languages that were just named. Where answers are kept, whoever stopped
goes on with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pressctl.cli.asking.keyboard import typed
from pressctl.cli.telling.folding import LEAST, wrapped
from pressctl.cli.telling.symbols import symbols_for
from pressctl.errors import PressctlError
from pressctl.frozen import Frozen

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.store.half_given import HalfGiven

Answers = Mapping[str, Any]
"""What was answered, by the question's name; nothing where it was left out."""

INDENT = "      "
"""What stands under a question stands further in."""
_WORTH_ASKING = 3
"""Answers that would be typed again with a sigh."""
_LINE = 78
"""Columns of a question."""
_SHOWN = 40
"""Columns of an answer that stands for those that are kept."""
WAYS = "Enter takes what stands in brackets, ? explains, < goes back, Ctrl-C stops."
WAYS_KEPT = WAYS.replace("Ctrl-C stops", "Ctrl-C keeps all")


class Asked(Frozen):
    """A question, and how its answer is read."""

    name: str
    prompt: str
    read: Callable[[str], Any]
    """Raises ValueError or PressctlError for what cannot be taken; the message says why."""
    offered: str = ""
    """What stands in brackets."""
    keeps: bool = False
    """Whether what stands in brackets is on file already, so that Enter is no answer."""
    needed: bool = False
    text: bool = False
    """Whether the answer may have paragraphs."""
    without: Any = None
    """What `-` answers."""
    explain: Callable[[str], Iterable[tuple[str, str]]] | None = None
    """The lines behind `?` and the word after it, each in two columns; the second may be empty."""
    told: Callable[[Any], str] | None = None
    """What is said of an answer that was taken; nothing where it is empty."""
    typed: Callable[[Any], str] | None = None
    """How an answer would be typed that came out of an editor."""


class GoBack(Exception):
    """The person typed `<`."""


def ask_in_turn(
    console: Console, questions: Callable[[Answers], Sequence[Asked]], kept: HalfGiven | None = None
) -> dict[str, Any]:
    """Ask until there is no open question; return the answers to the questions that there are then.

    With `kept`, what is typed is kept there, and the person is asked whether to go on with what an earlier run kept.

    Raises:
        KeyboardInterrupt, EOFError: the person stopped; where answers are lost by that, Ctrl-C is asked about first.
    """
    answers: dict[str, Any] = {}
    before = _kept_before(console, kept) if kept else {}
    unread = set(before)
    while True:
        asked = questions(answers)
        number, question = next(((at, each) for at, each in enumerate(asked) if each.name not in answers), (0, None))
        if question is None:
            return {each.name: answers[each.name] for each in asked}
        very_last = number == len(asked) - 1 and len(unread) == 1
        if question.name in unread and not very_last:  # that one is asked: from there the person can still go back
            unread.discard(question.name)
            with suppress(ValueError, PressctlError):  # what can no longer be taken is asked again
                answers[question.name] = _read_again(question, before[question.name])
            continue
        try:
            answers[question.name], before[question.name] = _ask(console, question, number + 1, before)
        except GoBack:
            if number:
                del answers[asked[number - 1].name]
            else:
                say_under(console, "This is the first question")
        except KeyboardInterrupt:
            if kept or len(answers) < _WORTH_ASKING or _stops(console, len(answers)):
                raise
        else:
            if kept:
                known = unread | {each.name for each in asked}
                kept.keep({name: text for name, text in before.items() if name in known})


def _kept_before(console: Console, kept: HalfGiven) -> dict[str, str]:
    """Return what an earlier run kept, if the person wants to go on with it."""
    found = kept.read()
    given = [" ".join(text.split()) for text in found.values() if text not in {"", "-"}]
    if not given:
        return {}
    number = "One answer is" if len(given) == 1 else f"{len(given)} answers are"
    first = given[0] if len(given[0]) <= _SHOWN else f"{given[0][: _SHOWN - 1]}…"
    console.print(f"{number} kept from last time, the first “{first}”.", markup=False)
    if typed("Go on? [Y/n] ").strip().casefold() not in {"n", "no"}:
        return found
    kept.forget()
    return {}


def _read_again(question: Asked, text: str) -> Any:
    """Return what was answered by `text` in an earlier run."""
    if not text:
        return None
    return question.without if text == "-" and not question.needed else question.read(text)


def _stops(console: Console, answered: int) -> bool:
    """Ask once more before answers are lost: Ctrl-C copies in other windows.

    Raises:
        KeyboardInterrupt, EOFError: the person stopped, indeed.
    """
    console.print()
    return typed(f"{INDENT}Stop? Your {answered} answers are not kept. [y/N] ").strip().casefold() in {"y", "yes"}


def _ask(console: Console, question: Asked, number: int, before: Mapping[str, str]) -> tuple[Any, str]:
    """Return the answer, and how it was typed; nothing was typed where the question was passed over."""
    earlier = before.get(question.name, "")
    offered = earlier or question.offered
    failed = symbols_for(console.encoding).failed
    while True:
        answer = typed(_prompt(question, number, offered), INDENT, text=question.text).strip()
        if answer == "<":
            raise GoBack
        if answer[:1] == "?":
            _explain(console, question, answer[1:].strip())
            continue
        kept = not answer and question.keeps and not earlier
        if kept or (not answer and not offered and not question.needed):
            return None, ""
        answer = answer or offered
        if answer == "-" and not question.needed:
            return question.without, answer
        try:
            value = _read(question, answer)
        except (ValueError, PressctlError) as error:
            for message in str(error).split("\n"):
                say_under(console, f"{failed} {message}", style="red")
            continue
        if question.told:
            say_under(console, question.told(value))
        return value, question.typed(value) if question.typed else answer


def _read(question: Asked, answer: str) -> Any:
    if not answer:
        raise ValueError("this one is needed; ? explains it")
    return question.read(answer)


def _prompt(question: Asked, number: int, offered: str) -> str:
    lead = f"{number:>2}  {question.prompt}"
    shown = " ".join(offered.split())
    room = max(10, _LINE - len(lead) - len(" []: "))
    bracket = f" [{shown if len(shown) <= room else f'{shown[: room - 1]}…'}]" if shown else ""
    return f"{lead}{bracket or ('' if question.needed else ' (Enter to skip)')}: "


def _explain(console: Console, question: Asked, word: str) -> None:
    rows = list(question.explain(word)) if question.explain else [("One line, as it shall be printed", "")]
    width = max((len(first) for first, second in rows if second), default=0)
    for first, second in rows:
        say_under(console, f"{first:<{width}}  {second}" if second else first, hanging=width + 2 if second else 0)
    leave = "" if question.needed else "- leaves it out; "
    say_under(console, f"{leave}< goes back to the question before")


def say_under(console: Console, text: str, *, style: str = "dim", hanging: int = 0) -> None:
    """Write a remark under a question, wrapped to its indent."""
    width = max(LEAST, console.width - len(INDENT))
    for line in wrapped(text, width, hanging=hanging) or [""]:
        console.print(f"{INDENT}{line}", markup=False, style=style, soft_wrap=True)
