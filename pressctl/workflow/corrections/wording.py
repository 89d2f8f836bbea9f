"""What an officer says of a release that left wrong, in the options of a command: by language, or for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pressctl.errors import UsageError
from pressctl.workflow.corrections.case import Case, Said

_IN = re.compile(r"(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})*)=(?P<text>.*)", re.DOTALL)


def said_by_language(case: Case, options: Mapping[str, Sequence[str]]) -> dict[str, Said]:
    """Return what the options say, by language; words without a language serve each whose text has them.

    Args:
        case: what went wrong.
        options: `wrong`, `right` or `reason`, to what was typed: `TEXT`, or `az=TEXT` of one language.

    Raises:
        UsageError: a language that the notice does not have, or something twice.
    """
    found: dict[str, dict[str, str]] = {language: {} for language in case.languages}
    original = case.languages[0]
    anywhere: dict[str, str] = {}
    for name, values in options.items():
        for value in values:
            match = _IN.fullmatch(value)
            language = match["language"] if match else ""
            if match and language in found:
                text = match["text"].strip()
            elif match and language in case.opened.release.languages:
                raise UsageError(
                    f"nobody has {case.opened.release.slug} in {language}; leave --{name} {language}=… out"
                )
            else:
                language, text = "", value.strip()
            target = found[language] if language else anywhere
            if name in target:
                raise UsageError(f"--{name} is given twice for {language or 'the original'}")
            target[name] = text
    for language, own in found.items():
        fits = language == original or (bool(anywhere.get("wrong")) and case.places(language, anywhere["wrong"]) > 0)
        for name, text in anywhere.items():
            if fits:
                own.setdefault(name, text)
    return {language: Said(**own) for language, own in found.items()}
