"""A real Postfix in a folder of its own: STARTTLS, SASL, unprivileged ports, relaying everything on to a sink.

Needs Debian's postfix and sasl2-bin, and root, under which Postfix starts its less privileged parts.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

USER, PASSWORD = "press@example.org", "a-password-of-the-test"
REFUSED, LATER = "nobody@example.com", "later@example.com"
"""Whom this server knows not, and whom it wants to hear of another time."""

_MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file = {root}/mail.log
maillog_file_prefixes = {root}
myhostname = relay.example.org
mydestination =
alias_maps =
local_recipient_maps =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:{sink}
smtp_tls_security_level = none
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {root}/certificate.pem
smtpd_tls_key_file = {root}/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
cyrus_sasl_config_path = {root}/sasl
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{ {refused} = 550 5.1.1 no such reader }} {{ {later} = 450 4.2.0 later }} }}
  permit_sasl_authenticated
  reject
smtpd_client_connection_count_limit = 0
"""

_SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

_SASL = """\
pwcheck_method: auxprop
auxprop_plugin: sasldb
mech_list: PLAIN LOGIN
sasldb_path: {root}/sasl/sasldb2
"""


@dataclass
class Postfix:
    """The server, and how to start and stop it."""

    root: Path
    port: int
    ca_file: Path

    def start(self) -> None:
        self._command("start")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as sock:
                if sock.recv(100).startswith(b"220"):
                    return
            time.sleep(0.05)
        raise AssertionError(f"Postfix does not answer:\n{self.log()}")

    def stop(self) -> None:
        """End it at once, whatever is under way; its queue stays."""
        self._command("abort", check=False)

    def waiting(self) -> int:
        """Return how many messages it has taken and not handed on."""
        folders = ("incoming", "active", "deferred", "maildrop")
        return sum(path.is_file() for folder in folders for path in (self.root / "queue" / folder).rglob("*"))

    def log(self) -> str:
        file = self.root / "mail.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def _command(self, verb: str, *, check: bool = True) -> None:
        subprocess.run(
            ["postfix", "-c", str(self.root), verb], check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@contextmanager
def a_postfix(sink: int) -> Iterator[Postfix]:
    """Run it for as long as the block runs."""
    # Its parts run as another user, to whom pytest's own folders are closed.
    root = Path(tempfile.mkdtemp(prefix="pressctl-postfix-"))
    try:
        root.chmod(0o755)
        postfix = _laid_out(root, sink)
        postfix.start()
        try:
            yield postfix
        finally:
            postfix.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _laid_out(root: Path, sink: int) -> Postfix:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for folder in ("queue", "data", "sasl"):
        (root / folder).mkdir()
    shutil.chown(root / "data", "postfix")
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_pem.write_to_path(str(root / "key.pem"))
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(str(root / "certificate.pem"), append=True)
    (root / "key.pem").chmod(0o600)
    authority.cert_pem.write_to_path(str(root / "authority.pem"))
    settings = {"root": root, "port": port, "sink": sink, "refused": REFUSED, "later": LATER}
    (root / "main.cf").write_text(_MAIN.format(**settings), encoding="utf-8")
    (root / "master.cf").write_text(_SERVICES.format(**settings), encoding="utf-8")
    (root / "sasl" / "smtpd.conf").write_text(_SASL.format(**settings), encoding="utf-8")
    name, _, realm = USER.partition("@")
    accounts = root / "sasl" / "sasldb2"
    subprocess.run(
        ["saslpasswd2", "-p", "-c", "-f", str(accounts), "-u", realm, name], input=PASSWORD, text=True, check=True
    )
    shutil.chown(accounts, "postfix")
    return Postfix(root, port, root / "authority.pem")


def need_postfix(program: Callable[[str], str]) -> None:
    """Skip where it cannot run, with the reason; with CI=true that is a failure."""
    program("postfix")
    program("saslpasswd2")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        if os.environ.get("CI") == "true":
            pytest.fail("Postfix is started by root, and CI must have every part")
        pytest.skip("Postfix is started by root")
