"""`send`, `stop` and `log` as an officer uses them, through a real mail server with TLS."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Ended, PressOffice
from tests.servers.real_server import Mailbox, certificates, real_server


@pytest.fixture
def mailbox(office: PressOffice, tmp_path: Path) -> Iterator[Mailbox]:
    """Run a server that demands STARTTLS, and tell the office where it is."""
    found = certificates(tmp_path)
    (office.root / "authority.pem").write_bytes(found.ca_file.read_bytes())
    with real_server(found.context) as mailbox:
        toml = office.root / "pressctl.toml"
        text = toml.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^\[mail\][^\[]*(\[mail\.[^\[]*)*", "", text)
        text += (
            '\n[mail]\ntransport = "smtp"\nfrom = "press@example.org"\n\n'
            f'[mail.smtp]\nhost = "127.0.0.1"\nport = {mailbox.port}\ntls = "starttls"\nca_file = "authority.pem"\n'
        )
        toml.write_text(text, encoding="utf-8")
        yield mailbox


def contacts(office: PressOffice, *rows: str) -> None:
    """Write the list anew: address, name, language, tags, trusted; and nobody gets a copy."""
    office.without_copies()
    header = "email,name,language,tags,embargo_trusted,salutation"
    (office.root / "contacts.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")


def json_of(ended: Ended) -> Any:
    return json.loads(ended.out)


def reached(mailbox: Mailbox) -> Counter[str]:
    """Return how many messages each address got, the office's receipts left out."""
    return Counter(
        recipient
        for _, recipients, data in mailbox.taken
        for recipient in recipients
        if b"\r\nAuto-Submitted:" not in data
    )


def mails(mailbox: Mailbox) -> dict[str, EmailMessage]:
    found = {}
    for _, (recipient,), data in mailbox.taken:
        parsed = message_from_bytes(data, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        if "Auto-Submitted" not in parsed:
            found[recipient] = parsed
    return found


def test_everyone_gets_one_message_of_their_own_in_their_language(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(
        office, "aygun@example.com,Aygün Example,az,tv,,Hörmətli Aygün xanım", "john@example.com,John Example,de en,,,"
    )
    ended = office.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 0, ended.out + ended.err
    found = mails(mailbox)
    assert set(found) == {"aygun@example.com", "john@example.com"}
    assert mailbox.sessions_with_tls == len(mailbox.taken)
    azerbaijani, english = found["aygun@example.com"], found["john@example.com"]
    assert azerbaijani["Content-Language"] == "az"
    assert english["Content-Language"] == "en"
    senders = [message["From"].addresses[0].display_name for message in (azerbaijani, english)]
    assert senders == ["Azərbaycandakı Nümunə Missiyası", "Example Mission in Azerbaijan"]
    assert "Azərbaycandakı Nümunə Missiyası <" in ended.out
    text = azerbaijani.get_body(("plain",))
    assert text is not None
    assert text.get_content().startswith("Hörmətli Aygün xanım,")
    page = english.get_body(("html",))
    assert page is not None
    assert "Dear John Example," in page.get_content()
    for address, message in found.items():
        (other,) = set(found) - {address}
        assert other not in message.as_string()
        assert message["To"].addresses[0].addr_spec == address
        assert message["List-Unsubscribe"].startswith("<mailto:")
        for part in message.walk():
            if part.get_content_maintype() == "text":
                assert "press@example.org" in part.get_content()


def test_a_rehearsal_is_no_sending_and_a_comma_reaches_only_the_new(office: PressOffice, mailbox: Mailbox) -> None:
    people = ["one@example.com,One,en,,,", "two@example.com,Two,az,,,", "three@example.com,Three,ru,,,"]
    contacts(office, *people)
    toml = office.root / "pressctl.toml"
    with_server = toml.read_text(encoding="utf-8")
    toml.write_text(with_server.replace('transport = "smtp"', 'transport = "folder"'), encoding="utf-8")
    rehearsal = office.run("send", "six", "--to", "all")
    assert rehearsal.code == 0, rehearsal.err
    assert "\n  3 messages written to outbox/. Nothing has been sent.\n  Next: " in rehearsal.out
    assert len(list((office.root / "outbox").rglob("*.eml"))) == 3
    toml.write_text(with_server, encoding="utf-8")

    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    assert reached(mailbox) == {"one@example.com": 1, "two@example.com": 1, "three@example.com": 1}

    english = office.file("en")
    english.write_text(english.read_text(encoding="utf-8").replace(" hold ", ", hold ", 1), encoding="utf-8")
    for language in ("az", "ru", "ar"):
        assert office.run("variant", "six", language, "--done", "--anyway").code == 0
    contacts(office, *people, "four@example.com,Four,en,,,", "five@example.com,Five,en,,,")
    second = office.run("send", "six", "--to", "all", "--yes", "--json")
    assert second.code == 0, second.err
    assert json_of(second)["counts"] == {"accepted": 2}
    assert json_of(second)["release_version"] == 2
    assert reached(mailbox) == dict.fromkeys(
        (f"{name}@example.com" for name in ("one", "two", "three", "four", "five")), 1
    )

    third = office.run("send", "six", "--to", "all", "--yes")
    assert third.code == 1
    assert "nobody is left" in third.err


def test_focal_points_and_the_office_get_a_copy_that_says_so(office: PressOffice, mailbox: Mailbox) -> None:
    ended = office.run("send", "six", "--to", "tv", "--yes")
    assert ended.code == 0, ended.err
    copy = mails(mailbox)["marija@iom.example.org"].get_body(("plain",))
    assert copy is not None
    assert "This is the copy for International Organization for Migration" in copy.get_content()
    assert reached(mailbox)["press@example.org"] == 1
    again = json_of(office.run("send", "six", "--to", "all", "--dry-run", "--json"))
    assert {to["list"] for to in again["recipients"]} == {"press"}


def test_those_who_have_a_release_can_be_named(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "one@example.com,One,en,tv,,", "two@example.com,Two,en,,,")
    assert office.run("send", "six", "--to", "tv", "--yes").code == 0
    contacts(office, "two@example.com,Two,en,,,")
    statement = (
        "--set",
        "headline=A word on it",
        "--set",
        "draft.quoted=nigar-example",
        "--set",
        "draft.quotation=Yes.",
    )
    assert office.run("new", "statement", *statement).code == 0
    planned = json_of(office.run("send", "a-word-on", "--to", "received:six@1", "--dry-run", "--json"))
    assert [to["address"] for to in planned["recipients"]] == ["one@example.com"]
    assert office.run("send", "a-word-on", "--to", "received:six@2", "--dry-run").code == 1
    assert office.run("send", "a-word-on", "--to", "received:nothing", "--dry-run").code == 3


def test_a_stale_translation_is_blocked_with_the_command_that_helps(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "two@example.com,Two,az,,,")
    english = office.file("en")
    english.write_text(english.read_text(encoding="utf-8").replace(" hold ", ", hold ", 1), encoding="utf-8")
    ended = office.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 4
    assert "translation" in ended.err
    assert "--changes" in ended.err
    assert mailbox.taken == []
    changes = office.run("variant", "six", "az", "--changes")
    assert changes.code == 1
    assert "1 of" in changes.out
    untouched = office.run("variant", "six", "az", "--done")
    assert untouched.code == 4
    assert "has not been touched" in untouched.err
    overridden = office.run("send", "six", "--to", "all", "--yes", "--override", "translation", "--why", "urgent")
    assert overridden.code == 4, "a gate is passed in a terminal only"
    assert mailbox.taken == []


def test_under_embargo_only_the_trusted_get_it_and_the_subject_says_so(office: PressOffice, mailbox: Mailbox) -> None:
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(
        text.replace("dateline:", "embargo: 2099-10-30T10:00[Asia/Baku]\ndateline:", 1), encoding="utf-8"
    )
    contacts(office, "trusted@example.com,Trusted,en,,yes,", "other@example.com,Other,en,,,")
    ended = office.run("send", "six", "--to", "all", "--yes", "--attach", "docx,pdf")
    assert ended.code == 0, ended.err
    (message,) = mails(mailbox).values()
    assert message["To"].addresses[0].addr_spec == "trusted@example.com"
    assert message["Subject"].startswith("EMBARGOED until 30 Oct")
    assert "10:00 Baku (06:00 UTC)" in message["Subject"]
    names = [attachment.get_filename() for attachment in message.iter_attachments()]
    mark = "EMBARGOED-until-2099-10-30-1000-Baku"
    assert names == [f"{office.slug}_en_{mark}.docx", f"{office.slug}_en_{mark}.pdf"]
    assert office.run("send", "six", "--to", "all", "--attach", "html", "--dry-run").code == 2
    left = json_of(office.run("send", "six", "--to", "all", "--dry-run", "--json"))["left_out"]
    assert {out["reason"] for out in left} == {"received", "embargo-not-agreed"}


def test_an_embargo_that_cannot_be_read_sends_nothing(office: PressOffice, mailbox: Mailbox) -> None:
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("dateline:", "embargo: 2099-10-30 10:00\ndateline:", 1), encoding="utf-8")
    ended = office.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 3
    assert "zone" in ended.err
    assert mailbox.taken == []


def test_an_opt_out_outweighs_everything(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "gone@example.com,Gone,en,,,", "here@example.com,Here,en,,,")
    assert office.run("contacts", "suppress", "GONE@example.com", "--why", "asked on the phone").code == 0
    assert office.run("send", "six", "--to", "all", "--yes", "--update", "The venue has changed").code == 0
    assert reached(mailbox) == {"here@example.com": 1}
    (message,) = mails(mailbox).values()
    assert message["Subject"].startswith("Update: ")
    body = message.get_body(("plain",))
    assert body is not None
    assert "Update: The venue has changed" in body.get_content()


def test_a_test_copy_goes_to_oneself_and_counts_for_nothing(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "one@example.com,One,en,,,")
    assert office.run("send", "six", "--test", "me@example.org").code == 0
    assert reached(mailbox) == {"me@example.org": 5}
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    assert reached(mailbox)["one@example.com"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--resume", "--dry-run"), "--dry-run"),
        (("--resume", "--attach", "docx"), "--attach"),
        (("--resume", "--why", "x"), "--why"),
        (("--to", "all", "--plan", "2018-10-30-a1"), "--resume"),
        (("--to", "all", "--wait"), "--resume"),
        (("--to", "all", "--test", "me@example.org"), "--to"),
    ],
)
def test_options_that_contradict_each_other_send_nothing(
    office: PressOffice, mailbox: Mailbox, arguments: tuple[str, ...], said: str
) -> None:
    ended = office.run("send", "six", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert mailbox.taken == []


@pytest.mark.parametrize("address", ["foo", "", "a@b\nBcc: c@d", "@", "x" * 300 + "@example.org"])
def test_a_test_copy_wants_an_address(office: PressOffice, mailbox: Mailbox, address: str) -> None:
    ended = office.run("send", "six", "--test", address)
    assert ended.code == 3, ended.out
    assert mailbox.taken == []


def test_a_test_copy_is_no_way_around_an_embargo(office: PressOffice, mailbox: Mailbox) -> None:
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(
        text.replace("dateline:", "embargo: 2099-10-30T10:00[Asia/Baku]\ndateline:", 1), encoding="utf-8"
    )
    contacts(office, "other@example.com,Other,en,,,")
    ended = office.run("send", "six", "--test", "other@example.com")
    assert ended.code == 4
    assert mailbox.taken == []
    assert office.run("send", "six", "--test", "press@example.org").code == 0


def test_the_archive_keeps_what_was_read_for_each_plan(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "one@example.com,One,en,,,")
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    english = office.file("en")
    first = english.read_bytes()
    english.write_bytes(first.replace(b"---\n", b"---\n# a remark that is no part of the text\n", 1))
    contacts(office, "one@example.com,One,en,,,", "two@example.com,Two,en,,,")
    left_behind = english.parent / "versions" / "1" / f"{plans(office)[0][:-1]}2"
    left_behind.mkdir()
    (left_behind / "az.html").write_text("of an interrupted run", encoding="utf-8")
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    one, two = (english.parent / "versions" / "1" / plan for plan in plans(office))
    assert (one / "source" / "en.md").read_bytes() == first
    assert (two / "source" / "en.md").read_bytes() == english.read_bytes()
    assert not (two / "az.html").exists()
    for folder in (one, two):
        listed = dict(line.split("  ")[::-1] for line in (folder / "MANIFEST").read_text("utf-8").splitlines())
        held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"MANIFEST"}
        assert set(listed) == held
        for name, digest in listed.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def plans(office: PressOffice) -> list[str]:
    rows = json_of(office.run("log", "six", "--json"))["deliveries"]
    return sorted({row["plan"] for row in rows})


def test_an_archive_that_leads_outside_stops_the_sending(office: PressOffice, mailbox: Mailbox, tmp_path: Path) -> None:
    contacts(office, "one@example.com,One,en,,,")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (office.file("en").parent / "versions").symlink_to(elsewhere)
    ended = office.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 3
    assert "outside the workspace" in ended.err
    assert list(elsewhere.iterdir()) == []
    assert mailbox.taken == []
    assert json_of(office.run("log", "--json"))["deliveries"] == []


def test_without_a_terminal_a_real_sending_wants_yes(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "one@example.com,One,en,,,")
    ended = office.run("send", "six", "--to", "all", typed="1\n")
    assert ended.code == 4
    assert "--yes" in ended.err
    assert mailbox.taken == []


def test_a_dry_run_stores_nothing(office: PressOffice, mailbox: Mailbox) -> None:
    before = office.run("log", "--json").out
    assert office.run("send", "six", "--to", "tv", "--dry-run").code == 0
    assert mailbox.taken == []
    assert office.run("log", "--json").out == before
    assert not (office.root / "outbox").exists()


def test_the_record_shows_who_got_what_and_is_verified_against_the_receipt(
    office: PressOffice, mailbox: Mailbox
) -> None:
    contacts(office, "one@example.com,=cmd|One,en,,,")
    ended = office.run("send", "six", "--to", "all", "--yes", "--json")
    head = json_of(ended)["head"]
    (receipt,) = [data for _, _, data in mailbox.taken if b"Auto-Submitted: auto-generated" in data]
    assert head.encode() in receipt.replace(b"=\r\n", b"")
    (row,) = json_of(office.run("log", "six", "--json"))["deliveries"]
    assert (row["state"], row["said"], row["version"]) == ("accepted", "taken by the mail server", 1)
    assert "taken" in row["answer"]
    table = office.run("log", "six", "--csv").out.replace("\r\n", "\n")
    assert "'=cmd|One" in table
    assert office.run("log", "--verify", "--head", head).code == 0
    assert office.run("log", "--verify", "--head", "0" * 63 + "1").code == 1
    (versions,) = (office.file("en").parent / "versions" / "1").iterdir()
    assert (versions / "source" / "en.md").read_bytes() == office.file("en").read_bytes()
    assert "one@example.com" not in "".join(path.read_text(encoding="utf-8") for path in versions.rglob("*.txt"))


def test_a_server_that_is_down_leaves_no_plan_behind(office: PressOffice) -> None:
    ended = office.run("send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL="smtp://127.0.0.1:9")
    assert ended.code == 5
    assert "127.0.0.1" in ended.err
    assert json_of(office.run("log", "--json"))["deliveries"] == []


def test_a_server_elsewhere_is_never_spoken_to_in_the_clear(office: PressOffice) -> None:
    ended = office.run("send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL="smtp://mail.example.org:25")
    assert ended.code == 3
    assert "unprotected" in ended.err


def test_the_password_is_never_shown(office: PressOffice, mailbox: Mailbox) -> None:
    contacts(office, "one@example.com,One,en,,,")
    secret = "sentinel-4711"
    ended = office.run(
        "send",
        "six",
        "--to",
        "all",
        "--yes",
        PRESSCTL_SMTP_URL=f"smtp+starttls://user@127.0.0.1:{mailbox.port}",
        PRESSCTL_SMTP_PASSWORD=secret,
    )
    assert ended.code == 5
    assert secret not in ended.out + ended.err
    assert all(secret.encode() not in path.read_bytes() for path in office.root.rglob("*") if path.is_file())


@pytest.mark.skipif("os.name != 'posix'", reason="modes are a POSIX matter")
def test_what_holds_addresses_is_private(office: PressOffice) -> None:
    office.run("send", "six", "--to", "all")
    for path in [office.root / "pressctl.db", office.root / "contacts.csv", *(office.root / "outbox").rglob("*.eml")]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert (office.root / "outbox").stat().st_mode & 0o077 == 0
