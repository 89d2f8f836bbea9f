"""`pressctl doctor` in an office that is well, and in one that is not."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import PressOffice
from tests.servers.real_server import PASSWORD, USER, certificates, real_server


def examined(office: PressOffice, *arguments: str, code: int = 0) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return the diagnoses by what they are of."""
    ended = office.run("doctor", "--json", *arguments)
    assert ended.code == code, ended.out + ended.err
    told: dict[str, list[Mapping[str, Any]]] = {}
    for one in json.loads(ended.out)["diagnoses"]:
        told.setdefault(one["what"], []).append(one)
    return told


def with_server(office: PressOffice, port: int, ca_file: Path, *, tls: str = "starttls") -> None:
    (office.root / "authority.pem").write_bytes(ca_file.read_bytes())
    with (office.root / "pressctl.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[mail.smtp]\nhost = "localhost"\nport = {port}\ntls = "{tls}"\n')
        file.write(f'user = "{USER}"\nca_file = "authority.pem"\n')


def test_a_new_office_is_well(office: PressOffice) -> None:
    told = examined(office, "--offline")
    assert not [one for found in told.values() for one in found if one["verdict"] == "wrong"]
    assert {
        "pressctl.toml",
        "fixed words",
        "kinds",
        "contacts.csv",
        "pressctl.db",
        "time zones",
        "fonts",
    } <= told.keys()
    shown = office.run("doctor", "--offline")
    assert shown.code == 0
    assert all(line.count("\t") == 4 for line in shown.out.splitlines())
    assert "examined" in shown.err


def test_everything_that_is_wrong_is_said_at_once(office: PressOffice) -> None:
    (office.root / "contacts.csv").write_text("email\nleyla@\nx@y@z\n", encoding="utf-8")
    own = office.root / "templates" / "own"
    own.mkdir()
    (own / "kind.toml").write_text("title = 3\n", encoding="utf-8")
    told = examined(office, "--offline", code=1)
    assert told["contacts.csv"][0]["todo"] == "pressctl contacts check"
    assert "templates/own/kind.toml" in told["kind own"][0]["finding"]


def test_a_broken_configuration_does_not_hide_the_rest(office: PressOffice) -> None:
    file = office.root / "pressctl.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("timezone", "timezon"), encoding="utf-8")
    told = examined(office, "--offline", code=1)
    assert any('unknown key "timezon"' in one["finding"] for one in told[next(iter(told))])
    assert told["pressctl.db"][0]["verdict"] == "good"


def test_a_mail_server_that_is_well(office: PressOffice, tmp_path: Path) -> None:
    known = certificates(tmp_path)
    with real_server(known.context, auth=True) as mailbox:
        with_server(office, mailbox.port, known.ca_file)
        told = examined(PressOffice(office.root, {**office.environment, "PRESSCTL_SMTP_PASSWORD": PASSWORD}))
    assert "logged in" in told["mail server"][0]["finding"]
    assert told["protection"][0]["finding"].startswith("TLSv1.")
    assert "LOGIN" in told["log-in"][0]["finding"]
    assert told["messages"][0]["finding"].startswith("up to ")
    assert mailbox.taken == [], "the doctor sends nothing"


@pytest.mark.proof
def test_a_wrong_password_a_strange_certificate_and_nobody_there(office: PressOffice, tmp_path: Path) -> None:
    known, strange = certificates(tmp_path), certificates(tmp_path, "elsewhere.example")
    wrong = PressOffice(office.root, {**office.environment, "PRESSCTL_SMTP_PASSWORD": "sentinel-wrong"})
    with real_server(known.context, auth=True) as mailbox:
        with_server(office, mailbox.port, strange.ca_file)
        ended = wrong.run("doctor", "--json")
        assert ended.code == 1
        assert "certificate" in ended.out
        (office.root / "authority.pem").write_bytes(certificates(tmp_path).ca_file.read_bytes())
    ended = wrong.run("doctor", "--json")
    assert ended.code == 1
    assert "nothing answers there" in ended.out
    assert "sentinel-wrong" not in ended.out + ended.err
    assert "--resume" not in ended.out


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system keeps no such rights")
def test_contacts_that_others_can_read_or_that_git_shares(office: PressOffice) -> None:
    (office.root / "contacts.csv").chmod(0o644)
    subprocess.run(["git", "init", "-q", str(office.root)], check=True)
    subprocess.run(["git", "-C", str(office.root), "add", "-f", "contacts.csv"], check=True)
    told = examined(office, "--offline", code=1)
    assert "contacts.csv" in told["privacy"][0]["finding"]
    assert told["git"][0]["verdict"] == "wrong"


def test_an_editor_whose_path_has_spaces_is_there(office: PressOffice, tmp_path: Path) -> None:
    editor = tmp_path / "Program Files" / "edit"
    editor.parent.mkdir()
    editor.write_text("#!/bin/sh\n", encoding="utf-8")
    editor.chmod(0o755)
    for named in (str(editor), f'"{editor}" -w'):
        assert "is not there" not in office.run("doctor", VISUAL="", EDITOR=named).out
    assert f"{editor}s is not there" in office.run("doctor", VISUAL="", EDITOR=f'"{editor}s" -w').out
    assert "No closing quotation".lower() in office.run("doctor", VISUAL="", EDITOR='"x').out
