"""Days and times of options: every form that `new` takes, and suggestions that make sense."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.config.schema import Config
from pressctl.errors import BadInput
from pressctl.language.reading import Side
from pressctl.model.moment import parse_moment
from pressctl.workflow.typed_times import day_of, moment_of

CONFIG = Config.model_validate({"office": {"name": "Mission", "timezone": "Asia/Baku", "languages": ["en", "az"]}})
NOW = parse_moment("2026-11-29T15:00[Asia/Baku]")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-30T10:00", "2026-11-30T10:00"),
        ("30.11.2026 10:00", "2026-11-30T10:00"),
        ("30 November 2026, 10 am", "2026-11-30T10:00"),
        ("30 noyabr 2026 saat 10:00", "2026-11-30T10:00"),
        ("tomorrow 10:00", "2026-11-30T10:00"),
        ("18:00", "2026-11-29T18:00"),
    ],
)
def test_a_time_is_read_in_every_form(text: str, meant: str) -> None:
    assert moment_of(text, NOW, CONFIG, option="--due") == parse_moment(f"{meant}[Asia/Baku]")


@pytest.mark.parametrize("text", ["2026-11-03", "3 November 2026", "3.11.2026", "3 noyabr 2026"])
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert day_of(text, NOW, CONFIG, option="--since") == date(2026, 11, 3)


def test_a_slip_is_answered_with_what_was_meant() -> None:
    with pytest.raises(BadInput, match='--due: "tomorow 10:00" is not a date; did you mean tomorrow'):
        moment_of("tomorow 10:00", NOW, CONFIG, option="--due")
    with pytest.raises(BadInput, match="did you mean Novem"):
        day_of("3 Novembre 2026", NOW, CONFIG, option="--since")


@pytest.mark.parametrize(
    ("side", "offered", "absurd", "example"),
    [
        (Side.AHEAD, "2026-11-30", "yesterday", "tomorrow 10:00"),
        (Side.BEHIND, "today, yesterday", "tomorrow", "29 November 2026 10:00"),
    ],
)
def test_only_what_lies_on_that_side_is_offered(side: Side, offered: str, absurd: str, example: str) -> None:
    with pytest.raises(BadInput) as refused:
        moment_of("someday 10:00", NOW, CONFIG, option="--at", side=side)
    assert offered in refused.value.message
    assert absurd not in refused.value.message
    assert refused.value.hint == f'--at "{example}", on the clock of Asia/Baku'
