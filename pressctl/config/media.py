"""`[media]` in pressctl.toml: how photographs leave with a release. A release may not say otherwise."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_BASE = re.compile(r"https://[^\s/?#\"'<>\\]+(/[^\s?#\"'<>\\]*)?")


class PhotographsInMail(StrEnum):
    """What a mail does with photographs."""

    EMBED = "embed"
    """They stand after the text, in the mail itself."""
    LINK = "link"
    """An address at which the office publishes them; nothing is loaded from there unasked."""
    ATTACH = "attach"
    """They are files that go with the mail."""
    NONE = "none"
    """They are named."""


def _base(value: str) -> str:
    if not _BASE.fullmatch(value):
        raise ValueError(f'"{value}" is not an address such as https://example.org/press/photos/')
    return value if value.endswith("/") else f"{value}/"


class Media(BaseModel):
    """Photographs, in mail and elsewhere."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    mail: Annotated[PhotographsInMail, Field(strict=False)] = PhotographsInMail.EMBED
    max_pixels: Annotated[int, Field(ge=200, le=6000)] = 1200
    """The longer side of a photograph in a mail; a smaller one stays as it is."""
    quality: Annotated[int, Field(ge=40, le=95)] = 82
    """Of JPEG, in mail and in documents."""
    url: Annotated[str, AfterValidator(_base)] | None = None
    """Where the office publishes its photographs: `<url><slug>/<file>` is the address of one."""
    max_message_mb: Annotated[int, Field(ge=1, le=150)] = 25
    """Megabytes of one message that is sent at all; many servers take no more than 25."""

    @model_validator(mode="after")
    def _link_wants_an_address(self) -> Media:
        if self.mail is PhotographsInMail.LINK and self.url is None:
            raise ValueError('mail = "link" wants url = "https://…/", where the photographs are published')
        return self
