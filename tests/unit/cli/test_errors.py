"""How an error looks: every problem with its place, rows in columns."""

from __future__ import annotations

import io

from rich.console import Console

from pressctl.cli.errors import show_error
from pressctl.errors import BadInput, Problem
from pressctl.store.press_list.reading import RowProblem


def shown(error: BadInput) -> list[str]:
    stream = io.StringIO()
    show_error(Console(file=stream, highlight=False, soft_wrap=True), error)
    return stream.getvalue().splitlines()


def test_rows_stand_in_columns() -> None:
    problems = [
        RowProblem("no domain", path="contacts.csv", where="row 14, email", row=14, cell="email"),
        RowProblem("a line break", path="contacts.csv", where="row 9, given_name", row=9, cell="given_name"),
        RowProblem("too many cells", path="contacts.csv", where="row 101", row=101),
    ]
    assert shown(BadInput("contacts.csv has 3 problems", problems=problems))[1:] == [
        "    row 14   email       no domain",
        "    row 9    given_name  a line break",
        "    row 101              too many cells",
    ]


def test_a_file_is_named_even_where_no_line_of_it_is() -> None:
    problems = [Problem("is empty", "releases/six/az.md"), Problem("no title", "releases/six/en.md", 3, 1)]
    assert [line.strip() for line in shown(BadInput("six has 2 problems", problems=problems))[1:]] == [
        "releases/six/az.md  is empty",
        "releases/six/en.md:3:1  no title",
    ]


def test_a_file_that_the_message_names_is_not_named_again() -> None:
    problems = [Problem("is missing", "pressctl.toml", where="office.name")]
    assert shown(BadInput("pressctl.toml has a problem", problems=problems))[1:] == ["    office.name  is missing"]


def test_nothing_in_an_error_speaks_to_the_terminal() -> None:
    hostile = "a\x1b[2J\u202e name"
    problem = Problem(hostile, path="x.md", line=1, column=3, excerpt=hostile, hint=hostile)
    lines = shown(BadInput(hostile, problems=[problem], hint=hostile))
    assert not [line for line in lines if "\x1b" in line or "\u202e" in line]
    assert lines[0].endswith("a\ufffd[2J\ufffd name")
