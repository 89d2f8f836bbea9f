"""`correct` and `withdraw` at T+20 minutes: three languages, three people in doubt, a real mail server."""

from __future__ import annotations

import email
import json
import shutil
import sys
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ended, PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import Fault, FaultServer

NAMES = {"en": "Nigar Example", "az": "Nigar Nümunə", "ru": "Нигяр Пример"}
RIGHT = {"en": "Nigar Specimen", "az": "Nigar Misal", "ru": "Нигар Пример"}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    faults = [Fault("dot", "accept-drop", f"reader{n}@example.com", times=1) for n in (2, 5, 8)]
    with FaultServer(faults=faults).running() as running:
        yield running


@pytest.fixture
def sent(office: PressOffice, server: FaultServer) -> PressOffice:
    """Return an office whose release nine people have in three languages, three of them in doubt."""
    office.without_copies()
    for extra in ("ar", "fr"):
        office.file(extra).unlink()
    rows = [f"reader{n}@example.com,Reader {n},{['en', 'az', 'ru'][n % 3]}" for n in range(1, 10)]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    ended = office.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 5
    assert "3 may have arrived" in ended.out
    return office


def put_right(office: PressOffice) -> None:
    """Put the name right where the office keeps it."""
    toml = office.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    for language, name in NAMES.items():
        text = text.replace(name, RIGHT[language])
    toml.write_text(text, encoding="utf-8")


def words() -> list[str]:
    given = [("--wrong", NAMES["en"]), ("--right", RIGHT["en"])]
    for language in ("az", "ru"):
        given += [("--wrong", f"{language}={NAMES[language]}"), ("--right", f"{language}={RIGHT[language]}")]
    return [part for pair in given for part in pair]


def mails(server: FaultServer) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for recipient, data in server.mails():
        found.setdefault(recipient, []).append(email.message_from_bytes(data))
    return found


def text_of(message: Message) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def json_of(ended: Ended) -> dict[str, object]:
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


def notices(office: PressOffice, effect: str) -> list[Path]:
    return sorted((office.root / "releases").glob(f"*-{effect}-*"))


def test_a_wrong_name_is_put_right_with_everybody_who_has_it(sent: PressOffice, server: FaultServer) -> None:
    put_right(sent)
    tried = sent.run("correct", "six", *words(), "--dry-run")
    assert "Dry run: 9 messages would leave. The notice is kept, and nothing was sent" in " ".join(tried.out.split())
    shutil.rmtree(notices(sent, "correction")[0])
    ended = sent.run("correct", "six", *words(), "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert "9 people have it: 3 in English, 3 in Azerbaijani, 3 in Russian" in ended.out
    assert "3 of them may have it" in ended.out
    got = mails(server)
    assert {address: len(found) for address, found in got.items()} == {
        f"reader{n}@example.com": 2 for n in range(1, 10)
    }
    for first, second in got.values():
        assert second["In-Reply-To"] == first["Message-ID"]
        language = second["Content-Language"]
        assert language == first["Content-Language"]
        text = text_of(second)
        assert text.count(NAMES[language]) == 1  # in the notice, and nowhere in the text below it
        assert text.count(RIGHT[language]) >= 2
    shown = json_of(sent.run("show", sent.root.joinpath("releases").name and "2018-10-30-six", "--json"))
    (told,) = shown["put_right"]  # type: ignore[misc]
    assert (told["effect"], told["version"], told["received"]) == ("correction", 1, 9)  # type: ignore[index]
    assert "version 1 corrected" in sent.run("list").out
    plans = json_of(sent.run("log", "correction-six", "--json"))["plans"]
    assert plans[0]["corrects"] == {"id": shown["id"], "version": 1}  # type: ignore[index]


def test_every_language_must_be_said(sent: PressOffice, server: FaultServer) -> None:
    ended = sent.run("correct", "six", "--wrong", NAMES["en"], "--right", RIGHT["en"], "--yes")
    assert ended.code == 3
    for language in ("az", "ru"):
        assert f'--wrong {language}="…"' in ended.err
    assert not notices(sent, "correction")
    assert len(server.accepted) == 9 + 1


def test_words_that_stand_nowhere_correct_nothing(sent: PressOffice) -> None:
    ended = sent.run("correct", "six", *words(), "--wrong", "az=Nobody", "--yes")
    assert ended.code == 2
    given = words()
    given[given.index(f"az={NAMES['az']}")] = "az=Heç kim"
    ended = sent.run("correct", "six", *given, "--yes")
    assert ended.code == 3
    assert '"Heç kim" does not stand in az.md, and its text is still that of version 1' in ended.err


def test_a_notice_that_blocks_is_mended_and_goes_on(sent: PressOffice, server: FaultServer) -> None:
    put_right(sent)
    toml = sent.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    line = "[organisations.milli-majlis]"
    toml.write_text(text.replace(line, f"{line}\nrequires_approval = true", 1), encoding="utf-8")
    ended = sent.run("correct", "six", *words(), "--yes")
    assert ended.code == 4
    (notice,) = notices(sent, "correction")
    toml.write_text(text, encoding="utf-8")
    again = sent.run("correct", "six", *words(), "--yes")
    assert again.code == 2
    assert "is drafted already" in again.err
    ended = sent.run("correct", "six", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert f"goes on with releases/{notice.name}/" in ended.out
    assert len(notices(sent, "correction")) == 1
    assert {len(found) for found in mails(server).values()} == {2}


def test_a_draft_is_written_and_nothing_sent(sent: PressOffice, server: FaultServer) -> None:
    before = len(server.accepted)
    ended = sent.run("correct", "six", *words(), "--draft")
    assert ended.code == 0
    assert {file.name for file in notices(sent, "correction")[0].glob("*.md")} == {"en.md", "az.md", "ru.md"}
    assert len(server.accepted) == before


def test_a_withdrawn_release_does_not_leave_again(sent: PressOffice, server: FaultServer) -> None:
    reasons = ["--reason", "The figures cannot be upheld.", "--reason", "az=Rəqəmlər təsdiqlənmir.",
               "--reason", "ru=Данные не подтвердились."]  # fmt: skip
    ended = sent.run("withdraw", "six", *reasons, "--yes")
    assert ended.code == 0, ended.out + ended.err
    for first, second in mails(server).values():
        assert second["In-Reply-To"] == first["Message-ID"]
    english = mails(server)["reader3@example.com"][1]
    assert english["Subject"].startswith("Withdrawal: ")
    assert "withdraws its press release of 30 October 2018" in " ".join(english["Subject"].split())
    assert "WITHDRAWN – DO NOT PUBLISH" in text_of(english)
    assert "withdrawn" in sent.run("list").out
    with (sent.root / "contacts.csv").open("a", encoding="utf-8") as stream:
        stream.write("late@example.com,Late,en\n")
    blocked = sent.run("send", "2018-10-30-six", "--to", "all", "--yes")
    assert blocked.code == 4
    assert "was withdrawn on" in blocked.out
    assert sent.run("correct", "2018-10-30-six", "--yes").code == 4


def test_nothing_that_has_left_is_nothing_to_correct(office: PressOffice) -> None:
    ended = office.run("correct", "six", "--yes")
    assert ended.code == 1
    assert "nothing of it has left the office" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_an_officer_is_asked_in_each_language(
    sent: PressOffice, server: FaultServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    (tmp_path / "configuration" / "pressctl").mkdir(parents=True)
    (tmp_path / "configuration" / "pressctl" / "config.toml").write_text(
        '[me]\nname = "Leyla Example"\n', encoding="utf-8"
    )
    put_right(sent)
    with terminal(sent.root, "correct", "six", **sent.environment) as screen:
        screen.answer("English, wrong: ", "<")
        screen.wait_for("This is the first question")
        screen.answer("English, wrong: ", "")
        screen.wait_for("this one is needed")
        screen.answer("English, wrong: ", "Somebody")
        screen.answer("English, right: ", "<")
        screen.answer("English, wrong [Somebody]: ", "")
        screen.answer("English, right: ", RIGHT["en"])
        screen.wait_for('"Somebody" does not stand in en.md')
        screen.answer("English, wrong: ", NAMES["en"])
        screen.answer("English, right: ", RIGHT["en"])
        for language, name in (("az", "Azerbaijani"), ("ru", "Russian")):
            screen.answer(f"{name}, wrong", NAMES[language])
            screen.answer(f"{name}, right", RIGHT[language])
        screen.answer("Type 9 to send", "9")
        assert screen.end() == 0
    assert {len(found) for found in mails(server).values()} == {2}


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_whoever_stops_at_a_question_hears_what_has_become_of_it(
    sent: PressOffice, server: FaultServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "pressctl").mkdir()
    (tmp_path / "pressctl" / "config.toml").write_text('[me]\nname = "Leyla Example"\n', encoding="utf-8")
    with terminal(sent.root, "withdraw", "six", **sent.environment) as screen:
        screen.answer("English, why: ", "The figures cannot be upheld.")
        screen.answer("Azerbaijani, why: ", "<")
        screen.answer("English, why [The figures cannot be upheld.]: ", "")
        screen.wait_for("Azerbaijani, why: ")
        assert screen.stop() == 130
    assert "nothing was drafted, and nothing was sent" in " ".join(screen.text.split())
    assert "pressctl withdraw six-organizations" in screen.text
    assert not notices(sent, "withdrawal")


def test_words_within_others_are_left_alone_and_told(sent: PressOffice) -> None:
    english = sent.root / "releases" / sent.file("en").parent.name / "en.md"
    text = english.read_text(encoding="utf-8")
    english.write_text(f"{text.rstrip()}\n\nThere are 14 of them, since 2014, at 14:30.\n", encoding="utf-8")
    given = words()
    given[given.index(NAMES["en"])], given[given.index(RIGHT["en"])] = "14", "19"
    ended = sent.run("correct", "six", *given, "--draft")
    assert ended.code == 0, ended.out + ended.err
    drafted = (notices(sent, "correction")[0] / "en.md").read_text(encoding="utf-8")
    assert "There are 19 of them, since 2014, at 14:30." in drafted
    assert "en.md also has 2014, 14:30: left as it is" in ended.out


@pytest.mark.proof
def test_a_correction_waits_for_its_approval_like_any_release(sent: PressOffice, server: FaultServer) -> None:
    put_right(sent)
    toml = sent.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    line = "[organisations.milli-majlis]"
    toml.write_text(text.replace(line, f"{line}\nrequires_approval = true", 1), encoding="utf-8")
    ended = sent.run("correct", "six", *words(), "--yes")
    assert ended.code == 4
    assert "has not approved ru.md" in ended.out
    assert "the same command without words goes on with it" in " ".join(ended.out.split())
    (sent.root / "yes.eml").write_text("Yes.\n", encoding="utf-8")
    for language in ("en", "az", "ru"):
        approved = sent.run(
            "approve", "correction-six", "--for", "milli-majlis", "--by", "Rashad Example",
            "--language", language, "--evidence", "yes.eml",
        )  # fmt: skip
        assert approved.code == 0, approved.out + approved.err
    ended = sent.run("correct", "six", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert {len(found) for found in mails(server).values()} == {2}


def test_what_has_not_left_is_stopped_before_anything_is_asked(sent: PressOffice, server: FaultServer) -> None:
    with (sent.root / "contacts.csv").open("a", encoding="utf-8") as stream:
        stream.write("late@example.com,Late,en\n")
    soon = "2999-01-01 10:00"
    assert sent.run("send", "six", "--to", "all", "--at", soon, "--yes").code == 0
    looked = sent.run("correct", "six", *words(), "--dry-run")
    assert "stopped before leaving" not in looked.out  # a dry run changes nothing that is under way
    ended = sent.run("correct", "six", "--draft")
    assert "1 message of it stopped before leaving" in ended.out
    assert sent.run("stop", "2018-10-30-six").code == 1


def test_whoever_keeps_the_embargo_keeps_it_for_the_correction_too(office: PressOffice, server: FaultServer) -> None:
    office.without_copies()
    for extra in ("ar", "fr", "az", "ru"):
        office.file(extra).unlink()
    text = office.file("en").read_text(encoding="utf-8")
    office.file("en").write_text(
        text.replace("\norganisers:", "\nembargo: 2999-01-01T10:00[Asia/Baku]\norganisers:", 1)
    )
    rows = ("email,name,language", "kept@example.com,Kept,en", "other@example.com,Other,en")
    (office.root / "contacts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    assert office.run("embargo", "agree", "six", "kept@example.com").code == 0
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    ended = office.run("correct", "six", "--wrong", "11 countries", "--right", "12 countries", "--yes")
    assert ended.code == 0, ended.out + ended.err
    first, second = mails(server)["kept@example.com"]
    assert second["In-Reply-To"] == first["Message-ID"]
    assert "EMBARGOED" in str(second["Subject"])
    assert set(mails(server)) == {"kept@example.com"}


@pytest.mark.proof
def test_run_once_more_it_reaches_whoever_got_the_wrong_one_meanwhile(sent: PressOffice, server: FaultServer) -> None:
    """A message that was on its way when the correction left has arrived since."""
    from contextlib import closing
    from sqlite3 import connect

    put_right(sent)
    change = "UPDATE delivery SET state = ? WHERE recipient_id = (SELECT id FROM recipient WHERE key = ?)"
    with closing(connect(sent.root / "pressctl.db")) as record:
        record.execute(change, ("rejected", "reader9@example.com"))
        record.commit()
    assert sent.run("correct", "six", *words(), "--yes").code == 0
    assert len(mails(server)["reader9@example.com"]) == 1
    with closing(connect(sent.root / "pressctl.db")) as record:
        record.execute(f"{change} AND version = 1 AND state = 'rejected'", ("accepted", "reader9@example.com"))
        record.commit()
    ended = sent.run("correct", "2018-10-30-six", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert "1 person has not had it" in ended.out
    assert {len(found) for found in mails(server).values()} == {2}
    assert len(notices(sent, "correction")) == 1


@pytest.mark.proof
def test_the_dossiers_of_both_tell_of_each_other(sent: PressOffice, tmp_path: Path) -> None:
    from zipfile import ZipFile

    put_right(sent)
    assert sent.run("correct", "six", *words(), "--yes").code == 0
    texts = {}
    for slug in ("2018-10-30-six", "correction-six"):
        file = tmp_path / f"{slug}.zip"
        assert sent.run("log", slug, "--dossier", str(file)).code == 0
        with ZipFile(file) as archive:
            texts[slug] = " ".join(archive.read("summary.txt").decode().split())
    assert "Version 1 was corrected by" in texts["2018-10-30-six"]
    assert "corrects version 1 of the release" in texts["correction-six"]
