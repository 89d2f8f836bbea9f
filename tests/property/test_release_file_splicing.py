"""An edit changes the edited value's characters and no others, and the file then says exactly the new value."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, Node, Plain, compose, plain_data
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.parts import find_parts
from pressctl.source.splicing import EditRefused, add_key, replace_block, replace_value
from tests.examples import examples

TEXT = """---
# The office's own remark
id: 0e5ad4a5-7f4e-4d6e-8f5b-1f2e0a1b2c3d   # never change
headline: "Quoted: with a colon"
subheadline: 'It''s single'
subject: plain words

dateline: {place: Bakı, date: 2018-10-30}   # flow
event:
    title: deeper indentation   # why
    venue: >-
      folded
      text

    accreditation: |
      two
      lines

# between
organisers: [iom, {name: "Milli Məclis", acronym: MM}]
speakers:
- leyla
- name: X 😀
  title: Head   # of what
- {name: Y, title: "Z"}
notes:
  - one
  -
  - |
    three

    lines
empty:
labels:
  dateline.place: Baku
  speakers[2].title: Chief
last: |-
  literal
  end
---

# Body

--- is not a fence when words follow

> Words
> — Leyla
"""
PATHS = [
    "id",
    "headline",
    "subheadline",
    "subject",
    "dateline",
    "dateline.place",
    "event",
    "event.title",
    "event.venue",
    "event.accreditation",
    "organisers",
    "organisers[1]",
    "organisers[2].name",
    "speakers",
    "speakers[1]",
    "speakers[2]",
    "speakers[2].title",
    "speakers[3].title",
    "notes",
    "notes[1]",
    "notes[2]",
    "notes[3]",
    "empty",
    "labels",
    "labels.dateline.place",
    "labels.speakers[2].title",
    "last",
]
NASTY = [
    "no",
    ": ",
    "a: b",
    "#",
    " x ",
    "- x",
    "a\nb",
    "a\n\nb\n",
    "a\n---\nb",
    "---",
    "it's",
    '"',
    "\\",
    "[a",
    "{",
    "}",
    "a, b",
    "",
    "😀",
]

words = st.one_of(st.sampled_from(NASTY), st.text(alphabet=st.sampled_from("ab \n:#-'\"\\{}[],|>😀"), max_size=10))
given_words = words.filter(bool)
keys = st.sampled_from(["name", "title", "a b", "x.y", "k[1]", "no"])
values = st.one_of(
    words,
    st.lists(given_words, min_size=1, max_size=3),
    st.dictionaries(keys, given_words, min_size=1, max_size=3),
    st.lists(st.dictionaries(keys, given_words, min_size=1, max_size=2), min_size=1, max_size=2),
)
forms = st.sampled_from(["\n", "\r\n"]).flatmap(
    lambda newline: st.sampled_from([TEXT.replace("\n", newline), "\ufeff" + TEXT.replace("\n", newline)])
)


def matter(text: str) -> MapNode:
    layout = find_parts(text)
    assert layout is not None
    start, end = layout.matter
    composed = compose(text[start:end], path="en.md", offset=start)
    assert not composed.problems
    assert isinstance(composed.root, MapNode)
    return composed.root


def at(node: Node, path: str) -> Node:
    """Walk by a table of the test's own, not by the code under test."""
    steps: list[str | int] = []
    if path.startswith("labels."):
        steps = ["labels", path.removeprefix("labels.")]
    else:
        for part in path.split("."):
            name, _, number = part.rstrip("]").partition("[")
            steps += [name, int(number) - 1] if number else [name]
    for step in steps:
        if isinstance(step, int):
            assert isinstance(node, ListNode)
            node = node.items[step]
        else:
            assert isinstance(node, MapNode)
            found = node.get(step)
            assert found is not None
            node = found
    return node


@examples(100)
@given(forms, st.sampled_from(PATHS), values)
@example(TEXT, "event.accreditation", "other\n\nlines\n")
@example(TEXT, "last", "other\nlines")
@example(TEXT, "empty", "now filled")
def test_replacing_a_value_changes_only_its_own_characters(text: str, path: str, value: Plain) -> None:
    old = at(matter(text), path)
    edited = replace_value(text, path, value)
    start, end = old.start.offset, old.end.offset
    assert edited.startswith(text[:start])
    assert edited.endswith(text[end:])
    assert plain_data(at(matter(edited), path)) == value
    assert others(edited, path) == others(text, path)


def others(text: str, path: str) -> list[Plain]:
    """Return every value that `path` is neither part of nor a part of."""
    related = [other for other in PATHS if not (other.startswith(path) or path.startswith(other))]
    root = matter(text)
    return [plain_data(at(root, other)) for other in related]


@examples(100)
@given(
    forms,
    st.sampled_from(["", "event", "dateline", "organisers[2]", "speakers[2]", "speakers[3]", "labels", "new", "empty"]),
    given_words,
)
def test_adding_a_key_leaves_every_other_character_where_it_was(text: str, table: str, value: str) -> None:
    path = f"{table}.added" if table else "added"
    edited = add_key(text, path, value)
    added = len(edited) - len(text)
    place = next(number for number in range(len(edited)) if edited[number : number + 1] != text[number : number + 1])
    assert any(edited[:cut] + edited[cut + added :] == text for cut in range(max(0, place - added), place + 1))
    root = matter(edited)
    if table == "new":
        assert plain_data(root)["new"] == {"added": value}  # type: ignore[call-overload,index] # a dict
    else:
        assert plain_data(at(root, path)) == value


def test_a_list_grows_by_its_next_number() -> None:
    assert plain_data(at(matter(add_key(TEXT, "speakers[4]", {"name": "New"})), "speakers[4]")) == {"name": "New"}
    assert plain_data(at(matter(add_key(TEXT, "organisers[3]", "eu")), "organisers[3]")) == "eu"
    with pytest.raises(EditRefused, match="next is number 4"):
        add_key(TEXT, "speakers[6]", "x")


def test_what_is_there_is_not_added_and_what_is_not_there_is_not_replaced() -> None:
    with pytest.raises(EditRefused, match="already"):
        add_key(TEXT, "headline", "x")
    with pytest.raises(EditRefused, match="there is no"):
        replace_value(TEXT, "headlin", "x")
    with pytest.raises(EditRefused):
        replace_value("no front matter", "headline", "x")


def test_an_edit_keeps_the_way_a_text_was_quoted() -> None:
    assert 'headline: "New"\n' in replace_value(TEXT, "headline", "New")
    assert "subheadline: 'New'\n" in replace_value(TEXT, "subheadline", "New")
    assert "subject: New\n" in replace_value(TEXT, "subject", "New")
    assert "    accreditation: |\n      a\n      b\n\n# between" in replace_value(TEXT, "event.accreditation", "a\nb\n")
    assert "speakers:\n- a\n- name: b\n" in replace_value(TEXT, "speakers", ["a", {"name": "b"}])


@given(st.text(max_size=60), st.sampled_from(PATHS))
def test_a_value_that_no_file_can_hold_is_refused_and_never_bent(value: str, path: str) -> None:
    try:
        edited = replace_value(TEXT, path, value)
    except EditRefused:
        return
    assert plain_data(at(matter(edited), path)) == value


@given(
    st.sampled_from(["\n", "\r\n"]),
    st.integers(0, 3),
    st.sampled_from(["New words.", "# Head", "> Q\n> — N", "- a\n- b"]),
)
def test_replacing_a_block_leaves_the_other_blocks(newline: str, number: int, markdown: str) -> None:
    body = "First.\n\n* a\n* b\n\n> Words 😀\n> — Leyla\n\nLast.\n".replace("\n", newline)
    text = f"---{newline}a: 1{newline}---{newline}" + body
    start = len(text) - len(body)
    before = parse_blocks(body, path="en.md", line=4, offset=start).blocks
    edited = replace_block(text, before[number], markdown)
    assume(not (markdown.startswith("- ") and number == 1))
    after = parse_blocks(edited[start:], path="en.md").blocks
    (new,) = parse_blocks(markdown, path="en.md").blocks
    assert after == (*before[:number], new, *before[number + 1 :])
    assert ("\r\n" in edited) == (newline == "\r\n")
    assert edited.count("\n") == edited.count(newline)
