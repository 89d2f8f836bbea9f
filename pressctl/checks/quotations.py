"""Rules about quotations: who said it, as what, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.model.manuscript import Piece
from pressctl.model.release import Dateline, Edition, Speaker

SAID = re.compile(
    r"\b(?:said|says|say|saying|added|adds|adding|noted|notes|explain(?:ed|s)|stat(?:ed|es|ing)|comment(?:ed|s)|"
    r"remark(?:ed|s)|shar(?:ed|es)|according to|told|tells|wrote|writes|continued|concluded|stressed|"
    r"emphasi[sz]ed|highlighted|underlined|recalled|observed|declared|declares|announced|warned|asked|asks|"
    r"call(?:ed|s)|described|insisted|argued|reflected|affirmed|believes?|quoted|pointed out|expressed|welcomed|"
    r"urged|replied|reads|remembered|joked|quipped|confirmed|agree[ds]|dijo|afirmó|señaló|explicó|a déclaré|"
    r"sagte|сказал|сказала|отметил|отметила|dedi|dedib|qeyd)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my|me|I['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b")
_HONORIFIC = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof|Gen|Brig|Col|Sen|Rep|Gov|Rev|Sir|President|Minister|Mayor)\b")
"""What makes a mention a second one, or is a title itself."""
_CURLY = re.compile(r"[“”„«»]")
_ATTRIBUTED = re.compile(
    r"^[ \t]*[-–—]{1,2}[ \t]*\S"
    r"|^[ \t]*(?:[A-Z][\w.’'-]+[ \t]*){1,5}[,(–—|-]|^[ \t]*(?:[A-Z][\w.’'-]+[ \t]*){2,4}$",
    re.MULTILINE,
)
_NEAR = 260
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.\n\n"


def _none(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if manuscript.quotations or not manuscript.paragraphs:
        return
    if any(
        SAID.search(reading.copy, max(0, start - 80), end + 80)
        for start, end in reading.page.quoted
        if end - start > 30
    ):
        return
    if len(manuscript.speakers) > 1:
        first = manuscript.speakers[0].name
        yield Found.at(first, f"{len(manuscript.speakers)} speakers are named and none is quoted")
        return
    end = manuscript.paragraphs[-1].end
    yield Found(end, end, "Nobody is quoted", advice="one sentence of a person is what a paper prints first")


def _unattributed(reading: Reading) -> Iterator[Found]:
    """Find words in the first person, in quotation marks, with nobody near who says them."""
    copy = reading.copy
    attributed = [piece for one in reading.manuscript.quotations if one.speaker for piece in one.words]
    for start, end in reading.page.quoted:
        words = copy[start:end]
        if len(words.split()) < 12 or not _FIRST_PERSON.search(words):
            continue
        if any(piece.start < end and start < piece.end for piece in attributed):
            continue
        before, after = copy[max(0, start - _NEAR) : start], copy[end : end + _NEAR]
        if SAID.search(before) or SAID.search(after) or _ATTRIBUTED.search(after) or re.search(r"[:,]\s*$", before):
            continue
        if reading.manuscript.headline and start < reading.manuscript.headline.end:
            continue
        yield Found(start, end, "Nobody is said to have said this", advice="add: said Jane Example, Title")


def _untitled(reading: Reading) -> Iterator[Found]:
    """Find speakers who are quoted without anything that says what they are, here or before."""
    copy = reading.copy
    seen: set[str] = set()
    for quotation in reading.manuscript.quotations:
        speaker = quotation.speaker
        if (
            speaker is None
            or speaker.text.casefold() in seen
            or " " not in speaker.text
            or speaker.text.startswith("The ")
        ):
            continue
        seen.add(speaker.text.casefold())
        if quotation.role is not None or _HONORIFIC.match(speaker.text) or _titled(copy, speaker):
            continue
        yield Found.at(speaker, f"{speaker.text} is quoted, and nothing says what they are")


def _titled(copy: str, speaker: Piece) -> bool:
    """Say whether a title stands beside any mention of the name."""
    for match in re.finditer(re.escape(speaker.text), copy):
        after, before = copy[match.end() : match.end() + 40], copy[max(0, match.start() - 60) : match.start()]
        if re.match(r"[\s\ufffc]*(?:[,(–—|-]|\bis\b|\bas\b|\bof\b|\bwho\b|\bfrom\b)", after) or (
            re.search(r"[\w)]\s*,?\s*$", before)
            and re.search(
                r"(?:\b(?:Dr|Mr|Ms|Mrs|Prof|Minister|President|Director|CEO|Ambassador|Founder|Chair|Chief|Manager|Officer|Head|Partner"
                r"|Professor|author|attorney|founder|president|spokes\w+|chairman|owner|analyst|artist|executive|director|manager)\.?,?\s*)$",
                before,
            )
        ):
            return True
    return False


def _unclosed(reading: Reading) -> Iterator[Found]:
    """Find a quotation that opens and never closes; one of several paragraphs is closed only at its end."""
    paragraphs = reading.manuscript.paragraphs
    for number, paragraph in enumerate(paragraphs):
        text = reading.copy[paragraph.start : paragraph.end]
        following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
        opened: int | None = None
        for match in _CURLY.finditer(text):
            if match[0] in "“«":
                opened = match.start()
            elif match[0] in "”»":
                opened = None
        if opened is None or "„" in text or following.lstrip("*_ ").startswith(("“", "«")):
            continue
        if '"' in text[opened:] or "''" in text[opened:]:
            continue  # closed by a straight mark: another rule's matter
        start = paragraph.start + opened
        yield Found(start, start + 1, "The quotation opens here and is never closed")


def _mixed(reading: Reading) -> Iterator[Found]:
    copy = reading.copy
    curly, straight = len(re.findall("[“”]", copy)), list(re.finditer(r'(?<!\d)"', copy))
    if not curly or not straight:
        return
    if len(straight) <= curly:
        for match in straight:
            opens = match.start() == 0 or copy[match.start() - 1] in " \n(\u00a0["
            yield Found.replacing(*match.span(), "A straight quotation mark among curly ones", "“" if opens else "”")
    else:
        for match in re.finditer("[“”]", copy):
            yield Found.replacing(*match.span(), "A curly quotation mark among straight ones", '"')


def _unlisted(reading: Reading) -> Iterator[Found]:
    edition = reading.subject.edition
    if edition is None or not edition.speakers:
        return
    listed = {speaker.name.casefold() for speaker in edition.speakers}
    listed |= {contact.name.casefold() for contact in edition.contacts}
    for quotation in reading.manuscript.quotations:
        speaker = quotation.speaker
        if speaker is not None and speaker.text.casefold() not in listed:
            yield Found.at(speaker, f"{speaker.text} is quoted and not among the speakers of the front matter")


def _listing(name: str) -> Edition:
    return Edition("en", "h", Dateline("Baku", date(2018, 10, 30)), (), speakers=(Speaker(name),))


_SAID = "“We opened it together, and we will pay for it together for ten years to come,”"

QUO001 = Rule(
    "QUO001",
    "No quotation",
    Severity.WARNING,
    ("OWN",),
    "A quotation is the one thing that a journalist may take over word for word.",
    Example(f"{_HEAD}The school takes forty nurses.⟦⟧\n"),
    Example(f"{_HEAD}{_SAID} said Ana Example, Minister of Health.\n"),
    _none,
    facts=True,
    caution="31 of 100 published releases have none; advisories need none.",
)
QUO002 = Rule(
    "QUO002",
    "Quotation without a speaker",
    Severity.ERROR,
    ("OWN",),
    "Words that nobody said cannot be printed.",
    Example(f"{_HEAD}⟦{_SAID[:-2]}.”⟧\n\nThe school takes forty nurses.\n"),
    Example(f"{_HEAD}{_SAID} said Ana Example, Minister of Health.\n"),
    _unattributed,
    caution="Slogans in the first person. Titles of events and scare quotes are left alone.",
    languages=("en",),
)
QUO003 = Rule(
    "QUO003",
    "Speaker without a title",
    Severity.WARNING,
    ("UNU",),
    "Readers must know as what somebody speaks.",
    Example(f"{_HEAD}{_SAID} said ⟦Ana Example⟧.\n"),
    Example(f"{_HEAD}{_SAID} said Ana Example, Minister of Health.\n"),
    _untitled,
    caution="The title stands before the name in words that the rule does not know.",
    languages=("en",),
)
QUO004 = Rule(
    "QUO004",
    "Quotation never closed",
    Severity.ERROR,
    ("MEAS",),
    "Nobody can tell where the person stops and the office goes on.",
    Example(
        f"{_HEAD}⟦“⟧We opened it together, said Ana Example, Minister of Health.\n\nThe school takes forty nurses.\n"
    ),
    Example(f"{_HEAD}“We opened it together.\n\n“We will pay for it,” said Ana Example, Minister of Health.\n"),
    _unclosed,
)
QUO005 = Rule(
    "QUO005",
    "Straight and curly quotation marks mixed",
    Severity.INFORMATION,
    ("MEAS",),
    "The text was put together from two sources, and shows it.",
    Example(f'{_HEAD}“We opened it,” said Ana Example, Minister of Health, of the ⟦"⟧School⟦"⟧.\n'),
    Example(f'{_HEAD}“We opened it,” said Ana Example, Minister of Health; it is 6" high.\n'),
    _mixed,
    Fixable.SAFE,
)
QUO006 = Rule(
    "QUO006",
    "Quoted person who is not among the speakers",
    Severity.WARNING,
    ("OWN",),
    "The front matter lists who speaks; a quotation of somebody else was forgotten there, or its name is wrong.",
    Example(f"{_HEAD}“We opened it,” said ⟦Ana Example⟧, Minister of Health.\n", edition=_listing("Nigar Example")),
    Example(f"{_HEAD}“We opened it,” said Ana Example, Minister of Health.\n", edition=_listing("Ana Example")),
    _unlisted,
)
