"""Translators in Word: source beside target goes out, what comes back stands where it belongs and nowhere else."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
from docx import Document
from docx.table import Table
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.acceptance.conftest import PressOffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(office: PressOffice, language: str) -> Path:
    ended = office.run("variant", "six", language, "--docx", "--json")
    assert ended.code == 0, ended.err
    return office.root / json.loads(ended.out)["path"]


def table_of(path: Path) -> Table:
    (table,) = Document(str(path)).tables
    return table


def fill(path: Path, say: Callable[[str, str], str | None]) -> None:
    """Type into the cells on the right what `say` answers to label and source; nothing where it has no answer."""
    document = Document(str(path))
    (table,) = document.tables
    for row in table.rows[1:]:
        label, source, *_ = (paragraph.text for paragraph in row.cells[0].paragraphs)
        said = say(label, source)
        if said is not None:
            paragraph = row.cells[1].paragraphs[0]
            for run in paragraph.runs:
                run._element.getparent().remove(run._element)
            paragraph.add_run(said)
    document.save(str(path))


def body_of(office: PressOffice, language: str) -> list[str]:
    return office.file(language).read_text(encoding="utf-8").partition("\n---\n")[2].strip().split("\n\n")


def edit(office: PressOffice, old: str, new: str, language: str = "en") -> None:
    text = office.file(language).read_text(encoding="utf-8")
    before, found, after = text.rpartition(old)  # the last: what stands in the body stands in the fields, too
    assert found
    office.file(language).write_text(f"{before}{new}{after}", encoding="utf-8")


def test_a_new_language_is_translated_in_word_from_its_first_word(office: PressOffice) -> None:
    office.file("fr").unlink()
    path = made(office, "fr")
    assert path.name == f"{office.slug}_en-fr_TRANSLATE.docx"
    assert OpenXmlValidator().validate(path).is_valid
    head = [cell.text for cell in table_of(path).rows[0].cells]
    assert head == ["Original (anglais)", "Traduction (français)"]
    fill(path, lambda _, source: f"{source} (FR)")
    ended = office.run("variant", "read", str(path))
    assert ended.code == 0, ended.out + ended.err
    assert "Next: pressctl variant six-organizations fr --done" in ended.out
    text = office.file("fr").read_text(encoding="utf-8")
    assert "headline: Six organizations join forces in Baku against human trafficking (FR)" in text
    assert "dateline.place: Baku (FR)" in text
    quotation = next(block for block in body_of(office, "fr") if block.startswith(">"))
    assert re.search(r"stop them\. \(FR\)\n> — .* \(FR\), .* \(FR\)", quotation)
    assert office.run("variant", "six", "fr", "--done", "--anyway").code == 0
    assert office.run("check", "six", "--json").code in {0, 1}


def test_only_what_has_changed_is_shown_and_nothing_else_is_touched(office: PressOffice) -> None:
    edit(office, "headline: Six", "headline: Seven")
    edit(
        office,
        "The event begins at 10:00. Opening remarks",
        "A new one.\n\nThe event begins at 10:00. Opening speeches",
    )
    before = office.file("az").read_bytes()
    path = made(office, "az")
    rows = [[cell.text for cell in row.cells] for row in table_of(path).rows[1:]]
    assert [source.split("\n")[0] for source, _ in rows] == ["Başlıq", "Mətn 5", "Mətn 6"]
    assert "Əvvəlki mətn: Six organizations" in rows[0][0]
    assert rows[0][1] == "Altı qurum Bakıda insan alverinə qarşı birləşir"
    assert rows[1][1] == ""
    answers = {"Başlıq": "Yeddi qurum", "Mətn 5": "Yeni abzas. * ulduz", "Mətn 6": "Konfrans saat 10-da başlayır."}
    fill(path, lambda label, _: answers[label])
    ended = office.run("variant", "read", str(path), "--json")
    assert ended.code == 0, ended.out + ended.err
    assert json.loads(ended.out)["written"] == ["body[6]", "body[5]", "headline"]
    lines = before.decode().split("\n")
    old = next(line for line in lines if line.startswith("Konfrans saat 10:00-da"))
    expected = before.decode().replace(
        "headline: Altı qurum Bakıda insan alverinə qarşı birləşir", "headline: Yeddi qurum"
    )
    expected = expected.replace(old, "Yeni abzas. \\* ulduz\n\nKonfrans saat 10-da başlayır.")
    assert office.file("az").read_text(encoding="utf-8") == expected


def test_what_is_left_and_what_has_no_place_is_said(office: PressOffice) -> None:
    edit(office, "headline: Six", "headline: Seven")
    edit(office, "The meeting falls on an anniversary", "The meeting falls on a day")
    path = made(office, "ru")
    fill(path, lambda label, _: "" if label == "Заголовок" else "Встреча проходит в этот день.")
    kept = office.file("ru").read_text(encoding="utf-8")
    office.file("ru").write_text(f"{kept}\n\nЕщё один абзац.\n", encoding="utf-8")
    ended = office.run("variant", "read", str(path), "--json")
    assert ended.code == 1
    told = json.loads(ended.out)
    assert [one["path"] for one in told["untranslated"]] == ["headline"]
    assert [one["path"] for one in told["unplaced"]] == ["body[3]"]
    assert "had 7 blocks and has 8 now" in told["unplaced"][0]["why"]
    assert office.file("ru").read_text(encoding="utf-8") == f"{kept}\n\nЕщё один абзац.\n"


def test_stress_links_and_tracked_changes_of_the_translator_are_taken_over(office: PressOffice) -> None:
    edit(office, "The meeting falls on an anniversary", "The meeting falls on a day")
    path = made(office, "fr")
    document = Document(str(path))
    paragraph = document.tables[0].rows[1].cells[1].paragraphs[0]
    for run in paragraph.runs:
        run._element.getparent().remove(run._element)
    paragraph.add_run("La réunion ")
    paragraph.add_run("tombe").bold = True
    paragraph.add_run(" un ")
    paragraph.add_run("jour").italic = True
    who = f'xmlns:w="{W[1:-1]}" w:id="9001" w:author="A" w:date="2018-10-24T09:00:00Z"'
    xml = (
        f'<w:ins {who}><w:r><w:t xml:space="preserve"> férié</w:t></w:r></w:ins>',
        f"<w:del {who}><w:r><w:delText> de pluie</w:delText></w:r></w:del>",
    )
    for one in xml:
        paragraph._element.append(etree.fromstring(one))
    document.save(str(path))
    assert office.run("variant", "read", str(path)).code == 0
    assert "La réunion **tombe** un *jour* férié" in body_of(office, "fr")


def test_rows_are_known_by_their_source_where_bookmarks_and_properties_are_lost(office: PressOffice) -> None:
    edit(office, "The meeting falls on an anniversary", "The meeting falls on a day")
    path = made(office, "az")
    fill(path, lambda *_: "Görüş bu gün keçirilir.")
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", data)
            if name == "docProps/custom.xml":
                data = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
            new.writestr(name, data)
    returned = office.root / "fertig (2).docx"
    returned.write_bytes(stream.getvalue())
    assert office.run("variant", "read", str(returned)).code == 0
    assert "Görüş bu gün keçirilir." in body_of(office, "az")


def test_a_document_of_somebody_else_is_refused(office: PressOffice, tmp_path: Path) -> None:
    other = Document()
    other.add_paragraph("Something else.")
    other.save(str(tmp_path / "other.docx"))
    ended = office.run("variant", "read", str(tmp_path / "other.docx"))
    assert ended.code == 3
    assert "no translation that was asked for here" in ended.err


def test_blocks_that_cannot_be_led_to_the_original_are_refused(office: PressOffice) -> None:
    office.file("az").write_text(f"{office.file('az').read_text(encoding='utf-8')}\n\nArtıq abzas.\n", encoding="utf-8")
    ended = office.run("variant", "six", "az", "--docx")
    assert ended.code == 3
    assert "az.md has 8 blocks where 7 were translated" in ended.err


@pytest.mark.proof
def test_from_right_to_left_through_libreoffice(
    office: PressOffice, program: Callable[[str], str], tmp_path: Path
) -> None:
    edit(office, "The meeting falls on an anniversary", "The meeting falls on a day")
    path = made(office, "ar")
    fill(path, lambda *_: "يصادف اللقاء يومًا خاصًا، الهاتف +994 12 555 01 00.")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [program("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir",
         str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert office.run("variant", "read", str(tmp_path / path.name)).code == 0
    assert "يصادف اللقاء يومًا خاصًا، الهاتف +994 12 555 01 00." in body_of(office, "ar")


@pytest.mark.parametrize("arguments", [("six", "az", "--docx", "--done"), ("read", "x.docx", "--changes")])
def test_docx_and_read_stand_alone(office: PressOffice, arguments: tuple[str, ...]) -> None:
    assert office.run("variant", *arguments).code == 2


NOTES = """notes:
  - Interviews are possible *after* the event.
  - |
    The second note.

    > Words in it.
    > — Nigar Example, Press Officer
media:
  - file: media/hall.jpg
    caption: Delegates in Baku
    alt: A hall
    credit: Nino Example
subject: Six organizations meet
"""


@pytest.fixture
def rich(office: PressOffice) -> PressOffice:
    """Return an office whose release has notes, a photograph and a subject of its own."""
    folder = office.file("en").parent / "media"
    folder.mkdir(exist_ok=True)
    PIL.Image.new("RGB", (400, 300), "navy").save(folder / "hall.jpg")
    head, _, body = office.file("en").read_text(encoding="utf-8").partition("\n---\n")
    office.file("en").write_text(f"{head}\n{NOTES}---\n{body}", encoding="utf-8")
    return office


def test_notes_captions_and_the_subject_come_back_into_a_new_variant(rich: PressOffice) -> None:
    rich.file("fr").unlink()
    path = made(rich, "fr")
    labels = [row.cells[0].paragraphs[0].text for row in table_of(path).rows[1:]]
    assert {"Objet du courriel", "Légende 1", "Notes aux rédactions 1", "Notes aux rédactions 3"} <= set(labels)
    fill(path, lambda _, source: f"{source} (FR)")
    ended = rich.run("variant", "read", str(path))
    assert ended.code == 0, ended.out + ended.err
    front = rich.file("fr").read_text(encoding="utf-8").partition("\n---\n")[0]
    for said in ("Delegates in Baku (FR)", "A hall (FR)", "Six organizations meet (FR)", "after the event. (FR)"):
        assert said in front
    assert rich.run("variant", "six", "fr", "--done", "--anyway").code == 0


def test_notes_and_captions_come_back_into_a_variant_that_lacks_them(rich: PressOffice) -> None:
    before = rich.file("az").read_text(encoding="utf-8")
    path = made(rich, "az")
    said = {"Məktubun mövzusu": "Altı qurum", "Şəkilaltı yazı 1": "Bakıda nümayəndələr", "Şəkildə nə var": "Zal"}
    fill(path, lambda label, source: next((said[key] for key in said if label.startswith(key)), f"{source} (AZ)"))
    ended = rich.run("variant", "read", str(path), "--json")
    assert ended.code == 0, ended.out + ended.err
    told = json.loads(ended.out)
    assert {"subject", "media[1].caption", "media[1].alt", "notes[1]", "notes[3].paragraph1"} <= set(told["written"])
    after = rich.file("az").read_text(encoding="utf-8")
    assert after.partition("\n---\n")[2] == before.partition("\n---\n")[2]
    for words in ("Altı qurum", "caption: Bakıda nümayəndələr", "alt: Zal", "The second note. (AZ)"):
        assert words in after
    assert all(line in after for line in before.splitlines())
    assert rich.run("variant", "six", "az", "--done", "--anyway").code == 0
