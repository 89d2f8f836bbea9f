"""Which way a language is written."""

from __future__ import annotations

_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


def direction(language: str) -> str:
    """Return `rtl` or `ltr`; a script in the code (`az-Arab`) decides before the language does."""
    primary, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4), None)
    right_to_left = script in _RTL_SCRIPTS if script else primary in _RTL_LANGUAGES
    return "rtl" if right_to_left else "ltr"
