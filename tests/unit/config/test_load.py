"""`pressctl.toml`: every problem at once, with its line and the nearest known key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.mail import TransportName
from pressctl.errors import BadInput, ExitCode

GOOD = """\
[office]
name = "Example Mission"
timezone = "Asia/Baku"
languages = ["en", "az"]
email = "press@example.org"
contact = "nigar"

[organisations.iom]
name = { en = "International Organization for Migration", az = "Beynəlxalq Miqrasiya Təşkilatı" }
acronym = "IOM"
boilerplate.en = \"\"\"
About us.
[not.a.table]
\"\"\"
[[organisations.iom.focal_points]]
name = "Focal Example"
email = "focal@example.org"

[people.nigar]
name = "Nigar Example"
organisation = "iom"
phones = ["+994 12 555 01 00"]

[segments]
az-media = 'country == "AZ"'
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "pressctl.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[tuple[int | None, str | None, str, str | None]]:
    with pytest.raises(BadInput) as caught:
        load_config(write(folder, text))
    assert caught.value.exit_code is ExitCode.BAD_INPUT
    return [(problem.line, problem.where, problem.message, problem.hint) for problem in caught.value.problems]


def test_a_good_file_becomes_a_frozen_config(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD))
    assert config.organisations["iom"].name.get("az") == "Beynəlxalq Miqrasiya Təşkilatı"
    assert config.organisations["iom"].name.get("ru", "en") == "International Organization for Migration"
    assert config.people["nigar"].phones == ("+994 12 555 01 00",)
    assert (config.mail.transport, config.from_address()) == (TransportName.FOLDER, "press@example.org")


def test_a_byte_order_mark_and_crlf_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "pressctl.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(path).office.timezone == "Asia/Baku"


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    text = GOOD.replace("timezone", "timezon").replace('acronym = "IOM"', 'acronim = "IOM"')
    assert problems(tmp_path, text) == [
        (3, "office.timezon", 'unknown key "timezon"', 'did you mean "timezone"?'),
        (10, "organisations.iom.acronim", 'unknown key "acronim"', 'did you mean "acronym"?'),
    ]


def test_every_problem_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    text = (
        GOOD.replace("Asia/Baku", "Asia/Bakuu")
        .replace('"focal@example.org"', '"focal@"')
        .replace('"Nigar Example"', '"Nigar\\u202eExample"')
        .replace('"press@example.org"', "12")
    )
    found = problems(tmp_path, text)
    assert [line for line, *_ in found] == [3, 5, 17, 20]
    assert "Asia/Bakuu" in found[0][2]
    assert found[1][2] == "must be a text in quotation marks"
    assert "focal@" in found[2][2]
    assert "U+202E" in found[3][2]


def test_a_reference_to_nobody_on_file_is_an_error(tmp_path: Path) -> None:
    text = GOOD.replace('contact = "nigar"', 'contact = "nigr"').replace('organisation = "iom"', 'organisation = "xyz"')
    found = problems(tmp_path, text)
    assert found[0] == (6, "office.contact", 'no person "nigr" on file', 'did you mean "nigar"?')
    assert found[1][:3] == (21, "people.nigar.organisation", 'no organisation "xyz" on file')


def test_broken_toml_says_where(tmp_path: Path) -> None:
    ((line, where, message, _),) = problems(tmp_path, "[office]\nname = 'a'\nname = ")
    assert (line, where) == (3, "TOML")
    assert "invalid value" in message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name = '\xe9'"])
def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pressctl.toml"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="not UTF-8"):
        load_config(path)


def test_a_missing_office_is_said(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == [(None, "office", "is missing", None)]


def test_the_password_has_no_place_in_the_file(tmp_path: Path) -> None:
    text = GOOD + '\n[mail.smtp]\nhost = "relay.example.org"\npassword = "secret"\n'
    ((_, where, message, hint),) = problems(tmp_path, text)
    assert (where, message) == ("mail.smtp.password", 'unknown key "password"')
    assert "secret" not in f"{message} {hint}"


@pytest.mark.parametrize("broken", ['"""Nigar\nExample"""', '"Nigar\\r\\nBcc: x@example.org"', '"Nigar\\rExample"'])
@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('name = "Example Mission"', "name = {}", "office.name"),
        ('name = "Example Mission"', "name.az = {}\nname.en = 'Example'", "office.name"),
        ('acronym = "IOM"', "acronym = {}", "organisations.iom.acronym"),
        ('acronym = "IOM"', "about = {}", "organisations.iom.about"),
        ('name = "Nigar Example"', "name = {}", "people.nigar.name"),
        ('name = "Nigar Example"', "name = 'Nigar'\ntitle = {}", "people.nigar.title"),
        ("[segments]", "[mail]\nfrom_name = {}\n[segments]", "mail.from_name"),
    ],
)
def test_a_name_of_two_lines_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, where: str, broken: str
) -> None:
    text = GOOD.replace(old, new.format(broken), 1)
    ((line, place, message, _),) = problems(tmp_path, text)
    assert place == where
    assert line == text[: text.index(broken)].count("\n") + 1
    assert "contains a line break" in message


def test_the_language_of_a_broken_name_is_said(tmp_path: Path) -> None:
    text = GOOD.replace('name = "Nigar Example"', 'name = { en = "Nigar", az = "Ni\\ngar" }')
    ((_, _, message, _),) = problems(tmp_path, text)
    assert "(az)" in message


@pytest.mark.parametrize(
    "path",
    [
        ".", "./", "./.", "releases", "releases/six", "./Releases", "templates", ".pressctl", "..", "a/../../b",
        "/var/x",
        "C:\\\\mail", "\\\\\\\\server\\\\mail", "a\\\\..\\\\..", "contacts.csv", "~/mail",
    ],
)  # fmt: skip
def test_mail_goes_into_no_folder_that_is_somebody_elses(tmp_path: Path, path: str) -> None:
    text = GOOD + f'\n[mail.folder]\npath = "{path}"\n'
    ((line, where, message, _),) = problems(tmp_path, text)
    assert (line, where) == (text[: text.index("path =")].count("\n") + 1, "mail.folder.path")
    assert "such as outbox" in message


@pytest.mark.parametrize("path", ["outbox", "mail/out", "./outbox"])
def test_mail_goes_into_a_folder_of_its_own(tmp_path: Path, path: str) -> None:
    assert load_config(write(tmp_path, GOOD + f'\n[mail.folder]\npath = "{path}"\n')).mail.folder.path == path


@pytest.mark.parametrize(
    ("called", "english", "russian"),
    [
        ('{ ru = "Миссия", en = "Mission" }', "Mission", "Миссия"),
        ('{ ru = "Министерство", en = "Ministry" }', "Миссия", "Миссия"),
        ('"Миссия"', "Миссия", "Миссия"),
    ],
)
def test_an_office_has_the_names_of_the_organisation_that_it_is_called_after(
    tmp_path: Path, called: str, english: str, russian: str
) -> None:
    file = tmp_path / "pressctl.toml"
    office = '[office]\nname = { ru = "Миссия" }\norganisation = "own"\nlanguages = ["ru", "en"]\n'
    file.write_text(f"{office}\n[organisations.own]\nname = {called}\n", encoding="utf-8")
    name = load_config(file).office.name
    assert (name.get("en", "ru"), name.get("ru")) == (english, russian)
