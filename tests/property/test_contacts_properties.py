"""What holds for every list and every address: nothing is lost, and the quick road is never the wider one."""

from __future__ import annotations

from contextlib import suppress

from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.model.contact import recipient_key
from pressctl.store.press_list.addresses import is_ordinary
from pressctl.store.press_list.csv_dialect import Dialect, encode, records, render
from pressctl.store.press_list.reading import parse_contacts, with_contact

cells = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co")), max_size=20)
columns = st.permutations(["email", "name", "tags", "Qəzet", "Work phone"])
dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
    encoding=st.sampled_from(["utf-8"]),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf"]),
) | st.builds(Dialect, delimiter=st.just("\t"), encoding=st.just("utf-16-le"), bom=st.just(b"\xff\xfe"))
addresses = st.from_regex(r"[a-z0-9+_.-]{1,12}@[a-z0-9.-]{1,12}", fullmatch=True)


def file_of(header: list[str], rows: list[tuple[str, ...]], dialect: Dialect) -> bytes:
    return encode("".join(render(row, dialect) for row in [tuple(header), *rows]), dialect)


@given(columns, st.lists(st.tuples(cells, cells, cells), max_size=6), dialects, st.tuples(cells, cells, cells))
def test_what_was_written_is_read_and_adding_changes_only_the_end(
    header: list[str], people: list[tuple[str, str, str]], dialect: Dialect, new: tuple[str, str, str]
) -> None:
    def filled(number: int, person: tuple[str, str, str]) -> dict[str, str]:
        return {"email": f"r{number}@desk.example", "name": person[0], "Qəzet": person[1], "Work phone": person[2]}

    written = [filled(number, person) for number, person in enumerate(people)]
    data = file_of(header, [tuple(row.get(column, "") for column in header) for row in written], dialect)
    file = parse_contacts(data, "contacts.csv")
    assert file.to_bytes() == data
    assert [contact.name for contact in file.contacts] == [row["name"].strip() for row in written]

    more = with_contact(file, filled(len(people), new))
    assert more.to_bytes().startswith(data)
    assert parse_contacts(more.to_bytes(), "contacts.csv") == more
    assert more.contacts[:-1] == file.contacts
    assert more.contacts[-1].extra == {
        c: filled(0, new).get(c, "").strip() for c in header if c in {"Qəzet", "Work phone"}
    }


@given(st.lists(st.text(max_size=8), min_size=2, max_size=5), dialects)
def test_any_record_survives_its_dialect(row: list[str], dialect: Dialect) -> None:
    (record,) = records(render(row, dialect), dialect)
    assert list(record.cells) == row


@given(addresses | st.emails() | st.text(max_size=40))
def test_the_quick_look_takes_no_address_that_the_full_one_refuses(address: str) -> None:
    if is_ordinary(address):
        validate_email(address, check_deliverability=False, test_environment=True, strict=True)
        recipient_key(address)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_list_or_a_message(data: bytes) -> None:
    with suppress(BadInput):
        parse_contacts(data, "contacts.csv")


@given(st.lists(st.text(alphabet='a@.,;"\n\r\té\u2028=', max_size=12), max_size=8))
def test_any_rows_under_a_header_are_a_list_or_a_message(rows: list[str]) -> None:
    with suppress(BadInput):
        file = parse_contacts(("email,name\n" + "\n".join(rows)).encode(), "contacts.csv")
        assert all("@" in contact.email for contact in file.contacts)
