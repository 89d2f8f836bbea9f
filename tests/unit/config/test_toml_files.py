"""A TOML file is refused in one way, whoever reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.toml_files import parse_toml, read_toml
from pressctl.config.values import Line, Strict
from pressctl.errors import BadInput


class Desk(Strict):
    name: Line


class Room(Strict):
    desks: list[Desk]


def test_every_fault_has_the_file_the_line_and_the_place_counted_from_one() -> None:
    file = parse_toml('[[desks]]\nname = "News"\n\n[[desks]]\nname = 1\nlamp = "on"\n', "templates/room.toml")
    with pytest.raises(BadInput, match=r"^templates/room\.toml has 2 problems$") as caught:
        file.typed(Room, hint="compare it")
    assert [(one.place(), one.where) for one in caught.value.problems] == [
        ("templates/room.toml:5", "desks[2].name"),
        ("templates/room.toml:6", "desks[2].lamp"),
    ]
    assert caught.value.hint == "compare it"


def test_what_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(BadInput, match=r"^room\.toml is not valid TOML$") as caught:
        parse_toml("a = 1\nb = \n", "room.toml")
    assert caught.value.problems[0].place() == "room.toml:2"
    assert caught.value.hint == "mend room.toml:2"


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"name = '\xff'", "room.toml is not UTF-8 text"),
        (None, "there is no file room.toml"),
    ],
)
def test_what_cannot_be_read_is_named_as_the_person_names_it(
    tmp_path: Path, octets: bytes | None, message: str
) -> None:
    path = tmp_path / "room.toml"
    if octets is not None:
        path.write_bytes(octets)
    with pytest.raises(BadInput) as caught:
        read_toml(path, "room.toml")
    assert caught.value.message == message


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "room.toml"
    path.write_bytes(b"\xef\xbb\xbfname = 'News'\r\n")
    assert read_toml(path, "room.toml").values == {"name": "News"}
