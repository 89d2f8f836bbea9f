"""Languages as people list them: `en fr`, `en, fr`, `English, français`, `ingilis dili`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pressctl.config.values import language_code
from pressctl.language.names import language_name
from pressctl.language.wording import fold
from pressctl.patterns import compiled

_NAMED_IN = ("en", "fr", "ru", "az", "ar", "es", "de", "tr", "uk")
"""The languages in which a language may be named; each knows all the others' names."""
_CLOSE = 0.7


def read_languages(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that were typed, each once, in their order.

    Raises:
        ValueError: one of them is none; the message names the nearest.
    """
    parts = [part for part in compiled(r"[,;،/\n]+|\s+(?:and|et|и|və|y|und)\s+").split(text) if part.strip()]
    found = [code for part in parts for code in _codes(part.strip(" ."))]
    if not found:
        raise ValueError("name a language at least: en, or English")
    return tuple(dict.fromkeys(found))


def _codes(part: str) -> list[str]:
    """Return what one part names: a language of one or several words, or several languages with spaces between."""
    known = _by_name()
    whole = known.get(fold(part, ignore_accents=True))
    if whole:
        return [whole]
    return [_code(word, known) for word in part.split()]


def _code(word: str, known: Mapping[str, str]) -> str:
    named = known.get(fold(word, ignore_accents=True))
    if named:
        return named
    head, *rest = compiled("[-_]").split(word)
    code = "-".join([head.lower(), *(part.title() if len(part) > 2 else part.upper() for part in rest)])
    if head.lower() in set(known.values()):
        return language_code(code)
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    near = process.extractOne(
        fold(word, ignore_accents=True),
        list(known),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_CLOSE,
    )
    meant = (
        f'did you mean "{language_name(known[near[0]], "en")}"?'
        if near
        else "write codes, or names in English: en, French"
    )
    raise ValueError(f'"{word}" is not a language; {meant}')


@cache
def _by_name() -> Mapping[str, str]:
    """Return codes by the names of languages, folded; what English calls them wins."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in _NAMED_IN:
        for code, name in Locale.parse(language).languages.items():
            if len(code) <= 3 and code not in {"mul", "und", "zxx", "mis"}:
                names.setdefault(fold(str(name), ignore_accents=True), str(code))
    return names
