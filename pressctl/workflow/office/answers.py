"""What a person answers about somebody on file, read and validated as `pressctl.toml` will be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from pydantic import BaseModel, ValidationError

from pressctl.config.looks import LookName
from pressctl.config.schema import Config, Office, OrganisationEntry, PersonEntry
from pressctl.config.toml_editing import Writable
from pressctl.config.validation import complaints, nearest
from pressctl.config.values import language_code
from pressctl.frozen import Frozen
from pressctl.language.spoken import read_languages
from pressctl.language.zones import read_zone
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.model.localised import ANY, Localised
from pressctl.source.drafting.directory import Directory
from pressctl.source.drafting.typed_parts import BadAnswer, phone_number, split_list
from pressctl.workflow.office.on_file import OnFile, What

_SITE = re.compile(r"https?://[^\s/@]+\.[^\W\d_][\w-]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
"""A scheme, a host whose last label is no number, and whatever else."""


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
    ZONE = "time zone"
    ADDRESS = "web address"
    ON_FILE = "person on file"


class Field(Frozen):
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
        Field("phones", "Phones", Form.PHONES, "With country code, separated by commas: +32 2 555 01 00"),
        Field("languages", "Languages spoken", Form.LANGUAGES, "Codes, the best first: az, en, ru"),
    ),
    What.ORGANISATION: (
        Field("name", "Name", Form.PER_LANGUAGE),
        Field("acronym", "Acronym", Form.PER_LANGUAGE),
        Field("aliases", "Other names", Form.LIST, "Short or former names that people type, separated by semicolons"),
        Field("url", "Web address", Form.ADDRESS, "https://…"),
        Field("about", 'Title of its boilerplate, if not "About …"', Form.PER_LANGUAGE),
        Field("boilerplate", "Boilerplate", Form.PARAGRAPHS, "Sentences, typed or pasted; e opens your editor"),
        Field("logo", "Logo", Form.PICTURE, "A PNG or JPEG file; it is copied into the workspace"),
        Field("focal_points", "Focal points", Form.POINTS, "Name | e-mail | languages; the next after a semicolon"),
    ),
    What.OFFICE: (
        Field("name", "Name of the office", Form.PER_LANGUAGE, "As the letterhead shows it"),
        Field("organisation", "Organisation", Form.ORGANISATION, "Its own, on file: its key, name or acronym"),
        Field("place", "Place that releases are dated from", Form.PER_LANGUAGE, "A city, such as Brussels"),
        Field("timezone", "Time zone, or its city", Form.ZONE, "Such as Europe/Brussels, or Brussels"),
        Field("languages", "Languages", Form.LANGUAGES, "The first is the one you write in: en fr, or English, French"),
        Field("email", "E-mail, which mail comes from", Form.LINE),
        Field("contact", "Who answers journalists", Form.ON_FILE, "A person on file: the key, or the name"),
        Field("address", "Postal address", Form.LINE),
        Field("accent", "Colour of rules and links", Form.LINE, "Such as #1F4E79"),
        Field("paper", "Paper", Form.LINE, "A4 or Letter"),
        Field("look", "Look", Form.LINE, f"One of {', '.join(LookName)}"),
    ),
}


_MODELS: Mapping[What, type[BaseModel]] = {
    What.PERSON: PersonEntry, What.ORGANISATION: OrganisationEntry, What.OFFICE: Office,
}  # fmt: skip


class Setting(Frozen):
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
    if name not in known and name in _MODELS[what].model_fields:
        raise BadAnswer(f'"{name}" is written into pressctl.toml by hand')
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
    reader = _READERS.get(field.form)
    return reader(raw, config) if reader else raw


def _organisation(raw: str, config: Config) -> str:
    directory = Directory(config, config.fallback_language)
    found = directory.organisation(raw)
    if isinstance(found, str):
        return found
    raise BadAnswer(directory.doubt(raw, person=False) + "; pressctl office add organisation puts it there")


def _person(raw: str, config: Config) -> str:
    directory = Directory(config, config.fallback_language)
    found = directory.person(raw)
    if isinstance(found, str):
        return found
    raise BadAnswer(directory.doubt(raw, person=True) + "; pressctl office add person puts them there")


def _read(reading: Callable[[], Writable]) -> Writable:
    try:
        return reading()
    except ValueError as error:
        raise BadAnswer(str(error)) from error


def _point(raw: str) -> Writable:
    name, *rest = (part.strip() for part in raw.split("|"))
    email = next((part for part in rest if "@" in part), "")
    if not name or not email:
        raise BadAnswer(f'"{raw.strip()}" is no focal point; write Name | name@example.org | az en')
    codes = [code for part in rest if "@" not in part for code in re.split(r"[,\s]+", part) if code]
    return {"name": name, "email": email, **({"languages": codes} if codes else {})}


def _web_address(raw: str) -> str:
    text = raw if re.match(r"https?://", raw, re.IGNORECASE) else f"https://{raw}"
    if not _SITE.fullmatch(text):
        raise BadAnswer(f'"{raw}" is no web address; write it as https://www.example.org')
    return text


def _markdown(raw: str) -> str:
    from pressctl.source.markdown.reading import parse_blocks

    text = with_plain_line_ends(raw)
    problems = parse_blocks(text, path="").problems
    if problems:
        raise BadAnswer("; ".join(problem.message for problem in problems))
    return text


_READERS: Mapping[Form, Callable[[str, Config], Writable]] = {
    Form.ORGANISATION: _organisation,
    Form.ON_FILE: _person,
    Form.PHONES: lambda raw, _: [phone_number(phone) for phone in split_list(raw)],
    Form.LANGUAGES: lambda raw, _: _read(lambda: list(read_languages(raw))),
    Form.ZONE: lambda raw, _: _read(lambda: read_zone(raw)),
    Form.LIST: lambda raw, _: [part.strip() for part in raw.split(";") if part.strip()],
    Form.POINTS: lambda raw, _: [_point(part) for part in raw.split(";") if part.strip()],
    Form.ADDRESS: lambda raw, _: _web_address(raw),
    Form.PARAGRAPHS: lambda raw, _: _markdown(raw),
}
"""How an answer is read where it is not taken as it stands."""


def _fault(what: What, setting: Setting) -> str | None:
    """Return what the file's own validation says of one answer."""
    model = _MODELS[what]
    data = entry_data([Setting(("name",), "…"), setting])
    try:
        model.model_validate(data)
    except ValidationError as error:
        faults = [f"{message}, {hint}" if hint else message for _, message, hint in complaints(error, model)]
        return "; ".join(faults)
    return None
