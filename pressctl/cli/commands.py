"""Every command: its name, where it is, what it does in a line. A command's module is imported when it is called.

Loading all of them would make each run wait for what it does not use; `--help` and `--version` load none
(bench/startup.py). A new command is one line in `COMMANDS`; a test holds its line equal to its help.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from collections.abc import Callable


class Entry(NamedTuple):
    """A command of the top level."""

    name: str
    module: str
    """Below `pressctl.cli`: its room, if it has one, and its name."""
    attribute: str
    """A function, or the Typer app of a group of commands."""
    summary: str
    """The first line of its help."""


COMMANDS = (
    Entry("init", "office.init", "init", "Make a workspace: the sample office to look at, or your own."),
    Entry("new", "drafting.new", "new", "Ask for what a kind of release needs and write the draft."),
    Entry("import", "importing.importing", "import_", "Make a release of a text, web page, Word document or mail."),
    Entry("kinds", "office.kinds", "kinds", "List the kinds of release, or show what one of them asks for."),
    Entry("variant", "translation.variant", "variant", "Make a language variant to translate, and keep it current."),
    Entry("list", "releases.standing", "list_", "List the releases, the newest first."),
    Entry("show", "releases.standing", "show", "Show how a release stands, what it lacks and who has it."),
    Entry("check", "checking.check", "check", "Show what a sharp editor would flag; --fix mends what is safe."),
    Entry("rule", "checking.check", "rule", "Explain a rule of the check, with an example; or list them."),
    Entry("preview", "releases.preview", "preview", "Show how a release reads."),
    Entry("export", "exporting.export", "export", "Write the release as DOCX, PDF, HTML, plain text and e-mail."),
    Entry("review", "review.commands", "app", "Send a copy out, read what comes back, take changes over."),
    Entry("redline", "review.redline", "redline", "Write what changed between two versions as tracked changes."),
    Entry("layout", "office.layout", "app", "Layouts: list them, check the office's own, copy one to change it."),
    Entry("contacts", "contacts.commands", "app", "The press list: add, import, check, show, export, erase."),
    Entry("segments", "contacts.segments", "segments", "List segments and tags with their counts, or who is in one."),
    Entry("embargo", "embargo.commands", "app", "Who agreed to an embargo, who holds the release, the lift."),
    Entry("approve", "approvals.approve", "approve", "Record who signed which words; an edit voids it."),
    Entry("send", "sending.send", "send", "Plan who gets the release; once confirmed, send it."),
    Entry("work", "sending.work", "work", "Send what is due: what was scheduled, and what was put off."),
    Entry("stop", "sending.send", "stop", "Cancel what has not left yet."),
    Entry(
        "correct", "corrections.correct", "correct", "Send a labelled correction to those who have the wrong version."
    ),
    Entry(
        "withdraw", "corrections.correct", "withdraw", "Ask those who have a release not to publish it; stop the rest."
    ),
    Entry("log", "log.log", "log", "Show who received what, when, and the server's answer."),
    Entry("office", "office.commands", "app", "People, organisations, boilerplates: list, add, edit, rename."),
    Entry("find", "replacing.find", "find", "Show where a name stands: front matter, prose, variants, office."),
    Entry("replace", "replacing.replace", "replace", "Put another name wherever the old one stands, place by place."),
    Entry("doctor", "doctor", "doctor", "Look for what could stand in the way of the next sending."),
    Entry("demo", "demo", "demo", "See the whole way from draft to record, without a server."),
    Entry("help", "help", "help_", "Explain a topic: workspace, segments, embargo and others."),
)
"""In the order of a day's work, as `--help` shows them."""


def load(entry: Entry) -> Any:  # a command of typer's own click, whose types it does not publish
    """Return the command, imported now."""
    found: typer.Typer | Callable[..., None] = getattr(import_module(f"pressctl.cli.{entry.module}"), entry.attribute)
    if isinstance(found, typer.Typer):
        found.info.name = entry.name
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.add_typer(found, name=entry.name)
        return get_command(app).commands[entry.name]  # type: ignore[attr-defined]  # a group, since it has one
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(entry.name)(found)
    return get_command(app)


class _Loaded(MutableMapping[str, Any]):
    """Names to commands; a command is loaded when it is asked for."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = load(self._entries[name])
        return self._known[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Table(TyperGroup):
    """A group of commands that knows their names and summaries without loading them; `entries` is its table."""

    entries: tuple[Entry, ...] = ()

    def __init__(self, **attributes: Any) -> None:
        """Take what typer gives, and the table instead of its commands."""
        super().__init__(**attributes)
        self.commands = _Loaded(self.entries)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names, in the table's order."""
        del ctx
        return [entry.name for entry in self.entries]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the table of commands into the help."""
        del ctx
        if self.entries:
            with formatter.section("Commands"):
                formatter.write_dl([(entry.name, entry.summary) for entry in self.entries])


class Commands(Table):
    """The group of all commands."""

    entries = COMMANDS
