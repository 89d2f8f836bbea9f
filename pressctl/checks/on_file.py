"""The people and organisations of `pressctl.toml` as the rules want them: every name that may stand in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.checks.base import FunderTerms, Imprint, NameOnFile

if TYPE_CHECKING:
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


def imprint_of(config: Config, language: str) -> Imprint | None:
    """Return what the office's mail says about its sender; nothing where mail only goes to a folder."""
    from pressctl.config.mail import TransportName

    if config.mail.transport is TransportName.FOLDER:
        return None
    office = config.office
    return Imprint(office.name.get(language, config.fallback_language), office.address, config.from_address())


def funders_of(config: Config) -> tuple[FunderTerms, ...]:
    """Return what the funders of `[check.funders]` want, named as they are on file."""
    found = []
    for key, funder in config.check.funders.items():
        entry = config.organisations.get(key)
        acronyms = entry.acronym.all() if entry and entry.acronym else ()
        names = (*funder.names, *((*entry.name.all(), *acronyms, *entry.aliases) if entry else ()))
        unique = tuple(dict.fromkeys(names)) or (key,)
        found.append(FunderTerms(unique, funder.statement, funder.disclaimer, funder.emblem))
    return tuple(found)
