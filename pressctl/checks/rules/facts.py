"""Rules that only a structured release allows: what the text says against what its front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.checks.calendar import dates_in, number_in, said_day, weekday_name, weekdays
from pressctl.checks.parity_values import sums_in
from pressctl.model.finding import Severity
from pressctl.model.moment import Moment
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition, Event

Span: TypeAlias = tuple[int, int]

_WHEN = compiled(
    r"^[ \t]*(?:[*_]{2})?(?:When|Date(?: and time)?|Time|Wann|Datum|Termin|Quand|Date|Heure|Cuándo|Fecha|Когда|Дата"
    r"|Время|Коли|Час"
    r"|Ne zaman|Tarih|Saat|Nə vaxt|Tarix|Vaxt|متى|التاريخ|الموعد)[ \t]?:(?:[*_]{2})?",
    re.IGNORECASE | re.MULTILINE,
)
_WHERE = compiled(
    r"^[ \t]*(?:[*_]{2})?(?:Where|Venue|Place|Location|Wo|Ort|Où|Lieu|Dónde|Lugar|Где|Место|Де|Місце|Nerede|Yer"
    r"|Harada|Məkan"
    r"|أين|المكان)[ \t]?:(?:[*_]{2})?",
    re.IGNORECASE | re.MULTILINE,
)
_CLOCK = compiled(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d|[.:]\d)\s*(?P<half>[ap]\.?m\b)?")
_FAR = 60
"""Days; a date further from the event is another matter."""
_NUMBER_WORDS = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]  # fmt: skip
_COUNT = compiled(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s+(?:co-?)?(?:organi[sz]ations|partners|organi[sz]ers"
    rf"|institutions|agencies)\b",
    re.IGNORECASE,
)
_WORD = compiled(r"[^\W\d_]{3,}")
_HOUSE_WORDS = frozenset(
    ["stree", "avenu", "road", "hall", "room", "floor", "squar", "build", "the", "and", "hotel", "centr", "cente"]
)
"""Beginnings of words that two houses may share."""
_PLANNED = compiled(
    r"\b(?:will|opens?|hold|holds|begins?|starts?|takes? place|is (?:held|opened)|are (?:held|opened)|meets?|gather)\b"
)


def _event_day(reading: Reading) -> Iterator[Found]:
    """Find another day, hour or weekday for the event than the front matter gives it."""
    edition = reading.subject.edition
    event = edition.event if edition else None
    if edition is None or event is None or event.start is None:
        return
    begins, ends = event.start.local(), (event.end or event.start).local()
    told = [*_labelled(reading, _WHEN), *_sentences_naming(reading, event)]
    for start, stop in dict.fromkeys(told):
        days = [one for one in dates_in(reading.copy, reading.language, start, stop) if one.exact(begins.year)]
        exact = [
            (one, day) for one in days if (day := one.exact(begins.year)) and abs((day - begins.date()).days) <= _FAR
        ]
        if exact and not any(begins.date() <= day <= ends.date() for _, day in exact):
            one, day = exact[0]
            said = f"The event is on {said_day(begins.date())} in the front matter, and on {said_day(day)} here"
            yield Found(one.start, one.end, said)
        yield from _other_hour(reading, (start, stop), begins, ends)


def _labelled(reading: Reading, label: re.Pattern[str]) -> Iterator[Span]:
    for match in label.finditer(reading.copy):
        end = reading.copy.find("\n", match.end())
        yield match.end(), len(reading.copy) if end < 0 else end


def _sentences_naming(reading: Reading, event: Event) -> Iterator[Span]:
    title = " ".join((event.title or "").split())
    for sentence in reading.page.sentences if len(title) > 8 else ():
        if title.casefold() in " ".join(sentence.text.split()).casefold():
            yield sentence.start, sentence.end


def _other_hour(reading: Reading, span: Span, begins: datetime, ends: datetime) -> Iterator[Found]:
    clocks = list(_CLOCK.finditer(reading.copy, *span))
    minutes = [_minutes(match) for match in clocks]
    first, last = begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute
    if clocks and not any(first <= minute <= max(first, last) or minute in {first, last} for minute in minutes):
        match = clocks[0]
        said = f"The event begins at {begins:%H:%M} in the front matter, and at {' '.join(match[0].split())} here"
        yield Found(match.start(), match.start() + len(match[0].rstrip()), said)


def _minutes(match: re.Match[str]) -> int:
    hour, half = int(match["hour"]), (match["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(match["minute"])


def _event_weekday(reading: Reading) -> Iterator[Found]:
    """Find a weekday in the lead that is not the event's, in a release of the week before."""
    edition = reading.subject.edition
    event = edition.event if edition else None
    lead = next(iter(reading.page.sentences), None)
    if edition is None or event is None or event.start is None or lead is None or lead.paragraph != 0:
        return
    begins = event.start.local().date()
    if not 0 <= (begins - edition.dateline.date).days < 7 or event.end is not None or not _PLANNED.search(lead.text):
        return
    known = weekdays(reading.language)
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    found = list(re.finditer(rf"\b(?:{names})\b", reading.copy[lead.start : lead.end], re.IGNORECASE)) if names else []
    if len(found) == 1 and number_in(known, found[0][0]) != begins.weekday():
        start = lead.start + found[0].start()
        right = weekday_name(begins.weekday(), reading.language).capitalize()
        yield Found(
            start, start + len(found[0][0]), f"The event of the front matter is on a {right}, not on a {found[0][0]}"
        )


def _event_place(reading: Reading) -> Iterator[Found]:
    edition = reading.subject.edition
    event = edition.event if edition else None
    if event is None or not event.venue:
        return
    town = edition.dateline.place if edition else ""
    common = {*_HOUSE_WORDS, *(word.casefold()[:5] for word in _WORD.findall(town))}
    wanted = {word.casefold()[:5] for word in _WORD.findall(event.venue)} - common
    for start, stop in _labelled(reading, _WHERE):
        here = {word.casefold()[:5] for word in _WORD.findall(reading.copy[start:stop])} - common
        if wanted and here and not wanted & here:
            line = reading.copy[start:stop]
            begin = start + len(line) - len(line.lstrip())
            yield Found(begin, stop, f"The venue is “{event.venue}” in the front matter, and another here")


def _other_acronym(reading: Reading) -> Iterator[Found]:
    """Find another acronym behind the project's name than the front matter gives it."""
    edition = reading.subject.edition
    project = edition.project if edition else None
    if project is None or not project.acronym:
        return
    name = r"\s+".join(map(re.escape, project.name.split()))
    for match in re.finditer(
        rf"{name}[”\"»]?\s*\((?:[“\"«])?(?P<acronym>[A-Z][A-Za-z&-]{{1,9}})(?:[”\"»])?\)", reading.copy
    ):
        if match["acronym"] != project.acronym:
            said = f"The project's acronym is {project.acronym} in the front matter"
            yield Found(*match.span("acronym"), said)


def _other_count(reading: Reading) -> Iterator[Found]:
    """Find a number of partners at the headline's beginning that is not that of the organisers."""
    edition, headline = reading.subject.edition, reading.manuscript.headline
    if edition is None or headline is None or len(edition.organisers) < 2:
        return
    match = _COUNT.match(reading.copy, headline.start, headline.end)
    if match is None:
        return
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _NUMBER_WORDS.index(word) + 2
    if count != len(edition.organisers):
        yield Found(*match.span(), f"The front matter has {len(edition.organisers)} organisers")


def _other_sum(reading: Reading) -> Iterator[Found]:
    """Find that the sum of the front matter stands nowhere in the text, and another of the same currency does."""
    edition = reading.subject.edition
    fields = edition.fields if edition and edition.fields else {}
    amount, currency = fields.get("amount"), fields.get("currency")
    if not isinstance(amount, int) or isinstance(amount, bool) or not isinstance(currency, str):
        return
    sums = [one for one in sums_in(reading.copy) if one.currency == currency]
    if sums and not any(one.amount == amount for one in sums):
        first = sums[0]
        yield Found(first.start, first.end, f"The front matter says {currency} {amount:,}, and the text never does")


def _at(hour: int, *, venue: str | None = None) -> Edition:
    from pressctl.model.release import Dateline, Edition, Event

    begins = Moment(datetime(2018, 10, 30, hour, tzinfo=UTC), "UTC")
    event = Event("Nurses First Forum", begins, venue=venue)
    return Edition("en", "h", Dateline("Baku", date(2018, 10, 29)), (), event=event)


def _with(acronym: str) -> Edition:
    from pressctl.model.release import Dateline, Edition, Project

    return Edition("en", "h", Dateline("Baku", date(2018, 10, 29)), (), project=Project("Nurses First", acronym))


def _of(*organisers: str) -> Edition:
    from pressctl.model.release import Dateline, Edition, Organisation

    found = tuple(Organisation(name) for name in organisers)
    return Edition("en", "h", Dateline("Baku", date(2018, 10, 29)), (), organisers=found)


def _costing(amount: int) -> Edition:
    from pressctl.model.release import Dateline, Edition

    return Edition("en", "h", Dateline("Baku", date(2018, 10, 29)), (), fields={"amount": amount, "currency": "EUR"})


_HEAD = "Partners open school for nurses\n\nBaku, 29 October 2018 – "

FCT001 = Rule(
    "FCT001",
    "Event at another time than in the front matter",
    Severity.ERROR,
    ("SEED",),
    "The invitation says one hour and the calendar another, and half of the cameras come to a closed door.",
    Example(f"{_HEAD}The Nurses First Forum opens on ⟦31 October 2018⟧ at 10:00.\n", edition=partial(_at, 10)),
    Example(f"{_HEAD}The Nurses First Forum opens on 30 October 2018 at 10:00.\n", edition=partial(_at, 10)),
    _event_day,
    caution="Read only in lines such as `When:` and in sentences that name the event.",
)
FCT002 = Rule(
    "FCT002",
    "Weekday that is not the event's",
    Severity.WARNING,
    ("SEED",),
    "The event was moved, and its weekday stayed in the text.",
    Example(f"{_HEAD}Six partners will open the forum on ⟦Wednesday⟧.\n", edition=partial(_at, 10)),
    Example(f"{_HEAD}Six partners will open the forum on Tuesday.\n", edition=partial(_at, 10)),
    _event_weekday,
    caution="The lead speaks of another day than the event's.",
    languages=("en",),
)
FCT003 = Rule(
    "FCT003",
    "Event at another place than in the front matter",
    Severity.ERROR,
    ("SEED",),
    "Whoever reads the text goes to one house, whoever reads the calendar to another.",
    Example(
        f"{_HEAD}It opens.\n\nWhere: ⟦City Library, 3 Side Street⟧\n", edition=partial(_at, 10, venue="Example Hall")
    ),
    Example(
        f"{_HEAD}It opens.\n\nWhere: Example Hall, 3 Side Street\n", edition=partial(_at, 10, venue="Example Hall")
    ),
    _event_place,
    caution="Read only in lines such as `Where:`.",
)
FCT004 = Rule(
    "FCT004",
    "Project with another acronym than in the front matter",
    Severity.ERROR,
    ("SEED",),
    "Journalists search for the project by it.",
    Example(f"{_HEAD}It is part of Nurses First (⟦NFI⟧).\n", edition=partial(_with, "NFT")),
    Example(f"{_HEAD}It is part of Nurses First (NFT).\n", edition=partial(_with, "NFT")),
    _other_acronym,
)
FCT005 = Rule(
    "FCT005",
    "Another number of partners than organisers",
    Severity.WARNING,
    ("SEED",),
    "A partner joined or left after the headline was written.",
    Example(
        f"⟦Five partners⟧{_HEAD.removeprefix('Partners')}Exampleland Aid and Example Bank open it.\n",
        edition=partial(_of, "Exampleland Aid", "Example Bank", "Example School"),
    ),
    Example(
        f"Three partners{_HEAD.removeprefix('Partners')}Exampleland Aid and Example Bank open it.\n",
        edition=partial(_of, "Exampleland Aid", "Example Bank", "Example School"),
    ),
    _other_count,
    caution="Read only where the headline begins with it.",
    languages=("en",),
)
FCT006 = Rule(
    "FCT006",
    "Another sum than in the front matter",
    Severity.ERROR,
    ("SEED",),
    "Of two sums one is wrong, and the donor reads both.",
    Example(f"{_HEAD}Example Bank gives ⟦EUR 1.4 million⟧.\n", edition=partial(_costing, 1_500_000)),
    Example(f"{_HEAD}Example Bank gives EUR 1.5 million, EUR 900 a nurse.\n", edition=partial(_costing, 1_500_000)),
    _other_sum,
)
