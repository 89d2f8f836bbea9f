"""From a page to a manuscript: each paragraph gets one place, and what gets none is kept as unplaced."""

from __future__ import annotations

from pressctl.frozen import replace
from pressctl.model.manuscript import Manuscript
from pressctl.patterns import compiled
from pressctl.source.anatomy.as_written import (
    boilerplate_as_written,
    contact_as_written,
    dateline_as_written,
    embargo_as_written,
    quotation_as_written,
    with_cast,
)
from pressctl.source.anatomy.closing import (
    find_boilerplates,
    find_notes,
    find_untitled,
    is_about,
    is_end_mark,
    is_heading,
    is_noise,
    trailing_end_mark,
)
from pressctl.source.anatomy.contacts import find_contacts
from pressctl.source.anatomy.copied_page import find_copied
from pressctl.source.anatomy.dateline import FoundDateline, dateline_at
from pressctl.source.anatomy.dating import begins_news, find_day, is_dateline, is_day_of, part_day
from pressctl.source.anatomy.desk import Body, Desk
from pressctl.source.anatomy.fact_sheet import read_fact_sheet
from pressctl.source.anatomy.language import language_of
from pressctl.source.anatomy.neighbours import announces
from pressctl.source.anatomy.opening import find_opening, is_deck
from pressctl.source.anatomy.paragraphs import Paragraph, paragraphs_of
from pressctl.source.anatomy.people import NAME
from pressctl.source.anatomy.quotations import find_quotations
from pressctl.source.anatomy.sureness import confidence_of
from pressctl.source.anatomy.unplaced import with_unplaced
from pressctl.source.foreign.base import Page

_SIGNATURE = compiled(rf"{NAME}(?:,\s.*)?")
_LONGEST_HEADLINE = 200
_CLOSING = '*_”"’») '
_LONGEST_SENTENCE = 180
"""Characters from which on a sentence on one line, with its full stop, is no headline, wherever it stands."""


def read_manuscript(page: Page, path: str) -> Manuscript:
    """Return a page as a manuscript.

    Every character of the page's text that is neither blank nor a mark of layout is inside a piece.
    """
    language, sure = language_of(page.words, page.language)
    desk = Desk(page, paragraphs_of(page), language)
    _lay_out(desk)
    return _manuscript(desk, path, sure)


def _lay_out(desk: Desk) -> None:
    """Give each paragraph its place."""
    paragraphs = desk.paragraphs
    desk.noise = {at for at, one in enumerate(paragraphs) if (is_noise(one) and not is_end_mark(one))}
    copied = find_copied(paragraphs, lambda one: dateline_at(desk.page.words, one, desk.language))
    desk.chrome = copied.chrome
    desk.end_at = _end_of_news(paragraphs, copied.chrome)
    if desk.end_at is not None:
        desk.noise.discard(desk.end_at)
        desk.end_mark = (paragraphs[desk.end_at].start, paragraphs[desk.end_at].end)
    desk.sections = [
        each
        for each in find_contacts(desk.page.words, paragraphs)
        if paragraphs[each.first].level != 1 and (desk.end_at is None or not each.first <= desk.end_at <= each.last)
    ]
    for each in desk.sections:
        if each.first in copied.chrome:
            # A menu names nobody: who can be reached there is the office.
            each.contacts[:] = [one for one in each.contacts if one.reachable]
        if each.first in copied.chrome and each.first > (copied.headline or 0):
            for one in each.contacts:
                one.name = one.role = one.organisation = None
    desk.sections = [each for each in desk.sections if each.contacts or each.first not in copied.chrome]
    desk.in_contacts = {at for each in desk.sections if not each.inside for at in range(each.first, each.last + 1)}
    desk.noise |= copied.chrome - desk.in_contacts
    desk.opening = find_opening(
        paragraphs,
        desk.noise | desk.in_contacts,
        desk.page.subject,
        lambda one: is_dateline(desk, one),
        None if copied.headline is None else (copied.headline, copied.begin, copied.length),
    )
    if _is_lead(desk):
        desk.opening.headline = desk.opening.headline_at = desk.opening.subheadline = None
    part_day(desk)
    _close(desk)


def _end_of_news(paragraphs: tuple[Paragraph, ...], chrome: set[int]) -> int | None:
    """Return the position of the end mark: a third of the words, or of the paragraphs, stand before it."""
    kept = [at for at in range(len(paragraphs)) if at not in chrome]
    whole = sum(len(paragraphs[at].words) for at in kept)
    before = 0
    for place, at in enumerate(kept):
        if is_end_mark(paragraphs[at]) and place > 1 and (3 * before > whole or 3 * place > len(kept)):
            return at
        before += len(paragraphs[at].words)
    return None


def _is_lead(desk: Desk) -> bool:
    """Say whether what stands first is the lead already: long, and a sentence, or with the dateline before it."""
    at = desk.opening.headline_at
    if at is None or desk.opening.marked:
        return False
    text = desk.paragraphs[at].words.rstrip()
    if len(text) > _LONGEST_SENTENCE and text.endswith(".") and "\n" not in text:
        return True
    if len(text) < _LONGEST_HEADLINE:
        return False
    line = dateline_at(desk.page.words, desk.paragraphs[at], desk.language)
    return line is not None and line.complete and not line.whole


def _close(desk: Desk) -> None:
    paragraphs, opening = desk.paragraphs, desk.opening
    used = desk.noise | desk.in_contacts | (opening.taken or set())
    used |= {at for at in (opening.headline_at, opening.subheadline, desk.end_at) if at is not None}
    used |= {at for at, one in enumerate(paragraphs) if one.margin}
    free = {at for at in range(len(paragraphs)) if at not in used}
    desk.notes_at, desk.notes = find_notes(paragraphs, free)
    free -= {*desk.notes, *(() if desk.notes_at is None else (desk.notes_at,))}
    top = opening.headline_at or 0
    desk.boilerplates = find_boilerplates(paragraphs, free, top + 1)
    free -= {at for each in desk.boilerplates for at in (each.title, *each.text) if at is not None}
    if not desk.boilerplates:
        rest = sorted(free)
        beginning = " ".join(paragraphs[at].words for at in [top, *rest[:2]] if at < len(paragraphs))
        untitled = find_untitled(paragraphs, rest, desk.end_at, beginning)
        # What begins with a dateline is the news, however it goes on.
        if untitled and not begins_news(desk, paragraphs[untitled.text[0]]):
            desk.boilerplates = [untitled]
            free -= set(untitled.text)
    desk.free = sorted(free)
    if desk.end_mark is None and desk.free:
        desk.end_mark = next((mark for at in desk.free[-3:] if (mark := trailing_end_mark(paragraphs[at]))), None)


def _body_of(desk: Desk) -> Body:
    paragraphs = desk.paragraphs
    above = [at for at in desk.free if at < (desk.opening.headline_at or 0)]
    body_at = [at for at in desk.free if at not in above]
    sheet = read_fact_sheet(paragraphs, body_at)
    headings = {
        at for at in body_at if at not in sheet.taken and _is_inner_heading(paragraphs, at, body_at, desk.language)
    }
    body = Body(body_at, above, headings | sheet.headings, sheet)
    text = [at for at in body_at if at not in body.headings]
    body.dated = find_day(desk, body, tuple(paragraphs[at] for at in text))
    alone = {at for at in text if body.dated and is_day_of(desk, body.dated, paragraphs[at])}
    body.text = _lead_first(desk, body.dated, [at for at in text if at not in alone])
    return body


def _lead_first(desk: Desk, dated: FoundDateline | None, text: list[int]) -> tuple[Paragraph, ...]:
    """Return the body with the paragraph first that a whole dateline begins: what stands over it is not the lead.

    What stands right under the headline is its second; points and sentences come behind the lead; a wire's own line, a
    label or whose the rights are is no part of the news.
    """
    paragraphs, opening = desk.paragraphs, desk.opening
    news = dated if dated is not None and dated.complete and not dated.whole else None
    lead = next((at for at in text if news and paragraphs[at].start <= news.start < paragraphs[at].end), None)
    if lead is None or lead == text[0]:
        return tuple(paragraphs[at] for at in text)
    if opening.headline_at is not None and opening.subheadline is None and is_deck(paragraphs[text[0]]):
        opening.subheadline = text.pop(0)
    over = [at for at in text if at < lead and _is_told(paragraphs[at])]
    return tuple(paragraphs[at] for at in (lead, *over, *(at for at in text if at > lead)))


def _is_told(one: Paragraph) -> bool:
    """Say whether a paragraph says something: a sentence, or a point of a list."""
    return one.bullet or one.words.rstrip(_CLOSING).endswith((".", "!", "?"))


def _manuscript(desk: Desk, path: str, sure: float) -> Manuscript:
    opening, body = desk.opening, _body_of(desk)
    quotations = find_quotations(desk.page.words, tuple(_news(one, body.dated) for one in body.text), desk.language)
    drafted = Manuscript(
        path=path,
        text=desk.page.text,
        language=desk.language,
        headline=desk.maybe(opening.headline),
        subheadline=desk.whole(opening.subheadline) if opening.subheadline is not None else None,
        status_line=desk.maybe(opening.status),
        embargo=embargo_as_written(desk),
        dateline=dateline_as_written(desk, body.dated) if body.dated else None,
        paragraphs=tuple(desk.piece((one.start, one.end)) for one in body.text),
        headings=tuple(desk.whole(at) for at in body.at if at in body.headings),
        quotations=tuple(quotation_as_written(desk, one) for one in quotations),
        boilerplates=tuple(boilerplate_as_written(desk, each) for each in desk.boilerplates),
        notes=tuple(desk.whole(at) for at in desk.notes),
        contacts=tuple(contact_as_written(desk, one) for each in desk.sections for one in each.contacts),
        end_mark=desk.maybe(desk.end_mark),
    )
    drafted = with_cast(drafted, desk, body)
    sureness = {"language": sure, **confidence_of(desk, body, quotations, drafted)}
    drafted = replace(drafted, confidence=sureness)
    return with_unplaced(drafted, desk.page)


def _news(one: Paragraph, dated: FoundDateline | None) -> Paragraph:
    """Return a paragraph without the dateline that it begins with: a town says nothing."""
    if dated is None or dated.whole or not one.start <= dated.start <= dated.end < one.end:
        return one
    return replace(one, start=dated.end, words=one.words[dated.end - one.start :])


def _is_inner_heading(paragraphs: tuple[Paragraph, ...], at: int, body: list[int], language: str) -> bool:
    one = paragraphs[at]
    if one.level:
        return True
    if at == body[0] or one.cell or not (is_heading(one) or is_about(one)):
        return False
    before = paragraphs[at - 1].words
    if announces(one, language) or one.quoted or paragraphs[at - 1].quoted:
        return False
    if before[:1] in '“„«"' and _SIGNATURE.fullmatch(one.words):
        return False
    last = at >= body[-1]
    if last or (not one.bold and not one.glued and compiled(r":\s\S").search(one.words)):
        return False
    return len(one.words) < 90 and not compiled(r"[“”\"«»]").search(one.words)
