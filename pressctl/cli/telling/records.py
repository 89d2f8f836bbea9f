"""Records for other programs: one a line, its cells parted by tabs, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BREAKING = str.maketrans(dict.fromkeys((*map(chr, (*range(0x20), *range(0x7F, 0xA0))), "\u2028", "\u2029"), " "))
"""What would end a cell or a line, or speak to the terminal that shows it."""


def write_records(records: Iterable[Sequence[str]]) -> None:
    """Write records to standard output; rich's console would make spaces of the tabs."""
    import typer

    text = _records_text(records)
    if text:
        typer.echo(text)


def _records_text(records: Iterable[Sequence[str]]) -> str:
    """Return records, a line for each."""
    return "\n".join("\t".join(cell.translate(_BREAKING) for cell in record) for record in records)
