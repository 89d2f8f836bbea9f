"""What a file asks the check to pass over: `<!-- pressctl: ignore NAM001 -->`.

Alone on its line it covers the block that follows, beside words it covers its line, and as `ignore-file` the file. In
front matter the same words stand in a comment, `# pressctl: ignore CON002`.
"""

from __future__ import annotations

import re

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_ASKED = compiled(
    r"(?:<!--"
    r"|#)[ \t]*pressctl:[ \t]*ignore(?P<file>-file)?[ \t]+(?P<codes>[A-Z]+\d*(?:[ ,\t]+[A-Z]+\d*)*)[ \t]*(?:-->)?"
)
_BLOCK_ENDS = compiled(r"\n[ \t\r]*(?:\n|\Z)")


class Silence(Frozen):
    """Which rules are not wanted where."""

    stretches: tuple[tuple[int, int, tuple[str, ...]], ...]
    """(first code point, the one after the last, codes or prefixes of codes)."""

    @classmethod
    def of(cls, text: str) -> Silence:
        """Read what a text asks for."""
        if "pressctl:" not in text:
            return cls(())
        return cls(tuple((*_reach(text, asked), _codes(asked)) for asked in _ASKED.finditer(text)))

    def covers(self, code: str, place: int) -> bool:
        """Say whether a finding of the rule at a place is to be passed over."""
        return any(
            start <= place <= end and any(code.startswith(one) or one == "ALL" for one in codes)
            for start, end, codes in self.stretches
        )


def _codes(asked: re.Match[str]) -> tuple[str, ...]:
    return tuple(compiled(r"[ ,\t]+").split(asked["codes"]))


def _reach(text: str, asked: re.Match[str]) -> tuple[int, int]:
    if asked["file"]:
        return 0, len(text)
    line = text.rfind("\n", 0, asked.start()) + 1
    line_ends = text.find("\n", asked.end())
    line_ends = len(text) if line_ends < 0 else line_ends
    if text[line : asked.start()].strip() or text[asked.end() : line_ends].strip():
        return line, line_ends
    begins = compiled(r"\S").search(text, line_ends)
    ends = _BLOCK_ENDS.search(text, begins.start()) if begins else None
    return line, ends.start() if ends else len(text)
