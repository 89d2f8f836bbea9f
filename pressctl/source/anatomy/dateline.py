"""Datelines: place, wire service and date in whatever order, before the words that the news begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pressctl.model.manuscript import DatelineAsWritten
from pressctl.source.anatomy.dates import WrittenDate, date_at, find_date
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.vocabulary import UPPER

_GAP = re.compile(r"[\s,،]*(?:(?P<dash>[–—-]{1,3}|[:|])[\s,،]*)*")
_WIRE = re.compile(
    r"/[^/\n]{2,45}/|\([^()\n]{2,60}\)|\[[^\]\n]{2,60}\]"
    r"|(?:PRISM MediaWire|PR Karma|Media OutReach Newswire|(?:[A-Z][\w.&-]*\s){0,3}(?:News?\s?wire|Newswires?|MediaWire"
    r"|Business Wire|PRNewswire|AFP|Reuters))(?=\s*(?:[-–—/(]|$))"
)
_PLACE_WORD = rf"[{UPPER}][\w.'’´`-]*"
_PLACE = re.compile(
    rf"{_PLACE_WORD}(?:(?:\s+|,\s*|\s*[/&]\s*|\s+(?:and|et|y|und|и|та|və|ve|و)\s+)"
    rf"(?:(?:de|del|la|le|les|sur|am|an der|of|the|na|nad|al|el|and)\s+){{0,2}}{_PLACE_WORD}){{0,9}}"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:le|den|am|el)\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|le|den|am|el)\b\.?,?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\s*(?:@|at|,)?\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:[A-Z]{2,5}\b|[A-Z][A-Za-z]+/[A-Za-z_]+|Eastern|Central|Pacific|Mountain)?",
)
_TODAY = re.compile(
    r"(?:today|yesterday|aujourd['’]hui|hoy|heute|сегодня|сьогодні|bugün|bu gün|اليوم)[\s,]*\(?", re.IGNORECASE
)
_LONGEST = 240
_SURE = 4
"""Paragraphs in which a place alone, or a date alone, is believed."""
_LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline in the words of a page."""

    start: int
    end: int
    """After its last sign; the news begins here."""
    place: tuple[int, int] | None
    date: WrittenDate | None
    whole: bool
    """Whether the paragraph holds nothing else."""

    @property
    def complete(self) -> bool:
        """Whether it has both a place and a date."""
        return self.place is not None and self.date is not None


def find_dateline(words: str, paragraphs: tuple[Paragraph, ...], language: str) -> FoundDateline | None:
    """Return the dateline among these paragraphs: the issuer's, before the lead, rather than a wire's above it."""
    found = [
        line
        for at, one in enumerate(paragraphs)
        if not one.level and not one.bullet and (line := dateline_at(words, one, language))
        if at < _SURE or line.complete
    ]
    if not found:
        return None
    running = [line for line in found if not line.whole and line.place]
    complete = [line for line in (*running, *found) if line.complete]
    best = (running or complete or found)[0]
    if len(running) > 1 and not best.complete:
        best = next((line for line in running if line.complete), best)
    if best.complete:
        return best
    other = next((line for line in found if line is not best and (line.date if best.place else line.place)), None)
    if other is not None:
        return replace(best, place=best.place or other.place, date=best.date or other.date)
    return best


@dataclass(slots=True)
class _Scan:
    """How far the parts of a dateline go, and which of them have come."""

    words: str
    paragraph: Paragraph
    language: str
    position: int
    end: int
    place: tuple[int, int] | None = None
    day: WrittenDate | None = None
    wire: bool = False
    dashed: bool = False
    colon: bool = False

    @property
    def until(self) -> int:
        return min(self.paragraph.end, self.paragraph.start + _LONGEST)

    def part(self) -> bool:
        """Take the part that begins here; say whether there is one."""
        if self.day is None and (found := _date_here(self.words, self.position, self.language)):
            self.day, self.position = found
        elif match := _WIRE.match(self.words, self.position, self.until):
            inner = self.words[match.start() + 1 : match.end() - 1]
            bracketed = self.place is None and match[0][0] == "(" and not self.dashed
            if bracketed and _whole_place(inner, self.words, match.end(), self.until):
                self.place = (match.start() + 1, match.end() - 1)
            self.wire, self.position = True, match.end()
        elif self.place is None and (span := _place_here(self.words, self.position, self.until, self.language)):
            self.place, self.position = span, span[1]
        else:
            return False
        return True

    def gap(self) -> None:
        """Go over the signs between two parts."""
        gap = _GAP.match(self.words, self.position, self.paragraph.end)
        self.position = gap.end() if gap else self.position
        if gap and gap["dash"]:
            self.dashed, self.colon, self.end = True, self.colon or ":" in gap[0], self.position
        elif self.position >= self.paragraph.end:
            self.end = self.position


def dateline_at(words: str, paragraph: Paragraph, language: str) -> FoundDateline | None:
    """Return the dateline that a paragraph begins with."""
    scan = _Scan(words, paragraph, language, paragraph.start, paragraph.start)
    while scan.position < scan.until and scan.part():
        scan.gap()
    whole = scan.position >= paragraph.end
    dashed = scan.dashed and not (scan.colon and scan.day is None)
    if not _convincing(scan.place, scan.day, wire=scan.wire, dashed=dashed, whole=whole):
        return None
    end = scan.end if scan.dashed or whole else scan.position
    day = scan.day or (None if whole else _today(words, end, language))
    city = _city(words, scan.place, language) if scan.place else None
    return FoundDateline(paragraph.start, end, city, day, whole)


def _convincing(
    place: tuple[int, int] | None, day: WrittenDate | None, *, wire: bool, dashed: bool, whole: bool
) -> bool:
    if place is None:
        return day is not None and (whole or (wire and dashed))
    if whole:
        return day is not None
    return dashed or (day is not None and wire)


def _date_here(words: str, position: int, language: str) -> tuple[WrittenDate, int] | None:
    weekday = _WEEKDAY.match(words, position)
    begins = weekday.end() if weekday else position
    found = date_at(words, language, begins)
    if found is None:
        return None
    clock = _CLOCK.match(words, found.end)
    return found, clock.end() if clock else found.end


def _place_here(words: str, position: int, until: int, language: str) -> tuple[int, int] | None:
    """Return the place at `position`: it ends where a date begins, and something must part it from the news."""
    match = _PLACE.match(words, position, min(until, position + _LONGEST_PLACE))
    if match is None:
        return None
    end = match.end()
    dated = next((each for each in _dates_in(words, position, end + 12, language)), None)
    if dated is not None and dated < end:
        end = dated
    wire = re.search(r"\s/\s[^/\n]{2,40}\s/(?=\s|$)", words[position : end + 60])
    if wire is not None and position + wire.start() < end:
        end = position + wire.start()
    stretch = words[position:end].rstrip(" ,،/-–—")
    end = position + len(stretch)
    rest = words[end : end + 60].lstrip()
    if not stretch or len(stretch.split()) > 9:
        return None
    parted = re.match(r"(?:[–—:|]|-{1,3}\s|/|\(|\[|[,،]?\s*(?:\d|@))", rest) or (dated is not None) or not rest
    following = re.match(r",?\s*", rest)
    weekday = _WEEKDAY.match(rest, following.end() if following else 0)
    return (position, end) if parted or weekday else None


def _dates_in(words: str, start: int, end: int, language: str) -> list[int]:
    places = []
    for match in re.finditer(rf"[{UPPER}\d]", words[start:end]):
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


def _whole_place(inner: str, words: str, end: int, until: int) -> bool:
    """Say whether `(City, State) –` is what stands in parentheses."""
    return "," in inner and _PLACE.fullmatch(inner) is not None and bool(re.match(r"\s*[–—-]", words[end:until]))


def _today(words: str, position: int, language: str) -> WrittenDate | None:
    match = _TODAY.match(words, position)
    return date_at(words, language, match.end()) if match else None


def _city(words: str, place: tuple[int, int], language: str) -> tuple[int, int]:
    """Return the city, or the cities, without the state or country behind the last of them."""
    start, end = place
    last = max(words.rfind("/", start, end) + 1, words.rfind(" & ", start, end) + 1, start)
    comma = words.find(",", last, end)
    if comma > 0:
        end = comma
    date = find_date(words, language, start, end)
    if date is not None:
        end = date.start
    stretch = words[start:end].rstrip(" ,،/-–—")
    return start, start + len(stretch)


def whole_place(line: DatelineAsWritten) -> str | None:
    """Return the place with all that tells where it is: `Coventry, UK`, not the city alone."""
    if line.place is None:
        return None
    rest = line.raw.text[line.place.end - line.raw.start :] if line.raw.start <= line.place.start else ""
    if line.date_text is not None and 0 <= line.date_text.start - line.place.end <= len(rest):
        rest = rest[: line.date_text.start - line.place.end]
    stop = re.search(r"\s[–—|-]|--|—|[/()\[@:]|\d", rest)
    rest = rest[: stop.start()] if stop else rest
    rest = _WEEKDAY.sub("", rest) if _WEEKDAY.search(rest.strip(" ,")) else rest
    return (line.place.text + rest).strip(" ,،–—-")
