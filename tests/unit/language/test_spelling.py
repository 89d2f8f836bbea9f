"""Hunspell's dictionaries, found where systems keep them and asked through spylls."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pressctl.frozen import replace
from pressctl.language.spelling import Dictionaries
from pressctl.workflow.checking.documents import check_document
from pressctl.workflow.checking.house import house_of

pytest.importorskip("spylls")

AFFIXES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nSFX S Y 1\nSFX S 0 s .\n"
WORDS = "11\nschool/S\nopen/S\na\nnurse/S\nthe\nfor\nit\nwell-being\ndon't\nopened\nlibrary\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("en_GB", "en-US"):
        (tmp_path / f"{name}.aff").write_text(AFFIXES, encoding="utf-8")
    (tmp_path / "en_GB.dic").write_text(WORDS, encoding="utf-8")
    (tmp_path / "en-US.dic").write_text("1\ncolor\n", encoding="utf-8")
    (tmp_path / "eng_extra.dic").write_text("1\nshcool\n", encoding="utf-8")
    return tmp_path


def test_a_word_is_known_if_any_dictionary_of_its_language_knows_it(folder: Path) -> None:
    misspelt = Dictionaries((folder,)).for_language("en-GB")
    assert misspelt is not None
    assert [word for word in ("schools", "color", "don’t", "shcool", "opne") if misspelt(word)] == ["shcool", "opne"]


def test_a_language_without_dictionary_is_remembered(folder: Path) -> None:
    dictionaries = Dictionaries((folder,))
    assert dictionaries.for_language("az") is None
    assert dictionaries.for_language("az") is None
    assert dictionaries.missing == ["az"]


def test_what_the_check_flags_and_what_it_never_does(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "release.txt"
    source.write_text(
        "School opens\n\nBaku, 30 October 2018 – Exampleland Aid opened a shcool for nurses, the NGOs’ shcool library: "
        "https://example.org/xyzzy, a well-being school, a school-libary; don’t open it, iPhone.\n",
        encoding="utf-8",
    )
    house = replace(house_of(None, date(2018, 10, 30), select=("SPL",)), dictionaries=Dictionaries((folder,)))
    checked = check_document(house, source)
    assert [checked.text[one.start : one.end] for one in checked.checked.findings] == ["shcool", "school-libary"]
    assert check_document(house_of(None, date(2018, 10, 30), select=("SPL",)), source).checked.findings == ()


def test_dictionaries_are_looked_for_where_nobody_has_a_home(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setenv("DICPATH", str(folder))
    assert Dictionaries().for_language("en") is not None
