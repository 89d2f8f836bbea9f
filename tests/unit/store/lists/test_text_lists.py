"""CSV as other programs write it: encodings, delimiters, titles, headers in two rows, stray quotation marks."""

from __future__ import annotations

import pytest

from pressctl.errors import BadInput
from pressctl.store.lists.base import ForeignTable, LossKind, Reading
from pressctl.store.lists.reading import read_list

NAMES = {
    "cp1251": "имя;почта\nАнна Петрова;b@x.example\n",
    "cp1252": "name;email\nRené Müller;a@x.example\n",
    "cp1254": "ad;eposta\nGülşen Yıldız;a@x.example\nÇağrı;b@x.example\n",
    "cp1256": "name;email\nليلى أحمد;b@x.example\n",
    "cp1250": "name;email\nDvořák Novotný;a@x.example\nRůžička;b@x.example\n",
    "mac_roman": "name;email\nJosé Núñez;a@x.example\n",
    "mac_cyrillic": "name;email\nСергей Примеров;a@x.example\n",
    "koi8_r": "name;email\nСергей Примеров;a@x.example\n",
    "cp866": "Имя;Почта\nПетров Иван;a@x.example\n",
    "utf-8": "ad;eposta\nLeyla Məmmədova;a@x.example\n",
    "utf-8-sig": "ad;eposta\nLeyla Məmmədova;a@x.example\n",
    "utf-16": "ad;eposta\nLeyla Məmmədova;a@x.example\n",
    "utf-16-le": "ad;eposta\nLeyla Məmmədova;a@x.example\n",
    "utf-16-be": "ad;eposta\nLeyla Məmmədova;a@x.example\n",
}


def read(text: str | bytes, encoding: str | None = None) -> ForeignTable:
    data = text.encode() if isinstance(text, str) else text
    return read_list(data, "list.csv", Reading(encoding=encoding))


@pytest.mark.parametrize("encoding", NAMES)
def test_a_list_of_one_or_two_names_is_read_in_its_encoding(encoding: str) -> None:
    text = NAMES[encoding]
    table = read(text.encode(encoding))
    assert table.rows[0].cells[0] == text.splitlines()[1].split(";")[0]
    assert ("guessed" in table.read_as[0]) is not encoding.startswith("utf")


def test_the_encoding_that_is_named_is_used_and_said() -> None:
    table = read("name,email\nАнна,a@x.example\n".encode("cp1251"), "Windows-1251")
    assert table.rows[0].cells[0] == "Анна"
    assert table.read_as[0] == "Windows-1251, as asked"
    for strange in ("klingon", "base64", "rot13"):
        with pytest.raises(BadInput, match="encoding"):
            read("name,email\n", strange)


def test_one_damaged_letter_does_not_make_utf_8_something_else() -> None:
    text = "name,email\n" + "".join(f"Məmmədov {number},p{number}@x.example\n" for number in range(40))
    table = read(text.encode().replace("ə 3".encode()[:0] + "Məmmədov 7,".encode(), b"M\xc9mm\xc9dov 7,"))
    assert table.read_as[0] == "UTF-8"
    assert "\ufffd" in table.rows[7].cells[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("declared", [False, True])
def test_any_delimiter_is_found(delimiter: str, declared: bool) -> None:
    first = f"sep={delimiter}\r\n" if declared else ""
    rows = [
        ["Name", "E-mail", "Notes"],
        ["Anna", "a@x.example", '"one, two; three | four"'],
        ["Bela", "b@x.example", ""],
    ]
    table = read(first + "\r\n".join(delimiter.join(row) for row in rows))
    assert table.header == ("Name", "E-mail", "Notes")
    assert table.rows[0].cells == ("Anna", "a@x.example", "one, two; three | four")
    assert [row.number for row in table.rows] == [2, 3]


def test_what_stands_above_the_header_is_said() -> None:
    table = read("Press list 2026;;;\n;;;\nName;E-mail;;\n;;;\nAnna;a@x.example;;\n")
    assert table.header == ("Name", "E-mail")
    assert [row.number for row in table.rows] == [5]
    assert table.read_as[-1] == "header in row 3"
    assert [(loss.kind, loss.row) for loss in table.losses] == [(LossKind.ABOVE_HEADER, 1)]


def test_a_header_in_two_rows_is_one() -> None:
    table = read("Person;;Media;\nFirst name;Last name;Outlet;E-mail\nAnna;Example;TV;a@x.example\n")
    assert table.header == ("First name", "Last name", "Outlet", "E-mail")
    table = read("Name;Contact;;Outlet\n;E-mail;Phone;\nAnna;a@x.example;012;TV\n")
    assert table.header == ("Name", "E-mail", "Phone", "Outlet")
    assert table.read_as[-1] == "header in rows 1 and 2"


def test_a_list_without_a_header_loses_nobody() -> None:
    table = read("Anna;a@x.example\nBela;b@x.example\n")
    assert table.header == ("column A", "column B")
    assert len(table.rows) == 2
    assert "no header" in table.read_as


def test_a_first_person_without_an_address_is_not_taken_for_the_header() -> None:
    table = read("Name;E-mail;Outlet\nAnna;;TV\nBela;b@x.example;TV\n")
    assert table.header == ("Name", "E-mail", "Outlet")
    assert len(table.rows) == 2


def test_a_heading_that_stands_twice_gets_a_number() -> None:
    assert read("Name;Phone;Phone;E-mail\nA;1;2;a@x.example\n").header == ("Name", "Phone", "Phone (2)", "E-mail")


def test_a_line_break_in_a_cell_is_one_row() -> None:
    table = read('name,email,notes\n"Anna","a@x.example","first\nsecond"\nBela,b@x.example,\n')
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[0].cells[2] == "first\nsecond"


def test_a_row_with_more_cells_than_headings_is_named_and_a_column_without_one_is_none() -> None:
    moved = read("email,name,role\na@x.example,Ana Lind,editor\nb@x.example,Berg, Bo,editor\nc@x.example,,,\n")
    assert [(loss.kind, loss.row) for loss in moved.losses] == [(LossKind.SURPLUS, 3)]
    assert moved.losses[0].message.startswith("4 cells under 3 headings")
    assert read("email,name\na@x.example,Ana,1\nb@x.example,Bo,2\nc@x.example,Cem\n").losses == ()


def test_an_unclosed_quotation_mark_costs_its_row_alone() -> None:
    people = "".join(f'Person {number},p{number}@x.example,"TV"\n' for number in range(50))
    table = read("name,email,outlet\n" + 'Anna,a@x.example,"TV\n' + people)
    faults = [row for row in table.rows if row.fault]
    assert [row.number for row in faults] == [2]
    assert len(table.rows) == 51


def test_a_byte_order_mark_between_two_lists_in_one_file_costs_nobody() -> None:
    table = read("name,email\nAnna,a@x.example\n\ufeffBela,b@x.example\n")
    assert [row.cells for row in table.rows] == [("Anna", "a@x.example"), ("Bela", "b@x.example")]


def test_the_mark_against_formulas_is_undone() -> None:
    table = read('name,email,phone,notes\n\'=Anna,a@x.example,\'+1 (2),"=""0501"""\n')
    assert table.rows[0].cells == ("=Anna", "a@x.example", "+1 (2)", "0501")
