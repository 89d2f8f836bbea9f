"""Segments in `pressctl.toml`, written only when they can be understood."""

from __future__ import annotations

from pressctl.config.schema import Config
from pressctl.config.toml_editing import set_value
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.store.press_list.reading import present_or_new
from pressctl.store.press_list.segments import EVERYONE, counts, segment_test
from pressctl.workflow.office.changes import change_office, check_key


def set_segment(workspace: Workspace, name: str, expression: str, *, replace: bool = False) -> int:
    """Write a segment and return how many contacts it names now.

    Raises:
        BadInput: the name is no key or is taken (or, with `replace`, is none yet), or the expression is not understood.
    """
    check_key(name)
    if name == EVERYONE:
        raise BadInput(f'"{EVERYONE}" is everyone, always', hint="give the segment another name")
    contacts = present_or_new(workspace.contacts_file).contacts

    def edit(text: str, config: Config) -> str:
        if (name in config.segments) is not replace:
            said = f'no segment "{name}" on file' if replace else f'a segment "{name}" is on file already'
            verb = "add" if replace else "edit"
            raise BadInput(said, hint=f"pressctl office {verb} segment {name} …")
        segment_test(expression, contacts, config)
        return set_value(text, ("segments", name), expression)

    changed = change_office(workspace, edit)
    return counts([name], contacts, changed)[0].count
