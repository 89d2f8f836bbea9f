"""A thousand hostile rows: refused with row and column, or harmless in everything that leaves the office.

Mail (headers, text, HTML as a parser sees it), lists for other programs, the plan, the log, JSON and the terminal.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import openpyxl
import pytest
from lxml import html as lxml_html

from pressctl.errors import BadInput
from pressctl.language.homographs import doubtful_label
from pressctl.model.characters import FORBIDDEN
from pressctl.store.press_list.reading import RowProblem, parse_contacts
from tests.acceptance.conftest import PressOffice, surroundings, warm_python
from tests.hostile_contacts import SECRET, HostileRow, as_csv, hostile_rows

ROWS, SEED = 1000, 20181030
SAFE_PHONE = re.compile(r"\+[1-9](?: ?[0-9]){6,14}")
STYLING = re.compile(r"\x1b\[[0-9;?]*[mhlKJAGHF]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


@dataclass(frozen=True)
class Sifted:
    """What of the thousand was taken, and what was said of the others."""

    all: list[HostileRow]
    taken: list[HostileRow]
    problems: list[RowProblem]


@pytest.fixture(scope="module")
def sifted() -> Sifted:
    rows = hostile_rows(ROWS, SEED)
    with pytest.raises(BadInput) as caught:
        parse_contacts(as_csv(rows).encode(), "contacts.csv")
    problems = [problem for problem in caught.value.problems if isinstance(problem, RowProblem)]
    assert len(problems) == len(caught.value.problems)
    refused = {problem.row for problem in problems}
    return Sifted(rows, [row for row in rows if row.number not in refused], problems)


@pytest.fixture(scope="module")
def hostile_office(tmp_path_factory: pytest.TempPathFactory, sifted: Sifted, _fresh_office: Path) -> PressOffice:
    """An office whose list holds all that was taken, and whose release went to everybody on it, into the folder."""
    root = tmp_path_factory.mktemp("hostile") / "office"
    shutil.copytree(_fresh_office, root)
    office = PressOffice(root)
    office.without_copies()
    (root / "contacts.csv").write_bytes(as_csv(sifted.taken).encode())
    sent = office.run("send", "six", "--to", "all", "--yes")
    assert sent.code == 0, sent.err
    return office


def test_what_is_refused_is_named_by_row_and_column(sifted: Sifted) -> None:
    columns = {row.number: row.columns for row in sifted.all}
    for problem in sifted.problems:
        assert problem.cell in columns[problem.row], "the row and the column in which it is hostile"
        assert not FORBIDDEN.search(problem.message + (problem.hint or "")), "and the words are harmless themselves"
    assert len(sifted.all) == ROWS
    assert len(sifted.taken) > ROWS // 2
    for row in sifted.all:
        if {"controls", "bidi"} & set(row.kinds) or any(len(cell) > 1000 for cell in row.cells.values()):
            assert row not in sifted.taken


def test_the_command_says_it_without_harm(office: PressOffice, sifted: Sifted) -> None:
    (office.root / "contacts.csv").write_bytes(as_csv(sifted.all).encode())
    for arguments in (("contacts", "check"), ("contacts", "check", "--json"), ("send", "six", "--to", "all", "--yes")):
        ended = office.run(*arguments)
        assert ended.code in {1, 3}
        assert_plain(ended.out + ended.err)
    assert not list(office.root.rglob("*.eml")), "nothing was sent"


@pytest.mark.proof
@pytest.mark.parametrize(
    "step", [pytest.param(7, id="each seventh"), pytest.param(1, id="all", marks=pytest.mark.proof)]
)
def test_every_message_has_the_headers_and_the_tree_that_it_should(
    hostile_office: PressOffice, sifted: Sifted, step: int
) -> None:
    files = sorted((hostile_office.root / "outbox").rglob("*"))
    messages = [file for file in files if file.suffix == ".eml"]
    assert len(messages) == len(sifted.taken), "one file each, and none elsewhere"
    known = {address_of(row) for row in sifted.taken}
    skeletons: dict[str, set[object]] = {}
    for file in messages[::step]:
        data = file.read_bytes()
        assert not re.search(rb"\x00|\r(?!\n)|(?<!\r)\n", data), "line ends are whole, nothing is NUL"
        assert max(map(len, data.split(b"\r\n"))) <= 998
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        (to,) = message["To"].addresses
        assert recipient_of(message) in known
        assert len(set(message.keys())) == len(message.keys()), "each header once"
        assert not message.defects
        assert not FORBIDDEN.search(to.display_name)
        language = str(message["Content-Language"])
        skeletons.setdefault(language, set()).add((tuple(message.keys()), tree_of(message)))
    assert {len(found) for found in skeletons.values()} == {1}, "everybody of a language gets the same structure"


def tree_of(message: EmailMessage) -> tuple[object, ...]:
    """Return all of a message but its personal words: types, and each element of the HTML with its attributes."""
    parts: list[object] = []
    for part in message.walk():
        parts.append(part.get_content_type())
        if part.get_content_type() == "text/html":
            assert isinstance(part, EmailMessage)
            text = part.get_content()
            assert SECRET not in text
            for element in lxml_html.document_fromstring(text).iter():
                attributes = {key: value for key, value in element.attrib.items() if not value.startswith("mailto:")}
                parts.append((str(element.tag), tuple(sorted(attributes.items()))))
    return tuple(parts)


@pytest.mark.proof
def test_personal_words_stand_as_they_were_typed(hostile_office: PressOffice, sifted: Sifted) -> None:
    greeted = 0
    by_address = {address_of(row): row.cells for row in sifted.taken}
    for file in (hostile_office.root / "outbox").rglob("*.eml"):
        message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        assert isinstance(message, EmailMessage)
        cells = by_address[recipient_of(message)]
        text, page = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert text is not None
        assert page is not None
        assert SECRET not in text.get_content()
        salutation = " ".join(cells["salutation"].split())
        if salutation:
            greeted += 1
            shown = " ".join(lxml_html.document_fromstring(page.get_content()).text_content().split())
            assert salutation in " ".join(text.get_content().split())
            assert salutation in shown, "a parser sees the very letters, and no element"
    assert greeted > 50


@pytest.mark.parametrize("look", [(), ("--excel",)], ids=["csv", "excel"])
def test_a_list_as_csv_computes_nothing(hostile_office: PressOffice, sifted: Sifted, look: tuple[str, ...]) -> None:
    file = hostile_office.root / f"list{len(look)}.csv"
    assert hostile_office.run("contacts", "export", file.name, *look).code == 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";" if look else ","))
    assert len(rows) == len(sifted.taken) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert cell.lstrip()[:1] not in {*"=+-@＝＋－＠", "\t", "\r"} or SAFE_PHONE.fullmatch(cell), cell
        assert not FORBIDDEN.search(cell)


def test_a_list_as_a_workbook_computes_nothing(hostile_office: PressOffice, sifted: Sifted) -> None:
    assert hostile_office.run("contacts", "export", "list.xlsx").code == 0
    sheet = openpyxl.load_workbook(hostile_office.root / "list.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sheet.max_row == len(sifted.taken) + 1
    assert {cell.data_type for cell in cells} == {"s"}, "every cell is text"
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.parametrize("version", ["3", "4"])
def test_a_list_as_cards_has_one_card_each(hostile_office: PressOffice, sifted: Sifted, version: str) -> None:
    name = f"list{version}.vcf"
    assert hostile_office.run("contacts", "export", name, "--vcard", version).code == 0
    text = (hostile_office.root / name).read_bytes().decode()
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    assert lines.count("BEGIN:VCARD") == lines.count("END:VCARD") == len(sifted.taken)
    properties = {re.match(r"[A-Z-]*", line)[0] for line in lines if line}  # type: ignore[index]
    ours = {name for name in properties if name.startswith("X-PRESSCTL")}
    usual = [
        "BEGIN",
        "END",
        "VERSION",
        "UID",
        "PRODID",
        "FN",
        "N",
        "EMAIL",
        "ORG",
        "TITLE",
        "ROLE",
        "LANG",
        "TZ",
        "ADR",
        "TEL",
        "CATEGORIES",
        "NOTE",
    ]
    assert properties <= {*usual, *ours}, properties
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)


@pytest.mark.proof
@pytest.mark.parametrize(
    "arguments",
    [
        ("send", "six", "--to", "all", "--update", "venue", "--dry-run"),
        ("log", "six"),
        ("contacts", "list"),
        ("contacts", "check"),
        ("show", "six"),
        ("doctor",),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_is_shown_says_nothing_to_the_terminal(hostile_office: PressOffice, arguments: tuple[str, ...]) -> None:
    piped = hostile_office.run(*arguments)
    assert_plain(piped.out + piped.err)
    if os.name != "posix":
        return
    shown = STYLING.sub("", on_a_terminal(hostile_office.root, *arguments))
    assert_plain(shown.replace("\r", ""))
    assert SECRET not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("send", "six", "--to", "all", "--update", "venue", "--dry-run", "--json"),
        ("log", "six", "--json"),
        ("contacts", "list", "--json"),
        ("contacts", "check", "--json"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_is_handed_on_as_json_is_what_was_typed(
    hostile_office: PressOffice, sifted: Sifted, arguments: tuple[str, ...]
) -> None:
    ended = hostile_office.run(*arguments)
    told = json.loads(ended.out)
    assert_plain(ended.out)
    if arguments[0] != "contacts":
        people = told["recipients" if "--dry-run" in arguments else "deliveries"]
        assert len(people) == len(sifted.taken)


def test_domains_that_look_like_others_are_named(hostile_office: PressOffice, sifted: Sifted) -> None:
    found = json.loads(hostile_office.run("contacts", "check", "--json").out)
    said = json.dumps(found, ensure_ascii=False)
    lookalikes = [row.cells["email"] for row in sifted.taken if doubtful_label(row.cells["email"].rpartition("@")[2])]
    assert lookalikes
    for address in lookalikes:
        assert address in said


def address_of(row: HostileRow) -> str:
    local, _, domain = row.cells["email"].strip().rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}".lower()


def recipient_of(message: EmailMessage) -> str:
    """Return the address in To; a local part in UTF-8 is taken for octets by the parser."""
    address: str = message["To"].addresses[0].addr_spec
    return address.encode("utf-8", "surrogateescape").decode().lower()


def assert_plain(text: str) -> None:
    """Nothing in it moves the cursor, changes the direction of writing, or cannot be seen."""
    found = FORBIDDEN.search(text)
    assert found is None, f"{found[0]!a} in {text[max(0, found.start() - 60) : found.end() + 60]!a}"


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """Run a command on a pseudo-terminal and return every octet that it wrote to it."""
    import pty

    controller, side = pty.openpty()
    around = surroundings({"LINES": "24", "TERM": "xterm-256color"})
    process = warm_python().start_in_terminal(arguments, folder, side, around)
    os.close(side)
    written = bytearray()
    try:
        while data := os.read(controller, 65536):
            written += data
    except OSError:  # the terminal closes with its last program
        pass
    finally:
        os.close(controller)
    process.wait(60)
    return written.decode("utf-8")
