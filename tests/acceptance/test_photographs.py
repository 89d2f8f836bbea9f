"""Photographs on their way out of the office: in every output, and never with the place where they were taken."""

from __future__ import annotations

import base64
import email
import email.policy
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.libreoffice import libreoffice
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.sending.archive import archive_version
from pressctl.workflow.sending.dispatching import Watch, dispatch
from pressctl.workflow.sending.preparing import Order, prepare
from pressctl.workflow.sending.resuming import resume
from tests.acceptance.conftest import PressOffice
from tests.photographs import MARKS, photograph, with_media


@pytest.fixture
def illustrated(office: PressOffice) -> PressOffice:
    """Return the office with two photographs in its sample release, and no variants whose dates would matter."""
    folder = office.file("en").parent
    for variant in set(folder.glob("*.md")) - {office.file("en")}:
        variant.unlink()
    photograph(folder / "media" / "signing.jpg", 700, 480, orientation=6)
    photograph(folder / "media" / "hall.jpg", 620, 430, seed=2)
    text = with_media(office.file("en").read_text(encoding="utf-8"), "media/signing.jpg", "media/hall.jpg")
    office.file("en").write_text(text, encoding="utf-8")
    return office


def desk_of(office: PressOffice) -> Desk:
    workspace = Workspace(office.root)
    return Desk(workspace, load_config(workspace.config_file), lambda: Moment(datetime.now(UTC), "Asia/Baku"), "Aygün")


def test_no_output_holds_where_a_photograph_was_taken(illustrated: PressOffice) -> None:
    originals = {path: path.read_bytes() for path in illustrated.file("en").parent.glob("media/*")}
    assert all(mark in data for data in originals.values() for mark in MARKS), "the search can find what it looks for"
    assert illustrated.run("export", illustrated.slug).code == 0
    ended = illustrated.run("send", illustrated.slug, "--to", "all", "--attach", "docx,pdf", "--yes")
    assert ended.code == 0, ended.err
    assert illustrated.run("preview", illustrated.slug, "--as", "Maria Example", "--open", BROWSER="true").code == 0
    (shown,) = illustrated.root.rglob("preview.en.mail.html")
    assert "cid:" not in shown.read_text(encoding="utf-8"), "a browser has only this file"
    prepared = prepare(desk_of(illustrated), Order(illustrated.slug, ("all",), attach=("docx",)))
    assert list(archive_version(prepared.opened, prepared.plan).rglob("signing.jpg")), "what left is kept"
    searched = 0
    for path in sorted(illustrated.root.rglob("*")):
        if path.is_file() and path not in originals:
            for part in layers(path.read_bytes()):
                searched += 1
                assert not [mark for mark in MARKS if mark in part], path
    assert searched > 200
    assert {path: path.read_bytes() for path in originals} == originals


def layers(data: bytes) -> Iterator[bytes]:
    """Yield a file and everything in it: parts of a Word file, of a message, streams of a PDF, pictures in a page."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from layers(archive.read(name))
    elif data.startswith(b"%PDF"):
        yield from _objects(data)
    elif re.match(rb"(Date|From|Return-Path|Received|MIME-Version|To|Subject|Message-ID):", data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                yield from layers(content)
    for found in re.findall(rb"data:image/\w+;base64,([A-Za-z0-9+/=]+)", data):
        yield base64.b64decode(found)


def _objects(data: bytes) -> Iterator[bytes]:
    reader = PdfReader(io.BytesIO(data))
    seen: set[int] = set()
    waiting: list[object] = [reader.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, StreamObject):
            yield item._data
            if "/DCTDecode" not in str(item.get("/Filter")):
                yield item.get_data()
        if isinstance(item, DictionaryObject):
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)
        elif item is not None:
            yield str(item).encode("utf-8", "replace")


def message_in(office: PressOffice, number: int = 0) -> EmailMessage:
    """Return a message of the outbox."""
    path = sorted(office.root.glob("outbox/**/*.eml"))[number]
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_shows_its_photographs_after_the_text(illustrated: PressOffice) -> None:
    assert illustrated.run("send", illustrated.slug, "--to", "all", "--yes").code == 0
    message = message_in(illustrated)
    html, plain = text_of(message, "html"), text_of(message, "plain")
    wanted = re.findall(r'src="cid:([^"]+)" alt="([^"]+)"', html)
    assert [alt for _, alt in wanted] == ["What signing shows", "What hall shows"]
    found = {str(part["Content-ID"]): part for part in message.walk() if part["Content-ID"]}
    assert all(found[f"<{name}>"].get_content().startswith(b"\xff\xd8") for name, _ in wanted)
    assert html.index("cid:") > html.index("ENDS")
    for words in ("What signing shows", "Caption of signing", "Photo: Nadir Example", "(hall.jpg)"):
        assert words in plain


@pytest.mark.parametrize("way", ["link", "attach", "none"])
def test_the_office_says_how_photographs_leave(illustrated: PressOffice, way: str) -> None:
    config = illustrated.root / "pressctl.toml"
    url = 'url = "https://example.org/photos"\n' if way == "link" else ""
    config.write_text(f'{config.read_text(encoding="utf-8")}\n[media]\nmail = "{way}"\n{url}', encoding="utf-8")
    assert illustrated.run("send", illustrated.slug, "--to", "all", "--yes").code == 0
    message = message_in(illustrated)
    html, plain = text_of(message, "html"), text_of(message, "plain")
    assert "cid:" not in html
    assert "<img" not in html, "nothing is loaded from anywhere"
    assert "What hall shows" in html
    address = f"https://example.org/photos/{illustrated.slug}/hall.jpg"
    assert (f'href="{address}"' in html) is (way == "link")
    assert (address in plain.replace("\n", "")) is (way == "link")
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == (["signing.jpg", "hall.jpg"] if way == "attach" else [])


def test_a_plan_tells_what_the_photographs_weigh(illustrated: PressOffice) -> None:
    shown = illustrated.run("send", illustrated.slug, "--to", "all", "--dry-run").out
    assert re.search(r"text in the body, \d+ KB · 2 photographs, \d+ KB · no attachments · \d+ KB a message", shown)
    told = json.loads(illustrated.run("send", illustrated.slug, "--to", "all", "--dry-run", "--json").out)
    assert [file["file"] for file in told["photographs"]] == ["signing.jpg", "hall.jpg"]
    assert (
        told["bytes"] * len(told["recipients"]) * 0.9 < told["total_bytes"] <= told["bytes"] * len(told["recipients"])
    )


def test_too_heavy_a_mail_is_refused_before_anything_leaves(illustrated: PressOffice) -> None:
    config = illustrated.root / "pressctl.toml"
    config.write_text(
        f"{config.read_text(encoding='utf-8')}\n[media]\nmax_message_mb = 1\nmax_pixels = 6000\nquality = 95\n",
        encoding="utf-8",
    )
    photograph(illustrated.file("en").parent / "media" / "hall.jpg", 3600, 2400, seed=3)
    ended = illustrated.run("send", illustrated.slug, "--to", "all", "--yes")
    assert ended.code == 4
    assert "1 MB is the most" in ended.err
    assert "max_message_mb" in ended.err
    assert not list(illustrated.root.glob("outbox/**/*.eml"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has 0 bytes"),
        (b"no picture", "is not an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawing"),
        (b"\xff\xd8\xff\xe0 a torn photograph", "is damaged"),
    ],
)
def test_a_picture_that_cannot_be_used_is_named_with_file_and_line(
    illustrated: PressOffice, content: bytes, said: str
) -> None:
    (illustrated.file("en").parent / "media" / "hall.jpg").write_bytes(content)
    lines = illustrated.file("en").read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "media/hall.jpg" in text)
    ended = illustrated.run("export", illustrated.slug)
    assert ended.code == 3
    assert f"en.md:{line}" in ended.err
    assert said in ended.err
    assert not list(illustrated.root.glob("releases/*/out/*"))


def test_a_word_document_and_a_pdf_say_what_a_photograph_shows(illustrated: PressOffice, tmp_path: Path) -> None:
    illustrated.run("export", illustrated.slug, "-f", "docx,pdf,html,txt", "-o", str(tmp_path / "made"))
    by_ending = {path.suffix: path for path in (tmp_path / "made").iterdir()}
    with zipfile.ZipFile(by_ending[".docx"]) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert 'descr="What signing shows"' in document
    assert "Caption of hall" in document
    reader = PdfReader(by_ending[".pdf"])
    tags = list(_tags(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert {"What signing shows", "What hall shows"} <= {alt for tag, alt in tags if tag == "/Figure"}
    assert sum(tag == "/Caption" for tag, _ in tags) == 2
    page = by_ending[".html"].read_text(encoding="utf-8")
    assert page.count("<figure>") == page.count("<figcaption>") == 2
    assert "[What hall shows]\nCaption of hall\nPhoto: Nadir Example (hall.jpg)" in by_ending[".txt"].read_text("utf-8")


def _tags(node: object) -> Iterator[tuple[str, str | None]]:
    item = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(item, ArrayObject):
        for one in item:
            yield from _tags(one)
    elif isinstance(item, DictionaryObject):
        if "/S" in item:
            yield str(item["/S"]), item.get("/Alt")
        if "/K" in item:
            yield from _tags(item["/K"])


@pytest.mark.proof
@pytest.mark.libreoffice
def test_libreoffice_makes_the_pdf_of_the_very_document(
    illustrated: PressOffice, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("soffice")
    ended = illustrated.run(
        "export", illustrated.slug, "-f", "docx,pdf", "--via", "libreoffice", "-o", str(tmp_path / "made"), "--json"
    )
    assert ended.code == 0, ended.err
    files = {file["format"]: file for file in json.loads(ended.out)["files"]}
    assert files["pdf"]["made_by"].startswith("LibreOffice ")
    assert files["docx"]["made_by"] == "pressctl"
    reader = PdfReader(files["pdf"]["path"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert "Baku" in str(reader.metadata.title)
    for part in layers(Path(files["pdf"]["path"]).read_bytes()):
        assert not [mark for mark in MARKS if mark in part]


def test_without_libreoffice_one_is_told_what_to_do(illustrated: PressOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressctl.export.libreoffice._PLACES", ())
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    with pytest.raises(BadInput, match="LibreOffice was not found") as caught, libreoffice({"PATH": ""}):
        pass
    assert "libreoffice.org" in str(caught.value.hint)


def test_a_plan_that_is_resumed_sends_the_photographs_that_were_planned(illustrated: PressOffice) -> None:
    """The photograph on disk is another one meanwhile; the messages of one plan are all alike."""
    desk = desk_of(illustrated)
    sent: list[int] = []

    def stop_after_the_first() -> bool:
        return len(sent) >= 1

    watch = Watch(stop_after_the_first, lambda progress: sent.append(progress.done))
    dispatch(desk, prepare(desk, Order(illustrated.slug, ("all",))), watch)
    assert len(list(illustrated.root.glob("outbox/**/*.eml"))) == 1
    photograph(illustrated.file("en").parent / "media" / "hall.jpg", 500, 400, seed=7)
    resume(desk, illustrated.slug, Watch(lambda: False, lambda _: None))
    messages = [
        message_in(illustrated, number) for number in range(len(list(illustrated.root.glob("outbox/**/*.eml"))))
    ]
    assert len(messages) > 3
    carried = [
        {part.get_filename(): part.get_content() for part in one.walk() if part["Content-ID"]} for one in messages
    ]
    assert all(one == carried[0] for one in carried)
    assert set(carried[0]) == {"signing.jpg", "hall.jpg"}


def test_every_release_is_exported_and_a_broken_one_is_told_of_at_the_end(office: PressOffice, tmp_path: Path) -> None:
    (sample,) = (path for path in (office.root / "releases").iterdir() if path.is_dir())
    for number in range(3):
        copied = shutil.copytree(sample, office.root / "releases" / f"copy-{number}")
        text = (copied / "en.md").read_text(encoding="utf-8")
        (copied / "en.md").write_text(re.sub(r"(?m)^id: .", f"id: {number}", text), encoding="utf-8")
    broken = office.root / "releases" / "copy-1" / "en.md"
    broken.write_text(re.sub(r"(?m)^headline: .*$", "headlin: x", broken.read_text(encoding="utf-8")), encoding="utf-8")
    ended = office.run("export", "--all", "-f", "txt", "-l", "en", "-o", str(tmp_path / "made"))
    assert ended.code == 3
    assert len(list((tmp_path / "made").iterdir())) == 3
    assert "3 releases, 3 files" in ended.out
    assert re.search(r"releases/copy-1/en\.md:\d+", ended.err)
    assert "1 release of 4 could not be exported" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "which release?"),
        (("--all", "x"), "leave the names out"),
        (("six", "--kind", "event"), "--kind narrows --all"),
        (("six", "--via", "word"), "no program"),
        (("six", "--via", "libreoffice", "-f", "docx"), "add pdf"),
    ],
)
def test_what_contradicts_itself_is_refused(office: PressOffice, arguments: tuple[str, ...], said: str) -> None:
    ended = office.run("export", *arguments)
    assert ended.code == 2
    assert said in ended.err


def test_a_day_that_is_none_is_asked_for_again(office: PressOffice) -> None:
    ended = office.run("export", "--all", "--since", "yesterdy")
    assert ended.code == 3
    assert "did you mean yesterday?" in ended.err


def test_releases_can_be_chosen_by_kind_and_by_day(office: PressOffice, tmp_path: Path) -> None:
    none = office.run("export", "--all", "--kind", "statement", "-f", "txt")
    assert none.code == 1
    assert office.run("export", "--all", "--since", "2018-10-31", "-f", "txt").code == 1
    some = office.run("export", "--all", "--kind", "joint-event", "--since", "2018-10-30", "-f", "txt", "--json")
    assert some.code == 0
    assert json.loads(some.out)["failed"] == []
