"""A word of a command that is proposed, so that it can be copied into a terminal as it stands."""

from __future__ import annotations

import re
import shlex

_PLAIN = re.compile(r"[\w./\\:+@%=,-][\w./\\:+@%=,~-]*")


def shell_word(word: object) -> str:
    """Return the word, in quotes where a shell would take it for several, or for something else.

    Double quotes, where they do: the Windows console knows no others.
    """
    text = str(word)
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if re.search(r'["$`!]|\\$', text) else f'"{text}"'
