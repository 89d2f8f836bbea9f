"""`pressctl office`: who is on file, without editing TOML."""

from __future__ import annotations

import json
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.acceptance.warm_python import REHEARSAL


def text(office: PressOffice) -> str:
    return (office.root / "pressctl.toml").read_bytes().decode("utf-8")


def test_a_person_is_put_on_file_and_every_other_byte_stays(office: PressOffice) -> None:
    windows = b"\xef\xbb\xbf" + text(office).replace("\n", "\r\n").encode()
    (office.root / "pressctl.toml").write_bytes(windows)
    ended = office.run(
        "office", "add", "person", "--set", "name.en=Leyla Mammadova", "--set", "name.az=Leyla Məmmədova",
        "--set", "organisation=IOM", "--set", "phones=+994125550102", "--set", "languages=az en",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    written = (office.root / "pressctl.toml").read_bytes()
    assert written.startswith(windows)
    assert written[len(windows) :].decode() == (
        '\r\n[people.leyla-mammadova]\r\nname = { en = "Leyla Mammadova", az = "Leyla Məmmədova" }\r\n'
        'organisation = "iom"\r\nphones = ["+994 12 555 01 02"]\r\nlanguages = ["az", "en"]\r\n'
    )
    assert office.run("office", "remove", "leyla-mammadova", "--yes").code == 0
    assert (office.root / "pressctl.toml").read_bytes().rstrip() == windows.rstrip()


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(office: PressOffice) -> None:
    before = text(office)
    ended = office.run(
        "office", "add", "person", "x", "--set", "nam.en=M", "--set", "phones=123", "--set", "organisation=iomx",
        "--set", "email=nobody",
    )  # fmt: skip
    assert ended.code == 3
    for said in ('did you mean "name"', "no country code", "did you mean iom", "@-sign"):
        assert said in ended.err
    assert text(office) == before


def test_a_likely_namesake_is_asked_about(office: PressOffice) -> None:
    ended = office.run("office", "add", "person", "--set", "name.en=Huseynli Aly")
    assert ended.code == 3
    assert "ali-huseynli, Ali Huseynli, is on file already" in ended.err
    assert office.run("office", "add", "person", "--set", "name.en=Huseynli Aly", "--anyway").code == 0


def test_one_value_is_changed_and_taken_out(office: PressOffice) -> None:
    before = text(office)
    assert office.run("office", "edit", "person", "nigar-example", "--set", "title.en=Head of Press").code == 0
    assert text(office) == before.replace('title = { en = "Press Officer"', 'title = { en = "Head of Press"', 1)
    assert office.run("office", "edit", "person", "nigar-example", "--set", "title.en=Press Officer").code == 0
    assert text(office) == before
    assert office.run("office", "edit", "organisation", "iom", "--unset", "acronym.fr").code == 0
    assert text(office) == before.replace(', fr = "OIM"', "", 1)


def test_a_boilerplate_of_several_paragraphs_goes_in_and_out(office: PressOffice) -> None:
    before = text(office)
    paragraphs = "The Service *works*.\n\nSecond paragraph."
    ended = office.run("office", "edit", "boilerplate", "migration-service", "--set", f"en={paragraphs}")
    assert ended.code == 0, ended.err
    shown = json.loads(office.run("office", "show", "migration-service", "--json").out)
    assert shown["boilerplate"] == {"en": paragraphs}
    assert office.run("office", "remove", "migration-service", "--boilerplate", "--yes").code == 0
    assert text(office) == before
    refused = office.run("office", "remove", "iom", "--boilerplate", "--yes")
    assert (refused.code, "boilerplates[2]" in refused.err) == (4, True)


def test_who_is_named_is_not_removed_and_every_place_is_listed(office: PressOffice) -> None:
    before = text(office)
    ended = office.run("office", "remove", "iom", "--yes")
    assert ended.code == 4
    for place in ("people.serhan-aktoprak.organisation", "organisers[2]", "project.lead", "organiser_glosses.iom"):
        assert place in ended.err
    assert text(office) == before


def test_a_key_is_renamed_in_every_release(office: PressOffice) -> None:
    release, before = office.file("en").read_text(encoding="utf-8"), text(office)
    assert office.run("office", "rename", "iom", "iom-azerbaijan", "--yes").code == 0
    renamed = office.file("en").read_text(encoding="utf-8")
    assert "  - iom-azerbaijan\n" in renamed
    assert "    iom-azerbaijan: the UN Migration Agency" in renamed
    assert "iom-development-fund" in renamed
    assert office.run("show", office.slug).code == 0
    assert office.run("office", "rename", "iom-azerbaijan", "iom", "--yes").code == 0
    assert (office.file("en").read_text(encoding="utf-8"), text(office)) == (release, before)


def test_a_logo_is_copied_into_the_workspace_if_it_is_a_picture(office: PressOffice, tmp_path: Path) -> None:
    from PIL import Image

    picture, words = tmp_path / "ours.png", tmp_path / "words.png"
    Image.new("RGB", (300, 100), "navy").save(picture)
    words.write_text("no picture", encoding="utf-8")
    assert office.run("office", "edit", "organisation", "iom", "--set", f"logo={words}").code == 3
    assert office.run("office", "edit", "organisation", "iom", "--set", f"logo={picture}").code == 0
    assert (office.root / "logos" / "iom.png").read_bytes() == picture.read_bytes()
    assert 'logo = "logos/iom.png"' in text(office)


def test_several_terminals_at_once_lose_nothing(office: PressOffice) -> None:
    names = [f"Person Number {word}" for word in ("Alpha", "Quebec", "Zulu", "Mike")]

    def add(name: str) -> int:
        return office.run("office", "add", "person", "--set", f"name.en={name}", "--anyway").code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(add, names)) == [0, 0, 0, 0]
    listed = json.loads(office.run("office", "list", "person", "--json").out)["people"]
    assert {each["name"] for each in listed} >= set(names)


def test_a_segment_is_written_only_when_it_is_understood(office: PressOffice) -> None:
    before = text(office)
    assert office.run("office", "add", "segment", "radio", "bogus === 1").code == 3
    assert text(office) == before
    ended = office.run("office", "add", "segment", "radio", '"radio" in tags')
    assert (ended.code, "radio is a segment" in ended.out) == (0, True)
    assert "radio = '\"radio\" in tags'\n" in text(office)


def test_a_broken_file_is_left_alone(office: PressOffice) -> None:
    broken = text(office).replace("[office]", "[office]\nnmae = 1")
    (office.root / "pressctl.toml").write_text(broken, encoding="utf-8")
    assert office.run("office", "add", "person", "--set", "name=X Y").code == 3
    assert text(office) == broken


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_a_person_is_asked_question_by_question(office: PressOffice) -> None:
    with terminal(office.root, "office", "add", "person") as screen:
        screen.answer("Name (en)", "Leyla Mammadova")
        screen.answer("Name (az)", "Leyla Məmmədova")
        for question in ("Name (ru)", "Name (ar)", "Name (fr)"):
            screen.answer(question, "")
        screen.answer("Title (en)", "Spokesperson")
        for question in ("Title (az)", "Title (ru)", "Title (ar)", "Title (fr)"):
            screen.answer(question, "")
        screen.answer("Organisation", "iomm")
        screen.wait_for("did you mean iom")
        screen.answer("Organisation", "IOM")
        screen.answer("E-mail", "leyla@example.org")
        screen.answer("Phones", "")
        screen.answer("Languages", "az, en")
        screen.answer("[leyla-mammadova]", "")
        screen.wait_for("is on file as leyla-mammadova")
        assert screen.end() == 0
    assert 'title = { en = "Spokesperson" }\norganisation = "iom"\nemail = "leyla@example.org"' in text(office)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_an_office_of_one_language_is_not_asked_for_which(office: PressOffice) -> None:
    toml = office.root / "pressctl.toml"
    one = text(office).replace('languages = ["en", "az", "ru", "ar", "fr"]', 'languages = ["en"]')
    toml.write_text(one, encoding="utf-8")
    with terminal(office.root, "office", "add", "person") as screen:
        screen.answer(" 1  Name: ", "Leyla Mammadova")
        screen.wait_for(" 2  Title")
        assert "(en)" not in screen.text
        assert screen.stop() == 130


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_who_stops_has_written_nothing(office: PressOffice) -> None:
    before = text(office)
    with terminal(office.root, "office", "edit", "organisation", "iom") as screen:
        screen.answer("Name (en) [International Organization for Migration]", "IOM")
        screen.wait_for("Name (az)")
        assert screen.stop() == 130
        assert "nothing was written" in screen.text
    assert text(office) == before


def test_the_office_itself_is_changed_and_shown(office: PressOffice) -> None:
    changed = office.run("office", "edit", "office", "--set", "name.fr=Mission", "--set", "timezone=brussels")
    assert changed.code == 0, changed.err
    shown = office.run("office", "show", "office").out
    assert "Mission" in shown
    assert "Europe/Brussels" in shown
    assert json.loads(office.run("office", "show", "office", "--json").out)["timezone"] == "Europe/Brussels"


def test_a_key_may_have_its_kind_before_it(office: PressOffice) -> None:
    assert office.run("office", "show", "organisation", "iom").out == office.run("office", "show", "iom").out
    assert office.run("office", "show", "person", "iom").code == 3
    assert office.run("office", "show", "anybody", "iom").code == 2
    renamed = office.run("office", "rename", "organisation", "iom", "iom-baku", "--yes")
    assert renamed.code == 0, renamed.err


def test_what_the_python_of_the_tests_rehearses_succeeds(office: PressOffice) -> None:
    for words in REHEARSAL:
        assert office.run(*words.split()).code == 0, words


def test_a_name_in_place_of_a_key_is_answered_with_one(office: PressOffice) -> None:
    ended = office.run("office", "add", "person", "Рена Пример", "--set", "name=Рена Пример")
    assert ended.code == 3
    assert "Next: rena-primer would be one" in ended.err


def test_an_expression_is_proposed_in_quotation_marks_that_windows_knows(office: PressOffice) -> None:
    refused = office.run("office", "add", "segment", "tv")
    assert refused.code == 2
    proposed = refused.err.strip().rpartition("pressctl ")[2]
    assert proposed == "office add segment tv \"'tv' in tags\""
    found = office.run("contacts", "list", "--segment", shlex.split(proposed)[-1])
    assert found.out
    assert found == office.run("contacts", "list", "--segment", '"tv" in tags')
