"""What a person answers about somebody on file, read and validated as `pressctl.toml` will be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from pressctl.config.schema import Config, OrganisationEntry, PersonEntry, language_code
from pressctl.config.toml_editing import Writable
from pressctl.config.validation import complaints, nearest
from pressctl.model.localised import ANY, Localised
from pressctl.source.directory import Directory
from pressctl.source.typed_parts import BadAnswer, phone_number, split_list
from pressctl.workflow.office import OnFile, What


class Form(StrEnum):
    """How an answer is read."""

    PER_LANGUAGE = "per language"
    """One line per language."""
    PARAGRAPHS = "paragraphs"
    """Markdown per language."""
    LINE = "line"
    LIST = "list"
    LANGUAGES = "languages"
    PHONES = "phones"
    ORGANISATION = "organisation"
    POINTS = "focal points"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be on file about somebody."""

    name: str
    prompt: str
    form: Form
    help: str = ""


FIELDS: Mapping[What, tuple[Field, ...]] = {
    What.PERSON: (
        Field("name", "Name", Form.PER_LANGUAGE),
        Field("title", "Title", Form.PER_LANGUAGE, "Function, without the organisation: Press Officer"),
        Field("organisation", "Organisation", Form.ORGANISATION, "One on file: its key, name or acronym"),
        Field("email", "E-mail", Form.LINE),
        Field("phones", "Phones", Form.PHONES, "With country code, separated by commas: +994 12 555 01 00"),
        Field("languages", "Languages spoken", Form.LANGUAGES, "Codes, the best first: az, en, ru"),
    ),
    What.ORGANISATION: (
        Field("name", "Name", Form.PER_LANGUAGE),
        Field("acronym", "Acronym", Form.PER_LANGUAGE),
        Field("aliases", "Other names", Form.LIST, "Short or former names that people type, separated by semicolons"),
        Field("url", "Web address", Form.LINE, "https://…"),
        Field("about", 'Title of its boilerplate, if not "About …"', Form.PER_LANGUAGE),
        Field("boilerplate", "Boilerplate", Form.PARAGRAPHS, "Sentences, typed or pasted; e opens your editor"),
        Field("logo", "Logo", Form.PICTURE, "A PNG or JPEG file; it is copied into the workspace"),
        Field("focal_points", "Focal points", Form.POINTS, "Name | e-mail | languages; the next after a semicolon"),
    ),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One answer: where it goes in the entry, and what; no value takes it out."""

    path: tuple[str, ...]
    """`("title", "en")`."""
    value: Writable | None


def field_of(what: What, name: str) -> Field:
    """Return a field by name.

    Raises:
        BadAnswer: there is none.
    """
    known = {field.name: field for field in FIELDS[what]}
    if name not in known:
        guess = nearest(name, known)
        hint = f'did you mean "{guess}"?' if guess else f"there are {', '.join(known)}"
        raise BadAnswer(f'{what.with_article} has no "{name}"; {hint}')
    return known[name]


def read_setting(what: What, where: str, raw: str, config: Config) -> Setting:
    """Read `name.az` and what was typed for it.

    Raises:
        BadAnswer: no such field, or what was typed cannot be taken; the message says why.
    """
    name, dot, language = where.strip().partition(".")
    field = field_of(what, name)
    if dot and field.form not in {Form.PER_LANGUAGE, Form.PARAGRAPHS}:
        raise BadAnswer(f'"{name}" is not given per language; write {name}=…')
    if dot:
        try:
            language_code(language)
        except ValueError as error:
            raise BadAnswer(str(error)) from error
    if not raw.strip():
        raise BadAnswer(f"{where} is empty; --unset {where} takes it out")
    setting = Setting((name, language) if dot else (name,), _value(field, raw.strip(), config))
    fault = _fault(what, setting)
    if fault:
        raise BadAnswer(fault)
    return setting


def as_typed(field: Field, each: OnFile, language: str | None = None) -> str | None:
    """Return what is on file as a person would type it; nothing where there is nothing."""
    value = getattr(each.entry, field.name)
    match value:
        case None | ():
            return None
        case Localised():
            texts = dict(value.texts)
            return texts.get(language or ANY)
        case str():
            return value
    if field.form is Form.POINTS:
        return "; ".join(" | ".join([point.name, point.email, " ".join(point.languages)]) for point in value)
    return ("; " if field.form is Form.LIST else ", ").join(value)


def entry_data(settings: Iterable[Setting]) -> dict[str, Writable]:
    """Return the settings of a new entry as one table."""
    data: dict[str, Writable] = {}
    for setting in settings:
        if setting.value is None:
            continue
        if len(setting.path) == 1:
            data[setting.path[0]] = setting.value
        else:
            inner = data.get(setting.path[0])
            table = dict(inner) if isinstance(inner, Mapping) else {}
            data[setting.path[0]] = {**table, setting.path[1]: setting.value}
    return data


def _value(field: Field, raw: str, config: Config) -> Writable:
    match field.form:
        case Form.ORGANISATION:
            return _organisation(raw, config)
        case Form.PHONES:
            return [phone_number(phone) for phone in split_list(raw)]
        case Form.LANGUAGES:
            return [code for code in re.split(r"[,;\s]+", raw) if code]
        case Form.LIST:
            return [part.strip() for part in raw.split(";") if part.strip()]
        case Form.POINTS:
            return [_point(part) for part in raw.split(";") if part.strip()]
        case _:
            return _markdown(raw) if field.form is Form.PARAGRAPHS else raw


def _organisation(raw: str, config: Config) -> str:
    directory = Directory(config, config.fallback_language)
    found = directory.organisation(raw)
    if isinstance(found, str):
        return found
    raise BadAnswer(directory.doubt(raw, person=False) + "; pressctl office add organisation puts it there")


def _point(raw: str) -> Writable:
    name, *rest = (part.strip() for part in raw.split("|"))
    email = next((part for part in rest if "@" in part), "")
    if not name or not email:
        raise BadAnswer(f'"{raw.strip()}" is no focal point; write Name | name@example.org | az en')
    codes = [code for part in rest if "@" not in part for code in re.split(r"[,\s]+", part) if code]
    return {"name": name, "email": email, **({"languages": codes} if codes else {})}


def _markdown(raw: str) -> str:
    from pressctl.source.markdown import parse_blocks

    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    problems = parse_blocks(text, path="").problems
    if problems:
        raise BadAnswer("; ".join(problem.message for problem in problems))
    return text


def _fault(what: What, setting: Setting) -> str | None:
    """Return what the file's own validation says of one answer."""
    model = PersonEntry if what is What.PERSON else OrganisationEntry
    data = entry_data([Setting(("name",), "…"), setting])
    try:
        model.model_validate(data)
    except ValidationError as error:
        faults = [f"{message}, {hint}" if hint else message for _, message, hint in complaints(error, model)]
        return "; ".join(faults)
    return None
