"""`pressctl review read` and `review resolve`, as a press officer runs them."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice, run
from tests.acceptance.terminal import terminal
from tests.axe import judged
from tests.word_files import OTHER, WHO, dele, gone, ins, mark, para, relation, word_file
from tests.word_files import run as words

_COMMENT = f"<w:comment {WHO}><w:p><w:r><w:t>Who says so?</w:t></w:r></w:p></w:comment>"
_BODY = (
    para(words("The conference opens on ") + dele("Monday") + ins("Tuesday") + words(" in Baku."))
    + para(words("A bus ") + ins(words("leaves") + dele(gone(" late"), OTHER)) + words("."), mark("del"))
    + para('<w:commentRangeStart w:id="1"/>' + words("Everybody is glad.") + '<w:commentRangeEnd w:id="1"/>')
)


def _back(folder: Path, name: str = "back.docx") -> Path:
    path = folder / name
    path.write_bytes(word_file(_BODY, {"comments": _COMMENT}))
    return path


def test_piped_each_change_and_comment_is_a_record(tmp_path: Path) -> None:
    ended = run(tmp_path, "review", "read", str(_back(tmp_path)))
    assert ended.code == 0, ended.err
    elena, rashad = ("Elena Example", "2018-10-24 16:02"), ("Rashad Example", "2018-10-24 17:30")
    joins, inside = "joins it with the next paragraph", "inside what Elena Example inserted"
    assert [tuple(line.split("\t")) for line in ended.out.splitlines()] == [
        ("change", "paragraph 1", *elena, "The conference opens on [-Monday-]{+Tuesday+} in Baku.", ""),
        ("change", "paragraph 2", *elena, "A bus {+leaves late+}.[-¶-]Everybody is glad.", joins),
        ("change", "paragraph 2", *rashad, "leaves[- late-]", inside),
        ("comment", "paragraph 3", *elena, "Who says so?", 'on "Everybody is glad."'),
    ]


def test_json_has_one_shape_and_its_own_decisions(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, "review", "read", str(_back(tmp_path)), "--json").out)
    (file,) = told["files"]
    assert (told["version"], told["conflicts"], file["copy"], file["slug"]) == (1, [], None, None)
    assert file["accepted"] == ["The conference opens on Tuesday in Baku.", "A bus leaves.Everybody is glad."]
    assert file["rejected"] == ["The conference opens on Monday in Baku.", "A bus .", "Everybody is glad."]
    assert set(file["changes"][0]) == {
        "number", "kind", "author", "at", "field", "where", "start", "end", "before", "after", "tracked", "locked",
        "pair", "within", "span", "detail", "cell",
    }  # fmt: skip
    assert file["reviewers"] == ["Elena Example", "Rashad Example"]


def test_a_mail_with_the_document_is_read_and_a_page_written(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Our comments"
    mail.set_content("Attached.")
    mail.add_attachment(_back(tmp_path).read_bytes(), "application", "octet-stream", filename="Notre réponse.docx")
    (tmp_path / "answer.eml").write_bytes(mail.as_bytes())
    ended = run(tmp_path, "review", "read", "answer.eml", "--html", "page.html")
    assert ended.code == 0, ended.err
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<del>Monday</del><ins>Tuesday</ins>" in page
    assert "answer.eml: Notre réponse.docx" in page
    assert "http" not in page.replace("http-equiv", "")


def test_words_of_a_reviewer_are_no_markup_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "back.docx").write_bytes(word_file(para(ins("&lt;script&gt;alert(1)&lt;/script&gt;"))))
    assert run(tmp_path, "review", "read", "back.docx", "--html", "page.html").code == 0
    assert "<script>" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_hostile_file_is_refused_in_words_and_every_bad_file_is_named(tmp_path: Path) -> None:
    hostile = word_file(para("a"), relations=relation(5, "image", "https://example.org/a.png", "External"))
    (tmp_path / "hostile.docx").write_bytes(hostile)
    (tmp_path / "broken.docx").write_bytes(b"nothing")
    ended = run(tmp_path, "review", "read", "hostile.docx", "broken.docx", "missing.docx")
    assert ended.code == 3
    for said in ("leads a word processor to https://example.org/a.png", "broken.docx", "missing.docx"):
        assert said in ended.err


def test_a_copy_is_known_by_its_words_when_it_says_nothing_of_itself(office: PressOffice, tmp_path: Path) -> None:
    made = office.run("review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes")
    assert made.code == 0, made.err
    (registry,) = office.root.glob("releases/*/review/*.json")
    pieces = [
        piece["text"] for one in json.loads(registry.read_text("utf-8"))["anchors"].values() for piece in one["pieces"]
    ]
    stripped = "".join(para(text.replace("&", "&amp;")) for text in pieces)
    (tmp_path / "stripped.docx").write_bytes(word_file(stripped.replace("join forces", "meet")))
    (file,) = json.loads(office.run("review", "read", str(tmp_path / "stripped.docx"), "--json").out)["files"]
    assert (file["found_by"], file["copy"]) == ("likeness", registry.stem)
    assert ("headline", "join forces", "meet", False) in [
        (change["field"], change["before"], change["after"], change["tracked"]) for change in file["changes"]
    ]
    (tmp_path / "other.docx").write_bytes(word_file(para("Quite another text.")))
    (other,) = json.loads(office.run("review", "read", str(tmp_path / "other.docx"), "--json").out)["files"]
    assert (other["found_by"], other["copy"]) == (None, None)


def test_nothing_is_compared_with_a_kept_copy_that_somebody_has_changed(office: PressOffice, tmp_path: Path) -> None:
    made = office.run("review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes")
    assert made.code == 0, made.err
    (kept,) = office.root.glob("releases/*/review/*.docx")
    back = shutil.copyfile(kept, tmp_path / "back.docx")
    assert office.run("review", "read", str(back)).code == 0
    with zipfile.ZipFile(kept, "a") as package:  # as a program does that saves it
        package.writestr("docProps/custom2.xml", "<saved/>")
    ended = office.run("review", "read", str(back))
    assert ended.code == 3
    assert "is not as it went out" in ended.err
    assert "backup" in ended.err


def test_resolve_writes_another_file_and_never_the_same(tmp_path: Path) -> None:
    back = _back(tmp_path)
    ended = run(tmp_path, "review", "resolve", "back.docx", "--accept-all", "--output", "clean.docx")
    assert ended.code == 0, ended.err
    assert "tracked changes accepted" in ended.out
    (file,) = json.loads(run(tmp_path, "review", "read", "clean.docx", "--json").out)["files"]
    assert file["changes"] == []
    before = back.read_bytes()
    assert run(tmp_path, "review", "resolve", "back.docx", "--reject-all", "--output", "back.docx").code == 3
    assert run(tmp_path, "review", "resolve", "back.docx", "--output", "x.docx").code == 2
    assert back.read_bytes() == before


@pytest.mark.proof
@pytest.mark.chromium
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
@pytest.mark.parametrize("night", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_the_page_can_be_read_by_everybody(tmp_path: Path, *, night: bool) -> None:
    assert run(tmp_path, "review", "read", str(_back(tmp_path)), "--html", "page.html").code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    (said,) = judged({"page": page}, str(shutil.which("chromium")), tmp_path, night=night).values()
    assert said == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")
def test_in_a_terminal_a_change_says_which_approval_it_voids(office: PressOffice, tmp_path: Path) -> None:
    made = office.run("review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes")
    assert made.code == 0, made.err
    signed = office.run("approve", "six", "--for", "example-mission", "--by", "Nigar Example")
    assert signed.code == 0, signed.err
    (copy,) = office.root.glob("releases/*/review/*.docx")
    (tmp_path / "back.docx").write_bytes(_with_headline_changed(copy.read_bytes()))
    with terminal(office.root, "review", "read", str(tmp_path / "back.docx")) as screen:
        screen.expect("Next: pressctl review apply six-organizations")
        assert "Six organizations join forces{+ once more+} in Baku" in screen.text
        assert "approved by Example Mission in Azerbaijan on" in screen.text
        assert max(len(line) for line in screen.text.splitlines()) <= 80 + len(str(tmp_path))


def _with_headline_changed(content: bytes) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                cut = f"join forces</w:t></w:r>{ins(' once more')}<w:r><w:t xml:space='preserve'> in Baku"
                data = data.replace(b"join forces in Baku", cut.encode(), 1)
            written.writestr(name, data)
    return stream.getvalue()
