"""Changes of `pressctl.toml`: one at a time, every other byte kept, nothing written that would not load.

Each change reads the file again under its lock, so two terminals do not lose each other's edit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pressctl.config.load import parse_config
from pressctl.config.regular import read_file
from pressctl.config.schema import Config, OrganisationEntry
from pressctl.config.toml_editing import TomlEditRefused, add_table, rename, set_value, unset
from pressctl.config.values import Key
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, NothingToDo, Problem, Refused
from pressctl.frozen import Frozen
from pressctl.language.slug import slugify
from pressctl.source.references import Reference, references, renamed
from pressctl.store.files import file_error, write_atomically
from pressctl.store.press_list.reading import changing
from pressctl.workflow.office.answers import Setting, entry_data
from pressctl.workflow.office.on_file import OnFile, Use, What, look_up, office_references, path_of, uses_of

LOGOS = "logos"
"""Folder in the workspace for the logos that were taken over."""


class Rewritten(Frozen):
    """A file that a change of a key goes through."""

    path: Path
    shown: str
    before: str
    after: str
    places: int


def change_office(workspace: Workspace, edit: Callable[[str, Config], str]) -> Config:
    """Change the office's file and return what it says then.

    `edit` gets the text as it stands now, and what it says, and returns the new text.

    Raises:
        BadInput: the file has problems, would have after the change, or cannot be written.
        Refused: another pressctl has been changing it for ten seconds.
        NothingToDo: the change changes nothing.
    """
    path = workspace.config_file
    with changing(path):
        text = read_file(path).decode("utf-8")
        present = parse_config(text.removeprefix("\ufeff"), path)
        edited = edit(text, present)
        if edited == text:
            raise NothingToDo("nothing was changed: all of it is on file already")
        try:
            config = parse_config(edited.removeprefix("\ufeff"), path)
        except BadInput as error:
            problems = [Problem(each.message, where=each.where, hint=each.hint) for each in error.problems]
            raise BadInput(
                "pressctl.toml could not be read after this change; nothing was written", problems=problems
            ) from error
        # A file that is shared by a link stays a link.
        write_atomically(path.resolve(), edited.encode("utf-8"))
    return config


def add_entry(workspace: Workspace, what: What, key: str, settings: Sequence[Setting]) -> OnFile:
    """Put a person or an organisation on file.

    Raises:
        BadInput: the key is none or is taken, there is no name, or an answer cannot stand in the file.
    """
    data = entry_data(settings)
    if "name" not in data:
        raise BadInput(f"{what.with_article} needs a name", hint="--set name.en=…")

    def edit(text: str, config: Config) -> str:
        refuse_key(config, what, key)
        return add_table(text, (what.table, key), data)

    return look_up(change_office(workspace, edit), key, what)


def refuse_key(config: Config, what: What, key: str) -> None:
    """Refuse a key that nobody new can have.

    Raises:
        BadInput: it is none, or is taken.
    """
    check_key(key)
    if key in getattr(config, what.table):
        raise BadInput(
            f'{what.with_article} "{key}" is on file already', hint=f"pressctl office edit {what.value} {key}"
        )


def edit_entry(workspace: Workspace, what: What, key: str, settings: Sequence[Setting]) -> OnFile:
    """Change what is on file about somebody: only the values that differ are written.

    Raises:
        BadInput: nobody has the key, or an answer cannot stand in the file.
        NothingToDo: all of it is on file already.
    """

    def edit(text: str, config: Config) -> str:
        look_up(config, key, what)
        for setting in settings:
            text = _set(text, path_of(what, key), setting, config.fallback_language)
        return text

    return look_up(change_office(workspace, edit), key, what)


def remove_entry(workspace: Workspace, config: Config, wanted: OnFile) -> None:
    """Take somebody off the file.

    Raises:
        Refused: they are named somewhere; `problems` lists every place.
    """
    refuse_while_used(wanted.key, uses_of(workspace, wanted), f"pressctl office rename {wanted.key} NEW")

    def edit(text: str, present: Config) -> str:
        look_up(present, wanted.key, wanted.what)
        return unset(text, (wanted.what.table, wanted.key))

    change_office(workspace, edit)


def remove_boilerplate(workspace: Workspace, config: Config, wanted: OnFile) -> None:
    """Take an organisation's boilerplate off the file, in all languages.

    Raises:
        BadInput: it has none.
        Refused: a release prints it; `problems` lists every place.
    """
    if not isinstance(wanted.entry, OrganisationEntry) or wanted.entry.boilerplate is None:
        raise BadInput(f"{wanted.key} has no boilerplate on file")
    printed = [use for use in uses_of(workspace, wanted) if use.where.startswith("boilerplates")]
    refuse_while_used(f"the boilerplate of {wanted.key}", printed, f"pressctl office edit boilerplate {wanted.key}")
    change_office(workspace, lambda text, _: unset(text, (wanted.what.table, wanted.key, "boilerplate")))


def refuse_while_used(what: str, uses: Iterable[Use], hint: str) -> None:
    """Refuse to remove what is named somewhere."""
    problems = [Problem("names it", use.file, use.line, where=use.where) for use in uses]
    if problems:
        count = "a place" if len(problems) == 1 else f"{len(problems)} places"
        raise Refused(f"{what} is used in {count}; nothing was removed", problems=problems, hint=hint)


def plan_renaming(workspace: Workspace, config: Config, wanted: OnFile, new: str) -> tuple[Rewritten, ...]:
    """Return every file that a new key changes, the office's first; nothing is written.

    Raises:
        BadInput: the new key is none, or is taken, or a release cannot be read.
    """
    check_key(new)
    if any(each == new for each in getattr(config, wanted.what.table)):
        raise BadInput(f'{wanted.what.with_article} "{new}" is on file already')
    path = workspace.config_file
    text = read_file(path).decode("utf-8")
    changes = [Rewritten(path, path.name, text, *_renamed_in_office(text, wanted, new))]
    by_file: dict[str, list[Reference]] = {}
    for use in uses_of(workspace, wanted):
        if use.reference is not None and use.by_key:
            by_file.setdefault(use.file, []).append(use.reference)
    for shown, found in by_file.items():
        file = workspace.root / shown
        before = read_file(file).decode("utf-8")
        after = before
        for reference in sorted(found, key=lambda each: each.start, reverse=True):
            after = renamed(after, reference, new)
        _check_renamed(shown, before, after, len(found))
        changes.append(Rewritten(file, shown, before, after, len(found)))
    return tuple(changes)


def carry_out_renaming(workspace: Workspace, changes: Sequence[Rewritten]) -> None:
    """Write the files of a renaming.

    Raises:
        Refused: one of them has been changed since; nothing is written.
    """
    with changing(workspace.config_file):
        for change in changes:
            if read_file(change.path).decode("utf-8") != change.before:
                raise Refused(
                    f"{change.shown} has been changed in the meantime; nothing was written", hint="run it again"
                )
        parse_config(changes[0].after.removeprefix("\ufeff"), workspace.config_file)
        for change in changes:
            write_atomically(change.path.resolve(), change.after.encode("utf-8"))


def find_logo(workspace: Workspace, named: str) -> Path:
    """Return the picture that is meant, from here or from the workspace.

    Raises:
        BadInput: there is no such file, or it is no picture that the layouts can use.
    """
    from pressctl.export.darkroom import LOGO, develop

    source = Path(named).expanduser()
    if not source.is_absolute() and not source.is_file():
        source = workspace.root / named
    if not source.is_file():
        raise BadInput(f"there is no file {named}")
    develop(source, LOGO)
    return source


def take_logo(workspace: Workspace, key: str, named: str) -> str:
    """Copy a picture into the workspace and return its path from there; one inside the workspace stays where it is.

    Raises:
        BadInput: there is no such file, it is no picture that the layouts can use, or it cannot be copied.
    """
    source = find_logo(workspace, named)
    root = workspace.root.resolve()
    with suppress(ValueError):
        return source.resolve().relative_to(root).as_posix()
    folder = workspace.root / LOGOS
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise file_error(folder, error) from error
    # As a slug it is short enough for a file's name, and none that Windows keeps for a device.
    target = folder / f"{slugify(key)}{source.suffix.lower()}"
    write_atomically(target, read_file(source))
    return f"{LOGOS}/{target.name}"


def check_key(key: str) -> None:
    """Refuse what cannot be a key.

    Raises:
        BadInput: it is none.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Key).validate_python(key)
    except ValidationError as error:
        raise BadInput(
            f'"{key}" is not a key: small letters, digits and single hyphens, such as eu-delegation',
            hint=f"{slugify(key)} would be one",
        ) from error


def _set(text: str, entry: tuple[str, ...], setting: Setting, fallback: str) -> str:
    """Write one answer; a text for all languages becomes one per language when one of them gets its own."""
    field, *language = setting.path
    present = _present(text, (*entry, field))
    if setting.value is None:
        alone = language and isinstance(present, dict) and set(present) == set(language)
        return _taken_out(text, (*entry, field) if alone else (*entry, *setting.path))
    if _present(text, (*entry, *setting.path)) == setting.value:
        return text
    if language and isinstance(present, str):
        # The old text was everybody's: it stays that of the office's first language.
        return set_value(text, (*entry, field), {fallback: present, language[0]: setting.value})
    if language and present is None and field != "boilerplate":
        return set_value(text, (*entry, field), {language[0]: setting.value})
    try:
        return set_value(text, (*entry, *setting.path), setting.value)
    except TomlEditRefused:
        if present is None or language:
            raise
    # Several lines or tables say it now: they go, and one line comes.
    return set_value(unset(text, (*entry, field)), (*entry, field), setting.value)


def _taken_out(text: str, path: tuple[str, ...]) -> str:
    try:
        return unset(text, path)
    except TomlEditRefused as error:
        raise BadInput(f"{'.'.join(path)} is not on file, or cannot be taken out alone") from error


def _present(text: str, path: Sequence[str]) -> object:
    found: object = tomllib.loads(text.removeprefix("\ufeff"))
    for step in path:
        if not isinstance(found, dict):
            return None
        found = found.get(step)
    return found


def _renamed_in_office(text: str, wanted: OnFile, new: str) -> tuple[str, int]:
    edited = rename(text, (wanted.what.table, wanted.key), new)
    data = tomllib.loads(edited.removeprefix("\ufeff"))
    paths = office_references(data, wanted.what, wanted.key)
    for path in paths:
        edited = set_value(edited, path, new)
    return edited, len(paths) + 1


def _check_renamed(shown: str, before: str, after: str, count: int) -> None:
    """Make sure that nothing but the keys has changed: the same places, so many of them with another name."""
    old, new = references(before), references(after)
    changed = sum(one.name != other.name for one, other in zip(old, new, strict=False))
    if len(old) != len(new) or changed != count:
        raise BadInput(f"{shown} cannot be changed without changing something else", hint="edit the file by hand")
