"""Which of nine languages a text is in: by its script, then by its letters and its smallest words."""

from __future__ import annotations

import re
from collections import Counter

_SMALL = {
    "en": "the and of to in for with is on that by from are was as at",
    "fr": "le la les des et du une dans pour est que qui sur par avec au aux ont",
    "es": "el los las y del una para con por que se en su más como al sus",
    "de": "der die das und ist mit von den für auf ein eine zu im dem sich werden",
    "tr": "ve bir bu ile için olarak da de olan daha çok en gibi tarafından",
    "az": "və bir bu ilə üçün olaraq da də olan daha çox ən kimi tərəfindən edib",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000


def language_of(words: str, said: str | None = None) -> tuple[str, float]:
    """Return the language and how sure that is.

    Args:
        words: the text.
        said: what the document says of itself, such as `en-GB`; believed where the text tells nothing.
    """
    sample = words[:_SAMPLE]
    arabic = len(re.findall(r"[\u0621-\u064a]", sample))
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", sample))
    letters = sum(character.isalpha() for character in sample) or 1
    if arabic > letters / 3:
        return "ar", 0.9
    if cyrillic > letters / 3:
        ukrainian = len(re.findall(r"[іїєґІЇЄҐ]", sample))
        russian = len(re.findall(r"[ыэъёЫЭЪЁ]", sample))
        return ("uk" if ukrainian > russian else "ru"), 0.9 if ukrainian + russian else 0.5
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {code: float(sum(counts[word] for word in small.split())) for code, small in _SMALL.items()}
    schwas = len(re.findall("[əƏ]", sample))
    scores["az"] += schwas
    scores["tr"] -= schwas
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= 0:
        known = (said or "en")[:2].lower()
        return (known if known in {*_SMALL, "ru", "uk", "ar"} else "en"), 0.3
    others = max(value for code, value in scores.items() if code != best)
    return best, 0.9 if scores[best] >= 2 * max(others, 1) else 0.5
