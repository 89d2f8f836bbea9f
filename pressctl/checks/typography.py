"""Rules about signs and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.checks.profiles import Spelling
from pressctl.model.finding import Edit, Severity

_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|eacute|rsquo|trade|reg|copy);"
)
_ESCAPED_TWICE = re.compile(r"&amp;(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-z]{2,6});")
_MOJIBAKE = re.compile(
    r"â€[\u0080-\u00bf\u2018-\u203a\u0153\u02dc\u2122\u20ac]?|Ã[\u0080-\u00bf]|Â(?=[\u00a0-\u00bf])|\ufffd+|ï¿½"
)
_LOST = re.compile(
    r"\b(?:(?P<owner>[A-Za-z][a-z]{2,}) (?P<s>s)(?= [a-z])|(?P<verb>don|doesn|didn|isn|aren|wasn|weren|won|can"
    r"|couldn|wouldn|shouldn|hasn"
    r"|haven) (?P<t>t)\b)"
)
_SPACE = re.compile(
    r"(?<=\S)(?P<double> {2,})(?=\S)|(?<=\w)(?P<before>[ \u00a0]+)(?=[,;.](?:\s|$))|(?<=[a-z])(?P<nbsp>\u00a0)(?=[a-z])"
)
_IZE = re.compile(r"\b(?P<stem>[A-Za-z]{3,}?)(?P<form>is|iz)(?P<end>e|es|ed|ing|ation|ations|ational|er|ers)\b")
_VERB_STEMS = """
    organ real recogn author util optim maxim minim modern special general final summar prior character emphas standard
    normal mobil stabil visual personal custom capital central categor commercial crystal digit econom equal familiar
    formal global harmon hospital ideal industrial institutional internal legal liberal local material memor monet
    national neutral penal popular privat public rational regular revital revolution scrutin sensit social subsid symbol
    sympath synchron synthes terror urban vandal victim vocal apolog critic civil colon democrat demoral energ fertil
    galvan immun incentiv jeopard magnet marginal mechan militar actual computer decentral
"""
_VERBS = frozenset(_VERB_STEMS.split())
"""Verbs that have both spellings; `advise` and `exercise` have one."""
_PREFIX = re.compile(r"^(?:re|dis|de|un|pre|over)(?=[a-z]{4})")
_BRITISH = {
    "combatting": "combating", "combatted": "combated", "focussed": "focused", "focussing": "focusing",
    "targetted": "targeted", "benefitted": "benefited", "benefitting": "benefiting", "budgetted": "budgeted",
}  # fmt: skip
"""Doubled consonants that no variety of English wants."""
_AMERICAN = {
    "color": "colour", "colors": "colours", "center": "centre", "centers": "centres", "labor": "labour",
    "program": "programme", "programs": "programmes", "defense": "defence", "honor": "honour", "behavior": "behaviour",
    "neighbor": "neighbour", "neighbors": "neighbours", "favor": "favour", "traveled": "travelled",
    "traveling": "travelling",
    "labeled": "labelled", "fulfill": "fulfil", "enrollment": "enrolment", "catalog": "catalogue", "theater": "theatre",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _broken(reading: Reading) -> Iterator[Found]:
    import html

    # In Markdown a character reference is a way to write the character; only one that was escaped twice is broken.
    form = _ESCAPED_TWICE if reading.manuscript.path.lower().endswith((".md", ".markdown")) else _ENTITY
    for match in form.finditer(reading.copy):
        right = html.unescape(match[0])
        yield Found.replacing(*match.span(), f"{match[0]} is code of a page, not text", right.replace("\u00a0", " "))
    for match in _MOJIBAKE.finditer(reading.copy):
        try:
            right = match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            yield Found(*match.span(), "Characters are broken here: the text was read in a wrong encoding")
            continue
        yield Found.replacing(*match.span(), f"{match[0]} is a broken {right}", right)


def _lost_apostrophe(reading: Reading) -> Iterator[Found]:
    sign = "’" if "’" in reading.copy else "'"
    for match in _LOST.finditer(reading.copy):
        name = "s" if match["s"] else "t"
        place = match.start(name) - 1
        whole = f"{match[0].partition(' ')[0]}{sign}{name}"
        edit = Edit(place, place + 1, sign)
        yield Found(*match.span(), f"An apostrophe is lost: {whole}", edits=(edit,))


def _spaces(reading: Reading) -> Iterator[Found]:
    french = reading.language == "fr"
    for match in _SPACE.finditer(reading.copy):
        if not reading.text[match.start() : match.end()].isspace():
            continue  # blanked, and no space in the file
        if match["double"]:
            yield Found.replacing(*match.span(), "More than one space", " ")
        elif match["before"] and not french:
            yield Found.replacing(*match.span(), "A space before the punctuation", "")
        elif match["nbsp"] and not french:
            yield Found.replacing(*match.span(), "A no-break space between two words", " ")


def _spelling(reading: Reading) -> Iterator[Found]:
    variety = reading.profile.spelling
    for match in _WORD.finditer(reading.copy.lower()):
        if (right := _BRITISH.get(match[0])) and not reading.page.in_quotation(match.start()):
            yield _respelt(reading, match.start(), match.end(), right, "has one t" if "tt" in match[0] else "has one s")
    yield from _mixed_ise(reading, variety)
    if variety is not Spelling.AMERICAN:
        yield from _mixed_varieties(reading)


def _mixed_ise(reading: Reading, variety: Spelling) -> Iterator[Found]:
    """Find the rarer of -ise and -ize where a text has both; the house's own decides a draw."""
    forms: dict[str, list[re.Match[str]]] = {"is": [], "iz": []}
    for match in _IZE.finditer(reading.copy):
        stem = match["stem"].lower()
        if stem not in _VERBS and _PREFIX.sub("", stem) not in _VERBS:
            continue
        if match[0][0].isupper() or reading.page.in_quotation(match.start()):
            continue  # names keep their spelling, quotations too
        forms[match["form"]].append(match)
    if not forms["is"] or not forms["iz"]:
        return
    wanted = "is" if variety is Spelling.BRITISH else "iz"
    for match in forms["iz" if wanted == "is" else "is"]:
        right = f"{match['stem']}{wanted}{match['end']}"
        yield _respelt(reading, match.start(), match.end(), right, f"is spelt -{wanted}e elsewhere in this text")


def _mixed_varieties(reading: Reading) -> Iterator[Found]:
    """Find American spellings in a text that has the British ones of the same kind, too."""
    lower = reading.copy
    words = {match[0] for match in _WORD.finditer(lower)}
    british = {right for right in _AMERICAN.values() if right in words}
    if not british:
        return
    for match in _WORD.finditer(lower):
        if (right := _AMERICAN.get(match[0])) and not reading.page.in_quotation(match.start()):
            also = right if right in british else min(british)
            yield _respelt(reading, match.start(), match.end(), right, f'is American, and "{also}" stands here too')


def _respelt(reading: Reading, start: int, end: int, right: str, why: str) -> Found:
    written = reading.text[start:end]
    right = right.capitalize() if written[0].isupper() else right
    return Found.replacing(start, end, f'"{written}" {why}: {right}', right)


TYP001 = Rule(
    "TYP001",
    "Broken characters",
    Severity.ERROR,
    ("MEAS",),
    "Code instead of a letter tells every reader that nobody looked at the text.",
    Example(f"{_HEAD}The women⟦&rsquo;⟧s union opened a school.\n"),
    Example(f"{_HEAD}The women’s union and R&D opened a school; Bakı, Ağdam, Ångström.\n"),
    _broken,
    Fixable.SAFE,
)
TYP002 = Rule(
    "TYP002",
    "Lost apostrophe",
    Severity.ERROR,
    ("MEAS",),
    "Copying from a PDF or a form drops the apostrophe and leaves a gap.",
    Example(f"{_HEAD}The ⟦women s⟧ union opened a school.\n"),
    Example(f"{_HEAD}The women's union opened a school in Plan S style.\n"),
    _lost_apostrophe,
    Fixable.UNSAFE,
    languages=("en",),
)
TYP003 = Rule(
    "TYP003",
    "Stray spaces",
    Severity.INFORMATION,
    ("OWN",),
    "Every newsroom that takes the text over has to clean it.",
    Example(f"{_HEAD}Six partners⟦  ⟧opened a school.\n"),
    Example(f"{_HEAD}Six partners opened a school.\n"),
    _spaces,
    Fixable.SAFE,
    caution="French wants no-break spaces; they are left alone there.",
)
TYP004 = Rule(
    "TYP004",
    "Varieties of spelling mixed",
    Severity.WARNING,
    ("UN",),
    "A text in one voice has one spelling. Names, titles and quotations keep theirs.",
    Example(f"{_HEAD}The partners organize a school for ⟦combatting⟧ disease.\n"),
    Example(f"{_HEAD}The partners organize a school for combating disease, an exercise in compromise.\n"),
    _spelling,
    Fixable.UNSAFE,
    "Words that only exist with -ise.",
    ("en",),
)
