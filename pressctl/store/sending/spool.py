"""A long list of recipients, kept beside memory: in a file that nobody else can open and that is gone with the process.

A plan for a few people holds them as they are; a plan for a million would fill the machine.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import TypeAlias, overload
from weakref import finalize

from pressctl.model.delivery import CHANNELS, Channel, Recipient, Tally
from pressctl.model.embargo import Ground

FEW = 2_000
"""Recipients that are held in memory as they are; also how many of a longer list are read and written at once."""

_IN_MEMORY = 4_000_000
"""Octets of a list before it goes to the disk."""

_Kept: TypeAlias = tuple[str, str, str, str, str, tuple[tuple[str, str], ...], str | None]


class Spool(Sequence[Recipient]):
    """Recipients in order, written once and read as often as wanted."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        """Write all of them."""
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # open as long as the plan is
        finalize(self, self._file.close)
        self._blocks: list[tuple[int, int]] = []
        numbers: Counter[tuple[str, Channel]] = Counter()
        first: dict[tuple[str, Channel], list[Recipient]] = {}
        source = iter(recipients)
        while block := list(islice(source, FEW)):
            numbers.update((one.language, one.channel) for one in block)
            for one in block:
                if len(named := first.setdefault((one.language, one.channel), [])) < Tally.NAMED:
                    named.append(one)
            octets = marshal.dumps([_kept(one) for one in block])
            self._blocks.append((self._file.tell(), len(octets)))
            self._file.write(octets)
        self._length = numbers.total()
        self.tally = Tally(dict(numbers), {key: tuple(named) for key, named in first.items()})
        """How many get what, and who comes first: counted while they were written."""

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Recipient]:
        for number in range(len(self._blocks)):
            yield from map(_recipient, self._block(number))

    @overload
    def __getitem__(self, place: int) -> Recipient: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Recipient, ...]: ...

    def __getitem__(self, place: int | slice) -> Recipient | tuple[Recipient, ...]:
        """Return one, or some."""
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(len(self))))
        number = place + len(self) if place < 0 else place
        if not 0 <= number < len(self):
            raise IndexError(place)
        return _recipient(self._block(number // FEW)[number % FEW])

    def _block(self, number: int) -> list[_Kept]:
        begin, length = self._blocks[number]
        self._file.seek(begin)
        block: list[_Kept] = marshal.loads(self._file.read(length))  # noqa: S302  # written by this very process
        return block


def gathered(recipients: Iterable[Recipient]) -> Sequence[Recipient]:
    """Return recipients as they are where they are few, else on file."""
    source = iter(recipients)
    few = tuple(islice(source, FEW + 1))
    return few if len(few) <= FEW else Spool(_all(few, source))


def _all(first: Iterable[Recipient], rest: Iterable[Recipient]) -> Iterator[Recipient]:
    yield from first
    yield from rest


def _kept(one: Recipient) -> _Kept:
    ground = one.ground.value if one.ground is not None else None
    return one.key, one.email, one.name, one.language, one.channel.value, one.slots, ground


def _recipient(kept: _Kept) -> Recipient:
    key, email, name, language, channel, slots, ground = kept
    return Recipient(key, email, name, language, CHANNELS[channel], slots, Ground(ground) if ground else None)
