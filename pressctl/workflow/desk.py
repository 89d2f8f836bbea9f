"""What a use case may know of the world: whose desk it is, what time it is, who sits at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.frozen import Frozen, field
from pressctl.model.moment import Moment


class Desk(Frozen):
    """Handed to every use case that touches the record or the mail."""

    workspace: Workspace
    config: Config
    clock: Callable[[], Moment]
    """The present moment, in the office's zone."""
    actor: str
    """Who acts, as the record names them."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Where a password or another mail server may be named; kept out of every repr."""

    def __repr__(self) -> str:
        """Say whose desk it is."""
        return f"Desk({self.workspace!r}, {self.actor!r})"
