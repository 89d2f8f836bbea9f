"""Many changes of contacts.csv at once: what nobody changes stays byte for byte, in whatever dialect."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput, Refused
from pressctl.store.press_list.changes import ListChanges, with_changes, write_changes
from pressctl.store.press_list.csv_dialect import Dialect, encode, render
from pressctl.store.press_list.reading import parse_contacts, present_or_new

cells = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=12).map(
    str.strip
)
dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n"]),
    quote_all=st.booleans(),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf"]),
) | st.builds(Dialect, delimiter=st.just("\t"), encoding=st.just("utf-16-le"), bom=st.just(b"\xff\xfe"))


@given(dialects, st.lists(st.tuples(cells, cells), min_size=2, max_size=5), cells, st.booleans())
def test_only_the_rows_that_change_change(
    dialect: Dialect, people: list[tuple[str, str]], new: str, ended: bool
) -> None:
    rows = [("email", "name", "Qəzet"), *((f"p{n}@desk.example", *cells) for n, cells in enumerate(people))]
    records = [render(row, dialect) for row in rows]
    text = "".join(records)
    file = parse_contacts(encode(text if ended else text.removesuffix(dialect.newline), dialect), "contacts.csv")
    added = {"email": "new@desk.example", "name": new, "phone": "+994125550121"}
    changed = with_changes(file, ListChanges((added,), {2: {"name": new, "phone": "012"}}, ("phone",)))
    written = changed.to_bytes()[len(dialect.bom) :].decode(dialect.encoding)
    kept = "".join(records[2:])
    assert kept in written
    assert written.startswith(records[0].removesuffix(dialect.newline) + dialect.delimiter)
    assert [contact.phone for contact in changed.contacts] == ["012", *[""] * (len(people) - 1), "+994125550121"]
    assert [contact.name for contact in changed.contacts] == [new, *(name for name, _ in people[1:]), new]
    assert changed.contacts[0].extra == {"Qəzet": people[0][1]}


def test_the_line_sep_stays_and_counts_for_nothing() -> None:
    file = parse_contacts(b"sep=;\r\nemail;name\r\na@x.example;A\r\nb@x.example;B\r\n", "contacts.csv")
    changed = with_changes(file, ListChanges(changed={3: {"name": "Bela; Example"}}))
    assert changed.to_bytes() == b'sep=;\r\nemail;name\r\na@x.example;A\r\nb@x.example;"Bela; Example"\r\n'


def test_a_result_with_problems_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"email,name\na@x.example,A\n")
    file = present_or_new(path)
    with pytest.raises(BadInput):
        write_changes(path, file, ListChanges(({"email": "A@x.example"},)))
    assert path.read_bytes() == b"email,name\na@x.example,A\n"


def test_a_list_that_has_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"email,name\na@x.example,A\n")
    file = present_or_new(path)
    path.write_bytes(b"email,name\na@x.example,Anna\n")
    with pytest.raises(Refused, match="in the meantime"):
        write_changes(path, file, ListChanges(({"email": "b@x.example"},)))
    assert path.read_bytes() == b"email,name\na@x.example,Anna\n"


def test_a_list_is_begun_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    result = write_changes(path, present_or_new(path), ListChanges(({"email": "b@x.example", "name": "Bela"},)))
    assert path.read_bytes() == result.to_bytes()
    assert result.contacts[0].name == "Bela"
