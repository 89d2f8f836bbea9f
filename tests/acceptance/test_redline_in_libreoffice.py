"""LibreOffice, asked to accept or reject all changes of a redline, gives the newer version and the older one."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.acceptance.conftest import PressOffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SETTLER = Path(__file__).resolve().parents[1] / "libreoffice_settler.py"
EDITS = (
    ("headline: Six", "headline: Seven"),
    ("The meeting falls on an anniversary. Fifteen years ago two", "The meeting falls on a sad anniversary. Sixteen"),
    (
        "The event begins at 10:00. Opening remarks",
        "A paragraph of its own.\n\nThe event begins at 11:00. Opening words",
    ),
    ("Traffickers do not stop", "They never stop"),
)
"""What an editor does to the sample: words, a paragraph more, a quotation. The last place that has them is meant."""


def paragraphs(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return [
        "".join((one.text or "") if one.tag == f"{W}t" else "\t" for one in paragraph.iter(f"{W}t", f"{W}tab")
                if one.getparent().tag == f"{W}r")
        for paragraph in body.iter(f"{W}p")
    ]  # fmt: skip


def exported(office: PressOffice, folder: Path) -> list[str]:
    assert office.run("export", "six", "--format", "docx", "--language", "en", "--output", str(folder)).code == 0
    (path,) = folder.glob("*.docx")
    return paragraphs(path.read_bytes())


def uno_python() -> str:
    for candidate in ("/usr/bin/python3", shutil.which("python3") or ""):
        if candidate and Path(candidate).exists():
            found = subprocess.run([candidate, "-c", "import uno"], check=False, capture_output=True)
            if found.returncode == 0:
                return candidate
    pytest.skip("LibreOffice's UNO is not installed for Python")


@pytest.mark.proof
def test_both_ways_give_the_versions(office: PressOffice, program: Callable[[str], str], tmp_path: Path) -> None:
    program("soffice")
    old = exported(office, tmp_path / "old")
    assert office.run("review", "send", "six", "--to", "iom").code == 0
    text = office.file("en").read_text(encoding="utf-8")
    for before, after in EDITS:
        head, found, tail = text.rpartition(before)
        assert found, before
        text = f"{head}{after}{tail}"
    office.file("en").write_text(text, encoding="utf-8")
    new = exported(office, tmp_path / "new")
    assert office.run("review", "send", "six", "--to", "iom").code == 0
    ended = office.run("redline", "six", "--from", "1", "--language", "en", "--json")
    redline = office.root / json.loads(ended.out)["files"][0]["path"]
    jobs = [[str(redline), way, str(tmp_path / f"{way}.docx")] for way in ("Accept", "Reject")]
    order = json.dumps({"profile": str(tmp_path / "profile"), "jobs": jobs})
    subprocess.run([uno_python(), str(SETTLER)], input=order, text=True, check=True, timeout=180)
    assert paragraphs((tmp_path / "Accept.docx").read_bytes()) == new
    assert paragraphs((tmp_path / "Reject.docx").read_bytes()) == old
