"""Which text a reader gets, and whether one in another code of their language serves.

`en-GB` reads `en`, `zh-Hant` not `zh-Hans`.
"""

from __future__ import annotations

from collections.abc import Sequence


def _best_match(wanted: Sequence[str], offered: Sequence[str]) -> str | None:
    """Return what is offered in the first of the wanted languages that has anything, or nothing.

    A code matches itself before its kin; kin are codes of one language whose scripts do not differ, regions aside
    (a lookup in the sense of RFC 4647 §3.4, in both directions).
    """
    for language in wanted:
        if language in offered:
            return language
        kin = next((other for other in offered if _kin(language, other)), None)
        if kin is not None:
            return kin
    return None


def language_for(languages: Sequence[str], available: Sequence[str], fallback: str) -> str | None:
    """Return the first of a reader's languages that the release has; one who names none gets the office's.

    Args:
        languages: the reader's, in order of preference.
        available: the release's, the original first.
        fallback: the office's first language.
    """
    if not languages:
        return fallback if fallback in available else available[0]
    return _best_match(languages, available)


def _kin(one: str, other: str) -> bool:
    scripts = {script for script in (_script(one), _script(other)) if script}
    return one.split("-", maxsplit=1)[0] == other.split("-", maxsplit=1)[0] and len(scripts) < 2


def _script(language: str) -> str:
    return next((part for part in language.split("-")[1:] if len(part) == 4), "")
