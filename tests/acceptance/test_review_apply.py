"""`pressctl review apply`: three people's files, one of them on an old version, taken over into the source."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import FaultServer
from tests.tracked import Editor, edit


def copy_of(office: PressOffice) -> bytes:
    """Send a copy out and return it."""
    ended = office.run("review", "send", "six", "--to", "eu-delegation", "--language", "en", "--no-mail", "--yes")
    assert ended.code == 0, ended.err
    review = office.root / "releases" / office.slug / "review"
    newest = max(review.glob("*-r*.json"), key=lambda path: int(path.stem.rpartition("-r")[2]))
    return newest.with_suffix(".docx").read_bytes()


def back(office: PressOffice, name: str, copy: bytes, author: str, *steps: Callable[[Editor], Editor]) -> str:
    (office.root / name).write_bytes(edit(copy, author, *steps))
    return name


FILES = ("elena.docx", "rashad.docx", "marija.docx")


@pytest.fixture(scope="module")
def _reviewed(_fresh_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Elena and Rashad have version 2, Marija answers to version 1."""
    root = tmp_path_factory.mktemp("reviewed") / "office"
    shutil.copytree(_fresh_office, root)
    office = PressOffice(root)
    old = copy_of(office)
    text = office.file("en").read_text(encoding="utf-8")
    moved_on = text.replace("on countering human trafficking on Tuesday", "against human trafficking on Tuesday")
    assert moved_on != text
    office.file("en").write_text(moved_on, encoding="utf-8")
    new = copy_of(office)
    back(
        office, "elena.docx", new, "Elena Example",
        lambda e: e.write("Six organizations", "Seven organizations"),
        lambda e: e.write("hand in hand", "closely"),
        lambda e: e.delete("The meeting falls on an anniversary"),
        lambda e: e.write("Chair of the Committee on Legal Policy", "Chairman of the Committee on Legal Policy"),
    )  # fmt: skip
    back(
        office, "rashad.docx", new, "Rashad Example",
        lambda e: e.write("Six organizations", "Eight organizations"),
        lambda e: e.write("hand in hand", "closely"),
        lambda e: e.write("falls on an anniversary", "marks an anniversary"),
        lambda e: e.add_after("The event begins at 10:00", "Journalists are asked to come by 9:30."),
    )  # fmt: skip
    back(
        office, "marija.docx", old, "Marija Example",
        lambda e: e.write("on countering human trafficking on Tuesday", "to fight human trafficking on Tuesday"),
        lambda e: e.split("The conference is meant", "It also looks"),
        lambda e: e.write("Traffickers do not stop", "Traffickers never stop"),
        lambda e: e.format("four partners"),
    )  # fmt: skip
    return root


@pytest.fixture
def three(_reviewed: Path, office: PressOffice) -> tuple[str, ...]:
    """Return the names of the three files, in an office where they have come back."""
    shutil.copytree(_reviewed, office.root, dirs_exist_ok=True)
    return FILES


def test_three_people_are_asked_about_one_by_one(office: PressOffice, three: tuple[str, ...]) -> None:
    before = office.file("en").read_text(encoding="utf-8")
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", *three, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.wait_for("on version 1")
        screen.wait_for("1/9  headline")
        screen.wait_for("[-Six-]{+Seven+}")
        screen.wait_for("[-Six-]{+Eight+}")
        screen.answer("Which? [1/2/n/e/s/u/q]", "2")
        screen.wait_for("on version 1")
        screen.answer("Take it over?", "y")  # four partners
        screen.wait_for("today's text has other words there")
        screen.wait_for("[-against-]{+to fight+}")
        screen.answer("Take it over?", "n")
        screen.wait_for("{+¶+}")
        screen.answer("Take it over?", "y")
        screen.wait_for("Elena Example, 24 Oct 16:02; Rashad Example")
        screen.answer("Take it over?", "e")
        screen.wait_for("In place of “hand in hand”; ¶ parts paragraphs")
        screen.answer("Words for this place", "side by side")
        screen.wait_for("several people want it otherwise")
        screen.answer("Which?", "s")
        screen.wait_for("[-do not-]{+never+}")
        screen.answer("Take it over?", "n")
        screen.wait_for("8/9")
        screen.answer("Take it over?", "u")
        screen.wait_for("[-do not-]{+never+}")
        screen.answer("Take it over?", "y")
        screen.wait_for("Journalists are asked")
        screen.answer("Take it over?", "y")
        screen.wait_for("other releases use it, too")
        screen.answer("Take it over?", "q")
        assert screen.end() == 0
        assert "5 taken over, 1 in other words, 2 rejected" in " ".join(screen.text.split())
        assert max(map(len, screen.text.split("\n"))) <= 80
    after = office.file("en").read_text(encoding="utf-8")
    matter, fence, body = before.partition("\n---\n")
    matter = matter.replace("Six organizations join", "Eight organizations join")
    body = body.replace("with four partners", "with **four partners**")
    body = body.replace("better. It also looks", "better.\n\nIt also looks")
    body = body.replace("hand in hand", "side by side").replace("do not stop", "never stop")
    body = body.replace("Serhan Aktoprak.\n", "Serhan Aktoprak.\n\nJournalists are asked to come by 9:30.\n")
    assert after == matter + fence + body
    told = json.loads(office.run("review", "apply", "six", "--json").out)["languages"][0]
    assert sum(each["decision"] is not None for each in told["proposals"]) == 8
    assert len(told["undecided"]) == 3
    assert office.run("show", "six").code == 0


@pytest.mark.proof
def test_what_nobody_disputes_is_taken_over_by_a_script_and_only_once(
    office: PressOffice, three: tuple[str, ...]
) -> None:
    dry = office.run("review", "apply", "six", *three, "--accept-all", "--dry-run")
    assert (dry.code, "Nothing was written" in dry.out) == (1, True)
    assert "closely" not in office.file("en").read_text(encoding="utf-8")
    ended = office.run("review", "apply", "six", *three, "--accept-all")
    assert ended.code == 1
    assert "want it otherwise" in ended.out
    text, config = office.file("en").read_text(encoding="utf-8"), (office.root / "pressctl.toml").read_text("utf-8")
    assert ("closely" in text, "Six organizations" in text, "Chairman of the Committee" in config) == (True,) * 3
    again = office.run("review", "apply", "six", "--accept-all")
    assert office.file("en").read_text(encoding="utf-8") == text
    assert (again.code, "nothing decided" in again.out) == (1, True)
    assert office.run("review", "apply", "six", "--reject-all").code == 0
    assert office.run("log", "--verify").code == 0


def test_one_persons_and_one_fields_changes_are_chosen(office: PressOffice, three: tuple[str, ...]) -> None:
    ended = office.run("review", "apply", "six", *three, "--accept-from", "marija", "--only", "body")
    assert ended.code == 1
    text = office.file("en").read_text(encoding="utf-8")
    assert ("never stop" in text, "closely" in text) == (True, False)


def test_who_has_the_release_already_has_it_without_the_changes(office: PressOffice, three: tuple[str, ...]) -> None:
    office.without_copies()
    (office.root / "contacts.csv").write_text("email,name,language\nanna@example.com,Anna,en\n", encoding="utf-8")
    with FaultServer().running() as server:
        office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert office.run("send", "six", "--to", "all", "--yes").code == 0
    ended = office.run("review", "apply", "six", *three, "--accept-from", "marija", "--only", "body")
    told = "six-organizations has been sent to 1 already: they have it without these changes"
    assert f"{told} (pressctl correct six-organizations)" in " ".join(ended.out.split())
    for command in (("list",), ("show", "six")):
        assert "version 3, received by 1 in an earlier version" in office.run(*command).out


def test_a_reviewer_is_told_what_became_of_each(office: PressOffice, three: tuple[str, ...]) -> None:
    assert office.run("review", "apply", "six", three[0], "--accept-all").code == 0
    ended = office.run("review", "apply", "six", three[0], "--reply", "reply.docx")
    assert ended.code == 0, ended.err
    with zipfile.ZipFile(office.root / "reply.docx") as archive:
        words = archive.read("word/document.xml").decode()
    assert "What became of your changes" in words
    assert "taken over" in words
    assert "Rashad" not in words


def test_the_record_names_who_decided(office: PressOffice, three: tuple[str, ...]) -> None:
    own = office.root / "home" / "pressctl"
    own.mkdir(parents=True)
    (own / "config.toml").write_text('[me]\nname = "Leyla Example"\n', encoding="utf-8")
    ended = office.run("review", "apply", "six", three[0], "--accept-all", XDG_CONFIG_HOME=str(own.parent))
    assert ended.code == 0, ended.err
    with closing(sqlite3.connect(office.root / "pressctl.db")) as record:
        assert record.execute("SELECT DISTINCT decided_by FROM review_decision").fetchall() == [("Leyla Example",)]


def test_a_file_of_another_release_and_no_file_at_all_are_said(office: PressOffice) -> None:
    nothing = office.run("review", "apply", "six", "--accept-all")
    assert (nothing.code, "nothing has come back" in nothing.err) == (1, True)
    (office.root / "other.docx").write_bytes(Path("templates/layouts/house.docx").read_bytes())
    ended = office.run("review", "apply", "six", "other.docx", "--accept-all")
    assert (ended.code, "began as no copy" in ended.err) == (3, True)
    assert office.run("review", "apply", "six", "other.docx").code == 2


def test_a_source_that_was_changed_meanwhile_is_left_alone(office: PressOffice, three: tuple[str, ...]) -> None:
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", *three, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.wait_for("1/9  headline")
        text = office.file("en").read_text(encoding="utf-8") + "\nAnother line.\n"
        office.file("en").write_text(text, encoding="utf-8")
        screen.answer("Which?", "1")
        assert screen.end() == 4
    assert office.file("en").read_text(encoding="utf-8") == text


def test_ctrl_c_keeps_what_was_decided(office: PressOffice, three: tuple[str, ...]) -> None:
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", *three, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.answer("Which?", "1")
        screen.wait_for("2/9")
        assert screen.stop() == 130
    assert "headline: Seven organizations" in office.file("en").read_text(encoding="utf-8")
    told = json.loads(office.run("review", "apply", "six", "--json").out)["languages"][0]
    assert sum(each["decision"] is not None for each in told["proposals"]) == 2


def test_what_voids_an_approval_is_said_and_a_comment_is_kept(office: PressOffice) -> None:
    signed = office.run("approve", "six", "--for", "example-mission", "--by", "nigar-example", "--quote", "1")
    assert signed.code == 0, signed.err
    name = back(
        office, "elena.docx", copy_of(office), "Elena Example",
        lambda e: e.write("Traffickers do not stop", "Traffickers never stop"),
        lambda e: e.write("authority’s remit", "office’s remit"),
        lambda e: e.write("hand in hand", "closely"),
        lambda e: e.comment("The meeting falls", "Which protocols are these?"),
    )  # fmt: skip
    text = office.file("en").read_text(encoding="utf-8")
    since = text.replace("\n\nThe meeting falls", "\n\nOne paragraph more.\n\nThe meeting falls")
    office.file("en").write_text(since, encoding="utf-8")
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", name, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.wait_for("[-hand in hand-]{+closely+}")
        screen.answer("Take it over?", "a")
        screen.wait_for("1 change of Elena Example taken over")
        screen.wait_for("accepting voids")
        screen.answer("Take it over?", "y")
        screen.wait_for("somebody's own words")  # the approval is void by then
        screen.answer("Take it over?", "n")
        screen.wait_for("Which protocols are these?")
        screen.answer("Keep it as a note?", "y")
        assert screen.end() == 0
        assert " ".join(screen.text.split()).count("approved by Example Mission in Azerbaijan on ") == 1
    notes = (office.root / "releases" / office.slug / "review" / "notes.md").read_text(encoding="utf-8")
    assert "- [ ] Elena Example" in notes
    assert "Which protocols are these?" in notes


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be killed in its terminal")
def test_a_killed_run_loses_no_decision(office: PressOffice, three: tuple[str, ...]) -> None:
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", *three, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.answer("Which?", "1")
        screen.answer("Take it over?", "y")
        screen.wait_for("3/9")
    text = office.file("en").read_text(encoding="utf-8")
    assert ("Seven organizations" in text, "**four partners**" in text) == (True, True)
    told = json.loads(office.run("review", "apply", "six", "--json").out)["languages"][0]
    assert sum(each["decision"] is not None for each in told["proposals"]) == 3
    assert office.run("log", "--verify").code == 0


def test_two_paragraphs_for_the_same_place_can_both_be_taken(office: PressOffice) -> None:
    copy = copy_of(office)
    last = "The event is part of the project"
    names = [
        back(office, f"{author}.docx", copy, author, lambda e, a=author: e.add_after(last, f"Words of {a}."))
        for author in ("Elena", "Rashad")
    ]
    home = {"XDG_CONFIG_HOME": str(office.root / "home"), "HOME": str(office.root / "home")}
    with terminal(office.root, "review", "apply", "six", *names, **home) as screen:
        screen.answer("Your name", "Nigar Example")
        screen.wait_for("several people want it otherwise")
        screen.answer("Which? [1/2/b/n/e/s/u/q]", "b")
        assert screen.end() == 0
        assert "2 in other words" in screen.text
    text = office.file("en").read_text(encoding="utf-8")
    assert text.endswith("IOM Development Fund.\n\nWords of Elena.\n\nWords of Rashad.\n")
