"""What was found on a page, as a manuscript holds it: pieces of the text."""

from __future__ import annotations

from pressctl.frozen import replace
from pressctl.model.manuscript import (
    BoilerplateAsWritten,
    ContactAsWritten,
    DatelineAsWritten,
    EmbargoAsWritten,
    EventAsWritten,
    Manuscript,
    PersonAsWritten,
    ProjectAsWritten,
    QuotationAsWritten,
)
from pressctl.source.anatomy.cast import FoundProject, find_event, find_organisers, find_project, find_speakers
from pressctl.source.anatomy.closing import FoundBoilerplate
from pressctl.source.anatomy.contact_lines import FoundContact
from pressctl.source.anatomy.dateline import FoundDateline
from pressctl.source.anatomy.desk import Body, Desk
from pressctl.source.anatomy.embargo import read_until
from pressctl.source.anatomy.spoken import FoundQuotation


def with_cast(drafted: Manuscript, desk: Desk, body: Body) -> Manuscript:
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
        project=_project_as_written(desk, project) if project else None,
        event=EventAsWritten(desk.maybe(event.title), desk.maybe(event.when), desk.maybe(event.venue))
        if event
        else None,
    )


def _project_as_written(desk: Desk, project: FoundProject) -> ProjectAsWritten:
    return ProjectAsWritten(
        desk.piece(project.name),
        desk.maybe(project.acronym),
        desk.maybe(project.lead),
        tuple(desk.piece(span) for span in project.funders),
    )


def embargo_as_written(desk: Desk) -> EmbargoAsWritten | None:
    """Return the embargo line, with its moment where that can be read."""
    if desk.opening.embargo is None:
        return None
    raw = desk.piece(desk.opening.embargo)
    return EmbargoAsWritten(raw, read_until(desk.page.words[slice(*desk.opening.embargo)], desk.language))


def dateline_as_written(desk: Desk, dated: FoundDateline) -> DatelineAsWritten:
    """Return the dateline, with its place and its day where those can be read."""
    raw = desk.page.words[dated.start : dated.end].rstrip()
    return DatelineAsWritten(
        desk.piece((dated.start, dated.start + len(raw))),
        desk.maybe(dated.place),
        desk.maybe((dated.date.start, dated.date.end)) if dated.date else None,
        dated.date.day if dated.date else None,
    )


def quotation_as_written(desk: Desk, one: FoundQuotation) -> QuotationAsWritten:
    """Return a quotation with who speaks and what they are."""
    return QuotationAsWritten(
        tuple(desk.piece(span) for span in one.stretches), desk.maybe(one.speaker), desk.maybe(one.role)
    )


def boilerplate_as_written(desk: Desk, each: FoundBoilerplate) -> BoilerplateAsWritten:
    """Return what an organisation says of itself, with its title where it has one."""
    return BoilerplateAsWritten(
        desk.whole(each.title) if each.title is not None else None, tuple(desk.whole(at) for at in each.text)
    )


def contact_as_written(desk: Desk, one: FoundContact) -> ContactAsWritten:
    """Return somebody who answers journalists, with every number and address."""
    return ContactAsWritten(
        raw=tuple(desk.piece(span) for span in one.raw),
        name=desk.maybe(one.name),
        role=desk.maybe(one.role),
        organisation=desk.maybe(one.organisation),
        phones=tuple(desk.piece(span) for span in one.phones),
        emails=tuple(desk.piece(span) for span in one.emails),
    )
