"""Rules about the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.checks.parity_values import sums_in
from pressctl.checks.rules.legal import TICKER
from pressctl.checks.tongues import SCRIPTS, script, tongue
from pressctl.model.finding import Edit, Severity
from pressctl.model.manuscript import Piece
from pressctl.patterns import compiled

_BODY = "\n\nBaku, 30 October 2018 – Six partners opened a school for nurses on Tuesday.\n"
_KEEPS_ITS_STOP = compiled(r"(?:\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No|etc|S\.A|N\.V|plc)|\.\.|\b\w)\.$", re.IGNORECASE)
_NAME_WORD = compiled(r"[^\W\d_][\w’'&-]+")
_PROSE = compiled(r"[^\W\d_]{4,}[.!?][”\"’»)]?(?:\s+[“«\"(]?[A-ZÀ-ÞА-ЯЄІЇҐƏĞŞİ]|$)")
"""Where a sentence ends, as in no headline."""
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
    return compiled(r"\w+").findall(one.casefold()) == compiled(r"\w+").findall(other.casefold())


def _length(reading: Reading) -> Iterator[Found]:
    headline, profile = reading.manuscript.headline, reading.profile
    if headline is None or len(headline.text) <= profile.headline_warning:
        return
    if len(headline.text) > profile.headline_error and _PROSE.search(headline.text):
        return  # a text whose headline stands in one paragraph with what follows, or that has none
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
    words = [word for word in compiled(r"[^\W\d_]{2,}").findall(headline.text) if word.upper() != word.lower()]
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
        who = compiled(r"^about\s+", re.IGNORECASE).sub("", issuers[0]).strip(" :")
        yield Found.at(headline, f"Neither headline nor lead names {who}, who is described below")


def _named(issuer: str, told: str) -> bool:
    words = [word for word in _NAME_WORD.findall(issuer) if word.casefold() not in _SMALL]
    initials = "".join(word[0] for word in words).casefold()
    return not words or any(word.casefold() in told for word in words) or bool(initials[1:] and initials in told)


_ENOUGH = 3000
"""Characters of the body that tell its language."""
_FEW_WORDS = 4
"""A shorter headline in another alphabet may be a name."""


def _other_language(reading: Reading) -> Iterator[Found]:
    """Compare headline and headings with the body: a translation forgotten, or pasted into the wrong file."""
    manuscript = reading.manuscript
    titles = (one.title for one in manuscript.boilerplates)
    usual = SCRIPTS.get(reading.language, "Latin")
    for piece in (manuscript.headline, manuscript.subheadline, *manuscript.headings, *titles):
        if piece is None or not manuscript.text.startswith(piece.text, piece.start):
            continue
        spoken, written = tongue(piece.text), script(piece.text)
        if spoken in {None, reading.language} and written in {None, usual}:
            continue
        if _is_strange(reading, piece, spoken, written):
            what = "headline" if piece is manuscript.headline else "line"
            yield Found.at(piece, f"The {what} is in another language than the text below", advice="translate it")


def _is_strange(reading: Reading, piece: Piece, spoken: str | None, written: str | None) -> bool:
    """Say whether a headline's language or alphabet is not the body's, whatever the document says of itself."""
    body = " ".join(one.text for one in reading.manuscript.paragraphs)[:_ENOUGH]
    if not body:
        return False
    if spoken is not None and spoken != (tongue(body) or reading.language):
        return True
    letters = script(body)
    if letters and _own_words(piece.text, letters):
        return False
    return bool(letters and written and written != letters) and len(piece.text.split()) >= _FEW_WORDS


_SMALL_LETTERS = {"Cyrillic": compiled(r"(?<!\w)[а-яёіїєґ]{2,}"), "Arabic": compiled(r"(?<!\w)[\u0621-\u064a]{2,}")}


def _own_words(text: str, letters: str) -> bool:
    """Say whether a line has small words in the body's own alphabet: around them, a name keeps its other one."""
    small = _SMALL_LETTERS.get(letters)
    return small is not None and small.search(text) is not None


_ROUNDED = Decimal("0.06")
"""A headline may round so much."""


def _other_sum(reading: Reading) -> Iterator[Found]:
    """Compare the sums of headline and subheadline with those of the text, where it has some of the same currency."""
    manuscript = reading.manuscript
    heads = [piece for piece in (manuscript.headline, manuscript.subheadline) if piece]
    sums = list(sums_in(reading.copy))
    above = [one for one in sums if any(piece.start <= one.start < piece.end for piece in heads)]
    below = [one for one in sums if any(piece.start <= one.start < piece.end for piece in manuscript.paragraphs)]
    for one in above:
        told = {other.amount for other in below if other.currency == one.currency}
        told |= {first + second for first in told for second in told if first < second}  # a total of two parts
        if told and not any(abs(amount - one.amount) <= _ROUNDED * one.amount for amount in told):
            yield Found(
                one.start, one.end, f"{reading.copy[one.start : one.end]} stands in the headline, and nowhere below"
            )


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
HED007 = Rule(
    "HED007",
    "Headline in another language than the text",
    Severity.WARNING,
    ("MEAS",),
    "A translation that was forgotten where everybody looks first.",
    Example(f"⟦El ministerio abre una escuela para las enfermeras de la región⟧{_BODY}"),
    Example(f"Ministry opens “Las Enfermeras” school for the nurses{_BODY}"),
    _other_language,
    caution="A text that gives two languages one under the other.",
)
HED008 = Rule(
    "HED008",
    "Sum in the headline that the text does not have",
    Severity.WARNING,
    ("OWN",),
    "One of the two was changed, and everybody quotes the headline.",
    Example(
        "School gets ⟦EUR 1.4 million⟧\n\nBaku, 30 October 2018 – Example Bank pays EUR 1.5 million for a school.\n"
    ),
    Example(
        "School gets EUR 1.5 million\n\nBaku, 30 October 2018 – Example Bank pays EUR 1,480,000, EUR 90 a nurse.\n"
    ),
    _other_sum,
    caution="A total that the text only gives in parts.",
)
