"""Drafts: a kind's Jinja2 text filled with answers into the Markdown body of a release.

A value says exactly its own words (it is escaped for Markdown) unless its question is of the type `text`: that
is Markdown already. A value that was not given is empty in an `if` and an error anywhere else, so a draft can
never print a hole. Lines of a template that follow each other become one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from pressctl.config.regular import read_text
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.model.kind import Kind, Question
from pressctl.source.drafting.answers import Answers, answer_at
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.draft_facts import draft_facts, namespaces, office_facts, with_boilerplate
from pressctl.source.drafting.draft_words import draft_environment
from pressctl.source.drafting.inner_marks import with_inner_marks
from pressctl.source.drafting.sentences import marked, settled
from pressctl.source.drafting.unquoted import without_double_marks
from pressctl.source.earlier import NOTHING_EARLIER, EarlierRelease, FindEarlier
from pressctl.source.kinds import KIND_FILE, shown_path

_BREAK = "\ue000"
"""Stands for a line break inside a value while the template's own lines are joined; no answer can hold it."""

_OWN_LINE = re.compile(r"(?:>|[-*] |\d+\. |#|\|)")
"""Lines of a template that are not prose: quotations, lists, headings, tables."""


def draft_body(  # noqa: PLR0917 - what every draft needs, and what some do
    kind: Kind,
    language: str,
    answers: Answers,
    config: Config,
    workspace: Workspace | None = None,
    corrected: EarlierRelease = NOTHING_EARLIER,
) -> str:
    """Fill the kind's draft in `language`; `corrected` is the release that it corrects or withdraws.

    Raises:
        BadInput: the kind has no draft in this language, or the draft has an error (file and line).
    """
    if language not in kind.languages:
        raise BadInput(
            f'the kind "{kind.name}" has no draft in the language "{language}"',
            hint=f"it has {', '.join(kind.languages)}; add templates/{kind.name}/draft.{language}.md.j2",
        )
    file = draft_file(kind, language)
    facts = {**draft_facts(kind, answers, config, language), "corrected": corrected}
    return _joined(_rendered(file, shown_path(file, workspace), language, facts), language)


def corrected_in(answers: Answers, find: FindEarlier | None) -> EarlierRelease:
    """Return the release that the answers say is corrected or withdrawn; one without a name where they say none."""
    named = answer_at(answers, "corrects.id")
    return find(str(named)) if named and find else NOTHING_EARLIER


def draft_file(kind: Kind, language: str) -> Path:
    """Return where the draft in `language` stands."""
    return kind.folder / f"draft.{language}.md.j2"


def default_answer(question: Question, kind: Kind, answers: Answers, asking: Asking) -> str | None:
    """Return what stands in brackets: the question's default filled with the office and the answers so far.

    Raises:
        BadInput: the default has an error; with the `kind.toml` that it stands in.
    """
    if question.default is None:
        return None
    environment = draft_environment(asking.language, finalize=_offered)
    environment.filters["with_boilerplate"] = lambda chosen: with_boilerplate(chosen, asking.config)
    shown = shown_path(kind.folder / KIND_FILE, None)
    facts = {
        **namespaces(kind, lambda asked: answer_at(answers, asked.path)),
        "office": office_facts(asking.config, asking.language),
        "today": asking.today.isoformat(),
        "corrected": corrected_in(answers, asking.earlier),
    }
    template_errors = _template_errors()
    try:
        text = environment.from_string(question.default).render(facts)
    except template_errors as error:
        problem = Problem(f"the default of {question.path}: {error}", shown)
        raise BadInput(f"{shown} has a problem", problems=[problem], hint=f"mend {shown}") from error
    return " ".join(text.split()) or None


def _rendered(file: Path, shown: str, language: str, facts: Mapping[str, object]) -> str:
    text = read_text(file, shown).replace("\r\n", "\n")
    environment = draft_environment(language, finalize=_printed)
    template_errors = _template_errors()
    try:
        template = environment.from_string(text)
        return template.render(facts)
    except template_errors as error:
        line = getattr(error, "lineno", None) or _template_line(error.__traceback__)
        problem = Problem(str(error).rstrip("."), shown, line, excerpt=_line_of(text, line))
        raise BadInput(f"{shown} has an error", problems=[problem], hint=f"mend {shown}") from error


def _offered(value: object) -> object:
    from markupsafe import Markup

    return Markup("" if value is None else _in_words(value))  # noqa: S704 - typed words; the output is no HTML


def _in_words(value: object) -> str:
    """Return a value's own words. One that has none would be printed as Python writes it down: `(Person(name='…`."""
    from jinja2.exceptions import UndefinedError

    if type(value).__str__ is object.__str__ and not isinstance(value, (int, float)):
        if isinstance(value, (list, tuple)):
            raise UndefinedError(
                "a list is printed here; write {{ … | list }}, or take one after the other with {% for … %}"
            )
        raise UndefinedError("this has no words of its own; say which part of it is meant, such as event.title")
    return str(value)


def _printed(value: object) -> object:
    from jinja2.exceptions import UndefinedError
    from markupsafe import Markup

    from pressctl.source.markdown.escaping import escape_markdown

    if value is None:
        raise UndefinedError("an answer that may be left out is printed here; put it into {% if … %}")
    text = value if isinstance(value, Markup) else escape_markdown(_in_words(value))
    return Markup(marked(text).replace("\n", _BREAK))  # noqa: S704 - Markdown; the output is no HTML


def _template_errors() -> tuple[type[Exception], ...]:
    """Return what a faulty template can raise: Jinja2's own, and what an expression in it may do."""
    from jinja2 import TemplateError

    return (
        TemplateError,
        TypeError,
        ValueError,
        AttributeError,
        LookupError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    )


def _template_line(traceback: TracebackType | None) -> int | None:
    """Return the line of the template that was at work; Jinja2 puts its frames into the traceback."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _line_of(text: str, line: int | None) -> str | None:
    lines = text.split("\n")
    return lines[line - 1] if line and line <= len(lines) else None


def _joined(rendered: str, language: str) -> str:
    """Join the lines of each paragraph of prose; leave quotations, lists and headings as they are."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", rendered.strip("\n"))
    text = without_double_marks("\n\n".join(filter(None, map(_paragraph, paragraphs))))
    return settled(with_inner_marks(text, language)).replace(_BREAK, "\n") + "\n"


def _paragraph(lines_of_text: str) -> str:
    lines = [line.strip() for line in lines_of_text.split("\n") if line.strip()]
    text = ""
    for line in lines:
        separator = "\n" if _OWN_LINE.match(line) or not text else " "
        text = f"{text}{separator}{line}" if text else line
    return text
