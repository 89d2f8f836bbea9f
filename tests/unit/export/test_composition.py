"""What stands on a sheet, in which order and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.sheet import Direction, Sheet
from pressctl.frozen import replace
from pressctl.model.kind import Section
from pressctl.model.moment import parse_moment
from pressctl.model.release import Boilerplate, Edition, Event, Media
from pressctl.model.text import Image, Link, Words, plain

Composed = Callable[..., Sheet]


def facts_of(sheet: Sheet, anchor: str) -> list[tuple[str, str, str]]:
    section = next(section for section in sheet.sections if section.anchor == anchor)
    return [(fact.anchor, fact.label, plain(fact.value)) for fact in (*section.facts, *section.items)]


def test_an_embargo_that_holds_stands_in_the_status_line(sheet: Sheet) -> None:
    assert sheet.status.text == "Embargoed until 30 October 2018, 10:00 Baku (06:00\u00a0UTC)"
    assert sheet.status.embargoed


@pytest.mark.parametrize("now", ["2018-10-30T10:00[Asia/Baku]", "2019-01-01T00:00Z"])
def test_an_embargo_that_has_passed_leaves_an_immediate_release(composed: Composed, edition: Edition, now: str) -> None:
    status = composed(edition, now=now).status
    assert (status.text, status.embargoed) == ("For immediate release", False)


def test_without_an_embargo_it_is_for_immediate_release(composed: Composed, edition: Edition) -> None:
    assert composed(replace(edition, embargo=None)).status.text == "For immediate release"


def test_the_head_of_the_sheet(sheet: Sheet) -> None:
    assert sheet.letterhead.office == "Example Press Office"
    assert sheet.letterhead.document == "Press release"
    assert [(path.name, alt) for path, alt in sheet.letterhead.logos] == [("mission.png", "Example Mission")]
    assert sheet.dateline == "Baku, 30 October 2018"
    assert sheet.properties.identifier == "urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100"
    assert sheet.properties.author == "Example Press Office"


def test_every_part_has_the_field_path_that_it_came_from(sheet: Sheet) -> None:
    assert [placed.anchor for placed in sheet.body] == [f"body[{n}]" for n in range(1, 7)]
    assert sheet.boilerplates[0].anchor == "boilerplates[1]"
    assert sheet.boilerplates[0].blocks[0].anchor == "boilerplates[1].blocks[1]"
    assert sheet.notes is not None
    assert sheet.notes.blocks[0].anchor == "notes[1]"
    assert sheet.contact is not None
    assert sheet.contact.entries[0].anchor == "contacts[1]"
    assert sheet.pictures[0].anchor == "media[2]"


def test_the_event_is_told_in_facts(sheet: Sheet) -> None:
    assert facts_of(sheet, "event") == [
        ("event.title", "Title", "Working Together"),
        ("event.start", "When", "Tuesday, 30 October 2018, 10:00–13:00"),
        ("event.venue", "Where", "Hotel Example"),
        ("event.accreditation", "Accreditation", "Write to press@example.org"),
    ]


def test_an_event_on_another_clock_names_its_city(composed: Composed, edition: Edition) -> None:
    abroad = Event(start=parse_moment("2018-10-30T10:00[Europe/Brussels]"))
    sheet = composed(replace(edition, event=abroad))
    assert facts_of(sheet, "event") == [("event.start", "When", "Tuesday, 30 October 2018, 10:00 Brussels")]


def test_organisers_have_acronym_gloss_and_address(sheet: Sheet) -> None:
    assert facts_of(sheet, "organisers") == [
        ("organisers[1]", "Example Mission (EM)", "the migration agency, mission.example.org"),
        ("organisers[2]", "Example National Assembly", "parliament"),
        ("organisers[3]", "Example Union (EU)", ""),
    ]
    value = sheet.sections[1].items[0].value
    assert value[-1] == Link("https://mission.example.org/", (Words("mission.example.org"),))


def test_speakers_have_title_and_organisation(sheet: Sheet) -> None:
    assert facts_of(sheet, "speakers") == [
        ("speakers[1]", "Leyla Mammadova", "Head of Protection, Example Mission"),
        ("speakers[2]", "Elena Example", ""),
    ]


def test_the_project_names_lead_and_funders(sheet: Sheet) -> None:
    assert facts_of(sheet, "project") == [
        ("project.name", "Project", "Stronger Capacities (SC)"),
        ("project.lead", "Led by", "Example Mission (EM)"),
        ("project.funders", "Funded by", "Example Union (EU) and Example Fund"),
    ]


def test_funding_stands_over_the_project_only_where_there_is_some(composed: Composed, edition: Edition) -> None:
    def title(of: Edition) -> str:
        return next(section.title for section in composed(of).sections if section.anchor == "project")

    assert edition.project is not None
    assert title(edition) == "Project and funding"
    assert title(replace(edition, project=replace(edition.project, funders=()))) == "Project"


def test_a_section_with_nothing_to_say_is_left_out(composed: Composed, edition: Edition) -> None:
    bare = replace(edition, event=Event(), organisers=(), speakers=(), project=None, notes=(), contacts=(), media=())
    sheet = composed(bare)
    assert sheet.sections == ()
    assert (sheet.notes, sheet.contact, sheet.pictures, sheet.pictures_title) == (None, None, (), "")


def test_the_kind_decides_which_sections_stand_and_in_which_order(composed: Composed, edition: Edition) -> None:
    sheet = composed(edition, sections=(Section.SPEAKERS, Section.EVENT))
    assert [section.anchor for section in sheet.sections] == ["speakers", "event"]


def test_pictures_are_those_that_the_body_does_not_show(sheet: Sheet) -> None:
    (picture,) = sheet.pictures
    assert (picture.path.name, picture.caption, picture.credit) == (
        "hall.png", "The conference hall", "Photo: Nina Example",
    )  # fmt: skip
    assert sheet.pictures_title == "Pictures"


def test_a_picture_in_the_body_has_its_credit_labelled(sheet: Sheet) -> None:
    image = sheet.body[-1].block
    assert isinstance(image, Image)
    assert image.credit == "Photo: Nina Example"


def test_every_picture_that_cannot_be_used_is_named(composed: Composed, edition: Edition, workspace: Workspace) -> None:
    folder = workspace.root / "releases" / "joint"
    (folder / "media" / "hall.png").write_text("not a picture", encoding="utf-8")
    (folder / "media" / "new.webp").write_bytes(b"RIFF....WEBP")
    files = ("media/hall.png", "media/gone.jpg", "../../mission.png", "media/new.webp", "media/a\x00.png")
    with pytest.raises(BadInput) as caught:
        composed(replace(edition, media=tuple(Media(file) for file in files)))
    messages = [problem.message for problem in caught.value.problems]
    assert [problem.where for problem in caught.value.problems] == [f"media[{n}]" for n in range(1, 6)]
    assert "is not an image" in messages[0]
    assert "there is no picture" in messages[1]
    assert "outside" in messages[2]
    assert "is damaged" in messages[3]
    assert "no path" in messages[4]


@pytest.mark.parametrize("place", ["body", "notes", "boilerplates"])
def test_a_missing_picture_of_the_text_is_bad_input(composed: Composed, edition: Edition, place: str) -> None:
    gone = (Image("media/gone.png", "Nothing"),)
    texts = {"body": gone, "notes": gone, "boilerplates": (Boilerplate("About", gone),)}
    with pytest.raises(BadInput) as caught:
        composed(replace(edition, **{place: texts[place]}))
    assert caught.value.problems[0].message == "there is no picture media/gone.png"


def test_a_link_out_of_the_folder_is_followed_and_refused(
    composed: Composed, edition: Edition, workspace: Workspace, tmp_path: Path
) -> None:
    link = workspace.root / "releases" / "joint" / "media" / "link.png"
    try:
        link.symlink_to(tmp_path / "mission.png")
    except OSError:
        pytest.skip("links need a privilege on this system")
    with pytest.raises(BadInput) as caught:
        composed(replace(edition, media=(Media("media/link.png"),)))
    assert "outside" in caught.value.problems[0].message


def test_another_language_has_its_own_words(composed: Composed, edition: Edition) -> None:
    sheet = composed(replace(edition, language="ar"))
    assert sheet.direction is Direction.RTL
    assert sheet.letterhead.document == "بيان صحفي"
    assert sheet.letterhead.office == "المكتب الصحفي"
    assert sheet.contact is not None
    assert sheet.contact.entries[0].languages == "الإنجليزية والأذربيجانية"
