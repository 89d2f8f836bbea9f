"""A boilerplate's heading that is run into its text ("About Elm Port Founded in …"): the page tells where it ends."""

from __future__ import annotations

import re

from pressctl.patterns import compiled

_LEAD = compiled(
    r"(?:about(?:\s(?:the|us\W+the))?|à propos d(?:e\s(?:la\s|l['’])?|es\s|u\s)|acerca de(?:l|\s(?:la|los|las))?"
    r"|sobre(?:\s(?:el|la|los|las))?|über(?:\s(?:die|das|den))?|об?(?:\s(?:компании|фонде|проекте|группе|центре))?"
    r"|про(?:\s(?:компанію|фонд|проєкт|центр))?)\s?",
    re.IGNORECASE,
)
_SENTENCE = compiled(r"[.!?…][”\"»)]?(?:\s|$)")
_MOST_WORDS = 9
_SHORTEST = 60


def run_in_title(words: str, elsewhere: str) -> int:
    """Return the length of the heading that a paragraph begins with, where nothing parts it from its text; 0 for none.

    The name in it stands on the page again, and a sentence begins behind it.
    """
    lead = _LEAD.match(words) if len(words) >= _SHORTEST else None
    if lead is None:
        return 0
    tokens = list(compiled(r"\S+").finditer(words, lead.end(), lead.end() + 120))[: _MOST_WORDS + 1]
    for count in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        name = words[lead.end() : tokens[count - 1].end()]
        if not (name[:1].isupper() and tokens[count][0][:1].isupper()) or name[-1] in ",;:.":
            continue
        if _stands_again(name, elsewhere) and _SENTENCE.search(words, tokens[count].end()):
            return tokens[count - 1].end()
    return 0


def _stands_again(name: str, elsewhere: str) -> bool:
    """Say whether a page has a name twice and more, in capitals or not; a single word is no name of many letters."""
    if len(name) < 2 or (" " not in name and name.islower()):
        return False
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", elsewhere, re.IGNORECASE)
    return sum(1 for each in found if each[0][:1].isupper()) > 1
