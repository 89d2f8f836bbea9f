"""Amazon SES: what each of its answers means, and that no message is handed over twice."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pressctl.config.mail import Ses
from pressctl.errors import BadInput
from pressctl.mail.base import Envelope, ServerUnavailable
from pressctl.mail.errands import Ended, Errand, Ready
from pressctl.mail.letter import letter_of
from pressctl.mail.ses import SesTransport
from pressctl.model.delivery import DeliveryState

MESSAGE = b"From: press@example.org\r\nTo: a@example.com\r\n\r\nHello\r\n"
QUOTA = """<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult>
<Max24HourSend>{most}</Max24HourSend><MaxSendRate>{rate}</MaxSendRate><SentLast24Hours>{sent}</SentLast24Hours>
</GetSendQuotaResult></GetSendQuotaResponse>"""
SENT = """<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>
<MessageId>0107018f-example</MessageId></SendRawEmailResult></SendRawEmailResponse>"""
ERROR = """<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>
<Code>{code}</Code><Message>{words}</Message></Error></ErrorResponse>"""


class Amazon:
    """Answers as it is told, and counts what it was asked."""

    def __init__(self) -> None:
        self.quota = QUOTA.format(most=50000, rate=1000, sent=7)
        self.answer = (200, SENT)
        self.asked: list[str] = []
        self.pause = 0.0
        """Seconds that each message is held, until `company` of them were there at once."""
        self.company = 99
        self.together = threading.Event()
        self.drops = False
        self.at_once = self.most_at_once = 0


@contextmanager
def amazon() -> Iterator[Amazon]:
    told = Amazon()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            action = body.partition("Action=")[2].partition("&")[0]
            with lock:
                told.asked.append(action)
                told.at_once += 1
                told.most_at_once = max(told.most_at_once, told.at_once)
                if told.at_once >= told.company:
                    told.together.set()
            status, text = (200, told.quota) if action == "GetSendQuota" else told.answer
            if action != "GetSendQuota":
                told.together.wait(told.pause)
            with lock:
                told.at_once -= 1
            if told.drops and action != "GetSendQuota":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    wanted = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "example",
        "AWS_SECRET_ACCESS_KEY": "example",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def transport(timeout: float = 60, **settings: object) -> SesTransport:
    return SesTransport(Ses.model_validate({"region": "eu-central-1", "timeout": timeout, **settings}))


def envelope(recipient: str = "a@example.com") -> Envelope:
    return Envelope("press@example.org", recipient, "2018-10-30-a1", 1)


def test_what_is_taken_arrives_under_an_identity_of_amazons() -> None:
    with amazon():
        for region, host in (("eu-central-1", "eu-central-1"), ("us-east-1", "email")):
            ses = transport(region=region)
            ses.open()
            outcome = ses.deliver(envelope(), MESSAGE)
            ses.close()
            assert outcome.state is DeliveryState.ACCEPTED
            assert outcome.message_id == f"<0107018f-example@{host}.amazonses.com>"


@pytest.mark.parametrize(
    ("status", "code", "words", "state", "stops"),
    [
        (400, "Throttling", "Maximum sending rate exceeded.", DeliveryState.DEFERRED, False),
        (400, "Throttling", "Daily message quota exceeded.", DeliveryState.DEFERRED, True),
        (400, "MessageRejected", "Email address is not verified. The following identities failed the check",
         DeliveryState.DEFERRED, True),
        (400, "MessageRejected", "Message content was rejected", DeliveryState.REJECTED, False),
        (400, "InvalidParameterValue", "Missing final '@domain'", DeliveryState.REJECTED, False),
        (400, "ConfigurationSetDoesNotExist", "no such set", DeliveryState.DEFERRED, True),
        (403, "AccessDenied", "not authorized to perform ses:SendRawEmail", DeliveryState.DEFERRED, True),
        (500, "InternalFailure", "An internal error occurred", DeliveryState.UNCERTAIN, False),
        (503, "ServiceUnavailable", "Service is unavailable", DeliveryState.DEFERRED, False),
    ],
)  # fmt: skip
def test_an_answer_says_what_is_known(status: int, code: str, words: str, state: DeliveryState, stops: bool) -> None:
    with amazon() as told:
        ses = transport()
        ses.open()
        told.answer = (status, ERROR.format(code=code, words=words))
        outcome = ses.deliver(envelope(), MESSAGE)
        ses.close()
    assert (outcome.state, outcome.stops_plan, outcome.code) == (state, stops, status)
    assert words in outcome.reply
    assert told.asked.count("SendRawEmail") == 1  # the library's own repetitions are off


@pytest.mark.parametrize("lost", ["late", "dropped"])
def test_a_lost_answer_leaves_it_in_doubt_and_nothing_is_repeated(lost: str) -> None:
    with amazon() as told:
        ses = transport(timeout=2)
        ses.open()
        told.pause, told.drops = (60.0, False) if lost == "late" else (0.0, True)
        outcome = ses.deliver(envelope(), MESSAGE)
        told.together.set()  # nobody waits for the late answer any more
        ses.close()
    assert (outcome.state, outcome.connection_lost) == (DeliveryState.UNCERTAIN, True)
    assert told.asked.count("SendRawEmail") == 1


def test_nobody_there_is_said_and_nothing_was() -> None:
    with amazon() as told:
        ses = transport()
        ses.open()
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    before = dict(os.environ)
    os.environ.update(
        {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{closed}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    )
    try:
        with pytest.raises(ServerUnavailable, match="nothing answers there"):
            transport().open()
    finally:
        os.environ.clear()
        os.environ.update(before)
    outcome = ses.deliver(envelope(), MESSAGE)  # its server has gone meanwhile
    assert outcome.state is DeliveryState.DEFERRED
    assert told.asked.count("SendRawEmail") == 0


def test_a_day_that_is_used_up_is_said_before_anything_leaves() -> None:
    with amazon() as told:
        told.quota = QUOTA.format(most=200, rate=1, sent=200)
        with pytest.raises(ServerUnavailable, match="200 of 200 messages of this day are used up"):
            transport().open()


def test_without_credentials_it_says_where_they_belong(monkeypatch: pytest.MonkeyPatch) -> None:
    with amazon():
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        with pytest.raises(BadInput, match="no credentials"):
            transport().open()
        with pytest.raises(BadInput, match="no profile"):
            transport(profile="somebody").open()


def test_an_address_beyond_ascii_is_refused_here() -> None:
    with amazon() as told:
        ses = transport()
        ses.open()
        outcome = ses.deliver(envelope("aygün@example.com"), MESSAGE)
        ses.close()
    assert outcome.state is DeliveryState.REJECTED
    assert "ASCII" in outcome.reply
    assert told.asked.count("SendRawEmail") == 0


def test_no_more_leave_in_a_second_than_the_account_may_send() -> None:
    with amazon() as told:
        told.quota = QUOTA.format(most=50000, rate=20, sent=0)
        ses = transport()
        ses.open()
        began = time.monotonic()
        for _ in range(5):
            ses.deliver(envelope(), MESSAGE)
        assert time.monotonic() - began >= 4 / 20
        ses.close()


def test_several_are_under_way_at_once_and_never_more_than_the_office_allows() -> None:
    with amazon() as told:
        told.pause, told.company = 20, 3
        carrier = transport(connections=3).carrier()
        carrier.open()
        carrier.widen(9)
        assert (carrier.width, carrier.room) == (3, 3)
        left, ended = 6, 0
        while ended < 6:
            while left and carrier.room:
                assert isinstance(carrier.announce(envelope(), letter_of(MESSAGE)), Errand)
                left -= 1
            for event in carrier.wait(1.0):
                if isinstance(event, Ready):
                    carrier.proceed(event.errand)
                elif isinstance(event, Ended):
                    ended += 1
        carrier.close()
    assert told.most_at_once == 3
    assert told.asked.count("SendRawEmail") == 6
