"""Erase means erase: after a rehearsal and a real sending, no byte of the folder holds the person but a keyed hash."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.real_server import Mailbox, certificates, real_server

ADDRESS = "Aygun.Aliyeva@bücher.example.com"
SPELLINGS = ("aygun.aliyeva@bücher.example.com", "aygun.aliyeva@xn--bcher-kva.example.com")
NAME = "Aygün Əliyeva"
OTHER = "xaygun.aliyeva@bücher.example.com"
"""Somebody else, whose address ends like the person's."""

LIST = (
    "\ufeffemail;name;language;tags;Qəzet\r\n"
    f'{OTHER};"Rəna; Nümunə";az;tv;Azadlıq\r\n'
    f"{ADDRESS};{NAME};az;tv;Bücher\r\n"
    "john@example.com;John Example;en;;\r\n"
)


@pytest.fixture(scope="module")
def prepared(_fresh_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Mailbox]]:
    """Make the used office once, and keep its mail server running."""
    folder = tmp_path_factory.mktemp("used")
    office = PressOffice(folder / "office")
    shutil.copytree(_fresh_office, office.root)
    found = certificates(folder)
    (office.root / "authority.pem").write_bytes(found.ca_file.read_bytes())
    with real_server(found.context) as server:
        toml = office.root / "pressctl.toml"
        text = re.sub(r"(?m)^\[mail\][^\[]*(\[mail\.[^\[]*)*", "", toml.read_text(encoding="utf-8"))
        text += (
            '\n[mail]\ntransport = "smtp"\nfrom = "press@example.org"\n\n'
            f'[mail.smtp]\nhost = "127.0.0.1"\nport = {server.port}\ntls = "starttls"\nca_file = "authority.pem"\n'
        )
        toml.write_text(text, encoding="utf-8")
        use(office)
        yield office.root, server


@pytest.fixture
def mailbox(prepared: tuple[Path, Mailbox]) -> Mailbox:
    return prepared[1]


@pytest.fixture
def used(prepared: tuple[Path, Mailbox], tmp_path: Path) -> PressOffice:
    """Return an office that has rehearsed, sent by a mail server, exported, and left traces everywhere."""
    root = tmp_path / "office"
    shutil.copytree(prepared[0], root)
    return PressOffice(root)


def use(office: PressOffice) -> None:
    office.without_copies()
    (office.root / "contacts.csv").write_bytes(LIST.encode())
    toml = office.root / "pressctl.toml"
    by_server = toml.read_text(encoding="utf-8")
    toml.write_text(by_server.replace('transport = "smtp"', 'transport = "folder"'), encoding="utf-8")
    assert office.run("send", "six", "--to", "all").code == 0
    toml.write_text(by_server, encoding="utf-8")
    source = office.file("en")
    text = source.read_text(encoding="utf-8")
    copied = text.replace("\n---\n", f"\ncopy_to:\n  - name: {NAME}\n    email: {ADDRESS}\n---\n", 1)
    source.write_text(copied, encoding="utf-8")
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    source.write_text(text, encoding="utf-8")
    assert office.run("review", "send", "six", "--to", ADDRESS, "--yes").code == 0
    leave_traces(office)


def leave_traces(office: PressOffice) -> None:
    """Put the person where pressctl writes: a draft's answers, an interrupted writing, exports and review copies."""
    upper = ADDRESS.upper().encode()
    (office.root / ".pressctl").mkdir(exist_ok=True)
    (office.root / ".pressctl" / "draft-statement.yaml").write_text(
        f"headline: Hello\ncontacts: {NAME} <{ADDRESS}>\n", encoding="utf-8"
    )
    (office.root / ".contacts.csv.ab12.part").write_bytes(LIST.encode()[:150])
    release = office.root / "releases" / office.slug
    for folder in ("out", "review"):
        (release / folder).mkdir(exist_ok=True)
        (release / folder / "kept.txt").write_text("Nobody in particular.\n", encoding="utf-8")
    (release / "out" / "wide.txt").write_text(f"To {ADDRESS}", encoding="utf-16")
    (release / "out" / "coded.eml").write_bytes(b"To: a@example.org\n\n" + base64.encodebytes(b"See " + upper + b" ok"))
    with zipfile.ZipFile(release / "review" / "sent.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:p><w:t>Aygun.Aliyeva</w:t><w:t>@b&#252;cher.example.com</w:t></w:p>")
    assert office.run("contacts", "export", "--person", ADDRESS, "person.zip").code == 0
    assert office.run("contacts", "export", "--person", ADDRESS, "person.json").code == 0


def texts_in(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield every text that the bytes can be read as: the test's way, not pressctl's."""
    yield data.decode("utf-8", "replace")
    yield data.decode("utf-16-le", "replace")
    yield data[1:].decode("utf-16-le", "replace")
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_in(archive.read(name), depth + 1)
                yield re.sub("<[^>]*>", "", archive.read(name).decode("utf-8", "replace")).replace("&#252;", "ü")
    message = message_from_bytes(data, policy=policy.default)
    if message.keys():
        yield "\n".join(f"{name}: {value}" for name, value in message.items())
        for part in message.walk():
            if not part.is_multipart():
                yield (part.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    if depth < 2:
        for run in re.findall(rb"(?:[A-Za-z0-9+/]{20,}={0,2}\r?\n?)+", data):
            with suppress(ValueError):
                yield base64.b64decode(run + b"===").decode("utf-8", "replace")


def holding(root: Path, *, but: tuple[str, ...] = ()) -> list[str]:
    """Return the files in which the address or the name stands in any form."""
    found = []
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.name in but:
            continue
        for text in (path.name, *texts_in(path.read_bytes())):
            small = text.casefold()
            if any(re.search(rf"(?<!x){re.escape(s)}", small) for s in SPELLINGS) or NAME.casefold() in small:
                found.append(path.relative_to(root).as_posix())
                break
    return found


def test_after_erasing_no_byte_of_the_folder_holds_the_person(used: PressOffice, mailbox: Mailbox) -> None:
    before = holding(used.root)
    assert {"contacts.csv", "pressctl.db", "person.zip", "person.json", ".contacts.csv.ab12.part"} <= set(before)
    assert sum(name.startswith("outbox/") for name in before) == 1
    assert sum("/versions/" in name for name in before) == 1
    assert {Path(name).name for name in before} >= {"wide.txt", "coded.eml", "sent.docx", "draft-statement.yaml"}

    ended = used.run("contacts", "erase", "AYGUN.aliyeva@XN--bcher-kva.example.com", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert holding(used.root) == []

    # What is not the person's stays as it was, byte for byte.
    expected = "".join(line for line in LIST.splitlines(keepends=True) if not line.startswith(ADDRESS))
    assert (used.root / "contacts.csv").read_bytes() == expected.encode()
    assert len(list((used.root / "outbox").rglob("*.eml"))) == 2
    assert len(list((used.root / "releases").rglob("kept.txt"))) == 2
    assert len(list((used.root / "releases").rglob("review/*-r1.*"))) == 2, "the copy that went out, and its registry"
    assert "erased" in used.run("review", "status", "six").out + used.run("log", "six").out
    (asked,) = json.loads(used.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert (asked["address"], asked["name"], asked["mail"]) == ("", "", "accepted")
    assert "headline: Hello" in (used.root / ".pressctl" / "draft-statement.yaml").read_text(encoding="utf-8")


def test_after_erasing_the_record_is_whole_and_says_erased(used: PressOffice, mailbox: Mailbox) -> None:
    head = json.loads(used.run("log", "--verify", "--json").out)["head"]
    shown = json.loads(used.run("show", "six", "--json").out)
    assert used.run("contacts", "erase", ADDRESS, "--yes").code == 0

    assert used.run("log", "--verify", "--head", head).code == 0
    log = json.loads(used.run("log", "six", "--json").out)["deliveries"]
    assert [row["address"] for row in log].count("") == 2, "a rehearsal and a real message"
    assert all(row["answer"] == row["name"] == "" for row in log if not row["address"])
    assert "erased" in used.run("log", "six").out
    assert "erased" in used.run("log", "six", "--csv").out
    assert json.loads(used.run("show", "six", "--json").out) == shown, "as many have it as before"

    received = used.run("send", "six", "--to", "received:six", "--update", "a better photograph", "--dry-run", "--json")
    assert received.code == 0, received.err
    assert ADDRESS not in received.out
    assert "john@example.com" in received.out
    person = json.loads(used.run("contacts", "show", ADDRESS, "--json").out)
    assert person["erased"]
    assert person["sent"] == []


def test_who_was_erased_is_never_mailed_again_even_after_an_import(used: PressOffice, mailbox: Mailbox) -> None:
    assert used.run("contacts", "erase", ADDRESS, "--yes").code == 0
    (used.root / "contacts.csv").write_bytes(LIST.replace(ADDRESS, ADDRESS.upper()).encode())
    taken = len(mailbox.taken)
    planned = used.run("send", "six", "--to", "all", "--update", "a photograph", "--yes", "--json")
    assert planned.code == 0, planned.err
    sent = [recipients for _, recipients, data in mailbox.taken[taken:] if b"Auto-Submitted" not in data]
    assert len(sent) == 2
    assert not any("aliyeva@xn--bcher" in r and not r.startswith("x") for (r,) in sent)


def test_the_archive_says_what_was_taken_out_of_it(used: PressOffice, mailbox: Mailbox) -> None:
    assert used.run("contacts", "erase", ADDRESS, "--yes").code == 0
    (manifest,) = (used.root / "releases").rglob("MANIFEST")
    text = manifest.read_text(encoding="utf-8")
    said = re.search(r"# erased [\d-]+: a person was taken out of source/en\.md, which was ([0-9a-f]{64})", text)
    assert said is not None
    checked = subprocess.run(["sha256sum", "--check", "--strict", "MANIFEST"], cwd=manifest.parent, check=False)
    assert checked.returncode == 0
    assert b"copy_to:" in (manifest.parent / "source" / "en.md").read_bytes()
    assert said[1].encode() in (used.root / "pressctl.db").read_bytes(), "the record says the same"


@pytest.mark.proof
def test_the_offices_own_files_are_named_and_left_alone(used: PressOffice, mailbox: Mailbox) -> None:
    notes = used.root / "notes.txt"
    notes.write_text(f"Call back:\n{NAME}, see {ADDRESS}\n", encoding="utf-8")
    toml = used.root / "pressctl.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + f"\n# ask {ADDRESS}\n", encoding="utf-8")
    line = len(toml.read_text(encoding="utf-8").splitlines())
    shutil.copy(used.root / "pressctl.db", used.root / "pressctl.db.bak")
    ended = used.run("contacts", "erase", ADDRESS, "--yes")
    assert ended.code == 1
    assert "notes.txt:2" in ended.out
    assert f"pressctl.toml:{line}" in ended.out
    assert ADDRESS in notes.read_text(encoding="utf-8")
    assert "pressctl.db.bak" in ended.out
    assert holding(used.root) == ["notes.txt", "pressctl.db.bak", "pressctl.toml"]


def test_without_a_terminal_nothing_is_erased_unasked(used: PressOffice, mailbox: Mailbox) -> None:
    before = {
        path: path.read_bytes() for path in used.root.rglob("*") if path.is_file() and path.name[:11] != "pressctl.db"
    }
    ended = used.run("contacts", "erase", ADDRESS, typed=f"{ADDRESS}\n")
    assert ended.code == 2
    assert "--yes" in ended.err
    dry = used.run("contacts", "erase", ADDRESS, "--dry-run", "--json")
    assert json.loads(dry.out)["rows"] == [3]
    assert {path: path.read_bytes() for path in before} == before


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.erasing import erase, plan_erasure
from pressctl.workflow.people.person import identify

root, who, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
workspace = Workspace(root)
desk = Desk(workspace, load_config(workspace.config_file), lambda: Moment(datetime.now(UTC), "UTC"), "Nino")

def step(name):
    if moment in name:
        os.kill(os.getpid(), signal.SIGKILL)

erase(desk, plan_erasure(desk, identify(desk, who)), step=step)
"""


@pytest.mark.proof
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_at_every_step_and_run_again_it_finishes(used: PressOffice, mailbox: Mailbox, tmp_path: Path) -> None:
    for moment in ("hash", "part", "sent.docx", "source/en.md", "rows", "record", "bytes", "look"):
        ended = subprocess.run([sys.executable, "-c", KILLED, str(used.root), ADDRESS, moment], check=False)
        assert ended.returncode == -signal.SIGKILL, moment
        if moment in {"hash", "rows", "bytes"}:
            taken = len(mailbox.taken)
            assert used.run("send", "six", "--to", "all", "--yes").code in {0, 1}, "whatever happened, sending works"
            assert len(mailbox.taken) == taken
    assert used.run("contacts", "erase", ADDRESS, "--yes").code == 0
    assert holding(used.root) == []
    (manifest,) = (used.root / "releases").rglob("MANIFEST")
    assert manifest.read_text(encoding="utf-8").count("# erased") == 1
    assert used.run("log", "--verify").code == 0
