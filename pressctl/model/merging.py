"""Reviewers' changes on their way into today's text: units, edits of them, and what is proposed (ADR 0023).

A unit is what one field or one paragraph of today's release says. An edit stands at places in today's units; any number
of edits that do not touch each other can be made in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from pressctl.frozen import EqualButForLast, Frozen, replace
from pressctl.model.revision import ChangeKind

_BLOCK = re.compile(r"(body|notes|boilerplates\[\d+\]\.blocks)\[\d+\]")
_LAST = re.compile(r"\.(item|block|paragraph|attribution|r(?=\d+c)|caption|credit|alt)(?:\d+(?:c\d+)?)?$")
LINE_BREAK = "\u2028"
"""A line break inside a paragraph; a new line is a paragraph's end."""


class UnitKind(StrEnum):
    """What a unit is; only those of a text can be parted, joined, added and taken out."""

    FIELD = "field"
    PARAGRAPH = "paragraph"
    """A paragraph or a heading of a text."""
    ITEM = "item"
    CONTINUED = "continued"
    """A further paragraph of a list's item."""
    SAID = "said"
    """A paragraph of somebody's own words."""
    ATTRIBUTION = "attribution"
    CELL = "cell"
    PICTURE = "picture"
    """A caption, a credit, an alternative text."""


_KINDS = {
    "item": UnitKind.ITEM, "block": UnitKind.CONTINUED, "paragraph": UnitKind.SAID,
    "attribution": UnitKind.ATTRIBUTION, "r": UnitKind.CELL, "caption": UnitKind.PICTURE, "credit": UnitKind.PICTURE,
    "alt": UnitKind.PICTURE,
}  # fmt: skip


class Unit(Frozen):
    """The words of one field, one paragraph, one cell."""

    path: str
    """`headline`, `body[3]`, `body[5].paragraph1`, `body[5].attribution`."""
    text: str
    """A line break inside it is U+2028."""
    heading: bool = False
    by_hand: str = ""
    """Where it is kept, if pressctl does not write there: `dateline.date in en.md:9`."""

    @property
    def kind(self) -> UnitKind:
        """What it is."""
        if not _BLOCK.match(self.path):
            return UnitKind.FIELD
        last = _LAST.search(self.path)
        return _KINDS[last[1]] if last else UnitKind.PARAGRAPH

    @property
    def container(self) -> str:
        """The text that it is a part of, `body`, `notes`, `boilerplates[1].blocks`; a field is one by itself."""
        found = _BLOCK.match(self.path)
        return found[1] if found else self.path

    @property
    def parent(self) -> str:
        """What its neighbours share with it: the list of an item, the quotation of somebody's words."""
        last = _LAST.search(self.path)
        return self.path[: last.start()] if last and self.kind is not UnitKind.FIELD else self.container


class Spot(Frozen, order=True):
    """A place between two characters of today's units."""

    unit: int
    """0-based; one beyond a text's last is its end."""
    offset: int
    """0-based code point; the unit's length is the place before its end, the next unit's 0 the one after it."""


class Edit(EqualButForLast):
    """Other words between two places of one text; a new line parts two units."""

    container: str
    start: Spot
    end: Spot
    after: str
    formatting: str = ""
    """`bold`, `italic`, `not bold`: the words stay as they are."""
    after_previous: bool = True
    """Units that it adds go on with the one before it, rather than with the one after: an item with an item."""
    row: bool = False
    """What it adds are the cells of a row."""
    moved: tuple[int, int] | None = None
    """Whole units, from the first to before the last, that `after` repeats: they are taken with their mark-up."""
    order: int = 0
    """Of edits at the same place: which comes first. Not what they are."""

    @property
    def inserts(self) -> bool:
        """Whether it takes nothing away."""
        return self.start == self.end and not self.formatting


class Proposer(Frozen):
    """Who proposed a change, and in which file."""

    author: str | None
    """Nobody for a change that was not tracked."""
    at: datetime | None
    review: int
    """0-based number of the review among those that are merged."""
    change: int
    """Its number in that review."""


class Standing(StrEnum):
    """How a proposed change stands to today's text."""

    OPEN = "open"
    ALREADY = "already"
    """Today's text has it."""
    DIFFERS = "differs"
    """Today's text has other words there than the copy had; taking the change over means giving these up."""
    BY_HAND = "by-hand"
    """It is in no field that pressctl writes, or its place is gone."""


class Proposal(Frozen):
    """A change that one or several people want in today's text."""

    number: int
    """From 1, in reading order of today's text; what has no place there comes last."""
    kind: ChangeKind
    where: str
    """The place in the newsroom's words."""
    field: str | None
    before: str
    after: str
    """As proposed; `\\n` for a paragraph mark."""
    edits: tuple[Edit, ...]
    """What it means for today's text; none where it is there already or is for the hand. A move has two."""
    by: tuple[Proposer, ...]
    """Everybody who proposed it, the first first."""
    standing: Standing = Standing.OPEN
    today: str = ""
    """Where today's text differs: its words in that place."""
    why: str = ""
    """Of what is for the hand: why, and where it is kept."""
    locked: bool = False
    """It touches a locked field, or somebody's own words."""
    detail: str = ""
    """Of formatting: what."""
    rivals: frozenset[int] = frozenset()
    """Numbers of other people's proposals for the same words: taken over, it rules them out."""

    @property
    def free(self) -> bool:
        """Whether it can be taken over without deciding against anything."""
        return self.standing is Standing.OPEN and not self.rivals

    @property
    def changes(self) -> int:
        """How many changes of one file it stands for: several that stand at one place are decided as one."""
        per_review = Counter(review for review, _ in {(one.review, one.change) for one in self.by})
        return max(per_review.values(), default=0)


class Merged(Frozen):
    """What several reviews come to on today's text."""

    units: tuple[Unit, ...]
    """Today's."""
    proposals: tuple[Proposal, ...]

    def proposal(self, number: int) -> Proposal:
        """Return the proposal of a number."""
        return self.proposals[number - 1]

    def group(self, number: int) -> tuple[int, ...]:
        """Return a proposal with its rivals, and theirs: what is decided together."""
        found, waiting = {number}, [number]
        while waiting:
            new = self.proposal(waiting.pop()).rivals - found
            found |= new
            waiting += new
        return tuple(sorted(found))

    def conflicts(self) -> tuple[tuple[int, ...], ...]:
        """Return the groups of proposals that exclude each other, in reading order."""
        return tuple(dict.fromkeys(self.group(each.number) for each in self.proposals if each.rivals))


def edited(units: Sequence[Unit], edits: Sequence[Edit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every text of the release, as (container, words of its units), with the edits made.

    A unit without words is none. Edits must not touch each other; formatting changes no words.
    """
    found: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        found.setdefault(unit.container, []).append(number)
    return tuple(
        (container, _lines(units, numbers, [edit for edit in edits if edit.container == container]))
        for container, numbers in found.items()
    )


def _lines(units: Sequence[Unit], numbers: Sequence[int], edits: Sequence[Edit]) -> tuple[str, ...]:
    starts, flat = {}, ""
    for number in numbers:
        starts[number] = len(flat)
        flat += units[number].text + "\n"
    starts[numbers[-1] + 1] = len(flat)
    worded = (each for each in edits if not each.formatting)
    for edit in sorted(worded, key=lambda each: (each.start, each.order), reverse=True):
        start, end = (starts[spot.unit] + spot.offset for spot in (edit.start, edit.end))
        flat = flat[:start] + edit.after + flat[end:]
    return tuple(line for line in flat.removesuffix("\n").split("\n") if line.strip())


def with_others(units: Sequence[Unit], edit: Edit, others: Sequence[Edit]) -> tuple[tuple[Unit, ...], Edit]:
    """Return units in which other edits of an edit's own unit were made, and where the edit stands in them then.

    Edits that part units, take words that this one takes, or only change their look are left out.
    """
    number, text = edit.start.unit, units[edit.start.unit].text if edit.start.unit < len(units) else ""
    if edit.end.unit != number or edit.moved:
        return tuple(units), edit
    shift = 0
    for one in sorted(others, key=lambda each: each.start, reverse=True):
        before, behind = one.end <= edit.start, one.start >= edit.end
        if {one.start.unit, one.end.unit} != {number} or one.formatting or "\n" in one.after or not (before or behind):
            continue
        text = text[: one.start.offset] + one.after + text[one.end.offset :]
        shift += len(one.after) - (one.end.offset - one.start.offset) if before else 0
    made = tuple(replace(unit, text=text) if place == number else unit for place, unit in enumerate(units))
    start, end = (Spot(number, spot.offset + shift) for spot in (edit.start, edit.end))
    return made, replace(edit, start=start, end=end)


def in_other_words(proposal: Proposal, words: str) -> Proposal:
    """Return the proposal with other words in place of those that it puts there."""
    *rest, last = proposal.edits
    return replace(proposal, edits=(*rest, replace(last, after=words, formatting="", moved=None)))
