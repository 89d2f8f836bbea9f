"""Reading `contacts.csv` as spreadsheet programs write it, and every problem of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pressctl.errors import BadInput
from pressctl.store.press_list.reading import ContactFile, doubtful_columns, parse_contacts, read_contacts
from tests.growth import grows_as_its_size


def parse(text: str, encoding: str = "utf-8") -> ContactFile:
    return parse_contacts(text.encode(encoding), "contacts.csv")


def faults(text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(BadInput) as caught:
        parse(text)
    return [(problem.where, problem.message) for problem in caught.value.problems]


def test_a_full_row_becomes_a_contact() -> None:
    file = parse(
        "email,name,language,country,timezone,beats,tags,embargo_trusted,Work phone\n"
        "leyla@desk.example,Leyla Məmmədova,az; EN,az,Asia/Baku,law;health,tv; baku,bəli,+994 12\n"
    )
    (contact,) = file.contacts
    assert contact.email == "leyla@desk.example"
    assert contact.languages == ("az", "en")
    assert contact.country == "AZ"
    assert contact.beats == {"law", "health"}
    assert contact.tags == {"tv", "baku"}
    assert contact.embargo_trusted
    assert contact.extra == {"Work phone": "+994 12"}
    assert contact.row == 2
    assert file.foreign == ("Work phone",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_dialect_of_a_spreadsheet_is_read(encoding: str, delimiter: str, newline: str) -> None:
    rows = (("email", "name", "tags"), ("a@desk.example", '"Əli,; Aygün"', '"tv;radio"'), ("", "", ""))
    file = parse(newline.join(delimiter.join(row) for row in rows), encoding)
    assert (file.dialect.delimiter, file.dialect.newline) == (delimiter, newline)
    assert [(contact.name, contact.tags) for contact in file.contacts] == [("Əli,; Aygün", frozenset({"tv", "radio"}))]


def test_a_tab_inside_a_cell_is_a_control_character() -> None:
    assert faults('email\tname\na@desk.example\t"Əli\tAygün"\n') == [
        ("row 2, name", "contains an invisible control character, U+0009")
    ]


def test_the_sep_line_of_excel_settles_the_delimiter_and_counts_no_row() -> None:
    file = parse("sep=;\r\nemail;name\r\na@desk.example;A, B, C\r\n")
    assert file.dialect.delimiter == ";"
    assert (file.contacts[0].name, file.contacts[0].row) == ("A, B, C", 2)


def test_commas_in_a_quoted_heading_do_not_hide_the_semicolon() -> None:
    file = parse('email;"Remarks, all, of, them";name\na@desk.example;x;A\n')
    assert file.header == ("email", "Remarks, all, of, them", "name")


def test_notes_may_have_line_breaks_and_rows_are_counted_as_a_spreadsheet_does() -> None:
    file = parse('email,notes\na@desk.example,"first\nsecond"\n\nb@desk.example,\n')
    assert [(contact.row, contact.notes) for contact in file.contacts] == [(2, "first\nsecond"), (4, "")]


def test_a_mac_or_old_windows_file_is_named_and_not_guessed_at() -> None:
    with pytest.raises(BadInput, match=r"not UTF-8 text \(line 2 is the first.*Windows-1252") as western:
        parse("email,name\na@desk.example,José\n", "cp1252")
    assert "CSV UTF-8" in (western.value.hint or "")
    with pytest.raises(BadInput, match="Windows-1251"):
        parse("email,name\na@desk.example,Иван Петров\n", "cp1251")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\xe9", "Excel workbook"),
        ("email\tname\r\na@desk.example\tA\r\n".encode("utf-16-le"), "UTF-16 text without the mark"),
        (b"\xff\xfee", "damaged"),
    ],
)
def test_what_only_has_the_name_of_a_list_is_named(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        parse_contacts(data, "contacts.csv")
    assert "CSV UTF-8" in (caught.value.hint or "")


def test_every_problem_is_told_at_once_by_row_and_column() -> None:
    assert faults(
        "email,name,language,country,timezone,embargo_trusted\n"
        "a@desk.example,A,az,AZ,,\n"
        "leyla@,B,,,,\n"
        "A@DESK.example,C,,,,\n"
        ",D,,,,\n"
        'b@desk.example,"E\nF",,,,\n'
        "c@desk.example,G,azeri,Azerbaijan,Baku,perhaps\n"
        "d@desk.example,H,,,,,,surplus\n"
    ) == [
        ("row 3, email", '"leyla@": there is no domain after the @'),
        ("row 4, email", "same address as row 2 (a@desk.example)"),
        ("row 5, email", "is empty"),
        ("row 6, name", "contains a line break"),
        ("row 7, language", '"azeri" is not a language code'),
        ("row 7, country", '"Azerbaijan" is not a country code'),
        ("row 7, timezone", '"Baku" is not a time zone'),
        ("row 7, embargo_trusted", '"perhaps" is neither yes nor no'),
        ("row 8", "has 8 cells, the header has 6"),
    ]


def test_doubles_are_found_even_where_the_first_has_another_fault() -> None:
    assert faults('email,name\na@desk.example,"A\nB"\na@desk.example,A\na@desk.example,B,C\n') == [
        ("row 2, name", "contains a line break"),
        ("row 3, email", "same address as row 2 (a@desk.example)"),
        ("row 4", "has 3 cells, the header has 2"),
        ("row 4, email", "same address as row 2 (a@desk.example)"),
    ]


def test_hints_say_what_to_write_instead() -> None:
    with pytest.raises(BadInput) as caught:
        parse("email,language,country,timezone\na@desk.example,azeri,UK,Baku\n")
    assert [problem.hint for problem in caught.value.problems] == ["write az", "write GB", "write Asia/Baku"]


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\ue000", "\ue001"]
)
@pytest.mark.parametrize("column", ["name", "Desk"])
def test_a_character_that_could_deceive_is_refused_in_every_column(character: str, column: str) -> None:
    assert faults(f"email,{column}\na@desk.example,A{character}B\n") == [
        (f"row 2, {column}", f"contains an invisible control character, U+{ord(character):04X}")
    ]


def test_a_cell_of_a_thousand_characters_is_taken_and_one_more_is_not() -> None:
    assert parse(f"email,notes\na@desk.example,{'x' * 1000}\n").contacts
    assert faults(f"email,notes\na@desk.example,{'x' * 1001}\n") == [
        ("row 2, notes", "is 1,001 characters long; more than 1,000 are not taken")
    ]


def test_a_heading_may_hold_no_control_character_either() -> None:
    assert faults("email,De\x1b[2Jsk,A\u202eB\na@desk.example,,\n") == [
        ("row 1", "the name of column 2 contains an invisible control character, U+001B"),
        ("row 1", "the name of column 3 contains an invisible control character, U+202E"),
    ]


def test_a_heading_that_was_meant_for_the_address_is_guessed_and_not_taken() -> None:
    with pytest.raises(BadInput) as caught:
        parse("E-mail;Name\na@desk.example;A\n")
    assert [(p.message, p.hint) for p in caught.value.problems] == [
        ('there is no column "email"', 'rename "E-mail" to email')
    ]


def test_a_file_that_begins_with_an_address_has_no_header() -> None:
    assert faults("a@desk.example,A\nb@desk.example,B\n") == [("row 1", "the file has no header")]


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n"])
def test_an_empty_file_says_what_belongs_in_it(text: str) -> None:
    with pytest.raises(BadInput, match=r"contacts\.csv is empty"):
        parse(text)


def test_a_column_that_stands_twice_is_a_problem() -> None:
    assert faults("email,name,Name\n") == [("row 1, name", "stands 2 times in the header")]


def test_case_and_space_of_a_heading_do_not_matter() -> None:
    assert parse(" Email , NAME\na@desk.example,A\n").contacts[0].name == "A"


def test_a_quotation_mark_that_is_never_closed_is_named_where_it_opens() -> None:
    assert faults('email,name\na@desk.example,"A\nb@desk.example,B\n') == [
        ("row 2", "opens a quotation mark that is never closed")
    ]


def test_a_stray_quotation_mark_does_not_hide_the_next_problem() -> None:
    assert faults('email,name\na@desk.example,"A"x\nleyla@,B\n') == [
        ("row 2", 'has text after a closing quotation mark; a " inside a cell is written ""'),
        ("row 3, email", '"leyla@": there is no domain after the @'),
    ]


def test_slips_in_headings_are_doubtful_and_other_columns_are_not() -> None:
    assert list(doubtful_columns(("email", "Langauge", "tag", "Circulation", "role2"))) == [
        ("Langauge", "language"),
        ("tag", "tags"),
        ("role2", "role"),
    ]


def test_a_missing_file_says_how_to_begin_one(tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest's Path
    with pytest.raises(BadInput) as caught:
        read_contacts(tmp_path / "contacts.csv")
    assert caught.value.hint == "pressctl contacts add begins one"


def test_each_of_thousands_of_rows_takes_as_long_as_one_of_a_few() -> None:
    def reading(number: int) -> Callable[[], object]:
        rows = "".join(f"reporter{n}@desk{n % 97}.example,Aygün {n},az;en,AZ,tv;baku\n" for n in range(number))
        return lambda: parse("email,name,language,country,tags\n" + rows)

    assert grows_as_its_size(reading, 20_000)
