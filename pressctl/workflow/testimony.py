"""What somebody said outside of pressctl, as the officer tells it: when it was said, and the file that proves it."""

from __future__ import annotations

from pathlib import Path

from pressctl.config.schema import Config
from pressctl.errors import BadInput
from pressctl.language.dates import embargo_moment
from pressctl.language.reading import Side
from pressctl.model.moment import Moment
from pressctl.store.agreements.evidence import Evidence
from pressctl.workflow.typed_times import moment_of

LARGEST = 25 * 1024 * 1024
"""Octets of a file of evidence: a mail with its attachments, a scan."""


def said_at(text: str | None, now: Moment, config: Config) -> Moment:
    """Return when something was said: now, unless a time was typed.

    Raises:
        BadInput: it is none, or has not come yet.
    """
    if text is None:
        return now
    said = moment_of(text, now, config, option="--at", zone=now.zone, side=Side.BEHIND)
    if said.instant > now.instant:
        raise BadInput(f"{embargo_moment(said, 'en')} has not come yet; an answer is recorded once it was given")
    return said


def read_evidence(path: Path) -> Evidence:
    """Return a file of evidence.

    Raises:
        BadInput: it cannot be read, is empty, or far too large for a mail or a scan.
    """
    try:
        if not path.is_file():
            raise BadInput(f"{path} is no file; evidence is a mail, a scan or a note in a file")
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST // 1024**2} MB", hint="give the mail or the page alone")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if not content:
        raise BadInput(f"{path} is empty; it proves nothing")
    return Evidence(path.name, content)
