"""What stands above the news: status line, embargo, headline and subheadline."""

from __future__ import annotations

import re
from collections.abc import Callable

from pressctl.frozen import Changing
from pressctl.patterns import compiled
from pressctl.source.anatomy.dateline import FoundDateline
from pressctl.source.anatomy.letterhead import below_letterhead, is_letterhead, is_short
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.vocabulary import EMBARGO, NO_EMBARGO, PLANNING, STATUS, USABLE
from pressctl.source.foreign.site_matter import only_words

_DATED = compiled(r"\b(?:19|20)\d{2}\b.{0,40}$|/\s.{0,30}\s/")
"""A line with a date at its end: a dateline that stands alone."""
_BYLINE = compiled(r"(?:by|par|von|por)\s+[A-Z]", re.IGNORECASE)
"""Who wrote a text, under its headline."""
_RELEASE = compiled(
    r"(?:press|news|media)\srelease|communiqué(?:\sde\spresse)?|(?:presse|medien)mitteilung|(?:nota"
    r"|comunicado)\sde\sprensa"
    r"|пресс-?релиз|прес-?реліз|basın\s(?:bülteni|açıklaması)|press-?reliz|بيان\sصحفي",
    re.IGNORECASE,
)
"""What calls a text a release, and nothing else."""
_BEHIND_SENDER = compiled(r"[^\n–—|:]{3,70}?\s(?:[–—|:-]|//)\s+(?P<status>[^\n–—|:]{5,40}?)")
"""`Coast Commission - Press release`."""
_DAY_FIRST = compiled(
    r"^(?:[^\W\d_]+day,?\s)?(?:\d{1,2}\s[^\W\d_]{3,}\s\d{4}|[^\W\d_]{3,}\.?\s\d{1,2},?\s\d{4})[\s,|–—-]+(?=\S)"
)
"""A day before what calls a text a release, on one line."""
_FILED = compiled(r"\s+[A-Z]{1,3}\s?\d{1,5}\s*(?:\s\d{1,2}\s+[^\W\d_]{3,}\s+\d{4}\s*)?$")
"""Under which number, and on which day, a release was filed, behind whose it is."""
_FULL_LINE = 60
_TOWN_FIRST = compiled(r"\(?[A-Z][^–—\n]{2,60}\s?[–—-]{1,2}(?:\s|$)")
_MOST_BROKEN = 3
_LONGEST_TITLE = 160
_LONGEST_DECK = 300
"""Characters of a sentence that still belongs to the headline over it."""
_SHORTEST_DECK = 4
"""Words below which it is a label: "Key highlights"."""
_TOP = 10
"""Paragraphs that are looked at."""
_TELLING = 12
"""Characters below which what a mail or a page calls itself says nothing: "News"."""


class Opening(Changing):
    """Places of the parts; positions are those among the page's paragraphs."""

    headline: Span | None = None
    headline_at: int | None = None
    marked: bool = False
    """Whether the layout says that it is the headline."""
    subheadline: int | None = None
    status: Span | None = None
    embargo: Span | None = None
    taken: set[int] | None = None
    dated: FoundDateline | None = None
    """A day that stood behind the headline on its line."""


def find_opening(
    paragraphs: tuple[Paragraph, ...],
    taken: set[int],
    subject: str | None,
    dated: Callable[[Paragraph], bool],
    headline: tuple[int, int, int | None] | None = None,
) -> Opening:
    """Return what stands above the news.

    Args:
        paragraphs: of the page.
        taken: positions that are something else: contacts, links.
        subject: what the mail or the page calls itself.
        dated: says whether a paragraph is nothing but a dateline.
        headline: position of the headline, the characters before it and those that are it, where a copied page has
            told it.
    """
    opening = Opening(taken=set())
    if headline is not None:
        opening.headline_at = headline[0]
        opening.headline = _without_status(paragraphs[headline[0]], headline[1], headline[2])
        _take(opening, headline[0])
    _status_and_embargo(paragraphs, taken | (opening.taken or set()), opening)
    apart = {at for at, one in enumerate(paragraphs[: _TOP + len(taken)]) if not one.level and dated(one)}
    _headline(paragraphs, taken | apart | (opening.taken or set()), opening, subject, dated)
    return opening


def _status_and_embargo(paragraphs: tuple[Paragraph, ...], taken: set[int], opening: Opening) -> None:
    # On a copied page the menu stands above the headline.
    top = _TOP + (opening.headline_at or 0)
    for at, paragraph in enumerate(paragraphs):
        if at in taken or (at >= top and at < len(paragraphs) - 4):
            continue
        text = paragraph.words
        if (
            len(text) < 260
            and EMBARGO.search(text)
            and not NO_EMBARGO.search(text)
            and not PLANNING.match(text)
            and _is_order(text, at)
        ):
            opening.embargo = opening.embargo or (paragraph.start, paragraph.end)
            _take(opening, at)
            continue
        if at >= top:
            continue
        match = STATUS.match(_DAY_FIRST.sub("", text).lstrip("*_ -–—["))
        if NO_EMBARGO.search(text) and len(text) < 80:
            opening.status = opening.status or (paragraph.start, paragraph.end)
            _take(opening, at)
        elif match:
            fused = _status(paragraph, at, match, opening)
            if fused and opening.headline and (more := _goes_on(paragraphs, at)):
                opening.headline = (opening.headline[0], paragraphs[at + more].end)
                for line in range(at + 1, at + more + 1):
                    _take(opening, line)
        elif (behind := _BEHIND_SENDER.fullmatch(text)) and STATUS.fullmatch(behind["status"]):
            opening.status = opening.status or (paragraph.start + behind.start("status"), paragraph.end)
            _take(opening, at)


def _is_kind(one: Paragraph, words: str) -> bool:
    """Say whether the words before a headline only call it a release: "MEDIA RELEASE: …"; an advisory says more."""
    return not one.level and _RELEASE.fullmatch(words) is not None


def _without_status(one: Paragraph, begin: int, length: int | None) -> Span:
    """Return a headline without the words before it that say how it may be used, and no longer than `length`."""
    match = STATUS.match(one.words)
    fused = compiled(r"\s*:\s*(?=\S)").match(one.words, match.end()) if match and USABLE.search(match[0]) else None
    return (one.start + (fused.end() if fused else begin), one.start + length if length else one.end)


def _goes_on(paragraphs: tuple[Paragraph, ...], at: int) -> int:
    """Return on how many more lines a headline behind "for immediate release:" goes on, before a dateline."""
    if paragraphs[at].alone or len(paragraphs[at].words) < _FULL_LINE:
        return 0
    for more in range(1, min(_MOST_BROKEN, len(paragraphs) - at - 1) + 1):
        following = paragraphs[at + more].words
        if (
            len(following) >= 100
            or not following[:1].isupper()
            or following[-1:] in ".!?:"
            or EMBARGO.search(following)
        ):
            return 0
        lead = paragraphs[at + more + 1].words if at + more + 1 < len(paragraphs) else ""
        if _TOWN_FIRST.match(lead) and (len(lead) > 100 or lead[-1] in "–—-"):
            return more if following[-1:] != "," else 0
    return 0


def _is_order(text: str, at: int) -> bool:
    """Say whether a line orders an embargo, rather than tells of one in the news."""
    leading = compiled(r"\W*(?:strictly |under |press release\W+|sous |unter )*", re.IGNORECASE).match(text)
    begins = EMBARGO.match(text, leading.end() if leading else 0) is not None
    return begins or (at < _TOP and len(text) < 120 and compiled(r"\d").search(text) is not None)


def _status(paragraph: Paragraph, at: int, match: re.Match[str], opening: Opening) -> bool:
    """Take a status line, and the headline that is fused with it; say whether there is one."""
    text = paragraph.words
    begin = text.index(match[0])
    rest = text[begin + len(match[0]) :]
    fused = compiled(r"\s*:\s*(?=\S)").match(rest)
    if len(rest.strip(" :.-–—]*_")) <= 45 and not (fused and not compiled(r"\d").search(rest)):
        if opening.status is None or (USABLE.search(text) and opening.headline is None):
            opening.status = (paragraph.start, paragraph.end)
        _take(opening, at)
    elif not fused and opening.status is None and is_letterhead(_FILED.sub("", rest).strip(" |–—-")):
        # "Media statement  Senator Ada Quill": what it is, and whose.
        opening.status = (paragraph.start + begin, paragraph.start + begin + len(match[0]))
        _take(opening, at)
    elif fused and opening.headline is None and (USABLE.search(match[0]) or _is_kind(paragraph, match[0])):
        opening.status = (paragraph.start + begin, paragraph.start + begin + len(match[0]))
        opening.headline = (paragraph.start + begin + len(match[0]) + fused.end(), paragraph.end)
        opening.headline_at, opening.marked = at, bool(paragraph.level)
        _take(opening, at)
        return True
    return False


def _take(opening: Opening, at: int) -> None:
    if opening.taken is not None:
        opening.taken.add(at)


def _headline(
    paragraphs: tuple[Paragraph, ...],
    taken: set[int],
    opening: Opening,
    subject: str | None,
    dated: Callable[[Paragraph], bool],
) -> None:
    free = [at for at, one in enumerate(paragraphs) if at not in taken and not one.margin]
    if not any(paragraphs[at].level for at in free[:_TOP]):
        free = below_letterhead(paragraphs, free, opening.status)
    if opening.headline is None:
        found = _find_headline(paragraphs, free, subject)
        if found is None:
            return
        opening.headline_at, opening.marked = found
        chosen = paragraphs[found[0]]
        opening.headline = (chosen.start, chosen.end)
    at = opening.headline_at or 0
    following = next((place for place in free if place > at), None)
    if following is not None and _repeats(paragraphs[following], paragraphs[at]):
        _take(opening, following)
        following = next((place for place in free if place > following), None)
    if following is not None and (_is_subheadline(paragraphs, following) or _is_summary(paragraphs, following, dated)):
        opening.subheadline = following


def _repeats(one: Paragraph, headline: Paragraph) -> bool:
    """Say whether a paragraph is the headline once more, as where a page has it over "for immediate release" too."""
    return len(one.words) == len(headline.words) and only_words(one.words) == only_words(headline.words)


def _find_headline(paragraphs: tuple[Paragraph, ...], free: list[int], subject: str | None) -> tuple[int, bool] | None:
    top = [at for at in free if at < free[0] + _TOP] if free else []
    levels = [paragraphs[at].level for at in top if paragraphs[at].level]
    if levels:
        return next(at for at in top if paragraphs[at].level == min(levels)), True
    if subject:
        bare = only_words(subject)
        for at in top:
            words = only_words(paragraphs[at].words)
            if min(len(words), len(bare)) > _TELLING and (words in bare or bare in words) and is_short(words):
                return at, True
    short: int | None = None
    for at in top:
        words = paragraphs[at].words
        if compiled(r"[\W\d]+").fullmatch(words):
            continue
        if paragraphs[at].bold is False and len(words.split()) < 3 and len(top) > 3:
            # A letterhead, or a headline of two words where the news begins right below.
            short = at
            continue
        return (short if short is not None and _begins_news(words) else at), False
    return (top[0], False) if top else None


def _begins_news(words: str) -> bool:
    """Say whether a paragraph is the lead: a whole sentence, behind a town or so long as no headline is."""
    return words.rstrip().endswith(".") and (_TOWN_FIRST.match(words) is not None or len(words) > _LONGEST_TITLE)


def _is_summary(paragraphs: tuple[Paragraph, ...], at: int, dated: Callable[[Paragraph], bool]) -> bool:
    """Say whether one sentence under the headline is its summary: the date line comes only behind it."""
    one = paragraphs[at]
    below = paragraphs[at + 1 : at + 3]
    return (
        len(one.words) < 220
        and not one.bullet
        and not dated(one)
        and len(paragraphs) > at + 3
        and any(dated(each) for each in below)
        and not any(len(each.words) > 220 for each in below)
    )


def is_deck(one: Paragraph) -> bool:
    """Say whether what stands between headline and dateline is a second headline, or the news in one sentence."""
    text = one.words
    if not _may_be_second(one) or len(text.split()) < _SHORTEST_DECK or text[-1] in ":,":
        return False
    return not text[0].islower() and not compiled(r"https?:|@|©").search(text)


def _may_be_second(one: Paragraph) -> bool:
    """Say whether a paragraph may be a second headline by its form: no point, link, author or day, and not long."""
    text = one.words
    if one.bullet or one.linked or len(text) > _LONGEST_DECK:
        return False
    return not (_BYLINE.match(text) or _DATED.search(text))


def _is_subheadline(paragraphs: tuple[Paragraph, ...], at: int) -> bool:
    """Say whether what follows the headline is a second one: marked as a heading, or short and no sentence."""
    one = paragraphs[at]
    text = one.words
    if not _may_be_second(one) or at + 1 >= len(paragraphs):
        return False
    if _TOWN_FIRST.match(text) and compiled(r"\b(?:19|20)\d{2}\b").search(text, 0, 80):
        return False
    if one.level:
        return paragraphs[at + 1].level == 0 and len(paragraphs[at + 1].words) > 40
    sentence = text.endswith((".", "!", "?", ":", ","))
    if not sentence and 15 < len(text) <= 220 and not text[0].islower() and not compiled(r"https?:|@").search(text):
        return len(paragraphs[at + 1].words) > 60
    return False
