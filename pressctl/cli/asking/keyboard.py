"""What a person types or pastes at a prompt, as one answer.

A paste of several lines is one answer: the terminal marks its ends where it can (bracketed paste); where it cannot,
lines that stand waiting right after Enter belong to the text that was being answered.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from time import monotonic, sleep

from pressctl.model.line_ends import with_plain_line_ends

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_WAIT = 0.05
"""Seconds in which the rest of a paste arrives; nobody types the next answer that fast."""
_TO_TYPE = 10
"""Columns that are left for the first word of an answer."""
_ENDS_SENTENCE = re.compile(r"[.!?…؟:][\"”»’')\]]*$")
_OWN_LINE = re.compile(r"[-*•] |\d+[.)] |>")


def typed(prompt: str, continued: str = "", *, text: bool = False) -> str:
    """Return one answer.

    Args:
        prompt: what stands before it.
        continued: what stands before each further line.
        text: the answer may have paragraphs; a backslash at the end of a line goes on in the next.

    Raises:
        KeyboardInterrupt, EOFError: the person stopped.
    """
    _edit_lines()
    line = input(_last_line(prompt))
    pasted = _BEGIN in line or "\n" in line
    while line.count(_BEGIN) > line.count(_END):
        line = f"{line}\n{input()}"
    while text and _more_waits():
        line, pasted = f"{line}\n{input()}", True
    line = with_plain_line_ends(line.replace(_BEGIN, "").replace(_END, ""))
    if pasted:
        return paragraphs(line) if text else " ".join(line.split())
    while text and line.endswith("\\"):
        line = f"{line[:-1].rstrip()}\n{input(continued)}"
    return line


def _last_line(prompt: str) -> str:
    """Write a prompt that is wider than the terminal down to its last line, and return that one.

    The terminal would break it within a word, and the line editor counts columns of the line that it stands in.
    """
    if not sys.stdout.isatty():
        return prompt
    from shutil import get_terminal_size

    from pressctl.cli.telling.folding import folded

    *before, last = folded(prompt, get_terminal_size().columns - _TO_TYPE).split("\n")
    for line in before:
        sys.stdout.write(f"{line}\n")
    return last


def paragraphs(pasted: str) -> str:
    """Return a pasted text with its paragraphs parted by blank lines.

    Blank lines part paragraphs. In a paste without any, each line that ends a sentence ends a paragraph; other
    lines were wrapped by whatever they were copied from. Lines of a list stay lines.
    """
    lines = [line.strip() for line in pasted.strip().split("\n")]
    blank = "" in lines
    made = ""
    for line in lines:
        if not made:
            made = line
        elif not line:
            made = f"{made.rstrip()}\n\n"
        elif made.endswith("\n\n"):
            made += line
        elif _OWN_LINE.match(line):
            made += f"\n{line}"
        elif not blank and _ENDS_SENTENCE.search(made):
            made += f"\n\n{line}"
        else:
            made += f" {line}"
    return made


def _edit_lines() -> None:
    """Give the line its arrow keys and its marks around a paste, where the system has them."""
    try:
        import readline
    except ImportError:
        return
    if "libedit" not in (readline.__doc__ or ""):
        readline.parse_and_bind("set enable-bracketed-paste on")


def _more_waits() -> bool:
    """Say whether further lines stand in the terminal already."""
    if not sys.stdin.isatty():
        return False
    if sys.platform == "win32":  # its console cannot be waited for, and says whether a key has been pressed
        import msvcrt

        return _comes_soon(msvcrt.kbhit)
    import select

    return bool(select.select([sys.stdin], [], [], _WAIT)[0])


def _comes_soon(pressed: Callable[[], bool]) -> bool:
    until = monotonic() + _WAIT
    while not (waits := pressed()) and monotonic() < until:
        sleep(_WAIT / 10)
    return waits
