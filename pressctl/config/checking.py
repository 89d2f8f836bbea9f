"""`[check]` in pressctl.toml: the house style, and which rules an office wants otherwise."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pressctl.model.finding import Severity

_CODE = re.compile(r"ALL|[A-Z]{1,3}\d{0,3}")


class HouseStyle(StrEnum):
    """The styles that the rules know."""

    UN = "un"
    IOM = "iom"
    EU = "eu"
    AP = "ap"
    WIRE = "wire"


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError(f'"{value}" is no rule and no beginning of one: NAM001, NAM or ALL')
    return value


Code = Annotated[str, AfterValidator(_code)]
Codes = Annotated[tuple[Code, ...], Field(strict=False)]


class Checking(BaseModel):
    """What `pressctl check` looks for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    profile: Annotated[HouseStyle, Field(strict=False)] = HouseStyle.UN
    select: Codes = ()
    """Nothing selects every rule that is no mere information."""
    ignore: Codes = ()
    severity: dict[Code, Annotated[Severity, Field(strict=False)]] = {}
    """Rule, or its beginning → how grave it is in this office."""
    ignore_in: dict[str, Codes] = {}
    """Pattern of a path, such as `releases/2018-*/*` → rules that are passed over there."""
