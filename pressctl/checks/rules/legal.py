"""Rules about what the law asks of a release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pressctl.checks.base import Example, Found, Imprint, Reading, Rule
from pressctl.checks.page import BLANK
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition

TICKER = compiled(
    r"\(\s*(?:NYSE(?:\s+American)?|NASDAQ|Nasdaq|OTC\w*|TSXV?|TSX\.V|LSE|AIM|ASX|CSE|HKEX|SGX)\s*:\s*(?P<symbol>[A-Z][A-Z.]{0,5})\b"
)
_SAFE_HARBOUR = compiled(r"forward[- ]looking|safe harbou?r|Private Securities Litigation", re.IGNORECASE)
_OUTLOOK = compiled(
    r"\b(?:expects? to|is expected to|anticipates?|plans? to|intends? to|forecasts?|guidance|outlook|projected)\b"
)
_BIRTH = compiled(
    r"\b(?:born\s(?:on )?\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d|born (?:on )?[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d"
    r"|date of birth:?\s*\d|D\.?O\.?B\.?:?\s*\d|passport (?:no|number)\.?:?\s*\w*\d"
    r"|(?:national|personal) (?:id|identity|identification)(?: code| number| card)*:?\s*\w*\d"
    r"|social security (?:no|number)\.?:?\s*\d|home address:?\s+\w+|IBAN:?\s+[A-Z]{2}\d\d[ \d]{8,})",
    re.IGNORECASE,
)
_CRIME = compiled(
    r"\b(?:rap(?:e|ed|ist)|sexual(?:ly)?\s+(?:abus|assault|exploit|violen)\w*|abus(?:e|ed|er|ers|ing)|traffick(?:ed|er|ers|ing)|molest\w*"
    r"|assault(?:ed)?|exploit(?:ed|ation)|forced\s+(?:labou?r|marriage|prostitution|begging)|grooming|kidnapp\w+|abduct\w+|murder(?:ed)?"
    r"|domestic\s+violence|enslaved|prostitution)\b",
    re.IGNORECASE,
)
_CRIME_STEMS = (
    "rape", "rapist", "sexual", "abus", "traffick", "molest", "assault", "exploit", "forced", "groom", "kidnap",
    "abduct", "murder", "violence", "enslaved", "prostitution",
)  # fmt: skip
_PERSON = r"(?-i:[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'.-]+){0,3})"
_AGED = r"(?:(?:aged?)\s+)?(?P<age>\d{1,2})(?![\d%:.-]|\s*(?:per|million|[A-Z]))(?:[- ]years?[- ]old)?\s*[,)–—.]"
_YOUNG = r"(?:boy|girl|victim|pupil|student|schoolboy|schoolgirl|child|teenager)"
_MINOR = compiled(
    rf"(?P<name>{_PERSON})\s*[,(–—]\s*{_AGED}"
    rf"|(?P<before>\d{{1,2}})-year-old\s+(?:{_YOUNG}\s+)?,?\s*(?P<second>{_PERSON})",
)
_VICTIM = compiled(
    rf"\b(?:victims?|survivors?)\s*,?\s+(?:named\s+|called\s+)?(?P<name>(?!The\b|This\b|In\b){_PERSON}\s+{_PERSON})"
    rf"|(?P<named>{_PERSON}\s+{_PERSON}),\s+(?:who\s+(?:was|is)\s+)?(?:a|the|one\s+of\s+the)\s+(?:\w+\s+)?(?:victims?|survivors?)\b"
)
_ADULT = 18
_CHARGED = compiled(
    r"\b(?:charged|arrested|indicted|detained|suspects?|suspected|accused|on\s+trial|stand\s+trial|under\s+investigation|prosecutors?)\b",
    re.IGNORECASE,
)
_VERDICT = compiled(
    r"\b(?:convicted|sentenced|found\s+guilty|pleaded\s+guilty|pled\s+guilty|plead\s+guilty|guilty\s+plea|verdict|conviction)\b",
    re.IGNORECASE,
)
_GUILTY = compiled(
    r"\b(?:(?:the|these|those|two|three|four|five|\d+)\s+(?:criminals?|murderers?|killers?|thie(?:f|ves)|rapists?|fraudsters?|offenders?|traffickers?|smugglers?|terrorists?)"
    r"|(?:is|are|was|were)\s+guilty)\b",
    re.IGNORECASE,
)
_GUILT_STEMS = (
    "alleged", "guilty", "criminal", "murderer", "killer", "thief", "thieves", "rapist", "fraudster", "offender",
    "trafficker", "smuggler", "terrorist",
)  # fmt: skip
_ALLEGED = compiled(r"\balleged(?:ly)?\b", re.IGNORECASE)
_PICTURE = compiled(r"!\[(?P<alt>[^\]\n]{0,300})\]\((?P<target>[^)\n]{1,500})\)")
_HEAD = "Example Mining reports on its year\n\nBaku, 30 October 2018 – "


def _no_safe_harbour(reading: Reading) -> Iterator[Found]:
    ticker = TICKER.search(reading.copy)
    outlook = _OUTLOOK.search(reading.copy)
    if ticker and outlook and not _SAFE_HARBOUR.search(reading.copy):
        yield Found(
            *outlook.span(),
            f"A listed company ({ticker['symbol']}) speaks of its future without a note on forward-looking statements",
        )


def _personal(reading: Reading) -> Iterator[Found]:
    for match in _BIRTH.finditer(reading.copy):
        yield Found(*match.span(), "Personal data that the news hardly needs", advice="an age tells enough")


def _identifiable(reading: Reading) -> Iterator[Found]:
    """Find the name of a minor, or of a victim, in a paragraph that speaks of a crime."""
    for paragraph in reading.manuscript.paragraphs if reading.has(*_CRIME_STEMS) else ():
        if not _CRIME.search(reading.copy, paragraph.start, paragraph.end):
            continue
        for match in _MINOR.finditer(reading.copy, paragraph.start, paragraph.end):
            age = match["age"] or match["before"]
            if int(age) < _ADULT:
                name = "name" if match["age"] else "second"
                yield Found(*match.span(name), f"A minor ({age}) can be recognised beside a crime", advice=_UNNAMED)
        for match in _VICTIM.finditer(reading.copy, paragraph.start, paragraph.end):
            name = "name" if match["name"] else "named"
            yield Found(*match.span(name), "A victim can be recognised", advice=_UNNAMED)


_UNNAMED = "leave name, age and place out unless the person, or a court, has agreed"


def _before_the_verdict(reading: Reading) -> Iterator[Found]:
    copy = reading.copy
    if not reading.has(*_GUILT_STEMS):
        return
    judged = _VERDICT.search(copy)
    if judged is None and _CHARGED.search(copy):
        for match in _GUILTY.finditer(copy):
            if not reading.page.in_quotation(match.start()):
                yield Found(*match.span(), "No verdict is told: until then somebody is suspected, not guilty")
    for sentence in reading.page.sentences:
        alleged = _ALLEGED.search(sentence.text)
        if alleged and _VERDICT.search(sentence.text):
            start = sentence.start + alleged.start()
            yield Found(
                start,
                start + len(alleged[0]),
                f'"{alleged[0]}" after a plea or a verdict: what is proved is told as a fact',
            )


def _bare_pictures(reading: Reading) -> Iterator[Found]:
    edition = reading.subject.edition
    for media in edition.media if edition else ():
        missing = [name for name, said in (("credit", media.credit), ("alternative text", media.alt)) if not said]
        place = reading.text.find(media.file)
        if missing:
            end = place + len(media.file) if place >= 0 else 0
            yield Found(max(place, 0), end, f"{media.file} has no {' and no '.join(missing)}")
    for match in _PICTURE.finditer(reading.text):
        if reading.copy[match.start()] == BLANK and not match["alt"].strip():
            yield Found(*match.span(), "The picture has no alternative text", advice="say in a sentence what it shows")


def _anonymous(reading: Reading) -> Iterator[Found]:
    imprint = reading.subject.imprint
    if imprint is None:
        return
    start = reading.manuscript.headline.start if reading.manuscript.headline else 0
    if imprint.sender is None:
        yield Found(
            start, start, "The mail would name no sender, and nobody to write to for being left out", advice=_SENDER
        )
    elif imprint.address is None:
        said = f"The mail would not say where {imprint.name} is"
        yield Found(start, start, said, severity=Severity.WARNING, advice="set address in [office] of pressctl.toml")


_SENDER = "set email in [office], or from in [mail], of pressctl.toml"


def _illustrated(credit: str | None) -> Edition:
    from pressctl.model.release import Dateline, Edition, Media

    media = (Media("media/school.jpg", alt="Nurses at the school’s door", credit=credit),)
    return Edition("en", "h", Dateline("Baku", date(2018, 10, 30)), (), media=media)


LEG001 = Rule(
    "LEG001",
    "Personal data",
    Severity.WARNING,
    ("GDPR",),
    "What identifies a person beyond name and office needs a ground (GDPR, article 6), and stays on the web for ever.",
    Example(f"{_HEAD}Ana Example, ⟦born on 3 May 1970⟧, leads the company.\n"),
    Example(f"{_HEAD}Ana Example, 48, leads the company, which was founded on 3 May 1970.\n"),
    _personal,
    caution="Obituaries.",
    languages=("en",),
)
LEG004 = Rule(
    "LEG004",
    "Outlook of a listed company without its note",
    Severity.WARNING,
    ("OWN",),
    "The safe harbour covers forward-looking statements only where they are called so, with their risks.",
    Example(f"{_HEAD}Example Mining (NYSE: EXM) ⟦expects to⟧ grow by a tenth.\n"),
    Example(f"{_HEAD}Example Mining (NYSE: EXM) expects to grow. This is a forward-looking statement.\n"),
    _no_safe_harbour,
    caution="News about a listed company by somebody else.",
    languages=("en",),
)
LEG002 = Rule(
    "LEG002",
    "Minor or victim who can be recognised",
    Severity.WARNING,
    ("OWN",),
    "Most countries forbid it, and the person has to live with it.",
    Example(f"{_HEAD}Police found the girl, ⟦Ana Example⟧, 15, who had been trafficked.\n"),
    Example(f"{_HEAD}Police found a girl who had been trafficked. Ana Example, 45, leads the company.\n"),
    _identifiable,
    caution="A victim who speaks openly and has agreed.",
    languages=("en",),
)
LEG003 = Rule(
    "LEG003",
    "Guilt before the verdict, doubt after it",
    Severity.INFORMATION,
    ("MEAS",),
    "Until a court has spoken, a suspect is a suspect; afterwards what is proved is a fact.",
    Example(f"{_HEAD}Police arrested two men on Monday. ⟦The thieves⟧ took a pump.\n"),
    Example(f"{_HEAD}Police arrested two men on Monday. They are suspected of taking a pump.\n"),
    _before_the_verdict,
    caution="Often: criminals in general, whom nobody has charged.",
    languages=("en",),
)
LEG005 = Rule(
    "LEG005",
    "Picture without credit or alternative text",
    Severity.WARNING,
    ("OWN",),
    "A paper may not print it without the credit; who cannot see it is told nothing.",
    Example(f"{_HEAD}It grew: ⟦media/school.jpg⟧\n", edition=partial(_illustrated, None)),
    Example(f"{_HEAD}It grew: media/school.jpg\n", edition=partial(_illustrated, "Ana Example")),
    _bare_pictures,
)
LEG006 = Rule(
    "LEG006",
    "Mail that does not say who sends it",
    Severity.ERROR,
    ("GDPR",),
    "Whoever is written to must know by whom, and how to be left out (GDPR, articles 13, 14 and 21).",
    Example(f"⟦⟧{_HEAD}It grew.\n", known={"imprint": Imprint("Example Mission", "1 Example Street", None)}),
    Example(f"{_HEAD}It grew.\n", known={"imprint": Imprint("Example Mission", "1 Example Street", "a@example.org")}),
    _anonymous,
    facts=True,
    caution="Asked only where mail leaves by a mail server.",
)
