"""The layouts that pressctl brings, compiled once and kept from one run to the next (ADR 0028).

An office's own are compiled in each run: what somebody has written does not belong in a cache.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import Environment

from pressctl.kept import kept_file, read_kept, write_kept


class KeptLayouts(BytecodeCache):
    """Jinja's bytecode of the layouts in one folder and what is below it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the templates that pressctl brings."""
        self._folder = folder.resolve()
        self._kept: dict[str, Path] = {}
        """Key of a layout → the file that holds it."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what is kept of a layout; of one that is not pressctl's own nothing is, and nothing will be."""
        if filename is not None and Path(filename).resolve().is_relative_to(self._folder):
            key = self.get_cache_key(name, filename)
            file = kept_file(f"layout-{key[:16]}")
            if file is not None:
                self._kept[key] = file
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept, where that was made of the same source."""
        file = self._kept.get(bucket.key)
        if file is not None:
            with suppress(OSError):
                content = read_kept(file)
                if content is not None:
                    bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds for the runs to come; where that cannot be, they compile it again."""
        file = self._kept.get(bucket.key)
        if file is not None:
            with suppress(OSError):
                write_kept(file, bucket.bytecode_to_string())
