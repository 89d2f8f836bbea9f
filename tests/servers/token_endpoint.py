"""An endpoint that gives tokens for a refresh token (RFC 6749 §6), over plain HTTP on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs


@dataclass
class Endpoint:
    """What it answers, and what it was asked."""

    answers: list[tuple[int, object]]
    """(status, JSON) in turn; the last one stays."""
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def token_endpoint(*answers: tuple[int, object]) -> Iterator[Endpoint]:
    """Answer for as long as the block runs."""
    endpoint = Endpoint(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            endpoint.asked.append({name: values[0] for name, values in form.items()})
            status, answer = endpoint.answers.pop(0) if len(endpoint.answers) > 1 else endpoint.answers[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode() if not isinstance(answer, bytes) else answer)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the library's name
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/token"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()
