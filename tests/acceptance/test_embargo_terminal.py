"""The embargo with somebody at the keyboard: what must be typed, and what changes while one types."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import FaultServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")

FAR = "2099-10-30T10:00[Asia/Baku]"


@pytest.fixture
def held(office: PressOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PressOffice:
    """Return the sample office under embargo, with two trusted readers and somebody known at the desk."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    (tmp_path / "configuration" / "pressctl").mkdir(parents=True)
    (tmp_path / "configuration" / "pressctl" / "config.toml").write_text(
        '[me]\nname = "Leyla Example"\n', encoding="utf-8"
    )
    office.without_copies()
    english = office.file("en")
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("dateline:", f"embargo: {FAR}\ndateline:", 1), encoding="utf-8")
    rows = ("one@example.com,One Example,en,yes,tv", "two@example.com,Two Example,en,yes,tv")
    (office.root / "contacts.csv").write_text(
        "\n".join(("email,name,language,embargo_trusted,tags", *rows)) + "\n", encoding="utf-8"
    )
    return office


def test_an_embargo_that_is_moved_while_the_number_is_typed_asks_for_a_new_plan(held: PressOffice) -> None:
    with FaultServer().running() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with terminal(held.root, "send", "six", "--to", "all", PRESSCTL_SMTP_URL=url) as screen:
            screen.expect("Type 2 to send")
            assert "trusted on file" in screen.text
            assert held.run("embargo", "lift", "six", "--at", "2099-10-30T11:00", "--reason", "an hour later").code == 0
            screen.type("2\n")
            assert screen.end() == 4
            assert "the embargo was changed since the plan was made" in screen.text
        assert not server.accepted
    log = held.run("log", "six", "--json").out
    assert '"plans": []' in log


def test_a_segment_agrees_by_the_number_typed(held: PressOffice) -> None:
    with terminal(held.root, "embargo", "agree", "six", "tv") as screen:
        screen.expect("Two Example <two@example.com>")
        screen.answer("Type 2 to record it", "3")
        assert screen.end() == 4
    with terminal(held.root, "embargo", "agree", "six", "tv") as screen:
        screen.answer("Type 2 to record it", "2")
        assert screen.end() == 0
        assert "2 people have agreed" in screen.text
    with terminal(held.root, "embargo", "list", "six") as screen:
        assert screen.end() == 0
        assert re.search(r"Agreed for this release\n\s+One Example <one@example.com>\n\s+agreed", screen.text)
        assert all(len(line) <= 80 for line in screen.text.splitlines())


def test_moving_it_later_once_somebody_has_it_wants_the_name_and_the_reason_typed(held: PressOffice) -> None:
    with FaultServer().running() as server:
        sent = held.run("send", "six", "--to", "all", "--yes", PRESSCTL_SMTP_URL=f"smtp://127.0.0.1:{server.port}")
        assert sent.code == 0, sent.err
    before = held.file("en").read_bytes()
    with terminal(held.root, "embargo", "lift", "six", "--at", "2099-10-31T10:00") as screen:
        screen.answer("Type the release's name", "yes")
        assert screen.end() == 4
    assert held.file("en").read_bytes() == before
    with terminal(held.root, "embargo", "lift", "six", "--at", "2099-10-31T10:00") as screen:
        screen.expect("2 people have the release and may publish it at")
        screen.answer("Type the release's name", held.slug)
        screen.answer("Why:", "the signing was put off")
        assert screen.end() == 0
        assert "speak to them" in screen.text
    assert b"embargo: 2099-10-31T10:00+04:00[Asia/Baku]" in held.file("en").read_bytes()
