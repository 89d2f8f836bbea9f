"""`pressctl.toml` → one frozen Config, or every problem of the file at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.toml_files import Complaint, Place, TomlFile, parse_toml, read_toml
from pressctl.config.validation import nearest
from pressctl.model.localised import Localised


def load_config(path: Path) -> Config:
    """Read the office's file.

    Raises:
        BadInput: it cannot be read, is not TOML, or has unknown keys, wrong values or dangling references;
            `problems` holds all of them with their lines.
    """
    return _checked(read_toml(path, path.name))


def parse_config(text: str, path: Path) -> Config:
    """Read the text of the office's file as if it stood at `path`; raises as `load_config`."""
    return _checked(parse_toml(text, path.name))


def _checked(file: TomlFile) -> Config:
    config = file.typed(Config)
    dangling = list(_dangling(config))
    if dangling:
        raise file.refusal(dangling)
    return _named_as_its_organisation(config)


def _named_as_its_organisation(config: Config) -> Config:
    """Return the office with its organisation's names where it has none, if both are called the same in one language.

    Who gave the office its name in one language, and the organisation in three, has said what the office is called.
    """
    office = config.office
    if office.organisation is None:
        return config
    called = config.organisations[office.organisation].name
    more = [(language, text) for language, text in called.texts if office.name.exact(language) is None]
    if not more or set(called.texts).isdisjoint(office.name.texts):
        return config
    names = Localised((*office.name.texts, *more))
    return config.model_copy(update={"office": office.model_copy(update={"name": names})})


def _dangling(config: Config) -> Iterator[Complaint]:
    """Yield every reference to an organisation or a person that is not on file."""
    organisations, people = set(config.organisations), set(config.people)
    references: list[tuple[Place, str | None, set[str]]] = [
        (("office", "organisation"), config.office.organisation, organisations),
        (("office", "contact"), config.office.contact, people),
    ]
    references.extend(
        (("people", key, "organisation"), person.organisation, organisations) for key, person in config.people.items()
    )
    for path, key, known in references:
        if key is not None and key not in known:
            guess = nearest(key, known)
            what = "person" if path[-1] == "contact" else "organisation"
            yield path, f'no {what} "{key}" on file', f'did you mean "{guess}"?' if guess else None
