"""Long lines on a narrow screen: folded at spaces, whole paths, what follows under what it belongs to."""

from __future__ import annotations

import io

import pytest

from pressctl.cli.telling.folding import folded, say_beside, say_indented, wrapped
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


def _on_screen(*, piped: bool = False) -> tuple[Screen, io.StringIO]:
    written = io.StringIO()
    return Screen(file=written, width=60, soft_wrap=piped), written


def test_a_text_is_wrapped_at_spaces_alone() -> None:
    assert wrapped(f"See {_PATH} and well-known places", 20, hanging=2) == [
        "See",
        f"  {_PATH}",
        "  and well-known",
        "  places",
    ]
    assert wrapped("", 20) == []


def test_what_a_label_says_is_wrapped_beside_it() -> None:
    screen, written = _on_screen()
    say_beside(screen, "Standing", "version 1, received by 1,204 people, under embargo")
    say_beside(screen, "A label with more letters", "a column of at least thirty letters")
    assert written.getvalue().splitlines() == [
        "  Standing     version 1, received by 1,204 people, under",
        "               embargo",
        "  A label with more letters a column of at least thirty",
        "                            letters",
    ]


def test_a_pipe_gets_lines_whole() -> None:
    screen, written = _on_screen(piped=True)
    say_beside(screen, "Standing", "word " * 20 + "end")
    say_indented(screen, "word " * 20 + "end", "    ")
    assert len(written.getvalue().splitlines()) == 2
