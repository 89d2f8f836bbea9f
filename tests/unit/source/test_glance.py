"""A glance says what a proper reading says, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.model.moment import parse_moment
from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose
from pressctl.source.glance import Glance, glance
from pressctl.source.parts import find_parts

ID = "d26c1846-8919-4c2f-8fd6-0f4ea2e633a1"
TOP = f"id: {ID}\nkind: event\noriginal: en\n"


def seen(folder: Path, matter: str, *, name: str = "en.md", before: str = "", newline: str = "\n") -> Glance | None:
    text = f"{before}---\n{matter}---\n\nText.\n".replace("\n", newline)
    (folder / name).write_bytes(text.encode("utf-8"))
    return glance(folder)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_a_plain_release(tmp_path: Path, newline: str, before: str) -> None:
    matter = TOP + "headline: Bakıda görüş\nembargo: 2026-12-01T10:00[Asia/Baku]\nevent:\n  title: X\n"
    assert seen(tmp_path, matter, newline=newline, before=before) == Glance(
        ID, "Bakıda görüş", ("en",), parse_moment("2026-12-01T10:00[Asia/Baku]")
    )


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("One: two", None),
        ('"One: two"', "One: two"),
        ("'One: two'", "One: two"),
        ('"One \\"two\\""', None),
        ("'it''s'", None),
        ("It's time", "It's time"),
        ("Ratio 3:2 of C#", "Ratio 3:2 of C#"),
        ("One # two", None),
        (">\n  One\n  two", None),
        ("One\n  two", None),
        ("\n  One", None),
        ("*one", None),
        ("", None),
    ],
)
def test_what_is_not_simple_is_left_to_a_proper_reading(tmp_path: Path, written: str, headline: str | None) -> None:
    found = seen(tmp_path, f"{TOP}headline: {written}\nnotes: x\n")
    assert (found.headline if found else None) == headline


def test_the_headline_is_the_originals(tmp_path: Path) -> None:
    seen(tmp_path, "original: az\nheadline: Translated\n", name="en.md")
    found = seen(tmp_path, f"id: {ID}\noriginal: az\nheadline: Özü\n", name="az.md")
    assert found == Glance(ID, "Özü", ("az", "en"), None)


def test_a_key_inside_an_unclosed_quotation_is_no_key(tmp_path: Path) -> None:
    matter = f'id: {ID}\noriginal: en\nnotes: "one\nheadline: two"\n'
    assert seen(tmp_path, matter) is None


@pytest.mark.parametrize("wrong", ["embargo: tomorrow", "embargo:", "headline: Twice", "embargo: 2026-12-01T10:00"])
def test_what_is_wrong_is_left_to_a_proper_reading(tmp_path: Path, wrong: str) -> None:
    assert seen(tmp_path, f"{TOP}headline: One\n{wrong}\n") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "az.md")
    assert seen(tmp_path, TOP + "headline: One\n") is None


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert glance(tmp_path / "gone") is None


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                f"id: {ID}", "original: en", "headline: One", "embargo: none", "  headline: inner", "- headline: item",
                "notes: 'one", 'notes: "one', "notes: [a,", "b]", "two'", 'two"', "# headline: comment", "", "notes: |",
                "headline: >-", "  folded", "embargo: 2026-12-01T10:00[Asia/Baku]", "fields: {a: b}", "headline : late",
                '"headline": quoted', "? headline", "headline:", "...", "\theadline: tab", "notes: it's",
            ]
        ),
        st.text(st.sampled_from("ab:'\"[]{}#, -\\"), max_size=12).map(lambda rest: f"headline: {rest}"),
    ),
    max_size=9,
)  # fmt: skip


@given(LINES)
def test_a_glance_never_contradicts_a_proper_reading(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "glance"
    folder.mkdir(exist_ok=True)
    matter = "".join(f"{line}\n" for line in lines)
    found = seen(folder, matter)
    if found is None:
        return
    text = (folder / "en.md").read_text(encoding="utf-8")
    parts = find_parts(text)
    assert parts is not None
    composed = compose(text[slice(*parts.matter)], path="")
    root = composed.root
    if composed.problems or not isinstance(root, MapNode):
        return  # broken elsewhere: `show` says so; the list shows what the lines say
    for key, value in (("id", found.id), ("headline", found.headline)):
        node = root.get(key)
        assert isinstance(node, ScalarNode)
        assert node.value == value
