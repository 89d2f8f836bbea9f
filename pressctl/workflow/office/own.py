"""The `pressctl.toml` of somebody's own office: what was answered, nothing invented, the rest as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressctl.config.toml_editing import Writable, add_table, written
from pressctl.frozen import Frozen
from pressctl.language.slug import slugify
from pressctl.language.zones import country_of

_HEAD = """\
# The office. An unknown key is an error that names the nearest known one.
# Names and texts may be given once, or once per language: { en = "…", fr = "…" }
# Everything here can also be changed by command: pressctl office edit office

[office]
"""
_LOOK = """\
# accent = "#1F4E79"                           # the colour of rules and links
# paper = "A4"                                 # or "Letter"
# look = "modern"                              # or "classic"
"""
_ADDRESS = "# address = {example:<35} # at the foot of every mail\n"
_MAIL = """
[mail]
transport = "folder"                           # messages become files in outbox/; "smtp" sends them

# [mail.smtp]
# host = "smtp.example.org"
# port = 587
# tls = "starttls"
# user = "press@example.org"                   # the password comes from PRESSCTL_SMTP_PASSWORD or the keyring

"""
_SEGMENTS = """\
# A segment is an expression over the columns of contacts.csv: `pressctl send SLUG --to tv`.
[segments]
# national = 'country == "{country}"'
# tv = '"tv" in tags'
# international = 'country != "{country}"'

# Organisations and people that releases name: `pressctl office add` puts more here.
"""
_ELSEWHERE = "BE"
"""The country of an example where the office's zone is no country's."""
_SHORTEST, _LONGEST = 2, 10
"""Letters of an acronym; it may be a key."""


class OfficeAnswers(Frozen):
    """What `init --interactive` asks; the name and the languages are needed, the rest may be empty."""

    name: Mapping[str, str]
    """By language, the office's first one at least."""
    languages: tuple[str, ...]
    timezone: str = "UTC"
    short: tuple[str, ...] = ()
    """What texts call it after the first time: a shorter name, an acronym."""
    place: Mapping[str, str] | None = None
    address: str = ""
    """Postal, at the foot of every mail."""
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
    organisation = _key(next(iter(answers.short), answers.name[first]), "our-office")
    contact = _key(answers.contact, "media-contact") if answers.contact else ""
    office: dict[str, Writable | None] = {
        "name": _texts(answers, answers.name),
        "organisation": organisation,
        "place": _texts(answers, answers.place or {}),
        "timezone": answers.timezone,
        "languages": list(answers.languages),
        "email": answers.email,
        "contact": contact,
        "address": answers.address,
    }
    lines = "".join(f"{key} = {written(value)}\n" for key, value in office.items() if value)
    text = f"{_HEAD}{lines}{_comments(answers)}"
    entry: dict[str, Writable] = {"name": _texts(answers, answers.name), **_other_names(answers.short)}
    if answers.about:
        entry["boilerplate"] = {first: answers.about}
    text = add_table(text, ("organisations", organisation), entry)
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


def _comments(answers: OfficeAnswers) -> str:
    """Return what may be said besides, with examples of the office's own place and country."""
    place = (answers.place or {}).get(answers.languages[0])
    example = written(f"1 Example Street, {place}" if place else "1 Example Street")
    address = "" if answers.address else _ADDRESS.format(example=example)
    segments = _SEGMENTS.format(country=country_of(answers.timezone) or _ELSEWHERE)
    return f"{address}{_LOOK}{_MAIL}{segments}"


def _other_names(short: Sequence[str]) -> dict[str, Writable]:
    """Tell the acronym, which is printed behind the name, from the names that texts use instead of it."""
    acronym = next((name for name in short if name.isupper() and _SHORTEST <= len(name) <= _LONGEST), None)
    aliases = [name for name in short if name != acronym]
    named: dict[str, Writable] = {"acronym": acronym} if acronym else {}
    return {**named, "aliases": aliases} if aliases else named


def _texts(answers: OfficeAnswers, texts: Mapping[str, str]) -> Writable:
    """Return a text per language; in an office of one language, the text alone."""
    given = {language: text for language, text in texts.items() if text}
    return given.get(answers.languages[0], "") if len(answers.languages) == 1 else given


def _key(name: str, otherwise: str) -> str:
    key = slugify(name, max_length=40)
    return key if len(key) >= _SHORTEST else otherwise
