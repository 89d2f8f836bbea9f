"""`pressctl contacts` as a press officer and a script run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pressctl.__main__ import main

OFFICE = """\
[office]
name = "Example Mission"
timezone = "Asia/Baku"
languages = ["en", "az"]

[segments]
az-media = '"az" in language and country == "AZ"'
"""

# As Excel in an Azerbaijani locale saves "CSV UTF-8": semicolons, byte order mark, CRLF.
LIST = (
    "\ufeffemail;name;outlet;language;country;tags;basis\r\n"
    'leyla@desk.example;Leyla Məmmədova;Example TV;az en;AZ;"tv;baku";consent, 2018-05-02, by e-mail\r\n'
    "ivan@desk.example;Иван Петров;Пример ФМ;az;GE;radio;consent, 2018-05-02, by e-mail\r\n"
    "sara@desk.example;سارة الخطيب;صحيفة المثال;en;JO;print;consent, 2018-05-02, by e-mail\r\n"
)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Command = Callable[..., Ran]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "pressctl.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "contacts.csv").write_bytes(LIST.encode())
    return tmp_path


@pytest.fixture
def contacts(office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["pressctl", "--workspace", str(office), "contacts", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return command


def test_a_piped_list_is_a_line_per_contact_with_tabs(contacts: Command) -> None:
    ran = contacts("list")
    assert ran.code == 0
    assert [line.split("\t")[1] for line in ran.out.splitlines()] == ["Leyla Məmmədova", "Иван Петров", "سارة الخطيب"]


def test_segments_choose_and_are_counted(contacts: Command) -> None:
    ran = contacts("list", "--segment", "az-media", "-s", 'country == "GE"', "--json")
    assert [contact["email"] for contact in ran.json["contacts"]] == ["leyla@desk.example", "ivan@desk.example"]  # type: ignore[attr-defined]  # JSON
    assert ran.json["segments"] == [{"segment": "az-media", "count": 1}, {"segment": 'country == "GE"', "count": 1}]


def test_a_faulty_expression_is_shown_with_a_caret_under_the_fault(contacts: Command) -> None:
    ran = contacts("list", "-s", 'countr == "GE"')
    assert ran.code == 3
    assert "did you mean country?" in ran.err
    lines = ran.err.splitlines()
    shown = next(number for number, line in enumerate(lines) if 'countr == "GE"' in line)
    assert lines[shown + 1].index("^") == lines[shown].index("countr")


def test_nobody_in_a_segment_ends_with_a_finding(contacts: Command) -> None:
    ran = contacts("list", "-s", 'country == "FR"')
    assert ran.code == 1
    assert "nobody is in" in ran.err


def test_adding_validates_refuses_duplicates_and_tells_what_to_run_next(contacts: Command, office: Path) -> None:
    ran = contacts("add", "--email", "nino@desk.example", "--name", "Nino", "--set", "tags=tv;radio")
    assert (ran.code, "Next: pressctl contacts check" in ran.out) == (0, True)
    assert (office / "contacts.csv").read_bytes().decode() == LIST + 'nino@desk.example;Nino;;;;"tv;radio";\r\n'
    assert contacts("add", "--email", "NINO@desk.example").code == 3
    bad = contacts("add", "--email", "nino@", "--language", "azry", "--set", "phone=tomorrow")
    assert bad.code == 3
    assert "there is no domain after the @" in bad.err
    assert '"azry" is not a language' in bad.err
    assert '"tomorrow" is not a phone number' in bad.err


def test_what_people_type_becomes_what_the_list_keeps(contacts: Command, office: Path) -> None:
    ran = contacts(
        "add", "--email", "nino@desk.example", "--language", "English, azeri", "--basis",
        "consent, on 3 November 2025, press breakfast", "--country", "Georgia",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    shown = contacts("list", "--json", "--columns", "email")
    (added,) = [each for each in json.loads(shown.out)["contacts"] if each["email"] == "nino@desk.example"]
    kept = {"language": ["en", "az"], "country": "GE"}
    assert {column: added[column] for column in kept} == kept
    assert added["basis"] == "consent, 2025-11-03, press breakfast"


def test_an_address_without_its_option_is_answered_with_the_option(contacts: Command) -> None:
    ran = contacts("add", "nino@desk.example")
    assert ran.code == 2
    assert "Next: pressctl contacts add --email nino@desk.example" in ran.err
    assert 'add --name "Nino Example"' in contacts("add", "Nino Example").err


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        (("Ada", "Quill"), '--name "Ada Quill"'),
        (("Ada Quill", "ada@news.example"), '--email ada@news.example --name "Ada Quill"'),
        (("Ada",), "--name Ada"),
    ],
)
def test_what_was_typed_without_options_is_proposed_with_them_whole(
    contacts: Command, typed: tuple[str, ...], proposed: str
) -> None:
    ended = contacts("add", *typed)
    assert ended.code == 2
    assert ended.err.rstrip().endswith(f"pressctl contacts add {proposed}")


def test_without_a_terminal_the_missing_address_is_a_usage_error(contacts: Command) -> None:
    assert contacts("add").code == 2
    assert contacts("add", "--set", "email").code == 2


def test_a_good_list_is_fine_and_an_unreadable_one_is_bad_input(contacts: Command, office: Path) -> None:
    assert contacts("check").code == 0
    (office / "contacts.csv").write_text("email,name\nleyla@,\na@desk.example,\nA@desk.example,\n", encoding="utf-8")
    ran = contacts("check")
    assert ran.code == 3
    assert "row 2  email" in ran.err
    assert "same address as row 3" in ran.err
    ran = contacts("check", "--json")
    assert ran.code == 3
    assert [(problem["row"], problem["cell"]) for problem in ran.json["problems"]] == [(2, "email"), (4, "email")]  # type: ignore[attr-defined]  # JSON


def test_check_finds_what_deserves_a_look(contacts: Command, office: Path) -> None:
    rows = "ka@desk.example;;;ka;;;yes\r\nnews@аpple.com;;;en;;;\r\n"
    (office / "contacts.csv").write_bytes((LIST + rows).encode())
    contacts("suppress", "leyla@desk.example", "--why", "asked on the phone")
    ran = contacts("check", "--json")
    assert ran.code == 1
    assert [(finding["kind"], finding["row"]) for finding in ran.json["findings"]] == [  # type: ignore[attr-defined]  # JSON
        ("do-not-mail", 2),
        ("no-common-language", 5),
        ("lookalike-domain", 6),
        ("no-basis", 6),
    ]


def test_check_looks_at_the_segments_of_the_office(contacts: Command, office: Path) -> None:
    segments = """\
radio = 'country == "AZ"'
all = 'country == "AZ"'
tv = '"tv" in tags'
nobody = 'country == "FR"'
slip = 'contry == 1'
"""
    (office / "pressctl.toml").write_text(OFFICE + segments, encoding="utf-8")
    said = [finding["message"] for finding in contacts("check", "--json").json["findings"]]  # type: ignore[attr-defined]  # JSON
    assert said == [
        'segment "radio" and the tag "radio" name different people: --to radio means the segment',
        'segment "all" is never used: all is everyone',
        'segment "nobody" names nobody',
        'segment "slip": no column "contry"',
    ]


def test_a_wish_not_to_be_mailed_is_recorded_without_naming_anybody(contacts: Command, office: Path) -> None:
    assert contacts("suppress", "Stranger@Else.example", "--why", "wrote to us, 2 May").code == 0
    assert contacts("suppress", "stranger@else.example", "--why", "again").code == 1
    assert b"stranger@else" not in (office / "pressctl.db").read_bytes().lower()
    assert contacts("suppress", "stranger@else.example", "--lift", "--why", "wrote again").code == 2
    assert contacts("suppress", "stranger@else.example", "--lift", "--yes", "--why", "wrote again").code == 0
    assert contacts("suppress", "stranger@else.example", "--lift", "--yes", "--why", "wrote again").code == 1


def test_who_asked_not_to_be_mailed_may_be_listed_and_is_said_to_get_nothing(contacts: Command) -> None:
    contacts("suppress", "nino@desk.example", "--why", "wrote to us, 2 May")
    ran = contacts("add", "--email", "Nino@desk.example")
    assert ran.code == 0
    assert "marked do not mail" in ran.out
    assert "marked do not mail" not in contacts("add", "--email", "other@desk.example").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("stranger@else.example",), 2),
        (("stranger@", "--why", "asked"), 3),
        (("stranger@else.example", "--why", "stranger@else.example asked"), 3),
        (("stranger@else.example", "--why", "two\nlines"), 3),
        (("stranger@else.example", "--why", " "), 3),
    ],
)
def test_a_wish_needs_an_address_and_a_reason_that_names_nobody(
    contacts: Command, office: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert contacts("suppress", *arguments).code == code
    assert not (office / "pressctl.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_a_terminal_is_asked_one_question_at_a_time_with_a_second_chance(office: Path) -> None:
    answers = "leyla@\nleyla@desk.example\nnino@desk.example\nNino\n\nazry\nAzerbaijani\n\n?\ntv\n"
    answers += "consent\nconsent, 2018-03-12, fair\n"
    controller, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pressctl", "--workspace", str(office), "contacts", "add"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as process:
        os.write(controller, answers.encode())
        assert process.wait(timeout=120) == 0
        os.close(terminal)
        said = os.read(controller, 65536).decode()
    os.close(controller)
    assert "there is no domain after the @" in said
    assert "leyla@desk.example is on the list already: row 2" in said
    assert '"azry" is not a language' in said
    assert "tv;baku" in said
    assert "names no date" in said
    assert (
        office / "contacts.csv"
    ).read_bytes().decode() == LIST + "nino@desk.example;Nino;;az;;tv;consent, 2018-03-12, fair\r\n"


def test_a_reason_with_a_name_on_file_leaves_no_trace(contacts: Command, office: Path) -> None:
    contacts("add", "--email", "nino@desk.example", "--name", "Nino Exampleva")
    ran = contacts("suppress", "other@desk.example", "--why", "as nino EXAMPLEVA asked")
    assert ran.code == 3
    assert "name of somebody" in ran.err
    assert not (office / "pressctl.db").exists()
    (office / "contacts.csv").write_bytes(b"\xff broken")
    assert contacts("suppress", "nino@desk.example", "--why", "asked on the phone").code == 0
    assert (office / "pressctl.db").exists()


def test_who_is_never_to_be_mailed_may_be_named_by_a_part_of_the_name(contacts: Command) -> None:
    contacts("add", "--email", "claire@desk.example", "--name", "Claire Example")
    ran = contacts("suppress", "claire", "--why", "asked on the phone")
    assert ran.code == 0
    assert "claire@desk.example is marked do not mail" in ran.out
