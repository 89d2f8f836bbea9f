"""What an answer makes an editor ask back: a headline that is too long, dates that contradict each other.

None of it is refused; a person hears it while the answer can still be changed. A script's answers are taken.
"""

from __future__ import annotations

from datetime import date

from pressctl.language.scripts import foreign_letters
from pressctl.language.whole_words import stand_in
from pressctl.model.moment import Moment, parse_moment
from pressctl.source.drafting.answers import Answers, answer_at
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.typed_parts import Plain

LONG_HEADLINE = 100
"""Characters that newsrooms and search engines show of a headline."""
_FAR = 366
"""Days from which on a date is more likely a slip of the pen."""


def too_long(path: str, value: Plain) -> str | None:
    """Say that a headline is longer than it will be shown, or nothing."""
    if path != "headline" or not isinstance(value, str) or len(value) <= LONG_HEADLINE:
        return None
    return f"{len(value)} characters; newsrooms cut a headline after {LONG_HEADLINE}"


def cautions(path: str, answers: Answers, asking: Asking) -> tuple[str, ...]:
    """Return what is odd about the answer under `path`, among all answers including it."""
    return (*_other_letters(path, answers, asking), *_at_odds(path, answers, asking))


def _other_letters(path: str, answers: Answers, asking: Asking) -> tuple[str, ...]:
    """Say that an answer is in letters in which the draft's language is not written."""
    from pressctl.language.names import language_name

    value = answer_at(answers, path)
    letters = foreign_letters(value, asking.language) if isinstance(value, str) else None
    return (f"{letters} letters, and the draft is in {language_name(asking.language, 'en')}",) if letters else ()


def _at_odds(path: str, answers: Answers, asking: Asking) -> tuple[str, ...]:
    """Say what an answer contradicts: the clock, the calendar, another answer, the release that is corrected."""
    match path:
        case "embargo":
            return (*_passed(answers, asking), *_embargo(answers))
        case "expires":
            return _expiry(answers, asking)
        case "event.start" | "event.end":
            return (*_far_away(path, answers, asking), *_before_dateline(path, answers), *_embargo(answers))
        case "dateline.date":
            return (*_dated_otherwise(answers, asking), *_before_dateline("event.start", answers), *_embargo(answers))
        case "draft.wrong_words":
            return _not_there(answers, asking)
        case _:
            return ()


def _not_there(answers: Answers, asking: Asking) -> tuple[str, ...]:
    """Say that the words to be put right do not stand in the release that is corrected."""
    words, named = answer_at(answers, "draft.wrong_words"), answer_at(answers, "corrects.id")
    if not (isinstance(words, str) and named and asking.earlier):
        return ()
    earlier = asking.earlier(str(named))
    stands = stand_in(f"{earlier.headline}\n{earlier.body}", words)
    return () if stands else (f'"{words}" does not stand in {earlier.slug}',)


def _passed(answers: Answers, asking: Asking) -> tuple[str, ...]:
    lifts = _moment(answers, "embargo")
    passed = lifts is not None and asking.now is not None and lifts.instant <= asking.now.instant
    return ("that has passed: the release says that it is for immediate release",) if passed else ()


def _embargo(answers: Answers) -> tuple[str, ...]:
    lifts = _moment(answers, "embargo")
    if lifts is None:
        return ()
    dateline, end = _date(answers, "dateline.date"), _moment(answers, "event.end")
    found = []
    if dateline is not None and lifts.local().date() > dateline:
        found.append(f"the embargo lifts on {_said(lifts.local().date())}, after the dateline's {_said(dateline)}")
    if end is not None and lifts > end:
        found.append("the embargo lifts after the event has ended")
    return tuple(found)


def _expiry(answers: Answers, asking: Asking) -> tuple[str, ...]:
    expires = _moment(answers, "expires")
    past = expires is not None and expires.local().date() < asking.today
    return ("it has expired already: the day has passed",) if past else ()


def _far_away(path: str, answers: Answers, asking: Asking) -> tuple[str, ...]:
    at = _moment(answers, path)
    if at is None:
        return ()
    days = (at.local().date() - asking.today).days
    if abs(days) < _FAR:
        return ()
    return ("that is more than a year away" if days > 0 else "that was more than a year ago",)


def _dated_otherwise(answers: Answers, asking: Asking) -> tuple[str, ...]:
    """Say that a dateline names a day that has passed, or one too far ahead; most name today or tomorrow."""
    day = _date(answers, "dateline.date")
    days = (day - asking.today).days if day is not None else 0
    if days < 0:
        return (f"that day has passed: {'yesterday' if days == -1 else f'{-days:,} days ago'}",)
    return ("that is more than a year away",) if days >= _FAR else ()


def _before_dateline(path: str, answers: Answers) -> tuple[str, ...]:
    at, dateline = _moment(answers, path), _date(answers, "dateline.date")
    early = at is not None and dateline is not None and (dateline - at.local().date()).days >= _FAR
    return ("the event lies more than a year before the dateline's date",) if early else ()


def _moment(answers: Answers, path: str) -> Moment | None:
    value = answer_at(answers, path)
    return parse_moment(str(value)) if value else None


def _date(answers: Answers, path: str) -> date | None:
    value = answer_at(answers, path)
    return date.fromisoformat(str(value)) if value else None


def _said(day: date) -> str:
    from pressctl.language.dates import date_text

    return date_text(day, "en")
