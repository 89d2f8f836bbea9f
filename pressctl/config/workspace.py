"""The folder that is a press office, and the paths inside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pressctl.errors import BadInput, PressctlError
from pressctl.frozen import Frozen

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 80
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}-")
CONFIG = "pressctl.toml"


class Workspace(Frozen):
    """A press office in a folder."""

    root: Path

    @property
    def config_file(self) -> Path:
        """The office's file."""
        return self.root / CONFIG

    @property
    def contacts_file(self) -> Path:
        """The journalists."""
        return self.root / "contacts.csv"

    @property
    def templates(self) -> Path:
        """The office's own kinds and layouts."""
        return self.root / "templates"

    @property
    def releases(self) -> Path:
        """One folder per release."""
        return self.root / "releases"

    @property
    def database(self) -> Path:
        """The record."""
        return self.root / "pressctl.db"

    def release(self, slug: str) -> Path:
        """Return the folder of a release; the slug must already be whole and well-formed."""
        if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
            raise BadInput(
                f'"{slug[:80]}" is not a slug: small letters, digits and single hyphens, at most {SLUG_LENGTH}'
            )
        return self.releases / slug

    def slugs(self) -> tuple[str, ...]:
        """Return the folders that hold a release, in order of their names."""
        if not self.releases.exists():
            return ()
        if not self.releases.is_dir():
            raise BadInput(f"{self.releases} is a file; the releases stand in a folder of that name")
        with os.scandir(self.releases) as found:
            folders = [entry for entry in found if SLUG.fullmatch(entry.name) and entry.is_dir()]
        return tuple(sorted(entry.name for entry in folders if _has_text(entry.path)))

    def find_slug(self, part: str) -> str:
        """Return the one slug that `part` names: the whole of it, all but its date, or a part that no other has.

        What corrects or withdraws a release has that one's words in its own slug, and comes second.

        Raises:
            BadInput: not a part of any slug, or of several; the hint lists what there is.
        """
        from pressctl.config.validation import nearest

        if not re.fullmatch(r"[a-z0-9-]{1,80}", part):
            shown = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in part[:60])
            first = "the release comes first, then the file; " if re.search(r"[/\\]|\.\w+$", part) else ""
            raise BadInput(
                f'"{shown}" is not a slug: small letters, digits and single hyphens, at most {SLUG_LENGTH}',
                hint=f"{first}pressctl list shows the releases",
            )
        slugs = self.slugs()
        if part in slugs:
            return part
        found = [slug for slug in slugs if part in slug]
        whole = [slug for slug in found if _DATE.sub("", slug) == part]
        releases = [slug for slug in found if not _is_notice(slug)]
        for narrowed in (found, whole, releases):
            if len(narrowed) == 1:
                return narrowed[0]
        if found:
            raise BadInput(f'"{part}" names {len(found)} releases: {", ".join(found)}', hint="write more of the slug")
        runs = {run: slug for slug in reversed(slugs) for run in _runs(slug, part.count("-") + 1)}
        like = nearest(part, runs)
        guess = runs[like] if like else nearest(part, slugs)
        raise BadInput(
            f'no release "{part}"',
            hint=f'did you mean "{guess}"?' if guess else "pressctl list shows the releases",
        )

    def short_name(self, slug: str) -> str:
        """Return the first words of `slug`, without its date if possible, as far as they name no other release."""
        second = not _is_notice(slug)
        others = [other for other in self.slugs() if other != slug and not (second and _is_notice(other))]
        for text, fewest in ((_DATE.sub("", slug), 2), (slug, 5)):
            words = text.split("-")
            for number in range(fewest, len(words)):
                part = "-".join(words[:number])
                if len(part) > 8 and not any(part in other for other in others):
                    return part
        return slug

    def inside(self, relative: str) -> Path:
        """Return a path under the workspace, links resolved.

        Raises:
            BadInput: it leads outside, or nowhere.
        """
        root = self.root.resolve()
        try:
            path = (root / relative).resolve()
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                path.stat()  # from Python 3.13 on, this alone finds links that lead round in a circle
        except (OSError, ValueError, RuntimeError) as error:  # no name of a file; links that lead round in a circle
            raise BadInput(f"{relative!r} cannot be the path of a file or folder") from error
        if not path.is_relative_to(root):
            raise BadInput(f"{relative} leads outside the workspace")
        return path


def _is_notice(slug: str) -> bool:
    """Say whether it is called as what corrects or withdraws a release is."""
    from pressctl.model.kind import Effect  # here: a command that names no release needs no kinds

    return _DATE.sub("", slug).startswith(tuple(f"{effect.value}-" for effect in Effect))


def _runs(slug: str, length: int) -> Iterator[str]:
    """Yield every `length` words of a slug that stand together."""
    words = _DATE.sub("", slug).split("-")
    for start in range(max(1, len(words) - length + 1)):
        yield "-".join(words[start : start + length])


def _has_text(folder: str) -> bool:
    try:
        return any(map(is_text, os.listdir(folder)))  # noqa: PTH208  # Path costs ten times as much
    except OSError:
        return False


def is_text(name: str) -> bool:
    """Say whether a file of this name is a text of a release.

    `._en.md` is none: a Mac lays such a file beside `en.md` on a disk that is not its own.
    """
    return name.endswith(".md") and not name.startswith(".")


def texts_in(folder: Path) -> list[Path]:
    """Return the texts of the release in a folder, in order of their names."""
    return sorted(path for path in folder.glob("*.md") if is_text(path.name))


class NoWorkspace(PressctlError):
    """There is no press office here."""


def find_workspace(start: Path, explicit: Path | None = None) -> Workspace:
    """Return the workspace at `explicit`, or the one that `start` is in.

    Raises:
        NoWorkspace: none; the hint says how to make one.
    """
    if explicit is not None:
        if (explicit / CONFIG).exists():
            return Workspace(explicit.resolve())
        raise NoWorkspace(f"{explicit} is not a workspace: it has no {CONFIG}", hint=f"pressctl init {explicit}")
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).exists():
            return Workspace(folder)
    raise NoWorkspace(
        f"no workspace here: neither {here} nor a folder above it has a {CONFIG}",
        hint="pressctl init my-office makes one; --workspace DIR names one elsewhere",
    )
