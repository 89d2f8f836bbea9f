"""Right to left: which stretches of a text run which way, and what has to be mirrored.

Word takes the direction of a stretch from `w:rtl` on its run, LibreOffice from the characters (UAX 9). Text is cut so
that both agree. Indents, tab stops and list numbers mirror themselves in a `w:bidi` paragraph; paragraph borders
are physical, left is left, so they are swapped in the styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from pressctl.export.docx.elements import Element, q
from pressctl.export.sheet import Direction

_PHONE = re.compile(r"\+?\d[\d \u00a0()./-]{5,}\d")
_BRACKETS = {")": "(", "]": "[", "»": "«", "”": "“"}
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

_WORD_TAGS = {
    "ar": "ar-SA", "az": "az-Latn-AZ", "be": "be-BY", "bg": "bg-BG", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-GB", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR",
    "he": "he-IL", "hr": "hr-HR", "hu": "hu-HU", "hy": "hy-AM", "it": "it-IT", "ka": "ka-GE", "kk": "kk-KZ",
    "ky": "ky-KG", "lt": "lt-LT", "lv": "lv-LV", "mk": "mk-MK", "nl": "nl-NL", "pl": "pl-PL", "pt": "pt-PT",
    "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sq": "sq-AL", "sr": "sr-Cyrl-RS", "sv": "sv-SE",
    "tg": "tg-Cyrl-TJ", "tk": "tk-TM", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "uz": "uz-Latn-UZ",
}  # fmt: skip


def word_language(code: str) -> str:
    """Return the tag under which Word knows a language: with a region, for it ignores some without one."""
    return _WORD_TAGS.get(code, code)


def stretches(words: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    """Cut a text where its direction changes; joined again, the stretches are the text.

    A stretch against the main direction reaches from its first letter to its last letter or digit. In a text from right
    to left a telephone number is such a stretch too, or its groups of digits would change places.
    """
    other = Direction.LTR if direction is Direction.RTL else Direction.RTL
    position = 0
    for start, end in _islands(words, other):
        if start > position:
            yield words[position:start], direction
        yield words[start:end], other
        position = end
    if position < len(words):
        yield words[position:], direction


def _islands(words: str, direction: Direction) -> Iterator[tuple[int, int]]:
    letters = {"L"} if direction is Direction.LTR else {"R", "AL"}
    against = {"R", "AL"} if direction is Direction.LTR else {"L"}
    tail = letters | ({"EN"} if direction is Direction.LTR else set())
    position = 0
    while position < len(words):
        phone = _PHONE.match(words, position) if direction is Direction.LTR else None
        if phone:
            yield phone.span()
            position = phone.end()
        elif bidirectional(words[position]) in letters:
            end = position + 1
            for index in range(position + 1, len(words)):
                kind = bidirectional(words[index])
                if kind in against:
                    break
                end = index + 1 if kind in tail else end
            yield _with_brackets(words, position, end)
            position = _with_brackets(words, position, end)[1]
        else:
            position += 1


def _with_brackets(words: str, start: int, end: int) -> tuple[int, int]:
    """Take in the brackets around a stretch and the one that closes in it, or they might turn or part from it."""
    closing = words[end : end + 1]
    opening = _BRACKETS.get(closing)
    if opening is None:
        return start, end
    if words[start:end].count(opening) > words[start:end].count(closing):
        return start, end + 1
    return (start - 1, end + 1) if start and words[start - 1] == opening else (start, end)


def is_phone(words: str) -> bool:
    """Say whether a stretch is a number written in groups, which needs marks of direction around it."""
    return _PHONE.fullmatch(words) is not None


def mirror_styles(styles: Element) -> None:
    """Swap left and right in every paragraph border; take away space between letters, which tears Arabic ones apart."""
    for spacing in list(styles.iter(q("spacing"))):
        parent = spacing.getparent()
        if parent is not None and parent.tag == q("rPr"):
            parent.remove(spacing)
    for borders in styles.iter(q("pBdr")):
        left, right = borders.find(q("left")), borders.find(q("right"))
        if left is not None:
            left.tag = q("right")
        if right is not None:
            right.tag = q("left")
        order = [q(side) for side in ("top", "left", "bottom", "right", "between", "bar")]
        borders[:] = sorted(borders, key=lambda border: order.index(str(border.tag)))
