"""`embargo agree`, `refuse`, `withdraw`, `list` and `lift` as an officer uses them, and what `send` makes of them."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Ended, PressOffice
from tests.servers.fault_server import Fault, FaultServer

FAR = "2099-10-30T10:00[Asia/Baku]"
ROWS = (
    "aygun@example.com,Aygün Example,az,tv,,",
    "sergey@example.com,Сергей Примеров,ru,tv,,",
    "salma@example.com,سلمى مثال,ar,print,,",
    "trusted@example.com,Trusted Example,en,,yes,",
    "other@example.com,Other Example,en,,,",
)


@pytest.fixture
def held(office: PressOffice) -> PressOffice:
    """Return the sample office with its release under embargo and a short list."""
    office.without_copies()
    embargo(office, FAR)
    header = "email,name,language,tags,embargo_trusted,salutation"
    (office.root / "contacts.csv").write_text("\n".join((header, *ROWS)) + "\n", encoding="utf-8")
    return office


def embargo(office: PressOffice, until: str) -> None:
    english = office.file("en")
    text = re.sub(r"(?m)^embargo:.*\n", "", english.read_text(encoding="utf-8"))
    english.write_text(text.replace("dateline:", f"embargo: {until}\ndateline:", 1), encoding="utf-8")


def send(office: PressOffice, server: FaultServer, *arguments: str) -> Ended:
    return office.run("send", "six", *arguments, "--yes", PRESSCTL_SMTP_URL=f"smtp://127.0.0.1:{server.port}")


def subjects(server: FaultServer) -> dict[str, str]:
    found = {}
    for address, data in server.accepted:
        message = message_from_bytes(data, policy=policy.default)
        if "Auto-Submitted" not in message:
            found[address] = str(message["Subject"])
    return found


def json_of(ended: Ended) -> Any:
    assert ended.code in {0, 1}, ended.err
    return json.loads(ended.out)


def ledger(office: PressOffice) -> dict[str, dict[str, Any]]:
    (release,) = json_of(office.run("embargo", "list", "six", "--json"))["releases"]
    return {person["address"]: person for person in release["people"]}


def test_who_agreed_gets_it_before_the_lift_with_a_subject_of_their_language(
    held: PressOffice, server: FaultServer
) -> None:
    mail = held.root / "Re embarqo.eml"
    mail.write_bytes("Razıyam.".encode())
    ended = held.run("embargo", "agree", "six", "aygun", "sergey@example.com", "--evidence", str(mail))
    assert ended.code == 0, ended.err
    assert "2 people have agreed to the embargo" in ended.out
    ended = send(held, server, "--to", "all")
    assert ended.code == 0, ended.err
    assert "agreed for this release" in ended.out
    assert "Aygün Example, Сергей Примеров" in ended.out
    found = subjects(server)
    assert set(found) == {"aygun@example.com", "sergey@example.com", "trusted@example.com"}
    assert found["aygun@example.com"].startswith("EMBARQO bu vaxtadək: 30 oktyabr")
    assert found["sergey@example.com"].startswith("ЭМБАРГО до 30 окт")
    assert found["trusted@example.com"].startswith("EMBARGOED until 30 Oct, 10:00 Baku (06:00 UTC)")
    people = ledger(held)
    assert people["aygun@example.com"]["evidence_sha256"] == hashlib.sha256("Razıyam.".encode()).hexdigest()
    assert people["aygun@example.com"]["holds"][0]["language"] == "az"
    assert people["trusted@example.com"]["holds"][0]["ground"] == "trusted"
    assert not any(person["has_it_without_agreement"] for person in people.values())


def test_at_the_lift_they_get_nothing_and_the_others_get_it_for_immediate_release(
    held: PressOffice, server: FaultServer
) -> None:
    assert send(held, server, "--to", "all").code == 0
    assert set(subjects(server)) == {"trusted@example.com"}
    ended = held.run("embargo", "lift", "six", "--now", "--reason", "the minister has spoken")
    assert ended.code == 0, ended.err
    assert "--update" in ended.out
    assert send(held, server, "--to", "all").code == 0
    found = subjects(server)
    assert len(found) == len([each for each in server.accepted if b"Auto-Submitted" not in each[1]])
    assert not found["other@example.com"].startswith("EMBARGO")
    bodies = {address: data for address, data in server.accepted if b"Auto-Submitted" not in data}
    assert b"For immediate release" in bodies["other@example.com"]


def test_an_arabic_edition_says_it_in_arabic(held: PressOffice, server: FaultServer) -> None:
    text = held.file("az").read_text(encoding="utf-8").replace("language: az", "language: ar")
    (held.file("az").parent / "ar.md").write_text(text, encoding="utf-8")
    assert held.run("embargo", "agree", "six", "salma@example.com").code == 0
    plan = json.loads(held.run("send", "six", "--to", "print", "--dry-run", "--json").out)
    assert plan["subjects"]["ar/press"].startswith("محظور النشر حتى 30 أكتوبر")
    assert plan["recipients"][0]["embargo_ground"] == "agreed"


def test_a_withdrawn_word_counts_before_trust_and_is_shown_where_they_have_it(
    held: PressOffice, server: FaultServer
) -> None:
    assert held.run("embargo", "agree", "six", "trusted@example.com").code == 0
    assert send(held, server, "--to", "all").code == 0
    ended = held.run("embargo", "withdraw", "six", "trusted@example.com", "--note", "will publish tonight")
    assert ended.code == 0, ended.err
    assert "has the release already" in ended.out
    person = ledger(held)["trusted@example.com"]
    assert (person["bound_by"], person["has_it_without_agreement"]) == ("withdrawn", True)
    again = held.run("embargo", "withdraw", "six", "other@example.com")
    assert again.code == 1
    assert "nothing to withdraw" in again.err


def test_every_name_that_cannot_be_taken_is_told_and_nothing_is_recorded(held: PressOffice) -> None:
    ended = held.run("embargo", "agree", "six", "aygun", "example", "nobody@example.com")
    assert ended.code == 3
    assert "4 people are called so" in ended.err or "people are called so" in ended.err
    assert "nobody@example.com" in ended.err
    assert ledger(held) == {}


def test_a_segment_wants_a_confirmation(held: PressOffice) -> None:
    assert held.run("embargo", "agree", "six", "tv").code == 4
    ended = held.run("embargo", "agree", "six", "tv", "--yes", "--at", "2018-10-28T16:00")
    assert ended.code == 0, ended.err
    assert {person["answered_at"] for person in ledger(held).values()} == {"2018-10-28T12:00:00Z"}
    again = held.run("embargo", "agree", "six", "tv", "--yes")
    assert again.code == 1
    assert "already" in again.err


REFUSED = (
    (("agree", "six", "aygun", "--at", "2099-01-01T10:00"), 3, "has not come yet"),
    (("agree", "six", "aygun", "--at", "tomorrow"), 3, "has no time"),
    (("agree", "six", "aygun", "--evidence", "missing.eml"), 3, "is no file"),
    (("agree", "nothing", "aygun"), 3, "nothing"),
    (("lift", "six"), 2, "--now, or --at"),
    (("lift", "six", "--now", "--at", "2099-01-01T10:00"), 2, "--now, or --at"),
    (("lift", "six", "--at", "2018-01-01T10:00", "--reason", "why"), 3, "has passed"),
    (("lift", "six", "--at", "2099-10-30T10:00", "--reason", "why"), 1, "already"),
    (("lift", "six", "--now"), 2, "--reason"),
    (("lift", "six", "--now", "--reason", "Aygün Example asked"), 3, "name of somebody"),
)


def test_what_cannot_be_done_is_said_and_changes_nothing(held: PressOffice) -> None:
    before = held.file("en").read_bytes()
    for arguments, code, said in REFUSED:
        ended = held.run("embargo", *arguments)
        assert ended.code == code, ended.out + ended.err
        assert said in ended.err, arguments
        assert held.file("en").read_bytes() == before


def test_moving_the_lift_changes_that_value_alone(held: PressOffice) -> None:
    english = held.file("en")
    english.write_bytes(("\ufeff" + english.read_text(encoding="utf-8")).replace("\n", "\r\n").encode())
    before = english.read_bytes()
    ended = held.run("embargo", "lift", "six", "--at", "2099-03-29T08:30[Europe/Berlin]", "--reason", "a new date")
    assert ended.code == 0, ended.err
    old, new = FAR.encode(), b"2099-03-29T08:30+02:00[Europe/Berlin]"
    assert english.read_bytes() == before.replace(old, new)
    skipped = held.run("embargo", "lift", "six", "--at", "2099-03-29T02:30[Europe/Berlin]", "--reason", "a slip")
    assert skipped.code == 3
    assert "does not exist" in skipped.err


def test_an_agreement_to_an_earlier_lift_ends_when_it_is_moved_later(held: PressOffice, server: FaultServer) -> None:
    assert held.run("embargo", "agree", "six", "aygun").code == 0
    assert held.run("embargo", "lift", "six", "--at", "2099-10-30T09:00", "--reason", "sooner").code == 0
    assert ledger(held)["aygun@example.com"]["bound_by"] == "agreed"
    later = held.run("embargo", "lift", "six", "--at", "2099-10-31T09:00", "--reason", "later")
    assert later.code == 0, later.err
    assert "1 agreed to the old time only" in later.out
    assert ledger(held)["aygun@example.com"]["bound_by"] == "moved"
    assert send(held, server, "--to", "tv").code == 4


def test_it_is_not_moved_later_unasked_once_somebody_has_it(held: PressOffice, server: FaultServer) -> None:
    assert send(held, server, "--to", "all").code == 0
    before = held.file("en").read_bytes()
    ended = held.run("embargo", "lift", "six", "--at", "2099-11-01T09:00", "--reason", "later")
    assert ended.code == 4
    assert "may publish it" in ended.err
    assert held.file("en").read_bytes() == before


def test_a_plan_that_was_interrupted_goes_on_only_while_its_embargo_is_the_same(held: PressOffice) -> None:
    for name in ("aygun", "sergey", "trusted"):
        assert held.run("embargo", "agree", "six", name).code == 0
    with FaultServer(faults=[Fault("rcpt", "451 4.7.1 greylisted")]).running() as server:
        assert send(held, server, "--to", "all").code == 5
    assert held.run("embargo", "withdraw", "six", "aygun").code == 0
    _due_now(held)
    assert held.run("embargo", "lift", "six", "--at", "2099-10-30T09:00", "--reason", "sooner").code == 0
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        refused = held.run("send", "six", "--resume", PRESSCTL_SMTP_URL=url)
        assert refused.code == 4
        assert "changed since" in refused.err
        embargo(held, FAR)
        went_on = held.run("send", "six", "--resume", PRESSCTL_SMTP_URL=url)
        assert went_on.code == 0, went_on.out + went_on.err
        assert set(subjects(server)) == {"sergey@example.com", "trusted@example.com"}


def _due_now(office: PressOffice) -> None:
    with closing(sqlite3.connect(office.root / "pressctl.db")) as record, record:
        record.execute("UPDATE delivery SET due_at = state_at WHERE state = 'deferred'")


def test_exports_carry_the_time_and_the_lift_replaces_them(held: PressOffice) -> None:
    out = held.file("en").parent / "out"
    ended = held.run("export", "six", "--format", "docx,html,txt,eml", "--language", "en")
    assert ended.code == 0, ended.err
    assert "under embargo until 30 October 2099, 10:00 Baku (06:00 UTC)" in ended.err
    mark = "EMBARGOED-until-2099-10-30-1000-Baku"
    assert {path.name for path in out.iterdir()} == {
        f"{held.slug}_en_{mark}.{extension}" for extension in ("docx", "html", "txt", "eml")
    }
    page = (out / f"{held.slug}_en_{mark}.html").read_text(encoding="utf-8")
    assert re.search(r"<title>[^<]*Embargoed until 30 October 2099, 10:00 Baku", page)
    assert held.run("embargo", "lift", "six", "--now", "--reason", "it is out").code == 0
    ended = held.run("export", "six", "--format", "txt", "--language", "en")
    assert f"removed {held.slug}_en_{mark}.txt" in ended.err
    assert f"{held.slug}_en_{mark}.docx names an embargo that is not today's" in ended.err
    assert (out / f"{held.slug}_en.txt").exists()
    shown = held.run("show", "six").out
    assert "3 files in out/ tell of another embargo than today's, or of none: pressctl export six" in shown
    (out / f"{held.slug}_de.docx").write_bytes(b"of a variant that was deleted")
    told = json_of(held.run("show", "six", "--json"))["outdated_exports"]
    assert told[0] == {"file": f"{held.slug}_de.docx", "cause": "language"}
    assert {one["cause"] for one in told[1:]} == {"embargo"}
    held.run("export", "six", "--language", "en")
    assert "1 file in out/ is in a language that the release has no more: delete it" in held.run("show", "six").out


def test_a_release_that_cannot_be_read_counts_as_embargoed(held: PressOffice) -> None:
    embargo(held, "2099-10-30 ten")
    (release,) = json_of(held.run("embargo", "list", "--json"))["releases"]
    assert release["status"] == "unreadable"
    assert "treat it as embargoed" in held.run("embargo", "list").out
    assert held.run("embargo", "agree", "six", "aygun").code == 3


def test_the_overview_names_what_is_under_embargo(held: PressOffice, tmp_path: Path) -> None:
    del tmp_path
    assert "Under embargo until 30 October 2099" in held.run("embargo", "list").out
    embargo(held, "2018-10-30T10:00[Asia/Baku]")
    assert held.run("embargo", "list").out.startswith("Nothing is under embargo.")
    assert "lifted" in held.run("embargo", "agree", "six", "aygun").err
