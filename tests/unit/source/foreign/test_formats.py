"""One release as text, web page, Word document and mail; documents that are refused. All texts are invented."""

from __future__ import annotations

import io
import zipfile

import pytest

from pressctl.errors import BadInput
from pressctl.source.anatomy.as_release import facts_of
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import format_of, read_page

PARAGRAPHS = (
    "Cove, 3 March 2026 – The Port Elm Trust opened a library for sailors.",
    "“We have waited for this door to open,” said Ada Quill, director of the Trust.",
    "About Port Elm Trust",
    "Port Elm Trust looks after rooms and people by the water.",
    "Media contact: Cleo Marsh, cleo@trust.example",
)
HEADLINE = "Harbour town opens a library"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def relations(**targets: str) -> str:
    """Return the part that says what another part needs; a target with a colon lies outside."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    each = (
        f'<Relationship Id="r{number}" Type="{kind}/{name}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for number, (name, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def docx(body: str, **parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        kinds = "".join(f'<Default Extension="{each}" ContentType="application/xml"/>' for each in ("xml", "rels"))
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>')
        package.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        styles = f'<w:styles {_W}><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
        package.writestr("word/styles.xml", styles)
        others = {name.rstrip("0123456789"): f"{name}.xml" for name in ("header1", "footer1", "footnotes")}
        if "word/_rels/document.xml.rels" not in parts:
            package.writestr("word/_rels/document.xml.rels", relations(styles="styles.xml", **others))
        for name, data in parts.items():
            package.writestr(name, data)
    return held.getvalue()


def paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def forms() -> dict[str, bytes]:
    text = f"{HEADLINE}\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
    page = f"<html><head><title>Site</title><script>x()</script></head><body><nav>Menu</nav><h1>{HEADLINE}</h1>"
    page += "".join(f"<p>{each}</p>" for each in PARAGRAPHS) + "</body></html>"
    mail = (
        f"From: a@trust.example\r\nTo: b@paper.example\r\nSubject: {HEADLINE}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode() + text.encode()
    word = docx(paragraph(HEADLINE, "T") + "".join(paragraph(each) for each in PARAGRAPHS))
    return {"a.txt": text.encode(), "a.html": page.encode(), "a.eml": mail, "a.docx": word}


def test_every_format_gives_the_same_facts() -> None:
    read = {name: facts_of(read_manuscript(read_page(data, name), name)) for name, data in forms().items()}
    assert read["a.txt"]["headline"] == HEADLINE
    assert set(read["a.txt"]) == {"headline", "dateline", "contacts", "boilerplates"}
    for name, facts in read.items():
        assert facts == read["a.txt"], name


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_text_is_read_in_whatever_encoding(encoding: str) -> None:
    text = "Город открыл библиотеку\n\nМосква, 3 марта 2026 года – Город открыл библиотеку для всех моряков.\n"
    assert read_page(text.encode(encoding), "a.txt").words.startswith("Город открыл")


def test_navigation_and_scripts_are_left_out_and_it_is_said() -> None:
    page = read_page(forms()["a.html"], "a.html")
    assert "Menu" not in page.words
    assert "x()" not in page.words
    assert page.notices == ("navigation and forms of the page are not read",)


def test_tracked_changes_are_read_as_accepted_and_it_is_said() -> None:
    body = "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r>"
    body += "<w:t>new</w:t></w:r></w:ins><w:r><w:t> library</w:t></w:r></w:p>"
    page = read_page(docx(body), "a.docx")
    assert page.words == "The new library"
    assert page.notices == ("tracked changes are read as if they were accepted",)


def test_words_in_tables_content_controls_and_text_boxes_are_read_in_order() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('One')}</w:sdtContent></w:sdt><w:tbl><w:tr><w:tc>{paragraph('Two')}</w:tc>"
    body += f"</w:tr></w:tbl><w:p><w:r><w:txbxContent>{paragraph('Three')}</w:txbxContent></w:r></w:p>"
    assert read_page(docx(body), "a.docx").words.split() == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx("", **{"word/vbaProject.bin": b"x"}), "macros"),
        (docx("", **{"word/embeddings/oleObject1.bin": b"x"}), "OLE"),
        (docx(f"<w:altChunk {_W}/>"), "altChunk"),
    ],
)
def test_dangerous_word_documents_are_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_page(data, "a.docx")
    assert any(why in problem.message for problem in refused.value.problems)


def test_a_document_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BadInput, match="refused"):
        read_page(docx("", **{"word/media/a.xml": b"0" * 60_000_000}), "a.docx")


def test_entities_in_a_word_document_are_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(BadInput):
        read_page(docx("", **{"word/footnotes.xml": evil.encode()}), "a.docx")


def test_a_document_that_fetches_something_is_refused_and_one_with_links_is_read() -> None:
    outside = {"word/_rels/document.xml.rels": relations(image="https://spy.example/a.png").encode()}
    with pytest.raises(BadInput) as refused:
        read_page(docx(paragraph("Words"), **outside), "a.docx")
    assert any("https://spy.example/a.png" in problem.message for problem in refused.value.problems)
    links = {"word/_rels/document.xml.rels": relations(hyperlink="https://office.example/").encode()}
    assert read_page(docx(paragraph("Words"), **links), "a.docx").words == "Words"


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0rest", b"{\\rtf1"])
def test_what_is_not_read_is_named(start: bytes) -> None:
    with pytest.raises(BadInput, match="which is not read"):
        format_of(start, "a")


def test_attachments_of_a_mail_are_named() -> None:
    mail = (
        b"From: a@b.example\nTo: c@d.example\nSubject: News\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nThe words of the news.\n"
        b'--x\nContent-Type: image/png; name="harbour.png"\nContent-Disposition: attachment; filename="harbour.png"\n\n'
        b"aaaa\n--x--\n"
    )
    page = read_page(mail, "a.eml")
    assert page.words.strip() == "The words of the news."
    assert page.notices == ("the attachment harbour.png is not read",)


def test_a_list_of_journalists_is_not_made_into_a_release() -> None:
    with pytest.raises(BadInput, match="is a list") as refused:
        format_of(b"name;email\nAnna;anna@desk.example\n", "LIST.CSV")
    assert "pressctl contacts import" in (refused.value.hint or "")
    assert format_of(b"Baku, 30 October 2018 - Six partners", "list.txt").name == "text"
