"""`variant`: a text to translate over, the translator's word, and what has changed since."""

from __future__ import annotations

from tests.acceptance.conftest import PressOffice


def test_a_variant_that_is_still_the_original_is_not_done(office: PressOffice) -> None:
    made = office.run("variant", "six", "fr")
    assert made.code == 0
    assert "fr.md" in made.out
    done = office.run("variant", "six", "fr", "--done")
    assert done.code == 4
    assert "the headline" in done.err
    assert "--anyway" in done.err
    blocked = office.run("send", "six", "--to", 'language == "fr"', "--dry-run")
    assert blocked.code in {1, 4}


def test_a_language_that_cannot_be_set_makes_no_file(office: PressOffice) -> None:
    ended = office.run("variant", "six", "xx")
    assert ended.code == 3
    assert "xx" in ended.err
    assert not office.file("xx").exists()


def test_changes_are_shown_block_by_block_in_words(office: PressOffice) -> None:
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(
        text.replace("Neither can those who stop them.", "Nor can those who stop them."), encoding="utf-8"
    )
    ended = office.run("variant", "six", "az", "--changes")
    assert ended.code == 1
    assert "1 of" in ended.out
    assert "of the text" in ended.out
    lines = [line.strip() for line in ended.out.splitlines()]
    assert any(line.startswith("- ") and "Neither can" in line for line in lines)
    assert any(line.startswith("+ ") and "Nor can" in line for line in lines)
    assert office.run("variant", "six", "az", "--changes").out == ended.out


def test_a_translation_that_was_mended_is_done(office: PressOffice) -> None:
    english, azerbaijani = office.file("en"), office.file("az")
    english.write_text(english.read_text("utf-8").replace("on Tuesday", "this Tuesday"), encoding="utf-8")
    assert office.run("variant", "six", "az", "--done").code == 4
    azerbaijani.write_text(azerbaijani.read_text("utf-8") + "\nBir cümlə əlavə olundu.\n", encoding="utf-8")
    assert office.run("variant", "six", "az", "--done").code == 0
    assert office.run("variant", "six", "az", "--changes").code == 0
