"""A new press office: the folder and its files; the sample office with a release to look at, or somebody's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.language.shell_words import shell_word
from pressctl.model.moment import Moment
from pressctl.store.files import put_in_place, write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.office.own import OfficeAnswers, own_office
from pressctl.workflow.office.sample import draft_sample, draft_samples

GITIGNORE = """\
# What stays in the office: people's data, what was sent, and what can be made again.
contacts.csv
pressctl.db
pressctl.db-*
outbox/
releases/*/review/
releases/*/out/
releases/*/versions/
.pressctl/
"""


class Founded(Frozen):
    """A workspace that now exists."""

    workspace: Workspace
    slug: str
    """The first sample release; empty in somebody's own office."""
    samples: int
    """How many there are."""
    files: tuple[str, ...]
    """What was written, from the workspace's root."""
    organisation: str = ""
    """The key of the office's own organisation."""


def found_office(
    target: Path,
    clock: Callable[[], Moment],
    actor: str,
    answers: OfficeAnswers | None = None,
    *,
    every_sample: bool = False,
) -> Founded:
    """Make a workspace at `target`, the sample office or somebody's own; all of it comes into being or nothing.

    Args:
        target: the folder; it may exist, but hold nothing of a workspace.
        clock: the present moment.
        actor: who makes it, for the record.
        answers: what the person said of their own office, which then holds nothing invented.
        every_sample: whether the sample office is to have a release of every kind, or the joint event alone.

    Raises:
        BadInput: there is a workspace already, a file is in the way, or the folder cannot be written.
    """
    refuse_what_is_in_the_way(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".pressctl-", dir=target.parent))
    except OSError as error:
        raise BadInput(
            f"{target} cannot be made: {error.strerror}", hint="choose a folder that you may write"
        ) from error
    try:
        _furnish(Workspace(stage), answers)
        slugs = _samples(Workspace(stage), clock, actor, every_sample=every_sample) if answers is None else ()
        _move(stage, target)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    workspace = Workspace(target.resolve())
    organisation = load_config(workspace.config_file).office.organisation or ""
    return Founded(workspace, slugs[0] if slugs else "", len(slugs), _listing(workspace.root), organisation)


def refuse_what_is_in_the_way(target: Path) -> None:
    """Refuse a folder that a workspace cannot be founded in, before anything is asked.

    Raises:
        BadInput: there is a workspace already, or a file of a name that it needs.
    """
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; a workspace is a folder")
    if (target / CONFIG).exists():
        raise BadInput(f"{target} is a workspace already", hint=f"pressctl --workspace {shell_word(target)} list")
    names = [name for name in ("contacts.csv", "releases", "templates", ".gitignore") if (target / name).exists()]
    if names:
        raise BadInput(
            f"{target} has {', '.join(names)} already; nothing was written", hint="name a new or an empty folder"
        )


def _furnish(workspace: Workspace, answers: OfficeAnswers | None) -> None:
    """Write the folders and the files that every office has."""
    sample = builtin_templates() / "sample"
    workspace.releases.mkdir()
    workspace.templates.mkdir()
    (workspace.root / ".gitignore").write_text(GITIGNORE, encoding="utf-8", newline="\n")
    shutil.copyfile(builtin_templates() / "README.md", workspace.templates / "README.md")
    contacts = (sample / "contacts.csv").read_bytes()
    toml = (sample / "pressctl.toml").read_text(encoding="utf-8")
    if answers is not None:
        contacts = contacts.splitlines(keepends=True)[0]  # the header: whom to write to is the office's own matter
        toml = own_office(answers)
    write_atomically(workspace.contacts_file, contacts, private=True)
    workspace.config_file.write_text(toml, encoding="utf-8", newline="\n")
    load_config(workspace.config_file)


def _samples(workspace: Workspace, clock: Callable[[], Moment], actor: str, *, every_sample: bool) -> tuple[str, ...]:
    desk = Desk(workspace, load_config(workspace.config_file), clock, actor)
    return draft_samples(desk) if every_sample else (draft_sample(desk),)


def _move(stage: Path, target: Path) -> None:
    if not target.exists():
        put_in_place(stage, target)
        target.chmod(0o755)  # mkdtemp makes folders that only the owner enters
        return
    for entry in sorted(stage.iterdir(), key=lambda path: path.name == CONFIG):
        put_in_place(entry, target / entry.name)


def _listing(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()))
