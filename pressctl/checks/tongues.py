"""Which language a short stretch is in, where that is beyond doubt; nothing where it is not."""

from __future__ import annotations

from collections import Counter
from functools import cache

from pressctl.patterns import compiled

_SMALL_WORDS = {
    "en": "the and of to in for with is on that by from are was as at will has have their its an this who new into",
    "fr": "le la les des et du une dans pour est que qui sur par avec au aux ont sont cette leur chez plus ce",
    "es": "el los las y del una para con por que se en su más como al sus es está son fue desde sobre",
    "de": "der die das und ist mit von den für auf ein eine zu im dem sich werden wird hat bei aus nach zum zur über",
    "tr": "ve bir bu ile için olarak da de olan daha çok en gibi tarafından kadar yeni ise sonra",
    "az": "və bir bu ilə üçün olaraq da də olan daha çox ən kimi tərəfindən edib isə sonra yeni qarşı",
    "ru": "и в на с по для из что как от это не его их также будет был была были при за о об",
    "uk": "і в у на з по для із що як від це не його їх також буде був була були при за про та",
}
_WORD = compiled(r"[^\W\d_]+")
_ARABIC = compiled(r"[\u0621-\u064a]")
_CYRILLIC = compiled(r"[\u0400-\u04ff]")
_FEW = 8
_LINE = 200
_LEAST = 2
"""So many small words of one language, and none of another's own, are no accident."""


@cache
def _small() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def tongue(text: str) -> str | None:
    """Return the language of a headline or a paragraph if it is one of nine and cannot be another of them."""
    if text.isascii():
        arabic = cyrillic = False
    else:
        letters = sum(map(str.isalpha, text))
        arabic = len(_ARABIC.findall(text)) > letters / 2
        cyrillic = len(_CYRILLIC.findall(text)) > letters / 2
    if arabic:
        return "ar"
    words = Counter(_WORD.findall(text.lower()))
    scores = {
        language: sum(words[word] for word in small & words.keys())
        for language, small in _small().items()
        if (language in {"ru", "uk"}) is cyrillic
    }
    if cyrillic:
        scores["uk"] += 2 * len(compiled(r"[іїєґІЇЄҐ]").findall(text))
        scores["ru"] += 2 * len(compiled(r"[ыэъёЫЭЪЁ]").findall(text))
    elif "ə" in text.lower():
        scores["az"] += 2
        scores["tr"] = 0
    best = max(scores, key=lambda language: scores[language])
    second = max(score for language, score in scores.items() if language != best)
    return best if scores[best] >= _LEAST and scores[best] > 2 * second else None


def script(text: str) -> str | None:
    """Return `Latin`, `Cyrillic` or `Arabic`, whichever most letters belong to; nothing where there are hardly any."""
    if text.isascii():
        return "Latin" if sum(map(str.isalpha, text[:_LINE])) >= _FEW else None
    counts = {
        "Latin": len(compiled(r"[A-Za-zÀ-ɏəƏ]").findall(text)),
        "Cyrillic": len(_CYRILLIC.findall(text)),
        "Arabic": len(_ARABIC.findall(text)),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _FEW and counts[best] > 0.7 * sum(counts.values()) else None


SCRIPTS = {"ru": "Cyrillic", "uk": "Cyrillic", "ar": "Arabic"}
"""Of the languages that are not written in Latin letters."""
