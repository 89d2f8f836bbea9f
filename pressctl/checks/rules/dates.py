"""Rules about dates and the dateline: nearly always real errors."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.checks.calendar import (
    ISO,
    NUMERIC,
    WEEKDAYS,
    DateInProse,
    dates_in,
    number_in,
    said_day,
    weekday_name,
    weekdays,
)
from pressctl.model.finding import Edit, Severity
from pressctl.patterns import compiled

_YEARLESS = compiled(r"(?<![$€£])\((?P<first>\d{1,2})(?:/(?P<second>\d{1,2})|\.(?P<two>\d\d)\.?|\.(?P<one>\d)\.)\)")
"""A sum in brackets, $(6.8), is a loss; a figure behind a full stop that ends it is a decimal."""
_YEARLESS_IN_PROSE = compiled(
    r"(?:(?<=\bon )|(?<=\bby )|(?<=\buntil )|(?<=\bfrom )|(?<=\bsince )|(?<=\bbefore ))"
    r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/%]|\s+of\b)"
)
_DAY_AND_MONTH = compiled(r"(?<![\d/])\d{1,2}[/.]\d{1,2}(?![\d/])")
_NO_HOUR = compiled(
    r"\b(?:at|from|until|starts?|begins?)\s+(?:at\s+)?(?P<hour>(?:2[4-9]:(?!00)[0-5]\d|2[5-9]:[0-5]\d|[01]?\d:[6-9]\d))(?![\d:]|\s*min)"
)
_OTHER_YEAR = compiled(
    r"\s*,?\s*(?:of\s+|de\s+|del\s+)?(?:last\syear|next\syear|the\s(?:previous|following|same)\syear|l['’]an(?:née)?\s(?:dernière?"
    r"|prochaine?)|(?:el\s)?año\s(?:pasado|próximo)|(?:letzten|nächsten|vergangenen|vorigen)\sjahres|прошлого\sгода|минулого"
    r"\sроку|geçen\syıl|keçən\sil)",
    re.IGNORECASE,
)
"""Words behind a day without a year that say which year it was, and so which weekday."""
_RANGE = compiled(r"\s?[–—-]\s?\d{1,2},?\s(?:19|20)\d\d\b")
"""The rest of a dateline with several days: June 4–5, 2026."""
_WEEKDAY_BESIDE = compiled(r"\s*[,(]\s*(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_FIRST_DATE = compiled(r",?\s(?!after|before|until)[^,;.]{2,60}?\b(?P<will>will\s+(?:be\s+|take\s+|also\s+)?[a-z]+)\b")
_ON = compiled(r"(?:^|[.!?]\s+|[,;]\s)On\s+(?:\w+day,?\s+)?$|^\s*On\s+$")
_RELATIVE = compiled(r"\b(?P<word>today|yesterday|tomorrow)\b", re.IGNORECASE)
_SHIFT = {"today": 0, "yesterday": -1, "tomorrow": 1}
_TODAY_WILL = compiled(r"^(?:[^\w]*)today\b(?P<between>[^:]*?)(?P<future>\bwill\s+(?P<verb>[a-z]+))", re.IGNORECASE)
_SAID = compiled(r"\b(?:announce[sd]?|said|says|declared|confirmed|revealed|launch(?:es|ed)|that|which|who)\b")
_WILL_ON = compiled(r"\bwill\s+(?:be\s+|take\s+|also\s+)?[a-z]+\b")
_TOOK_PLACE = compiled(r"\b(?:took place|was held|were held|has taken place|gathered|concluded|opened|closed)\b")
_DEADLINE = compiled(r"\b(?:until|till|since|after|before|from|between|by|ended|ending|as of|through)\b[^,;]{0,25}$")
_OPENING = 90
"""How far into the lead a city still sounds repeated."""


def _yearless(reading: Reading) -> Iterator[Found]:
    if reading.profile.yearless_dates:
        return
    yield from _yearless_dateline(reading)
    known = reading.release_day
    for match in _YEARLESS_IN_PROSE.finditer(reading.copy) if "/" in reading.copy else ():
        if 1 <= int(match["first"]) <= 31 and 1 <= int(match["second"]) <= 12 and match[0] != "24/7":
            yield Found(*match.span(), f"{match[0]} has no year: read later, nobody knows which", advice="add the year")
    for match in _YEARLESS.finditer(reading.copy):
        day, month = int(match["first"]), int(match["second"] or match["two"] or match["one"])
        if not ((1 <= day <= 31 and 1 <= month <= 12) or (1 <= month <= 31 and 1 <= day <= 12)):
            continue
        if known and (known.day, known.month) == (day, month):
            # The dateline tells; who quotes the sentence alone is still helped by the year.
            edits = (Edit(match.end() - 1, match.end() - 1, f"/{known.year}"),)
            message = f"{match[0]} has no year: only the dateline tells it"
            yield Found(*match.span(), message, severity=Severity.WARNING, advice="add the year", edits=edits)
            continue
        yield Found(*match.span(), f"{match[0]} has no year: read later, nobody knows which", advice="add the year")


def _yearless_dateline(reading: Reading) -> Iterator[Found]:
    """Find a dateline with a day and no year, where nothing above tells the year; agencies write it so (AP, wire)."""
    dateline = reading.manuscript.dateline
    if dateline is None or dateline.day is not None or reading.profile.month_first:
        return
    written = dateline.date_text
    start, end = (written.start, written.end) if written else (dateline.raw.start, dateline.raw.end)
    words = reading.copy[start:end]
    dated = next(dates_in(reading.copy, reading.language, start, end), None) or _DAY_AND_MONTH.search(words)
    in_brackets = reading.copy[start - 1 : start] == "("  # found as such
    if _RANGE.match(reading.copy, end):
        return
    if dated is not None and not in_brackets and not compiled(r"\b(?:19|20)\d\d\b").search(reading.copy[:end]):
        yield Found(start, end, "The dateline has no year: read later, nobody knows which", advice="add the year")


def _ambiguous(reading: Reading) -> Iterator[Found]:
    for match in NUMERIC.finditer(reading.copy):
        first, second = int(match["first"]), int(match["second"])
        if match["sign"] in "/-" and first != second and 1 <= first <= 12 and 1 <= second <= 12:
            yield Found(
                *match.span(), f"{match[0]} is one day in Europe and another in America", advice="write the month out"
            )


def _weekday(reading: Reading) -> Iterator[Found]:
    known = reading.release_day
    for one in reading.dates:
        if one.weekday is None or one.weekday_span is None:
            continue
        if one.year is None and _OTHER_YEAR.match(reading.text, max(one.end, one.weekday_span[1])):
            continue
        days = _meant(one, known)
        if not days or any(day.weekday() == one.weekday for day in days):
            continue
        name = weekday_name(days[0].weekday(), reading.language)
        written = reading.text[slice(*one.weekday_span)]
        right = name.capitalize() if written[:1].isupper() else name
        inside = one.start <= one.weekday_span[0] < one.end
        what = " ".join(reading.text[one.weekday_span[1] if inside else one.start : one.end].strip(" ,،").split())
        in_year = "" if one.year else f" {days[0].year}"
        edits = (Edit(*one.weekday_span, right),)
        yield Found(*one.weekday_span, f"{what}{in_year} is a {right}, not a {written}", edits=edits)


def _meant(one: DateInProse, known: date | None) -> list[date]:
    """Return the day that is meant; without a year, that which lies nearest to the release."""
    if one.year or known is None:
        return [day] if (day := one.exact()) else []
    days = [day for year in (known.year - 1, known.year, known.year + 1) if (day := one.exact(year))]
    return sorted(days, key=lambda day: abs((day - known).days))[:1]


def _impossible(reading: Reading) -> Iterator[Found]:
    for one in reading.dates:
        longest = monthrange(one.year or 2000, one.month)[1]  # 2000 was a leap year
        if not 1 <= one.day <= longest:
            shown = " ".join(reading.text[one.start : one.end].split())
            yield Found(one.start, one.end, f"There is no {shown}: that month has {longest} days")
    for match in NUMERIC.finditer(reading.copy):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        if 1900 <= year <= 2100 and not (_exists(year, second, first) or _exists(year, first, second)):
            yield Found(*match.span(), f"There is no day {match[0]}")
    for match in _NO_HOUR.finditer(reading.copy) if ":" in reading.copy else ():
        yield Found(*match.span("hour"), f"There is no hour {match['hour']}")
    for match in ISO.finditer(reading.copy):
        if not _exists(int(match["year"]), int(match["month"]), int(match["day"])):
            yield Found(*match.span(), f"There is no day {match[0]}")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _relative(reading: Reading) -> Iterator[Found]:
    known = reading.release_day
    if known is None:
        return
    for match in _RELATIVE.finditer(reading.copy):
        yield from _other_weekday(reading, match, known)
        meant = known + timedelta(days=_SHIFT[match["word"].lower()])
        for named, start, end in _beside(reading, match.end(), known.year):
            if named != meant and abs((named - meant).days) < 30:
                said = f'"{match[0]}" in a release of {said_day(known)} is {said_day(meant)}, not {said_day(named)}'
                yield Found(start, end, said)


def _other_weekday(reading: Reading, relative: re.Match[str], known: date) -> Iterator[Found]:
    """Find `today, Monday` in a release of a Tuesday."""
    named = _WEEKDAY_BESIDE.match(reading.copy, relative.end())
    meant = known + timedelta(days=_SHIFT[relative["word"].lower()])
    days = weekdays("en")
    if named and number_in(days, named["day"]) != meant.weekday():
        right = weekday_name(meant.weekday(), "en").capitalize()
        said = f'"{relative[0]}" in a release of {said_day(known)} is a {right}, not a {named["day"]}'
        yield Found(*named.span("day"), said)


def _beside(reading: Reading, place: int, year: int) -> Iterator[tuple[date, int, int]]:
    """Return the date that follows a word like `today` at once, in brackets or after a comma."""
    follows = compiled(r"\s*[,(]?\s*").match(reading.copy, place)
    begins = follows.end() if follows else place
    for one in reading.dates:
        if one.start == begins and (day := one.exact(year)):
            yield day, one.start, one.end
    numeric = _YEARLESS.match(reading.copy, begins - 1)
    if numeric and _exists(year, int(numeric["second"]), int(numeric["first"])):
        yield date(year, int(numeric["second"]), int(numeric["first"])), *numeric.span()


def _tense(reading: Reading) -> Iterator[Found]:
    for sentence in reading.page.sentences:
        today = _TODAY_WILL.match(sentence.text)
        if today and not _SAID.search(today["between"]):
            start, end = (sentence.start + place for place in today.span("future"))
            yield Found.replacing(
                start, end, "What happens today stands in the future tense", _third_person(today["verb"])
            )
        yield from _against_the_dateline(reading, sentence.start, sentence.end)


def _against_the_dateline(reading: Reading, start: int, end: int) -> Iterator[Found]:
    """Find a day before the release in the future tense, or one after it in the past."""
    known = reading.release_day
    if known is None or reading.page.in_quotation(start):
        return
    for one in reading.dates:
        if not start <= one.start < end:
            continue
        day = one.exact()
        before = reading.copy[start : one.start]
        if day is None or _DEADLINE.search(before):
            continue
        clause = compiled(r"[,;]|\b(?:that|which|who|and)\b").split(before)[-1]
        if day < known and (will := _WILL_ON.search(clause)):
            place = one.start - len(clause) + will.start()
            said = f"{said_day(day)} has passed on {said_day(known)}, and this is future tense"
            yield Found(place, place + len(will[0]), said)
        elif day < known and (will := _FIRST_DATE.match(reading.copy, one.end, end)) and _ON.search(before):
            place = will.start("will")
            said = f"{said_day(day)} has passed on {said_day(known)}, and this is future tense"
            yield Found(place, will.end("will"), said)
        elif day > known and (took := _TOOK_PLACE.search(clause)):
            place = one.start - len(clause) + took.start()
            said = f"{said_day(day)} is to come on {said_day(known)}, and this is past tense"
            yield Found(place, place + len(took[0]), said)


def _third_person(verb: str) -> str:
    irregular = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if verb in irregular:
        return irregular[verb]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


def _ordinal(reading: Reading) -> Iterator[Found]:
    for one in reading.dates:
        if one.ordinal and not reading.page.in_quotation(one.start):
            yield Found.replacing(*one.ordinal, "A date is written without an ordinal", "")


def _city_again(reading: Reading) -> Iterator[Found]:
    dateline = reading.manuscript.dateline
    if dateline is None or dateline.place is None:
        return
    city = compiled(r"[,/(]").split(dateline.place.text)[0].strip()
    repeated = re.compile(rf"\s+in\s+{re.escape(city)}\b", re.IGNORECASE) if city else None
    begins = next((one.start for one in reading.page.sentences), dateline.raw.end)
    match = repeated.search(reading.copy, begins, begins + _OPENING) if repeated else None
    if match and reading.copy[begins : match.start()].count(".") == 0:
        start = match.end() - len(match[0].lstrip())
        yield Found(start, match.end(), f"The dateline has said {city} already", edits=(Edit(*match.span(), ""),))


def _no_dateline(reading: Reading) -> Iterator[Found]:
    lead = next(iter(reading.manuscript.paragraphs), None)
    if reading.manuscript.dateline is None and lead is not None:
        yield Found(lead.start, lead.start, "There is no dateline", advice="begin with place and date")


def _form_of_dateline(reading: Reading) -> Iterator[Found]:
    dateline, month_first = reading.manuscript.dateline, reading.profile.month_first
    if dateline is None or reading.subject.edition is not None:
        return  # a layout sets it
    written = dateline.date_text
    if written is not None and re.match(r"\d{1,2}\s" if month_first else r"[A-Z][a-z]+\.?\s\d{1,2}\b", written.text):
        form = "October 30, 2018" if month_first else "30 October 2018"
        yield Found.at(written, f"This house writes a dateline's date as {form}")


_HEAD = "Six partners open school for nurses\n\n"

DAT001 = Rule(
    "DAT001",
    "No dateline",
    Severity.WARNING,
    ("AP",),
    "A journalist who finds the text next month must see where and when it was news.",
    Example(f"{_HEAD}⟦⟧Six partners opened a school for nurses, the ministry said.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Six partners opened a school for nurses.\n"),
    _no_dateline,
    facts=True,
    caution="Statements often have none.",
)
DAT002 = Rule(
    "DAT002",
    "Dateline in another house's form",
    Severity.WARNING,
    ("AP", "UN"),
    "A dateline is the first thing that an agency's desk recognises its own form by.",
    Example(f"{_HEAD}Baku, ⟦October 30, 2018⟧ – Six partners opened a school for nurses.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Six partners opened a school for nurses.\n"),
    _form_of_dateline,
    caution="Choose the house's profile: un, iom and eu put the day first, ap and wire the month.",
    languages=("en",),
)
DAT003 = Rule(
    "DAT003",
    "Day and month without a year",
    Severity.ERROR,
    ("SEED",),
    "A release is found years later, and nothing else in it may tell the year.",
    Example(f"{_HEAD}Baku – Today ⟦(30/10)⟧ six partners open a school for nurses.\n"),
    Example(f"{_HEAD}Baku – Today (30/10/2018) six partners open a school for nurses.\n"),
    _yearless,
    Fixable.UNSAFE,
    "Scores and fractions in brackets, such as (2/3). Where the dateline has the same day with its year, it is only a"
    " warning. The house style of IOM allows it (profile iom).",
)
DAT004 = Rule(
    "DAT004",
    "Ambiguous numeric date",
    Severity.WARNING,
    ("OWN",),
    "05/06 is 5 June in Europe and 6 May in America, and a release crosses borders.",
    Example(f"{_HEAD}Baku, 30 May 2018 – Applications close on ⟦05/06/2018⟧.\n"),
    Example(f"{_HEAD}Baku, 30 May 2018 – Applications close on 5 June 2018, not 25/06/2018.\n"),
    _ambiguous,
)
DAT005 = Rule(
    "DAT005",
    "Weekday and date disagree",
    Severity.ERROR,
    ("MEAS",),
    "One of the two is wrong, and some journalists will come on the wrong day.",
    Example(f"{_HEAD}Baku, 29 October 2018 – The school opens on ⟦Monday⟧, 30 October 2018.\n"),
    Example(f"{_HEAD}Baku, 29 October 2018 – The school opens on Tuesday, 30 October 2018.\n"),
    _weekday,
    Fixable.UNSAFE,
    languages=tuple(WEEKDAYS),
)
DAT006 = Rule(
    "DAT006",
    "A day that does not exist",
    Severity.ERROR,
    ("MEAS",),
    "Nobody can come on 31 November.",
    Example(f"{_HEAD}Baku, 30 October 2018 – The school opens on ⟦31 November 2018⟧.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – The school opens on 29 February 2020.\n"),
    _impossible,
)
DAT007 = Rule(
    "DAT007",
    "Today is another day than the dateline says",
    Severity.WARNING,
    ("SEED",),
    "The release was moved and one of its dates was not.",
    Example(f"{_HEAD}Baku, 31 October 2018 – Today, ⟦30 October⟧, six partners open a school.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Today, 30 October, six partners open a school.\n"),
    _relative,
    caution="Copy that is written ahead under embargo.",
    languages=("en",),
)
DAT008 = Rule(
    "DAT008",
    "Tense and date disagree",
    Severity.WARNING,
    ("SEED",),
    "What happens today is present tense; what has happened is past. The wrong tense betrays a recycled text.",
    Example(f"{_HEAD}Baku, 30 October 2018 – Today the partners, all six, ⟦will open⟧ a school for nurses.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Today the partners announced that they will open a school.\n"),
    _tense,
    Fixable.UNSAFE,
    "A plan told from an earlier point of view.",
    ("en",),
)
DAT009 = Rule(
    "DAT009",
    "Ordinal in a date",
    Severity.INFORMATION,
    ("AP",),
    "Agencies write July 15 or 15 July; the ordinal is spoken, not printed.",
    Example(f"{_HEAD}Baku, 30 October 2018 – The school opens on 30⟦th⟧ October.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – The 15th school opens on 30 October.\n"),
    _ordinal,
    Fixable.SAFE,
    languages=("en",),
)
DAT010 = Rule(
    "DAT010",
    "City repeated after the dateline",
    Severity.INFORMATION,
    ("SEED",),
    "The dateline has just said it.",
    Example(f"{_HEAD}Baku, 30 October 2018 – Today ⟦in Baku⟧ six partners open a school.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Six partners open a school in Ganja.\n"),
    _city_again,
    Fixable.UNSAFE,
    languages=("en",),
)
