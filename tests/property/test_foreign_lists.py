"""What leaves for another program comes back the same, and nothing that leaves is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.store.lists.base import Reading
from pressctl.store.lists.candidates import candidates
from pressctl.store.lists.escaping import escaped, unescaped
from pressctl.store.lists.mapping import Sureness, propose
from pressctl.store.lists.reading import ListFormat, read_list
from pressctl.store.lists.writing import WRITERS, Manner
from pressctl.store.press_list.cells import COLUMNS
from tests.examples import examples

letters = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"), exclude_characters="\ufffd")
formulas = st.sampled_from(
    ["=1+1", "+cmd", "-2", "@SUM(A1)", ' =HYPERLINK("x")', "'=x", '="0123"', "''-a", "＝1", "'", "+994 12"]
)
lines = (st.text(letters, max_size=30) | formulas | st.builds(str.__add__, formulas, st.text(letters, max_size=8))).map(
    lambda text: text.strip()
)
notes = st.lists(lines, max_size=3).map(lambda parts: "\n".join(parts).strip())
parts = st.text(letters, max_size=8).map(lambda text: text.replace(";", "").strip()).filter(bool)
several = st.lists(parts, max_size=3, unique=True).map(lambda found: ";".join(sorted(found)))
OWN = ("Work phone", "Qəzet; №")

people = st.fixed_dictionaries(
    {
        "name": lines, "given_name": lines, "family_name": lines, "salutation": lines, "outlet": lines, "role": lines,
        "language": st.sampled_from(["", "az", "az;en", "zh-Hant", "ru;ar;fr"]),
        "country": st.sampled_from(["", "AZ", "TR", "QA", "CI"]),
        "timezone": st.sampled_from(["", "Asia/Baku", "Europe/Paris"]), "beats": several, "tags": several,
        "phone": lines | st.sampled_from(["+994125550121", "+994 12 555 01 21", "012 555-01-21"]),
        "embargo_trusted": st.sampled_from(["", "yes"]), "basis": lines, "notes": notes, **dict.fromkeys(OWN, lines),
    }
)  # fmt: skip
FORMATS = [
    pytest.param(ListFormat.CSV, Manner(), id="csv"),
    pytest.param(ListFormat.CSV, Manner(excel=True), id="csv-excel"),
    pytest.param(ListFormat.XLSX, Manner(), id="xlsx"),
    pytest.param(ListFormat.VCARD, Manner(), id="vcard-4"),
    pytest.param(ListFormat.VCARD, Manner(vcard="3.0"), id="vcard-3"),
]


def exported(rows: list[dict[str, str]], format_: ListFormat, manner: Manner) -> bytes:
    columns = (*COLUMNS, *OWN)
    writer = next(each for each in WRITERS if each.format is format_)
    return writer.write(columns, [[row.get(column, "") for column in columns] for row in rows], manner)


@pytest.mark.parametrize(("format_", "manner"), FORMATS)
@given(found=st.lists(people, min_size=1, max_size=4))
@examples(25)
def test_what_is_exported_is_imported_the_same(
    format_: ListFormat, manner: Manner, found: list[dict[str, str]]
) -> None:
    rows = [{"email": f"r{number}@desk.example", **row} for number, row in enumerate(found)]
    table = read_list(exported(rows, format_, manner), f"list.{format_.value}", Reading())
    mapping = propose(table, OWN)
    assert not [column for column in mapping.columns if column.sure is Sureness.UNKNOWN and column.filled]
    taken, not_taken = candidates(table, mapping)
    assert not not_taken
    assert [dict(each.cells) for each in taken] == [filled(row) for row in rows]


def filled(row: Mapping[str, str]) -> dict[str, str]:
    return {column: text for column, text in row.items() if text}


@given(st.lists(st.lists(lines | notes, min_size=3, max_size=3), max_size=4))
def test_no_cell_of_an_exported_csv_begins_as_a_formula_does(rows: list[list[str]]) -> None:
    writer = next(each for each in WRITERS if each.format is ListFormat.CSV)
    text = writer.write(("email", "name", "notes"), rows, Manner()).decode()
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert (
                cell.lstrip()[:1] not in {*"=+-@\t\r", "＝", ""} or not cell or re.fullmatch(r"\+[1-9](?: ?\d)+", cell)
            )


@given(st.text(max_size=12) | formulas)
def test_the_mark_against_formulas_is_taken_away_again(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@examples(150)
def test_no_file_breaks_a_reader(data: bytes) -> None:
    for beginning in (b"", b"BEGIN:VCARD\r\n", b"PK\x03\x04", b"name;email\n", b"\xff\xfe"):
        try:
            table = read_list(beginning + data, "list", Reading())
        except BadInput:
            continue
        taken, not_taken = candidates(table, propose(table))
        assert len(taken) + len(not_taken) == len(table.rows)


@given(st.integers(min_value=0), st.integers(0, 255))
@examples(80)
def test_no_damaged_byte_of_a_workbook_breaks_its_reader(place: int, octet: int) -> None:
    data = bytearray(exported([{"email": "a@desk.example", "name": "Anna"}], ListFormat.XLSX, Manner()))
    data[place % len(data)] = octet
    with suppress(BadInput):
        read_list(bytes(data), "list.xlsx", Reading())
