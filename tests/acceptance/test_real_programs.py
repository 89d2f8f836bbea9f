"""What the outputs are in the programs that people open them with: LibreOffice and a browser."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pressctl.export.docx.bookmarks import PREFIX
from tests.acceptance.conftest import PressOffice

Program = Callable[[str], str]


@pytest.fixture
def exported(office: PressOffice, tmp_path: Path) -> Path:
    """Export the sample in a left-to-right and a right-to-left language."""
    folder = tmp_path / "exported"
    ended = office.run("export", "six", "--language", "en,ar", "--output", str(folder))
    assert ended.code == 0, ended.err
    return folder


def converted(program: Program, source: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a document and save it as another kind."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{kind}"


def bookmarks(docx: Path) -> set[str]:
    document = zipfile.ZipFile(docx).read("word/document.xml").decode("utf-8")
    return {name for name in re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document) if name.startswith(PREFIX)}


@pytest.mark.proof
@pytest.mark.libreoffice
@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.proof), "ar"])
def test_libreoffice_keeps_every_anchor_and_shows_every_page(
    exported: Path, tmp_path: Path, program: Program, language: str
) -> None:
    (docx,) = exported.glob(f"*_{language}.docx")
    saved = tmp_path / "saved"
    saved.mkdir()
    assert bookmarks(converted(program, docx, "docx", saved)) == bookmarks(docx) != set()
    pdf = converted(program, docx, "pdf", saved)
    text = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8", timeout=60
    ).stdout
    assert "press@example.org" in text
    assert ("Page 1 of 2" in text) if language == "en" else ("2018" in text)


@pytest.mark.chromium
@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("ar", 375),
        *(pytest.param(*one, marks=pytest.mark.proof) for one in (("en", 375), ("en", 800), ("ar", 800))),
    ],
)
def test_the_mail_fits_a_phone_and_a_desk(
    exported: Path, tmp_path: Path, program: Program, language: str, width: int
) -> None:
    (mail,) = exported.glob(f"*_{language}.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html",))
    assert body is not None
    page = tmp_path / "mail.html"
    # A frame of the wanted width: the browser's own window cannot be made as narrow as a phone.
    probe = "<script>document.title='width '+document.documentElement.scrollWidth</script>"
    page.write_text(body.get_content().replace("</body>", f"{probe}</body>"), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe id=f src="mail.html" width={width} height=900 style="border:0"></iframe><script>'
        "onload=()=>{document.title=document.getElementById('f').contentDocument.documentElement.scrollWidth}</script>",
        encoding="utf-8",
    )
    command = [
        program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000",
        "--dump-dom", frame.as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout
    found = re.search(r"<title>(\d+)</title>", shown)
    assert found is not None, shown
    assert int(found[1]) <= width
