"""What somebody may try to do to an office through its own words, its files or its mail server: see docs/threats.md."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import stat
import zipfile
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from lxml import html as lxml_html

from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import configure
from tests.acceptance.warm_python import UMASK
from tests.hostile_contacts import MARKUP, SECRET, TEMPLATES
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import certificates

ROOT = Path(__file__).resolve().parents[2]
SENTINEL = "sentinel-password-91c4e7"
OTHER = "hostile"


def a_release(office: PressOffice, headline: str, paragraphs: list[str]) -> str:
    """Write a release of these words, and return its slug."""
    text = office.file("en").read_text(encoding="utf-8")
    slug = "2018-11-02-hostile-words"
    folder = office.root / "releases" / slug
    folder.mkdir()
    front = re.sub(r"(?m)^headline: .*$", lambda _: f"headline: {json.dumps(headline)}", text.split("\n---\n")[0])
    front = re.sub(r"(?m)^id: .*$", "id: 5b6f2c1e-0000-4000-8000-000000000009", front)
    front = re.sub(r"(?m)^copy_to:\n(  - .*\n)+", "", front)
    (folder / "en.md").write_text(front + "\n---\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return slug


def the_mail(office: PressOffice) -> EmailMessage:
    (file,) = (office.root / "outbox").rglob("*.eml")
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def test_release_text_is_never_a_template(office: PressOffice) -> None:
    words = [f"Paragraph {number} says {payload} and goes on." for number, payload in enumerate(TEMPLATES)]
    slug = a_release(office, "Six {{ 1234*5678 }} organizations {% if x %}", words)
    assert office.run("send", slug, "--test", "me@example.org").code == 0
    message = the_mail(office)
    exported = office.run("export", slug, "--format", "html", "--format", "txt")
    assert exported.code == 0, exported.err
    outputs = [path.read_text(encoding="utf-8") for path in (office.root / "releases" / slug / "out").iterdir()]
    for text in [*outputs, body(message, "plain"), body(message, "html"), str(message["Subject"])]:
        assert SECRET not in text
        assert "{{ 1234*5678 }}" in " ".join(text.split())


def test_markup_in_a_release_is_words_in_every_page_and_mail(office: PressOffice) -> None:
    plain = a_release(office, "An ordinary headline of a release", ["An ordinary paragraph."] * len(MARKUP))
    pages = {}
    for name in ("plain", "hostile"):
        if name == "hostile":
            shutil.rmtree(office.root / "releases" / plain)
            shutil.rmtree(office.root / "outbox")
            payloads = [payload for payload in MARKUP if "\n" not in payload and "![" not in payload]
            a_release(
                office, "An <script>alert(1)</script> headline", [f"Says {payload} here." for payload in payloads]
            )
        assert office.run("send", plain, "--test", "me@example.org").code == 0
        exported = office.run("export", plain, "--format", "html")
        assert exported.code == 0, exported.err
        (page,) = (office.root / "releases" / plain / "out").glob("*.html")
        pages[name] = [page.read_text(encoding="utf-8"), body(the_mail(office), "html")]
    for ordinary, hostile in zip(pages["plain"], pages["hostile"], strict=True):
        usual = {element.tag for element in lxml_html.document_fromstring(ordinary).iter()}
        document = lxml_html.document_fromstring(hostile)
        for element in document.iter():
            assert element.tag in usual | {"a", "strong", "em", "code"}, f"<{element.tag}> came out of the words"
            assert not [name for name in element.attrib if name.startswith("on")]
            for attribute in ("href", "src"):
                target = element.get(attribute, "")
                assert re.match(r"(https?:|mailto:|tel:|cid:|data:image/|#|$)", target), target
        assert "<script>alert(1)</script>" in document.text_content()


BAD = ["\n", "\r", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\ue000"]


@pytest.mark.parametrize(
    ("place", "bad"),
    [*(("headline", bad) for bad in BAD), ("subject", "\n"), ("subject", "\u202e"), ("subheadline", "\x1b")],
    ids=ascii,
)
def test_no_control_character_of_a_release_reaches_a_header(office: PressOffice, place: str, bad: str) -> None:
    text = office.file("en").read_text(encoding="utf-8")
    value = json.dumps(f"An{bad}Bcc: everybody@example.com")
    text = re.sub(rf"(?m)^{place}: .*\n", "", text)
    office.file("en").write_text(text.replace("\nkind:", f"\n{place}: {value}\nkind:", 1), encoding="utf-8")
    ended = office.run("send", "six", "--test", "me@example.org")
    assert ended.code == 3, ended.out
    assert "en.md" in ended.err
    assert not list(office.root.rglob("*.eml"))


def test_nothing_that_leaves_tells_whose_machine_it_was_made_on(office: PressOffice, tmp_path: Path) -> None:
    home = tmp_path / "home-of-sentinelperson"
    home.mkdir()
    moved = home / "office"
    shutil.copytree(office.root, moved)
    own = {"HOME": str(home), "USER": "sentinelperson", "LOGNAME": "sentinelperson", "USERNAME": "sentinelperson"}
    office = PressOffice(moved, own)
    assert office.run("send", "six", "--test", "me@example.org").code == 0
    formats = [part for name in ("docx", "pdf", "html", "txt", "eml") for part in ("--format", name)]
    ended = office.run("export", "six", *formats)
    assert ended.code == 0, ended.err
    files = [path for folder in ("out", "outbox") for path in moved.rglob(f"{folder}/**/*") if path.is_file()]
    assert {path.suffix for path in files} >= {".docx", ".pdf", ".html", ".txt", ".eml"}
    for path in files:
        for name, octets in unpacked(path):
            for trace in (b"sentinelperson", str(tmp_path).encode()):
                assert trace not in octets, f"{name} of {path.name} holds {trace!r}"


def unpacked(path: Path) -> list[tuple[str, bytes]]:
    """Return what a file holds, with the parts of packages, messages and PDFs opened."""
    data = path.read_bytes()
    found = [(path.name, data)]
    if path.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(data)) as package:
            found += [(name, package.read(name)) for name in package.namelist()]
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(BytesIO(data))
        found += [("metadata", str(reader.metadata).encode()), ("xmp", str(reader.xmp_metadata).encode())]
        found += [("page", page.extract_text().encode()) for page in reader.pages]
    if path.suffix == ".eml":
        message = BytesParser(policy=policy.default).parsebytes(data)
        found += [("part", part.get_payload(decode=True) or b"") for part in message.walk() if not part.is_multipart()]
    return found


@pytest.mark.proof
@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_after_each_command_what_is_personal_is_for_its_owner_alone(office: PressOffice) -> None:
    commands = [
        ("send", "six", "--to", "tv", "--yes"),
        ("send", "six", "--test", "me@example.org"),
        ("contacts", "suppress", "elchin@radio.example.com", "--why", "asked by telephone"),
        ("contacts", "export", "list.csv"),
        ("contacts", "export", "--person", "aygun@tv.example.com", "person.zip"),
        ("log", "six", "--dossier", "names.zip", "--with-names"),
        ("log", "--verify"),
    ]
    for arguments in commands:
        ended = office.run(*arguments, **{UMASK: "0"})  # the most careless that there is
        assert ended.code in {0, 1, 5}, (arguments, ended.err)
        for path in personal(office.root):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode & 0o077 == 0, f"after {' '.join(arguments)}: {path.relative_to(office.root)} is {mode:o}"
    assert (office.root / "pressctl.db").exists()
    assert list((office.root / "outbox").rglob("*.eml"))


def personal(root: Path) -> list[Path]:
    """Return the record with all that stands beside it, the mails with their folders, and lists made for others."""
    made = [path for path in root.iterdir() if path.name.startswith(("pressctl.db", "list.", "person.", "names."))]
    return [*made, root / "outbox", *(root / "outbox").rglob("*")]


@pytest.mark.parametrize(
    "faults",
    [
        [],
        [Fault("auth", "535 5.7.8 no such user, and your password was " + SENTINEL)],
        [Fault("auth", "garbage")],
        [Fault("auth", "drop")],
        [Fault("greeting", f"554 5.7.1 {SENTINEL}")],
    ],
    ids=["well", "refused", "garbage", "dropped", "greeted"],
)
def test_the_password_stands_nowhere(office: PressOffice, tmp_path: Path, faults: list[Fault]) -> None:
    certs = certificates(tmp_path)
    (office.root / "authority.pem").write_bytes(certs.ca_file.read_bytes())
    login = ("press@example.org", SENTINEL)
    server = FaultServer(faults, tls="starttls", context=certs.context, login=login)
    said = ""
    with server.running():
        configure(office, server.port)
        for arguments in (
            *([] if faults else [("doctor", "--json")]),
            ("send", "six", "--to", "tv", "--yes"),
            ("log", "six"),
        ):
            ended = office.run(*arguments, PRESSCTL_SMTP_PASSWORD=SENTINEL)
            said += ended.out + ended.err
    plain = f"\0{login[0]}\0{SENTINEL}"
    forms = [SENTINEL.encode(), *(base64.b64encode(text.encode()) for text in (plain, SENTINEL))]
    files = [path for path in office.root.rglob("*") if path.is_file()]
    for form in forms:
        assert form.decode() not in said
        assert not [path for path in files if form in path.read_bytes()]
    assert not [line for line in server.in_the_clear if not line.upper().startswith(("EHLO", "STARTTLS", "QUIT"))]


def test_dots_and_line_ends_in_a_release_smuggle_no_second_message(office: PressOffice) -> None:
    lines = [
        ".",
        "..",
        ".\u00a0",
        "MAIL FROM: evil",
        "RCPT TO: all",
        "DATA",
        ".hidden",
        "QUIT",
    ]
    slug = a_release(office, "A headline that is quite ordinary", ["\\\n".join(lines), *lines, "The end."])
    server = FaultServer()
    with server.running():
        configure(office, server.port, tls="none")
        assert office.run("send", slug, "--test", "me@example.org").code == 0
    ((recipient, data),) = server.accepted
    assert recipient == "me@example.org"
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data)
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    text = body(message, "plain")
    assert not [line for line in lines if line not in text]
    assert [command.split(":")[0] for command in server.commands if command.startswith(("MAIL", "RCPT"))] == [
        "MAIL FROM",
        "RCPT TO",
    ] * (len([line for line in server.commands if line.startswith("MAIL")]))


def test_every_threat_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
    assert len(rows) >= 18
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", row)
        assert named, f"no test: {row}"
        for file, name in named:
            source = (ROOT / "tests" / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", source, re.MULTILINE), f"{file} has no {name}"
