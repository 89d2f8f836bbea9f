"""What became of each change, as a document for those who proposed it: the office's own page, a table, no mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pressctl.errors import NothingToDo, UsageError
from pressctl.export.docx.render import render_docx
from pressctl.export.layouts import HOUSE_LAYOUT, layout
from pressctl.export.sheet import Placed, Sheet, StatusLine
from pressctl.frozen import replace
from pressctl.language.dates import date_text
from pressctl.language.direction import direction
from pressctl.language.review_words import ReplyWords, load_review_words
from pressctl.model.copies import Verdict
from pressctl.model.merging import LINE_BREAK, Proposal, Standing
from pressctl.model.revision import Change, Line, Position
from pressctl.model.text import Inline, Paragraph, Strong, Table, Words
from pressctl.model.unseen import made_visible
from pressctl.store.files import write_atomically
from pressctl.workflow.review.applying import Applying
from pressctl.workflow.sheets import sheet_of

_CONTEXT = 36
"""Characters of the copy on each side of a change."""

_LONGEST = 90
"""Characters of what was put or taken away that are shown: its beginning and its end."""

Row = tuple[tuple[Inline, ...], ...]


def write_reply(runs: Sequence[Applying], path: Path) -> None:
    """Write the document about one language's files.

    Raises:
        UsageError: the files are of several languages, or the name does not end in .docx.
        NothingToDo: there is no change to tell of.
    """
    if path.suffix.lower() != ".docx":
        raise UsageError(f"{path} must end in .docx")
    if len(runs) != 1:
        raise UsageError("a reply is in one language", hint="name the files of one language, and run it for each")
    (run,) = runs
    if not run.merged.proposals:
        raise NothingToDo("there is no change to tell of")
    now = run.desk.clock()
    sheet = reply_sheet(run)
    write_atomically(path, render_docx(sheet, layout(run.opened.workspace, HOUSE_LAYOUT, sheet.look),
                                       stamped=now.instant))  # fmt: skip


def reply_sheet(run: Applying) -> Sheet:
    """Return the page: who asked for what, and what became of it."""
    opened, language = run.opened, run.today.language
    (edition,) = opened.editions((language,))
    now = run.desk.clock()
    words = load_review_words(opened.workspace, language)
    versions = sorted({each.copy.version for each in run.answers})
    opening = words.reply.opening.format(version=", ".join(map(str, versions)))
    several = len({one.author for each in run.merged.proposals for one in each.by}) > 1
    head = [words.reply.change, *([words.reply.by] if several else []), words.reply.outcome]
    table = Table(tuple((Words(name),) for name in head), tuple(_rows(run, words.reply, several=several)))
    base = sheet_of(opened, edition, now)
    return replace(
        base,
        headline=words.reply.title,
        subheadline=edition.headline,
        letterhead=replace(base.letterhead, document=""),
        status=StatusLine(words.status, embargoed=False),
        properties=replace(base.properties, title=f"{words.reply.title}{base.colon}{edition.headline}"),
        dateline=date_text(now.local().date(), language),
        body=(Placed("body[1]", Paragraph((Words(opening),))), Placed("body[2]", table)),
        sections=(),
        boilerplates=(),
        notes=None,
        pictures=(),
        pictures_title="",
        corrects=None,
    )


def _rows(run: Applying, words: ReplyWords, *, several: bool) -> Iterator[Row]:
    for proposal in sorted(run.merged.proposals, key=lambda each: _first_change(run, each).start):
        authors = ", ".join(author for author in run.authors(proposal) if author)
        by: Row = ((Words(authors or "–"),),) if several else ()
        yield (tuple(_change(run, proposal)), *by, (Words(_outcome(run, proposal, words)),))


def _change(run: Applying, proposal: Proposal) -> Iterator[Inline]:
    """Yield a change in the words of the copy that it was made in."""
    lines, change = run.answers[proposal.by[0].review].review.lines, _first_change(run, proposal)
    before, after = _around(lines, change)
    if before:
        yield Words(f"{before} " if proposal.after.startswith("\n") else before)
    arrow = "←" if direction(run.today.language) == "rtl" else "→"  # no arrow is mirrored by itself
    yield Strong((Words(_put(proposal, lines, change, arrow)),))
    if after:
        yield Words(after)


def _first_change(run: Applying, proposal: Proposal) -> Change:
    """Return the change as the first who proposed it made it."""
    first = proposal.by[0]
    return next(each for each in run.answers[first.review].review.changes if each.number == first.change)


def _around(lines: Sequence[Line], change: Change) -> tuple[str, str]:
    before, after = _line(lines, change.start)[: change.start.offset], _line(lines, change.end)[change.end.offset :]
    if not change.end.offset and (change.end.line > change.start.line or change.after.endswith("\n")):
        after = ""  # the next paragraph is not touched
    lead = before if len(before) <= _CONTEXT else "… " + before[-_CONTEXT:].partition(" ")[2]
    tail = after if len(after) <= _CONTEXT else after[:_CONTEXT].rpartition(" ")[0] + " …"
    return lead.replace(LINE_BREAK, " "), tail.replace(LINE_BREAK, " ")


def _line(lines: Sequence[Line], place: Position) -> str:
    return lines[place.line].text if place.line < len(lines) else ""


def _put(proposal: Proposal, lines: Sequence[Line], change: Change, arrow: str) -> str:
    before, after = _plain(proposal.before), _plain(proposal.after)
    if proposal.detail:
        same = change.start.line == change.end.line
        words = _line(lines, change.start)[change.start.offset : change.end.offset] if same else ""
        return f"[{proposal.detail}: {_plain(words)}]" if words else f"[{proposal.detail}]"
    if before and after:
        return f"[{before} {arrow} {after}]"
    return f"[+ {after}]" if after else f"[– {before}]"


def _plain(text: str) -> str:
    words = made_visible(text).strip("\n").replace("\n", " ¶ ").replace(LINE_BREAK, " ") or ("¶" if text else "")
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"


def _outcome(run: Applying, proposal: Proposal, words: ReplyWords) -> str:
    decided = run.state(proposal.number)
    verdict = decided.verdict if decided else run.earlier.get(proposal.number)
    match verdict:
        case Verdict.ACCEPTED:
            return words.accepted
        case Verdict.EDITED:
            return words.edited.format(words=_plain(decided.words or "") if decided else run.became(proposal.number))
        case Verdict.REJECTED:
            return words.rejected
        case _:
            pass
    match proposal.standing:
        case Standing.ALREADY:
            return words.already
        case Standing.BY_HAND:
            return words.by_hand
        case _:
            return words.conflict if proposal.rivals else words.open
