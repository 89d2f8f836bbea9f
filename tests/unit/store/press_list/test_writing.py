"""Adding to `contacts.csv`: only the end of the file changes, and no row is lost."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pressctl.errors import BadInput
from pressctl.store.press_list.reading import add_contact, parse_contacts, read_contacts

EXCEL = '\ufeffemail;Name;Redaksiya;tags;Dövriyyə\r\nleyla@desk.example;Leyla Məmmədova;"Xəbər; axşam";;5 000\r\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_bytes(text.encode())
    return path


def test_adding_keeps_excels_dialect_and_the_offices_own_columns(tmp_path: Path) -> None:
    path = write(tmp_path, EXCEL)
    added = add_contact(path, {"email": "elcin@desk.example", "name": "Elçin", "tags": "tv;radio", "Dövriyyə": "100"})
    assert path.read_bytes().decode() == EXCEL + 'elcin@desk.example;Elçin;;"tv;radio";100\r\n'
    assert added.row == 3


def test_a_file_without_a_last_line_end_gets_one_first(tmp_path: Path) -> None:
    path = write(tmp_path, "email,name\na@desk.example,A")
    add_contact(path, {"email": "b@desk.example"})
    assert path.read_bytes() == b"email,name\na@desk.example,A\nb@desk.example,\n"


def test_a_file_that_quotes_everything_goes_on_doing_so(tmp_path: Path) -> None:
    path = write(tmp_path, '"email","name"\n"a@desk.example","A"\n')
    add_contact(path, {"email": "b@desk.example", "name": "B"})
    assert path.read_bytes().endswith(b'\n"b@desk.example","B"\n')


def test_utf_16_stays_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    before = "email\tname\r\na@desk.example\tA\r\n".encode("utf-16")
    path.write_bytes(before)
    add_contact(path, {"email": "b@desk.example", "name": "Əli"})
    assert path.read_bytes().startswith(before)
    assert read_contacts(path).contacts[1].name == "Əli"


def test_a_formula_is_written_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, "email,phone\n")
    add_contact(path, {"email": "a@desk.example", "phone": "+994120000000"})
    assert path.read_bytes() == b"email,phone\na@desk.example,+994120000000\n"


def test_a_list_is_begun_where_there_is_none_and_excel_will_know_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    add_contact(path, {"email": "əli@bakı.az"})
    assert path.read_bytes().startswith("\ufeffemail,name,given_name".encode())
    assert [contact.email for contact in read_contacts(path).contacts] == ["əli@bakı.az"]


def test_an_address_that_is_on_the_list_is_refused_with_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, EXCEL)
    with pytest.raises(BadInput, match=r"on the list already: row 2 \(Leyla Məmmədova\)"):
        add_contact(path, {"email": "LEYLA@DESK.EXAMPLE"})
    assert path.read_bytes().decode() == EXCEL


def test_wrong_answers_and_unknown_columns_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, EXCEL)
    with pytest.raises(BadInput) as caught:
        add_contact(path, {"email": "b@", "name": "A\nB", "langauge": "az", "country": "AZ"})
    assert [problem.where for problem in caught.value.problems] == ["langauge", "country", "Name".lower(), "email"]
    assert path.read_bytes().decode() == EXCEL


def test_an_empty_address_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        add_contact(write(tmp_path, EXCEL), {"email": "  "})
    assert [problem.message for problem in caught.value.problems] == ["is empty"]


def test_a_list_with_problems_is_not_added_to(tmp_path: Path) -> None:
    path = write(tmp_path, "email\nleyla@\n")
    with pytest.raises(BadInput, match="has a problem"):
        add_contact(path, {"email": "b@desk.example"})
    assert path.read_bytes() == b"email\nleyla@\n"


def test_many_terminals_at_once_lose_no_row(tmp_path: Path) -> None:
    path = write(tmp_path, "email,name\n")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add_contact(path, {"email": f"r{n}@desk.example"}), range(24)))
    assert {contact.email for contact in read_contacts(path).contacts} == {f"r{n}@desk.example" for n in range(24)}


def test_blank_rows_at_the_end_stay_and_rows_are_still_counted_right(tmp_path: Path) -> None:
    path = write(tmp_path, "email;name\r\na@desk.example;A\r\n;\r\n\r\n")
    assert add_contact(path, {"email": "b@desk.example"}).row == 5
    assert parse_contacts(path.read_bytes(), "contacts.csv").contacts[1].row == 5


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n"])
def test_an_empty_file_is_begun_like_a_missing_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    assert add_contact(path, {"email": "a@desk.example"}).row == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_list_that_is_shared_by_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "list.csv").write_text("email\n", encoding="utf-8")
    path = tmp_path / "contacts.csv"
    path.symlink_to(tmp_path / "shared" / "list.csv")
    add_contact(path, {"email": "a@desk.example"})
    assert path.is_symlink()
    assert (tmp_path / "shared" / "list.csv").read_text(encoding="utf-8") == "email\na@desk.example\n"


def test_a_new_list_is_for_the_office_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    add_contact(path, {"email": "a@desk.example"})
    assert sys.platform == "win32" or path.stat().st_mode & 0o077 == 0
