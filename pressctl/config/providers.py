"""What is known of mail providers: where they take mail, how one logs in, and how much they take.

Limits are those of the providers' own pages; an office whose contract says otherwise writes its own beside `provider`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Provider(StrEnum):
    """A provider whose settings need not be typed."""

    MICROSOFT365 = "microsoft365"
    GOOGLE = "google"
    GOOGLE_RELAY = "google-relay"
    RELAY = "relay"
    """A plain relay of the office's own network."""


_GOOGLE: Mapping[str, object] = {
    "port": 587,
    "tls": "starttls",
    "token_url": "https://oauth2.googleapis.com/token",
    "scope": "https://mail.google.com/",
}

PROVIDERS: Mapping[str, Mapping[str, object]] = {
    # https://learn.microsoft.com/en-us/exchange/troubleshoot/send-emails/smtp-submission-improvements:
    # 30 a minute, 10,000 recipients a day, three connections at once.
    Provider.MICROSOFT365.value: {
        "host": "smtp.office365.com",
        "port": 587,
        "tls": "starttls",
        "auth": "xoauth2",
        "token_url": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "scope": "https://outlook.office.com/SMTP.Send offline_access",
        "connections": 3,
        "per_second": 0.5,
        "per_day": 10_000,
    },
    # https://support.google.com/a/answer/166852: 2,000 messages a day, of any kind.
    Provider.GOOGLE.value: {**_GOOGLE, "host": "smtp.gmail.com", "auth": "xoauth2", "connections": 2, "per_day": 2_000},
    # https://support.google.com/a/answer/2956491: 10,000 recipients a day.
    Provider.GOOGLE_RELAY.value: {**_GOOGLE, "host": "smtp-relay.gmail.com", "per_day": 10_000},
    Provider.RELAY.value: {"port": 25, "tls": "starttls"},
}
"""Provider → settings of `[mail.smtp]` that it fills in."""
