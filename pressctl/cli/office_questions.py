"""The questions about somebody on file: one at a time, what is there in brackets, a second chance with the reason."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressctl.cli.keyboard import typed
from pressctl.errors import Interrupted
from pressctl.source.typed_parts import BadAnswer
from pressctl.workflow.office import OnFile, What, on_file
from pressctl.workflow.office_answers import FIELDS, Field, Form, Setting, as_typed, read_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressctl.cli.session import Session

_INDENT = "      "
_LINE = 78
"""Columns of a question."""
_LOCALISED = {Form.PER_LANGUAGE, Form.PARAGRAPHS}


def ask_entry(session: Session, what: What, present: OnFile | None, *, only: str | None = None) -> list[Setting]:
    """Ask for every field, or for one alone, and return what is to be written.

    Raises:
        Interrupted: the person stopped; nothing was written.
    """
    session.console.print("Enter keeps what is in brackets or skips; - takes it out; ? explains.", style="dim")
    questions = [each for each in _questions(session, what) if only in {None, each[0].name}]
    settings: list[Setting] = []
    try:
        for number, (field, language) in enumerate(questions, 1):
            setting = _ask(session, what, present, _Asked(number, field, language))
            if setting is not None:
                settings.append(setting)
    except (KeyboardInterrupt, EOFError) as error:
        raise Interrupted("stopped; nothing was written") from error
    return settings


def _questions(session: Session, what: What) -> Iterator[tuple[Field, str | None]]:
    for field in FIELDS[what]:
        for language in session.config.office.languages if field.form in _LOCALISED else (None,):
            yield field, language


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question."""

    number: int
    field: Field
    language: str | None


def _ask(session: Session, what: What, present: OnFile | None, asked: _Asked) -> Setting | None:
    """Ask one question until it is answered; nothing where all stays as it is."""
    field, language = asked.field, asked.language
    first = language == session.config.fallback_language
    default = _default(present, field, language, first=first)
    needed = field.name == "name" and first and default is None
    where = f"{field.name}.{language}" if language else field.name
    while True:
        answer = typed(_prompt(asked, default, needed=needed), _INDENT, text=field.form is Form.PARAGRAPHS).strip()
        if answer == "?":
            _explain(session, field)
            continue
        if answer == "e" and field.form is Form.PARAGRAPHS:
            answer = _in_editor(session, default or "")
        if not answer or (answer == "-" and default is None):
            if not needed:
                return None
            _refuse(session, "this one is needed")
            continue
        if answer == "-":
            return Setting(tuple(where.split(".")), None)
        try:
            return read_setting(what, where, answer, session.config)
        except BadAnswer as error:
            _refuse(session, str(error))


def _default(present: OnFile | None, field: Field, language: str | None, *, first: bool) -> str | None:
    if present is None:
        return None
    return as_typed(field, present, language) or (as_typed(field, present) if first and language else None)


def _prompt(asked: _Asked, default: str | None, *, needed: bool) -> str:
    of = f" ({asked.language})" if asked.language else ""
    lead = f"{asked.number:>2}  {asked.field.prompt}{of}"
    shown = " ".join(default.split()) if default else ""
    room = _LINE - len(lead) - len(" []: ")
    bracket = f" [{shown if len(shown) <= room else f'{shown[: room - 1]}…'}]" if shown else ""
    return f"{lead}{bracket or ('' if needed else ' (Enter to skip)')}: "


def _in_editor(session: Session, text: str) -> str:
    from pressctl.cli.editor import edit
    from pressctl.store.files import make_private_folder, write_atomically

    folder = session.workspace.root / ".pressctl"
    make_private_folder(folder)
    draft = folder / "boilerplate.md"
    write_atomically(draft, f"{text}\n".encode())
    edit(draft, os.environ)  # where it fails, the draft stays: what was written there must not be lost
    written = draft.read_text(encoding="utf-8-sig").strip()
    draft.unlink(missing_ok=True)
    return written


def _explain(session: Session, field: Field) -> None:
    _say(session, field.help or "One line, as it shall be printed")
    if field.form is Form.ORGANISATION:
        rows = [(each.key, each.name(session.config)) for each in on_file(session.config, What.ORGANISATION)]
        width = max((len(key) for key, _ in rows), default=0)
        for key, name in rows:
            room = max(20, session.console.width - width - len(_INDENT) - 3)
            _say(session, f"{key:<{width}}  {name if len(name) <= room else f'{name[:room]}…'}")


def _refuse(session: Session, why: str) -> None:
    session.console.print(f"{_INDENT}{session.symbols.failed} {why}", markup=False, style="red")


def _say(session: Session, text: str) -> None:
    session.console.print(f"{_INDENT}{text}", markup=False, style="dim")
