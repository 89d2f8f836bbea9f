"""Rules about media contacts: what a journalist on deadline needs to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

_LABEL = compiled(
    r"""(?<![\w-])(?P<label>e-?mails?|mail|tel(?:ephone)?|phones?|mobile|cell|fax|contact\s+email|media\s+contact\s+email
    |téléphone|courriel|correo(?:\s+electrónico)?|teléfono|telefon|mobil|mobiltelefon|эл\.?\s*почта|телефон|тел|пошта|e-posta|e-poçt
    |البريد\ الإلكتروني|(?:ال)?هاتف|(?:ال)?جوال|(?:ال)?فاكس|факс|моб|(?:ел|эл)\.?\ пошта
    |(?<=,\ )[TEMF](?=:)|(?:(?<=^)|(?<=\n))(?:website|web|whatsapp|telegram|signal|skype|[TEMF](?=:)))
    \.?[ \t]*(?:\*\*|__)?[ \t]*:[ \t]*(?:\*\*|__)?[ \t]*(?:[-–—][ \t]*)?(?P<end>["'<>()]*(?=\r?$)|(?=[,;|]))""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_COLON = compiled(r":[ \t*_]*(?:[-–—][ \t]*)?[\"'<>()]*(?=\r?$|[,;|])", re.MULTILINE)
_LONGEST_LABEL = 40
_VALUE = compiled(
    r"\s*(?:[*_<\[(]*)(?:[^\s:]*@|\+?\(?\d[\d\s().-]{4,}|mailto:|tel:|https?:|www\.|[\w-]+\.[\w.-]{2,}/?\s)",
    re.IGNORECASE,
)
_EMPTY_KEY = compiled(r"(?P<indent>[ \t]*(?:- )?)[a-z]+:[ \t]*(?:\r?\n)(?!(?P=indent)[ \t]+\S|[ \t]*-[ \t]+[\"'+\d])")
"""A key of the front matter with nothing behind or under it."""
_ADDRESS = compiled(r"(?<![\w.+%'@/-])[\w.+%'-]{1,64}@(?!\s)[\w.-]*[\w@.-]*")
_HIDDEN = compiled(r"\[email[ \u00a0]protected\]")
_PARTED = compiled(r"(?<![\w.@])[\w.+-]{2,40} @(?:[\w-]+\.)+[a-z]{2,}\b")
_SLIPPED = compiled(
    r"\.(?:con|cmo|ocm|comm|ogr|orgg|nte)$|^(?:gmial|gamil|gmai|gmal|yaho|yhaoo|hotmial|hotmai|outlok|outloook)\.[a-z.]+$",
    re.IGNORECASE,
)
_PLAIN_ADDRESS = compiled(
    r"[A-Za-z0-9][A-Za-z0-9_%+-]{0,40}(?:\.[A-Za-z0-9_%+-]{1,40}){0,3}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}"
)
_GLUED_NUMBER = compiled(r"\.[a-z]+(?=\d{3})[\d ()-]{7,}$", re.IGNORECASE)
_PHONE = compiled(r"(?<![\w/.,$€£#=&?%-])(?P<number>\+\s?\d[\d\s().-]{5,}\d)(?P<range>\s?/\s?\d{1,4}(?![\d/]))?(?!\d)")
_TWO_SIGNS = compiled(r"(?<![\w+])\+[ \u00a0]?\+(?=[ \u00a0]?\d{1,3}[ \u00a0(\d])")
_LOCAL = compiled(
    r"\b(?:tel(?:ephone)?|phone|mobile"
    r"|cell)\.?:?[ \t]*(?P<number>\(?\d[\d \t().-]{5,}\d)(?P<range>/\d{1,4}(?![\d/]))?(?!\d)",
    re.IGNORECASE,
)
_RANGE = compiled(r"(?<![\d/+.-])(?P<number>\(?0\d[\d ().-]{5,}\d)\s?/\s?(?P<range>\d{1,4})(?![\d/])")
_FREE_WORDS = """
    gmail.com googlemail.com yahoo.com hotmail.com outlook.com mail.ru aol.com gmx.de web.de ukr.net icloud.com
"""
_FREE = frozenset(_FREE_WORDS.split())
_BARE = compiled(r"(?<![\d/=-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?!\d)")
"""A number as it is written inside North America."""
_CALLED = compiled(
    r"\b(?:call|contact|phone|ring|tel|appele[rz]|llam\w+|anrufen|тел\w*|дзвон\w+|звон\w+|ara\w*|zəng)\b\.?\s[^\d\n]{0,40}?"
    r"\(?0\d[\d ().-]{6,}\d",
    re.IGNORECASE,
)
"""A number as it is written at home, behind the word that asks to call it."""
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.\n\n"


def _no_contact(reading: Reading) -> Iterator[Found]:
    manuscript = reading.manuscript
    if manuscript.contacts:
        return
    text = reading.text
    if ("@" in text and _ADDRESS.search(text)) or any(form.search(text) for form in (_PHONE, _LOCAL, _BARE, _CALLED)):
        return
    if _HIDDEN.search(text):
        return  # there is one, and another rule says what is wrong with it
    end = len(text.rstrip())
    yield Found(end, end, "There is no media contact", advice="name a person with phone and e-mail")


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Return the labels behind whose colon the line ends, or the next cell begins."""
    reached = 0
    for colon in _COLON.finditer(text):
        line = text.rfind("\n", 0, colon.start()) + 1
        match = _LABEL.search(text, max(reached, line, colon.start() - _LONGEST_LABEL), colon.end() + 1)
        if match is not None:
            reached = match.end()
            yield match


def _empty_label(reading: Reading) -> Iterator[Found]:
    text = reading.text
    for match in _labels(text):
        if reading.copy[match.start()].isspace():
            if reading.subject.edition is None or not _EMPTY_KEY.match(text, text.rfind("\n", 0, match.start()) + 1):
                continue
        elif text[match.end() : match.end() + 1] not in {",", ";", "|"} and _VALUE.match(
            text, match.end()
        ):  # the value stands on the next line
            continue
        label = " ".join(match["label"].split())
        end = match.start() + len(match[0].rstrip())
        yield Found(match.start(), end, f'"{label}" is followed by nothing', advice="fill it in, or remove the label")


def _phone(reading: Reading) -> Iterator[Found]:
    for match in _TWO_SIGNS.finditer(reading.copy) if "+" in reading.copy else ():
        yield Found.replacing(*match.span(), "The number begins with two plus signs", "+")
    for match in _PHONE.finditer(reading.copy) if "+" in reading.copy else ():
        number = " ".join(match["number"].split())
        if match["range"]:
            start, end = match.span()
            both = _two_numbers(number, match["range"].strip(" /"))
            yield Found.replacing(start, end, "Two numbers in one: a telephone would dial them as one", both)
            continue
        if not _possible(number):
            yield Found(*match.span("number"), f"{number} is no telephone number of any country")
    for match in _LOCAL.finditer(reading.copy) if reading.has("tel", "phone", "mobile", "cell") else ():
        if match["range"]:
            both = _two_numbers(match["number"], match["range"].strip(" /"))
            start, end = match.start("number"), match.end("range")
            yield Found.replacing(start, end, "Two numbers in one: a telephone would dial them as one", both)
    yield from _ranges(reading)


def _possible(number: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(compiled(r"\(0\)").sub("", number), None)))
    except phonenumbers.NumberParseException:
        return False


def _ranges(reading: Reading) -> Iterator[Found]:
    """Find two numbers in one among a contact's lines, with or without a label and a country code."""
    for contact in reading.manuscript.contacts:
        for line in contact.raw:
            for match in _RANGE.finditer(reading.copy, line.start, line.end):
                both = _two_numbers(match["number"], match["range"])
                yield Found.replacing(*match.span(), "Two numbers in one: a telephone would dial them as one", both)


def _two_numbers(number: str, ending: str) -> str:
    number = number.strip()
    return f"{number}, {number[: -len(ending)]}{ending}"


def _no_country(reading: Reading) -> Iterator[Found]:
    phones = [phone for contact in reading.manuscript.contacts for phone in contact.phones]
    if not any(phone.text.startswith("+") for phone in phones):
        return
    for phone in phones:
        begins = reading.text[max(0, phone.start - 1) : phone.start + 2]
        if "+" not in begins and not phone.text.startswith(("+", "00", "tel:")):
            yield Found.at(phone, f"{phone.text} has no country code, and another number here has one")


def _addresses(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Return what is written as an e-mail address; what only begins with an @ is a name on a platform."""
    for match in _ADDRESS.finditer(reading.text) if "@" in reading.text else ():
        address = match[0].rstrip(".-")
        end = match.start() + len(address)
        if reading.copy[match.start()] not in " \n" and reading.text[end : end + 1] != "/":
            yield match.start(), end, address


def domains_to_ask(reading: Reading) -> tuple[str, ...]:
    """Return the domains of a text's addresses, each once."""
    found = (address.partition("@")[2].lower() for _, _, address in _addresses(reading) if not _fault(address))
    return tuple(dict.fromkeys(found))


def _address(reading: Reading) -> Iterator[Found]:
    """Find addresses that no mail server takes."""
    answers = reading.subject.answers
    for match in _HIDDEN.finditer(reading.text):
        yield Found(*match.span(), "A web page has hidden the address here: write it out")
    for match in _PARTED.finditer(reading.text):
        if reading.copy[match.start()] not in " \n":
            yield Found(*match.span(), f'"{match[0]}" has a space in it')
    for start, end, address in _addresses(reading):
        if (fault := _fault(address)) is not None:
            yield Found(start, end, f'"{address}" is no e-mail address: {fault}')
        elif answers and (said := answers.domains.get(address.partition("@")[2].lower())):
            yield Found(start, end, f"No mail reaches {address}: {said}")


def _fault(address: str) -> str | None:
    local, _, domain = address.partition("@")
    if "@" in domain:
        return "there are two @"
    if "." not in domain:
        return "its domain has no ending, such as .org" if domain else "there is no domain after the @"
    if slipped := _SLIPPED.search(domain):
        return f'"{slipped[0]}" is a slip of the fingers'
    if glued := _GLUED_NUMBER.search(domain):
        return f'"{glued[0][1:]}" has a telephone number glued to it'
    return _refusal(address) or (None if local else "nothing stands before the @")


def _refusal(address: str) -> str | None:
    if _PLAIN_ADDRESS.fullmatch(address):
        return None  # the library that knows every rule takes longer to load than all of this
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return f"{str(error)[:1].lower()}{str(error)[1:].rstrip('.')}"
    return None


def _bare(reading: Reading) -> Iterator[Found]:
    for contact in reading.manuscript.contacts:
        for email in contact.emails:
            domain = email.text.rpartition("@")[2].casefold()
            if domain in _FREE:
                yield Found.at(email, f"An address at {domain} does not show that it is the organisation's")
        if contact.name is None and contact.raw:
            yield Found.at(contact.raw[0], "The contact has no name", advice="journalists call a person")
        elif contact.name is not None and contact.role is None:
            yield Found.at(contact.name, f"{contact.name.text} has no title", advice="say what they are")


def _one_for_all(reading: Reading) -> Iterator[Found]:
    organisers, contacts = reading.manuscript.organisers, reading.manuscript.contacts
    if len(organisers) > 1 and len(contacts) == 1 and (place := contacts[0].name or next(iter(contacts[0].raw), None)):
        yield Found.at(place, f"One contact for {len(organisers)} organisers")


CON001 = Rule(
    "CON001",
    "No media contact",
    Severity.ERROR,
    ("WIRE",),
    "A journalist with a question and nobody to ask writes about something else; wire services refuse the text.",
    Example("Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.⟦⟧\n"),
    Example(f"{_HEAD}Media contact: Nigar Example, Press Officer, press@example.org\n"),
    _no_contact,
    facts=True,
    caution="A page may hold the contacts of a whole newsroom elsewhere.",
)
CON002 = Rule(
    "CON002",
    "Label without a value",
    Severity.ERROR,
    ("SEED",),
    "The template was not filled in, and the contact cannot be reached that way.",
    Example(f"{_HEAD}Media contact: Nigar Example, Tel: +994 12 555 01 44, ⟦Email:⟧\n"),
    Example(f"{_HEAD}Media contact: Nigar Example, Email:\npress@example.org\n"),
    _empty_label,
)
CON003 = Rule(
    "CON003",
    "Telephone number that cannot be dialled",
    Severity.WARNING,
    ("SEED",),
    "On a telephone a number is tapped: 44/45 dials a number that does not exist.",
    Example(f"{_HEAD}Media contact: Nigar Example, Tel: ⟦+994 12 555 01 44/72⟧\n"),
    Example(f"{_HEAD}Media contact: Nigar Example, Tel: +994 12 555 01 44, +994 12 555 01 45\n"),
    _phone,
    Fixable.UNSAFE,
)
CON004 = Rule(
    "CON004",
    "Telephone number without country code",
    Severity.WARNING,
    ("SEED",),
    "A release that crosses borders is read by people who cannot guess the code.",
    Example(
        f"{_HEAD}Media contact: Nigar Example, Press Officer, Tel: +994 12 555 01 44\n\n"
        "Media contact: Elin Example, Press Officer, Tel: ⟦012 555 01 45⟧\n"
    ),
    Example(f"{_HEAD}Media contact: Nigar Example, Press Officer, Tel: 012 555 01 44\n"),
    _no_country,
    facts=True,
    caution="Asked only where another number of the release has its code.",
)
CON005 = Rule(
    "CON005",
    "E-mail address that cannot be written to",
    Severity.ERROR,
    ("WIRE",),
    "Every question sent there comes back.",
    Example(f"{_HEAD}Media contact: Nigar Example, ⟦press@example⟧\n"),
    Example(f"{_HEAD}Media contact: Nigar Example, press@example.org, and @example on other platforms\n"),
    _address,
)
CON006 = Rule(
    "CON006",
    "Contact without name or title",
    Severity.INFORMATION,
    ("WIRE",),
    "Journalists call a person, and want to know whom they quote.",
    Example(f"{_HEAD}Media contact: ⟦Nigar Example⟧, press@example.org\n"),
    Example(f"{_HEAD}Media contact: Nigar Example, Press Officer, press@example.org\n"),
    _bare,
    facts=True,
    caution="Many offices prefer a shared address.",
)
CON007 = Rule(
    "CON007",
    "Joint release with a single contact",
    Severity.INFORMATION,
    ("SEED",),
    "Each organiser is asked about its own part.",
    Example(
        "School opens\n\nOrganisers: Exampleland Aid; Example Ministry\n\n"
        "Media contact: ⟦Nigar Example⟧, Press Officer, press@example.org\n"
    ),
    Example(
        "School opens\n\nOrganisers: Exampleland Aid\n\nMedia contact: Nigar Example, Press Officer, "
        "press@example.org\n"
    ),
    _one_for_all,
    facts=True,
)
