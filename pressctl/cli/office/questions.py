"""The questions about somebody on file: one at a time, what is there in brackets, a second chance with the reason."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pressctl.cli.asking.questions import WAYS, WAYS_KEPT, Answers, Asked, ask_in_turn
from pressctl.cli.office.init_questions import explain_zones, stopped
from pressctl.workflow.office.answers import FIELDS, Field, Form, Setting, as_typed, read_setting
from pressctl.workflow.office.changes import find_logo, refuse_key
from pressctl.workflow.office.on_file import OnFile, What, free_key, on_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressctl.cli.session import Session
    from pressctl.config.schema import Config
    from pressctl.store.half_given import HalfGiven

_LOCALISED = {Form.PER_LANGUAGE, Form.PARAGRAPHS}
_KEY = "key"


def ask_entry(
    session: Session,
    what: What,
    present: OnFile | None,
    *,
    only: str | None = None,
    key: bool = False,
    kept: HalfGiven | None = None,
) -> tuple[list[Setting], str | None]:
    """Ask for every field, or for one alone, and return what is to be written; with `key`, the new entry's, too.

    Raises:
        Interrupted: the person stopped; nothing was written but to `kept`.
    """
    fixed = [
        _asked(session, what, present, field, language)
        for field, language in _fields(session, what)
        if only in {None, field.name}
    ]

    def questions(said: Answers) -> list[Asked]:
        return [*fixed, _key_of(session, what, said)] if key else fixed

    session.console.print(WAYS_KEPT if kept else WAYS, style="dim", markup=False)
    session.console.print("A hyphen alone takes out what is there.", style="dim", markup=False)
    try:
        said = ask_in_turn(session.console, questions, kept)
    except (KeyboardInterrupt, EOFError) as error:
        session.console.print()
        raise stopped(kept, f"pressctl office add {what.value}") from error
    return [each for each in said.values() if isinstance(each, Setting)], said.get(_KEY)


def _fields(session: Session, what: What) -> Iterator[tuple[Field, str | None]]:
    for field in FIELDS[what]:
        for language in session.config.office.languages if field.form in _LOCALISED else (None,):
            yield field, language


def _asked(session: Session, what: What, present: OnFile | None, field: Field, language: str | None) -> Asked:
    first = language == session.config.fallback_language
    default = _default(present, field, language, first=first)
    where = f"{field.name}.{language}" if language else field.name
    needed = field.name == "name" and first

    def read(answer: str) -> Setting | None:
        text = answer
        if answer == "e" and field.form is Form.PARAGRAPHS:
            text = _in_editor(session, default or "")
            if not text:
                return None
        if needed and answer == "-":
            raise ValueError("this one is needed")
        setting = read_setting(what, where, text, session.config)
        if field.form is Form.PICTURE:
            find_logo(session.workspace, text)  # now, while it can be answered again
        return setting

    return Asked(
        where,
        f"{field.prompt} ({language})" if language and len(session.config.office.languages) > 1 else field.prompt,
        read,
        offered=default or "",
        keeps=True,
        needed=needed,
        text=field.form is Form.PARAGRAPHS,
        typed=_as_written if field.form is Form.PARAGRAPHS else None,
        without=Setting(tuple(where.split(".")), None) if default else None,
        explain=lambda word: _explained(session, field, word),
    )


def _as_written(setting: Setting | None) -> str:
    """Return the text that came out of an editor, or was typed here."""
    return str(setting.value) if setting is not None and setting.value else ""


def _key_of(session: Session, what: What, said: Answers) -> Asked:
    """Ask for the key of a new entry; what is no key, or somebody's already, is asked again."""

    def read(answer: str) -> str:
        refuse_key(session.config, what, answer)
        return answer

    named = suggested_key(session.config, what, [each for each in said.values() if isinstance(each, Setting)])
    help_ = "Small letters, digits and single hyphens, such as leyla-mammadova"
    return Asked(_KEY, "Key, by which releases name it", read, offered=named or "", needed=True,
                 explain=lambda _: [(help_, "")])  # fmt: skip


def suggested_key(config: Config, what: What, settings: Sequence[Setting]) -> str | None:
    """Return a free key made from the acronym or the name; nothing where there is neither."""
    texts = {setting.path: str(setting.value) for setting in settings if setting.value}
    first = config.fallback_language
    wanted = [("acronym",), ("acronym", first), ("name",), ("name", first)]
    names = [texts[path] for path in wanted if path in texts]
    names += [text for path, text in texts.items() if path[0] == "name"]
    return free_key(config, what, names[0]) if names else None


def _default(present: OnFile | None, field: Field, language: str | None, *, first: bool) -> str | None:
    if present is None:
        return None
    return as_typed(field, present, language) or (as_typed(field, present) if first and language else None)


def _in_editor(session: Session, text: str) -> str:
    from pressctl.cli.asking.editor import edit
    from pressctl.store.files import make_private_folder, write_atomically

    folder = session.workspace.root / ".pressctl"
    make_private_folder(folder)
    draft = folder / "boilerplate.md"
    write_atomically(draft, f"{text}\n".encode())
    edit(draft, os.environ)  # where it fails, the draft stays: what was written there must not be lost
    written = draft.read_text(encoding="utf-8-sig").strip()
    draft.unlink(missing_ok=True)
    return written


def _explained(session: Session, field: Field, word: str) -> list[tuple[str, str]]:
    if field.form is Form.ZONE:
        return explain_zones(word)
    listed = {Form.ORGANISATION: What.ORGANISATION, Form.ON_FILE: What.PERSON}.get(field.form)
    everybody = on_file(session.config, listed) if listed else ()
    said = field.help or "One line, as it shall be printed"
    return [(said, ""), *((each.key, each.name(session.config)) for each in everybody)]
