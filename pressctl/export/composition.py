"""An edition → the sheet: which parts stand on it, in which order, under which words.

Every word that is not the release's own comes from the labels of its language. No format is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.export.darkroom import LOGO, PAGE, Recipe
from pressctl.export.picture_files import looks_like_picture, picture_path
from pressctl.export.sheet import (
    ContactBlock,
    ContactEntry,
    Direction,
    Fact,
    Letterhead,
    Look,
    Photographs,
    Picture,
    Placed,
    Properties,
    Sheet,
    SheetSection,
    StatusLine,
)
from pressctl.language.dates import NO_BREAK, date_text, embargo_moment, event_time, zone_city
from pressctl.language.direction import direction
from pressctl.language.labels import Labels
from pressctl.language.lists import join
from pressctl.language.names import language_name
from pressctl.model.kind import Effect, Kind, Section
from pressctl.model.localised import Localised
from pressctl.model.moment import Moment
from pressctl.model.release import EarlierVersion, Edition, EmbargoStatus, MediaContact, Organisation, Release
from pressctl.model.text import (
    Attribution,
    Block,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    Link,
    Quotation,
    Words,
    images_in,
)


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
    office = config.office.name.get(edition.language, *config.office.languages)
    effect = effect_of(kind, edition)
    document = _own_words(kind.document, labels) or labels.document
    recipe = Recipe(PAGE.longest, config.media.quality)
    pictures, logos = _pictures(edition, folder, labels, recipe), _logos(edition, config, workspace)
    return Sheet(
        language=edition.language,
        direction=Direction(direction(edition.language)),
        look=Look(config.office.accent, config.office.paper.value, config.office.look),
        properties=Properties(
            _title(edition, labels, now, effect),
            edition.language,
            office,
            f"urn:uuid:{release.id}",
            document,
        ),
        letterhead=Letterhead(office, document, logos),
        status=status_line(edition, labels, now, effect, _own_words(kind.status, labels)),
        headline=edition.headline,
        subheadline=edition.subheadline or None,
        dateline=labels.dateline.format(
            place=edition.dateline.place, date=date_text(edition.dateline.date, edition.language)
        ),
        dateline_dash=labels.dateline_dash,
        body=_placed("body", _with_labels(edition.body, labels)),
        sections=tuple(_sections(edition, kind, config, labels)),
        end_mark=labels.end_mark,
        boilerplates=_boilerplates(edition, labels),
        notes=_notes(edition, labels),
        pictures=pictures,
        contact=_contact_block(edition, labels),
        page_of=labels.page,
        corrects=_corrects(earlier, effect, labels),
        pictures_title=labels.sections.pictures if pictures else "",
        folder=folder,
        photographs=Photographs(recipe),
        quotation_marks=labels.quotation_marks,
        colon=labels.colon,
        comma=labels.comma,
        item_dash=labels.dateline_dash,
    )


def _title(edition: Edition, labels: Labels, now: Moment, effect: Effect | None) -> str:
    """Return what a window or a list of files shows of the document: while an embargo holds, that first."""
    headline = marked(edition.headline, effect, labels)
    until = edition.embargo.held_until(now) if edition.embargo else None
    if until is None:
        return headline
    return f"{labels.embargo_line.format(time=embargo_moment(until, edition.language))}{labels.dateline_dash}{headline}"


def status_line(
    edition: Edition, labels: Labels, now: Moment, effect: Effect | None = None, own_words: str | None = None
) -> StatusLine:
    """Return the embargo while it holds at `now`; else, and without one, that the release may be published.

    What corrects or withdraws an earlier release says that first. A kind may have words of its own for what is not
    for publication.
    """
    embargo = edition.embargo
    own = {
        None: own_words or labels.for_immediate_release,
        Effect.CORRECTION: labels.status.correction,
        Effect.WITHDRAWAL: labels.status.withdrawal,
    }[effect]
    if embargo is None or embargo.status(now) is not EmbargoStatus.HELD:
        return StatusLine(own, embargoed=False, on_every_page=effect is not None)
    held = labels.embargo_line.format(time=embargo_moment(embargo.until, edition.language))
    held = held.replace(" UTC", f"{NO_BREAK}UTC")
    return StatusLine(f"{own}. {held}" if effect else held, embargoed=True)


def _own_words(words: Localised | None, labels: Labels) -> str | None:
    """Return a kind's words in the sheet's language; in another one they would be noise."""
    return words.exact(labels.language) if words is not None else None


def effect_of(kind: Kind, edition: Edition) -> Effect | None:
    """Return what an edition does to an earlier release; one that names an earlier version corrects it at least."""
    return kind.effect or (Effect.CORRECTION if edition.corrects else None)


def marked(title: str, effect: Effect | None, labels: Labels) -> str:
    """Return a title as it stands alone, in a list of mails or of files: `Correction: …`."""
    match effect:
        case Effect.CORRECTION:
            return f"{labels.mail.correction}{labels.colon}{title}"
        case Effect.WITHDRAWAL:
            return f"{labels.mail.withdrawal}{labels.colon}{title}"
        case None:
            return title


def _corrects(earlier: EarlierVersion | None, effect: Effect | None, labels: Labels) -> Fact | None:
    """Return the line that names the earlier version; a headline in another language is marked as such."""
    if earlier is None or effect is None:
        return None
    label = labels.corrects.withdrawal if effect is Effect.WITHDRAWAL else labels.corrects.correction
    language, headline = earlier.headline(labels.language)
    words = (Words(headline),) if language == labels.language else (Foreign(language, (Words(headline),)),)
    before, _, after = labels.corrects.version.partition("{headline}")
    known = {"version": earlier.number, "date": date_text(earlier.date, labels.language)}
    parts = (Words(before.format(**known)), *words, Words(after.format(**known)))
    return Fact("corrects", label, tuple(part for part in parts if part != Words("")))


def _boilerplates(edition: Edition, labels: Labels) -> tuple[SheetSection, ...]:
    return tuple(
        SheetSection(
            f"boilerplates[{n}]",
            plate.title,
            blocks=_placed(f"boilerplates[{n}].blocks", _with_labels(plate.blocks, labels)),
        )
        for n, plate in enumerate(edition.boilerplates, 1)
    )


def _notes(edition: Edition, labels: Labels) -> SheetSection | None:
    if not edition.notes:
        return None
    return SheetSection("notes", labels.notes, blocks=_placed("notes", _with_labels(edition.notes, labels)))


def _placed(path: str, blocks: tuple[Block, ...]) -> tuple[Placed, ...]:
    return tuple(Placed(f"{path}[{number}]", block) for number, block in enumerate(_levelled(blocks), 1))


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with headings that count from 1 without a gap: `##` and `####` alone become 1 and 2.

    Nobody has to know on which level a body begins, and headings of one level look alike in every format.
    """
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    return tuple(replace(block, level=ranks[block.level]) if isinstance(block, Heading) else block for block in blocks)


def _with_labels(blocks: tuple[Block, ...], labels: Labels) -> tuple[Block, ...]:
    """Return the blocks with the label before every picture's credit (`Photo: …`), and behind translated words."""
    return tuple(_with_label(block, labels) for block in blocks)


def _with_label(block: Block, labels: Labels) -> Block:
    match block:
        case Image(credit=str(credit)) if credit:
            return replace(block, credit=labels.photo_credit.format(credit=credit))
        case Quotation(attribution=Attribution(spoken_in=str(spoken)) as attribution) if spoken != labels.language:
            return replace(block, attribution=_translated(attribution, spoken, labels))
        case ItemList(items=items):
            return replace(block, items=tuple(_with_labels(item, labels) for item in items))
        case _:
            return block


def _translated(attribution: Attribution, spoken: str, labels: Labels) -> Attribution:
    """Return the attribution with the language that the words were said in: `…, Press Officer (translated from …)`."""
    note = labels.spoken_in.format(language=language_name(spoken, labels.language))
    return replace(attribution, title=f"{attribution.title} ({note})" if attribution.title else note)


def _sections(edition: Edition, kind: Kind, config: Config, labels: Labels) -> Iterator[SheetSection]:
    """Yield the kind's sections that have something to say."""
    makers: dict[Section, Callable[[], SheetSection]] = {
        Section.EVENT: lambda: SheetSection("event", labels.sections.event, _event_facts(edition, config, labels)),
        Section.ORGANISERS: lambda: SheetSection(
            "organisers", labels.sections.organisers, items=_organiser_items(edition, labels)
        ),
        Section.SPEAKERS: lambda: SheetSection(
            "speakers", labels.sections.speakers, items=_speaker_items(edition, labels)
        ),
        Section.PROJECT: lambda: SheetSection(
            "project", _project_title(edition, labels), _project_facts(edition, labels)
        ),
    }
    for name in kind.sections:
        section = makers[name]()
        if section.facts or section.items:
            yield section


def _event_facts(edition: Edition, config: Config, labels: Labels) -> tuple[Fact, ...]:
    event, words = edition.event, labels.facts
    if event is None:
        return ()
    when = None
    if event.start is not None:
        elsewhere = event.start.zone != config.office.timezone
        city = zone_city(event.start.zone, edition.language) if elsewhere else None
        when = event_time(event.start, event.end, edition.language, place=city)
    return _facts(
        ("event.title", words.title, event.title),
        ("event.start", words.when, when),
        ("event.venue", words.where, event.venue),
        ("event.accreditation", words.accreditation, event.accreditation),
    )


def _project_title(edition: Edition, labels: Labels) -> str:
    """Return `Project and funding`, or `Project` where nobody is said to pay."""
    funded = edition.project is not None and edition.project.funders
    return labels.sections.project if funded else labels.facts.project


def _project_facts(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    project, words = edition.project, labels.facts
    if project is None:
        return ()
    lead = _with_acronym(project.lead.name, project.lead.acronym) if project.lead else None
    funders = [_with_acronym(funder.name, funder.acronym) for funder in project.funders]
    return _facts(
        ("project.name", words.project, _with_acronym(project.name, project.acronym)),
        ("project.lead", words.lead, lead),
        ("project.funders", words.funders, join(funders, edition.language)),
    )


def _facts(*facts: tuple[str, str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(anchor, label, (Words(value),)) for anchor, label, value in facts if value)


def _organiser_items(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"organisers[{n}]", _with_acronym(organiser.name, organiser.acronym), _gloss_and_link(organiser, labels))
        for n, organiser in enumerate(edition.organisers, 1)
    )


def _gloss_and_link(organiser: Organisation, labels: Labels) -> tuple[Inline, ...]:
    parts: list[Inline] = [Words(organiser.gloss)] if organiser.gloss else []
    if organiser.url:
        if parts:
            parts.append(Words(labels.comma))
        parts.append(Link(organiser.url, (Words(short_address(organiser.url)),)))
    return tuple(parts)


def short_address(url: str) -> str:
    """Return a web address as print shows it: `https://www.example.org/` is `www.example.org`."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def _speaker_items(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"speakers[{n}]", speaker.name, (Words(role),) if role else ())
        for n, speaker in enumerate(edition.speakers, 1)
        for role in [_one_line(labels, speaker.title, speaker.organisation)]
    )


def _with_acronym(name: str, acronym: str | None) -> str:
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def _one_line(labels: Labels, *parts: str | None) -> str:
    return labels.comma.join(part for part in parts if part)


def _contact_block(edition: Edition, labels: Labels) -> ContactBlock | None:
    if not edition.contacts:
        return None
    entries = tuple(_contact_entry(n, contact, labels) for n, contact in enumerate(edition.contacts, 1))
    return ContactBlock(labels.contact, labels.phone, labels.email, labels.languages, entries)


def _contact_entry(number: int, contact: MediaContact, labels: Labels) -> ContactEntry:
    spoken = join([language_name(code, labels.language) for code in contact.languages], labels.language)
    role = _one_line(labels, contact.title, contact.organisation)
    return ContactEntry(f"contacts[{number}]", contact.name, role, contact.phones, contact.email, spoken)


def _pictures(edition: Edition, folder: Path, labels: Labels, recipe: Recipe) -> tuple[Picture, ...]:
    """Return the pictures that stand after the text: those of `media` that the body does not show already.

    Those in the text are checked, too: what is found here is true of the whole sheet.
    """
    texts = (edition.body, edition.notes, *(plate.blocks for plate in edition.boilerplates))
    shown = [image for blocks in texts for image in images_in(blocks)]
    problems = [
        replace(found, line=image.span.line if image in edition.body else None)
        for image in shown
        if isinstance(found := picture_path(folder, image.file, "text", recipe), Problem)
    ]
    in_body, pictures = {image.file for image in shown}, []
    for number, media in enumerate(edition.media, 1):
        if media.file in in_body or not looks_like_picture(folder, media.file):
            continue
        found = picture_path(folder, media.file, f"media[{number}]", recipe)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        credit = labels.photo_credit.format(credit=media.credit) if media.credit else None
        pictures.append(Picture(f"media[{number}]", found, media.alt or "", media.caption, credit))
    if problems:
        raise _unusable(problems)
    return tuple(pictures)


def _logos(edition: Edition, config: Config, workspace: Workspace) -> tuple[tuple[Path, str], ...]:
    """Return the organisers' logos in their order, or the office's own where none of them has one."""
    own = config.office.organisation
    for keys in ([organiser.key for organiser in edition.organisers], [own]):
        entries = {key: config.organisations[key] for key in keys if key is not None and key in config.organisations}
        found = [(entry, picture_path(workspace.root, entry.logo, f"organisations.{key}.logo", LOGO))
                 for key, entry in entries.items() if entry.logo]  # fmt: skip
        problems = [path for _, path in found if isinstance(path, Problem)]
        if problems:
            raise _unusable(problems)
        if found:
            return tuple(
                (path, entry.name.get(edition.language, *config.office.languages))
                for entry, path in found
                if isinstance(path, Path)
            )
    return ()


def _unusable(problems: list[Problem]) -> BadInput:
    return BadInput(
        "a picture cannot be used" if len(problems) == 1 else f"{len(problems)} pictures cannot be used",
        problems=problems,
    )
