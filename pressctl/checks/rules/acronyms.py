"""Rules about acronyms: defined at first use, once, and only if they come again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.frozen import Frozen
from pressctl.model.finding import Edit, Severity
from pressctl.patterns import compiled

_ACRONYM = compiled(r"(?<![\w&$@#./-])[A-Z]{2,6}(?:s(?=\W))?(?![\w&/-]|[’']?\d|\.\w)")
_DEFINED = compiled(r"\(\s*[“\"']?(?P<acronym>[A-Z][A-Za-z&]{0,4}[A-Z])s?[”\"']?(?=\s*[,;)])[^()\n]{0,60}\)")
_REVERSED = compiled(r"(?<!\w)(?P<acronym>[A-Z]{2,6})\s+\((?P<name>[A-Z][^()\n]{6,80})\)")
_WORD = compiled(r"[^\W\d_][\w’'-]*")
_SMALL_WORDS = """
    of the and for in on to a an & de la des du against with
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_KNOWN_WORDS = """
    UN WHO US USA UK UAE AI CEO CFO COO CTO CMO CIO VP PR TV IT ID PDF FAQ HTML URL AM PM GPS DNA HIV AIDS COVID
    NATO UNICEF UNESCO NASA OK HR B2B ISO VIP DVD CD PC USB SMS LED AC DC NY LA TX CA FL NJ NC SC GA VA WA MA PA
    OH IL MI AZ CO NV OR MN WI MO TN MD IN KY AL UT CT IA KS NE OK MS AR NM WV ID HI ME NH RI MT DE SD ND AK VT
    WY DC NSW BC ON QC EST EDT PST PDT CST CDT MST MDT GMT UTC CET CEST ET PT CT MT BBC CNN NBC CBS ABC AP AFP
    NFL NBA MLB NHL FIFA UEFA OTC NYSE NASDAQ TSX LLC INC LTD PLC GMBH SA AG NV LP LLP USD EUR GBP AZN RSVP SOS
    SUV EV EVS ATM ATMS PHD MBA MD RN DDS JD BA BS MSC BSC II III IV VI VII VIII IX XI XII FOR END ENDS ROI API
    SDG FBI CIA IRS FDA SEC GDP NGO CPA DJ BMX UFO MP MEP HD UHD WIFI RGB AND THE NEW ALL NOT ARE YOU VR AR
    MEDIA PRESS NEWS ABOUT NOTE TLDR TM IPO NFT MIT UCLA USC STEM DEI ESG GSM GPU GPT DIY CRM NPR MTV
    SEO KPI FAX TEL EMAIL WEB FRS FRCP FBA FRSE FRSA FAA FMEDSCI OBE CBE MBE KBE DBE QC KC SJ OFM MBBS MPH JP RIBA
"""
_NO_USE = compiled(r"\s(?:[A-Z][a-z]|\d)|\s?\((?:R|TM)\)|[®™:]")
"""What follows where an acronym is only a part of a name, of a product, or a ticker's exchange."""
_MOST = 100
"""A text with more acronyms is a table of codes."""
KNOWN = frozenset(_KNOWN_WORDS.split())
"""What readers know without an expansion, and what is no acronym."""
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


class Definition(Frozen):
    """Where an acronym is explained."""

    acronym: str
    start: int
    """Of the acronym itself."""
    end: int
    brackets: tuple[int, int]
    name: str


@lru_cache(maxsize=2)  # five rules ask
def definitions(reading: Reading) -> list[Definition]:
    """Return where an acronym stands in brackets behind the name whose initials it has."""
    found: list[Definition] = []
    copy = reading.copy
    for match in _DEFINED.finditer(copy):
        name = _expansion(copy[max(0, match.start() - 160) : match.start()], match["acronym"])
        if name:
            found.append(Definition(match["acronym"], *match.span("acronym"), match.span(), name))
    for match in _REVERSED.finditer(copy):
        name = _expansion(match["name"], match["acronym"])
        if name:
            found.append(Definition(match["acronym"], *match.span("acronym"), match.span(), name))
    return sorted(found, key=lambda one: one.start)


def _expansion(before: str, acronym: str) -> str | None:
    """Return the words at the end of `before` whose initials make the acronym; the small ones may count or not."""
    line = compiled(r"[\s“”\"]+$").sub("", before.rpartition("\n")[2])
    words = list(_WORD.finditer(line))
    letters = [letter.casefold() for letter in acronym if letter.isalpha()]
    place = len(words)
    first = None
    skipped = 0
    while letters and place:
        place -= 1
        word = words[place][0]
        initials = [part[0].casefold() for part in word.split("-") if part]
        if initials[0] == letters[-1]:
            letters.pop()
            first = words[place]
        elif len(initials) > 1 and initials == letters[-len(initials) :]:
            del letters[-len(initials) :]
            first = words[place]
        elif len(letters) > 1 and word[0].casefold() == letters[-2] and letters[-1] in word.casefold()[1:]:
            del letters[-2:]  # TeleVision, ComputerAided
            first = words[place]
        elif word.casefold() not in _SMALL:
            skipped += 1
            if skipped > (len(acronym) - 1 if len(acronym) > 3 else 0):
                return None
    return line[first.start() :] if first is not None and len(letters) <= len(acronym) // 3 else None


def _of_parts(copy: str, acronym: str) -> bool:
    """Say whether an acronym in brackets follows a word that holds several of its letters, as chemists form them.

    "per- and polyfluoroalkyl substances (PFAS)": its letters stand in these words in order, each word's first too.
    """
    for match in re.finditer(rf"\(\s*{acronym}\s*\)", copy):
        line = copy[max(0, match.start() - 90) : match.start()].rpartition("\n")[2]
        words = [word[0].casefold() for word in _WORD.finditer(line) if word[0].casefold() not in _SMALL][
            -len(acronym) :
        ]
        for first in range(len(words)):
            if _letters_in(words[first:], acronym.casefold()):
                return True
    return False


def _letters_in(words: list[str], letters: str) -> bool:
    """Say whether the words hold the letters in order, the first of each among them, and all of the letters."""
    place = 0
    for word in words:
        if place >= len(letters) or word[0] != letters[place]:
            return False
        place += 1
        for sign in word[1:]:
            if place < len(letters) and sign == letters[place] and len(letters) - place > 1:
                place += 1
    return place == len(letters)


@lru_cache(maxsize=2)
def _uses(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Return where each acronym stands in running text, by itself; lines in capitals hold none."""
    uses: dict[str, list[tuple[int, int]]] = defaultdict(list)
    copy, manuscript = reading.copy, reading.manuscript
    shouted = [
        piece
        for piece in (manuscript.headline, manuscript.status_line, *manuscript.headings)
        if piece and piece.text.isupper()
    ]
    dateline = manuscript.dateline
    if dateline:
        shouted.append(dateline.raw)
    for match in _ACRONYM.finditer(copy):
        start, end = match.span()
        if any(piece.start <= start < piece.end for piece in shouted):
            continue
        if compiled(r"[A-Z]{2,}[ \t]$").search(copy[max(0, start - 12) : start]) or compiled(r"[ \t][A-Z]{2,}\b").match(
            copy[end : end + 8]
        ):
            continue  # one of several words in capitals
        if compiled(r":\s?$").search(copy[max(0, start - 2) : start]) and copy[end : end + 1] == ")":
            continue  # a ticker: (NYSE: ABC)
        uses[match[0].removesuffix("s")].append((start, end))
    return uses


def _used_before(reading: Reading) -> Iterator[Found]:
    uses = _uses(reading)
    defined: dict[str, Definition] = {}
    for definition in definitions(reading):
        defined.setdefault(definition.acronym, definition)
    headline_ends = reading.manuscript.headline.end if reading.manuscript.headline else 0
    for acronym, definition in defined.items():
        until = definition.start - len(definition.name)
        early = [
            span for span in uses.get(acronym, []) if headline_ends <= span[0] < until and _read_early(reading, span[0])
        ]
        if early:
            distance = definition.start - early[0][0]
            yield Found(
                *early[0],
                f"{acronym} is used here and explained {distance} characters later",
                advice=f"write {definition.name.strip()} ({acronym}) here",
            )


def _read_early(reading: Reading, place: int) -> bool:
    """Say whether what stands here is read before the text; of a release's front matter, most is printed after it."""
    manuscript = reading.manuscript
    if reading.subject.edition is None or not manuscript.paragraphs:
        return True
    under = manuscript.subheadline
    return place >= manuscript.paragraphs[0].start or (under is not None and under.start <= place < under.end)


def _never_expanded(reading: Reading) -> Iterator[Found]:
    defined = {definition.acronym for definition in definitions(reading)}
    on_file = {name for one in reading.subject.on_file for name in one.names}
    headline_ends = reading.manuscript.headline.end if reading.manuscript.headline else 0
    uses = _uses(reading)
    if len(uses) > _MOST:
        return
    for acronym, places in uses.items():
        if len(acronym) > 5 or acronym in KNOWN or acronym in defined:
            continue  # long ones are brands
        alone = [span for span in places if not _NO_USE.match(reading.copy, span[1])]
        if len(alone) < 2 or re.search(rf"[A-Z][\w.]+\s\([“\"]?{acronym}[”\"]?\)", reading.copy):
            continue  # the manual asks for no definition of what comes once
        if (
            _spelt_out(reading.copy, acronym)
            or _of_parts(reading.copy, acronym)
            or re.search(rf"\b(?i:{acronym})\b(?<!{acronym})", reading.copy)
        ):
            continue
        place = next((span for span in alone if span[0] >= headline_ends), alone[0])
        known = " (on file)" if acronym in on_file else ""
        yield Found(*place, f"{acronym}{known} is never spelt out")


def _spelt_out(copy: str, acronym: str) -> bool:
    """Say whether the name stands somewhere, in capitals or, of a thing, in small letters."""
    small = r"(?:\s+(?:of|the|and|for|in|on|to|de|la|against))*\s+"
    name = small.join(rf"{letter}[a-z’-]{{2,}}" for letter in acronym)
    return re.search(rf"\b{name}\b", copy, re.IGNORECASE if len(acronym) > 2 else 0) is not None


def _unused(reading: Reading) -> Iterator[Found]:
    uses = _uses(reading)
    seen: set[str] = set()
    for definition in definitions(reading):
        if definition.acronym in seen:
            continue
        seen.add(definition.acronym)
        elsewhere = [span for span in uses.get(definition.acronym, []) if span[0] != definition.start]
        if not elsewhere and len(re.findall(rf"\b{re.escape(definition.acronym)}s?\b", reading.copy)) == 1:
            start, end = definition.brackets
            edits: tuple[Edit, ...] = ()
            if reading.copy[start:end].startswith("(") and reading.copy[start - 1 : start] == " ":
                edits = (Edit(start - 1, end, ""),)
            yield Found(
                definition.start, definition.end, f"{definition.acronym} is defined and never used again", edits=edits
            )


def _defined_twice(reading: Reading) -> Iterator[Found]:
    first: dict[str, Definition] = {}
    for definition in definitions(reading):
        known = first.setdefault(definition.acronym, definition)
        if known is definition or reading.page.paragraph_at(definition.start) is None:
            continue  # a boilerplate is cut off and used alone
        same = known.name.casefold().split() == definition.name.casefold().split()
        what = "defined a second time" if same else f'"{known.name.strip()}" above'
        yield Found(definition.start, definition.end, f"{definition.acronym} is {what}")


ACR001 = Rule(
    "ACR001",
    "Acronym used before it is explained",
    Severity.WARNING,
    ("UNC", "SEED"),
    "Who does not know it stumbles, and who knows it needs no explanation later.",
    Example(f"{_HEAD}The ⟦EASN⟧ opened a school.\n\nThe Example Association of School Nurses (EASN) pays.\n"),
    Example(f"{_HEAD}The Example Association of School Nurses (EASN) opened a school. EASN pays.\n"),
    _used_before,
    languages=("en",),
)
ACR002 = Rule(
    "ACR002",
    "Acronym never explained",
    Severity.WARNING,
    ("UNC", "SEED"),
    "Readers outside the trade do not know it.",
    Example(f"{_HEAD}The ⟦EASN⟧ opened a school, and EASN pays.\n"),
    Example(f"{_HEAD}The Example Association of School Nurses (EASN) opened a school with WHO. EASN pays.\n"),
    _never_expanded,
    caution="Brands that are written in capitals.",
    languages=("en",),
)
ACR003 = Rule(
    "ACR003",
    "Acronym explained and never used",
    Severity.INFORMATION,
    ("UNC",),
    "It only makes the sentence longer.",
    Example(f"{_HEAD}The Example Association of School Nurses (⟦EASN⟧) opened a school.\n"),
    Example(f"{_HEAD}The Example Association of School Nurses (EASN) opened a school. EASN pays.\n"),
    _unused,
    Fixable.UNSAFE,
    "A project's acronym that journalists will look for.",
    languages=("en",),
)
ACR004 = Rule(
    "ACR004",
    "Acronym explained twice",
    Severity.WARNING,
    ("OWN",),
    "The second time it is noise, or it is another name.",
    Example(
        f"{_HEAD}The Example Association of School Nurses (EASN) opened a school. EASN pays.\n\n"
        "The Example Association of Sports Nurses (⟦EASN⟧) came.\n"
    ),
    Example(f"{_HEAD}The Example Association of School Nurses (EASN) opened a school. EASN pays.\n"),
    _defined_twice,
    languages=("en",),
)
