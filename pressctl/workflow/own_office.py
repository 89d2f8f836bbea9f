"""The `pressctl.toml` of somebody's own office: what was answered, nothing invented, the rest as comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pressctl.config.toml_editing import Writable, add_table, written
from pressctl.language.slug import slugify

_HEAD = """\
# The office. An unknown key is an error that names the nearest known one.
# Names and texts may be given once, or once per language: { en = "…", fr = "…" }
# Everything here can also be changed by command: pressctl office edit office

[office]
"""
_LOOK = """\
# address = "1 Example Street, Baku"           # at the foot of the letterhead
# accent = "#1F4E79"                           # the colour of rules and links
# paper = "A4"                                 # or "Letter"
# look = "modern"                              # or "classic"
"""
_REST = """
[mail]
transport = "folder"                           # messages become files in outbox/; "smtp" sends them

# [mail.smtp]
# host = "smtp.example.org"
# port = 587
# tls = "starttls"
# user = "press@example.org"                   # the password comes from PRESSCTL_SMTP_PASSWORD or the keyring

# A segment is an expression over the columns of contacts.csv: `pressctl send SLUG --to tv`.
[segments]
# az-media = 'country == "AZ"'
# tv = '"tv" in tags'
# international = 'country != "AZ"'

# Organisations and people that releases name: `pressctl office add` puts more here.
"""
_SHORTEST = 2
"""Letters of an acronym that is a key."""


@dataclass(frozen=True, slots=True)
class OfficeAnswers:
    """What `init --interactive` asks; the name and the languages are needed, the rest may be empty."""

    name: Mapping[str, str]
    """By language, the office's first one at least."""
    languages: tuple[str, ...]
    timezone: str = "UTC"
    place: Mapping[str, str] | None = None
    email: str = ""
    """Where mail comes from and receipts go."""
    contact: str = ""
    """Name of the person who answers journalists."""
    title: str = ""
    contact_email: str = ""
    phones: tuple[str, ...] = ()
    about: str = ""
    """A paragraph about the organisation, in the first language."""


def own_office(answers: OfficeAnswers) -> str:
    """Return the text of the file."""
    first = answers.languages[0]
    organisation = _key(answers.name[first], "our-office")
    contact = _key(answers.contact, "media-contact") if answers.contact else ""
    office: dict[str, Writable | None] = {
        "name": _texts(answers, answers.name),
        "organisation": organisation,
        "place": _texts(answers, answers.place or {}),
        "timezone": answers.timezone,
        "languages": list(answers.languages),
        "email": answers.email,
        "contact": contact,
    }
    lines = "".join(f"{key} = {written(value)}\n" for key, value in office.items() if value)
    text = f"{_HEAD}{lines}{_LOOK}{_REST}"
    about = {"boilerplate": {first: answers.about}} if answers.about else {}
    text = add_table(text, ("organisations", organisation), {"name": _texts(answers, answers.name), **about})
    if not contact:
        return text
    person: dict[str, Writable] = {"name": answers.contact, "organisation": organisation}
    if answers.title:
        person["title"] = {first: answers.title}
    if answers.contact_email:
        person["email"] = answers.contact_email
    if answers.phones:
        person["phones"] = list(answers.phones)
    return add_table(text, ("people", contact), person)


def _texts(answers: OfficeAnswers, texts: Mapping[str, str]) -> Writable:
    """Return a text per language; in an office of one language, the text alone."""
    given = {language: text for language, text in texts.items() if text}
    return given.get(answers.languages[0], "") if len(answers.languages) == 1 else given


def _key(name: str, otherwise: str) -> str:
    key = slugify(name, max_length=40)
    return key if len(key) >= _SHORTEST else otherwise
