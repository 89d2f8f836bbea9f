"""A TOML file of the office, of a kind, of a language: read, validated, and refused in one way.

What is wrong is told with the file as the person names it, the line, and the key with its numbers counted from 1.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pressctl.config.regular import read_text
from pressctl.config.toml_lines import key_lines, line_of
from pressctl.config.validation import complaints
from pressctl.errors import BadInput, Problem, faulty_file
from pressctl.frozen import Frozen

if TYPE_CHECKING:
    from pydantic import BaseModel

Place = tuple[str | int, ...]
Complaint = tuple[Place, str, str | None]
"""(path, what is wrong, what to do)."""

_Model = TypeVar("_Model", bound="BaseModel")
_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")


class TomlFile(Frozen):
    """The values of a TOML text, and where they stand."""

    shown: str
    """The file, as the person would name it."""
    values: Mapping[str, object]
    lines: dict[Place, int]
    """1-based line of every key."""

    def line(self, place: Place) -> int | None:
        """Return the line of a key, or of the nearest thing around it that has one; of the whole file, its first."""
        return line_of(self.lines, place) if place else 1

    def typed(self, model: type[_Model], *, hint: str | None = None, **known: object) -> _Model:
        """Return the values as what they must be; `known` is added to them.

        Raises:
            BadInput: they cannot be taken; `problems` holds all that is wrong, `hint` says what to do about it.
        """
        from pydantic import ValidationError

        try:
            return model.model_validate({**self.values, **known})
        except ValidationError as error:
            raise self.refusal(complaints(error, model), hint=hint) from error

    def refusal(self, found: Iterable[Complaint], *, hint: str | None = None) -> BadInput:
        """Return the error that tells all that was found, each with its line."""
        problems = [
            Problem(message, self.shown, self.line(place), where=_dotted(place) or None, hint=what_to_do)
            for place, message, what_to_do in found
        ]
        return faulty_file(self.shown, problems, hint=hint)


def read_toml(path: Path, shown: str) -> TomlFile:
    """Read a TOML file.

    Raises:
        BadInput: it cannot be read, is not UTF-8 or is not TOML.
    """
    return parse_toml(read_text(path, shown), shown)


def parse_toml(text: str, shown: str) -> TomlFile:
    """Read the text of a TOML file.

    Raises:
        BadInput: it is not TOML; the problem has the line.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        problem = Problem(_AT.sub("", str(error)).rstrip(".").lower(), shown, line, where="TOML")
        raise BadInput(f"{shown} is not valid TOML", problems=[problem], hint=f"mend {shown}:{line}") from error
    except RecursionError as error:
        raise BadInput(f"{shown} cannot be read: its brackets are nested too deeply") from error
    return TomlFile(shown, values, key_lines(text))


def _dotted(place: Place) -> str:
    return ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in place).replace(".[", "[")
