"""`pressctl.toml`: every problem at once, with its line and the nearest known key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.schema import TransportName
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
