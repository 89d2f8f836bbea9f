"""The kinds of release that there are, built in and the workspace's own, looked over; and copies of them to change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.templates import builtin_templates, template_folders
from pressctl.config.toml_files import read_toml
from pressctl.config.workspace import SLUG_LENGTH, Workspace
from pressctl.errors import BadInput, PressctlError, Problem
from pressctl.frozen import Frozen, replace
from pressctl.language.slug import slugify
from pressctl.model.kind import Kind
from pressctl.source.drafting.kind_check import Checked, check_kind
from pressctl.source.kinds import KIND_FILE, NOT_KINDS, kind_names, load_kind, shown_path
from pressctl.store.files import file_error, write_atomically

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ListedKind(Frozen):
    """A kind as the list shows it."""

    checked: Checked
    builtin: bool
    """Whether pressctl brings it; else it is the workspace's own."""
    hides: bool
    """Whether it is used instead of one that pressctl brings."""
    sample: Path | None
    """Answers that make a sample of it."""

    @property
    def name(self) -> str:
        """Name of its folder, and of the kind."""
        return self.checked.name

    @property
    def kind(self) -> Kind | None:
        """What it says; nothing where it cannot be used."""
        return self.checked.kind

    @property
    def source(self) -> str:
        """Where it comes from, as the list says it."""
        return "built in" if self.builtin else f"templates/{self.name}"


def list_kinds(workspace: Workspace | None) -> tuple[ListedKind, ...]:
    """Return every kind in order of its name, the faulty ones too."""
    return tuple(_listed(workspace, name) for name in kind_names(workspace))


def show_kind(workspace: Workspace | None, name: str) -> ListedKind:
    """Return one kind.

    Raises:
        BadInput: there is none of this name, or it has faults; all of them, with file and line.
    """
    if name not in kind_names(workspace):
        load_kind(workspace, name)  # raises, with the nearest name
    listed = _listed(workspace, name)
    if listed.checked.problems:
        raise faulty((listed,))
    return listed


def faulty(kinds: tuple[ListedKind, ...]) -> BadInput:
    """Return the error that tells all faults of these kinds."""
    problems = [problem for listed in kinds for problem in listed.checked.problems]
    names = ", ".join(listed.name for listed in kinds)
    what = f"the kind {names} cannot be used" if len(kinds) == 1 else f"{len(kinds)} kinds cannot be used: {names}"
    return BadInput(what, problems=problems, hint=f"mend what is named above, then pressctl kinds {kinds[0].name}")


def copy_kind(workspace: Workspace, name: str, new: str) -> str:
    """Copy a kind into the workspace's templates under the name `new`; return its folder from the workspace's root.

    Under its own name the copy is used instead of the one that pressctl brings.

    Raises:
        BadInput: no such kind, `new` is no name for one or is taken, or the folder cannot be written.
        Incomplete: there is no space left; nothing of the copy stays.
    """
    kind = load_kind(workspace, name)
    target = workspace.templates / new
    if len(new) > SLUG_LENGTH or not _NAME.fullmatch(new) or new in NOT_KINDS or slugify(new) != new:
        raise BadInput(
            f'"{new[:60]}" is no name for a kind', hint="small Latin letters, digits and hyphens: open-letter"
        )
    if target.exists():
        raise BadInput(f"templates/{new} is there already; it was not touched", hint="choose another name")
    try:
        _copy(kind.folder, target)
        if new != name:
            _retitle(target / KIND_FILE, name, new)
    except (OSError, PressctlError) as error:
        shutil.rmtree(target, ignore_errors=True)  # half a kind would be used
        if isinstance(error, PressctlError):
            raise
        raise file_error(target, error) from error
    return target.relative_to(workspace.root).as_posix()


def _copy(folder: Path, target: Path) -> None:
    for source in sorted(folder.rglob("*")):
        if source.is_file():
            copied = target / source.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(copied, read_file(source))


def _retitle(file: Path, name: str, new: str) -> None:
    """Give the copy a title of its own, so that the list does not show two of the same."""
    text = file.read_bytes().decode("utf-8")
    title = new.replace("-", " ").capitalize()
    text = re.sub(r'(?m)^title\s*=\s*".*"(?=\r?$)', f'title = "{title}"', text, count=1)
    write_atomically(file, text.replace(f"`pressctl new {name}`", f"`pressctl new {new}`").encode())


def _unknown_rules(checked: Checked, workspace: Workspace | None) -> Iterator[Problem]:
    """Yield the codes that the kind would have ignored and that no rule has, at their line of `kind.toml`."""
    if checked.kind is None or not checked.kind.unchecked:
        return
    from pressctl.checks.catalogue import RULES
    from pressctl.checks.check import unknown_codes

    unknown = unknown_codes(checked.kind.unchecked, RULES)
    if unknown:
        file = checked.folder / KIND_FILE
        shown = shown_path(file, workspace)
        line = read_toml(file, shown).line(("check", "ignore"))
        where = "check.ignore"
        yield Problem(f"no rule {', '.join(unknown)}", shown, line, where=where, hint="pressctl rule lists them")


def _listed(workspace: Workspace | None, name: str) -> ListedKind:
    folder = next(folder / name for folder in template_folders(workspace) if (folder / name / KIND_FILE).is_file())
    brought = builtin_templates() / name
    builtin = folder == brought or folder.resolve() == brought.resolve()
    sample = builtin_templates() / "sample" / f"{name}.answers.yaml"
    checked = check_kind(folder, workspace)
    return ListedKind(
        checked=replace(checked, problems=(*checked.problems, *_unknown_rules(checked, workspace))),
        builtin=builtin,
        hides=not builtin and (brought / KIND_FILE).is_file(),
        sample=sample if builtin and sample.is_file() else None,
    )
