"""From a page to a manuscript: each paragraph gets one place, and what gets none is kept as unplaced.

How sure a field is, is said on a small scale, each step for a kind of evidence:

- 0.95: the layout or a label of its own says so (`#`, a heading style, "Media contact:").
- 0.8: it has the form that only such a thing has (a dateline with place and date, "said Jane Doe").
- 0.6: it stands where such a thing stands, and has its looks.
- 0.4: it was found, and part of it could not be read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from pressctl.model.manuscript import (
    BoilerplateAsWritten,
    ContactAsWritten,
    DatelineAsWritten,
    EmbargoAsWritten,
    EventAsWritten,
    Manuscript,
    PersonAsWritten,
    Piece,
    ProjectAsWritten,
    QuotationAsWritten,
)
from pressctl.patterns import compiled
from pressctl.source.anatomy.cast import FoundProject, find_event, find_organisers, find_project, find_speakers
from pressctl.source.anatomy.closing import (
    FoundBoilerplate,
    find_boilerplates,
    find_notes,
    find_untitled,
    is_about,
    is_end_mark,
    is_heading,
    is_noise,
    trailing_end_mark,
)
from pressctl.source.anatomy.contact_lines import FoundContact
from pressctl.source.anatomy.contacts import Section, find_contacts
from pressctl.source.anatomy.copied_page import find_copied
from pressctl.source.anatomy.dateline import FoundDateline, dateline_at, find_dateline
from pressctl.source.anatomy.dates import date_at, find_date, find_dates
from pressctl.source.anatomy.embargo import read_until
from pressctl.source.anatomy.fact_sheet import FactSheet, read_fact_sheet
from pressctl.source.anatomy.language import language_of
from pressctl.source.anatomy.opening import Opening, find_opening, is_filing
from pressctl.source.anatomy.paragraphs import Paragraph, paragraphs_of
from pressctl.source.anatomy.people import NAME
from pressctl.source.anatomy.quotations import FoundQuotation, announces, find_quotations
from pressctl.source.foreign.base import Page

LABELLED, FORMED, PLACED, PARTLY = 0.95, 0.8, 0.6, 0.4
Span = tuple[int, int]
_SIGNATURE = compiled(rf"{NAME}(?:,\s.*)?")
_SHORTEST_HEADLINE = 25
_LONGEST_HEADLINE = 200
_LONGEST_DAY_LINE = 90
_UNTIL_DAY = compiled(
    r"\b(?:on|of|by|until|till|from|to|for|in|since|before|after|the|and|day|week|am|vom|zum|bis|le|du|au|el|del|al|dal|il"
    r"|с|по|до|від)$",
    re.IGNORECASE,
)
"""A word behind which a day is part of what a headline says."""
_DAY_OF_WEEK = compiled(r"[\s,|–—-]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?$")
_BYLINE = compiled(r"\s+(?:By|Par|Von|Por|Di)\s[^.!?|]{3,80}$")
_SURE_ABOVE = 3
"""Paragraphs over the headline in which a dateline may stand."""


@dataclass(slots=True)
class _Desk:
    """The page on the editor's desk, and what has been found on it so far."""

    page: Page
    paragraphs: tuple[Paragraph, ...]
    language: str
    noise: set[int] = field(default_factory=set)
    chrome: set[int] = field(default_factory=set)
    """Positions of what is the site's that the page was copied from."""
    sections: list[Section] = field(default_factory=list)
    in_contacts: set[int] = field(default_factory=set)
    opening: Opening = field(default_factory=Opening)
    end_at: int | None = None
    end_mark: Span | None = None
    boilerplates: list[FoundBoilerplate] = field(default_factory=list)
    notes_at: int | None = None
    notes: tuple[int, ...] = ()
    free: list[int] = field(default_factory=list)
    """Positions of headings and body."""

    def piece(self, span: Span) -> Piece:
        return self.page.piece(*span)

    def maybe(self, span: Span | None) -> Piece | None:
        return self.page.piece(*span) if span else None

    def whole(self, at: int) -> Piece:
        return self.page.piece(self.paragraphs[at].start, self.paragraphs[at].end)


def read_manuscript(page: Page, path: str) -> Manuscript:
    """Return a page as a manuscript.

    Every character of the page's text that is neither blank nor a mark of layout is inside a piece.
    """
    language, sure = language_of(page.words, page.language)
    desk = _Desk(page, paragraphs_of(page), language)
    _lay_out(desk)
    return _manuscript(desk, path, sure)


def _lay_out(desk: _Desk) -> None:
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
    desk.sections = [each for each in desk.sections if each.contacts or each.first not in copied.chrome]
    desk.in_contacts = {at for each in desk.sections for at in range(each.first, each.last + 1)}
    desk.noise |= copied.chrome - desk.in_contacts
    desk.opening = find_opening(
        paragraphs,
        desk.noise | desk.in_contacts,
        desk.page.subject,
        lambda one: _is_dateline(desk, one),
        None if copied.headline is None else (copied.headline, copied.length),
    )
    if _is_lead(desk):
        desk.opening.headline = desk.opening.headline_at = desk.opening.subheadline = None
    _without_day(desk)
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


def _is_lead(desk: _Desk) -> bool:
    """Say whether what stands first is the lead already: long, and with the dateline before it."""
    at = desk.opening.headline_at
    if at is None or desk.opening.marked or len(desk.paragraphs[at].words) < _LONGEST_HEADLINE:
        return False
    line = dateline_at(desk.page.words, desk.paragraphs[at], desk.language)
    return line is not None and line.complete and not line.whole


def _without_day(desk: _Desk) -> None:
    """Cut from a headline the day that stands behind it on its line, with what a bar parts from it."""
    opening, words = desk.opening, desk.page.words
    if opening.headline is None or opening.marked:
        return
    start, end = opening.headline
    day = next((each for each in find_dates(words, desk.language, start, end) if each.end == end and each.day), None)
    if day is None:
        return
    rest = _DAY_OF_WEEK.sub("", words[start : day.start].rstrip())
    bare = rest.rstrip(" \u00a0|–—-,:(")
    if len(bare) < _SHORTEST_HEADLINE or _UNTIL_DAY.search(rest):
        return
    byline = _BYLINE.search(bare) if rest.endswith("|") else None
    opening.headline = (start, start + (byline.start() if byline else len(bare)))
    opening.dated = FoundDateline(day.start, day.end, None, day, whole=True)


def _is_dateline(desk: _Desk, one: Paragraph) -> bool:
    """Say whether a paragraph is a dateline and nothing else."""
    line = dateline_at(desk.page.words, one, desk.language)
    return line is not None and line.whole and line.date is not None


def _begins_news(desk: _Desk, one: Paragraph) -> bool:
    line = dateline_at(desk.page.words, one, desk.language)
    return line is not None and not line.whole


def _close(desk: _Desk) -> None:
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
        if untitled and not _begins_news(desk, paragraphs[untitled.text[0]]):
            desk.boilerplates = [untitled]
            free -= set(untitled.text)
    desk.free = sorted(free)
    if desk.end_mark is None and desk.free:
        desk.end_mark = next((mark for at in desk.free[-3:] if (mark := trailing_end_mark(paragraphs[at]))), None)


@dataclass(slots=True)
class _Body:
    """What stands between the headline and the closing parts."""

    at: list[int]
    """Positions of its paragraphs and headings."""
    above: list[int]
    """Positions of what stands over the headline and is nothing else."""
    headings: set[int]
    sheet: FactSheet
    dated: FoundDateline | None = None
    text: tuple[Paragraph, ...] = ()
    """Its paragraphs, without a date line that stands alone."""


def _body_of(desk: _Desk) -> _Body:
    paragraphs = desk.paragraphs
    above = [at for at in desk.free if at < (desk.opening.headline_at or 0)]
    body_at = [at for at in desk.free if at not in above]
    sheet = read_fact_sheet(paragraphs, body_at)
    headings = {
        at for at in body_at if at not in sheet.taken and _is_inner_heading(paragraphs, at, body_at, desk.language)
    }
    body = _Body(body_at, above, headings | sheet.headings, sheet)
    text = [at for at in body_at if at not in body.headings]
    body.dated = _dated(desk, body, tuple(paragraphs[at] for at in text))
    alone = {at for at in text if body.dated and _is_day_of(desk, body.dated, paragraphs[at])}
    body.text = tuple(paragraphs[at] for at in text if at not in alone)
    return body


def _is_day_of(desk: _Desk, dated: FoundDateline, one: Paragraph) -> bool:
    """Say whether a paragraph holds nothing but the dateline, or the day that was taken into it."""
    if dated.whole and one.start == dated.start:
        return True
    day = dated.date
    return day is not None and one.start <= day.start < one.end and _is_dateline(desk, one)


def _dated(desk: _Desk, body: _Body, text: tuple[Paragraph, ...]) -> FoundDateline | None:
    """Return the dateline: at the body's beginning, over the headline, at the body's end, beside the status line."""
    top = tuple(desk.paragraphs[at] for at in (*body.above[-_SURE_ABOVE:], *body.at[:9]))
    dated = find_dateline(desk.page.words, top, desk.language)
    if dated is None and len(text) > 2:
        below = find_dateline(desk.page.words, text[-1:], desk.language)
        dated = below if below and below.whole and below.complete else None
    if dated is None or dated.date is None:
        dated = _beside_status(desk, dated)
    if dated is None or dated.date is None:
        dated = _day_elsewhere(desk, body, dated)
    return dated


def _day_elsewhere(desk: _Desk, body: _Body, dated: FoundDateline | None) -> FoundDateline | None:
    """Return the dateline with a day that stands alone: behind the headline on its line, over it, or under the body."""
    words, language = desk.page.words, desk.language
    found = desk.opening.dated
    over = {at for at in desk.in_contacts - desk.chrome if at < (desk.opening.headline_at or 0)}
    for at in sorted({*over, *body.above, *body.at[:3], *body.at[-1:]}):
        one = desk.paragraphs[at]
        if found is not None or len(one.words) > _LONGEST_DAY_LINE:
            continue
        if at in over:
            # The day stands before the label of a contact on its line.
            day = date_at(words, language, one.start)
        else:
            line = dateline_at(words, one, language)
            day = line.date if line and line.whole else None
            day = day or (find_date(words, language, one.start, one.end) if is_filing(one.words) else None)
        found = FoundDateline(day.start, day.end, None, day, whole=True) if day and day.day else None
    if found is None or found.date is None:
        return dated
    return replace(dated, date=found.date) if dated else found


def _manuscript(desk: _Desk, path: str, sure: float) -> Manuscript:
    opening, body = desk.opening, _body_of(desk)
    quotations = find_quotations(desk.page.words, tuple(_news(one, body.dated) for one in body.text), desk.language)
    drafted = Manuscript(
        path=path,
        text=desk.page.text,
        language=desk.language,
        headline=desk.maybe(opening.headline),
        subheadline=desk.whole(opening.subheadline) if opening.subheadline is not None else None,
        status_line=desk.maybe(opening.status),
        embargo=_embargo(desk),
        dateline=_dateline(desk, body.dated) if body.dated else None,
        paragraphs=tuple(desk.piece((one.start, one.end)) for one in body.text),
        headings=tuple(desk.whole(at) for at in body.at if at in body.headings),
        quotations=tuple(_quotation(desk, one) for one in quotations),
        boilerplates=tuple(_boilerplate(desk, each) for each in desk.boilerplates),
        notes=tuple(desk.whole(at) for at in desk.notes),
        contacts=tuple(_contact(desk, one) for each in desk.sections for one in each.contacts),
        end_mark=desk.maybe(desk.end_mark),
    )
    drafted = _with_cast(drafted, desk, body)
    sureness = {"language": sure, **_confidence(desk, body, quotations, drafted)}
    drafted = replace(drafted, confidence=sureness)
    return _with_unplaced(drafted, desk.page)


def _news(one: Paragraph, dated: FoundDateline | None) -> Paragraph:
    """Return a paragraph without the dateline that it begins with: a town says nothing."""
    if dated is None or dated.whole or not one.start <= dated.start <= dated.end < one.end:
        return one
    return replace(one, start=dated.end, words=one.words[dated.end - one.start :])


def _with_cast(drafted: Manuscript, desk: _Desk, body: _Body) -> Manuscript:
    """Add whom and what the news is about: speakers, organisers, project, event."""
    lead, sheet, dated = (body.text[0] if body.text else None), body.sheet, body.dated
    begin = dated.end if dated and lead and lead.start <= dated.end <= lead.end else (lead.start if lead else 0)
    speakers = sheet.speakers or find_speakers(body.text)
    organisers = sheet.organisers or (find_organisers(lead, begin, desk.language) if lead else [])
    project = sheet.project or find_project(body.text)
    event = sheet.event or find_event(tuple(desk.paragraphs[at] for at in body.at))
    return replace(
        drafted,
        speakers=tuple(PersonAsWritten(desk.piece(name), desk.piece(role)) for name, role in speakers),
        organisers=tuple(desk.piece(span) for span in organisers),
        project=_project(desk, project) if project else None,
        event=EventAsWritten(desk.maybe(event.title), desk.maybe(event.when), desk.maybe(event.venue))
        if event
        else None,
    )


def _project(desk: _Desk, project: FoundProject) -> ProjectAsWritten:
    return ProjectAsWritten(
        desk.piece(project.name),
        desk.maybe(project.acronym),
        desk.maybe(project.lead),
        tuple(desk.piece(span) for span in project.funders),
    )


def _beside_status(desk: _Desk, dated: FoundDateline | None) -> FoundDateline | None:
    """Return the dateline with the date that stands beside "for immediate release"."""
    if desk.opening.status is None:
        return dated
    day = find_date(desk.page.words, desk.language, *desk.opening.status)
    if day is None:
        return dated
    rest = desk.page.words[desk.opening.status[0] : day.start].rstrip(" ,:|-–—")
    rest = compiled(r"\s(?:vom|du|del?|от|від|of)$").sub("", rest)
    if rest:
        desk.opening.status = (desk.opening.status[0], desk.opening.status[0] + len(rest))
    return replace(dated, date=day) if dated else FoundDateline(day.start, day.end, None, day, whole=True)


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


def _embargo(desk: _Desk) -> EmbargoAsWritten | None:
    if desk.opening.embargo is None:
        return None
    raw = desk.piece(desk.opening.embargo)
    return EmbargoAsWritten(raw, read_until(desk.page.words[slice(*desk.opening.embargo)], desk.language))


def _dateline(desk: _Desk, dated: FoundDateline) -> DatelineAsWritten:
    raw = desk.page.words[dated.start : dated.end].rstrip()
    return DatelineAsWritten(
        desk.piece((dated.start, dated.start + len(raw))),
        desk.maybe(dated.place),
        desk.maybe((dated.date.start, dated.date.end)) if dated.date else None,
        dated.date.day if dated.date else None,
    )


def _quotation(desk: _Desk, one: FoundQuotation) -> QuotationAsWritten:
    return QuotationAsWritten(
        tuple(desk.piece(span) for span in one.stretches), desk.maybe(one.speaker), desk.maybe(one.role)
    )


def _boilerplate(desk: _Desk, each: FoundBoilerplate) -> BoilerplateAsWritten:
    return BoilerplateAsWritten(
        desk.whole(each.title) if each.title is not None else None, tuple(desk.whole(at) for at in each.text)
    )


def _contact(desk: _Desk, one: FoundContact) -> ContactAsWritten:
    return ContactAsWritten(
        raw=tuple(desk.piece(span) for span in one.raw),
        name=desk.maybe(one.name),
        role=desk.maybe(one.role),
        organisation=desk.maybe(one.organisation),
        phones=tuple(desk.piece(span) for span in one.phones),
        emails=tuple(desk.piece(span) for span in one.emails),
    )


def _confidence(desk: _Desk, body: _Body, quotations: list[FoundQuotation], drafted: Manuscript) -> dict[str, float]:
    """Say how sure the reading of each field is that was found."""
    opening, dated = desk.opening, body.dated
    contacts = [one for each in desk.sections for one in each.contacts]
    titled = all(each.title is not None for each in desk.boilerplates)
    found: list[tuple[str, object, float]] = [
        ("headline", opening.headline, LABELLED if opening.marked else PLACED),
        ("subheadline", opening.subheadline is not None, _of_subheadline(desk)),
        ("status_line", opening.status, LABELLED),
        ("embargo", opening.embargo, _of_embargo(desk)),
        ("dateline", dated, FORMED if dated and dated.complete and dated.date and dated.date.day else PARTLY),
        ("quotes", quotations, FORMED if all(one.speaker or one.role for one in quotations) else PARTLY),
        ("speakers", drafted.speakers, LABELLED if body.sheet.speakers else PLACED),
        ("organisers", drafted.organisers, LABELLED if body.sheet.organisers else PLACED),
        ("project", drafted.project, LABELLED if body.sheet.project else PLACED),
        ("contacts", contacts, _of_contacts(contacts)),
        ("boilerplates", desk.boilerplates, LABELLED if titled else PLACED),
        ("notes", desk.notes, LABELLED),
        ("end_mark", desk.end_mark, LABELLED),
    ]
    return {name: value for name, there, value in found if there}


def _of_subheadline(desk: _Desk) -> float:
    at = desk.opening.subheadline
    return FORMED if at is not None and desk.paragraphs[at].level else PLACED


def _of_embargo(desk: _Desk) -> float:
    span = desk.opening.embargo
    return LABELLED if span and read_until(desk.page.words[slice(*span)], desk.language) else PARTLY


def _of_contacts(contacts: list[FoundContact]) -> float:
    if all(one.labelled and one.reachable and (one.name or one.organisation) for one in contacts):
        return LABELLED
    return PLACED if any(one.reachable for one in contacts) else PARTLY


def _with_unplaced(drafted: Manuscript, page: Page) -> Manuscript:
    """Add whatever of the page's words lies in no piece, line by line, and what lay beside the words."""
    covered = _merged([(piece.start, piece.end) for piece in _all_pieces(drafted)])
    loose: list[Piece] = []
    first = 0
    for line in page.lines:
        whole = page.piece(line.start, line.end)
        while first < len(covered) and covered[first][1] <= whole.start:
            first += 1
        position, at = whole.start, first
        while at < len(covered) and covered[at][0] < whole.end:
            start, end = covered[at]
            if start > position:
                loose.append(Piece.cut(page.text, position, start))
            position, at = max(position, end), at + 1
        if position < whole.end:
            loose.append(Piece.cut(page.text, position, whole.end))
    known = _merged([*covered, *((one.start, one.end) for one in loose)])
    beside = [Piece.cut(page.text, start, end) for start, end in page.aside if not _inside(start, end, known)]
    said = [one for one in (*loose, *beside) if compiled(r"\w").search(one.text)]
    return replace(drafted, unplaced=tuple(sorted(said, key=lambda one: one.start)))


def _merged(spans: list[Span]) -> list[Span]:
    """Return the stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(start: int, end: int, spans: list[Span]) -> bool:
    at = bisect_right(spans, (start, end + 1)) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def _all_pieces(drafted: Manuscript) -> list[Piece]:
    pieces = [drafted.headline, drafted.subheadline, drafted.status_line, drafted.end_mark]
    pieces += [drafted.embargo.raw if drafted.embargo else None, drafted.dateline.raw if drafted.dateline else None]
    found = [piece for piece in pieces if piece is not None]
    found += (
        [piece for piece in (drafted.dateline.place, drafted.dateline.date_text) if piece] if drafted.dateline else []
    )
    found += [*drafted.paragraphs, *drafted.headings, *drafted.notes]
    for boilerplate in drafted.boilerplates:
        found += [*boilerplate.text, *((boilerplate.title,) if boilerplate.title else ())]
    for contact in drafted.contacts:
        found += contact.raw
    return found
