"""Rules about the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.checks.legal import TICKER
from pressctl.model.finding import Edit, Severity

_BODY = "\n\nBaku, 30 October 2018 – Six partners opened a school for nurses on Tuesday.\n"
_KEEPS_ITS_STOP = re.compile(r"(?:\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No|etc|S\.A|N\.V|plc)|\.\.|\b\w)\.$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w’'&-]+")
_SMALL_WORDS = """
    the of and for in on at to a an by with from inc ltd llc corp company group about
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def _missing(reading: Reading) -> Iterator[Found]:
    headline = reading.manuscript.headline
    if headline is None or not any(letter.isalnum() for letter in headline.text):
        yield Found(0, 0, "There is no headline", advice="write one line that tells the news")
        return
    first = next(iter(reading.manuscript.paragraphs), None)
    for other in (reading.manuscript.subheadline, first):
        if other is not None and _same(other.text, headline.text):
            yield Found.at(other, "The headline stands here a second time", advice="leave one of them out")


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _length(reading: Reading) -> Iterator[Found]:
    headline, profile = reading.manuscript.headline, reading.profile
    if headline is None or len(headline.text) <= profile.headline_warning:
        return
    count = len(headline.text)
    severe = count > profile.headline_error
    limit = profile.headline_error if severe else profile.headline_warning
    yield Found.at(
        headline,
        f"The headline has {count} characters; {limit} are the most",
        severity=Severity.ERROR if severe else None,
        advice="keep one thought; the rest is a subheadline",
    )


def _capitals(reading: Reading) -> Iterator[Found]:
    headline = reading.manuscript.headline
    if headline is None:
        return
    words = [word for word in re.findall(r"[^\W\d_]{2,}", headline.text) if word.upper() != word.lower()]
    if len(words) >= 4 and sum(word.isupper() for word in words) >= 0.9 * len(words):
        yield Found.at(headline, "The headline is all capitals", advice="write it as a sentence")


def _final_mark(reading: Reading) -> Iterator[Found]:
    headline = reading.manuscript.headline
    if headline is None:
        return
    text = headline.text
    if text[-1:] == "." and not _KEEPS_ITS_STOP.search(text):
        place = headline.end - 1
        edit = Edit(place, headline.end, "")
        yield Found(place, headline.end, "The headline ends with a full stop", edits=(edit,))
    elif text[-1:] in "!?":
        length = len(text) - len(text.rstrip("!?"))
        name = "an exclamation mark" if text[-1] == "!" else "a question mark"
        start = headline.end - length
        edits = (Edit(start, headline.end, ""),) if text[-1] == "!" else ()
        yield Found(start, headline.end, f"The headline ends with {name}", edits=edits, safe=False)


def _other_ticker(reading: Reading) -> Iterator[Found]:
    headline = reading.manuscript.headline
    if headline is None:
        return
    body = {match["symbol"] for match in TICKER.finditer(reading.copy, headline.end)}
    for match in TICKER.finditer(reading.copy, headline.start, headline.end):
        if body and match["symbol"] not in body:
            others = ", ".join(sorted(body))
            yield Found(*match.span("symbol"), f"{match['symbol']} stands in the headline only; the text has {others}")


def _issuer(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    headline, lead = manuscript.headline, next(iter(manuscript.paragraphs), None)
    edition = reading.subject.edition
    if edition is not None and edition.corrects is not None:
        return  # its lead says what was wrong
    issuers = [one.title.text for one in manuscript.boilerplates if one.title]
    if headline is None or lead is None or not issuers:
        return
    told = f"{headline.text} {manuscript.subheadline.text if manuscript.subheadline else ''} {lead.text}".casefold()
    if not any(_named(issuer, told) for issuer in issuers):
        who = re.sub(r"^about\s+", "", issuers[0], flags=re.IGNORECASE).strip(" :")
        yield Found.at(headline, f"Neither headline nor lead names {who}, who is described below")


def _named(issuer: str, told: str) -> bool:
    words = [word for word in _NAME_WORD.findall(issuer) if word.casefold() not in _SMALL]
    initials = "".join(word[0] for word in words).casefold()
    return not words or any(word.casefold() in told for word in words) or bool(initials[1:] and initials in told)


HED001 = Rule(
    "HED001",
    "Headline missing or given twice",
    Severity.ERROR,
    ("WIRE",),
    "A release without a headline is deleted unread; a headline that is repeated is a slip in copying.",
    Example(f"Ministry opens school for nurses\n\n⟦Ministry opens school for nurses⟧{_BODY}"),
    Example(f"Ministry opens school for nurses{_BODY}"),
    _missing,
)
HED002 = Rule(
    "HED002",
    "Headline too long",
    Severity.WARNING,
    ("REU", "MEAS"),
    "Search engines, subject lines and agencies cut after about 100 characters; beyond 150 it is a paragraph.",
    Example(
        "⟦Ministry, Three International Organizations and the Association of Nurses Jointly Open a Modern "
        "Regional School⟧" + _BODY
    ),
    Example(f"Six partners open school for nurses{_BODY}"),
    _length,
    caution="27 of 100 published headlines are longer than 100 characters.",
)
HED003 = Rule(
    "HED003",
    "Headline in capitals",
    Severity.WARNING,
    ("WIRE",),
    "Capitals are read as shouting, slow the eye down and hide which words are names.",
    Example(f"⟦MINISTRY OPENS SCHOOL FOR NURSES⟧{_BODY}"),
    Example(f"Ministry opens school for nurses{_BODY}"),
    _capitals,
)
HED004 = Rule(
    "HED004",
    "Headline ends with a mark",
    Severity.WARNING,
    ("WIRE",),
    "A headline is a label, not a sentence; an exclamation mark is advertising, a question leaves the news out.",
    Example(f"Ministry opens school for nurses⟦.⟧{_BODY}"),
    Example(f"Ministry buys Example Inc.{_BODY}"),
    _final_mark,
    Fixable.SAFE,
    caution="A quoted title that ends with a question mark.",
)
HED006 = Rule(
    "HED006",
    "Ticker of another company in the headline",
    Severity.ERROR,
    ("MEAS",),
    "The headline was left from another release, and a stock exchange reads it.",
    Example("Example Mining (NYSE: ⟦ABC⟧) reports\n\nBaku, 30 October 2018 – Example Mining (NYSE: EXM) grew.\n"),
    Example("Example Mining (NYSE: EXM) reports\n\nBaku, 30 October 2018 – Example Mining (NYSE: EXM) grew.\n"),
    _other_ticker,
    caution="A company listed at two exchanges under two symbols.",
)
HED005 = Rule(
    "HED005",
    "Issuer named in neither headline nor lead",
    Severity.WARNING,
    ("WIRE",),
    "Who does it belongs to the news: agencies that cut after the lead would lose the sender.",
    Example(f"⟦School for nurses opens its doors⟧{_BODY}\nAbout Exampleland Aid\n\nExampleland Aid is a charity.\n"),
    Example(f"Exampleland Aid opens school{_BODY}\nAbout Exampleland Aid\n\nExampleland Aid is a charity.\n"),
    _issuer,
    languages=("en",),
    caution="The lead names the issuer by another name.",
)
