"""Pages of content management systems, letterheads of offices, mails that forward mails, and text in old encodings."""

from __future__ import annotations

import io
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HEADLINE = "Harbour town opens a library"
TEXT = f"""{HEADLINE}

Cove, 3 March 2026 – The Port Elm Trust opened a library for sailors.

“We have waited for this door to open,” said Ada Quill, director of the Trust.

About Port Elm Trust

Port Elm Trust looks after rooms and people by the water.

Media contact:
Cleo Marsh, Press Officer
+44 20 7946 0012
cleo@trust.example
"""


def read(data: bytes, name: str) -> Manuscript:
    return read_manuscript(read_page(data, name), name)


def facts(found: Manuscript) -> tuple[Any, ...]:
    line = found.dateline
    return (
        spoken(found.headline),
        (whole_place(line), str(line.day)) if line else None,
        [(spoken(each.speaker), spoken(each.role)) for each in found.quotations],
        [spoken(each.title) for each in found.boilerplates],
        [(spoken(each.name), [piece.text for piece in each.emails]) for each in found.contacts],
    )


WANTED = facts(read(TEXT.encode(), "a.txt"))


def test_the_text_that_others_are_held_against_is_read() -> None:
    assert WANTED == (
        HEADLINE,
        ("Cove", "2026-03-03"),
        [("Ada Quill", "director of the Trust")],
        ["About Port Elm Trust"],
        [("Cleo Marsh", ["cleo@trust.example"])],
    )


# Pages ----------------------------------------------------------------------------------------------------------------

BODY = "".join(f"<p>{'<br>'.join(block.split(chr(10)))}</p>" for block in TEXT.strip().split("\n\n")[1:])
FRAME = """
<div class="cookie-notice" role="dialog"><p>This site uses cookies.</p><button>Accept all</button></div>
<header class="site-header"><a href="/"><img src="logo.png" alt="Trust"></a>
<nav class="main-menu"><ul><li><a href="/news">News</a></li>
<li><a href="/contact">Contact: press@other.example</a></li></ul></nav>
<form action="/search"><input name="q"><label>Search</label></form></header>
<div class="breadcrumb"><a href="/">Home</a> › <a href="/news">News</a> › Press releases</div>
"""
FOOT = """
<div class="social-share"><a href="#">Share on Facebook</a><a href="#">Print</a></div>
<div class="related-news"><h2>Related news</h2><ul><li><a href="/2">Harbour town paints a boat</a></li></ul></div>
<footer id="footer"><p>Contact: webmaster@other.example, +44 20 7946 0099</p><p>© Port Elm Trust</p></footer>
"""
META = '<meta charset="utf-8"><script type="application/ld+json">{"headline": "Other"}</script><title>Harbour</title>'
PAGES = {
    "an article": f"{FRAME}<main><article><h1>{HEADLINE}</h1>{BODY}</article></main>{FOOT}",
    "a headline outside": f'{FRAME}<div class="hero"><h1>{HEADLINE}</h1></div><article>{BODY}</article>{FOOT}',
    "no article at all": f'{FRAME}<div class="content"><h1>{HEADLINE}</h1><div class="body">{BODY}</div></div>{FOOT}',
    "a page in a form": f'<form id="aspnetForm">{FRAME}<div id="content"><h1>{HEADLINE}</h1>{BODY}</div>{FOOT}</form>',
    "a date in an element of its own": (
        f"{FRAME}<article><h1>{HEADLINE}</h1><time datetime='2026-03-03'>3 March 2026</time>{BODY}</article>{FOOT}"
    ),
    "a table for the layout": (
        f"<table><tr><td>{FRAME}</td></tr><tr><td><h1>{HEADLINE}</h1>{BODY}</td></tr><tr><td>{FOOT}</td></tr></table>"
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_article_of_a_page_is_read_and_not_what_surrounds_it(page: str) -> None:
    data = f'<!doctype html><html lang="en"><head>{META}</head><body class="page-news">{page}</body></html>'.encode()
    found = read(data, "a.html")
    assert facts(found) == WANTED
    assert "cookies" not in found.text
    assert "Facebook" not in found.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("windows-1251", "cp1251"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "utf-16"),
        ("koi8-r", "koi8_r"),
    ],
)
def test_a_page_is_read_in_its_encoding_even_where_it_names_another(declared: str, encoding: str) -> None:
    body = "<body><h1>Город открыл библиотеку</h1><p>Книги ждут.</p></body>"
    page = f'<html><head><meta charset="{declared}"></head>{body}</html>'
    assert read_page(page.encode(encoding), "a.html").words.startswith("Город открыл библиотеку")


# Word documents -------------------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_a_letterhead_is_no_part_of_the_release_and_a_table_of_contacts_is() -> None:
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Port Elm Trust · 4 Quay Street · Cove"
    section.footer.paragraphs[0].text = "Phone +44 20 7946 0099, office@trust.example"
    document.add_paragraph(HEADLINE, style="Title")
    *news, _ = TEXT.strip().split("\n\n")[1:]
    for block in news:
        document.add_paragraph(block)
    table = document.add_table(rows=3, cols=2)
    for row, (label, value) in enumerate(
        (
            ("Media contact:", "Cleo Marsh, Press Officer"),
            ("Phone", "+44 20 7946 0012"),
            ("E-mail", "cleo@trust.example"),
        )
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = label, value
    found = read(word(document), "a.docx")
    assert facts(found) == WANTED
    assert {piece.text for piece in found.unplaced} == {
        "Port Elm Trust · 4 Quay Street · Cove",
        "Phone +44 20 7946 0099, office@trust.example",
    }


def test_a_quotation_in_a_text_box_a_content_control_and_inserted_words_are_read() -> None:
    document = Document()
    document.add_paragraph(HEADLINE, style="Heading 1")
    blocks = TEXT.strip().split("\n\n")
    run = f"<w:r {_W}><w:t xml:space='preserve'>{{}}</w:t></w:r>"
    control = f"<w:sdt {_W}><w:sdtContent><w:p>{run.format(blocks[1])}</w:p></w:sdtContent></w:sdt>"
    box = (
        f"<w:p {_W}><w:r><w:pict><w:txbxContent><w:p>{run.format(blocks[2])}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    about = (
        f"<w:p {_W}><w:ins w:id='1' w:author='A'>{run.format(blocks[3])}</w:ins>"
        f"<w:del w:id='2' w:author='A'><w:r><w:delText>About nobody</w:delText></w:r></w:del></w:p>"
    )
    hidden = f"<w:p {_W}><w:r><w:rPr><w:vanish/></w:rPr><w:t>For internal use</w:t></w:r></w:p>"
    for element in (control, box, hidden, about):
        document.element.body.insert(-1, parse_xml(element))
    for block in blocks[4:]:
        paragraph = document.add_paragraph()
        for number, line in enumerate(block.split("\n")):
            paragraph.add_run(("\n" if number else "") + line)
    data = word(document)
    page = read_page(data, "a.docx")
    assert facts(read_manuscript(page, "a.docx")) == WANTED
    assert "internal" not in page.text
    assert page.notices == ("tracked changes are read as if they were accepted", "hidden text is not read")


# Mails ----------------------------------------------------------------------------------------------------------------


def mail(text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@office.example", "b@paper.example", "Fwd: news"
    message.set_content(text, cte="quoted-printable")
    for name, value in headers.items():
        message[name] = value
    return message


FORWARDED = f"""Dear colleagues, see below.

---------- Forwarded message ---------
From: Cleo Marsh <cleo@trust.example>
Date: Tue, 3 Mar 2026 at 09:00
Subject: {HEADLINE}
To: <desk@paper.example>

{TEXT}"""
OUTLOOK = f"""From: Cleo Marsh <cleo@trust.example>
Sent: Tuesday, March 3, 2026 9:00 AM
To: Desk <desk@paper.example>
Subject: {HEADLINE}

{TEXT}"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in TEXT.split("\n"))


@pytest.mark.parametrize("text", [TEXT, FORWARDED, OUTLOOK, QUOTED], ids=["plain", "forwarded", "outlook", "quoted"])
def test_a_release_is_read_out_of_the_mail_that_forwards_it(text: str) -> None:
    found = read(mail(text).as_bytes(policy=policy.SMTP), "a.eml")
    assert facts(found) == WANTED


def test_a_mail_that_is_attached_to_an_empty_one_is_read() -> None:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "a@office.example", "b@paper.example", "Fwd"
    outer.set_content("FYI")
    outer.add_attachment(mail(TEXT))
    page = read_page(outer.as_bytes(policy=policy.SMTP), "a.eml")
    assert facts(read_manuscript(page, "a.eml")) == WANTED
    assert "the mail that forwards this one is not read" in page.notices


def test_the_page_of_a_mail_is_read_where_its_text_says_nothing() -> None:
    message = mail("This mail needs a program that shows HTML.")
    message.add_alternative(f"<html><body><h1>{HEADLINE}</h1>{BODY}</body></html>", subtype="html", cte="base64")
    assert facts(read(message.as_bytes(policy=policy.SMTP), "a.eml")) == WANTED


def test_lines_that_flow_are_joined() -> None:
    head = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
    head += b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    page = read_page(head + b"Harbour town opens \na library\n\nCove, 3 March 2026 - Doors \nare open.\n", "a.eml")
    assert [page.words[line.start : line.end] for line in page.lines] == [
        "Harbour town opens a library",
        "Cove, 3 March 2026 - Doors are open.",
    ]


def test_a_mail_whose_charset_is_named_wrongly_is_read_as_what_it_is() -> None:
    head = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
    head += b"Content-Type: text/plain; charset=iso-8859-1\n\n"
    assert "«Ждём»" in read_page(head + "«Ждём», – сказала Ада Перо.".encode(), "a.eml").words


def test_a_memorandum_is_no_mail() -> None:
    memo = f"FROM: Port Elm Trust\nTO: News desks\nDATE: 3 March 2026\nSUBJECT: Library\n\n{TEXT}"
    assert "Port Elm Trust\n" in read_page(memo.encode(), "a.txt").text


# Text -----------------------------------------------------------------------------------------------------------------

SAID = {
    "ru": "Город открыл библиотеку\n\n«Мы ждали, – сказала Ада Перо, директор. – Дверь открыта».\n",
    "uk": "Місто відкрило бібліотеку\n\n«Ми чекали, – сказала Ада Перо, директорка. – Їхні двері відчинено».\n",
    "tr": "Şehir kütüphane açtı\n\nAçılışta konuşan Ada Kalem, “Kapının açılmasını bekliyorduk” dedi.\n",
    "fr": "La ville ouvre une bibliothèque\n\n« Nous avons attendu cette porte », a déclaré Ada Quill à l’entrée.\n",
    "ar": "المدينة تفتح مكتبة\n\nوقالت آدا كويل مديرة المؤسسة إن الباب مفتوح أمام البحارة.\n",
    "en": "Town opens a library\n\n“We didn’t wait,” said Ada Quill – and opened the door.\n",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("ru", each) for each in ("cp1251", "koi8_r", "iso8859_5", "cp866", "utf-16", "utf-16-be")),
        *(("uk", each) for each in ("cp1251", "koi8_u", "utf-16-le")),
        *(("tr", each) for each in ("cp1254", "iso8859_9", "utf-8-sig")),
        *(("fr", each) for each in ("cp1252", "mac_roman", "utf-16")),
        *(("ar", each) for each in ("cp1256", "iso8859_6", "utf-16-be")),
        *(("en", each) for each in ("cp1252", "utf-8")),
    ],
)
def test_a_text_is_read_in_the_encodings_that_offices_still_meet(language: str, encoding: str) -> None:
    text = SAID[language]
    plain = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "’": "'"})
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(plain)
        data = text.encode(encoding)
    assert read_page(data, "a.txt").text.strip() == text.strip()
