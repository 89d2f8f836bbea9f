"""The roads that mail can take, made ready from the office's settings and the environment."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pressctl.config.schema import TransportName
from pressctl.mail.base import Transport
from pressctl.mail.folder import FolderTransport
from pressctl.mail.settings import URL
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.desk import Desk


def transport_for(desk: Desk, name: str | None = None) -> Transport:
    """Return the transport called `name`, or the one that the environment or `pressctl.toml` chooses.

    Nothing is opened yet.

    Raises:
        BadInput: the settings cannot be used; the message never holds a secret.
    """
    chosen = name or (TransportName.SMTP if desk.environment.get(URL) else desk.config.mail.transport)
    if chosen == TransportName.FOLDER:
        return folder_transport(desk.workspace.inside(desk.config.mail.folder.path))
    from pressctl.mail.settings import smtp_password, smtp_settings
    from pressctl.mail.smtp import SmtpTransport

    settings = smtp_settings(desk.config.mail.smtp, desk.environment)
    ca_file = desk.workspace.inside(settings.ca_file) if settings.ca_file else None
    return SmtpTransport(settings, smtp_password(settings, desk.environment), ca_file=ca_file)


def folder_transport(folder: Path) -> FolderTransport:
    """Return the rehearsal's transport, which writes private files whole."""
    return FolderTransport(folder, write=partial(write_atomically, private=True), make_folder=make_private_folder)
