"""The parts of a dateline in the words of a page: a town, a day with its weekday and its clock."""

from __future__ import annotations

import re

from pressctl.model.manuscript import DatelineAsWritten
from pressctl.patterns import compiled
from pressctl.source.anatomy.dates import WrittenDate, date_at, find_date
from pressctl.source.anatomy.people import ROLE_WORD
from pressctl.source.anatomy.vocabulary import CAPITALS, UPPER

_SENDER = compiled(r"wire|news|media|press|post|times|agency|\b(?:pr|ai|ots|dpa|afp|ap|reuters)\b|\d", re.IGNORECASE)
"""What the name of a wire has in it, and that of a town has not."""
_NO_TOWN = compiled(
    r"(?:Senator|Minister|Premier|President|Mayor|Governor|(?:The )?Hon|Dr|Prof|Mrs?|Ms|Sen|Rep|Press|Media|News"
    r"|Statement|Note|Author|Source|Auteur|Autor|Quelle|Fuente|Автор|Источник|Джерело|Müəllif|Mənbə|Yazar|Kaynak)\b",
    re.IGNORECASE,
)
"""What stands before a day and is a person, or says what the text is."""
_LABEL_LAST = compiled(r"\b(?:posted|published|updated|released|created|date|time)$", re.IGNORECASE)
"""How a site calls the day behind what stands on one line with it, and no town: "Language English Posted: …"."""
_OF_SENDER = compiled(r"(?<!Newport )\b(?:News|Newswire|Newsroom)\b")
"""What names who sends a text in the middle of a line, and no town: "Coast News Norland - Tue, 3 March"."""
_MOST_WORDS = 5
"""Words of a town's name, between two commas."""
REPORTER = rf"[{CAPITALS}][\w’'-]+\s[{CAPITALS}][\w’'-]+"
"""The name of who reports, beside that of an agency."""
_REPORTER_BEHIND = compiled(rf"(?<=[^\W\d_]{{3}})\.\s+{REPORTER}$")
"""The same behind a town and its full stop: Bakı. Ada Quill."""
_NUMBERED = compiled(r"[A-Z]{1,5}\s?\d[\w/-]*")
"""What a release is filed under, and no town: VA075."""
_PLACE_WORD = (
    rf"(?!(?:On|In|At|The|As|For|With|When|This|To|From|An?|Today)\s)[{UPPER}](?:[\w.'’´`\u064b-\u0652]|-(?=\w))*"
)
_PLACE = compiled(
    rf"(?:{_PLACE_WORD}\s[a-z]+(?=,\s[A-Z]{{2}}\b)|{_PLACE_WORD})(?:(?:\s+|\s?[,،]\s*|\s*[/&]\s*|\s+(?:and|et|y"
    rf"|und|и|та|və|ve|و)\s+)"
    rf"(?:(?:de|del|la|le|les|sur|am|an der|of|the|na|nad|al|el|and)\s+){{0,2}}{_PLACE_WORD}){{0,9}}"
)
_DAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|sonnabend|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|понеділок|вівторок|серед[ау]"
    r"|четвер"
    r"|п['’]ятниц[яю]|субот[ау]|неділ[яю]|pazartesi|salı|çarşamba|perşembe|cuma(?:rtesi)?|pazar"
    r"|bazar(?: ertəsi)?|çərşənbə(?: axşamı)?|cümə(?: axşamı)?|şənbə"
    r"|(?:يوم )?(?:ال)?(?:اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد)"
)
_WEEKDAY = compiled(
    rf"\b(?:(?:le|den|am|el|в|во|у)\s+)?(?:{_DAYS}|le|den|am|el|في|يوم)\b\.?[,،]?\s*",
    re.IGNORECASE,
)
_DAY_BEHIND = compiled(rf"[,،]?\s+\(?(?:{_DAYS})\b\)?", re.IGNORECASE)
"""A day of the week behind its date, as in Turkish: 3 Mart 2026, Salı."""
_CLOCK = compiled(
    r"\s*(?:@|at|,)?\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:[A-Z]{2,5}\b|[A-Z][A-Za-z]+/[A-Za-z_]+|Eastern|Central|Pacific|Mountain)?",
)
_TODAY = compiled(
    r"(?:today|yesterday|aujourd['’]hui|hoy|heute|сегодня|сьогодні|bugün|bu gün|اليوم)[\s,]*\(?", re.IGNORECASE
)
_CAPITAL_OR_DIGIT = compiled(rf"[{UPPER}\d]")
_TOWN = compiled(r"(?:м|г|с|смт|пос)\.\s*")
"""What Ukrainian and Russian write before a town's name."""
_SMALL = compiled(
    rf"(?:[a-z]+(?:\s[a-z]+)?,\s{_PLACE_WORD}(?:\s{_PLACE_WORD}){{0,2}}|{_PLACE_WORD},\s[a-z]+)"
    r"(?=\s[–—-]\s(?:[A-Z][a-z]{2,8}\.?\s\d|\d{1,2}\s))"
)
"""A place that somebody typed with a small letter, right before the dash and the date."""
_LONGEST_PLACE = 80
_NEAR = 40


def date_here(words: str, position: int, language: str) -> tuple[WrittenDate, int] | None:
    """Return the date at `position`, and where its weekday and its clock end."""
    weekday = _WEEKDAY.match(words, position)
    begins = weekday.end() if weekday else position
    found = date_at(words, language, begins)
    if found is None:
        return None
    behind = _DAY_BEHIND.match(words, found.end)
    end = behind.end() if behind else found.end
    clock = _CLOCK.match(words, end)
    return found, clock.end() if clock else end


def place_here(words: str, position: int, until: int, language: str) -> tuple[int, int] | None:
    """Return the place at `position`: it ends where a date begins, and something must part it from the news."""
    town = _TOWN.match(words, position)
    position = town.end() if town else position
    if small := _SMALL.match(words, position, until):
        return position, small.end()
    match = _PLACE.match(words, position, min(until, position + _LONGEST_PLACE))
    if match is None:
        return None
    end = match.end()
    dated = next((each for each in _dates_in(words, position, end + 12, language)), None)
    if dated is not None and dated < end:
        end = dated
    wire = compiled(r"\s/\s?[^/\n]{2,40}?\s?/(?=\s|$)").search(words[position : end + 60])
    if wire is not None and position + wire.start() < end:
        end = position + wire.start()
    stretch = words[position:end].rstrip(" ,،/-–—")
    end = position + len(stretch)
    rest = words[end : min(end + 60, until)].lstrip()
    if not stretch or len(stretch.split()) > 9 or _NO_TOWN.match(stretch) or _NUMBERED.fullmatch(stretch):
        return None
    if _LABEL_LAST.search(stretch) or _OF_SENDER.search(stretch) or _is_long(stretch):
        return None
    if rest.startswith("|") and ROLE_WORD.search(rest, 0, _NEAR):
        # "Ada Quill | Mayor": a list of speakers.
        return None
    sign = compiled(r"(?:[–—:|]|--|-{1,3}\s|/|\(|\[|[,،]?\s*(?:\d|@))").match(rest)
    parted = sign or dated is not None or not rest
    following = compiled(r",?\s*").match(rest)
    weekday = _WEEKDAY.match(rest, following.end() if following else 0)
    return (position, end) if parted or weekday else None


def _is_long(stretch: str) -> bool:
    """Say whether a part between two commas has more words than any town: a headline in capitals with a day in it."""
    return any(
        len(part.split()) > _MOST_WORDS for part in compiled(r"[,،/&]|\s(?:and|et|y|und|и|та|və|ve|و)\s").split(stretch)
    )


def _dates_in(words: str, start: int, end: int, language: str) -> list[int]:
    places = []
    for match in _CAPITAL_OR_DIGIT.finditer(words[start:end]):
        place = start + match.start()
        if (place == start or not words[place - 1].isalnum()) and (
            date_at(words, language, place) or _weekday_before_date(words, place, language)
        ):
            places.append(place)
            break
    return places


def _weekday_before_date(words: str, place: int, language: str) -> bool:
    weekday = _WEEKDAY.match(words, place)
    return weekday is not None and date_at(words, language, weekday.end()) is not None


def is_place(inner: str, words: str, end: int, until: int) -> bool:
    """Say whether `(City, State) –`, or `(CITY) –`, is what stands in parentheses, and no wire."""
    town = "," in inner or (
        len(inner.split()) < 3 and not _SENDER.search(inner) and not compiled(r"[a-z][A-Z]").search(inner)
    )
    return town and _PLACE.fullmatch(inner) is not None and bool(compiled(r"\s*[–—-]").match(words[end:until]))


def day_of_today(words: str, position: int, language: str) -> WrittenDate | None:
    """Return the date that a text which begins with "today" has behind it."""
    match = _TODAY.match(words, position)
    return date_at(words, language, match.end()) if match else None


def city_of(words: str, place: tuple[int, int], language: str) -> tuple[int, int]:
    """Return the city, or the cities, without the state or country behind the last of them."""
    start, end = place
    last = max(words.rfind("/", start, end) + 1, words.rfind(" & ", start, end) + 1, start)
    comma = compiled(r"[,،]").search(words[last:end])
    if comma:
        end = last + comma.start()
    date = find_date(words, language, start, end)
    if date is not None:
        end = date.start
    stretch = words[start:end].rstrip(" ,،/-–—")
    if reporter := _REPORTER_BEHIND.search(stretch):
        stretch = stretch[: reporter.start()]
    return start, start + len(stretch)


def whole_place(line: DatelineAsWritten) -> str | None:
    """Return the place with all that tells where it is: `Coventry, UK`, not the city alone."""
    if line.place is None:
        return None
    rest = line.raw.text[line.place.end - line.raw.start :] if line.raw.start <= line.place.start else ""
    if line.date_text is not None and 0 <= line.date_text.start - line.place.end <= len(rest):
        rest = rest[: line.date_text.start - line.place.end]
    stop = compiled(r"\s[–—|-]|--|—|[/()\[@:]|\d").search(rest)
    rest = rest[: stop.start()] if stop else rest
    if _REPORTER_BEHIND.search(line.place.text + rest.rstrip(" ,")):
        return line.place.text
    rest = _WEEKDAY.sub("", rest) if _WEEKDAY.search(rest.strip(" ,")) else rest
    return " ".join((line.place.text + rest).split()).strip(" ,،–—-")
