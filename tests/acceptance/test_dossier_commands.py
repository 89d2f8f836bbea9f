"""`log SLUG --dossier`: what an auditor gets, that it proves itself, and that it names nobody unasked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from tests.acceptance.conftest import Ended, PressOffice, run
from tests.servers.fault_server import Fault, FaultServer

PEOPLE = {
    "aygun.secret@example.com": "Aygün Gizlinova",
    "sergey.secret@example.com": "Сергей Тайнов",
    "salma.secret@example.com": "سلمى السرية",
    "refused.secret@example.com": "Rosa Hiddenwood",
    "later.secret@example.com": "Lars Verborgen",
    "focal.secret@example.org": "Fiona Coverley",
}
LANGUAGES = ("az", "ru", "ar", "en", "en")
TRUSTED = ("", "yes", "yes", "yes", "")
FAR = "2099-10-30T10:00[Asia/Baku]"


@pytest.fixture(scope="session")
def _sent_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office that has sent its release under embargo, and another release beside it."""
    folder = tmp_path_factory.mktemp("sent")
    assert run(folder, "init", "office").code == 0
    office = PressOffice(folder / "office")
    english = office.file("en")
    text = re.sub(r"(?m)^copy_to:\n(  - .*\n)+", "", english.read_text(encoding="utf-8"))
    copies = "copy_to:\n  - email: focal.secret@example.org\n    name: Fiona Coverley\n"
    english.write_text(text.replace("dateline:", f"{copies}embargo: {FAR}\ndateline:", 1), encoding="utf-8")
    _another_release(office)
    rows = [
        f"{address},{name},{language},{trusted}"
        for (address, name), language, trusted in zip(PEOPLE.items(), LANGUAGES, TRUSTED, strict=False)
    ]
    (office.root / "contacts.csv").write_text(
        "\n".join(("email,name,language,embargo_trusted", *rows)) + "\n", encoding="utf-8"
    )
    mail = office.root / "Cavab – razıyam.eml"
    mail.write_bytes("From: Aygün Gizlinova <aygun.secret@example.com>\n\nRazıyam.".encode())
    assert office.run("embargo", "agree", "six", "aygun", "--evidence", str(mail), "--note", "Gizlinova rang").code == 0
    refusal = Fault("rcpt", "550 5.1.1 <refused.secret@example.com> unknown", recipient="refused.secret@example.com")
    with FaultServer(faults=[refusal]).running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        sent = office.run("send", "six", "--to", "all", "--yes", "--attach", "docx", PRESSCTL_SMTP_URL=url)
        assert sent.code == 5, sent.out + sent.err
        assert office.run("send", "elsewhere", "--to", "all", "--yes", PRESSCTL_SMTP_URL=url).code in {0, 5}
    return office.root


def _another_release(office: PressOffice) -> None:
    folder = office.file("en").parent
    other = folder.with_name("2018-11-05-elsewhere")
    shutil.copytree(folder, other)
    for variant in other.glob("*.md"):
        if variant.name != "en.md":
            variant.unlink()
    text = (other / "en.md").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^id: .*$", f"id: {uuid.UUID(int=7)}", text)
    text = re.sub(r"(?m)^embargo: .*\n", "", text)
    (other / "en.md").write_text(text.replace("Six organizations", "Seven unrelated organizations"), encoding="utf-8")


@pytest.fixture
def sent(_sent_office: Path, tmp_path: Path) -> PressOffice:
    root = tmp_path / "office"
    shutil.copytree(_sent_office, root)
    return PressOffice(root)


@pytest.fixture(scope="session")
def told(_sent_office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the pseudonymous dossier, made once."""
    root = tmp_path_factory.mktemp("told") / "office"
    shutil.copytree(_sent_office, root)
    ended, files = dossier(PressOffice(root))
    assert ended.code == 0, ended.err
    return files


def dossier(office: PressOffice, *more: str) -> tuple[Ended, dict[str, bytes]]:
    path = office.root.parent / "dossier.zip"
    ended = office.run("log", "six", "--dossier", str(path), *more)
    if not path.exists():
        return ended, {}
    with zipfile.ZipFile(path) as archive:
        return ended, {name: archive.read(name) for name in archive.namelist()}


def archived(office: PressOffice, name: str) -> list[Path]:
    return list((office.root / "releases").glob(f"*six-organizations*/versions/1/*/{name}"))


def json_of(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def everything(data: bytes) -> str:
    """Return every text in the bytes, in members of archives, too, letters composed and small."""
    found = data.decode("utf-8", errors="replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += "".join(everything(archive.read(name)) for name in archive.namelist())
            found += "".join(archive.namelist())
    return found.casefold()


def verified(files: dict[str, bytes], folder: Path, *head: str) -> tuple[int, str]:
    """Unpack, and run the script with a bare Python."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    ended = subprocess.run(
        [sys.executable, "-I", "verify.py", *head],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout


def test_nobody_is_named_unless_asked(sent: PressOffice) -> None:
    ended, files = dossier(sent)
    assert ended.code == 0, ended.err
    text = everything((sent.root.parent / "dossier.zip").read_bytes())
    for address, name in PEOPLE.items():
        assert address not in text
        assert name.casefold() not in text
        assert name.split()[-1].casefold() not in text
    assert ".secret" not in text
    assert "rang" not in text
    assert str(sent.root).casefold() not in text
    states = {delivery["state"] for delivery in json_of(files, "deliveries.json")}
    assert {"accepted", "rejected"} <= states
    evidence = hashlib.sha256((sent.root / "Cavab – razıyam.eml").read_bytes()).hexdigest()
    assert evidence in files["README.txt"].decode()
    assert json_of(files, "embargo.json")["answers"][0]["evidence_sha256"] == evidence


def test_with_names_it_is_a_private_file_that_holds_the_people_and_their_proofs(sent: PressOffice) -> None:
    ended, files = dossier(sent, "--with-names")
    assert ended.code == 0, ended.err
    assert "it names people" in ended.out
    if os.name == "posix":
        assert (sent.root.parent / "dossier.zip").stat().st_mode & 0o777 == 0o600
    assert {person["address"] for person in json_of(files, "people.json")} == set(PEOPLE)
    (proof,) = [name for name in files if name.startswith("evidence/")]
    assert proof.endswith("_cavab-raziyam.eml")  # which any program unpacks alike
    assert files[proof] == (sent.root / "Cavab – razıyam.eml").read_bytes()
    replies = [attempt["reply"] for one in json_of(files, "deliveries.json") for attempt in one["attempts"]]
    assert any("refused.secret@example.com" in (reply or "") for reply in replies)
    assert b"focal.secret@example.org" in next(data for name, data in files.items() if name.endswith("source/en.md"))
    assert "Holds personal data" in " ".join(files["summary.txt"].decode().split())


def test_the_same_record_gives_the_same_bytes_and_no_release_tells_of_another(sent: PressOffice) -> None:
    _, files = dossier(sent)
    first = (sent.root.parent / "dossier.zip").read_bytes()
    refused, _ = dossier(sent)
    assert refused.code == 4
    assert "--force" in refused.err
    assert dossier(sent, "--force")[0].code == 0
    assert (sent.root.parent / "dossier.zip").read_bytes() == first
    assert list(files) == sorted(files)
    text = everything(first)
    assert "elsewhere" not in text
    assert "seven unrelated" not in text
    assert str(uuid.UUID(int=7)) not in text
    plans = {plan["id"] for plan in json_of(files, "plans.json")}
    lines = [
        json.loads(e["line"]) for row in json_of(files, "chain.json")["rows"] for e in row["events"] if "line" in e
    ]
    assert {line["plan_id"] for line in lines} <= plans | {None}


def test_it_proves_itself_without_pressctl_and_shows_every_change(told: dict[str, bytes], tmp_path: Path) -> None:
    files = told
    head = json_of(files, "chain.json")["head"]
    code, said = verified(files, tmp_path / "whole", head)
    assert (code, said.splitlines()[0]) == (0, f"Whole: {_events(files)} events, head {head}")
    assert "rebuilt looks whole" in verified(files, tmp_path / "headless")[1]
    assert verified(files, tmp_path / "foreign", "0" * 63 + "1")[0] == 1
    rows = json_of(files, "chain.json")
    changes = {
        "text": files["chain.json"].replace(b'\\"type\\":\\"frozen', b'\\"type\\":\\"thawed', 1),
        "cut": _chain(rows, rows["rows"][:-1]),
        "without": _chain(rows, rows["rows"][1:]),
        "swapped": _chain(rows, [rows["rows"][1], rows["rows"][0], *rows["rows"][2:]]),
    }
    for name, chain in changes.items():
        assert chain != files["chain.json"]
        manifest = (
            files["MANIFEST"]
            .decode()
            .replace(hashlib.sha256(files["chain.json"]).hexdigest(), hashlib.sha256(chain).hexdigest())
        )
        code, said = verified({**files, "chain.json": chain, "MANIFEST": manifest.encode()}, tmp_path / name, head)
        assert code == 1, (name, said)
    code, said = verified({**files, "plans.json": files["plans.json"] + b" "}, tmp_path / "file")
    assert (code, said) == (1, "plans.json was changed\n")


def _events(files: dict[str, bytes]) -> int:
    return int(json_of(files, "chain.json")["events"])


def _chain(chain: dict[str, Any], rows: list[Any]) -> bytes:
    return json.dumps({**chain, "rows": rows}).encode()


def test_the_head_of_the_receipt_is_that_of_the_dossier(sent: PressOffice, told: dict[str, bytes]) -> None:
    files = told
    verification = json.loads(sent.run("log", "--verify", "--json").out)
    chain = json_of(files, "chain.json")
    assert (chain["head"], chain["events"]) == (verification["head"], verification["events"])
    assert sent.run("log", "--verify", "--head", chain["head"]).code == 0


def test_a_record_that_was_changed_says_so(sent: PressOffice, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sent.root / "pressctl.db")) as record, record:
        record.execute("DROP TRIGGER event_is_never_rewritten")
        record.execute("UPDATE event SET actor = 'Somebody else' WHERE type = 'plan-made'")
    ended, files = dossier(sent)
    assert ended.code == 1
    assert "has been changed" in ended.out
    assert "has been changed" in files["summary.txt"].decode()
    assert verified(files, tmp_path / "x")[0] == 1


def test_what_was_sent_is_there_and_a_changed_file_is_named(sent: PressOffice) -> None:
    (kept,) = archived(sent, "en.txt")
    kept.write_bytes(kept.read_bytes() + b"More.")
    _, files = dossier(sent)
    names = {name.split("/", 3)[3] for name in files if name.startswith("versions/1/")}
    assert {"en.txt", "en.html", "en.subject.txt", "az.txt", "source/en.md"} <= names
    assert any(name.endswith("_en_EMBARGOED-until-2099-10-30-1000-Baku.docx") for name in names)
    source = next(data for name, data in files.items() if name.endswith("source/en.md"))
    assert re.search(rb"copy_to:\s+\[\]", source)
    assert "en.txt was changed since it was sent" in " ".join(files["summary.txt"].decode().split())
    (version,) = json_of(files, "versions.json")
    assert [file["name"] for file in version["files"] if file["fault"]] == ["en.txt"]


def test_the_summary_is_a_sound_document_that_says_the_same_as_the_text(told: dict[str, bytes], tmp_path: Path) -> None:
    files = told
    (tmp_path / "summary.docx").write_bytes(files["summary.docx"])
    assert OpenXmlValidator().validate(str(tmp_path / "summary.docx")).is_valid
    document = Document(io.BytesIO(files["summary.docx"]))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for heading in ("Versions", "Sendings", "Who was left out", "Gates that were passed", "Embargo", "The record"):
        assert heading in words
        assert heading in files["summary.txt"].decode()
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any("has not agreed to the embargo" in row for row in cells)
    assert any("agreed for this release" in row for row in cells)
    assert "Embargoed until 30 October 2099, 10:00 Baku (06:00 UTC) · Pseudonymous" in words


def test_a_file_that_names_somebody_is_kept_out_and_named(sent: PressOffice) -> None:
    for source in archived(sent, "source/az.md"):
        source.write_text(source.read_text(encoding="utf-8") + "\n<!-- ask AYGÜN GİZLİNOVA -->\n", encoding="utf-8")
        source.write_text(source.read_text(encoding="utf-8") + "\n# Aygün Gizlinova\n", encoding="utf-8")
    ended, files = dossier(sent)
    assert not any(name.endswith("source/az.md") for name in files)
    assert "source/az.md" in ended.out
    assert "names somebody for whom the release was meant" in files["README.txt"].decode()


def test_an_erased_person_is_in_no_dossier_and_their_proof_is_told_of(sent: PressOffice) -> None:
    (sent.root / "Cavab – razıyam.eml").unlink()  # the officer's own copy is the officer's to remove
    erased = sent.run("contacts", "erase", "aygun.secret@example.com", "--yes")
    assert erased.code == 0, erased.out + erased.err
    ended, files = dossier(sent, "--with-names")
    assert ended.code == 0, ended.err
    text = everything((sent.root.parent / "dossier.zip").read_bytes())
    assert "aygun.secret" not in text
    assert "gizlinova" not in text
    assert "was erased with the person whom it named" in files["README.txt"].decode()
    assert json_of(files, "embargo.json")["answers"][0]["answer"] == "agreed"


REFUSED = (
    (("log", "--dossier", "d.zip"), 2),
    (("log", "six", "--dossier", "d.zip", "--csv"), 2),
    (("log", "six", "--with-names"), 2),
    (("log", "six", "--dossier", "releases"), 3),
    (("log", "six", "--dossier", "missing/d.zip"), 3),
    (("log", "nothing-such", "--dossier", "d.zip"), 3),
)


def test_what_cannot_be_written_is_said(sent: PressOffice) -> None:
    for arguments, code in REFUSED:
        ended = sent.run(*arguments)
        assert ended.code == code, ended.out + ended.err
        assert not (sent.root / "d.zip").exists()


def test_nothing_recorded_is_nothing_to_tell(office: PressOffice) -> None:
    ended = office.run("log", "six", "--dossier", "d.zip")
    assert ended.code == 1
    assert "the record holds nothing" in ended.err
