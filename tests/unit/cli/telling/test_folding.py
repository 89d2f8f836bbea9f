"""Long lines on a narrow screen: folded at spaces, whole paths, what follows under what it belongs to."""

from __future__ import annotations

import io

import pytest

from pressctl.cli.telling.folding import folded
from pressctl.cli.telling.screen import Screen

_PATH = "releases/2018-10-30-six-organizations-join-forces/out/six-organizations_en_v1_REVIEW.docx"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Short enough", "Short enough"),
        ("  Record: plan a1, head of the record", "  Record: plan a1, head\n  of the record"),
        ("✓ one two three four five six seven", "✓ one two three four five\n  six seven"),
        (f"  Hand over: {_PATH}", f"  Hand over:\n  {_PATH}"),
        (_PATH, _PATH),
        (f"    11 KB  {_PATH}", f"    11 KB\n    {_PATH}"),
        (f"✓ {_PATH}", f"✓ {_PATH}"),
        ("  Next: pressctl log six, then this", "  Next: pressctl log six,\n        then this"),
        (" 1  Headline of the release, in full: ", " 1  Headline of the\n    release, in full: "),
        ("one two\n  three", "one two\n  three"),
        ("", ""),
        ("东京东京东京东京 东京东京东京", "东京东京东京东京\n东京东京东京"),
    ],
)
def test_lines_are_folded_at_spaces(line: str, shown: str) -> None:
    assert folded(line, 25) == shown


def test_a_value_hangs_under_the_value_where_there_is_room() -> None:
    line = "  Subject     " + "word " * 20 + "end"
    first, second = folded(line, 80).split("\n")
    assert first.startswith("  Subject     word")
    assert second.startswith(" " * 14 + "word")


def test_a_screen_breaks_no_path() -> None:
    out = io.StringIO()
    screen = Screen(file=out, width=40, force_terminal=True, color_system=None)
    screen.print(f"{_PATH} stays whole and so do all words of it", markup=False)
    lines = out.getvalue().splitlines()
    assert _PATH in [line.strip() for line in lines]
    assert all(len(line.rstrip()) <= 40 for line in lines if _PATH not in line)
