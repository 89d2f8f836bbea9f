"""Who is quoted, in the language of a variant: people on file have their names and titles there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pressctl.config.schema import Config
from pressctl.frozen import Frozen
from pressctl.language.lists import comma_of
from pressctl.model.text import Attribution, Block, quotations
from pressctl.source.drafting.draft_facts import person_on_file
from pressctl.source.markdown.escaping import escape_markdown

_LAST_LINE = re.compile(
    r"^(?P<before>[ \t>]*>[ \t]*(?:—|–|―|-{1,3})[ \t]*)(?P<said>.*?)(?P<after>[ \t]*\{[^{}]*\})?[ \t]*$"
)


class Languages(Frozen):
    """From which language a text is translated, into which."""

    original: str
    variant: str


def translated_attribution(attribution: Attribution, config: Config, languages: Languages) -> Attribution | None:
    """Return how the office's file names the person in the variant's language; nothing where it adds nothing.

    A title that is not the file's own, such as one of that day, stays as the writer wrote it.
    """
    key = _key(attribution.name, config, languages.original)
    if key is None:
        return None
    entry = config.people[key]
    name = entry.name.exact(languages.variant) or attribution.name
    title = _title(attribution.title, key, config, languages) or attribution.title
    if (name, title) == (attribution.name, attribution.title):
        return None
    return Attribution(name, title, attribution.spoken_in)


def untranslated_titles(
    blocks: Iterable[Block], config: Config, languages: Languages
) -> Iterator[tuple[int, Attribution, str]]:
    """Yield (number of the quotation, its attribution, the office's title) where the original's title still stands."""
    for number, quotation in enumerate(quotations(blocks), 1):
        attribution = quotation.attribution
        if attribution is None:
            continue
        found = [_key(attribution.name, config, language) for language in (languages.original, languages.variant)]
        key = found[0] or found[1]
        title = _title(attribution.title, key, config, languages) if key else None
        if title is not None:
            yield number, attribution, title


def with_attribution(markdown: str, attribution: Attribution, language: str) -> str:
    """Return a quotation's Markdown with another name and title on its last line, where that is what ends it."""
    body, _, last = markdown.rstrip().rpartition("\n")
    found = _LAST_LINE.match(last)
    if found is None:
        return markdown
    said = comma_of(language).join(part for part in (attribution.name, attribution.title) if part)
    written = f"{found['before']}{escape_markdown(said)}{found['after'] or ''}"
    return f"{body}\n{written}{markdown[len(markdown.rstrip()) :]}"


def _key(name: str, config: Config, language: str) -> str | None:
    """Return whom on file the name means; nobody where two have it."""
    named = [key for key, entry in config.people.items() if entry.name.get(language, config.fallback_language) == name]
    return named[0] if len(named) == 1 else None


def _title(title: str | None, key: str, config: Config, languages: Languages) -> str | None:
    """Return the file's title in the variant's language where the title given is the file's in the original's."""
    entry = config.people[key]
    there = entry.title.exact(languages.variant) if entry.title else None
    if title is None or entry.title is None or there is None:
        return None
    bare = entry.title.get(languages.original, config.fallback_language)
    whole = person_on_file(config, languages.original, key).title
    if title == bare:
        said: str | None = there
    elif title == whole:
        said = person_on_file(config, languages.variant, key).title
    else:
        return None
    return said if said != title else None
