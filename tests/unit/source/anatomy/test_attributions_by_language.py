"""Who is said to have said the words, in the ways of nine languages: `attributions.tsv`, all of it invented.

A line is a language, a sentence with `{}` for the words, and the speaker; nothing where nobody is named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page
from tests.unit.source.anatomy.test_offices_speak import HEADS, WORDS

LINES = (Path(__file__).parent / "attributions.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", sorted(HEADS))
def test_every_way_of_a_language_names_the_speaker(language: str) -> None:
    told = [line.split("\t")[1:] for line in LINES if line.startswith(f"{language}\t")]
    assert len(told) > 10
    wrong = {}
    for sentence, speaker in told:
        text = f"{HEADS[language]}\n\n{sentence.replace('{}', WORDS[language])}\n".replace("\\n", "\n")
        quotations = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").quotations
        said = [spoken(one.speaker) if one.speaker else "" for one in quotations]
        if said != [speaker]:
            wrong[sentence] = said
    assert wrong == {}
