"""One answer, read as its question's type wants it; each type has one reading, whichever way the answer came."""

from __future__ import annotations

import re
from collections.abc import Callable

from pressctl.config.validation import nearest
from pressctl.config.values import clean_line, clean_text, language_code
from pressctl.errors import PressctlError
from pressctl.language.yes_no import yes_or_no
from pressctl.model.characters import forbidden_character
from pressctl.model.kind import FieldType, Question
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.model.moment import Moment, MomentError
from pressctl.source.drafting.asking import Asking, Reading
from pressctl.source.drafting.named_answers import NAME_READERS
from pressctl.source.drafting.typed_parts import BadAnswer, Plain, split_list, text_of
from pressctl.source.earlier import EarlierRelease
from pressctl.source.markdown.reading import parse_blocks

LONGEST_LINE = 500
"""Characters that one line may have: more is a paragraph that was pasted into the wrong question."""

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([.,'’])[0-9]{3})(?:\1[0-9]{3})*")
"""`1,500,000` as English, `1.500.000` as other newsrooms group it."""
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@<>\"]+\.[^\W\d_]{2,}(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)


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


def _line(question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = clean_line(text_of(raw))
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
    text = with_plain_line_ends(text_of(raw))
    text = clean_text("\n".join(line.rstrip() for line in text.split("\n")))
    faults = [problem.message for problem in parse_blocks(text, path="").problems]
    if faults:
        raise BadAnswer("\n".join(faults))
    return Reading(text)


def _date(_question: Question, raw: Plain, asking: Asking) -> Reading:
    from pressctl.language.dates import date_text
    from pressctl.language.reading import read_date

    text = text_of(raw)
    day = read_date(text, asking.language, asking.today, asking.config.office.languages)
    return Reading(day.isoformat(), f"{day:%A}, {date_text(day, 'en')}" if text != day.isoformat() else None)


def _moment(_question: Question, raw: Plain, asking: Asking) -> Reading:
    from pressctl.language.reading import read_moment

    text = text_of(raw)
    moment = read_moment(text, asking.language, asking.zone, asking.today, asking.config.office.languages)
    return Reading(str(moment), _moment_echo(moment))


def _moment_echo(moment: Moment) -> str:
    """Return `Tuesday, 30 October 2018, 10:00 Baku (06:00 UTC)`."""
    from pressctl.language.dates import embargo_moment

    return f"{moment.local():%A}, {embargo_moment(moment, 'en')}"


def _number(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = text_of(raw)
    digits = re.sub(r"\s", "", text)
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"[.,'’]", "", digits)
    try:
        number = int(digits)
    except ValueError as error:
        raise BadAnswer(f'"{raw}" is not a whole number; write it in figures, such as 1500000') from error
    return Reading(number, f"{number:,}" if str(number) != text else None)


def _yes_no(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    meant = yes_or_no(text_of(raw))
    if meant is None:
        raise BadAnswer(f'"{raw}" is neither yes nor no')
    return Reading(meant)


def _choice(question: Question, raw: Plain, _desk: Asking) -> Reading:
    text = text_of(raw)
    for choice in question.choices:
        if choice.casefold() == text.casefold():
            return Reading(choice)
    guess = nearest(text, question.choices)
    raise BadAnswer(
        f'"{text}": did you mean "{guess}"?' if guess else f'"{text}" is none of {", ".join(question.choices)}'
    )


def _lines(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    items = raw if isinstance(raw, list) else list[Plain](split_list(text_of(raw)))
    return Reading([clean_line(text_of(item)) for item in items])


def _map(question: Question, raw: Plain, asking: Asking) -> Reading:
    pairs = raw if isinstance(raw, dict) else _pairs(text_of(raw))
    organisations = question.path.endswith("organiser_glosses")
    return Reading(
        {
            (_organisation_key(key, asking) if organisations else clean_line(key)): clean_line(text_of(text))
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


def _language(_question: Question, raw: Plain, _desk: Asking) -> Reading:
    return Reading(language_code(text_of(raw)))


def _release(_question: Question, raw: Plain, asking: Asking) -> Reading:
    """Read a part of a release's name, its id, or what a front matter says: its id and a version of it."""
    if asking.earlier is None:
        raise BadAnswer("there is no press office here whose release it could be")
    given = raw if isinstance(raw, dict) else {"id": text_of(raw)}
    unknown = sorted(given.keys() - {"id", "version"})
    if unknown or "id" not in given:
        raise BadAnswer("is written as a part of the release's name, or as its id and version")
    try:
        found = asking.earlier(text_of(given["id"]))
    except PressctlError as error:
        raise BadAnswer(f"{error.message}; {error.hint}" if error.hint else error.message) from error
    version = _whole(given.get("version", found.version))
    if version < 1 or (found.recorded and version > found.version):
        raise BadAnswer(f"{found.slug} has no version {version}; its newest is {found.version}")
    return Reading({"id": found.id, "version": version}, _echo_of(found, version))


def _echo_of(found: EarlierRelease, version: int) -> str:
    from pressctl.language.dates import date_text

    day = f" of {date_text(found.date, 'en')}" if found.date else ""
    known = "" if found.recorded else "; the record knows of no sending, so it is taken as it stands on file"
    return f"{found.headline}: version {version}{day}{known}"


def _whole(raw: Plain) -> int:
    try:
        return int(str(raw))
    except ValueError as error:
        raise BadAnswer(f'"{raw}" is not the number of a version') from error


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
    FieldType.LANGUAGE: _language,
    FieldType.RELEASE: _release,
    **NAME_READERS,
}
