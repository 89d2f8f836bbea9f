"""What a release still lacks of what its kind says a complete one must have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pressctl.model.kind import Kind, Requirement
from pressctl.model.release import Edition
from pressctl.model.text import Block, Image, quotations

_STEP = re.compile(r"(\w[\w-]*)(?:\[(\d+)\])?")


def missing(kind: Kind, edition: Edition) -> tuple[Requirement, ...]:
    """Return the requirements of `kind` that `edition` does not meet, in the kind's order."""
    return tuple(requirement for requirement in kind.requires if not _present(edition, requirement.path))


def _present(edition: Edition, path: str) -> bool:
    match path:
        case "quotation":
            return any(quotation.attribution is not None for quotation in quotations(edition.body))
        case "image":
            return bool(edition.media) or _has_image(edition.body)
    value: object = edition
    for step in path.split("."):
        value = _step(value, step)
    return value not in (None, "", (), {})


def _step(value: object, step: str) -> object:
    match = _STEP.fullmatch(step)
    if match is None:
        return None
    name, number = match[1], match[2]
    found = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    if number is None or found is None:
        return found
    items = tuple(found) if isinstance(found, (tuple, list)) else ()
    return items[int(number) - 1] if 0 < int(number) <= len(items) else None


def _has_image(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Image) for block in blocks)
