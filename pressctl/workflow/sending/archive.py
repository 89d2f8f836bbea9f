"""`releases/<slug>/versions/N/`: what left the office, with the sha256 of every file.

```
versions/3/2018-10-30-a1/    a plan that sent this version
  source/en.md …             the release's files as they were read for it, byte for byte
  en.subject.txt, en.txt, en.html     what everybody of a language got; slots where the personal words went
  attachments/…
  MANIFEST                   sha256 and path of each, as `sha256sum --check` reads it
```
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pressctl.model.delivery import Channel, Plan
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.opening import Opened

_SLOT = str.maketrans({"\ue000": "{{", "\ue001": "}}"})


def archive_version(opened: Opened, plan: Plan) -> Path:
    """Write what a plan is about to send; return its folder.

    The plan's id is not in the record yet, so a folder of that name is what an interrupted run left behind, and goes.

    Raises:
        PressctlError: the folder cannot be written, leads outside of the workspace, or the disk is full; then nothing
            must be sent.
    """
    release = opened.folder.relative_to(opened.workspace.root).as_posix()
    folder = opened.workspace.inside(f"{release}/versions/{plan.version}/{plan.id}")
    shutil.rmtree(folder, ignore_errors=True)
    files: dict[str, bytes] = {}
    for name, data in _files(opened, plan):
        files[_free(name, data, files)] = data
    files["MANIFEST"] = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()
    for name, data in files.items():
        make_private_folder((folder / name).parent)
        write_atomically(folder / name, data, private=True)
    return folder


def _free(name: str, data: bytes, files: Mapping[str, bytes]) -> str:
    """Return the name, or one beside it where another content has it: two languages may show two pictures of a name."""
    if files.get(name, data) == data:
        return name
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}"))


def _files(opened: Opened, plan: Plan) -> Iterator[tuple[str, bytes]]:
    for source in (opened.files.original, *opened.files.variants.values()):
        yield f"source/{source.path.name}", source.text.encode()
    for part in plan.parts:
        name = part.language if part.channel is Channel.PRESS else f"{part.language}.copy"
        yield f"{name}.subject.txt", part.subject.encode()
        yield f"{name}.txt", part.text.translate(_SLOT).encode()
        yield f"{name}.html", part.html.translate(_SLOT).encode()
        for attachment in part.attachments:
            yield f"attachments/{attachment.filename}", attachment.content
