"""`layout list|check|copy`, `export --look`, and a letterhead of the office's own, as a press officer runs them."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

from docx import Document

from tests.acceptance.conftest import PressOffice


def layouts(office: PressOffice) -> Path:
    folder = office.root / "templates" / "layouts"
    folder.mkdir(exist_ok=True)
    return folder


def words(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_a_new_office_has_no_layout_of_its_own_and_nothing_to_remark(office: PressOffice) -> None:
    listed = office.run("layout", "list")
    assert listed.out.splitlines()[0].split("\t") == ["house.docx", "Word document", "built in, modern look"]
    assert office.run("layout", "check").code == 0


def test_a_copied_layout_is_in_order_and_never_overwritten(office: PressOffice) -> None:
    copied = office.run("layout", "copy", "house.docx", "house.typ", "mail.html.j2")
    assert copied.code == 0
    assert (layouts(office) / "house.typ").is_file()
    assert office.run("layout", "check").code == 0
    again = office.run("layout", "copy", "page.html.j2", "house.docx")
    assert again.code == 3
    assert "templates/layouts/house.docx is there already; nothing was copied" in again.err
    assert not (layouts(office) / "page.html.j2").exists()
    assert office.run("layout", "copy", "hause.docx").code == 2


def test_a_classic_office_copies_the_classic_letterhead(office: PressOffice) -> None:
    config = office.root / "pressctl.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("[office]", '[office]\nlook = "classic"'), encoding="utf-8"
    )
    assert office.run("layout", "copy").code == 0
    assert b"Times New Roman" in words(layouts(office) / "house.docx")
    assert "classic.page.css" in office.run("layout", "list").out


def test_every_fault_is_said_with_its_line_at_once(office: PressOffice) -> None:
    folder = layouts(office)
    Document().save(str(folder / "house.docx"))
    (folder / "house.typ").write_text('#set document(title: "x")\n\n#nothing\n', encoding="utf-8")
    (folder / "page.html.j2").write_text("{% if sheet %}\n{{ sheet.headlin }}\n{% endif %}", encoding="utf-8")
    (folder / "mail.html.j2").write_text("{% if sheet %}", encoding="utf-8")
    (folder / "letterhead.docx").write_bytes((folder / "house.docx").read_bytes())
    (folder / "~$house.docx").write_bytes(b"")
    checked = office.run("layout", "check", "--json")
    assert checked.code == 1
    found = {one["name"]: one["findings"] for one in json.loads(checked.out)["layouts"]}
    assert {flaw["kind"] for flaw in found["house.docx"]} == {"missing-style", "paper", "author"}
    assert [(flaw["kind"], flaw["line"]) for flaw in found["house.typ"]] == [("error", 3)]
    assert [(flaw["kind"], flaw["line"]) for flaw in found["page.html.j2"]] == [("error", 2)]
    assert [(flaw["kind"], flaw["line"]) for flaw in found["mail.html.j2"]] == [("error", 1)]
    assert [flaw["kind"] for flaw in found["letterhead.docx"]] == ["unknown-file"]
    assert "~$house.docx" not in found
    piped = office.run("layout", "check").out
    assert "templates/layouts/page.html.j2:2\terror\t" in piped


def test_a_layout_that_cannot_be_read_ends_with_3(office: PressOffice, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("no zip", encoding="utf-8")
    named = office.run("layout", "check", str(tmp_path / "letter.docx"))
    assert (named.code, named.out) == (3, "")
    assert "not a Word document" in named.err
    shutil.copyfile(tmp_path / "letter.docx", layouts(office) / "house.docx")
    own = office.run("layout", "check")
    assert own.code == 3
    assert "unreadable" in own.out
    assert office.run("export", "six", "-f", "docx").code == 3


def test_a_blank_letterhead_sets_a_release_and_says_what_was_lent(office: PressOffice, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Type your SECRET here")
    document.sections[0].header.paragraphs[0].text = "Ministry of Examples"
    document.save(str(layouts(office) / "house.docx"))
    exported = office.run("export", "six", "-f", "docx", "-l", "en", "-o", str(tmp_path / "out"))
    assert exported.code == 0
    assert "which pressctl lent; pressctl layout check names them" in exported.err
    (made,) = (tmp_path / "out").glob("*.docx")
    assert b"SECRET" not in words(made)
    assert b"Ministry of Examples" in words(made)


def test_a_look_named_on_the_command_line_comes_before_everything(office: PressOffice, tmp_path: Path) -> None:
    (layouts(office) / "page.html.j2").write_text("our page", encoding="utf-8")
    plain = office.run("export", "six", "-f", "html,docx,eml", "-l", "en", "-o", str(tmp_path / "own"))
    named = office.run(
        "export", "six", "-f", "html,docx,eml", "-l", "en", "-o", str(tmp_path / "named"), "--look", "classic"
    )
    assert (plain.code, named.code) == (0, 0)
    assert next((tmp_path / "own").glob("*.html")).read_text(encoding="utf-8") == "our page"
    assert "Times New Roman" in next((tmp_path / "named").glob("*.html")).read_text(encoding="utf-8")
    assert b"Times New Roman" in words(next((tmp_path / "named").glob("*.docx")))
    fonts = [
        Document(io.BytesIO(next((tmp_path / name).glob("*.docx")).read_bytes())).styles.element.xpath(
            "./w:docDefaults//w:rFonts/@w:ascii"
        )
        for name in ("own", "named")
    ]
    assert fonts == [["Arial"], ["Times New Roman"]]
    assert (
        "4px double"
        in next((tmp_path / "named").glob("*.eml")).read_bytes().replace(b"=\r\n", b"").replace(b"=\n", b"").decode()
    )
    assert office.run("export", "six", "--look", "modrn").code == 2
