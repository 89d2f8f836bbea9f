"""Which of nine languages a text is in: by its script, then by its letters and its smallest words."""

from __future__ import annotations

from collections import Counter

from pressctl.patterns import compiled

_SMALL = {
    "en": "a the and of to in for with is on that by from are was as at it its be has have will this an or not said we"
    " our their which who more than been were they he she his her about after into also can",
    "fr": "le la les des et du une un dans pour est que qui sur par avec au aux ont a été cette ce ces en de à il elle"
    " son sa ses plus ne pas nous notre leur se sont selon entre depuis",
    "es": "a el los las y del una un para con por que se en su sus más como al lo la de es ha han fue esta este son"
    " entre sobre desde nuestro nuestra no también ser según",
    "de": "der die das und ist mit von den für auf ein eine zu im dem sich werden in des einer einen nicht auch als bei"
    " aus nach wie hat haben wird wurde sie es am zum zur durch wir",
    "tr": "ve bir bu ile için olarak da de olan daha çok en gibi tarafından ki ne göre kadar sonra yeni olduğunu var"
    " biz bunu her dedi ise hakkında bugün etti",
    "az": "və bir bu ilə üçün olaraq da də olan daha çox ən kimi tərəfindən edib ki nə görə qədər sonra yeni var biz"
    " bunu hər deyib isə haqqında bildirib olub",
}
"""The commonest words of each; one that several languages have tells less for each of them."""
_LETTERS = {"fr": "èêëàâîïôûçœùÈÊÀÂÎÔÇŒ", "es": "ñ¿¡íóúáÑÁÍÓÚ", "de": "ßäÄ", "tr": "ışğİŞĞ", "az": "əƏışğİŞĞxqXQ"}
"""Letters that speak for a language, or at least against its neighbours."""
_LETTER = 0.4
_WORD = compiled(r"[^\W\d_]+")
_SAMPLE = 6000


def language_of(words: str, said: str | None = None) -> tuple[str, float]:
    """Return the language and how sure that is.

    Args:
        words: the text.
        said: what the document says of itself, such as `en-GB`; believed where the text tells nothing.
    """
    sample = words[:_SAMPLE]
    arabic = len(compiled(r"[\u0621-\u064a]").findall(sample))
    cyrillic = len(compiled(r"[\u0400-\u04ff]").findall(sample))
    letters = sum(map(str.isalpha, sample)) or 1
    if arabic > letters / 3:
        return "ar", 0.9
    if cyrillic > letters / 3:
        ukrainian = len(compiled(r"[іїєґІЇЄҐ]").findall(sample))
        russian = len(compiled(r"[ыэъёЫЭЪЁ]").findall(sample))
        return ("uk" if ukrainian > russian else "ru"), 0.9 if ukrainian + russian else 0.5
    scores = _scores(sample)
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= 0:
        known = (said or "en")[:2].lower()
        return (known if known in {*_SMALL, "ru", "uk", "ar"} else "en"), 0.3
    others = max(value for code, value in scores.items() if code != best)
    return best, 0.9 if scores[best] >= 2 * max(others, 1) else 0.5


def _scores(sample: str) -> dict[str, float]:
    """Return how much speaks for each language that is written in Latin letters."""
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    letters = Counter(sample)
    shared = Counter(word for small in _SMALL.values() for word in set(small.split()))
    scores = {
        code: sum(counts[word] / shared[word] for word in set(small.split()))
        + _LETTER * sum(letters[letter] for letter in _LETTERS.get(code, ""))
        for code, small in _SMALL.items()
    }
    schwas = letters["ə"] + letters["Ə"]
    if not schwas:
        # q and x are common elsewhere: without the letter of its own they tell nothing.
        scores["az"] = sum(counts[word] / shared[word] for word in set(_SMALL["az"].split()))
    scores["tr"] -= schwas
    return scores
