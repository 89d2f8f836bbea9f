"""Rules about links; none of them asks the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity

_LINK = re.compile(r"(?:https?|htpps?|http[s]?)(?::/{0,3}|//)[^\s<>\"“”‘’\]|]*", re.IGNORECASE)
_TRAIL = ".,;:!?)'*_"
_PLACEHOLDER = re.compile(
    r"^(?:www\.)?(?:your[-\w]*\.(?:com|org)|yourwebsite\.\w+|website\.com|link\.com|domain\.com|url\.com|insert[-\w]*|xxx+\.\w+|test\.com)$",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|\[[0-9a-f:]+\]", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|mc_[ce]id|igshid|msclkid|yclid|_hsenc|_hsmi|mkt_tok)$", re.IGNORECASE
)
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school: "


def _links(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Return the addresses in the pieces of the manuscript, without what only follows them."""
    for match in _LINK.finditer(reading.text):
        if reading.copy[match.start()] == " ":  # outside every piece
            continue
        link = match[0]
        while link and link[-1] in _TRAIL and not (link[-1] == ")" and link.count("(") >= link.count(")")):
            link = link[:-1]
        link = link.partition(")")[0] if "(" not in link else link
        yield match.start(), match.start() + len(link), link


def _malformed(reading: Reading) -> Iterator[Found]:
    for start, end, link in _links(reading):
        fault = _fault(link)
        if fault:
            yield Found(start, end, f"{link} leads nowhere: {fault}")


def _fault(link: str) -> str | None:
    if not re.match(r"https?://[^/]", link, re.IGNORECASE):
        return "an address begins with https://"
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "it is no address"
    if re.search(r"https?(?::|//)", host):
        return "it begins twice"
    if _PLACEHOLDER.match(host):
        return "it was to be filled in"
    return None if _HOST.fullmatch(host) else f'"{host}" is no name of a site'


def _tracked(reading: Reading) -> Iterator[Found]:
    for start, end, link in _links(reading):
        if "?" not in link or _fault(link):
            continue
        parts = urlsplit(link)
        fields = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in fields if not _TRACKING.match(name)]
        if len(kept) < len(fields):
            clean = urlunsplit(parts._replace(query=urlencode(kept)))
            yield Found.replacing(start, end, "The link tells who follows it where it came from", clean)


URL001 = Rule(
    "URL001",
    "Link that leads nowhere",
    Severity.ERROR,
    ("WIRE",),
    "A link that does not open is worse than none.",
    Example(f"{_HEAD}⟦https:/example.org/school⟧\n"),
    Example(f"{_HEAD}https://example.org/school (also https://example.org).\n"),
    _malformed,
)
URL002 = Rule(
    "URL002",
    "Link with tracking",
    Severity.WARNING,
    ("MEAS",),
    "Parameters for advertising make a link long, and tell on the reader.",
    Example(f"{_HEAD}⟦https://example.org/school?utm_source=mail⟧\n"),
    Example(f"{_HEAD}https://example.org/school?page=2\n"),
    _tracked,
    Fixable.SAFE,
)
