"""What a site writes around a release, where its whole page was copied: menus, its own title, links to other news.

A copied page tells itself by its title: the browser's line "Headline - Name of the site" at the top, and the headline
once more where the release begins; or by a pointer for readers with a keyboard ("Skip to content").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pressctl.frozen import Changing, field
from pressctl.patterns import compiled
from pressctl.source.anatomy.dateline import FoundDateline
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.vocabulary import SKIP
from pressctl.source.foreign.site_matter import only_words

_SITE = compiled(r"\s(?:[|»>·•]|[–—-]|::)\s")
"""What parts a headline from the name of the site behind it."""
_TRAIL = compiled(r"(?:[^>›»\n]{2,50}\s[>›»]\s){2,6}[^>›»\n]{2,50}")
"""Where one is on a site: Office > Newsroom > Releases."""
_FURTHER = compiled(
    r"(?:related|recent|latest|more|other|further|similar)\s(?:posts?|news|stories|articles|(?:press\s"
    r"|news\s)?releases|content"
    r"|topics|links)|(?:view|see|read)\s(?:all|more)(?:\s\w+)?|you (?:may|might) also (?:like|be interested in)"
    r"|read (?:more|next)|keep reading|share(?: this)?(?: \w+)?|back(?: to (?:top|news|list|all \w+))?|tagged with:?"
    r"|topic\(s\):|component\(s\):|leave a (?:comment|reply)|newsletter sign-?up|stay connected|scroll to top"
    r"|subscribe(?: (?:now|to .{2,40}))?|tags:?|posted (?:on|in):?\s.{4,40}"
    r"|(?:articles?|actualités|communiqués) (?:liés|similaires|récent(?:e?s)?)|à lire aussi|lire (?:aussi"
    r"|la suite)|partager(?: .{2,20})?"
    r"|retour(?: .{2,20})?|(?:noticias|artículos|entradas) (?:relacionad[oa]s|recientes)|leer más"
    r"|compartir(?: .{2,20})?"
    r"|(?:ähnliche|weitere|verwandte|neueste) (?:beiträge|artikel|meldungen|nachrichten|pressemitteilungen)"
    r"|mehr zum thema|teilen"
    r"|zurück(?: .{2,20})?|(?:похожие|другие|последние|читайте) (?:новости|статьи|материалы|также)"
    r"|поделиться(?: .{2,20})?|назад"
    r"|(?:схожі|інші|останні|читайте) (?:новини|статті|матеріали|також)|поділитися(?: .{2,20})?"
    r"|(?:ilgili|diğer|son) haberler|paylaş|geri(?: dön)?|(?:digər|oxşar|son) xəbərlər|(?:أخبار"
    r"|مقالات) (?:ذات صلة|أخرى)|شارك(?: .{2,20})?",
    re.IGNORECASE,
)
"""What stands above links to other news, or beside the buttons under a text."""
_CLOSED = compiled(r"[.!?…][”\"»)]?$")
_DAY_FIRST = compiled(
    r"(?:[^\W\d_]+\.?\s\d{1,2},\s\d{4}|\d{1,2}\.?\s[^\W\d_]+\s\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4})\s?[:|–—-]\s(?=\S)"
)
"""A day before a headline: "March 3, 2026: Harbour opens"."""
_FARTHEST_TOP = 250
"""The same for a page that says where its menus end."""
_MOST_LINES = 4
_TOP = 60
"""Paragraphs within which a copied page comes to its release."""
_SHORTEST = 15
"""Characters below which what stands twice says nothing: "News"."""
_LONGEST = 300
_RUNNING = 200
"""Characters from which on a paragraph is one of a release, and no line of a menu."""
_LONGEST_LINK = 60
_CUT = compiled(r"\s*(?:\.\.\.|…)$")


class CopiedPage(Changing):
    """Positions among the paragraphs of a page."""

    headline: int | None = None
    begin: int = 0
    """Characters of the headline's paragraph before the headline: a day."""
    length: int | None = None
    """Characters that are the headline; nothing where all that follow are."""
    chrome: set[int] = field(default_factory=set)
    """What is the site's, and not the release's."""


def find_copied(paragraphs: tuple[Paragraph, ...], dated: Callable[[Paragraph], FoundDateline | None]) -> CopiedPage:
    """Return where the release stands on a copied page; nothing where the page is a release and no more.

    Args:
        paragraphs: of the page.
        dated: reads the dateline that a paragraph begins with, or is.
    """
    if not paragraphs or any(one.level for one in paragraphs[:_TOP]):
        # Where the layout says what is a heading, it says what the headline is.
        return CopiedPage()
    marked = any(SKIP.fullmatch(one.words) for one in paragraphs[:_TOP])
    running = _first_running(paragraphs, dated, _FARTHEST_TOP if marked else _TOP)
    titles = _repeated(paragraphs, running)
    if not titles and (broken := _broken(paragraphs, running)):
        chrome = {at for at in range(1, running) if at in broken or not _is_kept(paragraphs[at], dated)}
        foot = set(_foot(paragraphs, running, 0))
        sign = _SITE.search(paragraphs[0].words)
        return CopiedPage(0, 0, sign.start() if sign else None, chrome | foot)
    if not titles and not marked:
        return CopiedPage()
    headline = titles[-1] if titles else _above(paragraphs, running, dated)
    if headline is None:
        return CopiedPage()
    chrome = {at for at in range(headline) if not titles or not _is_kept(paragraphs[at], dated)}
    chrome |= {at for at in range(headline + 1, running) if _is_link(paragraphs[at], paragraphs[headline])}
    chrome |= set(_foot(paragraphs, running, headline))
    if not _CUT.search(paragraphs[headline].words):
        day = _DAY_FIRST.match(paragraphs[headline].words)
        return CopiedPage(headline, day.end() if day and titles else 0, None, chrome)
    # The site has cut the headline in its menu; the browser's line has all of it.
    sign = _SITE.search(paragraphs[0].words, len(paragraphs[headline].words) - 4)
    return CopiedPage(0, 0, sign.start() if sign else None, (chrome | {headline}) - {0})


def _is_kept(one: Paragraph, dated: Callable[[Paragraph], FoundDateline | None]) -> bool:
    """Say whether a line above the headline is of the release: its day, or how it may be used."""
    line = dated(one)
    return (line is not None and line.date is not None) or one.words.lower().startswith("for immediate")


def _first_running(
    paragraphs: tuple[Paragraph, ...], dated: Callable[[Paragraph], FoundDateline | None], top: int
) -> int:
    """Return the position of the first paragraph that is running text."""
    for at, one in enumerate(paragraphs[:top]):
        if at and (len(one.words) > _RUNNING or (len(one.words) > _SHORTEST * 4 and _runs(one, dated))):
            return at
    return min(len(paragraphs), top)


def _runs(one: Paragraph, dated: Callable[[Paragraph], FoundDateline | None]) -> bool:
    """Say whether a paragraph begins with a dateline, and is no headline that only a day stands before."""
    return dated(one) is not None and (_DAY_FIRST.match(one.words) is None or _CLOSED.search(one.words) is not None)


def _broken(paragraphs: tuple[Paragraph, ...], running: int) -> set[int]:
    """Return the lines above the text on which the title of the page stands again, broken into several."""
    sign = _SITE.search(paragraphs[0].words) if len(paragraphs[0].words) <= _LONGEST else None
    whole = only_words(paragraphs[0].words[: sign.start()]) if sign else ""
    if len(whole) < 2 * _SHORTEST:
        return set()
    for at in range(1, running):
        joined = ""
        for last in range(at, min(at + _MOST_LINES, running)):
            joined = f"{joined} {only_words(paragraphs[last].words)}".strip()
            if joined == whole:
                return set(range(at, last + 1))
            if not whole.startswith(joined):
                break
    return set()


def _repeated(paragraphs: tuple[Paragraph, ...], running: int) -> list[int]:
    """Return where the title of the page stands again, above the text."""
    title = paragraphs[0].words
    if len(title) > _LONGEST:
        return []
    if cut := _CUT.search(title):
        # The browser's line is cut itself: the whole headline begins as it does.
        bare = only_words(title[: cut.start()])
        begun = [at for at in range(1, running) if only_words(paragraphs[at].words).startswith(bare)]
        return begun if len(bare) >= _SHORTEST else []
    wholes = [only_words(title), *(only_words(title[: sign.start()]) for sign in _SITE.finditer(title))]
    wholes = [whole for whole in wholes if len(whole) >= _SHORTEST]
    found = [at for at in range(1, running) if only_words(_DAY_FIRST.sub("", paragraphs[at].words)) in wholes]
    if not found:
        found = [
            at
            for at in range(1, running)
            if (cut := _CUT.search(paragraphs[at].words))
            and len(bare := only_words(paragraphs[at].words[: cut.start()])) >= _SHORTEST
            and any(whole.startswith(bare) for whole in wholes)
        ]
    return found


def _above(
    paragraphs: tuple[Paragraph, ...], running: int, dated: Callable[[Paragraph], FoundDateline | None]
) -> int | None:
    """Return the line right above the text that can be its headline."""
    if not running < len(paragraphs) or not dated(paragraphs[running]):
        return None
    at = running - 1
    while at > 0 and (line := dated(paragraphs[at])) is not None and line.whole:
        at -= 1
    one = paragraphs[at]
    good = 2 * _SHORTEST < len(one.words) < _LONGEST and not _CLOSED.search(one.words) and not _TRAIL.match(one.words)
    return at if good else None


def _is_link(one: Paragraph, headline: Paragraph) -> bool:
    """Say whether a line between headline and text is a button of the site."""
    return SKIP.fullmatch(one.words) is not None or only_words(one.words) == only_words(headline.words)


def _foot(paragraphs: tuple[Paragraph, ...], running: int, headline: int) -> range:
    """Return what stands under the text: from the first line that leads to other news, with no text behind it."""
    last = max(
        (at for at, one in enumerate(paragraphs) if at >= running and _is_text(one)), default=len(paragraphs) - 1
    )
    last_long = max((at for at, one in enumerate(paragraphs) if _is_long_text(one)), default=-1)
    first = next(
        (
            at
            for at in range(running + 1, len(paragraphs))
            if at >= last_long and _FURTHER.fullmatch(paragraphs[at].words)
        ),
        None,
    )
    if first is None:
        first = next(
            (
                at
                for at in range(last + 1, len(paragraphs))
                if only_words(paragraphs[at].words) == only_words(paragraphs[headline].words)
            ),
            len(paragraphs),
        )
    return range(first, len(paragraphs))


def _is_text(one: Paragraph) -> bool:
    return len(one.words) > _LONGEST_LINK and _CLOSED.search(one.words) is not None


def _is_long_text(one: Paragraph) -> bool:
    """Say whether two whole sentences and more stand together: where such a paragraph follows, the release goes on."""
    return len(one.words) > 2 * _RUNNING and _CLOSED.search(one.words) is not None
