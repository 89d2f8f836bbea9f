"""The definite article before an organisation's name, for languages in which a name alone would not be prose.

Only English has a rule that can be applied to a name: one that is made of common words takes "the". The other
languages' drafts are written so that names stand alone.
"""

from __future__ import annotations

import re

_LINKED = re.compile(r"\b(?:of|for|to|on|against)\b")
_COMMON = frozenset(
    """academy administration agency alliance ambassador assembly association authority bank board bureau centre center
    chamber coalition commission committee community company confederation congress consortium convention
    corporation council court delegation department directorate embassy facility federation forum foundation fund group
    initiative inspectorate institute institution league library mission ministry movement museum network office
    ombudsman organisation organization panel parliament party police programme program project secretariat senate
    service services society taskforce team trust tribunal union""".split()  # noqa: SIM905 - a word list
)
_INITIALS = frozenset("AU EU OECD OSCE UAE UK UN US USA".split())  # noqa: SIM905 - a word list
"""Said letter by letter, and with an article; UNICEF, NATO and IOM have none."""
_BARE = re.compile(r"(?:the|a|an|our|save|doctors|reporters|friends|women|transparency|university)\b", re.IGNORECASE)


def definite(party: object, language: str) -> str:
    """Return the name as a sentence uses it: `the State Migration Service`, `UNICEF`, `Example Press Ltd`."""
    text = str(party)
    if language.partition("-")[0] != "en":
        return text
    name = text.partition(" (")[0]
    if name in _INITIALS:
        return f"the {text}"
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) < 2 or _BARE.match(name):
        return f"the {text}" if name.startswith("University of ") else text
    head = re.findall(r"[^\W\d_]+", name.partition(" in ")[0])  # Example Mission in Azerbaijan: a mission
    common = any(found and found[-1].lower() in _COMMON for found in (words, head)) or _LINKED.search(name) is not None
    return f"the {text}" if common else text
