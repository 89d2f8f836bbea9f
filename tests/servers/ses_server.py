"""Amazon SES as its own interface shows it: moto's server, over real sockets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

REGION = "eu-central-1"


@contextmanager
def ses_server(*verified: str) -> Iterator[dict[str, str]]:
    """Run it, with these domains verified; yield the environment in which the library finds it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "example",
        "AWS_SECRET_ACCESS_KEY": "example",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        _ask("reset")
        for domain in verified:
            client().verify_domain_identity(Domain=domain)
        yield environment
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def client() -> Any:
    import boto3

    return boto3.client("ses", region_name=REGION)


def taken() -> list[tuple[str, bytes]]:
    """Return what was handed over: (recipient, message)."""
    from moto.ses.models import ses_backends

    sent = ses_backends["123456789012"][REGION].sent_messages
    return [(message.destinations[0], message.raw_data.encode()) for message in sent]


def _ask(what: str) -> None:
    from urllib.request import Request, urlopen

    url = f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/{what}"
    with urlopen(Request(url, method="POST")):  # noqa: S310  # our own server
        pass
