"""A headline as the name of a folder: Latin letters that a reader of the headline would still recognise."""

from __future__ import annotations

import unicodedata

from pressctl.patterns import compiled

LONGEST = 80
_OWN = str.maketrans(
    {
        "ə": "e", "ı": "i", "ё": "yo", "й": "y", "х": "kh", "щ": "shch", "ъ": "", "ь": "", "э": "e", "ы": "y",
        "ц": "ts", "ю": "yu", "я": "ya", "ї": "yi", "є": "ye", "ґ": "g", "і": "i",
        "ا": "a", "أ": "a", "آ": "a", "إ": "i", "ع": "a", "ى": "a", "ة": "h",
        "'": "", "’": "", "ʼ": "", "ʻ": "", "ʿ": "", "ʾ": "", "&": " ",
    }
)  # fmt: skip
"""Where the general transliteration is poor, and marks inside a word."""
_WINDOWS = frozenset({"con", "prn", "aux", "nul"}) | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
_NOTHING = "release"


def slugify(headline: str, *, max_length: int = LONGEST) -> str:
    """Return `[a-z0-9]+(-[a-z0-9]+)*` of at most `max_length` characters, cut between words.

    Symbols and emoji are left out; a headline of nothing else gives `release`. A name that Windows keeps for a
    device gets `-release` after it.
    """
    from anyascii import anyascii

    folded = unicodedata.normalize("NFC", headline).casefold().replace("i\u0307", "i").translate(_OWN)
    kept = "".join(" " if unicodedata.category(char)[0] in "CSZ" else char for char in folded)
    words = compiled(r"[a-z0-9]+").findall(anyascii(kept).lower())
    slug = _cut(words, max_length) or _NOTHING[:max_length]
    return f"{slug}-{_NOTHING}" if slug in _WINDOWS else slug


def _cut(words: list[str], longest: int) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug
