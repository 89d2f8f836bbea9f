"""Ways to write other words into a passage: escaped for Markdown, for the quotation marks around it, or for neither.

Which of them says the right thing is found out by reading the file again; nothing here knows whether it does. What is
tried first changes the fewest characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pressctl.model.passage import Passage, Stretch
from pressctl.source.markdown import escape_markdown

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[*_]+")


def rewordings(text: str, passage: Passage, start: int, end: int, new: str) -> Iterator[str]:
    """Yield the file's text with the words from `start` to `end` of the passage written as `new`."""
    runs = _runs(passage, start, end)
    for words in dict.fromkeys((new, escape_markdown(new)) if passage.markdown else (new,)):
        for form in _encoded(words, passage.style):
            if len(runs) == 1:
                yield text[: runs[0][0]] + form + text[runs[0][1] :]
    if len(runs) > 1:
        yield from _through_mark_up(text, passage, (start, end), new, runs)


def value_with(passage: Passage, start: int, end: int, new: str) -> Iterator[str]:
    """Yield the whole value that the passage stands in, its words from `start` to `end` changed; for a value alone."""
    if passage.value is None:
        return
    where = passage.words.stretch(start, end)
    starts = [number for number, stretch in enumerate(passage.value.stretches) if stretch[0] == where[0]]
    ends = [number for number, stretch in enumerate(passage.value.stretches) if stretch[1] == where[1]]
    if starts and ends:
        for words in dict.fromkeys((new, escape_markdown(new)) if passage.markdown else (new,)):
            yield passage.value.text[: starts[0]] + words + passage.value.text[ends[-1] + 1 :]


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
    # Otherwise the emphasis inside is given up, with its marks on both sides.
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
