"""Whom the words beside a quotation mean: a pronoun, somebody who is named elsewhere, somebody without a name."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import ORGANISATION_WORD, PERSON, ROLE_WORD, bare_name
from pressctl.source.anatomy.spoken import FoundQuotation, Said
from pressctl.source.anatomy.vocabulary import LANGUAGES, UPPER, saying

_PRONOUN = compiled(
    r"he|she|they|il|elle|él|ella|er|sie|он|она|він|вона|o|هو|هي|onun|ona|sözün[eə]|sözlerine"
    r"|его|её|ее|их|його|її|їх|lui|ihm|ihr|him|her",
    re.IGNORECASE,
)
_VERB = compiled(rf"(?:{'|'.join(saying(each) for each in LANGUAGES)})", re.IGNORECASE)
_INTRODUCED = compiled(
    rf"(?<!\w)(?=\S+\s)(?:[{UPPER}][\w’'-]+\s){{1,4}}[{UPPER}][\w’'-]+"
    rf"|(?<=ccording to )[{UPPER}][\w’'-]+|(?:Mrs?|Ms|Dr)\.\s[{UPPER}][\w’'-]+(?:\s[{UPPER}][\w’'-]+){{0,3}}"
)
_FULL_NAME = compiled(rf"(?<![.!?]\s)(?<!^)\b[{UPPER}][a-zà-ÿ’'-]+\s(?:[{UPPER}]\.\s)?[{UPPER}][\w’'-]+")
_OF_HEADINGS = compiled(
    r"\b(?:Than|They|Could|Get|Else|Someone|Everyone|Why|How|What|When|Your|You|Is|Are|Not|More|Most|Every|Goes|Can|Will|There|This)\b"
)
"""Words that are capitals in a heading that was run into its text, and in nobody's name."""
_RANKED = compiled(
    rf"(?:{ROLE_WORD.pattern})\s(?:general|ejecutiv[oa]|adjunt[oa]|regional|nacional|técnic[oa]|exécutif|exécutive|adjointe?)",
    ROLE_WORD.flags,
)
"""A calling of two words in capitals, and nobody's name: Director General."""
_GREAT_NEXT = compiled(rf"\s[{UPPER}]")
_OWNING = compiled(r"['’]s?$")
_LEADING_NAME = compiled(rf"(?P<who>{PERSON})(?:['’]s?)?\s")
_ARABIC_TOLD = compiled(
    rf"{saying('ar')}\s(?P<who>[\u0621-\u0652]+(?:\s[\u0621-\u0652]+){{1,7}}?)(?:[,،]\s[^.,،:]{{3,80}})?[,،]?\s"
    r"(?:إن|أن|بأن|إنه|أنه|إنها|أنها)\s"
)
_ACRONYM = compiled(r"(?<!\w)(?![AEIOUY])[B-DF-HJ-NP-TV-XZ]{2,5}$")
_TOLD_AND_ENDED = compiled(
    rf"(?:[.!?:]\s+|\n\s*)(?P<who>{PERSON}|[{UPPER}][a-zà-ÿ’'-]+)\s(?:also\s|then\s)?(?:{saying('en')}|spoke|thanked"
    r"|discussed|presented)\s[^.!?:]{3,400}[.!?]\s+(?:[^.!?]{0,60}\s)?$"
)
"""A sentence that somebody begins by telling something, and what stands before a pronoun behind it."""
_SPANISH_VERB = compiled(saying("es"), re.IGNORECASE)
_SPANISH_TOLD = compiled(rf"(?<!\w)(?P<who>{PERSON}|[{UPPER}][a-zà-ÿ’'-]+)\s(?:también\s)?(?:{saying('es')})(?!\w)")
_FAR = 4000
_UNNAMED = compiled(rf"[a-zß-öø-ÿа-яёіїєґəıçşğ]|(?:The|An?|One|Another)\s(?![{UPPER}])")
"""How somebody is spoken of who has no name: "a relative", "The church"."""
_GENITIVE = compiled(r"\w+(?:ого|его|ої|ой)")
"""Of what somebody is head, in Russian and Ukrainian, and no name: глава Приозёрного края."""
_OF = compiled(r"(?:\b(?:of|at|for|from|with|in|by|de|du|des|von|der|del)|['’]s)\s+(?:the\s+)?$", re.IGNORECASE)


def unnamed(words: str, speaker: Span, said: Said) -> Span | None:
    """Return what somebody is called who is not named: "a relative", "the Trust’s CEO", "a spokesperson for Elm"."""
    role = said.role
    if not said.named:
        return speaker
    if role and role[1] <= speaker[0] and _GENITIVE.fullmatch(words, *speaker):
        behind = compiled(r"(?:\s[а-яёіїєґ]\w+){0,3}").match(words, speaker[1])
        return role[0], behind.end() if behind else speaker[1]
    if _is_for_others(words, speaker, role):
        return (role[0], speaker[1]) if role else speaker
    if role and _UNNAMED.match(words, *speaker) and 0 <= role[0] - speaker[1] < 2:
        # "the EDB spokesman": a calling behind the name of an office.
        return speaker[0], role[1]
    called = _UNNAMED.match(words, *speaker) or _is_only_called(words, speaker, role) or _is_code(words, speaker)
    return speaker if called else None


def attribute(one: FoundQuotation, said: Said, words: str, known: Span | None) -> FoundQuotation:
    """Give a quotation who said it; somebody without a name is what they are.

    `known` is who spoke last, whom a pronoun may mean.
    """
    one.speaker, one.role, one.told = person_meant(words, said.speaker, known), said.role, True
    if one.speaker is not None and (what := unnamed(words, one.speaker, said)):
        one.speaker, one.role = holder_of(words, what), what
    return one


def holder_of(words: str, office: Span) -> Span | None:
    """Return whom an office of one word means in Azerbaijani and Turkish, where one alone was named with it before.

    So the minister (nazir) is Ada Quill behind "liman naziri Ada Quill".
    """
    said = words[slice(*office)]
    if not said.isalpha() or len(said) < 4 or not ROLE_WORD.fullmatch(said):
        return None
    held = rf"(?<!\w)(?i:{re.escape(said)})s?[ıiuü]\s(?P<who>{PERSON})"
    named = [azerbaijani(words, match.span("who")) for match in re.finditer(held, words[: office[0]])]
    return named[-1] if len({words[slice(*each)] for each in named}) == 1 else None


def subject_of(words: str, start: int, end: int) -> Span | None:
    """Return whom a paragraph begins with: "Ada Quill’s support came when the champion told …" is about one person."""
    found = _LEADING_NAME.match(words, start, end)
    if found is None or ORGANISATION_WORD.search(found["who"]):
        return None
    end = found.end("who") - (len(found["who"]) - len(_OWNING.sub("", found["who"])))
    return bare_name(words, found.start("who"), end)[1:]


def _is_only_called(words: str, speaker: Span, role: Span | None) -> bool:
    """Say whether somebody is named by what they are alone: "the Trust’s CEO"; James Governor, founder, is not."""
    name = words[slice(*speaker)]
    if role is not None and role[0] > speaker[1] and len(name.split()) == 2 and ROLE_WORD.search(words, *role):
        return False
    return ROLE_WORD.fullmatch(name.rsplit(maxsplit=1)[-1]) is not None


def _is_for_others(words: str, speaker: Span, role: Span | None) -> bool:
    """Say whether a name is that of those for whom somebody without a name speaks."""
    if role is None or not 0 <= speaker[0] - role[1] < 2 or not ROLE_WORD.search(words, *role):
        return False
    return _OF.search(words[slice(*role)] + " ") is not None and ORGANISATION_WORD.search(words, *speaker) is not None


def _is_code(words: str, speaker: Span) -> bool:
    """Say whether what looks like a name has a digit, as that of a series or a road: "F1"."""
    return " " not in words[slice(*speaker)] and compiled(r"\d").search(words, *speaker) is not None


def person_meant(words: str, speaker: Span, known: Span | None) -> Span | None:
    """Return who speaks; for a pronoun, who was named last with what they are, or spoke before."""
    said = words[speaker[0] : speaker[1]]
    if not _PRONOUN.fullmatch(said) and not _VERB.fullmatch(said):
        return speaker
    if compiled(r"[\u0621-\u064a]").match(said):
        # Without capitals no name is known among other words: only who told something before.
        return known or _told_in_arabic(words, speaker[0])
    begin = max(known[1] if known else 0, speaker[0] - 900)
    named = known
    for match in _INTRODUCED.finditer(words, begin, speaker[0]):
        if ROLE_WORD.fullmatch(match[0].rsplit(maxsplit=1)[-1]) or _RANKED.fullmatch(match[0]):
            continue
        if _OF_HEADINGS.search(match[0]) or (match[0].count(" ") > 2 and _GREAT_NEXT.match(words, match.end())):
            continue
        calls, bare, _ = bare_name(words, *match.span())
        if calls > match.start() and not ORGANISATION_WORD.search(words, bare, match.end()):
            # "Country Director Ada Quill agreed."
            named = azerbaijani(words, (bare, match.end()))
        elif _is_introduced(words, match):
            # In Cyrillic no article parts a name from that of a place: по Южному краю Ада Квилл.
            cyrillic = compiled(r"[\u0400-\u04ff]").match(match[0]) is not None
            named = bare_name(words, *match.span(), called=True)[1:] if cyrillic else azerbaijani(words, match.span())
    if (told := _told_in_spanish(words, speaker)) and (named is None or named[0] < told[0]):
        return told
    return named or _told_right_before(words, speaker) or _mentioned_last(words, speaker[0])


def _told_in_spanish(words: str, verb: Span) -> Span | None:
    """Return the last who told something before a verb without its subject: Olmo destacó la obra. «…», sostuvo."""
    if not _SPANISH_VERB.fullmatch(words, *verb):
        return None
    for match in reversed(list(_SPANISH_TOLD.finditer(words, max(0, verb[0] - 900), verb[0]))):
        surname = re.escape(match["who"].rsplit(maxsplit=1)[-1])
        known = re.search(rf"[{UPPER}][\w’'-]+\s(?:del?\s)?(?:la\s)?{surname}(?!\w)", words[: match.start()])
        if known and not (ORGANISATION_WORD.search(match["who"]) or ROLE_WORD.search(match["who"])):
            return match.span("who")
    return None


def _told_right_before(words: str, pronoun: Span) -> Span | None:
    """Return who tells something in the sentence before "he" or "she": Ada Quill shared plans. She said more."""
    if not compiled(r"[Hh]e|[Ss]he").fullmatch(words, *pronoun):
        return None
    begin = max(0, pronoun[0] - 600)
    found = _TOLD_AND_ENDED.search(words, begin, pronoun[0])
    if found is None or ORGANISATION_WORD.search(found["who"]) or ROLE_WORD.search(found["who"]):
        return None
    name = re.escape(found["who"])
    whole = rf"(?<!\w){name}\s[{UPPER}][a-zà-ÿ’'-]+|[{UPPER}][a-zà-ÿ’'-]+\s{name}(?!\w)"
    if " " not in found["who"] and not re.search(whole, words[: found.start("who")]):
        # A word alone is somebody's name where the whole one stands before it.
        return None
    return found.span("who")


def _told_in_arabic(words: str, before: int) -> Span | None:
    """Return who is said to have told something in the words before a place: قالت المديرة ندى حداد إن."""
    told = list(_ARABIC_TOLD.finditer(words, max(0, before - 900), before))
    if not told:
        return None
    start, end = told[-1].span("who")
    return bare_name(words, start, end)[1:]


def azerbaijani(words: str, name: Span) -> Span:
    """Cut from a name in Azerbaijani, which has two words, the capitals behind it: Ada Quill Azərbaycan mətbuatının."""
    tokens = list(compiled(r"\S+").finditer(words, *name))
    far = len(tokens) > 2 and tokens[2][0] not in {"oğlu", "qızı"}
    return (name[0], tokens[1].end()) if far and "ə" in words[name[0] : name[1] + 60].lower() else name


def _mentioned_last(words: str, before: int) -> Span | None:
    """Return the last mention of somebody who is named in full before a place, and by their surname again and again."""
    text = words[max(0, before - _FAR) : before]
    offset = before - len(text)
    best: Span | None = None
    for match in _FULL_NAME.finditer(text):
        surname = match[0].split()[-1]
        if ORGANISATION_WORD.search(match[0]) or ROLE_WORD.search(match[0]) or _ACRONYM.search(match[0]):
            continue
        alone = [
            each
            for each in re.finditer(rf"(?<![\w’'-]){re.escape(surname)}(?![\w-])", text)
            if each.start() >= match.end()
        ]
        if alone and (best is None or alone[-1].start() > best[0]):
            best = alone[-1].start(), alone[-1].end()
    return (best[0] + offset, best[1] + offset) if best else None


def _is_introduced(words: str, match: re.Match[str]) -> bool:
    """Say whether a name stands with what its bearer is, and is not that of the bearer's office."""
    before, behind = words[max(0, match.start() - 45) : match.start()], words[match.end() : match.end() + 60]
    described = compiled(r",\s|\s(?:is|was|est|était|ist|war|es|era|—|–|-)\s").match(behind) and ROLE_WORD.search(
        behind
    )
    if _OF.search(before) and not described:
        return False
    # What the name is called by stands in its own sentence.
    called = ROLE_WORD.search(compiled(r".*[.!?][”\"»]?\s", re.DOTALL).sub("", before))
    told = before.lower().endswith("according to ") or compiled(r"(?:Mrs?|Ms|Dr)\.").match(match[0])
    return bool(described or called or told) and not ORGANISATION_WORD.search(match[0])
