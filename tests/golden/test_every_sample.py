"""Every sample in every language and every format, held to one golden text: `tests/golden/samples/`.

The text of a release is kept as it was read and found good. Word document, PDF, page and mail must say the same words
in the same order, so that one file stands for five formats. A sample of each kind is looked over in every run, its
language taking turns; `make proof` looks over all of them.

After a change that is meant, set UPDATE_GOLDEN=1, run this file, look at the difference and commit it.
"""

from __future__ import annotations

import email
import email.policy
import io
import os
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from unicodedata import category

import pytest
from lxml import etree, html
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from pypdf.generic import ContentStream

from pressctl.config.load import load_config
from pressctl.config.looks import LookName
from pressctl.config.workspace import Workspace
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.sheet import Sheet
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.sending.mailing import MailSetting, sample_message
from pressctl.workflow.sheets import sheet_of
from tests.axe import judged

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "samples"
NOW = Moment(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
LANGUAGES = ("en", "az", "ru", "ar", "fr")
WORKSPACE = Workspace(ROOT)
ADDRESS = re.compile(r"\s\((?:https?|mailto|tel):[^)\s]*\)")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARGIN = 68
"""Points of a PDF's page above which the running head stands, and under which the foot; the first page has no head."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample in one language."""

    slug: str
    language: str

    def __str__(self) -> str:
        return f"{self.kind()}.{self.language}"

    def opened(self) -> Opened:
        return opened(self.slug)

    def kind(self) -> str:
        return self.opened().kind.name

    def sheet(self, look: LookName = LookName.MODERN) -> Sheet:
        return sheet_of(self.opened(), self.opened().editions((self.language,))[0], NOW, look)

    def made(self, format_: Format, look: LookName = LookName.MODERN) -> bytes:
        if format_ is Format.EML:
            desk = Desk(WORKSPACE, self.opened().config, lambda: NOW, "Nino Example")
            return sample_message(MailSetting(desk, self.opened(), NOW, look=look), self.language)
        return EXPORTERS[format_].render(self.sheet(look), WORKSPACE, NOW.instant)

    def mail(self, kind: str, look: LookName = LookName.MODERN) -> str:
        message = email.message_from_bytes(self.made(Format.EML, look), policy=email.policy.default)
        part = message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@cache
def opened(slug: str) -> Opened:
    return open_release(WORKSPACE, load_config(WORKSPACE.config_file), slug)


EVERY = [Sample(slug, language) for slug in WORKSPACE.slugs() for language in LANGUAGES]
IN_EVERY_RUN = [
    Sample(slug, LANGUAGES[number % len(LANGUAGES)]) for number, slug in enumerate(sorted(WORKSPACE.slugs()))
]
IN_TURN = [pytest.param(one, id=str(one), marks=() if one in IN_EVERY_RUN else pytest.mark.proof) for one in EVERY]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", "".join(letter for letter in text if category(letter) != "Cf"))


def golden(sample: Sample) -> str:
    return (GOLDEN / f"{sample}.txt").read_text(encoding="utf-8")


def expected(sample: Sample) -> list[str]:
    """The words of a sample; an address in brackets is what plain text has in place of a link."""
    return words(ADDRESS.sub("", golden(sample)))


# Plain text -----------------------------------------------------------------------------------------------------------


def test_there_is_a_sample_of_each_kind_in_five_languages_and_no_other_text() -> None:
    assert {str(one) for one in EVERY} == {file.stem for file in GOLDEN.glob("*.txt")}
    assert len(EVERY) == 55


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_a_sample_reads_as_it_was_found_good(sample: Sample) -> None:
    text = sample.made(Format.TXT).decode("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"{sample}.txt").write_text(text, encoding="utf-8", newline="\n")
    assert text == golden(sample)
    assert sample.opened().release.id not in text


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_a_text_keeps_to_the_typography_of_its_language(sample: Sample) -> None:
    assert [line for line in golden(sample).splitlines() if slip(line, sample.language)] == []


def slip(line: str, language: str) -> bool:
    """Say whether a line breaks a rule of its language's print."""
    rules = {
        "en": r"\w'\w|[«»„]",
        "az": r"^\s*– [a-zəöüçşğı]|[«»„]",
        "ru": r"^\s{0,3}— |\w – \w[^\d]|[“”]",
        "ar": r"[A-Za-z\u0600-\u06ff]\s?[,;?](?:\s|$)|[“”]|الإنكليزي",
        "fr": r"« | [»:;?!]|\w['](?=\w)|\w[;?!]",
    }
    written = re.sub(r"https?://\S+|\S+@\S+", "", line)
    if language == "ar":
        written = re.sub(r"[A-Za-z][A-Za-z ,:’-]*", "", written)
    return re.search(rules[language], written) is not None


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_no_line_ends_inside_a_number(sample: Sample) -> None:
    text = re.sub(r"\+\d[\d ]+", "", golden(sample))
    assert re.findall(r"(?<!\d)\d{1,3}[ \n]\d{3}(?!\d)", text) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "one authority's remit"),
        ("az", "– dəmiryolu düşərgəsindən"),
        ("ru", "— два сезона. Номер 555"),
        ("ar", "باكو, أذربيجان"),
        ("fr", "l'horaire"),
        ("fr", "« Femmes leaders »"),
    ],
)
def test_a_slip_is_seen(language: str, line: str) -> None:
    assert slip(line, language)


# The other formats ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_the_page_says_the_words_of_the_text(sample: Sample) -> None:
    assert of_html(sample.made(Format.HTML).decode("utf-8")) == expected(sample)


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_the_mail_says_the_words_of_the_text_between_greeting_and_sender(sample: Sample) -> None:
    text, shown = sample.mail("plain"), of_html(sample.mail("html"))
    greeting, _, rest = text.partition("\n\n")
    assert rest.startswith(golden(sample))
    assert shown == words(ADDRESS.sub("", text))
    assert shown[len(words(greeting)) :][: len(expected(sample))] == expected(sample)


@pytest.mark.parametrize("sample", IN_TURN)
@pytest.mark.parametrize("look", LookName)
def test_the_word_document_says_the_words_of_the_text_and_is_valid(
    sample: Sample, look: LookName, tmp_path: Path
) -> None:
    content = sample.made(Format.DOCX, look)
    head = words(f"{sample.sheet().letterhead.office} {sample.sheet().letterhead.document}")
    assert [*head, *of_docx(content)] == expected(sample)
    file = tmp_path / "sample.docx"
    file.write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


@pytest.mark.parametrize("sample", IN_TURN)
def test_the_pdf_says_the_words_of_the_text(sample: Sample, program: Callable[[str], str], tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(sample.made(Format.PDF))
    found, said = "".join(of_pdf(file, program("pdftotext"))), "".join(expected(sample))
    if sample.language != "ar":
        assert found == said
        return
    # pdftotext has an order of its own for joined letters, and reads the letter under a vowel mark twice.
    letters, wanted = Counter(found), Counter(said)
    assert wanted - letters == Counter()
    assert (letters - wanted).total() < len(said) / 50


@pytest.mark.parametrize("sample", IN_TURN)
@pytest.mark.parametrize("look", LookName)
def test_the_pdf_is_tagged_to_the_last_word_and_has_title_and_language(sample: Sample, look: LookName) -> None:
    document = PdfReader(io.BytesIO(sample.made(Format.PDF, look)))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == sample.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"].get("/Direction") == ("/R2L" if sample.language == "ar" else "/L2R")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert document.metadata is not None
    assert document.metadata.title == sample.sheet().properties.title
    assert list(untagged(document)) == []


def untagged(document: PdfReader) -> Iterator[str]:
    """Yield what is written on a page outside of a tag and of an artifact."""
    for number, page in enumerate(document.pages, 1):
        inside: list[bool] = []
        for operands, operator in ContentStream(page.get_contents(), document).operations:
            match operator:
                case b"BMC":
                    inside.append(operands[0] == "/Artifact")
                case b"BDC":
                    inside.append(operands[0] == "/Artifact" or "/MCID" in operands[1])
                case b"EMC":
                    inside.pop()
                case b"Tj" | b"TJ" | b"'" | b'"' if not any(inside):
                    yield f"page {number}: {operands}"


def of_html(document: str) -> list[str]:
    root = html.document_fromstring(document)
    for hidden in root.xpath("//head | //*[@class='preheader']"):
        hidden.drop_tree()
    return words("".join(_parts(root)))


def _parts(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        apart = "" if child.tag in {"strong", "em", "a", "span"} else " "
        yield apart
        yield from _parts(child)
        yield apart
        yield child.tail or ""


def of_docx(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    paragraphs = root.iter(f"{W}p")
    return words(" ".join("".join(_runs(paragraph)) for paragraph in paragraphs))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if node.getparent().tag == f"{W}r":
            yield (node.text or "") if node.tag == f"{W}t" else " "


def of_pdf(file: Path, pdftotext: str) -> list[str]:
    found = []
    for number, page in enumerate(PdfReader(file).pages, 1):
        top = 0 if number == 1 else MARGIN
        room = ["-x", "0", "-y", str(top), "-W", "9999", "-H", str(round(page.mediabox.height) - MARGIN - top)]
        command = [pdftotext, "-raw", "-enc", "UTF-8", "-f", str(number), "-l", str(number), *room, str(file), "-"]
        found.append(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode("utf-8"))
    return words(" ".join(found))


# axe ------------------------------------------------------------------------------------------------------------------


def documents(samples: list[Sample], look: LookName) -> dict[str, str]:
    pages = {f"page-{one}": one.made(Format.HTML, look).decode("utf-8") for one in samples}
    return pages | {f"mail-{one}": one.mail("html", look) for one in samples}


@pytest.mark.proof  # in every run tests/unit/export/test_accessibility.py has axe look at such a page and mail
@pytest.mark.chromium
@pytest.mark.parametrize(
    ("samples", "look"),
    [
        pytest.param(EVERY, LookName.MODERN, id="all"),
        pytest.param(IN_EVERY_RUN, LookName.CLASSIC, id="classic"),
    ],
)
def test_axe_finds_nothing_in_page_and_mail_of_a_sample(
    samples: list[Sample], look: LookName, program: Callable[[str], str], tmp_path: Path
) -> None:
    found = judged(documents(samples, look), program("chromium"), tmp_path, night=False)
    assert {name: said for name, said in found.items() if said} == {}
