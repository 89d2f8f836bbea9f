"""Whatever stands in a release's file, it is read or refused with its problems; nothing else happens."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressctl.config.schema import Config
from pressctl.errors import BadInput
from pressctl.model.digest import version_digest
from pressctl.model.kind import FieldType, Kind
from pressctl.source.release_file import ReleaseFiles, read_release
from pressctl.source.resolve import resolve
from pressctl.source.translation import new_variant, source_texts_digest
from tests.examples import examples

OFFICE = Config.model_validate(
    {
        "office": {"name": "Office", "timezone": "Asia/Baku", "email": "o@example.org"},
        "organisations": {"iom": {"name": "IOM", "boilerplate": "We are."}},
        "people": {"leyla": {"name": "Leyla"}},
    }
)
FIELDS = tuple((kind.name.lower(), kind) for kind in FieldType)
STATEMENT = Kind("statement", "Statement", "", (), FIELDS, (), (), Path(), ("en",))
KINDS = {"statement": STATEMENT}
HEAD = (
    "id: 0e5ad4a5-7f4e-4d6e-8f5b-1f2e0a1b2c3d\nkind: statement\noriginal: en\nheadline: H\n"
    "dateline: {place: Baku, date: 2018-10-30}\n"
)

scalars = st.one_of(
    st.sampled_from(
        [
            "iom",
            "leyla",
            "2018-10-30",
            "2018-10-30T10:00[Asia/Baku]",
            "0001-01-01T00:00[Asia/Baku]",
            "9999-12-31T23:59-14:00",
            "yes",
            "12",
            "none",
            "a@b",
            "x@example.org",
            "https://[",
            "../x",
            '"\\u0000"',
            '"\\ud800"',
            "az",
            "focal-points",
            "office",
            "|\n  x",
            "*a",
            "&a",
            "!x",
            "",
            "~",
            "9" * 40,
            "٢٠١٨-١٠-٣٠",
            "2018-10-30T25:00",
            "media/x",
            "2018-03-25T02:30[Europe/Berlin]",
        ]
    ),
    st.text(max_size=12),
)
names = st.sampled_from(
    [
        "embargo",
        "expires",
        "event",
        "start",
        "title",
        "organisers",
        "name",
        "url",
        "project",
        "lead",
        "funders",
        "speakers",
        "contacts",
        "phones",
        "email",
        "languages",
        "copy_to",
        "boilerplates",
        "text",
        "notes",
        "media",
        "file",
        "fields",
        "corrects",
        "id",
        "version",
        "labels",
        "dateline.place",
        "translates",
        "headline",
        "original",
        "kind",
        "place",
        "date",
        *(name for name, _ in FIELDS),
    ]
)
flow = st.recursive(
    scalars.filter(lambda text: "\n" not in text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(names, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=5,
)
matters = st.dictionaries(names, flow, max_size=4).map(
    lambda table: "".join(f"{key}: {value}\n" for key, value in table.items() if f"\n{key}:" not in "\n" + HEAD)
)
bodies = st.one_of(st.text(max_size=40), st.text(alphabet=st.sampled_from("ab \n#>-*[]()!|{}=:/—"), max_size=60))
files = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=st.sampled_from("ab:-[]{}|>&*!%@#'\"\n \t\r\ufeff"), max_size=60),
    st.tuples(matters, bodies).map(lambda parts: f"---\n{parts[0]}---\n{parts[1]}"),
    st.tuples(matters, bodies).map(lambda parts: f"---\n{HEAD}{parts[0]}---\n{parts[1]}"),
    st.tuples(flow, bodies).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}"),
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def read(folder: Path) -> ReleaseFiles | BadInput:
    try:
        return read_release(folder, OFFICE, KINDS)
    except BadInput as refusal:
        return refusal


@examples(300)
@given(text=files)
@example(text="---\n" + HEAD + "---\n")
@example(text="---\r" + HEAD.replace("\n", "\r") + "---\rBody")
@example(text="---\n" + HEAD + "fields: {text: [x]}\n---\n")
@example(text="---\n" + "[" * 3000 + "\n---\n")
@example(text="---\n" + "a: {" * 500 + "}" * 500 + "\n---\n")
def test_any_text_is_a_release_or_bad_input(folder: Path, text: str) -> None:
    path = folder / "en.md"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    outcome = read(folder)
    if isinstance(outcome, BadInput):
        assert outcome.problems
        places = {f"{folder.name}/en.md", folder.name}
        assert all(problem.message and problem.path in places for problem in outcome.problems)
        return
    assert outcome.original.text.encode("utf-8") == path.read_bytes()
    version_digest(resolve(outcome, OFFICE, STATEMENT))
    source_texts_digest(outcome.original)
    (folder / "az.md").write_text(new_variant(outcome, "az"), encoding="utf-8", newline="")
    try:
        assert resolve(read_release(folder, OFFICE, KINDS), OFFICE, STATEMENT).languages == ("en", "az")
    finally:
        (folder / "az.md").unlink()


@examples(100)
@given(content=st.binary(max_size=60))
@example(content=b"---\nid: \xff\n---\n")
def test_any_bytes_are_a_release_or_bad_input(folder: Path, content: bytes) -> None:
    (folder / "en.md").write_bytes(content)
    read(folder)
