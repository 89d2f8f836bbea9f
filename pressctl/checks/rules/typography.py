"""Rules about signs and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.checks.profiles import Spelling
from pressctl.model.finding import Edit, Severity
from pressctl.patterns import compiled

_ENTITY = compiled(
    r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|eacute|rsquo|trade|reg|copy);"
)
_ESCAPED_TWICE = compiled(r"&amp;(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-z]{2,6});")
_MOJIBAKE = compiled(
    r"â€[\u0080-\u00bf\u2018-\u203a\u0153\u02dc\u2122\u20ac]?|Ã[\u0080-\u00bf]|Â(?=[\u00a0-\u00bf])|\ufffd+|ï¿½"
)
_DOUBLY_READ = compiled(
    "(?:[ÐÑ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2,}|É™|Æ\u008f|Ä[±°Ÿž]|Å[ŸžŸ]|(?:[ØÙ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ]){2,}"
)
"""UTF-8 read as Windows-1252: Cyrillic, Arabic, Azerbaijani and Turkish letters."""
_LEAD_OCTETS = frozenset("âÃÂï\ufffdÐÑÉÆÄÅØÙ")
_LOST = compiled(
    r"\b(?:(?P<owner>[A-Za-z][a-z]{2,}) (?P<s>s)(?= [a-z])|(?P<verb>don|doesn|didn|isn|aren|wasn|weren|won|can"
    r"|couldn|wouldn|shouldn|hasn"
    r"|haven|hadn|shan|mustn) (?P<t>t)\b|(?P<pronoun>[Tt]hey|[Yy]ou|[Ww]e) (?P<end>re|ve|ll)\b)"
)
_PART_OF_WORD = compiled(r" (?:s|t|re|ve|ll)\b|[Ww]omens|hildrens|entlemens")
_NO_APOSTROPHE = compiled(r"\b(?:[Ww]omens|[Cc]hildrens|[Gg]entlemens)\b(?=\s[a-z])")
_TOKEN = compiled(r"\w+")
_DOUBLED_WORDS = {
    "en": "the of and to in for a an is with on by at from are was were will has have be as its their this or who",
    "fr": "de des le les et du un une dans pour par au aux sur en à que est",
    "es": "de del el los las y un una en para por con que al a su es",
    "de": "und der die das den dem ein eine in im mit von zu für auf ist wird werden",
    "ru": "и в на с по для из о об к от что как не",
    "uk": "і й в у на з із по для про до від що як не",
    "tr": "ve ile için",
    "az": "və ilə üçün",
    "ar": "في على إلى عن مع",
}
_DOUBLED = {
    language: compiled(
        rf"(?<![\w-])(?P<first>{'|'.join(words.split())})\s+(?P<second>(?i:(?P=first)))(?![\w-])", re.IGNORECASE
    )
    for language, words in _DOUBLED_WORDS.items()
}
"""Small words that no sentence has twice in a row; in several languages others may be."""
_SPACE = compiled(
    r"(?<=\S)(?P<double> {2,})(?=\S)|(?<=\w)(?P<before>[ \u00a0]+)(?=[,;.](?:\s|$))|(?<=[a-z])(?P<nbsp>\u00a0)(?=[a-z])"
)
_IZE = compiled(r"\b(?P<stem>[A-Za-z]{3,}?)(?P<form>is|iz)(?P<end>e|es|ed|ing|ation|ations|ational|er|ers)\b")
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
_PREFIX = compiled(r"^(?:re|dis|de|un|pre|over)(?=[a-z]{4})")
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
_PERCENT = {
    "sign": compiled(r"\d\s?%"),
    "one word": compiled(r"\d\spercent\b"),
    "two words": compiled(r"\d\sper\scent\b"),
}
_THOUSANDS = {
    "comma": compiled(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)"),
    "space": compiled(r"(?<![\d.,+/-])(?<!\d )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d-])(?! \d)"),
    "point": compiled(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)"),
}
_GROUPED = compiled("\\d([ ,.\u00a0\u202f])\\d\\d\\d")
_DOLLARS = {
    "sign": compiled(r"(?<![A-Za-z])\$\s?\d[\d.,]*\d|(?<![A-Za-z])\$\s?\d"),
    "US sign": compiled(r"\bUS\s?\$\s?\d[\d.,]*"),
    "code": compiled(r"\bUSD\s?\d[\d.,]*"),
}
_EUROS = {
    "sign": compiled(r"€\s?\d[\d.,]*"),
    "code": compiled(r"\bEUR\s?\d[\d.,]*"),
}
_OF_BRITAIN = frozenset(_AMERICAN.values())
_WORD = compiled(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _broken(reading: Reading) -> Iterator[Found]:
    # In Markdown a character reference is a way to write the character; only one that was escaped twice is broken.
    form = _ESCAPED_TWICE if reading.manuscript.path.lower().endswith((".md", ".markdown")) else _ENTITY
    for match in form.finditer(reading.copy) if "&" in reading.copy else ():
        import html  # its table is long, and few texts need it

        right = html.unescape(match[0])
        yield Found.replacing(*match.span(), f"{match[0]} is code of a page, not text", right.replace("\u00a0", " "))
    foreign = not reading.copy.isascii() and not _LEAD_OCTETS.isdisjoint(reading.copy)
    for match in _MOJIBAKE.finditer(reading.copy) if foreign else ():
        try:
            right = match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            yield Found(*match.span(), "Characters are broken here: the text was read in a wrong encoding")
            continue
        yield Found.replacing(*match.span(), f"{match[0]} is a broken {right}", right)
    for match in _DOUBLY_READ.finditer(reading.copy) if foreign else ():
        try:
            right = b"".join(map(_octet, match[0])).decode("utf-8")
        except UnicodeError:
            yield Found(*match.span(), "Characters are broken here: the text was read in a wrong encoding")
            continue
        yield Found.replacing(*match.span(), f"{match[0]} is a broken {right}", right)


def _octet(sign: str) -> bytes:
    """Return the octet that Windows-1252 shows as this sign; five octets it shows as nothing."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _doubled(reading: Reading) -> Iterator[Found]:
    words = _DOUBLED.get(reading.language)
    row = _TOKEN.findall(reading.lower)
    for match in words.finditer(reading.copy) if words and any(map(eq, row, row[1:])) else ():
        if match["first"][0].isupper() and match["second"][0].isupper():
            continue  # a name, such as Baden Baden
        if reading.language == "de" and reading.copy[: match.start()].rstrip()[-1:] == ",":
            continue  # a relative pronoun before an article: die Spender, die die Maschine bezahlen
        edits = (Edit(match.end("first"), match.end(), ""),)
        yield Found(*match.span("second"), f'"{match["first"]} {match["second"]}": one word too many', edits=edits)


def _lost_apostrophe(reading: Reading) -> Iterator[Found]:
    sign = "’" if "’" in reading.copy else "'"
    if not _PART_OF_WORD.search(reading.copy):
        return
    for match in _NO_APOSTROPHE.finditer(reading.copy):
        place = match.end() - 1
        said = f"An apostrophe is lost: {match[0][:-1]}{sign}s"
        yield Found(*match.span(), said, edits=(Edit(place, place, sign),))
    for match in _LOST.finditer(reading.copy):
        name = next(name for name in ("s", "t", "end") if match[name])
        place = match.start(name) - 1
        whole = f"{match[0].partition(' ')[0]}{sign}{match[name]}"
        edit = Edit(place, place + 1, sign)
        yield Found(*match.span(), f"An apostrophe is lost: {whole}", edits=(edit,))


def _spaces(reading: Reading) -> Iterator[Found]:
    french = reading.language == "fr"
    text = reading.text
    if not any(sign in text for sign in ("  ", " ,", " ;", " .", "\u00a0")):
        return
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
    doubled = reading.has("combatt", "focuss", "targett", "benefitt", "budgett")
    for match in _WORD.finditer(reading.lower) if doubled else ():
        if (right := _BRITISH.get(match[0])) and not reading.page.in_quotation(match.start()):
            yield _respelt(reading, match.start(), match.end(), right, "has one t" if "tt" in match[0] else "has one s")
    yield from _mixed_ise(reading, variety)
    if variety is not Spelling.AMERICAN:
        yield from _mixed_varieties(reading)


def _mixed_ise(reading: Reading, variety: Spelling) -> Iterator[Found]:
    """Find the rarer of -ise and -ize where a text has both; the house's own decides a draw."""
    forms: dict[str, list[re.Match[str]]] = {"is": [], "iz": []}
    written = {form for form in forms for word in reading.vocabulary if form in word and _IZE.fullmatch(word)}
    for match in _IZE.finditer(reading.copy) if len(written) == 2 else ():
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
    british = _OF_BRITAIN & reading.spellings
    if not british or reading.spellings.isdisjoint(_AMERICAN):
        return
    for match in _WORD.finditer(reading.copy):
        if (right := _AMERICAN.get(match[0])) and not reading.page.in_quotation(match.start()):
            also = right if right in british else min(british)
            yield _respelt(reading, match.start(), match.end(), right, f'is American, and "{also}" stands here too')


def _number_formats(reading: Reading) -> Iterator[Found]:
    """Find the rarer of two ways to write per cent, thousands or a currency; of equals, the later."""
    copy = reading.copy
    mixed = (
        (_PERCENT, "%" in copy or "percent" in copy),
        (_THOUSANDS, len({match[1] for match in _GROUPED.finditer(copy)}) > 1),
        (_DOLLARS, "$" in copy and ("USD" in copy or "US$" in copy or "US $" in copy)),
        (_EUROS, "€" in copy and "EUR" in copy),
    )
    for forms in (forms for forms, possible in mixed if possible):
        found: dict[str, list[re.Match[str]]] = {}
        for name, pattern in forms.items():
            places = [one for one in pattern.finditer(reading.copy) if not reading.page.in_quotation(one.start())]
            if places:
                found[name] = places
        if len(found) < 2:
            continue
        usual = max(found, key=lambda name: (len(found[name]), -found[name][0].start()))
        for name, places in found.items():
            for match in places if name != usual else ():
                yield Found(*match.span(), f'"{match[0]}" here, "{found[usual][0][0]}" elsewhere')


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
NUM001 = Rule(
    "NUM001",
    "Numbers written in two ways",
    Severity.INFORMATION,
    ("UNU",),
    "A text in one voice writes its per cents, thousands and currencies one way.",
    Example(f"{_HEAD}The school costs $5,000 more, or 4 per cent, and pays ⟦USD 300⟧ a month.\n"),
    Example(f"{_HEAD}The school costs $5,000 more, or 4 per cent, and pays $300 a month.\n"),
    _number_formats,
    caution="Tables, and sums that were quoted.",
)
TYP005 = Rule(
    "TYP005",
    "Small word written twice",
    Severity.WARNING,
    ("OWN",),
    "Eyes jump over it at a line's end, and a reader's do not.",
    Example(f"{_HEAD}Six partners opened the ⟦the⟧ school.\n"),
    Example(f"{_HEAD}The partners said that that school is theirs.\n"),
    _doubled,
    Fixable.UNSAFE,
    languages=tuple(_DOUBLED_WORDS),
)
