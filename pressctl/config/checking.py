"""`[check]` in pressctl.toml: the house style, and which rules an office wants otherwise."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pressctl.model.finding import Severity

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_CODE = re.compile(r"ALL|[A-Z]{1,3}\d{0,3}")


class HouseStyle(StrEnum):
    """The styles that the rules know."""

    UN = "un"
    IOM = "iom"
    EU = "eu"
    AP = "ap"
    WIRE = "wire"


class GateFrom(StrEnum):
    """From which severity on a finding keeps a release from leaving."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"

    @property
    def severities(self) -> frozenset[Severity]:
        """Return the severities that keep a release from leaving."""
        return _BLOCKING[self]


_BLOCKING = {
    GateFrom.ERROR: frozenset({Severity.ERROR}),
    GateFrom.WARNING: frozenset({Severity.ERROR, Severity.WARNING}),
    GateFrom.OFF: frozenset[Severity](),
}


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError(f'"{value}" is no rule and no beginning of one: NAM001, NAM or ALL')
    return value


Code = Annotated[str, AfterValidator(_code)]
Codes = Annotated[tuple[Code, ...], Field(strict=False)]


def _per_language(value: dict[str, str]) -> dict[str, str]:
    for language, text in value.items():
        if not _LANGUAGE.fullmatch(language):
            raise ValueError(f'"{language}" is no language code; write {{ en = "…" }}')
        if not text.strip():
            raise ValueError(f'the text for "{language}" is empty')
    return value


PerLanguage = Annotated[dict[str, str], AfterValidator(_per_language)]


class Funder(BaseModel):
    """What a funder wants to be said wherever its money is mentioned."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    names: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Besides those of the organisation on file whose key the table has."""
    statement: PerLanguage = {}
    """Language → the sentence that says who pays."""
    disclaimer: PerLanguage = {}
    """Language → the sentence that says who answers for the content."""
    emblem: bool = False
    """Whether its emblem must stand on the release."""


class Checking(BaseModel):
    """What `pressctl check` looks for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    profile: Annotated[HouseStyle, Field(strict=False)] = HouseStyle.UN
    gate: Annotated[GateFrom, Field(strict=False)] = GateFrom.ERROR
    """Which findings `send` refuses on and `export` warns of."""
    select: Codes = ()
    """Nothing selects every rule that is no mere information."""
    ignore: Codes = ()
    severity: dict[Code, Annotated[Severity, Field(strict=False)]] = {}
    """Rule, or its beginning → how grave it is in this office."""
    ignore_in: dict[str, Codes] = {}
    """Pattern of a path, such as `releases/2018-*/*` → rules that are passed over there."""
    spelling: bool = False
    """Whether `pressctl check` asks the dictionaries that are installed."""
    words: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """What a dictionary need not know: the terms of the office's trade."""
    funders: dict[str, Funder] = {}
    """Key of an organisation on file, or any name → what it wants; a table `[check.funders.<key>]` for each."""
