"""Rules that compare a translation with the edition that it follows: what must be the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import digit

from pressctl.checks.base import Example, Found, NameOnFile, Reading, Rule
from pressctl.checks.calendar import dates_in
from pressctl.checks.tongues import tongue
from pressctl.frozen import replace
from pressctl.language.wording import Wanted, find, may_stand_in
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition
    from pressctl.model.text import Block

_NUMBER = compiled(r"(?<![A-Za-zÀ-ɏА-я0-9_@/.-])\d+(?:[ \u00a0\u202f.,٬٫’']\d{3}(?!\d))*(?:[.,٫]\d+)?(?![\w/]*[/@])")
_IN_WORDS = 12
"""Up to here a language may write a number out where another takes digits."""
_A_SENTENCE = 6
"""Words; a name may stand alone in any language."""
_CLOCK = compiled(r"\d{1,2}[:.]\d{2}|\d{1,2}\s*[ap]\.?m|\d{1,2}\s?h\b(?:\s?\d{2})?", re.IGNORECASE)


def _value(written: str) -> str:
    """Return `2114` for `2,114`, `2 114` and `٢١١٤`, `1.5` for `1,5`."""
    western = "".join(str(digit(sign)) if sign.isdigit() else sign for sign in written)
    whole, fraction = western, ""
    match = compiled(r"(.*?)[.,٫](\d{1,2}|\d{4,})").fullmatch(western)
    if match:
        whole, fraction = match[1], match[2].rstrip("0")
    value = compiled(r"\D").sub("", whole).lstrip("0") or "0"
    return f"{value}.{fraction}" if fraction else value


def _counts(written: str) -> bool:
    """Say whether a number is one that every language must show."""
    value = _value(written)
    return "." in value or int(value) > _IN_WORDS


def _prose(edition: Edition) -> str:
    from pressctl.model.text import block_text

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
    from pressctl.model.text import quotations

    theirs, ours = len(quotations(original.body)), len(quotations(edition.body))
    if theirs != ours:
        start = next((one.start for one in reading.manuscript.paragraphs), len(reading.text))
        yield Found(start, start, f"Quotations: {ours} here, {theirs} in {original.language}")


def _other_days(reading: Reading) -> Iterator[Found]:
    """Find a day that only this language has, where the other has one that only it has."""
    original, edition = reading.subject.original, reading.subject.edition
    if original is None or edition is None:
        return
    theirs = {(one.month, one.day) for one in dates_in(_prose(original), original.language.partition("-")[0])}
    own = [one for one in reading.dates if any(p.start <= one.start < p.end for p in reading.manuscript.paragraphs)]
    ours = {(one.month, one.day) for one in own}
    facts = {(original.dateline.date.month, original.dateline.date.day)}
    missing = sorted(theirs - ours - facts)
    for one in own if missing else ():
        if (one.month, one.day) not in theirs | facts:
            there = ", ".join(f"{day}/{month}" for month, day in missing)
            written = " ".join(reading.text[one.start : one.end].split())
            yield Found(one.start, one.end, f"{written} stands here; {original.language} has {there} (day/month)")


def _other_organisers(reading: Reading) -> Iterator[Found]:
    """Find an organiser whom the original names in its text, and this language does not."""
    original, edition = reading.subject.original, reading.subject.edition
    if original is None or edition is None:
        return
    known = {name: one.names for one in reading.subject.on_file for name in one.names}
    told, here = _prose(original), _prose(edition)
    start = next((one.start for one in reading.manuscript.paragraphs), len(reading.text))
    for theirs, ours in zip(original.organisers, edition.organisers, strict=False):
        names = {theirs.name, ours.name, *known.get(ours.name, ())} | {
            one.acronym for one in (theirs, ours) if one.acronym
        }
        if _stands(names, told, original.language) and not _stands(names, here, edition.language):
            yield Found(start, start, f"{ours.name} is named in {original.language} and not here")


def _stands(names: Iterable[str], text: str, language: str) -> bool:
    """Say whether any of the names stands in a text, whatever its ending, its article and its country left out."""
    shortened = {
        compiled(r" in | to | of the Republic").split(compiled(r"^the ").sub("", name))[0] for name in names if name
    }
    folded = text.casefold()
    if any(name.casefold() in folded for name in shortened):
        return True
    others = [Wanted(name, inflected=True, ignore_accents=True) for name in shortened]
    return any(may_stand_in(text, wanted) and find(text, wanted, language) for wanted in others)


def _other_speakers(reading: Reading) -> Iterator[Found]:
    """Compare who says the first, second, third quotation in both languages."""
    original, edition = reading.subject.original, reading.subject.edition
    if original is None or edition is None:
        return
    from pressctl.model.text import quotations

    people = {name.casefold(): one.key for one in reading.subject.on_file if one.person for name in one.names}
    pairs = list(zip(quotations(original.body), reading.manuscript.quotations, strict=False))
    if len(pairs) != len(quotations(original.body)) or len(pairs) != len(reading.manuscript.quotations):
        return  # another rule's matter
    for theirs, ours in pairs:
        if theirs.attribution is None or ours.speaker is None:
            continue
        one, other = (people.get(name.casefold()) for name in (theirs.attribution.name, ours.speaker.text))
        if one is not None and one != other:
            said = f"{theirs.attribution.name} says this in {original.language}, {ours.speaker.text} here"
            yield Found.at(ours.speaker, said)


def _untranslated(reading: Reading) -> Iterator[Found]:
    original, edition = reading.subject.original, reading.subject.edition
    if original is None or edition is None or original.language.partition("-")[0] == reading.language:
        return
    from pressctl.model.text import Paragraph, block_text, block_words, quotations

    theirs = {" ".join(block_text(block).split()) for block in original.body if isinstance(block, Paragraph)}
    for piece in reading.manuscript.paragraphs:
        words = " ".join(piece.text.split())
        own = "".join(
            reading.copy[place] for place in range(piece.start, piece.end) if not reading.page.in_quotation(place)
        )
        if len(own.split()) < _A_SENTENCE:
            continue  # a title in quotation marks keeps its language
        if words in theirs or tongue(own) == original.language.partition("-")[0]:
            yield Found.at(piece, f"The paragraph is still in {original.language}")
    said = {block_words(quotation) for quotation in quotations(original.body)}
    for quotation in quotations(edition.body):
        words, span = block_words(quotation), quotation.span
        if span.end and len(words.split()) >= _A_SENTENCE and words in said:
            yield Found(span.start, span.end, f"The quotation is still in {original.language}")


def _edition(text: str, language: str, *, quoted: bool = False) -> Edition:
    from pressctl.model.release import Dateline, Edition
    from pressctl.model.text import Paragraph, Quotation, Words

    body: Iterable[Block] = (Paragraph((Words(text),)),)
    blocks = (*body, Quotation(((Words("Nous payons."),),), None)) if quoted else tuple(body)
    return Edition(language, "École", Dateline("Baku", date(2018, 10, 30)), blocks)


def _english(text: str, *, quoted: bool = False) -> partial[Edition]:
    return partial(_edition, text, "en", quoted=quoted)


def _french(text: str) -> partial[Edition]:
    return partial(_edition, text, "fr")


_HEAD = "École\n\nBaku, 30 octobre 2018 – "
_MARKED_HEAD = _HEAD.replace("Baku", "⟦⟧Baku")
_FORTY_ONE = _french("L’école prend 41 élèves.")


def _example(
    page: str, follows: partial[Edition], edition: partial[Edition] = _FORTY_ONE, on_file: tuple[NameOnFile, ...] = ()
) -> Example:
    """Return a page in French with the edition that it follows, and what its own edition says."""
    return Example(f"{page}\n", language="fr", on_file=on_file, edition=edition, original=follows)


PAR001 = Rule(
    "PAR001",
    "Number that differs between languages",
    Severity.ERROR,
    ("OWN",),
    "Two languages of one release must tell one story, and a number is its hardest part.",
    _example(f"{_HEAD}L’école prend ⟦41⟧ élèves.", _english("The school takes forty.")),
    _example(f"{_HEAD}L’école prend 41 élèves.", _english("The school takes 41 pupils.")),
    _other_numbers,
    caution="A number that one language writes in words and another in digits; up to 12 they are left alone.",
)
PAR002 = Rule(
    "PAR002",
    "Quotations that differ between languages",
    Severity.WARNING,
    ("OWN",),
    "Somebody is quoted to one audience and silent to the other.",
    _example(f"{_MARKED_HEAD}L’école ouvre.", _english("It opens.", quoted=True)),
    _example(f"{_HEAD}L’école ouvre.", _english("It opens.")),
    _other_quotations,
)
PAR003 = Rule(
    "PAR003",
    "Day that differs between languages",
    Severity.ERROR,
    ("OWN",),
    "The release was moved in one language only, and its readers come on another day.",
    _example(
        f"{_HEAD}L’école ouvre le ⟦12 novembre⟧.",
        _english("The school opens on 13 November."),
        _french("L’école ouvre le 12 novembre."),
    ),
    _example(
        f"{_HEAD}L’école ouvre le 13 novembre.",
        _english("The school opens on 13 November."),
        _french("L’école ouvre le 13 novembre."),
    ),
    _other_days,
)


def _organised(text: str, language: str) -> Edition:
    from pressctl.model.release import Organisation

    return replace(_edition(text, language), organisers=(Organisation("Example Bank"),))


PAR004 = Rule(
    "PAR004",
    "Organiser whom only the original names",
    Severity.WARNING,
    ("OWN",),
    "A partner reads the edition in its own language first.",
    _example(
        f"{_MARKED_HEAD}L’école ouvre.",
        partial(_organised, "Example Bank opens it.", "en"),
        partial(_organised, "L’école ouvre.", "fr"),
    ),
    _example(
        f"{_HEAD}Example Bank ouvre l’école.",
        partial(_organised, "Example Bank opens it.", "en"),
        partial(_organised, "Example Bank ouvre l’école.", "fr"),
    ),
    _other_organisers,
    caution="The text names the partner by a name that is not on file: add it to its aliases.",
)


def _saying(name: str) -> Edition:
    from pressctl.model.release import Dateline, Edition
    from pressctl.model.text import Attribution, Quotation, Words

    quotation = Quotation(((Words("We pay."),),), Attribution(name))
    return Edition("en", "School", Dateline("Baku", date(2018, 10, 30)), (quotation,))


_TWO = (
    NameOnFile("ana-example", ("Ana Example", "Anna Exemple"), person=True),
    NameOnFile("elin-example", ("Elin Example",), person=True),
)
_NOUS = f"{_HEAD}“Nous payons,” said "

PAR005 = Rule(
    "PAR005",
    "Quotation of somebody else than in the original",
    Severity.ERROR,
    ("OWN",),
    "Two people are quoted with the same words, and one of them never said them.",
    _example(f"{_NOUS}⟦Elin Example⟧.", partial(_saying, "Ana Example"), on_file=_TWO),
    _example(f"{_NOUS}Anna Exemple.", partial(_saying, "Ana Example"), on_file=_TWO),
    _other_speakers,
    caution="People who are not on file are not compared.",
)
PAR006 = Rule(
    "PAR006",
    "Paragraph that was not translated",
    Severity.WARNING,
    ("OWN",),
    "It was left for later, and later never came.",
    _example(
        f"{_HEAD}École ouverte.\n\n⟦The school takes the best of all nurses in the country.⟧",
        _english("The school opens."),
    ),
    _example(
        f"{_HEAD}École ouverte.\n\nL’école prend les meilleures infirmières du pays et de la région.",
        _english("The school opens."),
    ),
    _untranslated,
    caution="A passage that is meant to be in another language.",
)
