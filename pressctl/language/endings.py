"""How names change their endings: data per language, for `wording.py`. Careful rather than complete.

What is found by these is shown to a person and never changed unasked, so a form too many costs a glance, a form too
few a missed name. Sources are named with each language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressctl.patterns import compiled

AZERBAIJANI_TURKISH = compiled(
    r"(?P<mark>['-]?)(?P<ending>"
    r"(?:l[aəe]r)?"
    # possessive: -(ı)m, -(ı)n, -(s)ı, -(ı)mız, -(ı)nız, -ları
    r"(?:[ıiuü]?m[ıiuü]z|[ıiuü]?n[ıiuü]z|s?[ıiuü]|[ıiuü]?m|[ıiuü]n)?"
    # case: genitive, accusative, dative, locative, ablative; instrumental -la, -yla; -ca; -lı; -sız; -çı
    r"(?:n?[ıiuü]n|[ny]?[ıiuü]|[ny]?[aəe]|n?[dt][aəe]n?|y?l[aəe]|[cç][aəe]|l[ıiuü]|s[ıiuü]z|[çc][ıiuü])?"
    # -ki, -dır, -dırlar
    r"(?:k[ıiuü](?:l[aəe]r)?(?:n?[dt][aəe]n?|n?[ıiuü]n|n[ıiuü])?)?(?:[dt][ıiuü]r(?:l[aəe]r)?)?"
    r")"
)
"""Azerbaijani and Turkish nouns in the order plural, possessive, case, -ki, copula (Azərbaycan dilinin orfoqrafiya
normaları, 2019; Türk Dil Kurumu, Yazım Kılavuzu: an apostrophe parts a proper name from its endings; in Azerbaijani a
hyphen parts an abbreviation from them)."""

SOFTENED: Mapping[str, Mapping[str, str]] = {
    "az": {"k": "y", "q": "ğ"},
    "tr": {"k": "ğ", "p": "b", "ç": "c", "t": "d"},
}
"""Last consonants that change before a vowel: Birlik, Birliyi; kitap, kitabı."""

ENGLISH = compiled(r"(?P<mark>)(?P<ending>'s|s'|(?<=s)'|e?s)")
"""Possessive and plural (Chicago Manual of Style 7.16: -'s also after s; a bare apostrophe after a plural)."""

FRENCH = compiled(r"(?P<mark>)(?P<ending>e?s|x|e)")
"""Plural and feminine. An elided article (l', d', qu') is parted by its apostrophe and no ending at all."""

ELIDED = compiled(r"(?:^|\W)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]$", re.IGNORECASE)
"""What stands before a French name that begins with a vowel or a mute h."""

_RU_ADJECTIVE = (
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ей", "ую", "юю", "ое", "ее",
    "ые", "ие", "ых", "их", "ыми", "ими",
)  # fmt: skip

RUSSIAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ый", _RU_ADJECTIVE),
    ("ий", (*_RU_ADJECTIVE, "ия", "ию", "ием", "ии")),
    ("ой", _RU_ADJECTIVE),
    ("ая", _RU_ADJECTIVE),
    ("яя", _RU_ADJECTIVE),
    ("ое", _RU_ADJECTIVE),
    ("ее", _RU_ADJECTIVE),
    ("ые", _RU_ADJECTIVE),
    ("ие", (*_RU_ADJECTIVE, "ия", "ию", "ием", "ии", "ий", "иям", "иями", "иях")),
    ("ия", ("ия", "ии", "ию", "ией", "иею", "ий", "иям", "иями", "иях")),
    ("а", ("ы", "и", "е", "у", "ой", "ою", "ей", "ею")),
    ("я", ("и", "е", "ю", "ей", "ею", "ёй")),
    ("ь", ("я", "ю", "ем", "ём", "е", "и", "ью", "ей", "ям", "ями", "ях")),
    ("й", ("я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")),
    ("о", ("а", "у", "ом", "е", "ам", "ами", "ах")),
    ("е", ("я", "ю", "ем", "и", "й", "ям", "ями", "ях")),
    ("ы", ("", "ов", "ам", "ами", "ах")),
    ("и", ("", "ей", "ов", "ам", "ям", "ами", "ями", "ах", "ях")),
)
"""Ending of the form on file, and the endings of its other forms (Зализняк, Грамматический словарь русского языка;
Грамматика-80 §§ 1156-1314). The longest fitting ending is taken; names in -у, -ю, -э are not declined."""

RUSSIAN_CONSONANT = (
    "а", "у", "ом", "ем", "ым", "е", "ы", "и", "ов", "ев", "ей", "ам", "ями", "ами", "ях", "ах",
)  # fmt: skip
"""Endings after a name that ends in a consonant: Иванов, Ивановым; фонд, фондами."""

ARABIC_PREFIX = compiled(r"(?:[وفأ]?(?:[بكل]|ال|بال|كال|لل|س)?)")
"""Conjunctions, prepositions and the article that are written with the word (Ryding, A Reference Grammar of Modern
Standard Arabic, ch. 16 and 18)."""

ARABIC_CLITICS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه", "ي", "ك")
"""Pronouns that are written with the word (Ryding, ch. 12)."""
