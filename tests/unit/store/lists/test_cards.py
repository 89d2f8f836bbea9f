"""vCards as phones, Google, Apple and Outlook write them."""

from __future__ import annotations

import quopri

import pytest

from pressctl.errors import BadInput
from pressctl.store.lists.base import ForeignTable, LossKind, Reading
from pressctl.store.lists.reading import read_list


def read(text: str | bytes) -> ForeignTable:
    data = text.encode() if isinstance(text, str) else text
    return read_list(data, "people.vcf", Reading())


def cells(table: ForeignTable, row: int = 0) -> dict[str, str]:
    return {column: text for column, text in zip(table.header, table.rows[row].cells, strict=True) if text}


def card(*lines: str, version: str = "4.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_a_card_of_version_4() -> None:
    table = read(card(
        "FN:Leyla Məmmədova", "N:Məmmədova;Leyla;Elçin qızı;;", "ORG:Nümunə\\, TV;Xəbərlər", "TITLE:Editor",
        "EMAIL;TYPE=home:home@x.example", "EMAIL;TYPE=work;PREF=1:work@x.example",
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+994-12-555-01-21', "LANG;PREF=2:en", "LANG;PREF=1:az",
        "ADR;TYPE=work:;;Nizami 1;Bakı;;AZ1000;Azerbaijan", "CATEGORIES:tv,ba\\,ku", "NOTE:one\\ntwo", "TZ:Asia/Baku",
        "PHOTO:data:image/jpeg;base64,AAAA", "BDAY:19800101", "item1.URL:https://x.example",
    ))  # fmt: skip
    assert cells(table) == {
        "email": "work@x.example", "name": "Leyla Məmmədova", "given_name": "Leyla Elçin qızı",
        "family_name": "Məmmədova", "outlet": "Nümunə, TV", "role": "Editor", "phone": "+994-12-555-01-21",
        "language": "az;en", "country": "Azerbaijan", "tags": "tv;ba,ku", "notes": "one\ntwo",
        "timezone": "Asia/Baku",
    }  # fmt: skip
    assert {(loss.kind, loss.column) for loss in table.losses} == {
        (LossKind.SECOND_ADDRESS, "email"), (LossKind.SECOND_VALUE, "org"), (LossKind.PHOTO, "photo"),
        (LossKind.PROPERTY, "bday"), (LossKind.PROPERTY, "url"),
    }  # fmt: skip


def test_a_card_of_an_old_phone() -> None:
    name = quopri.encodestring("Петров;Иван".encode("cp1251")).decode().strip().replace(";", "=3B").replace("=3B", ";")
    long = "=".join(f"{octet:02X}" for octet in "Очень длинная редакция".encode())
    table = read(card(
        f"N;CHARSET=WINDOWS-1251;ENCODING=QUOTED-PRINTABLE:{name}",
        f"ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:={long[:60]}=", long[60:],
        "TEL;CELL;PREF:+994125550121", "EMAIL;INTERNET:ivan@x.example",
        "PHOTO;ENCODING=BASE64;JPEG:AAAA", " BBBB", "",
        version="2.1",
    ))  # fmt: skip
    found = cells(table)
    assert (found["family_name"], found["given_name"]) == ("Петров", "Иван")
    assert found["outlet"] == "Очень длинная редакция"
    assert found["phone"] == "+994125550121"


@pytest.mark.parametrize("preference", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_preference_that_is_no_number_breaks_nothing(preference: str) -> None:
    assert cells(read(card("FN:Anna", f"EMAIL;PREF={preference}:a@x.example")))["email"] == "a@x.example"


def test_a_charset_without_a_name_is_that_of_the_file() -> None:
    table = read(card("FN;CHARSET=;ENCODING=QUOTED-PRINTABLE:Ay=67=C3=BCn", "EMAIL:a@x.example", version="2.1"))
    assert cells(table)["name"] == "Aygün"


def test_folded_lines_and_many_cards() -> None:
    text = card("FN:Very long na", " me of somebody", "EMAIL:a@x.exam", " ple") + card("FN:B", "EMAIL:b@x.example")
    table = read(text)
    assert [row.cells[0] for row in table.rows] == ["a@x.example", "b@x.example"]
    assert cells(table)["name"] == "Very long name of somebody"


def test_the_groups_of_google_are_no_tags() -> None:
    assert (
        cells(read(card("FN:A", "EMAIL:a@x.example", "CATEGORIES:myContacts,starred,tv", version="3.0")))["tags"]
        == "tv"
    )


def test_a_broken_line_and_a_missing_end_cost_no_card() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nthis is no property\nFN:A\nEMAIL:a@x.example\n" + card(
        "FN:B", "EMAIL:b@x.example"
    )
    table = read(text)
    assert [row.cells[0] for row in table.rows] == ["a@x.example", "b@x.example"]
    assert [loss.message for loss in table.losses] == ["line 3 is no property of a card", "the card has no end"]


def test_a_card_within_a_card_is_not_somebody() -> None:
    inner = ["AGENT:", "BEGIN:VCARD", "VERSION:3.0", "FN:Assistant", "EMAIL:no@x.example", "END:VCARD"]
    table = read(card("FN:A", *inner, "EMAIL:a@x.example", version="3.0"))
    assert [row.cells[0] for row in table.rows] == ["a@x.example"]


def test_a_group_of_apple_is_no_person() -> None:
    table = read(card("FN:Press", "X-ADDRESSBOOKSERVER-KIND:group", version="3.0"))
    assert table.rows[0].fault == "is a group and not a person"


def test_cards_in_utf_16_are_cards() -> None:
    assert cells(read(card("FN:Şəhla", "EMAIL:a@x.example").encode("utf-16")))["name"] == "Şəhla"


def test_a_file_that_begins_a_card_only_in_words_is_refused() -> None:
    with pytest.raises(BadInput, match="no vCard"):
        read("x BEGIN:VCARD\n")
