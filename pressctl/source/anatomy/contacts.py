"""Whom journalists may ask: names, roles, organisations, numbers and addresses, however they are glued together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, ROLE_WORD
from pressctl.source.anatomy.vocabulary import ABOUT, ABOUT_LAST, CONTACT_LABEL, CONTACT_SENTENCE, END_MARK, UPPER

Span = tuple[int, int]

EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]{0,63}(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,12}"
    r"|\s?[\[(]at[\])]\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z0-9]{2,12})"
)
PHONE = re.compile(
    r"(?:(?<![\w/.@-])|(?<=[a-z])(?=\(\d{3}\)))(?:\+\s?|00|\(\+)?"
    r"\(?\d[\d\s().\u00a0\u2010-\u2013-]{5,20}\d(?:\s?/\s?\d{1,8}){0,3}"
    r"(?:\s?(?:ext|x|poste|доб)\.?\s?\d{1,5})?(?![\d/@-]|\.\d)"
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|io|co\.uk|eu|de)\b(?:/\S*)?"
)
_FIELD = re.compile(
    r"""(?<![\w@])(?:email\ us\ here|visit\ (?:our|my)\ (?:website|blog)|t[eé]l(?:[eé]phone|efon|éfono)?s?|phones?
      |handy|языки|dillər|languages?|langues?|اللغات|الهاتف
      |mob(?:ile|il)?|cell|fax|direct|office|whats?app|e-?mails?
      |mail|courriel|correo|website|web(?:\ ?site)?|company\ website|url|internet|x|twitter|facebook
      |linkedin|instagram
      |skype|тел(?:ефон)?|моб(?:ильный)?|эл\.?\ ?(?:почта|адрес)|е-?mail|имейл|пошта|e-?poçt|e-?posta|mobil|eposta|тел
      |هاتف|جوال|بريد(?:\ إلكتروني)?|البريد\ الإلكتروني|call|at|and|or
      |reach(?:ed)?\ at|via|on|ou|o|oder|или|або|və|ve|и|та|у|an)(?![\w@])\s*[.:]*""",
    re.VERBOSE | re.IGNORECASE,
)
_GLUED_FIELD = re.compile(
    r"(?<=[a-z0-9)])(?=(?:Phone|Tel|Email|E-?[Mm]ail|Website|Fax|Mobile|Cell|Twitter|Facebook|X:))"
)
_OTHER = re.compile(
    r"source\b|distributed by|view |disclaimer|forward|safe harbo|the post |follow us|social media|relevant links"
    r"|add .{1,40} as your preferred",
    re.IGNORECASE,
)
_FOR_MORE = re.compile(r"for (?:more|further|media|press|additional) [\w ]{4,40}:", re.IGNORECASE)
_CALL = re.compile(r"(?:visit|call|text|to|for|learn|please|email|e-mail|sign|follow|shop|order)\b", re.IGNORECASE)
_LANGUAGES = re.compile(
    r"\s*(?:languages?|langues?|dillər|языки|мови|idiomas|sprachen|diller|اللغات)\s*:", re.IGNORECASE
)
_LONGEST_SECTION = 14
_LONGEST_LINE = 150


@dataclass(slots=True)
class FoundContact:
    """A contact in the words of a page."""

    raw: list[Span] = field(default_factory=list)
    name: Span | None = None
    role: Span | None = None
    organisation: Span | None = None
    phones: list[Span] = field(default_factory=list)
    emails: list[Span] = field(default_factory=list)
    labelled: bool = True

    @property
    def reachable(self) -> bool:
        """Whether it says how."""
        return bool(self.phones or self.emails)


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs of one or several contacts."""

    first: int
    last: int
    """Position among the page's paragraphs, inclusive."""
    contacts: list[FoundContact]


def find_contacts(words: str, paragraphs: tuple[Paragraph, ...]) -> list[Section]:
    """Return the contact sections of a page in order."""
    sections: list[Section] = []
    at = 0
    while at < len(paragraphs):
        section = _section(words, paragraphs, at)
        if section is None:
            at += 1
            continue
        sections.append(section)
        at = section.last + 1
    return _once(words, sections)


def _once(words: str, sections: list[Section]) -> list[Section]:
    """Give a contact that comes twice only once, with what its second place adds."""
    known: dict[str, FoundContact] = {}
    for section in sections:
        for one in list(section.contacts):
            name = words[slice(*one.name)].casefold() if one.name else ""
            before = known.get(name) if name else None
            if before is None:
                known[name] = one
                continue
            before.raw.extend(one.raw)
            digits = {re.sub(r"\D", "", words[slice(*span)])[-9:] for span in before.phones}
            before.phones.extend(
                span for span in one.phones if re.sub(r"\D", "", words[slice(*span)])[-9:] not in digits
            )
            emails = {words[slice(*span)].lower() for span in before.emails}
            before.emails.extend(span for span in one.emails if words[slice(*span)].lower() not in emails)
            before.organisation = before.organisation or one.organisation
            section.contacts.remove(one)
    return sections


def _section(words: str, paragraphs: tuple[Paragraph, ...], at: int) -> Section | None:
    paragraph = paragraphs[at]
    begins = _begins(paragraph)
    if begins is None:
        closing = 2 * at > len(paragraphs)
        sentence = _sentence(words, paragraph, closing=closing) or (_loose(words, paragraph) if closing else None)
        return Section(at, at, [sentence]) if sentence else None
    lines: list[Span] = []
    rest = (paragraph.start + begins, paragraph.end)
    if words[slice(*rest)].strip(" :"):
        lines.append(rest)
    last = at
    for number in range(at + 1, min(at + _LONGEST_SECTION, len(paragraphs))):
        following = paragraphs[number]
        if _begins(following) is not None or not _belongs(
            following, lines, words, tight=not paragraphs[number - 1].alone
        ):
            break
        lines.append((following.start, following.end))
        last = number
    contacts = _people(words, lines)
    if not any(one.reachable or one.name for one in contacts):
        return None
    label = (paragraph.start, paragraph.start + begins)
    if begins and contacts and words[slice(*label)].strip():
        contacts[0].raw.insert(0, label)
    return Section(at, last, contacts)


def _begins(paragraph: Paragraph) -> int | None:
    """Return the length of the label that a contact begins with; nothing where none begins."""
    text = paragraph.words
    match = CONTACT_LABEL.match(text)
    if _FOR_MORE.fullmatch(text):
        return len(text)
    if match is None:
        return _behind_owner(text)
    rest = text[match.end() :]
    if re.match(r"\s*(?::|$)", rest):
        colon = re.match(r"\s*:?\s*", rest)
        return match.end() + (colon.end() if colon else 0)
    if paragraph.level or paragraph.bold:
        return len(text) if len(text) < 60 else None
    return match.end() + _unmarked(text, match.end()) if _unmarked(text, match.end()) >= 0 else None


def _unmarked(text: str, end: int) -> int:
    """Return how far a label goes on that neither a colon nor the layout ends; -1 where it is none."""
    rest = text[end:]
    glued = rest[:1].isupper() and text[end - 1].islower()
    named = re.match(rf"\s+(?:for [^:]{{3,50}}:|(?=[{UPPER}]))", rest)
    if glued or (named and len(text) < 220 and (_evidence(text) or ":" in rest[:40])):
        return named.end() if named else 0
    return -1


def _behind_owner(text: str) -> int | None:
    """Return the length of `Acme Inc. Contact:`."""
    owner = re.match(rf"[{UPPER}][^:.]{{2,50}}?(?:Inc\.|Ltd\.|Corp\.)?\s+Contacts?\s*:", text)
    return owner.end() if owner and len(text) < 200 else None


def _evidence(text: str) -> bool:
    spread = _GLUED_FIELD.sub(" ", text)
    return bool(EMAIL.search(spread) or PHONE.search(spread) or "@" in text)


def _belongs(paragraph: Paragraph, lines: list[Span], words: str, *, tight: bool) -> bool:
    """Say whether a paragraph goes on with the contact above it."""
    text = paragraph.words
    evidence = _evidence(text)
    if _ends_contacts(paragraph) or (ABOUT.match(text) and not evidence):
        return False
    if evidence and len(text) < 2 * _LONGEST_LINE:
        return True
    if len(text) > _LONGEST_LINE or (text.endswith((".", "!", "?")) and len(text) > 60):
        return False
    reached = any(_evidence(words[start:end]) for start, end in lines)
    return tight or not reached or bool(_URL.fullmatch(text)) or len(text) < 26


def _ends_contacts(paragraph: Paragraph) -> bool:
    """Say whether a paragraph begins something else."""
    text = paragraph.words
    return (
        bool(paragraph.level or paragraph.linked)
        or END_MARK.fullmatch(text) is not None
        or ABOUT_LAST.search(text) is not None
        or _OTHER.match(text) is not None
    )


def _loose(words: str, paragraph: Paragraph) -> FoundContact | None:
    """Read a line without a label near the end that is a name and a number or an address, and no sentence."""
    text = paragraph.words
    if len(text) > _LONGEST_LINE or text.endswith((".", "!")) or paragraph.bullet or _CALL.match(text):
        return None
    found = _Line(words, paragraph.start, paragraph.end)
    if not (found.phones or found.emails) or paragraph.level or paragraph.linked:
        return None
    people = _people(words, [(paragraph.start, paragraph.end)])
    return people[0] if people and (people[0].name or (found.phones and found.emails)) else None


def _sentence(words: str, paragraph: Paragraph, *, closing: bool) -> FoundContact | None:
    """Read a contact that stands in a sentence: "For more information please contact …"."""
    text = _URL.sub(lambda url: "x" * len(url[0]), paragraph.words) if "@" not in paragraph.words else paragraph.words
    match = CONTACT_SENTENCE.search(text)
    if match is None or match.start() > 160:
        return None
    begin = paragraph.start + match.end()
    stop = paragraph.end
    found = _Line(words, begin, stop)
    named = re.match(rf"\W*(?:(?:us|our\s[\w\s]{{3,30}}|the\s[\w\s]{{3,30}})\s+)?(?P<name>{NAME})?", found.text)
    if not found.emails and not found.phones and not re.search(r"(?i)\b(?:tel|phone|e-?mail)\b\s*[.:]", found.text):
        return None
    contact = FoundContact([(paragraph.start, paragraph.end)], phones=found.phones, emails=found.emails)
    if named and named["name"] and not ROLE_WORD.fullmatch(named["name"]):
        _describe(contact, found, named.span("name"), begin)
    media = re.search(r"media|press|journalist|presse|prensa|сми|змі|basın|mətbuat|إعلام", match[0], re.IGNORECASE)
    contact.labelled = bool(media)
    return contact if contact.name or media or (closing and contact.emails) else None


def _describe(contact: FoundContact, found: _Line, name: Span, begin: int) -> None:
    """Take the name in a sentence, and what is said of it before the first number or address."""
    text = found.text
    rest = text[name[1] :]
    stop = re.search(r"[:;]|\b(?:tel|phone|e-?mail|mob|at \+|at \d|by|on \+)\b|\x00|\.\s", rest, re.IGNORECASE)
    about = rest[: stop.start() if stop else len(rest)].rstrip(" ,.(-–")
    where = re.match(r"\s*(?:at|of|from|bei|de|chez|,)\s+", about)
    span = (begin + name[0], begin + name[1])
    if ORGANISATION_WORD.search(text[slice(*name)]) and not where:
        contact.organisation = span
        return
    contact.name = span
    if where and about[where.end() :].strip():
        start = begin + name[1] + where.end()
        parts = [part for part in re.finditer(r"[^,]+", about[where.end() :]) if part[0].strip()]
        for part in parts:
            words = part[0].strip()
            lead = part.start() + len(part[0]) - len(part[0].lstrip())
            stretch = (start + lead, start + lead + len(words))
            if ROLE_WORD.search(words) and contact.role is None:
                contact.role = stretch
            elif contact.organisation is None:
                contact.organisation = stretch


class _Line:
    """One line of a contact: its numbers and addresses, and the words between them."""

    def __init__(self, words: str, start: int, end: int) -> None:
        text = words[start:end]
        self.emails: list[Span] = []
        self.phones: list[Span] = []
        for match in EMAIL.finditer(_unglued(text)):
            self.emails.append(_trimmed(text, *match.span()))
        text = _blanked(text, self.emails)
        urls = [match.span() for match in _URL.finditer(text)]
        text = _blanked(text, urls)
        for match in PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0].split("/")[0])
            if 7 <= len(digits) <= 15 and not re.fullmatch(
                r"\s?(?:(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}|\d{5}-\d{4})", match[0]
            ):
                begin = match.start() + len(match[0]) - len(match[0].lstrip())
                self.phones.append((begin, match.end()))
        if not self.phones:
            self.phones = [
                match.span(1) for match in re.finditer(r"(?<=[A-Za-z)])(\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4})", text)
            ]
        self.text = _blanked(text, self.phones)
        self.emails = [(first + start, last + start) for first, last in self.emails]
        self.phones = [(first + start, last + start) for first, last in self.phones]


def _unglued(text: str) -> str:
    """Part an address from a number or a name that it is glued to, keeping every place."""
    text = re.sub(r"\d(?=[A-Za-z][\w.+-]*@)", _part_digit, text)
    return re.sub(r"(?<=[a-z.])(?=[A-Z][a-z]*(?:Phone|Tel)\b)", "", text)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Cut from an address what is glued to it: a surname in front, `www.` or a capital behind."""
    after = re.search(r"\.(?:com|org|net|int|io|eu|gov|edu|info|ca|de|uk)(?=[A-Z]|www\b|https?)", text[start:end])
    if after:
        end = start + after.end()
    if label := re.match(r"(?:Office|E-?mail|Mail|Phone|Fax|Tel)(?=[A-Z])", text[start:end]):
        start += label.end()
    local = text[start:end].partition("@")[0]
    if local[:1].isupper() and any(character.islower() for character in local):
        for name in re.findall(r"[^\W\d_]{3,}", text[max(0, start - 60) : start]):
            at = local.lower().find(name.lower(), 1)
            if at > 0 and local[at].islower():
                return start + at, end
    return start, end


def _part_digit(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    return "\x00" if re.search(r"\d{2,4}[\s.)-]?\d{3,}$|\d{3}$", before) else match[0]


def _blanked(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


def _people(words: str, lines: list[Span]) -> list[FoundContact]:
    """Read the contacts of a section's lines."""
    contacts = [FoundContact()]
    for start, end in lines:
        found = _Line(words, start, end)
        chunks = [] if found.text.strip(" \x00") == "" else _chunks(words, found.text, start)
        current = contacts[-1]
        if words[start:end].strip().lower() in {"or", "and", "ou", "oder", "или", "və"}:
            current.raw.append((start, end))
            contacts.append(FoundContact())
            continue
        if _LANGUAGES.match(words[start:end]):
            current.raw.append((start, end))
            continue
        kinds = [_kind(words[first:last], words) for first, last in chunks]
        own = bool(found.emails or found.phones)
        named = kinds[:1] == ["name"] or (own and "name" in kinds)
        if own and "name" in kinds and current.name and not current.reachable and current.organisation is None:
            # What looked like a name above the person's own line is whom they work for.
            current.organisation, current.name = current.name, None
        if named and current.reachable and (current.name or own):
            current = FoundContact()
            contacts.append(current)
        current.raw.append((start, end))
        for chunk, kind in zip(chunks, kinds, strict=True):
            if kind and getattr(current, kind) is None:
                setattr(current, kind, chunk)
        current.phones.extend(found.phones)
        current.emails.extend(found.emails)
    full = [one for one in contacts if one.name or one.organisation or one.reachable]
    for one in contacts:
        if one not in full and full:
            full[0].raw.extend(one.raw)
    return full


def _chunks(words: str, text: str, offset: int) -> list[Span]:
    """Cut the words of a line where a sign, a label, or a glued joint parts them."""
    cuts = re.compile(rf"\x00+|[|;•\t\n]+|[,،]\s+|\s[-–—]\s|{_FIELD.pattern}", re.VERBOSE | re.IGNORECASE)
    spans, position = [], 0
    text = _GLUED_FIELD.sub("", text)
    joints = [match.start() for match in _GLUED_FIELD.finditer(text)] + _camel_joints(text, words)
    marks = sorted([match.span() for match in cuts.finditer(_with_breaks(text, joints))] + [(at, at) for at in joints])
    for begin, end in [*marks, (len(text), len(text))]:
        if begin > position:
            piece = text[position:begin]
            stripped = piece.strip(" \x00,:.()-–—[]")
            if stripped:
                first = position + piece.index(stripped)
                spans.append((offset + first, offset + first + len(stripped)))
        position = max(position, end)
    return [part for span in spans for part in _name_and_organisation(words, span)]


def _with_breaks(text: str, joints: list[int]) -> str:
    """Return the text with a break instead of the letter before each joint, so that labels behind it are seen."""
    for at in joints:
        text = text[: at - 1] + "\n" + text[at:] if text[at - 1].isspace() else text
    return text


def _camel_joints(text: str, words: str) -> list[int]:
    """Return where two words are glued: `WuPhone`, `OfficerAcme`, `WesleySunfinity`."""
    joints = []
    for match in re.finditer(r"(?<=[a-z.])(?=[A-Z][a-z])|(?<=[a-z])(?=\d{3,})", text):
        at = match.start()
        left = re.search(r"[\w’'-]+\.?$", text[:at])
        right = re.match(r"[\w’'-]+", text[at:])
        if left is None or right is None:
            continue
        role = ROLE_WORD.fullmatch(left[0]) or ROLE_WORD.fullmatch(right[0])
        alone = re.search(rf"(?<![\w]){re.escape(right[0])}(?!\w)", words) and len(left[0]) > 2
        whole = re.search(rf"(?<![\w]){re.escape(left[0] + right[0])}(?!\w)", words.replace(text, " "))
        if (role or alone or right[0].isdigit()) and not whole:
            joints.append(at)
    return joints


def _name_and_organisation(words: str, span: Span) -> list[Span]:
    """Cut a name from an organisation that stands behind it without a sign: `Jane Doe Acme Foundation`."""
    text = words[slice(*span)]
    tokens = list(re.finditer(r"\S+", text))
    if len(tokens) < 3 or not all(
        token[0].lstrip("(")[:1].isupper() or token[0] in {"of", "the", "and", "&"} for token in tokens
    ):
        return [span]
    if [token[0] for token in tokens[:2]] == [token[0] for token in tokens[2:4]]:
        # An organisation that bears the person's name.
        return [(span[0], span[0] + tokens[1].end()), (span[0] + tokens[2].start(), span[1])]
    elsewhere = words[: span[0]] + " " + words[span[1] :]
    if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", elsewhere):
        return [span]
    for at in range(2, min(4, len(tokens))):
        rest = text[tokens[at].start() :]
        known = len(rest) > 3 and re.search(rf"(?<!\w){re.escape(rest)}(?!\w)", elsewhere)
        if known or (at == 2 and ORGANISATION_WORD.search(rest) and len(tokens) > 3):
            first = text[: tokens[at - 1].end()]
            if not ORGANISATION_WORD.search(first) and not ROLE_WORD.search(first):
                return [(span[0], span[0] + len(first)), (span[0] + tokens[at].start(), span[1])]
    return [span]


def _kind(text: str, words: str) -> str | None:
    """Return which field of a contact some words are; nothing for addresses and labels."""
    if _FIELD.fullmatch(text) or len(text) < 3 or text.isdigit() or len(text) > 90 or re.match(r"\d", text):
        return None
    role = ROLE_WORD.search(text)
    organisation = ORGANISATION_WORD.search(text)
    if role and not re.search(r"\b(?:Inc|Ltd|LLC|Corp|Foundation|Media$)\b", text):
        return "role"
    if organisation:
        return "organisation"
    person = re.fullmatch(NAME, text)
    count = len(text.split())
    if person and 2 <= count <= 4 and not text.isupper():
        return "name"
    if person and count > 1 and text.isupper() and count <= 3:
        return "name"
    mentioned = len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", words)) > 1
    return (
        "organisation"
        if person and mentioned and not role
        else ("name" if person and count == 1 and len(text) > 3 else None)
    )


def numbers_of(text: str) -> list[str]:
    """Return every number that a written one stands for: `+994 12 465 90 71/72` are two."""
    first, *others = [part.strip() for part in text.split("/")]
    numbers = [first]
    for other in others:
        digits = re.sub(r"\D", "", other)
        if len(digits) >= 7:
            numbers.append(other)
        elif digits:
            numbers.append(_with_ending(first, digits))
    return numbers


def _with_ending(number: str, digits: str) -> str:
    """Return the number with its last digits replaced."""
    signs, left = list(number), list(digits)
    for at in range(len(signs) - 1, -1, -1):
        if left and signs[at].isdigit():
            signs[at] = left.pop()
    return "".join(signs)
