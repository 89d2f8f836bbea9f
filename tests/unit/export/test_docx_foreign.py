"""Word documents that others made, as layouts: what is kept, what is lent, what must not get out with a release."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

from pressctl.config.looks import LookName
from pressctl.errors import BadInput
from pressctl.export.docx.inspection import inspect_docx
from pressctl.export.docx.render import render_docx
from pressctl.export.docx.stylebook import Style
from pressctl.export.flaws import FlawKind
from pressctl.export.sheet import Direction
from pressctl.export.specimen import specimen

STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
HOUSE = Path(__file__).parents[3] / "templates" / "layouts" / "house.docx"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f'xmlns:r="{RELATIONS}"'
LTR = specimen(LookName.MODERN, "A4")
SHEETS = (LTR, specimen(LookName.CLASSIC, "A4", Direction.RTL))


def png(width: int, height: int) -> bytes:
    """A picture in one colour."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#507090").save(stream, "PNG")
    return stream.getvalue()


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:creator>Nina Designer</dc:creator></office:meta>
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-family="Gentium"
 fo:font-size="12pt" fo:language="az" fo:country="AZ"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="p1"><style:page-layout-properties fo:page-width="200mm"
 fo:page-height="280mm" fo:margin="20mm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p1"><style:header><text:p>
<draw:frame text:anchor-type="as-char" svg:width="40mm" svg:height="15mm"><draw:image><office:binary-data>%s
</office:binary-data></draw:image></draw:frame>Nazirlik</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text><text:p>Burada sirr var.</text:p></office:text></office:body></office:document>"""


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A letterhead on python-docx's template: sample text, a comment, a picture, a header and an author."""
    picture = tmp_path / "sample.png"
    picture.write_bytes(png(40, 30))
    document = Document()
    first = document.add_paragraph("SECRET sample text")
    document.add_picture(str(picture))
    document.add_comment(first.runs, "SECRET remark", author="Rashad Designer")
    document.sections[0].header.paragraphs[0].text = "Ministry of Examples"
    document.sections[0].page_width = Mm(200)
    document.core_properties.author = "Rashad Designer"
    document.save(str(tmp_path / "spoilt.docx"))
    return tmp_path / "spoilt.docx"


def patched(source: Path, more: dict[str, bytes] | None = None, **edits: Callable[[str], str]) -> Path:
    """The document with parts of it edited; `__` in a name is a slash, and parts may be added."""
    target = source.with_name("patched.docx")
    wanted = {name.replace("__", "/"): edit for name, edit in edits.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            edit = wanted.pop(name.removesuffix(".rels").removesuffix(".xml").strip("[]"), None)
            new.writestr(name, edit(content.decode()).encode() if edit else content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    assert not wanted, wanted
    return target


def set_all(layout: Path, tmp_path: Path, audited: int = 1) -> list[bytes]:
    """Set every specimen by a layout; the first ones must be documents that Word takes."""
    made = [render_docx(sheet, layout, stamped=STAMP) for sheet in SHEETS]
    for content in made[:audited]:
        (tmp_path / "made.docx").write_bytes(content)
        assert OpenXmlValidator().validate(tmp_path / "made.docx").errors == []
    return made


def everything(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def kinds(layout: Path) -> set[FlawKind]:
    return {flaw.kind for flaw in inspect_docx(layout, "A4")}


def test_the_layouts_that_pressctl_brings_have_no_flaw() -> None:
    for name in ("house.docx", "classic.docx"):
        assert inspect_docx(HOUSE.with_name(name), "A4") == ()


def test_a_blank_document_becomes_a_release_with_every_style(tmp_path: Path) -> None:
    blank = tmp_path / "blank.docx"
    Document().save(str(blank))
    for content in set_all(blank, tmp_path, audited=2):
        names = {style.name.casefold() for style in opened(content).styles if style.name}
        assert {style.value.casefold() for style in Style} <= names
    missing = [flaw for flaw in inspect_docx(blank, "Letter") if flaw.kind is FlawKind.MISSING_STYLE]
    assert "no paragraph style “Press Lead”: the first paragraph" in [flaw.message for flaw in missing]
    assert all("lends its own" in flaw.meanwhile for flaw in missing)


def test_nothing_of_sample_text_comments_and_authors_gets_out(spoilt: Path, tmp_path: Path) -> None:
    for content in set_all(spoilt, tmp_path):
        assert not [trace for trace in (b"SECRET", b"Designer", b"rsid", b"sample.png") if trace in everything(content)]
        assert "Ministry of Examples" in everything(content).decode("utf-8", "replace")
    assert {FlawKind.TEXT, FlawKind.COMMENTS, FlawKind.AUTHOR, FlawKind.PAPER} <= kinds(spoilt)


def test_a_header_for_every_page_stays_on_every_page_and_the_embargo_goes_to_the_foot(spoilt: Path) -> None:
    section = opened(render_docx(LTR, spoilt, stamped=STAMP)).sections[0]
    assert not section.different_first_page_header_footer
    assert [line.text for line in section.header.paragraphs] == ["Ministry of Examples"]
    assert section.footer.paragraphs[0].text == LTR.status.text
    assert "PAGE" in "".join(section.footer._element.itertext())


def test_an_own_letterhead_keeps_its_paper_and_is_told_what_the_document_is(spoilt: Path) -> None:
    document = opened(render_docx(LTR, spoilt, stamped=STAMP))
    assert document.sections[0].page_width == pytest.approx(Mm(200), abs=2000)
    assert document.paragraphs[0].text == LTR.letterhead.document


def test_a_footer_that_counts_is_left_alone_and_one_that_does_not_is_helped(spoilt: Path) -> None:
    document = Document(str(spoilt))
    document.sections[0].footer.paragraphs[0].text = "1 Example Street"
    document.save(str(spoilt))
    assert FlawKind.NO_PAGE_NUMBER in kinds(spoilt)
    footer = opened(render_docx(LTR, spoilt, stamped=STAMP)).sections[0].footer
    assert footer.paragraphs[0].text == "1 Example Street"
    assert "NUMPAGES" in "".join(footer._element.itertext())

    document.sections[0].footer.paragraphs[0]._p.append(
        document.element.makeelement(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple",
            {"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr": " PAGE "},
        )
    )
    document.save(str(spoilt))
    assert FlawKind.NO_PAGE_NUMBER not in kinds(spoilt)
    counted = opened(render_docx(LTR, spoilt, stamped=STAMP)).sections[0].footer
    assert "NUMPAGES" not in "".join(counted._element.itertext())


def test_missing_and_mistaken_styles_are_lent(tmp_path: Path) -> None:
    gone = r'<w:style [^>]*w:styleId="(PressQuotation|PressEmbargo|PressTable|Hyperlink)">.*?</w:style>'
    (tmp_path / "house.docx").write_bytes(HOUSE.read_bytes())
    office = patched(
        tmp_path / "house.docx",
        word__styles=lambda text: re.sub(gone, "", text, flags=re.DOTALL).replace(
            'w:type="character" w:customStyle="1" w:styleId="PressDateline"',
            'w:type="paragraph" w:customStyle="1" w:styleId="PressDateline"',
        ),
    )
    assert kinds(office) == {FlawKind.MISSING_STYLE, FlawKind.WRONG_STYLE_TYPE}
    set_all(office, tmp_path)


def test_a_list_without_bullets_gets_ours(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(HOUSE.read_bytes())
    number = '<w:numPr><w:numId w:val="2"/></w:numPr>'
    office = patched(tmp_path / "house.docx", word__styles=lambda text: text.replace(number, ""))
    assert kinds(office) == {FlawKind.NO_NUMBER}
    for content in set_all(office, tmp_path):
        (style,) = [style for style in opened(content).styles if style.name == "Press List Number"]
        assert style.element.xpath("./w:pPr/w:numPr/w:numId/@w:val") not in ([], ["0"])


def test_lists_that_are_nowhere_defined_are_lent(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(HOUSE.read_bytes())
    office = patched(
        tmp_path / "house.docx",
        word___rels__document=lambda text: text.replace("relationships/numbering", "relationships/nothing"),
    )
    set_all(office, tmp_path)


def test_a_document_with_macros_is_set_without_them(spoilt: Path, tmp_path: Path) -> None:
    office = patched(
        spoilt,
        {"word/vbaProject.bin": b"MACRO CODE"},
        Content_Types=lambda text: text.replace(
            "openxmlformats-officedocument.wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml"
        ).replace("</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'),
        word___rels__document=lambda text: text.replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
            'Target="vbaProject.bin"/></Relationships>',
        ),
    )
    assert FlawKind.MACROS in kinds(office)
    for content in set_all(office, tmp_path):
        assert b"MACRO" not in everything(content)
        assert b"macroEnabled" not in everything(content)


def test_a_word_template_serves_as_the_document_that_it_is(spoilt: Path, tmp_path: Path) -> None:
    office = patched(
        spoilt,
        Content_Types=lambda text: text.replace("wordprocessingml.document.main", "wordprocessingml.template.main"),
    )
    assert b"template.main" not in everything(set_all(office, tmp_path)[0])


def test_changes_are_accepted_and_files_elsewhere_let_go(spoilt: Path, tmp_path: Path) -> None:
    tracked = 'w:id="1" w:author="Rashad Designer" w:date="2020-01-01T00:00:00Z"'
    links = (
        ("rId71", "hyperlink", "https://example.org/"),
        ("rId72", "hyperlink", "file:///C:/SECRET/a.docx"),
        ("rId73", "image", "http://tracker.example/SECRET.png"),
    )
    rels = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
        for key, kind, target in links
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    template = (
        f'<Relationship Id="rId1" Type="{RELATIONS}/attachedTemplate" Target="file:///SECRET" TargetMode="External"/>'
    )
    office = patched(
        spoilt,
        {
            "word/_rels/header1.xml.rels": f'<Relationships xmlns="{package}">{rels}</Relationships>'.encode(),
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{package}">{template}</Relationships>'.encode(),
        },
        word__header1=lambda text: text.replace(
            "Ministry of Examples</w:t></w:r>",
            f"Ministry</w:t></w:r><w:ins {tracked}><w:r><w:t> of Changes</w:t></w:r></w:ins>"
            f"<w:del {tracked}><w:r><w:delText>SECRET</w:delText></w:r></w:del>"
            f'<w:hyperlink r:id="rId71" {R}><w:r><w:t> site</w:t></w:r></w:hyperlink>'
            f'<w:hyperlink r:id="rId72" {R}><w:r><w:t> file</w:t></w:r></w:hyperlink>'
            f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt">'
            f'<v:imagedata r:id="rId73" {R}/></v:shape></w:pict></w:r>',
        ),
        word__settings=lambda text: re.sub(
            r"(<w:settings[^>]*>)",
            rf'\1<w:attachedTemplate r:id="rId1" {R}/><w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
            text,
            count=1,
        ),
    )
    found = inspect_docx(office, "A4")
    assert {FlawKind.CHANGES, FlawKind.ELSEWHERE, FlawKind.PROTECTED} <= {flaw.kind for flaw in found}
    assert "it holds tracked changes by Rashad Designer" in [flaw.message for flaw in found]
    for content in set_all(office, tmp_path):
        assert not [
            trace for trace in (b"SECRET", b"Designer", b"tracker", b"Protection") if trace in everything(content)
        ]
        words = opened(content).sections[0].header.paragraphs[0].text
        assert words.split() == ["Ministry", "of", "Changes", "site", "file"]
        assert b"https://example.org/" in everything(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a Word document"),
        (b"plain text", "not a Word document"),
        (b"PK\x03\x04 broken", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    ],
)
def test_what_is_no_word_document_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    broken = tmp_path / "office.docx"
    broken.write_bytes(content)
    for look in (lambda: inspect_docx(broken, "A4"), lambda: render_docx(LTR, broken, stamped=STAMP)):
        with pytest.raises(BadInput, match=said):
            look()


@pytest.mark.parametrize("padding", [bytes(2_000_000), bytes(60_000_000)], ids=["steep", "large"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, padding: bytes) -> None:
    bomb = tmp_path / "office.docx"
    with zipfile.ZipFile(HOUSE) as house, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in house.namelist():
            archive.writestr(name, house.read(name))
        archive.writestr("word/media/image1.png", padding)
    with pytest.raises(BadInput, match=r"too large|packed as no Word document"):
        render_docx(LTR, bomb, stamped=STAMP)


def test_other_packages_are_named(tmp_path: Path) -> None:
    for name, said in (("mimetype", "OpenDocument"), ("a.txt", "not a Word document")):
        other = tmp_path / "office.docx"
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr(name, "x")
        with pytest.raises(BadInput, match=said):
            render_docx(LTR, other, stamped=STAMP)


def test_the_office_s_own_colours_stay_and_ours_follow_pressctl_toml(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(HOUSE.read_bytes())
    red = patched(
        tmp_path / "house.docx",
        word__theme__theme1=lambda text: text.replace('clrScheme name="Press"', 'clrScheme name="Ministry"').replace(
            '<a:accent1><a:srgbClr val="1F4E79"/>', '<a:accent1><a:srgbClr val="8A1538"/>'
        ),
    )
    assert b"8A1538" in everything(render_docx(LTR, red, stamped=STAMP))
    assert b"8A1538" not in everything(render_docx(LTR, tmp_path / "house.docx", stamped=STAMP))


@pytest.mark.libreoffice
def test_a_letterhead_saved_by_libreoffice_serves(program: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "letter.fodt").write_text(FODT % base64.b64encode(png(40, 15)).decode(), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "letter.fodt")], check=True, capture_output=True, timeout=120)
    letter = tmp_path / "letter.docx"
    found = inspect_docx(letter, "A4")
    assert {FlawKind.PAPER, FlawKind.FONT, FlawKind.TEXT, FlawKind.ALT_TEXT} <= {flaw.kind for flaw in found}
    for content in set_all(letter, tmp_path, audited=2):
        assert b"sirr" not in everything(content)
        assert b"Designer" not in everything(content)
        section = opened(content).sections[0]
        assert section.page_width == pytest.approx(Mm(200), abs=2000)
        assert section.header._element.xpath(".//w:drawing | .//w:pict")
