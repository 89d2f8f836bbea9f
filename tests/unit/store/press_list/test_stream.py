"""A list that is gone through from its file gives what one that is read at once gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from pressctl.config.schema import Config, Office
from pressctl.errors import BadInput
from pressctl.model.localised import Localised
from pressctl.store.press_list import stream as streaming
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.press_list.segments import Selection, select
from pressctl.store.press_list.stream import ContactStream, contacts_of
from tests.examples import examples

HEADER = "email,name,tags,language,Region"
CONFIG = Config(office=Office(name=Localised.of("Office")))

cell = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Zl", "Zp")), max_size=12)
row = st.tuples(cell, st.sampled_from(["tv", "tv;baku", ""]), st.sampled_from(["az", "en;ru", ""]), cell)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def written(path: Path, rows: list[tuple[str, str, str, str]], newline: str = "\n", bom: str = "") -> Path:
    lines = [",".join([f"r{number}@example.com", *map(quoted, cells)]) for number, cells in enumerate(rows)]
    path.write_text(bom + newline.join([HEADER, *lines, ""]), encoding="utf-8", newline="")
    return path


@examples(60, unmoved_by=[HealthCheck.function_scoped_fixture])
@given(st.lists(row, max_size=20), st.integers(1, 90), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_every_file_gives_the_same_contacts(
    tmp_path: Path, rows: list[tuple[str, str, str, str]], stretch: int, newline: str, bom: str
) -> None:
    path = written(tmp_path / "contacts.csv", rows, newline, bom)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "_STRETCH", stretch)
        stream = ContactStream(path)
        at_once = read_contacts(path).contacts
        for _ in range(2):
            assert tuple(stream) == at_once
            assert [one.row for one in stream] == [one.row for one in at_once]


def test_a_cell_of_several_lines_is_one_cell_wherever_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text('sep=;\nemail;notes\na@example.com;"one\ntwo"\n\nb@example.com;\n', encoding="utf-8")
    for stretch in range(1, 40):
        monkeypatch.setattr(streaming, "_STRETCH", stretch)
        assert tuple(ContactStream(path)) == read_contacts(path).contacts


@pytest.mark.parametrize(
    "lines",
    [
        ["a@example.com,,,,", "A@Example.com,,,,"],
        ["a@example.com,,,,", "no address,,,,"],
        ["a@example.com,,,,", 'b@example.com,"open,,,'],
        ["a@example.com,,,,", "b@example.com,x\x00y,,,"],
        ["a@example.com,,,,", "b@example.com,,,tlh-xx-yy,"],
        ["a@example.com,,,,,,,more"],
    ],
    ids=["twice", "no address", "open quotation mark", "control", "language", "too many cells"],
)
def test_a_fault_is_told_as_the_usual_reader_tells_it(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    with pytest.raises(BadInput) as usual:
        read_contacts(path)
    with pytest.raises(BadInput) as streamed:
        list(ContactStream(path))
    assert streamed.value.message == usual.value.message
    assert streamed.value.problems == usual.value.problems


def test_letters_that_are_no_text_are_told_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(f"{HEADER}\na@example.com,,,,\n".encode() + b"b@example.com,Ayg\xfcn,,,\n")
    monkeypatch.setattr(streaming, "_HEAD", 40)
    with pytest.raises(BadInput, match="not UTF-8"):
        list(ContactStream(path))


def test_a_long_list_is_gone_through_and_a_short_one_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "contacts.csv", [("Ann", "tv", "en", "N"), ("Bo", "", "az", "S")])
    assert isinstance(contacts_of(path), tuple)
    monkeypatch.setattr(streaming, "LONG", 10)
    stream = contacts_of(path)
    assert isinstance(stream, ContactStream)
    for segment in ("all", "tv", 'Region == "S"', '"az" in language'):
        assert tuple(Selection([segment], stream, CONFIG)) == select([segment], read_contacts(path).contacts, CONFIG)
    wide = tmp_path / "wide.csv"
    wide.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    assert isinstance(contacts_of(wide), tuple)
