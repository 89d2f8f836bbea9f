"""One returned file → what its reviewers did to the copy that it began as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.revision import Change, ChangeKind, Comment, Line, MatchedBy, Position, Review, Unmatched
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import read_document
from pressctl.ooxml.reading.lines import ReadDocument, ReadLine, Revision
from pressctl.review.compare import Comparison
from pressctl.review.drafts import Draft, line_by_line, without_hollow, without_idle
from pressctl.review.ends import put_after
from pressctl.review.match import Candidate, Group, match
from pressctl.review.moves import pair_moves
from pressctl.review.places import Places
from pressctl.review.registry import Registry, pieces_in
from pressctl.review.views import Viewed, accept_view, cells_of, in_order, in_order_of, reject_view, without

NAMELESS = frozenset({"", "user", "author", "unknown author", "unknown", "anonymous", "guest", "microsoft office user"})
"""What a word processor writes where nobody gave a name, in small letters."""

_NOWHERE = "without a place"
"""Where a comment stands that is beside nothing, or beside what the copy did not have."""


def read(
    returned: bytes | WordPackage,
    base: bytes | None,
    registry: Registry | None,
    *,
    name: str,
    as_name: str | None = None,
) -> Review:
    """Return the changes and comments of a returned file, led to the lines of the copy.

    Args:
        returned: the file that came back, or what has been opened of it.
        base: the copy as it was sent; without it the file is read as its own copy, before its tracked changes.
        registry: which field says which words; without it no change has a field.
        name: the file, as the person would name it.
        as_name: who is meant by an author called "User" or "Unknown Author".

    Raises:
        BadInput: the file is no Word document, or is refused.
    """
    package = WordPackage(returned, name) if isinstance(returned, bytes) else returned
    if base is None:
        back = read_document(package)
        return _Reading(back, in_order(back.lines), None, registry, as_name).review()
    sent = read_document(WordPackage(base, "the copy that was sent"))
    back = read_document(package, sent.filled)
    lines = in_order_of(without(back.lines, own_revisions(sent)), accept_view(in_order(sent.lines)))
    return _Reading(back, lines, sent, registry, as_name).review()


def words_before_changes(package: WordPackage) -> str:
    """Return all words of a file as they were before its tracked changes, a line for each paragraph."""
    return "\n".join(view.text for view in reject_view(in_order(read_document(package).lines)))


def own_revisions(sent: ReadDocument) -> frozenset[Revision]:
    """Return the tracked changes that the copy itself shows, such as those since the last round: they are its text."""
    found: set[Revision | None] = set()
    for line in sent.lines:
        found |= {line.mark_inserted, line.mark_deleted, *(one.by for one in line.formatted)}
        for stretch in line.stretches:
            found |= {*stretch.inserted, stretch.deleted, stretch.formatted}
        for cell in cells_of(line):
            found |= {cell.inserted, cell.deleted, cell.row.inserted, cell.row.deleted}
    return frozenset(one for one in found if one is not None)


class _Sent(Frozen):
    """The copy as lines."""

    lines: tuple[Line, ...]
    styles: tuple[str, ...]
    candidates: tuple[Candidate, ...]


class _Reading:
    """Reads one returned file."""

    def __init__(
        self,
        back: ReadDocument,
        lines: Sequence[ReadLine],
        sent: ReadDocument | None,
        registry: Registry | None,
        as_name: str | None,
    ) -> None:
        self._back = back
        self._lines = lines
        self._views = reject_view(lines)
        self._registry = registry
        self._as_name = as_name
        self._base = sent
        own = [_candidate(view, lines) for view in self._views]
        if sent is None:
            self._sent = _copy(self._views, lines, back.styles, registry)
            self._groups = [Group((number,), (number,)) for number in range(len(self._views))]
        else:
            ordered = in_order(sent.lines)
            self._sent = _copy(accept_view(ordered), ordered, sent.styles, registry)
            self._groups = match(self._sent.candidates, own)
        self._own = own
        self._unmatched: list[Unmatched] = []
        self._notices: list[str] = []
        self._places = Places(self._sent.lines, self._sent.styles)

    def review(self) -> Review:
        """Return everything that the file says."""
        groups = self._without_furniture()
        comparison = Comparison(self._sent.lines, self._lines, self._views, groups)
        comparison.run(self._asked())
        made = pair_moves(without_idle(comparison.drafts.made))
        drafts = without_hollow(put_after(list(line_by_line(made)), self._sent.lines))
        numbers = {id(draft): number for number, draft in enumerate(drafts, 1)}
        changes = tuple(self._change(draft, numbers) for draft in drafts)
        comments = self._comments(comparison.marks)
        return Review(
            copy=self._registry.copy if self._registry else None,
            lines=self._sent.lines,
            changes=changes,
            comments=comments,
            unmatched=tuple(self._unmatched),
            matched=self._matched(groups),
            notices=(*self._filled(), *self._ignored(), *self._notices),
        )

    # What is not the release ---------------------------------------------------------------------------------------

    def _without_furniture(self) -> list[Group]:
        """Return the groups that tell of the release: what word processors do to headers by themselves is left out."""
        if self._base is None:
            return self._groups
        texts = {line.text.strip() for line in self._sent.lines}
        stories = {self._views[theirs].story for group in self._groups if group.sent for theirs in group.back}
        kept = []
        for group in self._groups:
            views = [self._views[theirs] for theirs in group.back]
            if group.sent or views[0].story == "body":
                if group.sent or views[0].text.strip() or self._touched(views):
                    kept.append(group)
                continue
            text = views[0].text.strip()
            if self._touched(views) or (text and text not in texts):
                if views[0].story in stories:
                    kept.append(group)
                else:
                    self._name_unmatched(views[0])
        return self._whole_stories(kept)

    def _whole_stories(self, groups: list[Group]) -> list[Group]:
        """Leave out headers and footers that are gone as a whole: that is said once, and is no change of words."""
        there = {self._sent.lines[ours].story for group in groups if group.back for ours in group.sent}
        gone = {self._sent.lines[ours].story for group in groups for ours in group.sent} - there - {"body"}
        words = {view.text for view in self._views}
        for story in sorted(gone):
            if any(line.text.strip() and line.text not in words for line in self._sent.lines if line.story == story):
                self._notices.append(f"the file has no {_story_name(story)} any more")
        return [
            group for group in groups if group.back or not {self._sent.lines[ours].story for ours in group.sent} & gone
        ]

    def _touched(self, views: Sequence[Viewed]) -> bool:
        return any(_is_touched(self._lines[member]) for view in views for member in view.members)

    def _name_unmatched(self, view: Viewed) -> None:
        text = "".join(
            stretch.text for member in view.members for stretch in self._lines[member].stretches if not stretch.deleted
        )
        self._unmatched.append(Unmatched(view.story, text, f"the copy had no such {_story_name(view.story)}"))

    def _filled(self) -> list[str]:
        if self._base is None:
            return []
        before, after = self._base.filled, self._back.filled
        changed = sum(1 for one, other in zip(before, after, strict=False) if one.words != other.words)
        if not changed:
            return []
        return [f"{changed} field{'s were' if changed > 1 else ' was'} updated by the word processor"]

    def _ignored(self) -> list[str]:
        number = sum(self._back.ignored.values())
        if not number:
            return []
        return [f"{number} change{'s' if number > 1 else ''} of the look of tables, which pressctl does not show"]

    def _matched(self, groups: Sequence[Group]) -> Mapping[MatchedBy, int] | None:
        if self._base is None:
            return None
        return {by: sum(1 for group in groups if group.by is by) for by in MatchedBy}

    # Changes -------------------------------------------------------------------------------------------------------

    def _change(self, draft: Draft, numbers: Mapping[int, int]) -> Change:
        start, end = draft.start, draft.end
        field = None if _is_new_line(draft) else self._places.field(start, end)
        return Change(
            number=numbers[id(draft)],
            kind=draft.kind,
            start=start,
            end=end,
            before=draft.before,
            after=draft.after,
            author=self._author(draft.by.author) if draft.tracked else None,
            at=moment(draft.by.date),
            field=field,
            where=self._where(draft, field),
            tracked=draft.tracked,
            locked=not _is_new_line(draft) and self._places.locked(start, end),
            pair=numbers.get(id(draft.pair)) if draft.pair else None,
            within=numbers.get(id(draft.outer)) if draft.outer else None,
            span=draft.span,
            detail=draft.detail,
            cell=self._cell(draft),
        )

    def _cell(self, draft: Draft) -> str | None:
        """Return where lines stand that came before a table, or behind one that came at the end of their place.

        None where a line of the copy says it, and for all else.
        """
        start, lines = draft.start, self._sent.lines
        if draft.before or draft.outer or start.offset or not draft.after.endswith("\n") or start.line >= len(lines):
            return None
        if draft.layer.kind is not ChangeKind.INSERTION:
            return None
        here, there = _depth(draft.place[1]), lines[start.line].cell
        if here < _depth(there):
            return ".".join(there.split(".")[: 2 * here])
        return draft.place[1] if self._is_behind_all(draft) else None

    def _is_behind_all(self, draft: Draft) -> bool:
        """Say whether the last line of its place stands before what came, and in the next place of the same story."""
        if not draft.start.line:
            return False
        last, following = self._sent.lines[draft.start.line - 1 : draft.start.line + 1]
        return (last.story, last.cell) == draft.place and following.story == last.story and following.cell != last.cell

    def _where(self, draft: Draft, field: str | None) -> str:
        """Return the place in words; of a line that came, the one behind which it stands."""
        start = draft.start
        if not _is_new_line(draft):
            return self._places.where(start, field)
        line = start.line if draft.after.startswith("\n") and start.offset else start.line - 1
        if line < 0 or (self._sent.lines[line].story, self._sent.lines[line].cell) != draft.place:
            return self._places.where(start)
        return f"after {self._places.where(Position(line, 0))}"

    def _author(self, author: str) -> str:
        if self._as_name and author.strip().lower() in NAMELESS:
            return self._as_name
        return author or "Unknown Author"

    # Comments ------------------------------------------------------------------------------------------------------

    def _asked(self) -> dict[int, list[int]]:
        asked: dict[int, set[int]] = {}
        for number, line in enumerate(self._lines):
            for _, at in (*line.comment_starts, *line.comment_ends, *line.comment_points):
                asked.setdefault(number, set()).add(at)
        return {number: sorted(places) for number, places in asked.items()}

    def _comments(self, marks: Mapping[tuple[int, int], Position]) -> tuple[Comment, ...]:
        starts, ends, points = (
            self._ranges("comment_starts"),
            self._ranges("comment_ends"),
            self._ranges("comment_points"),
        )
        known = self._own_comments()
        listed = [
            one
            for one in self._back.comments
            if (one.author, one.date, one.text) not in known and (one.text or one.key in {*starts, *ends, *points})
        ]  # without words and without a place it is some program's own note of a tracked change
        numbers = {one.key: number for number, one in enumerate(listed, 1)}
        found = []
        for one in listed:
            placed = one.key in starts or one.key in points or not one.answers
            place = one.key if placed else str(one.answers)  # a reply may stand where what it replies to stands
            begins = starts.get(place) or points.get(place) or ends.get(place)
            ended = ends.get(place) or points.get(place) or begins
            at = marks.get(begins) if begins else None
            start = at or Position(0, 0)
            end = max(start, marks.get(ended, start)) if at and ended else start
            field = self._places.field(start, end) if at else None
            found.append(
                Comment(
                    number=numbers[one.key],
                    author=self._author(one.author),
                    at=moment(one.date),
                    text=one.text,
                    start=start,
                    end=end,
                    quoted=self._quoted(begins, ended) if begins and ended else "",
                    field=field,
                    where=self._places.where(start, field) if at else _NOWHERE,
                    resolved=one.resolved,
                    answers=numbers.get(one.answers) if one.answers else None,
                )
            )
        return tuple(found)

    def _own_comments(self) -> set[tuple[str, str, str]]:
        if self._base is None:
            return set()
        return {(one.author, one.date, one.text) for one in self._base.comments}

    def _ranges(self, which: str) -> dict[str, tuple[int, int]]:
        return {key: (number, at) for number, line in enumerate(self._lines) for key, at in getattr(line, which)}

    def _quoted(self, begin: tuple[int, int], end: tuple[int, int]) -> str:
        parts = []
        for number in range(begin[0], min(end[0], begin[0] + 50) + 1):
            low = begin[1] if number == begin[0] else 0
            high = end[1] if number == end[0] else self._lines[number].length
            parts.append(_words_between(self._lines[number], low, high))
        return "\n".join(parts)


def _copy(
    views: Sequence[Viewed], lines: Sequence[ReadLine], styles: Mapping[str, str], registry: Registry | None
) -> _Sent:
    anchors = registry.anchors if registry else {}
    made, named, candidates = [], [], []
    for view in views:
        names = [name for member in view.members for name, _ in lines[member].bookmarks]
        known = [anchors[name] for name in names if name in anchors]
        said = tuple(one for anchored in known for one in anchored.said)
        bearing = next((one for one in known if one.said), known[-1] if known else None)
        made.append(
            Line(bearing.anchor if bearing else None, view.text, pieces_in(view.text, said), view.story, view.cell)
        )
        named.append(styles.get(lines[view.members[-1]].style, "") if anchors else "")  # nothing else is named by it
        candidates.append(_candidate(view, lines))
    return _Sent(tuple(made), tuple(named), tuple(candidates))


def _candidate(view: Viewed, lines: Sequence[ReadLine]) -> Candidate:
    names = frozenset(name for member in view.members for name, _ in lines[member].bookmarks if name.startswith("_pc_"))
    return Candidate(view.text, view.story, view.cell, names)


def _depth(cell: str) -> int:
    """Return in how many tables a cell stands: its key has a table and a place for each."""
    return (cell.count(".") + 1) // 2


def _is_touched(line: ReadLine) -> bool:
    return bool(
        line.mark_inserted
        or line.mark_deleted
        or any(one.inserted or one.deleted or one.formatted for one in line.stretches)
    )


def _is_new_line(draft: Draft) -> bool:
    """Say whether whole lines came: they are beside the fields, not in one."""
    whole = (draft.after.endswith("\n") and draft.start.offset == 0) or draft.after.startswith("\n")
    return not draft.before and whole and len(draft.after) > 1


def _words_between(line: ReadLine, low: int, high: int) -> str:
    said, begun = [], 0
    for stretch in line.stretches:
        if not stretch.deleted:
            said.append(stretch.text[max(0, low - begun) : max(0, high - begun)])
        begun += len(stretch.text)
    return "".join(said)


def _story_name(story: str) -> str:
    kind = story.rstrip("0123456789")
    return {"header": "page header", "footer": "page footer", "textbox": "text box"}.get(kind, kind)


def moment(date: str) -> datetime | None:
    """Return a time as the file says it; none where it says none."""
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        return None
