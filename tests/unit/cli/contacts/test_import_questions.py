"""Questions of an import: what is asked, what a wrong answer gets, and one word for all that follow."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from pressctl.cli.contacts.import_questions import AskingArbiter, ask_basis, ask_mapping, ask_sheet
from pressctl.cli.session import Session
from pressctl.store.lists.base import Reading
from pressctl.store.lists.candidates import Candidate
from pressctl.store.lists.mapping import propose
from pressctl.store.lists.merging import Choice, Conflict
from pressctl.store.lists.reading import read_list
from pressctl.workflow.contacts.merging import Double, Likely


class Answering(Session):
    """A session whose person answers from a list."""

    def __init__(self, *answers: str) -> None:
        super().__init__()
        self.answers: Iterator[str] = iter(answers)
        self.console = Console(file=io.StringIO(), width=80)

    def ask(self, prompt: str) -> str:
        self.console.print(prompt, markup=False)
        return next(self.answers)

    @property
    def shown(self) -> str:
        assert isinstance(self.console.file, io.StringIO)
        return self.console.file.getvalue()


ROLE = Conflict("role", "Reporter", "Editor")
TAGS = Conflict("tags", "tv", "radio")
DOUBLE = Double(
    Candidate("list.csv", 3, {"email": "a@x.example", "name": "Anna Example", "role": "Editor"}),
    {"email": "a@x.example", "role": "Reporter"},
    "row 12",
    (ROLE,),
)


def decided(arbiter: AskingArbiter, *conflicts: Conflict) -> list[Choice]:
    choose = arbiter.same_address(DOUBLE)
    assert choose is not None
    return [choose(conflict) for conflict in conflicts]


def test_enter_keeps_a_cell_and_adds_tags() -> None:
    session = Answering("", "", "x", "b", "t")
    arbiter = AskingArbiter(session, lambda: None)
    assert decided(arbiter, ROLE, TAGS) == [Choice.MINE, Choice.BOTH]
    assert decided(arbiter, ROLE) == [Choice.THEIRS]  # neither x nor b is an answer here
    assert "row 12" in session.shown
    assert "Reporter" in session.shown


def test_a_capital_letter_decides_for_all_that_follow() -> None:
    arbiter = AskingArbiter(Answering("T"), lambda: None)
    assert decided(arbiter, ROLE, ROLE, TAGS) == [Choice.THEIRS, Choice.THEIRS, Choice.BOTH]


@pytest.mark.parametrize(
    ("answer", "decision"), [("", Likely.NEW), ("m", Likely.MERGE), ("a", Likely.REPLACE), ("s", Likely.SKIP)]
)
def test_somebody_who_is_probably_the_same_is_asked_about(answer: str, decision: Likely) -> None:
    hidden: list[bool] = []
    arbiter = AskingArbiter(Answering("?", answer, "N"), lambda: hidden.append(True))
    assert arbiter.likely_same(DOUBLE) is decision
    assert hidden
    assert arbiter.likely_same(DOUBLE) is Likely.NEW
    assert arbiter.likely_same(DOUBLE) is Likely.NEW  # nobody is asked any more


def test_a_figure_that_is_no_number_is_asked_about_again() -> None:
    session = Answering("²", "2")
    assert ask_sheet(session, "list.xlsx", [("A", 1), ("B", 2)]) == "B"
    table = read_list(b"email,name\na@x.example,Anna\n", "list.csv", Reading())
    assert ask_mapping(Answering("²", ""), table, propose(table), ()).has_address


def test_the_sheet_is_chosen_by_its_number() -> None:
    session = Answering("9", "2")
    assert ask_sheet(session, "media.xlsx", (("TV", 3), ("Radio", 4))) == "Radio"
    assert ask_sheet(Answering(""), "media.xlsx", (("TV", 3), ("Radio", 4))) == "TV"


def test_a_question_mark_explains_and_enter_shows_the_columns_again() -> None:
    table = read_list(b"E-mail;Remark\na@x.example;Hello there\n", "list.csv", Reading())
    session = Answering("?", "2", "?", "", "notes", "")
    assert ask_mapping(session, table, propose(table), ()).columns[1].target == "notes"
    assert session.shown.count("outlet, role") == 3
    asked = Answering("?", "consent, 2018-03-12, press breakfast")
    assert ask_basis(asked, asked.typed()) == "consent, 2018-03-12, press breakfast"
    assert "Consent: they asked for it, or agreed." in asked.shown
