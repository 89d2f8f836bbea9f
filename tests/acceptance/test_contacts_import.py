"""`pressctl contacts import` and `export` with lists as Excel, Google, phones and LibreOffice write them."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pressctl.store.press_list.reading import parse_contacts
from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal

BASIS = "legitimate interest, 2026-11-24, trade fair list"
GIVEN = ("Aygün", "Elçin", "Gülşən", "İlqar", "Şəhla", "Çingiz", "Jörg", "Zoë", "Ağa", "Ümid")
FAMILY = ("Quliyev", "Şükürlü", "Çələbi", "Öztürk", "Yıldız", "Bağırova", "Müller", "Ünal")


def latin(text: str) -> str:
    """Return what Excel saves in Windows-1254, where there is no ə."""
    return text.replace("ə", "e").replace("Ə", "E")


def excel_list(rows: int) -> bytes:
    """Return a list as Excel saves "CSV" on a Turkish or Azerbaijani Windows, below a merged title."""
    out = io.StringIO(newline="")
    write = csv.writer(out, delimiter=";", lineterminator="\r\n").writerow
    write(["Mətbuat siyahısı 2026".replace("ə", "e"), "", "", "", "", "", "", "", ""])
    write([""] * 9)
    write(["№".replace("№", "No"), "Soyad", "Ad", "E-posta", "KİV", "Vezife", "Ölke", "Mobil", "Faks"])
    for number in range(1, rows + 1):
        family, given = FAMILY[number % len(FAMILY)], GIVEN[number % len(GIVEN)]
        address = f"p{number}@desk{number % 40}.example"
        if number % 500 == 0:
            address = ""
        elif number % 700 == 0:
            address = f"p{number} at desk.example"
        elif number % 900 == 0:
            address = f"P{number - 1}@DESK{(number - 1) % 40}.example"
        elif number % 1100 == 0:
            address += f"; second{number}@desk.example"
        outlet = f'"Günün Səsi" {number % 40}' if number % 13 else "Xəbər TV"
        outlet = "Xəbər\nTV" if number % 1300 == 0 else outlet
        name = latin(family), latin(given)
        write([number, *name, address, latin(outlet), "Reporter", "Azerbaycan", "", "012 555"])
    return out.getvalue().encode("cp1254")


def google_cards(people: int) -> str:
    """Return contacts as Google exports them: vCard 3.0, groups, folded photos, direction marks around numbers."""
    cards = []
    for number in range(1, people + 1):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
        lines = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"FN:{given} {family} {number}",
            f"N:{family} {number};{given};;;",
        ]
        if number % 250:
            lines.append(f"EMAIL;TYPE=INTERNET;TYPE=WORK:g{number}@mail{number % 30}.example")
        if number % 400 == 0:
            lines.append(f"item1.EMAIL;TYPE=INTERNET;TYPE=HOME:private{number}@home.example")
            lines.append("item1.X-ABLabel:")
        lines.append(f"TEL;TYPE=CELL:\u202a+994 50 555 {number:04d}\u202c")
        if number % 1000 == 0:
            lines += ["PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60, *(" " + "B" * 74 for _ in range(30))]
        lines += [
            f"ORG:Nümunə\\, TV {number % 60};Xəbərlər",
            "TITLE:Reporter",
            "item2.URL:https\\://desk.example",
            "item2.X-ABLabel:PROFILE",
            "ADR;TYPE=WORK:;;Nizami 1;Bakı;;AZ1000;Azərbaycan",
            "CATEGORIES:myContacts,tv",
            "END:VCARD",
        ]
        cards.append("\r\n".join(lines))
    return "\r\n".join(cards) + "\r\n"


def workbook(path: Path) -> None:
    """Write a workbook with formulas, dates, numbers for phones, links, hidden rows, merged cells, two sheets."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Media"
    sheet["A1"] = "Press contacts"
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(["Name", "E-mail", "Outlet", "Phone", "Last met", "Consent", "Language", "Link"])
    for number in range(1, 101):
        sheet.append([
            f"Person {number} Example", f"x{number}@sheet.example", "Example TV", 994501234000 + number,
            date(2026, 1, 2),
            "consent, 2026-01-02, breakfast", "Azerbaijani, Russian", None,
        ])  # fmt: skip
    sheet["A10"] = '="Person "&"7 Formula"'
    sheet["B11"] = "Write to me"
    sheet["B11"].hyperlink = "mailto:linked@sheet.example?subject=Hello"
    sheet["B12"] = '=HYPERLINK("mailto:x@y.example")'
    sheet.merge_cells("C20:C24")
    sheet.row_dimensions[30].hidden = True
    sheet.column_dimensions["G"].hidden = True
    book.create_sheet("Notes")["A1"] = "nobody"
    book.save(path)


def people(office: PressOffice) -> dict[str, str]:
    file = parse_contacts((office.root / "contacts.csv").read_bytes(), "contacts.csv")
    return {contact.email: contact.display_name() for contact in file.contacts}


def test_five_thousand_rows_as_excel_saves_them(office: PressOffice) -> None:
    before = (office.root / "contacts.csv").read_bytes()
    (office.root / "siyahi.csv").write_bytes(excel_list(5000))
    ended = office.run(
        "contacts", "import", "siyahi.csv", "--basis", BASIS, "--language", "az", "--tag", "fair", "--json",
        "--report", "left.csv",
    )  # fmt: skip
    found = json.loads(ended.out)
    assert ended.code == 1
    assert found["files"][0]["read_as"] == ["Windows-1254, guessed", "semicolons", "header in row 3"]
    assert found["rows"] == 5000 == found["taken"] + found["merged"] + found["not_taken"]
    assert found["not_taken_by_reason"] == {"no-address": 10, "not-an-address": 6, "forbidden-characters": 3}
    assert found["merged"] == 4  # every 900th row, apart from the one that has no address
    kinds = {loss["kind"] for loss in found["losses"]}
    assert {"above-the-header", "column-left-out", "second-address"} <= kinds
    assert {loss["column"] for loss in found["losses"] if loss["kind"] == "column-left-out"} == {"No", "Faks"}
    assert sum(loss["kind"] == "second-address" for loss in found["losses"]) == 4
    listed = (office.root / "contacts.csv").read_bytes()
    assert listed.startswith(before)
    contacts = parse_contacts(listed, "contacts.csv").contacts
    assert len(contacts) == len(parse_contacts(before, "contacts.csv").contacts) + found["taken"]
    one = next(contact for contact in contacts if contact.email == "p4@desk4.example")
    assert (one.display_name(), one.country, one.languages) == ("Şehla Yıldız", "AZ", ("az",))
    assert one.basis == BASIS
    assert one.tags == {"fair"}
    report = list(csv.reader(io.StringIO((office.root / "left.csv").read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert len(report) == 1 + found["not_taken"] + len(found["losses"])
    assert stat.S_IMODE((office.root / "left.csv").stat().st_mode) == 0o600 or sys.platform == "win32"


@pytest.mark.proof
def test_five_thousand_contacts_of_google(office: PressOffice) -> None:
    (office.root / "contacts.vcf").write_text(google_cards(5000), encoding="utf-8", newline="")
    ended = office.run("contacts", "import", "contacts.vcf", "--basis", BASIS, "--json")
    found = json.loads(ended.out)
    assert ended.code == 1
    assert found["rows"] == 5000 == found["taken"] + found["merged"] + found["not_taken"]
    assert found["not_taken_by_reason"] == {"no-address": 18}  # every 250th; two of them have a private address
    by_kind = {loss["kind"]: loss for loss in found["losses"]}
    assert by_kind["photo"]["count"] == 5
    assert by_kind["property-left-out"]["column"] == "url"
    assert sum(loss["kind"] == "second-address" for loss in found["losses"]) == 10
    one = next(
        contact
        for contact in parse_contacts((office.root / "contacts.csv").read_bytes(), "contacts.csv").contacts
        if contact.email == "g7@mail7.example"
    )
    assert (one.name, one.outlet, one.role) == ("Zoë Ünal 7", "Nümunə, TV 7", "Reporter")
    assert (one.phone, one.country, set(one.tags)) == ("+994 50 555 0007", "AZ", {"tv"})


def test_a_workbook_with_formulas_and_dates(office: PressOffice) -> None:
    workbook(office.root / "media.xlsx")
    ended = office.run("contacts", "import", "media.xlsx", "--json")
    found = json.loads(ended.out)
    assert found["rows"] == 100 == found["taken"] + found["merged"] + found["not_taken"]
    assert ended.code == 0
    losses = {(loss["kind"], loss["row"], loss["column"]) for loss in found["losses"]}
    assert {("formula", 10, "A"), ("link", 12, "B"), ("link", 11, "B"), ("sheet-not-read", None, None)} <= losses
    assert {("date-rewritten", None, "E"), ("column-left-out", None, "Last met")} <= losses
    assert [loss["count"] for loss in found["losses"] if loss["kind"] == "merged-cells"] == [4]
    assert {loss["message"].split(":")[0] for loss in found["losses"] if loss["kind"] == "hidden"} == {
        "hidden rows were read like the others", "hidden columns were read like the others",
    }  # fmt: skip
    contacts = parse_contacts((office.root / "contacts.csv").read_bytes(), "contacts.csv").contacts
    by_address = {contact.email: contact for contact in contacts}
    assert by_address["linked@sheet.example"].phone == "+994501234008"
    assert by_address["x2@sheet.example"].languages == ("az", "ru")
    assert by_address["x20@sheet.example"].outlet == "Example TV"


def test_a_rehearsal_and_a_list_with_problems_change_nothing(office: PressOffice) -> None:
    before = (office.root / "contacts.csv").read_bytes()
    (office.root / "new.csv").write_text("email,name\nnew@desk.example,New\n", encoding="utf-8")
    ended = office.run("contacts", "import", "new.csv", "--basis", BASIS, "--dry-run")
    assert ended.code == 0
    assert "contacts.csv is as it was" in ended.out
    assert office.run("contacts", "import", "new.csv", "gone.csv", "--basis", BASIS).code == 3
    assert office.run("contacts", "import", "new.csv").code == 2
    assert (office.root / "contacts.csv").read_bytes() == before


def test_who_must_not_be_mailed_does_not_come_back(office: PressOffice) -> None:
    office.run("contacts", "suppress", "gone@desk.example", "--why", "asked by phone")
    (office.root / "new.csv").write_text(
        "E-mail;Name;Private e-mail\nGone@desk.example;Leyla Secret;hidden@home.example\n", encoding="utf-8"
    )
    ended = office.run("contacts", "import", "new.csv", "--basis", BASIS, "--report", "left.csv")
    assert ended.code == 1
    assert "do not mail" in ended.out
    said = ended.out + (office.root / "left.csv").read_text("utf-8-sig")
    assert "Secret" not in said
    assert "hidden@" not in said
    assert "gone@desk.example" not in people(office)


def test_what_two_columns_claim_is_refused_with_the_line_to_type(office: PressOffice) -> None:
    (office.root / "new.csv").write_text("Name;Name;E-mail\nAnna;Example TV;a@desk.example\n", encoding="utf-8")
    ended = office.run("contacts", "import", "new.csv", "--basis", BASIS)
    assert ended.code == 2
    assert '--map "Name (2)=-"' in ended.err
    ended = office.run(
        "contacts", "import", "new.csv", "--basis", BASIS, "--map", "Name (2)=outlet", "--save-map", "m.toml"
    )
    assert ended.code == 0, ended.err
    (office.root / "new.csv").write_text("Name;Name;E-mail\nBella;Example TV;b@desk.example\n", encoding="utf-8")
    assert office.run("contacts", "import", "new.csv", "--basis", BASIS, "--map", "m.toml").code == 0
    contacts = parse_contacts((office.root / "contacts.csv").read_bytes(), "contacts.csv").contacts
    assert [(c.name, c.outlet) for c in contacts[-2:]] == [("Anna", "Example TV"), ("Bella", "Example TV")]


def test_by_rule_cells_are_filled_and_nothing_is_lost(office: PressOffice) -> None:
    text = "email;name;role;tags\nleyla@daily.example.com;Leila;Editor;radio\n"
    (office.root / "new.csv").write_text(text, encoding="utf-8")
    before = (office.root / "contacts.csv").read_bytes().split(b"\n")
    ended = office.run("contacts", "import", "new.csv", "--basis", BASIS)
    assert ended.code == 0
    assert "Editor" in ended.out
    after = (office.root / "contacts.csv").read_bytes().split(b"\n")
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert changed == [3]
    assert b"Reporter" in after[3]
    assert b"print;radio" in after[3]
    office.run("contacts", "import", "new.csv", "--basis", BASIS, "--on-duplicate", "update")
    assert b"Editor" in (office.root / "contacts.csv").read_bytes().split(b"\n")[3]


def test_a_person_in_a_terminal_maps_and_merges(office: PressOffice) -> None:
    text = (
        "Kontakt;Mail;Haus;Aufgabe\n"
        "Leyla Nümunə;leyla@daily.example.com;;Editor\n"
        "Neu Beispiel;neu@desk.example;Blatt;x\n"
    )
    (office.root / "neu.csv").write_text(text, encoding="utf-8")
    with terminal(office.root, "contacts", "import", "neu.csv", PRESSCTL_ME="Test") as shown:
        shown.answer("number changes a column:", "1")
        shown.answer("Kontakt goes to", "name")
        shown.answer("number changes a column:", "3")
        shown.answer("Haus goes to", "outlet")
        shown.answer("number changes a column:", "4")
        shown.answer("Aufgabe goes to", "role")
        shown.answer("number changes a column:", "")
        shown.answer("Basis:", "because")
        shown.answer("Basis:", BASIS)
        shown.answer("[k]eep, [t]ake theirs", "t")
        assert shown.end() == 0
    contacts = parse_contacts((office.root / "contacts.csv").read_bytes(), "contacts.csv").contacts
    assert next(c.role for c in contacts if c.email == "leyla@daily.example.com") == "Editor"
    assert contacts[-1].name == "Neu Beispiel"


def test_stopping_leaves_the_list_as_it_was(office: PressOffice) -> None:
    before = (office.root / "contacts.csv").read_bytes()
    (office.root / "new.csv").write_text("email,name\nnew@desk.example,New\n", encoding="utf-8")
    with terminal(office.root, "contacts", "import", "new.csv") as shown:
        shown.answer("number changes a column:", "")
        shown.wait_for("Basis:")
        assert shown.stop() == 130
    assert (office.root / "contacts.csv").read_bytes() == before


@pytest.mark.proof
@pytest.mark.parametrize("name", ["all.csv", "all.xlsx", "all.vcf"])
def test_the_whole_list_goes_out_and_comes_back(office: PressOffice, name: str) -> None:
    ended = office.run("contacts", "export", name)
    assert ended.code == 0
    assert "personal data" in ended.out
    path = office.root / name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert office.run("contacts", "export", name).code == 3
    everybody = people(office)
    header = (office.root / "contacts.csv").read_bytes().split(b"\n")[0] + b"\n"
    (office.root / "contacts.csv").write_bytes(header)
    ended = office.run("contacts", "import", name, "--basis", BASIS)
    assert ended.code == 0, ended.out
    assert people(office) == everybody
    assert office.run("contacts", "import", name, "--basis", BASIS, "--json").code == 0


def test_an_export_keeps_out_of_the_releases_and_knows_its_columns(office: PressOffice) -> None:
    assert office.run("contacts", "export", f"releases/{office.slug}/list.csv").code == 3
    assert office.run("contacts", "export", "list.pdf").code == 2
    assert 'did you mean "outlet"' in office.run("contacts", "export", "list.csv", "--columns", "email,outlt").err
    ended = office.run("contacts", "export", "list.csv", "--to", "tv", "--columns", "email,name", "--excel", "--json")
    assert json.loads(ended.out)["columns"] == ["email", "name"]
    assert (office.root / "list.csv").read_bytes().startswith(b"\xef\xbb\xbfemail;name\r\n")
