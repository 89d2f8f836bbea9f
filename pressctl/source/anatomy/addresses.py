"""Numbers and addresses as they are written in a line, however they are glued to what stands beside them."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span

EMAIL = compiled(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]{0,63}(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,12}"
    r"|\s?[\[(]at[\])]\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z0-9]{2,12})"
)
PHONE = compiled(
    r"(?<![\w/.@+-])(?:0\d{1,5}\s?/\s?\d[\d\s-]{4,12}\d|\d{3}/\d{3}[ .-]\d{4})(?![\d/@-])"
    r"|(?:(?<![\w/.@-])|(?<=[a-z])(?=\(\d{3}\)))(?:\+\s?|00|\(\+)?"
    r"\(?\d[\d\s().\u00a0\u2010-\u2013-]{5,20}\d(?:\s?/\s?\d{1,8}(?!\d| \d)){0,3}"
    r"(?:\s?(?:ext|x|poste|доб)\.?\s?\d{1,5})?(?![\d/@-]|\.\d)"
)
_AREA = compiled(r"0\d{1,5}\s?/|\d{3}/\d{3}[ .-]\d{4}")
"""A town's own number, as Germans and some Americans part it from the rest."""
URL = compiled(
    r"(?:https?://|www\.)[^\s<>()\[\]]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|io|co\.uk|eu|de)\b(?:/\S*)?"
)

_CALLING_GLUED = compiled(
    r"(?:Officer|Director|Manager|President|Relations|Communications|Coordinator|Specialist|Founder|Secretary|Affairs)"
    r"(?=[a-z]{2}[\w.]*@|[A-Z]{2}[\w.]*@)"
)
"""What somebody is, with the address glued to it."""


class Reaches:
    """The numbers and addresses of a stretch of words, and what stands between them."""

    def __init__(self, words: str, start: int, end: int) -> None:
        text = words[start:end]
        self.emails: list[Span] = []
        self.phones: list[Span] = []
        for match in EMAIL.finditer(_unglued(text)):
            self.emails.append(_trimmed(text, *match.span()))
        text = _blanked(text, self.emails)
        urls = [(match.start(), _end_of_url(match)) for match in URL.finditer(text)]
        text = _blanked(text, urls)
        for match in PHONE.finditer(text):
            digits = compiled(r"\D").sub("", match[0] if _AREA.match(match[0]) else match[0].split("/")[0])
            if 7 <= len(digits) <= 15 and not compiled(
                r"\s?(?:(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}|\d{5}-\d{4}|(?:19|20)\d{2}-\d{2}-\d{2}(?:\s\d{2})?)"
            ).fullmatch(match[0]):
                begin = match.start() + len(match[0]) - len(match[0].lstrip())
                if match[0].lstrip().startswith("(") and ")" not in match[0]:
                    begin += 1
                self.phones.append((begin, match.end()))
        if not self.phones:
            self.phones = [
                match.span(1) for match in compiled(r"(?<=[A-Za-z)])(\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4})").finditer(text)
            ]
        self.text = _blanked(text, self.phones)
        self.emails = [(first + start, last + start) for first, last in self.emails]
        self.phones = [(first + start, last + start) for first, last in self.phones]


def _end_of_url(match: re.Match[str]) -> int:
    """Return where a link ends: a number that is glued to its domain is none of it, `www.elm.com310.299.1717`."""
    glued = compiled(r"\.(?:com|org|net|io|co|eu)(?=\+?\d{3}[. -]\d{3})").search(match[0])
    return match.start() + glued.end() if glued else match.end()


def _unglued(text: str) -> str:
    """Part an address from a number or a name that it is glued to, keeping every place."""
    text = compiled(r"\d(?=[A-Za-z][\w.+-]*@)").sub(_part_digit, text)
    return compiled(r"(?<=[a-z.])(?=[A-Z][a-z]*(?:Phone|Tel)\b)").sub("", text)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Cut from an address what is glued to it: a surname in front, `www.` or a capital behind."""
    after = compiled(r"\.(?:com|org|net|int|io|eu|gov|edu|info|ca|de|uk)(?=[A-Z]|www\b|https?)").search(text[start:end])
    if after:
        end = start + after.end()
    if label := compiled(
        r"(?:(?:Office|E-?mail|Mail|Phone|Fax|Tel)(?=[A-Z])|(?:Inc|Ltd|Corp|Co|LLC|GmbH)\.?(?=[a-z])(?<=[.CH])|(?:Inc|Ltd|Corp)\.(?=[A-Z]))"
    ).match(text[start:end]):
        start += label.end()
    if glued := compiled(r"\d[\d-]{4,}(?=[a-z])|(?:CEO|CFO|COO|CTO|IR|PR|VP)(?=[a-z]{3,}[\w.]*@)").match(
        text[start:end]
    ):
        # A number, or a calling in capitals, that the address was glued to.
        start += glued.end()
    if calling := _CALLING_GLUED.match(text[start:end]):
        start += calling.end()
    local = text[start:end].partition("@")[0]
    if local[:1].isupper() and any(character.islower() for character in local):
        for name in compiled(r"[^\W\d_]{3,}").findall(text[max(0, start - 60) : start]):
            at = local.lower().find(name.lower(), 1)
            if at > 0 and local[at].islower():
                return start + at, end
    return start, end


def _part_digit(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    return "\x00" if compiled(r"\d{2,4}[\s.)-]?\d{3,}$|\d{3}$").search(before) else match[0]


def _blanked(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


def numbers_of(text: str) -> list[str]:
    """Return every number that a written one stands for: `+994 12 465 90 71/72` are two."""
    if _AREA.match(text):
        return [text]
    first, *others = [part.strip() for part in text.split("/")]
    numbers = [first]
    for other in others:
        digits = compiled(r"\D").sub("", other)
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
