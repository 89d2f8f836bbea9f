"""The paragraphs of a page: lines joined where they were only wrapped, headings cut from what they are glued to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pressctl.source.foreign.base import Line, Page

_GLUED_ABOUT = re.compile(
    r"(?P<title>About\s+(?:the\s+)?(?P<name>\S.{1,70}?))[:.]?\s?(?=(?P=name)(?![^\W_]))", re.IGNORECASE
)
_CAMEL_ABOUT = re.compile(r"About\s[^a-z.!?]?[^.!?:]{2,70}?[^\W\d_A-Z](?=[A-Z][a-z]+\s[a-z\d])")
_COLON_ABOUT = re.compile(
    r"About\s(?:the\s)?(?:[^.!?:(]|\([^)]{1,30}\)|\b(?:Inc|Ltd|Corp|Co)\.){2,80}(?::(?!//)|:$)", re.IGNORECASE
)
_POINTER = re.compile(r"\[?Click (?:image|here)\b[^.\n]{0,80}\.(?=[A-Z])", re.IGNORECASE)
"""A pointer to a picture, with the text glued to it."""
_LABEL = re.compile(r"\s*[^\W\d_][\w’' -]{1,24}[ \u00a0]?:\s")
_WIDEST = 100
_NARROWEST = 45


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line that stands alone; places are those of `Page.words`."""

    start: int
    end: int
    words: str
    level: int = 0
    bullet: bool = False
    bold: bool = False
    cell: bool = False
    margin: bool = False
    linked: bool = False
    quoted: bool = False
    """Set as a quotation by the layout."""
    alone: bool = True
    """Whether a blank line, or the file's own layout, parts it from what follows."""
    glued: bool = False
    """A heading that the next paragraph was glued to."""


def paragraphs_of(page: Page) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a page in order."""
    return tuple(part for group in _groups(page) for one in _joined(page, group) for part in _parted(one))


def _groups(page: Page) -> Iterator[list[Line]]:
    """Yield runs of lines without a blank one between them and with the same layout."""
    run: list[Line] = []
    for line in page.lines:
        if run and (page.words.count("\n", run[-1].end, line.start) > 1 or line.level != run[-1].level or line.bullet):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _joined(page: Page, lines: list[Line]) -> Iterator[Paragraph]:
    """Join a line with the next where the next one's first word would not have fitted on it."""
    widths = [len(page.words[line.start : line.end].rstrip()) for line in lines]
    widest = max(widths)
    wraps = page.wrapped and _NARROWEST <= widest <= _WIDEST
    first = 0
    for at, line in enumerate(lines):
        if at + 1 < len(lines) and wraps:
            following = page.words[lines[at + 1].start : lines[at + 1].end].split(maxsplit=1)[0]
            fits = widths[at] + 1 + len(following) <= widest
            labelled = _LABEL.match(page.words, lines[at + 1].start, lines[at + 1].end)
            if _goes_on(page, lines[first], lines[at + 1]) or not (fits or labelled):
                continue
        yield _paragraph(page, lines[first], line, alone=at + 1 == len(lines))
        first = at + 1


def _goes_on(page: Page, first: Line, following: Line) -> bool:
    """Say whether the next line is set under the first one's words, as entries of lists and facts are."""

    def indent(line: Line) -> int:
        words = page.words[line.start : line.end]
        return len(words) - len(words.lstrip(" "))

    return indent(following) > 1 and indent(following) > indent(first)


def _paragraph(page: Page, first: Line, last: Line, *, alone: bool) -> Paragraph:
    words = page.words[first.start : last.end]
    start = first.start + len(words) - len(words.lstrip())
    words = words.strip()
    return Paragraph(
        start,
        start + len(words),
        words,
        first.level,
        first.bullet,
        first.bold and last.bold,
        first.cell,
        first.margin,
        first.linked and last.linked,
        first.quoted,
        alone,
    )


def _parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a boilerplate's heading from the text that it is glued to."""
    words = paragraph.words
    pointer = _POINTER.match(words)
    if pointer is not None and pointer.end() < len(words):
        until = paragraph.start + pointer.end()
        yield replace(paragraph, end=until, words=pointer[0])
        yield replace(paragraph, start=until, words=words[pointer.end() :])
        return
    if not words[:6].lower().startswith("about") or len(words) < 60:
        yield paragraph
        return
    match = _GLUED_ABOUT.match(words) or _CAMEL_ABOUT.match(words) or _COLON_ABOUT.match(words)
    if match is None or len(words) - match.end() < 30:
        yield paragraph
        return
    title = words[: match.end()].rstrip()
    rest = words[match.end() :]
    begins = paragraph.start + match.end() + len(rest) - len(rest.lstrip())
    yield replace(paragraph, end=paragraph.start + len(title), words=title, glued=True)
    yield replace(paragraph, start=begins, words=rest.strip(), level=0, bold=False)
