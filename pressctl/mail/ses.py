"""Mail through Amazon SES: each message handed over whole, by its interface for raw messages.

The library's own repetitions are switched off: one that follows a lost answer would send a message twice. SES puts its
own Message-ID and Date in place of ours, so the identity under which a message really arrives comes back with the
outcome. Credentials are the library's matter (its environment variables and files); none stands in the workspace.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from pressctl.config.mail import Ses
from pressctl.errors import BadInput
from pressctl.mail.addresses import needs_smtputf8, wire_address
from pressctl.mail.base import Envelope, ServerUnavailable
from pressctl.mail.pooled import Pooled
from pressctl.model.delivery import DeliveryState, Outcome, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

_LATER = frozenset({"Throttling", "ThrottlingException", "TooManyRequestsException", "ServiceUnavailable"})
"""SES has taken nothing, and will another time."""
_OURS = frozenset(
    {
        "AccountSendingPausedException", "ConfigurationSetDoesNotExist", "ConfigurationSetSendingPausedException",
        "MailFromDomainNotVerifiedException", "AccessDenied", "AccessDeniedException", "InvalidClientTokenId",
        "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException",
        "OptInRequired", "LimitExceededException",
    }
)  # fmt: skip
"""The next message would fare no better: the account, its rights or its identity are at fault."""
_NOT_VERIFIED = "not verified"
_QUOTA = "quota"
"""What SES says in words alone: an identity that it does not know, a day that is used up."""


class SesTransport:
    """Hands messages to Amazon SES, several at once."""

    name = "ses"
    rehearsal = False
    most = 0

    def __init__(self, settings: Ses, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the settings; nothing is asked of the provider yet."""
        self.route = f"Amazon SES {settings.region}"
        self._settings = settings
        self._client: Any = None  # boto3 makes its clients at run time: they have no type
        self._pace = _Pace(clock)
        named = settings.configuration_set
        self._options = {"ConfigurationSetName": named} if named else {}

    def open(self) -> None:
        """Ask how much the account may send, which shows that it may send at all.

        Raises:
            ServerUnavailable: it cannot be reached, or takes nothing from us.
            BadInput: the library is not installed, or there are no credentials.
        """
        quota = self.quota()
        if quota.most_per_day >= 0 and quota.sent_today >= quota.most_per_day:
            raise self._unavailable(f"{quota.sent_today:,} of {quota.most_per_day:,} messages of this day are used up")
        self._pace.per_second = quota.per_second

    def quota(self) -> Quota:
        """Return what the account may send.

        Raises:
            ServerUnavailable, BadInput: as `open`.
        """
        if self._client is None:
            self._client = _client(self._settings)
        from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

        try:
            told = self._client.get_send_quota()
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise BadInput(
                "there are no credentials for Amazon SES",
                hint="aws configure, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            ) from error
        except ClientError as error:
            raise self._unavailable(_words(error)) from error
        except BotoCoreError as error:
            raise self._unavailable("nothing answers there") from error
        return Quota(float(told["MaxSendRate"]), int(told["Max24HourSend"]), int(told["SentLast24Hours"]))

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message, and say what is known of it afterwards; may be called from several threads."""
        from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

        if self._client is None:
            return Outcome(DeliveryState.DEFERRED, Phase.CONNECT, reply="not open", connection_lost=True)
        if needs_smtputf8(wire_address(envelope.recipient)) or needs_smtputf8(wire_address(envelope.sender)):
            return Outcome(
                DeliveryState.REJECTED, Phase.RCPT, reply="Amazon SES carries no letters beyond ASCII before the @"
            )
        self._pace.wait()
        try:
            told = self._client.send_raw_email(
                Source=wire_address(envelope.sender),
                Destinations=[wire_address(envelope.recipient)],
                RawMessage={"Data": message},
                **(
                    {"ConfigurationSetName": self._settings.configuration_set}
                    if self._settings.configuration_set
                    else {}
                ),
            )
        except ClientError as error:
            return _refused(error)
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            return Outcome(DeliveryState.DEFERRED, Phase.CONNECT, reply=str(error), connection_lost=True)
        except BotoCoreError as error:  # the request may have left, and no answer came
            return Outcome(DeliveryState.UNCERTAIN, Phase.DOT, reply=str(error), connection_lost=True)
        given = str(told["MessageId"])
        return Outcome(
            DeliveryState.ACCEPTED, Phase.DOT, 200, reply=f"Amazon SES {given}", message_id=self._identity(given)
        )

    def carrier(self) -> Pooled:
        """Return the way for many messages at once."""
        return Pooled(self, self._settings.connections)

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """Nobody can know: the request may have left."""
        return DeliveryState.UNCERTAIN

    def close(self) -> None:
        """Let the connections go."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _identity(self, given: str) -> str:
        """Return the Message-ID that SES writes in place of ours."""
        host = "email" if self._settings.region == "us-east-1" else self._settings.region
        return f"<{given}@{host}.amazonses.com>"

    def _unavailable(self, cause: str) -> ServerUnavailable:
        return ServerUnavailable(f"{self.route} cannot be used: {cause}", hint="check [mail.ses] and the account")


class Quota:
    """What an account may send."""

    __slots__ = ("most_per_day", "per_second", "sent_today")

    def __init__(self, per_second: float, most_per_day: int, sent_today: int) -> None:
        """Take what SES tells; -1 for no limit a day."""
        self.per_second = per_second
        self.most_per_day = most_per_day
        self.sent_today = sent_today


class _Pace:
    """No more messages a second than the account may send, whichever thread sends them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.per_second = 0.0
        self._clock = clock
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for the next free moment."""
        if self.per_second <= 0:
            return
        with self._lock:
            now = self._clock()
            at = max(now, self._next)
            self._next = at + 1 / self.per_second
        if at > now:
            time.sleep(at - now)


def _client(settings: Ses) -> Any:
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import ProfileNotFound
    except ImportError as error:
        raise BadInput(
            "Amazon SES needs a library that is not installed", hint='pip install "pressctl[ses]"'
        ) from error
    try:
        session = boto3.Session(profile_name=settings.profile, region_name=settings.region)
    except ProfileNotFound as error:
        raise BadInput(f'there is no profile "{settings.profile}" on this machine', hint="check [mail.ses]") from error
    config = Config(
        connect_timeout=min(settings.timeout, 30.0),
        read_timeout=settings.timeout,
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=settings.connections,
    )
    return session.client("ses", config=config)


def _refused(error: Any) -> Outcome:
    """Return what is known after an answer that is no yes."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)) or None
    words = _words(error)
    low = words.lower()
    if code in _OURS or _NOT_VERIFIED in low or (code in _LATER and _QUOTA in low):
        return Outcome(DeliveryState.DEFERRED, Phase.MAIL, status, reply=words, stops_plan=True)
    if code in _LATER:
        return Outcome(DeliveryState.DEFERRED, Phase.DATA, status, reply=words)
    if status is not None and status >= 500:
        # It says that something went wrong on its side, and not whether the message had been taken by then.
        return Outcome(DeliveryState.UNCERTAIN, Phase.DOT, status, reply=words)
    return Outcome(DeliveryState.REJECTED, Phase.DATA, status, reply=words)


def _words(error: Any) -> str:
    told = error.response.get("Error", {})
    return " ".join(f"{told.get('Code', '')}: {told.get('Message', '')}".split())
