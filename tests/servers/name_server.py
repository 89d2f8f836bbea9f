"""A real name server (dnspython over UDP) that knows a few TXT and MX records, or never answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@contextmanager
def name_server(
    records: Mapping[str, tuple[str, ...]], *, silent: bool = False, mail: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[int]:
    """Answer for as long as the block runs; yields the port on 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(0.2)
        ended = threading.Event()
        answering = threading.Thread(target=_answer, args=(sock, records, mail or {}, silent, ended), daemon=True)
        answering.start()
        try:
            yield sock.getsockname()[1]
        finally:
            ended.set()
            answering.join(2)


def _answer(
    sock: socket.socket,
    records: Mapping[str, tuple[str, ...]],
    mail: Mapping[str, tuple[str, ...]],
    silent: bool,
    ended: threading.Event,
) -> None:
    while not ended.is_set():
        try:
            data, peer = sock.recvfrom(4096)
        except TimeoutError:
            continue
        if not silent:
            sock.sendto(_reply(data, records, mail), peer)


def _reply(data: bytes, records: Mapping[str, tuple[str, ...]], mail: Mapping[str, tuple[str, ...]]) -> bytes:
    query = dns.message.from_wire(data)
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.RA
    name = query.question[0].name.to_text(omit_final_dot=True).lower()
    if query.question[0].rdtype == dns.rdatatype.MX and name in mail:
        if mail[name]:
            reply.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "MX", *mail[name]))
    elif query.question[0].rdtype != dns.rdatatype.TXT and name in {*records, *mail}:
        pass
    elif name in records:
        parts = [" ".join(f'"{text[i : i + 200]}"' for i in range(0, len(text), 200)) for text in records[name]]
        if parts:
            reply.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "TXT", *parts))
    else:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()
