"""Rules about quotations: who said it, as what, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.model.manuscript import Piece
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition

SAID = compiled(
    r"\b(?:said|says|say|saying|added|adds|adding|noted|notes|explain(?:ed|s)|stat(?:ed|es|ing)|comment(?:ed|s)|"
    r"remark(?:ed|s)|shar(?:ed|es)|according to|told|tells|wrote|writes|continued|concluded|stressed|"
    r"emphasi[sz]ed|highlighted|underlined|recalled|observed|declared|declares|announced|warned|asked|asks|"
    r"call(?:ed|s)|described|insisted|argued|reflected|affirmed|believes?|quoted|pointed out|expressed|welcomed|"
    r"urged|replied|reads|remembered|joked|quipped|confirmed|agree[ds]|dijo|afirmó|señaló|explicó|a déclaré|"
    r"a (?:dit|indiqué|expliqué|souligné|ajouté|affirmé)|explique|souligne|ajoute|affirme|indique|précise|selon|"
    r"añadió|indicó|ha (?:señalado|dicho|explicado|afirmado|añadido)|señala|explica|asegura|según|"
    r"sagte|sagt|erklärte|erklärt|betonte|betont|kündigte|"
    r"сказала?|отметила?|заявила?|сообщила?|подчеркнула?|добавила?|пояснила?|рассказала?|говорит|отмечает|по словам|"
    r"сказав|зазначила?|зазначив|заявив|наголосила|наголосив|додала|додав|повідомила|повідомив|каже|за словами|"
    r"dedi|diyen|söyledi|belirtti|vurguladı|ifade etti|açıkladı|dedib|qeyd|bildirdi|bildirib|vurğuladı|"
    r"قال|قالت|وقال|وقالت|أضاف|وأضاف|أضافت|وأضافت|أكد|وأكد|أكدت|وأكدت|صرح|صرحت|أوضح|أوضحت)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = compiled(r"\b(?:I|we|our|us|my|me|I['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b")
_HONORIFIC = compiled(
    r"(?:Mr|Ms|Mrs|Dr|Prof(?:essor)?|Gen|Brig|Col|Sen(?:ator)?|Rep|Gov(?:ernor)?|Rev|Sir|Lord|Lady|Dame|President"
    r"|Minister|Mayor|(?:District )?Attorney|Judge|Justice|Superintendent|Commissioner|Chief|Captain|Sheriff|Detective"
    r"|Councill?or|Secretary|Ambassador|Archbishop|Bishop)\b"
)
"""What makes a mention a second one, or is a title itself."""
_CURLY = compiled(r"[“”„«»]")
_ATTRIBUTED = compiled(
    r"^[ \t]*[-–—]{1,2}[ \t]*\S"
    r"|^[ \t]*(?:[A-Z][\w.’'-]+[ \t]*){1,5}[,(–—|-]|^[ \t]*(?:[A-Z][\w.’'-]+[ \t]*){2,4}$",
    re.MULTILINE,
)
_DIGITS = frozenset("0123456789½¼¾")
_WITH_ITS_SPEAKER = "end it with a line such as — Jane Example, Title"
_NEAR = 260
_OPENERS = ("“", "«", "„", "»", '"')
_ENDED = compiled(r"[.!?…][”\"’»)*_]*\s*$")
"""How a paragraph ends that neither announces a list nor was torn by a blank line."""
_FURTHEST = 8
"""Paragraphs over which a quotation may go on without being opened again: pasted lines, each by itself."""
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


def _nobody(reading: Reading) -> Iterator[Found]:
    """Find quotations that nobody says: a block quotation is one, whatever its words and its language."""
    manuscript = reading.manuscript
    set_off = [piece for one in manuscript.quotations for piece in one.words] if reading.subject.edition else []
    if reading.subject.edition is not None:
        for one in manuscript.quotations:
            if one.speaker is None and one.words:
                start, end = one.words[0].start, one.words[-1].end
                yield Found(start, end, "Nobody is said to have said this", advice=_WITH_ITS_SPEAKER)
    if reading.language == "en":
        for found in _unattributed(reading):
            if not any(piece.start < found.end and found.start < piece.end for piece in set_off):
                yield found


def _unattributed(reading: Reading) -> Iterator[Found]:
    """Find words in the first person, in quotation marks, with nobody near who says them."""
    copy = reading.copy
    attributed = [piece for one in reading.manuscript.quotations if one.speaker for piece in one.words]
    until = 0
    for start, end in sorted(reading.page.quoted):
        if start < until:
            continue  # the same words, with their marks or without
        words = copy[start:end]
        if len(words.split()) < 12 or not _FIRST_PERSON.search(words):
            continue
        if any(piece.start < end and start < piece.end for piece in attributed) or _goes_on(reading, start):
            continue
        before, after = copy[max(0, start - _NEAR) : start], copy[end : end + _NEAR]
        if (
            SAID.search(before)
            or SAID.search(after)
            or _ATTRIBUTED.search(after)
            or compiled(r"[:,]\s*$").search(before)
        ):
            continue
        if reading.manuscript.headline and start < reading.manuscript.headline.end:
            continue
        until = end
        yield Found(start, end, "Nobody is said to have said this", advice="add: said Jane Example, Title")


def _goes_on(reading: Reading, place: int) -> bool:
    """Say whether words go on behind who said the ones before in their paragraph, however much they are called."""
    paragraph = reading.page.paragraph_at(place)
    return paragraph is not None and any(
        one.speaker is not None and paragraph.start <= one.words[0].start < one.speaker.start < place
        for one in reading.manuscript.quotations
        if one.words
    )


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
        if _OFFICE.search(speaker.text.rsplit(maxsplit=1)[0]) or _titled_before(copy, speaker):
            continue
        yield Found.at(speaker, f"{speaker.text} is quoted, and nothing says what they are")


_NEAR_NAME = 60
_OFFICE_HELD = (
    r"\b(?:Minister|President|Director|CEO|Ambassador|Founder|Chair|Chief|Manager|Officer|Head|Professor|Attorney|Mayor"
    r"|Governor|Senator|Commissioner|Sheriff|Secretary|Congress(?:wo)?man|Rep|Sen)\.?"
)
_OFFICE = compiled(rf"{_OFFICE_HELD}$")
_OFFICE_AND_NAMES = compiled(rf"{_OFFICE_HELD}\s[^\W\d_][\w’'-]+\s(?:[^\W\d_][\w’'-]*\.?\s){{0,2}}?$")
"""What stands before a surname that is introduced: "District Attorney Ada M. "."""


def _titled(copy: str, speaker: Piece) -> bool:
    """Say whether a title stands beside any mention of the name."""
    for match in re.finditer(re.escape(speaker.text), copy):
        after, before = copy[match.end() : match.end() + 40], copy[max(0, match.start() - 60) : match.start()]
        if compiled(r"[\s\ufffc]*(?:[,(–—|-]|\bis\b|\bas\b|\bof\b|\bwho\b|\bfrom\b)").match(after) or (
            compiled(r"[\w)]\s*,?\s*$").search(before)
            and compiled(
                r"(?:\b(?:Dr|Mr|Ms|Mrs|Prof|Minister|President|Director|CEO|Ambassador|Founder|Chair|Chief|Manager|Officer|Head|Partner"
                r"|Professor|author|attorney|founder|president|spokes\w+|chairman|owner|analyst|artist|executive|director|manager)\.?,?\s*)$"
            ).search(before)
        ):
            return True
    return False


def _titled_before(copy: str, speaker: Piece) -> bool:
    """Say whether the same surname stands before, in full and with what its bearer is: "DA Quill" was introduced."""
    surname = re.escape(speaker.text.split()[-1])
    return any(
        _OFFICE_AND_NAMES.search(copy[max(0, match.start() - _NEAR_NAME) : match.start()])
        for match in re.finditer(rf"(?<=\s){surname}(?!\w)", copy[: speaker.start])
    )


def _unclosed(reading: Reading) -> Iterator[Found]:
    """Find a quotation that opens and never closes; one of several paragraphs is closed only at its end."""
    paragraphs = reading.manuscript.paragraphs
    for number, paragraph in enumerate(paragraphs):
        text = reading.copy[paragraph.start : paragraph.end]
        following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
        yield from _straight(reading, paragraph, following, _below(reading, number))
        opened = _left_open(text)
        if opened is None or following.lstrip("*_ ").startswith(_OPENERS):
            continue
        if _closed_below(_below(reading, number), goes_on=_ENDED.search(text) is None):
            continue
        if any(mark in text[opened:] for mark in ('"', "''", "’’")):
            continue  # closed by another mark: another rule's matter
        start = paragraph.start + opened
        yield Found(start, start + 1, "The quotation opens here and is never closed")


def _below(reading: Reading, number: int) -> str:
    """Return the paragraphs in which a quotation that is open at the end of this one may still be closed."""
    paragraphs = reading.manuscript.paragraphs
    last = paragraphs[min(number + _FURTHEST, len(paragraphs) - 1)]
    return reading.copy[paragraphs[number].end : last.end]


def _closed_below(below: str, *, goes_on: bool) -> bool:
    """Say whether the next mark closes what is open; where a list or a torn line stands between, it may open again."""
    mark = _CURLY.search(below)
    if mark is None:
        return False
    return mark[0] in "”»" or (goes_on and not below[: mark.start()].rpartition("\n")[2].strip("*_ "))


_CLOSES = compiled(r"[.!?,…\w]“(?:[\s.,;:!?)]|$)")
"""A mark that opens in English, where one closes."""


def _left_open(text: str) -> int | None:
    """Return where the last curly mark opens a quotation that is not closed; » opens where it comes first (German)."""
    first = compiled("[«»]").search(text)
    opens, closes = (
        ("“»", "”«") if first and first[0] == "»" and text[first.end() : first.end() + 1].strip() else ("“«", "”»")
    )
    if "„" in text:
        opens, closes = "„", "“”«»"
    opened: int | None = None
    for match in _CURLY.finditer(text):
        if match[0] == "“" and opened is not None and _CLOSES.match(text, match.start() - 1):
            opened = None  # German closes with it; that it does not open so is another rule's matter
        elif match[0] in opens:
            if opened is not None and match[0] == "„":
                return opened
            opened = match.start()
        elif match[0] in closes:
            opened = None
    return opened


def _straight(reading: Reading, paragraph: Piece, following: str, below: str) -> Iterator[Found]:
    """Find an odd straight mark: inches and the first line of several are none."""
    text = reading.copy[paragraph.start : paragraph.end]
    marks: list[int] = []
    for match in compiled('"').finditer(text):
        inches = text[match.start() - 1 : match.start()] in _DIGITS and len(marks) % 2 == 0
        if not (inches and match.start()):
            marks.append(match.start())
    if len(marks) % 2 == 0 or _CURLY.search(text) or following.lstrip("*_ ").startswith(_OPENERS):
        return
    if any(mark in text[marks[-1] :] for mark in ("''", "’’")):
        return  # closed by two single marks: another rule's matter
    goes_on = compiled(r'[^"]*[^\s"]"').match(below)  # closed there, and not opened again
    if goes_on is None and (marks[-1] == 0 or text[marks[-1] - 1].isspace()):
        start = paragraph.start + marks[-1]
        yield Found(start, start + 1, "The quotation opens here and is never closed")


def _mixed(reading: Reading) -> Iterator[Found]:
    copy = reading.copy
    curly, straight = len(compiled("[“”]").findall(copy)), list(compiled(r'(?<!\d)"').finditer(copy))
    if not curly or not straight:
        return
    if len(straight) <= curly:
        for match in straight:
            opens = match.start() == 0 or copy[match.start() - 1] in " \n(\u00a0["
            yield Found.replacing(*match.span(), "A straight quotation mark among curly ones", "“" if opens else "”")
    else:
        for match in compiled("[“”]").finditer(copy):
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
    from pressctl.model.release import Dateline, Edition, Speaker

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
    _nobody,
    caution="Slogans in the first person. Titles of events and scare quotes are left alone.",
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
    Example(
        f"{_HEAD}“We opened it,” said ⟦Ana Example⟧, Minister of Health.\n", edition=partial(_listing, "Nigar Example")
    ),
    Example(
        f"{_HEAD}“We opened it,” said Ana Example, Minister of Health.\n", edition=partial(_listing, "Ana Example")
    ),
    _unlisted,
)
