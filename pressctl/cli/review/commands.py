"""`pressctl review`: out as a copy, back as changes. Each command has a module of its own, imported when it is called.

A new one is a line in `COMMANDS`, in the order of the work; a test holds its line equal to its help.
"""

from __future__ import annotations

import typer

from pressctl.cli.commands import Entry, Table

COMMANDS: tuple[Entry, ...] = (
    Entry("send", "review.send", "send", "Send a draft for review: a copy in each one's language."),
    Entry("status", "review.status", "status", "Show who has been asked, who has answered, what is open."),
    Entry("remind", "review.status", "remind", "Mail the copy once more to those who have not answered."),
    Entry("read", "review.read", "read", "Show every change and comment of Word documents that came back."),
    Entry("apply", "review.apply", "apply", "Take reviewers' changes over into the source, one by one or all."),
    Entry("resolve", "review.resolve", "resolve", "Accept or reject all tracked changes of a Word document."),
)
"""`Entry(name, module below pressctl.cli, function, first line of its help)`."""


class _Commands(Table):
    entries = COMMANDS


app = typer.Typer(
    cls=_Commands,
    help="Send a copy out, read what comes back, take changes over.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def review() -> None:
    """Send a copy out, read what comes back, take changes over."""
