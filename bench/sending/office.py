"""An office with one release and as many journalists as are wanted; its mail leaves through a server here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

SLUG = "2027-03-22-sirens-and-gauges"
CONNECTIONS = 32
PARAGRAPHS = 6
SAMPLE = 200
"""Messages whose mean size stands for all."""

_OFFICE = """
[office]
name = "Example Mission"
place = "Baku"
timezone = "Asia/Baku"
languages = ["en"]
email = "press@example.org"
contact = "nigar"
organisation = "mission"

[organisations.mission]
name = "Example Mission"
boilerplate = "The Example Mission is an invented office, made to be measured."
logo = "logo.png"

[people.nigar]
name = "Nigar Example"
title = "Press Officer"
email = "nigar@example.org"
phones = ["+994 12 555 01 00"]

[mail]
transport = "smtp"
from_name = "Example Mission, Press Office"

[mail.smtp]
host = "127.0.0.1"
port = {port}
tls = "{tls}"
connections = {connections}
{more}
"""

_LOGO = (240, 200)
"""Pixels; in the document they come to some 50 KB."""

_RELEASE = """---
id: 7c1f6f2e-90c1-4a53-9d7b-0d7a2f1e4b11
kind: announcement
original: en
headline: Sirens and gauges for twelve villages on the Example River
dateline:
  place: Baku
  date: 2027-03-22
organisers:
  - mission
contacts:
  - nigar
boilerplates:
  - mission
---

"""

_PARAGRAPH = (
    "The Example Mission and the village councils put twelve gauges into the Example River on Monday. When the water "
    "rises by more than thirty centimetres in an hour, a siren sounds in the school of each village, and the people "
    "on duty have a quarter of an hour longer than last spring to close the lower road and wake the houses beside it."
)

_QUOTATION = """> A quarter of an hour is what a family needs to wake the children and carry the old people up the hill.
> — Nigar Example, Press Officer, Example Mission
"""


def furnish(
    folder: Path,
    recipients: int,
    *,
    port: int,
    tls: str = "none",
    more: str = "",
    connections: int = CONNECTIONS,
    paragraphs: int = PARAGRAPHS,
) -> Path:
    """Make the office in `folder` and return its workspace."""
    workspace = folder / "office"
    release = workspace / "releases" / SLUG
    release.mkdir(parents=True)
    settings = _OFFICE.format(port=port, tls=tls, connections=connections, more=more)
    (workspace / "pressctl.toml").write_text(settings, encoding="utf-8")
    body = "\n\n".join(f"{_PARAGRAPH} This is paragraph {number}." for number in range(1, paragraphs + 1))
    (release / "en.md").write_text(f"{_RELEASE}{body}\n\n{_QUOTATION}", encoding="utf-8")
    _draw(workspace / "logo.png")
    write_contacts(workspace / "contacts.csv", recipients)
    return workspace


def _draw(path: Path) -> None:
    """Draw a logo that no compression makes small: with it the attached document has the size of a usual one."""
    from PIL import Image

    Image.effect_noise(_LOGO, 60).save(path)


def write_key(path: Path, key: RSAPrivateKey | Ed25519PrivateKey) -> None:
    """Write a private key that nobody else can read."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    path.touch(0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def write_contacts(path: Path, number: int) -> None:
    """Write a list as a new office's has it: sixteen columns, the usual ones filled."""
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write(
            "email,name,given_name,family_name,salutation,outlet,role,language,country,timezone,beats,tags,phone,"
            "embargo_trusted,basis,notes\n"
        )
        for n in range(number):
            file.write(
                f"reporter{n}@desk{n % 977}.example.com,Aygün Nümunə {n},Aygün,Nümunə,,Example TV {n % 50},Editor,en,"
                f'AZ,Asia/Baku,politics;law,tv;baku,+994 12 000 {n % 100_000:05},,"consent, 2018-01-01, form",\n'
            )


def desk_of(workspace: Path) -> Desk:
    """Return the desk that a command would have in this workspace."""
    place = Workspace(workspace)
    return Desk(place, load_config(place.config_file), lambda: Moment(datetime.now(UTC), "Asia/Baku"), "bench", {})
