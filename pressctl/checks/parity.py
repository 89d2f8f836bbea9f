"""Rules that compare a translation with the edition that it follows: what must be the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from unicodedata import digit

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.model.release import Dateline, Edition
from pressctl.model.text import Block, Paragraph, Quotation, Words, block_text, quotations

_NUMBER = re.compile(r"(?<![A-Za-zÀ-ɏА-я0-9_@/.-])\d+(?:[ \u00a0\u202f.,٬٫’']\d{3}(?!\d))*(?:[.,٫]\d+)?(?![\w/]*[/@])")
_IN_WORDS = 12
"""Up to here a language may write a number out where another takes digits."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d{1,2}\s*[ap]\.?m|\d{1,2}\s?h\b(?:\s?\d{2})?", re.IGNORECASE)


def _value(written: str) -> str:
    """Return `2114` for `2,114`, `2 114` and `٢١١٤`, `1.5` for `1,5`."""
    western = "".join(str(digit(sign)) if sign.isdigit() else sign for sign in written)
    whole, fraction = western, ""
    match = re.fullmatch(r"(.*?)[.,٫](\d{1,2}|\d{4,})", western)
    if match:
        whole, fraction = match[1], match[2].rstrip("0")
    value = re.sub(r"\D", "", whole).lstrip("0") or "0"
    return f"{value}.{fraction}" if fraction else value


def _counts(written: str) -> bool:
    """Say whether a number is one that every language must show."""
    value = _value(written)
    return "." in value or int(value) > _IN_WORDS


def _prose(edition: Edition) -> str:
    parts = [edition.headline, edition.subheadline or "", *(block_text(block) for block in edition.body)]
    return "\n".join(parts)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    hours = [match.span() for match in _CLOCK.finditer(text)]
    for match in _NUMBER.finditer(text):
        if _counts(match[0]) and not any(start <= match.start() < end for start, end in hours):
            yield match


def _other_numbers(reading: Reading) -> Iterator[Found]:
    original = reading.subject.original
    if original is None or reading.subject.edition is None:
        return
    theirs = {_value(match[0]): match[0] for match in _numbers(_prose(original))}
    facts = {str(part) for part in (original.dateline.date.year, original.dateline.date.day)}
    ours = {_value(match[0]) for match in _numbers(_prose(reading.subject.edition))}
    for match in _numbers(reading.copy):
        value = _value(match[0])
        if value in ours and value not in theirs and value not in facts:
            yield Found(*match.span(), f"{match[0]} stands here and not in {original.language}")
    start = next((one.start for one in reading.manuscript.paragraphs), len(reading.text))
    for value, written in theirs.items():
        if value not in ours and value not in facts:
            message = f"{written} stands in {original.language} and nowhere here"
            yield Found(start, start, message, severity=Severity.WARNING, advice="written in words, it is no fault")


def _other_quotations(reading: Reading) -> Iterator[Found]:
    original, edition = reading.subject.original, reading.subject.edition
    if original is None or edition is None:
        return
    theirs, ours = len(quotations(original.body)), len(quotations(edition.body))
    if theirs != ours:
        start = next((one.start for one in reading.manuscript.paragraphs), len(reading.text))
        yield Found(start, start, f"Quotations: {ours} here, {theirs} in {original.language}")


def _edition(text: str, language: str, *, quoted: bool = False) -> Edition:
    body: Iterable[Block] = (Paragraph((Words(text),)),)
    blocks = (*body, Quotation(((Words("Nous payons."),),), None)) if quoted else tuple(body)
    return Edition(language, "École", Dateline("Baku", date(2018, 10, 30)), blocks)


_HEAD = "École\n\nBaku, 30 octobre 2018 – "
_FRENCH = _edition("L’école prend 41 élèves.", "fr")

PAR001 = Rule(
    "PAR001",
    "Number that differs between languages",
    Severity.ERROR,
    ("OWN",),
    "Two languages of one release must tell one story, and a number is its hardest part.",
    Example(
        f"{_HEAD}L’école prend ⟦41⟧ élèves.\n",
        language="fr",
        edition=_FRENCH,
        original=_edition("The school takes forty.", "en"),
    ),
    Example(
        f"{_HEAD}L’école prend 41 élèves.\n",
        language="fr",
        edition=_FRENCH,
        original=_edition("The school takes 41 pupils.", "en"),
    ),
    _other_numbers,
    caution="A number that one language writes in words and another in digits; up to 12 they are left alone.",
)
PAR002 = Rule(
    "PAR002",
    "Quotations that differ between languages",
    Severity.WARNING,
    ("OWN",),
    "Somebody is quoted to one audience and silent to the other.",
    Example(
        _HEAD.replace("Baku", "⟦⟧Baku") + "L’école ouvre.\n",
        language="fr",
        edition=_FRENCH,
        original=_edition("It opens.", "en", quoted=True),
    ),
    Example(f"{_HEAD}L’école ouvre.\n", language="fr", edition=_FRENCH, original=_edition("It opens.", "en")),
    _other_quotations,
)
