"""Edits of today's units, written into the files: the characters of changed words, paragraphs of their Markdown.

After every edit the file is read again and must say what it said but for what was meant; what cannot be written so is
refused in words, and the rest goes on. Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pressctl.config.load import parse_config
from pressctl.config.schema import Config
from pressctl.errors import BadInput, PressctlError, Problem, Refused
from pressctl.frozen import Frozen, replace
from pressctl.model.kind import Kind
from pressctl.model.merging import LINE_BREAK, Edit, Unit, UnitKind
from pressctl.model.passage import Passage
from pressctl.source.kinds import load_kind
from pressctl.source.markdown.emphasising import MARKED, emphasised
from pressctl.source.markdown.restructuring import Paragraphs
from pressctl.source.parts import find_parts
from pressctl.source.release_file import problems_of
from pressctl.source.splicing import add_key
from pressctl.workflow.opening import Opened
from pressctl.workflow.replacing.finding import SourceText, names_on_file, office_source, release_source
from pressctl.workflow.replacing.rewriting import reworded, with_value
from pressctl.workflow.review.homes import Home

_MARKS_OF_DIRECTION = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
_COMMAS = ",\u060c\uff0c"


_Change = Callable[[Paragraphs, int], str]
"""Makes Markdown of paragraphs and of the number of one among them."""


class NotWritten(Frozen):
    """An edit that could not be written, and why."""

    edit: Edit
    why: str


@dataclass(slots=True)
class Writing:
    """The files of a release in one language with edits made in them."""

    opened: Opened
    units: tuple[Unit, ...]
    """Today's, as they were before any edit."""
    homes: Mapping[str, Home]
    sources: dict[str, SourceText]
    """By name: as they are now."""
    refused: list[NotWritten] = field(default_factory=list)
    _known: frozenset[str] = frozenset()
    _moved: dict[Edit, list[str]] = field(default_factory=dict)
    """By edit: the Markdown of what it moves, as it was where it stood."""

    def __post_init__(self) -> None:
        """Remember what a release refers to somebody by: that is no words of its own."""
        self._known = names_on_file(self.opened.config)

    def write(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Make the edits, the last ones first, so that the places of the others stay; return those that were made."""
        self._moved |= {edit: self.raw_of(edit.moved) for edit in edits if edit.moved}
        before = dict(self.sources)
        made = self.make_each(edits, carefully=False)
        try:
            self.refuse_broken(before)
        except PressctlError:  # one of them breaks the file: which?
            self.sources = before
            self.refused.clear()
            made = self.make_each(edits, carefully=True)
        return made

    def make_each(self, edits: Sequence[Edit], *, carefully: bool) -> tuple[Edit, ...]:
        """Make edit by edit; `carefully` looks after each whether the file has problems that it had not."""
        made: list[Edit] = []
        for edit in sorted(edits, key=lambda each: (each.start, each.order), reverse=True):
            before = dict(self.sources)
            try:
                self.make(edit)
                if carefully:
                    self.refuse_broken(before)
            except PressctlError as error:
                self.sources = before
                self.refused.append(NotWritten(edit, _why(error)))
            else:
                made.append(edit)
        return tuple(reversed(made))

    def make(self, edit: Edit) -> None:
        """Make one edit.

        Raises:
            PressctlError: it cannot be written.
        """
        first, last = edit.start, edit.end
        if edit.formatting:
            self.format(edit)
        elif first.unit == last.unit and "\n" not in edit.after:
            self.reword(first.unit, first.offset, last.offset, edit.after)
        elif first.offset == 0 and last.offset == 0:
            self.replace_whole(edit)
        elif first.offset == 0 and "\n" not in edit.after:  # the next unit goes on in other words
            self.reword(last.unit, 0, last.offset, edit.after)
            self.take_out(range(first.unit, last.unit))
        elif first.unit == last.unit:
            self.part(edit)
        else:
            self.rejoin(edit)

    # Words -----------------------------------------------------------------------------------------------------

    def reword(self, number: int, start: int, end: int, new: str) -> None:
        """Write other words into one unit; one that is left without words goes."""
        unit = self.units[number]
        home = self.home(unit)
        if home.added:
            self.add_own(unit, home, (unit.text[:start] + new + unit.text[end:]).strip())
            return
        source = self.sources[home.shown]
        at = _passage(source, home)
        passage = source.passages[at]
        if passage.words.text == unit.text[:start] + new + unit.text[end:]:
            return  # another field says the same words, and they have been changed there
        first, last = _stretch(unit, passage, start, end)
        written = new.replace(LINE_BREAK, "\n")
        left = passage.words.text[:first] + written + passage.words.text[last:]
        if not left.strip():
            self.empty(number)
        else:
            self.sources[home.shown] = reworded(source, at, (first, last), written, self.read)

    def empty(self, number: int) -> None:
        """Take out a unit that has no words any more."""
        unit = self.units[number]
        if unit.kind in {UnitKind.FIELD, UnitKind.PICTURE}:
            home = self.home(unit)
            if (home.path or "").startswith("labels."):
                raise Refused(f"{unit.path} cannot be empty here: the original's words would stand in for it")
            self.sources[home.shown] = self.first_read(self.sources[home.shown], home, [""])
        else:
            self.restructure(unit, lambda text, at: text.without([at]))

    def add_own(self, unit: Unit, home: Home, words: str) -> None:
        """Add a release's own words in place of the office's, or of the original's."""
        source = self.sources[home.shown]
        self.sources[home.shown] = self.read(source, add_key(source.text, home.path or unit.path, words))

    def format(self, edit: Edit) -> None:
        """Set words in bold or italics, or take that from them."""
        unit = self.units[edit.start.unit]
        if edit.start.unit != edit.end.unit or unit.kind is UnitKind.FIELD:
            raise Refused(f"{edit.formatting} is not carried over: {unit.path} is set by the layout")
        home = self.home(unit)
        source = self.sources[home.shown]
        span = _stretch(unit, source.passages[_passage(source, home)], edit.start.offset, edit.end.offset)
        kinds = edit.formatting.split(", ")
        for kind in [each for each in kinds if each.removeprefix("not ") in MARKED] or kinds[:1]:
            self.restructure(unit, lambda text, at, kind=kind: emphasised(text, at, span, kind))  # type: ignore[misc]

    # Paragraphs ------------------------------------------------------------------------------------------------

    def replace_whole(self, edit: Edit) -> None:
        """Put whole units in place of whole units: words for words as far as both go, then take out, or add."""
        gone = range(edit.start.unit, edit.end.unit)
        put = edit.after.removesuffix("\n").split("\n") if edit.after else []
        if edit.after and not edit.after.endswith("\n"):  # what follows goes on in the last line
            last = put.pop()
            self.reword(edit.end.unit, 0, 0, last)
        kept = min(len(gone), len(put))
        if len(put) > kept:
            self.add(edit, gone.start + kept, put[kept:])
        elif len(gone) > kept:
            self.take_out(gone[kept:])
        for number, words in reversed(list(zip(gone[:kept], put[:kept], strict=True))):
            self.reword(number, 0, len(self.units[number].text), words)

    def take_out(self, numbers: range) -> None:
        """Take out whole units."""
        unit = self.units[numbers[0]]
        paths = [self.home(self.units[number]).block for number in numbers]
        self.restructure(unit, lambda text, _: text.without([text.number(path) for path in paths]))

    def add(self, edit: Edit, at: int, texts: Sequence[str]) -> None:
        """Add units before number `at`."""
        if edit.row:
            self.add_row(at, texts)
            return
        texts = [text.replace(LINE_BREAK, "\n") for text in texts if text.strip()]
        if not texts:
            return
        inside = [number for number, unit in enumerate(self.units) if unit.container == edit.container]
        like = min(max(at - 1 if edit.after_previous else at, inside[0]), inside[-1])
        if self.units[like].kind is UnitKind.ATTRIBUTION and at <= like and at > inside[0]:
            like = at - 1  # before the line that names a speaker, they go on speaking
        unit = self.units[like]
        anchor = self.home(unit).block
        before = at > like
        raw = self._moved.get(edit, [])

        def added(text: Paragraphs, _: int) -> str:
            number = text.number(anchor)
            return text.with_added(number + before, texts, number, raw)

        self.restructure(unit, added)

    def raw_of(self, units: tuple[int, int]) -> list[str]:
        """Return the Markdown of whole units; nothing where they are not kept as one text."""
        found = []
        for number in range(*units):
            home = self.homes.get(self.units[number].path)
            if home is None or home.path is not None:
                return []
            source = self.sources[home.shown]
            parts = find_parts(source.text)
            text = Paragraphs.of(source.text[parts.body if parts else 0 :])
            found.append(text.raw(text.number(home.block)))
        return found

    def add_row(self, at: int, texts: Sequence[str]) -> None:
        """Add a row of a table before number `at`, or after the row before it."""
        beside = at if at < len(self.units) and self.units[at].kind is UnitKind.CELL else at - 1
        unit = self.units[beside]
        self.restructure(unit, lambda text, number: text.with_row(number, texts, after=beside < at))

    def part(self, edit: Edit) -> None:
        """Make two units of one, with what was added between them."""
        number, start, end = edit.start.unit, edit.start.offset, edit.end.offset
        first, *middle, last = edit.after.split("\n")
        unit = self.units[number]
        if not (unit.text[:start] + first).strip():
            self.reword(number, start, end, last)
            self.add(replace(edit, after_previous=False), number, middle)
            return
        if not (last + unit.text[end:]).strip():
            self.add(replace(edit, after_previous=True), number + 1, middle)
            self.reword(number, start, end, first)
            return
        source = self.sources[self.home(unit).shown]
        at = _stretch(unit, source.passages[_passage(source, self.home(unit))], start, end)[0] + len(first)
        words = first + last
        if words or end > start:
            self.reword(number, start, end, words)
        self.restructure(unit, lambda text, each: text.parted(each, at, at))
        if middle:
            self.restructure(unit, lambda text, each: text.with_added(each + 1, [m for m in middle if m.strip()], each))

    def rejoin(self, edit: Edit) -> None:
        """Take out from inside one unit to inside another, and join or part what is left as the new words say."""
        (a, start), (b, end) = (edit.start.unit, edit.start.offset), (edit.end.unit, edit.end.offset)
        parts = edit.after.split("\n")
        one = self.units[a]
        if end:
            self.reword(b, 0, end, parts[-1] if len(parts) > 1 else "")
        elif len(parts) > 1 and parts[-1]:
            self.reword(b, 0, 0, parts[-1])
        if b - a > 1:
            self.take_out(range(a + 1, b))
        gone = not self.units[b].text[end:].strip() and len(parts) == 1
        if len(parts) > 2:  # a first, a last, and what is between them
            self.add(replace(edit, after_previous=True), a + 1, parts[1:-1])
        if start < len(one.text) or len(parts) > 1 or gone:
            self.reword(a, start, len(one.text), parts[0] if len(parts) > 1 or gone else "")
        if len(parts) == 1 and not gone:
            other = self.home(self.units[b]).block
            head, tail = one.text[:start], self.units[b].text[end:]
            # White space at the end of a paragraph is not written; between two words it is.
            between = head[len(head.rstrip()) :] + edit.after + tail[: len(tail) - len(tail.lstrip())]
            self.restructure(one, lambda text, at: text.joined(at, text.number(other), between))

    # Reading ---------------------------------------------------------------------------------------------------

    def restructure(self, unit: Unit, change: _Change) -> None:
        """Change the Markdown that a unit stands in, by a function of its paragraphs and of the unit's number there."""
        home = self.home(unit)
        source = self.sources[home.shown]
        if home.path is None:
            parts = find_parts(source.text)
            start = parts.body if parts is not None else 0
            text = Paragraphs.of(source.text[start:])
            edited = source.text[:start] + change(text, text.number(home.block))
            self.sources[home.shown] = self.read(source, edited)
            return
        value = source.passages[_passage(source, home)].value
        if value is None or not home.block:
            raise Refused(f"{unit.path} is one line")
        text = Paragraphs.of(value.text)
        self.sources[home.shown] = self.first_read(source, home, [change(text, text.number(home.block))])

    def first_read(self, source: SourceText, home: Home, values: Sequence[str]) -> SourceText:
        """Return the file with the first of these values that it can hold in a home; nothing else is changed."""
        others = [(each.path, each.words.text) for each in source.passages if each.path != home.path]
        for value in values:
            for edited in with_value(source, home.path or "", value):
                again = self.read(source, edited)
                if [(each.path, each.words.text) for each in again.passages if each.path != home.path] == others:
                    return again
        raise Refused(f"{home.path} in {home.shown} cannot be changed without changing what stands around it")

    def read(self, source: SourceText, text: str) -> SourceText:
        """Read a file again with another text."""
        if source.slug is None:
            return office_source(source.path, text, self.opened.config)
        return release_source(source.path, source.shown, text, self._known)

    def refuse_broken(self, before: Mapping[str, SourceText]) -> None:
        """Refuse a text that would have problems that the file has not had."""
        for shown, source in self.sources.items():
            if source.text == before[shown].text:
                continue
            if source.slug is None:
                parse_config(source.text.removeprefix("\ufeff"), source.path)
                continue
            had = {each.message for each in self.problems(before[shown])}
            new = [each for each in self.problems(source) if each.message not in had]
            if new:
                raise BadInput(f"{shown} would have problems", problems=new)

    def problems(self, source: SourceText) -> tuple[Problem, ...]:
        """Return what is wrong with a release file."""

        def kinds(name: str) -> Kind:
            return load_kind(self.opened.workspace, name)

        return problems_of(source.path, source.text, self.config(), kinds)

    def config(self) -> Config:
        """Return the office as its file says now."""
        office = next((each for each in self.sources.values() if each.slug is None), None)
        if office is None:
            return self.opened.config
        return parse_config(office.text.removeprefix("\ufeff"), office.path)

    def home(self, unit: Unit) -> Home:
        """Return where a unit is kept."""
        if unit.path not in self.homes:
            raise Refused(unit.by_hand or f"{unit.path} is not written by pressctl")
        return self.homes[unit.path]


def _why(error: PressctlError) -> str:
    if not error.problems:
        return error.message
    problem = error.problems[0]
    return f"{problem.where} {problem.message}" if problem.where else problem.message


def _passage(source: SourceText, home: Home) -> int:
    """Return the number of the passage that a unit stands in."""
    found = (
        number for number, each in enumerate(source.passages) if (each.path, each.block) == (home.path, home.block)
    )
    number = next(found, None)
    if number is None:
        raise Refused(f"{home.path or home.block} is not in {home.shown} any more")
    return number


def _stretch(unit: Unit, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of a unit, as it is set, stands in the words as they are written.

    Words after it may have been changed already.
    """
    places = _places(unit.text, passage.words.text)
    if end >= len(places):
        raise Refused(f"{unit.path} is written otherwise than it is set")
    return places[start], places[end]


def _places(shown: str, written: str) -> list[int]:
    """Return where each character that is set is written, as far as the two agree.

    Marks of direction are the layout's, and so are a break's and a comma's form.
    """
    found: list[int] = []
    at = len(written) - len(written.lstrip())
    for number, character in enumerate(shown):
        found.append(at)
        here = written[at : at + 1]
        if _same(character, here):
            at += 1
        elif character not in _MARKS_OF_DIRECTION and not (character == " " and shown[number - 1] in _COMMAS):
            return found
    return [*found, at]


def _same(shown: str, written: str) -> bool:
    return bool(written) and (
        shown == written
        or (shown.isspace() and written.isspace() and (shown == LINE_BREAK) == (written == "\n"))
        or (shown in _COMMAS and written in _COMMAS)
    )
