"""A Word document with all its tracked changes accepted or rejected: any document, not only a copy of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.config.regular import read_file
from pressctl.errors import BadInput
from pressctl.ooxml.limits import LARGEST
from pressctl.ooxml.package import WordPackage

if TYPE_CHECKING:
    from pressctl.ooxml.settling.way import Way


def resolve(source: Path, way: Way, output: Path) -> int:
    """Write the document without tracked changes, and return how many marks of change it had.

    Raises:
        BadInput: it cannot be read, is no Word document, holds what is refused, or `output` is the document itself.
    """
    if output.exists() and source.exists() and output.samefile(source):
        raise BadInput(f"{output} is the document itself; it was not touched", hint="--output another name")
    from pressctl.ooxml.settling.document import resolved, tracked_marks
    from pressctl.store.files import write_atomically

    package = WordPackage(read_document(source), source.name)
    write_atomically(output, resolved(package, way))
    return tracked_marks(package)


def read_document(path: Path) -> bytes:
    """Return a file that somebody sent.

    Raises:
        BadInput: it cannot be read, or is far too large.
    """
    try:
        data = read_file(path, LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise BadInput(f"{path} is refused: it has more than {LARGEST // 1_000_000} MB")
    return data
