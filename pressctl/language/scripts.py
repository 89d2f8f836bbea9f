"""Whether words are in letters in which a language is not written: pasted from another text, as a rule."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_OWN: Mapping[str, str] = {"ar": "ARABIC", "az": "LATIN", "en": "LATIN", "fr": "LATIN", "ru": "CYRILLIC"}
"""Of the languages in which kinds have drafts; of others nothing is said."""


def foreign_letters(text: str, language: str) -> str | None:
    """Return whose letters most of a text is in, such as `Arabic`, where the language has others.

    Latin letters are at home in every language: names, addresses, acronyms.
    """
    own = _OWN.get(language)
    letters = [unicodedata.name(one, "").split(" ", 1)[0] for one in text if one.isalpha()]
    if own is None or not letters:
        return None
    strange = [script for script in letters if script not in {own, "LATIN"}]
    return max(set(strange), key=strange.count).capitalize() if 2 * len(strange) > len(letters) else None
