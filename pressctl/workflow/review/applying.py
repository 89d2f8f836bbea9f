"""Reviewers' changes decided one by one and taken over: what stands in the source is always what was decided so far.

Every decision is written when it is made, into the source first and then into the record: whoever is interrupted finds
the text as far as it was decided, and is asked about the rest alone. A file is written whole or not at all, and only if
it still says what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pressctl.config.regular import read_file
from pressctl.errors import Problem, Refused
from pressctl.frozen import Frozen
from pressctl.model.copies import Decision, ReviewCopy, Verdict
from pressctl.model.merging import Merged, Proposal, Standing
from pressctl.model.revision import Review
from pressctl.review.merge import merge
from pressctl.store.agreements.reviews import Came, decisions, record_answer, record_decisions
from pressctl.store.files import write_atomically
from pressctl.store.press_list.reading import changing
from pressctl.store.record.versions import freeze
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.replacing.finding import SourceText
from pressctl.workflow.review.as_decided import AsDecided, Decided
from pressctl.workflow.review.today import Today, reopened, today_of

REASON = "review"
"""Why a version is frozen here."""


class Answer(Frozen):
    """A file that came back, read."""

    name: str
    """The file, as the person would name it."""
    sha256: str
    size: int
    copy: ReviewCopy
    """The copy that it began as."""
    review: Review

    @property
    def reviewer(self) -> str:
        """Who wrote most of it; empty where nobody is named."""
        changed = [each.author for each in self.review.changes if each.author]
        authors = [*changed, *(each.author for each in self.review.comments)]
        return max(authors, key=authors.count, default="")


@dataclass(slots=True)
class Applying:
    """One run over one language: what is proposed, and what has been decided."""

    desk: Desk
    answers: tuple[Answer, ...]
    today: Today
    merged: Merged
    earlier: Mapping[int, Verdict]
    """By proposal: what was decided in an earlier run."""
    worded: Mapping[int, str] = field(default_factory=dict)
    """By proposal: the words that were taken in an earlier run in place of those proposed."""
    decided: list[Decided] = field(default_factory=list)
    texts: AsDecided = field(init=False)
    """What the files would say."""
    on_disk: dict[str, str] = field(default_factory=dict)
    """By file: its text after the last writing of this run."""
    _history: list[list[Decided]] = field(default_factory=list)
    """What was decided before each decision."""
    _recorded: list[Decided] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = AsDecided(self.desk, self.today, self.merged)

    @property
    def opened(self) -> Opened:
        """The release as it was before this run."""
        return self.today.opened

    # What there is to decide -----------------------------------------------------------------------------------

    def to_decide(self, only: Iterable[str] = ()) -> tuple[tuple[Proposal, ...], ...]:
        """Return what can be decided, in reading order: a change by itself, or those of which one can be taken."""
        fields = tuple(only)
        items: dict[tuple[int, ...], None] = {}
        for each in self.merged.proposals:
            if each.standing in {Standing.OPEN, Standing.DIFFERS} and each.number not in self.earlier:
                items[tuple(number for number in self.merged.group(each.number) if number not in self.earlier)] = None
        found = (tuple(self.merged.proposal(number) for number in group) for group in items)
        return tuple(item for item in found if not fields or any(in_field(each, fields) for each in item))

    def undecided(self, only: Iterable[str] = ()) -> tuple[tuple[Proposal, ...], ...]:
        """Return what is still to decide."""
        return tuple(item for item in self.to_decide(only) if not all(self.state(each.number) for each in item))

    def for_the_hand(self) -> tuple[Proposal, ...]:
        """Return what pressctl does not write, and has not been told of in an earlier run."""
        held = (each for each in self.merged.proposals if each.standing is Standing.BY_HAND)
        return tuple(each for each in held if each.number not in self.earlier)

    def state(self, number: int) -> Decided | None:
        """Return what was decided in this run about a proposal."""
        return next((each for each in reversed(self.decided) if each.number == number), None)

    def became(self, number: int) -> str:
        """Return the words that were taken in an earlier run in place of those proposed."""
        return self.worded.get(number, "")

    def authors(self, proposal: Proposal) -> tuple[str, ...]:
        """Return who proposed it, each once; nobody for what was not tracked."""
        return tuple(dict.fromkeys(one.author or "" for one in proposal.by))

    # Deciding --------------------------------------------------------------------------------------------------

    def accept(self, numbers: Sequence[int], words: str | None = None) -> None:
        """Take proposals over together, the last of them in other words if some are given; rivals are thereby rejected.

        Raises:
            Refused: they cannot be written; nothing is decided.
        """
        taken = set(numbers)
        made = [Decided(each, Verdict.ACCEPTED) for each in numbers]
        if words is not None:
            made[-1] = Decided(numbers[-1], Verdict.EDITED, words)
        rivals = {rival for each in numbers for rival in self.merged.proposal(each).rivals} - taken
        lost = [Decided(each, Verdict.REJECTED) for each in sorted(rivals - set(self.earlier))]
        others = [each for each in self.decided if each.number not in rivals | taken]
        _, whys = self.texts.make([*others, *made])
        if why := next((whys[each] for each in numbers if each in whys), None):
            raise Refused(why, hint="edit the file by hand")
        self._decide([*others, *made, *lost])

    def accept_together(self, numbers: Sequence[int]) -> None:
        """Take over what several people add at the same place, one after the other.

        Raises:
            Refused: it cannot be written; nothing is decided.
        """
        first, *others = numbers
        words = "".join(edit.after for each in numbers for edit in self.merged.proposal(each).edits)
        self.accept([first], words)
        added = {each: Decided(each, Verdict.EDITED, words, with_another=True) for each in others}
        self.decided = [added.get(each.number, each) for each in self.decided]

    def accept_all(self, numbers: Sequence[int]) -> dict[int, str]:
        """Take several proposals over at once; return by number why some could not be."""
        made = [Decided(number, Verdict.ACCEPTED) for number in numbers]
        others = [each for each in self.decided if each.number not in set(numbers)]
        _, whys = self.texts.make([*others, *made])
        self._decide([*others, *(each for each in made if each.number not in whys)])
        return {number: why for number, why in whys.items() if number in set(numbers)}

    def reject(self, numbers: Sequence[int]) -> None:
        """Leave the text as it is in these places, for good."""
        others = [each for each in self.decided if each.number not in set(numbers)]
        self._decide([*others, *(Decided(number, Verdict.REJECTED) for number in numbers)])

    def undo(self) -> frozenset[int]:
        """Take the last decision back, with those that followed from it; return the numbers of its proposals."""
        if not self._history:
            return frozenset()
        undone, self.decided = self.decided, self._history.pop()
        return frozenset(each.number for each in {*undone} - {*self.decided})

    def _decide(self, decided: list[Decided]) -> None:
        self._history.append(self.decided)
        self.decided = decided

    # Writing ---------------------------------------------------------------------------------------------------

    def changed(self) -> tuple[SourceText, ...]:
        """Return the files that differ from what they were before this run, as decided so far."""
        writing, _ = self.texts.make(self.decided)
        return tuple(
            writing.sources[shown]
            for shown, source in self.today.sources.items()
            if writing.sources[shown].text != source.text
        )

    def save(self) -> None:
        """Write what was decided: the source, then the record.

        Raises:
            Refused: a file has been changed since it was read; nothing is written.
        """
        writing, _ = self.texts.make(self.decided)
        for shown, source in writing.sources.items():
            self._put(self.today.sources[shown], source.text)
        self._record()

    def _put(self, before: SourceText, text: str) -> None:
        expected = self.on_disk.get(before.shown, before.text)
        if text == expected:
            return
        with changing(self.desk.workspace.config_file):
            if read_file(before.path).decode("utf-8") != expected:
                raise Refused(
                    "what was decided last is not written",
                    problems=[Problem("has been changed in the meantime and was left as it is", before.shown)],
                    hint="run it again",
                )
            write_atomically(before.path.resolve(), text.encode("utf-8"))
        self.on_disk[before.shown] = text

    def _record(self) -> None:
        """Append what was decided since the last time; what was taken back is open again."""
        now = {each.number: each for each in self.decided}
        then = {each.number: each for each in self._recorded}
        new = [each for number, each in now.items() if then.get(number) != each]
        new += [Decided(number, Verdict.SKIPPED) for number in then if number not in now]
        if not new:
            return
        with record_of(self.desk) as database, database.transaction(self.desk.actor) as change:
            ids = [
                record_answer(
                    change,
                    Came(each.copy, each.sha256, each.size, len(each.review.changes), len(each.review.comments),
                         each.reviewer),
                )
                for each in self.answers
            ]  # fmt: skip
            made = [row for each in new for row in self._rows(each, ids)]
            record_decisions(change, self.opened.release.id, made)
        self._recorded = list(self.decided)

    def _rows(self, decided: Decided, ids: Sequence[str]) -> Iterable[Decision]:
        proposal = self.merged.proposal(decided.number)
        for one in proposal.by:
            theirs = self.answers[one.review]
            change = next(each for each in theirs.review.changes if each.number == one.change)
            yield Decision(
                copy=theirs.copy.id,
                answer=ids[one.review],
                change=one.change,
                verdict=decided.verdict,
                field=change.field,
                before=change.before,
                after=change.after,
                became=decided.words,
                proposed_by=one.author or "",
            )

    def finish(self) -> int | None:
        """Freeze the release as it is now, if anything was taken over; return its version."""
        if not self.on_disk:
            return None
        writing, _ = self.texts.make(self.decided)
        then = reopened(self.opened, writing.sources)
        with record_of(self.desk) as database, database.transaction(self.desk.actor) as change:
            now = self.desk.clock().instant
            return freeze(change, then.release, reason=REASON, at=now, actor=self.desk.actor)


def in_field(proposal: Proposal, fields: Sequence[str]) -> bool:
    """Say whether a proposal is in one of these fields: `body` is all of the text, `speakers` all about them."""
    paths = {proposal.field or "", *(edit.container for edit in proposal.edits)}
    return any(path == name or path.startswith((f"{name}.", f"{name}[")) for path in paths for name in fields)


def start_applying(desk: Desk, opened: Opened, language: str, answers: Sequence[Answer]) -> Applying:
    """Merge what came back about one language onto the text of today.

    Raises:
        BadInput: the release has no such language, or cannot be composed.
    """
    today = today_of(opened, language, desk.clock())
    merged = merge([each.review for each in answers], today.units)
    rows = _decided_earlier(desk, opened, answers, merged)
    earlier = {number: row.verdict for number, row in rows.items()}
    worded = {number: row.became for number, row in rows.items() if row.became}
    return Applying(desk, tuple(answers), today, merged, earlier, worded)


def _decided_earlier(desk: Desk, opened: Opened, answers: Sequence[Answer], merged: Merged) -> Mapping[int, Decision]:
    """Return the proposals about which everybody who proposed them has an answer already."""
    with record_to_read(desk) as database:
        rows = decisions(database, opened.release.id) if database is not None else ()
        known = _answer_ids(desk, opened, answers)
    every = {(row.answer, row.change): row for row in rows}  # the last of a change stands
    last = {key: row for key, row in every.items() if row.verdict is not Verdict.SKIPPED}
    found: dict[int, Decision] = {}
    for proposal in merged.proposals:
        theirs = [last.get((known.get(one.review, ""), one.change)) for one in proposal.by]
        if theirs and theirs[0] is not None and None not in theirs:
            found[proposal.number] = theirs[0]
    return found


def _answer_ids(desk: Desk, opened: Opened, answers: Sequence[Answer]) -> dict[int, str]:
    from pressctl.store.agreements.reviews import answers as recorded

    with record_to_read(desk) as database:
        rows = recorded(database, opened.release.id) if database is not None else ()
    by_file = {(row.copy, row.sha256): row.id for row in rows}
    found = {number: by_file.get((each.copy.id, each.sha256)) for number, each in enumerate(answers)}
    return {number: id_ for number, id_ in found.items() if id_ is not None}
