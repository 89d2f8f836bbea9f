"""The segments of the office and the tags in use: what each means, how many it names, in which languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.toml_lines import key_lines
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen, replace
from pressctl.language.matching import language_for
from pressctl.model.contact import Contact
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.press_list.segment_language import Test
from pressctl.store.press_list.segments import EVERYONE, segment_test

NO_LANGUAGE = ""
"""Under this key are those who read none of the office's languages."""


class SegmentInfo(Frozen):
    """One segment or tag."""

    name: str
    expression: str
    """As `pressctl.toml` has it; empty for a tag and for everyone."""
    is_tag: bool
    count: int
    languages: Mapping[str, int]
    """How many would get each of the office's languages, the most first."""
    line: int | None = None
    """Where `pressctl.toml` says it."""
    problem: Problem | None = None
    """Why it names nobody at all: it cannot be understood."""


class SegmentMembers(Frozen):
    """A segment and who is in it."""

    info: SegmentInfo
    contacts: tuple[Contact, ...]


def list_segments(workspace: Workspace, config: Config) -> tuple[SegmentInfo, ...]:
    """Return everyone, the office's segments in the file's order, then the tags in use by their names.

    A segment that cannot be understood is in the list with its problem.

    Raises:
        BadInput: the press list cannot be read.
    """
    contacts = read_contacts(workspace.contacts_file).contacts
    tests: dict[str, Test] = {EVERYONE: lambda _: True}
    broken: dict[str, Problem] = {}
    lines = key_lines(_office_text(workspace))
    for name, expression in config.segments.items():
        if name == EVERYONE:
            continue
        try:
            tests[name] = segment_test(name, contacts, config)
        except BadInput as error:
            broken[name] = _placed(error, workspace, lines.get(("segments", name)), name, expression)
    named, tagged = _count(contacts, tests, config)
    nobody: Counter[str] = Counter()
    found = [_info(EVERYONE, "", named[EVERYONE])]
    for name, expression in config.segments.items():
        if name != EVERYONE:
            info = _info(name, expression, named.get(name, nobody))
            found.append(replace(info, line=lines.get(("segments", name)), problem=broken.get(name)))
    shadowed = {*config.segments, EVERYONE}
    found += [_info(tag, "", tagged[tag], is_tag=True) for tag in sorted(set(tagged) - shadowed)]
    return tuple(found)


def members(workspace: Workspace, config: Config, name: str) -> SegmentMembers:
    """Return one segment, tag or expression, and who is in it.

    Raises:
        BadInput: the list cannot be read, or the name is none of these.
    """
    contacts = read_contacts(workspace.contacts_file).contacts
    try:
        test = segment_test(name, contacts, config)
    except BadInput as error:
        line = key_lines(_office_text(workspace)).get(("segments", name.strip()))
        expression = config.segments.get(name.strip())
        if expression is None or not error.problems:
            raise
        placed = _placed(error, workspace, line, name.strip(), expression)
        raise BadInput(error.message, problems=[placed], hint=error.hint) from error
    chosen = tuple(filter(test, contacts))
    named, _ = _count(chosen, {name: test}, config)
    expression = config.segments.get(name.strip(), "")
    is_tag = not expression and any(name.strip() in contact.tags for contact in chosen)
    return SegmentMembers(_info(name.strip(), expression, named[name], is_tag=is_tag), chosen)


def _count(
    contacts: Sequence[Contact], tests: Mapping[str, Test], config: Config
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return how many each test and each tag names, by the language that they would get, in one pass."""

    @cache
    def gets(languages: tuple[str, ...]) -> str:
        return language_for(languages, config.office.languages, config.fallback_language) or NO_LANGUAGE

    named: dict[str, Counter[str]] = {name: Counter() for name in tests}
    tagged: dict[str, Counter[str]] = {}
    for contact in contacts:
        language = gets(contact.languages)
        for name, test in tests.items():
            if test(contact):
                named[name][language] += 1
        for tag in contact.tags:
            tagged.setdefault(tag, Counter())[language] += 1
    return named, tagged


def _info(name: str, expression: str, languages: Counter[str], *, is_tag: bool = False) -> SegmentInfo:
    return SegmentInfo(name, expression, is_tag, languages.total(), dict(languages.most_common()))


def _office_text(workspace: Workspace) -> str:
    return read_file(workspace.config_file).decode("utf-8-sig", errors="replace")


def _placed(error: BadInput, workspace: Workspace, line: int | None, name: str, expression: str) -> Problem:
    """Return the first fault of an expression at its place in `pressctl.toml`."""
    fault = error.problems[0] if error.problems else Problem(error.message, hint=error.hint)
    text = _office_text(workspace).splitlines()[line - 1] if line is not None else ""
    begins = text.find(expression)
    column = begins + fault.column if fault.column is not None and begins >= 0 else None
    excerpt = text if column is not None else None
    return Problem(fault.message, CONFIG, line, column, where=f"segments.{name}", hint=fault.hint, excerpt=excerpt)
