"""`contacts show`, `export --person`, `erase` and `segments`, as an officer uses them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice


@pytest.fixture(scope="module")
def rehearsed(_fresh_office: Path, tmp_path_factory: pytest.TempPathFactory) -> PressOffice:
    """Return an office whose sample release was rehearsed; nobody changes it."""
    import shutil

    root = tmp_path_factory.mktemp("rehearsed") / "office"
    shutil.copytree(_fresh_office, root)
    office = PressOffice(root)
    assert office.run("contacts", "suppress", "leyla@daily.example.com", "--why", "asked on the phone").code == 0
    assert office.run("send", "six", "--to", "all").code == 0
    return office


def test_show_says_what_is_on_file_and_what_was_sent(rehearsed: PressOffice) -> None:
    shown = rehearsed.run("contacts", "show", "aygün")
    assert shown.code == 0, shown.err
    for said in ("Aygün Nümunə <aygun@tv.example.com>", "press breakfast", "az-media, tv", "written to the outbox"):
        assert said in shown.out
    whole = json.loads(rehearsed.run("contacts", "show", "AYGUN@tv.example.com", "--json").out)
    assert whole["basis"] == {
        "text": "consent, 2018-03-12, press breakfast",
        "ground": "consent",
        "since": "2018-03-12",
        "source": "press breakfast",
    }
    assert whole["on_the_list"][0]["cells"]["outlet"] == "Nümunə TV"
    (sent,) = whole["sent"]
    assert (sent["language"], sent["version"], sent["said"], sent["rehearsal"]) == (
        "az",
        1,
        "written to the outbox",
        True,
    )


def test_show_says_since_when_and_why_somebody_is_not_mailed(rehearsed: PressOffice) -> None:
    shown = rehearsed.run("contacts", "show", "leyla@daily.example.com")
    assert "asked on the phone" in shown.out
    assert "left out" in shown.out
    person = json.loads(rehearsed.run("contacts", "show", "leyla@daily.example.com", "--json").out)
    assert person["do_not_mail"]["why"] == "asked on the phone"
    assert [missed["reason"] for missed in person["left_out"]] == ["do-not-mail"]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("nümunə", "name one by the address"),
        ("nobody of this name", "nobody on the list or in the record"),
        ("stranger@example.com", "nothing is held on stranger@example.com"),
        ("un@tv.example.com", "nothing is held on un@tv.example.com"),
        ("  ", "an empty text is nobody"),
    ],
)
def test_who_is_unclear_is_asked_about(rehearsed: PressOffice, who: str, said: str) -> None:
    ended = rehearsed.run("contacts", "show", who)
    assert ended.code == 3
    assert said in ended.err


def test_everything_on_a_person_is_handed_over_with_the_mails(rehearsed: PressOffice, tmp_path: Path) -> None:
    file = tmp_path / "aygun.zip"
    ended = rehearsed.run("contacts", "export", "--person", "aygun@tv.example.com", str(file))
    assert ended.code == 0, ended.err
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("person.json"))
        text = archive.read("person.txt").decode()
        (name,) = [name for name in archive.namelist() if name.startswith("mails/")]
        mail = archive.read(name)
    (kept,) = (rehearsed.root / "outbox").rglob("*aygun*.eml")
    assert mail == kept.read_bytes(), "the mail is made again as it was written, byte for byte"
    assert message_from_bytes(mail, policy=policy.default)["To"].addresses[0].addr_spec == "aygun@tv.example.com"
    assert data["person"]["address"] == "aygun@tv.example.com"
    assert data["mails"][0]["text"].startswith("Hörmətli Aygün xanım")
    assert "elchin@radio.example.com" not in text + json.dumps(data)
    for said in ("Nümunə TV", "press breakfast", "rehearsal, nothing left", "Hörmətli Aygün xanım"):
        assert said in text
    again = rehearsed.run("contacts", "export", "--person", "aygun@tv.example.com", str(file))
    assert again.code == 3
    assert "is there already" in again.err
    wrong = rehearsed.run("contacts", "export", "--person", "aygun@tv.example.com", str(tmp_path / "a.docx"))
    assert wrong.code == 2


@pytest.mark.proof
def test_nobody_is_erased_out_of_a_running_sending(rehearsed: PressOffice, tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "office"
    shutil.copytree(rehearsed.root, root)
    office = PressOffice(root)
    until = (datetime.now(UTC) + timedelta(minutes=30)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    with closing(sqlite3.connect(root / "pressctl.db")) as record, record:
        record.execute("UPDATE delivery SET state = 'queued' WHERE slots LIKE '%aygun@tv%'")
        record.execute("UPDATE plan SET state = 'open', holder = 'another-machine:1:x', lease_until = ?", (until,))
    refused = office.run("contacts", "erase", "aygun@tv.example.com", "--yes")
    assert refused.code == 4
    assert "is being sent at this moment" in refused.err
    assert "pressctl stop" in refused.err
    assert b"aygun@tv.example.com" in (root / "contacts.csv").read_bytes(), "nothing was begun"

    with closing(sqlite3.connect(root / "pressctl.db")) as record, record:
        record.execute("UPDATE plan SET holder = NULL, lease_until = NULL")
    done = office.run("contacts", "erase", "aygun@tv.example.com", "--yes", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["done"]["cancelled"] == 1
    assert "stopped" in office.run("log", "six").out
    assert office.run("log", "--verify").code == 0


def test_segments_are_counted_with_their_languages(rehearsed: PressOffice) -> None:
    found = {each["name"]: each for each in json.loads(rehearsed.run("segments", "--json").out)["segments"]}
    assert found["all"]["count"] == sum(found["all"]["languages"].values()) == 12
    assert found["tv"]["expression"] == '"tv" in tags'
    assert found["radio"]["kind"] == "tag"
    lines = (rehearsed.root / "pressctl.toml").read_text(encoding="utf-8").splitlines()
    assert lines[found["tv"]["line"] - 1].startswith("tv")
    members = json.loads(rehearsed.run("segments", "tv", "--json").out)
    assert len(members["contacts"]) == members["segment"]["count"] == found["tv"]["count"]
    assert "aygun@tv.example.com" in rehearsed.run("segments", 'country == "AZ" and "tv" in tags').out


def test_a_broken_segment_is_named_with_its_place_beside_the_good_ones(office: PressOffice) -> None:
    toml = office.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8").replace("[segments]\n", "[segments]\nodd = 'contry == \"AZ\"'\n")
    toml.write_text(text, encoding="utf-8")
    line = text.splitlines().index("odd = 'contry == \"AZ\"'") + 1
    ended = office.run("segments", "--json")
    assert ended.code == 1
    found = {each["name"]: each for each in json.loads(ended.out)["segments"]}
    assert (found["odd"]["problem"]["line"], found["odd"]["problem"]["column"]) == (line, 8)
    assert found["tv"]["problem"] is None
    one = office.run("segments", "odd")
    assert one.code == 3
    assert f"pressctl.toml:{line}:8" in one.err


def test_a_list_shows_the_columns_and_as_many_as_asked_for(rehearsed: PressOffice) -> None:
    listed = rehearsed.run("contacts", "list", "--columns", "email,basis,Language", "--limit", "2")
    assert listed.out.splitlines()[0] == "aygun@tv.example.com\tconsent, 2018-03-12, press breakfast\taz, en"
    assert len(listed.out.splitlines()) == 2
    wrong = rehearsed.run("contacts", "list", "--columns", "e-mail")
    assert wrong.code == 2
    assert '"email"' in wrong.err
    some = json.loads(rehearsed.run("contacts", "list", "--limit", "3", "--json").out)
    assert (len(some["contacts"]), some["total"]) == (3, 12)
