"""`pressctl.toml` → one frozen Config, or every problem of the file at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.toml_lines import key_lines, line_of
from pressctl.config.validation import complaints, nearest
from pressctl.errors import BadInput, Problem, faulty_file

_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")


def load_config(path: Path) -> Config:
    """Read the office's file.

    Raises:
        BadInput: it cannot be read, is not TOML, or has unknown keys, wrong values or dangling references;
            `problems` holds all of them with their lines.
    """
    return parse_config(_text(path), path)


def parse_config(text: str, path: Path) -> Config:
    """Read the text of the office's file as if it stood at `path`; raises as `load_config`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, text, error) from error
    lines = key_lines(text)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        problems = [
            Problem(message, path.name, line_of(lines, where), where=_dotted(where), hint=hint)
            for where, message, hint in complaints(error, Config)
        ]
        raise faulty_file(path.name, problems) from error
    dangling = [
        Problem(message, path.name, line_of(lines, where), where=_dotted(where), hint=hint)
        for where, message, hint in _dangling(config)
    ]
    if dangling:
        raise faulty_file(path.name, dangling)
    return config


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not UTF-8 text", hint="save it as UTF-8 in your editor") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error


def _not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> BadInput:
    message = str(error)
    place = _AT.search(message)
    line = int(place[1]) if place and place[1] else len(text.splitlines())
    problem = Problem(_AT.sub("", message).rstrip(".").lower(), path.name, line, where="TOML")
    return BadInput(f"{path.name} is not valid TOML", problems=[problem], hint=f"mend {path.name}:{line}")


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(f"[{part}]" if isinstance(part, int) else part for part in path).replace(".[", "[")


def _dangling(config: Config) -> Iterator[tuple[tuple[str | int, ...], str, str | None]]:
    """Yield every reference to an organisation or a person that is not on file."""
    organisations, people = set(config.organisations), set(config.people)
    references: list[tuple[tuple[str | int, ...], str | None, set[str]]] = [
        (("office", "organisation"), config.office.organisation, organisations),
        (("office", "contact"), config.office.contact, people),
    ]
    references.extend(
        (("people", key, "organisation"), person.organisation, organisations) for key, person in config.people.items()
    )
    for path, key, known in references:
        if key is not None and key not in known:
            guess = nearest(key, known)
            what = "person" if path[-1] == "contact" else "organisation"
            yield path, f'no {what} "{key}" on file', f'did you mean "{guess}"?' if guess else None
