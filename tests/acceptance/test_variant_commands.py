"""`variant`: a text to translate over, the translator's word, and what has changed since."""

from __future__ import annotations

import json

from tests.acceptance.conftest import PressOffice


def test_a_variant_that_is_still_the_original_is_not_done(office: PressOffice) -> None:
    office.file("fr").unlink(missing_ok=True)
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


def test_a_photograph_that_came_later_is_translated_in_the_front_matter_and_then_done(office: PressOffice) -> None:
    assert office.run("variant", "six", "az", "--done", "--anyway").code == 0
    english, azerbaijani = office.file("en"), office.file("az")
    (english.parent / "media").mkdir(exist_ok=True)
    (english.parent / "media" / "hall.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(16))
    added = "media:\n  - file: media/hall.png\n    caption: {}\n"
    english.write_text(english.read_text("utf-8").replace("\n---\n", f"\n{added.format('The hall')}---\n", 1), "utf-8")
    shown = office.run("variant", "six", "az", "--changes")
    assert "media:\n      - file: media/hall.png\n        caption: The hall" in shown.out
    refused = office.run("variant", "six", "az", "--done")
    assert "the caption of media/hall.png (add it under media:)" in refused.err
    mended = azerbaijani.read_text("utf-8").replace("\n---\n", f"\n{added.format('Zal')}---\n", 1)
    azerbaijani.write_text(mended, "utf-8")
    assert office.run("variant", "six", "az", "--done").code == 0


def test_the_mail_of_a_person_is_shown_by_a_part_of_the_address(office: PressOffice) -> None:
    contacts = office.root / "contacts.csv"
    contacts.write_text("email,name,language\nelodie@web.example.com,Élodie Exemple,fr\n", encoding="utf-8")
    shown = office.run("preview", "six", "--as", "elodie")
    assert shown.code == 0, shown.err
    assert "Élodie Exemple <elodie@web.example.com>" in shown.out


def test_what_changed_and_how_it_reads_as_json(office: PressOffice) -> None:
    assert json.loads(office.run("variant", "six", "az", "--changes", "--json").out)["current"] is True
    original = office.file("en")
    text = original.read_text(encoding="utf-8")
    original.write_text(text.replace("Traffickers do not stop", "Traffickers never stop"), encoding="utf-8")
    ended = office.run("variant", "six", "az", "--changes", "--json")
    assert ended.code == 1
    (block,) = json.loads(ended.out)["blocks"]
    assert "never stop" in block["after"]
    assert office.run("variant", "six", "az", "--json").code == 2
    read = json.loads(office.run("preview", "six", "--language", "ru", "--json").out)
    assert (read["language"], "Баку" in read["text"]) == ("ru", True)
    mail = json.loads(office.run("preview", "six", "--as", "aygun@tv.example.com", "--json").out)
    assert mail["to"].endswith("<aygun@tv.example.com>")
    assert mail["html"].lstrip().startswith("<!")
