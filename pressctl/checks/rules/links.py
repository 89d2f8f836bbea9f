"""Rules about links; none of them asks the net: what it said is handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pressctl.checks.base import Answers, Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

_LINK = compiled(r"(?:https?|htpps?|http[s]?)(?::/{0,3}|//)[^\s<>\"“”‘’\]|]*", re.IGNORECASE)
_SLIPPED = compiled(
    r"(?<![\w./-])(?:https?//[\w.-]+\S*|www[,.]{2}[\w-]+\S*|www\.[\w-]+,(?:com|org|net|int|eu|gov|info|[a-z]{2})\b)"
)
_EMPTY_TARGET = compiled(r"(?<!!)\[[^\[\]\n]{1,200}\]\((?:#|\s*|https?://)\)")
_TRAIL = ".,;:!?)'*_"
_PLACEHOLDER = compiled(
    r"^(?:www\.)?(?:your[-\w]*\.(?:com|org)|yourwebsite\.\w+|website\.com|link\.com|domain\.com|url\.com|insert[-\w]*|xxx+\.\w+|test\.com)$",
    re.IGNORECASE,
)
_HOST = compiled(r"(?:[\w-]+\.)+[\w-]{2,}|(?:\d{1,3}\.){3}\d{1,3}|localhost|\[[0-9a-f:]+\]", re.IGNORECASE)
_TRACKING = compiled(
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
    for match in _SLIPPED.finditer(reading.text):
        if reading.copy[match.start()] not in " \n":
            yield Found(*match.span(), f"{match[0]} leads nowhere: it is miswritten")
    if reading.manuscript.path.lower().endswith((".md", ".markdown")):
        for match in _EMPTY_TARGET.finditer(reading.text):
            if reading.copy[match.start()] not in " \n":
                yield Found(*match.span(), "The link has no address")


def _fault(link: str) -> str | None:
    if compiled(r"https?://", re.IGNORECASE).fullmatch(link):
        return None  # told as a link without an address, or only spoken of
    if not compiled(r"https?://[^/]", re.IGNORECASE).match(link):
        return "an address begins with https://"
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return "it is no address"
    return _fault_of_host(parts.hostname or "")


def _fault_of_host(host: str) -> str | None:
    if compiled(r"https?(?::|//)").search(host):
        return "it begins twice"
    if _PLACEHOLDER.match(host):
        return "it was to be filled in"
    if compiled(r"www\.[\w-]+", re.IGNORECASE).fullmatch(host):
        return "its address is cut off"
    return None if _HOST.fullmatch(host) else f'"{host}" is no name of a site'


def links_to_open(reading: Reading) -> tuple[str, ...]:
    """Return the addresses of a text that may be asked for, each once."""
    return tuple(dict.fromkeys(link for _, _, link in _links(reading) if not _fault(link)))


def _dead(reading: Reading) -> Iterator[Found]:
    answers = reading.subject.answers
    for start, end, link in _links(reading) if answers and answers.links else ():
        if answers and (said := answers.links.get(link)):
            yield Found(start, end, f"{link} does not open: {said}")


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
URL003 = Rule(
    "URL003",
    "Link that does not open",
    Severity.WARNING,
    ("WIRE",),
    "A link that leads to an error page is worse than none.",
    Example(
        f"{_HEAD}⟦https://example.org/gone⟧\n",
        known={"answers": Answers({"https://example.org/gone": "404 Not Found"})},
    ),
    Example(
        f"{_HEAD}https://example.org/school\n",
        known={"answers": Answers({"https://example.org/gone": "404 Not Found"})},
    ),
    _dead,
    caution="Asked with --online only. Some sites turn programs away; those that answer so are not counted as dead.",
)
