"""What came back as a page to pass on: one file, readable without colour, on paper, and aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from pressctl.model.revision import Comment
from pressctl.review.telling import Ink, Stroke, Telling, Told, ToldComment, tell
from pressctl.store.files import write_atomically
from pressctl.workflow.review.reading import ReadBack, by_copy, reviewers

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --quiet: #5a5a5a; --line: #c9c9c9;
  --come: #0b5d1e; --gone: #8f1d14; }
@media (prefers-color-scheme: dark) { :root { --paper: #161616; --ink: #eee; --quiet: #b5b5b5; --line: #555;
  --come: #7fd491; --gone: #ff9d92; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem;
  border-top: 1px solid var(--line); padding-top: .75rem; }
article { margin: 0 0 1rem; break-inside: avoid; } p { margin: .15rem 0; }
.who, .remark { color: var(--quiet); font-size: .9rem; } .warn { font-weight: 600; }
blockquote { margin: .25rem 0 .25rem 1rem; }
ins { color: var(--come); text-decoration: underline; font-weight: 600; } del { color: var(--gone); }
ins::before { content: "{+"; } ins::after { content: "+}"; }
del::before { content: "[-"; } del::after { content: "-]"; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } }
"""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def write_page(path: Path, found: Sequence[ReadBack]) -> None:
    """Write the page, replacing what stood there.

    Raises:
        BadInput: the folder is missing or may not be written.
    """
    write_atomically(path, page_of(found).encode("utf-8"))


def page_of(found: Sequence[ReadBack]) -> str:
    """Return the page: every word of a reviewer escaped, nothing loaded from elsewhere."""
    body = "\n".join(part for group in by_copy(found) for part in _group([one for _, one in group]))
    title = "What came back from the review"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _group(group: Sequence[ReadBack]) -> Iterator[str]:
    telling = tell([one.review for one in group])
    sent = group[0].sent
    language = sent.registry.language if sent else ""
    lines = group[0].review.lines
    headline = next((line.text for line in lines if line.anchor == "headline"), group[0].name)
    yield f"<h1 dir=auto{_language(language)}>{escape(headline)}</h1>"
    names = list(dict.fromkeys(name for one in group for name in reviewers(one.review)))
    version = f"Version {sent.registry.number}, copy {escape(sent.registry.copy)}. " if sent else ""
    files = ", ".join(escape(one.name) for one in group)
    yield f'<p class="who">{version}From {escape(", ".join(names)) or "nobody"}; {files}.</p>'
    yield from _places(telling, language)
    silent = [one for one in telling.told if not one.tracked]
    if silent:
        yield "<section><h2>Changed without a trace</h2>"
        for one in silent:
            yield _told(one, language, f"{escape(one.where)}")
        yield "</section>"
    yield from _rest(group)


def _places(telling: Telling, language: str) -> Iterator[str]:
    for where, told, comments in telling.by_place():
        yield f"<section><h2>{escape(where[:1].upper() + where[1:])}</h2>"
        yield from (_told(one, language) for one in told)
        yield from (_comment(one) for one in comments)
        yield "</section>"


def _told(one: Told, language: str, lead: str = "") -> str:
    names = escape(" and ".join([one.author or "", *one.also])) if one.tracked else lead
    parts = [f'<p class="who">{names}{when(one.at)}</p>']
    if one.strokes:
        words = "".join(_stroke(stroke) for stroke in one.strokes)
        parts.append(f"<blockquote dir=auto{_language(language)}>{words}</blockquote>")
    parts += [f'<p class="remark">{escape(remark)}</p>' for remark in one.remarks]
    if one.locked:
        parts.append('<p class="warn">Locked: somebody’s own or approved words</p>')
    parts += [f'<p class="warn">Conflict: {escape(conflict)}</p>' for conflict in one.conflicts]
    return f"<article>{''.join(parts)}</article>"


def _stroke(stroke: Stroke) -> str:
    tag = {Ink.KEPT: "", Ink.GONE: "del", Ink.COME: "ins"}[stroke.ink]
    return f"<{tag}>{escape(stroke.text)}</{tag}>" if tag else escape(stroke.text)


def _comment(told: ToldComment) -> str:
    comment = told.comment
    about = f" on “{escape(comment.quoted[:200])}”" if comment.quoted.strip() else ""
    done = ", resolved" if comment.resolved else ""
    said = [f'<p class="who">{escape(comment.author)}{when(comment.at)}, comment{about}{done}</p>', _text(comment)]
    for reply in told.replies:
        said += [f'<p class="who">{escape(reply.author)}{when(reply.at)}, reply</p>', _text(reply)]
    return f"<article>{''.join(said)}</article>"


def _text(comment: Comment) -> str:
    return "".join(f"<p dir=auto>{escape(line)}</p>" for line in comment.text.split("\n"))


def _rest(group: Sequence[ReadBack]) -> Iterator[str]:
    unmatched = [each for one in group for each in one.review.unmatched]
    if unmatched:
        items = "".join(
            f"<li>{escape(each.story)}: “{escape(each.text)}” ({escape(each.why)})</li>" for each in unmatched
        )
        yield f"<section><h2>Without a place in the copy</h2><ul>{items}</ul></section>"
    named = [(f"{one.name}: " if len(group) > 1 else "", notice) for one in group for notice in one.review.notices]
    notices = "".join(f"<li>{escape(name + notice)}</li>" for name, notice in named)
    if notices:
        yield f"<section><h2>To know</h2><ul>{notices}</ul></section>"


def _language(language: str) -> str:
    return f' lang="{escape(language)}"' if language else ""


def when(at: datetime | None) -> str:
    """Return `, 24 October 2018, 16:02`, as the file says it."""
    return f", {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}" if at else ""
