"""Which server, and its password."""

from __future__ import annotations

import sys

import pytest
from pydantic import ValidationError

from pressctl.config.mail import Smtp, Tls
from pressctl.errors import BadInput
from pressctl.mail.settings import Secret, smtp_password, smtp_settings

FILE = Smtp(host="relay.example.org", user="press@example.org", ca_file="ca.pem", timeout=20)


def test_the_file_serves_when_the_environment_is_silent() -> None:
    assert smtp_settings(FILE, {}) == FILE
    with pytest.raises(BadInput, match="no mail server is set"):
        smtp_settings(None, {})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, Tls.NONE, None)),
        ("smtp://[::1]", ("::1", 25, Tls.NONE, None)),
        ("smtps://mail.example.org", ("mail.example.org", 465, Tls.IMPLICIT, None)),
        (
            "smtp+starttls://press%40example.org@mail.example.org",
            ("mail.example.org", 587, Tls.STARTTLS, "press@example.org"),
        ),
    ],
)
def test_the_url_wins(url: str, expected: tuple[object, ...]) -> None:
    settings = smtp_settings(FILE, {"PRESSCTL_SMTP_URL": url})
    assert (settings.host, settings.port, settings.tls, settings.user) == expected
    assert (settings.ca_file, settings.timeout) == ("ca.pem", 20)


@pytest.mark.parametrize(
    "url",
    [
        "http://x",
        "relay.example.org:25",
        "smtp://",
        "smtps://h:99999",
        "smtps://h/path",
        "smtps://h:abc",
        "smtp://[::1",
        "smtps://mail..example.org",
        "smtps://.x",
        f"smtps://{'a' * 64}.example.org",
    ],
)
def test_what_is_no_servers_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="not the address of a mail server"):
        smtp_settings(None, {"PRESSCTL_SMTP_URL": url})


@pytest.mark.parametrize("host", ["mail..example.org", ".x", "a" * 64, "a.b\u3002", "two words", "-", "relay/x", "."])
def test_a_host_that_no_machine_can_be_called_is_refused(host: str) -> None:
    with pytest.raises(ValidationError, match="not the name or the IP address"):
        Smtp(host=host)


@pytest.mark.parametrize("host", ["relay", "relay.example.org.", "почта.example.org", "192.0.2.1", "::1", "mail_1.x"])
def test_names_and_addresses_of_machines_are_hosts(host: str) -> None:
    assert Smtp(host=host).host == host


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        smtp_settings(None, {"PRESSCTL_SMTP_URL": "smtps://u:sentinel@mail.example.org"})
    assert "sentinel" not in f"{caught.value!r} {caught.value.hint}"
    assert "PRESSCTL_SMTP_PASSWORD" in (caught.value.hint or "")


@pytest.mark.parametrize("host", ["relay.example.org", "10.0.0.1", "localhost.example.org", "128.0.0.1"])
def test_unprotected_mail_is_for_this_machine_only(host: str) -> None:
    with pytest.raises(BadInput, match="unprotected"):
        smtp_settings(Smtp(host=host, tls=Tls.NONE), {})
    assert smtp_settings(Smtp(host="127.8.8.8", tls=Tls.NONE), {}).host == "127.8.8.8"


def test_the_password_comes_from_the_environment_and_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = smtp_password(FILE, {"PRESSCTL_SMTP_PASSWORD": "sentinel"})
    assert secret is not None
    assert secret.reveal() == "sentinel"
    assert "sentinel" not in f"{secret!r} {secret}"
    assert secret.hidden_in("535 bad sentinel") == "535 bad (hidden)"
    assert smtp_password(Smtp(host="h"), {}) is None
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(BadInput, match="no password"):
        smtp_password(FILE, {})
    assert Secret("").hidden_in("x") == "x"
