"""Yes and no, as people write them in their own languages."""

from __future__ import annotations

_PAIRS = (
    ("yes", "no"), ("y", "n"), ("true", "false"), ("1", "0"), ("x", ""),
    ("bəli", "xeyr"), ("hə", "yox"), ("да", "нет"), ("так", "ні"), ("evet", "hayır"), ("", "hayir"),
    ("კი", "არა"), ("დიახ", ""), ("այո", "ոչ"), ("иә", "жоқ"), ("نعم", "لا"), ("بله", "خیر"), ("ναι", "όχι"),
    ("ja", "nein"), ("", "nee"), ("oui", "non"), ("sí", "no"), ("sì", "no"), ("sim", "não"), ("da", "nu"),
    # What Excel makes of a tick in its own languages.
    ("doğru", "yanlış"), ("", "yanliş"), ("истина", "ложь"), ("wahr", "falsch"),
    ("vrai", "faux"), ("tak", "nie"), ("істина", "хибність"),
    ("verdadero", "falso"), ("vero", "falso"), ("prawda", "fałsz"), ("صواب", "خطأ"),
)  # fmt: skip
"""No word means yes in one language and no in another."""

_YES = frozenset(yes for yes, _ in _PAIRS if yes)
_NO = frozenset(no for _, no in _PAIRS if no)


def yes_or_no(text: str) -> bool | None:
    """Return what a word means; nothing for one that is neither, and for an empty text."""
    word = text.strip().casefold().replace("\u0307", "")  # the capital İ folds to i and a dot
    if word in _YES:
        return True
    return False if word in _NO else None
