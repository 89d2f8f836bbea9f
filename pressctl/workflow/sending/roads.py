"""The roads that mail can take, made ready from the office's settings and the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.config.mail import Auth, Dkim, Smtp, TransportName
from pressctl.errors import BadInput
from pressctl.mail.base import Transport
from pressctl.mail.folder import FolderTransport
from pressctl.mail.settings import URL
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.sending.throttling import Limits

if TYPE_CHECKING:
    from pressctl.mail.dkim import Key, Signer
    from pressctl.mail.ses import SesTransport
    from pressctl.mail.smtp import SmtpTransport


def transport_for(desk: Desk, name: str | None = None) -> Transport:
    """Return the transport called `name`, or the one that the environment or `pressctl.toml` chooses.

    Nothing is opened yet.

    Raises:
        BadInput: the settings cannot be used; the message never holds a secret.
    """
    chosen = name or (TransportName.SMTP if desk.environment.get(URL) else desk.config.mail.transport)
    if chosen == TransportName.FOLDER:
        return folder_transport(desk.workspace.inside(desk.config.mail.folder.path))
    if chosen == TransportName.SES:
        return ses_transport(desk)
    from pressctl.mail.settings import smtp_settings

    return smtp_transport(desk, smtp_settings(desk.config.mail.smtp, desk.environment))


def ses_transport(desk: Desk) -> SesTransport:
    """Return the way through Amazon SES.

    Raises:
        BadInput: the office has no settings for it.
    """
    from pressctl.mail.ses import SesTransport

    settings = desk.config.mail.ses
    if settings is None:
        raise BadInput("Amazon SES is chosen and not set", hint='add [mail.ses] with region = "eu-central-1"')
    return SesTransport(settings)


def smtp_transport(desk: Desk, settings: Smtp) -> SmtpTransport:
    """Return the way through a mail server, with what one needs to log in.

    Raises:
        BadInput: a secret is lacking.
    """
    from pressctl.mail.settings import client_secret, keep_refresh_token, refresh_token, smtp_password
    from pressctl.mail.smtp import SmtpTransport

    ca_file = desk.workspace.inside(settings.ca_file) if settings.ca_file else None
    if settings.auth is Auth.XOAUTH2:
        from pressctl.mail.oauth import TokenSource

        tokens = TokenSource(
            settings,
            refresh_token(settings, desk.environment),
            client_secret(settings, desk.environment),
            keep=partial(keep_refresh_token, settings),
        )
        return SmtpTransport(settings, ca_file=ca_file, tokens=tokens)
    return SmtpTransport(settings, smtp_password(settings, desk.environment), ca_file=ca_file)


def signer_for(desk: Desk, name: str) -> Signer | None:
    """Return what signs the messages that leave by the transport called `name`; nothing where the office does not.

    Raises:
        BadInput: a key cannot be used, others may read it, or git would share it.
    """
    dkim = desk.config.mail.dkim
    if dkim is None or name != TransportName.SMTP:
        return None
    from pressctl.mail.addresses import domain_of
    from pressctl.mail.dkim import Signer
    from pressctl.model.contact import a_label

    domain = a_label(dkim.domain) if dkim.domain else domain_of(desk.config.from_address() or "")
    return Signer(domain, [signing_key(desk, path, selector) for path, selector in own_keys(dkim)])


def own_keys(dkim: Dkim) -> tuple[tuple[str, str], ...]:
    """Return path and selector of each key that the office signs with."""
    if dkim.ed25519_key is None or dkim.ed25519_selector is None:
        return ((dkim.key, dkim.selector),)
    return (dkim.key, dkim.selector), (dkim.ed25519_key, dkim.ed25519_selector)


def signing_key(desk: Desk, path: str, selector: str) -> Key:
    """Return a private key that nobody else can read.

    Raises:
        BadInput: it cannot be used, others may read it, or git would share it.
    """
    from pressctl.mail.dkim import read_key

    file = desk.workspace.inside(path)
    if os.name == "posix" and file.exists() and file.stat().st_mode & 0o077:
        raise BadInput(f"others may read the DKIM key {path}", hint=f"chmod 600 {path}")
    if _is_tracked(file):
        raise BadInput(
            f"git would share the DKIM key {path}",
            hint=f"git rm --cached {path}, and make a new key",
        )
    return read_key(file, selector)


def _is_tracked(file: Path) -> bool:
    """Say whether a repository above a file has it; nobody who has no git is asked."""
    git = shutil.which("git")
    if git is None or not any((folder / ".git").exists() for folder in file.resolve().parents):
        return False
    command = [git, "-C", str(file.parent), "ls-files", "--error-unmatch", "--", file.name]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603  # git, and our own file


def limits_for(desk: Desk, name: str) -> Limits:
    """Return how much the office, or its provider, lets leave by the transport called `name`."""
    if name != TransportName.SMTP:
        return Limits()
    from pressctl.mail.settings import smtp_settings

    known = smtp_settings(desk.config.mail.smtp, desk.environment)
    return Limits(known.per_second, known.per_hour, known.per_day, known.per_domain_hour)


def folder_transport(folder: Path) -> FolderTransport:
    """Return the rehearsal's transport, which writes private files whole."""
    return FolderTransport(folder, write=partial(write_atomically, private=True), make_folder=make_private_folder)
