"""How the office's people and organisations look: tables, one entry, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.telling.folding import say_beside
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.config.schema import Office, OrganisationEntry, PersonEntry
from pressctl.config.values import Strict
from pressctl.model.localised import ANY, Localised
from pressctl.workflow.office.answers import FIELDS, Form, as_typed
from pressctl.workflow.office.on_file import OnFile, Use, What, languages_of, on_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

    from pressctl.config.schema import Config

    Uses = Mapping[tuple[What, str], tuple[str, ...]]

_LONG = frozenset({"Name", "Begins", "Expression"})
"""Columns that give way where there is no room."""
_LEAST = 12
"""Characters that they keep."""
_COLUMN = 18
"""Where what a field says begins."""


def show_list(console: Console, config: Config, uses: Uses, listed: str | None) -> None:
    """Write who is on file: a table in a terminal, a line each with tabs when piped."""
    if listed in {None, "organisations"}:
        _table(console, "Organisations", ("Key", "Name", "Languages", "Used"), _rows(config, uses, What.ORGANISATION))
    if listed in {None, "people"}:
        _table(console, "People", ("Key", "Name", "Languages", "Used"), _rows(config, uses, What.PERSON))
    if listed == "boilerplates":
        _table(console, "Boilerplates", ("Key", "Begins", "Languages"), _boilerplates(config))
    if listed in {None, "segments"}:
        _table(console, "Segments", ("Segment", "Expression"), list(config.segments.items()))
    if not console.soft_wrap:
        say_next(console, "pressctl office show KEY")


def show_entry(console: Console, config: Config, wanted: OnFile, uses: Sequence[Use]) -> None:
    """Write everything about one person or organisation, and every place that names it."""
    office = wanted.what is What.OFFICE
    console.print(f"{wanted.key}  {wanted.name(config)}", markup=False, style="bold")
    for field in FIELDS[wanted.what]:
        value = getattr(wanted.entry, field.name)
        if isinstance(value, Localised):
            for language, text in value.texts:
                label = field.name if language == ANY else f"{field.name}.{language}"
                shown = " ".join(text.split()) if field.form is Form.PARAGRAPHS else text
                say_beside(console, label, shown, _COLUMN)
        elif value:
            say_beside(console, field.name, as_typed(field, wanted) or "", _COLUMN)
    if office:
        say_next(console, "pressctl office edit office")
        return
    console.print(f"  Named in {count(len(uses), 'place')}" if uses else "  Named nowhere", markup=False)
    for use in uses:
        place = f"{use.file}:{use.line}" if use.line else use.file
        console.print(f"    {place}  {use.where}", markup=False)
    say_next(console, f"pressctl office edit {wanted.what.value} {wanted.key}")


def list_fields(config: Config, uses: Uses, listed: str | None) -> dict[str, object]:
    """Return the lists for JSON."""
    found: dict[str, object] = {}
    for what in (What.ORGANISATION, What.PERSON):
        if listed in {None, what.table}:
            found[what.table] = [
                {"key": each.key, "name": each.name(config), "languages": list(each.languages()),
                 "releases": list(uses.get((what, each.key), ()))}
                for each in on_file(config, what)
            ]  # fmt: skip
    if listed in {None, "boilerplates"}:
        found["boilerplates"] = [
            {"key": key, "languages": list(languages_of(entry.boilerplate))}
            for key, entry in config.organisations.items()
            if entry.boilerplate is not None
        ]
    if listed in {None, "segments"}:
        found["segments"] = [{"name": name, "expression": text} for name, text in config.segments.items()]
    return found


def entry_fields(wanted: OnFile, uses: Sequence[Use]) -> dict[str, object]:
    """Return one entry for JSON: a text per language is an object, one for all languages a string."""
    return {
        "what": wanted.what.value,
        "key": wanted.key,
        **_plain_entry(wanted.entry),
        "uses": [{"file": use.file, "line": use.line, "where": use.where, "release": use.slug} for use in uses],
    }


def _plain_entry(entry: PersonEntry | OrganisationEntry | Office) -> dict[str, object]:
    return {name: _plain(getattr(entry, name)) for name in type(entry).model_fields}


def _plain(value: object) -> object:
    match value:
        case Localised():
            texts = dict(value.texts)
            return texts[ANY] if set(texts) == {ANY} else texts
        case tuple():
            return [_plain(item) for item in value]
        case Strict():
            return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        case _:
            return value


def _rows(config: Config, uses: Uses, what: What) -> list[tuple[str, ...]]:
    return [
        (each.key, each.name(config), " ".join(each.languages()) or "all", str(len(uses.get((what, each.key), ()))))
        for each in on_file(config, what)
    ]


def _boilerplates(config: Config) -> list[tuple[str, ...]]:
    return [
        (
            key,
            " ".join(entry.boilerplate.get(config.fallback_language).split()),
            " ".join(languages_of(entry.boilerplate)) or "all",
        )
        for key, entry in config.organisations.items()
        if entry.boilerplate is not None
    ]


def _table(console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if console.soft_wrap:
        write_records(rows)
        return
    from rich.table import Table

    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    # The key is what the next command wants: it is never cut, and what is long gives way.
    widths = [max(len(column), *(len(row[number]) for row in rows)) for number, column in enumerate(columns)]
    taken = sum(width + 2 for width, column in zip(widths, columns, strict=True) if column not in _LONG)
    for width, column in zip(widths, columns, strict=True):
        room = max(_LEAST, console.width - taken - 2) if column in _LONG else width
        table.add_column(column, overflow="ellipsis", no_wrap=True, width=min(width, room), header_style="dim")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    console.print(table)
    console.print()


def _text(cell: str) -> Text:
    from rich.text import Text

    return Text(cell)
