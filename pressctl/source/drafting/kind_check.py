"""Looking a kind over before anybody drafts with it: `kind.toml`, every draft and every default, all faults at once.

A draft is parsed, not filled: a name that no answer can ever have is found even where it stands in an `if` that no
example would enter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from pressctl.config.regular import read_file
from pressctl.config.toml_files import read_toml
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.kind import FieldType, Kind
from pressctl.source.drafting.answers import LISTS
from pressctl.source.drafting.draft_facts import OFFICE_FACTS, Party, Person, namespaces
from pressctl.source.drafting.draft_words import draft_environment
from pressctl.source.earlier import NOTHING_EARLIER
from pressctl.source.kinds import DRAFT_NAME, KIND_FILE, read_kind, shown_path

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Getattr, Name, Template

_PARTIES = {FieldType.ORGANISATION: Party, FieldType.PERSON: Person}
_SHORT = frozenset({"name", "title", "acronym", "short", "gloss", "key", "comma"})


class Checked(Frozen):
    """What came of looking a kind's folder over."""

    name: str
    folder: Path
    kind: Kind | None
    """None where its `kind.toml` cannot be used."""
    problems: tuple[Problem, ...] = ()
    """Each with its file and line, in the order in which the files are read."""


def check_kind(folder: Path, workspace: Workspace | None) -> Checked:
    """Look over everything in a kind's folder; nothing is raised for what is wrong with it."""
    problems: list[Problem] = []
    kind = None
    try:
        kind = read_kind(folder, workspace)
    except BadInput as error:
        problems += error.problems or [Problem(error.message, shown_path(folder / KIND_FILE, workspace))]
    if kind is not None:
        problems += _default_faults(kind, workspace)
    for file in sorted(folder.glob("draft*")):
        if DRAFT_NAME.fullmatch(file.name):
            problems += _draft_faults(file, kind, workspace)
        elif not file.name.endswith("~"):  # an editor's backup
            hint = "a draft is called draft.<language>.md.j2, such as draft.en.md.j2"
            problems.append(Problem("is never used", shown_path(file, workspace), hint=hint))
    return Checked(folder.name, folder, kind, tuple(problems))


def _draft_faults(file: Path, kind: Kind | None, workspace: Workspace | None) -> Iterator[Problem]:
    shown = shown_path(file, workspace)
    try:
        text = read_file(file).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        yield Problem("is not UTF-8 text", shown, hint="save it as UTF-8 in your editor")
        return
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror}", shown)
        return
    lines = text.split("\n")
    environment = draft_environment(file.name.split(".")[1], finalize=lambda value: value)
    known = None if kind is None else _facts(kind)
    for line, message, hint in _template_faults(text, environment, known, kind):
        yield Problem(message, shown, line, hint=hint, excerpt=lines[line - 1] if line <= len(lines) else None)


def _default_faults(kind: Kind, workspace: Workspace | None) -> Iterator[Problem]:
    """Yield what is wrong with the defaults of the questions, at their lines of `kind.toml`."""
    file = kind.folder / KIND_FILE
    shown = shown_path(file, workspace)
    read = read_toml(file, shown)
    environment = draft_environment("en", finalize=lambda value: value)
    environment.filters["with_boilerplate"] = lambda chosen: chosen
    known = {**_facts(kind), "today": None}
    for number, question in enumerate(kind.questions):
        if question.default is None:
            continue
        for _, message, hint in _template_faults(question.default, environment, known, None):
            line = read.line(("questions", number, "default"))
            yield Problem(message, shown, line, where=f"questions[{number + 1}].default", hint=hint)


def _facts(kind: Kind) -> dict[str, object]:
    """Return every name that a draft of the kind may use; that of an answer has its question's type."""
    answers = namespaces(kind, lambda question: question.type)
    return {**answers, "office": OFFICE_FACTS, "corrected": NOTHING_EARLIER}


_Fault = tuple[int, str, str | None]


def _template_faults(
    text: str, environment: Environment, known: Mapping[str, object] | None, kind: Kind | None
) -> Iterator[_Fault]:
    """Yield (line, message, hint) of a template; without `known`, only what is wrong whatever the facts are."""
    from jinja2 import TemplateSyntaxError

    found: list[_Fault] = []
    try:
        tree = environment.parse(text)
        if known is not None:
            named = _Named.by(tree)
            found = [*_unknown_names(named, environment, known), *_unknown_parts(named, known, kind)]
            found += _without_words(named, known)
        environment.compile(tree, raw=True)  # filters and tests that do not exist; it rearranges the tree
    except TemplateSyntaxError as error:
        found.append((error.lineno, (error.message or "is no template").rstrip("."), None))
    yield from sorted(dict.fromkeys(found), key=lambda fault: fault[:2])


class _Named(Frozen):
    """What a template names, found in one walk: walking the tree is half of what a look at a kind costs."""

    names: tuple[Name, ...]
    parts: tuple[Getattr, ...]
    printed: tuple[Name | Getattr, ...]
    """What stands alone between `{{` and `}}`."""
    own: frozenset[str]
    """The names that the template gives itself: `{% set %}`, `{% for %}`, `{% macro %}`."""

    @classmethod
    def by(cls, tree: Template) -> _Named:
        from jinja2.nodes import Getattr, Macro, Name, Output

        names, parts, printed, own = [], [], [], {"loop", "caller", "varargs", "kwargs"}
        for node in tree.find_all((Name, Getattr, Macro, Output)):
            if isinstance(node, Getattr):
                parts.append(node)
            elif isinstance(node, Name):
                names.append(node)
                own |= {node.name} if node.ctx != "load" else set()
            elif isinstance(node, Macro):
                own.add(node.name)
            elif isinstance(node, Output):
                printed += [part for part in node.nodes if isinstance(part, (Name, Getattr))]
        return cls(tuple(names), tuple(parts), tuple(printed), frozenset(own))


def _unknown_names(named: _Named, environment: Environment, known: Mapping[str, object]) -> Iterator[_Fault]:
    there = {*known, *environment.globals, *named.own}
    for node in named.names:
        if node.name not in there:
            yield node.lineno, f'there is no "{node.name}"', _meant(node.name, _paths(known))


def _unknown_parts(named: _Named, known: Mapping[str, object], kind: Kind | None) -> Iterator[_Fault]:
    """Yield what is asked of a fact that it does not have: `draft.winer`, `draft.winner.nmae`."""
    from jinja2.nodes import Name

    for node in named.parts:
        if isinstance(node.node, Name) and node.node.name not in named.own:
            fact = known.get(node.node.name)
            if isinstance(fact, SimpleNamespace) and node.attr not in vars(fact):
                path = f"{node.node.name}.{node.attr}"
                yield node.lineno, f'there is no "{path}"', _advice(path, node.node.name, known, kind)
        else:
            yield from _unknown_of_a_name(node, known, named.own)


def _unknown_of_a_name(node: Getattr, known: Mapping[str, object], own: frozenset[str]) -> Iterator[_Fault]:
    from jinja2.nodes import Getattr, Name

    inner = node.node
    if not isinstance(inner, Getattr) or not isinstance(inner.node, Name) or inner.node.name in own:
        return
    namespace = known.get(inner.node.name)
    answered_by = getattr(namespace, inner.attr, None) if isinstance(namespace, SimpleNamespace) else None
    made = _PARTIES.get(answered_by) if isinstance(answered_by, FieldType) else None
    if made is not None and not hasattr(made, node.attr):
        parts = ", ".join(sorted(part for part in _SHORT if hasattr(made, part) and part != "comma"))
        yield node.lineno, f"{inner.node.name}.{inner.attr} has no {node.attr}", f"it has {parts}"


def _without_words(named: _Named, known: Mapping[str, object]) -> Iterator[_Fault]:
    """Yield what would be printed as Python writes it down: a list, or all there is of an event."""
    from jinja2.nodes import Getattr, Name

    for node in named.printed:
        inner = node.node if isinstance(node, Getattr) else node
        if not isinstance(inner, Name) or inner.name in named.own:
            continue
        path, fact = inner.name, known.get(inner.name)
        if isinstance(node, Getattr):
            path, fact = f"{path}.{node.attr}", getattr(fact, node.attr, None)
        if isinstance(fact, SimpleNamespace):
            part = next(iter(vars(fact)), None)
            yield (
                node.lineno,
                f"{path} has no words of its own",
                part and f"say which part is meant, such as {path}.{part}",
            )
        elif isinstance(fact, FieldType) and fact in LISTS:
            yield node.lineno, f"{path} is a list", f"write {{{{ {path} | list }}}}, or take one after the other"


def _advice(path: str, head: str, known: Mapping[str, object], kind: Kind | None) -> str | None:
    parts = [one.partition(".")[2] for one in _paths(known) if one.startswith(f"{head}.")]
    guess = nearest(path.partition(".")[2], parts)
    if guess is not None:
        return f'did you mean "{head}.{guess}"?'
    if kind is None or head not in {"draft", "fields"}:
        return None
    return f'ask for it: a [[questions]] table with path = "{path}"'


def _meant(name: str, known: list[str]) -> str | None:
    guess = nearest(name, known)
    return f'did you mean "{guess}"?' if guess else None


def _paths(known: Mapping[str, object]) -> list[str]:
    """Return every path that a template may name."""
    return [
        path
        for name, fact in known.items()
        for path in ([f"{name}.{part}" for part in vars(fact)] if isinstance(fact, SimpleNamespace) else [name])
    ]
