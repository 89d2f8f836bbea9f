"""Random editions: every kind of block, every part that a sheet can show, in two directions of writing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from hypothesis import strategies as some

from pressctl.model.moment import Moment
from pressctl.model.release import (
    Boilerplate,
    Corrects,
    Dateline,
    Edition,
    Embargo,
    Event,
    FieldValue,
    MediaContact,
    Organisation,
    Project,
    Speaker,
)
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
)

_ENGLISH = [
    "the", "five", "of", "border", "guards", "train", "together,", "said.", "Minister", "12", "–", "“on", "Tuesday”",
    "(again);", "Əliyeva’s",
]  # fmt: skip
_ARABIC = ["في", "باكو", "المنظمة", "الدولية", "للهجرة", "+994", "12", "555", "01", "00", "IOM", "اليوم،", "قالت"]


_NO_COMMA = str.maketrans("", "", ",،")
"""A name ends at the first comma of an attribution."""


def words(vocabulary: list[str] = _ENGLISH, most: int = 9) -> some.SearchStrategy[str]:
    """Return sentences of a small vocabulary, so that two texts have words in common as two versions have."""
    return some.lists(some.sampled_from(vocabulary), min_size=1, max_size=most).map(" ".join)


def inlines(vocabulary: list[str] = _ENGLISH) -> some.SearchStrategy[tuple[Inline, ...]]:
    """Return runs of text with stress, links, foreign words and line breaks among them."""
    plain = words(vocabulary).map(Words)
    inner = plain.map(lambda one: (one,))
    marked = some.one_of(
        inner.map(Emphasis),
        inner.map(Strong),
        inner.map(lambda one: Link("https://example.org/a", one)),
        inner.map(lambda one: Foreign("az", one)),
        some.just(LineBreak()),
    )
    rest = some.lists(some.one_of(plain, marked), max_size=3)
    return some.tuples(plain, rest).map(lambda both: (both[0], *both[1]))


def _one_line(text: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a heading's text: Markdown has no heading of two lines."""
    return tuple(one for one in text if not isinstance(one, LineBreak))


def blocks(vocabulary: list[str] = _ENGLISH) -> some.SearchStrategy[Block]:
    """Return a block of any kind but a picture, which needs a file."""
    text = inlines(vocabulary)
    line = words(vocabulary, 4)
    name = line.map(lambda text: text.translate(_NO_COMMA))
    attribution = some.builds(
        Attribution, name=name, title=some.none() | line, spoken_in=some.sampled_from([None, "az"])
    )
    return some.one_of(
        some.builds(Paragraph, text),
        some.builds(Paragraph, text),
        some.builds(Heading, some.integers(1, 3), text.map(_one_line)),
        some.builds(Quotation, some.lists(text, min_size=1, max_size=2).map(tuple), some.none() | attribution),
        some.builds(
            ItemList,
            ordered=some.booleans(),
            start=some.just(1),
            items=some.lists(some.tuples(some.builds(Paragraph, text)), min_size=1, max_size=3).map(tuple),
        ),
        tables(vocabulary),
    )


def tables(vocabulary: list[str] = _ENGLISH) -> some.SearchStrategy[Table]:
    """Return tables of up to three columns."""
    cell = words(vocabulary, 2).map(lambda one: (Words(one),))

    def of(columns: int) -> some.SearchStrategy[Table]:
        row = some.tuples(*[cell] * columns)
        return some.builds(Table, row, some.lists(row, min_size=1, max_size=3).map(tuple))

    return some.integers(1, 3).flatmap(of)


_DAYS = some.dates(date(2018, 1, 1), date(2030, 12, 31))
_MOMENTS = some.builds(
    lambda day, hour: Moment(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "Asia/Baku"),
    _DAYS,
    some.integers(0, 23),
)


@some.composite
def editions(draw: some.DrawFn, language: str = "en") -> Edition:
    """Return an edition with some of everything that a sheet shows."""
    vocabulary = _ARABIC if language == "ar" else _ENGLISH
    line, block = words(vocabulary, 5), blocks(vocabulary)
    organisation = some.builds(
        Organisation, line, some.none(), some.sampled_from([None, "IOM"]), some.none() | line,
        some.sampled_from([None, "https://www.example.org/"]),
    )  # fmt: skip
    return Edition(
        language=language,
        headline=draw(line),
        dateline=Dateline(draw(words(vocabulary, 1)), draw(_DAYS)),
        body=draw(some.lists(block, min_size=1, max_size=6).map(tuple)),
        subheadline=draw(some.none() | line),
        subject=draw(some.none() | line),
        embargo=draw(some.none() | _MOMENTS.map(Embargo)),
        expires=draw(some.none() | _MOMENTS),
        event=draw(
            some.none() | some.builds(Event, some.none() | line, some.none() | _MOMENTS, venue=some.none() | line)
        ),
        organisers=draw(some.lists(organisation, max_size=2).map(tuple)),
        project=draw(some.none() | some.builds(Project, line, some.none(), some.none() | organisation)),
        speakers=draw(
            some.lists(some.builds(Speaker, line, some.none() | line, some.none() | line), max_size=3).map(tuple)
        ),
        contacts=draw(some.lists(_CONTACTS, max_size=2).map(tuple)),
        boilerplates=draw(
            some.lists(some.builds(Boilerplate, line, some.lists(block, max_size=2).map(tuple)), max_size=2).map(tuple)
        ),
        notes=draw(some.lists(block, max_size=2).map(tuple)),
        fields=draw(some.none() | some.just({"aim": "to train", "many": 5, "firm": True, "who": ("a", "b")})),
        corrects=draw(some.none() | some.just(Corrects("b1d0c1de-0000-4000-8000-000000000001", 2))),
    )


_CONTACTS = some.builds(
    MediaContact,
    words(most=2),
    some.none() | words(most=3),
    some.none(),
    some.sampled_from([(), ("+994 12 555 01 00",), ("+994 12 555 01 00", "+994 12 555 01 01")]),
    some.sampled_from([None, "press@example.org"]),
    some.sampled_from([(), ("en", "az")]),
)


def with_fields(fields: Mapping[str, FieldValue]) -> Edition:
    """Return a small edition whose kind has these fields."""
    return Edition("en", "A headline", Dateline("Baku", date(2018, 10, 30)), (), fields=fields)
