"""Long lists: a row that is taken at a glance is the contact that a long look would have made."""

from __future__ import annotations

import gc
from dataclasses import fields

from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from pressctl.frozen import replace
from pressctl.model.contact import Contact, recipient_key
from pressctl.store.press_list.addresses import address_fault
from pressctl.store.press_list.cells import COLUMNS, Layout, ListedContact, may_be_doubtful
from pressctl.store.press_list.csv_dialect import Dialect, Record, records, render
from pressctl.store.press_list.reading import parse_contacts

HEADER = (*COLUMNS, "Qəzet", "row", "languages")

cell = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=12)
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(HEADER, cell),
        "email": st.from_regex(r" ?[a-zA-Z]{1,5}@[a-z]{2,5}\.(com|example|az) ?", fullmatch=True),
        "language": st.sampled_from(["", "az;en", " AZ, ru", "zh-hant", "en"]),
        "country": st.sampled_from(["", "az", "GE", " fr "]),
        "timezone": st.sampled_from(["", "Asia/Baku", "Europe/Brussels "]),
        "embargo_trusted": st.sampled_from(["", "yes", "xeyr", " да"]),
        "tags": st.sampled_from(["", "tv;baku", " tv ; ;print"]),
    }
)


def both(row: dict[str, str], dialect: Dialect) -> tuple[Contact, object]:
    """Return the row's contact by the quick way and by the slow one."""
    text = render(HEADER, dialect) + render([row[column] for column in HEADER], dialect)
    _, record = records(text, dialect)
    quick = Layout(HEADER, text, dialect).quick(record)
    assert quick is not None
    return quick, Layout(HEADER).contact([each.strip() for each in record.cells], record.row)


@given(rows, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_glance_and_a_long_look_make_the_same_contact(row: dict[str, str], delimiter: str, newline: str) -> None:
    quick, slow = both(row, Dialect(delimiter=delimiter, newline=newline))
    assert isinstance(slow, Contact)
    assert not isinstance(slow, ListedContact)
    assert {f.name: getattr(quick, f.name) for f in fields(Contact)} == {
        f.name: getattr(slow, f.name) for f in fields(Contact)
    }
    assert quick == slow
    assert slow == quick
    assert all(quick.column(column) == slow.column(column) for column in HEADER)
    assert quick.column("Qəzet") == row["Qəzet"].strip()
    assert replace(quick, name="Another").outlet == slow.outlet
    assert repr(quick).endswith(repr(slow).removeprefix("Contact"))


def test_a_list_is_read_at_a_glance_and_leaves_the_collector_on() -> None:
    data = "email;name;row\r\n" + "".join(f"r{n}@desk.example;R {n};own {n}\r\n" for n in range(500))
    file = parse_contacts(data.encode(), "contacts.csv")
    assert all(isinstance(contact, ListedContact) for contact in file.contacts)
    assert [contact.name for contact in file.contacts[-2:]] == ["R 498", "R 499"]
    assert file.contacts[7].row == 9
    assert file.contacts[7].column("row") == "own 7", "a column of the office's own may be called as a field of ours"
    assert gc.isenabled()


def test_a_doubtful_character_anywhere_costs_the_others_nothing() -> None:
    data = "email,name\n" + "".join(f"r{n}@desk.example,R {n}\n" for n in range(5)) + 'x@desk.example,"tab\there"\n'
    try:
        parse_contacts(data.encode(), "contacts.csv")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is looked at
        problems = getattr(error, "problems", ())
    assert [problem.where for problem in problems] == ["row 7, name"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.booleans())
def test_suspicious_bytes_are_seen_as_the_characters_are(text: str, mark: bool) -> None:
    data = text.encode("utf-8-sig" if mark else "utf-8")
    assert may_be_doubtful(text, ",", data) == may_be_doubtful(text, ",")
    assert may_be_doubtful(text, "\t", data) == may_be_doubtful(text, "\t")


addresses = (
    st.emails()
    | st.from_regex(r"[A-Za-z0-9._+-]{1,20}@[A-Za-z0-9.-]{1,20}\.[A-Za-z]{1,6}", fullmatch=True)
    | st.from_regex(r"[a-zəа-я.]{1,8}@[a-zü-]{1,8}\.(az|com|test|local|invalid)", fullmatch=True)
)


@given(addresses)
def test_an_address_is_good_exactly_when_the_library_says_so(address: str) -> None:
    try:
        validate_email(address, check_deliverability=False, test_environment=True, strict=True)
        recipient_key(address)
        good = True
    except (EmailNotValidError, ValueError):
        good = False
    assert (address_fault(address) is None) == good


@given(addresses)
def test_the_key_of_a_plain_address_is_the_key_of_any(address: str) -> None:
    local, _, domain = address.rpartition("@")
    if address.isascii():
        assert recipient_key(address) == f"{local.casefold()}@{domain.lower()}"


def test_a_record_knows_where_it_stands() -> None:
    text = 'sep=;\r\nemail;name\r\na@b.example;"two\r\nlines"\r\nc@d.example;x'
    dialect = Dialect(delimiter=";", newline="\r\n", preamble="sep=;\r\n")
    found = [text[record.begin : record.end] for record in records(text, dialect)]
    assert "".join(found) == text.removeprefix(dialect.preamble)
    assert found[1].count("\r\n") == 2
    assert found == [text[record.begin : record.end] for record in records(text, dialect, plain=True)]
    assert isinstance(next(records(text, dialect)), Record)
