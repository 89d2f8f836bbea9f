"""Every character of a passage stands where it says, whatever the quotation marks, line ends and mark-up around it."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pressctl.config.toml_editing import Writable, add_table, rename, set_value, unset, written
from pressctl.config.toml_nodes import texts
from pressctl.model.characters import forbidden_character
from pressctl.model.passage import Traced
from pressctl.model.text import block_text
from pressctl.source.front_matter.yaml_writing import quoted
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.source.markdown.passages import markdown_words
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.parts import find_parts
from pressctl.source.passages import release_passages
from tests.examples import examples

LETTERS = st.characters(
    categories=["L", "M", "N", "P", "S", "Zs"],
    exclude_characters="\ufeff\u200b",
    include_characters="\\\"'*_[]&<>|#:-—",
)
LINES = (
    st.text(LETTERS, min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda text: bool(text) and forbidden_character(text) is None and any(map(str.isalnum, text)))
)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)


FEW = examples(50)


def nothing_on_file(name: str) -> bool:
    return False


def assert_tight(source: str, words: Traced) -> None:
    """Every stretch lies behind the one before, and a character that is no escape is written as itself."""
    assert len(words.text) == len(words.stretches)
    before = 0
    for character, (start, end) in zip(words.text, words.stretches, strict=True):
        assert before <= start <= end
        before = start
        if end - start == 1 and not character.isspace():
            assert source[start:end] == character


@FEW
@given(TEXTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_yaml_text_is_read_and_traced_in_every_quotation(text: str, newline: str, bom: bool) -> None:
    plain = " ".join(text.split("\n"))
    folded = "\n".join(f"  {line}" for line in text.split("\n"))
    single = plain.replace("'", "''")
    source = (
        f"---\nid: x\nsubject: {quoted(plain)}\nheadline: '{single}'\nsubheadline: |-\n{folded}\n---\n\nBody\n"
    ).replace("\n", newline)
    source = ("\ufeff" if bom else "") + source
    found = {each.where: each for each in release_passages(source, "en", nothing_on_file)}
    assert found["subject"].words.text == plain
    assert found["headline"].words.text == plain
    for each in found.values():
        assert_tight(source, each.words)
    assert found["subheadline"].words.text.rstrip() == text.rstrip()


@FEW
@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_an_escaped_paragraph_is_read_as_it_was_meant(lines: list[str], newline: str) -> None:
    source = "\n\n".join(escape_markdown(line) for line in lines).replace("\n", newline)
    blocks = parse_blocks(source, path="").blocks
    found = markdown_words(source)
    assert [each.words.text for each in found] == [" ".join(line.split(" ")) for line in lines]
    assert len(blocks) == len(lines)
    for each in found:
        assert each.traced
        assert_tight(source, each.words)


@FEW
@given(LINES, LINES, LINES)
def test_words_in_mark_up_are_traced_without_it(first: str, second: str, third: str) -> None:
    assume(all(text[0].isalnum() and text[-1].isalnum() for text in (first, second, third)))
    source = (
        f"Text *{escape_markdown(first)}* and [{escape_markdown(second)}]{{lang=az}}\nthen "
        f"[{escape_markdown(third)}](https://example.org/a_(b)) end.\n"
    )
    (words,) = markdown_words(source)
    assert words.traced
    assert words.words.text == f"Text {first} and {second} then {third} end."
    assert_tight(source, words.words)


def test_a_quotation_is_parted_from_its_attribution() -> None:
    source = "> The network *breaks*.\n>\n> Second.\n> — Leyla Mammadova,\n> Head {spoken_in=az}\n"
    found = markdown_words(source)
    assert [(each.where, each.words.text, each.quoted) for each in found] == [
        ("quotation 1", "The network breaks.", True),
        ("quotation 1", "Second.", True),
        ("quotation 1, who is quoted", "Leyla Mammadova, Head", False),
    ]


def test_an_image_s_words_and_a_table_s_cells_are_passages() -> None:
    source = (
        '![two *people*](media/a.jpg "A \\"caption\\" here"){credit="Jane Doe"}\n\n'
        "| a | b \\| c |\n|---|---|\n|x *y*| |\n"
    )
    assert [(each.where, each.words.text) for each in markdown_words(source)] == [
        ("image 1, what it shows", "two people"),
        ("image 1, caption", 'A "caption" here'),
        ("image 1, credit", "Jane Doe"),
        ("table 1, row 1", "a"),
        ("table 1, row 1", "b | c"),
        ("table 1, row 2", "x y"),
    ]


KEYS = st.text("abcdefgh-", min_size=1, max_size=6).filter(lambda key: key.strip("-") == key and "--" not in key)
TOML_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
LEAVES = st.one_of(
    TOML_TEXTS, st.lists(TOML_TEXTS, max_size=3), st.dictionaries(KEYS, TOML_TEXTS, min_size=1, max_size=3)
)
TABLES = st.dictionaries(KEYS, st.dictionaries(KEYS, LEAVES, min_size=1, max_size=4), min_size=1, max_size=3)


def file_of(tables: dict[str, dict[str, Writable]], newline: str, bom: bool) -> str:
    lines = ["# The office", ""]
    for key, values in tables.items():
        lines += [f"[people.{key}]   # {key}", *(f"{name} = {written(value)}" for name, value in values.items()), ""]
    return ("\ufeff" if bom else "") + "\n".join(lines).replace("\n", newline)


def data_of(text: str) -> dict[str, object]:
    return tomllib.loads(text.removeprefix("\ufeff"))


@FEW
@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_text_of_a_toml_file_is_found_where_it_stands(
    tables: dict[str, dict[str, Writable]], newline: str, bom: bool
) -> None:
    source = file_of(tables, newline, bom)
    data = data_of(source)
    found = texts(source)
    for path, value in found:
        here: object = data
        for step in path:
            here = here[step]  # type: ignore[index]  # a path leads through tables and lists
        assert value.text is not None
        assert value.text.text == here
        assert_tight(source, value.text)
    assert len(found) == sum(_count(value) for values in tables.values() for value in values.values())


def _count(value: Writable) -> int:
    return 1 if isinstance(value, str) else len(value)


@FEW
@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.booleans(), TOML_TEXTS, st.data())
def test_an_edit_of_a_toml_file_leaves_every_other_line_alone(
    tables: dict[str, dict[str, Writable]], newline: str, bom: bool, new: str, data: st.DataObject
) -> None:
    source = file_of(tables, newline, bom)
    key = data.draw(st.sampled_from(sorted(tables)))
    name = data.draw(st.sampled_from(sorted(tables[key])))
    edited = set_value(source, ("people", key, name), new)
    assert data_of(edited)["people"][key][name] == new  # type: ignore[index]  # a table of tables
    back = set_value(edited, ("people", key, name), tables[key][name])
    assert data_of(back) == data_of(source)
    if '"' not in new:  # a text with quotation marks is written between apostrophes, and the next one stands there, too
        assert back == source
    added = set_value(source, ("people", key, "zz-new"), new)
    assert unset(added, ("people", key, "zz-new")) == source
    table = add_table(source, ("people", "zz-new"), {"name": new})
    assert table.replace(newline, "\n").startswith(source.replace(newline, "\n").rstrip("\n")[:10])
    assert data_of(unset(table, ("people", "zz-new"))) == data_of(source)
    assert rename(rename(source, ("people", key), "zz-new"), ("people", "zz-new"), key) == source
    assert "\r" not in edited.replace("\r\n", "") if newline == "\r\n" else "\r" not in edited


def test_comments_inside_and_after_a_table_stay() -> None:
    source = (
        "# top\r\n[people.a]  # A\r\nname = { en = \"A\", az = 'B' } # names\r\n\r\n"
        '# -- next --\r\n[people.b]\r\nname.en = "C"\r\n'
    )
    edited = set_value(source, ("people", "a", "name", "az"), "Ə")
    assert edited == source.replace("'B'", "'Ə'")
    assert unset(source, ("people", "a")) == '# top\r\n# -- next --\r\n[people.b]\r\nname.en = "C"\r\n'
    assert set_value(source, ("people", "b", "name", "az"), "D") == source + 'name.az = "D"\r\n'


@pytest.mark.parametrize("composed", [True, False])
def test_accents_of_both_kinds_are_kept_as_they_are_written(composed: bool) -> None:
    name = unicodedata.normalize("NFC" if composed else "NFD", "Müller")
    (words,) = markdown_words(f"Say {name}.")
    assert words.words.text == f"Say {name}."


SAMPLES = sorted((Path(__file__).parents[2] / "releases").glob("*/*.md"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name[:24]}-{path.stem}")
def test_the_passages_of_a_release_are_the_words_of_its_document_tree(path: Path) -> None:
    source = path.read_bytes().decode("utf-8")
    layout = find_parts(source)
    assert layout is not None
    body = source[layout.body :]
    tree = "\n".join(block_text(block) for block in parse_blocks(body, path="").blocks)
    passages = "\n".join(words.words.text for words in markdown_words(body))
    # The tree writes the comma after a quoted name itself.
    assert "".join(passages.split()).replace("،", ",") == "".join(tree.split()).replace("،", ",")
    for each in release_passages(source, path.stem, nothing_on_file):
        assert_tight(source, each.words)
