"""From a node of the front matter to a typed value, or a problem with its line.

A reading returns nothing where the value is wrong and has been noted; an empty value counts as not given.
Numbers in `where` count from 1: `speakers[2].title`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.config.values import Address, clean_line, clean_text, language_code
from pressctl.errors import Problem
from pressctl.frozen import Changing, field, replace
from pressctl.language.yes_no import yes_or_no
from pressctl.model.characters import forbidden_character
from pressctl.model.moment import Moment, MomentError, parse_moment
from pressctl.model.text import Block, Span
from pressctl.source.front_matter.yaml_nodes import Entry, ListNode, MapNode, Mark, Node, ScalarNode
from pressctl.source.markdown.link_targets import wrong_target
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.pictures import wrong_picture

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Border(Changing):
    """The place where a file's nodes become typed values; it collects everything that is wrong."""

    path: str
    """The file, as problems name it."""
    folder: Path
    """The release's folder: images must be in it."""
    config: Config
    problems: list[Problem] = field(default_factory=list)

    def problem(self, at: Node | Mark, where: str, message: str, hint: str | None = None) -> None:
        """Note what is wrong at a node."""
        mark = at if isinstance(at, Mark) else at.start
        self.problems.append(Problem(message, self.path, mark.line, mark.column, where or None, hint))

    # Shapes ----------------------------------------------------------------------------------------------

    def table(self, node: Node, where: str, known: Iterable[str], required: Iterable[str] = ()) -> dict[str, Node]:
        """Return the given keys of a mapping; unknown ones and missing required ones are noted."""
        if not isinstance(node, MapNode):
            self.problem(
                node, where, f"must be a table with {_listed(known)}", "write key: value, a line each, indented"
            )
            return {}
        known = tuple(known)
        for entry in node.entries:
            if entry.key.value not in known:
                self.unknown_key(entry, where, known)
        given = {entry.key.value: entry.value for entry in node.entries if not _is_empty(entry.value)}
        for key in required:
            if key not in given:
                left_out = node.entry(key)
                at = left_out.key if left_out else node
                self.problem(at, _join(where, key), "is empty" if left_out else "is missing")
        return given

    def unknown_key(self, entry: Entry, where: str, known: tuple[str, ...]) -> None:
        """Note a key that does not exist here, with the one that was probably meant."""
        key = entry.key.value
        guess = nearest(key, known)
        hint = f'did you mean "{guess}"?' if guess else f"known here: {', '.join(known)}"
        self.problem(entry.key, _join(where, key), f'unknown key "{key}"', hint)

    def items(self, node: Node | None, where: str) -> Iterator[tuple[Node, str]]:
        """Yield each item of a list with its place; something that is no list counts as a list of one."""
        if node is None:
            return
        for number, item in enumerate(node.items if isinstance(node, ListNode) else (node,), 1):
            place = f"{where}[{number}]" if isinstance(node, ListNode) else where
            if _is_empty(item):
                self.problem(item, place, "is empty", "write it or delete it")
            else:
                yield item, place

    def each(self, node: Node | None, where: str, read: Callable[[Node, str], T | None]) -> tuple[T, ...]:
        """Read every item of a list."""
        found = (read(item, place) for item, place in self.items(node, where))
        return tuple(item for item in found if item is not None)

    def optional(self, node: Node | None, where: str, read: Callable[[Node, str], T | None]) -> T | None:
        """Read a value that may be absent."""
        return None if node is None else read(node, where)

    # Texts -----------------------------------------------------------------------------------------------

    def checked(self, node: Node, where: str, check: Callable[[str], T]) -> T | None:
        """Return what `check` makes of a scalar; its ValueError becomes the problem."""
        if not isinstance(node, ScalarNode):
            self.problem(node, where, "must be one text", "put a text that begins with [ or { in quotation marks")
            return None
        value = node.value.strip()
        if not value:
            self.problem(node, where, "is empty")
            return None
        name = forbidden_character(value)
        if name is not None:
            self.problem(node, where, f"contains {name}", "delete it; it cannot be seen")
            return None
        try:
            return check(value)
        except (ValueError, OverflowError) as error:
            message = str(error) if isinstance(error, ValueError) else "is out of range"
            self.problem(node, where, message)
            return None

    def line(self, node: Node, where: str) -> str | None:
        """Read one line of text."""
        return self.checked(node, where, clean_line)

    def text(self, node: Node, where: str) -> str | None:
        """Read a text of any number of lines."""
        return self.checked(node, where, clean_text)

    def markdown(self, node: Node, where: str) -> tuple[Block, ...] | None:
        """Read a Markdown text; every block gets the node's own span."""
        text = self.text(node, where)
        if text is None or not isinstance(node, ScalarNode):
            return None
        literal = node.style in {"|", ">"}
        parsed = parse_blocks(node.value, path=self.path, line=node.start.line + literal)
        for problem in parsed.problems:
            exact = node.style == "|"
            self.problems.append(replace(problem, line=problem.line if exact else node.start.line, where=where))
        span = Span(node.start.offset, node.end.offset, node.start.line)
        return tuple(replace(block, span=span) for block in parsed.blocks)

    def address(self, node: Node, where: str) -> str | None:
        """Read an e-mail address."""
        return self.checked(node, where, _checked_address)

    def language(self, node: Node, where: str) -> str | None:
        """Read a language code."""
        return self.checked(node, where, language_code)

    def web_address(self, node: Node, where: str) -> str | None:
        """Read the address of a page."""
        return self.checked(node, where, _web_address)

    def uuid(self, node: Node, where: str) -> str | None:
        """Read an identity."""
        return self.checked(node, where, _identity)

    # Numbers and times -----------------------------------------------------------------------------------

    def number(self, node: Node, where: str) -> int | None:
        """Read a whole number."""
        return self.checked(node, where, _number)

    def yes_no(self, node: Node, where: str) -> bool | None:
        """Read yes or no."""
        return self.checked(node, where, _yes_no)

    def date(self, node: Node, where: str) -> date | None:
        """Read a day."""
        return self.checked(node, where, _day)

    def moment(self, node: Node, where: str) -> Moment | None:
        """Read a time; one without a zone is on the office's clock."""
        zone = self.config.office.timezone
        return self.checked(node, where, lambda text: _moment(text, self.config, zone))

    def embargo(self, node: Node, where: str) -> Moment | None:
        """Read `none` or a time with its zone: no zone is assumed where a wrong guess would break a promise."""
        return self.checked(node, where, lambda text: _embargo(text, self.config))

    # References ------------------------------------------------------------------------------------------

    def organisation_key(self, node: Node, where: str) -> str | None:
        """Read the key of an organisation on file."""
        return self.checked(node, where, lambda key: _on_file(key, self.config.organisations, "organisation"))

    def person_key(self, node: Node, where: str) -> str | None:
        """Read the key of a person on file."""
        return self.checked(node, where, lambda key: _on_file(key, self.config.people, "person"))

    def picture(self, node: Node, where: str) -> str | None:
        """Read the path of an image in the release's folder."""
        file = self.line(node, where)
        wrong = wrong_picture(self.folder, file) if file else None
        if wrong:
            self.problem(node, where, wrong)
        return file


def _is_empty(node: Node) -> bool:
    """Say whether a value was left out: `key:` with nothing behind it."""
    return isinstance(node, ScalarNode) and not node.value.strip()


def _on_file(key: str, known: Iterable[str], what: str) -> str:
    """Return the key if it is known.

    Raises:
        ValueError: it is not; the message names the nearest.
    """
    known = tuple(known)
    if key in known:
        return key
    guess = nearest(key, known)
    advice = f'did you mean "{guess}"?' if guess else f"add it to pressctl.toml, or write it in place: {{name: {key}}}"
    raise ValueError(f'no {what} "{key}" on file; {advice}')


@cache
def _addresses() -> TypeAdapter[str]:
    from pydantic import TypeAdapter

    return TypeAdapter(Address)


def _checked_address(value: str) -> str:
    """Return the address if it is one.

    Raises:
        ValueError: it is none; the message says why.
    """
    from pydantic import ValidationError

    try:
        return _addresses().validate_python(value)
    except ValidationError as error:
        raise ValueError(str(error.errors()[0].get("ctx", {}).get("error", "is not an address"))) from error


def _web_address(value: str) -> str:
    wrong = wrong_target(clean_line(value))
    if wrong or not value.lower().startswith(("http://", "https://")):
        raise ValueError(f'"{value}" is not the address of a page; it begins with https://')
    return value


def _identity(value: str) -> str:
    if not _UUID.fullmatch(value.lower()):
        raise ValueError(f'"{value}" is not an identity; pressctl new makes one, 36 characters long')
    return value.lower()


def _number(value: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", value):
        raise ValueError(f'"{value}" is not a whole number')
    return int(value)


def _yes_no(value: str) -> bool:
    meant = yes_or_no(value)
    if meant is None:
        raise ValueError(f'"{value}" is neither yes nor no')
    return meant


def _day(value: str) -> date:
    if not _DATE.fullmatch(value):
        raise ValueError(f'"{value}" is not a date; write it as YYYY-MM-DD')
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f'"{value}" is not a date that exists') from error


def _embargo(value: str, config: Config) -> Moment | None:
    if value.lower() == "none":
        return None
    try:
        return _moment(value, config, None)
    except MomentError as error:
        raise ValueError(f"{error}; or none") from error


def _moment(value: str, config: Config, zone: str | None) -> Moment:
    """Read a time in digits; one in words is refused with the digits that it means."""
    try:
        return parse_moment(value, zone)
    except MomentError as error:
        meant = _in_words(value, config)
        if meant is None:
            raise MomentError(str(error).replace("[Asia/Baku]", f"[{config.office.timezone}]")) from error
        raise MomentError(f'"{value}" is not written in figures; write {meant}') from error


def _in_words(value: str, config: Config) -> Moment | None:
    """Return what a time in words means on the office's clock, if it names its day, month and year."""
    from pressctl.language.reading import ReadingError, read_moment

    if re.match(r"\s*\d{4}-\d{2}-\d{2}[T ]", value) or not re.search(r"\d{4}", value):
        return None
    try:
        languages = config.office.languages
        return read_moment(value, languages[0], config.office.timezone, date.min, languages)
    except ReadingError:
        return None


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(keys)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
