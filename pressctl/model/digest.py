"""Digests: what makes two texts the same text, for approvals, translations and versions.

A digest is `pc1:` and the SHA-256 (hex) of canonical JSON: keys sorted, UTF-8, no white space, no
normalisation. Layout, comments, spans and the order of keys stand outside it; names and boilerplates
inside. See ADR 0002 for which digest binds what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from pressctl.frozen import field_names, is_record
from pressctl.model.moment import Moment
from pressctl.model.release import Edition, Release
from pressctl.model.text import Quotation, plain

PREFIX = "pc1:"

Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_OUTSIDE = {"span", "gaps"}
"""Where a block stands, and what another language stands in for, are no part of the text."""

NOT_BOUND = frozenset({"contacts", "embargo", "expires"})
"""A corrected phone number or a moved embargo does not void a signature under the words."""


def canonical(value: object) -> Json:
    """Return the JSON form of a model value: records by field, blocks with the name of their type.

    Raises:
        TypeError: it has none. A named tuple is refused, too: as a mere list it would lose the names of its type and of
            its fields, and every digest on record would silently become another one.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Moment() | date():
            return str(value)
        case Mapping():
            return {str(key): canonical(item) for key, item in value.items()}
        case tuple() | list() if not hasattr(value, "_fields"):
            return [canonical(item) for item in value]
        case _ if is_record(value):
            body = {name: canonical(getattr(value, name)) for name in field_names(value) if name not in _OUTSIDE}
            return {"is": type(value).__name__, **body}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical_json(value: object) -> str:
    """Return canonical JSON text: sorted keys, no white space, characters as themselves."""
    return json.dumps(canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(value: object) -> str:
    """Return `pc1:` and the SHA-256 of the value's canonical JSON."""
    return PREFIX + hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def edition_digest(edition: Edition) -> str:
    """Return what an approval binds to: every word and fact but media contacts, embargo and expiry."""
    return digest_of({name: value for name, value in _parts(edition).items() if name not in NOT_BOUND})


def field_digest(edition: Edition, name: str) -> str:
    """Return the digest of one field, such as `headline`.

    Raises:
        KeyError: an edition has no such field.
    """
    return digest_of({name: _parts(edition)[name]})


def quotation_digest(quotation: Quotation) -> str:
    """Return the digest of who said what; its number in the text is display only."""
    speaker = quotation.attribution.name if quotation.attribution else None
    return digest_of({"speaker": speaker, "words": [plain(paragraph) for paragraph in quotation.paragraphs]})


def source_digest(texts: Mapping[str, object]) -> str:
    """Return the digest of the texts that a translator translates, by field path (ADR 0004)."""
    return digest_of(texts)


def version_digest(release: Release) -> str:
    """Return the digest that decides whether a version is new: all languages, every field, contacts included."""
    return digest_of({edition.language: _parts(edition) for edition in release.editions})


def _parts(edition: Edition) -> dict[str, object]:
    return {name: getattr(edition, name) for name in field_names(edition) if name not in _OUTSIDE}
