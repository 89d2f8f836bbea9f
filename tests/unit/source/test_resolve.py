"""From keys to names: each edition in its own language, and what stands in is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pressctl.config.schema import Config
from pressctl.errors import BadInput
from pressctl.model.digest import edition_digest, version_digest
from pressctl.model.localised import Localised
from pressctl.model.release import Copy, Organisation, Release, Speaker
from pressctl.model.text import Emphasis, Paragraph, Words
from pressctl.source.release_file import read_release
from pressctl.source.resolve import resolve


def resolved(example: Any, tmp_path: Path, config: Config | None = None, **files: str) -> Release:
    config = config or example.config
    files_read = read_release(example.release(tmp_path, **files), config, example.kinds)
    return resolve(files_read, config, example.kind, about=lambda language, name: f"{language}: about {name}")


def test_the_original_comes_first_and_facts_are_shared(example: Any, tmp_path: Path) -> None:
    release = resolved(example, tmp_path)
    assert (release.slug, release.kind, release.languages) == ("one-table", "statement", ("en", "az"))
    english, azerbaijani = release.editions
    assert azerbaijani.dateline.date == english.dateline.date
    assert azerbaijani.embargo == english.embargo is not None
    assert azerbaijani.event is not None
    assert english.event is not None
    assert azerbaijani.event.start == english.event.start
    assert azerbaijani.subheadline is None


def test_names_titles_and_labels_are_in_the_editions_language(example: Any, tmp_path: Path) -> None:
    english, azerbaijani = resolved(example, tmp_path).editions
    assert [organiser.name for organiser in english.organisers] == [
        "Example Mission",
        "Example Delegation",
        "Women's Union",
    ]
    assert [organiser.gloss for organiser in english.organisers] == ["the host", None, "an association"]
    assert azerbaijani.organisers[0] == Organisation("Nümunə Missiyası", "mission", "EM", "ev sahibi")
    assert azerbaijani.dateline.place == "Bakı"
    assert azerbaijani.event is not None
    assert (azerbaijani.event.title, azerbaijani.event.venue) == ("Konfrans", "Hilton")
    leyla, bahar = azerbaijani.speakers
    assert leyla == Speaker("Leyla Mammadova", "Müdafiə şöbəsinin rəhbəri", "Nümunə Missiyası", "leyla")
    assert bahar == Speaker("Bahar", "Vitse-spiker", "Parliament")
    assert azerbaijani.contacts[0].phones == ("+994 12 555 01 00",)
    assert azerbaijani.media[0].caption == "Zal"
    assert (azerbaijani.media[0].alt, azerbaijani.media[0].credit) == ("People at a table", "Anar")
    assert azerbaijani.project is not None
    assert azerbaijani.project.lead == Organisation("Nümunə Missiyası", "mission", "EM")
    assert azerbaijani.fields is not None
    assert azerbaijani.fields["host"] == "Example Delegation"
    assert azerbaijani.fields["guests"] == ("Leyla Mammadova", "Jan Jansen")


def test_a_label_wins_over_a_title_on_file(example: Any, tmp_path: Path) -> None:
    variant = example.variant.replace("speakers[2].title", "speakers[1].title")
    release = resolved(example, tmp_path, en=example.original, az=variant)
    assert release.editions[1].speakers[0].title == "Vitse-spiker"


def test_boilerplates_are_titled_by_the_office_or_by_the_language(example: Any, tmp_path: Path) -> None:
    english, azerbaijani = resolved(example, tmp_path).editions
    assert [text.title for text in english.boilerplates] == ["en: about EM", "The Delegation", "About the Fund"]
    helping = Paragraph((Words("Biz "), Emphasis((Words("kömək edirik"),)), Words(".")))
    assert azerbaijani.boilerplates[0].title == "az: about EM"
    assert azerbaijani.boilerplates[0].blocks == (helping,)


def test_what_another_language_stands_in_for_is_said_once(example: Any, tmp_path: Path) -> None:
    english, azerbaijani = resolved(example, tmp_path).editions
    assert english.gaps == ()
    assert azerbaijani.gaps == (
        'the name of the organisation "delegation" is not on file in az; another language stands in',
        'the boilerplate of "delegation" is not on file in az; another language stands in',
        'the text "About the Fund" was written in the original and stands untranslated',
    )


def test_a_letterhead_without_its_name_in_a_language_is_said(example: Any, tmp_path: Path) -> None:
    office = example.config.office.model_copy(update={"name": Localised.of({"en": "Example Mission"})})
    english, azerbaijani = resolved(example, tmp_path, example.config.model_copy(update={"office": office})).editions
    assert not any("letterhead" in gap for gap in english.gaps)
    assert "letterhead shows, is not on file in az" in azerbaijani.gaps[0]


def test_a_title_written_in_place_wants_a_translation(example: Any, tmp_path: Path) -> None:
    variant = example.variant.replace("  speakers[2].title: Vitse-spiker\n", "")
    english, azerbaijani = resolved(example, tmp_path, en=example.original, az=variant).editions
    sentence = 'the title of Bahar is not translated; add it under labels as "speakers[2].title"'
    assert sentence in azerbaijani.gaps
    assert sentence not in english.gaps
    assert azerbaijani.speakers[1].title == "Vice Speaker"


def test_copies_go_to_each_address_once(example: Any, tmp_path: Path) -> None:
    copies = resolved(example, tmp_path).copy_to
    assert [copy.email for copy in copies] == [
        "aysel@mission.example.org",
        "jan@delegation.example.org",
        "press@mission.example.org",
        "d@fund.example.org",
    ]
    assert copies[0] == Copy("aysel@mission.example.org", "Aysel", ("az", "en"), "Example Mission")
    assert copies[2].languages == ("en", "az")


def test_a_phone_number_changes_the_version_and_no_approval(example: Any, tmp_path: Path) -> None:
    before = resolved(example, tmp_path / "before")
    after = resolved(example, tmp_path / "after", en=example.original.replace("01 02", "01 09"), az=example.variant)
    assert version_digest(before) != version_digest(after)
    assert [edition_digest(edition) for edition in before.editions] == [
        edition_digest(edition) for edition in after.editions
    ]


def test_comments_quoting_and_key_order_are_outside_every_digest(example: Any, tmp_path: Path) -> None:
    before = resolved(example, tmp_path / "before")
    text = example.original.replace("subheadline: A second line\n", "").replace(
        "kind: statement", "subheadline: 'A second line'   # remark\nkind: statement"
    )
    after = resolved(example, tmp_path / "after", en=text.replace("\n", "\r\n"), az=example.variant)
    assert version_digest(before) == version_digest(after)


def test_a_boilerplate_that_cannot_be_set_names_the_offices_file(example: Any, tmp_path: Path) -> None:
    mission = example.config.organisations["mission"]
    broken = mission.model_copy(update={"boilerplate": type(mission.name).of("A line\n\n***\n")})
    config = example.config.model_copy(update={"organisations": {**example.config.organisations, "mission": broken}})
    with pytest.raises(BadInput) as caught:
        resolved(example, tmp_path, config)
    assert caught.value.problems[0].place() == "pressctl.toml"
    assert caught.value.problems[0].where == "organisations.mission.boilerplate"


@pytest.mark.parametrize(
    ("organisation", "title", "printed"),
    [
        ("Ministry of Foreign Affairs", "Deputy Minister of Foreign Affairs", None),
        ("Министерство иностранных дел", "заместитель министра иностранных дел", None),
        ("Xarici İşlər Nazirliyi", "Xarici işlər nazirinin müavini", None),
        ("Ministry of Foreign Affairs", "Minister of Finance", "Ministry of Foreign Affairs"),
        ("Ministry of Foreign Affairs", "Head of Press", "Ministry of Foreign Affairs"),
    ],
)
def test_a_minister_is_not_given_the_ministry_a_second_time(
    example: Any, tmp_path: Path, organisation: str, title: str, printed: str | None
) -> None:
    organisations, people = example.config.organisations, example.config.people
    named = {"name": Localised.of(organisation), "acronym": None}
    config = example.config.model_copy(
        update={
            "organisations": {**organisations, "mission": organisations["mission"].model_copy(update=named)},
            "people": {**people, "leyla": people["leyla"].model_copy(update={"title": Localised.of(title)})},
        }
    )
    speaker = resolved(example, tmp_path, config, en=example.original).editions[0].speakers[0]
    assert (speaker.title, speaker.organisation) == (title, printed)
