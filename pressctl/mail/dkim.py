"""DKIM: what a receiver can prove of a message (RFC 6376; RFC 8463 for ed25519).

Relaxed in header and body. From, To, Subject and Date are signed once more often than they stand in the message, so
that nobody can add another one. No time of signing is given: a retry sends the same octets.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.mail.letter import Letter

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_TWICE = ("from", "to", "subject", "date")
_SIGNED = (
    *_TWICE, "reply-to", "message-id", "in-reply-to", "references", "mime-version", "content-type",
    "content-transfer-encoding", "content-language", "list-id", "list-unsubscribe", "list-unsubscribe-post",
    "auto-submitted",
)  # fmt: skip
"""RFC 6376 §5.4.1, and what RFC 8058 §4 demands."""

_SHORTEST = 2048
"""Bits (RFC 8301 §3.2 asks signers for at least 1024, large mailboxes for 2048)."""

_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r]|\r\n[ \t])*)\r\n")
_SPACE = re.compile(rb"[ \t]+")
_FOLDED = re.compile(rb"\r\n(?=[ \t])")


class Key(Frozen):
    """A private key, and under which name its public half is published."""

    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey

    @property
    def algorithm(self) -> str:
        """`rsa-sha256` or `ed25519-sha256`."""
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"

    def published(self) -> str:
        """Return `p=` of the record that publishes it (RFC 6376 §3.6.1, RFC 8463 §4)."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        raw = self.algorithm == "ed25519-sha256"
        public = self.private.public_key().public_bytes(
            Encoding.Raw if raw else Encoding.DER, PublicFormat.Raw if raw else PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(public).decode("ascii")

    def sign(self, octets: bytes) -> bytes:
        """Return the signature of what is to be signed."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA256

        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(hashlib.sha256(octets).digest())  # RFC 8463 §3
        return self.private.sign(octets, PKCS1v15(), SHA256())


def read_key(path: Path, selector: str) -> Key:
    """Read a private key in PEM.

    Raises:
        BadInput: it cannot be read, others can, it is too short, or it is another kind of key.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise BadInput("signing needs a library that is not installed", hint="pip install 'pressctl[dkim]'") from error
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise BadInput(f"the DKIM key {path.name} cannot be read: {(error.strerror or '').lower()}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadInput(f"{path.name} is not a private key in PEM without a password") from error
    if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey):
        raise BadInput(f"{path.name} is neither an RSA nor an Ed25519 key")
    if isinstance(private, RSAPrivateKey) and private.key_size < _SHORTEST:
        raise BadInput(
            f"the DKIM key {path.name} has {private.key_size} bits, {_SHORTEST} are wanted",
            hint=f"openssl genrsa -out {path.name} {_SHORTEST}",
        )
    return Key(selector, private)


class Signer:
    """Signs the letters of one domain, with one key or with two."""

    def __init__(self, domain: str, keys: Sequence[Key]) -> None:
        """Take the domain as the name servers know it; the first key's signature stands first."""
        self._domain = domain
        self._keys = tuple(keys)
        self._shared: tuple[bytes, bytes] = (b"", b"")
        """What all letters of a part share, and its canonical form, which is made once."""

    def signed(self, letter: Letter) -> Letter:
        """Return the letter with its signatures before everything else."""
        end = letter.head.index(b"\r\n\r\n") + 2
        body_hash = self._body_hash(letter.head[end + 2 :], letter.tail)
        names, headers = _canonical_headers(letter.head[:end])
        lines = [self._signature(key, body_hash, names, headers) for key in self._keys]
        return Letter(b"".join([*lines, letter.head]), letter.tail, dotted=letter.dotted)

    def _body_hash(self, begin: bytes, shared: bytes) -> str:
        if self._shared[0] is not shared:
            self._shared = (shared, _without_empty_end(_canonical_lines(shared)))
        rest = self._shared[1]
        first = _canonical_lines(begin)
        digest = hashlib.sha256(first if rest else _without_empty_end(first))
        digest.update(rest)
        return base64.b64encode(digest.digest()).decode("ascii")

    def _signature(self, key: Key, body_hash: str, names: str, headers: bytes) -> bytes:
        value = (
            f" v=1; a={key.algorithm}; c=relaxed/relaxed; d={self._domain};\r\n s={key.selector};\r\n"
            f" h={names};\r\n bh={body_hash};\r\n b="
        )
        unsigned = b"dkim-signature:" + _canonical_value(value.encode("ascii"))
        signature = base64.b64encode(key.sign(headers + unsigned)).decode("ascii")
        pieces = "\r\n ".join(signature[at : at + 72] for at in range(0, len(signature), 72))
        return f"DKIM-Signature:{value}{pieces}\r\n".encode("ascii")


def _canonical_headers(headers: bytes) -> tuple[str, bytes]:
    """Return `h=` and the signed headers in its order (RFC 6376 §3.4.2); one that is named once more is not there."""
    standing: dict[str, bytes] = {}
    for match in _HEADER.finditer(headers):
        name = match[1].decode("ascii").lower()
        standing[name] = name.encode("ascii") + b":" + _canonical_value(match[2])
    names = [name for name in _SIGNED if name in standing]
    lines = b"".join(standing[name] + b"\r\n" for name in names)
    listed = [part for name in names for part in ([name, name] if name in _TWICE else [name])]
    return ":\r\n  ".join(":".join(listed[at : at + 5]) for at in range(0, len(listed), 5)), lines


def _canonical_value(value: bytes) -> bytes:
    return _SPACE.sub(b" ", _FOLDED.sub(b"", value)).strip(b" ")


def _canonical_lines(lines: bytes) -> bytes:
    """Return lines in the relaxed form (RFC 6376 §3.4.4), their empty end apart."""
    return _SPACE.sub(b" ", lines).replace(b" \r\n", b"\r\n")


def _without_empty_end(lines: bytes) -> bytes:
    kept = lines.rstrip(b"\r\n")
    return kept + b"\r\n" if kept else b""
