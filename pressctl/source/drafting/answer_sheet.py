"""The answer sheet: what has been answered so far, by path, and what was left out on purpose.

It is filled from `--set`, from a YAML file and from a person, question by question, and kept as a YAML file of
its own while it is being filled. Every problem of a file is reported at once, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from pressctl.config.validation import nearest
from pressctl.errors import BadInput, Problem, UsageError, faulty_file
from pressctl.model.kind import Kind, Question
from pressctl.model.order import out_of_order
from pressctl.source.characters import forbidden_characters
from pressctl.source.drafting.answer_reading import read_answer
from pressctl.source.drafting.answers import Answers, is_empty, misfit, question_for, time_at, with_answer
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.drafts import default_answer
from pressctl.source.drafting.typed_parts import BadAnswer, Plain
from pressctl.source.kinds import CORE_TYPES

if TYPE_CHECKING:
    from pressctl.source.front_matter.yaml_nodes import MapNode, Node

Sheet: TypeAlias = Mapping[str, Plain | None]
"""Answers by path; nothing under a path means that the question was left out on purpose."""


def nested(sheet: Sheet) -> Answers:
    """Return the answers as one mapping, as drafts and the front matter take them."""
    answers: Answers = {}
    for path, value in sheet.items():
        if value is not None:
            answers = with_answer(answers, path, value)
    return dict(answers)


def leaves_out(question: Question, raw: Plain) -> bool:
    """Say whether this answers with nothing: an empty answer, or `none` for the embargo, as front matter has it."""
    none = question.path == "embargo" and isinstance(raw, str) and raw.strip().casefold() == "none"
    return none or is_empty(raw)


def applies(question: Question, sheet: Sheet) -> bool:
    """Say whether a question is to be asked: what it needs was answered, and not with no."""
    needed = sheet.get(question.needs) if question.needs else None
    return question.needs is None or not (needed is None or needed is False)


def open_questions(kind: Kind, sheet: Sheet) -> tuple[Question, ...]:
    """Return what is still to be asked, in the kind's order; what is required cannot have been left out."""
    return tuple(
        question
        for question in kind.questions
        if applies(question, sheet)
        and (sheet.get(question.path) is None if question.required else question.path not in sheet)
    )


def missing_answers(kind: Kind, sheet: Sheet) -> tuple[Question, ...]:
    """Return the required questions that have no answer."""
    return tuple(
        question
        for question in kind.questions
        if question.required and applies(question, sheet) and sheet.get(question.path) is None
    )


def with_defaults(kind: Kind, sheet: Sheet, asking: Asking) -> dict[str, Plain | None]:
    """Answer every open question that has a default, as Enter would; a default that cannot be read is none."""
    filled = dict(sheet)
    for question in kind.questions:
        if question.path in filled or not applies(question, filled):
            continue
        offered = default_answer(question, kind, nested(filled), asking)
        if offered is None:
            continue
        try:
            filled[question.path] = read_answer(question, offered, asking).value
        except BadAnswer:
            continue
    return filled


def read_settings(settings: Sequence[str], kind: Kind, asking: Asking) -> dict[str, Plain | None]:
    """Read `--set key=value`, several times.

    Raises:
        UsageError: one of them has no `=`.
        BadInput: unknown keys and answers that cannot be taken, all of them.
    """
    sheet: dict[str, Plain | None] = {}
    problems: list[Problem] = []
    for setting in settings:
        path, equals, raw = setting.partition("=")
        path = path.strip()
        if not equals:
            raise UsageError(f'--set "{setting}" has no =', hint='write --set event.title="Working Together"')
        if path in sheet:
            problems.append(Problem("is set twice", where=f"--set {path}"))
        try:
            question = question_for(kind, path)
            sheet[path] = None if leaves_out(question, raw) else read_answer(question, raw, asking).value
        except BadAnswer as error:
            problems.extend(Problem(message, where=f"--set {path}") for message in str(error).split("\n"))
    if problems:
        count = "An answer" if len(problems) == 1 else f"{len(problems)} answers"
        raise BadInput(f"{count} cannot be taken; nothing was written", problems=problems)
    return sheet


def read_sheet(text: str, shown: str, kind: Kind, asking: Asking) -> dict[str, Plain | None]:
    """Read answers from YAML: nested as in the front matter, or with dotted paths as keys.

    Raises:
        BadInput: not YAML, unknown keys, answers that cannot be taken; all of them with their lines.
    """
    from pressctl.source.front_matter.yaml_nodes import MapNode, compose

    composed = compose(text, path=shown)
    problems = [*forbidden_characters(text, path=shown), *composed.problems]
    sheet: dict[str, Plain | None] = {}
    if isinstance(composed.root, MapNode):
        sheet, found = _read_map(composed.root, shown, kind, asking)
        problems.extend(found)
    elif composed.root is not None:
        problems.append(Problem("answers are written as key: value", shown, composed.root.start.line))
    if problems:
        raise faulty_file(shown, problems, consequence="nothing was written")
    return sheet


def kept_text(language: str, sheet: Sheet) -> str:
    """Return the sheet as the file that keeps it while it is being filled."""
    from pressctl.source.front_matter.yaml_nodes import emit

    answers = {path: value for path, value in sheet.items() if value is not None}
    left_out = [path for path, value in sheet.items() if value is None]
    return emit({"language": language, "left_out": left_out, "answers": answers})


def kept_language(text: str, shown: str) -> str:
    """Return the language that kept answers were given in.

    Raises:
        BadInput: the text is not what `kept_text` wrote.
    """
    from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose

    composed = compose(text, path=shown)
    node = composed.root.get("language") if isinstance(composed.root, MapNode) else None
    if composed.problems or not isinstance(node, ScalarNode):
        raise BadInput(
            f"{shown} cannot be read: it does not hold answers as they are kept",
            problems=composed.problems,
            hint="mend the file, or delete it and begin anew",
        )
    return node.value


def kept_sheet(text: str, kind: Kind, asking: Asking) -> dict[str, Plain | None]:
    """Return kept answers; what can no longer be taken (an organisation that has gone) is asked again."""
    from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, ScalarNode, compose

    root = compose(text, path="").root
    if not isinstance(root, MapNode):
        return {}
    answers, left_out = root.get("answers"), root.get("left_out")
    sheet = _read_map(answers, "", kind, asking)[0] if isinstance(answers, MapNode) else {}
    paths = {question.path for question in kind.questions}
    if isinstance(left_out, ListNode):
        sheet |= {node.value: None for node in left_out.items if isinstance(node, ScalarNode) and node.value in paths}
    return sheet


def misfits(sheet: Sheet, kind: Kind) -> dict[str, str]:
    """Return what does not go together, by the path of the later answer."""
    answers = nested(sheet)
    found = {path: misfit(path, value, answers) for path in ("event.end",) if (value := sheet.get(path))}
    return {path: why for path, why in found.items() if why} | {
        wrong.question.path: wrong.message for wrong in out_of_order(kind, partial(time_at, answers))
    }


def _read_map(root: MapNode, shown: str, kind: Kind, asking: Asking) -> tuple[dict[str, Plain | None], list[Problem]]:
    from pressctl.source.front_matter.yaml_nodes import plain_data

    sheet: dict[str, Plain | None] = {}
    problems: list[Problem] = []
    for path, node in _leaves(root, "", kind, shown, problems):
        raw: Plain = plain_data(node)  # type: ignore[assignment] # lists of texts are lists of answers
        try:
            question = question_for(kind, path)
            sheet[path] = None if leaves_out(question, raw) else read_answer(question, raw, asking).value
        except BadAnswer as error:
            line, column = node.start.line, node.start.column
            problems.extend(Problem(message, shown, line, column, where=path) for message in str(error).split("\n"))
    return sheet, problems


def _leaves(node: Node, prefix: str, kind: Kind, shown: str, problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    """Yield (path, node) of every answer; a key that no release has becomes a problem."""
    from pressctl.source.front_matter.yaml_nodes import MapNode

    known = {
        *CORE_TYPES,
        *(question.path for question in kind.questions),
        *(f"fields.{name}" for name, _ in kind.fields),
    }
    inner = {path[:end] for path in known for end, letter in enumerate(path) if letter == "."}
    if not isinstance(node, MapNode):
        return
    for entry in node.entries:
        path = f"{prefix}{entry.key.value}"
        if path in known:
            yield path, entry.value
        elif path in inner and isinstance(entry.value, MapNode):
            yield from _leaves(entry.value, f"{path}.", kind, shown, problems)
        else:
            guess = nearest(path, known | inner)
            hint = f'did you mean "{guess}"?' if guess else f"known: {', '.join(sorted(known))}"
            start = entry.key.start
            message = f"{path} has parts of its own" if path in inner else f'unknown key "{path}"'
            problems.append(Problem(message, shown, start.line, start.column, hint=None if path in inner else hint))
