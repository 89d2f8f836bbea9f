"""How sure the reading of a field is, on a small scale, each step for a kind of evidence.

- 0.95: the layout or a label of its own says so (`#`, a heading style, "Media contact:").
- 0.8: it has the form that only such a thing has (a dateline with place and date, "said Jane Doe").
- 0.6: it stands where such a thing stands, and has its looks.
- 0.4: it was found, and part of it could not be read.
"""

from __future__ import annotations

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.contact_lines import FoundContact
from pressctl.source.anatomy.desk import Body, Desk
from pressctl.source.anatomy.embargo import read_until
from pressctl.source.anatomy.spoken import FoundQuotation

LABELLED, FORMED, PLACED, PARTLY = 0.95, 0.8, 0.6, 0.4


def confidence_of(desk: Desk, body: Body, quotations: list[FoundQuotation], drafted: Manuscript) -> dict[str, float]:
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


def _of_subheadline(desk: Desk) -> float:
    at = desk.opening.subheadline
    return FORMED if at is not None and desk.paragraphs[at].level else PLACED


def _of_embargo(desk: Desk) -> float:
    span = desk.opening.embargo
    return LABELLED if span and read_until(desk.page.words[slice(*span)], desk.language) else PARTLY


def _of_contacts(contacts: list[FoundContact]) -> float:
    if all(one.labelled and one.reachable and (one.name or one.organisation) for one in contacts):
        return LABELLED
    return PLACED if any(one.reachable for one in contacts) else PARTLY
