"""What languages are called."""

from __future__ import annotations

from pressctl.language.locales import locale_of


def language_name(code: str, language: str) -> str:
    """Return what the language `code` is called in `language`: `az` in Russian is `азербайджанский`."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(code.replace("-", "_")).get_display_name(locale_of(language))
    except (UnknownLocaleError, ValueError):
        named = locale_of(language).languages.get(code)
    return named or code
