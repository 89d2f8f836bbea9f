"""Which column of a foreign list goes where: proposed from headings and contents, decided by the person. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from pressctl.frozen import Frozen, replace
from pressctl.language.place_names import country_code, language_tag
from pressctl.store.lists.base import ForeignTable
from pressctl.store.lists.vocabulary import heading_meaning, numbered, plain
from pressctl.store.press_list.cells import COLUMNS

JOINED = {"given_name": " ", "notes": "; ", "tags": ";", "beats": ";"}
"""Fields that several columns may fill together, and what stands between."""

_LOOKED_AT = 300
"""Filled cells of a column that show what it holds."""
_OUR_NUMBER = re.compile(r" \(\d+\)$")
_PHONE = re.compile(r"(?:\+|00?)?[0-9][0-9 ()./\-]{5,}[0-9]")
_ADDRESS = re.compile(r"\S@\S+\.\S")
_USUAL_CODES = frozenset(
    "ar az bg de el en es fa fr he hy it ka kk ky nl pl pt ro ru tk tr uk uz zh".split()  # noqa: SIM905  # a table of codes
)
"""Two letters that are a language without a heading that says so; `ms`, `no` and `so` are words as well."""
_COURTESY = frozenset(
    {
        "mr", "ms", "mrs", "miss", "dr", "prof", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "г", "г н", "г жа",
        "bay", "bayan", "cənab", "xanım",
    }
)  # fmt: skip


class Sureness(StrEnum):
    """Why a column is proposed for where it goes."""

    HEADING = "heading"
    CONTENT = "content"
    OWN = "your own column"
    SAID = "as you said"
    UNKNOWN = "not known"


class Column(Frozen):
    """A column of the foreign list and where it goes."""

    place: int
    heading: str
    target: str | None
    """A column of `contacts.csv`; nothing for one that is left out."""
    sure: Sureness
    rank: tuple[int, int] = (0, 1)
    """Of several columns for one field the lowest goes first."""
    samples: tuple[str, ...] = ()
    filled: int = 0
    """How many of its cells hold anything."""


class Proposal(Frozen):
    """Where every column of a list would go."""

    columns: tuple[Column, ...]

    @property
    def contested(self) -> tuple[tuple[str, tuple[Column, ...]], ...]:
        """The fields for which two columns stand with equal right, with those columns."""
        found = []
        for target in dict.fromkeys(column.target for column in self.columns if column.target):
            rivals = [column for column in self.columns if column.target == target]
            first = min(column.rank for column in rivals)
            equal = tuple(column for column in rivals if column.rank == first)
            if len(equal) > 1 and target not in JOINED:
                found.append((target, equal))
        return tuple(found)

    @property
    def has_address(self) -> bool:
        """Whether any column goes to the address."""
        return any(column.target == "email" for column in self.columns)

    def sources(self, target: str) -> tuple[int, ...]:
        """Return the places that fill a column of `contacts.csv`, the one that goes first first."""
        found = (column for column in self.columns if column.target == target)
        return tuple(column.place for column in sorted(found, key=lambda column: (column.rank, column.place)))

    @property
    def targets(self) -> tuple[str, ...]:
        """The columns of `contacts.csv` that are filled, each once."""
        return tuple(dict.fromkeys(column.target for column in self.columns if column.target))

    def with_target(self, place: int, target: str | None) -> Proposal:
        """Return the proposal with one column sent elsewhere; it goes first there."""
        changed = (
            replace(column, target=target, sure=Sureness.SAID, rank=(-2, 0)) if column.place == place else column
            for column in self.columns
        )
        return Proposal(tuple(changed))


def propose(table: ForeignTable, own: Sequence[str] = ()) -> Proposal:
    """Return where each column of a list would go.

    Args:
        table: the list.
        own: the office's own columns in `contacts.csv`; a column with the same heading goes there.
    """
    contents = [_contents(table, place) for place in range(len(table.header))]
    columns = [
        _column(place, heading, contents[place], own, trusted=table.is_own)
        for place, heading in enumerate(table.header)
    ]
    if not table.is_own:
        columns = list(_by_content(columns, contents))
        columns = _names_settled(columns)
    return Proposal(tuple(columns))


def _contents(table: ForeignTable, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place]]


def _column(place: int, heading: str, contents: Sequence[str], own: Sequence[str], *, trusted: bool) -> Column:
    samples = tuple(dict.fromkeys(contents[:50]))[:3]
    bare = Column(place, heading, None, Sureness.UNKNOWN, samples=samples, filled=len(contents))
    original = _OUR_NUMBER.sub("", heading)
    if original not in COLUMNS:
        same = next((column for column in own if plain(column) == plain(original) or column == original), None)
        if same is not None:
            return replace(bare, target=same, sure=Sureness.OWN)
    meaning = heading_meaning(original)
    if meaning is None:
        return bare
    if meaning.field is None:
        return replace(bare, sure=Sureness.HEADING)
    if not trusted and not _may_be(meaning.field, contents):
        # A heading that its contents contradict says nothing; addresses under "Contact" speak for themselves.
        return bare if _share(contents[:_LOOKED_AT], _is_address) >= 0.5 else replace(bare, sure=Sureness.HEADING)
    return replace(bare, target=meaning.field, sure=Sureness.HEADING, rank=(meaning.rank, numbered(original)))


def _may_be(field: str, contents: Sequence[str]) -> bool:
    """Say whether what a column holds does not contradict its heading."""
    seen = contents[:_LOOKED_AT]
    if not seen:
        return True
    if field == "email":
        return _share(seen, lambda text: "@" in text) > 0
    if field in {"name", "given_name", "family_name", "outlet", "phone", "country", "language"}:
        return _share(seen, lambda text: _ADDRESS.search(text) is not None and "<" not in text) < 0.5
    if field == "role":
        return _share(seen, lambda text: plain(text) in _COURTESY) < 0.5
    return True


def _by_content(columns: Sequence[Column], contents: Sequence[Sequence[str]]) -> Iterator[Column]:
    """Give columns whose heading says nothing what their contents show, where no heading has claimed it."""
    claimed = {column.target for column in columns}
    for column in columns:
        seen = contents[column.place][:_LOOKED_AT]
        if column.sure is not Sureness.UNKNOWN or not seen:
            yield column
            continue
        field = next((field for field, test in _TESTS if _share(seen, test) >= 0.7), None)
        if field == "email" and "email" in claimed:
            yield replace(column, target="email", sure=Sureness.CONTENT, rank=(900, column.place))
        elif field is None or field in claimed:
            yield column
        else:
            yield replace(column, target=field, sure=Sureness.CONTENT, rank=(900, 1))


def _names_settled(columns: Sequence[Column]) -> list[Column]:
    """Read `Name` beside a given name as the family name, and beside a family name as the given name."""
    targets = {column.target for column in columns}
    others = {"given_name": "family_name", "family_name": "given_name"}
    missing = [others[target] for target in others if target in targets and others[target] not in targets]
    if len(missing) != 1:
        return list(columns)
    named = [column for column in columns if column.target == "name"]
    first = min(named, key=lambda column: (column.rank, column.place), default=None)
    return [replace(column, target=missing[0]) if column is first else column for column in columns]


def _share(seen: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, seen)) / len(seen)


def _is_address(text: str) -> bool:
    return _ADDRESS.search(text) is not None


def _is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits >= 7 and _PHONE.fullmatch(text) is not None and (text[0] in "+0(" or digits >= 9)


def _is_country(text: str) -> bool:
    return (len(text) > 3 or text.isupper()) and country_code(text) is not None


def _is_language(text: str) -> bool:
    if text.isupper() or not text:
        return False
    parts = [part for part in re.split(r"[;,/\s]+", text) if part]
    return all(part in _USUAL_CODES if len(part) == 2 else language_tag(part) is not None for part in parts)


_TESTS: Sequence[tuple[str, Callable[[str], bool]]] = (
    ("email", _is_address),
    ("phone", _is_phone),
    ("country", _is_country),
    ("language", _is_language),
)


def with_words(proposal: Proposal, said: Mapping[str, str], own: Sequence[str]) -> tuple[Proposal, tuple[str, ...]]:
    """Return the proposal with what `--map` says, and the headings of it that the list does not have.

    Args:
        proposal: what is proposed.
        said: heading → a column of `contacts.csv`, `-` to leave it out, `+` or `+Name` for a column of its own.
        own: the office's own columns in `contacts.csv`.

    Raises:
        ValueError: a target is no column; the text is that target.
    """
    strange = []
    for heading, wanted in said.items():
        column = _named(proposal, heading)
        if column is None:
            strange.append(heading)
            continue
        proposal = proposal.with_target(column.place, target_of(wanted, column.heading, own))
    return proposal, tuple(strange)


def target_of(wanted: str, heading: str, own: Sequence[str]) -> str | None:
    """Return the column that `outlet`, `-`, `+` or `+Name` means for a heading.

    Raises:
        ValueError: it is no column; the text is `wanted`.
    """
    text = wanted.strip()
    if text == "-":
        return None
    if text.startswith("+"):
        name = text[1:].strip() or heading
        return name.lower() if name.lower() in COLUMNS else name
    if text.lower() in COLUMNS:
        return text.lower()
    if text in own:
        return text
    raise ValueError(text)


def _named(proposal: Proposal, heading: str) -> Column | None:
    exact = next((column for column in proposal.columns if column.heading == heading), None)
    folded = heading.strip().casefold()
    return exact or next((column for column in proposal.columns if column.heading.casefold() == folded), None)
