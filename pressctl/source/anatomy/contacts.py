"""Whom journalists may ask: which paragraphs of a page are contacts."""

from __future__ import annotations

import re

from pressctl.frozen import Frozen
from pressctl.patterns import compiled
from pressctl.source.anatomy.addresses import PHONE, URL, Reaches
from pressctl.source.anatomy.contact_labels import TAKING_PART, ends_contacts, is_reached, label_of
from pressctl.source.anatomy.contact_lines import FoundContact, people_of
from pressctl.source.anatomy.contact_sentences import contact_in, owners_in
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import ORGANISATION_WORD, PERSON, ROLE_WORD, TITLE
from pressctl.source.anatomy.vocabulary import (
    ABOUT,
    STATUS,
    USABLE,
)

_CALL = compiled(r"(?:visit|call|text|to|for|learn|please|email|e-mail|sign|follow|shop|order)\b", re.IGNORECASE)
_SMALL_WORD = compiled(r"(?<![\w’'-])[^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐƏĞŞİ][\w’'-]+")
_POSTCODE = compiled(r",\s(?:[A-Z]{2}|[A-Z][a-z]+)\s\d{5}\b")
"""Town and postcode: the foot of a letterhead."""
_NAMED_LINE = compiled(rf"(?P<who>{PERSON})(?:\s?[,،(|–—-]\s?(?P<rest>[^.!?;]{{3,80}}))?")
_PRESS_DESK = compiled(
    r"(?:press|media|communications?|public affairs|news)\s(?:office|desk|team|department|service|relations)"
    r"|pressestelle|pressebüro|service (?:de )?presse|(?:oficina|departamento|gabinete) de (?:prensa|comunicación)"
    r"|пресс-служб\w+|прес-служб\w+|basın (?:bürosu|birimi)|mətbuat xidməti|المكتب (?:الصحفي|الإعلامي)",
    re.IGNORECASE,
)
_TITLES = compiled(rf"(?:{TITLE.pattern}\s+)+")
"""Titles before a name: Dr Ada Quill and Ada Quill are one."""
_LAST = 150
"""Paragraphs, counted from the end, in which such a contact stands; each costs a look at the whole text."""
_LONGEST_BLOCK = 8
"""Lines of a contact without a label."""
_UNDER_STATUS = 3
"""Lines between "for immediate release" and whom to ask: a day, a number."""
_NEAR = 60
_MOST_SECTIONS = 60
"""More contacts than any release has: each is compared with the whole text."""
_LONGEST_SECTION = 14
_SEVERAL = compiled(r"\bcontacts\b", re.IGNORECASE)
_NAME_FIRST = compiled(rf"{PERSON},\s")
_LONGEST_LINE = 150
_LONGEST_ENTRY = 90
"""Characters of a line without an address that still goes on with a contact who has one; a headline is longer."""
_LONGEST_CONTACT = 3_000
"""Characters; a paragraph beyond is text that lost its line breaks, whatever it begins with."""


class Section(Frozen):
    """The paragraphs of one or several contacts."""

    first: int
    last: int
    """Position among the page's paragraphs, inclusive."""
    contacts: list[FoundContact]
    inside: bool = False
    """Whether it is the last sentence of a paragraph of the news, which stays one."""


def find_contacts(words: str, paragraphs: tuple[Paragraph, ...]) -> list[Section]:
    """Return the contact sections of a page in order."""
    sections: list[Section] = []
    at = 0
    while at < len(paragraphs) and len(sections) < _MOST_SECTIONS:
        section = _section(words, paragraphs, at, follows=bool(sections) and sections[-1].last == at - 1)
        if section is None:
            at += 1
            continue
        sections.append(section)
        at = section.last + 1
    return _absorbed(words, _once(words, sections))


def _once(words: str, sections: list[Section]) -> list[Section]:
    """Give a contact that comes twice only once, with what its second place adds."""
    known: dict[str, FoundContact] = {}
    for section in sections:
        for one in list(section.contacts):
            name = _TITLES.sub("", words[slice(*one.name)]).casefold() if one.name else ""
            before = known.get(name) if name else _reached_before(words, one, known)
            if before is None:
                known[name] = one
                continue
            before.raw.extend(one.raw)
            digits = {compiled(r"\D").sub("", words[slice(*span)])[-9:] for span in before.phones}
            before.phones.extend(
                span for span in one.phones if compiled(r"\D").sub("", words[slice(*span)])[-9:] not in digits
            )
            emails = {words[slice(*span)].lower() for span in before.emails}
            before.emails.extend(span for span in one.emails if words[slice(*span)].lower() not in emails)
            before.role, before.organisation = before.role or one.role, before.organisation or one.organisation
            section.contacts.remove(one)
    return sections


def _reached_before(words: str, one: FoundContact, known: dict[str, FoundContact]) -> FoundContact | None:
    """Return the contact whose numbers and addresses a nameless one repeats, all of them."""
    said = _said(words, one)
    return next((each for each in known.values() if said and said <= _said(words, each)), None)


def _absorbed(words: str, sections: list[Section]) -> list[Section]:
    """Give an address without a name to the person whom it is the address of, wherever that stands."""
    everybody = [one for section in sections for one in section.contacts]
    for section in sections:
        for one in list(section.contacts):
            said = _said(words, one) if one.name is None and one.organisation is None and one.role is None else set()
            owner = next((each for each in everybody if each is not one and said and said <= _said(words, each)), None)
            if owner is not None:
                owner.raw.extend(one.raw)
                section.contacts.remove(one)
                everybody.remove(one)
    return sections


def _said(words: str, one: FoundContact) -> set[str]:
    digits = {compiled(r"\D").sub("", words[slice(*span)])[-9:] for span in one.phones}
    return digits | {words[slice(*span)].lower() for span in one.emails}


def _section(words: str, paragraphs: tuple[Paragraph, ...], at: int, *, follows: bool) -> Section | None:
    """Read the contacts that begin at a paragraph; `follows` says whether others stand right above."""
    paragraph = paragraphs[at]
    begins = label_of(paragraph) if len(paragraph.words) <= _LONGEST_CONTACT else None
    if begins is None and paragraph.margin:
        # What stands in the foot of every page is the office's, and nobody's to ask.
        return None
    if begins is None:
        return _unlabelled(words, paragraphs, at, follows=follows)
    if shared := _shared(words, paragraphs, at, begins):
        return shared
    lines: list[Span] = []
    rest = (paragraph.start + begins, paragraph.end)
    if words[slice(*rest)].strip(" :"):
        lines.append(rest)
    last = at
    for number in range(at + 1, min(at + _LONGEST_SECTION, len(paragraphs))):
        following = paragraphs[number]
        if following.margin != paragraph.margin:
            break
        desk = not paragraphs[number - 1].alone and ":" not in following.words and lines
        if (label_of(following) is not None and not desk) or not _belongs(
            following, lines, words, tight=not paragraphs[number - 1].alone
        ):
            break
        lines.append((following.start, following.end))
        last = number
    contacts = people_of(words, lines)
    if not any(one.reachable or one.name for one in contacts) or _is_pointer(words, lines, contacts):
        return None
    label = (paragraph.start, paragraph.start + begins)
    if begins and contacts and words[slice(*label)].strip():
        contacts[0].raw.insert(0, label)
    return Section(at, last, contacts)


def _shared(words: str, paragraphs: tuple[Paragraph, ...], at: int, begins: int) -> Section | None:
    """Read those who are all asked at one number: "Contacts: 01632 960 960", and their names on the lines below."""
    paragraph = paragraphs[at]
    reached = Reaches(words, paragraph.start + begins, paragraph.end)
    if (
        not _SEVERAL.search(paragraph.words, 0, begins)
        or not (reached.phones or reached.emails)
        or compiled(r"\w").search(reached.text)
    ):
        return None
    lines: list[Span] = []
    last = at
    for number in range(at + 1, min(at + _LONGEST_SECTION, len(paragraphs))):
        below = paragraphs[number]
        start = below.start
        own = [(start + line.start(), start + line.end()) for line in compiled(r"[^\n]+").finditer(below.words)]
        if is_reached(below.words) or not all(_says_what(words, line) for line in own):
            break
        lines.extend(own)
        last = number
    contacts = [contact for line in lines for contact in people_of(words, [line])]
    if len(contacts) < 2 or not all(one.name for one in contacts):
        return None
    for one in contacts:
        one.phones, one.emails = list(reached.phones), list(reached.emails)
    contacts[0].raw.insert(0, (paragraph.start, paragraph.end))
    return Section(at, last, contacts)


def _says_what(words: str, line: Span) -> bool:
    """Say whether a line is somebody's name, a comma, and what they are."""
    name = _NAME_FIRST.match(words, *line)
    return (
        name is not None and line[1] - line[0] <= _LONGEST_ENTRY and bool(ROLE_WORD.search(words, name.end(), line[1]))
    )


def _unlabelled(words: str, paragraphs: tuple[Paragraph, ...], at: int, *, follows: bool) -> Section | None:
    """Read a contact that no label opens: in a sentence, in lines of its own, or on one line."""
    paragraph = paragraphs[at]
    closing = 2 * at > len(paragraphs)
    pointer = at > 2 and len(paragraph.words) < _LONGEST_LINE
    sentence = contact_in(words, paragraph, closing=closing or pointer)
    late = 2 * paragraph.start > len(words) and len(paragraphs) - at < _LAST
    early = at < _LAST and (follows or _is_under_status(paragraphs, at))
    if sentence is None and (late or early) and (block := _block(words, paragraphs, at)):
        return block
    whole = closing or (pointer and "@" in paragraph.words and PHONE.search(paragraph.words) is not None)
    sentence = sentence or (_loose(words, paragraph) if whole else None)
    if sentence is None:
        return None
    return Section(at, at, owners_in(words, sentence, paragraph) or [sentence], sentence.raw[0][0] > paragraph.start)


def _belongs(paragraph: Paragraph, lines: list[Span], words: str, *, tight: bool) -> bool:
    """Say whether a paragraph goes on with the contact above it."""
    text = paragraph.words
    evidence = is_reached(text)
    if ends_contacts(paragraph) or (ABOUT.match(text) and not evidence):
        return False
    if evidence and len(text) < 2 * _LONGEST_LINE:
        return True
    if lines and _tells(text) and all(URL.fullmatch(words[start:end].strip(" .")) for start, end in lines):
        return False
    if len(text) > _LONGEST_LINE or (text.endswith((".", "!", "?")) and len(text) > 60):
        return False
    reached = any(is_reached(words[start:end]) for start, end in lines)
    if tight and reached and len(text) > _LONGEST_ENTRY:
        return False
    return tight or not reached or bool(URL.fullmatch(text)) or len(text) < 26


def _is_pointer(words: str, lines: list[Span], contacts: list[FoundContact]) -> bool:
    """Say whether a label leads to a page on the net, and to nobody: what else stands there is a word, and no name."""
    somebody = any(one.reachable or one.role or (one.name and " " in words[slice(*one.name)]) for one in contacts)
    return not somebody and URL.search(words[slice(*lines[0])]) is not None


def _tells(text: str) -> bool:
    """Say whether a line is a sentence: it ends as one, and has words in small letters that are nobody's calling."""
    small = [word for word in _SMALL_WORD.findall(text) if not ROLE_WORD.fullmatch(word)]
    return text.endswith((".", "!", "?", "؟", "…")) and len(small) > 2


def _block(words: str, paragraphs: tuple[Paragraph, ...], at: int) -> Section | None:
    """Read a contact without a label under the text: name, calling, number and address on lines of their own."""
    first = paragraphs[at]
    if not _opens_block(first):
        return None
    lines, last = [(first.start, first.end)], at
    for number in range(at + 1, min(at + _LONGEST_BLOCK, len(paragraphs))):
        following = paragraphs[number]
        reached = any(is_reached(words[start:end]) for start, end in lines)
        apart = paragraphs[number - 1].alone and not _is_entry(following.words)
        if apart or not _is_line_of_block(following) or (reached and _opens_block(following)):
            break
        lines.append((following.start, following.end))
        last = number
    reached = any(is_reached(words[start:end]) for start, end in lines[1:])
    people = people_of(words, lines) if reached else []
    reachable = people and all(one.reachable for one in people) and len(people) == 1
    if not reachable or not (people[0].name or people[0].role or people[0].organisation):
        return None
    people[0].labelled = False
    return Section(at, last, people)


def _is_under_status(paragraphs: tuple[Paragraph, ...], at: int) -> bool:
    """Say whether a line stands right under "for immediate release", where an office writes whom to ask."""
    return any(
        (status := STATUS.match(one.words)) is not None and len(one.words) < _NEAR and USABLE.search(status[0])
        for one in paragraphs[max(0, at - _UNDER_STATUS) : at]
    )


def _opens_block(one: Paragraph) -> bool:
    """Say whether a line is somebody's name, with or without what they are, or that of a press desk."""
    text = one.words.strip()
    if len(text) > _LONGEST_ENTRY or one.level or one.bullet or one.linked or text[-1:] in ".!?:;":
        return False
    named = _NAMED_LINE.fullmatch(text)
    if named and not ORGANISATION_WORD.search(named["who"]) and STATUS.match(text) is None:
        return named["rest"] is None or ROLE_WORD.search(named["rest"]) is not None
    return len(text) < _NEAR and _PRESS_DESK.search(text) is not None


def _is_line_of_block(one: Paragraph) -> bool:
    text = one.words.strip()
    closed = text[-1:] in ".!?" and len(text.split()) > 4 and "@" not in text
    return len(text) <= _LONGEST_ENTRY and not closed and label_of(one) is None and not ends_contacts(one)


def _is_entry(text: str) -> bool:
    """Say whether a short line behind a blank one still goes on with a contact: a calling, a number, an address."""
    return len(text) < _NEAR and (
        is_reached(text) or ROLE_WORD.search(text) is not None or URL.fullmatch(text) is not None
    )


def _loose(words: str, paragraph: Paragraph) -> FoundContact | None:
    """Read a line without a label near the end that is a name and a number or an address, and no sentence."""
    text = paragraph.words
    if len(text) > _LONGEST_LINE or text.endswith((".", "!")) or paragraph.bullet or _CALL.match(text):
        return None
    if TAKING_PART.search(text) or (_POSTCODE.search(text) and "@" not in text):
        return None
    found = Reaches(words, paragraph.start, paragraph.end)
    if not (found.phones or found.emails) or paragraph.level or paragraph.linked:
        return None
    people = people_of(words, [(paragraph.start, paragraph.end)])
    return people[0] if people and (people[0].name or (found.phones and found.emails)) else None
