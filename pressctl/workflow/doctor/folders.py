"""Where the workspace stands: who else can read it, what copies it, whether there is room."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from pressctl.store.files import LONGEST_PATH
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, wrong
from pressctl.workflow.office.founding import GITIGNORE

_SYNCHRONISED = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "mobile documents": "iCloud", "icloud drive": "iCloud", "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "box": "Box", "box sync": "Box", "pcloud drive": "pCloud",
    "pclouddrive": "pCloud", "yandex.disk": "Yandex Disk", "yandexdisk": "Yandex Disk", "seafile": "Seafile",
    "megasync": "MEGA", "mega": "MEGA", "syncthing": "Syncthing", "sync": "Sync.com",
}  # fmt: skip
"""Names of the folders that services keep the same on several machines."""
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".sync_journal.db": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.davfs2",
     "9p", "fuse.rclone", "fuse.gvfsd-fuse", "ncpfs", "afs", "ceph", "glusterfs", "vboxsf", "vmhgfs"}
)  # fmt: skip
_PRIVATE = ("pressctl.db", "contacts.csv", "outbox")
_ROOM = 300_000_000
_LONGEST_EXPORT = len("_pt-BR_EMBARGOED-until-2018-10-30-1000-Port-of-Spain.docx")
"""What stands behind the slug in the name of a file that is exported."""
_REMOTE_DRIVE = 4


def examine_place(desk: Desk) -> Iterator[Diagnosis]:
    """See whether the folder is copied elsewhere, lies on another machine, or is nearly full."""
    root = desk.workspace.root.resolve()
    service = synchronised_by(root)
    if service:
        told = (
            f"{service} copies this folder: two machines that write one record break it, and others get your contacts"
        )
        yield wrong("folder", told, "move the workspace to a folder of this machine alone")
    elif _on_network(root):
        todo = "move it to a disk of this machine; a copy as a backup may stay there"
        yield wrong("folder", "lies on another machine, where the record can be damaged", todo)
    else:
        yield good("folder", str(root))
    if sys.platform == "win32" and (deep := too_deep(root, desk.workspace.slugs())):
        yield deep
    free = shutil.disk_usage(root).free
    if free < _ROOM:
        yield remark("disk", f"{free / 1_000_000:,.0f} MB are free", "make room before the next sending")


def too_deep(root: PurePath, slugs: Sequence[str]) -> Diagnosis | None:
    """Say so where Windows, or Word on it, would take the path of an export for too long."""
    slug = max(slugs, key=len, default="")
    length = len(str(root / "releases" / slug / "out" / slug)) + _LONGEST_EXPORT
    if not slug or length <= LONGEST_PATH:
        return None
    told = f"exports of {slug} may have paths of {length} characters; Word on Windows takes {LONGEST_PATH}"
    return remark("paths", told, r"move the workspace to a folder with a short path, such as C:\press")


def synchronised_by(root: Path) -> str | None:
    """Return the service that keeps a folder the same on several machines, as its path and its marks tell."""
    for folder in (root, *root.parents):
        name = folder.name.casefold()
        known = _SYNCHRONISED.get(name) or next(
            (
                service
                for start, service in _SYNCHRONISED.items()
                if name.startswith((f"{start} - ", f"{start} (", f"{start}-"))
            ),
            None,
        )
        if known and folder != root:
            return known
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return None


def _on_network(root: Path) -> bool:
    """Say whether a folder lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        return _on_windows_network(root)
    lines = _mounts()
    on: tuple[int, str] = (-1, "")
    for point, kind in lines:
        if root.is_relative_to(point) and len(point) > on[0]:
            on = (len(point), kind)
    return on[1] in _NETWORK


def _mounts() -> Iterator[tuple[str, str]]:
    """Yield mount point and kind of each file system: from /proc on Linux, from `mount` on macOS."""
    table = Path("/proc/self/mounts")
    if table.exists():
        for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split(" ")
            if len(fields) > 2:
                yield fields[1].replace("\\040", " "), fields[2]
        return
    for line in _told_by("mount"):
        _, _, rest = line.partition(" on ")
        point, _, kinds = rest.rpartition(" (")
        if point:
            yield point, kinds.partition(",")[0].rstrip(")")


def _told_by(program: str, *arguments: str) -> tuple[str, ...]:
    """Return the lines that a program of the machine writes; none where it is missing or does not answer."""
    found = shutil.which(program)
    if found is None:
        return ()
    try:
        told = subprocess.run(  # noqa: S603  # a fixed command; the workspace's path is its only free word
            [found, *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(told.stdout.splitlines())


def _on_windows_network(root: Path) -> bool:
    if str(root).startswith("\\\\"):
        return True
    import ctypes

    drive_type = getattr(getattr(ctypes, "windll", None), "kernel32", None)
    return drive_type is not None and drive_type.GetDriveTypeW(f"{root.drive}\\") == _REMOTE_DRIVE


def examine_privacy(desk: Desk) -> Iterator[Diagnosis]:
    """See who else may read the contacts, the mail and the record."""
    root = desk.workspace.root
    readable = [name for name in _PRIVATE if _read_by_others(root / name)]
    if readable:
        told = f"others on this machine can read {', '.join(readable)}"
        yield remark("privacy", told, f"chmod go-rwx {' '.join(readable)}")
    elif hasattr(os, "getuid"):
        yield good("privacy", "contacts, mail and record are yours alone")
    unwritable = [name for name in ("releases", "pressctl.db", "contacts.csv") if _not_writable(root / name)]
    if unwritable:
        yield wrong("rights", f"you may not write {', '.join(unwritable)}", "ask who owns them, or copy the workspace")
    yield from _shared_by_git(root)


def _read_by_others(path: Path) -> bool:
    if not hasattr(os, "getuid"):  # Windows keeps no such rights on a file; those of the folder apply
        return False
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False


def _not_writable(path: Path) -> bool:
    return path.exists() and not os.access(path, os.W_OK)


def _shared_by_git(root: Path) -> Iterator[Diagnosis]:
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return
    tracked = _tracked(root)
    if tracked:
        names = ", ".join(tracked[:3])
        yield wrong("git", f"{names} would be shared with the repository", f"git rm --cached {' '.join(tracked[:3])}")
        return
    ignore = root / ".gitignore"
    lines = ignore.read_text(encoding="utf-8", errors="replace").splitlines() if ignore.is_file() else []
    wanted = [line for line in GITIGNORE.splitlines() if line and not line.startswith("#")]
    missing = [line for line in wanted if line not in lines]
    if missing:
        yield remark("git", f".gitignore does not name {', '.join(missing[:4])}", "add the lines to .gitignore")


def _tracked(root: Path) -> tuple[str, ...]:
    """Return what git would share although it is private."""
    return _told_by("git", "-C", str(root), "ls-files", "--", *_PRIVATE, "releases/*/review", "releases/*/versions")
