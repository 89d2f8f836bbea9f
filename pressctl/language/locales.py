"""The one way to the locale data of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.errors import BadInput

if TYPE_CHECKING:
    from babel import Locale

_HOUSE = {"en": "en_GB"}
"""Day before month and no comma before "and", unless the code names a region."""


def locale_of(language: str) -> Locale:
    """Return the locale of a language code such as `az` or `zh-Hant`.

    Raises:
        BadInput: nobody has collected how dates are written in it.
    """
    from babel import Locale, UnknownLocaleError

    for code in (_HOUSE.get(language, language), language.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    raise BadInput(f'dates and lists cannot be written in the language "{language}": nothing is known of it')
