"""Whatever a document holds: it is read or refused in words, and no character of it is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import body_of, facts_of
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import FORMATS, read_page
from pressctl.workflow.importing.document import document_of
from pressctl.workflow.importing.taking import read_foreign_release
from tests.examples import examples
from tests.growth import grows_as_its_size

_PARTS = [
    "# Harbour opens", "FOR IMMEDIATE RELEASE", "EMBARGOED UNTIL 3 March 2026, 09:00 CET",
    "Cove, ST, March 3, 2026 -- ",
    "“We open,” said Ada Quill, director.", "“", "”", '"', "« Oui »", "About Port Elm",
    "Media Contact:", "Ada Quill",
    "Tel: +44 20 7946 0012/13", "ada@trust.example", "###", "-30-", "* ", "- item", "[a](https://b.example)",
    "**bold**",
    "&amp;", "\n", "\n\n", "\t", "Notes to editors", "Speakers: Ada Quill, Head of Doors; Ben Low, Chair of Ropes",
    "the “Warm Rooms (WR)” project funded by the Norland Fund", "For more information please contact Ada Quill at",
    "Баку, 3 марта 2026 года – ", "бібліотека", "حول دار", "\ufeff", "\x00", "![x](y.png)", "<p>", "<br>", "---",
]  # fmt: skip
KEYS = {
    "headline", "subheadline", "status_line", "language", "embargo", "dateline", "quotes", "speakers", "organisers",
    "project", "contacts", "boilerplates", "notes", "end_mark",
}  # fmt: skip
RELEASES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "releases"
texts = st.lists(st.one_of(st.sampled_from(_PARTS), st.text(max_size=20)), max_size=30).map(" ".join)


def covered(manuscript: Manuscript) -> set[int]:
    pieces = [manuscript.headline, manuscript.subheadline, manuscript.status_line, manuscript.end_mark]
    pieces += [manuscript.embargo.raw if manuscript.embargo else None]
    pieces += [manuscript.dateline.raw if manuscript.dateline else None]
    pieces += [*manuscript.paragraphs, *manuscript.headings, *manuscript.notes, *manuscript.unplaced]
    pieces += [piece for each in manuscript.boilerplates for piece in (each.title, *each.text)]
    pieces += [piece for each in manuscript.contacts for piece in each.raw]
    return {place for piece in pieces if piece for place in range(piece.start, piece.end)}


@given(texts)
@examples(150)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    page = read_page(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), "a.md")
    manuscript = read_manuscript(page, "a.md")
    found = covered(manuscript)
    lost = [match[0] for match in re.finditer(r"\w", page.words) if page.places[match.start()] not in found]
    assert not lost
    facts_of(manuscript)
    body_of(manuscript)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"From: a\nTo: b\nSubject: c\n\n"]))
@examples(150)
def test_no_file_crashes_a_reader(data: bytes, start: bytes) -> None:
    for each in FORMATS:
        try:
            page = each.reader()(start + data, "a")
        except BadInput:
            continue
        read_manuscript(page, "a")


def told(document: dict[str, Any]) -> Counter[str]:
    """The letters that the JSON of an import holds: in a field, in the body, or without a place."""
    return letters_of("".join(each["text"] for each in (*document["source"]["placed"], *document["unplaced"])))


def letters_of(text: str) -> Counter[str]:
    """Letters and figures; words that were glued together are rightly cut apart."""
    return Counter(re.findall(r"\w", text))


@given(texts)
@examples(150)
def test_the_json_of_an_import_has_its_keys_and_every_word_of_every_line(text: str) -> None:
    page = read_page(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), "standard input")
    if not page.lines:
        return
    document: Any = document_of(read_foreign_release(None, b"\xef\xbb\xbf" + text.encode("utf-8", "replace")))
    assert set(document) == {"version", "source", "release", "confidence", "unplaced"}
    assert set(document["release"]) == KEYS
    assert all(0 <= value <= 1 for value in document["confidence"].values())
    assert not letters_of(page.words) - told(document)


@pytest.mark.parametrize("turn", range(9))
def test_no_word_of_a_published_release_is_lost(turn: int) -> None:
    files = sorted(RELEASES.glob("*.md"))[turn::9]
    if not files:
        pytest.skip("the releases are not here: shared/data stands beside the project where they are")
    for path in files:
        foreign = read_foreign_release(path)
        page = read_page(path.read_bytes(), path.name)
        document: Any = document_of(foreign)
        assert not letters_of(page.words) - told(document), path.name


_LONG = {
    "one letter": "A" * 200_000,
    "one mark": "“" * 60_000,
    "quotation marks and names": "“a” said Ada Quill, head of doors, " * 4_000,
    "names": "Ada Quill " * 20_000,
    "capitals and commas": "Ada, Quill, Ben, Low, " * 9_000,
    "numbers": "+44 20 7946 0012/13 " * 9_000,
    "digits": "1" * 200_000,
    "addresses": "ada.quill@trust.example " * 8_000,
    "almost addresses": "a.a" * 60_000 + "@",
    "labels": "Media Contact: " * 12_000,
    "brackets": "(((" * 60_000,
    "links": "[a](" * 40_000,
    "dashes": "Cove – " * 25_000,
    "blanks": "a" + " " * 200_000 + "b",
    "short lines": "a\n" * 30_000,
    "short paragraphs": "About Elm\n\n" * 12_000,
    "dates": "3 March 2026, " * 12_000,
    "embargo": "EMBARGOED UNTIL 10:00 GMT, " * 8_000,
    "colons": "Ada Quill: " * 16_000,
    "slashes": "/a" * 90_000,
    "headings": "# " * 90_000,
    "stars": "*a" * 90_000,
    "roles": "director of the board of the trust of the " * 5_000,
    "and": "and " * 45_000,
    "contacts": "Media Contact:\nAdaQuillOfficer Tel 020 7946 0012 ada@trust.example\n\n" * 2_500,
    "quotations": "“We open the doors of the house,” she said.\n\n" * 3_500,
    "boilerplates": "About Elm TrustElm Trust looks after many rooms and people.\n\n" * 2_500,
    "speakers": "Speakers: Ada Quill, Head of Doors; Ben Low, Chair of Ropes\n\n" * 2_500,
    "projects": "the “Warm Rooms (WR)” project funded by the Norland Fund, and " * 2_500,
    "two blanks": "The Trust opened.  It has a door.  " * 4_000,
    "quoted": "> a\n" * 30_000,
    "Arabic": "وقال يونس القصب إن «كلمة» " * 7_000,
    "Turkish": "Ada Kalem, “söz” dedi. " * 8_000,
}


_IN_EVERY_RUN = {"quotation marks and names", "names", "blanks", "Turkish"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name, marks=() if name in _IN_EVERY_RUN else pytest.mark.proof)
        for name, text in _LONG.items()
    ],
)
def test_the_time_of_an_import_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    def importing(length: int) -> Callable[[], object]:
        data = text[:length].encode()
        return lambda: document_of(read_foreign_release(None, data))

    assert grows_as_its_size(importing, len(text))
