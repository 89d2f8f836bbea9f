"""Several reviews, each of its own copy → what they come to on today's text.

The same change by several people is one proposal. What two people want differently, and what today's text has otherwise
than the copy, is told with both sides and never settled here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pressctl.frozen import replace
from pressctl.model.merging import Edit, Merged, Proposal, Proposer, Spot, Standing, Unit, UnitKind, edited
from pressctl.model.revision import Change, ChangeKind, Review
from pressctl.ooxml.reading.lines import OBJECT
from pressctl.review.carrying import Carriage, Carried
from pressctl.review.copy_units import CopyUnits
from pressctl.review.wording import whole_words

_NOT_CARRIED = {
    ChangeKind.CELL_INSERTION: "a cell was added to a table",
    ChangeKind.CELL_DELETION: "a cell was taken out of a table",
    ChangeKind.STORY_INSERTION: "a note or a text box was added, for which the release has no place",
    ChangeKind.STORY_DELETION: "a note or a text box was taken away, which the layout sets",
}
_BESIDE = {Standing.OPEN: 0, Standing.DIFFERS: 1, Standing.BY_HAND: 2, Standing.ALREADY: 3}


def merge(reviews: Sequence[Review], today: Sequence[Unit]) -> Merged:
    """Return what all reviews propose for today's text.

    Args:
        reviews: each with the lines of its own copy; later ones may be of later versions.
        today: the units of the release as it is, in reading order.
    """
    found: list[Proposal] = []
    for number, review in enumerate(reviews):
        found.extend(_proposals(number, review, today))
    told = _as_rivals(_agreed(found), today)
    order = sorted(told, key=_reading_order)
    numbers = {each.number: number for number, each in enumerate(order, 1)}
    return Merged(
        tuple(today),
        tuple(
            replace(each, number=numbers[each.number], rivals=frozenset(numbers[rival] for rival in each.rivals))
            for each in order
        ),
    )


# Proposals ---------------------------------------------------------------------------------------------------------


def _proposals(number: int, review: Review, today: Sequence[Unit]) -> Iterator[Proposal]:
    copy = CopyUnits.of(review.lines)
    changes, others = _as_decided(review.changes)
    inner = _inner(changes)
    carriage = Carriage.between(copy, today)
    done = _done(changes, copy, today)
    waiting: list[tuple[Change, Proposal]] = []
    halves = {change.number: change for change in changes if change.pair is not None}
    for change in changes:
        if change.within is not None or (change.pair is not None and change.number > change.pair):
            continue
        other = halves.get(change.pair) if change.pair is not None else None
        parts = [(each, inner.get(each.number, [])) for each in (change, other) if each is not None]
        made = _proposal(number, carriage, parts)
        beside = [each for part, _ in parts for each in others.get(part.number, [])]
        theirs = (Proposer(each.author, each.at, number, each.number) for each in beside)
        made = replace(made, by=(*made.by, *theirs), locked=made.locked or any(each.locked for each in beside))
        touched = {edit.container for edit in made.edits} or {Unit(made.field or "", "").container}
        if touched <= done and change.kind is not ChangeKind.FORMATTING:
            yield _as_done(made)
        elif made.standing is Standing.DIFFERS and len(parts) == 1:
            waiting.append((replace(change, after=made.after), made))
        else:
            yield made
    yield from _side_by_side(number, carriage, review, waiting)


def _side_by_side(
    number: int, carriage: Carriage, review: Review, waiting: Sequence[tuple[Change, Proposal]]
) -> Iterator[Proposal]:
    """Yield what today has otherwise; changes of one line that come to stand for the same words of today are one."""
    left = sorted(waiting, key=lambda each: (each[0].start, each[0].number))
    while left:
        change, proposal = left.pop(0)
        while (
            left and _same_words(proposal, left[0][1]) and change.end.line == left[0][0].start.line == change.start.line
        ):
            following, other = left.pop(0)
            line = review.lines[change.start.line].text
            between = line[change.end.offset : following.start.offset]
            change = replace(
                change,
                end=following.end,
                before=change.before + between + following.before,
                after=change.after + between + following.after,
            )
            both = _proposal(number, carriage, [(change, [])])
            proposal = replace(both, by=(*proposal.by, *other.by), locked=proposal.locked or other.locked)
        yield proposal


def _same_words(one: Proposal, other: Proposal) -> bool:
    return any(
        a.container == b.container and a.start < b.end and b.start < a.end for a in one.edits for b in other.edits
    )


def _as_decided(changes: Sequence[Change]) -> tuple[tuple[Change, ...], dict[int, list[Change]]]:
    """Return the changes with those that stand at one place in one: who takes one of them over takes them all.

    A paragraph that was moved and then changed by somebody else comes back so. Beside them, by the number of the first
    of each: the others that are in it.
    """
    outer = {change.within for change in changes}
    found: list[Change] = []
    others: dict[int, list[Change]] = {}
    for change in changes:
        last = found[-1] if found else None
        if last is None or not _at_one_place(last, change) or {last.number, change.number} & outer:
            found.append(change)
            continue
        both = (last.before + change.before, last.after + change.after)
        found[-1] = replace(last, end=change.end, before=both[0], after=both[1])
        others.setdefault(last.number, []).append(change)
    return tuple(found), others


_WORDS = frozenset(
    {
        ChangeKind.INSERTION,
        ChangeKind.DELETION,
        ChangeKind.REPLACEMENT,
        ChangeKind.MOVE,
        ChangeKind.SPLIT,
        ChangeKind.JOIN,
    }
)
"""What changes words, or the paragraphs that they stand in."""


def _at_one_place(last: Change, change: Change) -> bool:
    """Say whether a change goes on where the last one ends, and one of them puts words in between."""
    if not {last.kind, change.kind} <= _WORDS or last.end != change.start or change.within is not None:
        return False
    if last.within is not None or change.pair is not None:
        return False
    if last.pair is not None:  # half of a move: only the end of its own paragraph belongs to it
        return "\n" in {change.before, change.after} and bool(change.before) == bool(last.before)
    return last.start == last.end or change.start == change.end


def _inner(changes: Sequence[Change]) -> dict[int, list[Change]]:
    """Return by number of an insertion what was changed in the words that it puts there, at whatever depth."""
    within = {change.number: change.within for change in changes if change.within is not None}
    found: dict[int, list[Change]] = {}
    for change in changes:
        outer = change.within
        while outer is not None and outer in within:
            outer = within[outer]
        if outer is not None:
            found.setdefault(outer, []).append(change)
    return found


def _done(changes: Sequence[Change], copy: CopyUnits, today: Sequence[Unit]) -> frozenset[str]:
    """Return the texts that are today just as the review would have them: all of it has been taken over there."""
    if [(unit.path, unit.text) for unit in copy.units] == [(unit.path, unit.text) for unit in today]:
        return frozenset()
    back, inner = Carriage.between(copy, copy.units), _inner(changes)
    made = [_carried(back, each, _after(each, inner.get(each.number, []))) for each in changes if each.within is None]
    edits = [carried.edit for carried in made if carried.edit is not None and not carried.edit.formatting]
    then, now = dict(edited(copy.units, edits)), dict(edited(today, []))
    return frozenset(name for name in {edit.container for edit in edits} if now.get(name) == then.get(name))


def _as_done(proposal: Proposal) -> Proposal:
    return replace(proposal, standing=Standing.ALREADY, edits=(), today="", why="")


def _proposal(number: int, carriage: Carriage, parts: Sequence[tuple[Change, list[Change]]]) -> Proposal:
    """Return one change as a proposal, with what others changed in the words that it puts there; a move has two."""
    change = parts[0][0]
    carried = [_carried(carriage, each, _after(each, inner)) for each, inner in parts]
    worst = max(carried, key=lambda each: _BESIDE[each.standing])
    if len({each.standing for each in carried}) > 1 and worst.standing is Standing.ALREADY:
        worst = next(each for each in carried if each.standing is not Standing.ALREADY)
    everybody = [change, *(each for _, inner in parts for each in inner)]
    by = tuple(dict.fromkeys(Proposer(each.author, each.at, number, each.number) for each in everybody))
    edits = tuple(each.edit for each in carried if each.edit is not None) if worst.edit or len(carried) > 1 else ()
    return Proposal(
        number=0,
        kind=change.kind,
        where=change.where,
        field=change.field,
        before="".join(each.before for each, _ in parts) if len(parts) == 1 else change.before or parts[1][0].before,
        after=_after(*parts[0]) if len(parts) == 1 else _after(*parts[0]) or _after(*parts[1]),
        edits=() if worst.standing in {Standing.ALREADY, Standing.BY_HAND} else _as_move(carriage.today, edits),
        by=by,
        standing=worst.standing,
        today=worst.today,
        why=worst.why,
        locked=any(each.locked for each in everybody),
        detail=change.detail,
    )


def _carried(carriage: Carriage, change: Change, after: str) -> Carried:
    if why := _NOT_CARRIED.get(change.kind) or _about_a_sign(change, after):
        return Carried(Standing.BY_HAND, why=why)
    return carriage.carry(replace(change, after=after))


def _about_a_sign(change: Change, after: str) -> str:
    """Say why a sign is not carried that no text of a release has: a picture, a note's number, a tab, a new page."""
    if OBJECT in after:
        return "it puts a picture or a note there, which words cannot say"
    if change.before.strip("\n") == OBJECT:
        return "it takes away a picture or the number of a note"
    if not change.before.strip() and set(after) & {"\f", "\t"} and not after.strip():
        return "a tab or a new page without words is the layout's, which sets both"
    return ""


def _after(change: Change, inner: Sequence[Change]) -> str:
    """Return what a change puts there, with everybody's changes of it."""
    after = change.after
    for each in sorted(inner, key=lambda one: one.span or (0, 0), reverse=True):
        start, end = each.span or (0, 0)
        after = after[:start] + each.after + after[end:]
    return after


def _as_move(today: Sequence[Unit], edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the edits of a move; whole units that come to stand elsewhere as they are keep their mark-up."""
    if len(edits) != 2:
        return edits
    gone, put = sorted(edits, key=lambda each: bool(each.after))
    if gone.after or not put.inserts or gone.start.offset or gone.end.offset:
        return edits
    words = "".join(unit.text + "\n" for unit in today[gone.start.unit : gone.end.unit])
    return (gone, replace(put, moved=(gone.start.unit, gone.end.unit))) if words == put.after else edits


# Agreeing and differing ----------------------------------------------------------------------------------------------


def _agreed(found: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals with the same one of several reviews once."""
    known: dict[object, Proposal] = {}
    times: Counter[object] = Counter()
    for each in found:
        said = (each.field, each.where, each.before, each.after)
        one: object = (each.edits, each.detail) if each.edits else (each.standing, said, each.detail)
        review = each.by[0].review
        key = (one, times[one, review])  # somebody may want the same twice, in two places
        times[one, review] += 1
        first = known.setdefault(key, each)
        if first is not each:
            by = tuple(dict.fromkeys((*first.by, *each.by)))
            known[key] = replace(first, by=by, locked=first.locked or each.locked)
    return [replace(each, number=number) for number, each in enumerate(known.values(), 1)]


def _as_rivals(found: list[Proposal], today: Sequence[Unit]) -> list[Proposal]:
    """Mark proposals of several reviews that touch each other; those that come to the same words are one."""
    groups: dict[int, set[int]] = {each.number: {each.number} for each in found}
    rivals: dict[int, set[int]] = {each.number: set() for each in found}
    for one, other in _touching(found, today):
        if _exclude_each_other(one, other):
            rivals[one.number].add(other.number)
            rivals[other.number].add(one.number)
            group = groups[one.number] | groups[other.number]
            for number in group:
                groups[number] = group
    by_number = {each.number: replace(each, rivals=frozenset(rivals[each.number])) for each in found}
    for joined in {frozenset(group) for group in groups.values() if len(group) > 1}:
        members = [by_number[number] for number in sorted(joined)]
        same = _of_one_mind(members, today)
        if same is not None:
            for each in members:
                del by_number[each.number]
            by_number |= {each.number: replace(each, rivals=frozenset()) for each in same}
    return list(by_number.values())


def _touching(found: Sequence[Proposal], today: Sequence[Unit]) -> Iterator[tuple[Proposal, Proposal]]:
    """Yield the pairs of proposals of which edits touch."""
    spread = sorted(
        ((*_widened(edit, today), number, edit, each) for number, each in enumerate(found) for edit in each.edits),
        key=lambda one: one[:3],
    )
    open_: list[tuple[Spot, Spot, int, Edit, Proposal]] = []
    for one in spread:
        open_ = [each for each in open_ if each[1] >= one[0]]
        yield from ((each[4], one[4]) for each in open_ if each[4] is not one[4] and _touch(each, one))
        open_.append(one)


def _exclude_each_other(one: Proposal, other: Proposal) -> bool:
    return not _same_review(one, other) or Standing.DIFFERS in {one.standing, other.standing}


def _same_review(one: Proposal, other: Proposal) -> bool:
    return bool({each.review for each in one.by} & {each.review for each in other.by})


def _of_one_mind(members: Sequence[Proposal], today: Sequence[Unit]) -> list[Proposal] | None:
    """Return one review's proposals for all, where every review comes to the same words in its own steps."""
    sides: dict[int, list[Proposal]] = {}
    for each in members:
        for review in {one.review for one in each.by}:
            sides.setdefault(review, []).append(each)
    results = {edited(today, [edit for each in side for edit in each.edits]) for side in sides.values()}
    if len(sides) < 2 or len(results) > 1 or any(edit.formatting for each in members for edit in each.edits):
        return None
    first = min(sides)
    others = tuple(one for review, side in sides.items() if review != first for each in side for one in each.by)
    return [replace(each, by=tuple(dict.fromkeys((*each.by, *others)))) for each in sides[first]]


def _touch(one: tuple[Spot, Spot, int, Edit, Proposal], other: tuple[Spot, Spot, int, Edit, Proposal]) -> bool:
    """Say whether two edits change the same words, or put words at the same place."""
    (a, b, _, first, _), (c, d, _, second, _) = one, other
    if first.container != second.container:
        return False
    if first.formatting and second.formatting and first.formatting != second.formatting:
        return False
    if first.inserts or second.inserts:
        return a <= d and c <= b
    return a < d and c < b


def _widened(edit: Edit, today: Sequence[Unit]) -> tuple[Spot, Spot]:
    """Return what an edit claims: whole words, or all that somebody is quoted with.

    Half of what each of two people want would put words into a mouth that nobody has read together.
    """
    if edit.start.unit >= len(today):
        return edit.start, edit.end
    if edit.start.unit == edit.end.unit and today[edit.start.unit].kind is UnitKind.SAID and not edit.formatting:
        return Spot(edit.start.unit, 0), Spot(edit.start.unit, len(today[edit.start.unit].text))
    first = today[edit.start.unit].text
    if edit.start.unit == edit.end.unit:
        start, end = whole_words(first, edit.start.offset, edit.end.offset, edit.after)
        return Spot(edit.start.unit, start), Spot(edit.end.unit, end)
    start, _ = whole_words(first, edit.start.offset, len(first), "")
    last = today[edit.end.unit].text if edit.end.unit < len(today) else ""
    _, end = whole_words(last, 0, edit.end.offset, "")
    return Spot(edit.start.unit, start), Spot(edit.end.unit, end)


def _reading_order(proposal: Proposal) -> tuple[bool, Spot, Spot, int]:
    edits = sorted(proposal.edits, key=lambda each: each.start)
    first, last = (edits[0].start, edits[0].end) if edits else (Spot(0, 0), Spot(0, 0))
    return not edits, first, last, proposal.number
