"""The PDF of a Word document by LibreOffice: what the reviewers saw in Word, page by page.

LibreOffice runs unseen, with settings of its own in a folder that goes afterwards, so that neither an open window nor
an office's macros or fonts settings have a say. Nothing here reads the environment: who calls hands it in.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pressctl.errors import BadInput
from pressctl.frozen import Frozen

LIMIT = 120.0
"""Seconds that one document may take; a cold start takes three."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_WINDOWS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"DisplayPDFDocumentTitle":{"type":"boolean","value":"true"}}'
)
_VERSION = re.compile(r"LibreOffice\S*\s+(\d[\d.]*)")


class LibreOffice(Frozen):
    """LibreOffice, ready to set documents."""

    program: Path
    folder: Path
    """Its settings, and the documents while they are set; gone afterwards."""
    environment: Mapping[str, str]
    limit: float = LIMIT

    def name(self) -> str:
        """Return what it is: `LibreOffice 7.4.7.2`, or without a number where it does not say."""
        try:
            said = self._run("--version")
        except BadInput:
            return "LibreOffice"
        found = _VERSION.search(said)
        return f"LibreOffice {found[1]}" if found else "LibreOffice"

    def pdf(self, document: bytes) -> bytes:
        """Return the PDF of a Word document: tagged, with its title and its language.

        Raises:
            BadInput: LibreOffice failed or took too long; the message holds what it said.
        """
        source, made = self.folder / "document.docx", self.folder / "document.pdf"
        source.write_bytes(document)
        made.unlink(missing_ok=True)
        said = self._run("--convert-to", _FILTER, "--outdir", str(self.folder), str(source))
        if not made.is_file():
            # Before 7.4 the filter took no options in this form; without them it makes a tagged PDF in most settings.
            said = self._run("--convert-to", "pdf", "--outdir", str(self.folder), str(source))
        if not made.is_file():
            raise _failed(said)
        return made.read_bytes()

    def _run(self, *arguments: str) -> str:
        profile = (self.folder / "profile").as_uri()
        command = [str(self.program), f"-env:UserInstallation={profile}", "--headless", "--norestore", *arguments]
        with (self.folder / "said.txt").open("w+b") as said:  # a file: a grandchild may keep a pipe open for ever
            try:
                process = subprocess.Popen(  # noqa: S603 - a program that was found, arguments of our own
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    env=dict(self.environment) or None,
                    start_new_session=os.name == "posix",
                )
            except OSError as error:
                raise _failed(error.strerror or str(error)) from error
            try:
                process.wait(self.limit)
            except subprocess.TimeoutExpired as error:
                raise BadInput(
                    f"LibreOffice did not finish within {self.limit:.0f} seconds",
                    hint="close what keeps the machine busy and run it again, or leave --via out",
                ) from error
            finally:
                _end(process)
            said.seek(0)
            return said.read().decode("utf-8", errors="replace")


@contextmanager
def libreoffice(environment: Mapping[str, str], *, limit: float = LIMIT) -> Iterator[LibreOffice]:
    """Yield LibreOffice with settings of its own; several documents are set with one of it.

    Raises:
        BadInput: it is not on this machine.
    """
    program = find_libreoffice(environment)
    if program is None:
        raise BadInput(
            "LibreOffice was not found on this machine",
            hint="install it from libreoffice.org, or leave --via out: pressctl makes the PDF by itself",
        )
    with TemporaryDirectory(prefix="pressctl-", ignore_cleanup_errors=True) as folder:
        yield LibreOffice(program, Path(folder), environment, limit)


def find_libreoffice(environment: Mapping[str, str]) -> Path | None:
    """Return LibreOffice's program: on the PATH, else where its installers put it, or nothing."""
    for name in _NAMES:
        found = shutil.which(name, path=environment.get("PATH", os.defpath))
        if found:
            return Path(found)
    folders = {key.upper(): value for key, value in environment.items()}
    windows = [Path(folders[key]) / "LibreOffice/program/soffice.com" for key in _WINDOWS if folders.get(key)]
    home = [Path(folders["HOME"], "Applications/LibreOffice.app/Contents/MacOS/soffice")] if "HOME" in folders else []
    newest_first = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return next((path for path in (*windows, *map(Path, _PLACES), *home, *newest_first) if path.is_file()), None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all that it has started: its launcher alone would leave it running."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        with suppress(OSError):
            subprocess.run(  # noqa: S603 - the system's own program, a number of ours
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607 - Windows finds it in its own folder
                capture_output=True,
                check=False,
            )
    process.wait()


def _failed(said: str) -> BadInput:
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
    told = f': "{last[:200]}"' if last else ""
    return BadInput(
        f"LibreOffice made no PDF of the document{told}",
        hint="open the .docx in LibreOffice to see why, or leave --via out: pressctl makes the PDF by itself",
    )
