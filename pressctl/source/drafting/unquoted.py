"""Words without the quotation marks that somebody typed around them: the draft and the layout set their own.

One outer pair goes, in whatever language's marks; marks inside the words stay, and so does a pair that opens with the
first words and closes before the last: “Yes”, she said, “and no”.
"""

from __future__ import annotations

import re

_PAIRS = {
    '"': '"',
    "'": "'",
    "“": "”",
    "„": "“”„",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
}
"""What closes what: English, German, Polish, Swedish, French, Danish, Russian, Azerbaijani, Arabic, Japanese usage."""
_SAME_BOTH_WAYS = frozenset("\"'”»›")
"""Marks that open and close alike in some usage, so that depth cannot be counted by them."""
_APOSTROPHES = frozenset("'’‘")
_TAIL = re.compile(r"[\s\u00a0\u202f]*[.,;!?…؟،。]?[\s\u00a0\u202f]*$")
_SPACES = " \t\u00a0\u202f"
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n\s*)")
_DOUBLED = re.compile(
    r"(?P<outer>[“«„])(?P<space>[\u00a0\u202f ]?)[\"“«„][\u00a0\u202f ]?(?P<words>[^\"“”«»„\n]+?)"
    r"[\u00a0\u202f ]?[\"”»“](?P<stop>\ue001?)(?P<before>[\u00a0\u202f ]?)(?P<close>[”»“])"
)


def unquoted(words: str) -> str:
    """Return words without one outer pair of quotation marks; each paragraph may have been opened anew."""
    text = words.strip()
    opening = text[:1]
    if opening not in _PAIRS:
        return words
    pieces = _PARAGRAPHS.split(text)
    if len(pieces) > 1:
        return _paragraphs(pieces, opening, words)
    return _one(text, opening) or words


def without_double_marks(text: str) -> str:
    """Return a draft in which a title that was typed with its marks has the draft's alone: “Title”, not “"Title"”."""
    return _DOUBLED.sub(r"\g<outer>\g<space>\g<words>\g<stop>\g<before>\g<close>", text)


def _paragraphs(pieces: list[str], opening: str, words: str) -> str:
    """Take the marks off paragraphs that are each quoted, or each opened with the last alone closed."""
    said = pieces[::2]
    each = [_one(piece.strip(), opening) if piece.startswith(opening) else None for piece in said]
    if all(each):
        return _joined([piece or "" for piece in each], pieces)
    middle = [piece[1:].lstrip(_SPACES) if piece.startswith(opening) else piece for piece in said[:-1]]
    last = said[-1] if said[-1].startswith(opening) else f"{opening}{said[-1]}"
    end = _one(last.strip(), opening)
    if end is None or any(mark in piece for piece in middle for mark in _counted(opening)):
        return words
    return _joined([*middle, end], pieces)


def _counted(opening: str) -> str:
    """Return the marks that would show that a pair ends earlier; an apostrophe shows nothing."""
    return "".join(mark for mark in f"{opening}{_PAIRS[opening]}" if mark not in _APOSTROPHES)


def _joined(said: list[str], pieces: list[str]) -> str:
    between = [*pieces[1::2], ""]
    return "".join(f"{piece}{gap}" for piece, gap in zip(said, between, strict=True))


def _one(text: str, opening: str) -> str | None:
    """Return a paragraph without its outer pair, with the stop that stood behind it; nothing where it has none."""
    tail = _TAIL.search(text)
    behind = tail.group().strip() if tail else ""
    body = text[: tail.start()] if tail else text
    closing = body[-1:]
    if len(body) < 3 or closing not in _PAIRS[opening]:  # a mark, a letter, a mark
        return None
    inner = body[1:-1].strip(_SPACES)
    if not inner or not _is_whole(inner, opening, closing):
        return None
    if inner[-1] in ",،":  # it led to who said it, and that stands on a line of its own now
        inner = inner[:-1].rstrip(_SPACES)
        if not inner:
            return None
    ended = inner[-1] in ".!?…؟。"
    return inner if ended else f"{inner}{behind}"


def _is_whole(inner: str, opening: str, closing: str) -> bool:
    """Say whether the outer marks are one pair: what is inside opens and closes by itself."""
    if opening in _APOSTROPHES:
        return not (opening in inner and opening != "'") and not re.search(r"['’](?=[\s,.;!?])[^'‘]*['‘](?=\w)", inner)
    if opening in _SAME_BOTH_WAYS:
        return opening not in inner and closing not in inner
    depth = 0
    for letter in inner:
        depth += (letter == opening) - (letter == closing)
        if depth < 0:
            return False
    return depth == 0
