"""The one tree of errors that a user's situation can raise, and the exit codes they end in.

Everything a person can mend is a `PressctlError`; the command line is the only place that catches it.
Anything else that escapes is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's end means; documented in the command reference."""

    DONE = 0
    """Everything asked for was done."""
    FINDINGS = 1
    """Findings, or nothing to do as asked."""
    USAGE = 2
    """The command line itself was wrong."""
    BAD_INPUT = 3
    """A file or a value could not be taken."""
    REFUSED = 4
    """A gate refused: embargo, approval, translation, another sender at work."""
    INCOMPLETE = 5
    """Some messages are deferred, refused by their server or in doubt."""
    INTERRUPTED = 130
    """Stopped by the person."""


@dataclass(frozen=True, slots=True)  # and no `Frozen`: --help and --version load nothing else of that
class Problem:
    """One thing that is wrong at one place."""

    message: str
    """What is wrong, as a sentence without a full stop."""
    path: str | None = None
    """The file, as the person would name it."""
    line: int | None = None
    """1-based line in the file."""
    column: int | None = None
    """1-based column (code points) in the line."""
    where: str | None = None
    """The place inside the file in the newsroom's words: `row 14, email`, `speakers[2].title`."""
    hint: str | None = None
    """What to do about it."""
    excerpt: str | None = None
    """The line of the file, to be shown with the column underlined."""

    def place(self) -> str:
        """`en.md:14:9` or `contacts.csv` or nothing."""
        if self.path is None:
            return ""
        parts = [self.path]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


class PressctlError(Exception):
    """A situation that the person can mend: what is wrong, where, and what to run next."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, *, hint: str | None = None, problems: Iterable[Problem] = ()) -> None:
        """Say what is wrong (`message`), everything that is wrong (`problems`), what to do next (`hint`)."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = tuple(problems)


class UsageError(PressctlError):
    """The command was asked for something that it does not offer."""

    exit_code = ExitCode.USAGE


class BadInput(PressctlError):
    """A file or a value could not be taken; `problems` lists every fault found in it."""

    exit_code = ExitCode.BAD_INPUT


def faulty_file(shown: str, problems: Iterable[Problem], *, consequence: str = "", hint: str | None = None) -> BadInput:
    """Return the error that tells everything that is wrong with a file, or with those of a folder, line by line.

    Args:
        shown: the file or folder, as the person would name it.
        problems: what is wrong; at least one.
        consequence: what follows from it, such as `nothing was written`.
        hint: what to run next.
    """
    problems = tuple(problems)
    files = list(dict.fromkeys(problem.path for problem in problems))
    ordered = sorted(problems, key=lambda one: (files.index(one.path), one.line or 0, one.column or 0))
    count = "a problem" if len(ordered) == 1 else f"{len(ordered)} problems"
    follows = f"; {consequence}" if consequence else ""
    return BadInput(f"{shown} has {count}{follows}", problems=ordered, hint=hint)


class NothingToDo(PressctlError):
    """What was asked for would change nothing or reach nobody."""

    exit_code = ExitCode.FINDINGS


class Refused(PressctlError):
    """A gate refused, or somebody else holds what is needed."""

    exit_code = ExitCode.REFUSED


class Incomplete(PressctlError):
    """The work began and did not end: the record says how far it came."""

    exit_code = ExitCode.INCOMPLETE


class Interrupted(PressctlError):
    """The person stopped it; the message says what was kept."""

    exit_code = ExitCode.INTERRUPTED
