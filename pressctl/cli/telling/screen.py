"""Rich's console, with lines folded as `folding` says. Importing it costs what rich costs: do so when printing."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console

from pressctl.cli.telling.folding import folded

_FOLDED_OTHERWISE = frozenset({"soft_wrap", "no_wrap", "overflow", "justify", "width"})


class Screen(Console):
    """A console for a person: whole words, and paths that can be copied."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as rich does; a text of one piece is folded first, what is told how to fold is left alone."""
        if self.soft_wrap or len(objects) != 1 or _FOLDED_OTHERWISE & options.keys():
            super().print(*objects, **options)
        elif isinstance(objects[0], str):
            super().print(folded(objects[0], self.width), **options, soft_wrap=True)
        else:
            super().print(*objects, **options)


def screen_on(stream: TextIO | None, *, stderr: bool = False) -> Screen:
    """Return where to write: colours and folded lines in a terminal, plain and whole lines when piped."""
    return Screen(stderr=stderr, highlight=False, soft_wrap=stream is None or not stream.isatty())
