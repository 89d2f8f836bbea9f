"""Rules about the parts of a release and their length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

# Right behind an hour, brackets hold its zone: 2018-10-30T10:00Z[UTC].
_PLACEHOLDER = compiled(
    r"""(?<![\dZ])\[(?!\d+\])(?:[A-ZÀ-ÞА-ЯЄІЇҐƏĞŞİ][A-ZÀ-ÞА-ЯЄІЇҐƏĞŞİ /_-]{2,}|(?i:insert|your|enter|add|name|date|city
      |company|tbc|tbd|quote|link|title)\b[^\]\n]{0,40})\](?!\()
    |\b(?:TBC|TBD|TBA|XXX+|TKTK?)\b|(?<![\w.$€£-])[XxХх]{2,3}\s?(?:%|percent\b|per\ cent\b|Prozent\b
      |процент\w*|відсотк\w*|(?:million|Million|milyon|millones|milliard|thousand|euro|Euro|avro|manat|people|persons|participants|students)\w*
      |Mio\b|млн|млрд|тыс|тис|грн|рублей|евро|євро|человек|людей|осіб|учеников|учнів|школ|Personen\b|personnes\b|personas\b)
    |\b[Ll]orem\ ipsum\b|(?<=[ (:])_{3,}(?=[ ).,;])|(?<=\ )\?{3,}(?=[ .,;])|\[[●•*_.…?\ ]{1,12}\](?![\(\w])
    |\b(?:DD|XX?)\.?\ (?:Month|January|February|March|April|May|June|July|August|September|October|November
      |December)\b(?:\ YYYY)?
    |\bDD[./-]MM[./-]YYYY\b|\((?:[\w ]{1,24}\ )?to\ be\ (?:confirmed|determined|announced|inserted|added)\)
    |\{\{[^}\n]{1,40}\}\}|<(?:insert|your|name|date|company)[^<>\n]{0,30}>""",
    re.VERBOSE,
)
_SIGNS = ("[", "TB", "XX", "xx", "Xx", "ХХ", "хх", "orem", "{{", "<", "___", "???", "TK", "DD", "X ", "X. ", "to be ")
"""One of them stands in each placeholder."""
_FIELD = compiled(
    r"\[(?:first |last |full |your |phone |telephone |mobile |e-?mail |job )?"
    r"(?:phone|telephone|number|e-?mail|address|time|venue|place|location|amount|surname|name|title|organi[sz]ation"
    r"|country|website|url|month|day|year|spokesperson|speaker|quote)(?: (?!protected)\w+)?\](?![(:\[])"
    r"|<(?:insert|your|name|date|company|place|city|phone|organi[sz]ation|surname)(?: [\w ]{1,30})?>"
)
"""A field of a template in small letters; in Markdown, `[name](…)` is a link."""
_END = compiled(r"\[(?:ends?|(?:tweet|click|read|watch|share|listen|download)\s[^\]]*)\]", re.IGNORECASE)
"""An end mark in brackets, or what a page calls a button."""
_WORD = compiled(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_ADVISORY = compiled(r"\bmedia (?:advisory|alert)\b|\badvisory\b", re.IGNORECASE)
_STATUS = compiled(r"\b(?:for immediate release|embargo(?:ed)?|media advisory|for planning)\b", re.IGNORECASE)
_SOMEBODY = compiled(
    r"(?<=\w[\s,(]\s)[A-ZÀ-Þ]\w+|(?<=\w\s)[A-ZÀ-Þ]\w+|\b[A-ZÀ-Þ]\w+\s+[A-ZÀ-Þ]\w+|\b[A-Z]{2,}\b|\b\w+s\s+(?:open|start|meet)"
)
_WHEN = compiled(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|this (?:week|month|year|morning)"
    r"|(?:last|next) (?:week|month|year)|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|spring|summer|autumn|winter|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WHERE = compiled(r"\b(?:in|at|from|across|near|to)\s+(?:the\s+)?(?:\w+\s+){0,2}?[A-ZÀ-Þ]\w+|\bonline\b|\bworldwide\b")
_HEAD = "Six partners open school for nurses\n\n"
_LEAD = "Baku, 30 October 2018 – Six partners opened a school for nurses on Tuesday.\n"
_LONG = "and teaches " + ", ".join(
    f"subject {number}" for number in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
)


def _no_boilerplate(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if manuscript.boilerplates or not manuscript.paragraphs:
        texts = [one.text[0] for one in manuscript.boilerplates if one.title is None and one.text]
        if texts and len(texts) == len(manuscript.boilerplates) and reading.subject.edition is None:
            said = "The text about the issuer has no title, so it reads as part of the news"
            yield Found(texts[0].start, texts[0].start, said, advice='write "About …" above it')
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
        start, end = _where_asked(reading) or (event.title.start, event.title.end)
        yield Found(start, end, f"The event “{_short(event.title.text)}” has no {' and no '.join(missing)}")


def _where_asked(reading: Reading) -> tuple[int, int] | None:
    """Return where the lead says only the city: the reader asks there for house and hour."""
    dateline = reading.manuscript.dateline
    if dateline is None or dateline.place is None or not reading.page.sentences:
        return None
    city = compiled(r"[,/(]").split(dateline.place.text)[0].strip()
    lead = reading.page.sentences[0]
    match = re.compile(rf"\b{re.escape(city)}\b").search(reading.copy, lead.start, lead.end) if city else None
    return match.span() if match else None


def _short(title: str) -> str:
    return title if len(title) <= 40 else f"{title[:39].rstrip()}…"


def _long_sentences(reading: Reading) -> Iterator[Found]:
    profile = reading.profile
    for sentence in reading.page.sentences:
        if sentence.paragraph in reading.page.small_print:
            continue
        first = sentence.paragraph == 0 and sentence is reading.page.sentences[0]
        limit = profile.lead_words if first else profile.sentence_words
        count = len(_WORD.findall(sentence.text))
        if count > limit and not reading.page.in_quotation((sentence.start + sentence.end) // 2):
            name = "first sentence" if first else "sentence"
            yield Found(sentence.start, sentence.end, f"The {name} has {count} words; {limit} are the most")


def _lead_without(reading: Reading) -> Iterator[Found]:
    """Ask the lead's first two sentences for somebody, a place and a time; the dateline answers for the last two."""
    manuscript = reading.manuscript
    lead = [one for one in reading.page.sentences if one.paragraph == 0][:2]
    if not lead:
        return
    start, end = lead[0].start, lead[-1].end
    words = reading.copy[start:end]
    dateline, event = manuscript.dateline, manuscript.event
    missing = []
    if not _SOMEBODY.search(words):
        missing.append("who")
    if not (dateline and dateline.day) and not (event and event.when) and not _WHEN.search(words):
        missing.append("when")
    if not (dateline and dateline.place) and not _WHERE.search(words):
        missing.append("where")
    if missing:
        yield Found(start, end, f"The lead does not say {' and '.join(missing)}")


def _unfilled(reading: Reading) -> Iterator[Found]:
    copy = reading.copy
    possible = any(sign in copy for sign in _SIGNS)
    for match in _PLACEHOLDER.finditer(copy) if possible else ():
        if _END.fullmatch(match[0]):
            continue
        yield Found(*match.span(), f"{match[0]} was to be filled in")
    for match in _FIELD.finditer(reading.text):
        quoted = match[0][0] == "[" and reading.page.in_quotation(match.start())  # an editor's own word
        if reading.copy[match.start()] not in " \n" and not quoted:
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
STR006 = Rule(
    "STR006",
    "Lead without who, when or where",
    Severity.INFORMATION,
    ("REU",),
    "Many papers print the lead alone; what it does not answer is not answered.",
    Example(f"{_HEAD}⟦A school that takes forty nurses has been opened.⟧\n"),
    Example(f"{_HEAD}{_LEAD}"),
    _lead_without,
    caution="Words stand for names and places; the rule only looks for capitals and calendar words.",
    languages=("en",),
)
STR007 = Rule(
    "STR007",
    "Placeholder left",
    Severity.ERROR,
    ("OWN",),
    "The template was not filled in.",
    Example(f"{_HEAD}Baku, 30 October 2018 – ⟦[NAME]⟧ opened a school for nurses.\n"),
    Example(f"{_HEAD}Baku, 30 October 2018 – Ana Example opened a school [1] for nurses.\n"),
    _unfilled,
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
