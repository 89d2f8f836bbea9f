"""Regular expressions whose compiled form is kept from one run to the next, as Python keeps the bytecode of modules.

The words of nine languages make some five hundred expressions, many of them long; to compile them takes three times
as long as to check a release with them. `compiled` takes the place of `re.compile` for expressions that are the same
in every run, and returns an equal pattern (ADR 0028). What is built from somebody's text is not for it: texts do not
belong in a cache.
"""

from __future__ import annotations

import marshal
import re
from array import array
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from pressctl.kept import kept_file, read_kept, write_kept

_WORTH_WRITING = 2_000
"""Characters of new expressions; fewer are compiled again sooner than the file is written."""
_GREATEST = 16_000_000
"""Bytes; a file that has grown beyond, such as while somebody works on the expressions, is begun anew."""
_FAULTS = (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
"""What a damaged file, or a Python whose compiler is built otherwise, can raise."""


class _Form(NamedTuple):
    """What the compiler of `re` made of an expression."""

    flags: int
    """Those given, and those that stand in the expression."""
    code: bytes
    """Numbers of 32 bits."""
    groups: int
    names: dict[str, int]


@cache
def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns."""
    key = (expression, int(flags))
    kept = _kept()
    if (form := kept.forms.get(key)) is not None:
        with suppress(*_FAULTS):
            return _pattern(expression, _Form(*form))
    if kept.file is not None:
        with suppress(*_FAULTS):
            form = _form(expression, flags)
            kept.new[key] = form
            return _pattern(expression, form)
    return re.compile(expression, flags)


def keep() -> None:
    """Write what this run has compiled for the runs to come; where that cannot be, they compile it again."""
    if _kept.cache_info().currsize == 0:
        return
    kept = _kept()
    if kept.file is None or sum(len(expression) for expression, _ in kept.new) < _WORTH_WRITING:
        return
    forms = {key: tuple(form) for key, form in kept.new.items()}
    if kept.size < _GREATEST:
        forms = {**kept.forms, **forms}
    with suppress(OSError, *_FAULTS):
        write_kept(kept.file, marshal.dumps(forms))
        kept.new.clear()


class _Kept:
    """The expressions of earlier runs, and those that this one has compiled."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        """Nothing where none is to be read or written."""
        self.size = 0
        self.forms: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int]]] = {}
        self.new: dict[tuple[str, int], _Form] = {}
        if file is not None:
            with suppress(OSError, *_FAULTS):
                self._read(read_kept(file))

    def _read(self, content: bytes | None) -> None:
        if content is not None:
            self.size, self.forms = len(content), marshal.loads(content)  # noqa: S302  # the user's own, as bytecode is


@cache
def _kept() -> _Kept:
    return _Kept(kept_file("patterns"))


def _form(expression: str, flags: int) -> _Form:
    """Compile an expression by the two halves of `re.compile`, which does not show what it made."""
    parsed = _inside("re._parser").parse(expression, flags)
    code = _inside("re._compiler")._code(parsed, flags)  # noqa: SLF001  # `re` has no other door to it
    state = parsed.state
    return _Form(int(flags) | int(state.flags), array("I", code).tobytes(), state.groups - 1, dict(state.groupdict))


def _pattern(expression: str, form: _Form) -> re.Pattern[str]:
    """Return the pattern of a compiled form; CPython itself verifies the code before it runs it."""
    numbers: list[str | None] = [None] * (form.groups + 1)
    for name, number in form.names.items():
        numbers[number] = name
    code = array("I", form.code).tolist()
    pattern: re.Pattern[str] = _inside("_sre").compile(
        expression, form.flags, code, form.groups, form.names, tuple(numbers)
    )
    return pattern


@cache
def _inside(module: str) -> Any:  # the inside of `re`, which has no types
    return import_module(module)
