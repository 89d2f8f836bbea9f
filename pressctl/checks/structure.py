"""Rules about the parts of a release and their length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity

_PLACEHOLDER = re.compile(
    r"""\[(?!\d+\])(?:[A-Z][A-Z /_-]{2,}|(?i:insert|your|enter|add|name|date|city|company|tbc|tbd
      |quote|link|title)\b[^\]\n]{0,40})\](?!\()
    |\b(?:TBC|TBD|TBA|XXX+|TKTK?)\b|(?<![\w.$€£-])[Xx]{2,3}\s?(?:%|percent\b|per\ cent\b|million\b|people\b)
    |\b[Ll]orem\ ipsum\b|\{\{[^}\n]{1,40}\}\}|<(?:insert|your|name|date|company)[^<>\n]{0,30}>""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_ADVISORY = re.compile(r"\bmedia (?:advisory|alert)\b|\badvisory\b", re.IGNORECASE)
_STATUS = re.compile(r"\b(?:for immediate release|embargo(?:ed)?|media advisory|for planning)\b", re.IGNORECASE)
_HEAD = "Six partners open school for nurses\n\n"
_LEAD = "Baku, 30 October 2018 – Six partners opened a school for nurses on Tuesday.\n"
_LONG = "and teaches " + ", ".join(
    f"subject {number}" for number in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
)


def _no_boilerplate(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if manuscript.boilerplates or not manuscript.paragraphs:
        return
    end = manuscript.paragraphs[-1].end
    yield Found(end, end, "Nothing says who the issuer is", advice='add "About …" from pressctl.toml')


def _no_end(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if manuscript.end_mark is None and manuscript.paragraphs and reading.subject.edition is None:
        end = manuscript.paragraphs[-1].end
        yield Found(end, end, "No mark shows where the news ends", advice="write ### or ENDS after the last paragraph")


def _no_status(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if reading.subject.edition is not None:
        return  # the layout writes it
    if manuscript.headline and not manuscript.status_line and not manuscript.embargo:
        start = manuscript.headline.start
        if not _STATUS.search(reading.text, 0, start + 40):
            yield Found(start, start, "Nothing says whether it may be published at once")


def _event_without(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    status = manuscript.status_line
    if status is not None and _ADVISORY.search(status.text) and manuscript.event is None:
        yield Found.at(status, "An advisory without the event's time and place", severity=Severity.ERROR)
    event = manuscript.event
    if event is None or event.title is None:
        return
    missing = [name for name, piece in (("venue", event.venue), ("time", event.when)) if piece is None]
    if missing:
        yield Found.at(event.title, f"The event has no {' and no '.join(missing)}")


def _long_sentences(reading: Reading) -> Iterator[Found]:
    profile = reading.profile
    for sentence in reading.page.sentences:
        first = sentence.paragraph == 0 and sentence is reading.page.sentences[0]
        limit = profile.lead_words if first else profile.sentence_words
        count = len(_WORD.findall(sentence.text))
        if count > limit and not reading.page.in_quotation((sentence.start + sentence.end) // 2):
            name = "first sentence" if first else "sentence"
            yield Found(sentence.start, sentence.end, f"The {name} has {count} words; {limit} are the most")


def _placeholder(reading: Reading) -> Iterator[Found]:
    for match in _PLACEHOLDER.finditer(reading.copy):
        yield Found(*match.span(), f"{match[0]} was to be filled in")


def _twice(reading: Reading) -> Iterator[Found]:
    seen: dict[str, int] = {}
    for paragraph in reading.manuscript.paragraphs:
        key = " ".join(_WORD.findall(paragraph.text.casefold()))
        if len(key) >= 60:
            if key in seen:
                yield Found.at(paragraph, "The paragraph stands here a second time")
            seen[key] = paragraph.start


STR001 = Rule(
    "STR001",
    "No text about the issuer",
    Severity.WARNING,
    ("WIRE",),
    "A journalist who does not know the organisation takes the sentence about it from there.",
    Example(f"{_HEAD}{_LEAD.rstrip()}⟦⟧\n"),
    Example(f"{_HEAD}{_LEAD}\nAbout Exampleland Aid\n\nExampleland Aid is a charity.\n"),
    _no_boilerplate,
    facts=True,
    caution="44 of 100 published releases have none.",
)
STR002 = Rule(
    "STR002",
    "No end mark",
    Severity.INFORMATION,
    ("OWN",),
    "What follows the mark is not for print; without it, a contact's telephone ends up in the paper.",
    Example(f"{_HEAD}{_LEAD.rstrip()}⟦⟧\n"),
    Example(f"{_HEAD}{_LEAD}\n###\n"),
    _no_end,
    caution="Only 4 of 1,000 published releases use one.",
)
STR003 = Rule(
    "STR003",
    "No status line",
    Severity.INFORMATION,
    ("OWN",),
    "`For immediate release` or the embargo is the first thing that a desk looks for.",
    Example(f"⟦⟧{_HEAD}{_LEAD}"),
    Example(f"FOR IMMEDIATE RELEASE\n\n{_HEAD}{_LEAD}"),
    _no_status,
)
STR004 = Rule(
    "STR004",
    "Event without venue or time",
    Severity.WARNING,
    ("SEED",),
    "An invitation that does not say where and when invites nobody.",
    Example(f"MEDIA ADVISORY\n\n{_HEAD}Event: ⟦Nurses First⟧\n\n{_LEAD}"),
    Example(f"MEDIA ADVISORY\n\n{_HEAD}Event: Nurses First; 30 October 2018, 10:00; Example Hall\n\n{_LEAD}"),
    _event_without,
    facts=True,
    caution="An event that is over needs no time.",
)
STR005 = Rule(
    "STR005",
    "Sentence too long",
    Severity.WARNING,
    ("REU",),
    "Beyond 40 words in the lead, or 35 elsewhere, an editor must cut it before it can be read out.",
    Example(f"{_HEAD}{_LEAD}\n⟦The school takes forty nurses from every region of the country {_LONG}, {_LONG}.⟧\n"),
    Example(f"{_HEAD}{_LEAD}\nThe school takes forty nurses. It is in Baku.\n"),
    _long_sentences,
    caution="Lists of titles and names.",
)
STR007 = Rule(
    "STR007",
    "Placeholder left",
    Severity.ERROR,
    ("OWN",),
    "The template was not filled in.",
    Example(f"{_HEAD}Baku, 30 October 2018 – ⟦[NAME]⟧ opened a school for nurses.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Ana Example opened a school [1] for nurses.\n"),
    _placeholder,
)
STR008 = Rule(
    "STR008",
    "Paragraph given twice",
    Severity.WARNING,
    ("WIRE",),
    "A slip in copying that every reader sees.",
    Example(f"{_HEAD}{_LEAD}\n⟦{_LEAD.strip()}⟧\n"),
    Example(f"{_HEAD}{_LEAD}\nThe school takes forty nurses from every region.\n"),
    _twice,
)
