"""Who acts: `[me]` in the user's own configuration, never in the workspace (it is shared)."""

from __future__ import annotations

import getpass
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.toml_files import parse_toml
from pressctl.config.values import clean_line, is_invented
from pressctl.errors import BadInput
from pressctl.frozen import Frozen


class Me(Frozen):
    """The person at the keyboard, as the record names them."""

    name: str


def me_file() -> Path:
    """Return the user's own configuration file, in the place that their system has for such files."""
    from platformdirs import user_config_path

    return user_config_path("pressctl", appauthor=False) / "config.toml"


def read_me(path: Path) -> Me | None:
    """Return who acts, or nothing when they have not been asked yet.

    Raises:
        BadInput: the file is there and cannot be understood.
    """
    try:
        text = read_file(path).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}", hint="mend or delete it; you will be asked again") from error
    me = parse_toml(text, str(path)).values.get("me")
    name = me.get("name") if isinstance(me, dict) else None
    if not isinstance(name, str) or not name.strip():
        return None
    return Me(clean_line(name.strip()))


def system_user() -> Me:
    """Return the operating system's user: who acts in a script."""
    try:
        return Me(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return Me("unknown user")


def press_officer(config: Config) -> Me | None:
    """Return who answers journalists for the office; nothing where that is nobody, or the sample's invented person."""
    person = config.people.get(config.office.contact or "")
    if person is None or is_invented(person.email or config.office.email or ""):
        return None
    return Me(person.name.get(config.fallback_language))
