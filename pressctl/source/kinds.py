"""Kinds of release: `templates/<kind>/kind.toml` read into a Kind, every problem of the file at once.

A kind is a folder with a `kind.toml` (what it asks for, which fields it has, what a complete release of it must
have) and a draft per language, `draft.<language>.md.j2`. The workspace's own win over those that pressctl brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from pressctl.config.templates import template_folders
from pressctl.config.toml_files import Complaint, Place, read_toml
from pressctl.config.validation import nearest
from pressctl.config.values import Line, Names, Strict
from pressctl.config.workspace import SLUG_LENGTH, Workspace
from pressctl.errors import BadInput
from pressctl.model.kind import Effect, FieldType, Kind, Question, Requirement, Section, thing

KIND_FILE = "kind.toml"
NOT_KINDS = frozenset({"labels", "layouts", "sample"})
"""Folders of `templates/` that hold something else."""

CORE_TYPES: dict[str, FieldType] = {
    "headline": FieldType.LINE,
    "subheadline": FieldType.LINE,
    "subject": FieldType.LINE,
    "dateline.place": FieldType.LINE,
    "dateline.date": FieldType.DATE,
    "embargo": FieldType.MOMENT,
    "expires": FieldType.MOMENT,
    "event.title": FieldType.LINE,
    "event.start": FieldType.MOMENT,
    "event.end": FieldType.MOMENT,
    "event.venue": FieldType.LINE,
    "event.accreditation": FieldType.LINE,
    "organisers": FieldType.ORGANISATIONS,
    "project.name": FieldType.LINE,
    "project.acronym": FieldType.LINE,
    "project.lead": FieldType.ORGANISATION,
    "project.funders": FieldType.ORGANISATIONS,
    "speakers": FieldType.PEOPLE,
    "contacts": FieldType.CONTACTS,
    "copy_to": FieldType.COPIES,
    "boilerplates": FieldType.BOILERPLATES,
    "notes": FieldType.TEXT,
    "corrects": FieldType.RELEASE,
}
"""What any release may have and a kind may ask for, with its type."""

FIELD_TYPES = frozenset(
    {
        FieldType.LINE,
        FieldType.TEXT,
        FieldType.DATE,
        FieldType.MOMENT,
        FieldType.NUMBER,
        FieldType.YES_NO,
        FieldType.CHOICE,
        FieldType.LINES,
        FieldType.MAP,
        FieldType.LANGUAGE,
    }
)
"""What a kind's own field may be: organisations and people stand in the core fields alone."""

ALWAYS_ASKED = ("headline", "dateline.place", "dateline.date")
"""Without these no release can be read, so every kind asks for them and requires them."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
DRAFT_NAME = re.compile(r"draft\.([a-z]{2,3}(?:-[A-Za-z]{2,4}){0,2})\.md\.j2")


class QuestionEntry(Strict):
    """A `[[questions]]` table."""

    path: Line
    type: Annotated[FieldType, Field(strict=False)]
    prompt: Line
    required: bool = False
    default: str | None = None
    help: Line | None = None
    writes: Line | None = None
    choices: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    needs: Line | None = None
    web_address: bool = False
    before: Line | None = None
    after: Line | None = None


class RequirementEntry(Strict):
    """A `[[requires]]` table."""

    path: Line
    why: Line
    what: Line | None = None


class CheckEntry(Strict):
    """The `[check]` table."""

    ignore: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class KindFile(Strict):
    """All of a `kind.toml`."""

    title: Line
    description: Line
    effect: Annotated[Effect | None, Field(strict=False)] = None
    document: Names | None = None
    status: Names | None = None
    sections: Annotated[tuple[Annotated[Section, Field(strict=False)], ...], Field(strict=False)] = ()
    fields: Annotated[dict[str, Annotated[FieldType, Field(strict=False)]], Field(default_factory=dict)]
    questions: Annotated[tuple[QuestionEntry, ...], Field(strict=False)]
    requires: Annotated[tuple[RequirementEntry, ...], Field(strict=False)] = ()
    check: CheckEntry | None = None


def kind_names(workspace: Workspace | None) -> tuple[str, ...]:
    """Return the names of the kinds there are, the office's own among them, in order and without reading them."""
    found: set[str] = set()
    for folder in template_folders(workspace):
        if folder.is_dir():
            found.update(entry.name for entry in folder.iterdir() if _is_kind(entry))
    return tuple(sorted(found))


def load_kind(workspace: Workspace | None, name: str) -> Kind:
    """Return the kind called `name`.

    Raises:
        BadInput: there is none (the hint has the nearest and the list), or its `kind.toml` has problems, each
            with its line.
    """
    for folder in template_folders(workspace):
        if len(name) <= SLUG_LENGTH and _NAME.fullmatch(name) and _is_kind(folder / name):
            return _read_once(folder / name, workspace, _stamp(folder / name))
    known = kind_names(workspace)
    guess = nearest(name, known)
    hint = f"kinds: {', '.join(known)}"
    shown = name[:60].encode("unicode_escape").decode("ascii")
    raise BadInput(f'no kind "{shown}"', hint=f'did you mean "{guess}"? {hint}' if guess else hint)


def read_kind(folder: Path, workspace: Workspace | None = None) -> Kind:
    """Read one kind's folder.

    Raises:
        BadInput: `kind.toml` cannot be read, is not TOML or says what cannot be; all problems with their lines.
    """
    file = folder / KIND_FILE
    shown = shown_path(file, workspace)
    read = read_toml(file, shown)
    entry = read.typed(KindFile)
    languages = tuple(sorted(match[1] for path in folder.iterdir() if (match := DRAFT_NAME.fullmatch(path.name))))
    found = [*_field_faults(entry), *_question_faults(entry), *_requirement_faults(entry)]
    if not languages:
        found.append(((), "has no draft beside it", "write draft.en.md.j2, or draft.<language>.md.j2"))
    if found:
        raise read.refusal(found)
    return _kind(folder, entry, languages)


@lru_cache(maxsize=64)
def _read_once(folder: Path, workspace: Workspace | None, stamp: tuple[int, int, int]) -> Kind:
    """Read a kind once for all releases of a run, and again when it has changed."""
    del stamp
    return read_kind(folder, workspace)


def _stamp(folder: Path) -> tuple[int, int, int]:
    """Return what changes when a draft comes or goes, or `kind.toml` is written."""
    file = (folder / KIND_FILE).stat()
    return folder.stat().st_mtime_ns, file.st_mtime_ns, file.st_size


def shown_path(file: Path, workspace: Workspace | None) -> str:
    """Return a template's path as a person would name it: from the workspace, else from its templates folder."""
    if workspace is not None and file.is_relative_to(workspace.root):
        return file.relative_to(workspace.root).as_posix()
    return Path("templates", *file.parts[-2:]).as_posix()


def _is_kind(folder: Path) -> bool:
    return folder.name not in NOT_KINDS and (folder / KIND_FILE).is_file()


def _field_faults(entry: KindFile) -> Iterator[Complaint]:
    for name, kind in entry.fields.items():
        if not _FIELD.fullmatch(name):
            yield ("fields", name), f'"{name}" is not a field name: small letters, digits and underscores', None
        elif kind not in FIELD_TYPES:
            known = ", ".join(sorted(FIELD_TYPES))
            yield ("fields", name), f'a field cannot be of the type "{kind}"', f"types of fields: {known}"


def _question_faults(entry: KindFile) -> Iterator[Complaint]:
    seen: set[str] = set()
    for number, question in enumerate(entry.questions):
        at: Place = ("questions", number)
        if question.path in seen:
            yield (*at, "path"), f"{question.path} is asked twice", None
        expected, fault, hint = _type_of(question.path, entry)
        if fault:
            yield (*at, "path"), fault, hint
        elif expected not in {None, question.type}:
            yield (*at, "type"), f"{question.path} is of the type {expected}, not {question.type}", None
        if (question.type is FieldType.CHOICE) != bool(question.choices):
            yield (*at, "choices"), 'the type "choice" has choices, and no other has', None
        if question.web_address and question.type is not FieldType.LINE:
            yield (*at, "web_address"), 'only the type "line" can be the address of a page', None
        if question.needs is not None and question.needs not in seen:
            yield (*at, "needs"), f"{question.needs} is not asked before", None
        yield from _order_faults(question, at, entry)
        seen.add(question.path)
    required = {question.path for question in entry.questions if question.required}
    for path in ALWAYS_ASKED:
        if path not in required:
            yield ("questions",), f"{path} is not asked for as required; no release is without it", None


def _order_faults(question: QuestionEntry, at: Place, entry: KindFile) -> Iterator[Complaint]:
    """Yield what is wrong with `before` and `after`: they stand at times, and name times that a release keeps."""
    times = {FieldType.DATE, FieldType.MOMENT}
    known = {**CORE_TYPES, **{f"fields.{name}": type_ for name, type_ in entry.fields.items()}}
    for key, other in (("before", question.before), ("after", question.after)):
        if other is None:
            continue
        if question.type not in times:
            yield (*at, key), f'only the types "date" and "moment" can have {key}', None
        elif known.get(other) not in times:
            guess = nearest(other, [path for path, type_ in known.items() if type_ in times])
            yield (
                (*at, key),
                f"{other} is no date or moment of a release",
                f'did you mean "{guess}"?' if guess else None,
            )


def _type_of(path: str, entry: KindFile) -> tuple[FieldType | None, str | None, str | None]:
    """Return (type, fault, hint) of a question's path; a `draft.` path may have any type."""
    head, _, rest = path.partition(".")
    if path in CORE_TYPES:
        return CORE_TYPES[path], None, None
    if head == "draft" and _FIELD.fullmatch(rest):
        return None, None, None
    if head == "fields":
        if rest in entry.fields:
            return entry.fields[rest], None, None
        return None, f"{path} is not declared", f'add {rest} = "line" under [fields]'
    guess = nearest(path, CORE_TYPES)
    return (
        None,
        f'a release has no "{path}"',
        f'did you mean "{guess}"?' if guess else "fields.<name> or draft.<name> take what is the kind's own",
    )


def _requirement_faults(entry: KindFile) -> Iterator[Complaint]:
    known = {*CORE_TYPES, "event", "project", "quotation", "image", *(f"fields.{name}" for name in entry.fields)}
    for number, requirement in enumerate(entry.requires):
        if requirement.path not in known:
            guess = nearest(requirement.path, known)
            hint = f'did you mean "{guess}"?' if guess else None
            yield ("requires", number, "path"), f'a release has no "{requirement.path}"', hint


def _kind(folder: Path, entry: KindFile, languages: tuple[str, ...]) -> Kind:
    return Kind(
        name=folder.name,
        title=entry.title,
        description=entry.description,
        questions=tuple(
            Question(
                path=question.path,
                type=question.type,
                prompt=question.prompt,
                required=question.required,
                default=question.default,
                help=question.help,
                writes=question.writes,
                choices=question.choices,
                needs=question.needs,
                web_address=question.web_address,
                before=question.before,
                after=question.after,
            )
            for question in entry.questions
        ),
        fields=tuple(entry.fields.items()),
        requires=tuple(
            Requirement(wanted.path, wanted.why, wanted.what or thing(wanted.path)) for wanted in entry.requires
        ),
        sections=entry.sections,
        folder=folder,
        languages=languages,
        effect=entry.effect,
        document=entry.document,
        status=entry.status,
        unchecked=entry.check.ignore if entry.check else (),
    )
