"""`releases/<slug>/versions/N/`: what left the office, with the sha256 of every file.

```
versions/3/
  source/en.md …             the release's files, byte for byte
  2018-10-30-a1/             a plan that sent this version
    en.subject.txt, en.txt, en.html     what everybody of a language got; slots where the personal words went
    attachments/…
  MANIFEST                   sha256 and path of each, as `sha256sum --check` reads it
```
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pressctl.model.delivery import Channel, Plan
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.opening import Opened

_SLOT = str.maketrans({"\ue000": "{{", "\ue001": "}}"})


def archive_version(opened: Opened, plan: Plan) -> Path:
    """Write what a plan is about to send; return the version's folder.

    Raises:
        PressctlError: the folder cannot be written or the disk is full; then nothing must be sent.
    """
    folder = opened.folder / "versions" / str(plan.version)
    make_private_folder(folder)
    for name, data in _files(opened, plan):
        make_private_folder((folder / name).parent)
        write_atomically(folder / name, data, private=True)
    write_atomically(folder / "MANIFEST", _manifest(folder), private=True)
    return folder


def _files(opened: Opened, plan: Plan) -> Iterator[tuple[str, bytes]]:
    for source in (opened.files.original, *opened.files.variants.values()):
        yield f"source/{source.path.name}", source.path.read_bytes()
    for part in plan.parts:
        name = part.language if part.channel is Channel.PRESS else f"{part.language}.copy"
        yield f"{plan.id}/{name}.subject.txt", part.subject.encode()
        yield f"{plan.id}/{name}.txt", part.text.translate(_SLOT).encode()
        yield f"{plan.id}/{name}.html", part.html.translate(_SLOT).encode()
        for attachment in part.attachments:
            yield f"{plan.id}/attachments/{attachment.filename}", attachment.content


def _manifest(folder: Path) -> bytes:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "MANIFEST"
    ]
    return "".join(lines).encode()
