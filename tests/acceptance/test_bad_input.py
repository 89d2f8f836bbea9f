"""Wrong files and wrong words: one clear message, the right exit code, no traceback, nothing half-written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice, run


def edit(path: Path, old: str, new: str) -> None:
    """Replace text in a file; the old text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def every_file(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder and what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_outside_a_workspace_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    ended = run(tmp_path, "list")
    assert ended.code == 3
    assert "no workspace here" in ended.err
    assert "pressctl init" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pressctl.toml", "[office]", "[office", "pressctl.toml is not valid TOML"),
        ("pressctl.toml", "timezone", "timezon", 'did you mean "timezone"?'),
        ("contacts.csv", "aygun@", "aygun@@", "aygun@@"),
        ("en.md", "headline:", "headlin:", 'did you mean "headline"?'),
        ("en.md", "kind: joint-event", "kind: joint-evnt", "joint-event"),
        ("en.md", "headline:", "kind: statement\nheadline:", "kind"),
        ("en.md", "organisers:", "organisers: [", "en.md:"),
        ("en.md", "date: 2018-10-30", "date: 2018-02-30", "en.md:"),
        ("en.md", "[Asia/Baku]", "[Asia/Bakuu]", "Asia/Bakuu"),
        ("en.md", "  - iom\n", "  - iomm\n", "iomm"),
        ("en.md", "headline: Six", "headline: Six\u202e", "U+202E"),
        ("en.md", "organisers:", "media:\n  - file: media/missing.jpg\n    alt: a hall\norganisers:", "missing.jpg"),
        ("en.md", "organisers:", "media:\n  - file: ../../contacts.csv\n    alt: a hall\norganisers:", "contacts.csv"),
        ("en.md", "organisers:", "embargo: tomorrow\norganisers:", "embargo"),
        ("az.md", "headline:", "speakers: []\nheadline:", "speakers"),
    ],
)
def test_a_broken_file_is_named_with_its_place(office: PressOffice, file: str, old: str, new: str, said: str) -> None:
    path = office.root / file if "." in file and not file.endswith(".md") else office.file(file.removesuffix(".md"))
    edit(path, old, new)
    before = every_file(office.root)
    ended = office.run("send", office.slug, "--to", "all", "--dry-run")
    assert ended.code == 3, ended.out + ended.err
    assert said in ended.err
    assert file in ended.err
    assert every_file(office.root) == before


def test_an_image_that_is_none_is_said(office: PressOffice) -> None:
    media = office.file("en").parent / "media"
    media.mkdir(exist_ok=True)
    (media / "hall.jpg").write_bytes(b"not a picture at all")
    edit(office.file("en"), "organisers:", "media:\n  - file: media/hall.jpg\n    alt: a hall\norganisers:")
    ended = office.run("export", office.slug)
    assert ended.code == 3
    assert "hall.jpg" in ended.err
    assert "not an image" in ended.err or "no image" in ended.err
    assert not (office.file("en").parent / "out").exists()


@pytest.mark.parametrize("slug", ["../../etc", "/etc/passwd", "x" * 300, "nonsense", "C:\\windows", "%00"])
def test_a_slug_that_is_none_is_refused(office: PressOffice, slug: str) -> None:
    ended = office.run("show", slug)
    assert ended.code == 3
    assert "pressctl list" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("new", "joint-evnt"), 3, "joint-event"),
        (("new", "joint-event"), 3, "--set"),
        (("new", "statement", "--language", "xx"), 3, "xx"),
        (("export", "six", "--format", "odt"), 2, "docx, pdf, html, txt, eml"),
        (("export", "six", "--language", "de"), 3, "pressctl variant"),
        (("preview", "six", "--as", "nobody@example.org"), 3, "pressctl contacts list"),
        (("send", "six"), 2, "--to all"),
        (("send", "six", "--to", "tvv"), 3, "tv"),
        (("send", "six", "--to", 'country = "AZ"'), 3, "country"),
        (("send", "six", "--to", 'contry == "AZ"'), 3, "country"),
        (("send", "six", "--to", "all", "--override", "nothing"), 2, "embargo"),
        (("send", "six", "--to", "all", "--override", "embargo"), 2, "--why"),
        (("send", "six", "--resume"), 1, "unfinished"),
        (("send", "six", "--resume", "--to", "all"), 2, "--resume"),
        (("stop", "six"), 1, "waiting"),
        (("log", "--verify"), 0, "whole"),
        (("log", "--json", "--csv"), 2, "--csv"),
        (("log", "six", "--verify"), 2, "--verify"),
        (("export", "six", "--output", "contacts.csv/sub"), 3, "contacts.csv"),
        (("log", "--verify", "--head", "abc"), 3, "64 hexadecimal"),
        (("variant", "six", "az"), 3, "az.md already"),
        (("variant", "six", "az", "--done", "--changes"), 2, "--done"),
        (("variant", "six", "az", "--anyway"), 2, "--done"),
        (("preview", "six", "--as", "aygun@tv.example.com", "--language", "ru"), 2, "--language"),
        (("variant", "six", "not-a-language"), 3, "not-a-language"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_a_wrong_word_says_what_would_be_right(
    office: PressOffice, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = office.run(*arguments)
    assert ended.code == code, ended.out + ended.err
    assert said in ended.err + ended.out


def test_an_empty_segment_sends_nothing_and_says_so(office: PressOffice) -> None:
    ended = office.run("send", office.slug, "--to", 'country == "NZ"')
    assert ended.code == 1
    assert "nobody is in" in ended.err
    assert not (office.root / "outbox").exists()


def test_a_template_with_an_error_names_its_file_and_line(office: PressOffice) -> None:
    layouts = office.root / "templates" / "layouts"
    layouts.mkdir()
    (layouts / "mail.html.j2").write_text("<p>\n{{ sheet.headline\n</p>", encoding="utf-8")
    ended = office.run("send", office.slug, "--to", "all", "--dry-run")
    assert ended.code == 3
    assert "mail.html.j2:2" in ended.err.replace("line ", ":") or "mail.html.j2:3" in ended.err


def test_a_draft_template_with_an_error_names_its_file_and_line(office: PressOffice) -> None:
    kind = office.root / "templates" / "note"
    kind.mkdir()
    (kind / "kind.toml").write_text(
        'title = "Note"\ndescription = "A short note"\n[[questions]]\npath = "headline"\ntype = "line"\n'
        'prompt = "Headline"\nrequired = true\n[[questions]]\npath = "dateline.place"\ntype = "line"\n'
        'prompt = "Place"\nrequired = true\n[[questions]]\npath = "dateline.date"\ntype = "date"\nprompt = "Date"\n'
        "required = true\n",
        encoding="utf-8",
    )
    (kind / "draft.en.md.j2").write_text("First line.\n\n{{ nothing.here }}\n", encoding="utf-8")
    before = sorted(office.root.glob("releases/*"))
    ended = office.run(
        "new", "note", "--set", "headline=A note", "--set", "dateline.place=Baku", "--set", "dateline.date=2018-10-30"
    )
    assert ended.code == 3
    assert "draft.en.md.j2:3" in ended.err
    assert sorted(office.root.glob("releases/*")) == before


def test_a_record_of_a_newer_version_is_refused(office: PressOffice) -> None:
    with closing(sqlite3.connect(office.root / "pressctl.db")) as database, database:
        database.execute("PRAGMA user_version = 9999")
    ended = office.run("log")
    assert ended.code == 3
    assert "newer" in ended.err


def test_a_record_that_is_no_database_is_refused(office: PressOffice) -> None:
    for path in office.root.glob("pressctl.db*"):
        path.unlink()
    (office.root / "pressctl.db").write_bytes(b"this is not a database, it is a text" * 100)
    ended = office.run("log")
    assert ended.code == 3
    assert "pressctl.db" in ended.err


@pytest.mark.parametrize(
    "break_it",
    [
        lambda folder: (folder / "pressctl.toml").touch(),
        lambda folder: (folder / "contacts.csv").touch(),
        lambda folder: (folder / "releases").mkdir(),
    ],
)
def test_init_never_overwrites(tmp_path: Path, break_it: Callable[[Path], None]) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    break_it(folder)
    before = every_file(folder)
    ended = run(tmp_path, "init", "office")
    assert ended.code == 3
    assert every_file(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_no_colour_and_no_escape_codes_when_piped(office: PressOffice) -> None:
    for arguments in (("list",), ("show", office.slug), ("preview", office.slug), ("contacts", "list")):
        assert "\x1b" not in office.run(*arguments).out


def test_the_end_of_the_input_is_an_interruption(tmp_path: Path) -> None:
    ended = run(tmp_path, "init", "office", "--interactive", typed="Example Office\n")
    assert ended.code == 130
    assert not (tmp_path / "office").exists()


def test_a_file_where_the_releases_should_be_is_said(tmp_path: Path, office: PressOffice) -> None:
    shutil.rmtree(office.root / "releases")
    (office.root / "releases").write_text("oops", encoding="utf-8")
    ended = office.run("list")
    assert ended.code == 3
    assert "is a file" in ended.err
