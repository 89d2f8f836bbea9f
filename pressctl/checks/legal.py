"""Rules about what the law asks of a release."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity

TICKER = re.compile(
    r"\(\s*(?:NYSE(?:\s+American)?|NASDAQ|Nasdaq|OTC\w*|TSXV?|TSX\.V|LSE|AIM|ASX|CSE|HKEX|SGX)\s*:\s*(?P<symbol>[A-Z][A-Z.]{0,5})\b"
)
_SAFE_HARBOUR = re.compile(r"forward[- ]looking|safe harbou?r|Private Securities Litigation", re.IGNORECASE)
_OUTLOOK = re.compile(
    r"\b(?:expects? to|is expected to|anticipates?|plans? to|intends? to|forecasts?|guidance|outlook|projected)\b"
)
_BIRTH = re.compile(
    r"\b(?:born (?:on )?\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d|born (?:on )?[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d"
    r"|date of birth:?\s*\d|DOB:?\s*\d|passport (?:no|number)\.?:?\s*\w*\d)",
    re.IGNORECASE,
)
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
