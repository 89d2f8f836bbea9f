"""One question at a time: number, prompt, default in brackets, a second chance with the reason.

`?` shows what may be answered, `-` leaves an optional question out, `<` goes back to the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressctl.cli.symbols import symbols_for
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.source.answer_sheet import applies, nested, open_questions
from pressctl.source.answers import Asking, is_empty, misfit, read_answer
from pressctl.source.directory import BadAnswer, Plain
from pressctl.source.drafts import default_answer

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.source.answer_sheet import Sheet

_INDENT = "      "
_ORGANISATIONS = {FieldType.ORGANISATION, FieldType.ORGANISATIONS, FieldType.BOILERPLATES}
_PEOPLE = {FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS}

_HOW = {
    FieldType.TEXT: "One or more sentences; a backslash at the end of a line lets you go on in the next",
    FieldType.DATE: "A date, such as 30 October 2018",
    FieldType.MOMENT: "A date and a time, such as 30 October 2018 10:00",
    FieldType.NUMBER: "A whole number",
    FieldType.YES_NO: "yes or no",
    FieldType.LINES: "Several, separated by commas",
    FieldType.COPIES: "focal-points (of all organisers), office, organisations on file, addresses",
    FieldType.MAP: "key = words; another key = words",
    FieldType.LANGUAGE: "A language code, such as az",
}


class _GoBack(Exception):
    """The person typed `<`."""


@dataclass(slots=True)
class Interview:
    """A person answers a kind's questions."""

    console: Console
    kind: Kind
    asking: Asking
    keep: Callable[[Sheet], None]
    """Called with the sheet after each answer."""

    def run(self, sheet: Sheet, *, only_required: bool = False) -> dict[str, Plain | None]:
        """Ask what is open and return the filled sheet.

        Raises:
            KeyboardInterrupt, EOFError: the person stopped; everything answered so far was kept.
        """
        filled = dict(sheet)
        history: list[str] = []
        while questions := [q for q in open_questions(self.kind, filled) if q.required or not only_required]:
            question = questions[0]
            try:
                filled[question.path] = self._ask(question, filled)
            except _GoBack:
                if history:
                    self._forget(filled, history.pop())
                continue
            history.append(question.path)
            self.keep(filled)
        return filled

    def _forget(self, filled: dict[str, Plain | None], path: str) -> None:
        """Take an answer back, with those that needed it."""
        filled.pop(path, None)
        for question in self.kind.questions:
            if question.needs == path:
                filled.pop(question.path, None)

    def _ask(self, question: Question, filled: Sheet) -> Plain | None:
        default = default_answer(question, self.kind, nested(filled), self.asking)
        prompt = self._prompt(question, default, filled)
        while True:
            typed = _typed(prompt, question.type).strip()
            if typed == "<":
                raise _GoBack
            if typed == "?":
                self._explain(question)
            elif typed == "-" and not question.required:
                return None
            elif not typed and default is None:
                if not question.required:
                    return None
                self._say(f"{self._failed} this one is needed; ? explains it")
            else:
                try:
                    return self._read(question, typed or default or "", filled)
                except BadAnswer as error:
                    self._refuse(error)

    def _read(self, question: Question, raw: str, filled: Sheet) -> Plain | None:
        if is_empty(raw):
            return None
        reading = read_answer(question, raw, self.asking)
        if why := misfit(question.path, reading.value, nested(filled)):
            raise BadAnswer(why)
        if reading.echo:
            self._say(reading.echo)
        return reading.value

    def _prompt(self, question: Question, default: str | None, filled: Sheet) -> str:
        applicable = [asked.path for asked in self.kind.questions if applies(asked, filled)]
        number = applicable.index(question.path) + 1
        bracket = f" [{default}]" if default else "" if question.required else " (Enter to skip)"
        return f"{number:>2}  {question.prompt}{bracket}: "

    @property
    def _failed(self) -> str:
        return symbols_for(self.console.encoding).failed

    def _refuse(self, error: BadAnswer) -> None:
        for message in str(error).split("\n"):
            self._say(f"{self._failed} {message}")

    def _explain(self, question: Question) -> None:
        how = [text for text in (question.help, _HOW.get(question.type)) if text]
        for text in how:
            self._say(text[:1].upper() + text[1:])
        rows = list(self._choices(question))
        width = max((len(key) for key, _ in rows), default=0)
        for key, name in rows:
            self._say(f"{key:<{width}}  {name}".rstrip(), hanging=width + 2)
        if not (how or rows):
            self._say("Any words of your own, in one line")
        if not question.required:
            self._say("- leaves it out; < goes back to the question before")
        else:
            self._say("< goes back to the question before")

    def _choices(self, question: Question) -> Iterable[tuple[str, str]]:
        config, directory = self.asking.config, self.asking.directory
        if question.type in _ORGANISATIONS:
            for key, entry in config.organisations.items():
                if question.type is not FieldType.BOILERPLATES or entry.boilerplate is not None:
                    yield key, directory.organisation_name(key)
        elif question.type in _PEOPLE:
            for key, person in config.people.items():
                if question.type is not FieldType.CONTACTS or person.phones or person.email:
                    yield key, directory.person_name(key)
        for choice in question.choices:
            yield choice, ""

    def _say(self, text: str, hanging: int = 0) -> None:
        from textwrap import wrap

        width = max(30, self.console.width - len(_INDENT))
        style = "red" if text.startswith(self._failed) else "dim"
        for line in wrap(text, width, subsequent_indent=" " * hanging, break_on_hyphens=False) or [""]:
            self.console.print(
                f"{_INDENT}{line}",
                markup=False,
                style=style,
            )


def _typed(prompt: str, type_: FieldType) -> str:
    """Return what the person types; a text goes on after a backslash at the end of its line."""
    with suppress(ImportError):
        import readline  # noqa: F401 - gives the line its arrow keys, where the system has it
    text = input(prompt)
    while type_ is FieldType.TEXT and text.endswith("\\"):
        text = f"{text[:-1].rstrip()}\n{input(_INDENT)}"
    return text
