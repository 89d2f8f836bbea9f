"""One run of the command line: where it stands, who acts, what time it is, where it may write.

Made once in `main`, handed to every command through typer's context. Nothing is loaded before it is asked
for, so that `--help` costs nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.errors import Interrupted

if TYPE_CHECKING:
    import typer
    from rich.console import Console

    from pressctl.cli.telling.symbols import Symbols
    from pressctl.config.me import Me
    from pressctl.config.schema import Config
    from pressctl.config.workspace import Workspace
    from pressctl.model.moment import Moment
    from pressctl.workflow.contacts.typed_cells import Typed
    from pressctl.workflow.desk import Desk


class Session:
    """What a command may know of the world."""

    def __init__(self, workspace: Path | None = None, *, me: Me | None = None) -> None:
        """Remember which workspace was named, if one was, and who acts, where that needs no asking."""
        self._named = workspace
        self._me = me

    @property
    def workspace_is_named(self) -> bool:
        """Say whether the person said which press office is meant."""
        return self._named is not None

    @cached_property
    def workspace(self) -> Workspace:
        """The press office that this run is in.

        Raises:
            NoWorkspace: there is none.
        """
        from pressctl.config.workspace import NoWorkspace, find_workspace

        try:
            here = Path.cwd()
        except OSError as error:  # somebody has deleted the folder that this terminal stands in
            raise NoWorkspace("the folder you are in does not exist any more", hint="cd to your workspace") from error
        return find_workspace(here, self._named)

    def workspace_if_any(self) -> Workspace | None:
        """Return the press office that this run is in; none where it is in none and none was named.

        Raises:
            NoWorkspace: the one that was named is not there.
        """
        from pressctl.config.workspace import NoWorkspace

        try:
            return self.workspace
        except NoWorkspace:
            if self.workspace_is_named:
                raise
            return None

    @cached_property
    def config(self) -> Config:
        """What `pressctl.toml` says."""
        from pressctl.config.load import load_config

        return load_config(self.workspace.config_file)

    def do_without_config(self, *, say: bool = True) -> None:
        """Go on in UTC where `pressctl.toml` cannot be used: what was sent must be seen, and stopped, all the same."""
        from pressctl.config.schema import Config, Office
        from pressctl.errors import BadInput
        from pressctl.model.localised import Localised

        try:
            _ = self.config
        except BadInput as error:
            place = error.problems[0].place() if error.problems else ""
            said = f"{error.message} ({place})" if place else error.message
            if say:
                self.notices.print(f"! {said}; times are in UTC", markup=False)
            self.config = Config(office=Office(name=Localised.of("Press office")))

    @cached_property
    def console(self) -> Console:
        """Where results go: colours in a terminal, plain when piped."""
        from pressctl.cli.telling.screen import screen_on

        return screen_on(sys.stdout)

    @cached_property
    def notices(self) -> Console:
        """Where progress and remarks go, so that results can be piped."""
        from pressctl.cli.telling.screen import screen_on

        return screen_on(sys.stderr, stderr=True)

    @cached_property
    def symbols(self) -> Symbols:
        """The marks that the console can show."""
        from pressctl.cli.telling.symbols import symbols_for

        return symbols_for(self.console.encoding)

    def ask(self, prompt: str) -> str:
        """Return what the person types, without outer space.

        Raises:
            Interrupted: there is nothing more to read: Ctrl-D, or the end of a pipe.
        """
        try:
            return self.console.input(prompt, markup=False).strip()
        except EOFError as error:
            raise Interrupted("stopped: no answer came") from error

    def agrees(self, question: str) -> bool:
        """Say whether the person answers yes; anything else, an empty line too, is a no.

        Raises:
            Interrupted: as `ask`.
        """
        return self.ask(f"{question} [y/N] ").casefold() in {"y", "yes"}

    @property
    def interactive(self) -> bool:
        """Say whether a person sits there: both ends are a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def clock(self) -> Moment:
        """Return the present moment in the office's zone."""
        return self.clock_of(self.config.office.timezone)()

    @staticmethod
    def clock_of(zone: str) -> Callable[[], Moment]:
        """Return a clock that is read in `zone`."""
        from pressctl.model.moment import Moment

        return lambda: Moment(datetime.now(UTC), zone)

    def when(self, moment: Moment) -> str:
        """Return a moment as the office's own people say it, by their clock."""
        from pressctl.language.dates import embargo_moment

        return embargo_moment(moment.in_zone(self.config.office.timezone), "en")

    def typed(self) -> Typed:
        """Return how what is typed here is read: in the office's languages, today."""
        from pressctl.workflow.contacts.typed_cells import Typed

        return Typed.in_office(self.config, self.clock().local().date())

    @cached_property
    def me(self) -> Me:
        """Who acts: asked once in a terminal; in a script, whoever was asked then, else the operating system's user."""
        from pressctl.config.me import me_file, read_me, system_user

        if self._me is not None:
            return self._me
        path = me_file()
        known = read_me(path)
        if known is not None:
            return known
        if not self.interactive:
            return system_user()
        from pressctl.cli.asking.me import ask_me

        return ask_me(self.console, path, self._press_officer() or system_user())

    def _press_officer(self) -> Me | None:
        """Return who answers journalists, most often the one who sits there; nothing where nobody knows."""
        from pressctl.config.me import press_officer
        from pressctl.errors import PressctlError

        try:
            return press_officer(self.config)
        except PressctlError:  # what cannot be read is told by the command itself
            return None

    def introduce(self) -> None:
        """Know who acts before anything else is asked: an answer that was typed must not be followed by that."""
        _ = self.me

    def desk(self) -> Desk:
        """Return what a use case that only looks may know of the world; nobody is asked who they are."""
        return self._desk(self._me)

    def acting_desk(self) -> Desk:
        """Return the desk of a use case that leaves a trace in the record: it must know who acts."""
        return self._desk(self.me)

    def _desk(self, me: Me | None) -> Desk:
        from pressctl.config.me import system_user
        from pressctl.workflow.desk import Desk

        name = (me or system_user()).name
        clock = self.clock_of(self.config.office.timezone)
        return Desk(self.workspace, self.config, clock, name, dict(os.environ))


def session_of(context: typer.Context) -> Session:
    """Return the session of this run."""
    session = context.find_object(Session)
    if session is None:  # a command called outside of `main`, such as by documentation tools
        session = context.obj = Session()
    return session
