"""A new press office: the folder, its files, and a sample release that shows what they are for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.errors import BadInput, PressctlError
from pressctl.model.moment import Moment
from pressctl.store.files import write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.sample import draft_sample, draft_samples

if TYPE_CHECKING:
    import tomlkit

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


@dataclass(frozen=True, slots=True)
class OfficeAnswers:
    """What `init --interactive` asks; whatever is empty keeps the sample's value."""

    name: str = ""
    timezone: str = ""
    languages: tuple[str, ...] = ()
    address: str = ""
    """E-mail address that releases come from."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A workspace that now exists."""

    workspace: Workspace
    slug: str
    """The first sample release."""
    samples: int
    """How many there are."""
    files: tuple[str, ...]
    """What was written, from the workspace's root."""


def found_office(
    target: Path,
    clock: Callable[[], Moment],
    actor: str,
    answers: OfficeAnswers | None = None,
    *,
    every_sample: bool = False,
) -> Founded:
    """Make a workspace at `target`; either all of it comes into being or nothing.

    Args:
        target: the folder; it may exist, but hold nothing of a workspace.
        clock: the present moment.
        actor: who makes it, for the record.
        answers: what the person said of the office.
        every_sample: whether there is to be a sample release of every kind, or the joint event alone.

    Raises:
        BadInput: there is a workspace already, a file is in the way, or the folder cannot be written.
    """
    _refuse_what_is_in_the_way(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".pressctl-", dir=target.parent))
    except OSError as error:
        raise BadInput(
            f"{target} cannot be made: {error.strerror}", hint="choose a folder that you may write"
        ) from error
    try:
        slugs = _furnish(Workspace(stage), clock, actor, answers or OfficeAnswers(), every_sample=every_sample)
        _move(stage, target)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    workspace = Workspace(target.resolve())
    return Founded(workspace, slugs[0], len(slugs), _listing(workspace.root))


def _refuse_what_is_in_the_way(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; a workspace is a folder")
    if (target / CONFIG).exists():
        raise BadInput(f"{target} is a workspace already", hint=f"pressctl --workspace {target} list")
    names = [name for name in ("contacts.csv", "releases", "templates", ".gitignore") if (target / name).exists()]
    if names:
        raise BadInput(
            f"{target} has {', '.join(names)} already; nothing was written", hint="name a new or an empty folder"
        )


def _furnish(
    workspace: Workspace, clock: Callable[[], Moment], actor: str, answers: OfficeAnswers, *, every_sample: bool
) -> tuple[str, ...]:
    sample = builtin_templates() / "sample"
    workspace.releases.mkdir()
    workspace.templates.mkdir()
    (workspace.root / ".gitignore").write_text(GITIGNORE, encoding="utf-8", newline="\n")
    shutil.copyfile(builtin_templates() / "README.md", workspace.templates / "README.md")
    write_atomically(workspace.contacts_file, (sample / "contacts.csv").read_bytes(), private=True)
    toml = (sample / "pressctl.toml").read_text(encoding="utf-8")
    workspace.config_file.write_text(toml, encoding="utf-8", newline="\n")
    # The samples are drafted for the sample office; what the person answered comes afterwards.
    desk = Desk(workspace, load_config(workspace.config_file), clock, actor)
    slugs = draft_samples(desk) if every_sample else (draft_sample(desk),)
    if answers != OfficeAnswers():
        workspace.config_file.write_text(_answered(toml, answers), encoding="utf-8", newline="\n")
        load_config(workspace.config_file)
    return slugs


def _answered(toml: str, answers: OfficeAnswers) -> str:
    import tomlkit

    document = tomlkit.parse(toml)
    office = document["office"]
    if not isinstance(office, tomlkit.items.Table):
        raise PressctlError("the sample has no [office] table")
    # What the sample says of its own invented office must not go out under another name.
    office.pop("address", None)
    mail = document.get("mail")
    if isinstance(mail, tomlkit.items.Table):
        mail.pop("from_name", None)
    if answers.name:
        office["name"] = answers.name
        _set(document, ("organisations", "example-mission", "name"), answers.name)
    if answers.timezone:
        office["timezone"] = answers.timezone
    if answers.languages:
        office["languages"] = list(answers.languages)
    if answers.address:
        office["email"] = answers.address
        _set(document, ("people", "nigar-example", "email"), answers.address)
    return tomlkit.dumps(document)


def _set(document: tomlkit.TOMLDocument, path: tuple[str, ...], value: str) -> None:
    """Change a value of the sample where it has one."""
    table: MutableMapping[str, Any] | None = document
    for key in path[:-1]:
        table = table.get(key) if table is not None else None
    if table is not None and path[-1] in table:
        table[path[-1]] = value


def _move(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.replace(target)
        target.chmod(0o755)  # mkdtemp makes folders that only the owner enters
        return
    for entry in sorted(stage.iterdir(), key=lambda path: path.name == CONFIG):
        entry.replace(target / entry.name)


def _listing(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()))
