"""What `replace` may change in a release's file, and what it leaves as it stands."""

from __future__ import annotations

from collections.abc import Callable

from pressctl.model.passage import Handling
from pressctl.source.passages import release_passages
from tests.growth import grows_as_its_size

NOTICE = """---
id: 00000000-0000-4000-8000-000000000001
kind: correction
headline: Six partners open a school
fields:
  wrong: Nigar Exampel
  right: Nigar Example
corrects:
  id: 00000000-0000-4000-8000-000000000002
  version: 1
---

**Wrong:** Nigar Exampel. <!-- pressctl: ignore ALL -->

**Right:** Nigar Example.

Nigar Exampel opened it.
"""
TRANSLATION = NOTICE[NOTICE.index("**Wrong") :].join(("---\noriginal: en\nheadline: Altı\n---\n\n", ""))
ORDINARY = NOTICE.replace("corrects:\n  id: 00000000-0000-4000-8000-000000000002\n  version: 1\n", "")


def handled(text: str) -> dict[str, Handling]:
    found = release_passages(text, "en", lambda _name: False)
    return {each.words.text: each.handling for each in found if "Exampel" in each.words.text}


def test_what_a_correction_says_was_wrong_is_cited_and_the_corrected_text_is_not() -> None:
    assert handled(NOTICE) == {
        "Nigar Exampel": Handling.CITED,
        "Wrong: Nigar Exampel.": Handling.CITED,
        "Nigar Exampel opened it.": Handling.WORDS,
    }


def test_so_it_is_in_a_translation_of_the_correction() -> None:
    assert handled(TRANSLATION)["Wrong: Nigar Exampel."] is Handling.CITED


def test_a_field_of_that_name_in_another_release_is_words() -> None:
    assert set(handled(ORDINARY).values()) == {Handling.WORDS}


def test_blanks_within_a_line_are_read_in_a_time_that_grows_with_them() -> None:
    def reading(number: int) -> Callable[[], object]:
        text = ORDINARY.replace("open a", f"open{' ' * number}a")
        return lambda: release_passages(text, "en", lambda _name: False)

    assert grows_as_its_size(reading, 24_000)
    (headline,) = [
        each
        for each in release_passages(ORDINARY.replace("open a", "open \t a"), "en", lambda _: False)
        if each.path == "headline"
    ]
    assert headline.words.text == "Six partners open \t a school"
