"""`pressctl new` as a press officer runs it: in a script, and in a terminal one question at a time."""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.terminal import Terminal, terminal

ANSWERS = """\
headline: Advice opens in Ganja
dateline: {date: 2018-11-05}
organisers: [iom]
draft:
  news: Legal advice for migrants is free in Ganja from Monday.
  quoted: serhan-aktoprak
  quotation: Come early.
"""


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
    assert ended.out.splitlines()[-1] == "  Next: pressctl preview advice-opens, then pressctl export advice-opens"
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
    assert re.search("kinds: announcement, appointment, .*joint-event, .*statement", " ".join(ended.err.split()))


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


def keep(office: Any, content: bytes = b"language: en\nleft_out: []\nanswers: {headline: Kept}\n") -> Path:
    kept: Path = office.root / ".pressctl" / "draft-announcement.yaml"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(content)
    return kept


UNREADABLE = pytest.mark.parametrize("content", [b"\xff\xfe", b"language: [en\n", b"nothing of the kind"])


@pytest.mark.parametrize("content", [b"language: en\nanswers: {headline: Kept}\n", b"\xff\xfe"])
def test_a_script_leaves_an_interview_that_is_kept_alone(office: Any, content: bytes) -> None:
    kept = keep(office, content)
    ended = office.run("new", "announcement", "--answers", answers_file(office))
    assert ended.code == 0, ended.err
    assert kept.read_bytes() == content


def test_continuing_in_a_script_uses_up_what_is_kept(office: Any) -> None:
    kept = keep(office)
    ended = office.run("new", "announcement", "--continue", "--answers", answers_file(office))
    assert ended.code == 0, ended.err
    assert not kept.exists()


@UNREADABLE
def test_continuing_with_what_cannot_be_read_is_said(office: Any, content: bytes) -> None:
    kept = keep(office, content)
    ended = office.run("new", "announcement", "--continue")
    assert ended.code == 3
    assert ".pressctl/draft-announcement.yaml " in ended.err
    assert kept.read_bytes() == content


def test_continuing_in_another_language_is_refused(office: Any) -> None:
    kept = keep(office)
    ended = office.run("new", "announcement", "--continue", "--language", "az")
    assert ended.code == 2
    assert '"en", not in "az"' in ended.err
    assert kept.exists()


@in_a_terminal
def test_what_is_kept_and_cannot_be_read_blocks_no_interview(office: Any) -> None:
    kept = keep(office, b"\xff\xfe")
    with at_a_terminal(office, "announcement") as screen:
        screen.wait_for(".pressctl/draft-announcement.unreadable.yaml")
        screen.answer("Headline: ", "Advice opens")
        screen.wait_for("2  Line under")
        assert screen.stop() == 130
    assert kept.with_name("draft-announcement.unreadable.yaml").read_bytes() == b"\xff\xfe"


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


def test_an_editor_whose_name_cannot_be_read_is_said_and_the_draft_stays(office: Any) -> None:
    ended = office.run("new", "announcement", "--answers", answers_file(office), "--edit", VISUAL=" ", EDITOR='"nano')
    assert ended.code == 3
    assert "EDITOR or VISUAL cannot be read: no closing quotation" in ended.err
    assert "en.md is written" in ended.err
    assert (office.root / "releases/2018-11-05-advice-opens-in-ganja/en.md").is_file()


def at_a_terminal(office: Any, *arguments: str, term: str = "dumb") -> AbstractContextManager[Terminal]:
    return terminal(office.root, "new", *arguments, TERM=term)


def drafted(office: Any, slug: str) -> str:
    return (office.root / "releases" / slug / "en.md").read_text(encoding="utf-8")


@in_a_terminal
def test_a_person_is_asked_one_question_at_a_time_with_a_second_chance(office: Any) -> None:
    with at_a_terminal(office, "statement") as screen:
        screen.answer("1  Headline: ", "")
        screen.answer("this one is needed", "Wrong headline")
        screen.answer("2  Line under the headline (Enter to skip): ", "<")
        screen.answer("1  Headline [Wrong headline]: ", "IOM speaks *up*")
        screen.answer("2  Line under the headline (Enter to skip): ", "")
        screen.answer("3  Whose statement it is (Name | title): ", "?")
        screen.wait_for("serhan-aktoprak")
        screen.answer("Whose statement it is (Name | title): ", "serhan")
        screen.answer('did you mean serhan-aktoprak, "Serhan Aktoprak"?', "Serhan Aktoprak")
        screen.answer("4  For which organisation [Example Mission in Azerbaijan]: ", "iom")
        screen.answer("5  Place [Baku]: ", "")
        screen.answer("6  Date of the release [", "31 February 2018")
        screen.answer("is not a date that exists", "5 November 2018")
        screen.wait_for("Monday, 5 November 2018")
        screen.answer("7  What it answers to", "-")
        screen.answer("8  The statement, word for word: ", "One. \\")
        screen.answer("      ", "Two.")
        for _ in range(4):
            screen.answer(": ", "")
        screen.answer("Embargoed until (Enter to skip): ", "")
        assert screen.end() == 0, screen.text
        assert "releases/2018-11-05-iom-speaks-up/en.md" in screen.text
    text = drafted(office, "2018-11-05-iom-speaks-up")
    assert "> One.\n> Two.\n> — Serhan Aktoprak" in text
    assert "contacts:\n  - nigar-example\n" in text
    assert not list((office.root / ".pressctl").glob("draft-*"))


@in_a_terminal
def test_ctrl_c_loses_no_answer_and_continue_asks_the_next_question(office: Any) -> None:
    with at_a_terminal(office, "statement") as screen:
        screen.answer("Headline: ", "Kept")
        screen.answer("Line under the headline", "")
        screen.wait_for("Whose statement it is (Name | title): ")
        assert screen.stop() == 130
        assert "your answers are kept" in screen.text
        assert "pressctl new statement --continue" in screen.text
    with at_a_terminal(office, "statement", "--continue") as screen:
        screen.wait_for("“Kept” (one answer, ")
        screen.answer("3  Whose statement it is (Name | title): ", "serhan-aktoprak")
        screen.wait_for("4  For which organisation")
    with at_a_terminal(office, "statement") as screen:
        screen.wait_for("An unfinished statement is kept: “Kept” (2 answers, ")
        screen.answer("Go on? [Y/n] ", "")
        screen.wait_for("4  For which organisation")
        assert screen.stop() == 130


@in_a_terminal
@pytest.mark.parametrize("typed", ["statement", "state"])
def test_without_a_kind_a_terminal_is_asked_for_one(office: Any, typed: str) -> None:
    with at_a_terminal(office) as screen:
        screen.wait_for("Which kind of release?")
        screen.wait_for("announcement")
        screen.answer("Number or name, Enter to stop: ", "?")
        screen.expect("a number from the list, or how a name begins")
        screen.answer("Number or name, Enter to stop: ", "statment")
        screen.wait_for('no kind "statment"; did you mean statement?')
        screen.answer("Number or name, Enter to stop: ", "99")
        screen.wait_for("there are ")
        screen.answer("Number or name, Enter to stop: ", typed)
        screen.wait_for("1  Headline: ")
        assert screen.stop() == 130


@pytest.mark.proof
@in_a_terminal
def test_a_kind_is_chosen_by_its_number_or_not_at_all(office: Any) -> None:
    with at_a_terminal(office) as screen:
        screen.answer("Number or name, Enter to stop: ", "1")
        screen.wait_for("Announcement. ")
        assert screen.stop() == 130
    with at_a_terminal(office) as screen:
        screen.answer("Number or name, Enter to stop: ", "")
        assert screen.end() == 1
        assert "nothing was begun" in screen.text


@in_a_terminal
def test_a_stop_before_the_first_answer_claims_to_keep_none(office: Any) -> None:
    keep(office)
    with at_a_terminal(office, "announcement") as screen:
        screen.wait_for("An unfinished announcement is kept")
        screen.wait_for("one answer")
        screen.answer("Go on? [Y/n] ", "n")
        screen.wait_for("16 to 20 questions;")
        screen.wait_for("Headline: ")
        assert screen.stop() == 130
        assert "nothing was answered" in screen.text
        assert "--continue" not in screen.text


@in_a_terminal
def test_the_help_of_a_question_says_what_the_answer_writes_and_nothing_twice(office: Any) -> None:
    with at_a_terminal(office, "announcement", "--set", "draft.news=Advice is free.") as screen:
        screen.answer("Headline: ", "Advice opens")
        for _ in range(4):
            screen.answer(": ", "")
        screen.answer("7  What it changes", "-")
        screen.answer("8  From which day it applies", "?")
        screen.wait_for("The draft says: “This applies from ….”")
        screen.answer("8  From which day it applies (Enter", "")
        for _ in range(7):
            screen.answer(": ", "")
        screen.answer("Embargoed until (Enter to skip): ", "?")
        screen.wait_for("- leaves it out")
        assert screen.shown.count("date and a time") == 1
        assert "2018" not in screen.shown


@in_a_terminal
def test_going_back_offers_every_answer_again_and_loses_none(office: Any) -> None:
    with at_a_terminal(office, "joint-event", "--set", "organisers=iom") as screen:
        screen.answer("1  Event title: ", "Round table")
        screen.answer("2  What it is", "-")
        screen.answer("3  Place [Baku]: ", "Ganja")
        screen.answer("4  Starts: ", "30 October 2026 10:00")
        screen.answer("5  Ends (Enter to skip): ", "30 October 2026 12:00")
        screen.answer("6  Venue", "<")
        screen.answer("5  Ends [30 October 2026 12:00]: ", "<")
        screen.answer("4  Starts [30 October 2026 10:00]: ", "<")
        screen.answer("3  Place [Ganja]: ", "<")
        screen.answer("2  What it is, in a few words (Enter to skip): ", "")
        screen.answer("3  Place [Ganja]: ", "")
        screen.answer("4  Starts [30 October 2026 10:00]: ", "30 October 2026 13:00")
        screen.wait_for("its end is asked again")
        screen.answer("5  Ends (Enter to skip): ", "")
        screen.wait_for("6  Venue")
        assert screen.stop() == 130
    with at_a_terminal(office, "joint-event", "--continue") as screen:
        screen.answer("6  Venue", "<")
        screen.answer("5  Ends (Enter to skip): ", "<")
        screen.wait_for("4  Starts [30 October 2026 13:00]: ")


@in_a_terminal
def test_a_name_on_no_file_is_asked_about_and_two_names_are_never_one(office: Any) -> None:
    with at_a_terminal(office, "announcement") as screen:
        screen.answer("1  Headline: ", "Advice opens")
        for _ in range(3):
            screen.answer(": ", "")
        screen.answer("5  Who announces it", "eu delegashun and lider women")
        screen.wait_for("eu delegashun: did you mean eu-delegation")
        screen.answer("lider women: did you mean leader-women", "iom and State Border Service")
        screen.answer('"State Border Service" is not on file; did you mean migration-service', "n")
        screen.answer("5  Who announces it", "iom and Quiet Harbour Trust")
        screen.answer("Print it as typed? [y/N] ", "y")
        screen.wait_for("Quiet Harbour Trust (not on")
        screen.wait_for("6  The news")


@in_a_terminal
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_text_of_several_lines_that_is_pasted_is_one_answer(office: Any, term: str) -> None:
    mark, unmark = ("\x1b[200~", "\x1b[201~") if term != "dumb" else ("", "")
    with at_a_terminal(office, "announcement", term=term) as screen:
        screen.answer("Headline: ", "Advice opens")
        for _ in range(3):
            screen.answer(": ", "")
        screen.answer("Who announces it", "iom")
        screen.answer("The news", f"{mark}Advice is free\rin Ganja.\r\rIt begins on Monday.{unmark}")
        screen.answer("7  What it changes", "<")
        screen.answer("[Advice is free in Ganja. It", "")
        screen.answer("7  What it changes", "")
        screen.wait_for("8  From which day")
        assert screen.stop() == 130
    kept = (office.root / ".pressctl" / "draft-announcement.yaml").read_text(encoding="utf-8")
    assert "Advice is free in Ganja.\n" in kept
    assert "It begins on Monday." in kept


@in_a_terminal
def test_lines_pasted_into_a_question_of_one_line_become_one(office: Any) -> None:
    with at_a_terminal(office, "announcement", term="xterm-256color") as screen:
        screen.answer("Headline: ", "\x1b[200~Advice\ropens\r\x1b[201~")
        screen.answer("2  Line under", "<")
        screen.wait_for("Headline [Advice opens]: ")


@in_a_terminal
def test_a_headline_that_is_cut_and_dates_that_contradict_are_said_but_taken(office: Any) -> None:
    long = "Advice " * 15 + "opens"
    with at_a_terminal(
        office, "announcement", "--answers", answers_file(office, "dateline: {place: Baku}\n")
    ) as screen:
        screen.answer("Headline: ", long)
        screen.wait_for("110 characters; newsrooms cut a headline after 100")
        screen.answer("Enter to keep it", "")
        screen.answer("The news", "Advice is free")
        assert screen.end() == 0, screen.text
    with at_a_terminal(office, "joint-event") as screen:
        screen.answer("Event title: ", "Round table")
        for _ in range(2):
            screen.answer(": ", "")
        screen.answer("Starts: ", "30 October 2018 10:00")
        screen.wait_for("that was more than a year ago")
        screen.wait_for("5  Ends")


@in_a_terminal
def test_with_a_file_of_answers_only_what_is_needed_is_asked(office: Any) -> None:
    file = answers_file(office, ANSWERS.replace("headline: Advice opens in Ganja\n", ""))
    with at_a_terminal(office, "announcement", "--answers", file) as screen:
        screen.wait_for("1 question;")
        screen.answer("Headline: ", "Advice opens")
        assert screen.end() == 0, screen.text
        assert "releases/2018-11-05-advice-opens/en.md" in screen.text


def test_continuing_needs_no_kind_where_one_is_kept_and_lists_several(office: Any) -> None:
    assert "no answers are kept" in office.run("new", "--continue").err
    keep(office)
    ended = office.run("new", "--continue")
    assert "Announcement: an answer is missing" in ended.err
    (office.root / ".pressctl" / "draft-event.yaml").write_text("language: en\nanswers: {}\n", encoding="utf-8")
    ended = office.run("new", "--continue")
    assert ended.code == 2
    assert "event" in ended.err
    assert "announcement" in ended.err


def test_a_kind_in_two_words_is_meant_as_one(office: Any) -> None:
    ended = office.run("new", "media", "advisory")
    assert ended.code == 2
    assert "pressctl new media-advisory" in ended.err


def test_no_embargo_may_be_answered_with_none(office: Any) -> None:
    ended = office.run("new", "announcement", "--set", "embargo=none", "--answers", answers_file(office))
    assert ended.code == 0, ended.err
