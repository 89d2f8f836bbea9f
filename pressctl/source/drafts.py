"""Drafts: a kind's Jinja2 text filled with answers into the Markdown body of a release.

A value says exactly its own words (it is escaped for Markdown) unless its question is of the type `text`: that
is Markdown already. A value that was not given is empty in an `if` and an error anywhere else, so a draft can
never print a hole. Lines of a template that follow each other become one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING

from pressctl.config.regular import read_file
from pressctl.config.schema import Config, OrganisationEntry
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.moment import Moment, parse_moment
from pressctl.source.answers import LISTS, Answers, Asking, answer_at
from pressctl.source.articles import definite
from pressctl.source.directory import Plain
from pressctl.source.kinds import CORE_TYPES, KIND_FILE, shown_path
from pressctl.source.sentences import introduce, phrase, sentence

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

_BREAK = "\ue000"
"""Stands for a line break inside a value while the template's own lines are joined; no answer can hold it."""

_OWN_LINE = re.compile(r"(?:>|[-*] |\d+\. |#|\|)")
"""Lines of a template that are not prose: quotations, lists, headings, tables."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as a draft names it."""

    name: str
    acronym: str | None = None
    gloss: str | None = None
    key: str | None = None
    comma: str = ", "
    """Between acronym and gloss, as the language writes it."""

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or self.name

    def __str__(self) -> str:
        """Return `International Organization for Migration (IOM, the UN Migration Agency)`."""
        acronym = self.acronym if self.acronym and self.acronym not in self.name.split() else None
        inside = self.comma.join(part for part in (acronym, self.gloss) if part)
        return f"{self.name} ({inside})" if inside else self.name


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a draft names them."""

    name: str
    title: str | None = None
    comma: str = ", "
    """Between name and title, as the language writes it."""

    def __str__(self) -> str:
        """Return the name alone."""
        return self.name


def draft_body(kind: Kind, language: str, answers: Answers, config: Config, workspace: Workspace | None = None) -> str:
    """Fill the kind's draft in `language`.

    Raises:
        BadInput: the kind has no draft in this language, or the draft has an error (file and line).
    """
    if language not in kind.languages:
        raise BadInput(
            f'the kind "{kind.name}" has no draft in the language "{language}"',
            hint=f"it has {', '.join(kind.languages)}; add templates/{kind.name}/draft.{language}.md.j2",
        )
    file = draft_file(kind, language)
    facts = _facts(kind, answers, config, language)
    return _joined(_rendered(file, shown_path(file, workspace), language, facts))


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
    from markupsafe import Markup

    environment = _environment(asking.language, finalize=lambda value: Markup("" if value is None else value))  # noqa: S704
    environment.filters["with_boilerplate"] = lambda chosen: _with_boilerplate(chosen, asking.config)
    shown = shown_path(kind.folder / KIND_FILE, None)
    facts = {
        **_namespaces(kind, lambda asked: answer_at(answers, asked.path)),
        "office": _office(asking.config, asking.language),
        "today": asking.today.isoformat(),
    }
    template_errors = _template_errors()
    try:
        text = environment.from_string(question.default).render(facts)
    except template_errors as error:
        problem = Problem(f"the default of {question.path}: {error}", shown)
        raise BadInput(f"{shown} has a problem", problems=[problem], hint=f"mend {shown}") from error
    return " ".join(text.split()) or None


def _office(config: Config, language: str) -> SimpleNamespace:
    office = config.office
    return SimpleNamespace(
        name=office.name.get(language, config.fallback_language),
        place=office.place.get(language, config.fallback_language) if office.place else None,
        organisation=office.organisation,
        contact=office.contact,
        email=office.email,
    )


def _with_boilerplate(chosen: Plain | None, config: Config) -> str:
    keys = [key for key in chosen if isinstance(key, str)] if isinstance(chosen, list) else []
    return ", ".join(
        key for key in keys if key in config.organisations and config.organisations[key].boilerplate is not None
    )


def _facts(kind: Kind, answers: Answers, config: Config, language: str) -> dict[str, object]:
    """Return what a draft may use, by name: everything that may be answered, empty where it was not."""
    party = _parties(answers, config, language)

    def value(question: Question) -> object:
        raw = answer_at(answers, question.path)
        return _value(question.type, raw, party, _people(config, language))

    return {**_namespaces(kind, value), "office": _office(config, language)}


def _namespaces(kind: Kind, value: Callable[[Question], object]) -> dict[str, object]:
    """Arrange the values of all questions by the parts of their paths, so that a draft says `event.title`."""
    questions = {path: Question(path, type_, path) for path, type_ in CORE_TYPES.items()}
    questions |= {f"fields.{name}": Question(f"fields.{name}", type_, name) for name, type_ in kind.fields}
    questions |= {question.path: question for question in kind.questions}
    facts: dict[str, object] = {}
    for path, question in questions.items():
        head, _, rest = path.partition(".")
        if rest:
            setattr(facts.setdefault(head, SimpleNamespace()), rest, value(question))
        else:
            facts[head] = value(question)
    facts.setdefault("draft", SimpleNamespace())
    facts.setdefault("fields", SimpleNamespace())
    return facts


def _value(
    type_: FieldType, raw: Plain | None, party: Callable[[Plain], Party], person: Callable[[Plain], Person]
) -> object:
    """Return a plain answer as a draft wants it; what was not given is nothing, or an empty list."""
    from markupsafe import Markup

    one: dict[FieldType, Callable[[Plain], object]] = {
        FieldType.ORGANISATION: party,
        FieldType.ORGANISATIONS: party,
        FieldType.BOILERPLATES: party,
        FieldType.PERSON: person,
        FieldType.PEOPLE: person,
        FieldType.CONTACTS: person,
        FieldType.DATE: lambda given: date.fromisoformat(str(given)),
        FieldType.MOMENT: lambda given: parse_moment(str(given)),
        # Markdown by definition of the type; what becomes of it is no HTML.
        FieldType.TEXT: lambda given: Markup(str(given)),  # noqa: S704
    }
    read: Callable[[Plain], object] = one.get(type_, lambda given: given)
    if type_ in LISTS:
        items = raw if isinstance(raw, list) else [] if raw is None else [raw]
        return tuple(read(item) for item in items)
    return None if raw is None else read(raw)


def _parties(answers: Answers, config: Config, language: str) -> Callable[[Plain], Party]:
    raw_glosses = answer_at(answers, "fields.organiser_glosses")
    glosses = raw_glosses if isinstance(raw_glosses, dict) else {}
    comma = comma_of(language)

    def party(raw: Plain) -> Party:
        if isinstance(raw, dict):
            name = str(raw.get("name", ""))
            return Party(name, _optional(raw.get("acronym")), _optional(glosses.get(name)), comma=comma)
        entry = config.organisations[str(raw)]
        acronym = entry.acronym.get(language, config.fallback_language) if entry.acronym else None
        name = entry.name.get(language, config.fallback_language)
        return Party(name, acronym, _optional(glosses.get(str(raw))), str(raw), comma)

    return party


def comma_of(language: str) -> str:
    """Return the comma that the language writes, with its space."""
    return "، " if language.partition("-")[0] in {"ar", "fa", "ur"} else ", "


def _people(config: Config, language: str) -> Callable[[Plain], Person]:
    comma = comma_of(language)

    def person(raw: Plain) -> Person:
        if isinstance(raw, dict):
            parts = [str(raw[part]) for part in ("title", "organisation") if raw.get(part)]
            return Person(str(raw.get("name", "")), comma.join(parts) or None, comma)
        entry = config.people[str(raw)]
        title = entry.title.get(language, config.fallback_language) if entry.title else ""
        employer = config.organisations[entry.organisation] if entry.organisation else None
        parts = [title] if title else []
        if employer and not _says(title, employer, language):
            parts.append(employer.name.get(language, config.fallback_language))
        return Person(entry.name.get(language, config.fallback_language), comma.join(parts) or None, comma)

    return person


def _says(title: str, organisation: OrganisationEntry, language: str) -> bool:
    """Say whether a title names its organisation already, in whatever case its language puts it."""
    names = [organisation.name.exact(language), organisation.acronym and organisation.acronym.exact(language)]
    stems = [[word[:4].casefold() for word in name.split()[:2]] for name in (*names, *organisation.aliases) if name]
    return any(all(stem in title.casefold() for stem in words) for words in stems)


def _optional(raw: Plain | None) -> str | None:
    return str(raw) if raw else None


def _environment(language: str, finalize: Callable[[object], object]) -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from pressctl.language.lists import join

    # autoescape makes macros and set blocks keep what `finalize` has escaped; nothing here is HTML.
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        {
            "date": lambda day: _day_text(day, language),
            "weekday": lambda day: _weekday_text(day, language),
            "moment": lambda moment: _moment_text(moment, language),
            "time": lambda moment: _time_text(moment, language),
            "list": lambda items: join([str(item) for item in items], language),
            "names": lambda items: join([item.name for item in items], language),
            "the": lambda party: definite(party, language),
            "list_the": lambda parties: join([definite(party, language) for party in parties], language),
            "known_as": _known_as,
            "begin": _begin,
            "sentence": sentence,
            "introduce": introduce,
            "phrase": lambda words: phrase(words, language),
            "link": _link,
        }
    )
    environment.globals["quotation"] = quotation
    return environment


def _known_as(named: Party | Sequence[Party], before: Sequence[Party]) -> Party | tuple[Party, ...]:
    """Return the parties by acronym where the text has introduced it already, else by name alone."""
    if not isinstance(named, Party):
        return tuple(_known_again(party, before) for party in named)
    return _known_again(named, before)


def _known_again(party: Party, before: Sequence[Party]) -> Party:
    introduced = party.key is not None and any(party.key == other.key for other in before)
    return Party(party.short if introduced else party.name, key=party.key)


def _begin(text: object) -> str:
    """Return the text with a capital at its beginning."""
    words = str(text)
    return words[:1].upper() + words[1:]


def _link(address: object) -> object:
    """Return a link that shows its own address, or the words where they are no address of a page."""
    from markupsafe import Markup

    from pressctl.source.markdown import escape_markdown

    text = str(address)
    if not re.fullmatch(r"https?://[^\s<>()\[\]\\]+", text):
        return text
    return Markup(f"[{escape_markdown(text)}]({text})")  # noqa: S704 - Markdown; the output is no HTML


def _day_text(day: date | Moment, language: str) -> str:
    from pressctl.language.dates import date_text

    return date_text(day.local().date() if isinstance(day, Moment) else day, language)


def _weekday_text(day: date | Moment, language: str) -> str:
    from pressctl.language.dates import weekday_text

    return weekday_text(day.local().date() if isinstance(day, Moment) else day, language)


def _moment_text(moment: Moment, language: str) -> str:
    from pressctl.language.dates import moment_text

    return moment_text(moment, language)


def _time_text(moment: Moment, language: str) -> str:
    from pressctl.language.dates import time_text

    return time_text(moment.local(), language)


def quotation(words: Markup, speaker: Person) -> Markup:
    """Return a block quote whose last line attributes it."""
    from markupsafe import Markup

    from pressctl.source.markdown import escape_markdown

    lines = [f"> {line}".rstrip() for line in str(sentence(words)).split("\n")]
    said_by = speaker.comma.join(part for part in (speaker.name, speaker.title) if part)
    block = "\n".join([*lines, f"> — {escape_markdown(said_by)}"])
    return Markup(block)  # noqa: S704 - Markdown; the output is no HTML


def _rendered(file: Path, shown: str, language: str, facts: Mapping[str, object]) -> str:
    try:
        text = read_file(file).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{shown} is not UTF-8 text", hint="save it as UTF-8 in your editor") from error
    except OSError as error:
        raise BadInput(f"{shown} cannot be read: {error.strerror}") from error
    environment = _environment(language, finalize=_printed)
    template_errors = _template_errors()
    try:
        template = environment.from_string(text)
        return template.render(facts)
    except template_errors as error:
        line = getattr(error, "lineno", None) or _template_line(error.__traceback__)
        problem = Problem(str(error).rstrip("."), shown, line, excerpt=_line_of(text, line))
        raise BadInput(f"{shown} has an error", problems=[problem], hint=f"mend {shown}") from error


def _printed(value: object) -> object:
    from jinja2.exceptions import UndefinedError
    from markupsafe import Markup

    from pressctl.source.markdown import escape_markdown

    if value is None:
        raise UndefinedError("an answer that may be left out is printed here; put it into {% if … %}")
    text = value if isinstance(value, Markup) else escape_markdown(str(value))
    return Markup(text.replace("\n", _BREAK))  # noqa: S704 - Markdown; the output is no HTML


def _template_errors() -> tuple[type[Exception], ...]:
    """Return what a faulty template can raise: Jinja2's own, and what an expression in it may do."""
    from jinja2 import TemplateError

    return (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError)


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


def _joined(rendered: str) -> str:
    """Join the lines of each paragraph of prose; leave quotations, lists and headings as they are."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", rendered.strip("\n"))
    return "\n\n".join(filter(None, map(_paragraph, paragraphs))).replace(_BREAK, "\n") + "\n"


def _paragraph(lines_of_text: str) -> str:
    lines = [line.strip() for line in lines_of_text.split("\n") if line.strip()]
    text = ""
    for line in lines:
        separator = "\n" if _OWN_LINE.match(line) or not text else " "
        text = f"{text}{separator}{line}" if text else line
    return text
