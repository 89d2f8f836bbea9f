"""Tokens for XOAUTH2: fetched with a refresh token when the last one has run out (RFC 6749 §6).

The token endpoint is asked over HTTPS, or on this very machine. Neither token nor secret stands in an error.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.client import HTTPException
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pressctl.config.mail import Smtp
from pressctl.mail.base import ServerUnavailable
from pressctl.mail.settings import REFRESH_TOKEN, Secret, is_loopback
from pressctl.model.characters import FORBIDDEN

_EARLY = 60.0
"""Seconds before its end at which a token is renewed."""
_USUAL = 3600.0
"""Seconds that a token holds where the endpoint does not say (RFC 6749 §5.1 only recommends it)."""
_LARGEST = 1_000_000


class TokenSource:
    """Fetches tokens, and keeps the last one as long as it holds; several connections may ask at once."""

    def __init__(
        self,
        settings: Smtp,
        refresh: Secret,
        client_secret: Secret | None,
        keep: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take the endpoint's settings and its secrets; `keep` is told of a renewed refresh token."""
        self._settings = settings
        self._refresh = refresh
        self._client_secret = client_secret
        self._keep = keep
        self._lock = threading.Lock()
        self._token: Secret | None = None
        self._until = 0.0

    def token(self) -> Secret:
        """Return a token that holds.

        Raises:
            ServerUnavailable: the endpoint gives none; with its own words.
        """
        with self._lock:
            if self._token is None or monotonic() >= self._until - _EARLY:
                self._fetch()
            assert self._token is not None  # noqa: S101  # it has just been fetched
            return self._token

    def forget(self) -> None:
        """Let go of the token: the mail server does not take it any more."""
        with self._lock:
            self._token = None

    def _fetch(self) -> None:
        answer = self._asked()
        token, lasts = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not token.isascii():
            raise self._unavailable("its answer holds no token")
        self._token = Secret(token)
        self._until = monotonic() + (float(lasts) if isinstance(lasts, int | float) else _USUAL)
        renewed = answer.get("refresh_token")
        if isinstance(renewed, str) and renewed and renewed != self._refresh.reveal():
            self._refresh = Secret(renewed)
            self._keep(renewed)

    def _asked(self) -> dict[str, object]:
        settings = self._settings
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self._refresh.reveal(),
            "client_id": settings.client_id or "",
            "client_secret": self._client_secret.reveal() if self._client_secret else "",
            "scope": settings.scope or "",
        }
        body = urlencode({name: value for name, value in form.items() if value}).encode("ascii")
        url = settings.token_url or ""
        parts = urlsplit(url)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise self._unavailable("it is not asked over HTTPS")
        request = Request(url, body, {"Content-Type": "application/x-www-form-urlencoded"})  # noqa: S310  # as checked
        try:
            with urlopen(request, timeout=settings.timeout or 30.0) as reply:  # noqa: S310  # as checked
                return _answer(reply.read(_LARGEST))
        except HTTPError as error:
            with error:
                refused = _answer(error.read(_LARGEST))
            why = refused.get("error_description") or refused.get("error") or f"HTTP {error.code}"
            raise self._unavailable(" ".join(FORBIDDEN.sub(" ", str(why)).split())[:200]) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise self._unavailable(f"it cannot be asked ({reason})") from None

    def _unavailable(self, why: str) -> ServerUnavailable:
        for secret in (self._refresh, self._client_secret):
            why = secret.hidden_in(why) if secret else why
        return ServerUnavailable(
            f"{self._settings.token_url} gives no token for {self._settings.user}: {why}",
            hint=f"log in with your provider anew and renew {REFRESH_TOKEN}",
        )


def _answer(data: bytes) -> dict[str, object]:
    try:
        answer = json.loads(data)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
