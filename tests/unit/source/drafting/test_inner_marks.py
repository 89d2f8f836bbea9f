"""Marks within marks, in the languages of the drafts."""

from __future__ import annotations

import pytest

from pressctl.source.drafting.inner_marks import with_inner_marks


@pytest.mark.parametrize(
    ("language", "draft", "set_"),
    [
        ("en", "It is part of “The “blue” line”.", "It is part of “The ‘blue’ line”."),
        ("en", 'It is part of “The "blue" line”.', "It is part of “The ‘blue’ line”."),
        ("en", 'It is part of “"Blue" line”.', "It is part of “‘Blue’ line”."),
        ("en", "“The ‘blue’ line”", "“The ‘blue’ line”"),
        ("az", "“Mavi “xətt”” layihəsi", "“Mavi ‘xətt’” layihəsi"),
        ("ru", "Проект «Синяя «линия»»", "Проект «Синяя „линия“»"),
        ("ru", "Проект «Синяя „линия“»", "Проект «Синяя „линия“»"),
        ("ru", 'Проект «Синяя "линия" дня»', "Проект «Синяя „линия“ дня»"),
        ("fr", "le projet « La ligne « bleue » »", "le projet « La ligne “bleue” »"),
        ("ar", "مشروع «الخط «الأزرق»»", "مشروع «الخط “الأزرق”»"),
        ("de", "das Projekt „Die „blaue“ Linie“", "das Projekt „Die ‚blaue‘ Linie“"),
        ("en", "Two titles: “One” and “Two”.", "Two titles: “One” and “Two”."),
        ("en", 'He said "yes" in “The line”.', 'He said "yes" in “The line”.'),
        ("en", "“It never “ends", "“It never “ends"),
        ("en", "“First\n\nsecond “paragraph””", "“First\n\nsecond “paragraph””"),
    ],
)
def test_marks_within_marks_are_of_the_second_level(language: str, draft: str, set_: str) -> None:
    assert with_inner_marks(draft, language) == set_
