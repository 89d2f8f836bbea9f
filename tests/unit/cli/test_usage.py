"""A command line that is wrong: what is missing or not understood, and one that would do, in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from pressctl.cli.main import app
from pressctl.cli.usage import obey
from pressctl.errors import UsageError


def refused(monkeypatch: pytest.MonkeyPatch, *words: str) -> UsageError:
    monkeypatch.setattr("sys.argv", ["pressctl", *words])
    with pytest.raises(UsageError) as found:
        obey(app)
    return found.value


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ("send",),
            "pressctl send wants SLUG: the release, or a part of its name that no other has",
            "pressctl send SLUG; pressctl list shows the releases",
        ),
        (("redline", "six"), "pressctl redline wants --from VERSION: the older version",
         "pressctl redline SLUG --from VERSION"),
        (("import",), "pressctl import wants FILE...: text, Markdown, HTML, DOCX or .eml; - is standard input",
         "pressctl import FILE..."),
        (("office", "add", "persn"),
         'WHAT cannot be "persn"; it can be person, organisation, boilerplate, segment', 'did you mean "person"?'),
        (("contacts", "list", "--limit", "x"), "--limit wants a whole number", "pressctl contacts list --help"),
        (("send", "six", "--not-aftr", "3"), "pressctl send has no option --not-aftr",
         "did you mean --not-after? pressctl send --help shows all"),
        (("-q",), "pressctl has no option -q", "pressctl --help shows all"),
        (("export", "six", "--format"), "--format wants a value behind it",
         "pressctl export --help shows what it takes"),
        (("contacts", "list", "--json=3"), "--json takes no value",
         "pressctl contacts list --help shows what it takes"),
        (("show", "six", "too", "many"),
         '"too many" is too much for pressctl show; a text with spaces wants quotation marks', "pressctl show SLUG"),
        (("lst",), 'pressctl has no command "lst"', "did you mean pressctl list? pressctl --help lists them"),
        (("contacts", "xyzzy"), 'pressctl contacts has no command "xyzzy"', "pressctl contacts --help lists them"),
    ],
)  # fmt: skip
def test_what_is_wrong_and_what_would_do(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str, hint: str
) -> None:
    error = refused(monkeypatch, *words)
    assert (error.message, error.hint, error.exit_code) == (message, hint, 2)


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name in inner:
        yield from commands(inner[name], (*path, name))


def test_every_command_says_what_it_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing comes with its help: a new parameter cannot be without."""
    found = [(path, command) for path, command in commands(get_command(app)) if any(p.required for p in command.params)]
    assert len(found) > 25
    for path, _ in found:
        error = refused(monkeypatch, *path)
        assert error.message.startswith(f"pressctl {' '.join(path)} wants ")
        assert ": " in error.message
        assert error.hint is not None
        assert error.hint.startswith(f"pressctl {' '.join(path)} ")


def test_a_group_alone_shows_its_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["pressctl", "contacts"])
    with pytest.raises(SystemExit) as ended:
        obey(app)
    assert ended.value.code == 2
    assert "The press list: add, import, check" in capsys.readouterr().err
