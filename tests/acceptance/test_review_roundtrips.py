"""Copies that really went through LibreOffice: every edit comes back at its field, none is lost."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from tests.acceptance.conftest import PressOffice, run

EDITOR = Path(__file__).parents[1] / "libreoffice_editor.py"
SETTLER = EDITOR.with_name("libreoffice_settler.py")
WORD, TEXT = "MS Word 2007 XML", "writer8"
ELENA, RASHAD = "Elena Example", "Rashad Example"


def _python_with_uno() -> str | None:
    """Return a Python that knows UNO: the system's, or none."""
    for candidate in ("/usr/bin/python3", shutil.which("python3") or ""):
        if candidate and Path(candidate).exists():
            known = subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False, timeout=120)
            if known.returncode == 0:
                return candidate
    return None


PYTHON = _python_with_uno() if shutil.which("soffice") else None
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(PYTHON is None, reason="LibreOffice with python3-uno is not installed"),
]


def edit(folder: Path, name: str, jobs: list[dict[str, object]]) -> None:
    """Let a person edit documents, each saved as it is said."""
    order = {"name": name, "profile": str(folder / f"profile {name}"), "jobs": jobs}
    home = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        [str(PYTHON), str(EDITOR)], input=json.dumps(order), encoding="utf-8", env=home, check=True, timeout=90
    )


@dataclass(frozen=True)
class Sent:
    """An office that has sent a copy out."""

    office: PressOffice
    copy: Path
    folder: Path

    def read(self, name: str, *options: str) -> dict[str, object]:
        ended = self.office.run("review", "read", str(self.folder / name), "--json", *options)
        assert ended.code == 0, ended.err
        (told,) = json.loads(ended.out)["files"]
        return told


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("sent")
    assert run(folder, "init", "office").code == 0
    office = PressOffice(folder / "office")
    made = office.run("review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes")
    assert made.code == 0, made.err
    (copy,) = office.root.glob("releases/*/review/*.docx")
    shutil.copy(copy, folder / "sent.docx")
    return Sent(office, folder / "sent.docx", folder)


def job(source: Path, steps: list[dict[str, str]], *saved: Path, tracked: bool = True) -> dict[str, object]:
    save = [[str(path), TEXT if path.suffix == ".odt" else WORD] for path in saved]
    return {"open": str(source), "tracked": tracked, "steps": steps, "save": save}


def step(do: str, **words: str) -> dict[str, str]:
    return {"do": do, **words}


def found(told: dict[str, object]) -> list[tuple[object, ...]]:
    keys = ("kind", "field", "before", "after", "author")
    return [tuple(change[key] for key in keys) for change in told["changes"]]  # type: ignore[attr-defined]


def test_edits_of_a_reviewer_come_back_at_their_fields(sent: Sent) -> None:
    steps = [
        step("replace", find="join forces", put="meet"),
        step("split", before="Opening remarks"),
        step("replace", find="Deputy Speaker", put="First Deputy Speaker"),
        step("replace", find="at a border", put="at any border"),
    ]
    edit(sent.folder, ELENA, [job(sent.copy, steps, sent.folder / "elena.docx")])
    told = sent.read("elena.docx")
    assert told["found_by"] == "properties"
    assert (told["matched"]["alignment"], told["unmatched"]) == (0, [])  # type: ignore[index]
    assert found(told) == [
        ("replacement", "headline", "join forces", "meet", ELENA),
        ("replacement", "body[4].paragraph1", "at a border", "at any border", ELENA),
        ("split", "body[5]", "", "\n", ELENA),
        ("replacement", "speakers[2].title", "Deputy Speaker", "First Deputy Speaker", ELENA),
    ]
    assert [change["locked"] for change in told["changes"]] == [False, True, False, False]  # type: ignore[attr-defined]


_TABLE = """
| Year | Trains | Note |
|---|---|---|
| 2016 | ten | note one |
| 2017 | twelve trains | note two |
| 2018 | fifteen | note three |
"""


@pytest.fixture
def sent_table(tmp_path: Path) -> Sent:
    """Return an office that has sent out a release with a table at its end."""
    assert run(tmp_path, "init", "office").code == 0
    office = PressOffice(tmp_path / "office")
    with office.file("en").open("a", encoding="utf-8") as source:
        source.write(_TABLE)
    made = office.run("review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes")
    assert made.code == 0, made.err
    (copy,) = office.root.glob("releases/*/review/*.docx")
    return Sent(office, copy, tmp_path)


def test_rows_that_went_and_came_and_words_in_cells_come_back_and_go_into_the_source(sent_table: Sent) -> None:
    sent = sent_table
    steps = [
        step("replace", find="twelve trains", put="thirteen trains"),
        step("delete_row", words="note one"),
        step("add_row", after="note three", first="2019", last=""),
    ]
    edit(sent.folder, ELENA, [job(sent.copy, steps, sent.folder / "elena.docx")])
    told = sent.read("elena.docx")
    changes = [(kind, before, after, author) for kind, _, before, after, author in found(told)]
    assert changes == [
        ("row-deletion", "2016\nten\nnote one", "", ELENA),
        ("replacement", "twelve trains", "thirteen trains", ELENA),
        ("row-insertion", "", "2019\n\n\n", ELENA),
    ]
    assert told["unmatched"] == []
    taken = sent.office.run("review", "apply", "six", str(sent.folder / "elena.docx"), "--accept-all")
    assert taken.code == 0, taken.err
    rows = [line for line in sent.office.file("en").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in (rows[0], *rows[2:])]
    assert cells == [
        ["Year", "Trains", "Note"],
        ["2017", "thirteen trains", "note two"],
        ["2018", "fifteen", "note three"],
        ["2019", "", ""],
    ]


@pytest.mark.proof
@pytest.mark.parametrize("way", ["accept", "reject"])
def test_a_table_is_settled_as_libreoffice_settles_it(tmp_path: Path, way: str) -> None:
    rows = [("2016", "ten"), ("2017", "twelve"), ("2018", "fifteen")]
    document = Document()
    document.add_paragraph("A table follows.")
    table = document.add_table(rows=3, cols=2)
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.text = text
    document.add_paragraph("The end.")
    document.save(str(tmp_path / "sent.docx"))
    steps = [
        step("replace", find="twelve", put="thirteen"),
        step("delete_row", words="2016"),
        step("add_row", after="2018", first="2019", last=""),
    ]
    edit(tmp_path, ELENA, [job(tmp_path / "sent.docx", steps, tmp_path / "elena.docx")])
    ended = run(tmp_path, "review", "resolve", "elena.docx", f"--{way}-all", "--output", "ours.docx")
    assert ended.code == 0, ended.err
    order = {
        "profile": str(tmp_path / "settler"),
        "jobs": [[str(tmp_path / "elena.docx"), way.title(), str(tmp_path / "theirs.docx")]],
    }
    settling = [str(PYTHON), str(SETTLER)]
    subprocess.run(settling, input=json.dumps(order), encoding="utf-8", check=True, timeout=90)
    ours, theirs = (_rows(tmp_path / name) for name in ("ours.docx", "theirs.docx"))
    kept = [["2017", "thirteen"], ["2018", "fifteen"], ["2019", ""]]
    assert ours == theirs == ([list(row) for row in rows] if way == "reject" else kept)


def _rows(path: Path) -> list[list[str]]:
    (table,) = Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.proof
@pytest.mark.parametrize("through_odt", [False, True], ids=["docx", "through odt"])
def test_two_editors_one_after_the_other_and_silent_edits(sent: Sent, *, through_odt: bool) -> None:
    folder = sent.folder / ("odt" if through_odt else "docx")
    folder.mkdir()
    first = [
        step("replace", find="join forces in Baku", put="meet in Baku"),
        step("split", before="Opening remarks"),
        step("replace", find="Deputy Speaker", put="First Deputy Speaker"),
        step("bold", words="anniversary"),
        step("delete_paragraph", words="IOM is the United Nations agency"),
        step("move_paragraph", words="Serhan Aktoprak –", before="Ghulam Isaczai –"),
    ]
    saved = folder / ("1.odt" if through_odt else "1.docx")
    edit(folder, ELENA, [job(sent.copy, first, saved)])
    second = [
        step("join", last="investigate organized"),
        step("replace", find="at a border", put="at any border"),
        step("replace", find="First Deputy", put="Second Deputy"),
    ]
    untracked = [
        step("replace", find="Fifteen years", put="Sixteen years"),
        step("add_paragraph", after="is part of the project", text="A paragraph that nobody tracked."),
    ]
    middle = folder / ("2.odt" if through_odt else "2.docx")
    last = folder / "last.docx"
    edit(folder, RASHAD, [job(saved, second, middle), job(middle, untracked, last, tracked=False)])
    told = sent.read(f"{folder.name}/last.docx")
    changes = found(told)
    for wanted in (
        ("replacement", "headline", "join forces in Baku", "meet in Baku", ELENA),
        ("join", "body[2]", "\n", "", RASHAD),
        ("formatting", "body[3]", "", "", ELENA),
        ("replacement", "body[3]", "Fifteen", "Sixteen", None),
        ("replacement", "body[4].paragraph1", "at a border", "at any border", RASHAD),
        ("split", "body[5]", "", "\n", ELENA),
        ("insertion", None, "", "A paragraph that nobody tracked.\n", None),
        ("replacement", "speakers[2].title", "Deputy Speaker", "First Deputy Speaker", ELENA),
        ("replacement", "speakers[2].title", "First Deputy", "Second Deputy", RASHAD),
    ):
        assert wanted in changes, changes
    deleted = [change for change in changes if change[0] == "deletion" and change[4] == ELENA]
    assert [change[1] for change in deleted] == ["boilerplates[2].blocks[1]"]
    assert sum(1 for change in changes if change[0] == "move") == 2
    assert told["unmatched"] == []


@pytest.mark.parametrize("through", [".docx", ".odt"])
def test_a_comment_on_an_older_version_survives_libreoffice(sent: Sent, through: str) -> None:
    folder = sent.folder / f"comments{through}"
    folder.mkdir()
    (folder / "commented.docx").write_bytes(_with_comment(sent.copy.read_bytes()))
    saved = convert(folder / "commented.docx", through, folder / "first")
    text = sent.office.file("en").read_text(encoding="utf-8")
    sent.office.file("en").write_text(text.replace("organized crime", "all crime"), encoding="utf-8")
    told = sent.read(f"{folder.name}/{convert(saved, '.docx', folder / 'last').relative_to(folder)}")
    (comment,) = told["comments"]  # type: ignore[misc]
    assert (comment["field"], comment["text"], comment["author"]) == ("headline", "Seven, surely?", RASHAD)
    assert comment["quoted"].startswith("Six organizations")
    assert (told["changes"], told["unmatched"], told["number"]) == ([], [], 1)


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """Open a document in LibreOffice and save it; opened for editing, 7.4 falls over comments without a screen."""
    wanted = {".docx": f"docx:{WORD}", ".odt": "odt"}[suffix]
    profile = (folder.parent / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted, "--outdir"]
    subprocess.run([*command, str(folder), str(source)], capture_output=True, check=True, timeout=90)
    return folder / f"{source.stem}{suffix}"


def _with_comment(content: bytes) -> bytes:
    document = Document(io.BytesIO(content))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("Six organizations"))
    document.add_comment(paragraph.runs, "Seven, surely?", author=RASHAD, initials="RE")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_an_editor_does_by_the_menu_comes_back_as_he_meant_it(sent: Sent) -> None:
    jobs = {
        "quotes.docx": [step("replace_all", find="“", put="«"), step("replace_all", find="”", put="»")],
        "spaces.docx": [step("replace_all", find="11 countries", put="11\u00a0countries")],
        "itself.docx": [
            step("replace_all", find="a", put="a"),
            step("replace", find="who stop them", put="who fight them"),
        ],
        "capitals.docx": [step("change_case", words="on Tuesday", way="Upper")],
        "twice.docx": [step("paste_twice", words="The conference is meant to help")],
    }
    edit(sent.folder, ELENA, [job(sent.copy, steps, sent.folder / name) for name, steps in jobs.items()])
    told = {name: found(sent.read(name)) for name in jobs}
    assert [change[2:4] for change in told["quotes.docx"]] == [("“", "«"), ("”", "»")] * 2
    assert [change[:2] for change in told["spaces.docx"]] == [
        ("replacement", field) for field in ("subheadline", "body[1]")
    ]
    assert [change[1:4] for change in told["itself.docx"]] == [
        ("body[4].paragraph1", "who stop them", "who fight them")
    ]
    assert [change[1:4] for change in told["capitals.docx"]] == [("body[1]", "on Tuesday", "ON TUESDAY")]
    pasted = [change[3] for change in told["twice.docx"]]
    assert len(pasted) == 2
    assert all(text.startswith("The conference is meant") and text.endswith("\n") for text in pasted)
