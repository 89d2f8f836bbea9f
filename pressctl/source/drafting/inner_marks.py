"""Quotation marks within quotation marks: a title that quotes something stands in a draft's own marks.

The inner pair takes the language's second level (CLDR's alternate marks): “The ‘blue’ line”, «Проект „Синяя линия“»,
« La ligne “bleue” ». Whoever typed the second level already keeps it; a paragraph whose pairs do not come out even is
left as it is.
"""

from __future__ import annotations

_OUTER = {"“": "”", "«": "»", "„": "“"}
"""What a draft opens and closes a title with."""
_INNER = {"ru": "„“", "uk": "„“", "be": "„“", "fr": "“”", "ar": "“”", "fa": "“”", "it": "“”", "es": "“”", "pt": "“”"}
"""The second level of languages whose first one is « »."""
_INNER_OF = {"“": "‘’", "„": "‚‘", "«": "“”"}
"""The second level where the language has none of its own, by what stands around it."""
_STRAIGHT = '"'
_GLUED = " \u00a0\u202f"
_BEFORE_OPENING = frozenset(" \t\n([{—–-«“„‘‚/")


def with_inner_marks(text: str, language: str) -> str:
    """Return a draft in which marks within marks are of the second level."""
    return "\n\n".join(_paragraph(paragraph, language) for paragraph in text.split("\n\n"))


def _paragraph(paragraph: str, language: str) -> str:
    made: list[str] = []
    closing: list[tuple[str, str]] = []
    """What closes each pair that is open, and what is written for it."""
    for at, mark in enumerate(paragraph):
        if closing and mark == closing[-1][0] and not (mark == _STRAIGHT and _opens(paragraph, at)):
            _, written = closing.pop()
            if mark == "»" != written and made[-1] in _GLUED:
                made.pop()
            made.append(written)
        elif mark in _OUTER and not closing:
            closing.append((_OUTER[mark], _OUTER[mark]))
            made.append(mark)
        elif closing and (mark in _OUTER or (mark == _STRAIGHT and _opens(paragraph, at))):
            opened, closed = _second(closing, mark, language)
            closing.append((_OUTER.get(mark, _STRAIGHT), closed))
            made.append(opened)
        elif mark in _GLUED and at and paragraph[at - 1] == "«" != made[-1]:
            continue  # the space within « », which other marks have not
        else:
            made.append(mark)
    return paragraph if closing else "".join(made)


def _second(closing: list[tuple[str, str]], mark: str, language: str) -> tuple[str, str]:
    """Return what is written for a pair: the second level within the first, what was typed deeper within."""
    if len(closing) > 1:
        return mark, _OUTER.get(mark, _STRAIGHT)
    outer = next(opening for opening, close in _OUTER.items() if close == closing[0][0])
    inner = _INNER.get(language.partition("-")[0]) if outer == "«" else None
    pair = inner or _INNER_OF[outer]
    return pair[0], pair[1]


def _opens(paragraph: str, at: int) -> bool:
    """Say whether a straight mark opens: it stands at the beginning or after a space."""
    return at == 0 or paragraph[at - 1] in _BEFORE_OPENING or paragraph[at - 1] in _GLUED
