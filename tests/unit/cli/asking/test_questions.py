"""Questions in turn: back, help, a second chance, and what depends on an earlier answer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from pressctl.cli.asking import editor, questions
from pressctl.cli.asking.questions import Answers, Asked, ask_in_turn
from pressctl.cli.office.init_questions import ask_office
from pressctl.cli.office.questions import ask_entry
from pressctl.cli.session import Session
from pressctl.config.load import parse_config
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.errors import Interrupted
from pressctl.store.half_given import HalfGiven
from pressctl.workflow.office.answers import Setting
from pressctl.workflow.office.on_file import What, look_up
from pressctl.workflow.office.own import OfficeAnswers, own_office

CTRL_C = "\x03"


class Person:
    """Somebody who answers from a list, and then leaves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.prompts: list[str] = []
        self._answers: Iterator[str] = iter(answers)
        self.console = Console(file=io.StringIO(), width=80)
        monkeypatch.setattr(questions, "typed", self._typed)

    def _typed(self, prompt: str, *_: str, **__: bool) -> str:
        self.prompts.append(prompt)
        try:
            answer = next(self._answers)
        except StopIteration:
            raise EOFError from None
        if answer == CTRL_C:
            raise KeyboardInterrupt
        return answer

    @property
    def shown(self) -> str:
        assert isinstance(self.console.file, io.StringIO)
        return self.console.file.getvalue()


def two(said: Answers) -> list[Asked]:
    return [
        Asked("count", "How many", int, needed=True),
        *(Asked(f"name.{number}", f"Name {number}", str) for number in range(said.get("count", 0))),
    ]


def test_an_answer_that_cannot_be_read_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(monkeypatch, "", "many", "1", "Anna")
    assert ask_in_turn(person.console, two) == {"count": 1, "name.0": "Anna"}
    assert "this one is needed" in person.shown


def test_going_back_offers_what_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(monkeypatch, "<", "2", "Anna", "<", "", "<", "<", "1", "Berta")
    assert ask_in_turn(person.console, two) == {"count": 1, "name.0": "Berta"}
    assert "This is the first question" in person.shown
    assert " 2  Name 0 [Anna]: " in person.prompts
    assert " 1  How many [2]: " in person.prompts


def office_of(session: Session, folder: Path) -> OfficeAnswers:
    return ask_office(session, folder, HalfGiven(folder / ".pressctl" / "office.json"))


def test_what_is_said_of_an_answer_stays_within_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person = Person(monkeypatch, "en", "Bureau", "", "? europe", "Asia/Dakarr")
    session = Session()
    session.console = person.console
    with pytest.raises(Interrupted, match="your answers are kept, and nothing was written"):
        office_of(session, tmp_path)
    assert "Brussels" in person.shown
    assert all(len(line) <= 80 for line in person.shown.splitlines())


def test_ones_own_office_says_what_was_answered_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person = Person(
        monkeypatch,
        *(
            "english fr",
            'Bureau "North"',
            "Bureau « Nord »",
            "Bureau North; BN",
            "brussels",
            "Brussels",
            "",
            "1 Rue Exemple",
            "press@bureau.example",
            "Anna Lind",
        ),
        *("Spokesperson", "", "+32 2 555 01 00", "We watch rivers.\n\nWe publish levels."),
    )
    session = Session()
    session.console = person.console
    config = parse_config(own_office(office_of(session, tmp_path)), Path(CONFIG))
    assert config.office.name.get("en") == 'Bureau "North"'
    assert config.office.name.get("fr") == "Bureau « Nord »"
    assert config.office.place is not None
    assert dict(config.office.place.texts) == {"en": "Brussels"}
    assert config.office.timezone == "Europe/Brussels"
    assert config.office.contact == "anna-lind"
    (contact,) = config.people.values()
    assert contact.email == "press@bureau.example"
    (organisation,) = config.organisations.values()
    assert config.office.address == "1 Rue Exemple"
    assert organisation.aliases == ("Bureau North",)
    assert organisation.acronym is not None
    assert organisation.acronym.get("en") == "BN"
    assert organisation.boilerplate is not None
    assert organisation.boilerplate.get("en").endswith("levels.")
    assert not config.segments


def test_an_office_needs_no_contact_and_no_paragraph(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person = Person(monkeypatch, "", "局", "", "utc", "", "", "", "", "")
    session = Session()
    session.console = person.console
    config = parse_config(own_office(office_of(session, tmp_path)), Path(CONFIG))
    assert config.office.name.get("en") == "局"
    assert not config.people


def test_the_examples_in_a_new_file_are_of_the_offices_own_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = ("en", "Danube Mission, Moldova Office", "", "chisinau", "Chisinau", "", "", "Ana Popescu", "", "", "?")
    person = Person(monkeypatch, *answers, "", "")
    session = Session()
    session.console = person.console
    text = own_office(office_of(session, tmp_path))
    assert " 3  Short name that texts use [Danube Mission]: " in person.prompts
    assert "+373 …" in person.shown
    assert '# address = "1 Example Street, Chisinau"' in text
    assert "# national = 'country == \"MD\"'" in text
    assert not re.search("Baku|AZ|994", text + person.shown)
    assert parse_config(text, Path(CONFIG)).organisations["danube-mission"].aliases == ("Danube Mission",)


def in_office(person: Person, folder: Path) -> Session:
    """Return a session in an office of one's own."""
    text = own_office(OfficeAnswers(name={"en": "Bureau"}, languages=("en",), contact="Anna Lind"))
    (folder / CONFIG).write_text(text, encoding="utf-8")
    session = Session(folder)
    session.workspace, session.config = Workspace(folder), parse_config(text, folder / CONFIG)
    session.console = person.console
    return session


def test_a_bad_key_is_asked_again_and_loses_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person = Person(monkeypatch, "Bo Berg", "Editor", "", "", "", "", "Bo Berg!", "anna-lind", "<", "sv", "")
    settings, key = ask_entry(in_office(person, tmp_path), What.PERSON, None, key=True)
    assert key == "bo-berg"
    assert {setting.path: setting.value for setting in settings} == {
        ("name", "en"): "Bo Berg",
        ("title", "en"): "Editor",
        ("languages",): ["sv"],
    }
    assert "is not a key" in person.shown
    assert "is on file already" in person.shown


def test_the_office_is_asked_with_what_it_says_in_brackets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person = Person(monkeypatch, "", "-", "Oslo", "?", "oslo", *[""] * 7)
    session = in_office(person, tmp_path)
    settings, _ = ask_entry(session, What.OFFICE, look_up(session.config, "office", What.OFFICE))
    assert settings == [
        Setting(("organisation",), None),
        Setting(("place", "en"), "Oslo"),
        Setting(("timezone",), "Europe/Oslo"),
    ]
    assert " 1  Name of the office [Bureau]: " in person.prompts


def test_who_stops_is_told_that_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person = Person(monkeypatch, "Bo Berg")
    with pytest.raises(Interrupted, match="not kept"):
        ask_entry(in_office(person, tmp_path), What.PERSON, None, key=True)


def test_who_stopped_goes_on_with_what_was_answered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = HalfGiven(tmp_path / ".pressctl" / "new-person.json")
    first = Person(monkeypatch, "Bo Berg", "Editor", "", "bo@example.org", CTRL_C)
    with pytest.raises(Interrupted, match="your answers are kept") as stopped:
        ask_entry(in_office(first, tmp_path), What.PERSON, None, key=True, kept=kept)
    assert stopped.value.hint == "pressctl office add person goes on with them"
    second = Person(monkeypatch, "", "", "<", "<", "berg@example.org", "", "sv", "")
    settings, key = ask_entry(in_office(second, tmp_path), What.PERSON, None, key=True, kept=kept)
    assert "3 answers are kept from last time, the first “Bo Berg”." in second.shown
    assert [prompt.strip() for prompt in second.prompts[:3]] == [
        "Go on? [Y/n]", "5  Phones (Enter to skip):", "6  Languages spoken (Enter to skip):"
    ]  # fmt: skip
    assert (key, settings[2]) == ("bo-berg", Setting(("email",), "berg@example.org"))
    third = Person(monkeypatch, "n", CTRL_C)
    with pytest.raises(Interrupted, match=r"^stopped; nothing was written$"):
        ask_entry(in_office(third, tmp_path), What.PERSON, None, key=True, kept=kept)
    assert not kept.file.parent.exists()


def test_kept_answers_are_read_anew_and_the_last_one_can_be_gone_back_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = HalfGiven(tmp_path / "kept" / "form.json")
    kept.keep({"count": "2", "name.0": "Anna", "name.1": "Berta"})
    person = Person(monkeypatch, "", "<", "Cem", "")
    assert ask_in_turn(person.console, two, kept) == {"count": 2, "name.0": "Cem", "name.1": "Berta"}
    kept.keep({"count": "two", "name.0": "Anna"})
    person = Person(monkeypatch, "", "1", "")
    assert ask_in_turn(person.console, two, kept) == {"count": 1, "name.0": "Anna"}
    assert person.prompts[1] == " 1  How many [two]: "
    kept.file.write_bytes(b"\xff not JSON")
    assert ask_in_turn(Person(monkeypatch, "0").console, two, kept) == {"count": 0}


def test_a_text_from_the_editor_is_kept_and_not_the_letter_that_opened_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = HalfGiven(tmp_path / "kept" / "form.json")
    person = Person(monkeypatch, "Harbour Trust", "", "", "", "", "e", CTRL_C)
    monkeypatch.setattr(editor, "edit", lambda path, _: path.write_text("We keep harbours.\n", encoding="utf-8"))
    with pytest.raises(Interrupted):
        ask_entry(in_office(person, tmp_path), What.ORGANISATION, None, key=True, kept=kept)
    assert kept.read()["boilerplate.en"] == "We keep harbours."


def test_a_logo_or_an_address_that_cannot_be_is_asked_again_and_loses_no_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "list.csv"
    wrong.write_text("email\n", encoding="utf-8")
    answers = ("Harbour Trust", "", "", "not a site", "harbour.example.org", "", "", str(wrong), "", "", "harbour")
    person = Person(monkeypatch, *answers)
    settings, key = ask_entry(in_office(person, tmp_path), What.ORGANISATION, None, key=True)
    assert key == "harbour"
    assert {setting.path: setting.value for setting in settings} == {
        ("name", "en"): "Harbour Trust",
        ("url",): "https://harbour.example.org",
    }
    assert "is no web address" in person.shown
    assert "list.csv is not an image" in person.shown


def test_ctrl_c_is_asked_about_once_there_is_something_to_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(monkeypatch, "3", "Anna", "Bo", CTRL_C, "n", "Cem")
    assert ask_in_turn(person.console, two)["name.2"] == "Cem"
    assert "Stop? Your 3 answers are not kept. [y/N]" in person.prompts[4]
    for stopping in ((CTRL_C,), ("3", "Anna", CTRL_C), ("3", "A", "B", CTRL_C, "y"), ("3", "A", "B", CTRL_C, CTRL_C)):
        with pytest.raises(KeyboardInterrupt):
            ask_in_turn(Person(monkeypatch, *stopping).console, two)
