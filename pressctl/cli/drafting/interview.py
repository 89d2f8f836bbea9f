"""One question at a time: number, prompt, default in brackets, a second chance with the reason.

`?` shows what may be answered, `-` leaves an optional question out, `<` goes back to the one before. Whoever has
gone back finds every answer in brackets again, and changes what is to be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from pressctl.cli.asking.keyboard import typed
from pressctl.cli.asking.questions import INDENT, GoBack, say_under
from pressctl.cli.telling.symbols import symbols_for
from pressctl.frozen import Changing, Frozen
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.order import out_of_order
from pressctl.source.drafting.answer_reading import read_answer
from pressctl.source.drafting.answer_sheet import applies, leaves_out, nested, open_questions
from pressctl.source.drafting.answers import is_empty, misfit, time_at
from pressctl.source.drafting.as_typed import as_typed
from pressctl.source.drafting.asking import Asking, Reading
from pressctl.source.drafting.cautions import cautions, too_long
from pressctl.source.drafting.drafts import default_answer
from pressctl.source.drafting.typed_parts import BadAnswer, Plain

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.source.drafting.answer_sheet import Sheet

_SOON = timedelta(days=7)
_ORGANISATIONS = {FieldType.ORGANISATION, FieldType.ORGANISATIONS, FieldType.BOILERPLATES}
_PEOPLE = {FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS}

_HOW = {
    FieldType.ORGANISATION: "One that is not on file: Name | ACRONYM",
    FieldType.ORGANISATIONS: "Separated by commas. One that is not on file: Name | ACRONYM",
    FieldType.PEOPLE: "Parted by semicolons; pressctl office add person puts somebody on file",
    FieldType.PERSON: "pressctl office add person puts somebody on file",
    FieldType.CONTACTS: "pressctl office add person puts somebody on file",
    FieldType.BOILERPLATES: "pressctl office add boilerplate writes one for an organisation that has none",
    FieldType.TEXT: "Sentences, typed or pasted; a backslash at the end of a line lets you go on in the next",
    FieldType.DATE: "A date, such as {soon}",
    FieldType.MOMENT: "A date and a time, such as {soon} 10:00",
    FieldType.NUMBER: "A whole number",
    FieldType.YES_NO: "yes or no",
    FieldType.LINES: "Several, separated by commas",
    FieldType.COPIES: "focal-points (of all organisers), office, organisations on file, addresses",
    FieldType.MAP: "key = words; another key = words",
    FieldType.LANGUAGE: "A language code, such as az",
    FieldType.RELEASE: "A part of its name; pressctl list shows all of them",
}


class _Offer(Frozen):
    """What Enter takes."""

    shown: str
    """What stands in brackets."""
    value: Plain | None = None
    is_default: bool = False
    """Whether it comes from the kind, and is read as if it had been typed."""
    typed: str = ""
    """What Enter types, where it is a default."""


class Interview(Changing):
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
        again: set[str] = set()
        while questions := self._to_ask(filled, again, only_required=only_required):
            question = questions[0]
            try:
                filled[question.path] = self._ask(question, filled, last=len(questions) == 1)
            except GoBack:
                again |= self._before(question, filled)
                continue
            again.discard(question.path)
            self.keep(filled)
        needs = {question.path: question.needs for question in self.kind.questions if question.needs}
        left_out = {path for path, value in filled.items() if value is None or value is False}
        return {path: value for path, value in filled.items() if needs.get(path) not in left_out}

    def _to_ask(self, filled: Sheet, again: set[str], *, only_required: bool) -> list[Question]:
        """Return what is open, and what is asked again because the person went back past it."""
        open_now = {asked.path for asked in open_questions(self.kind, filled) if asked.required or not only_required}
        return [asked for asked in self.kind.questions if asked.path in open_now | again and applies(asked, filled)]

    def _before(self, question: Question, filled: Sheet) -> set[str]:
        """Return what going back from a question asks again: the one before it, and itself if it was answered."""
        earlier = self.kind.questions[: self.kind.questions.index(question)]
        answered = [asked.path for asked in earlier if asked.path in filled and applies(asked, filled)]
        if not answered:
            self._say("This is the first question")
            return set()
        return {answered[-1], *({question.path} & filled.keys())}

    def _ask(self, question: Question, filled: dict[str, Plain | None], *, last: bool) -> Plain | None:
        offer = self._offer(question, filled)
        while True:
            answer = typed(self._prompt(question, offer, filled), INDENT, text=question.type is FieldType.TEXT).strip()
            if answer == "<":
                raise GoBack
            if answer == "?":
                self._explain(question)
            elif not answer and offer is not None and not offer.is_default:
                return offer.value
            elif answer and not question.required and (answer == "-" or leaves_out(question, answer)):
                return None
            elif not answer and offer is None:
                if not question.required:
                    return None
                self._say(f"{self._failed} this one is needed; ? explains it")
            else:
                try:
                    value = self._read(question, answer or (offer.typed if offer else ""), filled, told=bool(answer))
                except BadAnswer as error:
                    self._refuse(error)
                    continue
                if not self._second_look(question.path, value, filled, offer, last=last):
                    return value
                offer = self._kept(question, value)

    def _offer(self, question: Question, filled: Sheet) -> _Offer | None:
        """Return the earlier answer, or the default."""
        default = default_answer(question, self.kind, nested(filled), self.asking)
        if question.path in filled:
            value = filled[question.path]
            if value is not None:
                return self._kept(question, value)
            return _Offer("-") if default else None
        if default is None or is_empty(default):
            return None
        return _Offer(self._shown_default(question, default), is_default=True, typed=default)

    def _shown_default(self, question: Question, default: str) -> str:
        """Return a default as a person would say it: the names of those on file, not their keys."""
        if question.type not in _ORGANISATIONS | _PEOPLE:
            return default
        try:
            return self._shown(question, read_answer(question, default, self.asking).value)
        except BadAnswer:
            return default

    def _kept(self, question: Question, value: Plain) -> _Offer:
        return _Offer(self._shown(question, value), value)

    def _shown(self, question: Question, value: Plain) -> str:
        return as_typed(question, value, self.asking.zone, self._name_of)

    def _name_of(self, key: str) -> str:
        """Return the name of an organisation or person on file; anything else as it is."""
        config, directory = self.asking.config, self.asking.directory
        if key in config.organisations:
            return directory.organisation_name(key)
        return directory.person_name(key) if key in config.people else key

    def _read(self, question: Question, raw: str, filled: dict[str, Plain | None], *, told: bool) -> Plain:
        reading = read_answer(question, raw, self.asking)
        self._refuse_misfit(question.path, reading, filled)
        if not all(self._confirmed(doubt) for doubt in reading.doubts):
            raise BadAnswer("not taken; type it again, or ? for those on file")
        if reading.echo and (told or question.type not in _ORGANISATIONS | _PEOPLE):  # a default shows its names
            self._say(reading.echo)
        return reading.value

    def _second_look(self, path: str, value: Plain, filled: Sheet, offer: _Offer | None, *, last: bool) -> bool:
        """Say what is odd about an answer; say whether to ask again, as after the last question no `<` comes."""
        kept = offer is not None and offer.value == value
        found = tuple(cautions(path, nested({**filled, path: value}), self.asking))
        for caution in found:
            self._say(f"{self._warning} {caution}{'. Type another, or Enter to keep it' if last else '; < goes back'}")
        if long := too_long(path, value):
            self._say(f"{self._warning} {long}. Type a shorter one, or Enter to keep it")
        return not kept and bool(long or (last and found))

    def _refuse_misfit(self, path: str, reading: Reading, filled: dict[str, Plain | None]) -> None:
        """Refuse what contradicts an earlier answer; a later one that contradicts is asked again."""
        self._refuse_disorder(path, reading, filled)
        why = misfit(path, reading.value, nested(filled))
        if why is None:
            return
        if path != "event.start" or "event.end" not in {asked.path for asked in self.kind.questions}:
            raise BadAnswer(why)
        filled.pop("event.end", None)
        self._say(f"{self._warning} {why}: its end is asked again")

    def _refuse_disorder(self, path: str, reading: Reading, filled: dict[str, Plain | None]) -> None:
        answers = nested({**filled, path: reading.value})
        for wrong in out_of_order(self.kind, partial(time_at, answers)):
            if wrong.question.path == path:
                raise BadAnswer(wrong.message)
            if wrong.other == path:
                filled.pop(wrong.question.path, None)
                self._say(f"{self._warning} {wrong.message}: it is asked again")

    def _confirmed(self, doubt: str) -> bool:
        self._say(f"{self._warning} {doubt}")
        return typed(f"{INDENT}Print it as typed? [y/N] ").strip().casefold() in {"y", "yes"}

    def _prompt(self, question: Question, offer: _Offer | None, filled: Sheet) -> str:
        applicable = [asked.path for asked in self.kind.questions if applies(asked, filled)]
        number = applicable.index(question.path) + 1
        lead = f"{number:>2}  {question.prompt}"
        if offer:
            return f"{lead} [{offer.shown}]: "
        if question.required:
            return f"{lead}: "
        return f"{lead[:-1]}; Enter to skip): " if lead.endswith(")") else f"{lead} (Enter to skip): "

    @property
    def _failed(self) -> str:
        return symbols_for(self.console.encoding).failed

    @property
    def _warning(self) -> str:
        return symbols_for(self.console.encoding).warning

    def _refuse(self, error: BadAnswer) -> None:
        for message in str(error).split("\n"):
            self._say(f"{self._failed} {message}")

    def _explain(self, question: Question) -> None:
        writes = f"The draft says: “{question.writes}”" if question.writes else None
        written = self._how(question)
        if written and written.casefold() in (question.help or "").casefold():
            written = None  # a kind's own words say it
        how = [text for text in (question.help, written, writes) if text]
        for text in how:
            self._say(text if text.startswith("pressctl ") else text[:1].upper() + text[1:])
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

    def _how(self, question: Question) -> str | None:
        """Return how answers of the question's type are written; an example is of a day to come."""
        from pressctl.language.dates import date_text

        text = _HOW.get(question.type)
        return text and text.replace("{soon}", date_text(self.asking.today + _SOON, "en"))

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
        say_under(self.console, text, style="red" if text.startswith(self._failed) else "dim", hanging=hanging)
