"""Who speaks and what they are, parted in the words that a form of attribution matched."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import IS_PERSON, NAME, ORGANISATION_WORD, PERSON, ROLE_WORD, TITLE, bare_name
from pressctl.source.anatomy.spoken import Said

_ARTICLE = compiled(r"(?:[Tt]he|[Ll]es?|[Ll]a|[Ee]l|[Dd]er|[Dd]ie|[Dd]as)\s")
_THE_SMALL = compiled(r"(?:the|an?|this|his|her|their|les?|la|el|der|die|das|une?|eine?)\s")
_THE = compiled(r"(?:(?:The|Le|La|Der|Die|El)\s+|L['’]\s?)\w")
AFFILIATION = compiled(r"(?:from|of|at|with|de|du|von|vom)\s")
_OF_THE = compiled(r"\b(?:of|de|du|del|des|der|von|di)(?:\s(?:the|la|los|las|les|l['’]|der))?$", re.IGNORECASE)
_TRAILING = compiled(rf"(?P<name>\S+\s\S+)\s(?P<role>(?:(?:{ROLE_WORD.pattern})\s?)+)", ROLE_WORD.flags)


def is_calling(name: str) -> bool:
    """Say whether what looks like a name is a calling, or an office: "Trust Founder", "Elm Partners"."""
    last = name.rsplit(maxsplit=1)[-1]
    return ROLE_WORD.fullmatch(last) is not None or ORGANISATION_WORD.fullmatch(last) is not None


def names_somebody(match: re.Match[str] | None) -> bool:
    """Say whether the verb is followed by a name itself, or by one with nothing but its calling before it."""
    if match is None or match["who_any"]:
        return False
    name = (match["who"] or match["who_last"]).split()
    if match["who_last"] and _OF_THE.search(match["role_first"]):
        # "said the director of the Harbour Trust, Ada Quill".
        return False
    return bool(match["who"] or len(name) > 1) and not is_calling(" ".join(name))


def said_of(match: re.Match[str], offset: int) -> Said:
    """Return the attribution that a form matched; `offset` is where the words begin that it was matched in."""
    text = match.string
    spans = {name.partition("_")[0]: match.span(name) for name, value in match.groupdict().items() if value}
    who, role = _without_particle(text, spans["who"]), spans.get("role")
    if role is not None:
        role = None if _NO_ROLE.search(text[slice(*role)]) else _stripped(text, role)
    if role is not None:
        who, role = _parted(text, who, role)
    if _ARTICLE.match(text[slice(*who)]):
        _, begin, end = bare_name(text, *who, called=True)
        if begin > who[0] and IS_PERSON.fullmatch(text[begin:end]):
            # "Chair of the Harbour Board Ada Quill".
            role = _stripped(text, (_sentence_begin(text, who[0]), begin)) if role is None else role
            who = begin, end
    if role is None and (post := _POST.match(text, who[1])) and _POSTED.search(text, *who):
        # "Special Agent in Charge Ada Quill".
        who, role = post.span("who"), (who[0], post.start("who") - 1)
    if _TWO.search(text, *who) is None or _two_callings(text, who):
        who, role = _without_calling(text, who, role)
    if role is None or role[1] <= who[0]:
        who = _without_place(text, who)
    return Said(moved(_undressed(text, who), offset), moved(role, offset) if role else None, match.end() + offset)


def _two_callings(text: str, who: Span) -> bool:
    """Say whether what stands before "and" is a calling, too: "Harbour Trust CEO and President Ada Quill" is one."""
    two = _TWO.search(text, *who)
    return two is not None and ROLE_WORD.fullmatch(text[who[0] : two.start()].rsplit(maxsplit=1)[-1]) is not None


def _parted(text: str, who: Span, role: Span) -> tuple[Span, Span | None]:
    """Part who speaks and what they are where a form took the one for the other, or a clause for either."""
    if doing := _DOING.search(text, *role):
        role = role[0], doing.start()
    left: Span | None = role
    for part in (_named_behind, _behind_lead_in, _in_role):
        if left is not None and (found := part(text, who, left)):
            who, left = found
    if left is not None and _is_turned(text, who, left):
        # "The head of the delegation, Ada Quill, said".
        calling = _stripped(text, (_sentence_begin(text, who[0]), who[1])) or who
        what = ROLE_WORD.search(text, *calling) or _THE.match(text, *calling)
        who, left = left, calling if what else None
    if left is not None and (named := _arabic_name(text, who, left)):
        return named, who
    if left is not None and ROLE_WORD.fullmatch(text, *who):
        _, begin, end = bare_name(text, *left, called=True)
        if begin > left[0] > who[1] and IS_PERSON.fullmatch(text[begin:end]):
            # "Chair of the Harbour Board Ada Quill".
            who, left = (begin, end), _stripped(text, (who[0], begin))
    return who, left


_ARABIC_NAME = compiled(
    r"\s*(?P<who>(?:(?:الشيخة?|السيدة?|الدكتورة?|المهندسة?|الأستاذة?|الأميرة?|اللواء|سمو)\s)[\u0621-\u0652]+(?:\s[\u0621-\u0652]+){1,5})"
    r"\s*(?=[،,]|$)"
)


def _arabic_name(text: str, who: Span, role: Span) -> Span | None:
    """Return the name that follows a calling in Arabic, between commas, with the title that such names have."""
    if not ROLE_WORD.match(text, who[0]) or not compiled(r"[\u0621-\u064a]").match(text, who[0]):
        return None
    found = _ARABIC_NAME.match(text, *role)
    return found.span("who") if found else None


def _undressed(text: str, who: Span) -> Span:
    """Cut from a name how its bearer is addressed, for whom they work, and the ending of a case."""
    if (honour := _EXCELLENCY.match(text, *who)) and IS_PERSON.fullmatch(text, honour.end(), who[1]):
        who = honour.end(), who[1]
    if (office := _OF_OFFICE.search(text, *who)) and ORGANISATION_WORD.search(text, office.end(), who[1]):
        who = who[0], office.start()
    if (article := _ARTICLE.match(text, *who)) and TITLE.match(text, article.end(), who[1]):
        who = article.end(), who[1]
    case = _TURKISH_CASE.search(text, *who)
    return (who[0], case.start()) if case else who


_EXCELLENCY = compiled(
    r"(?:(?:Son|Sa|Su|His|Her|Seine|Ihre)\s(?:Excellence|Majesté|Excelencia|Excellency|Exzellenz)|S\.\s?E\.)\s"
    r"(?:M\.|Mme|Monsieur|Madame|Mr\.?|Ms\.?|Mrs\.?|Don|Doña|Herr|Frau)?\s?"
)
"""How an ambassador is spoken of."""
_OF_OFFICE = compiled(r"\s(?:von(?:\sde[rm])?|vom|de\sla|del|du)\s(?=\S+\s\S)")
"""What joins a name and whom its bearer works for, though it might join two names: Karl Lind von der Elm GmbH."""
_TWO = compiled(r"\s(?:and|et|y|und|и|та|ve|və)\s")
"""What joins two who speak together; each may have a calling."""
_POST = compiled(rf"\s(?:in\s(?:Charge|Chief)|of\s(?:Staff|Police|Mission|Party|Operations))\s(?P<who>{PERSON})")
_POSTED = compiled(rf"{ROLE_WORD.pattern}|\bagent$", ROLE_WORD.flags)
"""With what a calling goes on that is written in capitals, and who has it."""
_TURKISH_CASE = compiled(r"['’](?:n?[ıiuü]n|y?[ae]|n?d[ae]n?)$")
"""The ending of a name in Turkish: Yalçın'ın açıklaması."""
_DOING = compiled(
    r",\s(?:expressing|commenting|speaking|reflecting|welcoming|responding|announcing|explaining|addressing|referring"
    r"|ha[ds] this)\b"
)
"""What somebody does while they say something, behind what they are."""
_NO_ROLE = compiled(
    r"^\w+(?:da|də|de|ta|te)$|^\W*(?:şunları|şöyle|bunları|bunu|belə)\W*$|\w(?:arak|erek|araq|ərək)(?:,?\s\w+)?\W*$"
    r"|[،,]\s*و(?:قال|قالت|أضاف|أضافت|تابع|تابعت|أكد|أكدت|أوضح|أوضحت|صرح|صرحت)\W*$"
)
"""What stands between a name and the verb and is no calling: these words, a clause, a second verb."""


def _without_particle(text: str, who: Span) -> Span:
    """Take from an Arabic name the particle that opens what is said."""
    particle = compiled(
        r"\s(?:إن|أن|بأن|إنه|إنها|أنه|أنها|خلال|في|إلى|قائلا[ًﹰ]?|قائلة)$|\s(?:إن|أن|بأن|إلى|عبر|خلال|في|على|عن|عقب|لدى|أثناء)\s.*"
    ).search(text[slice(*who)])
    return (who[0], who[0] + particle.start()) if particle else who


_WHERE = compiled(rf"(?:where|in which|où|donde|wo|где|де)\s+(?P<who>{PERSON})", re.IGNORECASE)
_FIRST_PART = compiled(rf"(?P<who>{NAME})(?=\s*(?:,|$)|\s(?:of|from|de|von|из|з)\s)")
_FROM_PLACE = compiled(
    r"(?:^|[.!?]\s)(?:\w+ing|\w+ndo|[Ee]n \w+ant|[Вв]ыступая|[Гг]оворя|At|During|On|After|Following|Lors|Durante)"
    r"\s[^.!?,]{0,60}?"
    r"(?:\b(?:from|in|at|to|desde|en|de|à|aus|из|в|с)\s|,\s)$"
)
"""A lead-in that tells from where somebody speaks; the place follows."""
_WHO_CLAUSE = compiled(r",\s(?:who|qui|quien|que|der|die|котор\w+|який|яка)\s.*", re.DOTALL)


def _named_behind(text: str, who: Span, role: Span) -> tuple[Span, Span | None] | None:
    """Return who speaks where what stood first is a place or a calling: "Elm, where Ada Quill"."""
    if where := _WHERE.fullmatch(text, *role):
        return where.span("who"), None
    first = _FIRST_PART.match(text, *role)
    if first and _FROM_PLACE.search(text, 0, who[0]) and not ROLE_WORD.search(first["who"]):
        # "Speaking from Elm, Ada Quill, mayor, said".
        return first.span("who"), _stripped(text, (first.end("who"), role[1]))
    clause = _WHO_CLAUSE.search(text, *role)
    end = clause.start() if clause else role[1]
    if clause is None or not is_calling(text[slice(*who)]):
        return None
    calls, begin, _ = bare_name(text, role[0], end, called=True)
    if begin <= role[0] or not IS_PERSON.fullmatch(text[begin:end]):
        return None
    return (begin, end), _stripped(text, (who[0], max(calls, who[1])))


def _behind_lead_in(text: str, who: Span, role: Span) -> tuple[Span, Span] | None:
    """Part name and calling behind what only leads in: "Commenting on the plan, Ada Quill, mayor, said"."""
    comma = text.find(", ", *role)
    if comma < 0 or not _THE_SMALL.match(text, *who) or ROLE_WORD.search(text, *who):
        return None
    name = text[role[0] : comma]
    if not IS_PERSON.fullmatch(name) or ORGANISATION_WORD.search(name):
        return None
    calling = _stripped(text, (comma, role[1]))
    return ((role[0], comma), calling) if calling else None


_CALLED_OF = compiled(rf"(?:{ROLE_WORD.pattern})\s(?:in|of|for|to|at)\s(?:the\s)?$", ROLE_WORD.flags)


def _without_place(text: str, who: Span) -> Span:
    """Cut from a name where its bearer is what they are: "Representative in Norland Ada Quill"."""
    tokens = list(compiled(r"\S+").finditer(text, *who))
    if (
        len(tokens) < 3
        or ORGANISATION_WORD.search(text, *who)
        or not _CALLED_OF.search(text, max(0, who[0] - 60), who[0])
    ):
        return who
    first = tokens[-2][0]
    return (
        who
        if first.endswith(".") or first[:1].islower() or TITLE.fullmatch(tokens[0][0])
        else (tokens[-2].start(), who[1])
    )


def _in_role(text: str, who: Span, role: Span) -> tuple[Span, Span] | None:
    """Part name and calling behind a clause: "Speaking at the opening, EU Ambassador Ada Quill (Elm) said"."""
    if not _THE_SMALL.match(text, *who) or ROLE_WORD.search(text, *who):
        return None
    bracket = compiled(r"\s*\([^()]*\)$").search(text[slice(*role)])
    end = role[0] + bracket.start() if bracket else role[1]
    calls, begin, stop = bare_name(text, role[0], end)
    name = text[begin:stop]
    if begin <= role[0] or not IS_PERSON.fullmatch(name) or ORGANISATION_WORD.search(name):
        return None
    return (begin, stop), (role[0], calls)


def _is_turned(text: str, who: Span, role: Span) -> bool:
    """Say whether what stands first is the calling, and the name follows it."""
    name = text[slice(*role)]
    if compiled(r"[\u0621-\u064a]").match(name) and ROLE_WORD.match(name):
        # Without capitals any two words look like a name: مديرة البرنامج.
        return False
    if not IS_PERSON.fullmatch(name) or ORGANISATION_WORD.search(name):
        return False
    said = text[slice(*who)]
    if compiled(r"(?:an?|one|another|his|her|their|the|une?|una|eine?)\s").match(said) and len(name.split()) > 1:
        # "At the opening, Ada Quill said".
        return True
    before = text[_sentence_begin(text, who[0]) : who[1]]
    single = len(said.split()) < 3 and _THE.match(text, *who) is not None
    lead_in = compiled(r"[,;:“”\"«»]").search(before) is None and len(before) < 120
    return single or (lead_in and ROLE_WORD.search(before) is not None and not _is_name(said))


def _is_name(said: str) -> bool:
    """Say whether some words are somebody's name alone, and no calling."""
    return IS_PERSON.fullmatch(said) is not None and not any(ROLE_WORD.fullmatch(word) for word in said.split())


def _sentence_begin(text: str, place: int) -> int:
    """Return where the words begin that stand before a place in its own part of the sentence."""
    stops = list(compiled(r"[.!?…:;]\s+|[“”\"«»]\s*").finditer(text[:place]))
    begin = stops[-1].end() if stops else 0
    return begin + len(text[begin:place]) - len(text[begin:place].lstrip(" ,،–—-"))


def _stripped(text: str, span: Span) -> Span | None:
    """Return a stretch without the signs around it, or nothing where no word is left."""
    words = text[slice(*span)]
    begin = span[0] + len(words) - len(words.lstrip(" –—-,،"))
    words = words.strip(" –—-,،")
    return (begin, begin + len(words)) if words else None


def moved(span: Span, offset: int) -> Span:
    """Return a place by what it is in the whole words."""
    return span[0] + offset, span[1] + offset


_OFFICE_IN_MARKS = compiled(r"[A-ZА-ЯІЇЄ]{2,5}\s[“\"'(][^“”\"'()]{2,30}[”\"')]\s(?=\S+\s\S)")
"""An organisation before a name, with its form of law: OOO "Elm" Ada Quill."""


def _without_calling(text: str, who: Span, role: Span | None) -> tuple[Span, Span | None]:
    """Part a calling from the name behind it: "Trust Director Ada Quill"; a title of the name alone stays with it."""
    if role is None and (office := _OFFICE_IN_MARKS.match(text, *who)):
        # "the analyst of GK "Elm" Ada Quill".
        return (office.end(), who[1]), None
    called = role is not None and role[1] <= who[0] and not text[role[1] : who[0]].strip()
    if role is None and (trailing := _TRAILING.fullmatch(text, *who)):
        # "Ada Quill Vice President".
        return trailing.span("name"), trailing.span("role")
    calls_end, begin, end = bare_name(text, *who, called=called)
    if called and role is not None and calls_end > who[0]:
        return (begin, end), (role[0], calls_end)
    if calls_end > who[0] and (role is None or AFFILIATION.match(text, role[0])):
        role = (who[0], calls_end)
    return (begin, end), role
