"""What stands under a release: boilerplates, notes to editors, the end mark, and what a page adds of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressctl.source.anatomy.fact_sheet import is_fact_heading
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME
from pressctl.source.anatomy.vocabulary import (
    ABOUT,
    ABOUT_LAST,
    CONTACT_SENTENCE,
    END_MARK,
    NOISE,
    NOTES,
    OTHER_CLOSING,
    TRAILING_END_MARK,
    UPPER,
)

_LONGEST_TITLE = 110
_MOST_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class FoundBoilerplate:
    """A boilerplate among the paragraphs of a page."""

    title: int | None
    text: tuple[int, ...]


def is_noise(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the page's own and not the release's: links alone, "view original" and such."""
    return paragraph.linked or NOISE.fullmatch(paragraph.words) is not None or not re.search(r"\w", paragraph.words)


def is_end_mark(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is an end mark."""
    return not paragraph.bullet and END_MARK.fullmatch(paragraph.words.strip()) is not None


def trailing_end_mark(paragraph: Paragraph) -> tuple[int, int] | None:
    """Return where an end mark stands at the end of a paragraph."""
    match = TRAILING_END_MARK.search(paragraph.words)
    return (paragraph.start + match.start(1), paragraph.start + match.end(1)) if match else None


def is_heading(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a heading: marked as one, or short and no sentence."""
    text = paragraph.words
    if paragraph.level or paragraph.glued:
        return True
    if paragraph.bullet or paragraph.cell or len(text) > _LONGEST_TITLE or len(text.split()) > 14:
        return False
    if paragraph.bold:
        return True
    if text[:1] in "–—-":
        return False
    sentence = text.endswith((".", "!", "?", ";", ",", "…", "”", '"', "»")) and not text.endswith(("Inc.", "Ltd."))
    return not sentence and not text[:1].islower() and "@" not in text and "http" not in text


def is_about(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the title of a boilerplate."""
    text = paragraph.words
    if len(text) > _LONGEST_TITLE or paragraph.bullet or is_fact_heading(paragraph):
        return False
    if ABOUT_LAST.search(text):
        return True
    if not ABOUT.match(text):
        return False
    return paragraph.glued or is_heading(paragraph) or text.endswith((":", "Inc.", "Ltd."))


def find_boilerplates(paragraphs: tuple[Paragraph, ...], free: set[int], after: int) -> list[FoundBoilerplate]:
    """Return the boilerplates with a title among the paragraphs that are still free.

    Args:
        paragraphs: of the page.
        free: positions of those that are nothing else yet.
        after: position behind which they stand: no release begins with one.
    """
    found = []
    for at, paragraph in enumerate(paragraphs):
        if at not in free or at <= after or not is_about(paragraph):
            continue
        text: list[int] = []
        for following in range(at + 1, min(at + 1 + _MOST_PARAGRAPHS, len(paragraphs))):
            one = paragraphs[following]
            if (
                following not in free
                or is_about(one)
                or is_noise(one)
                or is_end_mark(one)
                or NOTES.fullmatch(one.words)
            ):
                break
            if text and (is_heading(one) or OTHER_CLOSING.match(one.words)):
                break
            if text and CONTACT_SENTENCE.match(one.words) and len(one.words) < 120:
                break
            text.append(following)
        if text:
            found.append(FoundBoilerplate(at, tuple(text)))
    return found


def find_untitled(
    paragraphs: tuple[Paragraph, ...], free: list[int], end_mark: int | None, opening: str
) -> FoundBoilerplate | None:
    """Return a boilerplate without a title: what follows the end mark, or a last paragraph that says who somebody is.

    Args:
        paragraphs: of the page.
        free: positions of those that are nothing else, in order.
        end_mark: position of the end mark.
        opening: headline and lead, where the organisation is named.
    """
    if end_mark is not None:
        text = tuple(
            at
            for at in free
            if at > end_mark and len(paragraphs[at].words) > 80 and not OTHER_CLOSING.match(paragraphs[at].words)
        )
        if text:
            return FoundBoilerplate(None, text[:_MOST_PARAGRAPHS])
    for at in reversed(free[1:][-2:]):
        words = paragraphs[at].words
        match = re.match(
            rf"(?P<who>(?:The\s+)?{NAME}(?:,?\s+(?:Inc|Ltd|Corp|LLC|GmbH)\.?)?)(?:\s*\([^)]{{1,30}}\))?,?\s+"
            r"(?:is\s+(?:an?|one\s+of|the|based\s+in|headquartered\s+in)\b|est\s+(?:une?|la|le)\b|es\s+(?:un|la|el)\b|ist\s+(?:ein|der|die|das)\b"
            r"|was\s+founded|—\s|– это)",
            words,
        )
        if match and len(words) > 120 and _named(match["who"], opening):
            return FoundBoilerplate(None, (at,))
    return None


def _named(name: str, opening: str) -> bool:
    first = next((word for word in re.findall(rf"[{UPPER}]\w{{2,}}", name) if word != "The"), "")
    return bool(first) and first in opening


def find_notes(paragraphs: tuple[Paragraph, ...], free: set[int]) -> tuple[int | None, tuple[int, ...]]:
    """Return the position of the heading "Notes to editors" and those of the notes."""
    for at, paragraph in enumerate(paragraphs):
        match = NOTES.match(paragraph.words) if at in free and at > 1 else None
        if match is None or (match.end() < len(paragraph.words) and ":" not in match[0]):
            continue
        if match.end() < len(paragraph.words):
            if not re.match(r"note", match[0], re.IGNORECASE) or len(match[0]) < 9:
                continue
            return None, (at,)
        notes: list[int] = []
        for following in range(at + 1, len(paragraphs)):
            one = paragraphs[following]
            if following not in free or is_about(one) or is_end_mark(one) or is_noise(one) or (notes and one.level):
                break
            notes.append(following)
        if notes:
            return at, tuple(notes)
    return None, ()
