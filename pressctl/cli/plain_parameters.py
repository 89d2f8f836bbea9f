"""Words, paths, switches and known choices of a command line, taken as they are.

typer lets pydantic check each parameter, and to load pydantic takes longer than many a command takes in all. A word is
a word, a path a path, and one of the choices a choice: nothing about them can be wrong. Everything else stays with
typer; and all of it does, should typer build its checks elsewhere one day.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer.core

_KINDS = (str, Path, bool)
_CHECKS = ("exists", "writable", "executable", "resolve_path", "parser")
"""What a parameter may ask of its value."""


class _Plain:
    """Makes words and paths of what was typed."""

    def __init__(self, descriptor: Any, kind: Any, build: Callable[[Any], Any], *, several: bool) -> None:
        self._descriptor = descriptor
        self._kind = kind
        self._build = build
        self._several = several

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value as the command wants it."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self._kind is bool:
            return value if isinstance(value, bool) else self._checked(value, param, ctx)
        if _is_choice(self._kind):
            return self._kind(value) if value in set(self._kind) else self._checked(value, param, ctx)
        return [self._kind(each) for each in value] if self._several else self._kind(value)

    def _checked(self, value: Any, param: Any, ctx: Any) -> Any:
        """Leave what may be wrong to typer, which knows how to say so."""
        return self._build(self._descriptor).coerce(value, param, ctx)


def _is_choice(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def take_plainly() -> None:
    """Spare every command the loading of checks that nothing can fail."""
    build = getattr(typer.core, "build_runtime_param", None)
    if build is None or getattr(build, "plain", False):
        return

    def plainly(descriptor: Any) -> Any:
        info, wanted = descriptor.parameter_info, descriptor.annotation
        several = get_origin(wanted) is list
        kind = get_args(wanted)[0] if several else wanted
        known = kind in _KINDS or _is_choice(kind)
        if not known or (several and kind not in {str, Path}) or any(getattr(info, check, None) for check in _CHECKS):
            return build(descriptor)
        return _Plain(descriptor, kind, build, several=several)

    plainly.plain = True  # type: ignore[attr-defined]  # says that it stands there already
    setattr(typer.core, "build_runtime_param", plainly)  # noqa: B010  # a name that typer does not publish
