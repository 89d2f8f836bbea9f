"""An edition → the sheet: which parts stand on it, in which order, under which words.

Every word that is not the release's own comes from the labels of its language. No format is decided here.
"""

from __future__ import annotations

from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.export.darkroom import PAGE, Recipe
from pressctl.export.placing import placed
from pressctl.export.sections import contact_block, sections_of
from pressctl.export.sheet import Direction, Letterhead, Look, Photographs, Properties, Sheet, SheetSection
from pressctl.export.sheet_pictures import logos_of, pictures_of
from pressctl.export.status import corrects_line, effect_of, own_words, status_line, title_of
from pressctl.language.dates import date_text
from pressctl.language.direction import direction
from pressctl.language.labels import Labels
from pressctl.model.kind import Kind
from pressctl.model.moment import Moment
from pressctl.model.release import EarlierVersion, Edition, Release


def compose(
    edition: Edition,
    *,
    release: Release,
    kind: Kind,
    config: Config,
    labels: Labels,
    now: Moment,
    folder: Path,
    workspace: Workspace,
    earlier: EarlierVersion | None = None,
) -> Sheet:
    """Return the sheet of one language.

    Args:
        edition: the language that is set.
        release: the release that it belongs to.
        kind: says which sections stand after the body.
        config: the office: name, colour, paper, logos.
        labels: the fixed words, in the edition's language.
        now: when it is set: decides whether the embargo still holds.
        folder: the release's folder, under which its pictures are.
        workspace: under which the logos are.
        earlier: the version that the edition corrects or withdraws, where it names one.

    Raises:
        BadInput: pictures or logos that are missing or none; `problems` names them all.
    """
    effect = effect_of(kind, edition)
    recipe = Recipe(PAGE.longest, config.media.quality)
    pictures = pictures_of(edition, folder, labels, recipe)
    letterhead = _letterhead(edition, kind, config, labels, workspace)
    return Sheet(
        language=edition.language,
        direction=Direction(direction(edition.language)),
        look=Look(config.office.accent, config.office.paper.value, config.office.look),
        properties=_properties(title_of(edition, labels, now, effect), edition, release, letterhead),
        letterhead=letterhead,
        status=status_line(edition, kind, labels, now),
        headline=edition.headline,
        subheadline=edition.subheadline or None,
        dateline=_dateline(edition, labels),
        dateline_dash=labels.dateline_dash,
        body=placed("body", edition.body, labels),
        sections=tuple(sections_of(edition, kind, config, labels)),
        end_mark=labels.end_mark,
        boilerplates=_boilerplates(edition, labels),
        notes=_notes(edition, labels),
        pictures=pictures,
        contact=contact_block(edition, labels),
        page_of=labels.page,
        corrects=corrects_line(earlier, effect, labels),
        pictures_title=labels.sections.pictures if pictures else "",
        folder=folder,
        photographs=Photographs(recipe),
        quotation_marks=labels.quotation_marks,
        colon=labels.colon,
        comma=labels.comma,
        item_dash=labels.dateline_dash,
    )


def _letterhead(edition: Edition, kind: Kind, config: Config, labels: Labels, workspace: Workspace) -> Letterhead:
    office = config.office.name.get(edition.language, *config.office.languages)
    document = own_words(kind.document, labels) or labels.document
    return Letterhead(office, document, logos_of(edition, config, workspace))


def _properties(title: str, edition: Edition, release: Release, letterhead: Letterhead) -> Properties:
    """Return what the document says of itself: whose it is and what it is, as on its letterhead."""
    return Properties(title, edition.language, letterhead.office, f"urn:uuid:{release.id}", letterhead.document)


def _dateline(edition: Edition, labels: Labels) -> str:
    date = date_text(edition.dateline.date, edition.language)
    return labels.dateline.format(place=edition.dateline.place, date=date)


def _boilerplates(edition: Edition, labels: Labels) -> tuple[SheetSection, ...]:
    return tuple(
        SheetSection(
            f"boilerplates[{n}]", plate.title, blocks=placed(f"boilerplates[{n}].blocks", plate.blocks, labels)
        )
        for n, plate in enumerate(edition.boilerplates, 1)
    )


def _notes(edition: Edition, labels: Labels) -> SheetSection | None:
    if not edition.notes:
        return None
    return SheetSection("notes", labels.notes, blocks=placed("notes", edition.notes, labels))
