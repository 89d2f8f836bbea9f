"""`pressctl new` as a press officer runs it: in a script, and in a terminal one question at a time."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ANSWERS = """\
headline: Advice opens in Ganja
dateline: {date: 2018-11-05}
organisers: [iom]
draft:
  news: Legal advice for migrants is free in Ganja from Monday.
  quoted: serhan-aktoprak
  quotation: Come early.
"""


class Terminal:
    """A terminal of 80 columns with `pressctl ARGUMENTS` in it."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.shown = ""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pressctl", *arguments],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1", **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - Ctrl-C needs a terminal of its own
        )
        os.close(slave)

    def wait_for(self, text: str) -> None:
        """Read until `text` has been shown since the last answer."""
        end = time.monotonic() + 20
        while text not in self.shown:
            assert time.monotonic() < end, f"{text!r} never came:\n{self.shown}"
            self._read(0.2)

    def answer(self, prompt: str, typed: str) -> None:
        """Wait for a prompt, then type."""
        self.wait_for(prompt)
        self.shown = ""
        os.write(self.master, f"{typed}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self.master, b"\x03")

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was shown since the last answer."""
        while self.process.poll() is None:
            self._read(0.1)
        self._read(0.2)
        os.close(self.master)
        return self.process.returncode, self.shown.replace("\r\n", "\n")

    def _read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:  # the other end was closed: Linux says so with EIO
                time.sleep(seconds / 10)


in_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


def answers_file(office: Any, text: str = ANSWERS) -> str:
    (office.root / "answers.yaml").write_text(text, encoding="utf-8")
    return "answers.yaml"


def test_without_a_kind_the_kinds_are_listed(office: Any) -> None:
    ended = office.run("new")
    assert ended.code == 0
    for name in ("announcement", "joint-event", "statement"):
        assert name in ended.out


def test_a_release_is_drafted_from_a_file_of_answers(office: Any) -> None:
    ended = office.run("new", "announcement", "--answers", answers_file(office))
    assert ended.code == 0, ended.err
    assert "releases/2018-11-05-advice-opens-in-ganja/en.md" in ended.out
    assert ended.out.splitlines()[-1] == "  Next: pressctl preview 2018-11-05-advice-opens-in-ganja"
    text = (office.root / "releases/2018-11-05-advice-opens-in-ganja/en.md").read_text(encoding="utf-8")
    assert "> Come early.\n> — Serhan Aktoprak, Chief of Mission, IOM Azerbaijan" in text


def test_the_drafted_release_can_be_previewed(office: Any) -> None:
    office.run("new", "announcement", "--answers", answers_file(office))
    assert "Legal advice for migrants" in office.run("preview", "advice-opens").out


def test_what_a_complete_release_still_needs_is_listed(office: Any) -> None:
    file = answers_file(office, ANSWERS.split("  quoted", maxsplit=1)[0])
    ended = office.run("new", "announcement", "--answers", file)
    assert ended.code == 0
    assert "quotation: a voice is what a newsroom lifts first" in ended.out


def test_without_a_terminal_all_missing_answers_are_listed_at_once(office: Any) -> None:
    before = sorted(path.name for path in (office.root / "releases").iterdir())
    ended = office.run("new", "statement")
    assert ended.code == 3
    for path in ("draft.quoted", "headline", "draft.quotation"):
        assert f'--set {path}="…"' in ended.err
    assert sorted(path.name for path in (office.root / "releases").iterdir()) == before


def test_every_bad_answer_of_a_script_is_told_at_once(office: Any) -> None:
    ended = office.run("new", "statement", "--set", "organisers=milli-m", "--set", "contacts=X | +994 12 465 90 71/72")
    assert ended.code == 3
    assert "did you mean milli-majlis" in ended.err
    assert "+994 12 465 90 71, +994 12 465 90 72" in ended.err


def test_problems_of_an_answers_file_have_their_lines(office: Any) -> None:
    ended = office.run("new", "announcement", "--answers", answers_file(office, "headline: A\nevnt: {title: B}\n"))
    assert ended.code == 3
    assert "answers.yaml:2" in ended.err


@pytest.mark.parametrize("kind", ["joint-evnt", "../statement", "/etc/passwd", "x" * 300])
def test_an_unknown_kind_comes_with_those_there_are(office: Any, kind: str) -> None:
    ended = office.run("new", kind)
    assert ended.code == 3
    assert "announcement, joint-event, statement" in ended.err


def test_another_language_is_asked_for_by_its_code(office: Any) -> None:
    ended = office.run("new", "announcement", "--language", "ru", "--answers", answers_file(office))
    assert ended.out.splitlines()[0].endswith("/ru.md")
    assert "— Серхан Актопрак, глава миссии МОМ" in (
        office.root / "releases/2018-11-05-advice-opens-in-ganja/ru.md"
    ).read_text(encoding="utf-8")
    refused = office.run("new", "announcement", "--language", "xx", "--answers", "answers.yaml")
    assert refused.code == 3
    assert "ar, az, en, fr, ru" in refused.err


def test_continuing_what_was_never_begun_is_said(office: Any) -> None:
    ended = office.run("new", "statement", "--continue")
    assert ended.code == 1
    assert "no answers are kept" in ended.err


def test_the_draft_can_be_edited_at_once(office: Any, tmp_path: Path) -> None:
    editor = tmp_path / "an editor.py"
    editor.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text(encoding='utf-8') + '\\nEdited.\\n', encoding='utf-8')\n",
        encoding="utf-8",
    )
    command = f'"{sys.executable}" "{editor}"'
    ended = office.run("new", "announcement", "--answers", answers_file(office), "--edit", VISUAL=command)
    assert ended.code == 0, ended.err
    text = (office.root / "releases/2018-11-05-advice-opens-in-ganja/en.md").read_text(encoding="utf-8")
    assert text.endswith("Edited.\n")


def test_an_editor_that_is_not_there_is_said_and_the_draft_stays(office: Any) -> None:
    ended = office.run("new", "announcement", "--answers", answers_file(office), "--edit", VISUAL="no-such-editor")
    assert ended.code == 3
    assert "cannot be started" in ended.err
    assert (office.root / "releases/2018-11-05-advice-opens-in-ganja/en.md").is_file()


@in_a_terminal
def test_a_person_is_asked_one_question_at_a_time_with_a_second_chance(office: Any) -> None:
    terminal = Terminal(office.root, "new", "statement")
    terminal.answer("1  Whose statement it is: ", "")
    terminal.answer("this one is needed", "?")
    terminal.wait_for("serhan-aktoprak")
    terminal.answer("Whose statement it is: ", "serhan")
    terminal.answer('did you mean serhan-aktoprak, "Serhan Aktoprak"?', "Serhan Aktoprak")
    terminal.answer("2  For which organisation (keys or names; ? lists them) [example-mission]: ", "iom")
    terminal.answer("3  Headline: ", "Wrong headline")
    terminal.answer("4  Line under the headline (Enter to skip): ", "<")
    terminal.answer("3  Headline: ", "IOM speaks *up*")
    terminal.answer("4  Line under the headline", "")
    terminal.answer("5  Place [Baku]: ", "")
    terminal.answer("6  Date of the release [", "31 February 2018")
    terminal.answer("is not a date that exists", "5 November 2018")
    terminal.wait_for("Monday, 5 November 2018")
    terminal.answer("7  What it answers to", "-")
    terminal.answer("8  The statement, word for word: ", "One. \\")
    terminal.answer("      ", "Two.")
    for _ in range(4):
        terminal.answer(": ", "")
    terminal.answer("Embargoed until (Enter to skip): ", "")
    code, shown = terminal.end()
    assert code == 0, shown
    assert "releases/2018-11-05-iom-speaks-up/en.md" in shown
    text = (office.root / "releases/2018-11-05-iom-speaks-up/en.md").read_text(encoding="utf-8")
    assert "> One.\n> Two.\n> — Serhan Aktoprak" in text
    assert "contacts:\n  - nigar-example\n" in text
    assert not list((office.root / ".pressctl").glob("draft-*"))


@in_a_terminal
def test_ctrl_c_loses_no_answer_and_continue_asks_the_next_question(office: Any) -> None:
    terminal = Terminal(office.root, "new", "statement")
    terminal.answer("Whose statement it is: ", "serhan-aktoprak")
    terminal.answer("For which organisation", "iom")
    terminal.wait_for("Headline: ")
    terminal.interrupt()
    code, shown = terminal.end()
    assert code == 130
    assert "your answers are kept" in shown
    assert "pressctl new statement --continue" in shown
    again = Terminal(office.root, "new", "statement", "--continue")
    again.answer("3  Headline: ", "Kept")
    again.wait_for("4  Line under the headline")
    again.process.kill()
    again.end()
    third = Terminal(office.root, "new", "statement")
    third.answer("3 answers of an unfinished statement are kept. Go on with them? [Y/n] ", "")
    third.wait_for("4  Line under the headline")
    third.interrupt()
    assert third.end()[0] == 130


@in_a_terminal
def test_with_a_file_of_answers_only_what_is_needed_is_asked(office: Any) -> None:
    file = answers_file(office, ANSWERS.replace("headline: Advice opens in Ganja\n", ""))
    terminal = Terminal(office.root, "new", "announcement", "--answers", file)
    terminal.wait_for("1 question;")
    terminal.answer("Headline: ", "Advice opens")
    code, shown = terminal.end()
    assert code == 0, shown
    assert "releases/2018-11-05-advice-opens/en.md" in shown
