"""From a page to a manuscript: each paragraph gets one place, and what gets none is kept as unplaced.

How sure a field is, is said on a small scale, each step for a kind of evidence:

- 0.95: the layout or a label of its own says so (`#`, a heading style, "Media contact:").
- 0.8: it has the form that only such a thing has (a dateline with place and date, "said Jane Doe").
- 0.6: it stands where such a thing stands, and has its looks.
- 0.4: it was found, and part of it could not be read.
"""

from __future__ import annotations

import re
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
from pressctl.source.anatomy.cast import find_event, find_organisers, find_project, find_speakers
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
from pressctl.source.anatomy.contacts import FoundContact, Section, find_contacts
from pressctl.source.anatomy.dateline import FoundDateline, find_dateline
from pressctl.source.anatomy.dates import find_date
from pressctl.source.anatomy.embargo import read_until
from pressctl.source.anatomy.fact_sheet import read_fact_sheet
from pressctl.source.anatomy.language import language_of
from pressctl.source.anatomy.opening import Opening, find_opening
from pressctl.source.anatomy.paragraphs import Paragraph, paragraphs_of
from pressctl.source.anatomy.people import NAME
from pressctl.source.anatomy.quotations import FoundQuotation, find_quotations
from pressctl.source.foreign.base import Page

LABELLED, FORMED, PLACED, PARTLY = 0.95, 0.8, 0.6, 0.4
Span = tuple[int, int]


@dataclass(slots=True)
class _Desk:
    """The page on the editor's desk, and what has been found on it so far."""

    page: Page
    paragraphs: tuple[Paragraph, ...]
    language: str
    noise: set[int] = field(default_factory=set)
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
    desk.end_at = next(
        (at for at, one in enumerate(paragraphs) if is_end_mark(one) and at > 1 and at > len(paragraphs) // 3), None
    )
    if desk.end_at is not None:
        desk.noise.discard(desk.end_at)
        desk.end_mark = (paragraphs[desk.end_at].start, paragraphs[desk.end_at].end)
    desk.sections = [
        each
        for each in find_contacts(desk.page.words, paragraphs)
        if paragraphs[each.first].level != 1 and (desk.end_at is None or not each.first <= desk.end_at <= each.last)
    ]
    desk.in_contacts = {at for each in desk.sections for at in range(each.first, each.last + 1)}
    desk.opening = find_opening(paragraphs, desk.noise | desk.in_contacts, desk.page.subject)
    _close(desk)


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
        if untitled:
            desk.boilerplates = [untitled]
            free -= set(untitled.text)
    desk.free = sorted(free)
    if desk.end_mark is None and desk.free:
        desk.end_mark = next((mark for at in desk.free[-3:] if (mark := trailing_end_mark(paragraphs[at]))), None)


def _manuscript(desk: _Desk, path: str, sure: float) -> Manuscript:
    paragraphs, page, opening = desk.paragraphs, desk.page, desk.opening
    above = [at for at in desk.free if at < (opening.headline_at or 0)]
    body_at = [at for at in desk.free if at not in above]
    sheet = read_fact_sheet(paragraphs, body_at)
    heading_at = {at for at in body_at if at not in sheet.taken and _is_inner_heading(paragraphs, at, body_at)}
    heading_at |= sheet.headings
    body = tuple(paragraphs[at] for at in body_at if at not in heading_at)
    dated = find_dateline(page.words, tuple(paragraphs[at] for at in (*body_at[:9], *above)), desk.language)
    if dated is None and len(body) > 2:
        below = find_dateline(page.words, body[-1:], desk.language)
        dated = below if below and below.whole and below.complete else None
    if opening.status and not (dated and dated.date):
        dated = _beside_status(desk, dated)
    wire = {at for at in body_at if dated and dated.whole and paragraphs[at].start == dated.start}
    body = tuple(one for one in body if not any(paragraphs[at] is one for at in wire))
    quotations = find_quotations(page.words, body, desk.language)
    lead = body[0] if body else None
    begin = dated.end if dated and lead and lead.start <= dated.end <= lead.end else (lead.start if lead else 0)
    contacts = [one for each in desk.sections for one in each.contacts]
    project = sheet.project or find_project(body)
    event = sheet.event or find_event(tuple(paragraphs[at] for at in body_at))
    speakers = sheet.speakers or find_speakers(body)
    organisers = sheet.organisers or (find_organisers(lead, begin) if lead else [])
    drafted = Manuscript(
        path=path,
        text=page.text,
        language=desk.language,
        headline=desk.maybe(opening.headline),
        subheadline=desk.whole(opening.subheadline) if opening.subheadline is not None else None,
        status_line=desk.maybe(opening.status),
        embargo=_embargo(desk),
        dateline=_dateline(desk, dated) if dated else None,
        paragraphs=tuple(desk.piece((one.start, one.end)) for one in body),
        headings=tuple(desk.whole(at) for at in body_at if at in heading_at),
        quotations=tuple(_quotation(desk, one) for one in quotations),
        speakers=tuple(PersonAsWritten(desk.piece(name), desk.piece(role)) for name, role in speakers),
        organisers=tuple(desk.piece(span) for span in organisers),
        project=ProjectAsWritten(
            desk.piece(project.name),
            desk.maybe(project.acronym),
            desk.maybe(project.lead),
            tuple(desk.piece(span) for span in project.funders),
        )
        if project
        else None,
        event=EventAsWritten(desk.maybe(event.title), desk.maybe(event.when), desk.maybe(event.venue))
        if event
        else None,
        boilerplates=tuple(_boilerplate(desk, each) for each in desk.boilerplates),
        notes=tuple(desk.whole(at) for at in desk.notes),
        contacts=tuple(_contact(desk, one) for one in contacts),
        end_mark=desk.maybe(desk.end_mark),
        confidence=_confidence(desk, dated, quotations, contacts, sure),
    )
    return _with_unplaced(drafted, page)


def _beside_status(desk: _Desk, dated: FoundDateline | None) -> FoundDateline | None:
    """Return the dateline with the date that stands beside "for immediate release"."""
    if desk.opening.status is None:
        return dated
    day = find_date(desk.page.words, desk.language, *desk.opening.status)
    if day is None:
        return dated
    rest = desk.page.words[desk.opening.status[0] : day.start].rstrip(" ,:|-–—")
    if rest:
        desk.opening.status = (desk.opening.status[0], desk.opening.status[0] + len(rest))
    return replace(dated, date=day) if dated else FoundDateline(day.start, day.end, None, day, whole=True)


def _is_inner_heading(paragraphs: tuple[Paragraph, ...], at: int, body: list[int]) -> bool:
    one = paragraphs[at]
    if one.level:
        return True
    if at == body[0] or one.cell or not (is_heading(one) or is_about(one)):
        return False
    before = paragraphs[at - 1].words
    if (one.quoted or paragraphs[at - 1].quoted) and not one.level:
        return False
    if before[:1] in '“„«"' and re.fullmatch(rf"{NAME}(?:,\s.*)?", one.words):
        return False
    following = next((place for place in body if place > at), None)
    if following is None or (not one.bold and not one.glued and re.search(r":\s\S", one.words)):
        return False
    return len(one.words) < 90 and not re.search(r"[“”\"«»]", one.words)


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


def _confidence(
    desk: _Desk,
    dated: FoundDateline | None,
    quotations: list[FoundQuotation],
    contacts: list[FoundContact],
    sure: float,
) -> dict[str, float]:
    """Say how sure the reading of each field is that was found."""
    opening = desk.opening
    found: list[tuple[str, object, float]] = [
        ("language", True, sure),
        ("headline", opening.headline, LABELLED if opening.marked else PLACED),
        ("subheadline", opening.subheadline is not None, _of_subheadline(desk)),
        ("status_line", opening.status, LABELLED),
        ("embargo", opening.embargo, _of_embargo(desk)),
        ("dateline", dated, FORMED if dated and dated.complete and dated.date and dated.date.day else PARTLY),
        ("quotes", quotations, FORMED if all(one.speaker or one.role for one in quotations) else PARTLY),
        ("contacts", contacts, _of_contacts(contacts)),
        (
            "boilerplates",
            desk.boilerplates,
            LABELLED if all(each.title is not None for each in desk.boilerplates) else PLACED,
        ),
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
    covered = sorted((piece.start, piece.end) for piece in _all_pieces(drafted))
    loose: list[Piece] = []
    for line in page.lines:
        whole = page.piece(line.start, line.end)
        position = whole.start
        for start, end in covered:
            if end <= position or start >= whole.end:
                continue
            if start > position:
                loose.append(Piece.cut(page.text, position, start))
            position = max(position, end)
        if position < whole.end:
            loose.append(Piece.cut(page.text, position, whole.end))
    beside = [
        Piece.cut(page.text, start, end)
        for start, end in page.aside
        if not any(first <= start and end <= last for first, last in covered)
        and not any(one.start <= start and end <= one.end for one in loose)
    ]
    said = [one for one in (*loose, *beside) if re.search(r"\w", one.text)]
    return replace(drafted, unplaced=tuple(sorted(said, key=lambda one: one.start)))


def _all_pieces(drafted: Manuscript) -> list[Piece]:
    pieces = [drafted.headline, drafted.subheadline, drafted.status_line, drafted.end_mark]
    pieces += [drafted.embargo.raw if drafted.embargo else None, drafted.dateline.raw if drafted.dateline else None]
    found = [piece for piece in pieces if piece is not None]
    found += [*drafted.paragraphs, *drafted.headings, *drafted.notes]
    for boilerplate in drafted.boilerplates:
        found += [*boilerplate.text, *((boilerplate.title,) if boilerplate.title else ())]
    for contact in drafted.contacts:
        found += contact.raw
    return found
