"""A release's files: everything in its place, every problem at once with its line."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pressctl.errors import BadInput, Problem
from pressctl.model.kind import Kind
from pressctl.model.release import Copy, Corrects, Media, MediaContact, Organisation, Speaker
from pressctl.model.text import ItemList, block_text
from pressctl.source.front_matter.matter import Keyed, ProjectMatter
from pressctl.source.release_file import ReleaseFiles, read_release


def read(example: Any, folder: Path) -> ReleaseFiles:
    return read_release(folder, example.config, example.kinds)


def refused(example: Any, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        read(example, folder)
    assert caught.value.problems
    return caught.value.problems


def line_of(text: str, part: str) -> int:
    """Return the 1-based line that `part` first stands in."""
    return text[: text.index(part)].count("\n") + 1


def wrong(example: Any, tmp_path: Path, old: str, new: str, *, count: int = 1) -> Problem:
    """Read the example with one thing changed and return what is said of it."""
    assert old in example.original
    problems = refused(example, example.release(tmp_path, en=example.original.replace(old, new, 1)))
    assert len(problems) == count, problems
    return problems[0]


def test_a_complete_release_is_read_into_typed_facts(example: Any, tmp_path: Path) -> None:
    files = read(example, example.release(tmp_path))
    matter = files.original.matter
    assert files.slug == "one-table"
    assert (matter.id, matter.kind, matter.original) == ("0e5ad4a5-7f4e-4d6e-8f5b-1f2e0a1b2c3d", "statement", "en")
    assert matter.headline == "Parliament, police and partners: one table"
    assert (matter.subheadline, matter.subject) == ("A second line", "One table")
    assert (matter.dateline.place, matter.dateline.date) == ("Baku", date(2018, 10, 30))
    assert str(matter.embargo) == "2018-10-30T10:00+04:00[Asia/Baku]"
    assert str(matter.expires) == "2018-11-02T18:00+04:00[Asia/Baku]"
    assert matter.event is not None
    assert (str(matter.event.start), matter.event.venue) == ("2018-10-30T10:00+04:00[Asia/Baku]", "Hilton")
    assert matter.event.accreditation == "By e-mail.\n\nUntil Friday."
    union = Organisation("Women's Union", acronym="WU", url="https://wu.example.org")
    assert matter.organisers == (Keyed("mission"), Keyed("delegation"), union)
    funders = (Keyed("delegation"), Organisation("A Fund"))
    assert matter.project == ProjectMatter("One Table", "OT", Keyed("mission"), funders)
    assert matter.speakers == (Keyed("leyla"), Speaker("Bahar", "Vice Speaker", "Parliament"))
    phones = ("+994 12 555 01 01", "+994 12 555 01 02")
    anar = MediaContact("Anar", phones=phones, email="anar@mission.example.org", languages=("az", "ru"))
    assert matter.contacts == (Keyed("leyla"), anar)
    donor = Copy("d@fund.example.org", "Donor")
    assert matter.copy_to == ("focal-points", "office", Keyed("delegation"), Copy("PRESS@mission.example.org"), donor)
    assert [block_text(block) for block in matter.notes] == ["First note.", "Second note.", "with a list"]
    assert isinstance(matter.notes[2], ItemList)
    assert matter.media == (Media("media/hall.png", "People at a table", "The hall", "Anar"),)
    assert {name: str(value) for name, value in matter.fields.items()} == {
        "aim": "To **talk**.",
        "seats": "120",
        "open": "True",
        "day": "2018-10-31",
        "doors": "2018-10-30T09:00+04:00[Asia/Baku]",
        "tone": "dry",
        "topics": "('law', 'police')",
        "organiser_glosses": str({"mission": "the host", "Women's Union": "an association"}),
        "host": "delegation",
        "guests": "('leyla', 'jan')",
        "spoken": "az",
    }
    assert matter.corrects == Corrects("11111111-2222-3333-4444-555555555555", 2)
    assert [type(block).__name__ for block in files.original.blocks] == ["Paragraph", "Quotation", "Image"]
    assert files.variants["az"].matter.labels["dateline.place"] == "Bakı"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_bom_and_line_ends_are_kept_and_change_no_value(example: Any, tmp_path: Path, newline: str, start: str) -> None:
    plain = read(example, example.release(tmp_path / "plain"))
    text = start + example.original.replace("\n", newline)
    files = read(example, example.release(tmp_path / "other", en=text))
    assert files.original.text == text
    assert files.original.matter == plain.original.matter
    assert files.original.blocks == plain.original.blocks
    lead = files.original.blocks[0].span
    assert text[lead.start : lead.end] == "The lead."
    assert text.split(newline)[lead.line - 1] == "The lead."


CHANGES = [
    ("headline:", "headlin:", "headlin", 'unknown key "headlin"'),
    ("embargo: 2018-10-30T10:00[Asia/Baku]", "embargo: 2018-10-30T10:00", "embargo", "the time has no zone"),
    (
        "embargo: 2018-10-30T10:00[Asia/Baku]",
        "embargo: 30 October 2027 10:00 Asia/Baku",
        "embargo",
        "write 2027-10-30T10:00+04:00[Asia/Baku]",
    ),
    ("embargo: 2018-10-30T10:00[Asia/Baku]", "embargo: tomorrow", "embargo", '"tomorrow" is not a date and time'),
    ("expires: 2018-11-02 18:00", "expires: 0001-01-01 00:00", "expires", "that a release has"),
    ("id: 0e5", "id: xe5", "id", "is not an identity"),
    ("kind: statement", "kind: statment", "kind", 'did you mean "statement"?'),
    ("date: 2018-10-30", "date: 2018-02-30", "dateline.date", '"2018-02-30" is not a date that exists'),
    ("date: 2018-10-30", "date: 30 October", "dateline.date", '"30 October" is not a date; write it as YYYY-MM-DD'),
    ("  place: Baku\n", "", "dateline.place", "is missing"),
    ("place: Baku", "place:", "dateline.place", "is empty"),
    ("  venue: Hilton", "  vanue: Hilton", "event.vanue", 'unknown key "vanue"'),
    ("end: 2018-10-30T17:30", "end: 2018-10-30T09:30", "event.end", "the event ends before it starts"),
    ("  - mission\n", "  - mision\n", "organisers[1]", 'no organisation "mision" on file; did you mean "mission"?'),
    ("speakers:\n  - leyla", "speakers:\n  - leila", "speakers[1]", 'no person "leila" on file; did you mean "leyla"?'),
    ("    title: Vice Speaker", "    titel: Vice Speaker", "speakers[2].titel", 'unknown key "titel"'),
    ("  lead: mission", "  lead: mision", "project.lead", 'no organisation "mision" on file'),
    ("  name: One Table\n", "", "project.name", "is missing"),
    ("[az, ru]", "[az, Russian]", "contacts[2].languages[2]", '"Russian" is not a language code'),
    ("email: anar@mission", "email: anar mission", "contacts[2].email", "anar mission.example.org"),
    ("copy_to: [focal-points", "copy_to: [focal-point", "copy_to[1]", 'no organisation "focal-point" on file'),
    ("copy_to: [focal-points", "copy_to: [ministry", "copy_to[1]", "has no focal points on file"),
    ("boilerplates:\n  - mission", "boilerplates:\n  - ministry", "boilerplates[1]", "has no boilerplate on file"),
    ("text: It *funds*.", "text: ", "boilerplates[3].text", "is empty"),
    ("  - First note.", "  - First [note]().", "notes[1]", "an empty link"),
    ("    - with a list", "    - with\n    -", "notes[2]", "an empty item in a list"),
    ("  seats: 120", "  seats: many", "fields.seats", '"many" is not a whole number'),
    ("  open: yes", "  open: perhaps", "fields.open", '"perhaps" is neither yes nor no'),
    ("  tone: dry", "  tone: sour", "fields.tone", '"sour" is none of warm, dry'),
    ("  aim: To", "  aims: To", "fields.aims", 'unknown key "aims"'),
    ("    mission: the host", "    mission: [the host]", "fields.organiser_glosses.mission", "must be one text"),
    ("version: 2", "version: 0", "corrects.version", "versions count from 1"),
    ('headline: "Parliament', 'headline: "\\u202eParliament', "headline", "changes the direction of writing"),
    ("subject: One table", "subject: |\n  One\n  table", "subject", "contains a line break"),
]


@pytest.mark.parametrize("change", CHANGES, ids=[change[1].strip() for change in CHANGES])
def test_a_wrong_value_is_said_with_its_place(example: Any, tmp_path: Path, change: tuple[str, str, str, str]) -> None:
    old, new, where, message = change
    assert old in example.original
    problem = next(
        problem
        for problem in refused(example, example.release(tmp_path, en=example.original.replace(old, new, 1)))
        if problem.where == where
    )
    assert message in problem.message
    assert problem.path == "one-table/en.md"
    assert problem.line
    assert problem.excerpt == example.original.replace(old, new, 1).split("\n")[problem.line - 1]


def test_an_unknown_key_names_the_nearest_known_one(example: Any, tmp_path: Path) -> None:
    problem = wrong(example, tmp_path, "  venue: Hilton", "  vanue: Hilton")
    assert (problem.line, problem.column, problem.hint) == (
        line_of(example.original, "venue"),
        3,
        'did you mean "venue"?',
    )


def test_every_problem_of_every_file_is_said_at_once(example: Any, tmp_path: Path) -> None:
    original = (
        example.original.replace("venue:", "vanue:").replace("seats: 120", "seats: x").replace("The lead.", "***")
    )
    variant = example.variant.replace("headline:", "dateline: x\nheadline:").replace("speakers[2]", "speakers[3]")
    folder = example.release(tmp_path, en=original, az=variant, english="A text.\n")
    said = {(problem.path, problem.line, problem.where) for problem in refused(example, folder)}
    assert said >= {
        ("one-table/en.md", line_of(original, "vanue"), "event.vanue"),
        ("one-table/en.md", line_of(original, "seats"), "fields.seats"),
        ("one-table/en.md", line_of(original, "***"), None),
        ("one-table/az.md", 3, "dateline"),
        ("one-table/az.md", line_of(variant, "speakers[3]"), "labels.speakers[3].title"),
        ("one-table/english.md", None, None),
        ("one-table/english.md", 1, None),
    }


def test_a_kind_may_be_found_by_a_function(example: Any, tmp_path: Path) -> None:
    def find(name: str) -> Kind:
        raise BadInput(f'no kind "{name}"', hint="pressctl list --kinds")

    with pytest.raises(BadInput) as caught:
        read_release(example.release(tmp_path), example.config, find)
    assert caught.value.problems[0].message == 'no kind "statement"; pressctl list --kinds'


def test_a_field_may_be_empty_and_a_list_may_be_one_thing(example: Any, tmp_path: Path) -> None:
    text = example.original.replace("  tone: dry", "  tone:").replace("  topics: [law, police]", "  topics: law")
    matter = read(example, example.release(tmp_path, en=text)).original.matter
    assert "tone" not in matter.fields
    assert matter.fields["topics"] == ("law",)


def test_no_embargo_may_be_said_in_so_many_words(example: Any, tmp_path: Path) -> None:
    text = example.original.replace("embargo: 2018-10-30T10:00[Asia/Baku]", "embargo: none")
    assert read(example, example.release(tmp_path, en=text)).original.matter.embargo is None


# Pictures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("media/nowhere.png", "is not there"),
        ("media", "is a folder"),
        ("../one-table/media/hall.png", "leads outside the release's folder"),
        ("media/../../x.png", "leads outside the release's folder"),
        ("/etc/hosts", "must be a path from the release's folder"),
        ("C:/photo.png", "must be a path from the release's folder"),
        ("media\\hall.png", "contains a backslash"),
        ("media/text.png", "is not an image (PNG, JPEG, GIF, WebP, TIFF or AVIF)"),
        ("media/" + "x" * 300 + ".png", "cannot be read"),
    ],
)
def test_a_picture_must_be_an_image_in_the_releases_folder(
    example: Any, tmp_path: Path, file: str, message: str
) -> None:
    text = example.original.replace("file: media/hall.png", f"file: '{file}'").replace(
        "(media/hall.png", "(" + file.replace("\\", "\\\\")
    )
    folder = example.release(tmp_path, en=text)
    (folder / "media" / "text.png").write_text("not a picture", encoding="utf-8")
    in_matter, in_body = refused(example, folder)
    assert (in_matter.line, in_matter.where) == (line_of(text, "file: '"), "media[1].file")
    assert in_body.line == line_of(text, "![A table]")
    assert message in in_matter.message
    assert message in in_body.message


def test_a_link_may_not_lead_a_picture_out_of_the_folder(example: Any, tmp_path: Path) -> None:
    folder = example.release(tmp_path)
    outside = tmp_path / "outside.png"
    (folder / "media" / "hall.png").rename(outside)
    try:
        (folder / "media" / "hall.png").symlink_to(outside)
    except OSError:
        pytest.skip("no symbolic links here")
    assert all("leads outside" in problem.message for problem in refused(example, folder))


@pytest.mark.parametrize("first", [b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBPVP8 "])
def test_jpeg_gif_and_webp_are_images_too(example: Any, tmp_path: Path, first: bytes) -> None:
    folder = example.release(tmp_path)
    (folder / "media" / "hall.png").write_bytes(first + bytes(10))
    assert read(example, folder).original.matter.media


# Files that are none -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"", "is empty", None),
        (b" \r\n\r\n", "is empty", None),
        (b"Just a text.\n", "does not begin with front matter: its first line must be three hyphens, ---", 1),
        (b"\n---\na: 1\n---\n", "does not begin with front matter: its first line must be three hyphens, ---", 1),
        (b"---\nid: x\n", "the front matter that begins in line 1 never ends", 1),
        (b"---\nid: 1\n---\nna\xefve", "is not UTF-8 text", 4),
        (b"---\n---\nBody", "the front matter is empty", 2),
        (b"---\n- a\n---\nBody", "the front matter is not a table", 2),
        (b"---\nheadline: a: b\n---\nBody", "a colon where none can be", 2),
        (b"---\nid: 1\nid: 2\n---\n", '"id" stands here twice, first in line 2', 3),
        (b"---\nid: &a 1\n---\n", '"&a" names this place', 2),
        (b"---\nid: !!int 1\n---\n", '"tag:yaml.org,2002:int" is a tag, and a release has none', 2),
        (b"---\nid: 1\x00\n---\n", "contains a NUL character, U+0000", 2),
        (b"a" * 5_000_000, "is larger than 2 MB; a release is a few pages of text", None),
    ],
)
def test_a_file_that_is_no_release_is_said_to_be_none(
    example: Any, tmp_path: Path, content: bytes, message: str, line: int | None
) -> None:
    folder = tmp_path / "releases" / "x"
    folder.mkdir(parents=True)
    (folder / "en.md").write_bytes(content)
    problems = refused(example, folder)
    assert (message, line) in [(problem.message, problem.line) for problem in problems]
    assert {problem.path for problem in problems} == {"releases/x/en.md"}


def test_a_folder_in_place_of_a_file_an_empty_folder_and_none_are_refused(example: Any, tmp_path: Path) -> None:
    (tmp_path / "folder" / "en.md").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("folder", "empty", "nowhere"):
        with pytest.raises(BadInput):
            read(example, tmp_path / name)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs file modes")
def test_a_file_that_may_not_be_read_is_said_to_be_so(example: Any, tmp_path: Path) -> None:
    folder = example.release(tmp_path)
    (folder / "en.md").chmod(0)
    assert "cannot be read" in refused(example, folder)[-1].message


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode whatever the settings")
def test_a_name_that_the_systems_settings_cannot_hold_is_said_to_be_so() -> None:
    look = (
        "from pathlib import Path; from pressctl.source.pictures import wrong_picture;"
        "print(ascii(wrong_picture(Path(), '\\u0444.jpg')))"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    told = subprocess.run(
        [sys.executable, "-c", look], env=environment, capture_output=True, encoding="utf-8", check=True, timeout=30
    )
    assert "names are ASCII alone; set LC_ALL=C.UTF-8" in told.stdout


# Originals and variants --------------------------------------------------------------------------------------


def test_a_release_has_one_original(example: Any, tmp_path: Path) -> None:
    two = example.release(
        tmp_path / "two", en=example.original, fr=example.original.replace("original: en", "original: fr")
    )
    assert "all call themselves the original" in refused(example, two)[0].message
    none = example.release(tmp_path / "none", az=example.variant)
    assert "none of the files is the original" in refused(example, none)[0].message


def test_a_variant_follows_the_original_that_there_is(example: Any, tmp_path: Path) -> None:
    folder = example.release(tmp_path, en=example.original, az=example.variant.replace("original: en", "original: ru"))
    (problem,) = refused(example, folder)
    assert (problem.line, problem.where, problem.message) == (2, "original", 'the original is "en"')


@pytest.mark.parametrize(
    "change",
    [
        ("headline: P", "embargo: none\nheadline: P", 3, '"embargo" comes from the original'),
        ("headline: Parlament, polis və tərəfdaşlar\n", "", 2, "is missing"),
        ("  event.title: Konfrans", "  event.titel: Konfrans", 9, 'unknown key "event.titel"'),
        ("  event.title: Konfrans", "  event:\n    title: K", 9, "labels are flat"),
        ("speakers[2].title", "speakers[9].title", 10, "the original has 2 speakers"),
        ("speakers[2].title", "speakers[0].title", 10, 'unknown key "speakers[0].title"'),
        ("organisers[1].gloss", "organisers[4].gloss", 11, "the original has 3 organisers"),
        ("file: media/hall.png", "file: media/hal.png", 4, 'the original has no "media/hal.png"'),
        ("caption: Zal", "credit: Zal", 6, 'unknown key "credit"'),
        ("original: en", "original: en\ntranslates: yesterday", 3, "is not a digest"),
        ("Giriş.", "[x]()", 14, "an empty link"),
    ],
)
def test_a_variant_holds_texts_only(example: Any, tmp_path: Path, change: tuple[str, str, int, str]) -> None:
    old, new, line, message = change
    assert old in example.variant
    folder = example.release(tmp_path, en=example.original, az=example.variant.replace(old, new, 1))
    (problem,) = refused(example, folder)
    assert problem.path == "one-table/az.md"
    assert message in problem.message
    if "the original has no" not in message:
        assert problem.line == line


def test_a_label_without_a_fact_is_refused(example: Any, tmp_path: Path) -> None:
    start, end = example.original.index("project:"), example.original.index("speakers:")
    original = example.original[:start] + example.original[end:]
    variant = example.variant.replace("  event.title", "  project.name: Bir masa\n  event.title")
    (problem,) = refused(example, example.release(tmp_path, en=original, az=variant))
    assert problem.message == "the original has no project"


def test_an_original_that_is_not_yaml_is_not_said_to_be_missing(example: Any, tmp_path: Path) -> None:
    folder = example.release(
        tmp_path, en=example.original.replace("subject: One", "subject: One: "), az=example.variant
    )
    (problem,) = refused(example, folder)
    assert (problem.path, problem.message) == ("one-table/en.md", "a colon where none can be")


def test_a_misspelt_fact_is_one_problem_and_not_one_in_every_language(example: Any, tmp_path: Path) -> None:
    folder = example.release(tmp_path, en=example.original.replace("event:", "evnt:"), az=example.variant)
    (problem,) = refused(example, folder)
    assert (problem.where, problem.hint) == ("evnt", 'did you mean "event"?')


def test_a_release_under_releases_is_shown_from_the_workspace(example: Any, tmp_path: Path) -> None:
    folder = example.release(tmp_path / "releases", en="no front matter")
    assert refused(example, folder)[0].place() == "releases/one-table/en.md:1:1"
