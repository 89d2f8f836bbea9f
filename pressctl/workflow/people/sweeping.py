"""Every file of the workspace that holds a person: which pressctl made and can give up, and which are the office's own.

What pressctl made:

```
outbox/**.eml                        mail to the person goes; mail to others has nobody else's address in it
releases/*/out/, releases/*/review/  a copy that holds the address goes: it can be made, or sent, again
releases/*/out/preview.*          a mail that greets the person goes, by whatever words
releases/*/versions/*/*/source/      the address goes out of the text; MANIFEST says so
.pressctl/                           notes and half-given answers: the address goes out of the text
.*.part                              what an interrupted writing left
person exports                       files that `contacts export --person` wrote
```

Everything else is the office's own: its places are named and nothing is changed. What a release says in public
(`versions/` beside `source/`) stays as it was published.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.utils import getaddresses
from enum import StrEnum
from pathlib import Path, PurePosixPath

from pressctl.config.regular import read_file
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.store.files import file_error, write_atomically
from pressctl.store.press_list.removal import without_rows
from pressctl.store.sought import ERASED, Kind, Sought
from pressctl.store.traces import holds_address, traces
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.files import is_person_file

LARGEST = 256_000_000
"""Bytes of a file that is looked into."""

Step = Callable[[str], None]
"""Told before each thing that is taken away."""

MANIFEST = "MANIFEST"

_PREVIEW = re.compile(r"releases/[^/]+/out/preview\.[^/]+\.mail\.html")
"""A mail made to be looked at, which greets one person."""
_PART = re.compile(r"\..*\.part")
_RECORD = re.compile(r"pressctl\.db(-wal|-shm|-journal|-.*\.lock)?")
"""The record itself, which is emptied by queries; a copy of it under another name is the office's own."""
_ADDRESSED = frozenset({"to", "cc", "bcc", "delivered-to"})
_NOT_ENTERED = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


class Fate(StrEnum):
    """What becomes of a file that pressctl made."""

    DELETE = "delete"
    CLEAN = "clean"
    """It loses the person and is kept."""


class MadeFile(Frozen):
    """A file that pressctl made and that holds the person."""

    path: str
    """From the workspace's root, with slashes."""
    fate: Fate
    what: str
    """`mail to this person`, `archived source`."""
    was: str | None = None
    """SHA-256 of an archived file before it is cleaned."""


def look_through(
    desk: Desk, sought: Sought, progress: Callable[[int, int], None]
) -> tuple[tuple[MadeFile, ...], tuple[Problem, ...], tuple[str, ...]]:
    """Return what pressctl made and would give up, the places in the office's own files, and what could not be seen.

    Raises:
        BadInput: a file cannot be read.
    """
    root = desk.workspace.root
    paths = list(_files(root))
    made: list[MadeFile] = []
    left: list[Problem] = []
    notes = list(_notes(root))
    for number, path in enumerate(paths, start=1):
        progress(number, len(paths))
        relative = path.relative_to(root).as_posix()
        data = _read(path, relative, notes)
        if data is None:
            continue
        file = _made(desk, relative, data, sought)
        if file is not None:
            made.append(file)
        elif path == desk.workspace.contacts_file:
            left.extend(_places_in_list(relative, data, sought))
        elif not _published(relative):
            left.extend(_own_places(relative, data, sought))
    return tuple(made), tuple(left), tuple(notes)


def give_up(desk: Desk, files: tuple[MadeFile, ...], sought: Sought, step: Step) -> tuple[int, int]:
    """Delete or clean the files, and return how many of each; one that is gone already counts for nothing.

    Raises:
        BadInput: a file cannot be changed.
    """
    deleted = cleaned = 0
    for file in files:
        step(file.path)
        path = desk.workspace.root / file.path
        if file.fate is Fate.CLEAN and path.exists():
            _clean(path, file, sought, desk.clock().instant.date().isoformat())
            cleaned += 1
        elif file.fate is Fate.DELETE:
            deleted += _delete(path)
    return deleted, cleaned


def _files(root: Path) -> Iterator[Path]:
    """Yield every regular file of the workspace but the record's; links are not followed out of it."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name for name in folders if name not in _NOT_ENTERED and not (Path(folder) / name / "pyvenv.cfg").exists()
        )
        for name in sorted(names):
            path = Path(folder) / name
            if Path(folder) == root and _RECORD.fullmatch(name):
                continue
            if path.is_file():
                yield path


def _read(path: Path, relative: str, notes: list[str]) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST:
            notes.append(f"{relative} is too large to be looked into")
            return None
        return read_file(path)
    except FileNotFoundError:  # taken away since it was listed
        return None
    except OSError as error:
        raise BadInput(f"{relative} cannot be read: {error.strerror}") from error


def _notes(root: Path) -> Iterator[str]:
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            yield "this folder is kept under git: older states of its files may still hold the person"
            return


def _made(desk: Desk, relative: str, data: bytes, sought: Sought) -> MadeFile | None:
    """Return what becomes of a file, or nothing where it is not pressctl's or does not hold the person."""
    name = PurePosixPath(relative).name
    if name.endswith(".eml") and _in_outbox(desk, relative):
        to_them = _is_to(data, sought, name)
        return MadeFile(relative, Fate.DELETE, "mail to this person") if to_them else None
    if _PREVIEW.fullmatch(relative) and traces(data, sought.as_greeted(), most=1):
        return MadeFile(relative, Fate.DELETE, "a mail as this person would see it")
    rule = _rule(relative) or (_PERSON_FILE if is_person_file(name, data) else None)
    if rule is None:
        return None
    fate, what = rule
    named = sought.is_named_by(name)
    if not named and not holds_address(data, sought):
        return None
    was = hashlib.sha256(data).hexdigest() if rule == _SOURCE else None
    return MadeFile(relative, Fate.DELETE if named else fate, what, was)


_Rule = tuple[Fate, str]
_SOURCE: _Rule = (Fate.CLEAN, "archived source")
_PERSON_FILE: _Rule = (Fate.DELETE, "an export of this person's data")


def _rule(relative: str) -> _Rule | None:
    """Return what becomes of a file of this place if it holds the person."""
    parts = PurePosixPath(relative).parts
    if _PART.fullmatch(parts[-1]):
        return Fate.DELETE, "left by an interrupted writing"
    if parts[0] == ".pressctl":
        return Fate.CLEAN, "notes of pressctl"
    if parts[0] != "releases" or len(parts) < 4:
        return None
    if parts[2] == "versions" and "source" in parts[3:-1]:
        return _SOURCE
    return {"out": (Fate.DELETE, "an export"), "review": (Fate.DELETE, "a review copy")}.get(parts[2])


def _in_outbox(desk: Desk, relative: str) -> bool:
    folders = {"outbox", PurePosixPath(desk.config.mail.folder.path.replace("\\", "/")).as_posix()}
    return any(relative.startswith(f"{folder}/") for folder in folders)


def _is_to(data: bytes, sought: Sought, name: str) -> bool:
    """Say whether a message is addressed to the person; mail to others has nobody else's address in it.

    Its file's name speaks where it says nobody: `bücher` and `bácher` are both written `b_cher` there.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    raw = (str(value) for field, value in message.raw_items() if field.lower() in _ADDRESSED)
    fields = [value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for value in raw]  # RFC 6532
    keys = set()
    for _, address in getaddresses(fields):
        try:
            keys.add(recipient_key(address))
        except ValueError:
            continue
    if any(kind is Kind.ADDRESS for field in fields for _, kind in sought.places(field)):
        return True
    return recipient_key(sought.address) in keys or (not keys and sought.is_named_by(name))


def _published(relative: str) -> bool:
    """Say whether a file is what a release said in public, as it was archived."""
    parts = PurePosixPath(relative).parts
    return len(parts) > 4 and parts[0] == "releases" and parts[2] == "versions"


def _places_in_list(relative: str, data: bytes, sought: Sought) -> Iterator[Problem]:
    """Yield where the list names the person outside of the person's own rows."""
    try:
        rest = without_rows(data, relative, recipient_key(sought.address))
    except BadInput:
        rest = data
    yield from _own_places(relative, rest, sought)


def _own_places(relative: str, data: bytes, sought: Sought) -> Iterator[Problem]:
    if sought.is_named_by(PurePosixPath(relative).name):
        yield Problem("the file's name holds the address", path=relative)
    for trace in traces(data, sought):
        yield Problem(f"the {trace.kind.value}", path=relative, line=trace.line, where=trace.inside)


def _delete(path: Path) -> int:
    try:
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise file_error(path, error) from error
    # A folder that held nothing else is gone with it; one that is not empty refuses.
    try:
        path.parent.rmdir()
    except OSError:
        return 1
    return 1


def _clean(path: Path, file: MadeFile, sought: Sought, day: str) -> None:
    data = read_file(path)
    cleaned = _without(data, path.name, sought)
    if cleaned is None:
        _delete(path)
    else:
        write_atomically(path, cleaned, private=True)
    if file.was is not None:
        _mend_manifest(path, file.was, cleaned, day)


def _without(data: bytes, name: str, sought: Sought) -> bytes | None:
    """Return the text without the person; nothing where it is no text, or the person hides in it."""
    try:
        text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError:
        return None
    if name.endswith(".csv"):
        try:
            text = without_rows(data, name, recipient_key(sought.address)).decode("utf-8-sig")
        except BadInput:
            text = data.decode("utf-8-sig")
    cleaned = sought.without(text).encode()
    return None if holds_address(cleaned, sought) else cleaned


def _mend_manifest(path: Path, was: str, cleaned: bytes | None, day: str) -> None:
    """Say in MANIFEST that a file was cleaned: what it was stands in a comment, which `sha256sum --check` passes over.

    Killed between the two writings, the file no longer holds the person and its line still says what it was; the
    record's event has the same hash.
    """
    folder = next((parent for parent in path.parents if (parent / MANIFEST).is_file()), None)
    if folder is None:
        return
    manifest = folder / MANIFEST
    name = path.relative_to(folder).as_posix()
    now = "" if cleaned is None else f"{hashlib.sha256(cleaned).hexdigest()}  {name}\n"
    line = re.compile(rf"(?m)^[0-9a-f]{{64}}  {re.escape(name)}\n")
    said = f"# {ERASED} {day}: a person was taken out of {name}, which was {was}\n{now}"
    text = manifest.read_text(encoding="utf-8")
    write_atomically(manifest, line.sub(lambda _: said, text).encode(), private=True)
