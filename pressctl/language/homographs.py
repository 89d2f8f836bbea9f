"""Domains that look like another: letters of several scripts in one name, or foreign letters that pass for Latin.

The rule is that of Unicode's restriction levels (UTS 39 §5.2, "single script"), without its full table of confusables.
"""

from __future__ import annotations

import unicodedata

_TOGETHER = (frozenset({"CJK", "HIRAGANA", "KATAKANA"}), frozenset({"CJK", "HANGUL"}), frozenset({"CJK", "BOPOMOFO"}))
"""Scripts that one language writes side by side."""

_PASS_FOR_LATIN = frozenset("асԁеһіјӏорԛѕԝхуьζνορχυ")
"""Cyrillic and Greek letters that most typefaces draw like Latin ones."""


def doubtful_label(domain: str) -> str | None:
    """Return the part of a domain that may be made to deceive, or nothing.

    Args:
        domain: as typed; `xn--` names are read as what they show.
    """
    for label in domain.lower().rstrip(".").split("."):
        shown = _shown(label)
        letters = [character for character in shown if character.isalpha()]
        scripts = {unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0] for letter in letters}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return shown
        if letters and _PASS_FOR_LATIN.issuperset(letters) and domain.rpartition(".")[2].isascii():
            return shown
    return None


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
