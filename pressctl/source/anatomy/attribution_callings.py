"""What somebody is, told beside the words that a form of attribution matched: before a name, or behind it."""

from __future__ import annotations

import re

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_forms import VERB_LAST
from pressctl.source.anatomy.attribution_parts import AFFILIATION, said_of
from pressctl.source.anatomy.people import ROLE_WORD, sentence_end
from pressctl.source.anatomy.spoken import Said
from pressctl.source.anatomy.vocabulary import saying

_ROLE_STOPS = compiled(
    r",?\s+(?:who|which|adding|noting|citing|while|when|as\s+(?:he|she|they|part)|during|in\s+(?:a|an|his|her)\s"
    r"|at\s+the(?!\s[A-Z])"
    r"|speaking|after|before|qui|lors|quien|durante|who['’]s|about)\b|,\s+(?:der|die|das|котор\w+|який|яка|которая)\b",
)
_ADDING = compiled(r"(?:adding|noting|stressing|explaining|pointing\sout|warning)\b")


def with_leading_role(said: Said, sentence: str, offset: int, language: str) -> Said:
    """Take what stands before a name at its sentence's beginning as the role: "Museum director Ada Quill".

    `offset` is where the sentence begins in the words of the page.
    """
    if said.role is not None and not AFFILIATION.match(sentence, said.role[0] - offset):
        return said
    before = sentence[: max(0, said.speaker[0] - offset)]
    before = (
        before[as_.end() :].rjust(len(before))
        if (as_ := compiled(r"(?:As|Comme|Como|Wie)\s").match(before))
        else before
    )
    words = before.strip()
    owned = language in VERB_LAST and compiled(r"[ıiuü]$").search(words) and len(words.split()) < 7
    if not (3 < len(words) < 120 and (ROLE_WORD.search(words) or owned)) or compiled(r"[,;:،]").search(words):
        return said
    begin = offset + len(before) - len(before.lstrip())
    return replace(said, role=(begin, begin + len(words)))


def with_last_part(said: Said, words: str) -> Said:
    """Cut from a calling what stands before it: "Asked about it, the director"."""
    if said.role is None:
        return said
    parts = list(compiled(r"[^,،]+").finditer(words[slice(*said.role)]))
    last = parts[-1] if parts else None
    if last is None or len(parts) < 2 or not ROLE_WORD.search(last[0]):
        return said
    begin = said.role[0] + last.start() + len(last[0]) - len(last[0].lstrip())
    return replace(said, role=(begin, said.role[1]))


def with_following_role(match: re.Match[str], offset: int, until: int, words: str, language: str) -> Said:
    """Take what follows a name behind the verb, up to the sentence's end, as the role.

    `offset` is where the words begin that the form was matched in; nothing is read from `until` on.
    """
    told = said_of(match, offset)
    start, end = told.speaker
    stop = sentence_end(words, end, until)
    rest = words[end:stop].rstrip(" .,،;:–—-")
    if words[end:stop].endswith((" Inc.", " Ltd.", " Corp.", " Co.", "U.S.")):
        rest += "."
    lead = compiled(r"\s*[,،]\s*|\s+(?=(?:of|from|at|de|du|von|vom|aus|из|от|з|із)\s)").match(rest)
    role = told.role
    if lead and role is None:
        cut = _ADDING.match(rest, lead.end()) or _ROLE_STOPS.search(rest, lead.end())
        words_of_role = rest[lead.end() : cut.start() if cut else len(rest)]
        begin = end + lead.end()
        if lead[0].isspace() and (
            joint := compiled(r"(?:of|from|at|vom|von(?:\sder)?|aus|из|от|з|із)\s(?:the\s)?").match(words_of_role)
        ):
            words_of_role, begin = words_of_role[joint.end() :], begin + joint.end()
        verb = compiled(rf"{saying(language)}$").search(words_of_role)
        role = (begin, begin + len(words_of_role)) if 2 < len(words_of_role) < 220 and not verb else None
    return Said((start, end), role, stop)
