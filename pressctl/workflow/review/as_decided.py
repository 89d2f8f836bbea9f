"""What the files would say: the edits that were decided, made in the texts of today and read again.

Nothing is written to a file here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressctl.errors import BadInput
from pressctl.frozen import Changing, Frozen
from pressctl.model.copies import Verdict
from pressctl.model.merging import Edit, Merged, edited, in_other_words
from pressctl.workflow.desk import Desk
from pressctl.workflow.review.today import Today, reopened, units_of
from pressctl.workflow.review.writing import Writing

_MARKS = "\u200e\u200f\u061c"
"""Marks of direction."""


class Decided(Frozen):
    """What was decided about a proposal."""

    number: int
    verdict: Verdict
    words: str | None = None
    """The words that were taken in place of those proposed."""
    with_another: bool = False
    """Its words stand in those that were taken for another proposal, which was for the same place."""


class AsDecided(Changing):
    """The source files of one run, as they are with what was decided."""

    desk: Desk
    today: Today
    merged: Merged
    _last: tuple[list[Decided], Writing, dict[int, str]] | None = None
    """What the last texts were made of, they, and what could not be written."""

    def edits(self, decided: Sequence[Decided]) -> tuple[tuple[int, Edit], ...]:
        """Return the edits that were decided, each with its proposal."""
        found = []
        for each in decided:
            if each.verdict in {Verdict.ACCEPTED, Verdict.EDITED} and not each.with_another:
                proposal = self.merged.proposal(each.number)
                if each.words is not None:
                    proposal = in_other_words(proposal, each.words)
                found += [(each.number, edit) for edit in proposal.edits]
        return tuple(found)

    def make(self, decided: Sequence[Decided]) -> tuple[Writing, dict[int, str]]:
        """Make all edits that were decided in the texts; return by number why some cannot be made.

        A proposal is made whole or not at all. The release is composed again from the new texts, and must say what
        was meant and nothing else.
        """
        if self._last is not None and self._last[0] == list(decided):
            return self._last[1], self._last[2]
        whys: dict[int, str] = {}
        pairs = self.edits(decided)
        while True:
            kept = [(number, edit) for number, edit in pairs if number not in whys]
            writing = self._further(decided, kept) or self._made_with([edit for _, edit in kept])
            refused = {id(each.edit): each.why for each in writing.refused}
            again = {number: refused[id(edit)] for number, edit in kept if id(edit) in refused}
            if not again:
                if self._says_what_was_meant(writing, [edit for _, edit in kept]):
                    self._last = (list(decided), writing, whys)
                    return writing, whys
                again = self._misread(kept)
            whys |= again

    def _further(self, decided: Sequence[Decided], kept: Sequence[tuple[int, Edit]]) -> Writing | None:
        """Return the texts of the last writing with what was decided since, where each of these edits is by itself.

        In a long review every answer is written at once; only the new one is worked on.
        """
        if self._last is None or self._last[2] or list(decided[: len(self._last[0])]) != self._last[0]:
            return None
        known = {each.number for each in self._last[0]}
        edits = [edit for _, edit in kept]
        units = [edit.start.unit for edit in edits]
        if len(set(units)) < len(units) or not all(self._by_itself(edit) for edit in edits):
            return None
        writing = self._as_before()
        writing.sources = dict(self._last[1].sources)
        writing.write([edit for number, edit in kept if number not in known])
        return None if writing.refused else writing

    def _by_itself(self, edit: Edit) -> bool:
        """Say whether an edit changes words of one unit and leaves it some."""
        if edit.start.unit != edit.end.unit or "\n" in edit.after or edit.start.unit >= len(self.today.units):
            return False
        text = self.today.units[edit.start.unit].text
        return bool((text[: edit.start.offset] + edit.after + text[edit.end.offset :]).strip())

    def _made_with(self, edits: Sequence[Edit]) -> Writing:
        """Return the texts with edits made in them."""
        writing = self._as_before()
        writing.write(edits)
        return writing

    def _misread(self, kept: Sequence[tuple[int, Edit]]) -> dict[int, str]:
        """Return the proposals after which the release would not say what was meant."""
        good: list[tuple[int, Edit]] = []
        bad: dict[int, str] = {}
        for number in dict.fromkeys(number for number, _ in kept):
            own = [pair for pair in kept if pair[0] == number]
            writing = self._made_with([edit for _, edit in (*good, *own)])
            if writing.refused or not self._says_what_was_meant(writing, [edit for _, edit in (*good, *own)]):
                bad[number] = "the release would not say then what was meant"
            else:
                good += own
        return bad or {kept[-1][0]: "the release would not say then what was meant"}

    def _as_before(self) -> Writing:
        """Return the texts as they were before this run, to be written in."""
        today = self.today
        return Writing(today.opened, today.units, today.homes, dict(today.sources))

    def _says_what_was_meant(self, writing: Writing, edits: Sequence[Edit]) -> bool:
        """Say whether the release, composed from the new texts, has the words that were meant, and the others."""
        try:
            then = units_of(reopened(self.today.opened, writing.sources), self.today.language, self.desk.clock())
        except BadInput:
            return False
        wanted, found = dict(edited(self.today.units, edits)), dict(edited(then, ()))
        touched = {edit.container for edit in edits}
        office = any(writing.sources[shown].text != source.text and source.slug is None
                     for shown, source in self.today.sources.items())  # fmt: skip
        # What the office has on file is said in several fields: those that nobody edited follow it.
        names = {name for name in wanted.keys() | found.keys() if not office or name in touched}
        return all(_plain(wanted.get(name, ())) == _plain(found.get(name, ())) for name in names)


def _plain(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines without white space and marks of direction at their ends: no source keeps those."""
    return tuple(line for each in lines if (line := "".join(c for c in each if c not in _MARKS).strip()))
