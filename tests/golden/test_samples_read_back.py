"""What an office exports gives its fields back when it is imported: every sample, in five languages and three formats.

The fields that are wanted come from the release itself, never from an earlier import. What stands only in the prose of
a release (an event told in a sentence) is no field of the import. `make test` looks at one language of each kind in one
format, taking turns; `make proof` at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from pressctl.export.base import Format
from pressctl.export.sheet import Fact, Sheet
from pressctl.model.text import Inline, Quotation, block_text, plain
from pressctl.workflow.importing.document import document_of
from pressctl.workflow.importing.taking import read_foreign_release
from tests.golden.test_every_sample import EVERY, IN_EVERY_RUN, Sample

FORMATS = (Format.TXT, Format.HTML, Format.DOCX, Format.EML)
_MARKS = "“”„«»\"' –—-\u2066\u2069"


def bare(text: str | None) -> str:
    """Return words without what layout adds: blanks of any width, isolates, breaks, marks around them."""
    kept = "".join(letter for letter in text or "" if unicodedata.category(letter) != "Cf")
    return " ".join(kept.replace("\xa0", " ").split()).strip(_MARKS).rstrip(".")


def said(inlines: Iterable[Inline]) -> str:
    return bare(plain(inlines))


def quotations(sheet: Sheet) -> list[tuple[str, str]]:
    found = []
    for placed in sheet.body:
        block = placed.block
        if isinstance(block, Quotation) and block.attribution:
            words = bare(" ".join(re.sub(r"^[“«„]|[”»]$", "", plain(each).strip()) for each in block.paragraphs))
            found.append((bare(block.attribution.name), words))
    return found


def facts(sheet: Sheet, anchor: str) -> list[Fact]:
    return [fact for each in sheet.sections for fact in (*each.facts, *each.items) if fact.anchor.startswith(anchor)]


def wanted(sample: Sample) -> dict[str, Any]:
    sheet, edition = sample.sheet(), sample.opened().editions((sample.language,))[0]
    held = sheet.status.embargoed
    entries = sheet.contact.entries if sheet.contact else ()
    return {
        "language": sample.language,
        "headline": bare(sheet.headline),
        "subheadline": bare(sheet.subheadline),
        "status": bare(sheet.status.text),
        "until": edition.embargo.until.instant if held and edition.embargo else None,
        "place": bare(edition.dateline.place),
        "date": edition.dateline.date.isoformat(),
        "quotes": quotations(sheet),
        "roles": [
            bare(placed.block.attribution.title)
            for placed in sheet.body
            if isinstance(placed.block, Quotation) and placed.block.attribution
        ],
        "speakers": [(bare(each.label), said(each.value)) for each in facts(sheet, "speakers[")],
        "organisers": [bare(each.label) for each in facts(sheet, "organisers[")],
        "contacts": [(bare(each.name), tuple(map(bare, each.phones)), each.email or "") for each in entries],
        "boilerplates": [
            (bare(each.title), bare(" ".join(block_text(placed.block) for placed in each.blocks)))
            for each in sheet.boilerplates
        ],
        "notes": bare(" ".join(block_text(placed.block) for placed in sheet.notes.blocks)) if sheet.notes else "",
        "end_mark": bare(sheet.end_mark),
    }


def read(data: bytes) -> dict[str, Any]:
    release: Any = document_of(read_foreign_release(None, data))["release"]
    embargo, line = release["embargo"], release["dateline"] or {}
    until = embargo["until"] if embargo else None
    return {
        "language": release["language"],
        "headline": bare(release["headline"]),
        "subheadline": bare(release["subheadline"]),
        "status": bare(embargo["raw"] if embargo else release["status_line"]),
        "until": datetime.fromisoformat(until) if until else None,
        "place": bare(line.get("place")),
        "date": line.get("date"),
        "quotes": [(bare(each["speaker"]), bare(each["text"])) for each in release["quotes"]],
        "roles": [bare(each["role"]) for each in release["quotes"]],
        "speakers": [(bare(each["name"]), bare(each["role"])) for each in release["speakers"]],
        "organisers": [bare(each) for each in release["organisers"]],
        "contacts": [
            (bare(each["name"]), tuple(map(bare, each["phones"])), "".join(each["emails"][:1]))
            for each in release["contacts"]
        ],
        "boilerplates": [(bare(each["title"]), bare(each["text"])) for each in release["boilerplates"]],
        "notes": bare(release["notes"]),
        "end_mark": bare(release["end_mark"]),
    }


def _turns() -> list[Any]:
    """Every sample in every format; of each kind one language in one format belongs to every run."""
    formats = {str(one): FORMATS[number % len(FORMATS)] for number, one in enumerate(IN_EVERY_RUN)}
    return [
        pytest.param(
            one, each, id=f"{one}-{each.value}", marks=() if formats.get(str(one)) is each else pytest.mark.proof
        )
        for one in EVERY
        for each in FORMATS
    ]


@pytest.mark.parametrize(("sample", "format_"), _turns())
def test_an_export_gives_the_fields_of_its_release_back(sample: Sample, format_: Format) -> None:
    want, got = wanted(sample), read(sample.made(format_))
    if not want["organisers"]:
        # Who organises, as the prose of an event says, is no field of this release.
        del want["organisers"], got["organisers"]
    assert got == want
