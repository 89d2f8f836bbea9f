"""Datelines: place, wire service and date in whatever order, before the words that the news begins with."""

from __future__ import annotations

import re

from pressctl.frozen import Changing, Frozen, replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.dateline_parts import REPORTER, city_of, date_here, day_of_today, is_place, place_here
from pressctl.source.anatomy.dates import WrittenDate
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.vocabulary import CAPITALS, UPPER

_GAP = compiled(
    r"(?:\.(?=\s*[–—-]))?[\s,،;]*(?:(?P<dash>[–—-]{1,3}|[:|]|/(?=\s*(?:[A-Z][a-z]{2,8}\.?\s\d"
    r"|\d{1,2}\s[A-Z])))[\s,،]*)*"
)
_WIRE = compiled(
    r"/[^/\n]{2,45}/|\([^()\n]{2,60}\)|\[[^\]\n]{2,60}\]"
    r"|(?:PRISM MediaWire|PR Karma|Media OutReach Newswire|(?:[A-Z][\w.&-]*\s){0,3}(?:News?\s?wire|Newswires?|MediaWire"
    r"|Business Wire|PRNewswire|AFP|Reuters))(?=\s*(?:[-–—/(]|$))"
)
_BYLINE = compiled(r"(?:Admin|Editor|Staff|Webmaster|Author|By\s[^|\n]{3,50})\s*\|\s*", re.IGNORECASE)
"""Who put a text on a site, before the day on which they did."""
_HYPHENED = compiled(r"\s-\s\w+")
_BRACKETED = compiled(r"[(\[]([^()\[\]\n]{6,90})[)\]]")
_SENTENCE = compiled(rf"(?:[,;،]\s|\S[,;،])\s*(?=[{UPPER}“„«\"\d])")
_STOP = compiled(rf"(?:\.|(?<=\.))\s+(?=[{UPPER}“„«\"\d])")
"""A full stop in place of the dash, behind a place and a date."""
_TOWN_STOP = compiled(r"(?P<town>[A-ZÄÖÜ]{4,}(?:[ /-][A-ZÄÖÜ]{3,}){0,2})\.\s+(?=[A-ZÄÖÜ„»“][\wäöüß])")
"""A town in capitals and a full stop, as German universities and parishes begin: ELMHAFEN. Der Hafen …"""
_NEWS = compiled(rf"\s*(?=[{UPPER}“„«\"])")
_APART = compiled(rf"(?:[ \u00a0]{{2,}}|[ \u00a0]*\n)(?=[{UPPER}“„«\"])")
_WIRE_ALONE = compiled(
    r"\((?:(?:ots|dpa|apa|sda|afp|ansa|efe|reuters|ap)(?:/[\w-]+)?|[\u0621-\u064a][\u0621-\u064a .]{1,20})\)$",
    re.IGNORECASE,
)
"""An agency behind a town that stands on a line of its own: Elm (ots)."""
_LABELLED = compiled(
    r"(?:what|when|who|why|how|venue|place|location|time|date|quoi|quand|qui|où|lieu|heure|qué|cuándo|quién(?:es)?"
    r"|dónde|lugar"
    r"|fecha|hora|was|wann|wer|wo|ort|termin|zeit|что|когда|кто|где|место|время|дата|що|коли|хто|де|місце|час"
    r"|ne(?: zaman)?|kim|nerede|yer|tarih|saat|nə(?: vaxt)?|harada|tarix|vaxt|ماذا|متى|أين|من|المكان|الزمان|الموعد)"
    r"(?: and time)?\s?[:–]",
    re.IGNORECASE,
)
"""What a media advisory puts before its facts: no town, though a date follows it."""
_LONGEST = 240
_SURE = 4
"""Paragraphs in which a place alone, or a date alone, is believed."""
_PUBLISHED = compiled(
    r"(?:published|issued|release\s+date|date\s+released|released|updated|date(?:\s+of\s+(?:issue|release|publication))?|publiée?|diffusée?"
    r"|publicad[oa]|fecha|veröffentlicht"
    r"|datum|stand|опубликовано|дата(?:\s+публикации)?|опубліковано|yayın\s+tarihi|tarih|dərc\s+olunub|tarix"
    r"|تاريخ\s+النشر|التاريخ|نشر\s+في)"
    r"(?:\s+(?:on|at|le|el|am))?\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
"""What a page writes before the day of a release."""
_AGENCY = compiled(rf"(?:{REPORTER}\s*[,–—-]\s*)?(?!\d)[{CAPITALS}\d-]{{4,24}}(?=\s*(?:$|[–—.-]))")
"""An agency in capitals behind place and date, and its reporter before it: Bakı, 3 mart, Ada Quill, NÜMUNƏTAC."""


class FoundDateline(Frozen):
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


def find_dateline(words: str, paragraphs: tuple[Paragraph, ...], language: str, above: int = 0) -> FoundDateline | None:
    """Return the dateline among these paragraphs: the issuer's, before the lead, rather than a wire's above it.

    The first `above` of them stand over the headline.
    """
    found: list[FoundDateline] = []
    day_above = False
    for at, one in enumerate(paragraphs):
        line = None if one.level or one.bullet else dateline_at(words, one, language)
        # A town under a day that stands alone is believed, however much stands above both.
        if line and (at < _SURE + above or line.complete or (day_above and line.place)):
            found.append(line)
        day_above = line is not None and line.whole and line.place is None
    if not found:
        return None
    running = [line for line in found if not line.whole and line.place]
    complete = [line for line in (*running, *found) if line.complete]
    best = (running or complete or found)[0]
    if len(running) > 1 and not best.complete:
        best = next((line for line in running if line.complete), best)
    if best.complete:
        return _with_year(words, best, found)
    other = next((line for line in found if line is not best and (line.date if best.place else line.place)), None)
    if other is not None:
        return replace(best, place=best.place or other.place, date=best.date or other.date)
    return best


def _with_year(words: str, best: FoundDateline, found: list[FoundDateline]) -> FoundDateline:
    """Take the year of another line that has the same day: "COVE, Nov. 23" under "November 23, 2021"."""
    if best.date is None or best.date.day is not None:
        return best
    number = compiled(r"\d{1,2}").search(words, best.date.start, best.date.end)
    for line in found:
        day = line.date.day if line.date and line.whole else None
        if day is not None and number is not None and int(number[0]) == day.day:
            return replace(best, date=replace(best.date, day=day))
    return best


class _Scan(Changing):
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
    bracketed: bool = False
    """Whether the day stands in brackets behind the town."""

    @property
    def until(self) -> int:
        return min(self.paragraph.end, self.paragraph.start + _LONGEST)

    def part(self) -> bool:
        """Take the part that begins here; say whether there is one."""
        if self.day is None and (found := date_here(self.words, self.position, self.language)):
            self.day, self.position = found
        elif self._in_brackets():
            pass
        elif self.place and self.day and (agency := _AGENCY.match(self.words, self.position, self.paragraph.end)):
            self.wire, self.position = True, agency.end()
        elif match := _WIRE.match(self.words, self.position, self.until):
            inner = self.words[match.start() + 1 : match.end() - 1]
            bracketed = self.place is None and match[0][0] == "(" and not self.dashed
            if bracketed and is_place(inner, self.words, match.end(), self.until):
                self.place = (match.start() + 1, match.end() - 1)
            self.wire, self.position = True, match.end()
        elif self.place is None and (span := place_here(self.words, self.position, self.until, self.language)):
            self.place, self.position = span, span[1]
        else:
            return False
        return True

    def _in_brackets(self) -> bool:
        """Take `(Town, 3 March 2026)`, or `(3 March 2026)` behind a town."""
        inner = _BRACKETED.match(self.words, self.position, self.until)
        if inner is None or self.day is not None:
            return False
        start, end = inner.span(1)
        within = _Scan(self.words, replace(self.paragraph, start=start, end=end), self.language, start, start)
        while within.position < end and within.part():
            within.gap()
        if within.position < end or within.day is None:
            return False
        if within.place and self.place:
            # `Vienna (Example Service, 3 March 2026)`: who sends it stands where a town would.
            self.wire = True
        self.place, self.day = self.place or within.place, within.day
        self.position = inner.end()
        self.bracketed = within.place is None
        return True

    def gap(self) -> None:
        """Go over the signs between two parts."""
        stop = _STOP.match(self.words, self.position, self.paragraph.end) if self.place and self.day else None
        if stop is not None:
            self.dashed, self.end, self.position = True, stop.end(), stop.end()
            return
        gap = _GAP.match(self.words, self.position, self.paragraph.end)
        self.position = gap.end() if gap else self.position
        if gap and gap["dash"]:
            # A colon that a link tore from a town with its state stands at a line's beginning.
            torn = (
                self.place is not None
                and gap[0].lstrip(" ").startswith("\n:")
                and "," in self.words[slice(*self.place)]
            )
            self.dashed, self.colon, self.end = True, self.colon or (":" in gap[0] and not torn), self.position
        elif self.position >= self.paragraph.end:
            self.end = self.position


def dateline_at(words: str, paragraph: Paragraph, language: str) -> FoundDateline | None:
    """Return the dateline that a paragraph begins with."""
    if _LABELLED.match(paragraph.words):
        return None
    scan = _Scan(words, paragraph, language, paragraph.start, paragraph.start)
    if words.startswith("[", paragraph.start) and words.find("]", paragraph.start, paragraph.start + _LONGEST) > 0:
        scan.position += 1
    if byline := _BYLINE.match(words, paragraph.start, paragraph.end):
        scan.position = byline.end()
    if published := _PUBLISHED.match(words, paragraph.start, paragraph.end):
        scan.position = published.end()
    while scan.position < scan.until and scan.part():
        scan.gap()
    if not scan.dashed and scan.day and scan.day.day and _is_parted(words, scan):
        scan.dashed, scan.end = True, scan.position
    if scan.day and words[scan.position : paragraph.end].strip() == ".":
        scan.position = scan.end = paragraph.end
    whole = scan.position >= paragraph.end
    dashed = scan.dashed and not (scan.colon and scan.day is None)
    alone = whole and scan.place is not None and _WIRE_ALONE.search(paragraph.words) is not None
    if not alone and not _convincing(scan.place, scan.day, wire=scan.wire, dashed=dashed, whole=whole):
        return _town_with_stop(words, paragraph, language)
    if not whole and scan.place and _is_name_or_label(words, scan):
        return None
    end = scan.end if scan.dashed or whole else scan.position
    day = scan.day or (None if whole else day_of_today(words, end, language))
    city = city_of(words, scan.place, language) if scan.place else None
    return FoundDateline(paragraph.start, end, city, day, whole)


def _town_with_stop(words: str, paragraph: Paragraph, language: str) -> FoundDateline | None:
    town = _TOWN_STOP.match(words, paragraph.start, paragraph.end) if language == "de" else None
    return FoundDateline(paragraph.start, town.end(), town.span("town"), None, whole=False) if town else None


def _is_name_or_label(words: str, scan: _Scan) -> bool:
    """Say whether what looks like a town is half of a name with a hyphen, or the label of a time: "Hall: Thursday"."""
    start, end = scan.place or (0, 0)
    town = words[start:end]
    if town.isupper() or "," in town:
        return False
    if scan.day is not None and scan.day.day is None and words[end : end + 2].lstrip()[:1] == ":":
        return True
    joint = _HYPHENED.match(words, end) if scan.day is None else None
    return joint is not None and words.count(words[start : joint.end()]) > 2


def _is_parted(words: str, scan: _Scan) -> bool:
    """Say whether no dash, and something else, parts a day from the news behind it.

    A comma in `New York, Nov 25, 2024, In the field …`; brackets in `COVE, Norland (March 3, 2026) The Trust …`; blanks
    in `18 May 2026   The Trust …`.
    """
    if scan.place is None:
        return scan.day is not None and _APART.match(words, scan.day.end) is not None
    if _SENTENCE.match(words, scan.position - 2):
        return True
    return scan.bracketed and _NEWS.match(words, scan.position) is not None


def _convincing(
    place: tuple[int, int] | None, day: WrittenDate | None, *, wire: bool, dashed: bool, whole: bool
) -> bool:
    if place is None:
        return day is not None and (whole or (dashed and (wire or day.day is not None)))
    if whole:
        return day is not None
    return dashed or (day is not None and wire)
