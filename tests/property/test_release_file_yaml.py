"""Whatever is written as front matter is read back as the same words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose, emit, plain_data
from pressctl.source.front_matter.yaml_writing import flow

NASTY = [
    "no",
    "1e3",
    ": ",
    "a: b",
    "#",
    "a #b",
    " leading",
    "trailing ",
    "- x",
    "-",
    "?",
    "? x",
    "😀",
    "مرحبا",
    'say "hi"',
    "it's",
    "two\nlines",
    "two\nlines\n",
    "two\n\n\nlines\n\n",
    "\n",
    "\nx",
    "  x\ny",
    "x\n  y\n",
    "x\n \ny",
    "\ttab",
    "a\tb",
    "~",
    "null",
    "---",
    "--- x",
    "...",
    "a\n---\nb",
    "a\n...\nb",
    "@x",
    "`x",
    "%x",
    "!x",
    "&x",
    "*x",
    "|",
    ">",
    "{a}",
    "[a]",
    "a, b",
    "a]b",
    "x:",
    "http://a.b/c#d",
    "2018-10-30",
    "10:00",
    "\r\n",
    "a\rb",
    "<<",
    "=",
    "C:\\x",
    "\\",
    "\x85",
    "\u2028",
    "\ufeff",
    "x\ufeff",
    "\xa0x\xa0",
    "Bakı, şəhər",
    "a\u200cb",
    "0x1F",
    "+994 12 465",
    "1:2",
    "x #",
    "x\t#",
    "x\xa0#",
]

words = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.sampled_from("ab1 \n:#-'\"\\{}[],|>\t😀ə&*!%@`?"), max_size=12),
    st.text(max_size=20),
)
keys = st.one_of(st.sampled_from(NASTY), st.from_regex(r"[a-z_]{1,8}", fullmatch=True))
given_words = words.filter(bool)
values = st.recursive(
    given_words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(keys, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def read(text: str) -> object:
    composed = compose(text, path="en.md")
    problems = [problem for problem in composed.problems if '"<<" merges' not in problem.message]
    assert not problems, (text, problems)
    assert composed.root is not None
    return plain_data(composed.root)


def legible(value: object) -> bool:
    """Forbidden characters are read as U+FFFD where they stand raw; a `<<` key is refused."""
    if isinstance(value, dict):
        return all(key != "<<" and legible(item) for key, item in value.items())
    return all(map(legible, value)) if isinstance(value, list) else True


@given(st.dictionaries(keys, values, min_size=1, max_size=4).filter(legible))
@example({word.strip() or "k": word for word in NASTY if word.strip() != "<<"})
@example({"list": [word for word in NASTY if word]})
@example({"list": [[word] for word in NASTY if word]})
@example({"list": [{"a": word, "b": "x"} for word in NASTY if word]})
def test_what_is_emitted_composes_back_to_the_same_texts(mapping: dict[str, object]) -> None:
    assert read(emit(mapping)) == mapping  # type: ignore[arg-type]


@given(values.filter(legible))
def test_a_value_on_one_line_composes_back_to_the_same_texts(value: object) -> None:
    line = flow(value)  # type: ignore[arg-type]
    assert "\n" not in line
    assert read(f"key: {line}\n") == {"key": value}
    assert read(f"[{line}, {{key: {line}}}]\n") == [value, {"key": value}]


@pytest.mark.parametrize(
    "text",
    [
        "a: 😀 x  # y\r\nb: |\r\n  one\r\n\r\n  two\r\n\r\n# remark\r\nc: [1, {d: }]\r\ne:\r\nf:\r\n- 'x'\r\n-\r\n",
        "a: b: c\n",
        'a: "open\n',
        "a: [1, 2\n",
        "a: &x 1\nb: *x\nc: !!str y\na: 2\n",
        "\ta: 1\n",
        "a: @x\n",
    ],
)
def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    import yaml

    built_in = compose(text, path="en.md")
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    in_python = compose(text, path="en.md")
    assert (in_python.root is None) == (built_in.root is None)
    if built_in.root is not None and in_python.root is not None:
        assert plain_data(in_python.root) == plain_data(built_in.root)
    assert [problem.message for problem in in_python.problems] == [problem.message for problem in built_in.problems]


def test_what_is_empty_is_left_out() -> None:
    assert emit({"a": None, "b": "", "c": [], "d": {"e": ""}, "f": [None, {"g": []}], "h": False}) == "h: no\n"


def test_front_matter_reads_like_a_form_that_somebody_filled_in() -> None:
    text = emit(
        {
            "headline": "Baku: a conference",
            "dateline": {"place": "Bakı", "date": "2018-10-30"},
            "notes": "One.\n\nTwo.\n",
            "speakers": ["leyla", {"name": "Müller", "title": "Head"}],
            "languages": ["en", "no"],
        }
    )
    assert text == (
        'headline: "Baku: a conference"\ndateline:\n  place: Bakı\n  date: 2018-10-30\nnotes: |\n  One.\n\n  Two.\n'
        'speakers:\n  - leyla\n  - name: Müller\n    title: Head\nlanguages:\n  - en\n  - "no"\n'
    )


@given(st.text(max_size=200))
def test_no_text_breaks_the_composer(text: str) -> None:
    composed = compose(text, path="en.md", line=3, offset=10)
    assert (
        composed.root is not None
        or composed.problems
        or not text.strip()
        or text.lstrip().startswith(("#", "---", "\ufeff", "%"))
    )


@given(
    st.lists(
        st.sampled_from(['"😀"', "'a b'", "plain", "[x, {y: z}]", "|\n  two\n  lines\n", ""]), min_size=1, max_size=5
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_marks_address_the_original_text(parts: list[str], newline: str) -> None:
    text = "".join(f"key{number}: {part}\n# remark\n" for number, part in enumerate(parts)).replace("\n", newline)
    root = compose(text, path="en.md", line=5, offset=100).root
    assert isinstance(root, MapNode)
    for entry, part in zip(root.entries, parts, strict=True):
        node = entry.value
        assert text[node.start.offset - 100 : node.end.offset - 100] == part.rstrip("\n").replace("\n", newline)
        assert text.split(newline)[node.start.line - 5][node.start.column - 1 :].startswith(part.split("\n")[0])
        assert isinstance(node, ScalarNode) or part.startswith("[")
