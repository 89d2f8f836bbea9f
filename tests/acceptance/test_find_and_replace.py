"""`pressctl find` and `pressctl replace`: a name wherever it stands."""

from __future__ import annotations

import json
import sys

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import FaultServer


def everything(office: PressOffice) -> dict[str, bytes]:
    paths = [office.root / "pressctl.toml", *sorted((office.root / "releases").rglob("*.md"))]
    return {path.name: path.read_bytes() for path in paths}


def test_a_name_is_found_in_prose_variants_and_office_with_its_endings(office: PressOffice) -> None:
    ended = office.run("find", "Milli Məclis")
    assert ended.code == 0
    assert "organisations.milli-majlis.name.az  (inflected)" in ended.out
    assert "az.md:25:59  paragraph 5  (inflected)" in ended.out
    assert "3 places in 1 release (2 inflected)" in ended.out
    assert "inflected" not in office.run("find", "Milli Məclis", "--exact").out


def test_json_gives_the_place_to_the_character(office: PressOffice) -> None:
    found = json.loads(office.run("find", "باكو", "--json", "--release", "six").out)
    place = next(each for each in found["places"] if each["where"] == "headline")
    line = office.file("ar").read_text(encoding="utf-8").split("\n")[place["line"] - 1]
    assert line[place["column"] - 1 : place["end_column"] - 1] == "باكو"
    assert place["likeness"] == "exact"


def test_what_stands_nowhere_ends_in_one(office: PressOffice) -> None:
    ended = office.run("find", "Xyzzy")
    assert (ended.code, "stands nowhere" in ended.err) == (1, True)


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_looked_through(office: PressOffice) -> None:
    office.file("fr").write_text("---\nheadline: [Nigar Example\n---\n", encoding="utf-8")
    ended = office.run("find", "Nigar Example")
    assert (ended.code, "fr.md" in ended.err) == (0, True)
    assert "quotation 1, who is quoted" in ended.out


def test_a_script_replaces_what_is_certain_and_nothing_else(office: PressOffice) -> None:
    before = everything(office)
    dry = office.run("replace", "Nigar Example", "Leyla: *Lala*", "--dry-run")
    assert (dry.code, "Nothing was written" in dry.out) == (0, True)
    assert everything(office) == before
    assert office.run("replace", "Nigar Example", "Leyla: *Lala*", "--yes").code == 0
    after = everything(office)
    assert {"pressctl.toml", "en.md"} <= {name for name, data in after.items() if data != before[name]}
    assert b"nigar-example" in after["pressctl.toml"]
    assert office.run("show", office.slug).code == 0
    assert office.run("replace", "Leyla: *Lala*", "Nigar Example", "--yes").code == 0
    assert everything(office) == before


def test_quotations_are_left_to_a_person(office: PressOffice) -> None:
    before = everything(office)
    ended = office.run("replace", "Traffickers", "Smugglers", "--yes")
    assert (ended.code, "nothing was changed" in ended.err) == (1, True)
    assert everything(office) == before


def test_a_changed_original_leaves_its_translations_out_of_date_and_says_so(office: PressOffice) -> None:
    ended = office.run("replace", "an international conference", "a conference", "--yes")
    assert "translations are out of date" in ended.out


def test_what_was_sent_stays_and_the_need_of_a_correction_is_said(office: PressOffice) -> None:
    office.without_copies()
    (office.root / "contacts.csv").write_text("email,name,language\nreader@example.com,Reader,en\n", encoding="utf-8")
    with FaultServer().running() as server:
        sent = office.run("send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL=f"smtp://127.0.0.1:{server.port}")
    assert sent.code == 0, sent.err
    versions = {path: path.read_bytes() for path in (office.root / "releases").rglob("versions/**/*") if path.is_file()}
    ended = office.run("replace", "Leader Women", "Leading Women", "--yes")
    assert (ended.code, "has been sent to 1 already: it will need a correction" in ended.out) == (0, True), ended.out
    assert any(b"Leader Women" in data for data in versions.values())
    assert all(path.read_bytes() == data for path, data in versions.items())


def test_a_release_that_used_the_old_name_for_a_key_is_named(office: PressOffice) -> None:
    text = office.file("en").read_text(encoding="utf-8").replace("  - milli-majlis\n", "  - Milli Majlis\n")
    office.file("en").write_text(text, encoding="utf-8")
    ended = office.run("replace", "Milli Majlis", "Milli Mejlis", "--yes")
    assert "organisers[3] names nobody on file any more; write the key there" in ended.out


def test_without_a_terminal_nothing_is_replaced_unasked(office: PressOffice) -> None:
    assert office.run("replace", "Baku", "Bakou").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
class TestAtTheTerminal:
    def test_places_are_confirmed_edited_and_undone_one_by_one(self, office: PressOffice) -> None:
        before = everything(office)
        with terminal(office.root, "replace", "Milli Məclis", "Milli Şura") as screen:
            screen.answer("1/3  Change it?", "y")
            screen.answer("2/3  Change it?", "e")
            screen.answer("Words for this place", "Şura")
            screen.answer("3/3  Change it?", "u")
            screen.answer("2/3  Change it?", "n")
            screen.wait_for("Respublikasının Milli Şurası (ölkə")
            screen.answer("3/3  Change it?", "y")
            assert screen.end() == 0
        after = everything(office)
        expected = before["pressctl.toml"].replace("Milli Məclisi".encode(), "Milli Şurası".encode())
        assert after["pressctl.toml"] == expected
        assert after["az.md"] == before["az.md"].replace("Milli Məclisi".encode(), "Milli Şurası".encode())

    def test_all_of_a_file_does_not_take_a_quotation(self, office: PressOffice) -> None:
        text = office.file("en").read_text(encoding="utf-8").replace("> Traffickers do", "> In Baku traffickers do")
        office.file("en").write_text(text, encoding="utf-8")
        with terminal(office.root, "replace", "Baku", "Bakou", "--release", "six") as screen:
            screen.answer("Change it?", "a")
            screen.wait_for("somebody's own words")
            screen.answer("Change it?", "n")
            assert screen.end() == 0
        after = office.file("en").read_text(encoding="utf-8")
        assert "join forces in Bakou" in after
        assert "> In Baku traffickers" in after

    def test_ctrl_c_keeps_what_was_confirmed_and_says_so(self, office: PressOffice) -> None:
        before = everything(office)
        with terminal(office.root, "replace", "Baku", "Bakou") as screen:
            screen.answer("1/", "y")
            screen.wait_for("2/")
            assert screen.stop() == 130
            assert "what was confirmed is written: 1 place in 1 file" in screen.text
        after = everything(office)
        assert after["pressctl.toml"] == before["pressctl.toml"].replace(b'"Baku"', b'"Bakou"', 1)
        assert after["en.md"] == before["en.md"]
