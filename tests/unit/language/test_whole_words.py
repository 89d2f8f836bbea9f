"""What was wrong is put right where it stands as a whole word, and in nothing that it is a part of."""

from __future__ import annotations

import pytest

from pressctl.language.whole_words import replaced, stand_in, stand_within


@pytest.mark.parametrize(
    ("text", "wrong", "right", "becomes"),
    [
        ("14 people, at 14:30 on 14 May 2014", "14", "19", "19 people, at 14:30 on 19 May 2014"),
        ("2.14 m, 14,5 t, 14 000 euros, 14.", "14", "19", "2.14 m, 14,5 t, 14 000 euros, 19."),
        ("Qurbanlar: yox. Yoxlanılıb, yoxlayır.", "yox", "var", "Qurbanlar: var. Yoxlanılıb, yoxlayır."),
        ("**14 человек** и\n14 человек", "14 человек", "19 человек", "**19 человек** и\n19 человек"),
        ("14\nчеловек, 14\u00a0человек", "14 человек", "19 человек", "19 человек, 19 человек"),
        ("«Хазар»; Хазары", "Хазар", "Волна", "«Волна»; Хазары"),
        ("C++ (C)", "C++", r"\1", r"\1 (C)"),
        ("nothing", "", "something", "nothing"),
    ],
)
def test_only_whole_words_are_put_right(text: str, wrong: str, right: str, becomes: str) -> None:
    assert replaced(text, wrong, right) == becomes


def test_longer_words_are_told() -> None:
    text = "Missiya yoxlayır: yox, **yoxlanılıb**, yoxlayır."
    assert stand_in(text, "yox")
    assert stand_within(text, "yox") == ("yoxlayır", "yoxlanılıb")
    assert stand_within("14:30 and 14", "14") == ("14:30",)
    assert stand_within("14 and 14", "14") == ()
    assert stand_within("anything", "") == ()
