"""Which words a dictionary does not know: Hunspell's dictionaries, where the system or LibreOffice has installed them.

Nothing is downloaded. The dictionaries are read by spylls, Hunspell in plain Python, which is the optional part
`pressctl[spelling]`; a word is known if any dictionary of its language knows it, whatever the variety.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

Misspelt = Callable[[str], bool]
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
_MOST = 4
"""Dictionaries of one language that are asked; English has five, and two know nearly all that the others know."""
_FIRST = ("en_GB", "en_US", "de_DE", "de_DE_frami", "fr", "fr_FR", "es", "es_ES", "pt_PT", "ar", "uk_UA", "ru_RU")
"""Of several dictionaries of a language these are asked before others."""


def can_check_spelling() -> bool:
    """Say whether the optional part is installed."""
    return find_spec("spylls") is not None


@dataclass
class Dictionaries:
    """The dictionaries of this machine, opened when a text of their language comes."""

    folders: tuple[Path, ...] = ()
    """The usual ones where none are given."""
    missing: list[str] = field(default_factory=list)
    """Languages for which a text was to be checked and no dictionary is installed."""
    _open: dict[str, Misspelt | None] = field(default_factory=dict)

    def for_language(self, language: str) -> Misspelt | None:
        """Return what says whether a word is misspelt; nothing where there is no dictionary, which is remembered."""
        base = language.partition("-")[0]
        if base not in self._open:
            self._open[base] = self._opened(base)
            if self._open[base] is None:
                self.missing.append(base)
        return self._open[base]

    def _opened(self, language: str) -> Misspelt | None:
        files = _dictionaries(language, self.folders or tuple(_usual_folders()))
        if not files:
            return None
        known = [_lookup(file) for file in files]

        @lru_cache(maxsize=20_000)
        def misspelt(word: str) -> bool:
            plain = word.translate(_APOSTROPHES)
            return not any(knows(plain) for knows in known)

        return misspelt


def _usual_folders() -> Iterator[Path]:
    """Return where systems and LibreOffice keep Hunspell's dictionaries."""
    yield from (Path(part) for part in os.environ.get("DICPATH", "").split(os.pathsep) if part)
    shares = [Path("/usr/share"), Path("/usr/local/share")]
    with suppress(RuntimeError):  # whoever runs this has no home, as in a container
        shares.append(Path.home() / ".local/share")
        if sys.platform == "darwin":
            yield Path.home() / "Library/Spelling"
    for name in ("hunspell", "myspell", "myspell/dicts"):
        yield from (share / name for share in shares)
    offices = [Path("/usr/lib/libreoffice"), Path("/usr/lib64/libreoffice"), *Path("/opt").glob("libreoffice*")]
    if sys.platform == "darwin":
        offices.append(Path("/Applications/LibreOffice.app/Contents/Resources"))
    if sys.platform == "win32":
        offices.append(Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / "LibreOffice")
    for office in offices:
        for extensions in (office / "share/extensions", office / "extensions"):
            yield from (path for path in sorted(extensions.glob("dict-*")) if path.is_dir())


def _dictionaries(language: str, folders: tuple[Path, ...]) -> list[Path]:
    """Return the dictionaries of a language, each name once, without their endings."""
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.glob(f"{language}*.dic")):
            name = file.stem.replace("-", "_")
            if (name == language or name.startswith(f"{language}_")) and file.with_suffix(".aff").exists():
                found.setdefault(name, file.with_suffix(""))
    ordered = sorted(found, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    return [found[name] for name in ordered[:_MOST]]


def _lookup(file: Path) -> Callable[[str], bool]:
    from spylls.hunspell import Dictionary

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to the collector, so that is called here
        lookup = Dictionary.from_files(str(file)).lookup
        gc.collect()
    return lambda word: bool(lookup(word))
