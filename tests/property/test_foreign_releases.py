"""Whatever a document holds: it is read or refused in words, and no character of it is lost."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import body_of, facts_of
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import FORMATS, read_page

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
@settings(deadline=None, max_examples=150)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    page = read_page(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), "a.md")
    manuscript = read_manuscript(page, "a.md")
    found = covered(manuscript)
    lost = [match[0] for match in re.finditer(r"\w", page.words) if page.places[match.start()] not in found]
    assert not lost
    facts_of(manuscript)
    body_of(manuscript)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"From: a\nTo: b\nSubject: c\n\n"]))
@settings(deadline=None, max_examples=150)
def test_no_file_crashes_a_reader(data: bytes, start: bytes) -> None:
    for each in FORMATS:
        try:
            page = each.reader()(start + data, "a")
        except BadInput:
            continue
        read_manuscript(page, "a")
