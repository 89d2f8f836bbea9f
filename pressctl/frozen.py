"""Frozen, typed values: what `dataclass(frozen=True, slots=True)` gives, made by msgspec in a fortieth of its time.

A command loads some two hundred kinds of value before it does anything. The standard library compiles six methods for
each of them, which took a fifth of a short command; msgspec's are compiled already (ADR 0031).

What changes while it is used is `Changing`, made likewise. Dataclasses are left where a field is found out when the
value is made, and two frozen ones: a contact, which leaves slots empty until they are asked for, and `errors.Problem`,
since `--help` loads nothing else. `replace` takes all of them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, astuple

if TYPE_CHECKING:
    from dataclasses import replace  # which mypy holds against the fields, whoever makes the copy
else:
    from msgspec.structs import replace as _struct_with

    def replace(value, /, **changes):
        """Return a copy of a frozen value or of a dataclass, with other values in some of its fields."""
        return (_struct_with if isinstance(value, Struct) else dataclasses.replace)(value, **changes)


__all__ = ["Changing", "EqualButForLast", "Frozen", "asdict", "astuple", "field", "field_names", "is_record", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True):
    """A value that never changes; two are equal that are of one type and equal in every field."""


class EqualButForLast(Frozen, eq=False):
    """One whose last field says nothing of what it is: where it stands, which turn it has."""

    def __eq__(self, other: object) -> bool:
        """Hold two of one type equal whose fields but the last are."""
        return type(self) is type(other) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        """Be alike for those that are equal."""
        return hash(astuple(self)[:-1])


@dataclass_transform(field_specifiers=(field,))
class Changing(Struct):
    """What is filled, or counted up, while somebody works on it; made as a frozen value is."""


def is_record(value: object) -> bool:
    """Say whether a value (not a type) has named fields: a frozen one or a dataclass, and no named tuple."""
    return isinstance(value, Struct) or (dataclasses.is_dataclass(value) and not isinstance(value, type))


def field_names(value: Any) -> tuple[str, ...]:  # whatever has fields, and the type of such a thing
    """Return the names of the fields of a record or of its type, in their order."""
    if hasattr(value, "__struct_fields__"):
        names: tuple[str, ...] = value.__struct_fields__
        return names
    return tuple(each.name for each in dataclasses.fields(value))
