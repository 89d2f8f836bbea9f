"""Segments: whom `--to` and `--segment` mean.

A word is, in this order: `all` (everyone); a segment of `pressctl.toml` (it wins over a tag of the same name, because
somebody has written down what it means); a tag in use; a column (`embargo_trusted`, `phone`: those who have it).
Anything with an operator or a quotation mark is an expression, see `segment_language`. `received:…` is the
record's, see `workflow.addressing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.errors import BadInput, UsageError
from pressctl.frozen import Frozen
from pressctl.model.contact import Contact
from pressctl.store.press_list.cells import COLUMNS
from pressctl.store.press_list.segment_language import Test, compile_expression, identifier

EVERYONE = "all"

_EXPRESSION = re.compile(r"""["'=!<>(){}\[\]]|\b(?:and|or|not|in)\b""")


class SegmentCount(Frozen):
    """How many one segment names."""

    segment: str
    """As asked for."""
    count: int


def select(segments: Sequence[str], contacts: Sequence[Contact], config: Config) -> tuple[Contact, ...]:
    """Return everybody whom at least one of the segments names, in the file's order, each once.

    Raises:
        BadInput: a segment is neither known nor an expression that can be understood.
    """
    tests = [segment_test(segment, contacts, config) for segment in segments]
    return tuple(contact for contact in contacts if any(test(contact) for test in tests))


class Selection:
    """Everybody whom at least one of the segments names, in the list's order, each once; read as often as wanted."""

    def __init__(self, segments: Sequence[str], contacts: Iterable[Contact], config: Config) -> None:
        """Understand the segments.

        Raises:
            BadInput: a segment is neither known nor an expression that can be understood.
        """
        self._tests = [segment_test(segment, contacts, config) for segment in segments]
        self._contacts = contacts
        self._all = EVERYONE in {segment.strip() for segment in segments}

    def __iter__(self) -> Iterator[Contact]:
        """Yield them."""
        if self._all:
            return iter(self._contacts)
        tests = self._tests
        return (contact for contact in self._contacts if any(test(contact) for test in tests))


def counts(segments: Sequence[str], contacts: Sequence[Contact], config: Config) -> tuple[SegmentCount, ...]:
    """Return how many each of the segments names: an empty one is the caller's to judge.

    Raises:
        BadInput: as `select`.
    """
    return tuple(
        SegmentCount(segment, sum(map(segment_test(segment, contacts, config), contacts))) for segment in segments
    )


def segment_test(segment: str, contacts: Iterable[Contact], config: Config) -> Test:
    """Return the question that a segment asks of each contact.

    Raises:
        BadInput: as `select`.
    """
    name = segment.strip()
    if name == EVERYONE:
        return lambda _: True
    foreign = _foreign(contacts)
    if name in config.segments:
        return compile_expression(config.segments[name], foreign, called=f'segment "{name}" in pressctl.toml')
    if name.startswith("received:"):
        raise UsageError(f'"{name}" names people by the record; pressctl send --to takes it')
    if any(name in contact.tags for contact in contacts):
        return lambda contact: name in contact.tags
    if _EXPRESSION.search(name) or name in COLUMNS or name.lower() in map(identifier, foreign):
        return compile_expression(name, foreign, called="the segment")
    raise _unknown(name, config.segments, _tags_of(contacts))


def _foreign(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """Return the file's own columns: every contact of a file has the same."""
    first = next(iter(contacts), None)
    return tuple(first.extra) if first is not None else ()


def _tags_of(contacts: Iterable[Contact]) -> frozenset[str]:
    """Return every tag in use."""
    return frozenset().union(*(contact.tags for contact in contacts))


def _unknown(name: str, named: Mapping[str, str], tags: frozenset[str]) -> BadInput:
    """Say that nothing is called so, and what is called nearly so."""
    if not name:
        return BadInput("an empty name is no segment", hint=f"{EVERYONE} is everyone")
    near_segment = nearest(name, [*named, EVERYONE])
    by_fold = {tag.lower(): tag for tag in tags}
    near_tag = by_fold.get(nearest(name, by_fold) or "")
    guesses = [f'segment "{near_segment}"'] if near_segment else []
    guesses += [f'tag "{near_tag}"'] if near_tag else []
    hint = f"did you mean {' or '.join(guesses)}?" if guesses else _on_offer(named, tags)
    return BadInput(f'"{name[:80]}" is neither a segment nor a tag in contacts.csv', hint=hint)


def _on_offer(named: Mapping[str, str], tags: frozenset[str]) -> str:
    """Return what may be written instead: `segments are all, tv; the only tag is radio`."""
    segments = f"segments are {_some([EVERYONE, *named])}" if named else f"the only segment is {EVERYONE}"
    if not tags:
        return segments
    return f"{segments}; {'tags are' if len(tags) > 1 else 'the only tag is'} {_some(tags)}"


def _some(names: Sequence[str] | frozenset[str]) -> str:
    shown = sorted(names)[:12]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "")
