"""What is held on one person as files to hand over: JSON for machines, text for people, and the mails themselves.

Such a file is known by its first words, so that erasing the person finds it.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

from pressctl.errors import BadInput, UsageError
from pressctl.frozen import Frozen
from pressctl.store.files import write_atomically
from pressctl.store.press_list.removal import OwnRow, rows_of
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.described import Words, described, utc
from pressctl.workflow.people.mails import Mail, mails_of
from pressctl.workflow.people.person import Identity, Person, look_up
from pressctl.workflow.people.told import told

_MARK = "pressctl contacts export --person"
_HEAD = ('{\n  "made_by": "' + _MARK).encode()
_TITLE = "Everything that this press office holds on one person"
_READ_ME = "person.txt"
_DATA = "person.json"
_KINDS = (".json", ".txt", ".zip")


class _Held(Frozen):
    """Everything that goes into the files."""

    person: Person
    own: tuple[OwnRow, ...]
    mails: tuple[Mail, ...]
    words: Words
    office: str
    made: datetime


class Handed(Frozen):
    """The file that was written."""

    path: Path
    person: Person
    mails: int
    octets: int


def hand_over(desk: Desk, who: Identity, path: Path, words: Words, *, replace: bool = False) -> Handed:
    """Write everything that is held on a person into one private file; its ending says in which form.

    `.zip` has both forms and the mails; `.json` and `.txt` are one form with the mails' words.

    Raises:
        UsageError: the ending is none of these.
        BadInput: as `workflow.person.look_up`; or the file is there already, or cannot be written.
    """
    if path.suffix.lower() not in _KINDS:
        raise UsageError(f"{path.name} ends in none of {', '.join(_KINDS)}", hint=".zip has everything, the mails too")
    if path.exists() and not replace:
        raise BadInput(f"{path} is there already", hint="write another name, or move it away")
    person = look_up(desk, who)
    own = rows_of(desk.workspace.contacts_file, person.identity.key)
    office = desk.config.office.name.get(desk.config.fallback_language)
    held = _Held(person, own, mails_of(desk, person), words, office, desk.clock().instant)
    content = {".json": _json_file, ".txt": _text_file, ".zip": _zip_file}[path.suffix.lower()](held)
    write_atomically(path, content, private=True)
    return Handed(path, person, len(held.mails), len(content))


def is_person_file(name: str, data: bytes) -> bool:
    """Say whether a file was written by `hand_over`."""
    suffix = Path(name).suffix.lower()
    if suffix == ".json":
        return data.startswith(_HEAD)
    if suffix == ".txt":
        return data.startswith(_TITLE.encode())
    if suffix != ".zip" or not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_DATA) as member:
            return member.read(len(_HEAD)) == _HEAD
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False


def _json_file(held: _Held) -> bytes:
    whole = {
        "made_by": _MARK,
        "version": 1,
        "made_at": utc(held.made),
        "person": described(held.person, held.own, held.words),
        "mails": [
            {
                "release": mail.sent.row.slug,
                "at": utc(mail.sent.row.at),
                "subject": mail.subject,
                "text": mail.text,
                "attachments": list(mail.attachments),
                "file": f"mails/{mail.name}" if mail.content is not None else None,
            }
            for mail in held.mails
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _text_file(held: _Held) -> bytes:
    lines = [_TITLE, f"{held.office}, {held.made:%Y-%m-%d %H:%M} UTC", ""]
    lines += told(held.person, held.own, held.words)
    for mail in held.mails:
        lines += ["", "-" * 72, f"Mail of {mail.sent.row.at:%Y-%m-%d %H:%M} UTC: {mail.subject}"]
        lines += [f"Attached: {', '.join(mail.attachments)}"] if mail.attachments else []
        lines += ["", mail.text.rstrip()]
    return ("\n".join(lines) + "\n").encode()


def _zip_file(held: _Held) -> bytes:
    whole = io.BytesIO()
    stamp = held.made.timetuple()[:6]
    files = [(_DATA, _json_file(held)), (_READ_ME, _text_file(held))]
    files += [(f"mails/{mail.name}", mail.content) for mail in held.mails if mail.content is not None]
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
