"""Logging in with a token that is fetched when it is needed: real sockets for the server and the endpoint."""

from __future__ import annotations

import pytest

from pressctl.config.mail import Auth, Smtp, Tls
from pressctl.config.providers import Provider
from pressctl.errors import BadInput
from pressctl.mail.base import Envelope, ServerUnavailable
from pressctl.mail.oauth import TokenSource
from pressctl.mail.settings import Secret, client_secret, refresh_token, smtp_password
from pressctl.mail.smtp import SmtpTransport
from pressctl.model.delivery import DeliveryState
from tests.servers.modern_server import MODERN, ModernServer
from tests.servers.token_endpoint import Endpoint, token_endpoint

REFRESH, SECRET = "sentinel-refresh-5c1d", "sentinel-client-9b2e"
ONLY_TOKENS = (*MODERN, "AUTH XOAUTH2")
GOOD = (200, {"access_token": "token-1", "expires_in": 3600})


def settings(server: ModernServer, endpoint: Endpoint) -> Smtp:
    return Smtp(
        host="127.0.0.1",
        port=server.port,
        tls=Tls.NONE,
        user="press@example.org",
        auth=Auth.XOAUTH2,
        token_url=endpoint.url,
        client_id="office-client",
        scope="send",
        timeout=30,
    )


def transport_to(server: ModernServer, endpoint: Endpoint, kept: list[str] | None = None) -> SmtpTransport:
    known = settings(server, endpoint)
    keep = kept.append if kept is not None else lambda _: None
    return SmtpTransport(known, tokens=TokenSource(known, Secret(REFRESH), Secret(SECRET), keep))


def test_a_server_that_takes_only_tokens_takes_ours() -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("token-1",))
    with server.running(), token_endpoint(GOOD) as endpoint:
        transport = transport_to(server, endpoint)
        for _ in range(2):
            transport.open()
            outcome = transport.deliver(
                Envelope("press@example.org", "a@example.org", "p", 1), b"Subject: x\r\n\r\nx\r\n"
            )
            transport.close()
    assert outcome.state is DeliveryState.ACCEPTED
    assert endpoint.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": REFRESH,
            "client_id": "office-client",
            "client_secret": SECRET,
            "scope": "send",
        }
    ], "one token serves until it runs out"


def test_a_token_that_the_server_has_forgotten_is_fetched_anew() -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("token-2",))
    answers = GOOD, (200, {"access_token": "token-2", "expires_in": 3600, "refresh_token": "renewed"})
    kept: list[str] = []
    with server.running(), token_endpoint(*answers) as endpoint:
        transport = transport_to(server, endpoint, kept)
        transport.open()
        transport.close()
    assert len(endpoint.asked) == 2
    assert kept == ["renewed"]


def test_a_token_that_ends_soon_is_renewed_before() -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("token-1",))
    with server.running(), token_endpoint((200, {"access_token": "token-1", "expires_in": 59})) as endpoint:
        transport = transport_to(server, endpoint)
        for _ in range(2):
            transport.open()
            transport.close()
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            (400, {"error": "invalid_grant", "error_description": f"AADSTS700082: {REFRESH} has expired\r\nTrace"}),
            "AADSTS",
        ),
        ((401, {"error": "invalid_client"}), "invalid_client"),
        ((500, b"<html>"), "HTTP 500"),
        ((200, {"token": "x"}), "no token"),
        ((200, b"not json"), "no token"),
    ],
)
def test_an_endpoint_that_gives_none_says_why_and_no_secret(
    answer: tuple[int, object], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("token-1",))
    with server.running(), token_endpoint(answer) as endpoint:
        transport = transport_to(server, endpoint)
        with pytest.raises(ServerUnavailable, match=words) as caught:
            transport.open()
    shown = f"{caught.value!r} {caught.value.message} {caught.value.hint} {transport.__dict__} {capfd.readouterr()}"
    assert REFRESH not in shown
    assert SECRET not in shown


def test_a_token_that_is_never_taken_is_said_in_the_servers_words() -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("another",))
    with (
        server.running(),
        token_endpoint(GOOD) as endpoint,
        pytest.raises(ServerUnavailable, match="the token has run out") as caught,
    ):
        transport_to(server, endpoint).open()
    assert "token-1" not in f"{caught.value!r} {caught.value.message}"


def test_a_password_is_not_shown_to_a_server_that_takes_only_tokens() -> None:
    server = ModernServer(extensions=ONLY_TOKENS, tokens=("token-1",))
    with server.running():
        plain = Smtp(host="127.0.0.1", port=server.port, tls=Tls.NONE, user="press@example.org", timeout=30)
        with pytest.raises(ServerUnavailable, match="takes no passwords") as caught:
            SmtpTransport(plain, Secret("sentinel")).open()
    assert "xoauth2" in (caught.value.hint or "")
    assert not any(line.startswith("AUTH") for line in server.commands)


def test_a_token_is_not_fetched_for_a_server_that_takes_only_passwords() -> None:
    server = ModernServer(extensions=(*MODERN, "AUTH PLAIN LOGIN"))
    with server.running(), token_endpoint(GOOD) as endpoint:
        with pytest.raises(ServerUnavailable, match="takes no tokens"):
            transport_to(server, endpoint).open()
        assert endpoint.asked == []


def test_an_endpoint_is_asked_over_https_or_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="https"):
        Smtp(host="h", user="u", auth=Auth.XOAUTH2, client_id="c", token_url="http://login.example.com/token")


def test_a_provider_fills_in_what_is_known_of_it_and_gives_way_to_the_office() -> None:
    known = Smtp.model_validate({"provider": "microsoft365", "user": "press@example.org", "client_id": "c"})
    assert (known.provider, known.host, known.port, known.tls) == (
        Provider.MICROSOFT365, "smtp.office365.com", 587, Tls.STARTTLS,
    )  # fmt: skip
    assert (known.auth, known.per_second, known.per_day, known.connections) == (Auth.XOAUTH2, 0.5, 10_000, 3)
    own = Smtp.model_validate({"provider": "google", "auth": "password", "user": "u", "per_day": 100})
    assert (own.host, own.auth, own.per_day) == ("smtp.gmail.com", Auth.PASSWORD, 100)
    with pytest.raises(ValueError, match="host"):
        Smtp.model_validate({"provider": "relay"})
    with pytest.raises(ValueError, match="client_id"):
        Smtp.model_validate({"provider": "microsoft365", "user": "press@example.org"})


def test_secrets_come_from_the_environment() -> None:
    known = Smtp.model_validate({"provider": "microsoft365", "user": "press@example.org", "client_id": "c"})
    assert smtp_password(known, {}) is None
    assert refresh_token(known, {"PRESSCTL_SMTP_REFRESH_TOKEN": REFRESH}).reveal() == REFRESH
    found = client_secret(known, {"PRESSCTL_SMTP_CLIENT_SECRET": SECRET})
    assert found is not None
    assert found.reveal() == SECRET
    with pytest.raises(BadInput, match=r"no refresh token for press@example\.org at smtp\.office365\.com"):
        refresh_token(known, {})
