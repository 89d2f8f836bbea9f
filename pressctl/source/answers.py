"""Answers to a kind's questions: what was typed, set or written in a file, read into what the front matter takes.

Answers are one nested mapping by dotted path (`event.title`, `fields.aim`, `draft.quotation`). Each type of
question has one reading, whichever way the answer came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pressctl.config.schema import Config, clean_line, clean_text, language_code
from pressctl.config.validation import nearest
from pressctl.model.characters import forbidden_character
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.moment import Moment, MomentError, parse_moment
from pressctl.source.directory import BadAnswer, Directory, Plain, split_list, split_people
from pressctl.source.kinds import CORE_TYPES
from pressctl.source.markdown import parse_blocks

Answers: TypeAlias = Mapping[str, Plain]

LONGEST_LINE = 500
"""Characters that one line may have: more is a paragraph that was pasted into the wrong question."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@<>\"]+\.[^\W\d_]{2,}(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)
_PEOPLE = frozenset({FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS})
_YES = {"y", "yes", "true", "1", "bəli", "да", "نعم", "oui"}
_NO = {"n", "no", "false", "0", "xeyr", "нет", "لا", "non"}
LISTS = frozenset(
    {
        FieldType.ORGANISATIONS,
        FieldType.PEOPLE,
        FieldType.CONTACTS,
        FieldType.COPIES,
        FieldType.BOILERPLATES,
        FieldType.LINES,
    }
)
"""Types whose answer is a list."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What reading an answer may know: the office, the release's language, the office's calendar."""

    config: Config
    language: str
    """Language that the release is written in; dates may be typed in it."""
    today: date

    @property
    def directory(self) -> Directory:
        """The organisations and people on file."""
        return Directory(self.config, self.language)

    @property
    def zone(self) -> str:
        """The office's zone."""
        return self.config.office.timezone


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as it was understood."""

    value: Plain
    """As it goes into the front matter."""
    echo: str | None = None
    """What was understood, where that is not what was typed."""
    doubts: tuple[str, ...] = ()
    """Names that are on no file and were typed without saying that they are new; a person is asked about them."""


def answer_at(answers: Answers, path: str) -> Plain | None:
    """Return the answer under a dotted path, or nothing."""
    value: object = answers
    for part in path.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value if isinstance(value, (str, int, list, dict)) else None


def with_answer(answers: Answers, path: str, value: Plain) -> dict[str, Plain]:
    """Return the answers with one more, under its dotted path."""
    head, _, rest = path.partition(".")
    if not rest:
        return {**answers, head: value}
    inner = answers.get(head)
    return {**answers, head: with_answer(inner if isinstance(inner, dict) else {}, rest, value)}


def question_for(kind: Kind, path: str) -> Question:
    """Return the question that `path` answers; what a kind does not ask for but any release may have counts too.

    Raises:
        BadAnswer: a release of this kind has no such thing; the message names the nearest.
    """
    for question in kind.questions:
        if question.path == path:
            return question
    if path in CORE_TYPES:
        return Question(path, CORE_TYPES[path], path)
    for name, type_ in kind.fields:
        if path == f"fields.{name}" and type_ is not FieldType.CHOICE:
            return Question(path, type_, path)
    known = [question.path for question in kind.questions]
    guess = nearest(path, {*known, *CORE_TYPES})
    raise BadAnswer(
        f'a {kind.title.lower()} asks for no "{path}"; '
        + (f'did you mean "{guess}"?' if guess else f"it asks for {', '.join(known)}")
    )


def is_empty(raw: Plain) -> bool:
    """Say whether this leaves a question out: nothing, or nothing but white space."""
    return raw in ([], {}) if not isinstance(raw, str) else not raw.strip()


def read_answer(question: Question, raw: Plain, asking: Asking) -> Reading:
    """Read what was typed, set or written in a file as the question's type wants it.

    Raises:
        BadAnswer: it cannot be taken; the message says why, in a press officer's words.
    """
    _refuse_forbidden(raw)
    try:
        return _READERS[question.type](question, raw, asking)
    except BadAnswer:
        raise
    except (ValueError, MomentError) as error:
        raise BadAnswer(str(error)) from error


def misfit(path: str, value: Plain, answers: Answers) -> str | None:
    """Say why an answer does not go with those before it, or nothing."""
    start, end = answer_at(answers, "event.start"), answer_at(answers, "event.end")
    start, end = (value, end) if path == "event.start" else (start, value if path == "event.end" else end)
    if path in {"event.start", "event.end"} and start and end and parse_moment(str(end)) < parse_moment(str(start)):
        return "the event ends before it starts"
    return None


def _refuse_forbidden(raw: Plain) -> None:
    """Refuse what no file may hold, in any part of an answer."""
    match raw:
        case str():
            found = forbidden_character(raw)
            if found:
                raise BadAnswer(f"contains {found}")
        case list():
            for item in raw:
                _refuse_forbidden(item)
        case dict():
            for key, item in raw.items():
                _refuse_forbidden(key)
                _refuse_forbidden(item)
        case _:
            pass


def _text_of(raw: Plain) -> str:
    if isinstance(raw, (list, dict)):
        raise BadAnswer("is a list where one text is wanted" if isinstance(raw, list) else "is a mapping, not a text")
    text = str(raw).strip()
    if not text:
        raise BadAnswer("is empty")
    return text


def _line(question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = clean_line(_text_of(raw))
    if question.web_address:
        return _web_address(text)
    if len(text) > LONGEST_LINE:
        raise BadAnswer(f"is one line of {len(text)} characters; {LONGEST_LINE} is the most")
    return Reading(text)


def _web_address(text: str) -> Reading:
    whole = text if "://" in text else f"https://{text}"
    if not _WEB_ADDRESS.fullmatch(whole):
        raise BadAnswer(f'"{text}" is not the address of a page: write it as https://example.org/page')
    return Reading(whole, whole if whole != text else None)


def _text(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = _text_of(raw).replace("\r\n", "\n").replace("\r", "\n")
    text = clean_text("\n".join(line.rstrip() for line in text.split("\n")))
    faults = [problem.message for problem in parse_blocks(text, path="").problems]
    if faults:
        raise BadAnswer("\n".join(faults))
    return Reading(text)


def _date(_question: Question, raw: Plain, asking: Asking) -> Reading:
    from pressctl.language.dates import date_text
    from pressctl.language.reading import read_date

    text = _text_of(raw)
    day = read_date(text, asking.language, asking.today, asking.config.office.languages)
    return Reading(day.isoformat(), f"{day:%A}, {date_text(day, 'en')}" if text != day.isoformat() else None)


def _moment(_question: Question, raw: Plain, asking: Asking) -> Reading:
    from pressctl.language.reading import read_moment

    text = _text_of(raw)
    moment = read_moment(text, asking.language, asking.zone, asking.today, asking.config.office.languages)
    return Reading(str(moment), moment_echo(moment))


def moment_echo(moment: Moment) -> str:
    """Return `Tuesday, 30 October 2018, 10:00 Baku (06:00 UTC)`."""
    from pressctl.language.dates import embargo_moment

    return f"{moment.local():%A}, {embargo_moment(moment, 'en')}"


def _number(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = _text_of(raw).replace("\u00a0", "").replace(" ", "")
    try:
        return Reading(int(text))
    except ValueError as error:
        raise BadAnswer(f'"{raw}" is not a whole number') from error


def _yes_no(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = _text_of(raw).casefold()
    if text in _YES:
        return Reading(True)
    if text in _NO:
        return Reading(False)
    raise BadAnswer(f'"{raw}" is neither yes nor no')


def _choice(question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = _text_of(raw)
    for choice in question.choices:
        if choice.casefold() == text.casefold():
            return Reading(choice)
    guess = nearest(text, question.choices)
    raise BadAnswer(
        f'"{text}": did you mean "{guess}"?' if guess else f'"{text}" is none of {", ".join(question.choices)}'
    )


def _lines(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    items = raw if isinstance(raw, list) else list[Plain](split_list(_text_of(raw)))
    return Reading([clean_line(_text_of(item)) for item in items])


def _map(question: Question, raw: Plain, asking: Asking) -> Reading:
    pairs = raw if isinstance(raw, dict) else _pairs(_text_of(raw))
    organisations = question.path.endswith("organiser_glosses")
    return Reading(
        {
            (_organisation_key(key, asking) if organisations else clean_line(key)): clean_line(_text_of(text))
            for key, text in pairs.items()
        }
    )


def _pairs(text: str) -> dict[str, Plain]:
    pairs: dict[str, Plain] = {}
    for part in text.split(";"):
        key, equals, words = (piece.strip() for piece in part.partition("="))
        if part.strip() and not (equals and key and words):
            raise BadAnswer(f'"{part.strip()}" is not written as: key = words; another = words')
        if key in pairs:
            raise BadAnswer(f'"{key}" is given twice')
        if key:
            pairs[key] = words
    return pairs


def _organisation_key(name: str, asking: Asking) -> str:
    found = asking.directory.organisation(name)
    return found if isinstance(found, str) else clean_line(name)


def _one(read: Callable[[Directory, Plain], Plain]) -> Callable[[Question, Plain, Asking], Reading]:
    """Make the reading of one organisation or person."""

    def reading(question: Question, raw: Plain, asking: Asking) -> Reading:
        if isinstance(raw, str) and _several_names(question, raw, read, asking):
            raise BadAnswer(f'"{raw}" is more than one name; only one is wanted here')
        value = read(asking.directory, raw)
        return Reading(value, _named([value], [raw], asking), _doubts([value], [raw], question, asking))

    return reading


def _several_names(question: Question, raw: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    """Say whether several names were typed where one is wanted; a new name may hold a comma of its own."""
    if "|" in raw or _is_on_file(raw, read, asking):
        return False
    parts = split_list(raw)
    names = [name for part in parts for name in _names_apart(part, question, asking)]
    joined = question.type in _PEOPLE and len(names) > len(parts)  # no person's name holds an "and"
    return len(names) > 1 and (joined or ";" in raw or any(_resembles(name, read, asking) for name in names))


def _resembles(name: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    """Say whether a name is on file or nearly is."""
    try:
        return isinstance(read(asking.directory, name), str)
    except ValueError:
        return True


def _is_on_file(name: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    try:
        return isinstance(read(asking.directory, name), str)
    except ValueError:
        return False


def _several(
    read: Callable[[Directory, Plain], Plain], split: Callable[[str], list[str]]
) -> Callable[[Question, Plain, Asking], Reading]:
    """Make the reading of a list: typed with commas, semicolons or `and`, or written as a list."""

    def reading(question: Question, raw: Plain, asking: Asking) -> Reading:
        parts = raw if isinstance(raw, list) else _typed_list(raw, read, split, asking)
        items = [item for part in parts for item in _parted(part, question, asking)]
        values: list[Plain] = []
        faults: list[str] = []
        for item in items:
            try:
                value = read(asking.directory, item)
            except ValueError as error:
                faults.append(str(error))
                continue
            if value in values:
                faults.append(f'"{item}" is named twice')
            values.append(value)
        if faults:
            raise BadAnswer("\n".join(faults))
        return Reading(values, _named(values, items, asking), _doubts(values, items, question, asking))

    return reading


def _parted(part: Plain, question: Question, asking: Asking) -> list[Plain]:
    return list(_names_apart(part, question, asking)) if isinstance(part, str) else [part]


def _names_apart(text: str, question: Question, asking: Asking) -> list[str]:
    """Part what `and` joins, so that two names are never taken for one."""
    directory = asking.directory
    return directory.people_apart(text) if question.type in _PEOPLE else directory.organisations_apart(text)


def _doubts(values: Sequence[Plain], typed: Sequence[Plain], question: Question, asking: Asking) -> tuple[str, ...]:
    """Return a sentence for each name that is on no file, unless its bar says that it is new."""
    return tuple(
        asking.directory.doubt(item, person=question.type in _PEOPLE)
        for value, item in zip(values, typed, strict=True)
        if isinstance(value, dict) and isinstance(item, str) and "|" not in item
    )


def _typed_list(
    raw: Plain, read: Callable[[Directory, Plain], Plain], split: Callable[[str], list[str]], asking: Asking
) -> list[Plain]:
    """Split what was typed, unless the whole of it is one name on file with a comma in it."""
    if isinstance(raw, dict):
        return [raw]
    text = _text_of(raw)
    if "," in text and "|" not in text and _is_on_file(text, read, asking):
        return [text]
    return list(split(text))


def _named(values: Sequence[Plain], typed: Sequence[Plain], asking: Asking) -> str | None:
    """Return the names that keys stand for, where they are not what was typed."""
    names = [plain_name(value, asking) for value in values]
    return "; ".join(names) if names and names != [str(item) for item in typed] else None


def plain_name(value: Plain, asking: Asking) -> str:
    """Return the name of an organisation or person given by key or written in place."""
    if isinstance(value, dict):
        return f"{value.get('name', '')} (not on file)"
    directory, key = asking.directory, str(value)
    if key in asking.config.organisations:
        return directory.organisation_name(key)
    return directory.person_name(key) if key in asking.config.people else key


def _language(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    return Reading(language_code(_text_of(raw)))


_READERS: dict[FieldType, Callable[[Question, Plain, Asking], Reading]] = {
    FieldType.LINE: _line,
    FieldType.TEXT: _text,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.NUMBER: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.LINES: _lines,
    FieldType.MAP: _map,
    FieldType.ORGANISATION: _one(Directory.organisation),
    FieldType.ORGANISATIONS: _several(Directory.organisation, split_list),
    FieldType.PERSON: _one(Directory.person),
    FieldType.PEOPLE: _several(Directory.person, split_people),
    FieldType.CONTACTS: _several(Directory.contact, split_people),
    FieldType.COPIES: _several(Directory.copy, split_list),
    FieldType.BOILERPLATES: _several(Directory.boilerplate, split_list),
    FieldType.LANGUAGE: _language,
}
