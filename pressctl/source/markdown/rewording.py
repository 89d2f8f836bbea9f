"""Ways to write other words into a passage: escaped for Markdown, for the quotation marks around it, or for neither.

Which of them says the right thing is found out by reading the file again; nothing here knows whether it does. What is
tried first changes the fewest characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pressctl.model.passage import Passage, Stretch
from pressctl.source.markdown.escaping import escape_markdown

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[*_]+")
_OPENING_MARKS = re.compile(r"[*_\[<]+$")
_CLOSING_MARKS = re.compile(r"(?:[*_]+|\]\([^()\s]*\)|\]\{[^{}]*\}|>)+")


def rewordings(text: str, passage: Passage, start: int, end: int, new: str) -> Iterator[str]:
    """Yield the file's text with the words from `start` to `end` of the passage written as `new`."""
    if start == end:
        yield from _insertions(text, passage, start, new)
        return
    runs = _runs(passage, start, end)
    for words in dict.fromkeys((new, escape_markdown(new)) if passage.markdown else (new,)):
        for form in _encoded(words, passage.style):
            if len(runs) == 1:
                yield text[: runs[0][0]] + form + text[runs[0][1] :]
    if len(runs) > 1:
        yield from _through_mark_up(text, passage, (start, end), new, runs)
    if passage.markdown:
        yield from _with_its_marks(text, runs[0][0], runs[-1][1], escape_markdown(new))


def _insertions(text: str, passage: Passage, at: int, new: str) -> Iterator[str]:
    """Yield ways to add words, behind what stands before them or before what follows."""
    places = _places_between(text, passage, at)
    forms = (new, escape_markdown(new), new.replace("\n", "\\\n")) if passage.markdown else (new,)
    for written in dict.fromkeys(forms):
        for form in _encoded(written, passage.style):
            for place in dict.fromkeys(places):
                yield text[:place] + form + text[place:]


def _places_between(text: str, passage: Passage, at: int) -> list[int]:
    """Return the places at which words between two characters may be written, outside of a link that ends there."""
    words = passage.words
    before = words.stretches[at - 1][1] if at else None
    after = words.stretches[at][0] if at < len(words.text) else None
    if before is None or not passage.markdown:
        return [place for place in (before, after) if place is not None]
    closing = _CLOSING_MARKS.match(text, before)
    behind = closing.end() if closing and (after is None or closing.end() <= after) else None
    outside = [place for place in (behind, after) if place is not None]
    return [*outside, before] if text.startswith("]", before) else [before, *outside]


def _with_its_marks(text: str, start: int, end: int, new: str) -> Iterator[str]:
    """Yield the text with other words in place of some and of the emphasis, the link or the language around them."""
    opening, closing = _OPENING_MARKS.search(text[:start]), _CLOSING_MARKS.match(text, end)
    if opening and closing:
        yield text[: opening.start()] + new + text[closing.end() :]
    elif opening:  # what it opens is closed within these words
        yield text[: opening.start()] + new + text[end:]
    elif closing:
        yield text[:start] + new + text[closing.end() :]


def value_with(passage: Passage, start: int, end: int, new: str) -> Iterator[str]:
    """Yield the whole value that the passage stands in, its words from `start` to `end` changed; for a value alone."""
    if passage.value is None:
        return
    text, stretches = passage.value.text, passage.value.stretches
    where = passage.words.stretch(start, end)
    starts = [number for number, stretch in enumerate(stretches) if stretch[0] == where[0]]
    ends = [number + 1 for number, stretch in enumerate(stretches) if stretch[1] == where[1]]
    if start == end:  # at the beginning nothing ends there, at the end nothing begins
        starts = ends = starts[:1] or ends[-1:]
    if starts and ends:
        for words in dict.fromkeys((new, escape_markdown(new)) if passage.markdown else (new,)):
            yield text[: starts[0]] + words + text[ends[-1] :]


def _encoded(words: str, style: str) -> tuple[str, ...]:
    """Return the words as they may stand between such quotation marks; YAML and TOML agree where they can."""
    match style[:1]:
        case '"':
            return (words.replace("\\", "\\\\").replace('"', '\\"'),)
        case "'":
            return tuple(dict.fromkeys((words, words.replace("'", "''"))))
        case _:
            return (words,)


def _runs(passage: Passage, start: int, end: int) -> list[Stretch]:
    """Return the stretches of the file that hold these words, mark-up between them left out."""
    runs: list[Stretch] = []
    for stretch in passage.words.stretches[start:end]:
        if runs and runs[-1][1] >= stretch[0]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], stretch[1]))
        else:
            runs.append(stretch)
    return runs


def _through_mark_up(
    text: str, passage: Passage, span: Stretch, new: str, runs: list[Stretch]
) -> Iterator[str]:  # fmt: skip
    """Yield ways to change words that mark-up goes through: `Milli **Majlis**`."""
    olds = list(re.finditer(r"\S+", passage.words.text[span[0] : span[1]]))
    news = _SPACE.split(new)
    stretches = [passage.words.stretch(span[0] + old.start(), span[0] + old.end()) for old in olds]
    if len(olds) == len(news):
        for words in (news, [escape_markdown(word) for word in news]):
            edited = text
            for (start, end), old, word in reversed(list(zip(stretches, olds, words, strict=True))):
                if old[0] != word:
                    edited = edited[:start] + _encoded(word, passage.style)[0] + edited[end:]
            yield edited
    # Otherwise the emphasis inside is given up, its marks on both sides too; or it begins or ends beside the new words.
    start, end = runs[0][0], runs[-1][1]
    between = "".join(text[one[1] : other[0]] for one, other in pairwise(runs))
    marks = "".join(_MARKS.findall(between))
    for whole in dict.fromkeys((new, escape_markdown(new))):
        form = _encoded(whole, passage.style)[0]
        yield text[:start] + form + text[end:]
        if marks and text.startswith(marks, end):
            yield text[:start] + form + text[end + len(marks) :]
        if marks and text.endswith(marks, 0, start):
            yield text[: start - len(marks)] + form + text[end:]
        yield text[:start] + form + between + text[end:]
        yield text[:start] + between + form + text[end:]
