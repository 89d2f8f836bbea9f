"""The people and organisations of `pressctl.toml` as the rules want them: every name that may stand in a text."""

from __future__ import annotations

from pressctl.checks.base import NameOnFile
from pressctl.config.schema import Config


def names_on_file(config: Config, language: str) -> tuple[NameOnFile, ...]:
    """Return who is on file, the name in `language` first."""
    found = [
        NameOnFile(
            key,
            tuple(
                dict.fromkeys(
                    [
                        entry.name.get(language, config.fallback_language),
                        *entry.name.all(),
                        *(entry.acronym.all() if entry.acronym else ()),
                        *entry.aliases,
                    ]
                )
            ),
        )
        for key, entry in config.organisations.items()
    ]
    for key, person in config.people.items():
        names = (person.name.get(language, config.fallback_language), *person.name.all())
        title = person.title.get(language, config.fallback_language) if person.title else None
        found.append(NameOnFile(key, tuple(dict.fromkeys(names)), person=True, title=title))
    return tuple(found)
