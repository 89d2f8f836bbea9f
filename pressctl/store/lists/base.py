"""The family of foreign lists: what each reader gives, what each writer takes, and how a loss is said.

A reader turns the bytes of one file into a `ForeignTable`: cells as text, each row with the number that its own
program shows. It knows nothing of `contacts.csv`. Whatever of the file does not stand in the table is a `Loss`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, field


class LossKind(StrEnum):
    """What can fail to come over from a foreign list; the value stands in --json and in the report."""

    COLUMN = "column-left-out"
    ABOVE_HEADER = "above-the-header"
    SHEET = "sheet-not-read"
    HIDDEN = "hidden"
    FORMULA = "formula"
    DATE = "date-rewritten"
    NUMBER = "number-as-text"
    MERGED_CELLS = "merged-cells"
    ERROR_VALUE = "error-value"
    LINK = "link"
    PHOTO = "photo"
    SECOND_ADDRESS = "second-address"
    SECOND_VALUE = "second-value"
    CUT = "cut"
    UNREADABLE = "unreadable-characters"
    MISFIT = "value-left-out"
    PROPERTY = "property-left-out"
    BROKEN = "broken-line"
    SURPLUS = "more-cells-than-headings"
    KEPT_MINE = "kept-what-was-there"
    REPLACED = "replaced"
    LIKELY_DOUBLE = "probably-the-same-person"


class Loss(Frozen):
    """Something of a foreign file that did not come over, or not as it stood there."""

    kind: LossKind
    message: str
    """What happened, without a full stop."""
    row: int | None = None
    """As the foreign program counts, where it happened in one row."""
    column: str | None = None
    """In the foreign file's words."""
    count: int = 1
    """How many cells or things it stands for."""


_OWN_HEADINGS = frozenset({"given_name", "family_name", "embargo_trusted"})
"""Headings that pressctl writes so, and hardly anybody else; `name` beside them is the whole name."""


class Mark(StrEnum):
    """What a spreadsheet cell was before it became text."""

    NUMBER = "number"
    DATE = "date"


class Row(Frozen):
    """One row, or one card."""

    number: int
    """1-based, as the foreign program shows it; for cards the position in the file."""
    cells: tuple[str, ...]
    """As many as the header has."""
    fault: str | None = None
    """Why it cannot be read at all."""
    marks: Mapping[int, Mark] = field(default_factory=dict)
    """Place of a cell → what it was in its workbook."""


class ForeignTable(Frozen):
    """A foreign list as a table of texts."""

    name: str
    """What the file is called."""
    header: tuple[str, ...]
    """Each name once."""
    rows: tuple[Row, ...]
    """Without blank ones."""
    read_as: tuple[str, ...] = ()
    """What was assumed in reading: encoding, delimiter, sheet, where the header stands."""
    losses: tuple[Loss, ...] = ()
    unit: str = "row"
    """What one entry is called."""
    own_names: bool = False
    """Whether the header is in the words of `contacts.csv` by construction, as for cards."""

    @property
    def is_own(self) -> bool:
        """Whether it is written as `contacts.csv` is: its headings need no guess, its tags are parted by `;` alone."""
        return self.own_names or ("email" in self.header and not _OWN_HEADINGS.isdisjoint(self.header))


class Reading(Frozen):
    """What the person said of a file beforehand."""

    encoding: str | None = None
    sheet: str | None = None


def no_text(name: str) -> BadInput:
    """Return the error for a list that should be text and is not."""
    return BadInput(f"{name} is no text: it is not a CSV file", hint="save the list as CSV, XLSX or vCard (.vcf)")


class SeveralSheets(BadInput):
    """More than one sheet of a workbook holds addresses: the person must say which."""

    def __init__(self, name: str, sheets: tuple[tuple[str, int], ...]) -> None:
        """Take the sheets with the number of addresses that each holds."""
        said = ", ".join(f'"{sheet}" ({count:,})' for sheet, count in sheets)
        super().__init__(
            f"{name} has e-mail addresses on {len(sheets)} sheets: {said}", hint=f'--sheet "{sheets[0][0]}" takes one'
        )
        self.sheets = sheets
